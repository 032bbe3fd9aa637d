//! Where the frames stop: events that the model proposes, with the roles it points at.
//!
//! A proposal is used where no frame tells the event, from the margin that the event's learned frame asks for
//! (`rules/en/learned`). Its words are not trusted further than that: places and parties are resolved as for every
//! frame, the grammar decides the status, and the model's own doubt can only make a claim less current.

use super::frames::{Match, Matcher, is_holdable};
use super::happenings::innermost;
use super::scene::Spot;
use super::status::Decided;
use super::view::View;
use super::who::Who;
use crate::model::{EventKind, PartyRef, Status};
use crate::rulebook::Frame;
use dateline_tree::{Proposal, Relation};

impl<'a> Matcher<'a> {
    /// The matches of the frames with those that only the model finds, in the order of their triggers.
    pub(super) fn with_proposed(&self, mut found: Vec<Match<'a>>) -> Vec<Match<'a>> {
        for proposal in &self.scene.view.sentence.proposals {
            let Some(new) = self.proposed(proposal) else { continue };
            if let Some(new) = self.untold(new, &found) {
                found.push(new);
            }
        }
        found.sort_by_key(|m| m.trigger);
        found
    }

    /// A proposal with its roles resolved; `None` when it is too weak or lacks what its frame needs.
    fn proposed(&self, proposal: &Proposal) -> Option<Match<'a>> {
        let frame = self.rules.learned(proposal.event)?;
        let trigger = proposal.word as usize;
        let names = self.parties.names(self.scene.view);
        let named = names.iter().any(|(a, b)| (*a..=*b).contains(&trigger));
        if named || !self.is_enough(frame, proposal) {
            return None;
        }
        let who = Who { scene: self.scene, parties: self.parties, lists: &self.rules.lists };
        let pointed = proposal.actor.map(|w| w as usize).and_then(|w| Some((w, self.acting_as(&who, frame, w)?)));
        let actor = pointed.or_else(|| self.acts(&who, frame, trigger));
        if frame.says.is_about_control() && actor.as_ref().is_some_and(|(h, _)| self.is_lone_official(frame, *h)) {
            return None;
        }
        let target = if frame.says.is_about_control() {
            self.party(&frame.target, trigger, trigger)
        } else {
            self.role(&who, &frame.target, &frame.target_is, trigger, trigger)
        };
        let taken = |s: &Spot| [&actor, &target].iter().any(|p| p.as_ref().is_some_and(|(w, _)| *w == s.word));
        let mut spots = self.pointed_spots(proposal, frame);
        spots.retain(|s| !taken(s) && is_holdable(frame, s) && !is_at_home(frame.says, actor.as_ref(), s));
        spots =
            if frame.says.is_about_control() { self.towns(spots) } else { self.settled(innermost(spots), frame.says) };
        let has = |role: &str| match role {
            "place" => !spots.is_empty(),
            "actor" => actor.is_some(),
            "target" => target.is_some(),
            _ => true,
        };
        let unknown = proposal.actor.map(|w| w as usize).filter(|_| actor.is_none());
        let somebody = unknown.filter(|w| !spots.iter().any(|s| s.word == *w));
        frame.needs.iter().all(|r| has(r)).then_some(Match { frame, trigger, spots, actor, target, somebody })
    }

    /// Whether the model is sure enough. Where the rules know the word and did not find that it tells the event it must be
    /// surer, and much surer of who has a place.
    fn is_enough(&self, frame: &Frame, proposal: &Proposal) -> bool {
        let Some(least) = frame.margin else { return false };
        let lemma = self.scene.view.lemma(proposal.word as usize);
        let known = self.rules.frames_of(&lemma).any(|f| f.says == frame.says);
        let grave = matches!(frame.says, EventKind::Takeover | EventKind::Hold);
        let light = self.rules.frames_of(&lemma).any(|f| f.says == frame.says && !f.object_noun.is_empty());
        match (known, grave) {
            (false, _) => proposal.margin >= least,
            (true, false) => proposal.margin >= least + AGAINST_THE_RULES,
            // "Goma has changed": a verb that takes its meaning from its object tells nothing without it.
            (true, true) => proposal.margin >= least.max(AGAINST_FRAMES) && !light,
        }
    }

