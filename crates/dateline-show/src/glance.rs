//! Short words for the cells of a table: a place, the days of a beginning, text cut to its column.

use crate::words;
use dateline_core::model::{Days, PlaceRef};
use dateline_core::picture::{Holder, Holding, Standing};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Widest place, in columns; longer ones are cut, so that a line keeps to the page.
const PLACE: usize = 26;

/// The place, with a question mark when only its name is known and not where it is.
pub(crate) fn name(place: &PlaceRef) -> String {
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

pub(crate) fn cut(text: &str, widest: usize) -> String {
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
