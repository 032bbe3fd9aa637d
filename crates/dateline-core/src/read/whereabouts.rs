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
    /// Gives happenings and fighting whose frames found no place in the sentence the place of their clause, else that of
    /// the event that they are told beside. Fighting that is nowhere is left out.
    pub(super) fn with_whereabouts(&self, mut found: Vec<Match<'a>>) -> Vec<Match<'a>> {
        let free = |m: &Match| !m.frame.says.is_about_control() || is_on_the_ground(m.frame.says);
        for k in 0..found.len() {
            if !found[k].frame.says.is_about_control() {
                found[k].actor = found[k].actor.take().or_else(|| self.pointed_actor(&found[k]));
            }
            let carried = found[k].spots.iter().all(|s| s.word == usize::MAX);
            if !carried && let Some(nearer) = self.nearer(&found[k]) {
                found[k].spots = nearer;
            }
            if !carried || !free(&found[k]) {
                continue;
            }
            let here = self.whereabouts(&found[k]);
            let here = if here.is_empty() { self.beside(&found, k) } else { here };
            if !here.is_empty() {
                found[k].spots = here;
            } else if is_on_the_ground(found[k].frame.says) && self.goes_on_here(&found[k]) {
                found[k].spots = self.settled(Vec::new(), found[k].frame.says);
            }
        }
        found
    }

    /// "Rolling south through Cunene towards Namibia": what the model points at, where the frame found but a country.
    fn nearer(&self, m: &Match) -> Option<Vec<Spot>> {
        let wide = |s: &Spot| s.place.kind == PlaceKind::Country;
        let pointed = self.scene.spots(self.proposal_of(m)?.place? as usize);
        let nearer = !pointed.is_empty() && m.spots.iter().all(wide) && !pointed.iter().any(wide);
        (nearer && is_on_the_ground(m.frame.says)).then_some(pointed)
    }

    fn pointed_actor(&self, m: &Match) -> Option<(usize, PartyRef)> {
        let word = self.proposal_of(m)?.actor? as usize;
        let who = Who { scene: self.scene, parties: self.parties, lists: &self.rules.lists };
        let named = self.spoken_self(word).or_else(|| who.named(word, &m.frame.actor_is));
        let party = named.or_else(|| who.pointed_at(word))?;
        let other = m.target.as_ref().is_none_or(|(w, t)| *w != word && t.side() != party.side());
        let nowhere = m.spots.iter().all(|s| s.word != word);
        (other && nowhere).then_some((word, party))
    }

    fn proposal_of(&self, m: &Match) -> Option<&Proposal> {
        let own = |p: &&Proposal| p.event == m.frame.says && p.word as usize == m.trigger;
        self.scene.view.sentence.proposals.iter().find(own)
    }

    /// "Took the town after a week of fighting", "is closing its consulate in Basra and flying out its diplomats": the place
    /// of the event above, or of the one that it is joined to.
    fn beside(&self, found: &[Match<'a>], k: usize) -> Vec<Spot> {
        let view = self.scene.view;
        let mut at = found[k].trigger;
        // "They left when fighting came close": what a clause of its own tells is not therefore in the same place.
        let apart =
            |r: Relation| is_on_the_ground(found[k].frame.says) && matches!(r, Relation::Advcl | Relation::AclRelcl);
        for _ in 0..6 {
            let said = matches!(view.relation(at), Relation::Parataxis | Relation::Ccomp) || apart(view.relation(at));
            let Some(above) = view.head(at).filter(|_| !said) else { break };
            let there = found.iter().enumerate().find(|(j, m)| *j != k && m.trigger == above && !m.spots.is_empty());
            if let Some((_, m)) = there {
                return m.spots.iter().filter(|s| s.place.kind != PlaceKind::Country).take(1).cloned().collect();
            }
            at = above;
        }
        Vec::new()
    }

    /// "The battle for customers" has no place; "fighting went on", or a side that fights on, is likely to be in the town
    /// spoken of before, unless it is said to be elsewhere.
    fn goes_on_here(&self, m: &Match) -> bool {
        let view = self.scene.view;
        let plain = self.rules.lists.words("gunfight");
        // What a frame asks of its roles has been found, too: "the soldiers are trapped".
        let named = m.actor.is_some()
            || !m.frame.fits.is_empty()
            || plain.contains(&view.lower(m.trigger))
            || plain.contains(&view.lemma(m.trigger));
        let mut clause = (0..view.len()).filter(|&i| view.sentence.dominates(m.trigger, i));
        named && !clause.any(|i| ELSEWHERE.contains(&view.lower(i).as_str()))
    }

    fn whereabouts(&self, m: &Match) -> Vec<Spot> {
        let taken = |s: &Spot| [&m.actor, &m.target].iter().any(|p| p.as_ref().is_some_and(|(w, _)| *w == s.word));
        let pointed =
            self.proposal_of(m).and_then(|p| p.place).map(|w| self.scene.spots(w as usize)).unwrap_or_default();
        let pointed: Vec<Spot> = pointed.into_iter().filter(|s| !taken(s)).collect();
        let spots = if pointed.is_empty() { self.only_place(m) } else { pointed };
        let spots: Vec<Spot> = spots.into_iter().filter(|s| !taken(s)).collect();
        if spots.is_empty() { spots } else { self.settled(innermost(spots), m.frame.says) }
    }

    /// The town or province that the clause of a word names in a phrase of place, when it names just one; else that of a
    /// clause below the word ("a truce agreed at Tunis") or above ("in Nablus the opposite happened: …").
    fn only_place(&self, m: &Match) -> Vec<Spot> {
        let view = self.scene.view;
        let own = view.clause(m.trigger);
        let below = view.children(m.trigger).filter(|&c| view.relation(c).base() == "acl").map(|c| view.clause(c));
        let above = std::iter::successors(Some(own), |&clause| {
            // "They left when fighting came close": fighting is not therefore where they left from.
            let ground = is_on_the_ground(m.frame.says);
            let tied = match view.relation(clause) {
                Relation::Acl | Relation::Conj | Relation::Parataxis | Relation::Xcomp => true,
                Relation::AclRelcl | Relation::Advcl => !ground,
                _ => false,
            };
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

/// What changes no holder, and so may be told without a place of its own.
pub(super) fn is_on_the_ground(kind: EventKind) -> bool {
    matches!(kind, EventKind::Clash | EventKind::Siege | EventKind::Advance)
}

/// Words that put what happens somewhere else than in the town spoken of.
const ELSEWHERE: &[&str] = &[
    "nearby",
    "elsewhere",
    "north",
    "south",
    "east",
    "west",
    "abroad",
    "country",
    "province",
    "region",
    "front",
    "fronts",
];
