//! `dateline rules`: check them, list them, begin a folder of one's own.

use crate::args::Rules;
use crate::cmd::Paths;
use crate::console;
use dateline::error::code;
use dateline::knowledge::{self, Knowledge, OwnFiles};
use dateline::show::text::{count, paragraph};
use dateline::{Reader, Result, trial};
use dateline_core::rulebook::{RULE_FILES, RuleFile};
use std::path::Path;

/// Does what was asked.
pub fn run(rules: &Rules, paths: &Paths) -> Result<u8> {
    match rules {
        Rules::Check { dir } => check(dir.as_deref().or(paths.knowledge.as_deref())),
        Rules::List => list(paths),
        Rules::New { dir } => begin(dir),
    }
}

/// Reads every file and every sentence in them, and prints each thing that is wrong.
fn check(folder: Option<&Path>) -> Result<u8> {
    let own = folder.map(knowledge::read).transpose()?.unwrap_or_default();
    let shipped: Vec<RuleFile> = RULE_FILES.iter().map(|(path, text)| RuleFile::shipped(path, text)).collect();
    let mut faults = Knowledge::check(&shipped, &own);
    let mut passed = 0;
    // Without sound files there is no reader that could try the sentences.
    if let Ok(knowledge) = Knowledge::assemble(&own) {
        let tried = trial::run(&Reader::knowing(knowledge.clone())?, &knowledge.rules, &all(shipped, &own));
        passed = tried.passed;
        faults.extend(tried.faults);
    }
    faults.sort();
    console::faults(&faults)?;
    let sentences = count(passed, "sentence is read as its rule says", "sentences are read as their rules say");
    console::say(&format!("{sentences}; {}.", count(faults.len(), "problem", "problems")));
    Ok(if faults.is_empty() { code::DONE } else { code::FAILED })
}

fn all<'a>(shipped: Vec<RuleFile<'a>>, own: &'a OwnFiles) -> Vec<RuleFile<'a>> {
    let mine = own.below("rules/").into_iter().map(|f| RuleFile::own(&own.folder, f.path, f.text));
    shipped.into_iter().chain(mine).collect()
}

/// Name, event, file and reason of every frame that is in use.
fn list(paths: &Paths) -> Result<u8> {
    let mut out = String::new();
    for frame in &paths.knowledge()?.rules.frames {
        out.push_str(&format!("{}  {}  {}\n", frame.name, frame.says.as_str(), frame.file));
        paragraph(&mut out, "    ", "    ", &dateline::show::text::clean(&frame.why));
    }
    console::print(&out)?;
    Ok(code::DONE)
}

fn begin(folder: &Path) -> Result<u8> {
    knowledge::begin(folder)?;
    let shown = folder.display();
    console::say(&format!("{shown} holds commented examples now. Change them, then: dateline rules check {shown}"));
    console::say(&format!(
        "Use them with --knowledge {shown}, or with DATELINE_KNOWLEDGE={shown} in your environment."
    ));
    Ok(code::DONE)
}
