//! What became of an expectation, from what known reports tell afterwards.
//!
//! Only what is told of days from the expectation on counts, in other reports than those that expect it. A takeover is
//! looked up in the place's stretches of days; everything else needs a claim of the same kind, place and party. A side's
//! word for its own success is told as a claim and no more.

use super::Expectation;
use crate::model::{Day, Days, EventKind, PartyRef, Status};
use crate::picture::Picture;
use crate::picture::fact::back;
use crate::picture::history::State;
use crate::picture::stretch::Span;

/// What the picture says of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It happened on one of these days; the ids of the claims that tell it.
    Came(Days, Vec<String>),
    /// Only the side that gains by it says that it happened.
    Claimed(Days, Vec<String>),
    /// It was so before the report appeared.
    Already(Vec<String>),
    /// What was to be kept was lost on one of these days.
    Failed(Days, Vec<String>),
    /// The last day has passed and no known report tells that it happened.
    Overdue,
    /// The last day has not come, or none was named.
    Open,
    /// Nothing can tell; the reason, as a sentence.
    CannotTell(String),
}

impl Outcome {
    /// The word in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Came(..) => "came",
            Outcome::Claimed(..) => "claimed",
            Outcome::Already(_) => "already so",
            Outcome::Failed(..) => "failed",
            Outcome::Overdue => "overdue",
            Outcome::Open => "open",
            Outcome::CannotTell(_) => "cannot be told",
        }
    }
    /// The days on which it came or failed.
    pub fn days(&self) -> Option<Days> {
        match self {
            Outcome::Came(days, _) | Outcome::Claimed(days, _) | Outcome::Failed(days, _) => Some(*days),
            _ => None,
        }
    }
    /// Ids of the claims that tell it.
    pub fn claims(&self) -> &[String] {
        match self {
            Outcome::Came(_, claims) | Outcome::Claimed(_, claims) | Outcome::Failed(_, claims) => claims,
            Outcome::Already(claims) => claims,
            _ => &[],
        }
    }
}

/// What became of expectations that are the same, and the ids of the later claims that it did not happen.
pub(super) fn outcome(picture: &Picture, first: &Expectation, same: &[&Expectation]) -> (Outcome, Vec<String>) {
    let Some(place) = &first.place else {
        return (Outcome::CannotTell("The passage names no place.".into()), Vec::new());
    };
    let published = first.passage.published;
    let since = first.horizon.map_or(published, |h| h.from.min(published));
    let case = Case { picture, first, same, place: &place.id, since };
    let found = match first.kind {
        EventKind::Takeover if first.full => case.takeover(),
        EventKind::Hold => case.kept(),
        _ => case.told(),
    };
    let denied = case.seen().into_iter().filter(|s| s.refuted && case.is_it(s)).map(|s| s.id.to_owned()).collect();
    (found.unwrap_or_else(|| case.by_the_calendar()), denied)
}

/// An expectation about a place.
struct Case<'a> {
    picture: &'a Picture,
    first: &'a Expectation,
    same: &'a [&'a Expectation],
    place: &'a str,
    /// The day from which on it may have come.
    since: Day,
}

/// An event at the place, of whatever kind.
struct Seen<'a> {
    id: &'a str,
    report: &'a str,
    kind: EventKind,
    actor: Option<&'a PartyRef>,
    target: Option<&'a PartyRef>,
    days: Days,
    status: Status,
    refuted: bool,
}

impl<'a> Case<'a> {
    /// A change of hands to the side that was to take it; to anybody where none was named.
    fn takeover(&self) -> Option<Outcome> {
        let Some(record) = self.picture.records.get(self.place) else {
            return Some(Outcome::CannotTell("No known report tells who has the place.".into()));
        };
        let side = self.first.actor.as_ref().map(|a| self.picture.sides.of(a));
        let before = record.spans.iter().find(|s| s.contains(back(self.since, 1)));
        let wanted = |s: &&Span| match (s.state, side) {
            (State::Held(held), Some(side)) => Some(held) == side,
            (State::Held(_), None) => before.is_none_or(|b| b.state != s.state) && !s.support.is_empty(),
            _ => false,
        };
        if side.is_some()
            && let Some(already) = before.filter(wanted).filter(|s| !s.support.is_empty())
        {
            return Some(Outcome::Already(record.told(&already.support)));
        }
        let came = record.spans.iter().filter(wanted).find(|s| s.from.is_some_and(|d| d >= self.since))?;
        let claims = record.told(&came.support);
        let days = came.since.or(came.from.map(Days::on))?;
        let firm = came.support.iter().any(|&n| record.facts[n].claim.status == Status::Asserted);
        Some(if firm { Outcome::Came(days, claims) } else { Outcome::Claimed(days, claims) })
    }