    /// What the word that the model points at is called as somebody who acts.
    fn acting_as(&self, who: &Who, frame: &Frame, word: usize) -> Option<PartyRef> {
        self.spoken_self(word).or_else(|| {
            if frame.says.is_about_control() {
                self.parties.of(self.scene.view, word)
            } else {
                who.named(word, &frame.actor_is)
            }
        })
    }

    fn acts(&self, who: &Who, frame: &Frame, trigger: usize) -> Option<(usize, PartyRef)> {
        if frame.says.is_about_control() {
            self.party(&frame.actor, trigger, trigger)
        } else {
            self.role(who, &frame.actor, &frame.actor_is, trigger, trigger)
        }
    }

    /// The places of the word that the model points at, else those where the event's place may stand.
    fn pointed_spots(&self, proposal: &Proposal, frame: &Frame) -> Vec<Spot> {
        let pointed = proposal.place.map(|w| self.scene.spots(w as usize)).unwrap_or_default();
        if !pointed.is_empty() {
            return pointed;
        }
        let trigger = proposal.word as usize;
        frame.place.iter().map(|s| self.spots(s, frame, trigger, trigger)).find(|s| !s.is_empty()).unwrap_or_default()
    }

    /// What a proposal tells beyond the frames: nothing on a word that a frame reads, nor the same of the same place.
    fn untold(&self, mut new: Match<'a>, found: &[Match<'a>]) -> Option<Match<'a>> {
        let view = self.scene.view;
        if found.iter().any(|m| m.trigger == new.trigger) {
            return None;
        }
        // Being in a place and having it may tell that it was taken.
        let grounds = |m: &Match| matches!(m.frame.says, EventKind::Takeover | EventKind::Hold);
        let same = |m: &&Match| m.frame.says == new.frame.says || grounds(m) && grounds(&new);
        let told: Vec<&str> = found.iter().filter(same).flat_map(|m| &m.spots).map(|s| s.place.id.as_str()).collect();
        let placeless = new.spots.is_empty();
        let near = found.iter().filter(same).any(|m| are_tied(view, m.trigger, new.trigger));
        new.spots.retain(|s| !told.contains(&s.place.id.as_str()));
        (!new.spots.is_empty() || placeless && !near).then_some(new)
    }
}

/// A state's own forces have its towns to begin with: that they take one needs a word of taking back, which frames know.
fn is_at_home(kind: EventKind, actor: Option<&(usize, PartyRef)>, spot: &Spot) -> bool {
    let home = format!("state:{}", spot.place.country);
    kind == EventKind::Takeover && actor.is_some_and(|(_, party)| party.side() == home)
}

/// Whether one of two words stands right above the other, through nothing but what makes up one predicate.
fn are_tied(view: View, a: usize, b: usize) -> bool {
    let above = |x: usize, y: usize| view.head(x) == Some(y);
    above(a, b) || above(b, a) || view.clause(a) == view.clause(b)
}

/// The grammar's verdict, or the model's where it is sure that what the grammar takes for fact is none.
pub fn temper(view: View, found: &Match, decided: Decided) -> Decided {
    let (trigger, kind) = (found.trigger, found.frame.says);
    // Of what only the model finds its slightest doubt counts.
    let sure = if found.frame.margin.is_some() { 0.0 } else { SURE };
    let near = |w: usize| w == trigger || view.head(w) == Some(trigger) && view.relation(w) == Relation::Obj;
    let doubt = view.sentence.proposals.iter().find(|p| p.event == kind && near(p.word as usize));
    let Some(doubt) = doubt.filter(|p| p.status_margin >= sure && decided.status == Status::Asserted) else {
        return decided;
    };
    match doubt.status {
        Status::Asserted | Status::Claimed | Status::Background => decided,
        status => Decided {
            status,
            cue: None,
            why: "learned from examples: sentences like this one do not tell it as fact".into(),
        },
    }
}

/// The margin from which the model is believed on who has a place though the rules know the word and tell nothing.
const AGAINST_FRAMES: f32 = 7.0;

/// By how much more the margin must be where the rules know the word and tell nothing.
const AGAINST_THE_RULES: f32 = 2.0;

/// Margin of a status over the next best from which the model's doubt counts (logarithm of the odds).
const SURE: f32 = 2.0;
