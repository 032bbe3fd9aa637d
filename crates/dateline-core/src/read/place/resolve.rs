//! Which place a name means, with the whole report as context.
//!
//! The choice itself is that of [`crate::places`]; here a report's mentions become the names it is asked about, and
//! its answers become places that a claim can name.

use super::mentions::PlaceMention;
use super::nouns::NounClass;
use crate::lexicon::fold::{fold, plain_letter};
use crate::lexicon::gazetteer::{Capital, Gazetteer, PlaceKind as Kind, PlaceRecord};
use crate::model::{Place, PlaceKind, PlaceRef};
use crate::places::resolve::{Class, Name, Prior, candidates, code, distance_km, settle};
use std::collections::BTreeMap;

/// How much of a report is about each country, by two-letter code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    weights: BTreeMap<String, f64>,
}

impl Focus {
    /// Adds evidence for a country.
    pub fn add(&mut self, country: &str, weight: f64) {
        if !country.is_empty() {
            *self.weights.entry(country.to_owned()).or_default() += weight;
        }
    }
    /// Share of the evidence, 0 to 1.
    pub fn share(&self, country: &str) -> f64 {
        let total: f64 = self.weights.values().sum();
        if total > 0.0 { self.weights.get(country).copied().unwrap_or(0.0) / total } else { 0.0 }
    }
    /// The country with the most evidence; the first by code among equals.
    pub fn main(&self) -> Option<&str> {
        let mut best: Option<(&str, f64)> = None;
        for (country, &weight) in &self.weights {
            if best.is_none_or(|(_, w)| weight > w) {
                best = Some((country, weight));
            }
        }
        best.map(|(country, _)| country)
    }
}

/// How far apart the capitals of countries lie that have no war with each other by land.
const FAR_KM: f64 = 3_000.0;

/// The readings of a report's place names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geography {
    readings: BTreeMap<(String, &'static str), u32>,
    /// What the report is about.
    pub focus: Focus,
    /// What adjectives, country names and named groups tell of it, without its places.
    people: Focus,
}

impl Geography {
    /// Chooses one reading for every name of the report. `focus` holds what adjectives and country names tell;
    /// `prior` is what is known of the pile or outlet, possibly empty.
    pub fn settle(mentions: &[PlaceMention], focus: &Focus, gazetteer: &Gazetteer) -> Geography {
        let names = group(mentions);
        let asked: Vec<Name> = names.iter().map(|((key, _), name)| name.asked(key, gazetteer)).collect();
        let people = focus.weights.iter().map(|(country, weight)| (code(country), *weight)).collect();
        let points = settle(&asked, &people, &Prior::default());
        let mut geography = Geography { readings: BTreeMap::new(), focus: focus.clone(), people: focus.clone() };
        for (key, point) in names.into_keys().zip(points).filter_map(|(key, point)| Some((key, point?))) {
            let record = gazetteer.record(point.index);
            // A country that only acts or speaks has been counted by its name.
            let scene = record.kind != Kind::Country || mentions.iter().any(|m| m.located && self::key(m) == key);
            if scene {
                geography.focus.add(&record.country, 0.5);
            }
            geography.readings.insert(key, point.index);
        }
        geography.readings = short_forms(geography.readings);
        geography
    }
    /// Whether the report speaks of the people of other countries, all of them far away, and never of this one's.
    pub fn is_far_from_all(&self, country: &str, gazetteer: &Gazetteer) -> bool {
        let seat = |iso: &str| gazetteer.capital_of_country(iso).map(|i| gazetteer.point(i));
        let Some(here) = seat(country) else { return false };
        let far = |other: &String| seat(other).is_some_and(|there| distance_km(here.at(), there.at()) > FAR_KM);
        !self.people.weights.is_empty() && self.people.weights.keys().all(|other| other != country && far(other))
    }
    /// The reading of a mention.
    pub fn reading(&self, mention: &PlaceMention) -> Option<u32> {
        self.readings.get(&key(mention)).copied()
    }
    /// Whether a mention is to be believed: small places, and names that may be a person's, only in a country
    /// that the report is about.
    pub fn believes(&self, mention: &PlaceMention, gazetteer: &Gazetteer) -> bool {
        let Some(record) = self.reading(mention).map(|r| gazetteer.record(r)) else { return false };
        let share = self.focus.share(&record.country);
        let large = record.kind <= Kind::Admin1 || record.capital == Capital::Country || record.population >= 500_000;
        if mention.doubtful && !mention.located {
            share >= 0.2 || record.kind == Kind::Country
        } else {
            large || share >= 0.08 || mention.located && record.population >= 20_000
        }
    }
}

