//! `dateline why`: the passage behind a claim.

use crate::args::Why;
use crate::cmd::Paths;
use crate::{console, settings};
use dateline::Result;
use dateline::error::code;
use dateline::knowledge::Knowledge;
use dateline::pile;
use dateline::show::{text::Paint, why};

/// Explains the claim with an id, or with the only id that begins so.
pub fn run(args: &Why, paths: &Paths) -> Result<u8> {
    let pile = paths.load(None)?;
    let claim = pile::find_claim(&pile, &args.id)?;
    let rule = rule_of(&claim.rule, &paths.knowledge()?);
    match args.json {
        true => console::print(&why::json(&pile, claim, &rule))?,
        false => console::print(&why::text(&pile, claim, &rule, Paint { on: settings::colour() }))?,
    }
    Ok(code::DONE)
}

/// Where a rule stands and why it is there, when it is in use. Of a figure the file of its measure is told, of a
/// statement nothing: code alone makes it.
fn rule_of(name: &str, knowledge: &Knowledge) -> why::RuleForm {
    let frame = knowledge.rules.frame(name);
    let measure = name.strip_prefix("figure-").and_then(|measure| knowledge.rules.figures.told("measure", measure));
    why::RuleForm {
        name: name.to_owned(),
        why: frame.map(|f| f.why.clone()),
        file: frame.map(|f| f.file.clone()).or(measure.map(|m| m.file.clone())),
    }
}
