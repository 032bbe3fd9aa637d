//! Pages of a long answer. A cursor names the question and how store and decisions stood, so that a page never follows one
//! of another question or of another picture.

use crate::error::{Error, Result};
use crate::given::Given;
use crate::pictures::Known;
use sha2::{Digest, Sha256};

/// The pages of one answer.
pub(crate) struct Pages {
    mark: String,
    /// How many items there are on all of them.
    all: usize,
}

impl Pages {
    /// The pages of a question, named by what it is called at its door.
    pub(crate) fn new(stood: &Known, question: &str, given: &Given, all: usize) -> Pages {
        let asked = format!("{} {question} {}", stood.tag, given.question());
        let mark = Sha256::digest(asked).iter().take(4).map(|b| format!("{b:02x}")).collect();
        Pages { mark, all }
    }

    /// Where the page that a cursor leads to begins; the first one without.
    pub(crate) fn from(&self, cursor: Option<&str>) -> Result<usize> {
        let Some(cursor) = cursor else { return Ok(0) };
        let at = cursor.split_once('-').filter(|(_, mark)| *mark == self.mark).and_then(|(at, _)| at.parse().ok());
        at.filter(|at| *at <= self.all).ok_or_else(|| Error::Stale {
            what: "The cursor is not one of this question, or reports or decisions came since.".into(),
            hint: "Ask again without a cursor.".into(),
        })
    }

    /// The cursor to what comes after so many items; none at the end.
    pub(crate) fn next(&self, to: usize) -> Option<String> {
        (to < self.all).then(|| format!("{to}-{}", self.mark))
    }
}

/// Whether a text looks like a cursor.
pub(crate) fn is_cursor(text: &str) -> bool {
    let digits = |at: &str| (1..=9).contains(&at.len()) && at.bytes().all(|b| b.is_ascii_digit());
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.split_once('-').is_some_and(|(at, mark)| digits(at) && mark.len() == 8 && mark.bytes().all(hex))
}
