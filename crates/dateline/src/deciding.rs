//! Deciding: from what a person names to what a decision is bound to, and from there into the file.
//!
//! The command line and the review page both come through here, so a decision is the same whoever makes it; and they
//! come one after the other, since an id is chosen by what stands in the file.

use crate::error::{Error, Result};
use crate::pile;
use crate::{Ledger, Pile, Store};
use dateline_core::knowledge::Knowledge;
use dateline_core::model::{Claim, Day, PlaceRef};
use dateline_core::picture::decisions::{Decision, Deed, Passage, State, Text};
use dateline_store::StoreError;
use dateline_store::decisions::append;
use std::fs::File;
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
    let _alone = alone(file)?;
    let decision = Ledger::read(file)?.identified(Decision { id: String::new(), deed, by, at: said.at, reason });
    append(file, std::slice::from_ref(&decision))?;
    Ok(decision)
}

/// Appends those of another file's decisions that are not in the file yet; tells how many.
pub fn apply(given: Vec<Decision>, file: &Path) -> Result<usize> {
    let _alone = alone(file)?;
    let ledger = Ledger::read(file)?;
    let new: Vec<Decision> = given.into_iter().filter(|d| !ledger.has(&d.id)).collect();
    if !new.is_empty() {
        append(file, &new)?;
    }
    Ok(new.len())
}

/// Waits until no other thread or process writes decisions, and keeps them waiting as long as what it gives lives. The
/// lock is a file of its own: on some systems nobody could read a locked file of decisions, not even its owner.
fn alone(file: &Path) -> Result<File> {
    let path = file.with_added_extension("lock");
    let lock = || {
        let lock = File::options().create(true).append(true).open(&path)?;
        lock.lock()?;
        Ok(lock)
    };
    Ok(lock().map_err(|source| StoreError::Decisions { name: path.display().to_string(), source })?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::picture::decisions::Grade;
    use std::thread;

    const THREADS: usize = 8;
    const EACH: usize = 25;

    #[test]
    fn what_is_decided_in_the_same_moment_has_ids_and_lines_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("decisions.jsonl");
        let said = || Said { by: Some("Ann"), at: None, reason: Some("seen") };
        let decide = || {
            for _ in 0..EACH {
                keep(Deed::Grade("Daily".into(), Grade::E), said(), &file).unwrap();
            }
        };
        thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(decide))));
        let ledger = Ledger::read(&file).unwrap();
        // The same id twice would count once.
        assert_eq!((ledger.decisions.len(), ledger.notices.len()), (THREADS * EACH, 0));
    }

    #[test]
    fn what_two_apply_in_the_same_moment_stands_there_once() {
        let folder = tempfile::tempdir().unwrap();
        let (theirs, ours) = (folder.path().join("theirs.jsonl"), folder.path().join("decisions.jsonl"));
        let said = Said { by: Some("Ann"), at: None, reason: Some("seen") };
        let given = vec![keep(Deed::Grade("Daily".into(), Grade::E), said, &theirs).unwrap()];
        let counts: Vec<usize> = thread::scope(|scope| {
            let all: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| apply(given.clone(), &ours).unwrap())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(counts.iter().sum::<usize>(), 1);
        assert_eq!(std::fs::read_to_string(&ours).unwrap().lines().count(), 1);
    }
}
