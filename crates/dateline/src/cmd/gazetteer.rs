//! `dateline gazetteer`: places of one's own, and what is known under a name.

use crate::args::Gazetteer;
use crate::cmd::Paths;
use crate::console;
use dateline::error::{Error, code};
use dateline::show::{places, text::count};
use dateline::{Result, geography, knowledge};
use dateline_core::lexicon::gazetteer::{PlaceKind, PlaceRecord};
use dateline_core::lexicon::pack::PackedPlace;
use std::collections::BTreeSet;
use std::path::Path;

/// Does what was asked.
pub fn run(args: &Gazetteer, paths: &Paths) -> Result<u8> {
    match args {
        Gazetteer::Add { file } => add(file, paths),
        Gazetteer::List { name, json } => list(name.as_deref(), *json, paths),
    }
}

fn add(file: &Path, paths: &Paths) -> Result<u8> {
    let Some(folder) = paths.knowledge.as_deref() else {
        let hint = "Give one with --knowledge DIR; it is made when it is not there.";
        return Err(Error::Options { what: "There is no folder to keep your places in.".into(), hint: hint.into() });
    };
    let added = knowledge::add_places(file, folder)?;
    console::say(&format!(
        "{} in {}.",
        count(added.len(), "place is kept", "places are kept"),
        folder.join("places").display()
    ));
    unknown(&added, &geography::Lexicon::load(paths.knowledge()?)?).iter().for_each(|remark| console::say(remark));
    Ok(code::DONE)
}

/// What a table says of countries and divisions that nothing else knows.
fn unknown(added: &[PackedPlace], lexicon: &geography::Lexicon) -> Vec<String> {
    let gazetteer = lexicon.known().gazetteer;
    let lies = |place: &PackedPlace| gazetteer.added().iter().any(|r| r.id == place.id && r.admin1.is_some());
    let mut remarks = BTreeSet::new();
    for place in added {
        if !place.country.is_empty() && gazetteer.country(&place.country).is_none() {
            remarks.insert(format!("No country has the code `{}`; {} lies in none.", place.country, place.name));
        }
        if place.kind != PlaceKind::Admin1 && !place.admin1.is_empty() && !lies(place) {
            remarks.insert(format!("No division `{}` is known there; {} lies in none.", place.admin1, place.name));
        }
    }
    remarks.into_iter().collect()
}

fn list(name: Option<&str>, json: bool, paths: &Paths) -> Result<u8> {
    let lexicon = geography::Lexicon::load(paths.knowledge()?)?;
    let gazetteer = lexicon.known().gazetteer;
    let found: Vec<PlaceRecord> = match name {
        None => {
            let own = paths.knowledge.as_deref().map(knowledge::own_places).transpose()?.unwrap_or_default();
            gazetteer.added().iter().filter(|r| own.iter().any(|o| o.id == r.id)).cloned().collect()
        }
        Some(name) => {
            let exact = gazetteer.candidates(name);
            let found = if exact.is_empty() { gazetteer.similar(name) } else { exact };
            found.into_iter().map(|index| gazetteer.record(index)).collect()
        }
    };
    if found.is_empty() {
        console::say(if name.is_some() { "No place has such a name." } else { "There are no places of your own." });
        return Ok(if name.is_some() { code::NOT_FOUND } else { code::DONE });
    }
    for record in &found {
        console::print(&if json {
            places::record_json(record, gazetteer)
        } else {
            places::record_text(record, gazetteer)
        })?;
    }
    Ok(code::DONE)
}
