//! Finding expressions of time and saying what they mean, without yet counting days.
//!
//! The kinds follow TIMEX3 (Pustejovsky et al. 2003) as far as days and longer units go; the
//! preposition is kept apart from the expression ("by Friday" is Friday, with `by`).

use crate::read::view::View;
use dateline_tree::Upos;
use jiff::civil::Weekday;

/// A unit of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hours and shorter.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
    /// Decades and longer.
    Decade,
}

/// What an expression means, before days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// "Friday"; `shift` is -1 for "last", 1 for "next", 0 without.
    Weekday {
        /// Which day of the week.
        day: Weekday,
        /// -1 for "last", 1 for "next".
        shift: i8,
    },
    /// "August 12", "12 August 2021".
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// As written.
        year: Option<i16>,
    },
    /// "in August", "August 2021".
    Month {
        /// 1 to 12.
        month: i8,
        /// As written.
        year: Option<i16>,
    },
    /// "in 1998", "the 1990s", "1996-2001".
    Years {
        /// First year.
        from: i16,
        /// Last year.
        to: i16,
    },
    /// Days from the report's day: "yesterday" is -1, "today" 0.
    FromReport {
        /// Days to add.
        days: i32,
    },
    /// "the weekend", "at the weekend": the last Saturday and Sunday that have begun by the report's day.
    Weekend,
    /// "last month": the calendar month before the report's.
    LastMonth,
    /// "overnight": the night before the report's day or that day.
    Overnight,
    /// Part of a day without a day of its own: "by nightfall", "hours later".
    SameDay,
    /// Days from the day the narrative stands at: "a day earlier" is -1, "two days later" 2.
    FromNarrative {
        /// Days to add.
        days: i32,
    },
    /// "last week", "two months ago": vague, before the report.
    Ago {
        /// How many units.
        count: i32,
        /// Of what.
        unit: Unit,
    },
    /// "within weeks", "in the coming days", "next month".
    Ahead,
    /// "then", "previously", "at the time", "centuries ago": some past that is not counted.
    LongAgo,
}

/// An expression of time in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// What it means.
    pub meaning: Meaning,
    /// The preposition before it in lower case ("on", "since", "by"); empty when there is none.
    pub preposition: String,
}

/// The expressions of a sentence in order; they do not overlap.
pub fn find(view: View) -> Vec<Expression> {
    let words: Vec<String> = (0..view.len()).map(|i| view.lower(i)).collect();
    let scan = Scan { view, words };
    let mut found = Vec::new();
    let mut i = 0;
    while i < view.len() {
        match scan.at(i) {
            Some((length, meaning)) => {
                let (first, last) = (i, i + length - 1);
                found.push(Expression { first, last, meaning, preposition: scan.preposition(first) });
                i += length;
            }
            None => i += 1,
        }
    }
    found
}

struct Scan<'a> {
    view: View<'a>,
    words: Vec<String>,
}

