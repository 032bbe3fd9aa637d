//! The whole story: inputs become reports, reports are parsed and read by threads, kept in the order
//! they came; then the pile dates what carries no date, and those reports are read again.
//!
//! Each report is kept in one transaction with its reading, so stopping or killing this at any moment
//! loses nothing that was kept; running it again goes on where it stopped.

use crate::error::Result;
use crate::knowing;
use crate::pool::Pool;
use crate::reader::Reads;
use crate::take::Taken;
use dateline_core::model::{Notice, Published, Report};
use dateline_core::read::{Parsed, Reading};
use dateline_show::text::count;
use dateline_store::{Added, Carried, Entry, Filter, Standing, Store, StoredReport};
use std::collections::BTreeMap;
use std::thread::Scope;

/// What taking in did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports that are new.
    pub new: usize,
    /// Reports that were there with another text; the old one stays beside the new one.
    pub changed: usize,
    /// Reports that were there and were read anew by this version.
    pub reread: usize,
    /// Reports that were there as they are.
    pub unchanged: usize,
    /// Reports that were kept but not read, such as those in another language.
    pub skipped: usize,
    /// Reports whose day was settled by the pile in this run.
    pub settled: usize,
    /// What a person should know.
    pub notices: Vec<Notice>,
    /// Stopped before the end.
    pub stopped: bool,
}

