//! Feast days that follow from the calendar, from `lexicon/time/holidays.toml`.

use super::names;
use crate::model::Day;
use jiff::ToSpan;
use jiff::civil::Weekday;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

static FILE: &str = include_str!("../../../../lexicon/time/holidays.toml");

/// The feast days, and their names by the first word.
pub(super) struct Holidays {
    rules: Vec<Rule>,
    names: HashMap<String, Vec<(Vec<String>, usize)>>,
}

enum Rule {
    On(i8, i8),
    Nth(Weekday, i8, i8),
    Easter(i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    holiday: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    on: Option<String>,
    nth: Option<Nth>,
    easter: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nth {
    weekday: String,
    of: i8,
    nth: i8,
}

impl Holidays {
    /// The shipped list. A mistake in the file, which the tests rule out, leaves it empty.
    pub(super) fn shipped() -> &'static Holidays {
        static SHIPPED: OnceLock<Holidays> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Holidays::parse(FILE).unwrap_or_else(|_| Holidays { rules: Vec::new(), names: HashMap::new() })
        })
    }

    fn parse(file: &str) -> Result<Holidays, String> {
        let file: File = toml::from_str(file).map_err(|e| e.to_string())?;
        let mut holidays = Holidays { rules: Vec::new(), names: HashMap::new() };
        for entry in file.holiday {
            let number = holidays.rules.len();
            holidays.rules.push(rule(&entry).ok_or_else(|| format!("no day for {:?}", entry.names))?);
            for name in &entry.names {
                let words = words_of(name);
                let first = words.first().cloned().unwrap_or_default();
                holidays.names.entry(first).or_default().push((words, number));
            }
        }
        // The longest name of those with one beginning counts.
        holidays.names.values_mut().for_each(|names| names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        Ok(holidays)
    }

    /// The names that begin with a word: the words of each, the longest first, and the number of its feast.
    pub(super) fn beginning(&self, word: &str) -> &[(Vec<String>, usize)] {
        self.names.get(word).map_or(&[], Vec::as_slice)
    }

    /// Its day in a year.
    pub(super) fn day(&self, number: usize, year: i16) -> Option<Day> {
        match *self.rules.get(number)? {
            Rule::On(month, day) => Day::new(year, month, day).ok(),
            Rule::Nth(weekday, month, nth) => Day::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
            Rule::Easter(after) => easter(year)?.checked_add(after.days()).ok(),
        }
    }
}

/// Words as the finder cuts them.
fn words_of(name: &str) -> Vec<String> {
    super::words::words(name, dateline_tree::Span::new(0, name.len())).into_iter().map(|w| w.lower).collect()
}

fn rule(entry: &Entry) -> Option<Rule> {
    if let Some(on) = &entry.on {
        let (month, day) = on.split_once('-')?;
        return Some(Rule::On(month.parse().ok()?, day.parse().ok()?));
    }
    if let Some(nth) = &entry.nth {
        return Some(Rule::Nth(names::weekday(&nth.weekday)?, nth.of, nth.nth));
    }
    entry.easter.map(Rule::Easter)
}

/// Easter Sunday of the western churches, by the rule of Gauss as completed by Meeus.
fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Day::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_file_is_well_formed() {
        let holidays = Holidays::parse(FILE).unwrap();
        assert!((0..holidays.rules.len()).all(|n| holidays.day(n, 2023).is_some()));
    }

    #[test]
    fn easter_is_where_the_church_puts_it() {
        assert_eq!(easter(2000), Some(date(2000, 4, 23)));
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(2038), Some(date(2038, 4, 25)));
    }

    #[test]
    fn the_fourth_thursday_of_november() {
        let holidays = Holidays::shipped();
        let number = holidays.beginning("thanksgiving")[0].1;
        assert_eq!(holidays.day(number, 1999), Some(date(1999, 11, 25)));
    }
}
