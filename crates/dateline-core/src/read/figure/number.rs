//! Numbers as they are written: digits, words, open numbers, parts of a whole, ordinals, ranges, and the words beside
//! them that say how firm they are.
//!
//! They are found along the words and not along the tree, because the words of a number stand together in any sentence.

use crate::model::Bound;
use crate::read::view::View;
use crate::rulebook::{FigureRules, Sort};
use dateline_tree::Upos;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "twelve", "1,200", "dozens".
    Cardinal,
    /// "ninth".
    Ordinal,
    /// "two thirds", "65 per cent": the value is in percent.
    Share,
}

/// A number in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// First word, with the words beside the number.
    pub first: usize,
    /// First word of the number itself.
    pub start: usize,
    /// Last word of the number itself.
    pub last: usize,
    /// The number, or the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// How it is written.
    pub form: Form,
    /// Said to be rough.
    pub approx: bool,
    /// An open end.
    pub bound: Option<Bound>,
    /// It is the number of those left out: "all but two".
    pub left_out: bool,
}

/// The numbers of a sentence in order; they do not overlap.
pub fn find(view: View, rules: &FigureRules) -> Vec<Quantity> {
    let words: Vec<String> = (0..view.len()).map(|i| view.lower(i)).collect();
    let scan = Scan { view, words, rules };
    let mut found = Vec::new();
    let mut i = 0;
    while i < view.len() {
        match scan.quantity(i) {
            Some(quantity) => {
                i = quantity.last + 1;
                found.push(quantity);
            }
            None => i += 1,
        }
    }
    found
}

/// One number without what stands around it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Atom {
    length: usize,
    value: f64,
    form: Form,
    open: bool,
    /// What its digits were multiplied with, for "two to three million".
    scale: f64,
}

struct Scan<'a> {
    view: View<'a>,
    words: Vec<String>,
    rules: &'a FigureRules,
}

