//! Places spoken of before, by how much they are in the reader's mind.
//!
//! "The city" is rarely just the last one named: what a sentence is about weighs more than where somebody speaks or what
//! lies 50 kilometres off, every sentence fades what came before it, and the places that the whole report is about come
//! back when nothing nearer is meant.

use crate::model::{PlaceKind, PlaceRef};
use std::collections::BTreeMap;

/// What is left of a place's weight when the next sentence begins, and once more when the next paragraph does.
const FADES_TO: f64 = 0.5;
/// The weight of the place that the report speaks of most, wherever it is read.
const TOPIC: f64 = 1.2;

/// Places the report spoke of before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    kept: Vec<Kept>,
    /// How much the whole report is about a place, by id; known in the second pass.
    topic: BTreeMap<String, f64>,
    /// The sentence that is read.
    sentence: usize,
    /// The site that the last change of control told was about, and its sentence; nothing when it was about a town.
    changed: Option<(PlaceRef, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    place: PlaceRef,
    /// Fades with every sentence.
    weight: f64,
    /// Never fades.
    total: f64,
    /// The sentence that named it last, and its place in the order of naming.
    named: (usize, usize),
}

impl Memory {
    /// An empty memory that knows what the report is about.
    pub fn again(&self) -> Memory {
        let most = self.kept.iter().map(|k| k.total).fold(1.0, f64::max);
        let topic = self.kept.iter().map(|k| (k.place.id.clone(), TOPIC * k.total / most)).collect();
        Memory { topic, ..Memory::default() }
    }

    /// Begins a sentence: what was spoken of before fades.
    pub fn begin(&mut self, sentence: usize) {
        self.sentence = sentence;
        for kept in &mut self.kept {
            kept.weight *= FADES_TO;
        }
    }

    /// Begins a paragraph: it may be about something else.
    pub fn turn(&mut self) {
        for kept in &mut self.kept {
            kept.weight *= FADES_TO;
        }
    }

    /// Remembers a place; `order` is where in the sentence it stands.
    pub fn note(&mut self, place: &PlaceRef, weight: f64, order: usize) {
        if matches!(place.kind, PlaceKind::Country | PlaceKind::Region) {
            return;
        }
        let named = (self.sentence, order);
        match self.kept.iter_mut().find(|k| k.place.id == place.id) {
            Some(kept) => {
                kept.weight += weight;
                kept.total += weight;
                kept.named = kept.named.max(named);
            }
            None => self.kept.push(Kept { place: place.clone(), weight, total: weight, named }),
        }
    }

    /// Remembers where the last change of control happened.
    pub fn note_change(&mut self, place: &PlaceRef) {
        let site = place.kind == PlaceKind::Facility && place.id.contains('/');
        self.changed = site.then(|| (place.clone(), self.sentence));
    }

    /// The airport or base that changed hands in the sentences just before, while no town has since.
    pub fn changed_site(&self) -> Option<&PlaceRef> {
        self.changed.as_ref().filter(|(_, at)| at + 3 >= self.sentence).map(|(place, _)| place)
    }

    /// The place of a kind that the sentence before, or this one so far, named last: "that city".
    pub fn latest(&self, kind: PlaceKind) -> Option<&PlaceRef> {
        let near = self.kept.iter().filter(|k| k.place.kind == kind && k.named.0 + 1 >= self.sentence);
        near.max_by_key(|k| k.named).map(|k| &k.place)
    }

    /// The town that is spoken of.
    pub fn city(&self) -> Option<&PlaceRef> {
        self.of_kind(PlaceKind::City)
    }

    /// The place of a kind that is spoken of.
    pub fn of_kind(&self, kind: PlaceKind) -> Option<&PlaceRef> {
        self.strongest(|p| p.kind == kind, |k| self.topic.get(&k.place.id).copied().unwrap_or(0.0))
    }

    /// What "it" and "there" mean: the place that the sentences just before were about.
    pub fn focus(&self) -> Option<&PlaceRef> {
        self.strongest(|p| p.kind != PlaceKind::Facility, |k| self.topic.get(&k.place.id).copied().unwrap_or(0.0) / 4.0)
    }

