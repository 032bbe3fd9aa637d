//! Keeping reports and readings: one transaction each, so that a killed process leaves all or nothing.

use crate::rows::{self, BlockRow, ClaimRow, CluesRow, NoticeRow, PrintRow};
use crate::{Result, Store};
use dateline_core::model::{Claim, Report};
use dateline_core::read::Reading;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// A reading with what the store notes about it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Versions of the reader: program, language model, rules.
    pub reader: &'a str,
    /// What it read.
    pub reading: &'a Reading,
    /// Why the report was not read, when it was not.
    pub skipped: Option<&'a str>,
}

/// How a report stands to what the store has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing with this id.
    New,
    /// The id is there with other content.
    Changed,
    /// The report is there, read by another version of the reader.
    ReadByOther,
    /// The report is there, read by this version.
    Kept,
}

/// What keeping a report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The report is new.
    New,
    /// A new version of a report that was there; the old one stays.
    NewVersion,
    /// The report was there; this reading is new.
    NewReading,
    /// Report and reading were there; nothing changed.
    Nothing,
}

impl Store {
    /// How a report stands to what is kept, for one version of the reader.
    pub fn standing(&self, report: &Report, reader: &str) -> Result<Standing> {
        standing(&self.conn, report, reader).map(|(standing, _)| standing).map_err(|e| e.named(&self.name))
    }

    /// Keeps a report with its reading, in one transaction. Keeping the same again changes nothing.
    pub fn add(&mut self, report: &Report, entry: Entry<'_>) -> Result<Added> {
        self.in_transaction(|tx| {
            let (standing, newest) = standing(tx, report, entry.reader)?;
            match (standing, newest) {
                (Standing::Kept, _) => Ok(Added::Nothing),
                (Standing::ReadByOther, Some((seq, _))) => {
                    put_reading(tx, seq, &report.id, entry)?;
                    Ok(Added::NewReading)
                }
                (_, newest) => {
                    let version = newest.map_or(1, |(_, version)| version + 1);
                    let seq = put_report(tx, report, version)?;
                    put_reading(tx, seq, &report.id, entry)?;
                    Ok(if version == 1 { Added::New } else { Added::NewVersion })
                }
            }
        })
    }

    /// Appends a later reading to the newest version of a report, such as one with a settled day. False
    /// when the report is not there.
    pub fn append(&mut self, report: &str, entry: Entry<'_>) -> Result<bool> {
        self.in_transaction(|tx| match newest(tx, report)? {
            Some((seq, _)) => put_reading(tx, seq, report, entry).map(|()| true),
            None => Ok(false),
        })
    }

    /// Keeps a report that is not there with all its readings, in one transaction.
    pub(crate) fn add_all(&mut self, report: &Report, entries: &[Entry<'_>]) -> Result<Added> {
        self.in_transaction(|tx| {
            let newest = newest(tx, &report.id)?;
            if let Some((seq, _)) = newest
                && same_content(tx, seq, report)?
            {
                return Ok(Added::Nothing);
            }
            let version = newest.map_or(1, |(_, version)| version + 1);
            let seq = put_report(tx, report, version)?;
            entries.iter().try_for_each(|entry| put_reading(tx, seq, &report.id, *entry))?;
            Ok(if version == 1 { Added::New } else { Added::NewVersion })
        })
    }

    /// Takes the right to write at once, so that two processes cannot both see "new".
    fn in_transaction<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let outcome = (|| {
            let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        })();
        outcome.map_err(|e: crate::StoreError| e.named(&self.name))
    }
}

/// Standing of a report, with row and version of the newest one of its id.
fn standing(conn: &Connection, report: &Report, reader: &str) -> Result<(Standing, Option<(i64, i64)>)> {
    let Some((seq, version)) = newest(conn, &report.id)? else {
        return Ok((Standing::New, None));
    };
    let standing = match (same_content(conn, seq, report)?, last_reader(conn, seq)?) {
        (false, _) => Standing::Changed,
        (true, Some(last)) if last == reader => Standing::Kept,
        (true, _) => Standing::ReadByOther,
    };
    Ok((standing, Some((seq, version))))
}

