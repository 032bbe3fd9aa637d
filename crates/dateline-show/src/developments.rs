//! What happened, each happening once: a line with its days and its standing, and the passages for and against it.

use crate::json::{DevelopmentForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{Paint, days, paragraph};
use crate::words;
use dateline_core::model::Days;
use dateline_core::picture::{Development, Part, Standing};

/// How many passages tell it, and how many each further line shows; the other reports are named.
const TOLD: usize = 3;
const FURTHER: usize = 2;

/// The developments under the days on which they began.
pub fn text(pile: &Pile, told: &[Development], paint: Paint) -> String {
    let mut out = String::new();
    let mut under: Option<Option<Days>> = None;
    for development in told {
        let day = development.days.map(|d| Days::on(d.from));
        if under != Some(day) {
            let gap = if out.is_empty() { "" } else { "\n" };
            let heading = day.map_or("DAY NOT KNOWN".into(), days);
            out.push_str(&format!("{gap}{}\n", paint.heading(&heading)));
            under = Some(day);
        }
        one(&mut out, pile, development);
    }
    out
}

/// The developments as JSON lines.
pub fn json<'a>(pile: &Pile, told: impl IntoIterator<Item = &'a Development>) -> String {
    told.into_iter().map(|d| line(&DevelopmentForm::new(pile, d))).collect()
}

fn one(out: &mut String, pile: &Pile, told: &Development) {
    let standing = standing(pile, told);
    let what = format!("{}{}: {standing}{} [{}]", words::happened(told), when(told), told_from_to(told), told.id);
    paragraph(out, "  ", "    ", &what);
    passages::list(out, pile, "    ", &told.support, TOLD);
    for part in &told.parts {
        of_part(out, pile, told, part);
    }
    passages::list(out, pile, "    against: ", &told.against, FURTHER);
    passages::list(out, pile, "    expected before: ", &told.expected, FURTHER);
}

fn of_part(out: &mut String, pile: &Pile, told: &Development, part: &Part) {
    let named = if part.place.id == told.place.id { "a part".into() } else { words::place(&part.place) };
    passages::list(out, pile, &format!("    {named}: "), &part.support, FURTHER);
    passages::list(out, pile, &format!("    {named}, against: "), &part.against, FURTHER);
}

/// How well it is supported; what a side owns up to that has done it is no loss of its own.
pub(crate) fn standing(pile: &Pile, told: &Development) -> String {
    let alone = told.standing == Standing::Confirmed && told.origins == 1;
    match alone && !told.kind.is_about_control() {
        true => "admitted by those whom it speaks against (1 origin)".into(),
        false => words::standing(told.standing, told.origins, &pile.claims_of(&told.support)),
    }
}

/// The days, where the heading does not say them.
fn when(told: &Development) -> String {
    match told.days {
        Some(on) if told.day_disputed => format!(", day disputed ({})", days(on)),
        Some(on) if !on.is_one_day() => format!(", {}", days(on)),
        _ => String::new(),
    }
}

/// When it was first and last told.
pub(crate) fn told_from_to(told: &Development) -> String {
    match (told.first_report, told.last_report) {
        (Some(first), Some(last)) if first != last => format!("; first told {first}, last {last}"),
        (Some(first), _) => format!("; told {first}"),
        (None, _) => String::new(),
    }
}