impl Scan<'_> {
    fn quantity(&self, i: usize) -> Option<Quantity> {
        let atom = self.atom(i)?;
        if self.is_glued(i, i + atom.length - 1) {
            return None;
        }
        let (last, value, max) = self.range(i, atom);
        let mut quantity = Quantity {
            first: i,
            start: i,
            last,
            value,
            max,
            form: atom.form,
            approx: atom.open,
            bound: atom.open.then_some(Bound::Min),
            left_out: i >= 2 && self.word(i - 2) == "all" && self.word(i - 1) == "but",
        };
        self.firmness(&mut quantity);
        Some(quantity)
    }

    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    fn atom(&self, i: usize) -> Option<Atom> {
        if i >= self.view.len() {
            return None;
        }
        let found = self.open(i).or_else(|| self.part(i)).or_else(|| self.ordinal(i)).or_else(|| self.cardinal(i))?;
        Some(self.percent(i, found).unwrap_or(found))
    }

    /// "tens of thousands", "scores", "several hundred".
    fn open(&self, i: usize) -> Option<Atom> {
        let verb = matches!(self.view.token(i).upos, Upos::Verb | Upos::Aux);
        let longest = (1..=5usize).rev().find_map(|length| {
            let words = self.words.get(i..i + length)?.join(" ");
            self.rules.numbers.vague.get(&words).map(|value| (length, *value))
        });
        let (length, value) = longest.filter(|_| !verb)?;
        Some(Atom { length, value, form: Form::Cardinal, open: true, scale: 1.0 })
    }

    /// "half of", "a quarter of", "two-thirds", "three quarters".
    fn part(&self, i: usize) -> Option<Atom> {
        let share = |length: usize, above: f64, parts: f64| Atom {
            length,
            value: (1000.0 * above / parts).round() / 10.0,
            form: Form::Share,
            open: false,
            scale: 1.0,
        };
        let half = matches!(self.word(i + 1), "of" | "the" | "its" | "their" | "his" | "her" | "all");
        if self.word(i) == "half" && half {
            return Some(share(1, 1.0, 2.0));
        }
        let above = match self.word(i) {
            "a" | "an" => 1.0,
            word => *self.rules.numbers.cardinal.get(word).filter(|v| **v < 10.0)?,
        };
        let at = if self.word(i + 1) == "-" { i + 2 } else { i + 1 };
        let parts = *self.rules.numbers.part.get(self.word(at))?;
        let plural = self.word(at).ends_with('s');
        // "a third councillor" is no part of anything.
        let of = matches!(self.word(at + 1), "of" | "the");
        (above < parts && (plural && above > 1.0 || of)).then(|| share(at + 1 - i, above, parts))
    }

    /// "ninth", "13th", "twenty-first".
    fn ordinal(&self, i: usize) -> Option<Atom> {
        let atom = |length, value| Atom { length, value, form: Form::Ordinal, open: false, scale: 1.0 };
        if let Some(value) = self.rules.numbers.ordinal.get(self.word(i)) {
            return Some(atom(1, *value));
        }
        let tens = self.rules.numbers.cardinal.get(self.word(i)).filter(|v| **v >= 20.0);
        if let Some(tens) = tens
            && self.word(i + 1) == "-"
            && let Some(ones) = self.rules.numbers.ordinal.get(self.word(i + 2)).filter(|v| **v < 10.0)
        {
            return Some(atom(3, tens + ones));
        }
        let word = self.word(i);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s))?;
        digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok()).flatten().map(|v: f64| atom(1, v))
    }

    /// "42", "1.2 million", "twenty-one", "three hundred and five", "a dozen", "half a million".
    fn cardinal(&self, i: usize) -> Option<Atom> {
        let atom = |length, value, scale| Atom { length, value, form: Form::Cardinal, open: false, scale };
        if let Some(scale) = self.scale(i + 1).filter(|_| matches!(self.word(i), "a" | "an")) {
            let (more, times) = self.scales(i + 2);
            return Some(atom(2 + more, scale * times, scale * times));
        }
        if self.word(i) == "half" && matches!(self.word(i + 1), "a" | "an") {
            return self.scale(i + 2).map(|scale| atom(3, scale / 2.0, scale));
        }
        if let Some((length, value)) = self.digits(i) {
            let (more, scale) = self.scales(i + length);
            return Some(atom(length + more, round(value * scale), scale));
        }
        self.in_words(i)
    }

    fn scale(&self, i: usize) -> Option<f64> {
        // A single letter is a scale only behind digits: "30m".
        self.rules.numbers.scale.get(self.word(i)).copied().filter(|_| self.word(i).len() > 1)
    }

    /// The words of scale from here on: how many, and what they multiply with.
    fn scales(&self, i: usize) -> (usize, f64) {
        let mut length = 0;
        let mut times = 1.0;
        while let Some(scale) = self.scale(i + length) {
            times *= scale;
            length += 1;
        }
        (length, times)
    }

    /// Digits with separators of thousands or a decimal point: how many words, and the number.
    fn digits(&self, i: usize) -> Option<(usize, f64)> {
        let word = self.word(i);
        let money = i > 0 && self.rules.unit(self.word(i - 1)).is_some_and(|u| u.sort == Sort::Money);
        let (number, scale) = match word.find(|c: char| c.is_alphabetic()) {
            Some(at) => {
                let (number, suffix) = word.split_at(at);
                let scale = self.rules.numbers.scale.get(suffix).filter(|_| money || suffix.len() > 1)?;
                (number, *scale)
            }
            None => (word, 1.0),
        };
        let value = parse_digits(number)?;
        let short = number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit()) && i + 1 < self.view.len();
        // "270 000" with a space for the comma.
        if short && self.word(i + 1).len() == 3 && self.word(i + 1).chars().all(|c| c.is_ascii_digit()) {
            let next = self.view.token(i + 1).span.start;
            if next == self.view.token(i).span.end + 1 {
                return Some((2, value * 1000.0 + self.word(i + 1).parse::<f64>().ok()?));
            }
        }
        if number.len() == 4 && (1900.0..2100.0).contains(&value) && self.is_year(i) {
            return None;
        }
        Some((1, round(value * scale)))
    }

    /// "in 2015": four digits that count no noun behind them.
    fn is_year(&self, i: usize) -> bool {
        let counts = self.view.head(i).is_some_and(|h| h > i)
            && self.view.relation(i) == dateline_tree::Relation::Nummod
            && !matches!(
                self.word(i.wrapping_sub(1)),
                "in" | "since" | "of" | "by" | "until" | "from" | "during" | "after" | "before" | "the"
            );
        !counts
    }

    /// A number in words, by the usual grammar: "two hundred and five thousand".
    fn in_words(&self, i: usize) -> Option<Atom> {
        let (mut total, mut current, mut length, mut scaled) = (0.0, 0.0, 0, 1.0);
        loop {
            let at = i + length;
            let joined = length > 0 && matches!(self.word(at), "-" | "and");
            let next = at + usize::from(joined);
            let fits = |value: f64| {
                let tens: f64 = current % 100.0;
                tens == 0.0 || tens >= 20.0 && tens % 10.0 == 0.0 && value < 10.0
            };
            let hyphen = self.word(at) == "-";
            let joins =
                !joined || hyphen && current % 100.0 >= 20.0 || !hyphen && current % 100.0 == 0.0 && current > 0.0;
            if let Some(value) = self.rules.numbers.cardinal.get(self.word(next)).filter(|v| joins && fits(**v)) {
                current += value;
                length = next + 1 - i;
            } else if let Some(scale) = self.scale(at).filter(|_| length > 0) {
                scaled = scale;
                if scale < 1000.0 {
                    current = current.max(1.0) * scale;
                } else {
                    total += current.max(1.0) * scale;
                    current = 0.0;
                }
                length += 1;
            } else {
                break;
            }
        }
        (length > 0).then_some(Atom {
            length,
            value: total + current,
            form: Form::Cardinal,
            open: false,
            scale: scaled,
        })
    }

    /// "65 percent", "65 per cent".
    fn percent(&self, i: usize, atom: Atom) -> Option<Atom> {
        let at = i + atom.length;
        let one = self.rules.unit(self.word(at)).filter(|u| u.sort == Sort::Share).map(|_| 1);
        let two = || {
            let pair = format!("{} {}", self.word(at), self.word(at + 1));
            self.rules.unit(&pair).filter(|u| u.sort == Sort::Share).map(|_| 2)
        };
        let more = one.or_else(two).filter(|_| atom.form == Form::Cardinal)?;
        Some(Atom { length: atom.length + more, form: Form::Share, ..atom })
    }

    /// "3,500 to 4,000", "between three and five", "50-60", "three or four": last word, lower and upper end.
    fn range(&self, i: usize, low: Atom) -> (usize, f64, Option<f64>) {
        let at = i + low.length;
        let before = self.word(i.wrapping_sub(1));
        let alone = (at - 1, low.value, None);
        let link = self.word(at);
        let links = match link {
            "to" => before != "from",
            "-" | "–" | "—" | "or" => true,
            "and" => before == "between",
            _ => false,
        };
        let Some(high) = self.atom(at + 1).filter(|h| links && low.form != Form::Ordinal && !low.open && !h.open)
        else {
            return alone;
        };
        let shared = if low.scale == 1.0 && high.scale > 1.0 && low.value < 1000.0 { high.scale } else { 1.0 };
        let value = low.value * shared;
        let forms = low.form == high.form || high.form == Form::Share;
        // "18 or 20" are two counts; "three or four" is one that nobody knows better.
        let near = link != "or" || (high.value - value - high.scale.min(shared.max(1.0))).abs() < 0.5;
        if !forms || high.value <= value || !near {
            return alone;
        }
        (at + high.length, value, Some(high.value))
    }

    /// A number that is a piece of a name, a time of day or a score: "T-72", "10:30", "3/4".
    fn is_glued(&self, first: usize, last: usize) -> bool {
        let (start, end) = (self.view.token(first).span.start as usize, self.view.token(last).span.end as usize);
        let before = self.view.text.get(..start).and_then(|t| t.chars().next_back());
        let after = self.view.text.get(end..).map(|t| t.chars().take(2).collect::<Vec<char>>()).unwrap_or_default();
        let tied = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '.' | '#' | '–' | '_'));
        let goes_on = matches!(after[..], ['/' | ':' | '.', next] if next.is_ascii_digit());
        tied || goes_on
    }

    /// Takes in the words beside a number that say how firm it is.
    fn firmness(&self, quantity: &mut Quantity) {
        let before = self.rules.bounds.iter().flat_map(|b| b.before.iter().map(move |p| (p, b)));
        let found = before
            .filter_map(|(phrase, rule)| {
                let length = phrase.split(' ').count();
                let from = quantity.start.checked_sub(length)?;
                (self.words[from..quantity.start].join(" ") == *phrase).then_some((length, rule))
            })
            .max_by_key(|(length, _)| *length);
        if let Some((length, rule)) = found {
            quantity.first = quantity.start - length;
            quantity.approx = true;
            quantity.bound = rule.bound().or(quantity.bound);
        }
        let after = self.rules.bounds.iter().flat_map(|b| b.after.iter().map(move |p| (p, b)));
        let reach = (quantity.last + 1..=quantity.last + 2).flat_map(|at| after.clone().map(move |(p, b)| (at, p, b)));
        for (at, phrase, rule) in reach {
            let length = phrase.split(' ').count();
            if self.words.get(at..at + length).is_some_and(|w| w.join(" ") == *phrase) {
                quantity.approx = true;
                quantity.bound = quantity.bound.or(rule.bound());
                return;
            }
        }
    }
}

