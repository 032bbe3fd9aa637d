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
        return demo::serve(args, paths);
    }
    let opened = Opened {
        shelf: paths.shelf()?,
        name: paths.store().display().to_string(),
        by: args.by.clone().unwrap_or_default(),
        threads: settings::threads(None),
        token: args.token.clone(),
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
    let given = opened.token.is_some();
    let desk = Desk::new(opened)?;
    console::print(&format!("{}\n", server.address()))?;
    console::say("Open this address in a browser on this machine. Ctrl-C ends it.");
    if !given {
        console::say(&format!("Programs write with the header Authorization: Bearer {}", desk.token().as_str()));
    }
    server.run(desk, console::is_stopped)?;
    Ok(code::DONE)
}
