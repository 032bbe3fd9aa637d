//! Puts a report together from what a format gave: joins the parts, fingerprints them, settles the date.

use crate::language;
use dateline_core::model::{Block, BlockKind, DateBasis, Days, Notice, Published, Report, Span};
use dateline_core::text::dates::{self, DateText, Order};
use dateline_core::text::{dateline, dateline_date};
use sha2::{Digest, Sha256};

/// What is known of a report before its text is put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub id: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    pub days: Option<Days>,
}

/// Lower-case hex SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Joins the parts by blank lines and makes the report; `None` when there is nothing to read.
pub(crate) fn from_parts(facts: Facts, original: &[u8], parts: &[(BlockKind, String)]) -> Option<Report> {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (kind, words) in parts.iter().filter(|(_, words)| !words.trim().is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words.trim());
        blocks.push(Block { kind: *kind, span: Span::new(start, text.len()) });
    }
    split_dateline(&text, &mut blocks);
    let readable =
        blocks.iter().any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Caption | BlockKind::Headline));
    readable.then(|| from_text(facts, original, text, blocks))
}

/// The first paragraphs may open with a date line, which becomes a block of its own.
fn split_dateline(text: &str, blocks: &mut Vec<Block>) {
    let paragraphs = blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Paragraph).take(2);
    let cut = paragraphs.filter_map(|(at, b)| {
        let words = b.span.of(text);
        let len = dateline(words).filter(|len| *len < words.len())?;
        Some((at, b.span, len, words[..len].trim_end().len()))
    });
    let Some((at, span, len, shown)) = cut.min_by_key(|c| c.0) else { return };
    let start = span.start as usize;
    blocks[at].span = Span::new(start + len, span.end as usize);
    blocks.insert(at, Block { kind: BlockKind::Dateline, span: Span::new(start, start + shown) });
}

/// Makes the report from its stored text and blocks.
pub(crate) fn from_text(facts: Facts, original: &[u8], text: String, blocks: Vec<Block>) -> Report {
    let published = published(facts.days, &text, &blocks);
    let title = facts.title.or_else(|| first_of(&text, &blocks, BlockKind::Headline));
    Report {
        id: facts.id,
        outlet: facts.outlet,
        title,
        url: facts.url,
        author: facts.author,
        language: language::of(&text, &blocks, facts.language.as_deref()),
        published,
        original_sha256: sha256(original),
        text_sha256: sha256(text.as_bytes()),
        text,
        blocks,
    }
}

fn first_of(text: &str, blocks: &[Block], kind: BlockKind) -> Option<String> {
    blocks.iter().find(|b| b.kind == kind).map(|b| clip(b.span.of(text), 300))
}

/// Metadata first; a date line sharpens a month to a day and stands alone when metadata is silent.
fn published(metadata: Option<Days>, text: &str, blocks: &[Block]) -> Published {
    let lines: Vec<&str> = blocks.iter().filter(|b| b.kind == BlockKind::Dateline).map(|b| b.span.of(text)).collect();
    if let Some(days) = metadata.filter(|d| d.is_one_day()) {
        return Published { days: Some(days), basis: DateBasis::Metadata };
    }
    let full = lines.iter().find_map(|line| dates::find(line).days().filter(|d| d.is_one_day()));
    let month = metadata.or_else(|| lines.iter().find_map(|line| mark_days(line)));
    let part = lines.iter().find_map(|line| dateline_date(line)?.day(month)).map(Days::on);
    let near = part.filter(|day| month.is_none_or(|m| m.overlaps(*day)));
    match (full.or(near), metadata, month) {
        (Some(days), _, _) => Published { days: Some(days), basis: DateBasis::DateLine },
        (None, Some(days), _) => Published { days: Some(days), basis: DateBasis::Metadata },
        (None, None, Some(days)) => Published { days: Some(days), basis: DateBasis::DateLine },
        (None, None, None) => Published::UNKNOWN,
    }
}

/// The days of a date mark, which may name only a month.
fn mark_days(line: &str) -> Option<Days> {
    let value = line.strip_prefix("date").or_else(|| line.strip_prefix("Date:"))?;
    dates::parse(value.trim(), Order::Unknown).days()
}

/// The days of a metadata value; a senseless one is told and ignored.
pub(crate) fn metadata_days(value: &str, order: Order, origin: &str, notices: &mut Vec<Notice>) -> Option<Days> {
    let shown = clip(value.trim(), 60);
    match dates::parse(value, order) {
        DateText::Days(days) => return Some(days),
        DateText::Missing if shown.is_empty() => {}
        DateText::Missing => notices.push(Notice::remark(
            origin,
            format!("The publication date \"{shown}\" could not be understood and is ignored."),
            "Give dates as YYYY-MM-DD.",
        )),
        DateText::Absurd => notices.push(absurd_date(origin, &shown)),
        DateText::Ambiguous => notices.push(Notice::remark(
            origin,
            format!("The publication date \"{shown}\" may be day first or month first and is ignored."),
            "Give dates as YYYY-MM-DD.",
        )),
    }
    None
}

/// The remark on a date that no calendar has.
pub(crate) fn absurd_date(origin: &str, shown: &str) -> Notice {
    Notice::remark(
        origin,
        format!("The publication date \"{shown}\" is not a day between 1900 and 2100 and is ignored."),
        "Correct the date in the source, or leave it out.",
    )
}

/// The remark on an item without a word to read.
pub(crate) fn nothing_to_read(origin: &str) -> Notice {
    Notice::unread(
        origin,
        "No text was found in it.",
        "Check that the file holds the report itself, not only its frame.",
    )
}

/// A name made fit to stand in an id: no spaces, and a fingerprint instead of something very long.
pub(crate) fn id_part(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join("_");
    let clean: String = joined.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    if clean.len() <= 240 { clean } else { sha256(clean.as_bytes())[..16].to_string() }
}

/// At most `most` bytes of a text, on a character boundary, on one line.
pub(crate) fn clip(text: &str, most: usize) -> String {
    let end = (0..=most.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text[..end].split_whitespace().collect::<Vec<_>>().join(" ")
}
