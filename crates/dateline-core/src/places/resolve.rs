//! Which place a name means, with the whole report and reports like it as context.
//!
//! The score of a candidate adds what was measured to help: inhabitants, class, share of the report's
//! country and division, "X, Y" containment, nearness to the other places named, and what reports
//! like this one mean by the name. One name has one reading in a report; rounds let readings settle.

pub(crate) use super::find::{Class, code};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Capital, Gazetteer, PlaceKind, PlacePoint};
use std::collections::BTreeMap;

/// A country's code.
pub(crate) type Code = [u8; 2];

/// How many rounds readings get to settle.
const ROUNDS: usize = 3;

/// All mentions of one name in a report.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// The name, folded.
    pub key: String,
    /// What it can mean.
    pub candidates: Vec<Candidate>,
    /// What the words beside it say it is.
    pub class: Option<Class>,
    /// Places that it is said to lie in.
    pub within: Vec<PlacePoint>,
    /// How much it counts as context for the others: doubtful names count little.
    pub weight: f64,
    /// The gazetteer has it in another spelling.
    pub loose: bool,
}

/// A place that a name can mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// The place.
    pub point: PlacePoint,
    /// Whether the name is its usual one.
    pub own: bool,
    /// A division that shares the name with a town inside it.
    pub twin: bool,
    /// Somebody added it to what the gazetteer has.
    pub added: bool,
}

/// What is known of the report before its names are read: shares by country and division, and what other
/// reports mean by a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prior {
    /// Share of each country.
    pub countries: BTreeMap<Code, f64>,
    /// Share of each division, by record number.
    pub divisions: BTreeMap<u32, f64>,
    /// For a name the share of each reading, by record number.
    pub readings: BTreeMap<String, BTreeMap<u32, f64>>,
    /// For a name in how many of the pile's reports it is a place by that report's own signs, 0 to 1.
    pub trusted: BTreeMap<String, f64>,
}

/// The candidates of a name.
pub(crate) fn candidates(key: &str, indexes: &[u32], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let points: Vec<PlacePoint> = indexes.iter().map(|&c| gazetteer.point(c)).collect();
    let seat = |p: &PlacePoint, o: &PlacePoint| {
        o.kind == PlaceKind::City
            && match p.kind {
                PlaceKind::Admin1 => o.admin1 == Some(p.index),
                PlaceKind::Admin2 => o.admin1 == p.admin1 && distance_km(p.at(), o.at()) < 100.0,
                PlaceKind::Region => o.country == p.country && distance_km(p.at(), o.at()) < 100.0,
                _ => false,
            }
    };
    // "Guatemala" is the country, though its capital is called so for short.
    let state = points.iter().any(|p| p.kind == PlaceKind::Country && fold(gazetteer.name(p.index)) == key);
    let own = |p: &PlacePoint| {
        let name = gazetteer.name(p.index);
        if state { fold(name) == key } else { is_usual(key, name) }
    };
    let twin = |p: &PlacePoint| points.iter().any(|o| seat(p, o));
    points
        .iter()
        .map(|p| Candidate { point: *p, own: own(p), twin: twin(p), added: gazetteer.is_added(p.index) })
        .collect()
}

/// Whether a name is a record's usual one, or that without its kind: "New York" for "New York City".
fn is_usual(key: &str, name: &str) -> bool {
    const KINDS: &[&str] =
        &["city", "county", "parish", "province", "state", "district", "region", "oblast", "township"];
    let name = fold(name);
    let beyond = |long: &str, short: &str| {
        long.strip_prefix(short).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| KINDS.contains(&rest))
    };
    name == key || beyond(key, &name) || beyond(&name, key)
}

/// One reading for every name. `people` holds how often each country's adjective or people is named.
pub(crate) fn settle(names: &[Name], people: &BTreeMap<Code, f64>, prior: &Prior) -> Vec<Option<PlacePoint>> {
    let mut readings: Vec<Option<PlacePoint>> = vec![None; names.len()];
    for _ in 0..ROUNDS {
        let context = Context::new(names, &readings, people, prior);
        readings = (0..names.len()).map(|at| context.best(at)).collect();
    }
    readings
}

struct Context<'a> {
    names: &'a [Name],
    prior: &'a Prior,
    countries: BTreeMap<Code, f64>,
    divisions: BTreeMap<u32, f64>,
    /// All of either.
    total: (f64, f64),
    chosen: Vec<(usize, PlacePoint, f64)>,
}

