//! `dateline add`: read reports and keep them.

use crate::args::Add;
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::{Reader, Result, Store, pipeline, take};

/// Reads every path and keeps what is new.
pub fn run(add: &Add, paths: &Paths) -> Result<u8> {
    let options = take::options(&add.intake.map)?;
    let mut watcher = console::Watcher::start();
    let reader = Reader::knowing(paths.knowledge()?)?;
    let mut store = Store::create(&paths.store())?;
    let input = take::input(&add.paths, &options)?;
    let threads = settings::threads(add.intake.threads);
    let tally = pipeline::take_in(&mut store, &reader, input, threads, &mut watcher)?;
    drop(watcher);
    console::notices(&tally.notices);
    console::tally(&tally, store.name());
    Ok(console::outcome(&tally))
}
