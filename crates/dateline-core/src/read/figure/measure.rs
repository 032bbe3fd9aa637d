//! What is said of what is counted: "killed 12 people", "12 dead", "six towns in rebel hands".

use super::Desk;
use crate::model::PartyRef;
use crate::rulebook::Measure;
use dateline_tree::{EntityKind, Relation, Upos};

/// A measure found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub measure: &'a Measure,
    /// The word that says it.
    pub word: usize,
    /// Who holds the places.
    pub party: Option<PartyRef>,
}

impl<'a> Desk<'a> {
    /// What is said of the things that these words count or name; `unit` is the common word for them.
    pub(super) fn said_of(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        self.by_verb(nodes, unit)
            .or_else(|| self.by_hands(nodes, unit))
            .or_else(|| self.by_oblique(nodes, unit))
            .or_else(|| self.by_noun_above(nodes, unit))
            .or_else(|| self.by_adjective(nodes, unit))
    }

    /// The words that stand for what is counted: the noun, its number, and nouns that they hang from by "of".
    pub(super) fn nodes(&self, word: usize) -> Vec<usize> {
        // "one of nine towns", "most of the 200 men": what is said of some is not said of all.
        const SOME: &[&str] =
            &["one", "none", "some", "most", "few", "many", "each", "any", "several", "neither", "either"];
        let view = self.view();
        let mut nodes = vec![word];
        let mut at = word;
        while let Some(head) = view.head(at) {
            let part = view.relation(at) == Relation::Nmod && view.case(at) == "of";
            let number = matches!(view.relation(at), Relation::Nummod | Relation::Compound | Relation::Flat)
                && view.token(head).upos == Upos::Num;
            if !(part || number) || nodes.len() > 4 || part && SOME.contains(&view.lemma(head).as_str()) {
                break;
            }
            nodes.push(head);
            at = head;
        }
        nodes
    }

    fn fits(measure: &Measure, unit: &str) -> bool {
        measure.of.iter().any(|u| u == unit)
    }

    fn by_verb(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        let near = nodes.first().copied().unwrap_or_default();
        let verbs = (0..view.len()).filter(|&v| matches!(view.token(v).upos, Upos::Verb | Upos::Aux));
        let mut found: Vec<((bool, usize), Said<'a>)> = Vec::new();
        for verb in verbs {
            let among =
                |word: Option<usize>| word.is_some_and(|w| view.coordinated(w).iter().any(|c| nodes.contains(c)));
            let loose = || nodes.iter().any(|&n| view.head(n) == Some(verb) && self.is_loose_object(n));
            let objects = || view.children(verb).filter(|&c| view.relation(c) == Relation::Obj).any(|c| among(Some(c)));
            let done = among(view.object(verb)) || objects() || loose();
            let does = among(view.subject(verb));
            if done || does {
                let said = self.verb_says(verb, unit, done, does);
                let far = !nodes.iter().any(|&n| view.head(n) == Some(verb));
                found.extend(said.map(|s| ((far, verb.abs_diff(near)), s)));
            }
        }
        found.into_iter().min_by_key(|(order, _)| *order).map(|(_, said)| said)
    }

    /// What a verb says of its object (`done`) or of its subject (`does`).
    pub(super) fn verb_says(&self, verb: usize, unit: &str, done: bool, does: bool) -> Option<Said<'a>> {
        let view = self.view();
        let names = self.verb_names(verb);
        let has = |list: &[String]| list.iter().any(|w| names.contains(w));
        let fitting = self.words().measures.iter().filter(|m| Self::fits(m, unit));
        let patient = |m: &&Measure| done && (has(&m.patient) || has(&m.passive) && view.is_passive(verb));
        let agent = |m: &&Measure| does && has(&m.agent);
        for measure in fitting {
            if patient(&measure) || agent(&measure) {
                let acts = measure.party || measure.by && !does;
                let holder = view.subject(verb).filter(|_| acts).and_then(|s| self.parties.of(view, s));
                return Some(Said { measure, word: verb, party: holder.or_else(|| self.holder(measure)) });
            }
            let receiver = || view.child(verb, &[Relation::Iobj, Relation::Obj]).and_then(|i| self.parties.of(view, i));
            if done
                && has(&measure.gives)
                && let Some(party) = receiver()
            {
                return Some(Said { measure, word: verb, party: Some(party) });
            }
            if done
                && has(&measure.costs)
                && let Some(party) = receiver()
            {
                return Some(Said { measure, word: verb, party: (self.opponent)(&party) });
            }
            if does && has(&measure.lost) && (view.lemma(verb) != "go" || unit == "places") {
                let to = view.obliques(verb, &["to", "into"]).into_iter().find_map(|o| self.parties.of(view, o));
                return Some(Said { measure, word: verb, party: to.or_else(|| self.holder(measure)) });
            }
            if done && has(&measure.loses) {
                let loser = view.subject(verb).and_then(|s| self.parties.of(view, s));
                let winner = loser.and_then(|l| (self.opponent)(&l));
                return Some(Said { measure, word: verb, party: winner.or_else(|| self.holder(measure)) });
            }
        }
        None
    }

