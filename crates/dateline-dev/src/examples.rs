//! The examples of the rule files as they are on disk, run by the product's own check, so that a changed rule needs
//! no build.

use crate::{Bench, Outcome};
use dateline::trial;
use dateline_core::rulebook::{self, RuleBook, RuleFile};

/// Checks the files and runs every sentence in them.
pub fn check(bench: &Bench) -> Outcome {
    let mut outcome = Outcome::default();
    let texts = match crate::files(&crate::rules_folder(), "toml") {
        Ok(texts) => texts,
        Err(e) => {
            outcome.failures.push(format!("the rules cannot be read: {e:#}"));
            return outcome;
        }
    };
    let files: Vec<RuleFile> = texts.iter().map(|(path, text)| RuleFile::shipped(path, text)).collect();
    outcome.failures.extend(rulebook::check(&files).iter().map(ToString::to_string));
    if let Ok(book) = RuleBook::layered(&files) {
        let tried = trial::run(&bench.reader, &book, &files);
        outcome.passed = tried.passed;
        outcome.failures.extend(tried.faults.iter().map(ToString::to_string));
    }
    outcome
}
