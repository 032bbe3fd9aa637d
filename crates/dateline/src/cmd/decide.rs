//! `dateline decide`: one decision, bound to what it is about and appended to the file.

use crate::args::{Decide, What};
use crate::cmd::Paths;
use crate::console;
use dateline::error::{Error, code};
use dateline::{Pile, Result, Store, pile};
use dateline_core::model::{Claim, Day, Days};
use dateline_core::picture::decisions::{Decision, Deed, Grade, Passage, Text};
use dateline_store::decisions::append;

/// Appends the decision and tells its id.
pub fn run(args: &Decide, paths: &Paths) -> Result<u8> {
    // A decision is bound to what was read, not to what earlier decisions made of it.
    let pile = pile::load_with(&Store::open(&paths.store())?, None, &paths.knowledge()?, &[])?;
    let deed = deed(&args.what, &pile)?;
    record(deed, Said { by: args.by.as_deref(), at: args.at, reason: args.reason.as_deref() }, paths)
}

/// Who decides, when and why, as typed.
pub struct Said<'a> {
    /// Who.
    pub by: Option<&'a str>,
    /// On which day.
    pub at: Option<Day>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Appends a decision to the file.
pub fn record(deed: Deed, said: Said, paths: &Paths) -> Result<u8> {
    let given = |text: Option<&str>, what: &str, hint: &str| match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Error::Options { what: what.into(), hint: hint.into() }),
    };
    let by = given(said.by, "It is not said who decides.", "Give --by NAME, or set DATELINE_ANALYST.")?;
    let reason = given(said.reason, "It is not said why.", "Give --reason TEXT.")?;
    let ledger = dateline::Ledger::read(&paths.decisions())?;
    let decision = ledger.identified(Decision { id: String::new(), deed, by, at: said.at, reason });
    append(&paths.decisions(), std::slice::from_ref(&decision))?;
    console::print(&format!("{}\n", decision.id))?;
    console::say("Kept; `dateline decisions undo` takes it back.");
    Ok(code::DONE)
}

fn deed(what: &What, pile: &Pile) -> Result<Deed> {
    let passage = |id: &str| pile::find_claim(pile, id).map(|claim| passage(pile, claim));
    let text = |id: &str| {
        let report = &pile::report(pile, id)?.report;
        Ok::<_, Error>(Text { sha256: report.text_sha256.clone(), report: report.id.clone() })
    };
    Ok(match what {
        What::Accept { claim } => Deed::Accept(passage(claim)?),
        What::Reject { claim } => Deed::Reject(passage(claim)?),
        What::Pin { claim } => Deed::Pin(passage(claim)?),
        What::Note { claim } => Deed::Note(passage(claim)?),
        What::SetPlace { claim, place } => {
            let found = pile::places(pile, place)?;
            let [one] = found.as_slice() else {
                let ids: Vec<&str> = found.iter().map(|p| p.id.as_str()).collect();
                let what = format!("Several places are called {place:?}.");
                return Err(Error::NotFound { what, hint: format!("Give the id of one: {}.", ids.join(", ")) });
            };
            Deed::SetPlace(passage(claim)?, (*one).clone())
        }
        What::SetDay { claim, day, to } => Deed::SetDay(passage(claim)?, Days::between(*day, to.unwrap_or(*day))),
        What::Merge { report, other } if report == other => {
            let hint = "Name two reports; `dateline reports` lists them.".into();
            return Err(Error::Options { what: "A report is one with itself.".into(), hint });
        }
        What::Merge { report, other } => Deed::Merge(text(report)?, text(other)?),
        What::Split { report } => Deed::Split(text(report)?),
        What::Grade { outlet, grade } => Deed::Grade(outlet.clone(), Grade::parse(grade).unwrap_or(Grade::F)),
    })
}

fn passage(pile: &Pile, claim: &Claim) -> Passage {
    let card = pile.card(&claim.report).expect("a claim is of a report of its pile");
    Passage::of(claim, &pile::witness(&card.report, None))
}
