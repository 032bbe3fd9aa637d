//! What is wrong in a file that a person wrote: which file, which line and column, the words, what to try.
//!
//! Rules, parties, outlets and sides are written by hand, also by users who never see this program's code. An
//! error without a position makes them guess, so every fault can show the line with carets under the words.

use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The widest part of a line that is shown; rule files have long lists on one line.
const SHOWN: usize = 92;

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as a person finds it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to try, as a sentence; empty when there is nothing to add.
    pub hint: String,
    /// The part of the line that is shown, where the words begin in it and how wide they are.
    shown: Box<(String, usize, usize)>,
}

impl Fault {
    /// A fault at some bytes of a file's text.
    pub fn at(file: &str, text: &str, bytes: Range<usize>, what: &str, hint: &str) -> Fault {
        let from = floor(text, bytes.start);
        let bytes = inside_quotes(text, from..floor(text, bytes.end).max(from));
        let start = text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let before = text[start..bytes.start].chars().count();
        let width = text[bytes.start..bytes.end.min(end).max(bytes.start)].chars().count().max(1);
        Fault {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: before + 1,
            what: what.to_owned(),
            hint: hint.to_owned(),
            shown: Box::new(window(text[start..end].trim_end(), before, width)),
        }
    }

    /// What a TOML reader says of a file.
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Fault {
        let (what, hint) = in_our_words(error.message());
        match error.span() {
            Some(bytes) => Fault::at(file, text, bytes, &what, &hint),
            None => Fault::named(file, text, error.message()),
        }
    }

