//! The command line: parses arguments, calls the library, prints.

mod args;
mod cmd;
mod console;
mod settings;

use args::Args;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    console::quiet_workers();
    let args = Args::parse();
    match cmd::run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => ExitCode::from(console::fail(&error)),
    }
}

/// A reader that went away, such as `head`, is no failure.
fn is_broken_pipe(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
}
