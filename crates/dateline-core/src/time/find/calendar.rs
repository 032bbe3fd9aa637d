//! Weekdays, months, seasons, years, decades, centuries and feast days.

use super::dates::full_year;
use super::{Hit, Scan, point};
use crate::time::holidays::Holidays;
use crate::time::meaning::{Base, Meaning, Point, Which, YearOf};
use crate::time::names::{self, Season, Unit};
use crate::time::words::Class;

impl Scan<'_> {
    /// "two Fridays ago", "Friday week", "last Friday week", "a week from Friday".
    pub(super) fn nth_weekday(&self, i: usize) -> Option<Hit> {
        let nth = |end, day, by| self.hit(i, end, point(Base::NthWeekday { day, by }));
        if let Some(number) = self.number(i).filter(|n| !n.article)
            && let Some(day) = names::weekdays(self.at(i + number.length))
            && self.at(i + number.length + 1) == "ago"
        {
            return nth(i + number.length + 2, day, -number.count?);
        }
        if (self.at(i), self.at(i + 1), self.at(i + 2)) == ("a", "week", "from") {
            return nth(i + 4, self.weekday_name(i + 3)?, 2);
        }
        let last = usize::from(self.at(i) == "last");
        let day = self.weekday_name(i + last)?;
        let week = self.at(i + last + 1) == "week" && self.is_open_end(i + last + 2) && !self.is_dash(i + last + 2);
        week.then(|| nth(i + last + 2, day, if last == 1 { -2 } else { 2 }))?
    }

    /// "Friday", "last Friday", "Friday night", "Friday, Oct. 13".
    pub(super) fn weekday(&self, i: usize) -> Option<Hit> {
        let (which, skip) = self.which(i);
        let at = i + skip;
        let day = self.weekday_name(at)?;
        let comma = usize::from(self.at(at + 1) == ",");
        let the = usize::from(self.at(at + 1 + comma) == "the" && comma == 1);
        let dated = self
            .month_day(at + 1 + comma)
            .or_else(|| self.day_month(at + 1 + comma + the))
            .or_else(|| self.numeric(at + 1 + comma));
        if let Some(hit) = dated {
            return self.hit(i, hit.end, hit.meaning);
        }
        // "Tuesday 21": the month is told elsewhere.
        if let Some((number, words)) = self.day_number(at + 1).filter(|_| comma == 0)
            && (self.words[at + 1].class == Class::Digits || self.at(at + 1 + words) == "of")
            && self.is_open_end(at + 1 + words)
            && !matches!(self.at(at + 1 + words), "%" | "-" | "$" | ":")
        {
            return self.hit(i, at + 1 + words, point(Base::DayOfMonth(number)));
        }
        let week = match (self.at(at + 1), self.at(at + 2)) {
            ("last", "week") => Some(-1),
            ("this", "week") => Some(0),
            ("next", "week") => Some(1),
            _ => None,
        };
        if let Some(weeks) = week.filter(|_| skip == 0 && !self.at(at + 3).starts_with('\'')) {
            return self.hit(i, at + 3, point(Base::DayOfWeek { day, weeks }));
        }
        let base = Base::Weekday { day, which };
        let (part, words) = self.part_behind(at + 1);
        self.hit(i, at + 1 + words, Meaning::Point(Point { part, ..Point::of(base) }))
    }

    /// A weekday's name; short forms that are also words need company.
    pub(super) fn weekday_name(&self, i: usize) -> Option<jiff::civil::Weekday> {
        let word = self.words.get(i).filter(|w| w.class == Class::Letters)?;
        let bare = word.lower.trim_end_matches('.');
        let day = names::weekday(bare)?;
        // "Bloody Sunday" is a name.
        if i > 0
            && self.is_capital(i - 1)
            && matches!(self.before(i, 1), "black" | "bloody" | "cyber" | "super" | "holy" | "fat")
        {
            return None;
        }
        let full = bare.ends_with("day");
        let company = word.text.ends_with('.')
            || matches!(self.before(i, 1), "on" | "next" | "last" | "this" | "every" | "until" | "by" | "since")
            || names::part(self.at(i + 1)).is_some()
            || self.month_name(i + 1).is_some()
            || self.at(i + 1) == "," && (self.month_name(i + 2).is_some() || self.day_number(i + 2).is_some());
        (full || company && word.is_capital()).then_some(day)
    }

    /// "August", "last August", "August 2021", "August last year".
    pub(super) fn month(&self, i: usize) -> Option<Hit> {
        let (which, skip) = self.which(i);
        let at = i + skip;
        let month = self.month_name(at)?;
        let (year, words) = self.year_of(at + 1);
        let (year, words) = match self.short_apostrophe_year(at + 1).filter(|_| words == 0) {
            Some((year, words)) => (YearOf::Given(year), words),
            None => (year, words),
        };
        // "30 February" is no day, and no month either.
        let numbered = i > 0 && self.words[i - 1].class == Class::Digits && self.words[i - 1].text.len() <= 2;
        let sure = !numbered && (skip > 0 || words > 0 || self.names_a_month(at));
        // "last Oct. 23" is a day.
        let day = skip > 0 && self.month_day(at).is_some();
        if !sure || day {
            return None;
        }
        self.hit(i, at + 1 + words, point(Base::Month { month, year, which }))
    }

    /// Whether the word is a month and no modal verb, march or person.
    fn names_a_month(&self, i: usize) -> bool {
        let word = &self.words[i];
        let bare = word.lower.trim_end_matches('.');
        let introduced = matches!(
            self.before(i, 1),
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "of"
                | "from"
                | "to"
                | "through"
                | "before"
                | "after"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "each"
                | "every"
                | "between"
                | "around"
                | "for"
                | "and"
                | "-"
                | "–"
                | "("
        );
        match bare {
            "may" | "march" => {
                introduced && !matches!(self.before(i, 1), "to" | "and")
                    || self.before(i, 1) == "and" && self.month_name(i.wrapping_sub(2)).is_some()
            }
            // "April said", "June Smith": a first name.
            "april" | "june" | "august" => {
                introduced || !self.is_capital(i + 1) && !matches!(self.at(i + 1), "said" | "says")
            }
            _ if bare.len() < 4 => {
                (introduced && self.before(i, 1) != "and" || word.text.ends_with('.')) && !self.is_capital(i + 1)
            }
            _ => !self.is_capital(i + 1) || introduced || self.words[i].sentence != self.words[i + 1].sentence,
        }
    }

    /// "this summer", "the winter of 1994", "summer 2021".
    pub(super) fn season(&self, i: usize) -> Option<Hit> {
        let (which, skip) = self.which(i);
        let at = i + skip;
        let season = names::season(self.at(at))?;
        let dash = usize::from(self.is_dash(at + 1) && self.is_glued(at + 1));
        let (year, words) = if dash == 1 { (YearOf::Open, 0) } else { self.year_of(at + 1) };
        let introduced = matches!(
            self.before(at, 1),
            "in" | "since"
                | "by"
                | "during"
                | "until"
                | "early"
                | "late"
                | "mid"
                | "through"
                | "before"
                | "after"
                | "over"
                | "into"
        );
        let article = self.before(at, 1) == "the"
            && matches!(
                self.before(at, 2),
                "in" | "during"
                    | "over"
                    | "since"
                    | "until"
                    | "by"
                    | "of"
                    | "for"
                    | "before"
                    | "through"
                    | "early"
                    | "late"
                    | "into"
            );
        // "fall", "spring" and "winter" do other things; "in a spring" is water.
        let sure = match season {
            Season::Autumn if self.at(at) == "fall" => {
                skip > 0 || words > 0 || self.before(at, 1) == "in" && self.is_open_end(at + 1)
            }
            _ => skip > 0 || words > 0 || introduced || article,
        };
        sure.then(|| self.hit(i, at + 1 + words, point(Base::Season { season, year, which })))?
    }

    /// "1998", "the year 2000", "fiscal 1989", "1996-2001" in two.
    pub(super) fn year(&self, i: usize) -> Option<Hit> {
        let mut at = i;
        if self.at(at) == "the" && self.at(at + 1) == "year" && self.year_number(at + 2).is_some() {
            at += 1;
        }
        at += usize::from(matches!(self.at(at), "fiscal" | "fy"));
        at += usize::from(self.at(at) == "year");
        let told = at > i;
        let (year, words) = if told { self.year_number(at)? } else { self.plain_year(at)? };
        let end = at + words;
        if !told && !self.is_year(at, end, year) {
            return None;
        }
        self.hit(i, end, point(Base::Year(year)))
    }

    /// Whether a number of four digits is a year and counts nothing.
    fn is_year(&self, i: usize, end: usize, year: i16) -> bool {
        let spelled = self.words[i].class == Class::Letters;
        let before = self.before(i, 1);
        if matches!(
            before,
            "$" | "€"
                | "£"
                | "#"
                | "no"
                | "number"
                | "route"
                | "flight"
                | "room"
                | "resolution"
                | "about"
                | "nearly"
                | "some"
                | "than"
                | "pounds"
                | "rs"
        ) {
            return false;
        }
        if matches!(
            self.at(end),
            "%" | "percent"
                | "gmt"
                | "hours"
                | "utc"
                | "hrs"
                | "local"
                | "meters"
                | "metres"
                | "feet"
                | "miles"
                | "km"
                | "tons"
                | "tonnes"
                | "points"
                | "dollars"
                | "euros"
                | "pounds"
        ) {
            return false;
        }
        let introduced = matches!(
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
                | "mid"
                | "year"
                | "through"
                | "between"
                | "of"
                | "for"
                | "("
                | "fiscal"
                | "circa"
                | "the"
                | "around"
                | "ad"
                | "till"
        );
        // "1941 to 1943".
        let second = self.found.last().is_some_and(|e| {
            e.words.1 + 2 == i && matches!(e.meaning, Meaning::Point(Point { base: Base::Year(_), .. }))
        });
        let introduced = introduced || second;
        if spelled {
            return (introduced && year >= 1700 || year >= 1900 && words_of_century(self.at(i))) && !self.counts(end);
        }
        // "the Russell 2000 Index".
        if !introduced
            && self.is_capital(end)
            && i > 0
            && self.is_capital(i - 1)
            && self.words[end].sentence == self.words[i].sentence
        {
            return false;
        }
        let likely = (1900..=2040).contains(&year);
        // "In 1943 tanks rolled in" has a year, "in 2000 villages" a number: years are the commoner by far.
        let opens = second
            || matches!(
                before,
                "in" | "of"
                    | "since"
                    | "until"
                    | "by"
                    | "during"
                    | "from"
                    | "before"
                    | "after"
                    | "early"
                    | "late"
                    | "year"
                    | "ad"
            );
        match () {
            () if opens && (likely || year >= 1700) => !self.counts_people(end),
            () if introduced && year >= 1700 || matches!(before, "in" | "since" | "ad" | "year") => !self.counts(end),
            () => likely && !self.counts(end),
        }
    }

    /// "in 2000 people": what no year stands before.
    fn counts_people(&self, end: usize) -> bool {
        let word = self.at(end);
        matches!(
            word,
            "people"
                | "men"
                | "women"
                | "children"
                | "soldiers"
                | "troops"
                | "fighters"
                | "villages"
                | "homes"
                | "houses"
                | "cases"
        ) && !self.is_capital(end)
    }

    /// "2000 soldiers": a plural right behind a number is what it counts.
    fn counts(&self, end: usize) -> bool {
        let Some(word) = self.words.get(end).filter(|w| w.class == Class::Letters) else { return false };
        let plural = word.lower.ends_with('s')
            && !word.lower.ends_with("ss")
            && !word.lower.starts_with('\'')
            && word.lower.len() > 3;
        let lower = !word.is_capital();
        let other = matches!(
            word.lower.as_str(),
            "elections"
                | "protests"
                | "attacks"
                | "results"
                | "sales"
                | "earnings"
                | "games"
                | "olympics"
                | "was"
                | "this"
                | "has"
                | "is"
                | "its"
                | "as"
                | "riots"
                | "talks"
                | "accords"
                | "losses"
                | "revenues"
                | "profits"
                | "forecasts"
                | "across"
                | "because"
        );
        let people = matches!(word.lower.as_str(), "people" | "children" | "more") || word.lower.ends_with("men");
        lower && (plural && !other || people)
    }

    /// "'98" behind a month, or alone behind a word that takes a year.
    pub(super) fn short_apostrophe_year(&self, i: usize) -> Option<(i16, usize)> {
        let number = self.words.get(i + 1).filter(|w| w.glued && w.class == Class::Digits && w.lower.len() == 2)?;
        matches!(self.at(i), "'" | "’" | "‘" | "`").then_some(())?;
        Some((full_year(number.lower.parse().ok()?), 2))
    }

    /// "the 1990s", "1990's", "the nineties", "the mid-1990s"; "the" is taken in later.
    pub(super) fn decade(&self, i: usize) -> Option<Hit> {
        let word = self.words.get(i)?;
        if word.class == Class::Digits {
            let year: i16 = word.lower.parse().ok()?;
            let plural = matches!(self.at(i + 1), "s" | "'s") && self.is_glued(i + 1);
            let full = word.lower.len() == 4 && (1000..2100).contains(&year);
            let short = word.lower.len() == 2
                && self.at(i + 1) == "s"
                && year >= 20
                && self.before(i, 1) != "$"
                && !matches!(
                    self.before(i, 1),
                    "his" | "her" | "their" | "my" | "our" | "low" | "high" | "upper" | "lower"
                );
            let first = if full { year } else { full_year(year) };
            return (plural && year % 10 == 0 && (full || short))
                .then(|| self.hit(i, i + 2, point(Base::Decade(first))))?;
        }
        let tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let century = match self.at(i) {
            "nineteen" => Some(1900),
            "eighteen" => Some(1800),
            _ => None,
        };
        let at = i + usize::from(century.is_some());
        let place = tens.iter().position(|t| *t == self.at(at))?;
        let introduced = century.is_some()
            || self.before(i, 1) == "the"
            || matches!(self.before(i, 1), "early" | "late" | "-" | "mid");
        let first = century.unwrap_or(1900) + 10 * i16::try_from(place + 2).ok()?;
        let persons = matches!(self.before(i, 1), "his" | "her" | "their");
        (introduced && !persons).then(|| self.hit(i, at + 1, point(Base::Decade(first))))?
    }

    /// "'80s", "'82": begins with a sign.
    pub(super) fn short_decade(&self, i: usize) -> Option<Hit> {
        let (year, words) = self.short_apostrophe_year(i)?;
        let plural = self.at(i + words) == "s" && self.is_glued(i + words);
        match plural {
            true if year % 10 == 0 => self.hit(i, i + words + 1, point(Base::Decade(year))),
            false
                if matches!(
                    self.before(i, 1),
                    "in" | "since" | "of" | "from" | "until" | "by" | "summer" | "early" | "late"
                ) =>
            {
                self.hit(i, i + words, point(Base::Year(year)))
            }
            _ => None,
        }
    }

    /// "the 20th century", "the nineteenth century".
    pub(super) fn century(&self, i: usize) -> Option<Hit> {
        let (number, words) = self.ordinal(i)?;
        let dash = usize::from(self.is_dash(i + words));
        let century = i16::try_from(number).ok().filter(|n| (1..=21).contains(n))? - 1;
        let named = matches!(self.unit_at(i + words + dash), Some((Unit::Century, false)));
        named.then(|| self.hit(i, i + words + dash + 1, point(Base::Century(century))))?
    }

    /// "Christmas Eve", "last Thanksgiving", "Easter 1916".
    pub(super) fn holiday(&self, i: usize) -> Option<Hit> {
        let (which, skip) = self.which(i);
        let at = i + skip;
        let names = Holidays::shipped().beginning(self.words.get(at)?.lower.trim_end_matches('.'));
        let fits = |words: &Vec<String>| words.iter().enumerate().all(|(n, w)| self.at(at + n) == w);
        let (words, number) = names.iter().find(|(words, _)| fits(words))?;
        if !self.is_capital(at) && words.len() == 1 {
            return None;
        }
        let (year, more) = self.year_of(at + words.len());
        let which = if which == Which::This { Which::Bare } else { which };
        self.hit(i, at + words.len() + more, point(Base::Holiday { number: *number, year, which }))
    }
}

/// "nineteen ninety-six": such numbers are said of years.
fn words_of_century(first: &str) -> bool {
    matches!(first, "nineteen" | "eighteen")
}
