//! Developments: what reports tell of one happening, joined into one object.
//!
//! Claims are of one happening when place, kind, parties and days agree (`join`). What reports tell of a part of the
//! place is named beside it and confirms nothing of the whole. What is denied or negated stands against it; what was
//! expected or planned is linked as such and never counts; history is left out. How far to believe it follows one fixed
//! ladder: two independent origins or an admission, one origin, only a side's own word, and disputed where somebody
//! contradicts and nothing settles it.

mod account;
mod join;
#[cfg(test)]
mod tests;

use super::fact::forth;
use super::{Picture, Standing, lineage};
use crate::model::{Day, Days, EventKind, PartyRef, PlaceRef, Status};
use account::{Account, accounts, witnesses};
use join::{Knot, joined};
use std::collections::BTreeMap;

/// One happening with everything that known reports tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Development {
    /// Made of the kind, the place and the first claim that tells it: later reports do not change it.
    pub id: String,
    /// What sort of event.
    pub kind: EventKind,
    /// Where.
    pub place: PlaceRef,
    /// Whether the whole place is meant.
    pub full: bool,
    /// As in [`Event`](crate::model::Event): for a takeover who gains, for withdrawal and surrender who leaves or yields.
    pub actor: Option<PartyRef>,
    /// The side acted upon.
    pub target: Option<PartyRef>,
    /// The days it may have been: those that all accounts with a day of their own allow, else all that any names.
    pub days: Option<Days>,
    /// Whether the accounts name days that cannot all be right.
    pub day_disputed: bool,
    /// Last possible day of publication of the first report that tells it.
    pub first_report: Option<Day>,
    /// The same of the last report.
    pub last_report: Option<Day>,
    /// How well it is supported.
    pub standing: Standing,
    /// Whether the side that loses by it says so.
    pub admitted: bool,
    /// Independent origins: a text and its copies are one, and so is one named speaker in several reports.
    pub origins: usize,
    /// Ids of the claims that tell it.
    pub support: Vec<String>,
    /// Ids of the claims that it did not happen.
    pub against: Vec<String>,
    /// What is told of parts of the place.
    pub parts: Vec<Part>,
    /// Ids of the claims that expected or planned it before.
    pub expected: Vec<String>,
}

/// What is told of a part of the place of a development.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The site or district; the place itself where the passage names the part by a word such as "suburbs".
    pub place: PlaceRef,
    /// Ids of the claims that tell it.
    pub support: Vec<String>,
    /// Ids of the claims that it did not happen.
    pub against: Vec<String>,
}

impl Development {
    /// The side that gains a place by it.
    pub fn gainer(&self) -> Option<&PartyRef> {
        match self.kind {
            EventKind::Takeover => self.actor.as_ref(),
            EventKind::Withdrawal | EventKind::Surrender => self.target.as_ref(),
            _ => None,
        }
    }
    /// The side that loses a place by it.
    pub fn loser(&self) -> Option<&PartyRef> {
        match self.kind {
            EventKind::Takeover => self.target.as_ref(),
            EventKind::Withdrawal | EventKind::Surrender => self.actor.as_ref(),
            _ => None,
        }
    }
    /// The places it is about: its own, and those of its parts.
    pub fn places(&self) -> impl Iterator<Item = &PlaceRef> {
        std::iter::once(&self.place).chain(self.parts.iter().map(|p| &p.place))
    }
}

