//! Where a happening is, when its frame finds no place: the word that the model points at, else the only place that the
//! clause names.
//!
//! A frame looks for the place where such sentences usually have it. "Talks between the two opened in Tunis" and "French
//! soldiers collected the stragglers at Libreville" have it elsewhere, and then the sentence is likelier to mean its own
//! place than the town that the sentence before spoke of.

use super::frames::{Match, Matcher};
use super::happenings::innermost;
use super::place::PlaceMention;
use super::scene::Spot;
use crate::model::PlaceKind;
use dateline_tree::{Relation, Upos};

impl<'a> Matcher<'a> {
    /// Gives happenings whose frames found no place in the sentence the place of their clause.
    pub(super) fn with_whereabouts(&self, mut found: Vec<Match<'a>>) -> Vec<Match<'a>> {
        for m in &mut found {
            let carried = m.spots.iter().all(|s| s.word == usize::MAX);
            if carried && !m.frame.says.is_about_control() {
                let here = self.whereabouts(m);
                m.spots = if here.is_empty() { std::mem::take(&mut m.spots) } else { here };
            }
        }
        found
    }

    fn whereabouts(&self, m: &Match) -> Vec<Spot> {
        let taken = |s: &Spot| [&m.actor, &m.target].iter().any(|p| p.as_ref().is_some_and(|(w, _)| *w == s.word));
        let proposed = self.scene.view.sentence.proposals.iter().find(|p| p.event == m.frame.says && p.word as usize == m.trigger);
        let pointed = proposed.and_then(|p| p.place).map(|w| self.scene.spots(w as usize)).unwrap_or_default();
        let pointed: Vec<Spot> = pointed.into_iter().filter(|s| !taken(s)).collect();
        let spots = if pointed.is_empty() { self.only_place(m.trigger) } else { pointed };
        let spots = spots.into_iter().filter(|s| !taken(s)).collect();
        self.settled(innermost(spots), m.frame.says)
    }

    /// The town or province that the clause of a word names in a phrase of place, when it names just one.
    fn only_place(&self, trigger: usize) -> Vec<Spot> {
        let view = self.scene.view;
        let clause = view.clause(trigger);
        let inside = |m: &&PlaceMention| {
            !m.landmark && !m.speaking && self.is_placed(m) && view.clause(m.first) == clause
        };
        let mut spots: Vec<Spot> = self.scene.mentions.iter().filter(inside).flat_map(|m| self.scene.spots(m.first)).collect();
        spots.dedup_by(|a, b| a.place.id == b.place.id);
        let one = spots.len() == 1 && !matches!(spots[0].place.kind, PlaceKind::Country | PlaceKind::Region);
        if one { spots } else { Vec::new() }
    }

    /// "In Tunis", "at the town of Sibut": a name in a phrase that says where.
    fn is_placed(&self, m: &PlaceMention) -> bool {
        let view = self.scene.view;
        let inside = |i: usize| m.covers(i);
        let head = (m.first..=m.last).find(|&i| view.head(i).is_none_or(|h| !inside(h))).unwrap_or(m.last);
        let phrase = match view.head(head) {
            // "the eastern city of Goma", "Goma prison".
            Some(above) if view.case(head) == "of" || matches!(view.relation(head), Relation::Compound | Relation::Flat | Relation::Appos) => {
                if view.token(above).upos == Upos::Noun { above } else { head }
            }
            _ => head,
        };
        matches!(view.case(phrase).as_str(), "in" | "at" | "near" | "outside" | "inside" | "around" | "on" | "over" | "across")
    }
}