/// A single word that begins a longer name of the same report is its short form: "Mazar" after "Mazar-i-Sharif".
fn short_forms(mut readings: BTreeMap<(String, &'static str), u32>) -> BTreeMap<(String, &'static str), u32> {
    let long: Vec<(String, u32)> =
        readings.iter().filter(|((n, _), _)| n.contains(' ')).map(|((n, _), r)| (n.clone(), *r)).collect();
    for ((name, class), reading) in &mut readings {
        if class.is_empty()
            && let Some((_, full)) = long.iter().find(|(n, _)| n.split(' ').next() == Some(name))
        {
            *reading = *full;
        }
    }
    readings
}

fn key(mention: &PlaceMention) -> (String, &'static str) {
    let class = match mention.class {
        Some(NounClass::Province) => "province",
        Some(NounClass::District) => "district",
        _ => "",
    };
    (fold(&mention.text), class)
}

/// All mentions of one name.
struct Grouped {
    candidates: Vec<u32>,
    class: Option<NounClass>,
    within: Vec<String>,
}

impl Grouped {
    /// The name as the resolver takes it.
    fn asked(&self, key: &str, gazetteer: &Gazetteer) -> Name {
        let class = match self.class {
            Some(NounClass::Province) => Some(Class::Division),
            Some(NounClass::District) => Some(Class::District),
            Some(NounClass::Town | NounClass::Capital) => Some(Class::Town),
            _ => None,
        };
        let within = self.within.iter().flat_map(|w| gazetteer.candidates(w)).map(|c| gazetteer.point(c));
        let candidates = candidates(key, &self.candidates, gazetteer);
        Name { key: key.to_owned(), candidates, class, within: within.collect(), weight: 1.0, loose: false }
    }
}

fn group(mentions: &[PlaceMention]) -> BTreeMap<(String, &'static str), Grouped> {
    let mut names: BTreeMap<_, Grouped> = BTreeMap::new();
    for mention in mentions {
        let name = names.entry(key(mention)).or_insert_with(|| Grouped {
            candidates: mention.candidates.clone(),
            class: None,
            within: Vec::new(),
        });
        name.class = name.class.or(mention.class);
        name.within.extend(mention.within.iter().map(|w| fold(w)));
    }
    names
}

/// A name in plain Latin letters, as news in English prints it: "Kandahār" is Kandahar.
fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '‘' | '’' | 'ʿ' | 'ʾ' | 'ʻ' | 'ʼ' | '`' | '´' => {}
            _ => plain.push_str(&plain_letter(letter)),
        }
    }
    plain
}

/// A gazetteer record as a claim names it.
pub fn reference(record: &PlaceRecord, text: &str, class: Option<NounClass>, gazetteer: &Gazetteer) -> PlaceRef {
    let kind = match record.kind {
        Kind::Country => PlaceKind::Country,
        Kind::Admin1 => PlaceKind::Province,
        Kind::Admin2 => PlaceKind::District,
        Kind::City => PlaceKind::City,
        Kind::Facility => PlaceKind::Facility,
        Kind::Region | Kind::Water | Kind::Terrain => PlaceKind::Region,
    };
    let district = class == Some(NounClass::District) && kind == PlaceKind::City;
    let within = match record.kind {
        Kind::Country | Kind::Region => None,
        Kind::Admin1 => gazetteer.country(&record.country).map(|c| plain_name(&gazetteer.record(c).name)),
        _ => record
            .admin1
            .or_else(|| gazetteer.country(&record.country))
            .map(|index| plain_name(&gazetteer.record(index).name)),
    };
    PlaceRef::from(Place {
        id: if district { format!("{}/district", record.id) } else { record.id.clone() },
        name: if text.is_empty() {
            plain_name(&record.name)
        } else {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        },
        text: text.to_owned(),
        kind: if district { PlaceKind::District } else { kind },
        detail: (record.kind == Kind::Water).then(|| "water".to_owned()),
        lat: Some(record.lat),
        lon: Some(record.lon),
        within,
        country: record.country.clone(),
        also: Vec::new(),
    })
}
