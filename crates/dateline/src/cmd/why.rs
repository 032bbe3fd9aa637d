//! `dateline why`: the passage behind a claim.

use crate::args::Why;
use crate::{cmd, console, settings};
use dateline::Result;
use dateline::error::code;
use dateline::pile;
use dateline::show::{text::Paint, why};
use std::path::PathBuf;

/// Explains the claim with an id, or with the only id that begins so.
pub fn run(args: &Why, store: Option<PathBuf>) -> Result<u8> {
    let pile = cmd::load(store, None)?;
    let claim = pile::find_claim(&pile, &args.id)?;
    console::print(&why::text(&pile, claim, Paint { on: settings::colour() }))?;
    Ok(code::DONE)
}
