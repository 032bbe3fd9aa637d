//! Packs the tables that `lexicon/places/build.py` wrote into `gazetteer.bin`.
//!
//! A developer's step, run once per change of the data; the program itself only reads the result.
//! It is an example and not a binary so that users of the library never build it.
//!
//! `cargo run --release -p dateline-core --example pack_gazetteer -- TABLES lexicon/places/gazetteer.bin`

use std::error::Error;
use std::fs;
use std::path::Path;

use dateline_core::lexicon::gazetteer::{Capital, Gazetteer, PlaceKind};
use dateline_core::lexicon::pack::{PackInput, PackedPlace, pack};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tables, target] = arguments.as_slice() else {
        return Err("Give the folder of tables and the file to write.".into());
    };
    let tables = Path::new(tables);
    let bytes = pack(PackInput {
        version: fs::read_to_string(tables.join("version.txt"))?.trim().to_owned(),
        places: rows(&tables.join("places.tsv"))?.iter().map(|row| place(row)).collect::<Result<_, _>>()?,
        adjectives: rows(&tables.join("adjectives.tsv"))?.iter().filter_map(|row| pair(row)).collect(),
        common_words: words(&tables.join("common_words.txt"))?,
        first_names: words(&tables.join("first_names.txt"))?,
    })?;
    fs::write(target, &bytes)?;
    report(bytes)
}

/// Opens what was written and prints its size.
fn report(bytes: Vec<u8>) -> Result<(), Box<dyn Error>> {
    let size = bytes.len();
    let gazetteer = Gazetteer::from_bytes(bytes.into())?;
    let (strict, loose) = gazetteer.key_counts();
    println!(
        "{}: {size} bytes, {} places, {strict} strict and {loose} loose keys",
        gazetteer.version(),
        gazetteer.len()
    );
    Ok(())
}

/// The fields of every line.
fn rows(path: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// The lines that are neither empty nor comments.
fn words(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().map(str::trim);
    Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

/// A word and a country's code.
fn pair(row: &[String]) -> Option<(String, String)> {
    Some((row.first()?.clone(), row.get(1)?.clone()))
}

/// One line of `places.tsv`.
fn place(row: &[String]) -> Result<PackedPlace, Box<dyn Error>> {
    let [id, kind, name, lat, lon, country, admin1, population, capital, aliases] = row else {
        return Err(format!("A line of places.tsv has {} fields instead of 10: {row:?}", row.len()).into());
    };
    Ok(PackedPlace {
        id: id.clone(),
        kind: kind_named(kind)?,
        name: name.clone(),
        lat: lat.parse()?,
        lon: lon.parse()?,
        country: country.clone(),
        admin1: admin1.clone(),
        population: population.parse()?,
        capital: capital_named(capital)?,
        aliases: aliases.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
    })
}

/// The kind a table's word stands for.
fn kind_named(word: &str) -> Result<PlaceKind, Box<dyn Error>> {
    Ok(match word {
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        "admin1" => PlaceKind::Admin1,
        "admin2" => PlaceKind::Admin2,
        "city" => PlaceKind::City,
        "facility" => PlaceKind::Facility,
        "water" => PlaceKind::Water,
        "terrain" => PlaceKind::Terrain,
        _ => return Err(format!("There is no kind of place called {word}.").into()),
    })
}

/// The seat a table's word stands for.
fn capital_named(word: &str) -> Result<Capital, Box<dyn Error>> {
    Ok(match word {
        "" => Capital::None,
        "admin2" => Capital::Admin2,
        "admin1" => Capital::Admin1,
        "country" => Capital::Country,
        _ => return Err(format!("There is no seat called {word}.").into()),
    })
}
