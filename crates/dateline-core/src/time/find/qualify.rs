//! What stands around a match: words that qualify it and belong to the span, and the preposition, which does not.

use super::{Hit, Scan};
use crate::time::meaning::{Base, Expression, Meaning, Modifier, Point};

/// Prepositions that relate what is told to a time.
const RELATIONS: &[&str] = &[
    "on",
    "by",
    "since",
    "until",
    "till",
    "before",
    "after",
    "from",
    "in",
    "during",
    "around",
    "about",
    "of",
    "between",
    "within",
    "through",
    "throughout",
    "over",
    "for",
    "at",
    "to",
    "as",
    "late",
    "early",
];

impl Scan<'_> {
    /// The expression that a match is, with its qualifying words; none of them before the floor.
    pub(super) fn qualified(&self, hit: Hit, floor: usize) -> Expression {
        let (mut first, mut modifier) = (hit.first, None);
        loop {
            let (words, found) = self.qualifier(first, &hit.meaning);
            let sentence = self.words[hit.first].sentence;
            let free = words > 0 && first >= floor + words && self.words[first - words].sentence == sentence;
            if !free {
                break;
            }
            first -= words;
            modifier = modifier.or(found);
        }
        if first > floor && self.before(first, 1) == "the" && self.takes_article(first, hit.first, &hit) {
            first -= 1;
        }
        let last = hit.end - 1;
        Expression {
            span: self.words[first].span.cover(self.words[last].span),
            relation: self.relation(first, hit.end, &hit.meaning),
            meaning: hit.meaning,
            modifier,
            sentence: self.words[first].sentence,
            words: (first, last),
        }
    }

    /// Words right before that qualify: how many, and what they say.
    fn qualifier(&self, first: usize, meaning: &Meaning) -> (usize, Option<Modifier>) {
        let before = (self.before(first, 3), self.before(first, 2), self.before(first, 1));
        if let Meaning::Point(point) = meaning {
            let found = self.of_the_calendar(before, point);
            if found.0 > 0 {
                return found;
            }
        }
        let measured = match meaning {
            Meaning::Length(length) => length.count.is_some(),
            Meaning::Point(p) => matches!(p.base, Base::Counted { .. }) || p.clock.is_some(),
            _ => false,
        };
        if measured { of_amounts(before) } else { (0, None) }
    }

    fn of_the_calendar(&self, before: (&str, &str, &str), point: &Point) -> (usize, Option<Modifier>) {
        use Modifier::{End, Mid, Start};
        let long = !matches!(point.base, Base::Open) && point.clock.is_none();
        match before {
            (_, "beginning" | "start" | "outset", "of") if long => (2, Some(Start)),
            (_, "middle", "of") if long => (2, Some(Mid)),
            (_, "end" | "close", "of") if long => (2, Some(End)),
            (_, "mid", "-" | "–") => (2, Some(Mid)),
            (_, "late", "-" | "–") => (2, Some(End)),
            (_, "early", "-" | "–") => (2, Some(Start)),
            (_, _, "early") => (1, Some(Start)),
            (_, _, "mid") => (1, Some(Mid)),
            (_, _, "late") => (1, Some(End)),
            (_, _, "earlier" | "later") if long => (1, None),
            (_, _, "sometime") if long => (1, None),
            _ => (0, None),
        }
    }

    /// "the" belongs to what is no name: "the end of", "the 1990s", "the third quarter", "the summer".
    fn takes_article(&self, first: usize, own: usize, hit: &Hit) -> bool {
        let by_qualifier =
            first < own && matches!(self.at(first), "beginning" | "start" | "outset" | "middle" | "end" | "close");
        let Meaning::Point(point) = &hit.meaning else {
            return matches!(hit.meaning, Meaning::Length(_))
                && matches!(self.at(own), "last" | "past" | "next" | "first" | "final" | "coming");
        };
        let named = matches!(
            point.base,
            Base::Quarter { .. } | Base::Half { .. } | Base::Season { .. } | Base::Decade(_) | Base::Century(_)
        );
        let dashed = (own..hit.end).any(|i| self.is_dash(i)) && matches!(point.base, Base::Quarter { .. });
        let part = point.part.is_some() && matches!(point.base, Base::Open);
        by_qualifier || named && !dashed || part
    }

    /// The preposition, or what a length is measured to: "two days after the fall".
    fn relation(&self, first: usize, end: usize, meaning: &Meaning) -> &'static str {
        if let Meaning::Length(_) = meaning
            && let Some(word) =
                ["after", "before", "since"].into_iter().find(|w| self.at(end) == *w && !self.is_open_end(end + 1))
        {
            return word;
        }
        let known = |word: &str| RELATIONS.iter().find(|w| **w == word).copied();
        let before = match self.before(first, 1) {
            "the" | "this" | "that" => self.before(first, 2),
            word => word,
        };
        match (before, self.before(first, 2)) {
            ("of", "as") => "on",
            (word, _) => known(word).filter(|w| !matches!(*w, "late" | "early" | "as")).unwrap_or(""),
        }
    }
}

/// "nearly", "at least", "up to": what is said of a number.
fn of_amounts(before: (&str, &str, &str)) -> (usize, Option<Modifier>) {
    use Modifier::{Approx, AtLeast, AtMost, Less, More};
    match before {
        ("no", "more", "than") => (3, Some(AtMost)),
        ("no" | "not", "less" | "fewer", "than") => (3, Some(AtLeast)),
        (_, "more", "than") => (2, Some(More)),
        (_, "less" | "fewer", "than") => (2, Some(Less)),
        (_, "at", "least") => (2, Some(AtLeast)),
        (_, "at", "most") => (2, Some(AtMost)),
        (_, "up", "to") => (2, Some(AtMost)),
        (_, _, "nearly" | "almost") => (1, Some(Less)),
        (_, _, "about" | "approximately" | "roughly") => (1, Some(Approx)),
        (_, "at", "around") => (1, Some(Approx)),
        _ => (0, None),
    }
}
