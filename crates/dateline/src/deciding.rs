//! Deciding: from what a person names to what a decision is bound to, and from there into the file.
//!
//! The command line and the review page both come through here, so a decision is the same whoever makes it.

use crate::error::{Error, Result};
use crate::pile;
use crate::{Ledger, Pile, Store};
use dateline_core::knowledge::Knowledge;
use dateline_core::model::{Claim, Day, PlaceRef};
use dateline_core::picture::decisions::{Decision, Deed, Passage, State, Text};
use dateline_store::decisions::append;
use std::path::Path;

/// The pile that decisions are bound to: as it was read, not as earlier decisions made it.
pub fn as_read(store: &Store, knowledge: &Knowledge) -> Result<Pile> {
    pile::load_with(store, None, knowledge, &[])
}

/// The passage of a claim, named by its id or the beginning of it.
pub fn passage(pile: &Pile, claim: &str) -> Result<Passage> {
    let claim: &Claim = pile::find_claim(pile, claim)?;
    let card = pile.card(&claim.report).expect("a claim is of a report of its pile");
    Ok(Passage::of(claim, &pile::witness(&card.report, None)))
}

/// The text of a report.
pub fn text(pile: &Pile, report: &str) -> Result<Text> {
    let report = &pile::report(pile, report)?.report;
    Ok(Text { sha256: report.text_sha256.clone(), report: report.id.clone() })
}

/// Two reports as one origin.
pub fn merge(pile: &Pile, report: &str, other: &str) -> Result<Deed> {
    if report == other {
        let hint = "Name two reports; `dateline reports` lists them.".into();
        return Err(Error::Options { what: "A report is one with itself.".into(), hint });
    }
    Ok(Deed::Merge(text(pile, report)?, text(pile, other)?))
}

/// The one place with a name or an id.
pub fn place(pile: &Pile, name: &str) -> Result<PlaceRef> {
    let found = pile::places(pile, name)?;
    let [one] = found.as_slice() else {
        let ids: Vec<&str> = found.iter().map(|p| p.id.as_str()).collect();
        let what = format!("Several places are called {name:?}.");
        return Err(Error::NotFound { what, hint: format!("Give the id of one: {}.", ids.join(", ")) });
    };
    Ok((*one).clone())
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

/// Appends a decision to the file and gives it as it stands there.
pub fn keep(deed: Deed, said: Said, file: &Path) -> Result<Decision> {
    let given = |text: Option<&str>, what: &str, hint: &str| match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Error::Options { what: what.into(), hint: hint.into() }),
    };
    let by = given(said.by, "It is not said who decides.", "Give --by NAME, or set DATELINE_ANALYST.")?;
    let reason = given(said.reason, "It is not said why.", "Give --reason TEXT.")?;
    let decision = Ledger::read(file)?.identified(Decision { id: String::new(), deed, by, at: said.at, reason });
    append(file, std::slice::from_ref(&decision))?;
    Ok(decision)
}

/// The decision that an id or its beginning means; without one the last that counts and is no undoing.
pub fn undone(decisions: &[Decision], states: &[State], id: Option<&str>) -> Result<Deed> {
    let mut fitting = decisions.iter().zip(states).rev().filter(|(decision, state)| match id {
        Some(id) => !id.is_empty() && decision.id.starts_with(id),
        None => !matches!(state, State::Undone(_)) && !matches!(decision.deed, Deed::Undo(_)),
    });
    let hint = "`dateline decisions` lists them with their ids.".to_string();
    match (fitting.next(), id, fitting.next()) {
        (Some((decision, State::Undone(by))), Some(_), None) => {
            Err(Error::NotFound { what: format!("{} is undone already.", decision.id), hint: format!("Undo {by}.") })
        }
        (Some((decision, _)), None, _) | (Some((decision, _)), Some(_), None) => Ok(Deed::Undo(decision.id.clone())),
        (Some(_), Some(id), Some(_)) => {
            Err(Error::NotFound { what: format!("Several decisions begin with {id:?}."), hint })
        }
        (None, ..) => Err(Error::NotFound { what: "There is no such decision.".into(), hint }),
    }
}
