//! `dateline why`: the passage behind a claim.

use crate::args::Why;
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::Result;
use dateline::error::code;
use dateline::pile;
use dateline::show::{text::Paint, why};

/// Explains the claim with an id, or with the only id that begins so.
pub fn run(args: &Why, paths: &Paths) -> Result<u8> {
    let pile = paths.load_traced()?;
    let claim = pile::find_claim(&pile, &args.id)?;
    let rule = pile::rule_of(&claim.rule, &paths.knowledge()?);
    match args.json {
        true => console::print(&why::json(&pile, claim, &rule))?,
        false => console::print(&why::text(&pile, claim, &rule, Paint { on: settings::colour() }))?,
    }
    Ok(code::DONE)
}
