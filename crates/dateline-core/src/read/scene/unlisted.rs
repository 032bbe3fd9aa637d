//! Names that the gazetteer does not have under this spelling.

use super::{Scene, Spot};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::PlaceKind as Kind;
use crate::model::{PlaceKind, PlaceRef};
use crate::read::place::{NounClass, is_calendar_word, noun_class, reference};
use dateline_tree::{EntityKind, Relation, Upos};

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
        let known = self.gazetteer.similar(&text).into_iter().map(|c| self.gazetteer.record(c)).find(|r| {
            self.geography.focus.share(&r.country) >= 0.25 && matches!(r.kind, Kind::City | Kind::Admin1 | Kind::Admin2)
        });
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
            place: PlaceRef {
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
            },
            word: noun,
            partial: false,
            how: format!("“{text}” is not in the gazetteer; the sentence uses it as a place"),
        })
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
