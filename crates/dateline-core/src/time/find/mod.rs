//! Finds expressions of time in words and says what they mean, without counting a day.
//!
//! The kinds and spans follow TIMEX3 (Pustejovsky et al. 2003). A preposition is not part of the span; what it says
//! is kept as the relation. At every word each reader may offer a match, the longest is taken; then words that
//! qualify it are taken in from the left ("the end of", "nearly").

mod calendar;
mod clock;
mod dates;
mod named;
mod qualify;
mod quarters;
mod units;

use super::meaning::{Base, Expression, Meaning, Point, Which, YearOf};
use super::names::{self, Unit};
use super::words::{Class, Word, words};
use dateline_tree::Span;

/// The expressions of a stretch of text in order; they do not overlap.
pub fn find(text: &str, span: Span) -> Vec<Expression> {
    find_in(&words(text, span))
}

/// The same where the words are at hand.
pub fn find_in(words: &[Word]) -> Vec<Expression> {
    let mut scan = Scan { words, found: Vec::new() };
    let mut at = 0;
    while at < words.len() {
        at = scan.step(at);
    }
    scan.found
}

/// What a reader matched: the words `first..end`, and their meaning.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hit {
    pub first: usize,
    pub end: usize,
    pub meaning: Meaning,
}

/// The words, and what was found so far.
pub(super) struct Scan<'a> {
    pub words: &'a [Word<'a>],
    pub found: Vec<Expression>,
}

impl Scan<'_> {
    /// Looks at one word; gives where to look next.
    fn step(&mut self, i: usize) -> usize {
        let Some(hit) = self.best(i).filter(|hit| self.is_whole(hit)) else { return i + 1 };
        let hit = self.with_clock(hit);
        let floor = self.found.last().map_or(0, |e| e.words.1 + 1);
        let end = hit.end;
        let expression = self.qualified(hit, floor);
        self.found.push(expression);
        end
    }

    /// The longest match that begins here; of equals the first reader's.
    fn best(&self, i: usize) -> Option<Hit> {
        if self.words[i].class == Class::Sign {
            return self.short_decade(i);
        }
        let offers = [
            self.numeric(i),
            self.month_day(i),
            self.day_month(i),
            self.carried_day(i),
            self.nth_weekday(i),
            self.weekday(i),
            self.month(i),
            self.quarter(i),
            self.half(i),
            self.season(i),
            self.decade(i),
            self.century(i),
            self.year(i),
            self.clock(i),
            self.part(i),
            self.running(i),
            self.counted(i),
            self.named(i),
            self.repeated(i),
            self.holiday(i),
        ];
        let mut best: Option<Hit> = None;
        for offer in offers.into_iter().flatten() {
            if best.as_ref().is_none_or(|b| offer.end > b.end) {
                best = Some(offer);
            }
        }
        best
    }

    /// A part of a longer name or number is no expression: "Friday-Jones", "1998-B".
    fn is_whole(&self, hit: &Hit) -> bool {
        let clear = |w: Option<&Word>| {
            w.is_none_or(|w| {
                !(w.glued
                    && (w.class != Class::Sign && !w.lower.starts_with('\'')
                        || matches!(w.text, "@" | "#" | "_" | "&")))
            })
        };
        if hit.first > 0 && self.words[hit.first].glued && self.words[hit.first - 1].class != Class::Sign {
            return false;
        }
        let before = hit.first.checked_sub(1).and_then(|i| self.words.get(i));
        let handle = before.is_some_and(|w| matches!(w.text, "@" | "_" | "$" | "&") && self.words[hit.first].glued);
        clear(self.words.get(hit.end)) && !handle
    }

    /// A word in lower case; empty beyond the ends.
    pub(super) fn at(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| w.lower.as_str())
    }
    /// The word before; empty at the beginning and across sentences.
    pub(super) fn before(&self, i: usize, by: usize) -> &str {
        let same = |at: &usize| self.words[*at].sentence == self.words[i.min(self.words.len() - 1)].sentence;
        i.checked_sub(by).filter(same).map_or("", |at| self.at(at))
    }
    /// Whether a word follows the one before without a blank.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.glued)
    }
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(Word::is_capital)
    }
    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.at(i), "-" | "–" | "—" | "‑")
    }
    /// Whether a sentence ends before a word, or it is a sign.
    pub(super) fn is_open_end(&self, i: usize) -> bool {
        let word = self.words.get(i);
        word.is_none_or(|w| w.class == Class::Sign || i > 0 && w.sentence != self.words[i - 1].sentence)
    }
    pub(super) fn hit(&self, first: usize, end: usize, meaning: impl Into<Meaning>) -> Option<Hit> {
        let inside = first < end && end <= self.words.len();
        let whole = inside && self.words[first].sentence == self.words[end - 1].sentence;
        whole.then(|| Hit { first, end, meaning: meaning.into() })
    }

    /// Of which year: ", 1998", "1998", "of 1998", "of last year", "this year". Gives it and how many words it has.
    pub(super) fn year_of(&self, i: usize) -> (YearOf, usize) {
        let comma = usize::from(self.at(i) == ",");
        if let Some((year, words)) = self.plain_year(i + comma) {
            return (YearOf::Given(year), comma + words);
        }
        let of = usize::from(matches!(self.at(i), "of" | "in"));
        if of == 1
            && let Some((year, words)) = self.plain_year(i + 1)
        {
            return (YearOf::Given(year), 1 + words);
        }
        if of == 1
            && let Some((year, words)) = self.short_apostrophe_year(i + 1)
        {
            return (YearOf::Given(year), 1 + words);
        }
        let the = usize::from(of == 1 && self.at(i + 1) == "the");
        let shift = match self.at(i + of + the) {
            "this" | "current" => 0,
            "last" | "previous" => -1,
            "next" => 1,
            _ => return (YearOf::Open, 0),
        };
        match self.at(i + of + the + 1) == "year" && !self.at(i + of + the + 2).starts_with('\'') {
            true => (YearOf::Shift(shift), of + the + 2),
            false => (YearOf::Open, 0),
        }
    }

    /// A year that cannot be a count or a time of day.
    pub(super) fn plain_year(&self, i: usize) -> Option<(i16, usize)> {
        let (year, words) = self.year_number(i)?;
        let digits = self.words[i].class == Class::Digits;
        let free = !self.is_glued(i) || self.is_dash(i.wrapping_sub(1)) || !digits;
        ((1000..=2100).contains(&year) && free && !self.is_glued_number(i + words)).then_some((year, words))
    }

    fn is_glued_number(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.glued && w.class != Class::Sign && !w.lower.starts_with('\''))
    }

    /// "this", "last", "this past", "next": which of those that come again, and how many words say so.
    pub(super) fn which(&self, i: usize) -> (Which, usize) {
        let the = usize::from(self.at(i) == "the");
        let (which, words) = match (self.at(i + the), self.at(i + the + 1)) {
            ("this", "past") => (Which::Last, 2),
            ("this", "coming") => (Which::Next, 2),
            ("this" | "current", _) => (Which::This, 1),
            ("last" | "past" | "previous", _) => (Which::Last, 1),
            ("next" | "coming" | "upcoming" | "following", _) => (Which::Next, 1),
            _ => return (Which::Bare, 0),
        };
        (which, the + words)
    }

    pub(super) fn unit_at(&self, i: usize) -> Option<(Unit, bool)> {
        names::unit(self.at(i))
    }
}

/// A point of the calendar alone.
pub(super) fn point(base: Base) -> Meaning {
    Meaning::Point(Point::of(base))
}
