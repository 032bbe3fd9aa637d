//! Words that are expressions by themselves ("yesterday", "now", "recently"), and what comes again ("every Monday").

use super::{Hit, Scan, point};
use crate::time::meaning::{Base, From, Meaning, Point, Vague, YearOf};
use crate::time::names::{self, Part, Season, Unit};
use crate::time::stamp::season_code;

impl Scan<'_> {
    /// "today", "the day before yesterday", "now", "soon", "the future".
    pub(super) fn named(&self, i: usize) -> Option<Hit> {
        self.named_day(i).or_else(|| self.vague_time(i)).or_else(|| self.year_end(i))
    }

    /// "today", "yesterday", "tomorrow" and their neighbours.
    pub(super) fn named_day(&self, i: usize) -> Option<Hit> {
        let day = |by, from| Base::Calendar { unit: Unit::Day, by, from };
        let (base, end) = match (self.at(i), self.at(i + 1), self.at(i + 2), self.at(i + 3)) {
            ("the", "day", "before", "yesterday") => (day(-2, From::Report), i + 4),
            ("the", "day", "after", "tomorrow") => (day(2, From::Report), i + 4),
            ("day", "before", "yesterday", _) => (day(-2, From::Report), i + 3),
            ("day", "after", "tomorrow", _) => (day(2, From::Report), i + 3),
            ("today" | "todays", _, _, _) => (day(0, From::Report), i + 1),
            ("yesterday", _, _, _) => (day(-1, From::Report), i + 1),
            ("tomorrow" | "tmr" | "tmrw" | "tomorow", _, _, _) => (day(1, From::Report), i + 1),
            ("the", "day" | "night", "before", _) if self.is_open_end(i + 3) => (day(-1, From::Narrative), i + 3),
            ("the", "day", "after", _) if self.is_open_end(i + 3) => (day(1, From::Narrative), i + 3),
            _ => return None,
        };
        let part = if self.at(i + 1) == "night" { (Some(Part::Night), 0) } else { self.part_behind(end) };
        self.hit(i, end + part.1, Meaning::Point(Point { part: part.0, ..Point::of(base) }))
    }

    fn vague_time(&self, i: usize) -> Option<Hit> {
        let vague = |end, vague| self.hit(i, end, Meaning::Vague(vague));
        let closed = |at| self.is_open_end(at);
        match (self.at(i), self.at(i + 1), self.at(i + 2)) {
            ("right" | "just", "now", _) => vague(i + 2, Vague::Present),
            ("now" | "currently" | "nowadays" | "presently", _, _) => vague(i + 1, Vague::Present),
            ("current", next, _) if names::unit(next).is_none() => vague(i + 1, Vague::Present),
            ("these", "days", _) => vague(i + 2, Vague::Present),
            ("the", "time", "being") => vague(i + 3, Vague::Present),
            ("more" | "most", "recently", _) => vague(i + 2, Vague::Past),
            ("recently" | "lately", _, _) => vague(i + 1, Vague::Past),
            ("recent", next, _) if !names::unit(next).is_some_and(|(_, many)| many) => vague(i + 1, Vague::Past),
            ("the", "past", next)
                if self.before(i, 1) == "in" && names::unit(next).is_none() && self.number(i + 2).is_none() =>
            {
                vague(i + 2, Vague::Past)
            }
            ("the", "past", _) if matches!(self.before(i, 1), "of" | "from" | "than") && closed(i + 2) => {
                vague(i + 2, Vague::Past)
            }
            ("that" | "the", "time", next) if self.before(i, 1) == "at" && !matches!(next, "of" | "when" | "that") => {
                vague(i + 2, Vague::Past)
            }
            ("very", "soon", _) => vague(i + 2, Vague::Future),
            ("soon", next, _) if !matches!(next, "after" | "as") && self.before(i, 1) != "as" => {
                vague(i + 1, Vague::Future)
            }
            ("the", "near" | "foreseeable" | "immediate", "future" | "term") => vague(i + 3, Vague::Future),
            ("the", "long" | "short" | "medium", "term") => vague(i + 3, Vague::Future),
            ("the", "future", next)
                if closed(i + 2)
                    || matches!(self.before(i, 1), "in" | "for" | "into" | "about")
                    || matches!(next, "and" | "if" | "that") =>
            {
                vague(i + 2, Vague::Future)
            }
            _ => None,
        }
    }

    /// "year-end", "the year's end": the last part of the running year.
    fn year_end(&self, i: usize) -> Option<Hit> {
        let own = usize::from(self.at(i + 1) == "'s" || self.is_dash(i + 1));
        if self.at(i) != "year" || self.at(i + 1 + own) != "end" {
            return None;
        }
        let end = i + 2 + own;
        let (year, words) = self.year_of(end);
        let base = match year {
            YearOf::Given(year) => Base::Year(year),
            YearOf::Shift(by) => Base::Calendar { unit: Unit::Year, by, from: From::Report },
            _ => Base::Calendar { unit: Unit::Year, by: 0, from: From::Report },
        };
        self.hit(i, end + words, point(base))
    }

    /// "every Monday", "each year", "daily", "Tuesday nights", "four times a week".
    pub(super) fn repeated(&self, i: usize) -> Option<Hit> {
        self.adverb(i).or_else(|| self.each(i)).or_else(|| self.plural(i)).or_else(|| self.rate(i))
    }

    fn adverb(&self, i: usize) -> Option<Hit> {
        let value = match self.at(i) {
            "daily" => "P1D",
            "nightly" => "XXXX-XX-XXTNI",
            "weekly" => "P1W",
            "fortnightly" | "biweekly" => "P2W",
            "monthly" => "P1M",
            "annually" | "yearly" => "P1Y",
            "hourly" => "PT1H",
            _ => return None,
        };
        // "The Daily Telegraph" is a name.
        let name = self.is_capital(i) && (self.is_capital(i + 1) || self.before(i, 1) == "the");
        (!name).then(|| self.hit(i, i + 1, Meaning::Repeated(value.into())))?
    }

    fn each(&self, i: usize) -> Option<Hit> {
        if !matches!(self.at(i), "every" | "each") {
            return None;
        }
        let other = usize::from(matches!(self.at(i + 1), "other" | "single"));
        let at = i + 1 + other;
        if let Some(day) = self.weekday_name(at) {
            let (part, words) = self.part_behind(at + 1);
            return self.hit(i, at + 1 + words, Meaning::Repeated(weekday_set(day, part)));
        }
        if let Some(month) = self.month_name(at) {
            return self.hit(i, at + 1, Meaning::Repeated(format!("XXXX-{month:02}")));
        }
        if let Some(season) = names::season(self.at(at)) {
            return self.hit(i, at + 1, Meaning::Repeated(season_set(season)));
        }
        if let Some(part) = names::part(self.at(at)) {
            return self.hit(
                i,
                at + 1,
                Meaning::Repeated(format!("XXXX-XX-XX{}", super::super::resolve::part_code(part))),
            );
        }
        let number = self.number(at).filter(|n| n.count.is_some() && !n.article);
        let skip = number.map_or(0, |n| n.length);
        let (unit, many) = self.unit_at(at + skip)?;
        if many != number.is_some() || unit == Unit::Second {
            return None;
        }
        let count = number.and_then(|n| n.count).unwrap_or(1) * if self.at(i + 1) == "other" { 2 } else { 1 };
        let value = match unit {
            Unit::Weekend => "XXXX-WXX-WE".to_owned(),
            unit => match super::units::length_of(Some(count), false, unit, super::super::meaning::Lies::Anywhere) {
                Meaning::Length(length) => length.value,
                _ => return None,
            },
        };
        self.hit(i, at + skip + 1, Meaning::Repeated(value))
    }

    /// "Mondays", "Tuesday nights", "weekends".
    fn plural(&self, i: usize) -> Option<Hit> {
        if let Some(day) = names::weekdays(self.at(i)) {
            return self.hit(i, i + 1, Meaning::Repeated(weekday_set(day, None)));
        }
        let nights = self.at(i + 1).strip_suffix('s').and_then(names::part);
        if let (Some(day), Some(part)) = (self.weekday_name(i), nights) {
            return self.hit(i, i + 2, Meaning::Repeated(weekday_set(day, Some(part))));
        }
        let the = usize::from(self.at(i) == "the");
        (self.at(i + the) == "weekends").then(|| self.hit(i, i + the + 1, Meaning::Repeated("XXXX-WXX-WE".into())))?
    }

    /// "four flights a week", "once a year", "$5 per day".
    fn rate(&self, i: usize) -> Option<Hit> {
        let (unit, many) = self.unit_at(i + 1).filter(|(unit, _)| *unit >= Unit::Hour)?;
        let per = self.at(i) == "per";
        let article = matches!(self.at(i), "a" | "an");
        let counted = matches!(self.before(i, 1), "once" | "twice" | "times" | "time");
        if many || !(per || article && counted) {
            return None;
        }
        let value = match super::units::length_of(Some(1), false, unit, super::super::meaning::Lies::Anywhere) {
            Meaning::Length(length) => length.value,
            _ => return None,
        };
        let first = if per { i + 1 } else { i };
        self.hit(first, i + 2, Meaning::Repeated(value))
    }
}

fn weekday_set(day: jiff::civil::Weekday, part: Option<Part>) -> String {
    let part = part.map_or("", super::super::resolve::part_code);
    format!("XXXX-WXX-{}{part}", day.to_monday_one_offset())
}

fn season_set(season: Season) -> String {
    format!("XXXX-{}", season_code(season))
}
