//! `dateline decisions`: what was decided and what became of it; undo, export, apply.

use crate::args::{Act, Decisions};
use crate::cmd::Paths;
use crate::cmd::decide::{Said, record};
use crate::console;
use dateline::error::{Error, code};
use dateline::show::{decisions, text::count};
use dateline::{Ledger, Result, Store, pile};
use dateline_core::picture::decisions::{Decision, Deed, State};
use dateline_store::decisions::{append, line};
use std::io::Read;
use std::path::Path;

/// Does what was asked; without anything the decisions are listed.
pub fn run(args: &Decisions, paths: &Paths) -> Result<u8> {
    let ledger = Ledger::read(&paths.decisions())?;
    console::notices(&ledger.notices);
    match &args.act {
        None | Some(Act::List) => list(&ledger, args.json, paths),
        Some(Act::Undo { id, reason, by, at }) => {
            let undone = chosen(&ledger, id.as_deref(), paths)?;
            record(Deed::Undo(undone), Said { by: by.as_deref(), at: *at, reason: reason.as_deref() }, paths)
        }
        Some(Act::Export) => {
            console::print(&ledger.decisions.iter().map(line).collect::<String>())?;
            Ok(code::DONE)
        }
        Some(Act::Apply { file }) => apply(file, &ledger, paths),
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
    pile::states(&Store::open(&paths.store())?, &paths.knowledge()?, &ledger.decisions)
}

/// The decision that an id or its beginning means; without one the last that counts and is no undoing.
fn chosen(ledger: &Ledger, id: Option<&str>, paths: &Paths) -> Result<String> {
    let states = states(ledger, paths)?;
    let mut fitting = ledger.decisions.iter().zip(&states).rev().filter(|(decision, state)| match id {
        Some(id) => !id.is_empty() && decision.id.starts_with(id),
        None => !matches!(state, State::Undone(_)) && !matches!(decision.deed, Deed::Undo(_)),
    });
    let hint = "`dateline decisions` lists them with their ids.".to_string();
    match (fitting.next(), id, fitting.next()) {
        (Some((decision, State::Undone(by))), Some(_), None) => {
            Err(Error::NotFound { what: format!("{} is undone already.", decision.id), hint: format!("Undo {by}.") })
        }
        (Some((decision, _)), None, _) | (Some((decision, _)), Some(_), None) => Ok(decision.id.clone()),
        (Some(_), Some(id), Some(_)) => {
            Err(Error::NotFound { what: format!("Several decisions begin with {id:?}."), hint })
        }
        (None, ..) => Err(Error::NotFound { what: "There is no such decision.".into(), hint }),
    }
}

fn apply(file: &Path, ledger: &Ledger, paths: &Paths) -> Result<u8> {
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
    let new: Vec<Decision> = given.decisions.into_iter().filter(|d| !ledger.has(&d.id)).collect();
    if !new.is_empty() {
        append(&paths.decisions(), &new)?;
    }
    console::say(&format!("{} appended.", count(new.len(), "decision", "decisions")));
    Ok(if given.notices.is_empty() { code::DONE } else { code::SOME_UNREAD })
}
