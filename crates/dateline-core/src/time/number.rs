//! Numbers in front of units: "2", "twenty-four", "a couple of", "two and a half", "several".

use super::find::Scan;
use super::names;
use super::words::Class;

/// A number as far as lengths of time need it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its whole part; `None` for "several".
    pub count: Option<i32>,
    /// And a half.
    pub half: bool,
    /// How many words it has.
    pub length: usize,
    /// It is only an article: "a".
    pub article: bool,
}

impl Scan<'_> {
    /// The number that begins at a word.
    pub(super) fn number(&self, i: usize) -> Option<Number> {
        self.vague(i).or_else(|| self.digits(i)).or_else(|| self.spelled(i)).or_else(|| self.article(i))
    }

    fn vague(&self, i: usize) -> Option<Number> {
        let vague = |length| Some(Number { count: None, half: false, length, article: false });
        let exact = |count, length| Some(Number { count: Some(count), half: false, length, article: false });
        match (self.at(i), self.at(i + 1), self.at(i + 2)) {
            ("a", "couple", "of") => exact(2, 3),
            ("a", "couple", _) => exact(2, 2),
            ("couple", "of", _) => exact(2, 2),
            ("a", "few" | "handful", "of") => vague(3),
            ("a", "few", _) => vague(2),
            ("a", "good" | "great", "many") => vague(3),
            ("several" | "few" | "many" | "some" | "numerous", _, _) => vague(1),
            ("dozens" | "scores" | "hundreds" | "thousands", "of", _) => vague(2),
            ("a", "dozen", _) => exact(12, 2),
            ("half", "a", "dozen") => exact(6, 3),
            _ => None,
        }
    }

    fn digits(&self, i: usize) -> Option<Number> {
        let word = self.words.get(i).filter(|w| w.class == Class::Digits)?;
        let plain = word.lower.replace(',', "");
        let (whole, half) = match plain.split_once('.') {
            Some((whole, "5")) => (whole.to_owned(), true),
            Some(_) => return None,
            None => (plain, false),
        };
        let count = Some(whole.parse::<i32>().ok().filter(|n| *n < 1_000_000)?);
        if self.at(i + 1) == "1/2" {
            return Some(Number { count, half: true, length: 2, article: false });
        }
        let and_half = self.at(i + 1) == "and" && self.at(i + 2) == "a" && self.at(i + 3) == "half";
        Some(Number { count, half: half || and_half, length: if and_half { 4 } else { 1 }, article: false })
    }

    /// "two", "twenty-four", "a hundred", "two hundred and ten", "two and a half", "nineteen".
    fn spelled(&self, i: usize) -> Option<Number> {
        let (mut count, mut length) = match self.below_hundred(i) {
            Some(found) => found,
            None if matches!(self.at(i), "a" | "one") && self.scale(i + 1).is_some() => (1, 1),
            None if self.scale(i).is_some() => (1, 0),
            None => return None,
        };
        while let Some(scale) = self.scale(i + length) {
            count = i32::checked_mul(count, scale)?;
            length += 1;
            let gap = usize::from(self.at(i + length) == "and");
            if let Some((more, words)) = self.below_hundred(i + length + gap) {
                count = count.checked_add(more)?;
                length += gap + words;
            }
        }
        let half = self.at(i + length) == "and" && self.at(i + length + 1) == "a" && self.at(i + length + 2) == "half";
        let length = length + if half { 3 } else { 0 };
        Some(Number { count: Some(count), half, length, article: false })
    }

    /// "seven", "twenty four", "twenty-four", with how many words.
    pub(super) fn below_hundred(&self, i: usize) -> Option<(i32, usize)> {
        let tens = names::cardinal(self.at(i))?;
        let gap = usize::from(self.at(i + 1) == "-");
        match names::cardinal(self.at(i + 1 + gap)).filter(|n| tens >= 20 && tens % 10 == 0 && (1..10).contains(n)) {
            Some(ones) => Some((tens + ones, 2 + gap)),
            None => Some((tens, 1)),
        }
    }

    fn scale(&self, i: usize) -> Option<i32> {
        match self.at(i) {
            "hundred" => Some(100),
            "thousand" => Some(1000),
            _ => None,
        }
    }

    fn article(&self, i: usize) -> Option<Number> {
        let half = self.at(i) == "half" && matches!(self.at(i + 1), "a" | "an");
        if half {
            return Some(Number { count: Some(0), half: true, length: 2, article: false });
        }
        matches!(self.at(i), "a" | "an").then_some(Number { count: Some(1), half: false, length: 1, article: true })
    }

    /// A number for a day of the month, 1 to 31: "12", "12th", "twelfth", "the twelfth" has its article outside.
    pub(super) fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.words.get(i)?;
        if word.class == Class::Digits {
            let day: i8 = word.lower.parse().ok().filter(|d| (1..=31).contains(d))?;
            let ordinal = self.is_ordinal_tail(i + 1);
            return (word.lower.len() <= 2).then_some((day, 1 + usize::from(ordinal)));
        }
        self.ordinal(i).and_then(|(n, length)| Some((i8::try_from(n).ok().filter(|d| (1..=31).contains(d))?, length)))
    }

    pub(super) fn is_ordinal_tail(&self, i: usize) -> bool {
        matches!(self.at(i), "st" | "nd" | "rd" | "th") && self.words[i].glued
    }

    /// "third", "3rd", "twenty-first".
    pub(super) fn ordinal(&self, i: usize) -> Option<(i32, usize)> {
        let word = self.words.get(i)?;
        if word.class == Class::Digits {
            return self.is_ordinal_tail(i + 1).then(|| word.lower.parse().ok().map(|n| (n, 2)))?;
        }
        if let Some(tens) = names::cardinal(&word.lower).filter(|n| *n >= 20) {
            let gap = usize::from(self.at(i + 1) == "-");
            let ones = names::ordinal(self.at(i + 1 + gap)).filter(|n| *n < 10)?;
            return Some((tens + ones, 2 + gap));
        }
        names::ordinal(&word.lower).map(|n| (n, 1))
    }

    /// A year of four digits or in words, with how many words it has.
    pub(super) fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let word = self.words.get(i)?;
        if word.class == Class::Digits {
            let year: i16 = word.lower.parse().ok()?;
            return (word.lower.len() == 4 && (1000..=2199).contains(&year)).then_some((year, 1));
        }
        self.year_in_words(i)
    }

    /// "nineteen ninety-six", "two thousand", "two thousand and four".
    fn year_in_words(&self, i: usize) -> Option<(i16, usize)> {
        if self.at(i) == "two" && self.at(i + 1) == "thousand" {
            let gap = usize::from(self.at(i + 2) == "and");
            return match self.below_hundred(i + 2 + gap) {
                Some((n, words)) if n > 0 => Some((2000 + i16::try_from(n).ok()?, 2 + gap + words)),
                _ => Some((2000, 2)),
            };
        }
        let century = names::cardinal(self.at(i)).filter(|n| (16..=20).contains(n))?;
        let gap = usize::from(self.at(i + 1) == "-");
        let (rest, words) = self.below_hundred(i + 1 + gap).filter(|(n, _)| *n >= 10)?;
        Some((i16::try_from(century * 100 + rest).ok()?, 1 + gap + words))
    }
}