    /// A parser's slip: in "controls over a quarter of" the bound is taken for a preposition.
    fn is_loose_object(&self, node: usize) -> bool {
        let view = self.view();
        let phrase =
            |from: usize, phrase: &str| phrase.split(' ').enumerate().all(|(n, word)| self.at(from + n) == word);
        let bounds = |c: usize| self.words().bounds.iter().any(|b| b.before.iter().any(|p| phrase(c, p)));
        let bare = view.case(node).is_empty() && view.token(node).entity != Some(EntityKind::Time);
        let case = view.children(node).find(|&c| view.relation(c) == Relation::Case);
        view.relation(node).base() == "obl"
            && matches!(view.token(node).upos, Upos::Noun | Upos::Num)
            && (bare || case.is_some_and(bounds))
    }

    /// "severed from nine provinces".
    fn by_oblique(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        nodes.iter().find_map(|&n| {
            let verb = view.head(n)?;
            let says = |m: &&Measure| {
                Self::fits(m, unit) && m.oblique.get(&view.lemma(verb)).is_some_and(|case| *case == view.case(n))
            };
            let measure = self.words().measures.iter().find(says)?;
            Some(Said { measure, word: verb, party: None })
        })
    }

    fn holder(&self, measure: &Measure) -> Option<PartyRef> {
        self.taker.clone().filter(|_| measure.party)
    }

    /// The verb alone and with each of its particles.
    fn verb_names(&self, verb: usize) -> Vec<String> {
        let view = self.view();
        let lemma = view.lemma(verb);
        let mut names: Vec<String> = view
            .children(verb)
            .filter(|&c| {
                matches!(view.relation(c), Relation::CompoundPrt | Relation::Advmod | Relation::Xcomp | Relation::Obj)
                    && c > verb
                    && view.children(c).next().is_none()
            })
            .map(|c| format!("{lemma} {}", view.lemma(c)))
            .collect();
        names.push(lemma);
        names
    }

    /// "nine capitals now in the group's hands", "is under the insurgents".
    pub(super) fn by_hands(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        let measure = self.words().measures.iter().find(|m| !m.case.is_empty() && Self::fits(m, unit))?;
        let below = nodes.iter().flat_map(|&n| view.children(n));
        let above = nodes.iter().filter(|&&n| view.relation(n).base() == "nsubj").filter_map(|&n| view.head(n));
        let beside = above.clone().flat_map(|h| view.children(h));
        for word in below.chain(above).chain(beside).filter(|w| !nodes.contains(w)) {
            let phrase = format!("{} {}", view.case(word), view.lemma(word));
            let kept = measure.case.contains(&phrase);
            let party = if kept {
                let owners = view.children(word).filter(|&c| c < word);
                owners.filter_map(|c| self.parties.of(view, c)).next().or_else(|| self.holder(measure))
            } else if measure.with.contains(&view.case(word)) && view.child(word, &[Relation::Cop]).is_some()
                || measure.case.iter().any(|c| *c == view.case(word))
            {
                Some(self.parties.of(view, word)?)
            } else {
                continue;
            };
            return Some(Said { measure, word, party });
        }
        None
    }

    /// "the deaths of 12 people", "a death toll of 12", "the capture of six towns".
    fn by_noun_above(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        let nouns = nodes.iter().skip(1).filter(|&&n| view.token(n).upos == Upos::Noun);
        for &word in nouns {
            let lemma = view.lemma(word);
            let pair = word.checked_sub(1).map(|b| format!("{} {lemma}", view.lower(b))).unwrap_or_default();
            let named =
                |m: &&Measure| Self::fits(m, unit) && m.noun.iter().chain(&m.toll).any(|n| *n == lemma || *n == pair);
            if let Some(measure) = self.words().measures.iter().find(named) {
                return Some(Said { measure, word, party: self.holder(measure) });
            }
        }
        None
    }

    /// "12 dead", "30 people wounded", "left nine dead", "are missing".
    fn by_adjective(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        let above = nodes.iter().filter_map(|&n| view.head(n)).flat_map(|h| std::iter::once(h).chain(view.children(h)));
        let below = nodes.iter().flat_map(|&n| view.children(n));
        let near = nodes.iter().flat_map(|&n| n + 1..(n + 2).min(view.len()));
        for word in near.chain(below).chain(above).filter(|w| !nodes.contains(w)) {
            let lower = view.lower(word);
            let said = |m: &&Measure| Self::fits(m, unit) && m.adjective.contains(&lower);
            if let Some(measure) = self.words().measures.iter().find(said) {
                return Some(Said { measure, word, party: self.holder(measure) });
            }
        }
        None
    }
}
