//! `dateline demo`: the brief on the bundled reports, and the explorer over them.

use crate::args::{Brief, Demo, Port, Serve};
use crate::cmd::{Paths, brief, serve};
use crate::{console, settings};
use dateline::demo::{self, Folder};
use dateline::error::code;
use dateline::pictures::Shelf;
use dateline::pile::Kept;
use dateline::pipeline::{self, Tally};
use dateline::serve::Opened;
use dateline::{Error, Reader, Result, Store, take};
use std::io::IsTerminal;

/// Prints the brief of the bundled reports; on a terminal, or when a port is given, the explorer follows.
pub fn run(args: &Demo, paths: &Paths) -> Result<u8> {
    let demo = Read::new(paths)?;
    if demo.tally.stopped {
        return Ok(console::outcome(&demo.tally));
    }
    let store = Store::open(&demo.opened.shelf.store)?;
    let decisions = if paths.decisions.is_some() { paths.ledger()?.decisions } else { Vec::new() };
    let (kept, knowledge, notices) = (Kept::of(&store)?, &demo.opened.shelf.knowledge, demo.tally.notices.as_slice());
    let desk = brief::Desk { store: &store, kept, knowledge, paths, decisions: &decisions, notices };
    brief::write(&Brief::default(), &desk)?;
    console::say("Bundled, made-up reports. Your own: `dateline brief PATH`, or `dateline add PATH` and then");
    console::say("`dateline holds`, `dateline timeline PLACE`, `dateline why CLAIM`, `dateline serve`.");
    match args.port {
        _ if args.no_serve => Ok(code::DONE),
        None if !std::io::stdout().is_terminal() => Ok(code::DONE),
        port => serve::answer(demo.opened, &Port::or_usual(port)),
    }
}

/// `dateline serve --demo`
pub fn serve(args: &Serve, paths: &Paths) -> Result<u8> {
    let demo = Read::new(paths)?;
    match demo.tally.stopped {
        true => Ok(console::outcome(&demo.tally)),
        false => {
            let (by, token) = (args.by.clone().unwrap_or_default(), args.token.clone());
            serve::answer(Opened { by, token, ..demo.opened }, &args.port)
        }
    }
}

/// The bundled reports in a store of their own, which goes with the folder.
struct Read {
    opened: Opened,
    tally: Tally,
    _folder: Folder,
}

impl Read {
    fn new(paths: &Paths) -> Result<Read> {
        if demo::REPORTS.is_empty() {
            let what = "This dateline was built without example reports.".to_string();
            let hint = "Give your own reports: `dateline brief PATH`.".to_string();
            return Err(Error::NotFound { what, hint });
        }
        let knowledge = paths.knowledge()?;
        let folder = demo::unpack()?;
        let store = folder.path().join("demo.db");
        let decisions = paths.decisions.clone().unwrap_or_else(|| folder.path().join("decisions.jsonl"));
        let threads = settings::threads(None);
        let mut watcher = console::Watcher::start();
        let reader = Reader::knowing(knowledge.clone())?;
        let input = take::input(&[folder.path().join("reports")], &take::Options::default())?;
        let tally = pipeline::take_in(&mut Store::create(&store)?, &reader, input, threads, &mut watcher)?;
        drop(watcher);
        console::notices(&tally.notices);
        let (name, without_decisions) = ("bundled, made-up reports".into(), paths.without_decisions);
        let shelf = Shelf { store, knowledge, decisions, without_decisions };
        let opened = Opened { shelf, name, by: String::new(), threads, token: None };
        Ok(Read { opened, tally, _folder: folder })
    }
}
