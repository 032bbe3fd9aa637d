//! Common nouns for places: "the city", "the provincial capital", "a town called Kosti".

use super::{Scene, Spot};
use crate::lexicon::gazetteer::PlaceKind as Kind;
use crate::model::{Place, PlaceKind, PlaceRef};
use crate::read::place::{NounClass, PlaceMention, reference};
use crate::read::view::View;
use dateline_tree::{Relation, Upos};

impl Scene<'_> {
    /// A common noun for a town, province or country.
    pub(super) fn described(&self, noun: usize, class: NounClass, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let capital = class == NounClass::Capital || view.children(noun).any(|c| view.lower(c) == "capital");
        let names = self.names_under(noun);
        let exact = |m: &PlaceMention| self.geography.reading(m).map(|r| self.gazetteer.record(r));
        let own: Vec<Spot> = names
            .iter()
            .filter(|(_, m)| exact(m).is_some_and(|r| fits_class(r.kind, class)))
            .filter(|(n, _)| {
                !(capital
                    && matches!(view.relation(*n), Relation::Nmod | Relation::Compound | Relation::NmodPoss)
                    && self.is_container(*n))
            })
            .filter_map(|(n, m)| self.named(m, *n))
            .collect();
        let own: Vec<Spot> =
            if class == NounClass::District { own.into_iter().map(as_district).collect() } else { own };
        if !own.is_empty() {
            let several = class == NounClass::District
                && matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns)
                && names.iter().any(|(n, _)| view.relation(*n) == Relation::Nmod);
            if several {
                let named: Vec<Spot> = names.iter().filter_map(|(n, m)| self.named(m, *n)).collect();
                let partners = self.partners(&named, class);
                return named.into_iter().chain(partners).map(|s| Spot { partial: true, ..s }).collect();
            }
            let partners = self.partners(&own, class);
            let own = own.into_iter().chain(partners);
            let partial = matches!(view.lemma(noun).as_str(), "suburb" | "quarter" | "neighbourhood" | "neighborhood");
            return own.map(|s| Spot { partial: s.partial || partial, ..s }).collect();
        }
        if class == NounClass::Town
            && !capital
            && let Some(spot) = self.town_of_that_name(&names)
        {
            return vec![spot];
        }
        if capital {
            let seats: Vec<Spot> = names.iter().filter_map(|(n, m)| self.seat_of(&exact(m)?, *n, noun)).collect();
            if !seats.is_empty() {
                return seats;
            }
        }
        if class == NounClass::District && !names.is_empty() {
            // "districts of Jawzjan": parts of what is named.
            return names.iter().filter_map(|(n, m)| self.named(m, *n)).map(|s| Spot { partial: true, ..s }).collect();
        }
        let inner = self.part_again(noun, class, depth);
        if !inner.is_empty() {
            return inner;
        }
        // "the village of Kasharu", which the gazetteer does not have.
        let unlisted: Vec<Spot> = view
            .children(noun)
            .filter(|&c| view.token(c).upos == Upos::Propn && self.mention_at(c).is_none())
            .filter(|&c| {
                matches!(view.relation(c), Relation::Flat | Relation::Appos | Relation::Compound | Relation::NmodDesc)
                    || view.relation(c) == Relation::Nmod && matches!(view.case(c).as_str(), "of" | "")
            })
            .flat_map(|c| view.coordinated(c))
            .filter_map(|c| self.unlisted(c, Some(class)))
            .collect();
        if !unlisted.is_empty() {
            return unlisted;
        }
        let listed = self.listed(noun);
        if !listed.is_empty() {
            return listed;
        }
        // "the biggest city in the north, the bastion of Mazar-i-Sharif".
        let called = view.children(noun).filter(|&c| view.relation(c) == Relation::Appos && c > noun);
        let called: Vec<Spot> = called
            .flat_map(|c| self.names_under(c))
            .filter_map(|(n, m)| self.named(m, n))
            .filter(|s| s.place.kind == class.kind())
            .collect();
        if !called.is_empty() {
            return called;
        }
        let quarters = self.quarters_of_town(noun);
        if !quarters.is_empty() {
            return quarters;
        }
        let counted = self.counted_again(noun, class);
        if !counted.is_empty() {
            return counted;
        }
        self.predicate(noun, depth).unwrap_or_else(|| self.definite(noun, class, capital).into_iter().collect())
    }

    /// "the eastern suburbs of the city", "its old quarter": parts of a place that was named before.
    fn part_again(&self, noun: usize, class: NounClass, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let whole = view.children(noun).find(|&c| {
            view.relation(c) == Relation::Nmod && view.case(c) == "of" && view.token(c).upos == Upos::Noun
                || view.relation(c) == Relation::NmodPoss && view.token(c).upos == Upos::Pron
        });
        let whole = whole.filter(|_| class == NounClass::District && depth > 1);
        let spots = whole.map(|c| self.spots_below(c, depth - 1)).unwrap_or_default();
        spots.into_iter().map(|s| Spot { partial: true, ..s }).collect()
    }

    /// "three capitals: Zaranj; Sar-e-Pul, in the north; and Taloqan", "towns including X and Y".
    fn listed(&self, noun: usize) -> Vec<Spot> {
        let view = self.view;
        if !matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns) {
            return Vec::new();
        }
        let opens = |i: &usize| {
            matches!(view.lower(*i).as_str(), ":" | "including" | "among")
                || view.lower(*i) == "such" && *i + 1 < view.len() && view.lower(*i + 1) == "as"
        };
        let Some(start) = (noun + 1..view.len()).take(6).find(opens) else { return Vec::new() };
        let listed = self.mentions.iter().filter(|m| m.first > start && !m.located);
        listed
            .filter_map(|m| self.named(m, m.first))
            .filter(|s| s.place.kind == PlaceKind::City || s.place.kind == PlaceKind::District)
            .collect()
    }

    /// "the town of Masisi" where the name alone was read as the division around it.
    fn town_of_that_name(&self, names: &[(usize, &PlaceMention)]) -> Option<Spot> {
        let of = |n: usize| {
            matches!(self.view.relation(n), Relation::Nmod | Relation::Flat | Relation::Appos | Relation::NmodDesc)
        };
        let (word, mention) = names.iter().find(|(n, m)| of(*n) && !m.located).copied()?;
        let read = self.gazetteer.record(self.geography.reading(mention)?);
        let town = mention
            .candidates
            .iter()
            .map(|&c| self.gazetteer.record(c))
            .find(|r| r.kind == Kind::City && r.country == read.country);
        let record = town.unwrap_or(read.clone());
        let place = reference(&record, &mention.text, None, self.gazetteer);
        let own = if record.kind == Kind::City { place.id.clone() } else { format!("{}/town", place.id) };
        let how = format!("“{}” is called a town, so the town of that name is meant ({own})", mention.text);
        Some(Spot {
            place: PlaceRef::from(Place { id: own, kind: PlaceKind::City, ..Place::clone(&place) }),
            word,
            partial: false,
            how,
        })
    }

    fn is_container(&self, word: usize) -> bool {
        self.mention_at(word)
            .and_then(|m| self.geography.reading(m))
            .is_some_and(|r| matches!(self.gazetteer.record(r).kind, Kind::Admin1 | Kind::Country))
    }

    fn seat_of(&self, record: &crate::lexicon::gazetteer::PlaceRecord, word: usize, noun: usize) -> Option<Spot> {
        let seat = match record.kind {
            Kind::Admin1 => self.gazetteer.capital_of_admin1(record.index),
            Kind::Country => self.gazetteer.capital_of_country(&record.country),
            // A division often shares its seat's name, and the name was read as the town.
            Kind::City => Some(record.index),
            _ => None,
        }?;
        let seat = self.gazetteer.record(seat);
        let text = self.view.span(word.min(noun), word.max(noun)).of(self.view.text).to_owned();
        let how = format!("“{text}” is {}, the seat of {}", seat.name, record.name);
        let place = reference(&seat, "", None, self.gazetteer).written(text);
        Some(Spot { place, word: noun, partial: false, how })
    }

    /// "Pul-e-Alam was the latest city to fall": the noun is what the subject is.
    fn predicate(&self, noun: usize, depth: usize) -> Option<Vec<Spot>> {
        let view = self.view;
        // "became the ninth city", "making it the ninth city".
        if let Some(verb) = view.head(noun).filter(|&v| matches!(view.lemma(v).as_str(), "become" | "make")) {
            let made = view
                .object(verb)
                .filter(|&o| o != noun)
                .or_else(|| view.surface_subject(verb))
                .filter(|&s| s != noun)?;
            return Some(self.spots_below(made, depth - 1));
        }
        let subject = view.child(noun, &[Relation::Nsubj, Relation::NsubjOuter])?;
        // "Fighters were inside the city": the city is where they were, and not what they are.
        if !view.case(noun).is_empty() {
            return None;
        }
        view.child(noun, &[Relation::Cop])?;
        Some(self.spots_below(subject, depth - 1))
    }
}

/// "the ninth capital": one of a row, so not the country's.
pub(super) fn superlative(view: View, noun: usize) -> bool {
    view.children(noun).any(|c| crate::read::status::is_ordinal(&view.lower(c)))
}

fn fits_class(kind: Kind, class: NounClass) -> bool {
    match class {
        NounClass::Town | NounClass::Capital => matches!(kind, Kind::City),
        NounClass::Province => matches!(kind, Kind::Admin1),
        NounClass::District => matches!(kind, Kind::City | Kind::Admin2),
        NounClass::Country => kind == Kind::Country,
        _ => true,
    }
}

fn as_district(spot: Spot) -> Spot {
    if spot.place.kind != PlaceKind::City {
        return spot;
    }
    let place = PlaceRef::from(Place {
        id: format!("{}/district", spot.place.id),
        kind: PlaceKind::District,
        ..Place::clone(&spot.place)
    });
    Spot { place, ..spot }
}
