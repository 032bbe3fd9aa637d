//! What is needed to find places in text without the language model: gazetteer, outlets and parties, loaded once.

use crate::error::{Error, Result};
use dateline_core::knowledge::Knowledge;
use dateline_core::lexicon::gazetteer::{Capital, Gazetteer};
use dateline_core::lexicon::outlets::OutletLexicon;
use dateline_core::lexicon::pack::PackedPlace;
use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::model::{Claim, PlaceKind, Shared};
use dateline_core::places::Known;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The gazetteer that is compiled in.
pub(crate) static PACKED: &[u8] = include_bytes!("../../../lexicon/places/gazetteer.bin");

/// Ids of the towns that claims name and the gazetteer knows for seats of a first-level division, or of the country.
pub(crate) fn seats(claims: &[Shared<Claim>], own: &[PackedPlace]) -> Result<BTreeSet<String>> {
    let gazetteer = packed()?.with(own);
    let towns = claims.iter().filter_map(|c| c.place()).filter(|p| p.kind == PlaceKind::City);
    let towns: BTreeSet<(&str, &str)> = towns.map(|p| (p.id.as_str(), p.name.as_str())).collect();
    let is_seat = |(id, name): &(&str, &str)| {
        let records = gazetteer.candidates(name).into_iter().map(|n| gazetteer.record(n));
        records.into_iter().any(|r| r.id == *id && r.capital >= Capital::Admin1)
    };
    Ok(towns.into_iter().filter(is_seat).map(|(id, _)| id.to_owned()).collect())
}

fn packed() -> Result<Gazetteer> {
    Gazetteer::from_bytes(Cow::Borrowed(PACKED)).map_err(|e| Error::Broken(e.to_string()))
}

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
        Ok(Lexicon { gazetteer: packed()?.with(&places), outlets, parties })
    }

    /// All of it, as the finder of places takes it.
    pub fn known(&self) -> Known<'_> {
        Known { gazetteer: &self.gazetteer, outlets: &self.outlets, parties: &self.parties }
    }
}
