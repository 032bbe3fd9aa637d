//! What is needed to find places in text without the language model: gazetteer, outlets and parties, loaded once.

use crate::error::{Error, Result};
use dateline_core::knowledge::Knowledge;
use dateline_core::lexicon::gazetteer::Gazetteer;
use dateline_core::lexicon::outlets::OutletLexicon;
use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::places::Known;
use std::borrow::Cow;

/// The gazetteer that is compiled in.
pub(crate) static PACKED: &[u8] = include_bytes!("../../../lexicon/places/gazetteer.bin");

/// Places, outlets and parties.
pub struct Lexicon {
    gazetteer: Gazetteer,
    outlets: OutletLexicon,
    parties: PartyLexicon,
}

impl Lexicon {
    /// The packed gazetteer with the places that the knowledge adds. Fails only for a broken build.
    pub fn load(knowledge: Knowledge) -> Result<Lexicon> {
        let Knowledge { outlets, parties, places, .. } = knowledge;
        let packed = Gazetteer::from_bytes(Cow::Borrowed(PACKED)).map_err(|e| Error::Broken(e.to_string()))?;
        Ok(Lexicon { gazetteer: packed.with(&places), outlets, parties })
    }

    /// All of it, as the finder of places takes it.
    pub fn known(&self) -> Known<'_> {
        Known { gazetteer: &self.gazetteer, outlets: &self.outlets, parties: &self.parties }
    }
}
