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
        told.or_else(|| self.by_hands(nodes, unit)).or_else(|| {
            let said = self.said_of(nodes, unit)?;
            let under = nodes.iter().any(|&n| said.word != n && view.sentence.dominates(n, said.word));
            under.then_some(said)
        })
    }

    /// "their tenth seat in a week", "a third town since Monday".
    fn is_counting(&self, q: &Quantity, noun: usize) -> bool {
        let view = self.view();
        let owned = view.children(noun).any(|c| view.relation(c) == Relation::NmodPoss && c < q.start);
        let spans = |c: usize| {
            matches!(view.case(c).as_str(), "in" | "since" | "within") && view.token(c).entity == Some(EntityKind::Time)
        };
        view.children(noun).any(spans) || owned && (noun + 1..(noun + 6).min(view.len())).any(spans)
    }
}
