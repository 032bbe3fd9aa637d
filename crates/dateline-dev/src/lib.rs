//! Developer commands of dateline: rule checks, reading cases, scores.
//!
//! [`Bench`] reads a text as the product does, without store or files. [`examples`] runs the sentences
//! that every rule file brings along, both those it must read and those it must leave alone. [`cases`]
//! runs the snippets in `reading/`, whose expected claims are complete.

pub mod cases;
pub mod examples;

use anyhow::Result;
use dateline::{Reader, Reads};
use dateline_core::model::{Block, BlockKind, Claim, DateBasis, Day, Days, Published, Report, Span};
use dateline_core::read::Reading;

/// What a run of examples or cases gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were read as they should be.
    pub passed: usize,
    /// One paragraph for each that was not.
    pub failures: Vec<String>,
}

/// The product's reader over bare texts.
pub struct Bench {
    reader: Reader,
}

impl Bench {
    /// Loads model, rules and lexicons.
    ///
    /// # Errors
    /// Only when the build is broken.
    pub fn new() -> Result<Bench> {
        Ok(Bench { reader: Reader::embedded()? })
    }

    /// Reads a text as one report of a day; blank lines part paragraphs.
    pub fn read(&self, text: &str, day: Option<Day>) -> Reading {
        let published = match day {
            Some(day) => Published { days: Some(Days::on(day)), basis: DateBasis::Metadata },
            None => Published::UNKNOWN,
        };
        let report = report(text, published);
        let parsed = self.reader.parse(&report);
        self.reader.read(&report, &parsed, published)
    }
}

fn report(text: &str, published: Published) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let end = start + part.trim_end().len();
        if end > start {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, end) });
        }
        start += part.len();
    }
    Report {
        id: "text".into(),
        outlet: None,
        title: None,
        url: None,
        author: None,
        language: "en".into(),
        published,
        original_sha256: String::new(),
        text_sha256: String::new(),
        text: text.to_owned(),
        blocks,
    }
}

/// A claim in one line, as reading cases write it.
pub fn line(claim: &Claim) -> String {
    let name = |p: Option<&str>| p.unwrap_or("-").to_owned();
    let when = claim.when().map_or("-".to_owned(), |w| {
        if w.days.is_one_day() {
            format!("{} {}", w.days.from, w.basis.as_str())
        } else {
            format!("{}/{} {}", w.days.from, w.days.to, w.basis.as_str())
        }
    });
    format!(
        "{} | {} | {} {} | {} > {} | {} | {} | {}",
        claim.event_kind().map_or(claim.says.as_str(), |k| k.as_str()),
        claim.status.as_str(),
        name(claim.place().map(|p| p.name.as_str())),
        claim.event().map_or("", |e| e.extent.as_str()),
        name(claim.actor().map(|p| p.name.as_str())),
        name(claim.target().map(|p| p.name.as_str())),
        when,
        claim.source.as_ref().map_or("-", |s| s.text.as_str()),
        claim.quote,
    )
}
