//! Names that the gazetteer lacks, where the verb says that they are places.
//!
//! "Rebels overran Shambuko" tells a capture whatever Shambuko is: a village too small for any list, a base, a farm. The
//! model often takes such a name for a person. So the verb must be one whose object is ground and nothing else, and who
//! acts must bear arms; for "capture" and "seize", which are done to men too, the report must put the name behind a
//! preposition of place somewhere.

use super::frames::Matcher;
use super::scene::Spot;
use crate::lexicon::fold::fold;
use crate::model::{EventKind, Place, PlaceKind, PlaceRef};
use crate::rulebook::{Frame, Slot};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

impl Matcher<'_> {
    /// The unlisted names that fill a frame's slot for the place.
    pub(super) fn names_taken(&self, frame: &Frame, i: usize, noun: usize) -> Vec<Spot> {
        let ground =
            matches!(frame.says, EventKind::Takeover | EventKind::Withdrawal | EventKind::Hold | EventKind::Siege);
        let told = |slot: &&Slot| matches!(slot, Slot::Object | Slot::Subject | Slot::Nominal(_) | Slot::Oblique(_));
        if !ground || frame.object_noun.is_empty() && frame.noun.is_empty() && frame.verb.is_empty() {
            return Vec::new();
        }
        let view = self.scene.view;
        for slot in frame.place.iter().filter(told) {
            // "Khat fell to half its price": what falls may be anything.
            let strict = *slot != Slot::Subject && STRICT.contains(&view.lemma(i).as_str());
            let heads = self.heads(slot, i, noun);
            let spots: Vec<Spot> =
                heads.iter().flat_map(|&h| view.coordinated(h)).filter_map(|h| self.taken(h, strict)).collect();
            if !spots.is_empty() {
                return spots;
            }
        }
        Vec::new()
    }

    fn taken(&self, word: usize, strict: bool) -> Option<Spot> {
        let view = self.scene.view;
        let token = view.token(word);
        let named =
            token.upos == Upos::Propn && token.xpos == Xpos::Nnp && view.word(word).starts_with(char::is_uppercase);
        if !named || matches!(token.entity, Some(EntityKind::Time | EntityKind::Organization | EntityKind::Object)) {
            return None;
        }
        // "President Kabila", "Kabila's fighter", "Captain Frere": who has a title or a first name is a man.
        let described = view.children(word).any(|c| {
            matches!(
                view.relation(c),
                Relation::Compound | Relation::Amod | Relation::NmodDesc | Relation::Appos | Relation::Det
            )
        });
        let text = self.name_of(word);
        let first = text.split(' ').next().unwrap_or_default();
        if described || text.chars().count() < 4 || self.scene.gazetteer.is_first_name(first) {
            return None;
        }
        if self.parties.of(view, word).is_some() || self.scene.mentions.iter().any(|m| m.covers(word)) {
            return None;
        }
        (strict || is_placed(view.text, &text)).then(|| self.unlisted_place(word, text))
    }

    /// The name with the pieces that hang flat from it, before and after.
    fn name_of(&self, word: usize) -> String {
        let view = self.scene.view;
        let last =
            view.children(word).filter(|&c| view.relation(c) == Relation::Flat && c > word).max().unwrap_or(word);
        view.span(word, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn unlisted_place(&self, word: usize, text: String) -> Spot {
        let how = format!("“{text}” is not in the gazetteer; the verb says that it is a place");
        let place = PlaceRef::from(Place {
            id: format!("name:{}", fold(&text)),
            name: text.clone(),
            text,
            kind: PlaceKind::City,
            detail: None,
            lat: None,
            lon: None,
            within: None,
            country: self.scene.geography.focus.main().unwrap_or_default().to_owned(),
            also: Vec::new(),
        });
        Spot { place, word, partial: false, how }
    }
}

/// Whether the report somewhere says "in", "at", "near" or "from" this name.
pub(super) fn is_placed(text: &str, name: &str) -> bool {
    let before = |at: usize| text.get(..at).map(str::trim_end).unwrap_or_default();
    text.match_indices(name).any(|(at, _)| {
        let word = before(at).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        matches!(
            word.to_lowercase().as_str(),
            "in" | "at" | "near" | "from" | "around" | "outside" | "into" | "towards" | "toward" | "inside"
        )
    })
}

/// Verbs whose object is ground, never a man.
const STRICT: &[&str] = &[
    "overrun",
    "retake",
    "re-take",
    "recapture",
    "re-capture",
    "reoccupy",
    "re-occupy",
    "occupy",
    "liberate",
    "storm",
    "conquer",
    "reconquer",
    "re-conquer",
    "besiege",
    "encircle",
    "evacuate",
    "vacate",
    "withdraw",
];

#[cfg(test)]
mod tests {
    use super::is_placed;

    #[test]
    fn a_name_is_placed_by_a_preposition_anywhere_in_the_report() {
        assert!(is_placed("Fighting went on near\nShambuko.", "Shambuko"));
        assert!(!is_placed("Makenga was captured. They asked for Makenga.", "Makenga"));
    }
}
