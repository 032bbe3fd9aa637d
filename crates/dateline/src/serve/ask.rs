//! What an address asks, taken apart once.

use dateline_core::model::{Day, EventKind, Status};
use dateline_show::page::{Happened, Search, Trouble, percent, unpercent};

/// How a page is to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Html,
    Json,
    Csv,
}

impl Ending {
    pub(super) fn media(self) -> &'static str {
        match self {
            Ending::Html => "text/html; charset=utf-8",
            Ending::Json => "application/json",
            Ending::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A path without the ending of a twin, and that ending.
pub(super) fn ending(path: &str) -> Option<(&str, Ending)> {
    let twin = |suffix, ending| path.strip_suffix(suffix).map(|stem| (stem, ending));
    twin(".json", Ending::Json).or_else(|| twin(".csv", Ending::Csv))
}

/// The segments of a path as they were before they were written into an address.
pub(super) fn segments(path: &str) -> Option<Vec<String>> {
    path.trim_start_matches('/').split('/').map(unpercent).collect()
}

/// The names and values behind the question mark, or of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pairs: Vec<(String, String)>,
}

impl Asked {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Asked {
        Asked { pairs }
    }
    /// The value of a name; empty when it is not there.
    pub(super) fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }
    /// A day; `None` when the field is empty.
    pub(super) fn day(&self, name: &str) -> Result<Option<Day>, Trouble> {
        let text = self.text(name);
        let wrong = || Trouble::new(400, format!("{text:?} is no day."), "Days are written YYYY-MM-DD.");
        match text {
            "" => Ok(None),
            // A day and nothing else: what is parsed more kindly elsewhere is none in an address.
            _ if text.len() != 10 => Err(wrong()),
            _ => text.parse().map(Some).map_err(|_| wrong()),
        }
    }
    pub(super) fn number(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or(0)
    }
    /// Everything but the two days, as it stands in an address.
    pub(super) fn rest(&self) -> String {
        let own = self.pairs.iter().filter(|(n, v)| !matches!(n.as_str(), "on" | "known") && !v.is_empty());
        own.map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect::<Vec<_>>().join("&")
    }
    pub(super) fn happened(&self) -> Result<Happened, Trouble> {
        let (place, kind) = (self.text("place").to_owned(), self.text("kind").to_owned());
        match kind.is_empty() || EventKind::parse(&kind).is_some() {
            true => Ok(Happened { place, kind }),
            false => Err(wrong("kind", &kind)),
        }
    }
    pub(super) fn search(&self) -> Result<Search, Trouble> {
        let of = |name: &str| self.text(name).to_owned();
        let (kind, status) = (of("type"), of("status"));
        let known =
            kind.is_empty() || EventKind::parse(&kind).is_some() || matches!(kind.as_str(), "figure" | "statement");
        if !known {
            return Err(wrong("type", &kind));
        }
        if !status.is_empty() && Status::parse(&status).is_none() {
            return Err(wrong("status", &status));
        }
        let (from, to, after) = (self.day("from")?, self.day("to")?, self.number("after"));
        Ok(Search { words: of("q"), place: of("place"), party: of("party"), kind, status, from, to, after })
    }
}

fn wrong(what: &str, word: &str) -> Trouble {
    Trouble::new(400, format!("There is no {what} {word:?}."), "Choose one from the list.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_and_nothing_else() {
        let of = |text: &str| Asked::new(vec![("on".into(), text.into())]).day("on");
        assert_eq!(of("2021-08-12").unwrap().unwrap().to_string(), "2021-08-12");
        assert_eq!(of("").unwrap(), None);
        for text in ["Friday", "2021-08-12T23:00", "2021-13-01", "20210812"] {
            assert!(of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_twin_of_a_page_is_told_by_its_ending() {
        assert_eq!(ending("/place/a.csv"), Some(("/place/a", Ending::Csv)));
        assert_eq!(ending("/place/a"), None);
        assert_eq!(segments("/report/a%2Fb.txt").unwrap(), ["report", "a/b.txt"]);
    }
}
