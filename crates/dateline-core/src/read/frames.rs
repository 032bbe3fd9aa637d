//! Frames matched against one sentence: which words tell an event, with its place and parties.

use super::party::Parties;
use super::peace::is_figure_of_speech;
use super::scene::{Scene, Spot};
use super::view::View;
use crate::model::{EventKind, Extent, PartyRef, PlaceKind};
use crate::rulebook::{Frame, RuleBook, Slot};
use dateline_tree::{Relation, Upos, Xpos};

/// A frame that matched.
#[derive(Clone, Debug)]
pub struct Match<'a> {
    /// The frame.
    pub frame: &'a Frame,
    /// The word it hangs on.
    pub trigger: usize,
    /// Where; one claim is made for each.
    pub spots: Vec<Spot>,
    /// The acting party with the word that names it.
    pub actor: Option<(usize, PartyRef)>,
    /// The party acted upon.
    pub target: Option<(usize, PartyRef)>,
    /// Who acts, where the sentence names somebody who is no party that is known.
    pub somebody: Option<usize>,
}

/// Everything the frames of a sentence need.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The sentence with its places.
    pub scene: Scene<'a>,
    /// Who is who.
    pub parties: Parties<'a>,
    /// The rules.
    pub rules: &'a RuleBook,
    /// The speaker's party, for "it is ours".
    pub speaker: &'a dyn Fn(usize) -> Option<PartyRef>,
    /// What was claimed in the sentences just before, for "Taloqan followed".
    pub previous: &'a [EventKind],
}

