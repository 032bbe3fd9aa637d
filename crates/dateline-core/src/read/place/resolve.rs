//! Which place a name means, with the whole report as context.
//!
//! The score of a candidate adds what was measured to help (population, class, share of the report's
//! country and division, "X, Y" containment, nearness to the other places named); one name has one
//! reading in one report, and three rounds let the readings settle.

use super::mentions::PlaceMention;
use super::nouns::NounClass;
use crate::lexicon::fold::{fold, plain_letter};
use crate::lexicon::gazetteer::{Capital, Gazetteer, PlaceKind as Kind, PlaceRecord};
use crate::model::{PlaceKind, PlaceRef};
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

/// The readings of a report's place names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geography {
    readings: BTreeMap<(String, &'static str), u32>,
    /// What the report is about.
    pub focus: Focus,
}

impl Geography {
    /// Chooses one reading for every name of the report. `focus` holds what adjectives and country names tell;
    /// `prior` is what is known of the pile or outlet, possibly empty.
    pub fn settle(mentions: &[PlaceMention], focus: &Focus, gazetteer: &Gazetteer) -> Geography {
        let names = group(mentions);
        let mut geography = Geography { readings: BTreeMap::new(), focus: focus.clone() };
        for _ in 0..3 {
            let chosen: Vec<PlaceRecord> = geography.readings.values().map(|&r| gazetteer.record(r)).collect();
            let context = Context::new(focus, &chosen);
            let readings: BTreeMap<_, _> =
                names.iter().filter_map(|(key, name)| Some((key.clone(), context.best(name, gazetteer)?))).collect();
            geography.focus = context.focus;
            geography.readings = short_forms(readings);
        }
        geography
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
struct Name {
    candidates: Vec<u32>,
    class: Option<NounClass>,
    within: Vec<String>,
}

fn group(mentions: &[PlaceMention]) -> BTreeMap<(String, &'static str), Name> {
    let mut names: BTreeMap<_, Name> = BTreeMap::new();
    for mention in mentions {
        let name = names.entry(key(mention)).or_insert_with(|| Name {
            candidates: mention.candidates.clone(),
            class: None,
            within: Vec::new(),
        });
        name.class = name.class.or(mention.class);
        name.within.extend(mention.within.iter().map(|w| fold(w)));
    }
    names
}

struct Context<'a> {
    focus: Focus,
    divisions: BTreeMap<u32, f64>,
    chosen: &'a [PlaceRecord],
}

impl<'a> Context<'a> {
    fn new(given: &Focus, chosen: &'a [PlaceRecord]) -> Context<'a> {
        let mut focus = given.clone();
        let mut divisions = BTreeMap::new();
        for record in chosen {
            focus.add(&record.country, if record.kind == Kind::Country { 1.0 } else { 0.5 });
            if let Some(division) = record.admin1 {
                *divisions.entry(division).or_insert(0.0) += 1.0 / chosen.len() as f64;
            }
        }
        Context { focus, divisions, chosen }
    }
    fn best(&self, name: &Name, gazetteer: &Gazetteer) -> Option<u32> {
        let mut best: Option<(f64, u32)> = None;
        for &candidate in &name.candidates {
            let record = gazetteer.record(candidate);
            let score = self.score(&record, name, gazetteer);
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
    fn score(&self, record: &PlaceRecord, name: &Name, gazetteer: &Gazetteer) -> f64 {
        let size = magnitude(record.population) / 7.0;
        let class = match (name.class, record.kind) {
            (Some(NounClass::Province), Kind::Admin1) => 1.5,
            (Some(NounClass::Province), Kind::City) => -0.5,
            (Some(NounClass::District), Kind::Admin2) => 0.6,
            (Some(NounClass::District | NounClass::Town), Kind::City) => 0.4,
            (Some(NounClass::Country), Kind::Country) => 1.0,
            (Some(NounClass::Town), Kind::Admin1 | Kind::Country) => -0.6,
            (None, Kind::Country) => 0.6,
            (None, Kind::Admin1) => 0.05,
            _ => 0.0,
        };
        let seat = match record.capital {
            Capital::Country => 0.35,
            Capital::Admin1 => 0.3,
            Capital::Admin2 => 0.05,
            Capital::None => 0.0,
        };
        let inside = name.within.iter().any(|w| is_within(record, w, gazetteer));
        let division = record.admin1.and_then(|d| self.divisions.get(&d)).copied().unwrap_or(0.0);
        size + class
            + seat
            + 1.2 * self.focus.share(&record.country)
            + if inside { 1.5 } else { 0.0 }
            + 0.4 * division
            + 0.4 * self.nearness(record)
    }
    /// Mean of 1 / (1 + distance / 150 km) to the three nearest other places.
    fn nearness(&self, record: &PlaceRecord) -> f64 {
        let mut near: Vec<f64> = self
            .chosen
            .iter()
            .filter(|other| other.index != record.index && other.kind == Kind::City)
            .map(|other| 1.0 / (1.0 + distance_km(record, other) / 150.0))
            .collect();
        near.sort_by(|a, b| b.total_cmp(a));
        near.truncate(3);
        if near.is_empty() { 0.0 } else { near.iter().sum::<f64>() / near.len() as f64 }
    }
}

fn is_within(record: &PlaceRecord, container: &str, gazetteer: &Gazetteer) -> bool {
    gazetteer.candidates(container).into_iter().any(|c| {
        let outer = gazetteer.record(c);
        match outer.kind {
            Kind::Country => outer.country == record.country && record.kind != Kind::Country,
            Kind::Admin1 => record.admin1 == Some(outer.index),
            _ => false,
        }
    })
}

/// How many digits a number has, with its leading part as a fraction: a logarithm that needs no library.
fn magnitude(population: u32) -> f64 {
    let mut power = 0.0;
    let mut rest = f64::from(population.max(1));
    while rest >= 10.0 {
        rest /= 10.0;
        power += 1.0;
    }
    power + (rest - 1.0) / 9.0
}

/// Distance in kilometres on a sphere laid flat at the middle latitude; within 1 % up to some 1,000 km, which is as far
/// as nearness counts. Only the four operations and the square root, so that every platform gives the same bits.
fn distance_km(a: &PlaceRecord, b: &PlaceRecord) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let apart = (a.lon - b.lon).abs();
    let east = apart.min(360.0 - apart) * cosine((a.lat + b.lat) / 2.0);
    let north = a.lat - b.lat;
    KM_PER_DEGREE * (east * east + north * north).sqrt()
}

/// Cosine of a latitude in degrees by its power series, in a fixed order; off by less than 0.0001.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let square = x * x;
    1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)))
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
    PlaceRef {
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
    }
}
