//! What was expected or planned, by whom and by when, and what became of it: never told as a fact.

use super::control::capital;
use super::desk::{Desk, first, more};
use super::model::{Line, Section};
use crate::forecasts::outcome;
use crate::words;
use dateline_core::model::{Claim, Status};
use dateline_core::picture::{Forecast, Outcome};
use std::cmp::Reverse;

/// Expectations on two pages.
const FORECASTS: usize = 2;

pub(super) fn section(desk: &mut Desk) -> Option<Section> {
    let mut all = desk.pile.picture.forecasts();
    all.retain(|f| f.place.is_some() && !matches!(f.outcome, Outcome::CannotTell(_)));
    all.sort_by_key(|f| (rank(f), f.horizon.is_none(), Reverse(f.origins), Reverse(f.published)));
    let (shown, left) = first(all, desk.ask.most(FORECASTS));
    let lines = shown.iter().map(|forecast| line(desk, forecast)).collect();
    super::section(8, "FORECASTS AND INTENTIONS (not facts)", lines, more(left, "dateline forecasts"))
}

/// What is still to come before what has been answered.
fn rank(forecast: &Forecast) -> u8 {
    match forecast.outcome {
        Outcome::Open | Outcome::Overdue => 0,
        Outcome::Claimed(..) => 1,
        Outcome::Came(..) | Outcome::Failed(..) => 2,
        Outcome::Already(_) | Outcome::CannotTell(_) => 3,
    }
}

fn line(desk: &mut Desk, forecast: &Forecast) -> Line {
    let verb = if forecast.status == Status::Planned { "planned" } else { "expected" };
    let by = forecast.horizon.map_or(", no day named".into(), |h| format!(", by {}", h.to));
    let claims = desk.pile.claims_of(&forecast.claims);
    let what = words::expected(forecast);
    let said = match speaker(&claims) {
        Some(who) => format!("{} spoke of what is {verb}: {what}{by}", capital(&who)),
        None => format!("{}: {what}{by}", capital(verb)),
    };
    let line = Line::told(said).citing(desk.cites(&forecast.claims, 2)).and(format!("; {}", outcome(forecast)));
    let answers = desk.cites(forecast.outcome.claims(), 1);
    if answers.is_empty() { line } else { line.citing(answers) }
}

/// Who says it first, where somebody does.
fn speaker(claims: &[&Claim]) -> Option<String> {
    claims.first().and_then(|c| c.source.as_deref()).map(words::speaker)
}
