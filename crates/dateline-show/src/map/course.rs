//! Who has each place on every day of a crisis, cut into runs of days on which a map shows the same.
//!
//! A holding may change from day to day in more than its holder: reports age, and what speaks against it begins and
//! ends. So every day is asked, and days that look alike are joined.

use super::style::{age, fade};
use dateline_core::model::Day;
use dateline_core::picture::{Holding, Picture};
use jiff::ToSpan;
use std::collections::BTreeSet;

/// How many holdings may be asked for one page; a longer crisis has its days on pages of their own.
const MOST: usize = 300_000;

/// The days of a crisis.
#[derive(Clone, Debug)]
pub struct Course {
    /// The first day.
    pub first: Day,
    /// How many days there are, at least one.
    pub days: usize,
    /// Each place that a known claim is about with its runs, in the order of the ids.
    pub places: Vec<Vec<Run>>,
    /// The days, counted from the first, on which some place changes hands or begins to be fought over.
    pub turns: Vec<usize>,
}

/// Days on which nothing changes that a map shows of a place.
#[derive(Clone, Debug)]
pub struct Run {
    /// The first of them, counted from the first day.
    pub from: usize,
    /// Who has the place, as it stood on that day.
    pub holding: Holding,
}

impl Course {
    /// The days from the first to the last; one of them alone where they are too many.
    pub fn of(picture: &Picture, first: Day, last: Day, on: Day) -> Course {
        let places: Vec<&str> = picture.places().map(|p| p.id.as_str()).collect();
        let long = between(first, last).is_none_or(|days| (days + 1) * places.len() > MOST);
        let (first, last) = if long { (on, on) } else { (first, last) };
        let days: Vec<Day> = first.series(1.day()).take_while(|d| *d <= last).collect();
        let turns: BTreeSet<usize> = turns(picture).into_iter().filter_map(|d| between(first, d)).collect();
        Course {
            first,
            days: days.len(),
            places: places.iter().map(|place| runs(picture, place, &days)).collect(),
            turns: turns.into_iter().filter(|n| *n < days.len()).collect(),
        }
    }

    /// Who has each place on a day, counted from the first.
    pub fn on(&self, day: usize) -> Vec<&Holding> {
        self.places.iter().filter_map(|runs| runs.iter().rev().find(|r| r.from <= day)).map(|r| &r.holding).collect()
    }

    /// A day, counted from the first.
    pub fn day(&self, n: usize) -> Day {
        self.first.saturating_add((n as i64).days())
    }

    /// How many days after the first a day is; the nearest one when it is none of these days.
    pub fn number(&self, day: Day) -> usize {
        between(self.first, day).unwrap_or(0).min(self.days - 1)
    }
}

/// The days on which some place changes hands or begins to be fought over.
pub fn turns(picture: &Picture) -> BTreeSet<Day> {
    picture.places().flat_map(|p| picture.stretches(&p.id)).filter_map(|s| s.from).collect()
}

fn between(first: Day, day: Day) -> Option<usize> {
    usize::try_from(day.since(first).ok()?.get_days()).ok()
}

fn runs(picture: &Picture, place: &str, days: &[Day]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (from, day) in days.iter().enumerate() {
        let Some(holding) = picture.holding(place, *day) else { continue };
        if runs.last().is_none_or(|last| !alike(&last.holding, &holding)) {
            runs.push(Run { from, holding });
        }
    }
    runs
}

/// Whether two days of a place look the same.
fn alike(a: &Holding, b: &Holding) -> bool {
    let aged = |h: &Holding| fade(age(h));
    aged(a) == aged(b)
        && (&a.holder, a.disputed, a.standing, a.since, a.origins)
            == (&b.holder, b.disputed, b.standing, b.since, b.origins)
        && (a.last_report, &a.support, &a.against, &a.inferred) == (b.last_report, &b.support, &b.against, &b.inferred)
}
