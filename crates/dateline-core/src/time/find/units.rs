//! Units of time: counted ("two weeks ago", "three days"), running ("this week", "the last five years") and spoken of
//! ("that day").

use super::{Hit, Scan, point};
use crate::time::meaning::{Base, From, Length, Lies, Meaning, Vague, Which, YearOf};
use crate::time::names::Unit;
use crate::time::number::Number;
use crate::time::words::Class;

impl Scan<'_> {
    /// "this week", "last month", "the next two years", "recent months", "that day".
    pub(super) fn running(&self, i: usize) -> Option<Hit> {
        let (which, skip) = self.which(i);
        if skip > 0 {
            return self.shifted(i, which, skip);
        }
        self.spoken_of(i).or_else(|| self.unnumbered(i))
    }

    fn shifted(&self, i: usize, which: Which, skip: usize) -> Option<Hit> {
        let at = i + skip;
        let lies = match which {
            Which::Last => Lies::Behind,
            Which::Next => Lies::Ahead,
            _ => Lies::Anywhere,
        };
        if let Some(hit) = self.length(at, lies).filter(|h| h.end > at) {
            return self.hit(i, hit.end, hit.meaning);
        }
        let fiscal = usize::from(matches!(self.at(at), "fiscal" | "financial" | "calendar"));
        let (unit, many) = self.unit_at(at + fiscal)?;
        let end = at + fiscal + 1;
        if many {
            return self.hit(i, end, vague_length(unit, lies));
        }
        let article = self.at(i) == "the";
        // "the past year", "the last decade": so much time up to now.
        if article && self.at(i + 1) == "past" && unit != Unit::Weekend {
            return self.hit(i, end, length_of(Some(1), false, unit, lies));
        }
        if unit < Unit::Day {
            let hour = unit == Unit::Hour && which != Which::This;
            return hour.then(|| self.hit(i, end, length_of(Some(1), false, unit, lies)))?;
        }
        let counted_from = match self.at(i + usize::from(article)) {
            "previous" | "following" => From::Narrative,
            "next" | "last" if article && unit == Unit::Day => From::Narrative,
            "next" if unit == Unit::Day => From::Narrative,
            _ => From::Report,
        };
        let by = match which {
            Which::Last => -1,
            Which::Next => 1,
            _ => 0,
        };
        self.hit(i, end, point(Base::Calendar { unit, by, from: counted_from }))
    }

    /// "that day", "the same week", "the weekend", "the year", "the day".
    fn spoken_of(&self, i: usize) -> Option<Hit> {
        let (unit, many) = self.unit_at(i + 1).unwrap_or((Unit::Second, true));
        let same = |at: usize, unit| self.hit(i, at, point(Base::Same(unit, YearOf::Open)));
        match self.at(i) {
            "that" if !many && unit >= Unit::Day => return same(i + 2, unit),
            _ => {}
        }
        if let Some((unit, false)) = self.unit_at(i + 2).filter(|(unit, _)| *unit >= Unit::Day)
            && self.at(i) == "the"
        {
            match self.at(i + 1) {
                "same" if !matches!(self.at(i + 3), "of" | "in" | "last") => return same(i + 3, unit),
                "full" | "entire" | "fiscal" | "financial" | "whole"
                    if unit == Unit::Year && !matches!(self.at(i + 3), "ended" | "ending") =>
                {
                    return self.hit(i, i + 3, point(Base::Calendar { unit, by: 0, from: From::Report }));
                }
                _ => {}
            }
        }
        if self.at(i) != "the" || many {
            return None;
        }
        let running = |unit| self.hit(i, i + 2, point(Base::Calendar { unit, by: 0, from: From::Report }));
        match unit {
            Unit::Weekend => same(i + 2, unit),
            Unit::Year if matches!(self.at(i + 2), "ended" | "ending" | "to") => {
                self.hit(i, i + 2, length_of(Some(1), false, unit, Lies::Anywhere))
            }
            Unit::Year | Unit::Month | Unit::Week
                if !matches!(
                    self.at(i + 2),
                    "of" | "when" | "before" | "after" | "that" | "-" | "after's" | "ending" | "ended" | "beginning"
                ) =>
            {
                running(unit)
            }
            Unit::Day
                if self.is_open_end(i + 2)
                    && matches!(self.before(i, 1), "in" | "of" | "for" | "on" | "during" | "through") =>
            {
                same(i + 2, unit)
            }
            Unit::Day
                if matches!(
                    self.before(i, 1),
                    "end"
                        | "ended"
                        | "ending"
                        | "start"
                        | "started"
                        | "begin"
                        | "began"
                        | "finish"
                        | "finished"
                        | "closed"
                ) =>
            {
                same(i + 2, unit)
            }
            Unit::Decade | Unit::Century if self.is_open_end(i + 2) => running(unit),
            _ => None,
        }
    }

    /// "recent months", "weeks", "the first hours", "decades-long".
    fn unnumbered(&self, i: usize) -> Option<Hit> {
        let the = usize::from(self.at(i) == "the");
        let lies = match self.at(i + the) {
            "recent" | "preceding" => Lies::Behind,
            "ensuing" | "subsequent" | "future" => Lies::Ahead,
            _ => {
                let (unit, many) = self.unit_at(i)?;
                let bare = many
                    && self.at(i + 1) != "old"
                    && !self.is_as_many(i - usize::from(i > 0))
                    && unit >= Unit::Minute
                    && unit != Unit::Weekend
                    && unit != Unit::Quarter;
                return bare.then(|| self.hit(i, i + 1, vague_length(unit, self.within(i))))?;
            }
        };
        let (unit, many) = self.unit_at(i + the + 1)?;
        many.then(|| self.hit(i, i + the + 2, vague_length(unit, lies)))?
    }

    /// "two weeks ago", "a year earlier", "three days", "two-year", "12 to 18 months".
    pub(super) fn counted(&self, i: usize) -> Option<Hit> {
        let bare = self.unit_at(i).filter(|(_, many)| *many && self.at(i + 1) != "old");
        let hit = match bare {
            Some((unit, _)) => self.hit(i, i + 1, vague_length(unit, self.within(i)))?,
            None => self.length(i, Lies::Anywhere)?,
        };
        let Meaning::Length(length) = &hit.meaning else { return None };
        let length = length.clone();
        if let Some((from, forward, words)) = self.direction(hit.end) {
            let meaning = counted_from(&length, from, forward);
            return self.hit(i, hit.end + words, meaning);
        }
        bare.is_none().then_some(hit)
    }

    /// "ago", "earlier", "later", "from now", and a closing "before" or "after".
    fn direction(&self, i: usize) -> Option<(From, bool, usize)> {
        let closing = self.is_open_end(i + 1) && !self.is_dash(i + 1);
        match self.at(i) {
            "ago" => Some((From::Report, false, 1)),
            "back" if closing => Some((From::Report, false, 1)),
            "earlier" | "previously" | "beforehand" | "prior" if self.at(i + 1) != "than" && self.at(i + 1) != "to" => {
                Some((From::Narrative, false, 1))
            }
            "before" if closing => Some((From::Narrative, false, 1)),
            "later" | "afterwards" | "afterward" if self.at(i + 1) != "than" => Some((From::Narrative, true, 1)),
            // "Six months on" goes on from something told.
            "on" if closing && self.found.is_empty() => None,
            "after" | "on" if closing => Some((From::Narrative, true, 1)),
            "hence" => Some((From::Report, true, 1)),
            "from" if self.at(i + 1) == "now" || self.at(i + 1) == "today" => Some((From::Report, true, 2)),
            _ => None,
        }
    }

    /// A number and a unit, and what may stand between and behind them.
    fn length(&self, i: usize, lies: Lies) -> Option<Hit> {
        let the = usize::from(lies == Lies::Anywhere && self.at(i) == "the" && self.ordinal_group(i + 1));
        let ordinal = self.ordinal_words(i + the);
        let at = i + the + ordinal;
        let first = self.number(at).filter(|_| !self.is_as_many(at))?;
        let mut number = first;
        let mut most = None;
        let mut next = at + first.length;
        // "two to three weeks", "two or three days".
        if matches!(self.at(next), "to" | "or" | "-" | "–")
            && !first.article
            && let Some(second) = self.number(next + 1).filter(|n| !n.article)
            && second.count.is_some()
        {
            next += 1 + second.length;
            most = second.count;
            number = if self.at(at + first.length) == "or" || second.count.is_some_and(|n| n < 10) {
                first
            } else {
                Number { count: None, half: false, ..second }
            };
        }
        let half = usize::from(self.at(next) == "-" && self.at(next + 1) == "and");
        next += half;
        let dash = usize::from(self.is_dash(next));
        let adjective = usize::from(dash == 0 && is_between(self.at(next)));
        let of = usize::from(self.at(next + adjective) == "of" && adjective == 1);
        let (unit, many) = self.unit_at(next + dash + adjective + of)?;
        let end = next + dash + adjective + of + 1;
        self.is_length(i, &number, unit, many, dash > 0, end).then_some(())?;
        let (half, end) = self.and_a_half(number.half, end);
        let end = end + self.tail(end);
        let lies = if lies == Lies::Anywhere { self.within(i) } else { lies };
        let mut meaning = length_of(number.count, half, unit, lies);
        // "24 to 48 hours" are at most 48.
        if let (Meaning::Length(length), Some(_)) = (&mut meaning, most) {
            length.count = most;
        }
        self.hit(i, end, meaning)
    }

    /// What is no length: "a second", "one day" in a story, "a day" of "a day's work"; and units that do not agree.
    fn is_length(&self, i: usize, number: &Number, unit: Unit, many: bool, dash: bool, end: usize) -> bool {
        if unit == Unit::Weekend || number.article && (unit == Unit::Second || unit == Unit::Quarter && !many) {
            return false;
        }
        // "a year-ago quarter" and ages are no lengths.
        if self.is_dash(end) && matches!(self.at(end + 1), "ago" | "earlier" | "old" | "olds") || self.at(end) == "old"
        {
            return false;
        }
        let fraction =
            unit == Unit::Quarter && (dash && many || self.at(end) == "of" && number.count.is_some_and(|n| n > 2));
        if fraction
            || number.article && !many && self.is_rate(i) && self.direction(end).is_none()
            || self.is_some_day(i, end)
        {
            return false;
        }
        let one = number.count == Some(1) && !number.half;
        if self.at(end) == "s" && self.is_glued(end) || unit == Unit::Quarter && number.count.is_some_and(|n| n > 12) {
            return false;
        }
        // "a two-year plan" is counted at "two", "10 second" and "3 min" are measures.
        let agrees = many
            || one
            || dash
            || number.half
            || unit <= Unit::Hour
            || self.at(i).chars().all(|c| c.is_ascii_digit())
            || number.count.is_some();
        agrees && !(number.article && many && number.count == Some(1))
    }

    /// "$5 a year", "four flights a week": so often or so much, no length.
    fn is_rate(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|at| self.words.get(at));
        let plural = before.is_some_and(|w| {
            w.class == Class::Letters
                && !w.is_capital()
                && w.lower.len() > 4
                && w.lower.ends_with('s')
                && !w.lower.ends_with("ss")
        });
        let often = matches!(self.before(i, 1), "once" | "twice" | "times" | "time");
        let counted = often
            || before.is_some_and(|w| {
                w.class == Class::Digits
                    || matches!(w.lower.as_str(), "million" | "billion" | "percent" | "%" | "hours" | "cents")
            });
        counted
            || plural
                && !matches!(
                    self.before(i, 1),
                    "takes" | "lasts" | "perhaps" | "spends" | "least" | "needs" | "towards" | "this" | "requires"
                )
    }

    /// "will one day": some day.
    fn is_some_day(&self, i: usize, end: usize) -> bool {
        self.at(i) == "one"
            && self.at(end - 1) == "day"
            && end == i + 2
            && matches!(
                self.before(i, 1),
                "will"
                    | "would"
                    | "may"
                    | "might"
                    | "could"
                    | "can"
                    | "he"
                    | "she"
                    | "they"
                    | "we"
                    | "i"
                    | "it"
                    | "hope"
                    | "hopes"
                    | "that"
            )
    }

    /// "within weeks": from now on.
    fn within(&self, i: usize) -> Lies {
        if self.before(i, 1) == "within" { Lies::Ahead } else { Lies::Anywhere }
    }

    /// "In as many days" counts what was told, not days.
    fn is_as_many(&self, i: usize) -> bool {
        self.at(i) == "many" && self.before(i, 1) == "as"
    }

    /// "a minute and a half".
    fn and_a_half(&self, half: bool, end: usize) -> (bool, usize) {
        let told = self.at(end) == "and" && self.at(end + 1) == "a" && self.at(end + 2) == "half";
        if told { (true, end + 3) } else { (half, end) }
    }

    /// "a week or so", "a year or two", "a year now".
    fn tail(&self, i: usize) -> usize {
        match (self.at(i), self.at(i + 1)) {
            ("or", "so" | "more" | "two" | "less") => 2,
            ("-", "long") => 2,
            _ => 0,
        }
    }

    fn ordinal_words(&self, i: usize) -> usize {
        usize::from(
            matches!(self.at(i), "first" | "last" | "final" | "past" | "next")
                && self.number(i + 1).is_some_and(|n| !n.article),
        )
    }

    fn ordinal_group(&self, i: usize) -> bool {
        let number = i + self.ordinal_words(i);
        self.number(number).is_some_and(|n| !n.article && matches!(self.unit_at(number + n.length), Some((_, true))))
    }
}

