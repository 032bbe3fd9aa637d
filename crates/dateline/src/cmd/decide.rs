//! `dateline decide`: one decision, bound to what it is about and appended to the file.

use crate::args::{Decide, What};
use crate::cmd::Paths;
use crate::console;
use dateline::deciding::{self, Said, merge, passage, place, text};
use dateline::error::code;
use dateline::{Pile, Result, Store};
use dateline_core::model::Days;
use dateline_core::picture::decisions::{Deed, Grade};

/// Appends the decision and tells its id.
pub fn run(args: &Decide, paths: &Paths) -> Result<u8> {
    let pile = deciding::as_read(&Store::open(&paths.store())?, &paths.knowledge()?)?;
    let deed = deed(&args.what, &pile)?;
    record(deed, Said { by: args.by.as_deref(), at: args.at, reason: args.reason.as_deref() }, paths)
}

/// Appends a decision to the file.
pub fn record(deed: Deed, said: Said, paths: &Paths) -> Result<u8> {
    let decision = deciding::keep(deed, said, &paths.decisions())?;
    console::print(&format!("{}\n", decision.id))?;
    console::say("Kept; `dateline decisions undo` takes it back.");
    Ok(code::DONE)
}

fn deed(what: &What, pile: &Pile) -> Result<Deed> {
    Ok(match what {
        What::Accept { claim } => Deed::Accept(passage(pile, claim)?),
        What::Reject { claim } => Deed::Reject(passage(pile, claim)?),
        What::Pin { claim } => Deed::Pin(passage(pile, claim)?),
        What::Note { claim } => Deed::Note(passage(pile, claim)?),
        What::SetPlace { claim, place: name } => Deed::SetPlace(passage(pile, claim)?, place(pile, name)?),
        What::SetDay { claim, day, to } => Deed::SetDay(passage(pile, claim)?, Days::between(*day, to.unwrap_or(*day))),
        What::Merge { report, other } => merge(pile, report, other)?,
        What::Split { report } => Deed::Split(text(pile, report)?),
        What::Grade { outlet, grade } => Deed::Grade(outlet.clone(), Grade::parse(grade).unwrap_or(Grade::F)),
    })
}
