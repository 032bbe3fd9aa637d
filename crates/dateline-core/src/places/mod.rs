//! Places named in running text, found without a language model: fast enough for a whole archive.
//!
//! [`sketch`] finds the names of a text and reads them with that text alone; [`Sketched::prior_of`] … the
//! likest texts of the pile then say what they mean by the same names, and [`Sketched::settle`] gives each
//! name its place, or none. The reader of claims has a tree besides, and shares word lists and resolver.

mod believe;
pub(crate) mod cues;
mod find;
mod persons;
mod pile;
pub(crate) mod resolve;
mod words;

use crate::lexicon::gazetteer::{Gazetteer, PlaceKind, PlacePoint};
use dateline_tree::Span;
pub use find::Known;
use find::{Class, Found, Mention, find};
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
}

/// What a named place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As the gazetteer has it.
    Listed(PlaceKind),
    /// A river, lake, valley or mountain that the gazetteer does not have.
    Nature,
    /// A street or road.
    Street,
    /// A site that the gazetteer does not have.
    Site,
    /// A division that the gazetteer does not have.
    Division,
    /// A people or the adjective of a country.
    People,
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
            *people.entry(find::code(country)).or_default() += 0.5;
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
            let mentions = sketch.found.mentions.iter().zip(&sketch.of);
            mentions.map(|(m, &n)| named(m, readings[n])).collect()
        };
        sketches.iter().zip(&priors).map(read).collect()
    }

    fn view(&self) -> pile::Sketch {
        let believed = believe::names(&self.report(&self.readings, &Prior::default()));
        let names = self.names.iter().zip(&self.readings).zip(&believed);
        let readings = names.clone().filter_map(|((name, reading), believed)| Some((name.key.clone(), (*reading)?)).filter(|_| *believed));
        let doubted = names.filter(|(_, believed)| !**believed).map(|((name, _), _)| name.key.clone());
        pile::Sketch { terms: self.found.terms.clone(), readings: readings.collect(), doubted: doubted.collect() }
    }

    fn report<'a>(&'a self, readings: &'a [Option<PlacePoint>], prior: &'a Prior) -> believe::Report<'a> {
        believe::Report { mentions: &self.found.mentions, of: &self.of, names: &self.names, readings, people: &self.people, prior }
    }

    /// The places of the text, read with what is known besides.
    fn named(&self, prior: &Prior) -> Vec<Named> {
        let readings = settle(&self.names, &self.people, prior);
        let believed = believe::mentions(&self.report(&readings, prior));
        let mentions = self.found.mentions.iter().zip(&self.of).zip(&believed);
        mentions.filter(|(_, believed)| **believed).map(|((m, &n), _)| named(m, readings[n])).collect()
    }
}

fn named(mention: &Mention, reading: Option<PlacePoint>) -> Named {
    let kind = match (reading, mention.class) {
        (Some(point), _) => Kind::Listed(point.kind),
        (None, Some(Class::Nature)) => Kind::Nature,
        (None, Some(Class::Street)) => Kind::Street,
        (None, Some(Class::Site)) => Kind::Site,
        (None, _) => Kind::Division,
    };
    Named { span: mention.span, record: reading.map(|p| p.index), kind }
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
            });
            names.len() - 1
        });
        let name = &mut names[number];
        name.class = name.class.or(mention.class);
        name.within.extend(mention.within.iter().map(|&c| gazetteer.point(c)));
        name.weight = name.weight.max(believe::context_weight(mention));
        of.push(number);
    }
    (names, of)
}
