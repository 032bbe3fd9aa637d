//! Common nouns for places: "city", "province", "airport".

use crate::model::PlaceKind;

/// What a common noun says about the place it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounClass {
    /// A populated place.
    Town,
    /// A seat of government: "the capital".
    Capital,
    /// A first-level division.
    Province,
    /// A smaller division, or a part of a town.
    District,
    /// A country.
    Country,
    /// A site with a name or function of its own inside or beside a town.
    Facility,
    /// Part of a place, not all of it: "the centre of", "parts of".
    Part,
    /// Wider or vaguer than any division.
    Region,
}

impl NounClass {
    /// The kind of place it makes.
    pub fn kind(self) -> PlaceKind {
        match self {
            NounClass::Town | NounClass::Capital | NounClass::Part => PlaceKind::City,
            NounClass::Province => PlaceKind::Province,
            NounClass::District => PlaceKind::District,
            NounClass::Country => PlaceKind::Country,
            NounClass::Facility => PlaceKind::Facility,
            NounClass::Region => PlaceKind::Region,
        }
    }
}

/// The class of a common noun, by its lemma.
pub fn noun_class(lemma: &str) -> Option<NounClass> {
    let has = |list: &[&str]| list.contains(&lemma);
    if has(TOWNS) {
        Some(NounClass::Town)
    } else if has(&["capital"]) {
        Some(NounClass::Capital)
    } else if has(PROVINCES) {
        Some(NounClass::Province)
    } else if has(DISTRICTS) {
        Some(NounClass::District)
    } else if has(&["country", "nation", "republic", "homeland"]) {
        Some(NounClass::Country)
    } else if has(FACILITIES) {
        Some(NounClass::Facility)
    } else if has(PARTS) {
        Some(NounClass::Part)
    } else if has(&[
        "region",
        "north",
        "south",
        "east",
        "west",
        "coast",
        "border",
        "frontier",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "territory",
        "area",
        "heartland",
        "enclave",
        "peninsula",
        "valley",
        "mountains",
        "island",
    ]) {
        Some(NounClass::Region)
    } else {
        None
    }
}

const TOWNS: &[&str] = &[
    "city",
    "town",
    "village",
    "settlement",
    "hub",
    "port",
    "metropolis",
    "township",
    "hamlet",
    "stronghold",
    "place",
    "municipality",
    "centre",
    "center",
    "gateway",
    "hometown",
    "birthplace",
];
const PROVINCES: &[&str] =
    &["province", "state", "governorate", "oblast", "department", "prefecture", "canton", "voivodeship", "emirate"];
const DISTRICTS: &[&str] = &[
    "district",
    "county",
    "raion",
    "rayon",
    "subdistrict",
    "neighbourhood",
    "neighborhood",
    "suburb",
    "quarter",
    "commune",
    "borough",
    "ward",
    "locality",
    "woreda",
    "zone",
    "precinct",
];
const FACILITIES: &[&str] = &[
    "airport",
    "airfield",
    "airbase",
    "base",
    "barracks",
    "garrison",
    "camp",
    "compound",
    "headquarters",
    "prison",
    "jail",
    "bridge",
    "crossing",
    "checkpoint",
    "outpost",
    "station",
    "dam",
    "refinery",
    "plant",
    "hospital",
    "palace",
    "square",
    "building",
    "office",
    "house",
    "university",
    "school",
    "warehouse",
    "depot",
    "fort",
    "fortress",
    "citadel",
    "tower",
    "hill",
    "hilltop",
    "oilfield",
    "field",
    "mine",
    "factory",
    "steelworks",
    "mosque",
    "church",
    "museum",
    "studio",
    "broadcaster",
    "terminal",
    "junction",
    "highway",
    "road",
    "barrack",
    "hq",
    "position",
    "facility",
    "complex",
    "market",
    "bazaar",
    "stadium",
    "harbour",
    "harbor",
    "customs",
    "gate",
    "ministry",
    "parliament",
    "residence",
    "hotel",
    "installation",
    "site",
    "embassy",
    "consulate",
    "clinic",
    "gaol",
    "cathedral",
    "temple",
    "shrine",
    "jetty",
    "orphanage",
    "campus",
    "arsenal",
    "armoury",
    "armory",
    "courthouse",
];
const PARTS: &[&str] = &[
    "part",
    "half",
    "most",
    "much",
    "outskirts",
    "outskirt",
    "edge",
    "middle",
    "heart",
    "periphery",
    "rest",
    "third",
    "quarters",
    "portion",
    "stretch",
    "swath",
    "swathe",
    "limit",
    "side",
    "bank",
    "street",
    "downtown",
    "surroundings",
    "vicinity",
    "entrance",
    "approach",
    "majority",
    "all",
    "whole",
    "entirety",
    "sector",
    "section",
    "corner",
    "everything",
    "toehold",
    "foothold",
    "inch",
    "metre",
    "meter",
    "percent",
    "%",
    "tenth",
    "fringe",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_tell_sites_from_towns() {
        assert_eq!(noun_class("airport").map(NounClass::kind), Some(PlaceKind::Facility));
        assert_eq!(noun_class("city").map(NounClass::kind), Some(PlaceKind::City));
        assert_eq!(noun_class("idea"), None);
    }
}
