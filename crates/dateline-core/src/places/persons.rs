//! Persons and firms named in a text: their names look like towns ("Jackson", "Houston", "Kellogg").

use super::cues::{Cues, cues, is_family_name};
use super::words::{Shape, Word};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind};
use std::collections::BTreeSet;

/// Who is named: which words stand in a person's full name, and which last names that gives.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    /// For every word whether it stands in a full name.
    pub named: Vec<bool>,
    /// Names behind the first, and firms' names, in lower case.
    pub surnames: BTreeSet<String>,
}

/// Longest run of capitals that is taken for one person.
const LONGEST_NAME: usize = 5;

/// Finds the persons of a text.
pub(crate) fn persons(text: &str, words: &[Word], gazetteer: &Gazetteer) -> Persons {
    let mut found = Persons { named: vec![false; words.len()], surnames: BTreeSet::new() };
    let look = Look { text, words, gazetteer, cues: cues() };
    let mut at = 0;
    while at < words.len() {
        match look.person_at(at) {
            Some((first, last)) => {
                look.note(&mut found, first, last);
                at = last + 1;
            }
            None => at += 1,
        }
    }
    (1..words.len()).for_each(|at| look.note_firm(&mut found, at));
    found
}

struct Look<'a> {
    text: &'a str,
    words: &'a [Word],
    gazetteer: &'a Gazetteer,
    cues: &'static Cues,
}