    /// The site that was called by a word before, in the sentences just before.
    pub fn site(&self, same: impl Fn(&str) -> bool) -> Option<&PlaceRef> {
        let near = self.kept.iter().filter(|k| k.place.kind == PlaceKind::Facility && k.named.0 + 4 >= self.sentence);
        let called = |p: &PlaceRef| {
            let last = |text: &str| text.to_lowercase().split(' ').next_back().is_some_and(&same);
            p.detail.as_deref().is_some_and(last) || last(&p.name)
        };
        near.filter(|k| called(&k.place)).max_by_key(|k| k.named).map(|k| &k.place)
    }

    /// The town or district that a sentence before called by this word.
    pub fn called(&self, word: &str) -> Option<&PlaceRef> {
        let town = |k: &&Kept| matches!(k.place.kind, PlaceKind::City | PlaceKind::District) && k.place.text == word;
        self.kept.iter().find(town).map(|k| &k.place)
    }

    /// The last places of a kind when they are so many: those of the last sentence that names any, else of the last two.
    pub fn last(&self, fits: impl Fn(&PlaceRef) -> bool, number: usize) -> Option<Vec<PlaceRef>> {
        let mut of_kind: Vec<&Kept> = self.kept.iter().filter(|k| fits(&k.place)).collect();
        of_kind.sort_by_key(|k| k.named);
        let newest = of_kind.last()?.named.0;
        [newest, newest.saturating_sub(1)].into_iter().find_map(|from| {
            let those: Vec<PlaceRef> = of_kind.iter().filter(|k| k.named.0 >= from).map(|k| k.place.clone()).collect();
            (those.len() == number).then_some(those)
        })
    }

    fn strongest(&self, fits: impl Fn(&PlaceRef) -> bool, more: impl Fn(&Kept) -> f64) -> Option<&PlaceRef> {
        let mut best: Option<(f64, &Kept)> = None;
        for kept in self.kept.iter().filter(|k| fits(&k.place)) {
            let weight = kept.weight + more(kept);
            let better = best.is_none_or(|(w, b)| weight > w || weight == w && kept.named > b.named);
            if better {
                best = Some((weight, kept));
            }
        }
        best.map(|(_, kept)| &kept.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn town(name: &str) -> PlaceRef {
        PlaceRef::from(Place {
            id: format!("name:{name}"),
            name: name.to_owned(),
            text: name.to_owned(),
            kind: PlaceKind::City,
            detail: None,
            lat: None,
            lon: None,
            within: None,
            country: String::new(),
            also: Vec::new(),
        })
    }

    #[test]
    fn what_a_sentence_is_about_outweighs_what_it_mentions() {
        let mut memory = Memory::default();
        memory.begin(0);
        memory.note(&town("Orlen"), 3.0, 0);
        memory.note(&town("Kost"), 0.5, 9);
        assert_eq!(memory.city().map(|p| p.name.as_str()), Some("Orlen"));
        (1..4).for_each(|s| memory.begin(s));
        memory.note(&town("Kost"), 1.5, 0);
        assert_eq!(memory.city().map(|p| p.name.as_str()), Some("Kost"));
    }

    #[test]
    fn the_topic_of_the_report_comes_back() {
        let mut memory = Memory::default();
        (0..4).for_each(|s| memory.note(&town("Orlen"), 2.0, s));
        memory.note(&town("Kost"), 2.0, 9);
        let mut second = memory.again();
        second.begin(0);
        second.note(&town("Orlen"), 2.0, 0);
        second.begin(1);
        second.note(&town("Kost"), 1.5, 0);
        (2..4).for_each(|s| second.begin(s));
        assert_eq!(second.city().map(|p| p.name.as_str()), Some("Orlen"));
    }

    #[test]
    fn two_towns_are_two_only_when_two_were_named() {
        let mut memory = Memory::default();
        memory.begin(0);
        memory.note(&town("Orlen"), 2.0, 0);
        memory.note(&town("Kost"), 2.0, 3);
        let town_like = |p: &PlaceRef| p.kind == PlaceKind::City;
        assert_eq!(memory.last(town_like, 2).map(|l| l.len()), Some(2));
        memory.note(&town("Vell"), 2.0, 5);
        assert_eq!(memory.last(town_like, 2), None);
    }
}
