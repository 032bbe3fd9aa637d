//! `dateline import`: builds a store from readings that were made elsewhere.

use crate::args::Import;
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::{Reader, Reads, Result, Store, pipeline, readings};
use dateline_core::model::Notice;

/// Takes the tables in, and dates the reports that only the pile can date.
pub fn run(import: &Import, paths: &Paths) -> Result<u8> {
    let reader = Reader::knowing(paths.knowledge()?)?;
    let mut store = Store::create(&paths.store())?;
    let mut tally = readings::import(&mut store, &import.paths)?;
    let mut watcher = console::Watcher::start();
    let threads = settings::threads(import.threads);
    let settled = pipeline::take_in(&mut store, &reader, std::iter::empty(), threads, &mut watcher)?;
    drop(watcher);
    (tally.settled, tally.stopped) = (settled.settled, settled.stopped);
    tally.notices.extend(other_version(&store, &reader)?);
    console::notices(&tally.notices);
    console::tally(&tally, store.name());
    Ok(console::outcome(&tally))
}

/// Says when this dateline would read otherwise.
fn other_version(store: &Store, reader: &Reader) -> Result<Option<Notice>> {
    let others = |r: &dateline_store::StoredReport| r.reading.as_ref().is_some_and(|g| g.reader != reader.version());
    let hint = "It counts as it is; `dateline add` with the reports themselves reads them anew.";
    let what = "Some of it was read by another version of dateline, or with other knowledge.";
    Ok(store.reports()?.iter().any(others).then(|| Notice::remark(store.name(), what, hint)))
}
