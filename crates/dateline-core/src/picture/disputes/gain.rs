//! Which claims tell of one gain of a place: by side, and in clusters of days.

use super::super::fact::{Fact, forth};
use super::super::sides::Side;
use crate::model::{Days, EventKind};
use std::collections::BTreeMap;

/// Takeovers by one side further apart than this are told of as two events.
const ONE_EVENT: i64 = 4;

/// One side's gain of the place, as told by claims of about the same days.
pub(super) struct Gain {
    pub side: Side,
    pub days: Days,
    /// Current claims of it, in whole or in part, in the order of the facts.
    pub told: Vec<usize>,
}

/// The claims of gains, by side and in clusters of days; mentions without a day join the cluster before them.
pub(super) fn gains(facts: &[Fact]) -> Vec<Gain> {
    let mut by_side: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate() {
        let made = fact.is(EventKind::Takeover) && fact.claim.status.is_current();
        if let Some(side) = fact.actor_side().filter(|_| made && !fact.claim.headline) {
            by_side.entry(side).or_default().push(n);
        }
    }
    by_side.into_iter().flat_map(|(side, told)| clusters(facts, side, told)).collect()
}

fn clusters(facts: &[Fact], side: Side, mut told: Vec<usize>) -> Vec<Gain> {
    told.sort_by_key(|&n| (!facts[n].dated, facts[n].days.to, n));
    let mut gains: Vec<Gain> = Vec::new();
    for n in told {
        let fact = &facts[n];
        let near = |g: &&mut Gain| {
            fact.days.from <= forth(g.days.to, ONE_EVENT) && g.days.from <= forth(fact.days.to, ONE_EVENT)
        };
        let place = match (fact.dated, gains.is_empty()) {
            (_, true) => None,
            (true, _) => gains.iter_mut().rev().find(near),
            (false, _) => {
                let before = gains.iter().rposition(|g| g.days.from <= fact.days.to).unwrap_or(0);
                gains.get_mut(before)
            }
        };
        match place {
            Some(gain) => {
                if fact.dated {
                    gain.days = Days { from: gain.days.from.min(fact.days.from), to: gain.days.to.max(fact.days.to) };
                }
                gain.told.push(n);
            }
            None => gains.push(Gain { side, days: fact.days, told: vec![n] }),
        }
    }
    gains.iter_mut().for_each(|g| g.told.sort_unstable());
    gains
}