impl<'a> Matcher<'a> {
    /// All matches of a sentence in the order of their triggers.
    pub fn matches(&self) -> Vec<Match<'a>> {
        let view = self.scene.view;
        let mut found: Vec<Match<'a>> = Vec::new();
        // A word of a party's own name tells nothing ("Front for the Liberation of …").
        let names = self.parties.names(view);
        for i in (0..view.len()).filter(|i| !names.iter().any(|(a, b)| a <= i && i <= b)) {
            let lemma = view.lemma(i);
            let lower = view.lower(i);
            let by_form = self.rules.frames_of(&lower).filter(|_| lower != lemma);
            let here: Vec<Match> =
                self.rules.frames_of(&lemma).chain(by_form).filter_map(|f| self.try_frame(f, i)).collect();
            // Of several frames on one word the one with more roles filled tells most; one event a word. Who has a place
            // goes before what else happens there; fighting is told from shelling by what the frames ask for.
            let holding = |k: EventKind| k.is_about_control() && k != EventKind::Clash;
            let rank = |m: &Match| (holding(m.frame.says), filled(m), m.frame.fits.len());
            if let Some(best) = here.into_iter().reduce(|a, b| if rank(&b) > rank(&a) { b } else { a }) {
                found.push(best);
            }
        }
        let found = super::happenings::keep_upper(view, found);
        let mut found = self.with_places_left(self.with_whereabouts(self.with_proposed(found)));
        found.iter_mut().for_each(|m| self.leave_the_country(m));
        found.retain(|m| !is_figure_of_speech(view, m, self.rules));
        found
    }

    /// Places told by ellipsis: "Zaranj was taken on Friday and Sheberghan on Saturday", "…, then Farah a day later".
    /// A place name after a joining word, directly before an expression of time, repeats the event told before it.
    pub fn gapped(&self, found: &[Match<'a>], times: &[super::time::Expression]) -> Vec<(Match<'a>, Option<usize>)> {
        let view = self.scene.view;
        let mut gapped = Vec::new();
        for mention in self.scene.mentions {
            let Some(base) =
                found.iter().rev().find(|m| m.trigger < mention.first && m.frame.says == EventKind::Takeover)
            else {
                continue;
            };
            let told = found.iter().any(|m| m.spots.iter().any(|s| mention.covers(s.word)));
            let joined = mention.first > 0
                && matches!(
                    view.lower(mention.first - 1).as_str(),
                    "and" | "then" | "," | ";" | "after" | "with" | "before"
                );
            let time = times.iter().position(|t| {
                t.first > mention.last
                    && t.first <= mention.last + if view.word(mention.last + 1) == "," { 7 } else { 2 }
                    && self.only_prepositions(mention.last + 1, t.first)
            });
            if told || !joined || mention.located {
                continue;
            }
            // "…, and Sheberghan too": coordinated with the verb itself.
            let tied = view.relation(mention.first) == Relation::Conj && view.head(mention.first) == Some(base.trigger);
            if time.is_some() || tied {
                let spots = self.scene.spots(mention.first);
                if !spots.is_empty() {
                    gapped.push((Match { spots, ..base.clone() }, time));
                }
            }
        }
        gapped.extend(self.told_again(found, times));
        gapped.extend(self.told_too(found).into_iter().map(|m| (m, None)));
        gapped
    }

    fn only_prepositions(&self, from: usize, to: usize) -> bool {
        (from..to).all(|i| {
            matches!(self.scene.view.lower(i).as_str(), "on" | "," | "late" | "early" | "by" | "a" | "the" | "in")
                || self.scene.mentions.iter().any(|m| m.located && m.covers(i))
        })
    }

    fn try_frame(&self, frame: &'a Frame, i: usize) -> Option<Match<'a>> {
        if !self.triggers(frame, i) || !self.allowed(frame, i) {
            return None;
        }
        if frame.after && !self.previous.contains(&frame.says) {
            return None;
        }
        let noun = self.light_noun(frame, i)?;
        if !self.fits(frame, i, noun) {
            return None;
        }
        if !frame.says.is_about_control() {
            return self.try_happening(frame, i, noun);
        }
        if self.leaves_object_unread(frame, i) || !self.fits(frame, i, noun) {
            return None;
        }
        let spots = frame.place.iter().map(|s| self.spots(s, frame, i, noun)).find(|s| !s.is_empty());
        let spots = spots.unwrap_or_else(|| self.names_taken(frame, i, noun));
        let actor = self.party(&frame.actor, i, noun).or_else(|| self.stranger(frame, i));
        let somebody = self.somebody(frame, i, noun).filter(|_| actor.is_none());
        let actor = actor.or_else(|| self.leader(frame, somebody?));
        let target = self.party(&frame.target, i, noun);
        let spots = self.towns(spots.into_iter().filter(|s| is_holdable(frame, s) && !self.is_likeness(s)).collect());
        if let Some((head, _)) = &actor
            && (self.is_lone_official(frame, *head) || self.is_official_abroad(frame, *head, &spots))
        {
            return None;
        }
        let has = |role: &str| match role {
            "place" => !spots.is_empty(),
            "actor" => actor.is_some(),
            "target" => target.is_some(),
            _ => true,
        };
        if !frame.needs.iter().all(|r| has(r)) {
            return None;
        }
        if actor.is_none() && (self.stranger_acts(frame, i) || self.is_unsaid(frame, i, noun)) {
            return None;
        }
        let distinct =
            |p: &Option<(usize, PartyRef)>| p.as_ref().is_none_or(|(w, _)| !spots.iter().any(|s| s.word == *w));
        if !distinct(&actor) || !distinct(&target) {
            return None;
        }
        let somebody = somebody.filter(|w| actor.is_none() && !spots.iter().any(|s| s.word == *w));
        Some(Match { frame, trigger: i, spots, actor, target, somebody })
    }

    /// "A Beirut of tarpaulins": something that is called after the place.
    fn is_likeness(&self, spot: &Spot) -> bool {
        let view = self.scene.view;
        let a = |c: usize| view.relation(c) == Relation::Det && matches!(view.lower(c).as_str(), "a" | "an");
        spot.word < view.len() && view.token(spot.word).upos == Upos::Propn && view.children(spot.word).any(a)
    }

    fn triggers(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        let lemma = view.lemma(i);
        match view.token(i).upos {
            Upos::Verb | Upos::Aux => {
                self.verb_triggers(frame, i, &lemma) || self.adjectival(frame, i) || self.is_verbal_noun(frame, i)
            }
            Upos::Adj if self.adjectival(frame, i) => true,
            Upos::Adj => self.verb_triggers(frame, i, &lemma) && view.relation(i) == Relation::Amod,
            Upos::Noun | Upos::Propn | Upos::Pron => {
                (frame.noun.contains(&lemma) || frame.noun.contains(&view.lower(i))) && self.case_fits(frame, i)
            }
            _ => false,
        }
    }

    /// A parser's slip: "talks", "looting" and "shelling" as subjects or objects are nouns, whatever their tag.
    fn is_verbal_noun(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        let named =
            frame.noun.contains(&view.lower(i)) && (!frame.says.is_about_control() || frame.says == EventKind::Clash);
        let tagged = matches!(view.token(i).xpos, Xpos::Vbg | Xpos::Nns | Xpos::Nn);
        let nominal = matches!(view.relation(i).base(), "nsubj" | "csubj" | "nmod" | "obl" | "obj" | "root")
            && view.child(i, &[Relation::Obj, Relation::Nsubj, Relation::Aux, Relation::NsubjPass]).is_none();
        named && tagged && nominal && self.case_fits(frame, i)
    }

    fn adjectival(&self, frame: &Frame, i: usize) -> bool {
        frame.adjective.contains(&self.scene.view.lower(i)) && self.is_predicate(i)
    }

    fn verb_triggers(&self, frame: &Frame, i: usize, lemma: &str) -> bool {
        let view = self.scene.view;
        let particles: Vec<String> = view
            .children(i)
            .filter(|&c| {
                view.relation(c) == Relation::CompoundPrt
                    || view.relation(c) == Relation::Advmod && c > i && PARTICLES.contains(&view.lower(c).as_str())
            })
            .map(|c| view.lower(c))
            .collect();
        if particles.iter().any(|p| frame.verb.iter().any(|v| *v == format!("{lemma} {p}"))) {
            return true;
        }
        let bound = view.children(i).any(|c| {
            view.relation(c) == Relation::CompoundPrt && !matches!(view.lower(c).as_str(), "in" | "on" | "to")
        });
        !bound && frame.verb.iter().any(|v| v == lemma)
    }

    /// "is gone", "with Sheberghan gone", "Aybak, already lost": not the attribute of "lost weight".
    fn is_predicate(&self, i: usize) -> bool {
        let view = self.scene.view;
        view.child(i, &[Relation::Cop, Relation::AuxPass, Relation::Aux, Relation::Nsubj]).is_some()
            || matches!(view.relation(i), Relation::Acl | Relation::Advcl | Relation::Xcomp)
            || view.relation(i) == Relation::Amod && view.head(i).is_some_and(|h| h < i)
    }

    fn case_fits(&self, frame: &Frame, i: usize) -> bool {
        frame.case.is_empty() || frame.case.contains(&self.scene.view.case(i))
    }

    /// Words that the clause must or must not hold.
    fn allowed(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        let clause: Vec<String> =
            (0..view.len()).filter(|&t| view.sentence.dominates(view.clause(i), t)).map(|t| view.lemma(t)).collect();
        let holds = |list: &[String]| list.iter().any(|w| clause.contains(w));
        let under =
            frame.under.is_empty() || self.governing_verb(i).is_some_and(|v| frame.under.contains(&view.lemma(v)));
        under && !holds(&frame.without) && (frame.with.is_empty() || holds(&frame.with))
    }

    /// For light verbs the object noun that carries the meaning, else the trigger itself.
    fn light_noun(&self, frame: &Frame, i: usize) -> Option<usize> {
        if frame.object_noun.is_empty() {
            return Some(i);
        }
        let view = self.scene.view;
        let object = view.object(i).or_else(|| {
            view.child(i, &[Relation::Nsubj, Relation::Obl, Relation::Xcomp]).filter(|_| view.lemma(i) == "fly")
        })?;
        (frame.object_noun.contains(&view.lemma(object)) || frame.object_noun.contains(&view.lower(object)))
            .then_some(object)
    }

    /// The verb that a trigger noun is the predicate, object or oblique of.
    fn governing_verb(&self, i: usize) -> Option<usize> {
        let view = self.scene.view;
        if let Some(cop) = view.child(i, &[Relation::Cop]) {
            return Some(cop);
        }
        view.head(i).filter(|&h| matches!(view.token(h).upos, Upos::Verb | Upos::Aux))
    }

    pub(super) fn heads(&self, slot: &Slot, i: usize, noun: usize) -> Vec<usize> {
        let view = self.scene.view;
        let verbal = matches!(view.token(i).upos, Upos::Verb | Upos::Aux | Upos::Adj);
        match slot {
            Slot::Subject if self.copula_of(i).is_some() => self.copular_subject(i).into_iter().collect(),
            Slot::Oblique(cases) if self.copula_of(i).is_some() => self.copular_phrases(i, cases),
            Slot::Object if self.second_object(i).is_some() => self.second_object(i).into_iter().collect(),
            Slot::Home => self.home(i),
            Slot::Recipient => self.recipient(i).into_iter().collect(),
            Slot::Subject => {
                let subject =
                    if verbal && view.token(i).upos != Upos::Adj { view.subject(i) } else { view.surface_subject(i) };
                // "It is they, not the army, who run it".
                subject.filter(|&s| !view.is_excepted(s)).into_iter().collect()
            }
            Slot::Object => view.object(i).filter(|_| verbal).into_iter().collect(),
            Slot::Oblique(cases) => {
                let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
                let verb = if verbal { Some(i) } else { self.governing_verb(i) };
                verb.map(|v| obliques(view, v, &cases)).unwrap_or_default()
            }
            Slot::Nominal(cases) => self.nominal(noun, cases),
            Slot::Possessor => view.child(noun, &[Relation::NmodPoss]).into_iter().collect(),
            Slot::Modifier => view
                .children(noun)
                .filter(|&c| {
                    c < noun
                        && matches!(
                            view.relation(c),
                            Relation::NmodPoss | Relation::Compound | Relation::Amod | Relation::NmodDesc
                        )
                })
                .collect(),
            Slot::Holder => self.holder(i).into_iter().collect(),
            Slot::Modified => {
                let phrase = matches!(view.relation(i).base(), "nmod" | "acl");
                view.head(i).filter(|_| phrase).map(|h| self.one_of_them(h)).into_iter().collect()
            }
            Slot::Predicate => {
                let said = view.relation(i).base() == "nsubj";
                view.head(i).filter(|&h| said && view.child(h, &[Relation::Cop]).is_some()).into_iter().collect()
            }
            Slot::Scene => self.scene_words(i),
            Slot::Origin | Slot::Speaker => Vec::new(),
        }
    }

    /// Prepositional phrases of a noun; of "the withdrawal of forces from Kherson" also those of the forces.
    fn nominal(&self, noun: usize, cases: &[String]) -> Vec<usize> {
        let view = self.scene.view;
        let under = |n: usize| {
            view.children(n)
                .filter(|&c| matches!(view.relation(c).base(), "nmod" | "obl" | "acl") && cases.contains(&view.case(c)))
                .collect::<Vec<usize>>()
        };
        let own = under(noun);
        if !own.is_empty() {
            return own;
        }
        view.children(noun)
            .filter(|&c| view.relation(c) == Relation::Nmod && view.case(c) == "of")
            .flat_map(under)
            .collect()
    }

    /// Subject of the clause whose predicate or oblique the noun is; its object when the clause has one.
    fn holder(&self, i: usize) -> Option<usize> {
        let view = self.scene.view;
        if view.relation(i) == Relation::Conj && !view.has_own_subject(i) {
            return None;
        }
        if view.child(i, &[Relation::Cop]).is_some()
            || matches!(
                view.relation(i),
                Relation::Root
                    | Relation::Xcomp
                    | Relation::Advcl
                    | Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Conj
                    | Relation::Ccomp
                    | Relation::Parataxis
            )
        {
            return view.surface_subject(i).or_else(|| self.name_before_copula(i));
        }
        // "one of the last strongholds": what is one of them.
        let head = view.head(i)?;
        // "is back in government hands".
        if view.token(head).upos == Upos::Adv && view.child(head, &[Relation::Cop]).is_some() {
            return view.surface_subject(head);
        }
        if view.relation(i) == Relation::Nmod
            && matches!(view.lemma(head).as_str(), "one" | "some" | "part" | "few" | "most")
        {
            return self.holder(head);
        }
        let verb = view.head(i).filter(|&h| matches!(view.token(h).upos, Upos::Verb | Upos::Aux))?;
        match view.relation(i).base() {
            "obl" | "xcomp" | "advmod" => view.object(verb).filter(|&o| o != i).or_else(|| view.surface_subject(verb)),
            _ => None,
        }
    }

    /// A parser's slip: the subject of "…, Feroz Koh, was in their hands" may hang elsewhere; the name before the
    /// copula is what is spoken of.
    fn name_before_copula(&self, i: usize) -> Option<usize> {
        let copula = self.scene.view.child(i, &[Relation::Cop])?;
        let near = self.scene.mentions.iter().rev().find(|m| m.last < copula && copula - m.last <= 3 && !m.located)?;
        Some(near.first)
    }

    /// Nouns that the clause names with a preposition of place.
    fn scene_words(&self, i: usize) -> Vec<usize> {
        let view = self.scene.view;
        // "Troops at Bagram surrendered": where the subject stands is where it happens.
        let beside = view.surface_subject(i).into_iter().flat_map(|s| view.children(s));
        let beside: Vec<usize> = beside
            .filter(|&c| {
                view.relation(c) == Relation::Nmod
                    && matches!(view.case(c).as_str(), "in" | "at" | "inside" | "near" | "outside" | "from")
            })
            .filter(|&c| self.is_scene(c))
            .collect();
        if !beside.is_empty() {
            return beside;
        }
        // "attacked army positions in Goma", "clashed with soldiers in Goma".
        let involved = view.children(i).filter(|&c| matches!(view.relation(c).base(), "obj" | "obl"));
        let there: Vec<usize> = involved
            .flat_map(|o| view.children(o))
            .filter(|&c| {
                view.relation(c) == Relation::Nmod
                    && matches!(view.case(c).as_str(), "in" | "at" | "near" | "around" | "outside" | "inside")
            })
            .filter(|&c| self.is_scene(c))
            .collect();
        let own = view.obliques(i, &["in", "at", "near", "around", "outside", "inside", "for", "over"]);
        if !there.is_empty() && own.iter().all(|&o| self.scene.spots(o).is_empty()) {
            return there;
        }
        let mut at = i;
        for _ in 0..5 {
            let here: Vec<usize> = view
                .children(at)
                .filter(|&c| matches!(view.relation(c).base(), "obl" | "nmod" | "advmod"))
                .filter(|&c| {
                    let case = view.case(c);
                    matches!(
                        case.as_str(),
                        "in" | "at" | "near" | "around" | "outside" | "inside" | "for" | "on" | "across" | "over"
                    ) || view.lower(c) == "there"
                })
                .filter(|&c| self.is_scene(c))
                .collect();
            if !here.is_empty() {
                return here;
            }
            match view.head(at) {
                Some(h) if !matches!(view.relation(at), Relation::AclRelcl | Relation::Parataxis | Relation::Ccomp) => {
                    at = h
                }
                _ => break,
            }
        }
        Vec::new()
    }

    /// A place, and not the one where somebody speaks of what happens elsewhere: "officials in Kabul spoke of clashes".
    fn is_scene(&self, word: usize) -> bool {
        let speaking = self.scene.mentions.iter().any(|m| m.covers(word) && m.speaking);
        !speaking && !self.scene.spots(word).is_empty()
    }

    pub(super) fn spots(&self, slot: &Slot, frame: &Frame, i: usize, noun: usize) -> Vec<Spot> {
        if *slot == Slot::Origin {
            return self.origin(frame, i).into_iter().collect();
        }
        // "Its takeover of a smaller bank": who takes, not what is taken.
        if matches!(slot, Slot::Possessor | Slot::Modifier) && self.takes_something(noun) {
            return Vec::new();
        }
        let mut spots: Vec<Spot> = self.heads(slot, i, noun).into_iter().flat_map(|h| self.scene.spots(h)).collect();
        spots.dedup_by(|a, b| a.place.id == b.place.id);
        spots
    }

    /// Whether a noun tells what it is of, other than a day: "the army's capture of the bridge".
    fn takes_something(&self, noun: usize) -> bool {
        let view = self.scene.view;
        let thing = |c: usize| {
            view.relation(c) == Relation::Nmod
                && view.case(c) == "of"
                && matches!(view.token(c).upos, Upos::Noun | Upos::Propn)
                && view.token(c).entity != Some(dateline_tree::EntityKind::Time)
        };
        view.children(noun).any(thing)
    }

    /// The town the sentence is set in, else the one spoken of before.
    fn origin(&self, frame: &Frame, i: usize) -> Option<Spot> {
        // "Signed an accord under which troops were to leave": what a paper says is not set where it was signed.
        let view = self.scene.view;
        let terms = |c: usize| view.lower(c) == "which" && matches!(view.case(c).as_str(), "under" | "by");
        if view.children(i).any(terms) || self.is_somewhere_unknown(i) {
            return None;
        }
        let inside = |m: &&super::place::PlaceMention| {
            let head = (m.first..=m.last)
                .find(|&i| self.scene.view.head(i).is_none_or(|h| h < m.first || h > m.last))
                .unwrap_or(m.last);
            !matches!(
                self.scene.view.case(head).as_str(),
                "toward" | "towards" | "into" | "through" | "across" | "from" | "near" | "around" | "outside"
            )
        };
        let set_in = self.scene.mentions.iter().filter(|m| !m.landmark && m.located).filter(inside);
        let set_in = set_in.flat_map(|m| self.scene.spots(m.first)).find(|s| s.place.kind == PlaceKind::City);
        let set_in = set_in.or_else(|| self.told_of_before(i)).or_else(|| self.told_of_them(i));
        if set_in.is_some() {
            return set_in;
        }
        // "The airport fell on Wednesday. The surrender took place in the morning."
        let leaves = matches!(frame.says, EventKind::Surrender | EventKind::Withdrawal);
        let site = self.scene.memory.changed_site().filter(|_| leaves);
        let place = site.or_else(|| self.scene.memory.city())?;
        let how = format!("the sentence names no place; {} is the place spoken of before", place.name);
        Some(Spot { place: place.clone(), word: usize::MAX, partial: false, how })
    }

    /// "Withdrew from Bani Umbra", of which nothing is known: not from the town that was spoken of before.
    fn is_somewhere_unknown(&self, verb: usize) -> bool {
        let view = self.scene.view;
        let named = |&o: &usize| view.token(o).upos == Upos::Propn && view.word(o).starts_with(char::is_uppercase);
        let day = |o: usize| view.token(o).entity == Some(dateline_tree::EntityKind::Time);
        let unknown = |o: usize| !day(o) && !self.scene.mentions.iter().any(|m| m.covers(o));
        let places = view.obliques(verb, &["from", "out of", "in", "at", "inside", "into"]).into_iter().filter(named);
        places.into_iter().any(|o| unknown(o) && self.parties.of(view, o).is_none())
    }

    pub(super) fn party(&self, slots: &[Slot], i: usize, noun: usize) -> Option<(usize, PartyRef)> {
        let view = self.scene.view;
        for slot in slots {
            if *slot == Slot::Speaker {
                let party =
                    (self.speaker)(i).filter(|p| !p.id.starts_with("gov:")).or_else(|| self.parties.of(view, i));
                if let Some(party) = party {
                    return Some((i, party));
                }
                continue;
            }
            for head in self.heads(slot, i, noun) {
                let party = if *slot == Slot::Modifier {
                    self.spoken_self(head).or_else(|| self.modifier_party(head))
                } else {
                    self.spoken_self(head).or_else(|| self.parties.of(view, head))
                };
                if let Some(party) = party {
                    return Some((head, party));
                }
            }
        }
        None
    }

    /// A named subject that is no known party acts all the same; the event is not somebody else's.
    fn stranger(&self, frame: &Frame, i: usize) -> Option<(usize, PartyRef)> {
        if !matches!(frame.says, EventKind::Takeover | EventKind::Siege | EventKind::Advance) {
            return None;
        }
        let subject = self.scene.view.subject(i).filter(|_| frame.actor.contains(&Slot::Subject))?;
        // "Patton took Palermo": a general may share his name with a village.
        let person = self.scene.view.token(subject).entity == Some(dateline_tree::EntityKind::Person);
        let placed = super::taken::is_placed(self.scene.view.text, self.scene.view.word(subject));
        if (!person || placed) && self.scene.mentions.iter().any(|m| m.covers(subject)) {
            return None;
        }
        Some((subject, self.parties.stranger(self.scene.view, subject)?))
    }

    /// "The Taliban said they had taken it": an armed side that speaks of "they" or "we" speaks of itself.
    pub(super) fn spoken_self(&self, head: usize) -> Option<PartyRef> {
        let view = self.scene.view;
        let own = view.token(head).upos == Upos::Pron
            && matches!(view.lower(head).as_str(), "they" | "we" | "it" | "their" | "our" | "its" | "theirs" | "ours");
        let named = own.then(|| self.parties.in_sentence(view, head)).flatten();
        let third = !matches!(view.lower(head).as_str(), "we" | "our" | "ours");
        if third && named.is_some() {
            return named;
        }
        let party = own.then(|| (self.speaker)(head)).flatten()?;
        (!party.id.starts_with("gov:")).then(|| party.written(view.word(head)))
    }

    /// A minister who reaches or enters a town has not taken it.
    pub(super) fn is_lone_official(&self, frame: &Frame, head: usize) -> bool {
        let view = self.scene.view;
        let ground =
            matches!(frame.says, EventKind::Takeover | EventKind::Advance | EventKind::Clash | EventKind::Siege);
        let singular = matches!(view.token(head).xpos, dateline_tree::Xpos::Nn | dateline_tree::Xpos::Nnp);
        ground && singular && self.parties.is_official(view, head)
    }

    /// "The finance minister has resigned and left the country": his government has not.
    fn is_official_abroad(&self, frame: &Frame, head: usize, spots: &[Spot]) -> bool {
        let one = matches!(self.scene.view.token(head).xpos, Xpos::Nn | Xpos::Nnp);
        let country = !spots.is_empty() && spots.iter().all(|s| s.place.kind == PlaceKind::Country);
        frame.says == EventKind::Withdrawal && one && country && self.parties.is_official(self.scene.view, head)
    }

    /// "Taliban hands", "government control", "their hands".
    pub(super) fn modifier_party(&self, word: usize) -> Option<PartyRef> {
        let view = self.scene.view;
        let party = self.parties.of(view, word).or_else(|| {
            let iso = super::party::country_of_word(view.word(word), self.parties.gazetteer)?;
            Some(super::party::forces(&iso, view.word(word), self.parties.lexicon))
        });
        party.or_else(|| self.parties.by_adjective(view, word))
    }

    /// The subject is a noun that is no party ("the documentary captured Goma"): then it is no event of ours.
    fn stranger_acts(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        if !frame.actor.contains(&Slot::Subject) {
            return false;
        }
        let verbal = matches!(view.token(i).upos, Upos::Verb | Upos::Aux);
        let surrender = frame.says == EventKind::Surrender;
        verbal
            && view.subject(i).is_some_and(|s| {
                // "Reuters captured Goma in photographs": nor is a name nobody knows.
                let name = view.token(s).upos == Upos::Propn && !self.scene.mentions.iter().any(|m| m.covers(s));
                (name || view.token(s).upos == Upos::Noun)
                    && !(surrender && view.token(s).entity == Some(dateline_tree::EntityKind::Person))
            })
    }
}

/// Whether the frame's event can be told of a place: a river or a road is crossed and cut, not held.
pub(super) fn is_holdable(frame: &Frame, spot: &Spot) -> bool {
    let ground = !matches!(frame.says, EventKind::Clash | EventKind::Advance);
    let last = spot.place.detail.as_deref().and_then(|d| d.rsplit(' ').next());
    let passed = matches!(last, Some("road" | "highway" | "street" | "border" | "water"));
    // Troops that enter a country have not taken it; most of it may fall.
    let by_verb = frame.object_noun.is_empty() && (!frame.verb.is_empty() || frame.margin.is_some());
    let state = frame.says == EventKind::Hold && frame.verb.iter().any(|v| v == "be");
    let whole = spot.place.kind == PlaceKind::Country
        && !(spot.partial && frame.extent == Extent::Full)
        && (frame.says == EventKind::Takeover || state)
        && by_verb;
    !ground || !passed && !whole
}

fn filled(m: &Match) -> usize {
    m.spots.len().min(1) * 4 + usize::from(m.actor.is_some()) * 2 + usize::from(m.target.is_some())
}

fn obliques(view: View, verb: usize, cases: &[&str]) -> Vec<usize> {
    let own = view.obliques(verb, cases);
    if !own.is_empty() {
        return own;
    }
    // "pulled out of Kherson": the parser may hang the phrase on the adverb.
    view.children(verb)
        .filter(|&c| matches!(view.relation(c), Relation::Advmod | Relation::CompoundPrt | Relation::Xcomp))
        .flat_map(|c| {
            let word = view.lower(c);
            let joined: Vec<usize> = view
                .obliques(c, cases)
                .into_iter()
                .chain(view.children(c).filter(|&o| {
                    let case = format!("{word} {}", view.case(o));
                    matches!(view.relation(o).base(), "obl" | "nmod") && cases.contains(&case.trim())
                }))
                .collect();
            joined
        })
        .collect()
}

const PARTICLES: &[&str] = &["out", "back", "away", "off", "in", "over", "up", "down", "on", "through", "firm", "put"];
