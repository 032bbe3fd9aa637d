//! `dateline brief`: from the store, or from paths without any set-up; as text, Markdown or a page, or only checked.

use crate::args::{Brief, Format, Since, Template};
use crate::cmd::{Paths, diff};
use crate::{console, settings};
use dateline::ask;
use dateline::error::{Error, code};
use dateline::pile::Kept;
use dateline::show::brief::{self, Ask};
use dateline::show::text::{Paint, clean};
use dateline::{Pile, Reader, Result, Store, pile, pipeline, take};
use dateline_core::knowledge::Knowledge;
use dateline_core::model::{Day, Notice};
use dateline_core::picture::decisions::{Decision, State};
use jiff::ToSpan;

/// Prints the brief.
pub fn run(args: &Brief, paths: &Paths) -> Result<u8> {
    if !args.paths.is_empty() {
        return of_paths(args, paths);
    }
    let store = Store::open(&paths.store())?;
    let decisions = paths.ledger()?.decisions;
    let knowledge = paths.knowledge()?;
    let kept = Kept::lean(&store)?;
    write(args, &Desk { store: &store, kept, paths, knowledge: &knowledge, decisions: &decisions, notices: &[] })
}

/// Reads the paths into a store that is gone afterwards, and prints their brief.
fn of_paths(args: &Brief, given: &Paths) -> Result<u8> {
    // A pile that is not kept has no decisions beside it; those of a named file count.
    let decisions = if given.decisions.is_some() { given.ledger()?.decisions } else { Vec::new() };
    let options = take::options(&args.intake.map)?;
    if let Some(Since::Mark(mark)) = args.since {
        let what = format!("@{mark} is a mark of a store, and paths are read without one.");
        return Err(Error::Options { what, hint: "Give a day, or add the paths to a store first.".into() });
    }
    let mut watcher = console::Watcher::start();
    let mut store = Store::temporary()?;
    let knowledge = given.knowledge()?;
    let reader = Reader::knowing(knowledge.clone())?;
    let input = take::input(&args.paths, &options)?;
    let threads = settings::threads(args.intake.threads);
    let tally = pipeline::take_in(&mut store, &reader, input, threads, &mut watcher)?;
    drop(watcher);
    console::notices(&tally.notices);
    let written = match tally.stopped {
        true => code::DONE,
        false => {
            let (kept, notices) = (Kept::lean(&store)?, tally.notices.as_slice());
            let desk =
                Desk { store: &store, kept, paths: given, knowledge: &knowledge, decisions: &decisions, notices };
            write(args, &desk)?
        }
    };
    Ok(if written == code::DONE { console::outcome(&tally) } else { written })
}

/// What a brief is written from.
pub struct Desk<'a> {
    /// Where the reports are.
    pub store: &'a Store,
    /// What it keeps.
    pub kept: Kept,
    /// Rules, places and sides.
    pub knowledge: &'a Knowledge,
    /// Where knowledge and decisions lie.
    pub paths: &'a Paths,
    /// What was decided.
    pub decisions: &'a [Decision],
    /// Remarks on the input.
    pub notices: &'a [Notice],
}

impl Desk<'_> {
    fn load(&self, known: Option<Day>) -> Result<Pile> {
        self.kept.clone().known(self.store, known, self.knowledge, self.decisions)
    }

    /// The pile to compare with: as asked, else of the day before; none where no report has a day.
    fn before(&self, since: Option<Since>, known: Day) -> Result<Option<Pile>> {
        match since {
            Some(Since::Mark(_)) => {
                diff::earlier(since.unwrap_or(Since::Day(known)), self.store, self.paths, known).map(Some)
            }
            Some(Since::Day(day)) => self.load(Some(ask::earlier(day, known)?)).map(Some),
            None if known == Day::MAX => Ok(None),
            None => known.checked_sub(1.days()).ok().map(|day| self.load(Some(day))).transpose(),
        }
    }
}

/// Writes the brief of a store as asked; gives the exit code.
pub fn write(args: &Brief, desk: &Desk) -> Result<u8> {
    let now = desk.load(args.known)?;
    let before = desk.before(args.since, now.known)?;
    let states = match desk.decisions {
        [] => Vec::new(),
        decisions => pile::states(desk.store, desk.knowledge, decisions)?,
    };
    let decided: Vec<(&Decision, &State)> = desk.decisions.iter().zip(&states).collect();
    let template = match args.template {
        Template::TwoPage => brief::Template::TwoPage,
        Template::Full => brief::Template::Full,
    };
    let map = args.format == Format::Html && !args.no_map;
    let ask = Ask { on: args.on, before: before.as_ref(), decisions: &decided, notices: desk.notices, template, map };
    let made = brief::build(&now, &ask);
    if args.check || cfg!(debug_assertions) {
        let flaws = brief::check(&made, &now);
        flaws.iter().for_each(|flaw| console::say(&clean(&flaw.to_string())));
        if !flaws.is_empty() {
            return Ok(code::MISMATCH);
        }
    }
    if args.check {
        console::say(&format!("{} citations hold.", made.cites().count()));
        return Ok(code::DONE);
    }
    let paint = Paint { on: settings::colour() && args.output.is_none() };
    let text = match args.format {
        Format::Text => brief::text(&made, paint),
        Format::Markdown => brief::markdown(&made),
        Format::Html => brief::html(&made),
    };
    match &args.output {
        Some(file) => std::fs::write(file, text)?,
        None => console::print(&text)?,
    }
    Ok(code::DONE)
}
