//! Reads a written date as civil days, the way it stands in the source.
//!
//! The date part is taken as written: `2021-08-13T23:30:00+04:30` is 13 August, because that is the day its
//! publisher printed. Nothing is ever converted between zones, and a date that could be read in two ways is
//! said to be ambiguous instead of being decided.

use crate::model::{Day, Days};

/// What a written date turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    /// A day, or all days of a month.
    Days(Days),
    /// A day that no calendar has, or one outside 1900 to 2100.
    Absurd,
    /// `04/05/2021`: day and month cannot be told apart.
    Ambiguous,
    /// No date.
    Missing,
}

impl DateText {
    /// The days, when there are any.
    pub fn days(self) -> Option<Days> {
        match self {
            DateText::Days(days) => Some(days),
            _ => None,
        }
    }
}

/// Which of two numbers is the day in `04/05/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// Not known: ambiguous dates stay ambiguous.
    #[default]
    Unknown,
    /// Month first.
    MonthFirst,
    /// Day first.
    DayFirst,
}

/// Reads the value of a date field.
///
/// ```
/// use dateline_core::text::dates::{parse, Order};
/// let days = parse("2021-08-13T23:30:00+04:30", Order::Unknown).days().unwrap();
/// assert_eq!(days.from.to_string(), "2021-08-13");
/// ```
pub fn parse(text: &str, order: Order) -> DateText {
    let text = text.trim();
    let readers: [&dyn Fn(&str) -> DateText; 4] =
        [&year_first, &digits_only, &|t| year_last(t, order), &|t| with_month_name(t, true)];
    readers.iter().map(|read| read(text)).find(|found| *found != DateText::Missing).unwrap_or(DateText::Missing)
}

/// Finds a full date with a month name, or one that starts with the year, in a short line of text.
pub fn find(line: &str) -> DateText {
    match with_month_name(line, false) {
        DateText::Missing => line
            .split(|c: char| c.is_whitespace() || c == ',')
            .map(year_first)
            .find(|d| d.days().is_some_and(Days::is_one_day))
            .unwrap_or(DateText::Missing),
        found => found,
    }
}

/// A day of the calendar between 1900 and 2100.
pub fn day(year: i64, month: i64, day: i64) -> Option<Day> {
    let year = i16::try_from(year).ok().filter(|y| (1900..=2100).contains(y))?;
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// All days of a month.
pub fn month(year: i64, month: i64) -> Option<Days> {
    let first = day(year, month, 1)?;
    Some(Days { from: first, to: first.last_of_month() })
}

/// The number of a month by its English name or a usual abbreviation of it.
pub fn month_number(word: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let at = NAMES.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(&word)))?;
    Some(at as i64 + 1)
}

fn found(day: Option<Day>) -> DateText {
    day.map_or(DateText::Absurd, |day| DateText::Days(Days::on(day)))
}

/// `2021-08-13…`, `2021/08/13`, `2021-08`.
fn year_first(text: &str) -> DateText {
    let pieces = pieces(text);
    let (Some(y), Some(m)) = (number(&pieces, 0, 4..=4), number(&pieces, 2, 1..=2)) else { return DateText::Missing };
    let Some(sep @ ("-" | "/" | ".")) = pieces.get(1).map(|p| p.text) else { return DateText::Missing };
    let same = pieces.get(3).is_some_and(|p| p.text.starts_with(sep) && p.text.len() == 1);
    match number(&pieces, 4, 1..=2).filter(|_| same) {
        Some(d) => found(day(y, m, d)),
        None if pieces.get(3).is_none() => month(y, m).map_or(DateText::Absurd, DateText::Days),
        None => DateText::Missing,
    }
}

/// `20210813`, `20210813T103000Z`, `20210813103000`, seconds or milliseconds since 1970 (read as UTC).
fn digits_only(text: &str) -> DateText {
    let pieces = pieces(text);
    let Some(first) = pieces.first().filter(|p| p.digits) else { return DateText::Missing };
    let rest = pieces.get(1).map_or("", |p| p.text);
    let stamp = match first.text.len() {
        8 if rest.is_empty() || rest.eq_ignore_ascii_case("t") => true,
        12 | 14 => rest.is_empty() || rest.eq_ignore_ascii_case("z"),
        _ => false,
    };
    if stamp {
        let at = |range: std::ops::Range<usize>| first.text[range].parse().unwrap_or(0);
        return found(day(at(0..4), at(4..6), at(6..8)));
    }
    match (first.text.len(), rest) {
        (9 | 10, "" | ".") => found(epoch_day(first.text, 1)),
        (12 | 13, "") => found(epoch_day(first.text, 1000)),
        _ => DateText::Missing,
    }
}

