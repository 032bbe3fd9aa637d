//! Whether a name is believed to be a place, once it is known what the report is about.

use super::find::{Class, Mention, Signs};
use super::resolve::{Code, Name, magnitude};
use crate::lexicon::gazetteer::{PlaceKind, PlacePoint};
use std::collections::BTreeMap;

/// Below this a name is no place.
const ENOUGH: f64 = 0.0;

/// For every mention whether it is believed.
pub(crate) fn mentions(mentions: &[Mention], of: &[usize], names: &[Name], readings: &[Option<PlacePoint>], people: &BTreeMap<Code, f64>) -> Vec<bool> {
    let scores = scores(mentions, of, names, readings, people);
    scores.iter().map(|s| *s > ENOUGH).collect()
}

/// For every name whether one of its mentions is believed.
pub(crate) fn names(found: &[Mention], of: &[usize], names: &[Name], readings: &[Option<PlacePoint>], people: &BTreeMap<Code, f64>) -> Vec<bool> {
    let mut believed = vec![false; names.len()];
    for (is, &name) in mentions(found, of, names, readings, people).iter().zip(of) {
        believed[name] |= is;
    }
    believed
}

/// How far a name counts as context before anything is read.
pub(crate) fn context_weight(mention: &Mention) -> f64 {
    let own = signs(&mention.signs, mention);
    if own < -2.0 { 0.1 } else if own < 0.0 { 0.4 } else { 1.0 }
}

/// The signs of every mention with what is known of its reading, and of the best other mention of its name.
fn scores(mentions: &[Mention], of: &[usize], names: &[Name], readings: &[Option<PlacePoint>], people: &BTreeMap<Code, f64>) -> Vec<f64> {
    let near: Vec<f64> = mentions.iter().map(|m| signs(&m.signs, m)).collect();
    let mut best = vec![f64::NEG_INFINITY; names.len()];
    for (score, &name) in near.iter().zip(of) {
        best[name] = best[name].max(*score);
    }
    let about = About::of(mentions, of, readings, people, &near);
    let read = |at: usize| readings[of[at]].map_or(0.0, |point| about.score(&point, &names[of[at]]));
    (0..mentions.len())
        .map(|at| {
            // What is a place once in a report is likely one again, but not in a person's name.
            let lifted = near[at].max(0.5 * near[at] + 0.5 * best[of[at]]);
            lifted + read(at)
        })
        .collect()
}

/// What words and shape say for or against a place.
fn signs(s: &Signs, mention: &Mention) -> f64 {
    let class = match mention.class {
        Some(Class::Division) => 2.5,
        Some(Class::Nature | Class::Street) => if mention.candidates.is_empty() { 2.0 } else { 2.5 },
        Some(Class::Town) => 1.5,
        Some(Class::Site | Class::Side) => 1.5,
        None => 0.0,
    };
    let when = |is: bool, weight: f64| if is { weight } else { 0.0 };
    class
        + when(s.located, 2.0)
        + when(s.loosely, 0.5)
        + when(s.taken, 1.0)
        + when(s.short, 3.0)
        + when(s.dateline, 2.0)
        + when(!mention.within.is_empty(), 3.0)
        + when(s.listed, 0.4)
        + when(s.civic, 0.3)
        + when(mention.length > 1 && mention.class.is_none(), 1.0)
        + when(s.body, -4.0)
        + when(s.before, -3.0)
        + when(s.after, -2.5)
        + when(s.speaks && !s.located, -1.5)
        + when(s.common, -1.5)
        + when(s.lower, -1.5)
        + when(s.first_name, -0.8)
        + when(s.surname, -3.0)
        + when(s.opens, -0.3)
        + when(s.headline, -0.3)
        + when(s.upper && !s.headline, -0.3)
}

/// What a report is about.
struct About {
    countries: BTreeMap<Code, f64>,
    divisions: BTreeMap<u32, f64>,
    total: f64,
}

impl About {
    fn of(mentions: &[Mention], of: &[usize], readings: &[Option<PlacePoint>], people: &BTreeMap<Code, f64>, near: &[f64]) -> About {
        let mut about = About { countries: people.clone(), divisions: BTreeMap::new(), total: people.values().sum() };
        for ((_, &name), &sign) in mentions.iter().zip(of).zip(near) {
            let Some(point) = readings[name] else { continue };
            let weight = if sign > 0.0 { 1.0 } else if sign < -2.0 { 0.0 } else { 0.3 };
            *about.countries.entry(point.country).or_default() += weight;
            if let Some(division) = point.admin1 {
                *about.divisions.entry(division).or_default() += weight;
            }
            about.total += weight;
        }
        about
    }

    /// How well known a place is, and how well it fits the report.
    fn score(&self, point: &PlacePoint, name: &Name) -> f64 {
        let known = match point.kind {
            PlaceKind::Country => 3.0,
            PlaceKind::Region | PlaceKind::Admin1 => 2.0,
            PlaceKind::Water | PlaceKind::Terrain | PlaceKind::Facility => 1.0,
            PlaceKind::Admin2 | PlaceKind::City => 1.1 * (magnitude(point.population) - 4.3),
        };
        let own = name.candidates.iter().any(|c| c.point.index == point.index && c.own);
        let share = |part: Option<&f64>| part.copied().unwrap_or(0.0) / self.total.max(1.0);
        known + if own { 0.0 } else { -0.8 }
            + 1.0 * share(self.countries.get(&point.country))
            + 1.0 * share(point.admin1.and_then(|d| self.divisions.get(&d)))
    }
}
