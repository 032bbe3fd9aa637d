//! Developer commands of dateline: rule checks, reading cases, scores.
//!
//! [`Bench`] reads a text as the product does, without store or files. [`examples`] runs the sentences
//! that every rule file brings along, both those it must read and those it must leave alone. [`cases`]
//! runs the snippets in `reading/`, whose expected claims are complete. [`labels`] compares what is read with the
//! labelled sentences in `training/events/`, [`export`] writes those for training.

pub mod cases;
pub mod examples;
pub mod export;
pub mod labels;
pub mod places;

use anyhow::{Context, Result};
use dateline::{Reader, trial};
use dateline_core::model::{Claim, Day};
use dateline_core::read::Reading;
use dateline_core::rulebook::RuleBook;
use dateline_tree::{Proposal, Sentence};
use std::path::{Path, PathBuf};

/// What a run of examples or cases gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were read as they should be.
    pub passed: usize,
    /// One paragraph for each that was not.
    pub failures: Vec<String>,
}

/// The product's reader over bare texts.
pub struct Bench {
    reader: Reader,
}

impl Bench {
    /// Loads model and lexicons, and the rules as they are on disk, so that a changed rule needs no build.
    ///
    /// # Errors
    /// When a rule file cannot be read or is malformed.
    pub fn new() -> Result<Bench> {
        Ok(Bench { reader: Reader::with_rules(rules()?)? })
    }

    /// Reads a text as one report of a day; blank lines part paragraphs.
    pub fn read(&self, text: &str, day: Option<Day>) -> Reading {
        trial::read(&self.reader, text, day)
    }
}

/// The rule book of this repository, from its files.
///
/// # Errors
/// When a rule file cannot be read or is malformed.
pub fn rules() -> Result<RuleBook> {
    let texts = files(&rules_folder(), "toml")?;
    Ok(RuleBook::from_files(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}

/// The rules of this repository.
pub fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

/// Name below a folder and text of every file with an extension, in order.
///
/// # Errors
/// When a file cannot be read.
pub fn files(root: &Path, extension: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).with_context(|| at.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push((path.strip_prefix(root)?.display().to_string(), std::fs::read_to_string(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A claim in one line, as reading cases write it.
pub fn line(claim: &Claim) -> String {
    if claim.figure().is_some() {
        return format!("{} | {}", cases::summary(claim), claim.quote);
    }
    let name = |p: Option<&str>| p.unwrap_or("-").to_owned();
    let when = claim.when().map_or("-".to_owned(), |w| {
        if w.days.is_one_day() {
            format!("{} {}", w.days.from, w.basis.as_str())
        } else {
            format!("{}/{} {}", w.days.from, w.days.to, w.basis.as_str())
        }
    });
    format!(
        "{} | {} | {} {} | {} > {} | {} | {} | {}",
        claim.event_kind().map_or(claim.says.as_str(), |k| k.as_str()),
        claim.status.as_str(),
        name(claim.place().map(|p| p.name.as_str())),
        claim.event().map_or("", |e| e.extent.as_str()),
        name(claim.actor().map(|p| p.name.as_str())),
        name(claim.target().map(|p| p.name.as_str())),
        when,
        claim.source.as_ref().map_or("-", |s| s.text.as_str()),
        claim.quote,
    )
}

/// A proposal of the model in one line, with its words.
pub fn proposal(proposal: &Proposal, sentence: &Sentence, text: &str) -> String {
    let word = |at: Option<u32>| at.and_then(|i| sentence.tokens.get(i as usize)).map_or("-", |t| t.span.of(text));
    format!(
        "{} ({:.1}) | {} | {} ({:.1}) | {} | {} | {}",
        proposal.event.as_str(),
        proposal.margin,
        word(Some(proposal.word)),
        proposal.status.as_str(),
        proposal.status_margin,
        word(proposal.actor),
        word(proposal.place),
        word(proposal.source),
    )
}
