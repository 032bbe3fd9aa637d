//! What travels between stores: a report with its readings, each as lines of text that another store takes in.
//!
//! A reading and each of its claims are a line of JSON of their own, so that a table can carry them beside columns for
//! people. Lines may come from anybody: nothing is taken whose spans do not lie in the text it brings along.

use crate::error::damaged;
use crate::rows::{self, BlockRow, ClaimRow, CluesRow, NoticeRow, PrintRow};
use crate::write::{Added, Entry};
use crate::{Result, Store};
use dateline_core::model::{Claim, Published, Report, Span};
use dateline_core::read::Reading;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What one version of the reader made of a report, whole.
#[derive(Clone, Debug)]
pub struct Carried {
    /// Versions of the reader.
    pub reader: String,
    /// What it read.
    pub reading: Reading,
    /// Why the report was not read, when it was not.
    pub skipped: Option<String>,
}

impl Carried {
    /// As the store takes it.
    pub fn entry(&self) -> Entry<'_> {
        Entry { reader: &self.reader, reading: &self.reading, skipped: self.skipped.as_deref() }
    }
}

/// The newest version of a report, with its newest reading, by their numbers in the store.
#[derive(Clone, Copy, Debug)]
pub struct Newest {
    report: i64,
    reading: i64,
}

/// A reading as the lines that carry it, and what of them is shown beside them.
#[derive(Debug)]
pub struct Lines {
    /// The publication days it was read with.
    pub published: Published,
    /// Why the report was not read, when it was not.
    pub skipped: Option<String>,
    /// The report and the reading.
    pub line: String,
    /// The claims, each with its line.
    pub claims: Vec<(Claim, String)>,
}

