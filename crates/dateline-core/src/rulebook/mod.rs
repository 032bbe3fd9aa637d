//! How dateline reads: frames and cues as data, checked when they are loaded.
//!
//! A frame says which words may tell an event and where in the clause its place and parties stand.
//! Voice, coordination, control, negation, modality and attribution are written once, in code, and
//! apply to every frame. The format is described in `rules/README.md`.

mod cues;
mod figures;
mod frame;
mod lists;

pub use cues::{Cues, Saying, StatusCue};
pub use figures::{Aside, FigureExample, FigureExamples, FigureRules, Kind, Measure, Numbers, Sort, Unit};
pub use frame::{Class, Example, Frame, Slot};
pub use lists::Lists;

use crate::model::EventKind;
use std::collections::BTreeMap;
use std::fmt;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A rule file that cannot be used: which, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// Path below the rules folder.
    pub file: String,
    /// What is wrong, with line and column where the parser knows them.
    pub what: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules/{}: {}", self.file, self.what)
    }
}

impl std::error::Error for RuleError {}

/// All frames and cues, ready to use.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// Frames in the order of their files.
    pub frames: Vec<Frame>,
    /// Words that decide status and attribution.
    pub cues: Cues,
    /// Words that frames share, by the name of their list.
    pub lists: Lists,
    /// What is known about numbers.
    pub figures: FigureRules,
    by_lemma: BTreeMap<String, Vec<usize>>,
}

impl RuleBook {
    /// The rule book that is part of the program.
    ///
    /// # Errors
    /// A [`RuleError`] when an embedded file is malformed, which the tests rule out.
    pub fn embedded() -> Result<RuleBook, RuleError> {
        RuleBook::from_files(RULE_FILES.iter().copied())
    }

    /// A rule book from pairs of path and text.
    ///
    /// # Errors
    /// The first malformed file, duplicate frame name or unknown word of the format.
    pub fn from_files<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<RuleBook, RuleError> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut cues = Cues::default();
        let mut lists = Lists::default();
        // Lists first: frames name them.
        let (shared, files): (Vec<_>, Vec<_>) = files.partition(|(path, _)| path.contains("/list/"));
        for (path, text) in shared {
            lists.add(text).map_err(|what| RuleError { file: path.to_owned(), what })?;
        }
        let mut figures = FigureRules::default();
        for (path, text) in files {
            let fail = |what: String| RuleError { file: path.to_owned(), what };
            if path.contains("/cue/") {
                cues.add(text).map_err(fail)?;
                continue;
            }
            if path.contains("/figure/") {
                figures.add(path, text).map_err(fail)?;
                continue;
            }
            for frame in frame::parse(path, text, &lists).map_err(fail)? {
                if frames.iter().any(|f| f.name == frame.name) {
                    return Err(fail(format!("the frame name `{}` is used twice", frame.name)));
                }
                frames.push(frame);
            }
        }
        let mut by_lemma: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, frame) in frames.iter().enumerate() {
            for lemma in frame.heads() {
                by_lemma.entry(lemma).or_default().push(i);
            }
        }
        by_lemma.values_mut().for_each(|list| list.dedup());
        Ok(RuleBook { frames, cues, lists, figures, by_lemma })
    }

    /// Frames whose trigger word has this lemma, in order.
    pub fn frames_of(&self, lemma: &str) -> impl Iterator<Item = &Frame> {
        self.by_lemma.get(lemma).into_iter().flatten().map(|&i| &self.frames[i])
    }

    /// The frame that fills the roles of what the model takes for an event, when the rules want the model's word on it.
    pub fn learned(&self, kind: EventKind) -> Option<&Frame> {
        self.frames.iter().find(|f| f.says == kind && f.margin.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_rules_load() {
        let book = RuleBook::embedded().unwrap_or_else(|e| panic!("{e}"));
        assert!(book.frames.len() > 10);
    }

    #[test]
    fn an_unknown_slot_is_reported_with_its_file() {
        let text = "[[frame]]\nname='x'\nsays='takeover'\nwhy='w'\nverb=['take']\nplace=['nowhere']\nmatch=[]\n";
        let error = RuleBook::from_files([("en/takeover/x.toml", text)].into_iter()).unwrap_err();
        assert!(error.to_string().starts_with("rules/en/takeover/x.toml:"), "{error}");
        assert!(error.what.contains("nowhere"), "{error}");
    }
}