impl<'a> Context<'a> {
    fn new(
        names: &'a [Name],
        readings: &[Option<PlacePoint>],
        people: &BTreeMap<Code, f64>,
        prior: &'a Prior,
    ) -> Context<'a> {
        let mut countries = people.clone();
        let mut divisions: BTreeMap<u32, f64> = BTreeMap::new();
        let mut chosen = Vec::new();
        for (at, reading) in readings.iter().enumerate() {
            let Some(point) = reading else { continue };
            let weight = names[at].weight;
            *countries.entry(point.country).or_default() +=
                if point.kind == PlaceKind::Country { weight } else { 0.7 * weight };
            if let Some(division) = point.admin1 {
                *divisions.entry(division).or_default() +=
                    if point.kind == PlaceKind::Admin1 { 1.5 * weight } else { weight };
            }
            chosen.push((at, *point, weight));
        }
        let total = (countries.values().sum(), divisions.values().sum());
        Context { names, prior, countries, divisions, total, chosen }
    }

    fn best(&self, at: usize) -> Option<PlacePoint> {
        let mut best: Option<(f64, PlacePoint)> = None;
        for candidate in &self.names[at].candidates {
            let score = self.score(at, candidate);
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, candidate.point));
            }
        }
        best.map(|(_, point)| point)
    }

    fn score(&self, at: usize, candidate: &Candidate) -> f64 {
        let name = &self.names[at];
        let point = &candidate.point;
        let share = |map: &BTreeMap<Code, f64>| map.get(&point.country).copied().unwrap_or(0.0);
        let division = |map: &BTreeMap<u32, f64>| point.admin1.and_then(|d| map.get(&d)).copied().unwrap_or(0.0);
        let context = self.without(at, point);
        let meant = self.prior.readings.get(&name.key).and_then(|r| r.get(&point.index)).copied().unwrap_or(0.0);
        let inside = name.within.iter().any(|outer| lies_in(point, outer));
        let floor = if candidate.own { fame(point) } else { fame(point).min(0.4) };
        let known = |share: f64, top: f64| share.max(floor * top);
        let top = |map: &BTreeMap<Code, f64>, all: f64| {
            let most = map.values().copied().fold(0.0, f64::max);
            if all > 1e-9 { most / all } else { 0.0 }
        };
        size(point)
            + class_fit(name.class, point.kind)
            + if candidate.own { 0.0 } else { -0.25 }
            + if candidate.twin && !name.class.is_some_and(Class::is_division) { -0.4 } else { 0.0 }
            + 1.0 * known(context.0, top(&self.countries, self.total.0))
            + 0.5 * context.1
            + if inside { 1.5 } else { 0.0 }
            + 1.0 * self.nearness(at, point)
            + 0.8 * known(share(&self.prior.countries), top(&self.prior.countries, 1.0))
            + 1.5 * division(&self.prior.divisions)
            + 0.3 * meant
    }

    /// Shares of a place's country and division among the other names: a name is no evidence for itself.
    fn without(&self, at: usize, point: &PlacePoint) -> (f64, f64) {
        let own = self.chosen.iter().find(|(n, ..)| *n == at);
        let weight = |p: &PlacePoint, w: f64, large: PlaceKind, much: f64, usual: f64| {
            if p.kind == large { much * w } else { usual * w }
        };
        let country = own.map_or(0.0, |(_, p, w)| weight(p, *w, PlaceKind::Country, 1.0, 0.7));
        let division = own
            .filter(|(_, p, _)| p.admin1.is_some())
            .map_or(0.0, |(_, p, w)| weight(p, *w, PlaceKind::Admin1, 1.5, 1.0));
        let same_country = own.is_some_and(|(_, p, _)| p.country == point.country);
        let same_division = own.is_some_and(|(_, p, _)| p.admin1 == point.admin1);
        let count =
            self.countries.get(&point.country).copied().unwrap_or(0.0) - if same_country { country } else { 0.0 };
        let parts = point.admin1.and_then(|d| self.divisions.get(&d)).copied().unwrap_or(0.0)
            - if same_division { division } else { 0.0 };
        let share = |part: f64, all: f64| if all > 1e-9 { (part / all).max(0.0) } else { 0.0 };
        (share(count, self.total.0 - country), share(parts, self.total.1 - division))
    }

    /// Mean of 1 / (1 + distance / 150 km) to the three nearest other places.
    fn nearness(&self, at: usize, point: &PlacePoint) -> f64 {
        let others = self
            .chosen
            .iter()
            .filter(|(other, p, _)| *other != at && p.index != point.index && p.kind > PlaceKind::Region);
        let mut near: Vec<f64> = others
            .map(|(_, p, weight)| {
                let reach = if p.kind == PlaceKind::Admin1 { 0.5 } else { 1.0 };
                weight.min(1.0) * reach / (1.0 + distance_km(point.at(), p.at()) / 150.0)
            })
            .collect();
        near.sort_by(|a, b| b.total_cmp(a));
        near.truncate(3);
        if near.is_empty() { 0.0 } else { near.iter().sum::<f64>() / 3.0 }
    }
}

