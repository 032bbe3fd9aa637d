//! Somebody who acts and is no party that is known: "Taranto was occupied by the airborne", "the town fell to Umbra".
//!
//! Where the sentence names who took a place, nobody else may be guessed, even when the name tells nothing.

use super::frames::Matcher;
use crate::model::{EventKind, PartyRef};
use crate::rulebook::{Frame, Slot};
use dateline_tree::{EntityKind, Relation, Upos};

impl Matcher<'_> {
    /// The word in one of the frame's slots for the actor that names somebody.
    pub(super) fn somebody(&self, frame: &Frame, i: usize, noun: usize) -> Option<usize> {
        frame.actor.iter().find_map(|slot| {
            let heads = match slot {
                Slot::Subject | Slot::Oblique(_) | Slot::Nominal(_) | Slot::Recipient => self.heads(slot, i, noun),
                // "The city's capture", "Monday's capture", but "Umbra's capture of the city".
                Slot::Possessor | Slot::Modifier => {
                    self.heads(slot, i, noun).into_iter().filter(|&h| self.is_named(h)).collect()
                }
                _ => Vec::new(),
            };
            heads.into_iter().find(|&h| self.is_somebody(h))
        })
    }

    /// "Lost to Haftar": a person by whom or to whom a place falls stands for his forces.
    pub(super) fn leader(&self, frame: &Frame, word: usize) -> Option<(usize, PartyRef)> {
        let view = self.scene.view;
        let behind = matches!(view.case(word).as_str(), "by" | "to" | "before");
        let person = view.token(word).entity == Some(EntityKind::Person);
        let told = frame.says == EventKind::Takeover && behind && person;
        let party = self.parties.stranger(view, word).filter(|_| told && !self.is_place(word))?;
        Some((word, party))
    }

    fn is_somebody(&self, word: usize) -> bool {
        let view = self.scene.view;
        let token = view.token(word);
        let time = token.entity == Some(EntityKind::Time);
        match token.upos {
            Upos::Pron => {
                matches!(view.lower(word).as_str(), "he" | "she" | "i" | "we" | "they" | "him" | "her" | "us" | "them")
            }
            Upos::Noun | Upos::Propn => !time && !self.is_place(word),
            _ => false,
        }
    }

    fn is_named(&self, word: usize) -> bool {
        let view = self.scene.view;
        view.token(word).upos == Upos::Propn && view.relation(word) != Relation::Amod
    }

    fn is_place(&self, word: usize) -> bool {
        self.scene.mentions.iter().any(|m| m.covers(word))
    }
}
