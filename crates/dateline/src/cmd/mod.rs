//! The commands, one file each where there is more than a line to say. Each gives its exit code.

mod add;
mod brief;
mod dates;
mod decide;
mod decisions;
mod demo;
mod diff;
mod export;
mod figures;
mod gazetteer;
#[cfg(feature = "parquet")]
mod import;
mod list;
mod map;
mod mcp;
mod places;
mod rules;
mod serve;
mod watch;
mod why;

use crate::args::{Args, Command};
use crate::{console, settings};
use clap::CommandFactory;
use dateline::error::code;
use dateline::knowledge::{self, Knowledge};
use dateline::pictures::Shelf;
use dateline::pile::Kept;
use dateline::{Ledger, Pile, Result, Store, pile};
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Runs what was typed.
pub fn run(args: Args) -> Result<u8> {
    let paths = Paths {
        store: args.store,
        knowledge: settings::knowledge_folder(args.knowledge),
        decisions: args.decisions.filter(|p| !p.as_os_str().is_empty()),
        without_decisions: args.without_decisions,
    };
    let paths = &paths;
    match args.command {
        Command::Add(add) => add::run(&add, paths),
        Command::Watch(args) => watch::run(&args, paths),
        Command::Brief(brief) => brief::run(&brief, paths),
        Command::Holds(holds) => list::holds(&holds, paths),
        Command::Map(args) => map::run(&args, paths),
        Command::Timeline(timeline) => list::timeline(&timeline, paths),
        Command::Claims(claims) => list::claims(&claims, paths),
        Command::Dates(dates) => dates::run(&dates),
        Command::Places(args) => places::run(&args, paths),
        Command::Gazetteer(args) => gazetteer::run(&args, paths),
        Command::Reports(listing) => list::reports(&listing, paths),
        Command::Copies(listing) => list::copies(&listing, paths),
        Command::Disputes(known) => list::disputes(&known, paths),
        Command::Figures(args) => figures::figures(&args, paths),
        Command::Forecasts(known) => figures::forecasts(&known, paths),
        Command::Developments(args) => list::developments(&args, paths),
        Command::People(args) => list::people(&args, paths),
        Command::Recalls(known) => list::recalls(&known, paths),
        Command::Decide(args) => decide::run(&args, paths),
        Command::Decisions(args) => decisions::run(&args, paths),
        Command::Export(args) => export::run(&args, paths),
        #[cfg(feature = "parquet")]
        Command::Import(args) => import::run(&args, paths),
        Command::Diff(args) => diff::run(&args, paths),
        Command::Why(why) => why::run(&why, paths),
        Command::Rules(rules) => rules::run(&rules, paths),
        Command::Serve(args) => serve::run(&args, paths),
        Command::Mcp(args) => mcp::run(&args, paths),
        Command::Demo(demo) => demo::run(&demo, paths),
        Command::Completions { shell } => completions(shell),
        Command::Man => man(),
    }
}

/// Where things lie, as typed.
pub struct Paths {
    /// The store.
    pub store: Option<PathBuf>,
    /// The folder of the user's own knowledge, when there is one.
    pub knowledge: Option<PathBuf>,
    /// The file of decisions, when one was named.
    pub decisions: Option<PathBuf>,
    /// Whether decisions are left out.
    pub without_decisions: bool,
}

impl Paths {
    /// What dateline knows, the user's own included.
    pub fn knowledge(&self) -> Result<Knowledge> {
        knowledge::load(self.knowledge.as_deref())
    }
    /// The store's file.
    pub fn store(&self) -> PathBuf {
        settings::store_path(self.store.clone())
    }
    /// The picture of the store that was named, as known on a day; its claims have no traces.
    pub fn load(&self, known: Option<Day>) -> Result<Pile> {
        self.load_of(&Store::open(&self.store())?, known)
    }
    /// The same with the traces, as the newest report knows it.
    pub fn load_traced(&self) -> Result<Pile> {
        pile::load_with(&Store::open(&self.store())?, None, &self.knowledge()?, &self.ledger()?.decisions)
    }
    /// The picture of an open store.
    pub fn load_of(&self, store: &Store, known: Option<Day>) -> Result<Pile> {
        Kept::lean(store)?.known(store, known, &self.knowledge()?, &self.ledger()?.decisions)
    }
    /// The file of decisions: as named, else beside the store.
    pub fn decisions(&self) -> PathBuf {
        self.decisions.clone().unwrap_or_else(|| self.store().with_file_name("decisions.jsonl"))
    }
    /// Where a server finds the store and what belongs to it.
    pub fn shelf(&self) -> Result<Shelf> {
        let (store, decisions) = (self.store(), self.decisions());
        Ok(Shelf { store, knowledge: self.knowledge()?, decisions, without_decisions: self.without_decisions })
    }
    /// The decisions that are to count, and remarks on lines that cannot be read.
    pub fn ledger(&self) -> Result<Ledger> {
        if self.without_decisions {
            return Ok(Ledger::default());
        }
        let ledger = Ledger::read(&self.decisions())?;
        console::notices(&ledger.notices);
        Ok(ledger)
    }
}

fn completions(shell: clap_complete::Shell) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dateline", &mut script);
    console::print(&String::from_utf8_lossy(&script))?;
    Ok(code::DONE)
}

fn man() -> Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    console::print(&String::from_utf8_lossy(&page))?;
    Ok(code::DONE)
}
