//! A figure of a known report, with the day it speaks of and what it is compared with.

use super::super::passage::{Passage, Told};
use super::subject::{self, Change, Key};
use crate::model::{Basis, Day, Days, Figure, PlaceKind, PlaceRef, Says, Shared, Status};
use std::collections::BTreeSet;

/// A longer stretch of days does not say of which day a number is true.
const A_DAYS_NUMBER: i64 = 7;

/// A figure as the picture uses it.
#[derive(Clone, Debug)]
pub(in super::super) struct Number {
    pub passage: Passage,
    pub figure: Shared<Figure>,
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
        self.passage.claim.status.is_current() && !self.passage.claim.caption
    }
}

/// The figures of the known claims. Headlines are left out, and so are numbers that are compared with nothing.
pub(in super::super) fn numbers(told: &[Told]) -> Vec<Number> {
    told.chunk_by(|a, b| a.witness.number == b.witness.number).flat_map(of_report).collect()
}

fn of_report(told: &[Told]) -> Vec<Number> {
    let figures = || told.iter().filter(|t| !t.claim.headline && t.claim.figure().is_some());
    let town = figures().next().and_then(|_| town(told));
    figures().filter_map(|t| number(*t, town)).collect()
}

fn number(told: Told, town: Option<&PlaceRef>) -> Option<Number> {
    let Told { claim, witness } = told;
    let Says::Figure(figure) = &claim.says else { return None };
    let mut figure = figure.clone();
    let homeless = figure.subject == "population" && figure.place.is_none();
    let placed_by_report = homeless && town.is_some();
    if let Some(town) = town.filter(|_| homeless) {
        figure.subject = format!("population of {}", town.name);
        figure.place = Some(town.clone());
    }
    let when = figure.when.as_ref().filter(|w| {
        let firm = matches!(w.basis, Basis::Explicit | Basis::Weekday | Basis::Relative);
        firm && is_short(w.days) && w.days.to <= witness.published
    });
    let ahead = matches!(claim.status, Status::Forecast | Status::Planned);
    Some(Number {
        passage: Passage::new(told),
        key: Key::of(&figure),
        change: subject::change(claim, &figure),
        day: when.map_or(witness.published, |w| w.days.to),
        places: subject::counts_places(claim, &figure),
        conditional: ahead && when.is_some_and(|w| w.basis != Basis::Explicit || w.days.to == witness.published),
        placed_by_report,
        figure,
    })
}

fn is_short(days: Days) -> bool {
    days.to.since(days.from).is_ok_and(|span| i64::from(span.get_days()) < A_DAYS_NUMBER)
}

/// The town of a report that tells of one only, sites in it included.
fn town<'a>(told: &[Told<'a>]) -> Option<&'a PlaceRef> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut town = None;
    for claim in told.iter().map(|t| t.claim).filter(|c| c.status.is_current()) {
        let Some(place) = claim.event().and_then(|e| e.place.as_ref()) else { continue };
        match place.kind {
            PlaceKind::City => {
                ids.insert(&place.id);
                town.get_or_insert(place);
            }
            PlaceKind::Facility => drop(ids.insert(place.id.split('/').next().unwrap_or(&place.id))),
            _ => {}
        }
    }
    town.filter(|_| ids.len() == 1)
}