fn epoch_day(digits: &str, per_second: i64) -> Option<Day> {
    let days = digits.parse::<i64>().ok()? / per_second / 86_400;
    day(1970, 1, 1)?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// `13/08/2021`, `13.8.2021`, `08-13-2021`.
fn year_last(text: &str, order: Order) -> DateText {
    let pieces = pieces(text);
    let (Some(a), Some(b), Some(y)) = (number(&pieces, 0, 1..=2), number(&pieces, 2, 1..=2), number(&pieces, 4, 4..=4))
    else {
        return DateText::Missing;
    };
    let (Some(sep @ ("-" | "/" | ".")), Some(same)) = (pieces.get(1).map(|p| p.text), pieces.get(3).map(|p| p.text))
    else {
        return DateText::Missing;
    };
    match order {
        _ if sep != same => DateText::Missing,
        Order::DayFirst => found(day(y, b, a)),
        Order::MonthFirst => found(day(y, a, b)),
        Order::Unknown if sep == "." || a > 12 || a == b => found(day(y, b, a)),
        Order::Unknown if b > 12 => found(day(y, a, b)),
        Order::Unknown => DateText::Ambiguous,
    }
}

/// `13 August 2021`, `Aug. 13, 2021`, `Fri Aug 13 10:00:00 +0000 2021`, `August 2021`.
fn with_month_name(text: &str, month_alone: bool) -> DateText {
    let pieces = pieces(text);
    let words: Vec<&Piece> = pieces.iter().filter(|p| p.digits || p.letters).take(60).collect();
    for (at, word) in words.iter().enumerate() {
        let Some(m) = month_number(word.text).filter(|_| word.letters) else { continue };
        match around_month(&words, at, m, month_alone) {
            DateText::Missing => {}
            found => return found,
        }
    }
    DateText::Missing
}

fn around_month(words: &[&Piece], at: usize, m: i64, month_alone: bool) -> DateText {
    let num = |i: usize, len: std::ops::RangeInclusive<usize>| {
        words.get(i).filter(|p| p.digits && len.contains(&p.text.len())).and_then(|p| p.text.parse::<i64>().ok())
    };
    let skip = |i: usize| if words.get(i).is_some_and(|p| is_ordinal(p.text)) { i + 1 } else { i };
    let before = if at > 1 && is_ordinal(words[at - 1].text) { at.checked_sub(2) } else { at.checked_sub(1) };
    if let Some(d) = before.and_then(|i| num(i, 1..=2)) {
        if let Some(y) = num(at + 1, 4..=4) {
            return found(day(y, m, d));
        }
        if let Some(y) = num(at + 1, 2..=2).filter(|_| month_alone) {
            return found(day(if y < 70 { 2000 + y } else { 1900 + y }, m, d));
        }
    }
    if let Some(d) = num(at + 1, 1..=2) {
        let next = skip(at + 2);
        if let Some(y) = num(next, 4..=4) {
            return found(day(y, m, d));
        }
        if let Some(y) = (next..next + 7).find_map(|i| num(i, 4..=4).filter(|y| (1900..=2100).contains(y)))
            && month_alone
        {
            return found(day(y, m, d));
        }
    }
    match num(at + 1, 4..=4).filter(|_| month_alone) {
        Some(y) => month(y, m).map_or(DateText::Absurd, DateText::Days),
        None => DateText::Missing,
    }
}

fn is_ordinal(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th")
}

struct Piece<'a> {
    text: &'a str,
    digits: bool,
    letters: bool,
}

/// Cuts into runs of digits, runs of letters and runs of anything else; long input is cut off.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let class = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if chars.peek().is_none_or(|(_, next)| class(*next) != class(c)) {
            out.push(Piece { text: &text[start..end], digits: class(c) == 0, letters: class(c) == 1 });
            start = end;
            if out.len() > 200 {
                break;
            }
        }
    }
    out
}

fn number(pieces: &[Piece], at: usize, len: std::ops::RangeInclusive<usize>) -> Option<i64> {
    pieces.get(at).filter(|p| p.digits && len.contains(&p.text.len()))?.text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let got = match parse(text, Order::Unknown) {
            DateText::Days(d) if d.is_one_day() => d.from.to_string(),
            DateText::Days(d) => format!("{}/{}", d.from, d.to),
            other => format!("{other:?}"),
        };
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn dates_are_read_as_written() {
        for (text, expected) in [
            ("2021-08-13", "2021-08-13"),
            ("2021-08-13T23:30:00+04:30", "2021-08-13"),
            ("2021-08-13 00:00:00", "2021-08-13"),
            ("2021/8/13", "2021-08-13"),
            ("2021-08", "2021-08-01/2021-08-31"),
            ("2021-02", "2021-02-01/2021-02-28"),
            ("20210813", "2021-08-13"),
            ("20210813T103000Z", "2021-08-13"),
            ("20210813103000", "2021-08-13"),
            ("1628812800", "2021-08-13"),
            ("1628812800000", "2021-08-13"),
            ("Sat, 14 Aug 2021 11:30:00 GMT", "2021-08-14"),
            ("14 Aug 21 11:30 EST", "2021-08-14"),
            ("Fri Aug 13 10:00:00 +0000 2021", "2021-08-13"),
            ("August 13, 2021", "2021-08-13"),
            ("Aug. 13th, 2021", "2021-08-13"),
            ("13th August 2021", "2021-08-13"),
            ("Published on Sept 1, 2021 at 10:30", "2021-09-01"),
            ("August 2021", "2021-08-01/2021-08-31"),
            ("13/08/2021", "2021-08-13"),
            ("08/13/2021", "2021-08-13"),
            ("13.8.2021", "2021-08-13"),
            ("04/05/2021", "Ambiguous"),
            ("0000-08-13", "Absurd"),
            ("9999-12-31", "Absurd"),
            ("2021-02-30", "Absurd"),
            ("1821-08-13", "Absurd"),
            ("yesterday", "Missing"),
            ("", "Missing"),
            ("may 5 people", "Missing"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn a_date_is_found_inside_a_line() {
        let found = |line| find(line).days().map(|d| d.from.to_string());
        assert_eq!(found("Wire, Saturday 7 August 2021, updated 15:42 GMT").as_deref(), Some("2021-08-07"));
        assert_eq!(found("They may 2021 times"), None);
        assert_eq!(found("In August 2021 it began"), None);
    }
}
