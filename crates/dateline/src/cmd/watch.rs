//! `dateline watch`: add what arrives, tell what changed.

use crate::args::Watch as Args;
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::error::code;
use dateline::pipeline::Watch;
use dateline::show::text::{clean, count};
use dateline::watch::{self, Onlooker, Round, Settings, Sources};
use dateline::{Result, take};
use std::time::Duration;

/// Watches until Ctrl-C, which is how a watch ends well, or for one round.
pub fn run(args: &Args, paths: &Paths) -> Result<u8> {
    let settings = Settings {
        sources: Sources::of(&args.sources)?,
        shelf: paths.shelf()?,
        every: args.every,
        settle: Duration::from_secs(args.settle),
        atom: args.atom.clone(),
        hook: args.hook.clone(),
        once: args.once,
        options: take::options(&args.intake.map)?,
        threads: settings::threads(args.intake.threads),
    };
    paths.ledger()?;
    let mut teller = Teller::start(clean(&settings.shelf.store.display().to_string()));
    watch::run(&settings, &mut teller)?;
    Ok(match args.once {
        true if console::is_stopped() => code::STOPPED,
        true => teller.code,
        false => code::DONE,
    })
}

/// One line for each round.
struct Teller {
    watcher: console::Watcher,
    store: String,
    /// What the rounds came to.
    code: u8,
}

impl Teller {
    fn start(store: String) -> Teller {
        Teller { watcher: console::Watcher::start(), store, code: code::DONE }
    }
}

impl Watch for Teller {
    fn stop(&self) -> bool {
        self.watcher.stop()
    }
    fn kept(&mut self, report: &str) {
        self.watcher.kept(report);
    }
}

impl Onlooker for Teller {
    fn begun(&mut self, folders: usize, feeds: usize) {
        let (folders, feeds) = (count(folders, "folder", "folders"), count(feeds, "feed", "feeds"));
        let told = format!("Watching {folders} and {feeds}; store {}. Ctrl-C ends it.", self.store);
        self.watcher.pause(|| console::say(&told));
    }

    fn round(&mut self, round: &Round) {
        self.watcher.pause(|| {
            console::notices(&round.tally.notices);
            console::notices(&round.trouble);
            console::say(&line(round));
        });
        self.code = match console::outcome(&round.tally) {
            code::DONE if !round.trouble.is_empty() => code::FAILED,
            code => code,
        };
    }
}

/// "2 reports added; 3 feeds asked, 1 not changed; 1 change; the store stands at @12."
fn line(round: &Round) -> String {
    let part = |n: usize, what: &str| if n > 0 { format!(", {n} {what}") } else { String::new() };
    let feeds = || {
        count(round.asked, "feed asked", "feeds asked") + &part(round.same, "as before") + &part(round.failed, "failed")
    };
    let parts = [
        Some(round.tally.sentence()),
        (round.asked > 0).then(feeds),
        Some(count(round.changes, "change", "changes")),
        Some(format!("the store stands at @{}.", round.mark)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
