//! Addresses. An address is the state: the same link shows the same thing to whoever opens it.

use crate::pile::Pile;
use dateline_core::model::{Claim, Day, Days};

/// What a page is about: a pile, the day asked about, and the days as they stand in the address.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The pile as known on the day that was asked for.
    pub pile: &'a Pile,
    /// The day asked about, when the address names one.
    pub asked: Option<Day>,
    /// The known day, when the address names one.
    pub known: Option<Day>,
    /// The days that lists are narrowed to.
    pub within: Within,
    /// The path of the page itself.
    pub path: &'a str,
    /// What else the address asks, as it stands there; the twin of the page asks the same.
    pub rest: &'a str,
    /// What the reports are called: the file of the store.
    pub store: &'a str,
}

/// Days that lists are narrowed to, both ends among them; an end that is not named lets everything through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Within {
    /// Whether either end is named.
    pub fn is_narrow(self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
    /// Whether one of some days is among them. What has no day stands in no narrowed list.
    pub fn lets(self, days: Option<Days>) -> bool {
        let asked = Days { from: self.from.unwrap_or(Day::MIN), to: self.to.unwrap_or(Day::MAX) };
        !self.is_narrow() || days.is_some_and(|days| days.overlaps(asked))
    }
    /// The ends that are named, as they stand in an address.
    pub(super) fn pairs(self) -> impl Iterator<Item = (&'static str, Day)> {
        [("from", self.from), ("to", self.to)].into_iter().filter_map(|(name, day)| Some((name, day?)))
    }
}

impl<'a> View<'a> {
    /// The day asked about: the known day when the address names none.
    pub fn on(&self) -> Day {
        self.asked.unwrap_or(self.pile.known)
    }
    /// A path with the days of this page.
    pub fn to(&self, path: &str) -> String {
        self.with(path, self.asked, self.known)
    }
    /// A path with other days.
    pub fn with(&self, path: &str, on: Option<Day>, known: Option<Day>) -> String {
        let days = [("on", on), ("known", known)].into_iter().filter_map(|(name, day)| Some((name, day?)));
        let query: Vec<String> = days.chain(self.within.pairs()).map(|(name, day)| format!("{name}={day}")).collect();
        if query.is_empty() { path.into() } else { format!("{path}?{}", query.join("&")) }
    }
    /// This page with nothing narrowed.
    pub fn wide(&self) -> String {
        View { within: Within::default(), ..*self }.to(self.path)
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
    /// The page of a happening.
    pub fn development(&self, id: &str) -> String {
        self.to(&format!("/development/{}", percent(id)))
    }
    /// What happened at a place.
    pub fn developments_at(&self, place: &str) -> String {
        let all = self.to("/developments");
        let sign = if all.contains('?') { '&' } else { '?' };
        format!("{all}{sign}place={}", percent(place))
    }
    /// The page of a named person.
    pub fn person(&self, name: &str) -> String {
        self.to(&format!("/person/{}", percent(name)))
    }
    /// The page of something expected, by the first claim that expects it.
    pub fn forecast(&self, claim: &str) -> String {
        self.to(&format!("/forecast/{}", percent(claim)))
    }
    /// The page of a series of numbers.
    pub fn series(&self, id: &str) -> String {
        self.to(&format!("/figures/{}", percent(id)))
    }
    /// This page as data.
    pub fn twin(&self, ending: &str) -> String {
        let path = if self.path == "/" { "/overview" } else { self.path };
        let plain = self.to(&format!("{path}.{ending}"));
        let sign = if plain.contains('?') { '&' } else { '?' };
        if self.rest.is_empty() { plain } else { format!("{plain}{sign}{}", self.rest) }
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
    fn what_has_no_day_stands_in_no_narrowed_list() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let days = |from: &str, to: &str| Some(Days { from: day(from), to: day(to) });
        let within = Within { from: Some(day("2021-08-10")), to: None };
        assert!(Within::default().lets(None) && !within.lets(None));
        assert!(within.lets(days("2021-08-08", "2021-08-10")) && !within.lets(days("2021-08-08", "2021-08-09")));
    }

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