/// Words between a number and its unit.
fn is_between(word: &str) -> bool {
    matches!(
        word,
        "trading"
            | "straight"
            | "more"
            | "consecutive"
            | "full"
            | "business"
            | "working"
            | "additional"
            | "short"
            | "long"
            | "whole"
            | "successive"
            | "calendar"
            | "solid"
            | "further"
            | "other"
            | "extra"
            | "entire"
            | "brief"
            | "bloody"
            | "tense"
            | "fiscal"
            | "sunny"
            | "separate"
            | "quick"
            | "crucial"
            | "difficult"
    )
}

/// Two weeks before or after a day; a number that is not told gives no day.
fn counted_from(length: &Length, from: From, forward: bool) -> Meaning {
    match length.count {
        Some(count) => {
            let by = if forward { count } else { -count };
            point(match length.unit {
                Unit::Year => Scan::year_back(from, by),
                unit => Base::Counted { unit, by, from },
            })
        }
        None if forward => Meaning::Length(Length { lies: Lies::Ahead, ..length.clone() }),
        None if from == From::Narrative => Meaning::Length(Length { lies: Lies::Behind, ..length.clone() }),
        None => Meaning::Vague(Vague::Past),
    }
}

/// So many units as TIMEX3 writes them.
pub(super) fn length_of(count: Option<i32>, half: bool, unit: Unit, lies: Lies) -> Meaning {
    let value = match count {
        // A day of news.
        Some(24) if unit == Unit::Hour && lies == Lies::Behind => "P1D".to_owned(),
        Some(count) => counted_value(count, half, unit),
        None => vague_value(unit).to_owned(),
    };
    // Half an hour lies in one; a length keeps whole units.
    Meaning::Length(Length { count: count.map(|c| c.max(1)), unit, value, lies })
}

