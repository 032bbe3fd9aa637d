//! The verb "be" and what stands around it, seen as a clause like any other.
//!
//! In the tree of "the rebels are in the city" the city heads the clause and "are" hangs from it. Frames are written on
//! verbs, so for a trigger that is such a copula the subject is that of the clause and the phrase "in the city" is an
//! oblique of the verb. Negation and doubt need no care: the walk for the status passes the predicate on its way up.

use super::frames::{Match, Matcher};
use super::scene::Spot;
use super::time::Expression;
use crate::model::{EventKind, PlaceKind};
use crate::rulebook::{Frame, Slot};
use dateline_tree::{Relation, Upos, Xpos};

impl Matcher<'_> {
    /// The predicate of a copula: "city" of "are in the city".
    pub(super) fn copula_of(&self, i: usize) -> Option<usize> {
        let view = self.scene.view;
        view.head(i).filter(|_| view.relation(i) == Relation::Cop)
    }

    pub(super) fn copular_subject(&self, i: usize) -> Option<usize> {
        self.scene.view.surface_subject(self.copula_of(i)?)
    }

    /// The predicate when it has one of the prepositions, and the phrases beside it.
    pub(super) fn copular_phrases(&self, i: usize, cases: &[String]) -> Vec<usize> {
        let view = self.scene.view;
        let Some(predicate) = self.copula_of(i) else { return Vec::new() };
        let fits = |c: usize| cases.contains(&view.case(c));
        let beside = view.children(predicate).filter(|&c| matches!(view.relation(c).base(), "obl" | "nmod") && fits(c));
        Some(predicate).filter(|&p| fits(p)).into_iter().chain(beside.filter(|_| !fits(predicate))).collect()
    }

    /// Who is given something: "brought the rebels three towns", "gave the town to the rebels" is not meant.
    pub(super) fn recipient(&self, i: usize) -> Option<usize> {
        let view = self.scene.view;
        // A parser's slip: both may be called objects, or the receiver the owner of what is given.
        let first = || self.second_object(i).and_then(|_| view.child(i, &[Relation::Obj]));
        let owner = || view.child(view.child(i, &[Relation::Obj])?, &[Relation::NmodPoss, Relation::Compound]);
        view.child(i, &[Relation::Iobj]).or_else(first).or_else(owner)
    }

    /// What is given, where the parser calls the receiver an object too.
    pub(super) fn second_object(&self, i: usize) -> Option<usize> {
        let view = self.scene.view;
        view.children(i).filter(|&c| view.relation(c) == Relation::Obj).nth(1)
    }

    /// The town or site in the name of the people whom the clause is about: "the garrison of Gao", "Vukovar's defenders",
    /// "troops at Bagram". A country says whose they are, and not where.
    pub(super) fn home(&self, i: usize) -> Vec<usize> {
        let view = self.scene.view;
        let people = if view.is_passive(i) { view.object(i) } else { view.surface_subject(i) };
        let tied = |c: usize| match view.relation(c) {
            Relation::Nmod => matches!(view.case(c).as_str(), "of" | "in" | "at" | "inside" | "around" | "defending"),
            Relation::NmodPoss | Relation::Compound => true,
            _ => false,
        };
        let local = |c: usize| {
            let spots = self.scene.spots(c);
            !spots.is_empty()
                && spots
                    .iter()
                    .all(|s| !matches!(s.place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Province))
        };
        people.into_iter().flat_map(|p| view.children(p)).filter(|&c| tied(c) && local(c)).collect()
    }

    /// "Overrun in 2015 and again in 2016", "fell on Friday and again on Monday": the event once more, at another time.
    pub(super) fn told_again<'m>(&self, found: &[Match<'m>], times: &[Expression]) -> Vec<(Match<'m>, Option<usize>)> {
        let view = self.scene.view;
        let again = |t: &Expression| {
            let before = (t.first.saturating_sub(2)..t.first).find(|&i| view.lower(i) == "again");
            before.filter(|&i| i > 0 && matches!(view.lower(i - 1).as_str(), "and" | "then" | ","))
        };
        let mut told = Vec::new();
        for (n, time) in times.iter().enumerate() {
            let Some(word) = again(time) else { continue };
            let base = found.iter().rev().find(|m| m.trigger < word && m.frame.says == EventKind::Takeover);
            told.extend(base.filter(|_| n > 0).map(|m| (m.clone(), Some(n))));
        }
        told
    }

    /// "Goma surrendered in May; the army marched in four years later": the town that the clause before is about.
    pub(super) fn told_of_before(&self, i: usize) -> Option<Spot> {
        let view = self.scene.view;
        let about = |m: &&super::place::PlaceMention| {
            let clause = view.head(m.first).filter(|_| matches!(view.relation(m.first).base(), "nsubj" | "obj"));
            m.last < i
                && !m.landmark
                && !m.speaking
                && clause.is_some_and(|c| c < i && view.clause(i) != view.clause(c))
        };
        let before = self.scene.mentions.iter().rev().find(about);
        before.and_then(|m| self.scene.spots(m.first).into_iter().find(|s| s.place.kind == PlaceKind::City))
    }

    /// "Dislodge fighters who have overrun most of Bukavu": where those who are to be driven out are said to be.
    pub(super) fn told_of_them(&self, i: usize) -> Option<Spot> {
        let view = self.scene.view;
        let them = view.child(i, &[Relation::Obj])?;
        let clause = view.child(them, &[Relation::AclRelcl])?;
        let theirs = |m: &&super::place::PlaceMention| {
            let elsewhere = matches!(view.case(m.first).as_str(), "from" | "near" | "towards" | "toward" | "to");
            view.sentence.dominates(clause, m.first) && !m.landmark && !m.speaking && !elsewhere
        };
        let named = self.scene.mentions.iter().find(theirs)?;
        self.scene.spots(named.first).into_iter().find(|s| s.place.kind == PlaceKind::City)
    }

    /// "Kunduz, one of nine capitals in rebel hands": what is told of them is told of the one.
    pub(super) fn one_of_them(&self, noun: usize) -> usize {
        let view = self.scene.view;
        // "Kunduz, one of nine capitals now in rebel hands".
        if view.lower(noun) == "one" && view.relation(noun) == Relation::Appos {
            return view.head(noun).unwrap_or(noun);
        }
        let one = view.head(noun).filter(|&o| view.case(noun) == "of" && view.lower(o) == "one");
        one.filter(|&o| view.relation(o) == Relation::Appos).and_then(|o| view.head(o)).unwrap_or(noun)
    }

    /// Who leaves or yields while a place is taken leaves that place, when the sentence names no other: "captured Goma
    /// after soldiers fled".
    pub(super) fn with_places_left<'m>(&self, mut found: Vec<Match<'m>>) -> Vec<Match<'m>> {
        let taken: Vec<(Spot, usize, Option<String>)> = found
            .iter()
            .filter(|m| m.frame.says == EventKind::Takeover && m.spots.first().is_some_and(|s| s.word != usize::MAX))
            // "The airport and the base beside it went over": of sites of one town the first stands for all.
            .filter(|m| m.spots.len() == 1 || m.spots.iter().all(|s| s.place.kind == PlaceKind::Facility))
            .map(|m| (m.spots[0].clone(), m.trigger, m.actor.as_ref().map(|(_, p)| p.side())))
            .collect();
        let [(spot, at, taker)] = taken.as_slice() else { return found };
        for m in &mut found {
            let leaves = matches!(m.frame.says, EventKind::Withdrawal | EventKind::Surrender);
            let clause = self.scene.view.clause(m.trigger);
            let apart = |s: &Spot| s.word == usize::MAX || !self.scene.view.sentence.dominates(clause, s.word);
            let carried = m.spots.iter().all(apart);
            // "Captured Goma and left after ten days".
            let other = m.trigger > *at || m.actor.as_ref().is_some_and(|(_, p)| Some(p.side()) != *taker);
            if leaves && carried && other {
                let how = format!("{} is taken in the same sentence; {}", spot.place.name, spot.how);
                m.spots = vec![Spot { how, word: usize::MAX, ..spot.clone() }];
            }
        }
        found
    }

    /// "The last American soldiers leave by August 31": when all of another state's troops leave, from no place that the
    /// sentence names, they leave the country and not the town spoken of before.
    pub(super) fn leave_the_country(&self, m: &mut Match) {
        let carried = m.spots.iter().all(|s| s.word == usize::MAX);
        let side = m.actor.as_ref().map(|(_, party)| party.side()).unwrap_or_default();
        let home = side.strip_prefix("state:");
        let whole = |w: usize| matches!(self.scene.view.lower(w).as_str(), "last" | "all" | "remaining" | "foreign");
        let all = m.actor.as_ref().is_some_and(|(head, _)| self.scene.view.children(*head).any(whole));
        let foreign = home.is_some() || side == "name:foreign forces";
        if m.frame.says != EventKind::Withdrawal || !carried || !foreign || !all {
            return;
        }
        if let Some(country) = self.scene.country().filter(|c| home != Some(c.country.as_str())) {
            let how = format!("the sentence names no place; foreign troops leave {}", country.name);
            m.spots = vec![Spot { place: country, word: usize::MAX, partial: false, how }];
        }
    }

    /// "Withdrew its offer", "yielded nothing": a verb of leaving or yielding with an object that no slot takes up says
    /// something else than the bare verb.
    pub(super) fn leaves_object_unread(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        let verbal = matches!(view.token(i).upos, Upos::Verb | Upos::Aux);
        let reflexive = |o: usize| matches!(view.lower(o).as_str(), "itself" | "themselves" | "himself" | "herself");
        let bare = frame.object_noun.is_empty() && !frame.place.contains(&Slot::Object);
        let object = view.child(i, &[Relation::Obj]).is_some();
        // "Retreating soldiers looted": who they are is told, and not what they did.
        let described = verbal && view.relation(i) == Relation::Amod;
        // "Gave up trying", "left it in ruins".
        let gerund = |c: usize| view.token(c).xpos == Xpos::Vbg && view.relation(c) == Relation::Advcl && c <= i + 2;
        let complement = view.children(i).any(|c| match view.relation(c) {
            Relation::Xcomp => !LEAVE_AS_THEY_ARE.contains(&view.lower(c).as_str()),
            relation => relation == Relation::Ccomp,
        });
        let other = verbal && (complement || view.children(i).any(gerund));
        let own = [&frame.actor, &frame.target].iter().all(|slots| !slots.contains(&Slot::Object));
        match frame.says {
            // Who moves its staff to a town does not move there itself.
            EventKind::Advance => bare && object,
            EventKind::Withdrawal => own && !frame.place.contains(&Slot::Object) && (object || described) || other,
            EventKind::Surrender => verbal && bare && own && (object || described) || other,
            // "Handed itself in": it is no place.
            EventKind::Takeover => frame.object_noun.is_empty() && view.children(i).any(reflexive),
            _ => false,
        }
    }
}

/// "Left the city unharmed": how somebody leaves, and no other sense of leaving.
const LEAVE_AS_THEY_ARE: &[&str] =
    &["unharmed", "unhurt", "unscathed", "alive", "safe", "unmolested", "unopposed", "unnoticed", "unseen", "quickly"];
