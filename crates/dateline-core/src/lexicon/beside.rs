//! Places held in memory beside the packed ones: few, so ordinary maps do.

use super::fold::{fold, fuzzy_fold};
use super::gazetteer::{PlacePoint, PlaceRecord};
use super::pack::PackedPlace;
use std::collections::BTreeMap;

/// What a place weighs whose inhabitants nobody told: somebody took the trouble to add it.
const UNTOLD: u32 = 50_000;

/// Places that are not in the file. Their numbers follow the file's.
#[derive(Default)]
pub(super) struct Beside {
    records: Vec<PlaceRecord>,
    names: Names,
}

/// Which places have which names.
#[derive(Default)]
pub(super) struct Names {
    keys: BTreeMap<String, Vec<u32>>,
    fuzzy: BTreeMap<String, Vec<(String, u32)>>,
}

impl Names {
    /// Adds the names of a place under its number.
    pub fn add(&mut self, place: &PackedPlace, index: u32) {
        for name in std::iter::once(&place.name).chain(&place.aliases) {
            let key = fold(name);
            let places = self.keys.entry(key.clone()).or_default();
            if !key.is_empty() && !places.contains(&index) {
                places.push(index);
                self.fuzzy.entry(fuzzy_fold(name)).or_default().push((key, index));
            }
        }
    }

    /// The places of a strict key, in the order they were added.
    pub fn by_key(&self, key: &str) -> &[u32] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// Strict keys and places of a loose key.
    pub fn by_fuzzy_key(&self, key: &str) -> &[(String, u32)] {
        self.fuzzy.get(key).map_or(&[], Vec::as_slice)
    }
}

impl Beside {
    /// Adds a place under the number `index`, with the record of its division.
    pub fn add(&mut self, place: &PackedPlace, index: u32, admin1: Option<u32>) {
        self.names.add(place, index);
        self.records.push(PlaceRecord {
            index,
            id: place.id.clone(),
            name: place.name.clone(),
            kind: place.kind,
            lat: place.lat,
            lon: place.lon,
            country: place.country.clone(),
            admin1,
            population: place.population,
            capital: place.capital,
        });
    }

    /// The places of a strict key, in the order they were added.
    pub fn by_key(&self, key: &str) -> &[u32] {
        self.names.by_key(key)
    }

    /// Strict keys and places of a loose key.
    pub fn by_fuzzy_key(&self, key: &str) -> &[(String, u32)] {
        self.names.by_fuzzy_key(key)
    }

    /// The record at a position.
    pub fn record(&self, at: usize) -> &PlaceRecord {
        &self.records[at]
    }

    /// The figures at a position.
    pub fn point(&self, at: usize) -> PlacePoint {
        let figures = PlacePoint::from(&self.records[at]);
        PlacePoint { population: if figures.population == 0 { UNTOLD } else { figures.population }, ..figures }
    }

    /// All places, in the order they were added.
    pub fn records(&self) -> &[PlaceRecord] {
        &self.records
    }
}

impl From<&PlaceRecord> for PlacePoint {
    fn from(r: &PlaceRecord) -> PlacePoint {
        PlacePoint {
            index: r.index,
            kind: r.kind,
            lat: r.lat,
            lon: r.lon,
            country: r.country.as_bytes().try_into().unwrap_or_default(),
            admin1: r.admin1,
            population: r.population,
            capital: r.capital,
        }
    }
}
