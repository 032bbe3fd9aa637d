//! Places named in running text, found without a language model: fast enough for a whole archive.
//!
//! [`sketch`] finds the names of a text and reads them with that text alone; in [`settle_pile`] the likest
//! texts of the pile say what they mean by the same names, and each name gets its place, or none. The reader of claims has a tree besides, and shares word lists and resolver.

mod believe;
#[cfg(test)]
mod cases;
pub(crate) mod cues;
mod find;
mod near;
mod persons;
mod pile;
pub(crate) mod resolve;
mod words;

use crate::lexicon::gazetteer::{Gazetteer, PlaceKind, PlacePoint};
use dateline_tree::Span;
pub use find::Known;
use find::{Class, Found, Mention, find};
pub use near::Near;
use resolve::{Code, Name, Prior, candidates, settle};
use std::collections::BTreeMap;

/// A place named in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Where the name stands.
    pub span: Span,
    /// Its record in the gazetteer; none for rivers, streets and sites that the gazetteer does not have.
    pub record: Option<u32>,
    /// What it is, as far as the words beside it or the record say.
    pub kind: Kind,
    /// For what the gazetteer does not have, the record of the town or division spoken of that it is likeliest in.
    pub parent: Option<u32>,
    /// How far and which way from it something is told to be.
    pub near: Option<Near>,
}

/// What a named place is, and how exact its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A country.
    Country,
    /// A continent, or a region with no administration of its own.
    Region,
    /// A first-level division.
    Province,
    /// A second-level division.
    District,
    /// A populated place.
    City,
    /// A site: airport, base, bridge.
    Facility,
    /// A river, lake or sea.
    Water,
    /// Mountains, desert, valley, island.
    Terrain,
    /// A street or road.
    Street,
    /// A people or the adjective of a country: evidence of the country, and no place.
    People,
}

impl Kind {
    /// The word that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Region => "region",
            Kind::Province => "province",
            Kind::District => "district",
            Kind::City => "city",
            Kind::Facility => "facility",
            Kind::Water => "water",
            Kind::Terrain => "terrain",
            Kind::Street => "street",
            Kind::People => "people",
        }
    }

    /// What a listed place is.
    pub fn of(kind: PlaceKind) -> Kind {
        match kind {
            PlaceKind::Country => Kind::Country,
            PlaceKind::Region => Kind::Region,
            PlaceKind::Admin1 => Kind::Province,
            PlaceKind::Admin2 => Kind::District,
            PlaceKind::City => Kind::City,
            PlaceKind::Facility => Kind::Facility,
            PlaceKind::Water => Kind::Water,
            PlaceKind::Terrain => Kind::Terrain,
        }
    }
}

/// A text whose names are found and read once, by themselves.
#[derive(Clone, Debug)]
pub struct Sketched {
    found: Found,
    names: Vec<Name>,
    /// For every mention the number of its name.
    of: Vec<usize>,
    people: BTreeMap<Code, f64>,
    readings: Vec<Option<PlacePoint>>,
}

/// Finds the names of a text and reads them by themselves.
pub fn sketch(text: &str, known: &Known) -> Sketched {
    Sketched::of(find(text, known), known.gazetteer)
}

/// For each text of a pile what its names mean, in the light of the likest other texts.
pub fn settle_pile(sketches: &[Sketched]) -> Vec<Vec<Named>> {
    let views: Vec<pile::Sketch> = sketches.iter().map(Sketched::view).collect();
    let priors = pile::priors(&views);
    sketches.iter().zip(&priors).map(|(sketch, prior)| sketch.named(prior)).collect()
}

impl Sketched {
    fn of(found: Found, gazetteer: &Gazetteer) -> Sketched {
        let (names, of) = group(&found.mentions, gazetteer);
        let mut people: BTreeMap<Code, f64> = BTreeMap::new();
        for (_, country) in &found.peoples {
            *people.entry(gazetteer.point(*country).country).or_default() += 0.5;
        }
        let readings = settle(&names, &people, &Prior::default());
        Sketched { found, names, of, people, readings }
    }

    /// The same text with the names given by their spans instead of found: for measuring the resolver alone.
    #[doc(hidden)]
    pub fn given(text: &str, spans: &[Span], known: &Known) -> Sketched {
        Sketched::of(find::given(text, spans, known), known.gazetteer)
    }

    /// Every name with its reading, believed or not: for measuring the resolver alone.
    #[doc(hidden)]
    pub fn all_read(sketches: &[Sketched]) -> Vec<Vec<Named>> {
        let views: Vec<pile::Sketch> = sketches.iter().map(Sketched::view).collect();
        let priors = pile::priors(&views);
        let read = |(sketch, prior): (&Sketched, &Prior)| {
            let readings = settle(&sketch.names, &sketch.people, prior);
            sketch.listed(&readings, &vec![true; sketch.of.len()])
        };
        sketches.iter().zip(&priors).map(read).collect()
    }

