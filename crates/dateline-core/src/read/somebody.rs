//! Somebody who acts and is no party that is known: "Taranto was occupied by the airborne", "the town fell to Umbra".
//!
//! Where the sentence names who took a place, nobody else may be guessed, even when the name tells nothing.

use super::attribution::is_quote;
use super::frames::{Match, Matcher};
use super::peace::has_arms;
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
            // "Madonna took Colombo": a town takes nothing, so the name is somebody's.
            let acts = |h: usize| *slot == Slot::Subject && !self.scene.view.is_passive(i) && self.is_place(h);
            let agent = || self.loose_agent(i).filter(|_| *slot == Slot::Subject);
            // "Freed up by the capture": the noun itself is behind the preposition.
            let other = |h: &usize| *h != i && *h != noun;
            heads.into_iter().filter(other).find(|&h| self.is_somebody(h) || acts(h)).or_else(agent)
        })
    }

    /// "Occupied without a shot by the airborne": a parser's slip hangs the agent of the passive on another word.
    fn loose_agent(&self, verb: usize) -> Option<usize> {
        let view = self.scene.view;
        let passive = view.is_passive(verb) && view.agent(verb).is_none();
        let clause = view.clause(verb);
        let by = |w: &usize| view.case(*w) == "by" && view.clause(*w) == clause && self.is_somebody(*w);
        (verb + 1..view.len()).find(by).filter(|_| passive)
    }

    /// "Lost to Haftar": a person by whom or to whom a place falls stands for his forces.
    pub(super) fn leader(&self, frame: &Frame, word: usize) -> Option<(usize, PartyRef)> {
        let view = self.scene.view;
        let behind = matches!(view.case(word).as_str(), "by" | "to" | "before");
        let person = view.token(word).entity == Some(EntityKind::Person);
        let told = frame.says == EventKind::Takeover && behind && person;
        if let Some(party) = self.parties.of(view, word).filter(|_| view.case(word) == "by") {
            return Some((word, party));
        }
        let party = self.parties.stranger(view, word).filter(|_| told && !self.is_place(word))?;
        Some((word, party))
    }

    /// "They've lost it again," says one of no side, before whom nobody is named: whom he means the report does not tell.
    pub(super) fn is_unsaid(&self, frame: &Frame, trigger: usize, noun: usize) -> bool {
        let view = self.scene.view;
        let quoted = |word: usize| (0..word).filter(|&i| is_quote(view.word(i))).count() % 2 == 1;
        let mut losers = frame.target.iter().flat_map(|slot| self.heads(slot, trigger, noun));
        let they = losers.find(|&w| w < view.len() && view.lower(w) == "they" && quoted(w));
        they.is_some_and(|w| (self.speaker)(trigger).is_none() && self.parties.in_sentence(view, w).is_none())
    }

    /// "The hotel group lost Baghdad to a rival", "Taiz fell to a late penalty": a place told to be lost, yielded or won by
    /// what cannot have a town, in a sentence that names nobody in arms.
    pub(super) fn is_no_ones_to_have(&self, found: &Match) -> bool {
        let (frame, view) = (found.frame, self.scene.view);
        if !matches!(frame.says, EventKind::Takeover | EventKind::Surrender) || frame.margin.is_some() {
            return false;
        }
        let stake = |p: &Option<(usize, PartyRef)>| p.as_ref().is_some_and(|(_, p)| self.has_stake(p, found));
        let known = stake(&found.actor) || stake(&found.target);
        let loser = frame.target.contains(&Slot::Subject).then(|| view.subject(found.trigger)).flatten();
        let loser = loser.filter(|&w| self.is_somebody(w) && !found.spots.iter().any(|s| s.word == w));
        let named: Vec<usize> = found.somebody.into_iter().chain(loser).collect();
        // "Conceded the capital to Mr Boakai".
        let conceded = view.lemma(found.trigger) == "concede" && found.somebody.is_some_and(|w| !self.is_keeper(w));
        // "Jowhar fell before lunch".
        let unfit = |w: &usize| !self.is_keeper(*w) && view.case(*w) != "before";
        let strange = [&found.actor, &found.target].into_iter().flatten().any(|(_, p)| !self.has_stake(p, found));
        (conceded || !known && (strange || named.iter().any(unfit))) && !has_arms(view, &self.rules.lists)
    }

    /// Not a government far away whose forces the report never names: "Japan gave up Rostov".
    fn has_stake(&self, party: &PartyRef, found: &Match) -> bool {
        let cast = self.parties.cast;
        let Some(iso) = party.id.strip_prefix("gov:") else { return true };
        iso == cast.state
            || cast.states_in_arms.contains(iso)
            || found.spots.iter().any(|s| s.place.country == iso || s.place.country.is_empty())
    }

    /// Somebody who can have a town: people in arms or in office, elders, states; a pronoun may be anybody.
    fn is_keeper(&self, word: usize) -> bool {
        const LISTS: &[&str] = &["combatant", "irregular", "soldier", "official", "keeper"];
        let view = self.scene.view;
        let listed = |list: &&str| {
            let words = self.rules.lists.words(list);
            let lower = view.lower(word);
            let one = lower.strip_suffix('s').filter(|_| view.token(word).upos == Upos::Propn).unwrap_or(&lower);
            words.contains(&view.lemma(word)) || words.contains(&lower) || words.iter().any(|w| w == one)
        };
        // A company of foot is told by what else stands there.
        if view.lemma(word) == "company" {
            return false;
        }
        view.token(word).upos == Upos::Pron || LISTS.iter().any(listed)
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
            // "Fell to last in the table", "fell to 12 percent".
            Upos::Adj | Upos::Num => !time && view.case(word) == "to",
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
