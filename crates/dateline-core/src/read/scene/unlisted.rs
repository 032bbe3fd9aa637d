//! Names that the gazetteer does not have under this spelling.

use super::{Scene, Spot};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Capital, PlaceKind as Kind, PlacePoint, PlaceRecord};
use crate::model::{Place, PlaceKind, PlaceRef};
use crate::places::resolve::distance_km;
use crate::read::place::{NounClass, is_calendar_word, noun_class, reference};
use dateline_tree::{EntityKind, Relation, Upos};

/// Places told of together lie no farther apart than a province is wide.
const NEAR_KM: f64 = 150.0;

impl Scene<'_> {
    /// A name the gazetteer does not have under this spelling.
    pub(super) fn unlisted(&self, noun: usize, told: Option<NounClass>) -> Option<Spot> {
        let view = self.view;
        let (first, last) = self.name_around(noun);
        let text = view.span(first, last).of(view.text).to_owned();
        let head = view.token(noun);
        // "captured Humvees": a plural name is no place.
        if told.is_none() && head.xpos == dateline_tree::Xpos::Nnps {
            return None;
        }
        if !text.starts_with(char::is_uppercase) && !matches!(text.chars().next(), Some('‘' | '\'' | '’')) {
            return None;
        }
        if head.entity == Some(EntityKind::Time) || is_calendar_word(&text) || text.chars().any(|c| c.is_ascii_digit())
        {
            return None;
        }
        if text.chars().count() < 3 || self.gazetteer.is_first_name(view.word(first)) {
            return None;
        }
        let known = self.respelled(&text);
        if let Some(record) = known {
            let how = format!("“{text}” is read as a spelling of {} ({})", record.name, record.id);
            return Some(Spot {
                place: reference(&record, &text, None, self.gazetteer),
                word: noun,
                partial: false,
                how,
            });
        }
        if told.is_none()
            && matches!(head.entity, Some(EntityKind::Person | EntityKind::Organization | EntityKind::Object))
        {
            return None;
        }
        let class = told.or_else(|| {
            view.children(noun)
                .find_map(|c| (view.relation(c) == Relation::Appos).then(|| noun_class(&view.lemma(c))).flatten())
        });
        let said_place = head.entity == Some(EntityKind::Place) || class.is_some();
        let country = self.geography.focus.main().unwrap_or_default().to_owned();
        said_place.then(|| Spot {
            place: PlaceRef::from(Place {
                id: format!("name:{}", fold(&text)),
                name: text.clone(),
                text: text.clone(),
                kind: class.map_or(PlaceKind::City, NounClass::kind),
                detail: None,
                lat: None,
                lon: None,
                within: None,
                country,
                also: Vec::new(),
            }),
            word: noun,
            partial: false,
            how: format!("“{text}” is not in the gazetteer; the sentence uses it as a place"),
        })
    }

    /// The place that a name spells in another way: one that the report is near, else one that everybody knows. Strangers
    /// meet under a loose spelling, and a mark in the wrong corner of a map is worse than none.
    fn respelled(&self, text: &str) -> Option<PlaceRecord> {
        let alike =
            self.gazetteer.similar(text).into_iter().map(|c| (self.gazetteer.point(c), self.gazetteer.record(c)));
        let here = |r: &PlaceRecord| self.geography.focus.share(&r.country) >= 0.25;
        let place = |r: &PlaceRecord| matches!(r.kind, Kind::City | Kind::Admin1 | Kind::Admin2);
        let alike: Vec<(PlacePoint, PlaceRecord)> = alike.filter(|(_, r)| here(r) && place(r)).collect();
        let beside = self.beside();
        if beside.is_empty() {
            return alike.into_iter().map(|(_, r)| r).next();
        }
        let away = |p: &PlacePoint| beside.iter().map(|b| distance_km(p.at(), *b)).fold(f64::INFINITY, f64::min);
        let near =
            alike.iter().filter(|(p, _)| away(p) <= NEAR_KM).min_by(|(a, _), (b, _)| away(a).total_cmp(&away(b)));
        let known = |r: &PlaceRecord| r.capital >= Capital::Admin1 || r.population >= 50_000 || r.kind == Kind::Admin1;
        near.or_else(|| alike.iter().find(|(_, r)| known(r))).map(|(_, r)| r.clone())
    }

    /// Where the other names of the sentence lie, and what is spoken of.
    fn beside(&self) -> Vec<(f64, f64)> {
        let named = self.mentions.iter().filter_map(|m| self.geography.reading(m)).map(|i| self.gazetteer.point(i));
        let spoken_of = self.memory.focus().and_then(|p| p.lat.zip(p.lon));
        named.filter(|p| p.kind >= Kind::Admin1).map(|p| p.at()).chain(spoken_of).collect()
    }

    fn name_around(&self, noun: usize) -> (usize, usize) {
        let view = self.view;
        let flat = |i: usize| view.relation(i) == Relation::Flat && view.sentence.dominates(noun, i);
        let part = |i: usize| view.token(i).upos == Upos::Propn || view.word(i) == "-" || flat(i);
        let (mut first, mut last) = (noun, noun);
        while first > 0 && part(first - 1) && self.mention_at(first - 1).is_none() {
            first -= 1;
        }
        while last + 1 < view.len() && part(last + 1) && self.mention_at(last + 1).is_none() {
            last += 1;
        }
        (first, last)
    }
}
