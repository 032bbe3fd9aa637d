//! Which place a noun phrase means: a name, a description ("the Helmand capital") or a pronoun.

mod again;
mod described;
mod memory;
mod part;
mod site;
mod sites;
mod unlisted;

pub use memory::Memory;

use super::place::{Geography, NounClass, PlaceMention, reference};
use super::view::View;
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind as Kind};
use crate::model::{PlaceKind, PlaceRef};
use dateline_tree::{Relation, Upos};

/// A place that a noun phrase means.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The place.
    pub place: PlaceRef,
    /// The word that names or describes it.
    pub word: usize,
    /// Only a part of it is meant.
    pub partial: bool,
    /// How it was found, as a sentence.
    pub how: String,
}

/// A sentence with what is needed to say where things are.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The sentence.
    pub view: View<'a>,
    /// The names in it.
    pub mentions: &'a [PlaceMention],
    /// The readings of the report's names.
    pub geography: &'a Geography,
    /// All places.
    pub gazetteer: &'a Gazetteer,
    /// What was spoken of before this sentence.
    pub memory: &'a Memory,
}

impl Scene<'_> {
    /// The places a noun phrase means, one for each coordinated name; empty when it means none.
    pub fn spots(&self, head: usize) -> Vec<Spot> {
        let mut spots = Vec::new();
        // "all of Kosti but the airport": the exception is not what is spoken of.
        if self.view.is_excepted(head) {
            return spots;
        }
        // "evacuating citizens and …": what is coordinated with no place is no place.
        if self.one(head, 4).is_empty() && self.view.token(head).upos == Upos::Noun && self.class_of(head).is_none() {
            return spots;
        }
        for noun in self.view.coordinated(head) {
            if noun != head && matches!(self.view.token(noun).upos, Upos::Verb | Upos::Aux) {
                continue;
            }
            for spot in self.one(noun, 4) {
                if !spots.iter().any(|s: &Spot| s.place.id == spot.place.id && s.partial == spot.partial) {
                    spots.push(spot);
                }
            }
        }
        self.add_neighbours(&mut spots);
        self.add_included(head, &mut spots);
        spots
    }

    /// A parser's slip: of "Kunduz and Taloqan" it may take the second only. A name joined to a found one by "and"
    /// or a comma goes with it.
    fn add_neighbours(&self, spots: &mut Vec<Spot>) {
        let mut at = 0;
        while at < spots.len() {
            let word = spots[at].word;
            let joined = self.mention_at(word).filter(|m| m.first >= 2 && at > 0).and_then(|m| {
                let link = self.view.lower(m.first - 1);
                let before = self.mention_at(m.first - 2).filter(|_| link == "and" || link == ",")?;
                (before.last + 2 == m.first && !before.located && !before.landmark && before.class.is_none())
                    .then_some(before)
            });
            let new = joined.and_then(|m| self.named(m, m.first));
            spots.extend(
                new.filter(|n| !spots.iter().any(|s| s.place.id == n.place.id)).into_iter().collect::<Vec<Spot>>(),
            );
            at += 1;
        }
    }

    fn one(&self, noun: usize, depth: usize) -> Vec<Spot> {
        if depth == 0 {
            return Vec::new();
        }
        if let Some(mention) = self.mention_at(noun) {
            return self.named(mention, noun).into_iter().collect();
        }
        let view = self.view;
        if matches!(view.lower(noun).as_str(), "where" | "which")
            && let Some(clause) = view.relative_clause_above(view.clause(noun))
        {
            return view.head(clause).map(|h| self.one(h, depth - 1)).unwrap_or_default();
        }
        if matches!(view.lower(noun).as_str(), "both" | "latter" | "former") {
            return self.counted_again(noun, NounClass::Town);
        }
        let whole = view.lemma(noun) == "everything";
        if view.token(noun).upos == Upos::Pron && !whole || matches!(view.lower(noun).as_str(), "there" | "here") {
            return self.pronoun(noun).into_iter().collect();
        }
        if view.token(noun).upos == Upos::Num
            || matches!(view.lemma(noun).as_str(), "nine" | "some" | "several" | "one")
        {
            return self.part_of(noun, depth);
        }
        // "It is the 13th of 34 capitals to be lost", "Bukavu would be the next to go": what the subject is.
        if self.is_one_of_a_row(noun) {
            return view.child(noun, &[Relation::Nsubj]).map(|s| self.one(s, depth - 1)).unwrap_or_default();
        }
        match self.class_of(noun) {
            Some(NounClass::Part) => self.part_of(noun, depth),
            Some(NounClass::Facility) => self.facility(noun, depth),
            // "the enclave of Srebrenica" is Srebrenica; "the north of Syria" is nothing that could be held.
            Some(NounClass::Region)
                if matches!(
                    view.lemma(noun).as_str(),
                    "area" | "enclave" | "territory" | "region" | "valley" | "island" | "peninsula"
                ) =>
            {
                let of = self
                    .names_under(noun)
                    .into_iter()
                    .filter(|(n, _)| view.relation(*n) == Relation::Nmod && view.case(*n) == "of");
                of.filter_map(|(n, m)| self.named(m, n)).collect()
            }
            Some(NounClass::Region) => Vec::new(),
            Some(class) => self.described(noun, class, depth),
            None if view.token(noun).upos == Upos::Propn => self.unlisted(noun, None).into_iter().collect(),
            // "the last pocket, the airport and the base beside it": what it is called next.
            None if is_remnant(&view.lemma(noun)) => self.sites_inside(noun, depth),
            None => view
                .children(noun)
                .filter(|&c| view.relation(c) == Relation::Appos)
                .flat_map(|c| self.spots_below(c, depth - 1))
                .collect(),
        }
    }

    fn mention_at(&self, word: usize) -> Option<&PlaceMention> {
        self.mentions.iter().find(|m| m.covers(word))
    }

    fn named(&self, mention: &PlaceMention, word: usize) -> Option<Spot> {
        // "southern Afghanistan" is not Afghanistan.
        let direction = mention.first > 0 && is_direction(&self.view.lower(mention.first - 1));
        let wide = self
            .geography
            .reading(mention)
            .is_some_and(|r| matches!(self.gazetteer.record(r).kind, Kind::Country | Kind::Admin1));
        if direction && wide {
            return None;
        }
        let record = self.gazetteer.record(self.geography.reading(mention)?);
        let place = reference(&record, &mention.text, mention.class, self.gazetteer);
        let how = format!(
            "“{}” is {}{} in the gazetteer ({})",
            mention.text,
            record.name,
            place.within.as_ref().map(|w| format!(", {w}")).unwrap_or_default(),
            record.id
        );
        Some(Spot { place, word, partial: false, how })
    }

    fn pronoun(&self, word: usize) -> Option<Spot> {
        if !matches!(
            self.view.lower(word).as_str(),
            "it" | "its" | "there" | "here" | "which" | "that" | "where" | "itself"
        ) {
            return None;
        }
        // "The brigade handed itself in".
        if self.view.lower(word) == "itself" && self.view.relation(word) == Relation::Obj {
            return None;
        }
        let before = if self.follows_an_aside(word) { None } else { self.before(word, |_| true) };
        let place = before.or_else(|| self.memory.focus().cloned()).or_else(|| self.before(word, |_| true))?;
        Some(self.anaphor(place, word))
    }

    /// "With Homs gone, it is the last city": what the phrase in front names is not what the sentence is about.
    fn follows_an_aside(&self, word: usize) -> bool {
        let view = self.view;
        let aside = matches!(view.lower(0).as_str(), "with" | "unlike" | "like" | "besides" | "despite");
        aside && word > 1 && view.lower(word) == "it" && view.word(word - 1) == ","
    }

    fn anaphor(&self, place: PlaceRef, word: usize) -> Spot {
        let text = self.view.word(word).to_owned();
        let how = format!("“{text}” stands for {}, the place spoken of before", place.name);
        Spot { place: place.written(text), word, partial: false, how }
    }

    /// The nearest place named before a word in the same sentence.
    fn before(&self, word: usize, fits: impl Fn(&PlaceRef) -> bool) -> Option<PlaceRef> {
        // The seat of the country's government is where things are said, not what is spoken of.
        let seat = |m: &PlaceMention| {
            let record = self.geography.reading(m).map(|r| self.gazetteer.record(r));
            record.is_some_and(|r| {
                r.capital == crate::lexicon::gazetteer::Capital::Country || m.speaking && r.population >= 500_000
            })
        };
        let meant = |m: &PlaceMention| !((m.located || m.speaking) && seat(m)) && !m.landmark;
        let at = |i: usize| match self.mentions.iter().find(|m| m.last == i) {
            Some(m) => self.named(m, m.first).filter(|_| meant(m)).map(|s| s.place),
            // A spelling that the gazetteer lacks, read as a place before.
            None if self.view.token(i).upos == Upos::Propn => self.memory.called(self.view.word(i)).cloned(),
            None => None,
        };
        (0..word).rev().filter_map(at).find(|p| !matches!(p.kind, PlaceKind::Country | PlaceKind::Region) && fits(p))
    }

    /// Place names that hang from a noun: "the city of X", "X city", "its capital, X".
    fn names_under(&self, noun: usize) -> Vec<(usize, &PlaceMention)> {
        let view = self.view;
        let mut found = Vec::new();
        for c in view.children(noun) {
            let relation = view.relation(c);
            let tied = matches!(
                relation,
                Relation::Compound
                    | Relation::Flat
                    | Relation::Appos
                    | Relation::NmodPoss
                    | Relation::NmodDesc
                    | Relation::Amod
                    | Relation::NmodUnmarked
            ) || relation == Relation::Nmod && matches!(view.case(c).as_str(), "of" | "in" | "at" | "");
            if !tied {
                continue;
            }
            for n in view.coordinated(c) {
                if let Some(m) = self.mention_at(n) {
                    found.push((n, m));
                }
            }
        }
        found
    }
}

/// What is left of a side's ground.
fn is_remnant(lemma: &str) -> bool {
    matches!(
        lemma,
        "scrap" | "pocket" | "foothold" | "toehold" | "patch" | "piece" | "remnant" | "sliver" | "position" | "strip"
    )
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "north-eastern"
            | "north-western"
            | "south-eastern"
            | "south-western"
    )
}