/// Row and version of the newest report with an id.
fn newest(conn: &Connection, id: &str) -> Result<Option<(i64, i64)>> {
    let sql = "SELECT seq, version FROM reports WHERE id = ?1 ORDER BY version DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// The reader that made the newest reading of a report.
fn last_reader(conn: &Connection, seq: i64) -> Result<Option<String>> {
    let sql = "SELECT reader FROM readings WHERE report = ?1 ORDER BY seq DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([seq], |r| r.get(0)).optional()?)
}

/// Whether the kept report has the same text, parts and particulars.
fn same_content(conn: &Connection, seq: i64, report: &Report) -> Result<bool> {
    let sql = "SELECT 1 FROM reports WHERE seq = ?1 AND text_sha256 = ?2 AND outlet IS ?3 AND title IS ?4 \
               AND url IS ?5 AND author IS ?6 AND language = ?7 AND published_from IS ?8 \
               AND published_to IS ?9 AND published_basis = ?10 AND blocks = ?11";
    let (from, to, basis) = rows::published_columns(report.published);
    let blocks = BlockRow::write(&report.blocks);
    let given = params![
        seq,
        report.text_sha256,
        report.outlet,
        report.title,
        report.url,
        report.author,
        report.language,
        from,
        to,
        basis,
        blocks
    ];
    Ok(conn.prepare_cached(sql)?.exists(given)?)
}

fn put_report(conn: &Connection, report: &Report, version: i64) -> Result<i64> {
    let sql = "INSERT INTO reports (id, version, outlet, title, url, author, language, published_from, published_to, \
               published_basis, original_sha256, text_sha256, text, blocks) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let (from, to, basis) = rows::published_columns(report.published);
    conn.prepare_cached(sql)?.execute(params![
        report.id,
        version,
        report.outlet,
        report.title,
        report.url,
        report.author,
        report.language,
        from,
        to,
        basis,
        report.original_sha256,
        report.text_sha256,
        report.text,
        BlockRow::write(&report.blocks),
    ])?;
    Ok(conn.last_insert_rowid())
}

fn put_reading(conn: &Connection, report: i64, id: &str, entry: Entry<'_>) -> Result<()> {
    let sql = "INSERT INTO readings (report, reader, published_from, published_to, published_basis, skipped, clues, \
               digest, notices) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let reading = entry.reading;
    let (from, to, basis) = rows::published_columns(reading.published);
    conn.prepare_cached(sql)?.execute(params![
        report,
        entry.reader,
        from,
        to,
        basis,
        entry.skipped,
        CluesRow::write(&reading.clues),
        PrintRow::write(&reading.digest),
        NoticeRow::write(&reading.notices),
    ])?;
    let seq = conn.last_insert_rowid();
    let known = reading.published.days.map(|d| d.to.to_string());
    reading.claims.iter().try_for_each(|claim| put_claim(conn, seq, id, known.as_deref(), claim))
}

fn put_claim(conn: &Connection, reading: i64, report: &str, known: Option<&str>, claim: &Claim) -> Result<()> {
    let sql = "INSERT INTO claims (reading, id, report, place, kind, status, event_from, event_to, known, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let days = claim.when().map(|w| w.days);
    conn.prepare_cached(sql)?.execute(params![
        reading,
        claim.id,
        report,
        claim.place().map(|p| &p.id),
        claim.event_kind().map_or(claim.says.as_str(), |k| k.as_str()),
        claim.status.as_str(),
        days.map(|d| d.from.to_string()),
        days.map(|d| d.to.to_string()),
        known,
        ClaimRow::write(claim),
    ])?;
    Ok(())
}
