//! `dateline mcp`: the picture for assistants.

use crate::args::Mcp;
use crate::cmd::Paths;
use crate::console;
use dateline::error::code;
use dateline::mcp::{Handler, Server};
use dateline::pictures::Pictures;
use dateline::{Result, Store};

/// Answers until the input ends, or until Ctrl-C when it listens.
pub fn run(args: &Mcp, paths: &Paths) -> Result<u8> {
    let shelf = paths.shelf()?;
    // What cannot be read is told here, not to the assistant.
    Store::open(&shelf.store)?;
    paths.ledger()?;
    let handler = Handler::new(Pictures::new(shelf));
    match args.http {
        true => listen(args, handler)?,
        false => handler.over_stdio()?,
    }
    Ok(code::DONE)
}

fn listen(args: &Mcp, handler: Handler) -> Result<()> {
    console::listen();
    let server = Server::bind(args.port, args.token.clone())?;
    console::print(&format!("{}\n", server.address()))?;
    if args.token.is_none() {
        console::say(&format!("Authorization: Bearer {}", server.token()));
    }
    console::say("Ctrl-C ends it.");
    server.run(handler, console::is_stopped)
}