/// How far a place is spoken of anywhere in the world: of the share that the report's chief country has, so much counts
/// for it too. A report from Ohio that names Cuba means the country, and not the village in Illinois.
fn fame(point: &PlacePoint) -> f64 {
    match point.kind {
        PlaceKind::Country if point.population >= 10_000_000 => 1.0,
        PlaceKind::Country if point.population >= 1_000_000 => 0.8,
        PlaceKind::Country => 0.5,
        PlaceKind::City if point.population >= 3_000_000 => 0.8,
        PlaceKind::City if point.population >= 1_000_000 => 0.6,
        PlaceKind::City if point.population >= 200_000 && point.capital == Capital::Country => 0.6,
        PlaceKind::City if point.population >= 400_000 => 0.4,
        _ => 0.0,
    }
}

/// What size and seat of government say before anything else is known.
fn size(point: &PlacePoint) -> f64 {
    let class = match point.kind {
        PlaceKind::Country => 0.35,
        PlaceKind::Region => 1.1,
        PlaceKind::Water | PlaceKind::Terrain => 0.9,
        PlaceKind::Admin1 => 0.15,
        PlaceKind::Admin2 => -0.1,
        _ => 0.0,
    };
    let seat = match point.capital {
        Capital::Country => 0.35,
        Capital::Admin1 => 0.15,
        Capital::Admin2 => 0.05,
        Capital::None => 0.0,
    };
    magnitude(point.population) * 1.3 / 7.0 + class + seat
}

fn class_fit(class: Option<Class>, kind: PlaceKind) -> f64 {
    match (class, kind) {
        (Some(Class::Division), PlaceKind::Admin1) => 1.2,
        (Some(Class::Division), PlaceKind::Admin2) => 0.3,
        (Some(Class::Division), PlaceKind::City) => -0.5,
        (Some(Class::District), PlaceKind::Admin2) => 1.0,
        (Some(Class::District), PlaceKind::Admin1) => 0.5,
        (Some(Class::Town), PlaceKind::City) => 0.4,
        (Some(Class::Town), PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Country) => -0.6,
        (Some(Class::Nature), PlaceKind::Water | PlaceKind::Terrain | PlaceKind::Region) => 0.8,
        (Some(Class::Site), PlaceKind::Facility) => 0.8,
        _ => 0.0,
    }
}

/// Whether a place lies in a division or country.
pub(crate) fn lies_in(point: &PlacePoint, outer: &PlacePoint) -> bool {
    match outer.kind {
        PlaceKind::Country => outer.country == point.country && point.kind != PlaceKind::Country,
        PlaceKind::Admin1 => point.admin1 == Some(outer.index) && point.index != outer.index,
        _ => false,
    }
}

/// How many digits a number has, with its leading part as a fraction: a logarithm that needs no library.
pub(crate) fn magnitude(population: u32) -> f64 {
    let mut power = 0.0;
    let mut rest = f64::from(population.max(1));
    while rest >= 10.0 {
        rest /= 10.0;
        power += 1.0;
    }
    power + (rest - 1.0) / 9.0
}

/// Distance in kilometres between two points, degrees north and east, on a sphere laid flat at the middle latitude; within 1 % up to some 1,000 km, which is as far
/// as nearness counts. Only the four operations and the square root, so that every platform gives the same bits.
pub(crate) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let apart = (a.1 - b.1).abs();
    let east = apart.min(360.0 - apart) * cosine((a.0 + b.0) / 2.0);
    let north = a.0 - b.0;
    KM_PER_DEGREE * (east * east + north * north).sqrt()
}

/// Cosine of a latitude in degrees by its power series, in a fixed order; off by less than 0.0001.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let square = x * x;
    1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)))
}
