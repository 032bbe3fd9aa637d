//! The signs beside a name: for a place or against it, and which place it is said to lie in.

use super::super::cues::{cues, is_family_name};
use super::super::resolve::lies_in;
use super::super::words::Shape;
use super::{Finder, Match, Mention, Signs};

impl Finder<'_> {
    pub(super) fn signs(&self, m: &Match) -> Signs {
        let (first, last) = (m.first, m.last);
        let single = first == last;
        let lower = self.bare_lower(first);
        let before = first.checked_sub(1).map(|i| self.bare_lower(i)).unwrap_or_default();
        let after = self.bare_lower(last + 1);
        let word = &self.words[first];
        let lists = cues();
        let next_capital = self.is_capital(last + 1) && !self.words[last + 1].opens;
        let joined = next_capital && !word.headline;
        let acronym =
            word.shape == Shape::Upper && last == first && lower.chars().filter(|l| l.is_alphabetic()).count() < 4;
        let next_civic = lists.civic.contains(&after);
        Signs {
            located: lists.locative.contains(&before),
            loosely: matches!(before.as_str(), "of" | "to" | "for" | "and" | "on" | "by"),
            taken: lists.taking.contains(&before) || lists.taking.contains(&after),
            short: m.short,
            loose: false,
            dateline: self.is_dateline(last) && (first == 0 || self.words[first].opens),
            civic: next_civic && single,
            body: next_capital && lists.body.contains(&after) && !next_civic,
            before: (self.has_capital_before(first) || self.is_joined_before(first)) && m.class.is_none(),
            after: self.is_joined_behind(last)
                || joined && !lists.body.contains(&after) && !next_civic && m.class.is_none(),
            speaks: lists.saying.contains(&after) || lists.saying.contains(&before),
            common: single && !acronym && self.gazetteer.is_common_word(self.word(first)),
            first_name: single && self.gazetteer.is_first_name(self.word(first)),
            surname: single && self.persons.surnames.contains(&lower),
            family: single && is_family_name(self.word(first)),
            lower: single && !acronym && self.lower.contains(&lower),
            opens: word.opens,
            headline: word.headline,
            upper: single && word.shape == Shape::Upper,
            plain: !single && m.class.is_none() && (first..=last).all(|i| self.gazetteer.is_common_word(self.word(i))),
            body_of: before == "of"
                && first > 1
                && self.is_capital(first - 2)
                && lists.body.contains(&self.bare_lower(first - 2)),
            owns: self.words.get(last + 1).is_some_and(|w| w.shape == Shape::Possessive),
            listed: false,
        }
    }

    /// "KABUL, Aug. 13", "GOMA (Reuters) -", "PARIS — ".
    pub(super) fn is_dateline(&self, last: usize) -> bool {
        let next = self.word(last + 1);
        let after = self.word(last + 2);
        matches!(next, "—" | "–" | "--") || next == "(" && self.is_capital(last + 2) || next == "-" && after == "-"
    }

    /// Whether a capitalised word before makes the name part of a longer one.
    pub(super) fn has_capital_before(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        let word = &self.words[before];
        let lower = self.bare_lower(before);
        let lists = cues();
        let free = lists.direction.contains(&lower)
            || lists.never.contains(&lower)
            || lists.civic.contains(&lower)
            || lists.division.contains(&lower)
            || lists.locative.contains(&lower)
            || !self.gazetteer.country_of_adjective(self.word(before)).is_empty()
            || word.opens && self.gazetteer.is_common_word(self.word(before));
        word.is_capital() && !word.headline && !free
    }

    /// "K-State", "Logan-Rogersville": joined by a hyphen to a capital that is no place.
    pub(super) fn is_joined_before(&self, first: usize) -> bool {
        first > 1
            && self.words[first - 1].shape == Shape::Hyphen
            && self.is_capital(first - 2)
            && !self.is_known(first - 2)
    }

    /// "Wal-Mart".
    pub(super) fn is_joined_behind(&self, last: usize) -> bool {
        self.words.get(last + 1).is_some_and(|w| w.shape == Shape::Hyphen)
            && self.is_capital(last + 2)
            && !self.is_known(last + 2)
    }

    /// Whether a word alone names a place or people.
    pub(super) fn is_known(&self, at: usize) -> bool {
        !self.gazetteer.candidates(self.word(at)).is_empty()
            || !self.gazetteer.country_of_adjective(self.word(at)).is_empty()
    }

    /// Notes "X, Y" where Y can hold X, and lists of places.
    pub(super) fn note_lists(&self, spots: &[(usize, usize)], mentions: &mut [Mention]) {
        for at in 1..spots.len() {
            let gap: Vec<&str> = (spots[at - 1].1 + 1..spots[at].0).map(|i| self.word(i)).collect();
            let holds = matches!(gap[..], [","] | ["in"] | [",", "in"] | ["of"] | ["("] | []);
            if holds {
                let (head, tail) = mentions.split_at_mut(at);
                let (inner, outer) = (&mut head[at - 1], &tail[0]);
                let containers: Vec<u32> =
                    outer.candidates.iter().copied().filter(|&c| self.can_hold(c, &inner.candidates)).collect();
                inner.within = containers;
            }
            if matches!(gap[..], [","] | ["and"] | [",", "and"] | ["or"] | ["/"]) {
                mentions[at - 1].signs.listed = true;
                mentions[at].signs.listed = true;
            }
        }
    }

    /// Whether a division or country holds one of the places.
    pub(super) fn can_hold(&self, outer: u32, inner: &[u32]) -> bool {
        let container = self.gazetteer.point(outer);
        inner.iter().any(|&c| lies_in(&self.gazetteer.point(c), &container))
    }
}
