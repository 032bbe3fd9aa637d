//! One report in, its claims out.
//!
//! [`read`] is a pure function of the report, its sentences, the brain and the days the report is of.
//! It sees one report at a time and knows nothing of the engine that made the trees.

mod absence;
mod attribution;
mod claims;
pub mod dating;
mod ellipsis;
mod figure;
mod frames;
mod ground;
mod happenings;
mod learned;
mod mend;
mod party;
mod passage;
mod peace;
mod persons;
mod place;
mod rebuttal;
mod retraction;
mod salience;
mod scene;
mod scope;
mod somebody;
mod state;
mod statement;
mod status;
mod taken;
mod taker;
mod time;
mod together;
mod unreal;
mod view;
mod when;
mod whereabouts;
mod who;

pub use claims::read;
pub use mend::mend;

use crate::lexicon::gazetteer::{Gazetteer, GazetteerError};
use crate::lexicon::outlets::OutletLexicon;
use crate::lexicon::parties::{LexiconError, PartyLexicon};
use crate::model::{Claim, Notice, Published};
use crate::picture::lineage::Digest;
use crate::rulebook::RuleBook;
use dateline_tree::Sentence;
use std::borrow::Cow;
use std::fmt;

/// The sentences of a report, one list for each of its blocks, in the order of `Report::blocks`.
/// Blocks that are not read (furniture, datelines) have empty lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// Sentences by block.
    pub blocks: Vec<Vec<Sentence>>,
}

/// What reading one report gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What the report claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// The publication days the claims were read with.
    pub published: Published,
    /// What dates a report without a date of its own: used by [`dating::settle`].
    pub clues: dating::Clues,
    /// Sentence fingerprints, for telling copies.
    pub digest: Digest,
    /// Remarks.
    pub notices: Vec<Notice>,
}

/// What dateline knows: places, parties, rules. Loaded once, never changed.
pub struct Brain {
    /// Places.
    pub gazetteer: Gazetteer,
    /// Parties.
    pub parties: PartyLexicon,
    /// Newspapers and agencies.
    pub outlets: OutletLexicon,
    /// Rules.
    pub rules: RuleBook,
}

/// A brain that could not be put together.
#[derive(Debug)]
pub enum BrainError {
    /// The gazetteer's bytes are damaged.
    Gazetteer(GazetteerError),
    /// A party or outlet file is malformed.
    Lexicon(LexiconError),
}

impl fmt::Display for BrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BrainError::Gazetteer(e) => write!(f, "the gazetteer cannot be used: {e}"),
            BrainError::Lexicon(e) => write!(f, "{e}"),
        }
    }
}

impl std::error::Error for BrainError {}

impl Brain {
    /// Puts a brain together from the gazetteer's bytes, parties and rules.
    ///
    /// # Errors
    /// When the gazetteer is damaged or the embedded list of outlets is malformed.
    pub fn new(gazetteer: Cow<'static, [u8]>, parties: PartyLexicon, rules: RuleBook) -> Result<Brain, BrainError> {
        Ok(Brain {
            gazetteer: Gazetteer::from_bytes(gazetteer).map_err(BrainError::Gazetteer)?,
            parties,
            outlets: OutletLexicon::embedded().map_err(BrainError::Lexicon)?,
            rules,
        })
    }
}