impl Store {
    /// The newest version of every report that was read, by id. A store may hold more than memory does, so the reports
    /// themselves are asked for one by one, with [`Store::lines`].
    pub fn newest(&self) -> Result<Vec<Newest>> {
        let sql = "SELECT r.seq, g.seq FROM newest_reports r JOIN newest_readings g ON g.report = r.seq ORDER BY r.id";
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(sql)?;
            let all = ask.query_map([], |row| Ok(Newest { report: row.get(0)?, reading: row.get(1)? }))?;
            Ok(all.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A report with every reading by the reader that made its newest one, oldest first. What the store keeps as lines
    /// is passed on as it stands, unread and unwritten: that is most of it.
    pub fn lines(&self, newest: Newest) -> Result<(Report, Vec<Lines>)> {
        // By numbers alone: what is newest was asked once, for all reports.
        let sql = "SELECT g.seq, g.reader, g.published_from, g.published_to, g.published_basis, g.skipped, g.clues, \
                   g.digest, g.notices FROM readings g JOIN readings n ON n.seq = ?2 AND n.reader = g.reader \
                   WHERE g.report = ?1 AND g.seq <= ?2 ORDER BY g.seq";
        self.asked(|| {
            let bare = self.bare(newest.report)?;
            let mut ask = self.conn.prepare_cached(sql)?;
            let mut found = ask.query(params![newest.report, newest.reading])?;
            let mut lines = Vec::new();
            while let Some(row) = found.next()? {
                lines.push(self.lines_of(row, &bare)?);
            }
            Ok((bare.report()?, lines))
        })
    }

    /// A report without a reading.
    fn bare(&self, report: i64) -> Result<ReadingRow> {
        let sql = "SELECT id, outlet, title, url, author, language, published_from, published_to, published_basis, \
                   original_sha256, text_sha256, text, blocks FROM reports WHERE seq = ?1";
        let bare = |row: &Row<'_>| {
            Ok(ReadingRow {
                id: row.get(0)?,
                outlet: row.get(1)?,
                title: row.get(2)?,
                url: row.get(3)?,
                author: row.get(4)?,
                language: row.get(5)?,
                published: (row.get(6)?, row.get(7)?, row.get(8)?),
                original_sha256: row.get(9)?,
                text_sha256: row.get(10)?,
                text: row.get(11)?,
                blocks: row.get(12)?,
                ..ReadingRow::default()
            })
        };
        Ok(self.conn.prepare_cached(sql)?.query_row([report], bare)?)
    }

    fn lines_of(&self, row: &Row<'_>, bare: &ReadingRow) -> Result<Lines> {
        let reading = ReadingRow {
            reader: row.get(1)?,
            read_as: (row.get(2)?, row.get(3)?, row.get(4)?),
            skipped: row.get(5)?,
            clues: row.get(6)?,
            digest: row.get(7)?,
            notices: row.get(8)?,
            ..bare.clone()
        };
        let (published, line) = (published(&reading.read_as)?, rows::json(&reading));
        Ok(Lines { published, skipped: reading.skipped, line, claims: self.claim_lines(row.get(0)?)? })
    }

    fn claim_lines(&self, reading: i64) -> Result<Vec<(Claim, String)>> {
        let mut ask = self.conn.prepare_cached("SELECT body FROM claims WHERE reading = ?1 ORDER BY seq")?;
        let bodies = ask.query_map([reading], |row| row.get::<_, String>(0))?;
        bodies.map(|body| body.map_err(Into::into).and_then(|body| Ok((ClaimRow::read(&body)?, body)))).collect()
    }

    /// Keeps a report with all its readings, in one transaction. A report that is there as it is stays as it is read.
    pub fn import(&mut self, report: &Report, readings: &[Carried]) -> Result<Added> {
        let entries: Vec<Entry> = readings.iter().map(Carried::entry).collect();
        self.add_all(report, &entries)
    }
}

/// A report and a reading of it as one line, without the claims.
pub fn reading_line(report: &Report, carried: &Carried) -> String {
    let (from, to, basis) = rows::published_columns(report.published);
    let (read_from, read_to, read_basis) = rows::published_columns(carried.reading.published);
    rows::json(&ReadingRow {
        id: report.id.clone(),
        outlet: report.outlet.clone(),
        title: report.title.clone(),
        url: report.url.clone(),
        author: report.author.clone(),
        language: report.language.clone(),
        published: (from, to, basis.into()),
        original_sha256: report.original_sha256.clone(),
        text_sha256: report.text_sha256.clone(),
        text: report.text.clone(),
        blocks: BlockRow::write(&report.blocks),
        reader: carried.reader.clone(),
        read_as: (read_from, read_to, read_basis.into()),
        skipped: carried.skipped.clone(),
        clues: CluesRow::write(&carried.reading.clues),
        digest: PrintRow::write(&carried.reading.digest),
        notices: NoticeRow::write(&carried.reading.notices),
    })
}

/// A claim as one line.
pub fn claim_line(claim: &Claim) -> String {
    ClaimRow::write(claim)
}

/// A report and a reading of it from their line, still without claims.
pub fn read_reading(line: &str) -> Result<(Report, Carried)> {
    let mut row: ReadingRow = rows::parse(line)?;
    let reading = Reading {
        claims: Vec::new(),
        published: published(&row.read_as)?,
        clues: CluesRow::read(&row.clues)?,
        digest: PrintRow::read(&row.digest)?,
        notices: NoticeRow::read(&row.notices)?,
    };
    let (reader, skipped) = (std::mem::take(&mut row.reader), row.skipped.take());
    let report = row.report()?;
    sound(&report, &reading)?;
    Ok((report, Carried { reader, reading, skipped }))
}

/// A claim of a report from its line.
pub fn read_claim(line: &str, report: &Report) -> Result<Claim> {
    let claim = ClaimRow::read(line)?;
    let spans = claim.marks.iter().map(|m| m.span).chain([claim.span, claim.sentence]);
    spans.into_iter().try_for_each(|span| inside(span, &report.text))?;
    if claim.report != report.id || claim.span.of(&report.text) != claim.quote {
        return Err(damaged(format!("the claim {} quotes what its report does not say", claim.id)));
    }
    Ok(claim)
}

/// Whether text and spans belong together.
fn sound(report: &Report, reading: &Reading) -> Result<()> {
    let hash: String = Sha256::digest(&report.text).iter().map(|b| format!("{b:02x}")).collect();
    if hash != report.text_sha256 {
        return Err(damaged(format!("the text of the report {} is not the one it was read from", report.id)));
    }
    let mut spans = report.blocks.iter().map(|b| b.span).chain(reading.digest.prints.iter().map(|p| p.span));
    spans.try_for_each(|span| inside(span, &report.text))
}

fn inside(span: Span, text: &str) -> Result<()> {
    let cut = span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
    cut.then_some(()).ok_or_else(|| damaged("it points beyond the text of its report"))
}

/// A report with a reading, with parts as the columns of a store have them.
#[derive(Clone, Default, Serialize, Deserialize)]
struct ReadingRow {
    id: String,
    outlet: Option<String>,
    title: Option<String>,
    url: Option<String>,
    author: Option<String>,
    language: String,
    published: PublishedRow,
    original_sha256: String,
    text_sha256: String,
    text: String,
    blocks: String,
    reader: String,
    read_as: PublishedRow,
    skipped: Option<String>,
    clues: String,
    digest: String,
    notices: String,
}

/// Publication days as three columns.
type PublishedRow = (Option<String>, Option<String>, String);

fn published((from, to, basis): &PublishedRow) -> Result<Published> {
    rows::published(from.as_deref(), to.as_deref(), basis)
}

impl ReadingRow {
    fn report(self) -> Result<Report> {
        Ok(Report {
            published: published(&self.published)?,
            blocks: BlockRow::read(&self.blocks)?,
            id: self.id,
            outlet: self.outlet,
            title: self.title,
            url: self.url,
            author: self.author,
            language: self.language,
            original_sha256: self.original_sha256,
            text_sha256: self.text_sha256,
            text: self.text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::model::{Block, BlockKind};

    fn report() -> Report {
        let text = "Rebels took Goma é.".to_owned();
        let text_sha256 = Sha256::digest(&text).iter().map(|b| format!("{b:02x}")).collect();
        Report {
            id: "a.txt".into(),
            outlet: Some("AP".into()),
            title: None,
            url: None,
            author: None,
            language: "en".into(),
            published: Published::UNKNOWN,
            original_sha256: String::new(),
            text_sha256,
            blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
            text,
        }
    }

    fn line() -> String {
        let reading = Reading {
            claims: Vec::new(),
            published: Published::UNKNOWN,
            clues: Default::default(),
            digest: Default::default(),
            notices: Vec::new(),
        };
        reading_line(&report(), &Carried { reader: "r1".into(), reading, skipped: None })
    }

    #[test]
    fn a_report_comes_back_as_it_was() {
        let (again, carried) = read_reading(&line()).unwrap();
        assert_eq!(again, report());
        assert_eq!(carried.reader, "r1");
    }

    #[test]
    fn nothing_is_taken_that_does_not_fit_the_text() {
        let other_text = line().replace("Goma", "Kiga");
        assert!(read_reading(&other_text).unwrap_err().to_string().contains("not the one it was read from"));
        // Into the middle of a letter, and beyond the end.
        for end in ["18", "99"] {
            let wrong = line().replace("[[\\\"paragraph\\\",0,20]]", &format!("[[\\\"paragraph\\\",0,{end}]]"));
            assert_ne!(wrong, line());
            assert!(read_reading(&wrong).unwrap_err().to_string().contains("beyond the text"));
        }
        assert!(read_reading("{}").is_err());
    }
}