fn vague_length(unit: Unit, lies: Lies) -> Meaning {
    length_of(None, false, unit, lies)
}

fn counted_value(count: i32, half: bool, unit: Unit) -> String {
    let two = |head: &str, whole: char, tail: &str| {
        if count > 0 { format!("{head}{count}{whole}{tail}") } else { format!("{head}{tail}") }
    };
    match (unit, half) {
        (Unit::Second, _) => format!("PT{count}S"),
        (Unit::Minute, false) => format!("PT{count}M"),
        (Unit::Minute, true) => two("PT", 'M', "30S"),
        (Unit::Hour, false) => format!("PT{count}H"),
        (Unit::Hour, true) => two("PT", 'H', "30M"),
        (Unit::Day | Unit::Weekend, false) => format!("P{count}D"),
        (Unit::Day | Unit::Weekend, true) => two("P", 'D', "T12H"),
        (Unit::Week, false) => format!("P{count}W"),
        (Unit::Week, true) => format!("P{count}.5W"),
        (Unit::Fortnight, _) => format!("P{}W", 2 * count),
        (Unit::Month, false) => format!("P{count}M"),
        (Unit::Month, true) => format!("P{count}.5M"),
        (Unit::Quarter, _) => format!("P{count}Q"),
        (Unit::Year, false) => format!("P{count}Y"),
        (Unit::Year, true) => two("P", 'Y', "6M"),
        (Unit::Decade, half) => format!("P{}Y", 10 * count + if half { 5 } else { 0 }),
        (Unit::Century, half) => format!("P{}Y", 100 * count + if half { 50 } else { 0 }),
    }
}

fn vague_value(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "PTXS",
        Unit::Minute => "PTXM",
        Unit::Hour => "PTXH",
        Unit::Day | Unit::Weekend => "PXD",
        Unit::Week | Unit::Fortnight => "PXW",
        Unit::Month => "PXM",
        Unit::Quarter => "PXQ",
        Unit::Year => "PXY",
        Unit::Decade | Unit::Century => "PXY",
    }
}
