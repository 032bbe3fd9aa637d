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
        too.collect()
    }
}
