//! The commands, one file each where there is more than a line to say. Each gives its exit code.

mod add;
mod brief;
mod demo;
mod list;
mod why;

use crate::args::{Args, Command};
use crate::{console, settings};
use clap::CommandFactory;
use dateline::error::code;
use dateline::{Pile, Result, Store, pile};
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Runs what was typed.
pub fn run(args: Args) -> Result<u8> {
    let store = args.store;
    match args.command {
        Command::Add(add) => add::run(&add, store),
        Command::Brief(brief) => brief::run(&brief, store),
        Command::Holds(holds) => list::holds(&holds, store),
        Command::Timeline(timeline) => list::timeline(&timeline, store),
        Command::Claims(claims) => list::claims(&claims, store),
        Command::Reports(listing) => list::reports(&listing, store),
        Command::Copies(listing) => list::copies(&listing, store),
        Command::Disputes(known) => list::disputes(&known, store),
        Command::Why(why) => why::run(&why, store),
        Command::Demo(demo) => demo::run(&demo),
        Command::Completions { shell } => completions(shell),
        Command::Man => man(),
    }
}

/// The picture of the store that was named, as known on a day.
fn load(store: Option<PathBuf>, known: Option<Day>) -> Result<Pile> {
    pile::load(&Store::open(&settings::store_path(store))?, known)
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
