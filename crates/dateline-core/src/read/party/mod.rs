//! Parties: governments and their forces, named groups, and the words that stand for them.
//!
//! A party is recognised from a list of named groups, from a country's name or adjective beside a word
//! for forces or government, or from the way the text uses a name nobody listed ("the Yarrow Front").
//! "The insurgents", "the army", "they" are resolved inside the report.

mod anaphor;
mod cast;
mod country;
mod modified;
mod names;
mod owned;
mod people;
mod pronoun;
mod roster;
mod words;

pub use cast::{Cast, cast};
pub use country::{adjectives_of, country_of_word, forces, government, is_a_backer, name_states};
pub use names::named_in;
pub use people::learn;
pub use roster::{Known, Roster, roster};

use super::view::View;
use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::parties::{PartyLexicon, WordKind};
use crate::model::PartyRef;
use dateline_tree::{Relation, Upos};

/// Everything needed to say which party a noun means.
#[derive(Clone, Copy)]
pub struct Parties<'a> {
    /// Named groups and words for forces.
    pub lexicon: &'a PartyLexicon,
    /// Countries and adjectives.
    pub gazetteer: &'a Gazetteer,
    /// What the report told so far.
    pub cast: &'a Cast,
    /// The party that "they" means here.
    pub last: Option<&'a PartyRef>,
    /// The party that speaks in this sentence, which "we" and "our" mean.
    pub voice: Option<&'a PartyRef>,
    /// Groups that the sentences before named, the latest first.
    pub recent: &'a [PartyRef],
    /// The only side that the report tells of as taking places, once that is known.
    pub taker: Option<&'a PartyRef>,
}

impl<'a> Parties<'a> {
    /// The party a noun or pronoun means; `None` when it means none.
    pub fn of(&self, view: View, head: usize) -> Option<PartyRef> {
        self.of_within(view, head, 4)
    }

    /// Words that belong to a party's own name.
    pub fn names(&self, view: View) -> Vec<(usize, usize)> {
        named_in(view, &self.cast.state, self.lexicon, &self.cast.roster)
            .into_iter()
            .map(|n| (n.first, n.last))
            .collect()
    }

    /// Whether a noun means a person in office: minister, governor, envoy.
    pub fn is_official(&self, view: View, head: usize) -> bool {
        self.word_kind(view, head) == Some(WordKind::Official)
    }

    fn of_within(&self, view: View, head: usize, depth: usize) -> Option<PartyRef> {
        if depth == 0 {
            return None;
        }
        let token = view.token(head);
        let text = self.phrase(view, head);
        let found = match token.upos {
            Upos::Pron => self.pronoun(view, head),
            Upos::Propn => self.named(view, head).or_else(|| self.by_modifier(view, head, &text, depth)),
            Upos::Noun | Upos::Adj | Upos::Num | Upos::Det | Upos::X => {
                self.named(view, head).or_else(|| self.by_modifier(view, head, &text, depth))
            }
            _ => None,
        }?;
        Some(found.written(text))
    }

    /// The noun with its close modifiers, as written.
    fn phrase(&self, view: View, head: usize) -> String {
        let close = |c: &usize| {
            matches!(
                view.relation(*c),
                Relation::Det
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::NmodPoss
                    | Relation::Flat
                    | Relation::Nummod
            ) || view.relation(*c) == Relation::Punct && view.word(*c) == "-"
        };
        let mut first = head;
        let mut last = head;
        for c in view.children(head).filter(close) {
            let (a, b) = view.sentence.extent(c);
            if a < first && head - a <= 6 {
                first = a;
            }
            if b > last && b - head <= 3 && view.relation(c) == Relation::Flat {
                last = b;
            }
        }
        view.span(first, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The kind of a word with what stands before it: "security forces", "defence ministry".
    fn word_kind(&self, view: View, head: usize) -> Option<WordKind> {
        let with_before = (1..=2).rev().filter(|&n| n <= head).find_map(|n| {
            let phrase = view.span(head - n, head).of(view.text).to_lowercase();
            self.lexicon.word(&phrase)
        });
        with_before.or_else(|| self.lexicon.word(&view.lower(head))).or_else(|| self.lexicon.word(&view.lemma(head)))
    }
}
