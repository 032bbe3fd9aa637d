//! `dateline serve`: the explorer in a browser on this machine.

use crate::args::{Port, Serve};
use crate::cmd::{Paths, demo};
use crate::{console, settings};
use dateline::Result;
use dateline::error::code;
use dateline::serve::{Desk, Opened, Server};

/// Serves the store, or the bundled reports, until Ctrl-C.
pub fn run(args: &Serve, paths: &Paths) -> Result<u8> {
    if args.demo {
        return demo::serve(&args.port, args.by.as_deref(), paths);
    }
    let opened = Opened {
        shelf: paths.shelf()?,
        name: paths.store().display().to_string(),
        by: args.by.clone().unwrap_or_default(),
        threads: settings::threads(None),
    };
    // A store that cannot be read is told here, not on the first page.
    if opened.shelf.store.exists() {
        dateline::Store::open(&opened.shelf.store)?;
    }
    paths.ledger()?;
    answer(opened, &args.port)
}

/// Answers at the port until Ctrl-C, which is how a server ends well.
pub fn answer(opened: Opened, port: &Port) -> Result<u8> {
    console::listen();
    let server = Server::bind(port.port, port.ipv6)?;
    console::print(&format!("{}\n", server.address()))?;
    console::say("Open this address in a browser on this machine. Ctrl-C ends it.");
    server.run(Desk::new(opened)?, console::is_stopped)?;
    Ok(code::DONE)
}
