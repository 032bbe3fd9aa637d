//! Words to pieces: lower-casing, accent stripping and greedy longest match over BERT's uncased vocabulary.
//!
//! Folding follows tables inside the weights file, which training wrote and used itself, so both sides cut a word into
//! the same pieces whatever version of Unicode a standard library follows. Work on absurd words is bounded.

use std::collections::HashMap;

use crate::weights::Weights;

/// Longer words become one unknown piece.
const MAX_CHARS: usize = 100;
/// A word never takes more pieces than this.
pub(crate) const MAX_PIECES: usize = 16;
/// Hangul syllables stay whole: they fold by arithmetic, not by table.
const HANGUL: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Keep,
    Drop,
    Split,
}

/// Vocabulary and folding tables.
pub(crate) struct WordPiece {
    whole: HashMap<Box<str>, u32>,
    inside: HashMap<Box<str>, u32>,
    longest: usize,
    classes: Vec<(u32, u32, u32)>,
    folds: HashMap<char, Box<str>>,
    unknown: u32,
    /// Number of the piece that opens a sentence and stands for the root.
    pub first: u32,
    /// Number of the piece that closes a sentence.
    pub last: u32,
}

impl WordPiece {
    /// Builds the look-up tables from the weights' texts.
    pub fn new(weights: &Weights) -> WordPiece {
        let (mut whole, mut inside, mut longest) = (HashMap::new(), HashMap::new(), 1);
        for (line, number) in weights.vocab.lines().zip(0u32..) {
            longest = longest.max(line.len());
            match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inside.insert(rest.into(), number),
                _ => whole.insert(Box::<str>::from(line), number),
            };
        }
        let marker = |name: &str| whole.get(name).copied().unwrap_or(0);
        let (unknown, first, last) = (marker("[UNK]"), marker("[CLS]"), marker("[SEP]"));
        let folds = weights.fold_map.lines().filter_map(fold_line).collect();
        let classes = weights.fold_classes.clone();
        WordPiece { whole, inside, longest, classes, folds, unknown, first, last }
    }

    /// Appends the pieces of a word: at least one, at most [`MAX_PIECES`].
    pub fn word(&self, word: &str, out: &mut Vec<u32>) {
        let begun = out.len();
        if word.chars().take(MAX_CHARS + 1).count() <= MAX_CHARS {
            self.runs(word, out);
        }
        out.truncate(begun + MAX_PIECES);
        if out.len() == begun {
            out.push(self.unknown);
        }
    }

    /// Whether a lower-case word is common enough to be a piece of its own.
    pub fn knows(&self, word: &str) -> bool {
        self.whole.contains_key(word)
    }

    /// Folds the word and matches each stretch between marks.
    fn runs(&self, word: &str, out: &mut Vec<u32>) {
        let mut run = String::new();
        let mut step = |c: char, out: &mut Vec<u32>| {
            if self.class(c) == Class::Split {
                self.matches(&run, out);
                run.clear();
                self.matches(c.encode_utf8(&mut [0; 4]), out);
            } else {
                run.push(c);
            }
        };
        for c in word.chars() {
            match self.folds.get(&c) {
                Some(text) => text.chars().for_each(|c| step(c, out)),
                None if HANGUL.contains(&c) || self.class(c) != Class::Drop => step(c, out),
                None => {}
            }
        }
        self.matches(&run, out);
    }

    /// Greedy longest match; one unknown piece when some stretch is in no piece.
    fn matches(&self, run: &str, out: &mut Vec<u32>) {
        let begun = out.len();
        let mut rest = run;
        while !rest.is_empty() {
            let table = if out.len() == begun { &self.whole } else { &self.inside };
            let mut end = rest.floor_char_boundary(self.longest);
            let piece = loop {
                if let Some(&piece) = table.get(&rest[..end]) {
                    break piece;
                }
                end = rest.floor_char_boundary(end.saturating_sub(1));
                if end == 0 {
                    out.truncate(begun);
                    out.push(self.unknown);
                    return;
                }
            };
            out.push(piece);
            rest = &rest[end..];
        }
    }

    fn class(&self, c: char) -> Class {
        let code = c as u32;
        let at = self.classes.partition_point(|&(_, last, _)| last < code);
        match self.classes.get(at) {
            Some(&(first, _, class)) if first <= code => {
                [Class::Keep, Class::Drop, Class::Split][class.min(2) as usize]
            }
            _ => Class::Keep,
        }
    }
}

fn fold_line(line: &str) -> Option<(char, Box<str>)> {
    let (code, text) = line.split_once(' ')?;
    Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, text.into()))
}

/// The spelling that an uncased vocabulary loses: lower, Title, CAPS, mIxed, one capital, digits, alphanumeric, other.
pub(crate) fn shape(word: &str) -> usize {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    if word.chars().all(is_digit) && !word.is_empty() {
        5
    } else if word.chars().any(is_digit) {
        6
    } else if !word.chars().any(char::is_alphabetic) {
        7
    } else if !word.chars().any(char::is_uppercase) && word.chars().any(char::is_lowercase) {
        0
    } else if !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase) {
        if word.chars().count() == 1 { 4 } else { 2 }
    } else if first.is_uppercase() && !chars.clone().any(char::is_uppercase) && chars.any(char::is_lowercase) {
        1
    } else {
        3
    }
}

/// ASCII digits and superscripts, as Python's `isdigit` sees them in the texts we train on.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{0660}'..='\u{0669}' | '\u{ff10}'..='\u{ff19}')
}

#[cfg(all(test, feature = "weights"))]
mod tests {
    use super::*;

    /// Words with pieces and shape as `training/wordpiece.py` and `training/data.py` give them.
    const CASES: &[(&str, &[u32], usize)] = &[
        ("Taliban", &[16597], 1),
        ("Kunduz", &[28919, 8566, 2480], 1),
        ("U.S.", &[1057, 1012, 1055, 1012], 2),
        ("n't", &[1050, 1005, 1056], 0),
        ("naïve", &[15743], 0),
        ("İstanbul", &[9960], 1),
        ("ﬁre", &[1984, 2890], 0),
        ("漢字", &[1904, 100], 3),
        ("한국", &[100], 3),
        ("\u{301}", &[100], 7),
        ("café", &[7668], 0),
        ("Ærø", &[1097, 2099, 16415], 1),
        ("½", &[1092], 7),
        ("…", &[1529], 7),
        ("“", &[1523], 7),
        ("😀", &[100], 7),
        ("e\u{301}t", &[3802], 0),
        ("Straße", &[2358, 27807], 1),
        ("\u{200b}", &[100], 7),
        ("№5", &[1578, 2629], 6),
        ("Мосул", &[1191, 14150, 29747, 29748, 29436], 1),
        ("حلب", &[1276, 23673, 29816], 3),
        ("anti-", &[3424, 1011], 0),
        ("10,000", &[2184, 1010, 2199], 6),
        ("ẞ", &[1096], 4),
    ];

    #[test]
    fn cuts_as_training_does() {
        let words = &crate::Engine::embedded().pieces;
        for (word, pieces, class) in CASES {
            let mut found = Vec::new();
            words.word(word, &mut found);
            assert_eq!((&found[..], shape(word)), (*pieces, *class), "{word:?}");
        }
    }

    #[test]
    fn absurd_words_cost_little() {
        let words = &crate::Engine::embedded().pieces;
        let mut found = Vec::new();
        words.word(&"x".repeat(100), &mut found);
        assert_eq!(found.len(), MAX_PIECES);
        words.word(&"x".repeat(1_000_000), &mut found);
        assert_eq!(found[MAX_PIECES..], [words.unknown]);
    }
}
