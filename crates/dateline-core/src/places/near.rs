//! Distances and directions kept as they are told: "50 kilometres south of Kabul", "on the outskirts of Goma".

use super::words::{Shape, Word};

/// Where something is told to be, seen from a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The words: "50 kilometres south of", "on the outskirts of".
    pub text: String,
    /// The distance in kilometres, when it is told with a measure of length.
    pub km: Option<f64>,
    /// The direction, one of the eight: "south".
    pub direction: Option<&'static str>,
}

const DIRECTIONS: [(&str, &str); 24] = [
    ("north", "north"),
    ("south", "south"),
    ("east", "east"),
    ("west", "west"),
    ("northeast", "northeast"),
    ("northwest", "northwest"),
    ("southeast", "southeast"),
    ("southwest", "southwest"),
    ("north-east", "northeast"),
    ("north-west", "northwest"),
    ("south-east", "southeast"),
    ("south-west", "southwest"),
    ("northern", "north"),
    ("southern", "south"),
    ("eastern", "east"),
    ("western", "west"),
    ("northeastern", "northeast"),
    ("northwestern", "northwest"),
    ("southeastern", "southeast"),
    ("southwestern", "southwest"),
    ("north-eastern", "northeast"),
    ("north-western", "northwest"),
    ("south-eastern", "southeast"),
    ("south-western", "southwest"),
];

/// Kilometres in a unit of length.
const UNITS: [(&str, f64); 12] = [
    ("km", 1.0),
    ("kms", 1.0),
    ("kilometre", 1.0),
    ("kilometres", 1.0),
    ("kilometer", 1.0),
    ("kilometers", 1.0),
    ("mile", 1.609),
    ("miles", 1.609),
    ("metres", 0.001),
    ("meters", 0.001),
    ("m", 0.001),
    ("yards", 0.000_914),
];

