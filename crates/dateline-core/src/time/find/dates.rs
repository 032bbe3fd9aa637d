//! Days with a number: "Aug. 12, 2021", "12 August", "2021-08-12", lists and ranges of them.

use super::{Hit, Scan, point};
use crate::time::meaning::{Base, Clock, Meaning, Point, YearOf};
use crate::time::names;
use crate::time::words::Class;

impl Scan<'_> {
    /// A month at a word that names one, with care for words that are also something else.
    pub(super) fn month_name(&self, i: usize) -> Option<i8> {
        let word = self.words.get(i).filter(|w| w.class == Class::Letters && w.lower.len() >= 3)?;
        let bare = word.lower.trim_end_matches('.');
        let month = names::month(bare)?;
        let full = bare.len() > 4 && !matches!(bare, "march" | "august");
        (word.is_capital() || full).then_some(month)
    }

    /// "Aug. 12", "August 12th, 2021", "March eighth".
    pub(super) fn month_day(&self, i: usize) -> Option<Hit> {
        let month = self.month_name(i)?;
        let the = usize::from(self.at(i + 1) == "the" && self.ordinal(i + 2).is_some());
        let (day, words) = self.day_number(i + 1 + the)?;
        let end = i + 1 + the + words;
        // "August 10,000", "May 5.2", "March 3-0".
        if self.words[i + 1 + the].lower.contains(['.', ',', ':', '/']) || self.is_percent(end) {
            return None;
        }
        let (year, more) = self.day_year(end);
        self.dated(i, end + more, month, day, year)
    }

    /// "12 August 2021", "the 12th of August", "12-13 August".
    pub(super) fn day_month(&self, i: usize) -> Option<Hit> {
        if let Some(hit) = self.night_between(i) {
            return Some(hit);
        }
        let the = usize::from(self.at(i) == "the" && self.ordinal(i + 1).is_some());
        let (day, words) = self.day_number(i + the)?;
        let end = i + the + words;
        let dash = usize::from(self.is_dash(end) && self.is_glued(end) && self.is_glued(end + 1));
        let of = usize::from(dash == 0 && self.at(end) == "of");
        let at = end + of + dash;
        if let Some(month) = self.month_name(at) {
            if dash == 1 && self.is_dash(at + 1) {
                let (year, digits) = self.short_year(at + 2)?;
                return self.dated(i, at + 2 + digits, month, day, YearOf::Given(year));
            }
            let (year, more) = self.day_year(at + 1);
            return self.dated(i, at + 1 + more, month, day, year);
        }
        // The first days of a list wait for their month.
        let (month, year) = self.month_ahead(end)?;
        self.dated(i, end, month, day, year)
    }

    /// "9/10 August" behind "the night of": the night that begins on the ninth.
    fn night_between(&self, i: usize) -> Option<Hit> {
        let word = self.words.get(i).filter(|w| w.class == Class::Digits && self.before(i, 2) == "night")?;
        let (first, second) = word.lower.split_once('/')?;
        let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
        let month = self.month_name(i + 1).filter(|_| second == first + 1)?;
        let (year, more) = self.day_year(i + 2);
        self.dated(i, i + 2 + more, month, first, year)
    }

    /// The month and year that a list of days ends in: "12, 13 and 15 August 2021" from behind the 12.
    fn month_ahead(&self, from: usize) -> Option<(i8, YearOf)> {
        let mut at = from;
        let mut joined = false;
        for _ in 0..12 {
            let joint = matches!(self.at(at), "," | "and" | "to" | "or" | "&" | "until") || self.is_dash(at);
            if joint {
                joined = true;
                at += 1;
            } else if names::weekday(self.at(at)).is_some() && joined {
                at += 1;
            } else if let Some((_, words)) = self.day_number(at).filter(|_| joined) {
                at += words;
                if let Some(month) = self.month_name(at) {
                    return Some((month, self.day_year(at + 1).0));
                }
            } else {
                return None;
            }
        }
        None
    }

    /// "Aug. 12-15", "August 12, 13 and 15": a number that goes on a list of days.
    pub(super) fn carried_day(&self, i: usize) -> Option<Hit> {
        let last = self.found.last()?;
        let Meaning::Point(Point { base: Base::MonthDay { month, year, day: first }, .. }) = last.meaning else {
            return None;
        };
        let between = last.words.1 + 1..i;
        let weekday = |at: usize| names::weekday(self.at(at)).is_some();
        let joint = |at: usize| matches!(self.at(at), "," | "and" | "to" | "or" | "&" | "until") || self.is_dash(at);
        let joined = !between.is_empty() && between.len() <= 3 && between.clone().all(|at| joint(at) || weekday(at));
        let (day, words) = self.day_number(i).filter(|_| joined)?;
        let end = i + words;
        let (own, more) = self.day_year(end);
        // "On Aug. 12, 13 people died."
        let dashed = self.is_dash(i - 1) && self.is_glued(i);
        let counts =
            !dashed && self.words.get(end).is_some_and(|w| w.class == Class::Letters && !follows_days(&w.lower));
        if counts && !self.is_open_end(end) && more == 0 || self.is_percent(end) || day <= first {
            return None;
        }
        let year = if own == YearOf::Open { year } else { own };
        self.dated(i, end + more, month, day, year)
    }

    /// "2021-08-12", "2021/8/12", "12.08.2021", "8/12/2021", "7/8/07"; with the time when it is glued.
    pub(super) fn numeric(&self, i: usize) -> Option<Hit> {
        let word = self.words.get(i).filter(|w| w.class == Class::Digits)?;
        if let Some(hit) = self.iso(i) {
            return Some(hit);
        }
        let sign = ['.', '/'].into_iter().find(|s| word.lower.matches(*s).count() == 2)?;
        let parts: Vec<&str> = word.lower.split(sign).collect();
        let number = |at: usize| parts.get(at).and_then(|p| p.parse::<i16>().ok());
        let (a, b, c) = (number(0)?, number(1)?, number(2)?);
        let (year, month, day) = match (parts[0].len(), parts[2].len()) {
            (4, 1..=2) => (a, b, c),
            // Americans write the month first, and points are written by those who do not.
            (1..=2, 4) if sign == '.' || a > 12 => (c, b, a),
            (1..=2, 4) => (c, a, b),
            (1..=2, 2) if sign == '/' && a <= 12 => (full_year(c), a, b),
            (1..=2, 2) if sign == '/' => (full_year(c), b, a),
            _ => return None,
        };
        self.dated(i, i + 1, i8::try_from(month).ok()?, i8::try_from(day).ok()?, YearOf::Given(year))
    }

    fn iso(&self, i: usize) -> Option<Hit> {
        let digits = |at: usize, lengths: &[usize]| {
            let word = self.words.get(at).filter(|w| w.class == Class::Digits && lengths.contains(&w.lower.len()))?;
            word.lower.parse::<i16>().ok()
        };
        let glued = |range: std::ops::RangeInclusive<usize>| range.into_iter().all(|at| self.is_glued(at));
        let year = digits(i, &[4]).filter(|y| (1000..=2199).contains(y))?;
        if !(self.is_dash(i + 1) && glued(i + 1..=i + 2)) {
            return None;
        }
        let month = i8::try_from(digits(i + 2, &[2])?).ok().filter(|m| (1..=12).contains(m))?;
        if self.is_dash(i + 3) && glued(i + 3..=i + 4) {
            let day = i8::try_from(digits(i + 4, &[2])?).ok()?;
            let mut hit = self.dated(i, i + 5, month, day, YearOf::Given(year))?;
            let time = self.at(i + 5) == "t" && glued(i + 5..=i + 6);
            if let Some(clock) = self.words.get(i + 6).filter(|_| time).and_then(|w| stamp(&w.lower))
                && let Meaning::Point(point) = &mut hit.meaning
            {
                point.clock = Some(clock);
                hit.end = i + 7;
            }
            return Some(hit);
        }
        // "1998-99" is a span of years.
        let month_only = i32::from(month) != i32::from(year % 100) + 1 && !self.is_dash(i + 3);
        let base = Base::Month { month, year: YearOf::Given(year), which: crate::time::meaning::Which::Bare };
        if month_only { self.hit(i, i + 3, point(base)) } else { None }
    }

    /// ", 2021", "2021", "of last year"; but not the 2021 of "on Aug. 12, 2021 people".
    fn day_year(&self, i: usize) -> (YearOf, usize) {
        self.year_of(i)
    }

    /// "12" of "19-Nov-12", or four digits.
    fn short_year(&self, i: usize) -> Option<(i16, usize)> {
        let word = self.words.get(i).filter(|w| w.class == Class::Digits)?;
        let year: i16 = word.lower.parse().ok()?;
        match word.lower.len() {
            4 => Some((year, 1)),
            2 => Some((full_year(year), 1)),
            _ => None,
        }
    }

    fn is_percent(&self, i: usize) -> bool {
        matches!(self.at(i), "%" | "percent" | "per")
    }

    /// A day that some year has; what no calendar has is no date.
    pub(super) fn dated(&self, first: usize, end: usize, month: i8, day: i8, year: YearOf) -> Option<Hit> {
        let sample = match year {
            YearOf::Given(year) => year,
            _ => 2000,
        };
        crate::model::Day::new(sample, month, day).ok()?;
        self.hit(first, end, point(Base::MonthDay { month, day, year }))
    }
}

/// Words that may follow a list of days; other words are what a number counts.
fn follows_days(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "to"
            | "in"
            | "at"
            | "when"
            | "as"
            | "by"
            | "for"
            | "of"
            | "on"
            | "was"
            | "were"
            | "will"
            | "the"
            | "with"
            | "after"
            | "before"
            | "but"
            | "that"
            | "which"
            | "would"
            | "had"
            | "has"
            | "have"
            | "until"
            | "from"
    )
}

/// "07" is 2007, "98" is 1998.
pub(super) fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// "10:30" or "10:30:05" of a full stamp.
fn stamp(text: &str) -> Option<Clock> {
    let mut parts = text.split(':');
    let hour: i8 = parts.next()?.parse().ok().filter(|h| (0..24).contains(h))?;
    let minute: i8 = parts.next()?.parse().ok().filter(|m| (0..60).contains(m))?;
    Some(Clock { hour, minute, universal: false })
}
