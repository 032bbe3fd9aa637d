//! What is told of one place and left to be understood of the next: "Minova is lost, and so is Bweremana".

use super::frames::{Match, Matcher};
use crate::model::EventKind;
use dateline_tree::Relation;

impl Matcher<'_> {
    /// "So is X", "as is X": what the sentence told before of another place, told of this one too.
    pub(super) fn told_too<'m>(&self, found: &[Match<'m>]) -> Vec<Match<'m>> {
        let view = self.scene.view;
        let alike = |i: &usize| {
            let be = view.child(*i, &[Relation::Cop]);
            let word = |c: usize| be.is_some_and(|be| c < be) && matches!(view.lower(c).as_str(), "so" | "as");
            view.children(*i).any(word) && view.child(*i, &[Relation::Nsubj]).is_none()
        };
        let holding = |m: &&Match| matches!(m.frame.says, EventKind::Takeover | EventKind::Hold);
        let too = (0..view.len()).filter(alike).filter_map(|i| {
            let base = found.iter().rev().filter(holding).find(|m| m.trigger < i)?;
            let spots = self.scene.spots(i);
            let told = found.iter().any(|m| m.spots.iter().any(|s| s.word == i));
            (!spots.is_empty() && !told).then(|| Match { spots, ..base.clone() })
        });
        too.chain(self.told_of_the_other_side(found)).collect()
    }

    /// "With X lost on one side and Y and Z on the other": the parser joins Y to the side.
    fn told_of_the_other_side<'m>(&self, found: &[Match<'m>]) -> Vec<Match<'m>> {
        let view = self.scene.view;
        let sides = |m: &Match| {
            view.children(m.trigger).find(|&o| {
                view.relation(o) == Relation::Obl
                    && matches!(view.lower(o).as_str(), "side" | "flank" | "end")
                    && view.children(o).any(|c| view.lower(c) == "one")
            })
        };
        let taken = found.iter().filter(|m| m.frame.says == EventKind::Takeover);
        let joined = taken.filter_map(|m| {
            let names = view.coordinated(sides(m)?).into_iter().skip(1);
            let spots: Vec<_> = names.flat_map(|n| self.scene.spots(n)).filter(|s| !m.spots.contains(s)).collect();
            let mut each: Vec<super::scene::Spot> = Vec::new();
            spots.into_iter().for_each(|s| {
                if !each.iter().any(|e| e.place.id == s.place.id) {
                    each.push(s);
                }
            });
            (!each.is_empty()).then(|| Match { spots: each, ..m.clone() })
        });
        joined.collect()
    }
}