/// What the words right before a name say.
pub(crate) fn near(text: &str, words: &[Word], first: usize) -> Option<Near> {
    let reader = Reader { text, words };
    reader.measured(first).or_else(|| reader.beside(first))
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl Reader<'_> {
    fn lower(&self, at: usize) -> String {
        let w = &self.words[at];
        self.text[w.start..w.end].trim_end_matches('.').to_lowercase()
    }

    /// Where a word is, counted back from the name.
    fn back(&self, first: usize, steps: usize) -> Option<usize> {
        first.checked_sub(steps)
    }

    /// "50 kilometres south of", "30 miles from", "north of", "120 km (75 miles) north of".
    fn measured(&self, first: usize) -> Option<Near> {
        let of = self.back(first, 1).filter(|&i| matches!(self.lower(i).as_str(), "of" | "from"))?;
        let (at, direction) = match self.direction_before(of) {
            Some((at, direction)) => (at, Some(direction)),
            None => (of, None),
        };
        let start = self.distance_before(at).map(|(start, km)| (start, Some(km)));
        let (start, km) = start.unwrap_or((at, None));
        if km.is_none() && (direction.is_none() || self.lower(of) == "from") {
            return None;
        }
        Some(Near { text: self.between(start, of), km, direction })
    }

    /// The direction that ends right before a word, and where it begins: "south", "north-east", "to the west".
    fn direction_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let last = self.back(at, 1)?;
        let named = |word: &str| DIRECTIONS.iter().find(|(name, _)| *name == word).map(|(_, d)| *d);
        if let Some(first) = self.back(at, 3).filter(|_| self.words[last - 1].shape == Shape::Hyphen) {
            let whole = format!("{}-{}", self.lower(first), self.lower(last));
            if let Some(direction) = named(&whole) {
                return Some((first, direction));
            }
        }
        let direction = named(&self.lower(last))?;
        let to_the = last >= 2 && self.lower(last - 1) == "the" && matches!(self.lower(last - 2).as_str(), "to" | "in");
        Some((if to_the { last - 2 } else { last }, direction))
    }

    /// The distance that ends right before a word: where it begins, and the kilometres.
    fn distance_before(&self, at: usize) -> Option<(usize, f64)> {
        let mut at = at;
        if let Some(close) = self.back(at, 1).filter(|&i| self.lower(i) == ")") {
            let open = (close.saturating_sub(5)..close).rev().find(|&i| self.lower(i) == "(")?;
            at = open;
        }
        if let Some(away) =
            self.back(at, 1).filter(|&i| matches!(self.lower(i).as_str(), "away" | "further" | "farther"))
        {
            at = away;
        }
        let unit = self.back(at, 1)?;
        let factor = UNITS.iter().find(|(name, _)| *name == self.lower(unit)).map(|(_, km)| *km);
        // "50km" is one word.
        let Some(factor) = factor else { return self.glued(unit) };
        let mut number = self.back(unit, 1)?;
        if self.words[number].shape == Shape::Hyphen {
            number = self.back(number, 1)?;
        }
        let (first, value) = self.number_at(number)?;
        Some((first, value * factor))
    }

    fn glued(&self, at: usize) -> Option<(usize, f64)> {
        let word = self.lower(at);
        let digits = word.trim_end_matches(char::is_alphabetic);
        let factor = UNITS.iter().find(|(name, _)| *name == &word[digits.len()..]).map(|(_, km)| *km)?;
        Some((at, digits.replace(',', "").parse::<f64>().ok()? * factor))
    }

    /// A number in digits ("1,200", "2.5") or a small one in words; where it begins, and its value.
    fn number_at(&self, at: usize) -> Option<(usize, f64)> {
        const SMALL: [&str; 13] =
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let word = self.lower(at);
        if let Some(value) = SMALL.iter().position(|s| *s == word) {
            return Some((at, value as f64));
        }
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        if let Some(tens) = tens.iter().position(|s| *s == word) {
            return Some((at, (tens as f64 + 2.0) * 10.0));
        }
        // "1,200" and "2.5" are cut at their marks.
        let mut first = at;
        while first >= 2
            && self.words[first].shape == Shape::Number
            && self.words[first - 2].shape == Shape::Number
            && matches!(self.lower(first - 1).as_str(), "," | "")
            && self.words[first - 1].end == self.words[first].start
            && self.words[first - 2].end == self.words[first - 1].start
        {
            first -= 2;
        }
        let digits = self.text[self.words[first].start..self.words[at].end].replace(',', "");
        digits.parse().ok().map(|value| (first, value))
    }

    /// "On the outskirts of", "just outside", "near", "close to".
    fn beside(&self, first: usize) -> Option<Near> {
        const PHRASES: [&[&str]; 10] = [
            &["on", "the", "outskirts", "of"],
            &["the", "outskirts", "of"],
            &["outskirts", "of"],
            &["the", "edge", "of"],
            &["the", "vicinity", "of"],
            &["on", "the", "road", "to"],
            &["close", "to"],
            &["outside"],
            &["near"],
            &["around"],
        ];
        let found = PHRASES.iter().find(|phrase| {
            let start = self.back(first, phrase.len());
            start.is_some_and(|s| phrase.iter().enumerate().all(|(i, word)| self.lower(s + i) == *word))
        })?;
        Some(Near { text: self.between(first - found.len(), first - 1), km: None, direction: None })
    }

    fn between(&self, first: usize, last: usize) -> String {
        self.text[self.words[first].start..self.words[last].end].split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::words::words;

    fn before(text: &str) -> Option<Near> {
        let words = words(text);
        near(text, &words, words.len() - 1)
    }

    #[test]
    fn distances_and_directions_are_kept() {
        for (text, km, direction) in [
            ("a village 50 kilometres south of Kabul", Some(50.0), Some("south")),
            ("some 1,200 km north-east of Lima", Some(1200.0), Some("northeast")),
            ("30 miles from Sirte", Some(48.27), None),
            ("fought to the west of Homs", None, Some("west")),
            ("fell 40km (25 miles) east of Gao", Some(40.0), Some("east")),
            ("ten kilometres away from Uvira", Some(10.0), None),
        ] {
            let near = before(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((near.km.map(|k| (k * 100.0).round() / 100.0), near.direction), (km, direction), "{text}");
        }
    }

    #[test]
    fn what_lies_beside_is_kept_and_other_words_are_not() {
        assert_eq!(before("on the outskirts of Goma").map(|n| n.text), Some("on the outskirts of".to_owned()));
        assert_eq!(before("just outside Aden").map(|n| n.text), Some("outside".to_owned()));
        for text in ["the fall of Goma", "refugees from Goma", "went to Goma"] {
            assert_eq!(before(text), None, "{text}");
        }
    }
}
