//! Blocks of text to sentences, by rules: an end mark, then a space, then something that can begin a sentence.
//!
//! News is full of full stops that end nothing ("Lt. Gen. J. Smith of the U.S. Army, Jan. 5"), so most of this file
//! is about those. Nothing is lost or changed: sentences are spans of the block.

use dateline_tree::Span;

/// Words that are written with a full stop and hardly ever end a sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "sgt", "cmdr", "cpl", "pvt", "adm", "brig",
    "gov", "sen", "rep", "reps", "sens", "st", "hon", "rev", "fr", "amb", "insp", "supt", "pres", "msgr", "mt", "ft",
    "vs", "v", "e.g", "i.e", "cf", "fig", "vol", "pp", "approx", "est", "dept", "ave", "blvd", "rd", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mm", "mlle", "mme", "lieut", "messrs",
    "ret",
];

/// Words that are written with a full stop and may also end a sentence; then the next word decides.
const EITHER: &[&str] = &[
    "u.s", "u.n", "u.k", "e.u", "d.c", "inc", "co", "corp", "ltd", "jr", "sr", "al", "u.s.a", "u.a.e", "l.a", "bros",
    "sec", "p", "ph.d", "p.s", "ala", "ariz", "ark", "calif", "colo", "conn", "fla", "ga", "ill", "kan", "ky", "mass",
    "md", "mich", "minn", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis",
    "wyo",
];

/// Abbreviations after which a capital letter does begin a sentence.
const ENDS: &[&str] = &["a.m", "p.m", "etc"];

/// What follows "5 p.m." inside a sentence in spite of its capital.
const AFTER_HOURS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "GMT",
    "UTC",
    "EST",
    "EDT",
    "ET",
    "CET",
    "BST",
    "PST",
    "PDT",
    "CST",
    "CDT",
    "Eastern",
    "Pacific",
];

/// Words that begin sentences far more often than they follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "He",
    "She",
    "It",
    "They",
    "We",
    "You",
    "I",
    "In",
    "On",
    "At",
    "But",
    "And",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "However",
    "Meanwhile",
    "After",
    "Before",
    "When",
    "While",
    "If",
    "As",
    "For",
    "With",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "What",
    "Who",
    "Why",
    "How",
    "According",
    "Some",
    "Many",
    "Most",
    "Several",
    "Last",
    "Since",
    "Under",
    "By",
    "From",
];

const CLOSERS: &[char] = &[')', ']', '}', '"', '\'', '”', '’', '»'];
const OPENERS: &[char] = &['(', '[', '{', '"', '\'', '“', '‘', '«', '*'];

/// Whether a lower-case word without its last full stop is an abbreviation.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    TITLES.contains(&word) || EITHER.contains(&word) || ENDS.contains(&word)
}

/// Whether a word is letters with full stops between them, as in "U.S" or "J".
pub(crate) fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// The sentences of a block, in order; white space between them belongs to none.
pub(crate) fn sentences(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut words = spaced(text, block).peekable();
    while let Some(word) = words.next() {
        let first = begun.is_none();
        let start = *begun.get_or_insert(word.start as usize);
        let end = word.end as usize;
        let ends = match words.peek() {
            None => true,
            Some(next) if blank_line(&text[end..next.start as usize]) => true,
            Some(next) => boundary(word.of(text), next.of(text), first),
        };
        if ends {
            found.push(Span::new(start, end));
            begun = None;
        }
    }
    found
}

/// Stretches without white space.
pub(crate) fn spaced(text: &str, block: Span) -> impl Iterator<Item = Span> + '_ {
    let base = block.start as usize;
    let is_gap = |c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}' || c == '\u{200b}';
    block.of(text).split(is_gap).filter(|w| !w.is_empty()).map(move |w| {
        let start = base + (w.as_ptr() as usize - text[base..].as_ptr() as usize);
        Span::new(start, start + w.len())
    })
}

fn blank_line(gap: &str) -> bool {
    gap.bytes().filter(|b| *b == b'\n').count() > 1
}

/// Whether a sentence ends between two neighbours; `first` when `word` is the first of its sentence.
fn boundary(word: &str, next: &str, first: bool) -> bool {
    if !can_begin(next) {
        return false;
    }
    let bare = word.trim_end_matches(CLOSERS);
    if bare.ends_with(['!', '?', '…']) || bare.ends_with("..") {
        return true;
    }
    bare.strip_suffix('.').is_some_and(|w| full_stop_ends(w.trim_start_matches(OPENERS), next, first))
}

fn can_begin(next: &str) -> bool {
    let inner = next.trim_start_matches(OPENERS);
    inner.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether the full stop behind `word` ends a sentence when `next` follows.
fn full_stop_ends(word: &str, next: &str, first: bool) -> bool {
    let lower = word.to_lowercase();
    let tail = lower.rsplit(['-', '–', '—', '/']).next().unwrap_or(&lower);
    if ENDS.contains(&tail) {
        return !AFTER_HOURS.contains(&next.trim_matches(|c: char| !c.is_alphanumeric()));
    }
    if EITHER.contains(&tail) {
        return STARTERS.contains(&next.trim_matches(|c: char| !c.is_alphanumeric()));
    }
    if matches!(tail, "no" | "nos" | "art") {
        return !next.starts_with(|c: char| c.is_ascii_digit());
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let numbering = first && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    !(TITLES.contains(&tail) || initial || numbering)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, Span::new(0, text.len())).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_that_end_nothing() {
        check("Lt. Gen. J. Smith left on Jan. 5 at No. 3.", &["Lt. Gen. J. Smith left on Jan. 5 at No. 3."]);
        check("The U.S. Army left the U.S. The army stayed.", &["The U.S. Army left the U.S.", "The army stayed."]);
        check("It fell at 5 p.m. Monday. It held.", &["It fell at 5 p.m. Monday.", "It held."]);
        check("He said no. She left.", &["He said no.", "She left."]);
    }

    #[test]
    fn quotes_and_gaps() {
        check("“They fled.” He wept! Why?", &["“They fled.”", "He wept!", "Why?"]);
        check("Kabul falls\n\nThe city fell", &["Kabul falls", "The city fell"]);
        check("  one\ntwo  ", &["one\ntwo"]);
        check("", &[]);
    }
}
