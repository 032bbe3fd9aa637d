//! A report: one article, caption set or wire item, as it was taken in.

use super::days::Days;
use dateline_tree::Span;

dateline_tree::words!(
    /// How the publication days of a report are known.
    DateBasis {
        /// Metadata of the page, feed item, JSON record or archive.
        Metadata = "metadata",
        /// A date line or date mark that the text begins with.
        DateLine = "date line",
        /// The report's own words ("as of August 12" beside "on Friday").
        Text = "text",
        /// The other reports of the pile.
        Pile = "pile",
        /// Nothing tells.
        None = "none",
    }
);

/// When a report was published, with how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The possible days; a month-only report has all days of the month. `None` when nothing tells.
    pub days: Option<Days>,
    /// How they are known.
    pub basis: DateBasis,
}

impl Published {
    /// Nothing is known.
    pub const UNKNOWN: Published = Published { days: None, basis: DateBasis::None };
    /// The single day, when it is exact.
    pub fn day(self) -> Option<super::days::Day> {
        self.days.filter(|d| d.is_one_day()).map(|d| d.from)
    }
}

/// What part a stretch of text plays in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Title of the report.
    Headline,
    /// "KABUL, Aug 13 (Agency) -" and date marks.
    Dateline,
    /// Author and credit lines.
    Byline,
    /// Running text.
    Paragraph,
    /// Words under a picture; read, but apart from the running text.
    Caption,
    /// Navigation, related links, advertising, cookie notes: never read.
    Furniture,
}

impl BlockKind {
    /// A short stable word, for storage.
    pub fn as_str(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Dateline => "dateline",
            BlockKind::Byline => "byline",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Caption => "caption",
            BlockKind::Furniture => "furniture",
        }
    }
    /// The kind with this word.
    pub fn parse(word: &str) -> Option<BlockKind> {
        use BlockKind::*;
        [Headline, Dateline, Byline, Paragraph, Caption, Furniture].into_iter().find(|k| k.as_str() == word)
    }
}

/// A stretch of the report's text and its part in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its part.
    pub kind: BlockKind,
    /// Where it stands; blocks are in order and do not overlap.
    pub span: Span,
}

/// One report as it was taken in. `text` is stored once; every span points into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// File name relative to the folder that was added; `file#item` for an item of a feed or archive.
    pub id: String,
    /// Who published it, as far as the input says.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Author as written.
    pub author: Option<String>,
    /// ISO 639-1 code where there is one, else ISO 639-3; `und` when it cannot be told.
    pub language: String,
    /// Publication days and how they are known from the input itself (metadata or date line).
    pub published: Published,
    /// Lower-case hex SHA-256 of the original bytes of the item.
    pub original_sha256: String,
    /// Lower-case hex SHA-256 of `text` as UTF-8.
    pub text_sha256: String,
    /// The stored text, in Unicode; for plain text the file itself after decoding.
    pub text: String,
    /// The parts of the text in order.
    pub blocks: Vec<Block>,
}