impl Look<'_> {
    fn word(&self, at: usize) -> &str {
        &self.text[self.words[at].start..self.words[at].end]
    }

    fn lower(&self, at: usize) -> String {
        self.word(at).trim_end_matches('.').to_lowercase()
    }

    /// The run of capitals from `at` that may be one name: initials and hyphens in it, cue words end it.
    fn run(&self, at: usize) -> usize {
        let mut last = at;
        while last + 1 < self.words.len() && last + 1 - at < LONGEST_NAME {
            let next = &self.words[last + 1];
            let goes_on = next.is_capital() && !next.opens && !self.is_cue(last + 1)
                || next.shape == Shape::Hyphen && self.words.get(last + 2).is_some_and(Word::is_capital);
            if !goes_on {
                break;
            }
            last += 1;
        }
        last
    }

    /// A capitalised word that says what the name before it is, so no part of a person's name.
    fn is_cue(&self, at: usize) -> bool {
        let word = self.lower(at);
        let cues = self.cues;
        let kind = [&cues.division, &cues.nature, &cues.street, &cues.site, &cues.body, &cues.civic];
        kind.iter().any(|list| list.contains(&word))
    }

    fn person_at(&self, at: usize) -> Option<(usize, usize)> {
        if !self.words[at].is_capital() || self.starts_long_place(at) {
            return None;
        }
        if self.is_title(at) {
            return None;
        }
        let last = self.run(at);
        let office = at > 0 && self.words[at - 1].shape == Shape::Lower;
        let titled = at > 0 && self.is_title(at - 1) && !(office && self.is_famous(at, last));
        let called = last > at && self.is_called(at, last);
        let aged = last > at && self.has_age(last) && !self.is_famous(last, last);
        let speaks = last > at && !self.words[at].headline && self.speaks(at, last) && !self.is_place_run(at, last);
        let family = last > at && self.is_with_family_name(at);
        (titled || called || aged || speaks || family).then_some((at, last))
    }

    /// A first name and something that is no famous place of its own: "Jordan Smith", but not "Jordan River".
    fn is_called(&self, at: usize, last: usize) -> bool {
        let first = self.word(at);
        // In a headline everything is a capital: "John Seeks Texas Seat".
        let sure = !self.words[at].headline || last == at + 1;
        sure && self.words[at].shape != Shape::Upper
            && self.gazetteer.is_first_name(first)
            && !self.cues.never.contains(&self.lower(at + 1))
            && (is_family_name(self.word(last))
                || !(self.is_famous(last, last) && last == at + 1 && self.is_famous(at, at)))
    }

    /// "Paris Hilton": a common family name behind, which is no ordinary word.
    fn is_with_family_name(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        !self.words[at].headline
            && self.words[at].shape == Shape::Title
            && is_family_name(next)
            && !self.gazetteer.is_common_word(next)
            && !self.cues.direction.contains(&self.lower(at))
            && !self.cues.never.contains(&self.lower(at))
    }

    fn is_title(&self, at: usize) -> bool {
        self.cues.title.contains(&self.lower(at)) && !(self.words[at].opens && self.words[at].shape == Shape::Lower)
    }

    /// ", 44,": an age behind the name.
    fn has_age(&self, last: usize) -> bool {
        let mark = |at: usize, mark: &str| at < self.words.len() && self.word(at) == mark;
        let number = last + 2 < self.words.len() && self.words[last + 2].shape == Shape::Number;
        number && mark(last + 1, ",") && self.word(last + 2).len() <= 2 && (mark(last + 3, ",") || mark(last + 3, "."))
    }

    fn speaks(&self, first: usize, last: usize) -> bool {
        let after = last + 1 < self.words.len() && self.cues.saying.contains(&self.lower(last + 1));
        let before = first > 0
            && self.words[first - 1].shape == Shape::Lower
            && self.cues.saying.contains(&self.lower(first - 1));
        after || before
    }

    /// Whether the run is a name that the gazetteer has as a whole.
    fn starts_long_place(&self, at: usize) -> bool {
        let found = self.longest(at, self.run(at));
        found.is_some_and(|n| n > 1) || self.run_with_cue(at)
    }

    /// "Prince William County", "Martin Dies State Park": the cue word behind makes it a place or a body.
    fn run_with_cue(&self, at: usize) -> bool {
        let last = self.run(at);
        let next = last + 1;
        next < self.words.len()
            && self.words[next].is_capital()
            && !self.words[next].opens
            && self.is_cue(next)
            && !self.words[at].headline
            && (at == 0 || !self.is_title(at - 1))
            && last - at < 3
    }

    fn is_place_run(&self, first: usize, last: usize) -> bool {
        self.longest(first, last).is_some()
    }

    fn longest(&self, first: usize, last: usize) -> Option<usize> {
        let words: Vec<&str> = (first..=last).map(|i| self.word(i)).collect();
        self.gazetteer.longest(&words).map(|(n, _)| n)
    }

    /// A country, division or large town.
    fn is_famous(&self, first: usize, last: usize) -> bool {
        let name: Vec<&str> = (first..=last).map(|i| self.word(i)).collect();
        let candidates = self.gazetteer.candidates(&name.join(" "));
        candidates.first().is_some_and(|&c| {
            let point = self.gazetteer.point(c);
            let known = point.kind <= PlaceKind::Admin1 || point.population >= 500_000;
            known && fold(self.gazetteer.name(c)) == fold(&name.join(" "))
        })
    }

    /// "Kellogg Co.": the name is a firm's wherever it stands alone, unless everybody knows the place.
    fn note_firm(&self, found: &mut Persons, at: usize) {
        let name = at - 1;
        let firm = self.words[at].is_capital() && !self.words[at].opens && self.cues.firm.contains(&self.lower(at));
        if firm && self.words[name].shape == Shape::Title && !self.is_famous(name, name) {
            found.surnames.insert(self.lower(name));
        }
    }

    fn note(&self, found: &mut Persons, first: usize, last: usize) {
        found.named[first..=last].fill(true);
        let titled = first > 0 && self.is_title(first - 1);
        let from = if titled && first == last { first } else { first + 1 };
        for at in from..=last {
            let word = self.lower(at);
            if self.words[at].is_capital() && word.chars().count() > 2 && !matches!(word.as_str(), "jr" | "sr" | "iii")
            {
                found.surnames.insert(word);
            }
        }
    }
}
