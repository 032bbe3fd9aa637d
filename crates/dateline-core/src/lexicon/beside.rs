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
    keys: BTreeMap<String, Vec<u32>>,
    fuzzy: BTreeMap<String, Vec<(String, u32)>>,
}

impl Beside {
    /// Adds a place under the number `index`, with the record of its division.
    pub fn add(&mut self, place: &PackedPlace, index: u32, admin1: Option<u32>) {
        for name in std::iter::once(&place.name).chain(&place.aliases) {
            let key = fold(name);
            let places = self.keys.entry(key.clone()).or_default();
            if !key.is_empty() && !places.contains(&index) {
                places.push(index);
                self.fuzzy.entry(fuzzy_fold(name)).or_default().push((key, index));
            }
        }
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
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// Strict keys and places of a loose key.
    pub fn by_fuzzy_key(&self, key: &str) -> &[(String, u32)] {
        self.fuzzy.get(key).map_or(&[], Vec::as_slice)
    }

    /// The record at a position.
    pub fn record(&self, at: usize) -> &PlaceRecord {
        &self.records[at]
    }

    /// The figures at a position.
    pub fn point(&self, at: usize) -> PlacePoint {
        let r = &self.records[at];
        let code = r.country.as_bytes();
        PlacePoint {
            index: r.index,
            kind: r.kind,
            lat: r.lat,
            lon: r.lon,
            country: if code.len() == 2 { [code[0], code[1]] } else { [0, 0] },
            admin1: r.admin1,
            population: if r.population == 0 { UNTOLD } else { r.population },
            capital: r.capital,
        }
    }

    /// All places, in the order they were added.
    pub fn records(&self) -> &[PlaceRecord] {
        &self.records
    }
}
