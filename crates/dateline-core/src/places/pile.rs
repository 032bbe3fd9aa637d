//! What reports like one report mean by their names: the prior of the pile, without asking who printed what.
//!
//! Local papers never say which Springfield is theirs. Other reports of the same paper, or about the same
//! affair, share capitalised words with it (a sheriff, a river, a party). So every report gets its likest
//! reports, by shared rare words, and their first readings as prior. No feed has to be named for that.

use super::resolve::{Code, Prior};
use crate::lexicon::gazetteer::PlacePoint;
use std::collections::BTreeMap;

/// How many of the likest reports count.
const NEIGHBOURS: usize = 24;
/// A word that more reports share than this tells nothing; it also bounds the work.
const COMMONEST: usize = 400;

/// What a first reading of a report leaves for the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sketch {
    /// Capitalised words, each once, in order.
    pub terms: Vec<String>,
    /// Each name that was believed, with its reading.
    pub readings: Vec<(String, PlacePoint)>,
    /// Each name that was not.
    pub doubted: Vec<String>,
}

/// The prior of every report of a pile, from all the others.
pub(crate) fn priors(sketches: &[Sketch]) -> Vec<Prior> {
    let index = Index::of(sketches);
    let trust = trust(sketches);
    let with_trust = |at: usize| {
        let sketch: &Sketch = &sketches[at];
        let keys = sketch.readings.iter().map(|(key, _)| key).chain(&sketch.doubted);
        let trusted = keys.filter_map(|key| Some((key.clone(), *trust.get(key.as_str())?))).collect();
        Prior { trusted, ..prior(&index.likest(at), sketches) }
    };
    (0..sketches.len()).map(with_trust).collect()
}

/// Names that several reports of the pile hold, each with the share of them that found it a place by themselves.
fn trust(sketches: &[Sketch]) -> BTreeMap<&str, f64> {
    const ENOUGH: f64 = 3.0;
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for sketch in sketches {
        for (key, _) in &sketch.readings {
            let count = counts.entry(key).or_default();
            *count = (count.0 + 1.0, count.1 + 1.0);
        }
        for key in &sketch.doubted {
            counts.entry(key).or_default().1 += 1.0;
        }
    }
    counts.retain(|_, (_, all)| *all >= ENOUGH);
    counts.into_iter().map(|(key, (places, all))| (key, (places + 0.5) / (all + 1.0))).collect()
}

/// Which reports hold a word.
struct Index<'a> {
    sketches: &'a [Sketch],
    holders: BTreeMap<&'a str, Vec<u32>>,
}

impl<'a> Index<'a> {
    fn of(sketches: &'a [Sketch]) -> Index<'a> {
        let mut holders: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, sketch) in (0..).zip(sketches) {
            for term in &sketch.terms {
                holders.entry(term).or_default().push(at);
            }
        }
        Index { sketches, holders }
    }

    /// The likest other reports, each with its likeness, the likest first; equals in order of the pile.
    fn likest(&self, at: usize) -> Vec<(f64, usize)> {
        let mut likeness: BTreeMap<u32, f64> = BTreeMap::new();
        for term in &self.sketches[at].terms {
            let holders = &self.holders[term.as_str()];
            if holders.len() < 2 || holders.len() > COMMONEST {
                continue;
            }
            let rare = 1.0 / holders.len() as f64;
            for &other in holders.iter().filter(|&&o| o as usize != at) {
                *likeness.entry(other).or_default() += rare;
            }
        }
        let own = (self.sketches[at].terms.len() as f64).sqrt();
        let mut found: Vec<(f64, usize)> = likeness
            .into_iter()
            .map(|(other, like)| {
                let length = (self.sketches[other as usize].terms.len() as f64).sqrt();
                (like / (own * length).max(1.0), other as usize)
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(NEIGHBOURS);
        found
    }
}

fn prior(likest: &[(f64, usize)], sketches: &[Sketch]) -> Prior {
    let mut prior = Prior::default();
    let mut votes: BTreeMap<String, BTreeMap<u32, f64>> = BTreeMap::new();
    let mut total = 0.0;
    for &(like, other) in likest {
        let readings = &sketches[other].readings;
        if readings.is_empty() {
            continue;
        }
        total += like;
        let each = like / readings.len() as f64;
        for (key, point) in readings {
            *prior.countries.entry(point.country).or_insert(0.0) += each;
            if let Some(division) = point.admin1 {
                *prior.divisions.entry(division).or_insert(0.0) += each;
            }
            *votes.entry(key.clone()).or_default().entry(point.index).or_insert(0.0) += like;
        }
    }
    scale::<Code>(&mut prior.countries, total);
    scale::<u32>(&mut prior.divisions, total);
    for counts in votes.values_mut() {
        let all: f64 = counts.values().sum();
        scale(counts, all);
    }
    prior.readings = votes;
    prior
}

fn scale<K: Ord>(counts: &mut BTreeMap<K, f64>, total: f64) {
    if total > 0.0 {
        counts.values_mut().for_each(|count| *count /= total);
    }
}
