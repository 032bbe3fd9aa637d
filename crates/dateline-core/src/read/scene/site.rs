//! Sites inside and beside towns: "Kunduz airport", "its prison", "the base".

use super::{Scene, Spot};
use crate::lexicon::fold::fold;
use crate::model::{Place, PlaceKind, PlaceRef};
use crate::read::place::{NounClass, noun_class};
use dateline_tree::{Relation, Upos};

impl Scene<'_> {
    /// A site: "Kunduz airport", "the airport", "its prison". It lies in a place and is not that place.
    pub(super) fn facility(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let several = self.sites_at(noun, depth);
        if !several.is_empty() {
            return several;
        }
        if self.is_vague_site(noun) {
            // "their last two positions, the airport and the headquarters".
            return view
                .children(noun)
                .filter(|&c| view.relation(c) == Relation::Appos)
                .flat_map(|c| self.spots_below(c, depth - 1))
                .collect();
        }
        if let Some(spot) = self.site_of_its_own(noun) {
            return vec![spot];
        }
        if let Some(spot) = self.site_again(noun) {
            return vec![spot];
        }
        // "every important building": many sites are a part of the town.
        let many = view.children(noun).any(|c| {
            matches!(
                view.lower(c).as_str(),
                "every" | "all" | "most" | "many" | "several" | "some" | "each" | "various"
            )
        });
        if many {
            let town = self.town_of_site(noun, depth).filter(|(t, _)| t.kind == PlaceKind::City);
            let spot = town.map(|(place, _)| Spot {
                how: format!("several sites of {}", place.name),
                place,
                word: noun,
                partial: true,
            });
            return spot.into_iter().collect();
        }
        let Some((town, how)) = self.town_of_site(noun, depth) else { return Vec::new() };
        let detail = self.site_name(noun);
        let name = format!("{} {detail}", town.name);
        let text = self.site_text(noun);
        let place = PlaceRef::from(Place {
            id: format!("{}/{}", town.id, fold(&detail).replace(' ', "-")),
            name,
            text: text.clone(),
            kind: PlaceKind::Facility,
            detail: Some(detail),
            within: Some(town.name.clone()),
            also: Vec::new(),
            ..Place::clone(&town)
        });
        vec![Spot { place, word: noun, partial: false, how: format!("“{text}” is a site in {how}") }]
    }

    /// The sites named inside a noun phrase.
    pub(super) fn sites_inside(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let (_, last) = view.sentence.extent(noun);
        let sites = (noun + 1..=last)
            .filter(|&i| view.token(i).upos == Upos::Noun && noun_class(&view.lemma(i)) == Some(NounClass::Facility));
        sites.flat_map(|i| self.facility(i, depth - 1)).collect()
    }

    /// "the base" after "Bagram air base": the site called so in the sentences before, when this one names no town.
    fn site_again(&self, noun: usize) -> Option<Spot> {
        let view = self.view;
        let bare = view.children(noun).any(|c| matches!(view.lower(c).as_str(), "the" | "that" | "this"))
            && !view.children(noun).any(|c| {
                matches!(view.relation(c), Relation::Compound | Relation::NmodPoss | Relation::Amod | Relation::Nmod)
            });
        let town = self.mentions.iter().any(|m| !m.speaking && !m.landmark);
        let word = view.lemma(noun);
        let same =
            |other: &str| other == word || is_base(other) && is_base(&word) || is_field(other) && is_field(&word);
        let place = self.memory.site(same).filter(|_| bare && !town)?;
        Some(self.anaphor(place.clone(), noun))
    }

    /// "the Albukamal crossing": a site whose own name the gazetteer lacks does not belong to the last town.
    fn site_of_its_own(&self, noun: usize) -> Option<Spot> {
        let view = self.view;
        let own = view.children(noun).find(|&c| {
            view.relation(c) == Relation::Compound
                && view.token(c).upos == Upos::Propn
                && self.mention_at(c).is_none()
                && view.word(c).starts_with(char::is_uppercase)
        })?;
        if self.mentions.iter().any(|m| m.first < noun && m.last > own) {
            return None;
        }
        let (first, _) = view.sentence.extent(own);
        let text = view.span(first, noun).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = text.strip_prefix("the ").unwrap_or(&text).to_owned();
        let how = format!("“{text}” is a site of its own name, not in the gazetteer");
        let place = PlaceRef::from(Place {
            id: format!("name:{}", fold(&name)),
            name,
            text,
            kind: PlaceKind::Facility,
            detail: Some(view.lemma(noun)),
            lat: None,
            lon: None,
            within: self.before(noun, |p| p.kind == PlaceKind::City).map(|p| p.name.clone()),
            country: self.geography.focus.main().unwrap_or_default().to_owned(),
            also: Vec::new(),
        });
        Some(Spot { place, word: noun, partial: false, how })
    }

    /// "his house", "positions", "roads": no site that could be told from others.
    fn is_vague_site(&self, noun: usize) -> bool {
        let view = self.view;
        let lemma = view.lemma(noun);
        let personal = view
            .child(noun, &[Relation::NmodPoss])
            .is_some_and(|p| matches!(view.lower(p).as_str(), "his" | "her" | "their" | "my" | "our"));
        let several = matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns);
        personal && matches!(lemma.as_str(), "house" | "office" | "residence" | "position" | "compound" | "building")
            || several
                && matches!(
                    lemma.as_str(),
                    "road"
                        | "highway"
                        | "street"
                        | "ministry"
                        | "post"
                        | "house"
                        | "office"
                        | "field"
                        | "position"
                        | "market"
                        | "site"
                        | "building"
                        | "facility"
                        | "installation"
                        | "checkpoint"
                        | "base"
                        | "camp"
                )
    }

    fn town_of_site(&self, noun: usize, depth: usize) -> Option<(PlaceRef, String)> {
        if let Some((n, m)) = self.names_under(noun).first() {
            let spot = self.named(m, *n)?;
            return matches!(spot.place.kind, PlaceKind::City | PlaceKind::District | PlaceKind::Province)
                .then(|| (spot.place.clone(), spot.place.name.clone()));
        }
        let view = self.view;
        for c in view.children(noun) {
            let case = view.case(c);
            let of = view.relation(c) == Relation::Nmod
                && (matches!(case.as_str(), "of" | "in" | "outside" | "near")
                    || case == "at" && (is_base(&view.lemma(noun)) || is_field(&view.lemma(noun))));
            if of || view.relation(c) == Relation::NmodPoss {
                let inner = self.one(c, depth - 1);
                if let Some(spot) = inner.into_iter().find(|s| s.place.kind == PlaceKind::City) {
                    return Some((spot.place.clone(), spot.place.name.clone()));
                }
            }
        }
        // "seized the airport in the eastern city of Goma": the town may hang from the verb.
        let verb = view.head(noun).filter(|&h| matches!(view.token(h).upos, Upos::Verb));
        let around = verb.map(|v| view.obliques(v, &["in", "at", "near", "outside"])).unwrap_or_default();
        if let Some(spot) = around
            .into_iter()
            .filter(|&o| o > noun)
            .flat_map(|o| self.one(o, depth - 1))
            .find(|s| s.place.kind == PlaceKind::City)
        {
            return Some((spot.place.clone(), spot.place.name.clone()));
        }
        // A site in the same sentence as a town, or the town spoken of before.
        let clause_town = self
            .mentions
            .iter()
            .filter(|m| (m.located || m.last < noun) && !m.speaking && !m.landmark)
            .filter_map(|m| self.named(m, m.first))
            .find(|s| s.place.kind == PlaceKind::City);
        let town = clause_town.map(|s| s.place).or_else(|| self.memory.city().cloned())?;
        let name = town.name.clone();
        Some((town, format!("{name}, the town spoken of")))
    }

    /// "airport", "police headquarters", "governor's compound": the noun with what tells it from others.
    fn site_name(&self, noun: usize) -> String {
        let view = self.view;
        let mut words = Vec::new();
        for c in view.children(noun) {
            let kept = matches!(view.relation(c), Relation::Compound | Relation::NmodPoss | Relation::Amod)
                && self.mention_at(c).is_none()
                && c < noun
                && matches!(view.token(c).upos, Upos::Noun | Upos::Adj | Upos::Propn)
                && !matches!(
                    view.lower(c).as_str(),
                    "main" | "nearby" | "adjoining" | "local" | "international" | "last" | "central" | "whole"
                );
            if kept {
                words.push(view.lemma(c));
            }
        }
        words.push(view.lemma(noun));
        words.join(" ")
    }

    fn site_text(&self, noun: usize) -> String {
        let view = self.view;
        let first = view
            .children(noun)
            .filter(|&c| {
                c < noun
                    && matches!(
                        view.relation(c),
                        Relation::Compound | Relation::NmodPoss | Relation::Amod | Relation::Det
                    )
            })
            .map(|c| view.sentence.extent(c).0)
            .min()
            .unwrap_or(noun);
        view.span(first, noun).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn is_base(word: &str) -> bool {
    matches!(word, "base" | "airbase" | "garrison" | "barracks" | "camp")
}

fn is_field(word: &str) -> bool {
    matches!(word, "airport" | "airfield" | "airstrip" | "airbase")
}
