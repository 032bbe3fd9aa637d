//! Words of a text for the finder: letters, digits and signs apart, each with its place.
//!
//! No language model is asked. Digits and letters are always cut from each other and told to be glued ("1990" "s",
//! "10" "pm"), so that the grammar sees one shape whatever the printer's habits; an abbreviation keeps its point.

use super::names;
use dateline_tree::Span;

/// One word, number or sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case; typographic apostrophes made plain, points of abbreviations dropped.
    pub lower: String,
    /// Where it stands.
    pub span: Span,
    /// No blank before it.
    pub glued: bool,
    /// Number of its sentence.
    pub sentence: u32,
    /// What it is.
    pub class: Class,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Letters.
    Letters,
    /// Digits, with inner points, commas, colons and slashes.
    Digits,
    /// One sign.
    Sign,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of a stretch of text.
pub fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let mut cutter = Cutter { text, end: span.end as usize, words: Vec::new(), sentence: 0 };
    let mut at = span.start as usize;
    while at < cutter.end {
        at = cutter.cut(at);
    }
    cutter.words
}

struct Cutter<'a> {
    text: &'a str,
    end: usize,
    words: Vec<Word<'a>>,
    sentence: u32,
}

impl<'a> Cutter<'a> {
    /// Cuts the word that begins here; gives where the next begins.
    fn cut(&mut self, at: usize) -> usize {
        let Some(first) = self.char_at(at) else { return self.end };
        if first.is_whitespace() {
            return self.blank(at);
        }
        let (end, class) = if first.is_ascii_digit() {
            (self.digits(at), Class::Digits)
        } else if first.is_alphabetic() {
            (self.letters(at), Class::Letters)
        } else if is_apostrophe(first) && self.is_clitic(at + first.len_utf8()) {
            (self.run(at + first.len_utf8(), char::is_alphabetic), Class::Letters)
        } else {
            (at + first.len_utf8(), Class::Sign)
        };
        self.push(at, end, class);
        end
    }

    fn push(&mut self, at: usize, end: usize, class: Class) {
        let text = &self.text[at..end];
        let mut lower: String = text.chars().flat_map(char::to_lowercase).collect();
        if lower.contains(is_apostrophe) {
            lower = lower.replace(is_apostrophe, "'");
        }
        if class == Class::Letters && lower.contains('.') {
            lower.retain(|c| c != '.');
        }
        if self.begins_sentence(text, class) {
            self.sentence += 1;
        }
        let glued = self.words.last().is_some_and(|w| w.span.end as usize == at);
        let span = Span::new(at, end);
        self.words.push(Word { text, lower, span, glued, sentence: self.sentence, class });
    }

    /// A full stop and a blank, then a capital, a number or a quotation mark.
    fn begins_sentence(&self, text: &str, class: Class) -> bool {
        let mut before = self.words.iter().rev();
        let Some(last) = before.next() else { return false };
        let closed = matches!(last.text, "\"" | "”" | "'" | "’" | ")");
        let mark = if closed { before.next().map_or(last, |w| w) } else { last };
        let ends = matches!(mark.text, "." | "!" | "?" | "…") && mark.class == Class::Sign;
        let opens = text.starts_with(char::is_uppercase) || class != Class::Letters;
        ends && opens && !matches!(text, "." | "!" | "?" | "\"" | "”" | "'" | "’" | ")" | ",")
    }

    /// Passes blanks; an empty line ends the sentence.
    fn blank(&mut self, at: usize) -> usize {
        let end = self.run(at, char::is_whitespace);
        if self.text[at..end].matches('\n').count() > 1 {
            self.sentence += 1;
        }
        end
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    fn run(&self, at: usize, holds: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(at..self.end).unwrap_or("");
        rest.find(|c: char| !holds(c)).map_or(self.end, |n| at + n)
    }

    /// "2,000", "10:30", "7/8/07", "23.03.2015", "2.5".
    fn digits(&self, at: usize) -> usize {
        let mut end = self.run(at, |c| c.is_ascii_digit());
        while let Some(sign @ ('.' | ',' | ':' | '/')) = self.char_at(end) {
            let more = self.run(end + 1, |c| c.is_ascii_digit());
            let count = more - (end + 1);
            let thousands = sign != ',' || (count == 3 && !self.text[at..end].contains(['/', ':']));
            if count == 0 || !thousands {
                break;
            }
            end = more;
        }
        end
    }

    /// Letters, with the points of "p.m." and "Aug.", and "o'clock" whole.
    fn letters(&self, at: usize) -> usize {
        let mut end = self.run(at, char::is_alphabetic);
        if self.text[at..end].eq_ignore_ascii_case("o")
            && let Some(mark) = self.char_at(end).filter(|c| is_apostrophe(*c))
            && self.text.get(end + mark.len_utf8()..self.end).is_some_and(|r| r.starts_with("clock"))
        {
            return end + mark.len_utf8() + "clock".len();
        }
        let mut single = self.text[at..end].chars().count() == 1;
        while single && self.char_at(end) == Some('.') {
            let next = self.run(end + 1, char::is_alphabetic);
            match self.text.get(end + 1..next).map_or(0, |t| t.chars().count()) {
                1 => end = next,
                // "p.m." ends in its point, "plan B." and "p.m" do not.
                _ => {
                    end += usize::from(self.text[at..end].contains('.'));
                    single = false;
                }
            }
        }
        let short = end - at <= 5 && self.char_at(end) == Some('.');
        if short && names::is_abbreviation(&self.text[at..end]) { end + 1 } else { end }
    }

    /// "'s", "'ll": a tail of the word before.
    fn is_clitic(&self, after: usize) -> bool {
        let end = self.run(after, char::is_alphabetic);
        let tail = self.text.get(after..end).unwrap_or("");
        let glued = self.words.last().is_some_and(|w| w.class != Class::Sign && w.span.end as usize + 1 <= after);
        glued && matches!(tail, "s" | "ll" | "d" | "re" | "ve" | "m" | "S")
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn numbers_letters_and_signs_are_apart() {
        assert_eq!(cut("On Aug. 12-15, at 10:30pm"), ["On", "Aug.", "12", "-", "15", ",", "at", "10:30", "pm"]);
        assert_eq!(cut("5 p.m. EST; the 1990s."), ["5", "p.m.", "EST", ";", "the", "1990", "s", "."]);
        assert_eq!(cut("July 24,2003"), ["July", "24", ",", "2003"]);
        assert_eq!(cut("Monday’s 2,000 o'clock"), ["Monday", "’s", "2,000", "o'clock"]);
        assert_eq!(cut("the U.S. army"), ["the", "U.S.", "army"]);
    }

    #[test]
    fn sentences_end_at_full_stops_and_empty_lines() {
        let text = "He left. Rain fell on Aug. 2 there\n\nNext";
        let sentences: Vec<u32> = words(text, Span::new(0, text.len())).iter().map(|w| w.sentence).collect();
        assert_eq!(sentences, [0, 0, 0, 1, 1, 1, 1, 1, 1, 2]);
    }
}
