//! What was expected or planned, by whom and by when, and what came of it.

use crate::json::{ForecastForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{Paint, clean, count, days, paragraph};
use crate::words;
use dateline_core::model::Status;
use dateline_core::picture::{Forecast, Outcome};

/// The headings, with the words of the outcomes that stand under each.
pub(crate) const HEADINGS: [(&str, &[&str]); 6] = [
    ("IT CAME", &["came"]),
    ("ONLY CLAIMED TO HAVE COME", &["claimed"]),
    ("IT CAME OTHERWISE", &["failed"]),
    ("THE DAY HAS PASSED, AND NO KNOWN REPORT TELLS THAT IT CAME", &["overdue"]),
    ("OPEN", &["open"]),
    ("CANNOT BE TOLD", &["already so", "cannot be told"]),
];

/// How many passages tell what came; the other reports are named.
const ANSWERS: usize = 2;

/// The ledger as paragraphs under headings, each expectation with its passages and with those of what came.
pub fn text(pile: &Pile, forecasts: &[Forecast], paint: Paint) -> String {
    let mut out = String::new();
    for (heading, outcomes) in HEADINGS {
        let under: Vec<&Forecast> = forecasts.iter().filter(|f| outcomes.contains(&f.outcome.as_str())).collect();
        if !under.is_empty() {
            let gap = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{gap}{}\n", paint.heading(heading)));
            under.into_iter().for_each(|forecast| one(&mut out, pile, forecast, usize::MAX));
        }
    }
    out
}

/// The ledger as JSON lines.
pub fn json<'a>(pile: &Pile, forecasts: impl IntoIterator<Item = &'a Forecast>) -> String {
    forecasts.into_iter().map(|f| line(&ForecastForm::new(pile, f))).collect()
}

/// One expectation with at most so many passages on each side.
pub(crate) fn one(out: &mut String, pile: &Pile, forecast: &Forecast, most: usize) {
    let verb = if forecast.status == Status::Planned { "planned" } else { "expected" };
    let by = forecast.horizon.map_or(", no day named".into(), |h| format!(" by {}", h.to));
    let origins = count(forecast.origins, "origin", "origins");
    let what = format!(
        "{}, {verb}{by} ({origins}, first {}): {}.",
        words::expected(forecast),
        if forecast.published == dateline_core::model::Day::MAX {
            "on a day not known".into()
        } else {
            forecast.published.to_string()
        },
        outcome(forecast)
    );
    paragraph(out, "  ", "    ", &what);
    passages::list(out, pile, "    ", &forecast.claims, most);
    passages::list(out, pile, "    what came: ", forecast.outcome.claims(), most.min(ANSWERS));
    passages::list(out, pile, "    against: ", &forecast.against, most.min(ANSWERS));
}

/// What came of it, as half a sentence.
pub(crate) fn outcome(forecast: &Forecast) -> String {
    let when = forecast.outcome.days().map_or(String::new(), days);
    match &forecast.outcome {
        Outcome::Came(on, _) => match forecast.horizon {
            Some(horizon) if horizon.to < on.from => format!("came {when}, later than that"),
            Some(horizon) if on.to <= horizon.to => format!("came {when}, in time"),
            _ => format!("came {when}"),
        },
        Outcome::Claimed(..) => format!("claimed to have come {when}, by the side that gains by it or by hearsay only"),
        Outcome::Already(_) => "it was so already when the report appeared".into(),
        Outcome::Failed(..) => format!("lost {when}"),
        Outcome::Overdue => format!("overdue as known on {}", forecast.now),
        Outcome::Open => "open".into(),
        Outcome::CannotTell(why) => format!("cannot be told: {}", clean(why.trim_end_matches('.'))),
    }
}
