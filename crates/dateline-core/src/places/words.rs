//! A text cut into words for looking for names: no language model, only letters, marks and capitals.

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Begins with a small letter, or with a letter of a script without capitals.
    Lower,
    /// Begins with a capital.
    Title,
    /// Two or more letters, all capitals.
    Upper,
    /// Begins with a digit.
    Number,
    /// A hyphen that joins two words.
    Hyphen,
    /// The 's of possession.
    Possessive,
    /// Any other mark.
    Mark,
}

/// A word or mark of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it is written.
    pub shape: Shape,
    /// Whether it is the first word of a sentence.
    pub opens: bool,
    /// Whether its sentence is written as headlines are, with capitals everywhere.
    pub headline: bool,
}

impl Word {
    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }
    /// Whether it is made of letters or digits.
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark | Shape::Hyphen | Shape::Possessive)
    }
}

/// The words and marks of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if letter.is_whitespace() {
            if letter == '\n' {
                push(&mut words, at, at + 1, Shape::Mark);
            }
            at += letter.len_utf8();
        } else if letter.is_alphanumeric() {
            let end = word_end(text, at);
            let end = with_stop(text, at, end);
            let tag = if text[..at].ends_with('#') { humps(&text[at..end]) } else { Vec::new() };
            let mut from = at;
            for cut in tag {
                push(&mut words, from, at + cut, shape(&text[from..at + cut]));
                from = at + cut;
            }
            push(&mut words, from, end, shape(&text[from..end]));
            at = possessive(text, end, &mut words);
        } else {
            let end = at + letter.len_utf8();
            let joins = is_hyphen(letter)
                && text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
                && text[end..].chars().next().is_some_and(char::is_alphanumeric);
            push(&mut words, at, end, if joins { Shape::Hyphen } else { Shape::Mark });
            at = end;
        }
    }
    mark_sentences(text, &mut words);
    words
}

/// Where a tag written in one is cut: "#SouthSudan".
fn humps(tag: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = tag.char_indices().collect();
    letters.windows(2).filter(|w| w[0].1.is_lowercase() && w[1].1.is_uppercase()).map(|w| w[1].0).collect()
}

fn push(words: &mut Vec<Word>, start: usize, end: usize, shape: Shape) {
    words.push(Word { start, end, shape, opens: false, headline: false });
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '–')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | 'ʿ' | 'ʾ')
}

/// Where the run of letters from `at` ends: apostrophes, stops and ampersands between letters belong to it.
fn word_end(text: &str, at: usize) -> usize {
    let mut letters = text[at..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let after = letters.peek().map(|(_, l)| *l);
        let inner = (is_apostrophe(letter) || letter == '.' || letter == '&')
            && after.is_some_and(|l| l.is_alphabetic())
            && !(is_apostrophe(letter) && is_possessive_s(&text[at + offset + letter.len_utf8()..]))
            && !(letter == '.' && is_new_sentence(&text[at..at + offset], after));
        let mark = ('\u{300}'..='\u{36f}').contains(&letter);
        if !letter.is_alphanumeric() && !inner && !mark {
            return at + offset;
        }
    }
    text.len()
}

/// "Kabul.The army": a stop without a blank still ends a sentence, but not in "W.Va" and "U.S".
fn is_new_sentence(before: &str, after: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    last.chars().count() > 2 && after.is_some_and(char::is_uppercase) || last.chars().count() > 3
}

fn is_possessive_s(rest: &str) -> bool {
    let mut letters = rest.chars();
    matches!(letters.next(), Some('s' | 'S')) && !letters.next().is_some_and(char::is_alphanumeric)
}

/// Takes the full stop of an abbreviation: "St.", "U.S.", "Gen.", "W.Va.".
fn with_stop(text: &str, start: usize, end: usize) -> usize {
    if !text[end..].starts_with('.') {
        return end;
    }
    let word = &text[start..end];
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if word.contains('.') && word.chars().any(char::is_uppercase) || single || super::cues::is_abbreviation(word) {
        end + 1
    } else {
        end
    }
}

fn shape(word: &str) -> Shape {
    let first = word.chars().next().unwrap_or(' ');
    let letters = word.chars().filter(|l| l.is_alphabetic()).count();
    if first.is_numeric() {
        Shape::Number
    } else if !first.is_uppercase() {
        Shape::Lower
    } else if letters >= 2 && word.chars().filter(|l| l.is_alphabetic()).all(char::is_uppercase) {
        Shape::Upper
    } else {
        Shape::Title
    }
}

/// Cuts "'s" off as a word of its own and gives where to go on.
fn possessive(text: &str, at: usize, words: &mut Vec<Word>) -> usize {
    let Some(mark) = text[at..].chars().next().filter(|&l| is_apostrophe(l)) else { return at };
    let after = at + mark.len_utf8();
    let end = if is_possessive_s(&text[after..]) { after + 1 } else { after };
    push(words, at, end, if end > after { Shape::Possessive } else { Shape::Mark });
    end
}

/// Notes where sentences begin, and which are written with capitals throughout.
fn mark_sentences(text: &str, words: &mut [Word]) {
    let mut first = 0;
    while first < words.len() {
        let last = sentence_end(text, words, first);
        let sentence = &mut words[first..last];
        let long: Vec<&Word> = sentence.iter().filter(|w| w.is_word() && w.end - w.start >= 4).collect();
        let capitals = long.iter().filter(|w| w.is_capital() || w.shape == Shape::Number).count();
        let headline = long.len() >= 4 && capitals * 20 >= long.len() * 17;
        let opener = sentence.iter().position(Word::is_word);
        for (at, word) in sentence.iter_mut().enumerate() {
            word.headline = headline;
            word.opens = Some(at) == opener;
        }
        first = last;
    }
}

/// One past the last word of the sentence that begins at `first`.
fn sentence_end(text: &str, words: &[Word], first: usize) -> usize {
    for at in first..words.len() {
        let word = &text[words[at].start..words[at].end];
        let ends = words[at].shape == Shape::Mark && matches!(word, "." | "!" | "?" | "\n" | "…" | "|" | "•");
        // A quotation begins a sentence inside another.
        let quote = matches!(word, "\"" | "“") && at > first && &text[words[at - 1].start..words[at - 1].end] == ",";
        if ends || quote {
            return at + 1;
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).iter().map(|w| &text[w.start..w.end]).collect()
    }

    #[test]
    fn names_and_abbreviations_stay_whole() {
        assert_eq!(cut("St. Louis's mayor"), ["St.", "Louis", "'s", "mayor"]);
        assert_eq!(cut("in Sana'a, O'Fallon"), ["in", "Sana'a", ",", "O'Fallon"]);
        assert_eq!(cut("Lewisburg, W.Va., U.S."), ["Lewisburg", ",", "W.Va.", ",", "U.S."]);
        assert_eq!(cut("Kabul.The Mazar-i-Sharif"), ["Kabul", ".", "The", "Mazar", "-", "i", "-", "Sharif"]);
    }

    #[test]
    fn sentences_open_and_headlines_are_told() {
        let text = "Rebels Take Three Towns Near Goma\nThey left. Goma is quiet";
        let all = words(text);
        let opens: Vec<&str> = all.iter().filter(|w| w.opens).map(|w| &text[w.start..w.end]).collect();
        assert_eq!(opens, ["Rebels", "They", "Goma"]);
        assert!(all[0].headline && !all.last().expect("words").headline);
    }
}
