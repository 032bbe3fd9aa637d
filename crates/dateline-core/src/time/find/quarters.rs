//! Quarters and halves of years, and the "periods" that business reports compare.

use super::{Hit, Scan, point};
use crate::time::meaning::{Base, From, YearOf};
use crate::time::names::Unit;
use crate::time::words::Class;

impl Scan<'_> {
    /// "the third quarter of 1989", "third-quarter", "this year's first quarter", "Q3 2010", "the year-ago quarter".
    pub(super) fn quarter(&self, i: usize) -> Option<Hit> {
        self.numbered(i)
            .or_else(|| self.letter_quarter(i))
            .or_else(|| self.compared(i))
            .or_else(|| self.told_quarter(i))
    }

    fn numbered(&self, i: usize) -> Option<Hit> {
        let (owner, skip) = self.owner_year(i);
        let at = i + skip + self.fiscal(i + skip);
        let back = self.year_ago(at);
        let at = at + back + self.fiscal(at + back);
        let (number, words) = self.quarter_number(at)?;
        let at = at + words;
        let dash = usize::from(self.is_dash(at));
        if self.at(at + dash) != "quarter" {
            return None;
        }
        let end = at + dash + 1;
        let (own, more) = if skip > 0 || dash > 0 { (YearOf::Open, 0) } else { self.quarter_year(end) };
        let year = match (owner, own) {
            (YearOf::Open, YearOf::Open) if back > 0 => YearOf::Told(-1),
            (YearOf::Open, own) => own,
            (owner, _) => owner,
        };
        self.hit(i, end + more, point(Base::Quarter { number, year }))
    }

    fn quarter_number(&self, i: usize) -> Option<(i8, usize)> {
        match self.at(i) {
            "final" => Some((4, 1)),
            "last" if self.at(i + 2) == "of" && self.at(i + 1) == "quarter" => Some((4, 1)),
            _ => self
                .ordinal(i)
                .and_then(|(n, words)| Some((i8::try_from(n).ok().filter(|n| (1..=4).contains(n))?, words))),
        }
    }

    /// "Q3", "Q3 2010".
    fn letter_quarter(&self, i: usize) -> Option<Hit> {
        let digit = self.words.get(i + 1).filter(|w| w.glued && w.class == Class::Digits)?;
        let number: i8 = digit.lower.parse().ok().filter(|n| (1..=4).contains(n))?;
        if self.words[i].text != "Q" {
            return None;
        }
        let (year, more) = self.year_of(i + 2);
        self.hit(i, i + 2 + more, point(Base::Quarter { number, year }))
    }

    /// "the year-ago period", "the same quarter last year", "the 1988 quarter", "year-earlier".
    fn compared(&self, i: usize) -> Option<Hit> {
        let the = usize::from(matches!(self.at(i), "the" | "its"));
        let like = usize::from(matches!(self.at(i + the), "same" | "comparable" | "corresponding"));
        let at = i + the + like;
        let back = self.year_ago(at);
        if back > 0 {
            let long = usize::from(matches!(self.at(at + back), "quarter" | "period"));
            return self.hit(
                if long > 0 { i } else { at },
                at + back + long,
                point(Base::Same(Unit::Quarter, YearOf::Told(-1))),
            );
        }
        if let Some((year, words)) = self.plain_year(at).filter(|_| matches!(self.at(at + 1), "quarter" | "period")) {
            return self.hit(i, at + words + 1, point(Base::Same(Unit::Quarter, YearOf::Given(year))));
        }
        let unit = matches!(self.at(at), "quarter" | "period" | "month" | "week" | "day" | "time");
        if like == 0 || !unit {
            return None;
        }
        let of = usize::from(self.at(at + 1) == "of" || self.at(at + 1) == "in");
        let det = usize::from(self.at(at + 1 + of) == "the");
        let told = match (self.at(at + 1 + of + det), self.at(at + 2 + of + det), self.at(at + 3 + of + det)) {
            ("last" | "previous", "year", _) => 2,
            ("a", "year", "ago" | "earlier" | "before") => 3,
            _ => return None,
        };
        let same = if self.at(at) == "month" { Unit::Month } else { Unit::Quarter };
        self.hit(i, at + 1 + of + det + told, point(Base::Same(same, YearOf::Told(-1))))
    }

    /// "the quarter", "the latest period", "the quarter ended Sept. 30".
    fn told_quarter(&self, i: usize) -> Option<Hit> {
        let det = match (self.at(i), self.at(i + 1)) {
            ("the" | "its", "latest" | "most" | "just-ended") => 2,
            ("the" | "that", _) => 1,
            _ => return None,
        };
        let at = i + det + self.fiscal(i + det);
        let period = self.at(at) == "period" && det == 2;
        if self.at(at) != "quarter" && !period {
            return None;
        }
        if matches!(self.at(at + 1), "ended" | "ending")
            && let Some(month) = self.month_name(at + 2)
        {
            return self.hit(i, at + 1, point(Base::Quarter { number: (month - 1) / 3 + 1, year: YearOf::Open }));
        }
        let measure = matches!(self.at(at + 1), "of" | "century" | "final" | "finals" | "-" | "back") && det == 1;
        if measure {
            return None;
        }
        if self.at(at + 1) == "a" && self.at(at + 2) == "year" && matches!(self.at(at + 3), "ago" | "earlier") {
            return self.hit(i, at + 4, point(Base::Same(Unit::Quarter, YearOf::Told(-1))));
        }
        self.hit(i, at + 1, point(Base::Same(Unit::Quarter, YearOf::Open)))
    }

    /// "the first half of 1998", "the second half", "the last half of the year".
    pub(super) fn half(&self, i: usize) -> Option<Hit> {
        let (owner, skip) = self.owner_year(i);
        let at = i + skip + self.fiscal(i + skip);
        let (number, words) = match self.at(at) {
            "last" => (2, 1),
            _ => self.ordinal(at).filter(|(n, _)| (1..=2).contains(n))?,
        };
        let dash = usize::from(self.is_dash(at + words));
        if self.at(at + words + dash) != "half" {
            return None;
        }
        let end = at + words + dash + 1;
        let (own, more) = if dash > 0 { (YearOf::Open, 0) } else { self.quarter_year(end) };
        let year = if skip > 0 { owner } else { own };
        let the_year = self.at(end) == "of" && self.at(end + 1) == "the" && self.at(end + 2) == "year";
        let end = if the_year { end + 3 } else { end + more };
        // "the first half" of a match tells no year.
        let number = i8::try_from(number).ok()?;
        let told = year != YearOf::Open || the_year;
        told.then(|| self.hit(i, end, point(Base::Half { number, year })))?
    }

    fn quarter_year(&self, i: usize) -> (YearOf, usize) {
        if self.at(i) == "of" && matches!(self.at(i + 1), "fiscal") {
            let (year, words) = self.year_of(i + 2);
            return if words > 0 { (year, 2 + words) } else { (year, 0) };
        }
        self.year_of(i)
    }

    /// "this year's", "last year's", "1988's", "the 1988": the year in front.
    fn owner_year(&self, i: usize) -> (YearOf, usize) {
        let the = usize::from(self.at(i) == "the");
        if let Some((year, words)) = self.plain_year(i + the) {
            let own = usize::from(self.at(i + the + words).starts_with('\''));
            return (YearOf::Given(year), the + words + own);
        }
        let shift = match self.at(i + the) {
            "this" => 0,
            "last" | "previous" => -1,
            "next" => 1,
            _ => return (YearOf::Open, 0),
        };
        match self.at(i + the + 1) == "year" && self.at(i + the + 2).starts_with('\'') {
            true => (YearOf::Shift(shift), the + 3),
            false => (YearOf::Open, 0),
        }
    }

    fn fiscal(&self, i: usize) -> usize {
        match (self.at(i), self.is_dash(i + 1)) {
            ("fiscal" | "financial", true) => 2,
            ("fiscal" | "financial", false) => 1,
            _ => 0,
        }
    }

    /// "year-ago", "year-earlier".
    fn year_ago(&self, i: usize) -> usize {
        let told = self.at(i) == "year" && self.is_dash(i + 1) && matches!(self.at(i + 2), "ago" | "earlier");
        if told { 3 } else { 0 }
    }

    /// "a year ago" and "a year earlier" are of the same part of the year as what they are compared with.
    pub(super) fn year_back(from: From, by: i32) -> Base {
        Base::Counted { unit: Unit::Year, by, from }
    }
}