    /// What was to be kept is lost when another side has the place.
    fn kept(&self) -> Option<Outcome> {
        let record = self.picture.records.get(self.place)?;
        let Some(side) = self.first.actor.as_ref().and_then(|a| self.picture.sides.of(a)) else {
            return Some(Outcome::CannotTell("The passage does not say who is to keep it.".into()));
        };
        let other = |s: &&Span| matches!(s.state, State::Held(held) if held != side);
        let lost = record.spans.iter().filter(other).find(|s| s.from.is_some_and(|d| d >= self.since))?;
        Some(Outcome::Failed(lost.since.or(lost.from.map(Days::on))?, record.told(&lost.support)))
    }

    /// A later report tells of an event of the kind, by the same party.
    fn told(&self) -> Option<Outcome> {
        if self.first.actor.is_none() && self.first.target.is_none() {
            return Some(Outcome::CannotTell("The passage does not say whose it would be.".into()));
        }
        let seen = self.seen();
        let tells = |status: Status| {
            let mut told: Vec<&Seen> = seen.iter().filter(|s| s.status == status && self.is_it(s)).collect();
            told.sort_by_key(|s| (s.days, s.id));
            told
        };
        let days = |told: &[&Seen]| told.first().map(|s| s.days);
        let ids = |told: &[&Seen]| told.iter().map(|s| s.id.to_owned()).collect();
        let (asserted, claimed) = (tells(Status::Asserted), tells(Status::Claimed));
        days(&asserted)
            .map(|d| Outcome::Came(d, ids(&asserted)))
            .or_else(|| days(&claimed).map(|d| Outcome::Claimed(d, ids(&claimed))))
    }

    fn by_the_calendar(&self) -> Outcome {
        match self.first.horizon {
            Some(horizon) if horizon.to < self.picture.now() => Outcome::Overdue,
            _ => Outcome::Open,
        }
    }

    /// Whether a later event is the expected one: kind, day, and the party where the expectation names one.
    fn is_it(&self, seen: &Seen) -> bool {
        let apart = self.same.iter().all(|e| e.passage.claim.report != seen.report);
        let mine = |wanted: &Option<PartyRef>, found: Option<&PartyRef>| match (wanted, found) {
            (None, _) => true,
            (Some(w), Some(f)) => self.picture.side_of(w) == self.picture.side_of(f),
            (Some(_), None) => false,
        };
        let party = match &self.first.actor {
            Some(_) => mine(&self.first.actor, seen.actor),
            None => mine(&self.first.target, seen.target),
        };
        seen.kind == self.first.kind && apart && party && seen.days.from >= self.since
    }

    /// Everything known of the place, told as having happened or not.
    fn seen(&self) -> Vec<Seen<'a>> {
        let facts = self.picture.records.get(self.place).into_iter().flat_map(|r| &r.facts);
        let facts = facts.filter(|f| !f.claim.headline && !f.withdrawn).map(|f| Seen {
            id: &f.claim.id,
            report: &f.claim.report,
            kind: f.kind,
            actor: f.actor.as_ref().map(|(_, p)| p),
            target: f.target.as_ref().map(|(_, p)| p),
            days: f.days,
            status: f.claim.status,
            refuted: matches!(f.claim.status, Status::Denied | Status::Negated),
        });
        let others = self.picture.happenings.get(self.place).into_iter().flatten().map(|h| Seen {
            id: &h.passage.claim.id,
            report: &h.passage.claim.report,
            kind: h.kind,
            actor: h.actor.as_ref(),
            target: h.target.as_ref(),
            days: h.days,
            status: h.passage.claim.status,
            refuted: h.refuted,
        });
        facts.chain(others).collect()
    }
}