impl Scan<'_> {
    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }
    fn at(&self, i: usize) -> Option<(usize, Meaning)> {
        self.month_day(i)
            .or_else(|| self.month(i))
            .or_else(|| self.iso_day(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.year(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.named_day(i))
            .or_else(|| self.last_or_next(i))
            .or_else(|| self.long_ago(i))
    }
    fn preposition(&self, first: usize) -> String {
        const WORDS: &[&str] = &[
            "on", "by", "since", "until", "till", "before", "after", "from", "in", "during", "around", "about", "of",
            "between", "late", "early",
        ];
        let mut at = first;
        while at > 0 {
            let word = self.word(at - 1);
            if matches!(
                word,
                "the"
                    | "early"
                    | "late"
                    | "last"
                    | "this"
                    | "mid"
                    | "midday"
                    | "night"
                    | "morning"
                    | "evening"
                    | "afternoon"
            ) {
                at -= 1;
                continue;
            }
            return if WORDS.contains(&word) { word.to_owned() } else { String::new() };
        }
        String::new()
    }
    fn number(&self, i: usize) -> Option<i32> {
        let word = self.word(i);
        if let Ok(n) = word.parse::<i32>() {
            return (0..=1_000_000).contains(&n).then_some(n);
        }
        const WORDS: &[&str] = &[
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ];
        if let Some(n) = WORDS.iter().position(|w| *w == word) {
            return i32::try_from(n).ok();
        }
        match word {
            "a" | "an" => Some(1),
            "couple" => Some(2),
            "few" | "several" | "some" => Some(3),
            "dozen" => Some(12),
            _ => None,
        }
    }
    fn day_number(&self, i: usize) -> Option<i8> {
        let word = self.word(i);
        let digits = word
            .strip_suffix("st")
            .or_else(|| word.strip_suffix("nd"))
            .or_else(|| word.strip_suffix("rd"))
            .or_else(|| word.strip_suffix("th"))
            .unwrap_or(word);
        digits.parse().ok().filter(|d| (1..=31).contains(d))
    }
    fn year_number(&self, i: usize) -> Option<i16> {
        let word = self.word(i);
        let year: i16 = word.parse().ok()?;
        // Before the age of clocks told in four digits ("1200 hours") only what cannot be a time or a count.
        let before = self.word(i.wrapping_sub(1));
        let old = before == "year"
            || word.len() == 4 && (before == "in" || before == "ad" || self.month_at(i.wrapping_sub(1)).is_some());
        let recent = word.len() == 4 && (1800..=2100).contains(&year);
        (recent || old && (100..1800).contains(&year)).then_some(year)
    }
    fn month_at(&self, i: usize) -> Option<i8> {
        if i >= self.view.len() || !self.view.word(i).starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        month_number(self.word(i).trim_end_matches('.'))
    }
    fn month_day(&self, i: usize) -> Option<(usize, Meaning)> {
        if let (Some(month), Some(day)) = (self.month_at(i), self.day_number(i + 1)) {
            let (length, year) = self.trailing_year(i, 2);
            return Some((length, Meaning::MonthDay { month, day, year }));
        }
        let gap = usize::from(self.word(i + 1) == "of");
        if let (Some(day), Some(month)) = (self.day_number(i), self.month_at(i + 1 + gap)) {
            let (length, year) = self.trailing_year(i, 2 + gap);
            return Some((length, Meaning::MonthDay { month, day, year }));
        }
        None
    }
    fn trailing_year(&self, i: usize, length: usize) -> (usize, Option<i16>) {
        let gap = usize::from(self.word(i + length) == ",");
        match self.year_number(i + length + gap) {
            Some(year) => (length + gap + 1, Some(year)),
            None => (length, None),
        }
    }
    fn month(&self, i: usize) -> Option<(usize, Meaning)> {
        let month = self.month_at(i)?;
        let ambiguous = matches!(self.word(i), "may" | "march");
        let (length, year) = self.trailing_year(i, 1);
        let anchored = year.is_some()
            || !self.preposition(i).is_empty()
            || matches!(self.word(i.wrapping_sub(1)), "last" | "this" | "next");
        let proper = self.view.token(i).upos == Upos::Propn;
        ((anchored || !ambiguous) && proper).then_some((length, Meaning::Month { month, year }))
    }
    fn iso_day(&self, i: usize) -> Option<(usize, Meaning)> {
        let parts: Vec<&str> = self.word(i).split('-').collect();
        let [year, month, day] = parts[..] else { return None };
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        jiff::civil::Date::new(year, month, day).ok()?;
        Some((1, Meaning::MonthDay { month, day, year: Some(year) }))
    }
    fn weekday(&self, i: usize) -> Option<(usize, Meaning)> {
        let day = weekday_named(self.word(i).trim_end_matches('.'))?;
        if !self.view.word(i).starts_with(|c: char| c.is_uppercase()) || self.word(i + 1) == "'s" {
            return None;
        }
        let shift = match self.word(i.wrapping_sub(1)) {
            "last" | "previous" => -1,
            "next" | "coming" => 1,
            _ => 0,
        };
        // "Sunday, August 15": the date says more than the weekday.
        let gap = usize::from(self.word(i + 1) == ",");
        if let Some((length, meaning)) = self.month_day(i + 1 + gap) {
            return Some((1 + gap + length, meaning));
        }
        Some((1, Meaning::Weekday { day, shift }))
    }
    fn decade(&self, i: usize) -> Option<(usize, Meaning)> {
        let year: i16 = self.word(i).trim_end_matches('s').parse().ok()?;
        let plural = self.word(i).ends_with('s') || matches!(self.word(i + 1), "s" | "'s");
        let length = if self.word(i).ends_with('s') { 1 } else { 2 };
        (plural && (1800..=2090).contains(&year) && year % 10 == 0)
            .then_some((length, Meaning::Years { from: year, to: year + 9 }))
    }
    fn year(&self, i: usize) -> Option<(usize, Meaning)> {
        let from = self.year_number(i)?;
        if matches!(self.word(i + 1), "-" | "–" | "to" | "and")
            && let Some(to) = self.year_number(i + 2)
        {
            let joined = self.word(i + 1) != "and" || self.word(i.wrapping_sub(1)) == "between";
            if to > from && joined {
                return Some((3, Meaning::Years { from, to }));
            }
        }
        let before = self.word(i.wrapping_sub(1));
        let cued = matches!(
            before,
            "in" | "since"
                | "by"
                | "from"
                | "until"
                | "before"
                | "after"
                | "during"
                | "late"
                | "early"
                | "of"
                | "and"
                | "the"
                | "mid"
                | "to"
                | "between"
                | "("
                | "around"
                | "through"
                | "again"
                | "year"
                | "ad"
                | "at"
                | ","
        );
        let alone = !matches!(self.view.token(i).upos, Upos::Noun) && !self.counts_something(i);
        (cued && alone).then_some((1, Meaning::Years { from, to: from }))
    }
    /// "2,000 people", "2000 soldiers": a number, not a year.
    fn counts_something(&self, i: usize) -> bool {
        self.view.token(i).relation == dateline_tree::Relation::Nummod
            && self.view.head(i).is_some_and(|h| {
                h > i
                    && self.view.token(h).upos == Upos::Noun
                    && self.word(h).ends_with('s')
                    && !matches!(self.word(h), "elections" | "protests" | "attacks")
            })
    }
    /// "two days later", "three weeks ago", "20 years earlier", "hours after".
    fn counted(&self, i: usize) -> Option<(usize, Meaning)> {
        let (skip, count) = self.leading_count(i)?;
        let unit = unit_named(self.word(i + skip))?;
        let after = i + skip + 1;
        let (length, direction) = match self.word(after) {
            "ago" => (skip + 2, Direction::Ago),
            "earlier" | "before" | "previously" => (skip + 2, Direction::Back),
            "later" | "after" | "afterwards" | "on" => (skip + 2, Direction::On),
            _ => return None,
        };
        if self.word(after) == "on" && unit != Unit::Hour {
            return None;
        }
        Some((length, counted_meaning(count, unit, direction)))
    }
    fn leading_count(&self, i: usize) -> Option<(usize, i32)> {
        if unit_named(self.word(i)).is_some() && self.word(i).ends_with('s') {
            return Some((0, 2));
        }
        let count = self.number(i)?;
        let skip = match self.word(i + 1) {
            "of" | "more" | "full" => 2,
            "few" | "couple" => 2 + usize::from(self.word(i + 2) == "of"),
            _ => 1,
        };
        Some((skip, count))
    }
    fn named_day(&self, i: usize) -> Option<(usize, Meaning)> {
        let next = self.word(i + 1);
        Some(match self.word(i) {
            "today" | "tonight" => (1, Meaning::FromReport { days: 0 }),
            "yesterday" => (1, Meaning::FromReport { days: -1 }),
            "tomorrow" => (1, Meaning::FromReport { days: 1 }),
            "overnight" => (1, Meaning::Overnight),
            "weekend" if matches!(self.word(i.wrapping_sub(1)), "the" | "this") => (1, Meaning::Weekend),
            "this" if matches!(next, "morning" | "afternoon" | "evening") => (2, Meaning::FromReport { days: 0 }),
            "this" if next == "week" => (2, Meaning::Ago { count: 0, unit: Unit::Week }),
            "last" if next == "night" => (2, Meaning::FromReport { days: -1 }),
            "previous" if matches!(next, "day" | "night" | "evening") => (2, Meaning::FromNarrative { days: -1 }),
            "day" if matches!(self.word(i + 1), "before") && self.word(i.wrapping_sub(1)) == "the" => {
                if self.word(i + 2) == "yesterday" {
                    (3, Meaning::FromReport { days: -2 })
                } else {
                    (2, Meaning::FromNarrative { days: -1 })
                }
            }
            "next" | "following" if matches!(next, "day" | "morning") => (2, Meaning::FromNarrative { days: 1 }),
            "same" if matches!(next, "day" | "night" | "morning" | "evening" | "afternoon") => (2, Meaning::SameDay),
            "dawn" | "dusk" | "noon" | "midday" | "midnight" | "nightfall" | "daybreak" | "sunset" | "sunrise"
            | "mid-morning" | "mid-afternoon" | "morning" | "evening" | "afternoon" | "night"
                if !self.preposition(i).is_empty() || self.word(i.wrapping_sub(1)) == "the" =>
            {
                (1, Meaning::SameDay)
            }
            "earlier" if matches!(next, "today") => (2, Meaning::FromReport { days: 0 }),
            "recent" if matches!(next, "days" | "hours") => (2, Meaning::Ago { count: 1, unit: Unit::Day }),
            _ => return None,
        })
    }
    fn last_or_next(&self, i: usize) -> Option<(usize, Meaning)> {
        let unit = unit_named(self.word(i + 1));
        match (self.word(i), unit) {
            ("last" | "previous", Some(Unit::Month)) if self.word(i + 1) == "month" && !self.is_counted_back(i) => {
                Some((2, Meaning::LastMonth))
            }
            ("last" | "previous" | "past", Some(unit)) if unit != Unit::Hour && !self.word(i + 1).ends_with('s') => {
                Some((2, Meaning::Ago { count: 1, unit }))
            }
            ("next" | "coming", Some(_)) => Some((2, Meaning::Ahead)),
            ("within", Some(_)) => Some((2, Meaning::Ahead)),
            ("within", None) if self.number(i + 1).is_some() && unit_named(self.word(i + 2)).is_some() => {
                Some((3, Meaning::Ahead))
            }
            _ => None,
        }
    }
    /// "in the last month", "over the past month": thirty days, no month of the calendar.
    fn is_counted_back(&self, i: usize) -> bool {
        self.word(i.wrapping_sub(1)) == "the"
    }
    fn long_ago(&self, i: usize) -> Option<(usize, Meaning)> {
        let next = self.word(i + 1);
        match self.word(i) {
            "decades" | "centuries" | "generations" if matches!(next, "ago" | "earlier") => Some((2, Meaning::LongAgo)),
            "civil"
                if next == "war" && self.word(i.wrapping_sub(1)) == "the" && self.preposition(i - 1) == "during" =>
            {
                Some((2, Meaning::LongAgo))
            }
            "historically" => Some((1, Meaning::LongAgo)),
            _ => None,
        }
    }
}

enum Direction {
    Ago,
    Back,
    On,
}

fn counted_meaning(count: i32, unit: Unit, direction: Direction) -> Meaning {
    let days = match unit {
        Unit::Hour => 0,
        Unit::Day => count,
        Unit::Week => 7 * count,
        Unit::Month => 30 * count,
        Unit::Year => 365 * count,
        Unit::Decade => 3650 * count,
    };
    match (direction, unit) {
        (_, Unit::Hour) => Meaning::SameDay,
        (Direction::Ago, Unit::Day) => Meaning::FromReport { days: -days },
        (Direction::Ago, _) => Meaning::Ago { count, unit },
        (Direction::Back, Unit::Year | Unit::Decade | Unit::Month) => Meaning::Ago { count, unit },
        (Direction::Back, _) => Meaning::FromNarrative { days: -days },
        (Direction::On, _) => Meaning::FromNarrative { days },
    }
}

fn unit_named(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" | "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" | "weekend" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" | "century" | "centuries" => Unit::Decade,
        _ => return None,
    })
}

/// The month with this name or abbreviation, as the calendar library counts it.
pub(super) fn month_number(word: &str) -> Option<i8> {
    i8::try_from(crate::text::dates::month_number(word)?).ok()
}

fn weekday_named(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}
