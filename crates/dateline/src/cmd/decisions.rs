//! `dateline decisions`: what was decided and what became of it; undo, export, apply.

use crate::args::{Act, Decisions};
use crate::cmd::Paths;
use crate::cmd::decide::record;
use crate::console;
use dateline::deciding::{self, Said, undone};
use dateline::error::{Error, code};
use dateline::show::{decisions, text::count};
use dateline::{Ledger, Result, Store, pile};
use dateline_core::picture::decisions::{Decision, State};
use dateline_store::decisions::line;
use std::io::Read;
use std::path::Path;

/// Does what was asked; without anything the decisions are listed.
pub fn run(args: &Decisions, paths: &Paths) -> Result<u8> {
    let ledger = Ledger::read(&paths.decisions())?;
    console::notices(&ledger.notices);
    match &args.act {
        None | Some(Act::List) => list(&ledger, args.json, paths),
        Some(Act::Undo { id, reason, by, at }) => {
            let undo = undone(&ledger.decisions, &states(&ledger, paths)?, id.as_deref())?;
            record(undo, Said { by: by.as_deref(), at: *at, reason: reason.as_deref() }, paths)
        }
        Some(Act::Export) => {
            console::print(&ledger.decisions.iter().map(line).collect::<String>())?;
            Ok(code::DONE)
        }
        Some(Act::Apply { file }) => apply(file, paths),
    }
}

fn list(ledger: &Ledger, json: bool, paths: &Paths) -> Result<u8> {
    let states = states(ledger, paths)?;
    let all: Vec<(&Decision, &State)> = ledger.decisions.iter().zip(&states).collect();
    if all.is_empty() {
        console::say("Nothing has been decided.");
    }
    console::print(&if json { decisions::json(&all) } else { decisions::text(&all) })?;
    Ok(code::DONE)
}

/// What became of each decision of a file in the store.
pub fn states(ledger: &Ledger, paths: &Paths) -> Result<Vec<State>> {
    // Reading the store again is for nothing where nothing was decided.
    if ledger.decisions.is_empty() {
        return Ok(Vec::new());
    }
    pile::states(&Store::open(&paths.store())?, &paths.knowledge()?, &ledger.decisions)
}

fn apply(file: &Path, paths: &Paths) -> Result<u8> {
    let mut bytes = Vec::new();
    let given = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        Ledger::parse("standard input", &bytes)
    } else if file.is_file() {
        Ledger::read(file)?
    } else {
        let hint = "Name a file that `dateline decisions export` printed.".into();
        return Err(Error::NotFound { what: format!("There is no file {}.", file.display()), hint });
    };
    console::notices(&given.notices);
    let new = deciding::apply(given.decisions, &paths.decisions())?;
    console::say(&format!("{} appended.", count(new, "decision", "decisions")));
    Ok(if given.notices.is_empty() { code::DONE } else { code::SOME_UNREAD })
}
