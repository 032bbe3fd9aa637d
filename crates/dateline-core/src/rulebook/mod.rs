//! How dateline reads: frames and cues as data, checked when they are loaded.
//!
//! A frame says which words may tell an event and where in the clause its place and parties stand.
//! Voice, coordination, control, negation, modality and attribution are written once, in code, and
//! apply to every frame. The format is described in `rules/README.md`.

mod check;
mod cues;
mod figures;
mod frame;
mod layers;
mod lists;
mod persons;

pub use check::{Sheet, check};
pub use cues::{CueExamples, Cues, Saying, StatusCue};
pub use figures::{Aside, FigureExample, FigureExamples, FigureRules, Kind, Measure, Numbers, Sort, Unit};
pub use frame::{Class, Example, Frame, Slot};
pub use layers::RuleFile;
pub use lists::Lists;
pub use persons::{PersonExample, PersonRule};

use crate::fault::Fault;
use crate::model::EventKind;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

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
    /// Which words tell what befalls a person, in the order of the files.
    pub persons: Vec<PersonRule>,
    by_lemma: BTreeMap<String, Vec<usize>>,
}

impl RuleBook {
    /// The rule book that is part of the program.
    ///
    /// # Errors
    /// A [`Fault`] when an embedded file is malformed, which the tests rule out.
    pub fn embedded() -> Result<RuleBook, Fault> {
        RuleBook::from_files(RULE_FILES.iter().copied())
    }

    /// A rule book from pairs of path below the rules folder and text.
    ///
    /// # Errors
    /// The first malformed file, duplicate frame name or unknown word of the format.
    pub fn from_files<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<RuleBook, Fault> {
        let files: Vec<RuleFile> = files.map(|(path, text)| RuleFile::shipped(path, text)).collect();
        RuleBook::layered(&files).map_err(|mut faults| faults.swap_remove(0))
    }

    /// A rule book in which the user's own files lie over the shipped ones: a frame of the same name replaces the
    /// shipped one, frames can be switched off, the user's word on a cue goes first, and his lists and figure rules are
    /// joined with the shipped ones.
    ///
    /// # Errors
    /// Everything that keeps a file from being used, in the order of the files; never an empty list.
    pub fn layered(files: &[RuleFile]) -> Result<RuleBook, Vec<Fault>> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut cues = Cues::default();
        let (mut lists, mut figures) = (Lists::default(), FigureRules::default());
        let mut faults = Vec::new();
        // Lists first: frames name them.
        for file in layers::own_last(files).filter(|f| f.is_list()) {
            lists.add(file).unwrap_or_else(|fault| faults.push(fault));
        }
        let lists_fail = !faults.is_empty();
        let mut persons: Vec<PersonRule> = Vec::new();
        for file in layers::own_last(files).filter(|f| f.is_person()) {
            persons::add(&mut persons, file).unwrap_or_else(|fault| faults.push(fault));
        }
        for file in layers::own_last(files).filter(|f| f.is_figure()) {
            figures.add(file).unwrap_or_else(|fault| faults.push(fault));
        }
        for file in layers::own_first(files).filter(|f| f.is_cue()) {
            let before = cues.examples.len();
            cues.add(file.text).unwrap_or_else(|what| faults.push(file.fault(&what)));
            cues.examples[before..].iter_mut().for_each(|e| e.file.clone_from(&file.shown));
        }
        for file in layers::own_last(files).filter(|f| f.is_frame()) {
            match frame::parse(file.path, file.text, &lists) {
                Ok(new) => layers::lay(&mut frames, new, file, &mut faults),
                // A list whose file is broken is told once, and not with every frame that names it.
                Err(what) if lists_fail && what.contains(lists::UNKNOWN) => {}
                Err(what) => faults.push(file.fault(&what)),
            }
        }
        layers::switch_off(&mut frames, files, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut by_lemma: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, frame) in frames.iter().enumerate() {
            for lemma in frame.heads() {
                by_lemma.entry(lemma).or_default().push(i);
            }
        }
        by_lemma.values_mut().for_each(|list| list.dedup());
        Ok(RuleBook { frames, cues, lists, figures, persons, by_lemma })
    }

    /// The frame with a name.
    pub fn frame(&self, name: &str) -> Option<&Frame> {
        self.frames.iter().find(|f| f.name == name)
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
        assert!(error.to_string().starts_with("rules/en/takeover/x.toml:6:9: "), "{error}");
        assert!(error.what.contains("nowhere"), "{error}");
    }
}