    /// A fault that is known only by its message. Messages put the words they speak of between backticks, the entry's
    /// name first; a TOML message tells line and column itself.
    pub fn named(file: &str, text: &str, message: &str) -> Fault {
        let line = message.lines().last().unwrap_or(message);
        // "In `Yarrow Front`: missing field `kind`": the carets say in which entry.
        let said = line.strip_prefix("In `").and_then(|l| l.split_once("`: ")).map_or(line, |(_, said)| said);
        let (what, hint) = in_our_words(said);
        let bytes = position_in(message, text).or_else(|| words_of(message, text)).unwrap_or(0..0);
        Fault::at(file, text, bytes, &what, &hint)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, before, width) = &*self.shown;
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.what)?;
        if !line.is_empty() {
            write!(f, "\n    {line}\n    {}{}", " ".repeat(*before), "^".repeat(*width))?;
        }
        if !self.hint.is_empty() {
            write!(f, "\n  {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// To the value of a key.
    Key(&'a str),
    /// To an item of a list.
    Item(usize),
}

/// The bytes at which a value of a TOML document stands.
pub fn bytes_of(document: &DeTable, path: &[Step]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let Step::Key(key) = first else { return None };
    let mut at: &Spanned<DeValue> = document.get(*key)?;
    for step in rest {
        at = match step {
            Step::Key(key) => at.get_ref().get(*key)?,
            Step::Item(n) => at.get_ref().get(*n)?,
        };
    }
    Some(at.span())
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// A string without its quotes, so that the carets stand under its words.
fn inside_quotes(text: &str, bytes: Range<usize>) -> Range<usize> {
    let words = text.get(bytes.clone()).unwrap_or_default();
    let quoted = |q: char| words.len() > 2 && words.starts_with(q) && words.ends_with(q) && !words[1..].starts_with(q);
    if quoted('"') || quoted('\'') { bytes.start + 1..bytes.end - 1 } else { bytes }
}

/// The part of a line around some characters, with where they begin in it.
fn window(line: &str, before: usize, width: usize) -> (String, usize, usize) {
    let signs: Vec<char> = line.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let width = width.min(SHOWN / 2);
    if signs.len() <= SHOWN {
        return (signs.iter().collect(), before, width);
    }
    let from = (before + width / 2).saturating_sub(SHOWN / 2).min(signs.len() - SHOWN);
    let part: String = signs[from..from + SHOWN].iter().collect();
    let (left, right) = (if from > 0 { "…" } else { "" }, if from + SHOWN < signs.len() { "…" } else { "" });
    (format!("{left}{part}{right}"), before - from + left.chars().count(), width)
}

/// The TOML reader's most frequent messages as sentences with a hint.
fn in_our_words(message: &str) -> (String, String) {
    let message = message.trim();
    if let Some((key, rest)) = message.strip_prefix("unknown field `").and_then(|m| m.split_once('`')) {
        let known = rest.trim_start_matches(", expected ").trim_start_matches("one of ").replace('`', "");
        return (format!("The key `{key}` is not known here."), format!("Use one of: {known}."));
    }
    if let Some((word, rest)) = message.strip_prefix("unknown variant `").and_then(|m| m.split_once('`')) {
        let known = rest.trim_start_matches(", expected ").trim_start_matches("one of ").replace('`', "");
        return (format!("The word `{word}` is not known here."), format!("Use one of: {known}."));
    }
    if let Some(key) = message.strip_prefix("missing field `").and_then(|m| m.split('`').next()) {
        return (format!("The key `{key}` is missing."), format!("Add a line `{key} = …`."));
    }
    let line = message.replace('\n', ", ");
    let mut letters = line.chars();
    let sentence: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    (format!("{}.", sentence.trim_end_matches('.')), String::new())
}

/// The place that a TOML message gives in words: "at line 3, column 8".
fn position_in(message: &str, text: &str) -> Option<Range<usize>> {
    let (line, rest) = message.lines().next()?.split_once("at line ")?.1.split_once(", column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, rest.trim().parse().ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let from = start + text.get(start..)?.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum::<usize>();
    let width = message.lines().map(|l| l.matches('^').count()).max().unwrap_or(1).max(1);
    let to = from + text.get(from..)?.chars().take(width).map(char::len_utf8).sum::<usize>();
    Some(from..to)
}

/// The last word that a message puts between backticks, looked for behind the ones before it.
fn words_of(message: &str, text: &str) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    for word in message.split('`').skip(1).step_by(2).filter(|w| !w.is_empty()) {
        let from = found.as_ref().map_or(0, |f| f.end);
        let rest = text.get(from..)?;
        let quoted = [format!("\"{word}\""), format!("'{word}'")].iter().find_map(|q| rest.find(q.as_str()));
        let at = quoted.map(|at| at + 1).or_else(|| rest.find(word));
        found = at.map(|at| from + at..from + at + word.len()).or(found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# é\n[[frame]]\nname = \"é-taken\"\nplace = [\"object\", \"nowhere\"]\n";

    #[test]
    fn the_words_are_underlined_in_characters() {
        let document = DeTable::parse(FILE).unwrap_or_else(|e| panic!("{e}"));
        let path = [Step::Key("frame"), Step::Item(0), Step::Key("place"), Step::Item(1)];
        let bytes = bytes_of(document.get_ref(), &path).expect("it stands there");
        let fault = Fault::at("x.toml", FILE, bytes, "The slot `nowhere` is not known.", "Use subject.");
        let shown = "x.toml:4:21: The slot `nowhere` is not known.\n    place = [\"object\", \"nowhere\"]\n    \
                     \u{20}                   ^^^^^^^\n  Use subject.";
        assert_eq!(fault.to_string(), shown);
    }

    #[test]
    fn a_message_finds_its_words() {
        let fault = Fault::named("x.toml", FILE, "frame `é-taken`, place: unknown slot `nowhere`");
        assert_eq!((fault.line, fault.column), (4, 21));
    }

    #[test]
    fn broken_toml_is_told_where_it_breaks() {
        let text = "[[frame]]\nname = \"x\n";
        let error = toml::from_str::<toml::Table>(text).unwrap_err();
        assert_eq!(Fault::of_toml("x.toml", text, &error).line, 2);
        assert_eq!(Fault::named("x.toml", text, &error.to_string()).line, 2);
    }

    #[test]
    fn long_lines_are_cut_around_the_words() {
        let text = format!("ignore = [{}\"here\"{}]", "\"aaaa\", ".repeat(40), ", \"bbbb\"".repeat(40));
        let at = text.find("here").unwrap_or_default();
        let shown = Fault::at("x.toml", &text, at..at + 4, "W.", "").to_string();
        let lines: Vec<&str> = shown.lines().collect();
        let column = lines[2].find('^').map(|byte| lines[2][..byte].chars().count()).unwrap_or_default();
        assert_eq!(lines[1].chars().skip(column).take(4).collect::<String>(), "here");
        assert!(lines[1].chars().count() < 104, "{}", lines[1]);
    }

    #[test]
    fn no_position_breaks_it() {
        for (from, to) in [(0, 0), (3, 900), (900, 901), (3, 4), (7, 2)] {
            let fault = Fault::at("x.toml", FILE, from..to, "W.", "H.");
            assert!((1..=5).contains(&fault.line) && fault.column >= 1, "{fault}");
        }
        assert_eq!(Fault::at("x.toml", "", 0..0, "W.", "").to_string(), "x.toml:1:1: W.");
    }
}