impl Tally {
    /// "3 reports added, 1 there already".
    pub fn sentence(&self) -> String {
        let part = |n: usize, what: &str| (n > 0).then(|| format!("{n} {what}"));
        let parts = [
            Some(format!("{} added", count(self.new, "report", "reports"))),
            part(self.changed, "with a new text"),
            part(self.reread, "read anew"),
            part(self.unchanged, "there already"),
            part(self.skipped, "kept but not read"),
            part(self.settled, "dated or dated anew by the pile"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Who watches the work: asked whether to stop, told what is done.
pub trait Watch {
    /// Whether to stop after the current report.
    fn stop(&self) -> bool {
        false
    }
    /// A report has been kept.
    fn kept(&mut self, _report: &str) {}
}

/// Nobody watches.
impl Watch for () {}

/// Takes everything in: read, keep, settle days, read again what that changes.
pub fn take_in(
    store: &mut Store,
    reader: &impl Reads,
    input: impl Iterator<Item = Taken>,
    threads: usize,
    watch: &mut dyn Watch,
) -> Result<Tally> {
    std::thread::scope(|scope| {
        let mut desk = Desk { pool: start(scope, reader, threads), store, reader, watch, tally: Tally::default() };
        let undated = desk.keep_all(input)?;
        if !desk.tally.stopped {
            desk.settle_days(undated)?;
        }
        Ok(desk.tally)
    })
}

/// Reads reports by their own words alone, in the order they come, for whoever keeps them elsewhere.
pub fn read_apart(reader: &impl Reads, reports: Vec<Report>, threads: usize) -> Vec<(Report, Carried)> {
    let carried = |done: Done| {
        let Done { report, reading, skipped, .. } = done;
        (report, Carried { reader: reader.version().to_owned(), reading, skipped })
    };
    std::thread::scope(|scope| {
        let mut pool = start(scope, reader, threads);
        let mut read = Vec::with_capacity(reports.len());
        for report in reports {
            pool.give(Work { published: report.published, report, parsed: None });
            read.extend(pool.when_crowded().map(carried));
        }
        while let Some(done) = pool.next() {
            read.push(carried(done));
        }
        read
    })
}

/// A report to read, with its parse when that is at hand.
struct Work {
    report: Report,
    published: Published,
    parsed: Option<Parsed>,
}

/// A report that was read.
struct Done {
    report: Report,
    parsed: Parsed,
    reading: Reading,
    skipped: Option<String>,
}

/// Parses of undated reports that are held for the second reading; more are parsed again.
const HELD: usize = 2_000;

struct Desk<'a, R> {
    pool: Pool<Work, Done>,
    store: &'a mut Store,
    reader: &'a R,
    watch: &'a mut dyn Watch,
    tally: Tally,
}

impl<R: Reads> Desk<'_, R> {
    /// Reads and keeps every report that is not there yet; gives the parses of those without a day.
    fn keep_all(&mut self, input: impl Iterator<Item = Taken>) -> Result<BTreeMap<String, Parsed>> {
        let mut undated = BTreeMap::new();
        for taken in input {
            match taken {
                Taken::Notice(notice) => self.tally.notices.push(notice),
                Taken::Report(report) => self.consider(report)?,
            }
            if let Some(done) = self.pool.when_crowded() {
                self.keep(done, &mut undated)?;
            }
            if self.watch.stop() {
                self.tally.stopped = true;
                return Ok(undated);
            }
        }
        while let Some(done) = self.pool.next() {
            self.keep(done, &mut undated)?;
            if self.watch.stop() {
                self.tally.stopped = true;
                break;
            }
        }
        Ok(undated)
    }

    /// Hands a report to the threads, unless it is there and read by this version.
    fn consider(&mut self, report: Report) -> Result<()> {
        match self.store.standing(&report, self.reader.version())? {
            Standing::Kept => self.tally.unchanged += 1,
            _ => self.pool.give(Work { published: report.published, report, parsed: None }),
        }
        Ok(())
    }

    fn keep(&mut self, done: Done, undated: &mut BTreeMap<String, Parsed>) -> Result<()> {
        let entry = entry(self.reader, &done);
        let added = self.store.add(&done.report, entry)?;
        self.tally.skipped += usize::from(done.skipped.is_some() && added != Added::Nothing);
        match added {
            Added::New => self.tally.new += 1,
            Added::NewVersion => {
                self.tally.changed += 1;
                self.tally.notices.push(replaced(&done.report.id));
            }
            Added::NewReading => self.tally.reread += 1,
            Added::Nothing => self.tally.unchanged += 1,
        }
        self.tally.notices.extend(done.reading.notices.iter().cloned());
        self.watch.kept(&done.report.id);
        if done.report.published.day().is_none() && undated.len() < HELD {
            undated.insert(done.report.id, done.parsed);
        }
        Ok(())
    }

    /// Dates the reports that carry no exact day from the whole pile, and from what was known of it on each day,
    /// and reads again those that have not been read with such a day.
    fn settle_days(&mut self, mut parses: BTreeMap<String, Parsed>) -> Result<()> {
        if !self.store.has_undated()? {
            return Ok(());
        }
        let reports = self.store.reports()?;
        let given = knowing::given(self.store, &reports, &self.store.claims(&Filter::default())?)?;
        for stored in reports {
            let Some(reading) = stored.reading.as_ref().filter(|r| r.skipped.is_none()) else { continue };
            let own = [stored.report.published];
            let given = given.get(&stored.report.id).map_or(&own[..], Vec::as_slice);
            let now = given[given.len() - 1];
            self.tally.settled += usize::from(now != reading.published);
            let parsed = parses.remove(&stored.report.id);
            for published in self.lacking(&stored, given, now)? {
                self.pool.give(Work { report: stored.report.clone(), published, parsed: parsed.clone() });
            }
            if let Some(done) = self.pool.when_crowded() {
                self.keep_settled(done)?;
            }
        }
        while let Some(done) = self.pool.next() {
            self.keep_settled(done)?;
        }
        Ok(())
    }

    fn keep_settled(&mut self, done: Done) -> Result<()> {
        self.store.append(&done.report.id, entry(self.reader, &done))?;
        Ok(())
    }

    /// The days that a report has not been read with and that some part of the pile gives it; what the whole pile
    /// gives comes last, so that its reading is the newest.
    fn lacking(&self, stored: &StoredReport, given: &[Published], now: Published) -> Result<Vec<Published>> {
        let mut lacking: Vec<Published> = Vec::new();
        for published in given.iter().filter(|p| **p != now) {
            if !lacking.contains(published) && self.store.read_as(&stored.report.id, *published)?.is_none() {
                lacking.push(*published);
            }
        }
        let newest = stored.reading.as_ref().map(|r| r.published);
        if !lacking.is_empty() || newest != Some(now) {
            lacking.push(now);
        }
        Ok(lacking)
    }
}

fn entry<'a>(reader: &'a impl Reads, done: &'a Done) -> Entry<'a> {
    Entry { reader: reader.version(), reading: &done.reading, skipped: done.skipped.as_deref() }
}

fn start<'scope, R: Reads>(scope: &'scope Scope<'scope, '_>, reader: &'scope R, threads: usize) -> Pool<Work, Done> {
    Pool::start(scope, threads, move |work: Work| read_one(reader, work))
}

/// Reads one report. Whatever a report does to the reader stays with that report.
fn read_one(reader: &impl Reads, work: Work) -> Done {
    let Work { report, published, parsed } = work;
    if let Some(reason) = why_not(&report) {
        return unread(report, reason, Vec::new());
    }
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let parsed = parsed.unwrap_or_else(|| reader.parse(&report));
        let reading = reader.read(&report, &parsed, published);
        (parsed, reading)
    }));
    match attempt {
        Ok((parsed, reading)) => Done { report, parsed, reading, skipped: None },
        Err(_) => {
            let notice = failed(&report.id);
            unread(report, "The reader failed on it.".into(), vec![notice])
        }
    }
}

/// Why a report is kept but not read.
fn why_not(report: &Report) -> Option<String> {
    if !dateline_intake::is_read(&report.language) {
        let name = dateline_intake::name_of_language(&report.language);
        return Some(format!("Its language is {name} ({}); only English is read.", report.language));
    }
    report.text.trim().is_empty().then(|| "It has no text.".into())
}

fn unread(report: Report, reason: String, notices: Vec<Notice>) -> Done {
    let published = report.published;
    let reading =
        Reading { claims: Vec::new(), published, clues: Default::default(), digest: Default::default(), notices };
    Done { report, parsed: Parsed::default(), reading, skipped: Some(reason) }
}

fn failed(report: &str) -> Notice {
    let hint = "Please report it with this file; the other reports are not affected.";
    Notice::unread(report, "The reader failed on this report.", hint)
}

pub(crate) fn replaced(report: &str) -> Notice {
    let hint = "If these are two different reports, add the folder that holds both, so that their ids differ.";
    Notice::remark(report, "The store had another text under this id; the new one counts, the old one is kept.", hint)
}
