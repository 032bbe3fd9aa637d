//! `dateline diff`: what changed between two days, or since the store stood at a mark.

use crate::args::{Diff, FailOn, Since};
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::ask::{self, Narrowed};
use dateline::error::{Error, code};
use dateline::show::changes::Between;
use dateline::show::{atom, changes, text::Paint};
use dateline::{Pile, Result, Store};
use dateline_core::model::Day;
use dateline_core::picture::changes::{Change, ChangeKind};

/// Prints the changes; the exit code is 0 unless `--fail-on` asks for another.
pub fn run(args: &Diff, paths: &Paths) -> Result<u8> {
    let store = Store::open(&paths.store())?;
    let mark = store.mark()?;
    let after = paths.load_of(&store, args.known)?;
    let before = earlier(args.since, &store, paths, after.known)?;
    let all = after.picture.changes_since(&before.picture, args.quiet);
    let narrowed =
        Narrowed { place: args.place.as_deref(), party: args.party.as_deref(), dispute: args.dispute.as_deref() };
    let wanted = ask::changes(&before, &after, &all, &narrowed)?;
    let between = Between { before: &before, after: &after };
    console::print(&match (args.json, args.atom) {
        (true, _) => changes::json(between, &wanted),
        (_, true) => atom::feed(between, &wanted, &about(args)),
        _ => changes::text(between, &wanted, Paint { on: settings::colour() }),
    })?;
    console::say(&format!("The store stands at @{mark}; `--since @{mark}` will tell what is added from now on."));
    Ok(outcome(&args.fail_on, &wanted))
}

/// The picture to compare with.
pub(super) fn earlier(since: Since, store: &Store, paths: &Paths, known: Day) -> Result<Pile> {
    let wrong = |what: String, hint: &str| Err(Error::Options { what, hint: hint.into() });
    match since {
        Since::Day(day) => paths.load_of(store, Some(ask::earlier(day, known)?)),
        Since::Mark(mark) if mark > store.mark()? => {
            wrong(format!("The store stands at @{}, before @{mark}.", store.mark()?), "Give the mark that `diff` told.")
        }
        Since::Mark(mark) => {
            let store = Store::open(&paths.store())?.as_of(mark)?;
            let newest = paths.load_of(&store, None)?;
            if newest.known <= known { Ok(newest) } else { paths.load_of(&store, Some(known)) }
        }
    }
}

/// What the feed is restricted to, in words.
fn about(args: &Diff) -> Vec<String> {
    let told = |what: &str, given: &Option<String>| given.as_ref().map(|g| format!("{what} {g}"));
    [told("place", &args.place), told("party", &args.party), told("dispute", &args.dispute)]
        .into_iter()
        .flatten()
        .collect()
}

fn outcome(fail_on: &[FailOn], changes: &[&Change]) -> u8 {
    let disputed = changes.iter().any(|c| c.kind == ChangeKind::Disputed);
    match fail_on {
        asked if disputed && asked.contains(&FailOn::Dispute) => code::NEW_DISPUTE,
        asked if !changes.is_empty() && asked.contains(&FailOn::Change) => code::CHANGED,
        _ => code::DONE,
    }
}
