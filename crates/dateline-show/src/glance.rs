//! Who holds what, one line a place: what a hurried reader looks at first.
//!
//! The passages stand in the sections below; here a line only says how sure it is and how old.

use crate::text::{clean, paragraph};
use crate::words;
use dateline_core::model::{Days, PlaceKind, PlaceRef};
use dateline_core::picture::{Holder, Holding, Standing};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Widest place and widest holder, in columns; longer ones are cut, so that a line keeps to the page.
const PLACE: usize = 26;
const HOLDER: usize = 22;
pub(crate) const LEGEND: &str = "confirmed: two or more independent origins; admitted: by the side that lost it; reported: one origin; \
    only claimed: a side's word for its own success; disputed: reports disagree, see below. Copies of one text are one \
    origin. Two days under “since”: some day from the one to the other; none: no report tells when it began. A name with \
    “?” is not in the gazetteer.";
const TITLES: [&str; 5] = ["place", "holder", "since", "how sure", "last report"];

/// A table of the towns, districts and provinces that somebody holds or that are contested. Sites inside them,
/// such as airports, are told further down.
pub(crate) fn table(holdings: &[Holding]) -> String {
    let rows: Vec<[String; 5]> = crate::holds::by_name(holdings)
        .into_iter()
        .filter(|h| h.holder != Holder::Unknown && h.place.kind != PlaceKind::Facility)
        .map(row)
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let titles = TITLES.map(String::from);
    let width = |n: usize| rows.iter().chain([&titles]).map(|r| r[n].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3), width(4)];
    let mut out: String = std::iter::once(&titles).chain(&rows).map(|r| line(r, &widths)).collect();
    paragraph(&mut out, "  ", "  ", LEGEND);
    out
}

fn row(holding: &Holding) -> [String; 5] {
    [
        name(&holding.place),
        cut(&clean(holding.holder.as_str()), HOLDER),
        holding.since.map_or("-".into(), short),
        how_sure(holding),
        holding.last_report.map_or("-".into(), |d| d.to_string()),
    ]
}

/// The place, with a question mark when only its name is known and not where it is.
fn name(place: &PlaceRef) -> String {
    let mark = if place.id.starts_with("name:") { " ?" } else { "" };
    cut(&words::place(place), PLACE - mark.len()) + mark
}

pub(crate) fn how_sure(holding: &Holding) -> String {
    match (&holding.holder, holding.standing) {
        _ if holding.disputed => "disputed".into(),
        (_, Standing::Disputed) => "disputed".into(),
        (Holder::Contested, _) => "-".into(),
        (_, Standing::Confirmed) if holding.origins > 1 => format!("confirmed by {}", holding.origins),
        (_, Standing::Confirmed) => "admitted".into(),
        (_, Standing::Reported) => "reported".into(),
        (_, Standing::Claimed) => "only claimed".into(),
    }
}

/// "2021-08-12", "2021-08-12/13" within a month, "2021-07-31/08-01" within a year, else only the first day.
pub(crate) fn short(since: Days) -> String {
    let (from, to) = (since.from, since.to);
    match (since.is_one_day(), from.year() == to.year(), from.month() == to.month()) {
        (true, ..) => from.to_string(),
        (_, true, true) => format!("{from}/{:02}", to.day()),
        (_, true, false) => format!("{from}/{:02}-{:02}", to.month(), to.day()),
        (_, false, _) => format!("{from}/…"),
    }
}

fn cut(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.into();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.width() + c.width().unwrap_or(0) + 1 > widest {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

fn line(row: &[String; 5], widths: &[usize; 5]) -> String {
    let mut out = String::from(" ");
    for (cell, width) in row.iter().zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 1));
    }
    format!("{}\n", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_shortened_within_a_month() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(short(Days::on(day("2021-08-12"))), "2021-08-12");
        assert_eq!(short(Days::between(day("2021-08-12"), day("2021-08-13"))), "2021-08-12/13");
        assert_eq!(short(Days::between(day("2021-07-31"), day("2021-08-01"))), "2021-07-31/08-01");
    }

    #[test]
    fn long_names_are_cut_to_the_column() {
        assert_eq!(cut("Herat", PLACE), "Herat");
        assert!(cut(&"長い名前".repeat(9), PLACE).width() <= PLACE);
    }
}
