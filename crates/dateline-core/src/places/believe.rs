//! Whether a name is believed to be a place, once it is known what the report is about.

use super::find::{Class, Mention, Signs};
use super::resolve::{Code, Name, Prior, magnitude};
use crate::lexicon::gazetteer::{PlaceKind, PlacePoint};
use std::collections::BTreeMap;

/// Below this a name is no place.
const ENOUGH: f64 = 0.0;

/// A report's names with their readings.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    /// The names as they stand.
    pub mentions: &'a [Mention],
    /// For every mention the number of its name.
    pub of: &'a [usize],
    /// The names.
    pub names: &'a [Name],
    /// For every name its reading.
    pub readings: &'a [Option<PlacePoint>],
    /// How often each country's people is named.
    pub people: &'a BTreeMap<Code, f64>,
    /// What is known of the pile.
    pub prior: &'a Prior,
}

/// For every mention whether it is believed.
pub(crate) fn mentions(report: &Report) -> Vec<bool> {
    let scores = scores(report);
    scores.iter().map(|s| *s > ENOUGH).collect()
}

/// For every name whether one of its mentions is believed.
pub(crate) fn names(report: &Report) -> Vec<bool> {
    let mut believed = vec![false; report.names.len()];
    for (is, &name) in mentions(report).iter().zip(report.of) {
        believed[name] |= is;
    }
    believed
}

/// How far a name counts as context before anything is read.
pub(crate) fn context_weight(mention: &Mention) -> f64 {
    let own = signs(&mention.signs, mention);
    if own < -2.0 {
        0.1
    } else if own < 0.0 {
        0.4
    } else {
        1.0
    }
}

/// The signs of every mention with what is known of its reading, and of the best other mention of its name.
fn scores(report: &Report) -> Vec<f64> {
    let Report { mentions, of, names, readings, people, prior } = *report;
    let near: Vec<f64> = mentions.iter().map(|m| signs(&m.signs, m)).collect();
    let mut best = vec![f64::NEG_INFINITY; names.len()];
    for (score, &name) in near.iter().zip(of) {
        best[name] = best[name].max(*score);
    }
    let about = About::of(mentions, of, readings, people, &near);
    // What most reports of the pile use as a place is one here, and the other way round.
    let trust = |key: &str| prior.trusted.get(key).map_or(0.0, |share| 2.0 * (share - 0.5));
    let read = |at: usize| readings[of[at]].map_or(0.0, |point| about.score(&point, &names[of[at]], about.own[of[at]]));
    (0..mentions.len())
        .map(|at| {
            // What is a place once in a report is likely one again, but not in a person's name.
            let lifted = near[at].max(0.5 * near[at] + 0.5 * best[of[at]]);
            lifted + read(at) + trust(&names[of[at]].key)
        })
        .collect()
}

/// What words and shape say for or against a place.
fn signs(s: &Signs, mention: &Mention) -> f64 {
    let class = match mention.class {
        Some(Class::Division | Class::District | Class::Town) => 1.6,
        Some(Class::Nature) => 1.0,
        Some(Class::Street) => 0.8,
        Some(Class::Site) => 0.2,
        None => 0.0,
    };
    let when = |is: bool, weight: f64| if is { weight } else { 0.0 };
    class
        + when(s.located, 1.2)
        + when(s.loosely, 0.3)
        + when(s.taken, 0.8)
        + when(s.short, 2.0)
        + when(s.loose, -0.5)
        + when(s.dateline, 1.0)
        + when(!mention.within.is_empty(), 2.0)
        + when(s.listed, 0.9)
        + when(s.civic, 0.6)
        + when(mention.length > 1 && mention.class.is_none(), 0.8)
        + when(s.body, -2.2)
        + when(s.body_of, -2.5)
        + when(s.before, -1.8)
        + when(s.after, -1.0)
        + when(s.speaks, -1.0)
        + when(s.common, -1.9)
        + when(s.plain, -0.8)
        + when(s.lower, -0.8)
        + when(s.first_name, -1.4)
        + when(s.family && !s.surname, -1.0)
        + when(s.surname, -4.0)
        + when(s.owns, -0.3)
        + when(s.headline, -0.8)
        + when(s.upper, 0.3)
}

/// What a report is about.
struct About {
    countries: BTreeMap<Code, f64>,
    divisions: BTreeMap<u32, f64>,
    total: f64,
    /// What each name adds to the total, and to the country of its reading.
    own: Vec<f64>,
}

impl About {
    fn of(
        mentions: &[Mention],
        of: &[usize],
        readings: &[Option<PlacePoint>],
        people: &BTreeMap<Code, f64>,
        near: &[f64],
    ) -> About {
        let mut about = About {
            countries: people.clone(),
            divisions: BTreeMap::new(),
            total: people.values().sum(),
            own: vec![0.0; readings.len()],
        };
        for ((_, &name), &sign) in mentions.iter().zip(of).zip(near) {
            let Some(point) = readings[name] else { continue };
            let weight = if sign > 0.0 {
                1.0
            } else if sign < -2.0 {
                0.0
            } else {
                0.3
            };
            *about.countries.entry(point.country).or_default() += weight;
            if let Some(division) = point.admin1 {
                *about.divisions.entry(division).or_default() += weight;
            }
            about.total += weight;
            about.own[name] += weight;
        }
        about
    }

    /// How well known a place is, and how well it fits the report.
    fn score(&self, point: &PlacePoint, name: &Name, own_weight: f64) -> f64 {
        let known = match point.kind {
            PlaceKind::Country => 2.5,
            PlaceKind::Region | PlaceKind::Admin1 => 1.0,
            PlaceKind::Water | PlaceKind::Terrain | PlaceKind::Facility => 0.7,
            PlaceKind::Admin2 | PlaceKind::City => 0.75 * (magnitude(point.population) - 4.3) - 0.8,
        };
        let share = |part: Option<&f64>| part.copied().unwrap_or(0.0) / self.total.max(1.0);
        let is = |c: &&super::resolve::Candidate| c.point.index == point.index;
        let own = name.candidates.iter().find(is).is_some_and(|c| c.own);
        let added = name.candidates.iter().find(is).is_some_and(|c| c.added);
        // A spelling that only sounds alike is believed where the report is about that country.
        let far = name.loose && self.is_elsewhere(point, own_weight);
        known
            + if own || name.loose { 0.0 } else { -1.1 }
            + if far { -3.0 } else { 0.0 }
            + if added && !name.loose { 1.5 } else { 0.0 }
            + 1.1 * share(self.countries.get(&point.country))
            + 1.6 * share(point.admin1.and_then(|d| self.divisions.get(&d)))
    }

    /// Whether what else the report names lies in other countries; a name is no evidence for itself.
    fn is_elsewhere(&self, point: &PlacePoint, own_weight: f64) -> bool {
        let others = self.total - own_weight;
        let here = self.countries.get(&point.country).copied().unwrap_or(0.0) - own_weight;
        others > 0.1 && here < 0.3 * others
    }
}
