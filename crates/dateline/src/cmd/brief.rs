//! `dateline brief`: from the store, or from paths without any set-up.

use crate::args::{Brief, Intake};
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::error::code;
use dateline::show::{brief, text::Paint};
use dateline::{Pile, Reader, Result, Store, pile, pipeline, take};
use dateline_core::model::Notice;
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Prints the brief.
pub fn run(args: &Brief, paths: &Paths) -> Result<u8> {
    match args.paths.is_empty() {
        true => {
            let pile = paths.load(args.known)?;
            print(&pile, args.on, &[])?;
            Ok(code::DONE)
        }
        false => of_paths(&args.paths, &args.intake, (args.on, args.known), paths),
    }
}

/// Reads the paths into a store that is gone afterwards, and prints their brief.
fn of_paths(paths: &[PathBuf], intake: &Intake, (on, known): (Option<Day>, Option<Day>), given: &Paths) -> Result<u8> {
    let knowledge = given.knowledge()?;
    // A pile that is not kept has no decisions beside it; those of a named file count.
    let decisions = if given.decisions.is_some() { given.ledger()?.decisions } else { Vec::new() };
    let options = take::options(&intake.map)?;
    let mut watcher = console::Watcher::start();
    let mut store = Store::temporary()?;
    let reader = Reader::knowing(knowledge.clone())?;
    let input = take::input(paths, &options)?;
    let threads = settings::threads(intake.threads);
    let tally = pipeline::take_in(&mut store, &reader, input, threads, &mut watcher)?;
    drop(watcher);
    console::notices(&tally.notices);
    if !tally.stopped {
        print(&pile::load_with(&store, known, &knowledge, &decisions)?, on, &tally.notices)?;
    }
    Ok(console::outcome(&tally))
}

/// Prints the brief of a pile.
pub fn print(pile: &Pile, on: Option<Day>, notices: &[Notice]) -> Result<()> {
    let paint = Paint { on: settings::colour() };
    console::print(&brief::text(pile, on.unwrap_or(pile.known), notices, paint))
}
