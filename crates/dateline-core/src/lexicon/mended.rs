//! Divisions of the packed file that are told anew: they keep their number, towns and inhabitants, and nothing else.
//!
//! Packages that number the divisions of a country anew leave the file with the right towns under a wrong name. Putting
//! that right here costs a line of a table, where a new file costs fourteen megabytes.

use super::beside::Names;
use super::gazetteer::PlaceRecord;
use super::pack::PackedPlace;
use std::collections::BTreeMap;

/// The mended divisions.
#[derive(Default)]
pub(super) struct Mended {
    records: BTreeMap<u32, PlaceRecord>,
    names: Names,
}

impl Mended {
    /// Puts a place where a record of the file is, unless another was put there before.
    pub fn add(&mut self, place: &PackedPlace, record: &PlaceRecord) {
        if self.records.contains_key(&record.index) {
            return;
        }
        self.names.add(place, record.index);
        let PackedPlace { id, name, lat, lon, .. } = place.clone();
        self.records.insert(record.index, PlaceRecord { id, name, lat, lon, ..record.clone() });
    }

    /// What now stands where a record of the file was.
    pub fn record(&self, index: u32) -> Option<&PlaceRecord> {
        self.records.get(&index)
    }

    /// The places of a strict key.
    pub fn by_key(&self, key: &str) -> &[u32] {
        self.names.by_key(key)
    }

    /// Strict keys and places of a loose key.
    pub fn by_fuzzy_key(&self, key: &str) -> &[(String, u32)] {
        self.names.by_fuzzy_key(key)
    }
}
