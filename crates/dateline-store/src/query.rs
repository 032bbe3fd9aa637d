//! Asking: the newest version and the newest reading of each report, in a stable order.

use crate::rows::{self, BlockRow, ClaimRow, CluesRow, NoticeRow, PrintRow};
use crate::sharing::Sharing;
use crate::{Result, Store};
use dateline_core::model::{Claim, Notice, Published, Report, Shared};
use dateline_core::picture::lineage::Digest;
use dateline_core::read::dating::Clues;
use rusqlite::{OptionalExtension, Row, params};

/// A kept report with its newest reading, without the claims.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReport {
    /// The report as it was taken in.
    pub report: Report,
    /// Its newest reading; `None` only for a store written by another program.
    pub reading: Option<StoredReading>,
}

/// What the store notes about a reading.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReading {
    /// Versions of the reader.
    pub reader: String,
    /// The publication days the claims were read with.
    pub published: Published,
    /// Why the report was not read, when it was not.
    pub skipped: Option<String>,
    /// What its own words say about its day.
    pub clues: Clues,
    /// Sentence fingerprints.
    pub digest: Digest,
    /// Remarks.
    pub notices: Vec<Notice>,
}

/// Which claims to give; an empty filter gives all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of the report with this id.
    pub report: Option<String>,
    /// Only of this kind of event, as the contract's word.
    pub kind: Option<String>,
    /// Only of this status, as the contract's word.
    pub status: Option<String>,
    /// Only about the place with this id.
    pub place: Option<String>,
    /// Only the claim with this id.
    pub id: Option<String>,
    /// Without traces: how a claim was read is half of it, and few ask.
    pub lean: bool,
}

/// By what a report can be known again: all of its versions count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    /// Its id.
    pub id: String,
    /// Hash of its original bytes.
    pub original_sha256: String,
    /// Hash of its text.
    pub text_sha256: String,
    /// Its address.
    pub url: Option<String>,
}

const REPORT: &str = "SELECT r.id, r.outlet, r.title, r.url, r.author, r.language, r.published_from, r.published_to, \
    r.published_basis, r.original_sha256, r.text_sha256, r.text, r.blocks, g.reader, g.published_from, \
    g.published_to, g.published_basis, g.skipped, g.clues, g.digest, g.notices \
    FROM newest_reports r LEFT JOIN newest_readings g ON g.report = r.seq";

