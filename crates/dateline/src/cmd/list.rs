//! The listing commands: each asks the pile and prints text or JSON lines.

use crate::args::{Claims, Developments, Holds, Known, Listing, People, Timeline};
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::Result;
use dateline::ask::{self, Wanted};
use dateline::error::code;
use dateline::pile::people as people_named;
use dateline::show::{self, text::Paint};
use dateline_core::model::Day;

/// `dateline holds`
pub fn holds(args: &Holds, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known)?;
    let holdings = ask::holdings(&pile, args.place.as_deref(), args.on)?;
    match args.json {
        true => print(&show::holds::json(&holdings), ""),
        false => print(&show::holds::text(&pile, &holdings), "No report known by then is about any place."),
    }
}

/// `dateline timeline`
pub fn timeline(args: &Timeline, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known)?;
    let chosen = ask::places_or_all(&pile, args.place.as_deref())?;
    match args.json {
        true => print(&show::timeline::json(&pile, &chosen), ""),
        false => print(&show::timeline::text(&pile, &chosen, paint()), "No known report tells who held it."),
    }
}

/// `dateline claims`
pub fn claims(args: &Claims, paths: &Paths) -> Result<u8> {
    let pile = paths.load(None)?;
    let wanted = Wanted {
        place: args.place.as_deref(),
        report: args.report.as_deref(),
        kind: args.kind.as_deref(),
        status: args.status.as_deref(),
        ..Wanted::default()
    };
    let found = ask::claims(&pile, &wanted)?;
    match args.json {
        true => print(&show::claims::json(&pile, &found), ""),
        false => print(&show::claims::text(&found), "There are no such claims."),
    }
}

/// `dateline reports`
pub fn reports(args: &Listing, paths: &Paths) -> Result<u8> {
    let pile = paths.load(Some(Day::MAX))?;
    match args.json {
        true => print(&show::reports::json(&pile), ""),
        false => print(&show::reports::text(&pile), "The store has no reports."),
    }
}

/// `dateline copies`
pub fn copies(args: &Listing, paths: &Paths) -> Result<u8> {
    // What is a copy does not depend on a day; undated reports count as well.
    let pile = paths.load(Some(Day::MAX))?;
    match args.json {
        true => print(&show::reports::copies_json(&pile), ""),
        false => print(&show::reports::copies_text(&pile), "No report repeats another."),
    }
}

/// `dateline disputes`
pub fn disputes(args: &Known, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known)?;
    let disputes = pile.picture.disputes();
    match args.json {
        true => print(&show::disputes::json(&disputes), ""),
        false => print(&show::disputes::text(&pile, &disputes), "The known reports do not disagree."),
    }
}

/// `dateline developments`
pub fn developments(args: &Developments, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known.known)?;
    let told = ask::developments(&pile, args.place.as_deref())?;
    match args.known.json {
        true => print(&show::developments::json(&pile, &told), ""),
        false => {
            print(&show::developments::text(&pile, &told, paint()), "No known report tells that anything happened.")
        }
    }
}

/// `dateline people`
pub fn people(args: &People, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known.known)?;
    let people = people_named(&pile, args.name.as_deref())?;
    match args.known.json {
        true => print(&show::people::json(&pile, &people), ""),
        false => {
            print(&show::people::text(&pile, &people, paint()), "No known report tells what befell anybody by name.")
        }
    }
}

/// `dateline recalls`
pub fn recalls(args: &Known, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known)?;
    let recalls = pile.picture.recalls();
    match args.json {
        true => print(&show::recalls::json(recalls), ""),
        false => print(&show::recalls::text(&pile, recalls), "No known report takes a story back."),
    }
}

/// Prints a listing; an empty one is told on standard error, so that standard output holds only results.
pub(super) fn print(text: &str, when_empty: &str) -> Result<u8> {
    if text.is_empty() && !when_empty.is_empty() {
        console::say(when_empty);
    }
    console::print(text)?;
    Ok(code::DONE)
}

pub(super) fn paint() -> Paint {
    Paint { on: settings::colour() }
}