    fn view(&self) -> pile::Sketch {
        let believed = believe::names(&self.report(&self.readings, &Prior::default()));
        let names = self.names.iter().zip(&self.readings).zip(&believed);
        let readings = names
            .clone()
            .filter_map(|((name, reading), believed)| Some((name.key.clone(), (*reading)?)).filter(|_| *believed));
        let doubted = names.filter(|(_, believed)| !**believed).map(|((name, _), _)| name.key.clone());
        pile::Sketch { terms: self.found.terms.clone(), readings: readings.collect(), doubted: doubted.collect() }
    }

    fn report<'a>(&'a self, readings: &'a [Option<PlacePoint>], prior: &'a Prior) -> believe::Report<'a> {
        believe::Report {
            mentions: &self.found.mentions,
            of: &self.of,
            names: &self.names,
            readings,
            people: &self.people,
            prior,
        }
    }

    /// The places of the text, read with what is known besides.
    fn named(&self, prior: &Prior) -> Vec<Named> {
        let readings = settle(&self.names, &self.people, prior);
        let believed = believe::mentions(&self.report(&readings, prior));
        let mut places = self.listed(&readings, &believed);
        places.extend(self.found.peoples.iter().map(|(span, country)| Named {
            span: *span,
            record: Some(*country),
            kind: Kind::People,
            parent: None,
            near: None,
        }));
        places.sort_by_key(|place| place.span.start);
        places
    }

    /// The believed mentions with their readings; what the gazetteer does not have gets the place it is likeliest in.
    fn listed(&self, readings: &[Option<PlacePoint>], believed: &[bool]) -> Vec<Named> {
        let mut places: Vec<Named> = Vec::new();
        for ((mention, &name), _) in self.found.mentions.iter().zip(&self.of).zip(believed).filter(|(_, b)| **b) {
            let reading = readings[name];
            let parent = match reading {
                Some(_) => None,
                None => self.namesake(&mention.key, readings).or_else(|| last_settled(&places)),
            };
            let kind = reading.map_or_else(|| unlisted_kind(mention), |point| Kind::of(point.kind));
            places.push(Named {
                span: mention.span,
                record: reading.map(|p| p.index),
                kind,
                parent,
                near: mention.near.clone(),
            });
        }
        places
    }

    /// The reading of the name that another begins with: Kunduz for "Kunduz Airport".
    fn namesake(&self, key: &str, readings: &[Option<PlacePoint>]) -> Option<u32> {
        let begins = |name: &Name| key.strip_prefix(name.key.as_str()).is_some_and(|rest| rest.starts_with(' '));
        self.names.iter().zip(readings).find_map(|(name, reading)| reading.filter(|_| begins(name)).map(|p| p.index))
    }
}

/// The town or division named last.
fn last_settled(places: &[Named]) -> Option<u32> {
    let settled = |p: &&Named| matches!(p.kind, Kind::City | Kind::District | Kind::Province);
    places.iter().rev().find(settled).and_then(|p| p.record)
}

fn unlisted_kind(mention: &Mention) -> Kind {
    let last = mention.key.rsplit(' ').next().unwrap_or_default();
    let first = mention.key.split(' ').next().unwrap_or_default();
    match mention.class {
        Some(Class::Street) => Kind::Street,
        Some(Class::Site) => Kind::Facility,
        Some(Class::Nature) if cues::cues().water.contains(last) || cues::cues().water.contains(first) => Kind::Water,
        Some(Class::Nature) => Kind::Terrain,
        _ => Kind::District,
    }
}

/// One name for all mentions of the same key and class.
fn group(mentions: &[Mention], gazetteer: &Gazetteer) -> (Vec<Name>, Vec<usize>) {
    let mut numbers: BTreeMap<(String, Option<Class>), usize> = BTreeMap::new();
    let mut names: Vec<Name> = Vec::new();
    let mut of = Vec::with_capacity(mentions.len());
    for mention in mentions {
        // A town is the same name with and without the word "town".
        let class = mention.class.filter(|c| *c != Class::Town);
        let number = *numbers.entry((mention.key.clone(), class)).or_insert_with(|| {
            names.push(Name {
                key: mention.key.clone(),
                candidates: candidates(&mention.key, &mention.candidates, gazetteer),
                class: mention.class,
                within: Vec::new(),
                weight: 0.0,
                loose: mention.signs.loose,
            });
            names.len() - 1
        });
        let name = &mut names[number];
        name.class = name.class.or(mention.class);
        name.within.extend(mention.within.iter().map(|&c| gazetteer.point(c)));
        name.weight = name.weight.max(believe::context_weight(mention));
        of.push(number);
    }
    // The town of a site that is named for it is read with the others.
    for (key, indexes) in mentions.iter().filter_map(|m| m.base.as_ref()) {
        if !names.iter().any(|n| n.key == *key) {
            let candidates = candidates(key, indexes, gazetteer);
            names.push(Name {
                key: key.clone(),
                candidates,
                class: None,
                within: Vec::new(),
                weight: 0.5,
                loose: false,
            });
        }
    }
    (names, of)
}