/// "1,200", "1.2", "42"; nothing else.
fn parse_digits(word: &str) -> Option<f64> {
    let mut chars = word.chars();
    if !chars.next()?.is_ascii_digit() || word.len() > 15 {
        return None;
    }
    let (whole, part) = word.split_once('.').map_or((word, None), |(w, p)| (w, Some(p)));
    let groups: Vec<&str> = whole.split(',').collect();
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|g| g.len() == 3);
    if !grouped || !groups.iter().all(|g| digits(g)) || part.is_some_and(|p| !digits(p)) {
        return None;
    }
    // "007" and "0600" are no numbers of anything.
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    format!("{}.{}", groups.concat(), part.unwrap_or("0")).parse().ok()
}

/// A product of a decimal and a power of ten without the dust of binary fractions.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_with_their_separators() {
        assert_eq!(parse_digits("1,200"), Some(1200.0));
        assert_eq!(parse_digits("1.2"), Some(1.2));
        assert_eq!(parse_digits("42"), Some(42.0));
    }

    #[test]
    fn what_only_looks_like_digits_is_left_alone() {
        for word in ["", "1,20", "0600", "12a", ",5", "1..2", "-3", "1,2345"] {
            assert_eq!(parse_digits(word), None, "{word}");
        }
    }
}