impl Store {
    /// The newest version of every report with its newest reading, by id.
    pub fn reports(&self) -> Result<Vec<StoredReport>> {
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(&format!("{REPORT} ORDER BY r.id"))?;
            let mut rows = ask.query([])?;
            let mut all = Vec::new();
            while let Some(row) = rows.next()? {
                all.push(stored_report(row)?);
            }
            Ok(all)
        })
    }

    /// One report by its id.
    pub fn report(&self, id: &str) -> Result<Option<StoredReport>> {
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(&format!("{REPORT} WHERE r.id = ?1"))?;
            let mut rows = ask.query([id])?;
            rows.next()?.map(stored_report).transpose()
        })
    }

    /// The traces of everything that was ever kept, in the order in which it came.
    pub fn traces(&self) -> Result<Vec<Traces>> {
        let sql = "SELECT id, original_sha256, text_sha256, url FROM reports ORDER BY seq";
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(sql)?;
            let traces = |r: &Row<'_>| {
                Ok(Traces { id: r.get(0)?, original_sha256: r.get(1)?, text_sha256: r.get(2)?, url: r.get(3)? })
            };
            let all = ask.query_map([], traces)?;
            Ok(all.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The claims of the newest readings, by report and in the order of its text.
    pub fn claims(&self, filter: &Filter) -> Result<Vec<Shared<Claim>>> {
        // In this order nothing is sorted but the claims of one report.
        let sql = "SELECT c.body FROM newest_reports r CROSS JOIN newest_readings g ON g.report = r.seq \
                   CROSS JOIN claims c ON c.reading = g.seq WHERE (?1 IS NULL OR c.report = ?1) AND (?2 IS NULL OR c.kind = ?2) \
                   AND (?3 IS NULL OR c.status = ?3) AND (?4 IS NULL OR c.place = ?4) AND (?5 IS NULL OR c.id = ?5) \
                   ORDER BY r.id, c.seq";
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(sql)?;
            let given = params![filter.report, filter.kind, filter.status, filter.place, filter.id];
            let mut found = ask.query(given)?;
            let (mut claims, mut sharing) = (Vec::new(), Sharing::default());
            while let Some(row) = found.next()? {
                let mut claim = ClaimRow::read(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
                if filter.lean {
                    claim.trace = Vec::new();
                }
                claims.push(sharing.one(claim));
            }
            Ok(claims)
        })
    }

    /// The newest reading of a report with these publication days, by the reader that made its newest reading, and
    /// its claims.
    pub fn read_as(&self, report: &str, published: Published) -> Result<Option<(StoredReading, Vec<Claim>)>> {
        let sql = "SELECT g.seq, r.seq, g.reader, g.published_from, g.published_to, g.published_basis, g.skipped, \
                   g.clues, g.digest, g.notices FROM newest_reports r JOIN newest_readings n ON n.report = r.seq \
                   JOIN readings g ON g.report = r.seq AND g.reader = n.reader AND g.seq <= n.seq \
                   WHERE r.id = ?1 AND g.published_from IS ?2 AND g.published_to IS ?3 AND g.published_basis = ?4 \
                   ORDER BY g.seq DESC LIMIT 1";
        let (from, to, basis) = rows::published_columns(published);
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(sql)?;
            let mut found = ask.query(params![report, from, to, basis])?;
            let Some(row) = found.next()? else { return Ok(None) };
            let (seq, reading) = (row.get::<_, i64>(0)?, stored_reading(row, 2)?);
            Ok(Some((reading, self.claims_of(seq)?)))
        })
    }

    fn claims_of(&self, reading: i64) -> Result<Vec<Claim>> {
        let mut ask = self.conn.prepare_cached("SELECT body FROM claims WHERE reading = ?1 ORDER BY seq")?;
        let bodies = ask.query_map([reading], |r| r.get::<_, String>(0))?;
        bodies.map(|body| ClaimRow::read(&body?)).collect()
    }

    /// Ids of reports whose text or title has the words, best first.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<String>> {
        let sql = "SELECT r.id FROM words w JOIN newest_reports r ON r.seq = w.rowid \
                   WHERE words MATCH ?1 ORDER BY bm25(words), r.id LIMIT ?2";
        let words = quoted(words);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        self.asked(|| {
            let mut ask = self.conn.prepare_cached(sql)?;
            let found = ask.query_map(params![words, limit as i64], |r| r.get(0))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Whether any report carries no exact day of its own.
    pub fn has_undated(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM newest_reports WHERE published_from IS NOT published_to \
                   OR published_from IS NULL)";
        self.asked(|| Ok(self.conn.query_row(sql, [], |r| r.get(0))?))
    }

    /// How many readings are kept for a report, old ones included.
    pub fn readings_kept(&self, report: &str) -> Result<usize> {
        let sql = "SELECT count(*) FROM readings g JOIN reports r ON r.seq = g.report WHERE r.id = ?1";
        self.asked(|| Ok(self.conn.query_row(sql, [report], |r| r.get::<_, i64>(0))? as usize))
    }

    /// Checks the whole file; an error says what is wrong.
    pub fn check(&self) -> Result<()> {
        self.asked(|| {
            let found: Option<String> = self
                .conn
                .query_row("SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'", [], |r| r.get(0))
                .optional()?;
            found.map_or(Ok(()), |detail| Err(crate::error::damaged(detail)))
        })
    }

    pub(crate) fn asked<T>(&self, ask: impl FnOnce() -> Result<T>) -> Result<T> {
        ask().map_err(|e| e.named(&self.name))
    }
}

/// Every word as a string of its own, so that no character is an operator. A zero would end them all.
fn quoted(words: &str) -> String {
    let between = |c: char| c.is_whitespace() || c == '\0';
    let each = words.split(between).filter(|w| !w.is_empty()).map(|w| format!("\"{}\"", w.replace('"', "\"\"")));
    each.collect::<Vec<_>>().join(" ")
}

fn stored_report(row: &Row<'_>) -> Result<StoredReport> {
    let report = Report {
        id: row.get(0)?,
        outlet: row.get(1)?,
        title: row.get(2)?,
        url: row.get(3)?,
        author: row.get(4)?,
        language: row.get(5)?,
        published: published(row, 6)?,
        original_sha256: row.get(9)?,
        text_sha256: row.get(10)?,
        text: row.get(11)?,
        blocks: BlockRow::read(&row.get::<_, String>(12)?)?,
    };
    let read = row.get::<_, Option<String>>(13)?.is_some();
    let reading = read.then(|| stored_reading(row, 13)).transpose()?;
    Ok(StoredReport { report, reading })
}

/// A reading from the columns that begin with its reader.
fn stored_reading(row: &Row<'_>, at: usize) -> Result<StoredReading> {
    Ok(StoredReading {
        reader: row.get(at)?,
        published: published(row, at + 1)?,
        skipped: row.get(at + 4)?,
        clues: CluesRow::read(&row.get::<_, String>(at + 5)?)?,
        digest: PrintRow::read(&row.get::<_, String>(at + 6)?)?,
        notices: NoticeRow::read(&row.get::<_, String>(at + 7)?)?,
    })
}

fn published(row: &Row<'_>, at: usize) -> Result<Published> {
    let from: Option<String> = row.get(at)?;
    let to: Option<String> = row.get(at + 1)?;
    rows::published(from.as_deref(), to.as_deref(), &row.get::<_, String>(at + 2)?)
}
