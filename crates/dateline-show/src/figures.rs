//! What reports say of each quantity, in order of time, beside our own count from the places that they name.

use crate::json::{SeriesForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{clean, count, paragraph};
use crate::words;
use dateline_core::model::Day;
use dateline_core::picture::{Fate, Reported, Series, Standing, Tally};
use std::collections::BTreeSet;

/// Series as paragraphs: every number with its passage, day by day, and our count beside it.
pub fn text(pile: &Pile, series: &[Series]) -> String {
    let mut out = String::new();
    series.iter().for_each(|one| of_one(&mut out, pile, one));
    out
}

/// Series as JSON lines.
pub fn json<'a>(pile: &Pile, series: impl IntoIterator<Item = &'a Series>) -> String {
    series.into_iter().map(|one| line(&SeriesForm::new(pile, one))).collect()
}

/// Our count on each day of the series for which there is one.
pub(crate) fn tallies(pile: &Pile, series: &Series) -> Vec<Tally> {
    let days: BTreeSet<Day> = series.reported.iter().map(|r| r.day).filter(|d| *d < Day::MAX).collect();
    days.into_iter().filter_map(|day| pile.picture.tally(series, day)).collect()
}

fn of_one(out: &mut String, pile: &Pile, series: &Series) {
    let whole = series.whole.map_or(String::new(), |w| format!(", of {w}"));
    let numbers = count(series.reported.len(), "number", "numbers");
    let origins = count(series.origins, "independent origin", "independent origins");
    paragraph(out, "", "    ", &format!("{}{whole}: {numbers}, {origins}", clean(&series.subject)));
    let counts = tallies(pile, series);
    let mut day = None;
    let mut before: Option<&Tally> = None;
    for reported in &series.reported {
        if day.replace(reported.day).is_some_and(|d| d != reported.day) {
            before = our_count(out, series, &counts, day_before(series, reported.day), before);
        }
        number(out, pile, series, reported);
    }
    our_count(out, series, &counts, day, before);
}

/// The day of the series before one.
fn day_before(series: &Series, day: Day) -> Option<Day> {
    series.reported.iter().map(|r| r.day).filter(|d| *d < day).max()
}

fn number(out: &mut String, pile: &Pile, series: &Series, reported: &Reported) {
    let outlet = reported.outlet.as_deref().map_or(String::new(), |o| format!(", {}", clean(o)));
    let guessed = if reported.placed_by_report { "; the place is the only town the report tells of" } else { "" };
    let fate = fate(series, &reported.fate).map_or(String::new(), |f| format!(": {f}"));
    let head = format!("{}{outlet}{fate}{guessed}", reported.figure.told());
    paragraph(out, &format!("  {}  ", day(reported.day)), "    ", &head);
    if let Some(claim) = pile.claim(&reported.claim) {
        passages::one(out, "    ", pile, claim);
    }
}

fn day(day: Day) -> String {
    if day == Day::MAX { "day not known".into() } else { day.to_string() }
}

/// What became of a number, as half a sentence; nothing where nothing speaks against it.
pub(crate) fn fate(series: &Series, fate: &Fate) -> Option<String> {
    let told = |id: &String| series.reported.iter().find(|r| r.claim == *id).map(|r| (r.figure.told(), day(r.day)));
    match fate {
        Fate::Stands => None,
        Fate::Superseded(by) => told(by).map(|(number, day)| format!("superseded, {number} on {day}")),
        Fate::Disputed(by) => {
            let others: BTreeSet<String> = by.iter().filter_map(told).map(|(number, _)| number).collect();
            Some(format!("disputed, others say {}", others.into_iter().collect::<Vec<_>>().join("; ")))
        }
        Fate::OldCaption => Some("in a caption that is older than the report".into()),
        Fate::Conditional => Some("only on a condition".into()),
        Fate::Expected => Some("planned or expected, not so yet".into()),
        Fate::Denied => Some("said not to be so".into()),
        Fate::Past => Some("of a time before the crisis".into()),
    }
}

/// Our count on a day: all names the first time, then what came and went.
fn our_count<'a>(
    out: &mut String,
    series: &Series,
    counts: &'a [Tally],
    day: Option<Day>,
    before: Option<&'a Tally>,
) -> Option<&'a Tally> {
    let Some(tally) = counts.iter().find(|t| Some(t.day) == day) else { return before };
    paragraph(out, "    = ", "      ", &counted(tally, before));
    if let Some(more) = series.unnamed(tally) {
        let what = format!("Reported and not named: {more}, going by the lowest number told for the day.");
        paragraph(out, "      ", "      ", &what);
    }
    Some(tally)
}

/// "our count from named places on 2021-08-12: 10, as before and Ghazni".
pub(crate) fn counted(tally: &Tally, before: Option<&Tally>) -> String {
    let names = |t: &Tally| t.places.iter().map(|p| p.place.id.clone()).collect::<BTreeSet<String>>();
    let known = before.map(names).unwrap_or_default();
    let now = names(tally);
    let fresh: Vec<String> = tally.places.iter().filter(|p| !known.contains(&p.place.id)).map(named).collect();
    let gone = before.into_iter().flat_map(|t| &t.places).filter(|p| !now.contains(&p.place.id));
    let gone: Vec<String> = gone.map(|p| words::place(&p.place)).collect();
    let mut parts = Vec::new();
    if before.is_some_and(|b| !b.places.is_empty()) {
        parts.push("as before".to_string());
    }
    if !fresh.is_empty() {
        parts.push(fresh.join(", "));
    }
    if !gone.is_empty() {
        parts.push(format!("without {}", gone.join(", ")));
    }
    let list = if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) };
    format!("our count from named places on {}: {}{list}", tally.day, tally.places.len())
}

fn named(counted: &dateline_core::picture::Counted) -> String {
    let mark = match counted.standing {
        Standing::Disputed => " (disputed)",
        Standing::Claimed => " (only claimed)",
        Standing::Confirmed | Standing::Reported => "",
    };
    format!("{}{mark}", words::place(&counted.place))
}
