//! "The city", "there", "its capital", "both towns", "the latter": descriptions that take up places named before.

use super::described::superlative;
use super::{Scene, Spot};
use crate::lexicon::gazetteer::PlaceRecord;
use crate::model::{PlaceKind, PlaceRef};
use crate::read::place::{NounClass, reference};
use dateline_tree::{Relation, Xpos};

impl Scene<'_> {
    /// "the city", "that province": the last one of its kind.
    pub(super) fn definite(&self, noun: usize, class: NounClass, capital: bool) -> Option<Spot> {
        let view = self.view;
        let plural = matches!(view.token(noun).xpos, Xpos::Nns | Xpos::Nnps);
        let determined = view.children(noun).any(|c| {
            matches!(view.lower(c).as_str(), "the" | "that" | "this" | "whole" | "entire")
                || view.relation(c) == Relation::NmodPoss
        });
        let singled_out = view.children(noun).any(|c| view.token(c).xpos == Xpos::Jjs);
        if plural || !determined || singled_out {
            return None;
        }
        // "That city": the one named last, and not the one that the report is about.
        let pointed = view.children(noun).any(|c| view.lower(c) == "that").then(|| self.memory.latest(class.kind()));
        let place = match class {
            _ if capital => self.seat_meant(noun, class),
            NounClass::Town | NounClass::Province if pointed.flatten().is_some() => {
                self.before(noun, |p| p.kind == class.kind()).or_else(|| pointed.flatten().cloned())
            }
            NounClass::Town => self.before(noun, |p| p.kind == PlaceKind::City).or_else(|| self.memory.city().cloned()),
            NounClass::Province => self
                .before(noun, |p| p.kind == PlaceKind::Province)
                .or_else(|| self.memory.of_kind(PlaceKind::Province).cloned())
                .or_else(|| self.division_of_city()),
            NounClass::District => self
                .before(noun, |p| p.kind == PlaceKind::District)
                .or_else(|| self.memory.of_kind(PlaceKind::District).cloned()),
            NounClass::Country => self.country(),
            _ => None,
        }?;
        Some(self.anaphor(place, noun))
    }

    /// "the capital": of the division that the sentence names before it or that "its" means, else of the country; "the
    /// provincial capital", "the regional hub": the seat spoken of.
    fn seat_meant(&self, noun: usize, class: NounClass) -> Option<PlaceRef> {
        let view = self.view;
        let child = |words: &[&str]| view.children(noun).any(|c| words.contains(&view.lower(c).as_str()));
        let divisional =
            child(&["provincial", "regional", "state", "district", "northern", "southern", "eastern", "western"]);
        let named = self.before(noun, |p| p.kind == PlaceKind::Province);
        if child(&["its"]) {
            let owner = self.before(noun, |_| true).or_else(|| self.memory.focus().cloned());
            return match owner.filter(|o| o.kind == PlaceKind::Province).or(named) {
                Some(division) => self.seat(&division),
                None => self.country_capital(),
            };
        }
        if divisional || superlative(view, noun) {
            let spoken = self.before(noun, |p| p.kind == PlaceKind::City).or_else(|| self.memory.city().cloned());
            return named.and_then(|n| self.seat(&n)).or(spoken);
        }
        if class != NounClass::Capital {
            return self.before(noun, |p| p.kind == PlaceKind::City).or_else(|| self.memory.city().cloned());
        }
        named.and_then(|n| self.seat(&n)).or_else(|| self.country_capital())
    }

    /// "both cities", "the two towns", "all three", "the latter": several places, or one of two, named just before.
    pub(super) fn counted_again(&self, noun: usize, class: NounClass) -> Vec<Spot> {
        let words: Vec<String> = self.view.children(noun).chain([noun]).map(|c| self.view.lower(c)).collect();
        let has = |word: &str| words.iter().any(|w| w == word);
        let one_of_two = if has("latter") {
            Some(1)
        } else if has("former") {
            Some(0)
        } else {
            None
        };
        if let Some(which) = one_of_two {
            let two = self.those_before(noun, class, 2);
            return two.and_then(|t| t.into_iter().nth(which)).map(|p| self.anaphor(p, noun)).into_iter().collect();
        }
        let number = words.iter().find_map(|w| match w.as_str() {
            "both" | "two" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            "five" => Some(5),
            _ => None,
        });
        let known = has("both") || has("the") || has("all") || has("these") || has("those");
        let others = ["other", "more", "another", "new", "of"].iter().any(|w| has(w));
        let Some(number) = number.filter(|_| known && !others) else { return Vec::new() };
        let those = self.those_before(noun, class, number).unwrap_or_default();
        those.into_iter().map(|p| self.anaphor(p, noun)).collect()
    }

    /// The places of a kind named just before a word, when they are so many.
    fn those_before(&self, word: usize, class: NounClass, number: usize) -> Option<Vec<PlaceRef>> {
        // A town is often read as the district that is called after it.
        let town = |k: PlaceKind| class == NounClass::Town && k == PlaceKind::District;
        let fits = |p: &PlaceRef| p.kind == class.kind() || town(p.kind);
        let here = self.mentions.iter().filter(|m| m.last < word && !m.landmark && !m.speaking);
        let mut places: Vec<PlaceRef> = Vec::new();
        for place in here.filter_map(|m| self.named(m, m.first)).map(|s| s.place).filter(fits) {
            if !places.iter().any(|p| p.id == place.id) {
                places.push(place);
            }
        }
        if places.is_empty() { self.memory.last(fits, number) } else { Some(places).filter(|p| p.len() == number) }
    }

    /// The country that the report is about.
    pub(in crate::read) fn country(&self) -> Option<PlaceRef> {
        let index = self.gazetteer.country(self.geography.focus.main()?)?;
        Some(reference(&self.gazetteer.record(index), "", None, self.gazetteer))
    }

    fn country_capital(&self) -> Option<PlaceRef> {
        let index = self.gazetteer.capital_of_country(self.geography.focus.main()?)?;
        Some(reference(&self.gazetteer.record(index), "", None, self.gazetteer))
    }

    /// The seat of a division.
    fn seat(&self, division: &PlaceRef) -> Option<PlaceRef> {
        let index = self.gazetteer.capital_of_admin1(self.record_of(division)?.index)?;
        Some(reference(&self.gazetteer.record(index), "", None, self.gazetteer))
    }

    fn division_of_city(&self) -> Option<PlaceRef> {
        let record = self.record_of(self.memory.city()?)?;
        Some(reference(&self.gazetteer.record(record.admin1?), "", None, self.gazetteer))
    }

    /// The gazetteer's record of a place that a sentence named.
    fn record_of(&self, place: &PlaceRef) -> Option<PlaceRecord> {
        let found = self.gazetteer.candidates(&place.name).into_iter().map(|c| self.gazetteer.record(c));
        found.into_iter().find(|r| r.id == place.id)
    }
}
