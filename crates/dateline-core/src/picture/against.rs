//! Which claims speak against what the picture says of one place on one day.
//!
//! A claim is held against a holder on the days it speaks of. It stays against it afterwards until a later
//! report of another origin speaks for the holder again: a denial that nobody repeats does not dispute a place
//! for ever, and neither does it lapse by the mere passing of time.

use super::fact::{Fact, forth};
use super::history::State;
use super::sides::Side;
use super::stretch::Span;
use crate::model::{Day, EventKind, Status};

/// How long after a change of hands fighting inside puts it in doubt.
const DAYS_OF_RESISTANCE: i64 = 3;

/// The numbers of the facts that speak against the state of the stretch on the day. A mention without a day
/// is explained by a stretch that began before it was made.
pub(super) fn against(facts: &[Fact], spans: &[Span], span: &Span, on: Day) -> Vec<usize> {
    let speaks = |f: &Fact| match span.state {
        State::Unknown => false,
        State::Contested => {
            against_contest(f)
                && f.reach().contains(on)
                && span.support.iter().all(|&i| facts[i].claim.id != f.claim.id)
        }
        State::Held(side) => against_holder(facts, span, f, side, on),
    };
    let explained = |i: &usize| {
        !facts[*i].dated
            && spans.iter().any(|s| s.from.is_some_and(|d| on < d && d <= facts[*i].days.to) && s.support.contains(i))
    };
    (0..facts.len()).filter(|&i| speaks(&facts[i])).filter(|i| !explained(i)).collect()
}

/// A contested place is said to be wholly somebody's.
fn against_contest(fact: &Fact) -> bool {
    fact.current() && fact.full && matches!(fact.kind, EventKind::Takeover | EventKind::Hold) && fact.weight > 0
}

fn against_holder(facts: &[Fact], span: &Span, fact: &Fact, side: Side, on: Day) -> bool {
    let own = fact.actor_side() == Some(side);
    match fact.kind {
        EventKind::Takeover if fact.gains() && own => later_day(span, fact, on),
        EventKind::Takeover if fact.gains() || fact.refutes() && own => {
            fact.actor_side().is_some() && lasts(facts, span, fact, on)
        }
        EventKind::Hold if fact.claim.status == Status::Negated && own => lasts(facts, span, fact, on),
        EventKind::Hold if fact.current() && fact.actor_side().is_some() && !own => lasts(facts, span, fact, on),
        EventKind::Withdrawal | EventKind::Surrender if fact.current() && own && fact.full => {
            span.start() < fact.days.to && lasts(facts, span, fact, on)
        }
        EventKind::Clash if fact.current() => resisted(facts, span, fact, side, on),
        _ => false,
    }
}

/// A claim of the same gain that puts it after the day: the reports disagree on when it happened.
fn later_day(span: &Span, fact: &Fact, on: Day) -> bool {
    let begun = span.from.is_some_and(|d| d <= on) && span.to.is_none_or(|t| fact.days.from <= t);
    fact.firm && fact.full && begun && on < fact.days.from && new(span, fact.days.to)
}

/// Whether the day lies in the first days after a change of hands.
fn new(span: &Span, day: Day) -> bool {
    span.from.is_some_and(|d| day <= forth(d, DAYS_OF_RESISTANCE))
}

/// Whether a claim still stands against the holder on the day.
fn lasts(facts: &[Fact], span: &Span, fact: &Fact, on: Day) -> bool {
    let reach = fact.reach();
    let said_from = if fact.gains() && fact.dated { reach.to } else { reach.from };
    if on < said_from || reach.to < span.start() {
        return false;
    }
    on <= reach.to || !span.support.iter().map(|&i| &facts[i]).any(|s| answers(s, fact, on))
}

/// Whether a supporting claim answers an opposing one: another origin speaks for the holder later.
fn answers(support: &Fact, opposed: &Fact, on: Day) -> bool {
    let elsewhere = support.origin != opposed.origin || support.claim.report == opposed.claim.report;
    let later = support.published > opposed.published || support.days.to > opposed.days.to;
    let taken_back = opposed.claim.status == Status::Claimed && opposed.weight < support.weight;
    elsewhere && later && (support.days.to <= on || taken_back) && support.weight > 0
}

/// Fighting after a place is said to have changed hands. On the very day it may have been before, so that a
/// report that tells of both does not dispute itself.
fn resisted(facts: &[Fact], span: &Span, fact: &Fact, side: Side, on: Day) -> bool {
    let Some(start) = span.from else { return false };
    let fought = [fact.actor_side(), fact.target_side()].contains(&Some(side)) || fact.actor.is_none();
    let tells_both = span.support.iter().map(|&i| &facts[i]).any(|s| s.origin == fact.origin && s.gains() && s.full);
    fought
        && new(span, fact.days.to)
        && start <= fact.days.to
        && fact.days.contains(on)
        && !(tells_both && fact.days.from <= start)
}
