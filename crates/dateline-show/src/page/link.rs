//! Addresses. An address is the state: the same link shows the same thing to whoever opens it.

use crate::pile::Pile;
use dateline_core::model::{Claim, Day};

/// What a page is about: a pile, the day asked about, and the days as they stand in the address.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The pile as known on the day that was asked for.
    pub pile: &'a Pile,
    /// The day asked about, when the address names one.
    pub asked: Option<Day>,
    /// The known day, when the address names one.
    pub known: Option<Day>,
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
    /// A path with the days of this page.
    pub fn to(&self, path: &str) -> String {
        self.with(path, self.asked, self.known)
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
    fn an_id_is_one_segment_of_a_path() {
        assert_eq!(percent("gn:11/airport"), "gn:11%2Fairport");
        assert_eq!(percent("a b#c?d&é"), "a%20b%23c%3Fd%26%C3%A9");
        for id in ["gn:11/airport", "a b#c?d&é", "100%", "..", ""] {
            assert_eq!(unpercent(&percent(id)).as_deref(), Some(id));
        }
        assert_eq!((unpercent("%zz"), unpercent("%ff"), unpercent("%4")), (None, None, None));
    }
}
