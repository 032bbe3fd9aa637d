//! Several sites told at once: "the army camps at Sake and Masisi", "police posts in two townships".
//!
//! Nobody can say which camps they were, so they are a part of each place that is named. Sites that lie near a place or on
//! the way to it are no part of it.

use super::{Scene, Spot};
use crate::lexicon::gazetteer::PlaceKind as Kind;
use crate::model::PlaceKind;
use crate::read::place::{NounClass, noun_class};
use dateline_tree::{Relation, Upos, Xpos};

impl Scene<'_> {
    /// What a common noun says about the place it means. "Post" is a site only as "border post", "hall" only as
    /// "town hall".
    pub(super) fn class_of(&self, noun: usize) -> Option<NounClass> {
        let view = self.view;
        let class = noun_class(&view.lemma(noun)).or_else(|| noun_class(&view.lower(noun)));
        let words = match view.lemma(noun).as_str() {
            "post" => POSTS,
            "hall" => HALLS,
            // A height is a site when it has a name.
            "mountain" | "ridge" | "peak" => &[],
            _ => return class,
        };
        let told = |c: usize| {
            let named = words.is_empty() && view.token(c).upos == Upos::Propn;
            c < noun && view.relation(c) == Relation::Compound && (named || words.contains(&view.lower(c).as_str()))
        };
        let site = view.token(noun).upos == Upos::Noun && view.children(noun).any(told);
        site.then_some(NounClass::Facility)
    }

    /// The places at which several sites lie, each in part; empty for one site, or where the phrase names no place.
    pub(super) fn sites_at(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        if view.token(noun).xpos != Xpos::Nns {
            return Vec::new();
        }
        let placed = |c: &usize| matches!(view.case(*c).as_str(), "in" | "at" | "of" | "inside" | "around" | "across");
        let own = view.children(noun).filter(|&c| c > noun && view.relation(c) == Relation::Nmod);
        // "took the camps at Sake": the parser may hang the phrase on the verb.
        let verb = view.head(noun).filter(|&h| view.token(h).upos == Upos::Verb && h < noun);
        let beside = verb
            .into_iter()
            .flat_map(|v| view.children(v))
            .filter(|&c| c > noun && view.relation(c) == Relation::Obl && view.sentence.extent(c).0 == noun + 1);
        let there: Vec<usize> = own.chain(beside).filter(placed).collect();
        let spots = there.into_iter().flat_map(|c| view.coordinated(c)).flat_map(|c| self.one(c, depth - 1));
        let held = spots.filter(|s| !matches!(s.place.kind, PlaceKind::Country | PlaceKind::Facility));
        held.map(|s| Spot { how: format!("several sites in {}; {}", s.place.name, s.how), partial: true, ..s })
            .collect()
    }

    /// "The 13th", "the next", as predicates.
    pub(super) fn is_one_of_a_row(&self, word: usize) -> bool {
        let view = self.view;
        let lower = view.lower(word);
        let row = lower == "next" || crate::read::status::is_ordinal(&lower);
        row && view.child(word, &[Relation::Cop]).is_some() && view.child(word, &[Relation::Acl]).is_some()
    }

    /// "The whole province, including Goma": the parser may hang what is included on the verb.
    pub(super) fn add_included(&self, head: usize, spots: &mut Vec<Spot>) {
        let view = self.view;
        let verb = view.head(head).filter(|&v| view.token(v).upos == Upos::Verb);
        let beside = verb.into_iter().chain([head]).flat_map(|h| view.children(h));
        let included = beside.filter(|&c| c > head && view.case(c) == "including");
        if spots.is_empty() {
            return;
        }
        for spot in included.flat_map(|c| view.coordinated(c)).flat_map(|c| self.one(c, 3)).collect::<Vec<Spot>>() {
            if !spots.iter().any(|s| s.place.id == spot.place.id) {
                spots.push(spot);
            }
        }
    }

    /// "Several police districts", "most neighbourhoods": a part of the town spoken of.
    pub(super) fn quarters_of_town(&self, noun: usize) -> Vec<Spot> {
        let view = self.view;
        let has = |words: &[&str]| view.children(noun).any(|c| c < noun && words.contains(&view.lower(c).as_str()));
        let urban = match view.lemma(noun).as_str() {
            "district" | "precinct" => has(&["police", "city", "urban", "municipal"]),
            "quarter" | "neighbourhood" | "neighborhood" | "suburb" | "ward" => true,
            _ => false,
        };
        let some = has(&["several", "some", "most", "many", "all", "two", "three", "four", "five", "six"]);
        let plural = view.token(noun).xpos == Xpos::Nns;
        let Some(city) = self.memory.city().filter(|_| urban && some && plural) else { return Vec::new() };
        let how = format!("“{}” are a part of {}, the town spoken of before", view.word(noun), city.name);
        let place = city.written(view.word(noun));
        vec![Spot { place, word: noun, partial: true, how }]
    }

    /// Whether a noun names a country other than the one the report is set in.
    pub fn is_abroad(&self, noun: usize) -> bool {
        let reading = self.mention_at(noun).and_then(|m| self.geography.reading(m)).map(|r| self.gazetteer.record(r));
        let home = self.geography.focus.main();
        home.is_some() && reading.is_some_and(|r| r.kind == Kind::Country && Some(r.country.as_str()) != home)
    }

    /// "Farkhar and Warsaj districts": a name that the gazetteer lacks beside one that it has.
    pub(super) fn partners(&self, found: &[Spot], class: NounClass) -> Vec<Spot> {
        let view = self.view;
        let beside =
            found.iter().filter(|s| s.word < view.len()).flat_map(|s| view.coordinated(s.word).into_iter().skip(1));
        let unknown = beside.filter(|&c| view.token(c).upos == Upos::Propn && self.mention_at(c).is_none());
        unknown.filter_map(|c| self.unlisted(c, Some(class))).collect()
    }
}

/// Words before "hall" that make it a site of a town.
const HALLS: &[&str] = &["town", "city", "village", "customs"];
/// Words before "post" that make it a place.
const POSTS: &[&str] =
    &["border", "customs", "police", "army", "military", "frontier", "guard", "command", "observation", "security"];
