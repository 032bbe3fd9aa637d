//! Where a happening is, when its frame finds no place: the word that the model points at, else the only place that the
//! clause names; and who acts in it, when its frame finds nobody and the model points at somebody.
//!
//! A frame looks for the place where such sentences usually have it. "Talks between the two opened in Tunis" and "French
//! soldiers collected the stragglers at Libreville" have it elsewhere, and then the sentence is likelier to mean its own
//! place than the town that the sentence before spoke of.

use super::frames::{Match, Matcher};
use super::happenings::innermost;
use super::place::PlaceMention;
use super::scene::Spot;
use super::who::Who;
use crate::model::{EventKind, PartyRef, PlaceKind};
use dateline_tree::{Proposal, Relation, Upos};

impl<'a> Matcher<'a> {
    /// Gives happenings whose frames found no place in the sentence the place of their clause.
    pub(super) fn with_whereabouts(&self, mut found: Vec<Match<'a>>) -> Vec<Match<'a>> {
        for m in found.iter_mut().filter(|m| !m.frame.says.is_about_control()) {
            m.actor = m.actor.take().or_else(|| self.pointed_actor(m));
            let carried = m.spots.iter().all(|s| s.word == usize::MAX);
            if carried {
                let here = self.whereabouts(m);
                m.spots = if here.is_empty() { std::mem::take(&mut m.spots) } else { here };
            }
        }
        found
    }

    fn pointed_actor(&self, m: &Match) -> Option<(usize, PartyRef)> {
        let word = self.proposal_of(m)?.actor? as usize;
        let who = Who { scene: self.scene, parties: self.parties, lists: &self.rules.lists };
        let party = self.spoken_self(word).or_else(|| who.named(word, &m.frame.actor_is))?;
        let other = m.target.as_ref().is_none_or(|(w, t)| *w != word && t.side() != party.side());
        let nowhere = m.spots.iter().all(|s| s.word != word);
        (other && nowhere).then_some((word, party))
    }

    fn proposal_of(&self, m: &Match) -> Option<&Proposal> {
        let own = |p: &&Proposal| p.event == m.frame.says && p.word as usize == m.trigger;
        self.scene.view.sentence.proposals.iter().find(own)
    }

    fn whereabouts(&self, m: &Match) -> Vec<Spot> {
        let taken = |s: &Spot| [&m.actor, &m.target].iter().any(|p| p.as_ref().is_some_and(|(w, _)| *w == s.word));
        let pointed =
            self.proposal_of(m).and_then(|p| p.place).map(|w| self.scene.spots(w as usize)).unwrap_or_default();
        let pointed: Vec<Spot> = pointed.into_iter().filter(|s| !taken(s)).collect();
        let spots = if pointed.is_empty() { self.only_place(m) } else { pointed };
        let spots = spots.into_iter().filter(|s| !taken(s)).collect();
        self.settled(innermost(spots), m.frame.says)
    }

    /// The town or province that the clause of a word names in a phrase of place, when it names just one; else that of a
    /// clause below the word ("a truce agreed at Tunis") or above ("in Nablus the opposite happened: …").
    fn only_place(&self, m: &Match) -> Vec<Spot> {
        let view = self.scene.view;
        let own = view.clause(m.trigger);
        let below = view.children(m.trigger).filter(|&c| view.relation(c).base() == "acl").map(|c| view.clause(c));
        let above = std::iter::successors(Some(own), |&clause| {
            let tied = matches!(
                view.relation(clause),
                Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Conj
                    | Relation::Advcl
                    | Relation::Parataxis
                    | Relation::Xcomp
            );
            view.head(clause).filter(|_| tied).map(|h| view.clause(h))
        });
        let clauses: Vec<usize> = std::iter::once(own).chain(below).chain(above.skip(1).take(2)).collect();
        let named =
            clauses.into_iter().map(|c| self.placed_in(c, m)).find(|spots| !spots.is_empty()).unwrap_or_default();
        let one = named.len() == 1 && !matches!(named[0].place.kind, PlaceKind::Country | PlaceKind::Region);
        if one { named } else { Vec::new() }
    }

    /// What a clause names in phrases of place.
    fn placed_in(&self, clause: usize, m: &Match) -> Vec<Spot> {
        let view = self.scene.view;
        let inside = |name: &&PlaceMention| {
            !name.landmark && !name.speaking && self.is_placed(name, m) && view.clause(name.first) == clause
        };
        let mut spots: Vec<Spot> =
            self.scene.mentions.iter().filter(inside).flat_map(|name| self.scene.spots(name.first)).collect();
        spots.dedup_by(|a, b| a.place.id == b.place.id);
        spots
    }

    /// "In Tunis", "at the town of Sibut": a name in a phrase that says where; "the Libreville accord".
    fn is_placed(&self, name: &PlaceMention, m: &Match) -> bool {
        let view = self.scene.view;
        let inside = |i: usize| name.covers(i);
        let head = (name.first..=name.last).find(|&i| view.head(i).is_none_or(|h| !inside(h))).unwrap_or(name.last);
        let modifies =
            matches!(view.relation(head), Relation::Compound | Relation::Flat | Relation::Appos | Relation::NmodPoss);
        if m.frame.says == EventKind::Talks && modifies && view.head(head) == Some(m.trigger) {
            return true;
        }
        // "the eastern city of Goma", "Goma prison".
        let above =
            view.head(head).filter(|&h| view.token(h).upos == Upos::Noun && (modifies || view.case(head) == "of"));
        let case = view.case(above.unwrap_or(head));
        let bound = matches!(m.frame.says, EventKind::Deployment | EventKind::Aid)
            && matches!(case.as_str(), "to" | "into" | "for");
        bound
            || matches!(
                case.as_str(),
                "in" | "at" | "near" | "outside" | "inside" | "around" | "round" | "on" | "over" | "across" | "above"
            )
    }
}