/// The developments in order of their days, then of place and kind.
pub(super) fn all(picture: &Picture) -> Vec<Development> {
    let accounts = accounts(picture);
    let knots = joined(&accounts);
    let mut expected = expected(picture, &knots);
    let mut all: Vec<Development> = knots
        .iter()
        .enumerate()
        .map(|(n, knot)| Development { expected: expected.remove(&n).unwrap_or_default(), ..shown(knot) })
        .collect();
    all.sort_by(|a, b| {
        let key = |d: &Development| (d.days.map_or(Day::MAX, |d| d.from), d.days, d.place.id.clone(), d.kind);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    all
}

fn shown(knot: &Knot) -> Development {
    let told = in_order(&knot.told);
    let against = in_order(&knot.against);
    let first = told[0];
    let firm: Vec<&Account> = told.iter().copied().filter(|a| a.status == Status::Asserted).collect();
    let admitted = firm.iter().any(|a| a.admission);
    let origins = witnesses(if firm.is_empty() { &told } else { &firm });
    let day = |a: Option<&&Account>| a.map(|a| a.published).filter(|d| *d < Day::MAX);
    Development {
        id: id(first),
        kind: first.kind,
        place: first.place.clone(),
        full: first.full,
        actor: commonest(told.iter().filter_map(|a| a.actor.as_ref())),
        target: commonest(told.iter().filter_map(|a| a.target.as_ref())),
        days: Some(knot.days()).filter(|d| d.from < Day::MAX),
        day_disputed: knot.day_disputed(),
        first_report: day(told.first()),
        last_report: day(told.last()),
        standing: standing(&firm, &against, admitted),
        admitted,
        origins,
        support: ids(&told),
        against: ids(&against),
        parts: parts(knot),
        expected: Vec::new(),
    }
}

/// The ladder. A contradiction is settled by an admission, or by two further origins that tell it afterwards.
fn standing(firm: &[&Account], against: &[&Account], admitted: bool) -> Standing {
    let last = against.iter().map(|a| a.published).max();
    let later: Vec<&Account> = firm.iter().copied().filter(|a| last.is_some_and(|l| a.published > l)).collect();
    match witnesses(firm) {
        _ if last.is_some() && !admitted && witnesses(&later) < 2 => Standing::Disputed,
        0 => Standing::Claimed,
        1 if !admitted => Standing::Reported,
        _ => Standing::Confirmed,
    }
}

fn parts(knot: &Knot) -> Vec<Part> {
    let mut parts: BTreeMap<&str, (Vec<&Account>, Vec<&Account>)> = BTreeMap::new();
    for part in &knot.parts {
        let entry = parts.entry(&part.told[0].place.id).or_default();
        entry.0.extend(&part.told);
        entry.1.extend(&part.against);
    }
    let part = |(told, against): (Vec<&Account>, Vec<&Account>)| Part {
        place: told[0].place.clone(),
        support: ids(&in_order(&told)),
        against: ids(&in_order(&against)),
    };
    parts.into_values().map(part).collect()
}

/// Whether an expectation came about by one of these happenings, and by which: the first of its days.
fn expected(picture: &Picture, knots: &[Knot]) -> BTreeMap<usize, Vec<String>> {
    let mut by_knot: BTreeMap<usize, Vec<(Day, String)>> = BTreeMap::new();
    for e in &picture.expected {
        let Some(place) = &e.place else { continue };
        let side = e.actor.as_ref().map(|p| picture.side_of(p));
        let came = knots.iter().enumerate().filter(|(_, knot)| {
            let told = knot.told[0];
            let party = side.as_ref().is_none_or(|s| knot.actor().is_some_and(|a| a == s));
            let in_time = e.horizon.is_none_or(|h| knot.days().from <= forth(h.to, join::SAME_MATTER));
            let before = e.passage.published <= knot.days().to;
            (told.kind, told.full) == (e.kind, e.full) && told.place.id == place.id && party && in_time && before
        });
        if let Some((n, _)) = came.min_by_key(|(n, knot)| (knot.days(), *n)) {
            by_knot.entry(n).or_default().push((e.passage.published, e.passage.claim.id.clone()));
        }
    }
    let sorted = |mut told: Vec<(Day, String)>| {
        told.sort();
        told.into_iter().map(|(_, id)| id).collect()
    };
    by_knot.into_iter().map(|(n, told)| (n, sorted(told))).collect()
}

/// By publication; the id decides among equals.
fn in_order<'a>(accounts: &[&'a Account<'a>]) -> Vec<&'a Account<'a>> {
    let mut sorted = accounts.to_vec();
    sorted.sort_by_key(|a| (a.published, a.id));
    sorted
}

fn ids(accounts: &[&Account]) -> Vec<String> {
    accounts.iter().map(|a| a.id.to_owned()).collect()
}

fn id(first: &Account) -> String {
    let words = [first.kind.as_str(), &first.place.id, first.id].map(str::to_owned);
    format!("{:012x}", lineage::hash(words.into_iter()) >> 16)
}

/// The party that is named most often; the first by id among equals.
fn commonest<'a>(parties: impl Iterator<Item = &'a (String, PartyRef)>) -> Option<PartyRef> {
    let mut counts: BTreeMap<&str, (usize, &PartyRef)> = BTreeMap::new();
    for (_, party) in parties {
        counts.entry(&party.id).or_insert((0, party)).0 += 1;
    }
    let best = counts.into_iter().max_by_key(|(id, (n, _))| (*n, std::cmp::Reverse(*id)));
    best.map(|(_, (_, party))| party.clone())
}
