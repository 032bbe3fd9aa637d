//! Ordinals that tell a count: "the ninth provincial capital to be overrun", "their tenth seat in a week".

use super::count::Whole;
use super::measure::Said;
use super::number::{Form, Quantity};
use super::{Desk, Told};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

impl<'a> Desk<'a> {
    /// The count that an ordinal implies, when something says what has been counted.
    pub(super) fn ordinal(&self, q: &Quantity, whole: Option<Whole>, next: Option<&Quantity>) -> Option<Told<'a>> {
        let view = self.view();
        let noun = match whole {
            Some(whole) => whole.noun?,
            None => self.ordinal_noun(q, next)?,
        };
        let single = matches!(view.token(noun).xpos, Xpos::Nn | Xpos::Nnp);
        if whole.is_none() && (!single || self.is_ranking(q.last + 1, noun)) {
            return None;
        }
        if let Some(figure) = self.loss(q, noun) {
            return Some(figure);
        }
        let thing = self.thing(q, noun)?;
        let nodes = self.all_nodes(q, noun);
        let said = self
            .below(&nodes, &thing.unit)
            .or_else(|| self.said_of(&nodes, &thing.unit).filter(|_| self.is_counting(q, noun)));
        let said = said?;
        let label = thing.label.clone();
        let mut figure = self.told(q, noun, Some(said), label);
        // "the ninth to fall" tells no plan: what the noun is told in decides.
        figure.trigger = noun;
        figure.rule = format!("ordinal-{}", figure.rule);
        figure.of = whole.map(|w| w.of);
        figure.unit = thing.unit;
        Some(figure)
    }

    /// "the eleventh or the twelfth capital": the first ordinal borrows the noun of the second.
    fn ordinal_noun(&self, q: &Quantity, next: Option<&Quantity>) -> Option<usize> {
        let joined = self.at(q.last + 1) == "or";
        let other = next.filter(|n| joined && n.form == Form::Ordinal && n.start <= q.last + 3);
        other.map_or_else(|| self.noun(q), |n| self.noun(n))
    }

    /// "the second largest city", "the third straight day".
    fn is_ranking(&self, from: usize, noun: usize) -> bool {
        let view = self.view();
        (from..noun).any(|i| view.token(i).xpos == Xpos::Jjs || self.words().aside.rank.contains(&view.lower(i)))
    }

    /// What a clause below the noun says: "to fall", "they have captured", "lost since May", "in rebel hands".
    fn below(&self, nodes: &[usize], unit: &str) -> Option<Said<'a>> {
        let view = self.view();
        let clauses = nodes.iter().flat_map(|&n| view.children(n));
        let mut verbs = clauses.filter(|&c| matches!(view.relation(c), Relation::Acl | Relation::AclRelcl));
        let told = verbs.find_map(|v| {
            // In "the ninth to fall" the noun itself falls.
            let own = view.child(v, &[Relation::Nsubj]).is_some_and(|s| {
                view.token(s).upos != Upos::Pron || !matches!(view.lower(s).as_str(), "that" | "which" | "who")
            });
            let done = view.is_passive(v) || view.child(v, &[Relation::AuxPass]).is_some() || own;
            self.verb_says(v, unit, done, !done)
        });
        let linear =
            || self.infinitive_behind(nodes).and_then(|(v, passive)| self.verb_says(v, unit, passive, !passive));
        told.or_else(linear).or_else(|| self.by_hands(nodes, unit)).or_else(|| {
            let said = self.said_of(nodes, unit)?;
            let under = nodes.iter().any(|&n| said.word != n && view.sentence.dominates(n, said.word));
            under.then_some(said)
        })
    }

    /// A parser's slip: "the third city to fall" may hang the infinitive elsewhere. Its verb, and whether it is passive.
    fn infinitive_behind(&self, nodes: &[usize]) -> Option<(usize, bool)> {
        let view = self.view();
        let to = nodes.iter().map(|n| n + 1).find(|&i| self.at(i) == "to")?;
        let verb = (to + 1..(to + 5).min(view.len())).find(|&i| view.token(i).upos == Upos::Verb)?;
        let passive = (to + 1..verb).any(|i| view.lemma(i) == "be");
        let clear = (to + 1..verb).all(|i| matches!(view.token(i).upos, Upos::Aux | Upos::Adv));
        clear.then_some((verb, passive))
    }

    /// "the army's fourth loss": a place lost, whichever it was.
    fn loss(&self, q: &Quantity, noun: usize) -> Option<Told<'a>> {
        let view = self.view();
        let measure = self.words().measures.iter().find(|m| m.party && m.noun.contains(&view.lemma(noun)))?;
        let owner = view.child(noun, &[Relation::NmodPoss]).and_then(|p| self.parties.of(view, p))?;
        let loses = view.lemma(noun) == "loss";
        let party = if loses { (self.opponent)(&owner) } else { Some(owner) };
        let mut figure = self.told(q, noun, Some(Said { measure, word: noun, party }), "places".to_owned());
        figure.rule = format!("ordinal-{}", figure.rule);
        figure.unit = "places".to_owned();
        Some(figure)
    }

    /// "their tenth seat in a week", "a third town since Monday".
    fn is_counting(&self, q: &Quantity, noun: usize) -> bool {
        let view = self.view();
        let owned = view.children(noun).any(|c| view.relation(c) == Relation::NmodPoss && c < q.start);
        let spans = |c: usize| {
            matches!(view.case(c).as_str(), "in" | "since" | "within") && view.token(c).entity == Some(EntityKind::Time)
        };
        // "captured its 20th town", but "its second city" is a rank.
        let own =
            view.children(noun).any(|c| view.relation(c) == Relation::NmodPoss && view.token(c).xpos == Xpos::PrpS);
        view.children(noun).any(spans)
            || own && q.value >= 3.0
            || owned && (noun + 1..(noun + 6).min(view.len())).any(spans)
    }
}
