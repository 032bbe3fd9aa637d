//! Whether an event happened: a strike, a closure, an arrest that one witness tells of and another denies.

use super::super::fact::{back, forth};
use super::super::happening::Happening;
use super::{Answer, Dispute, DisputeKind, SAME_MATTER};
use crate::model::{Days, EventKind, PartyRef};
use std::collections::{BTreeMap, BTreeSet};

/// The disputed events at one place, by kind.
pub(super) fn disputes(told: &[Happening]) -> Vec<Dispute> {
    let mut by_kind: BTreeMap<EventKind, Vec<&Happening>> = BTreeMap::new();
    told.iter().for_each(|h| by_kind.entry(h.kind).or_default().push(h));
    by_kind.into_values().filter_map(|same| denial(&same)).collect()
}

/// It is said that something happened and, by another witness and of the same days, that it did not.
fn denial(same: &[&Happening]) -> Option<Dispute> {
    let denied = |yes: &Happening, no: &Happening| {
        let days = Days { from: back(no.days.from, SAME_MATTER), to: forth(no.days.to, SAME_MATTER) };
        witnesses(yes, no) && yes.days.overlaps(days) && one_doer(yes, no)
    };
    let yes: Vec<&Happening> = same.iter().copied().filter(|h| h.current).collect();
    let no: Vec<&Happening> = same.iter().copied().filter(|h| h.refuted).collect();
    let no: Vec<&Happening> = no.into_iter().filter(|n| yes.iter().any(|y| denied(y, n))).collect();
    let yes: Vec<&Happening> = yes.into_iter().filter(|y| no.iter().any(|n| denied(y, n))).collect();
    let doers: BTreeSet<String> = yes.iter().filter_map(|h| h.actor.as_ref()).map(PartyRef::side).collect();
    if doers.len() > 1 {
        // Whose is denied, nothing tells.
        return None;
    }
    let first = yes.iter().min_by_key(|y| (y.days, &y.passage.claim.id))?;
    let answer = |value: &str, told: &[&Happening]| Answer::new(value.into(), told.iter().map(|h| h.passage.cited()));
    Some(Dispute {
        id: format!("{}/{}/{}/{}", DisputeKind::Denial.as_str(), first.place.id, first.kind.as_str(), first.days.from),
        kind: DisputeKind::Denial,
        question: format!("Was there {} at {}?", in_words(first.kind), first.place.name),
        place: Some(first.place.clone()),
        days: first.days,
        open: true,
        settled_by: None,
        answers: vec![answer("yes", &yes), answer("no", &no)],
        counted: None,
    })
}

/// Two witnesses: a narrator does not contradict what he tells of himself, he speaks of something else.
fn witnesses(yes: &Happening, no: &Happening) -> bool {
    let by_narrator = yes.passage.claim.report == no.passage.claim.report && no.passage.speaker().is_none();
    yes.passage.is_apart_from(&no.passage) && !by_narrator
}

/// Nothing shows that the two are of different parties.
fn one_doer(yes: &Happening, no: &Happening) -> bool {
    match (&yes.actor, &no.actor) {
        (Some(a), Some(b)) => a.side() == b.side(),
        _ => true,
    }
}

/// The kind with its article.
fn in_words(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Strike => "a strike",
        EventKind::AttackOnCivilians => "an attack on civilians",
        EventKind::Detention => "an arrest",
        EventKind::Release => "a release",
        EventKind::Deployment => "a deployment",
        EventKind::Evacuation => "an evacuation",
        EventKind::Closure => "a closure",
        EventKind::Talks => "a meeting or talks",
        EventKind::Protest => "a protest",
        EventKind::Aid => "relief",
        _ => "such an event",
    }
}
