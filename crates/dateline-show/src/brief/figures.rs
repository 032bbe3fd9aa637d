//! The numbers that go round: each thing with its lowest and highest number, who says which, and our own count beside it.
//!
//! Nothing is averaged or picked: what stands or is disputed makes the range, what gave way is told as such.

use super::desk::{Desk, first, more};
use super::model::{Line, Section, Word};
use crate::figures::tallies;
use crate::text::{clean, count};
use dateline_core::model::Day;
use dateline_core::picture::{Change, Fate, Reported, Series};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Quantities on two pages, and different numbers of one.
const SERIES: usize = 3;
const NUMBERS: usize = 4;

pub(super) fn section(desk: &mut Desk, on: Day) -> Option<Section> {
    let mut all: Vec<Series> = desk.pile.picture.figures();
    all.retain(|s| !current(s, on).is_empty());
    all.sort_by_cached_key(|s| (weight(s), Reverse(s.origins), Reverse(s.reported.len()), s.subject.clone()));
    let (shown, left) = first(all, desk.ask.most(SERIES));
    let lines = shown.iter().map(|s| line(desk, s, on, "")).collect();
    super::section(5, "FIGURES", lines, more(left, "dateline figures"))
}

/// The count of places that most origins give, for the bottom line.
pub(super) fn leading(desk: &mut Desk, on: Day) -> Option<Line> {
    let all = desk.pile.picture.figures().into_iter();
    let counts = all.filter(|s| {
        s.places && (s.origins > 1 || s.whole.is_some()) && s.change == Change::Daily && !current(s, on).is_empty()
    });
    let chosen = counts.max_by_key(|s| (s.origins, Reverse(s.subject.clone())))?;
    Some(line(desk, &chosen, on, "Reported number of "))
}

/// Places before tolls before what nothing tells how to compare.
fn weight(series: &Series) -> u8 {
    match series.change {
        _ if series.places => 0,
        Change::Toll => 1,
        Change::Daily => 2,
        Change::Fixed => 3,
        Change::Loose => 4,
    }
}

/// What counts on the day: of a number that is true of a day the newest day's, else all that stand.
fn current(series: &Series, on: Day) -> Vec<&Reported> {
    let heard =
        |r: &&Reported| matches!(r.fate, Fate::Stands | Fate::Disputed(_)) && (r.day <= on || r.day == Day::MAX);
    let told: Vec<&Reported> = series.reported.iter().filter(heard).collect();
    let newest = told.iter().map(|r| r.day).filter(|d| *d < Day::MAX).max();
    match series.change {
        Change::Daily => told.into_iter().filter(|r| newest.is_none_or(|d| r.day == d)).collect(),
        Change::Toll | Change::Fixed | Change::Loose => told,
    }
}

fn line(desk: &mut Desk, series: &Series, on: Day, lead: &str) -> Line {
    let told = current(series, on);
    let mut values: BTreeMap<String, Vec<&Reported>> = BTreeMap::new();
    told.iter().for_each(|r| values.entry(r.figure.told()).or_default().push(r));
    let mut sorted: Vec<(String, Vec<&Reported>)> = values.into_iter().collect();
    sorted.sort_by(|(_, a), (_, b)| a[0].figure.value.total_cmp(&b[0].figure.value));
    let day = told.first().map(|r| r.day).filter(|d| *d < Day::MAX && series.change == Change::Daily);
    let of_day = day.map_or(String::new(), |d| format!(" on {d}"));
    let range = match (sorted.first(), sorted.last()) {
        (Some((low, _)), Some((high, _))) if low != high => format!("{low} – {high}"),
        (Some((one, _)), _) => one.clone(),
        _ => String::new(),
    };
    let origins = told.iter().map(|r| r.origin).collect::<std::collections::BTreeSet<_>>().len();
    let many = count(origins, "origin", "origins");
    let place = series
        .place
        .as_ref()
        .filter(|p| !series.subject.contains(&p.name))
        .map_or(String::new(), |p| format!(" at {}", clean(&p.name)));
    let mut line = Line::told(format!("{lead}{}{place}{of_day}: {range} ({many})", clean(&series.subject)));
    let several = sorted.len() > 1;
    let (shown, left) = first(sorted, NUMBERS);
    for (value, reported) in &shown {
        let who = reported.iter().find_map(|r| r.outlet.as_deref()).map(clean);
        let ids: Vec<String> = reported.iter().map(|r| r.claim.clone()).collect();
        let words = match (several, who) {
            (true, Some(who)) => format!("; {value}: {who}"),
            (true, None) => format!("; {value}"),
            (false, Some(who)) => format!(", {who}"),
            (false, None) => String::new(),
        };
        line = line.and(words).citing(desk.cites(&ids, 2));
    }
    if left > 0 {
        line = line.and(format!("; {left} more numbers"));
    }
    if let Some(tally) = tallies(desk.pile, series).into_iter().rfind(|t| t.day <= on) {
        let counted = format!("; counted here from named places on {}: {}", tally.day, tally.places.len());
        line = line.and(counted);
    }
    let disputed = told.iter().any(|r| matches!(r.fate, Fate::Disputed(_)));
    match (disputed, origins) {
        (true, _) => line.being(Word::Disputed),
        (false, 1) => line.being(Word::Reported),
        _ => line,
    }
}
