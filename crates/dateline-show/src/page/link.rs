//! Addresses. An address is the state: the same link shows the same thing to whoever opens it.

use crate::pile::Pile;
use dateline_core::model::{Claim, Day, Days};
use maud::{Markup, html};

/// The pages that a span of days narrows; links to them keep it.
pub(super) const NARROWED: [&str; 7] =
    ["/timeline", "/developments", "/disputes", "/figures", "/forecasts", "/reports", "/search"];

/// What a page is about: a pile, the day asked about, and the days as they stand in the address.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The pile as known on the day that was asked for.
    pub pile: &'a Pile,
    /// The day asked about, when the address names one.
    pub asked: Option<Day>,
    /// The known day, when the address names one.
    pub known: Option<Day>,
    /// First day of the span that lists are narrowed to, when the address names one.
    pub from: Option<Day>,
    /// Last day of it.
    pub to: Option<Day>,
    /// The path of the page itself.
    pub path: &'a str,
    /// What else the address asks, as it stands there; the twin of the page asks the same.
    pub rest: &'a str,
    /// What the reports are called: the file of the store.
    pub store: &'a str,
}

impl<'a> View<'a> {
    /// The day asked about: the known day when the address names none.
    pub fn on(&self) -> Day {
        self.asked.unwrap_or(self.pile.known)
    }
    /// A path with the days of this page, and with its span where the page there is narrowed by one.
    pub fn to(&self, path: &str) -> String {
        let span = if NARROWED.contains(&path) { self.span_query() } else { String::new() };
        self.asking(path, &span)
    }
    /// A path with the two days of this page, asking something else besides.
    pub(super) fn asking(&self, path: &str, query: &str) -> String {
        let plain = self.with(path, self.asked, self.known);
        let sign = if plain.contains('?') { '&' } else { '?' };
        if query.is_empty() { plain } else { format!("{plain}{sign}{query}") }
    }
    /// A path with other days.
    pub fn with(&self, path: &str, on: Option<Day>, known: Option<Day>) -> String {
        let day = |name: &str, day: Option<Day>| day.map(|d| format!("{name}={d}"));
        let query: Vec<String> = [day("on", on), day("known", known)].into_iter().flatten().collect();
        if query.is_empty() { path.into() } else { format!("{path}?{}", query.join("&")) }
    }
    /// The page of a place.
    pub fn place(&self, id: &str) -> String {
        self.to(&format!("/place/{}", percent(id)))
    }
    /// The page of a claim.
    pub fn claim(&self, id: &str) -> String {
        self.to(&format!("/claim/{}", percent(id)))
    }
    /// The page of a report.
    pub fn report(&self, id: &str) -> String {
        self.to(&format!("/report/{}", percent(id)))
    }
    /// The passage of a claim in its report.
    pub fn passage(&self, claim: &Claim) -> String {
        format!("{}#c-{}", self.report(&claim.report), claim.id)
    }
    /// The page of a dispute.
    pub fn dispute(&self, id: &str) -> String {
        self.to(&format!("/dispute/{}", percent(id)))
    }
    /// The page of a series of numbers.
    pub fn series(&self, id: &str) -> String {
        self.to(&format!("/figures/{}", percent(id)))
    }
    /// The page of a development.
    pub fn development(&self, id: &str) -> String {
        self.to(&format!("/development/{}", percent(id)))
    }
    /// The page of a person.
    pub fn person(&self, id: &str) -> String {
        self.to(&format!("/person/{}", percent(id)))
    }
    /// The page of something expected or planned.
    pub fn forecast(&self, id: &str) -> String {
        self.to(&format!("/forecast/{}", percent(id)))
    }
    /// This page as data.
    pub fn twin(&self, ending: &str) -> String {
        let path = if self.path == "/" { "/overview" } else { self.path };
        self.asking(&format!("{path}.{ending}"), self.rest)
    }

    /// Whether a span of days narrows this list; the timeline shows its span itself.
    pub(super) fn is_narrowed(&self) -> bool {
        self.span().is_some() && self.path != "/timeline"
    }
    /// This page without the span.
    pub(super) fn unnarrowed(&self) -> String {
        let own = self.rest.split('&').filter(|pair| !pair.starts_with("from=") && !pair.starts_with("to="));
        self.asking(self.path, &own.collect::<Vec<_>>().join("&"))
    }
    /// The span that lists are narrowed to, open where no day is named; other pages show everything.
    fn span(&self) -> Option<Days> {
        self.from.or(self.to).filter(|_| NARROWED.contains(&self.path))?;
        Some(Days { from: self.from.unwrap_or(Day::MIN), to: self.to.unwrap_or(Day::MAX) })
    }
    /// Whether one of the days falls into the span; everything does where there is none, and what has no day never does.
    pub(super) fn falls(&self, days: impl IntoIterator<Item = Option<Days>>) -> bool {
        self.span().is_none_or(|span| days.into_iter().flatten().any(|d| d.overlaps(span)))
    }
    fn ends(&self) -> impl Iterator<Item = (&'static str, Day)> {
        [("from", self.from), ("to", self.to)].into_iter().filter_map(|(name, day)| Some((name, day?)))
    }
    /// The span as it stands in an address.
    pub(super) fn span_query(&self) -> String {
        self.ends().map(|(name, day)| format!("{name}={day}")).collect::<Vec<_>>().join("&")
    }
    /// The span as hidden fields, so that a form keeps it.
    pub(super) fn span_fields(&self) -> Markup {
        html! { @for (name, day) in self.ends() { input type="hidden" name=(name) value=(day); } }
    }
}

/// A text as one segment of a path: a slash inside it is none of the path.
pub fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => out.push(byte.into()),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// The text of a segment; `None` when it is not one that [`percent`] could have made.
pub fn unpercent(segment: &str) -> Option<String> {
    let mut out = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let digit = |b: Option<u8>| char::from(b?).to_digit(16);
        out.push(match byte {
            b'%' => (digit(bytes.next())? * 16 + digit(bytes.next())?) as u8,
            plain => plain,
        });
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_segment_of_a_path() {
        assert_eq!(percent("gn:11/airport"), "gn:11%2Fairport");
        assert_eq!(percent("a b#c?d&é"), "a%20b%23c%3Fd%26%C3%A9");
        for id in ["gn:11/airport", "a b#c?d&é", "100%", "..", ""] {
            assert_eq!(unpercent(&percent(id)).as_deref(), Some(id));
        }
        assert_eq!((unpercent("%zz"), unpercent("%ff"), unpercent("%4")), (None, None, None));
    }
}
