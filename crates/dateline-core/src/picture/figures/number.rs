//! A figure of a known report, with the day it speaks of and what it is compared with.

use super::super::passage::{Passage, Witness};
use super::subject::{self, Change, Key};
use crate::model::{Basis, Claim, Day, Days, Figure, PlaceKind, PlaceRef, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A longer stretch of days does not say of which day a number is true.
const A_DAYS_NUMBER: i64 = 7;

/// A figure as the picture uses it.
#[derive(Clone, Debug)]
pub(in super::super) struct Number {
    pub passage: Passage,
    pub figure: Figure,
    pub key: Key,
    pub change: Change,
    /// The day of which it is true: the one told, else the last possible day of publication.
    pub day: Day,
    /// Whether a side's places are counted.
    pub places: bool,
    /// Told only on a condition ("if all of these are counted"): expected, yet of a day that has been.
    pub conditional: bool,
    /// The report does not say where; it tells of one town only.
    pub placed_by_report: bool,
}

impl Number {
    /// Told as so, in the text of a report.
    pub fn is_told(&self) -> bool {
        self.passage.status.is_current() && !self.passage.caption
    }
}

/// The figures of the known claims. Headlines are left out, and so are numbers that are compared with nothing.
pub(in super::super) fn numbers(claims: &[&Claim], witnesses: &BTreeMap<&str, Witness>) -> Vec<Number> {
    let towns = towns(claims);
    let told = claims.iter().filter(|c| !c.headline);
    told.filter_map(|c| number(c, &witnesses[c.report.as_str()], towns.get(c.report.as_str()).copied())).collect()
}

fn number(claim: &Claim, witness: &Witness, town: Option<&PlaceRef>) -> Option<Number> {
    let mut figure = claim.figure()?.clone();
    let homeless = figure.subject == "population" && figure.place.is_none();
    let placed_by_report = homeless && town.is_some();
    if let Some(town) = town.filter(|_| homeless) {
        figure.subject = format!("population of {}", town.name);
        figure.place = Some(town.clone());
    }
    let told = figure.when.as_ref().filter(|w| {
        let firm = matches!(w.basis, Basis::Explicit | Basis::Weekday | Basis::Relative);
        firm && is_short(w.days) && w.days.to <= witness.published
    });
    let ahead = matches!(claim.status, Status::Forecast | Status::Planned);
    Some(Number {
        passage: Passage::new(claim, witness),
        key: Key::of(&figure),
        change: subject::change(claim, &figure),
        day: told.map_or(witness.published, |w| w.days.to),
        places: subject::counts_places(claim, &figure),
        conditional: ahead && told.is_some_and(|w| w.basis != Basis::Explicit || w.days.to == witness.published),
        placed_by_report,
        figure,
    })
}

fn is_short(days: Days) -> bool {
    days.to.since(days.from).is_ok_and(|span| i64::from(span.get_days()) < A_DAYS_NUMBER)
}

/// The town of each report that tells of one only, sites in it included.
fn towns<'a>(claims: &[&'a Claim]) -> BTreeMap<&'a str, &'a PlaceRef> {
    let mut named: BTreeMap<&str, (BTreeSet<&str>, Option<&PlaceRef>)> = BTreeMap::new();
    for claim in claims.iter().filter(|c| c.status.is_current()) {
        let Some(place) = claim.event().and_then(|e| e.place.as_ref()) else { continue };
        let (ids, town) = named.entry(&claim.report).or_default();
        match place.kind {
            PlaceKind::City => {
                ids.insert(&place.id);
                town.get_or_insert(place);
            }
            PlaceKind::Facility => drop(ids.insert(place.id.split('/').next().unwrap_or(&place.id))),
            _ => {}
        }
    }
    named.into_iter().filter(|(_, (ids, _))| ids.len() == 1).filter_map(|(r, (_, town))| Some((r, town?))).collect()
}
