//! What the reader of claims makes of expressions of time: the finder of [`crate::time`] asked about one sentence, and
//! its answers turned to words of the tree and to what can be counted in days.
//!
//! Whatever says nothing of the day of an event is left out: lengths of time that lie nowhere, what comes again, "now".

use crate::read::view::View;
use crate::time::{self, Base, From, Length, Lies, Point, Vague, Which, YearOf};
use dateline_tree::Upos;
use jiff::civil::Weekday;

pub use crate::time::Unit;

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
    /// "from 1 to 3 February", "Thursday or Friday": from the one to the other.
    Range {
        /// The first.
        from: Base,
        /// The last.
        to: Base,
    },
    /// "last month", "this year", "the summer", "Friday last week": a stretch of the calendar, counted as everywhere.
    Calendar(Base),
    /// Days from the report's day: "yesterday" is -1, "today" 0.
    FromReport {
        /// Days to add.
        days: i32,
    },
    /// "the weekend", "at the weekend": the last Saturday and Sunday that have begun by the report's day.
    Weekend,
    /// "overnight": the night before the report's day or that day.
    Overnight,
    /// Part of a day without a day of its own: "by nightfall", "hours later".
    SameDay,
    /// Days from the day the narrative stands at: "a day earlier" is -1, "two days later" 2.
    FromNarrative {
        /// Days to add.
        days: i32,
    },
    /// "two months ago": vague, before the report.
    Ago {
        /// How many units.
        count: i32,
        /// Of what.
        unit: Unit,
    },
    /// "the last three days", "for ten days": so long, up to the report.
    Lasting {
        /// How many days.
        days: i32,
        /// The words themselves say that it ends at the report.
        until_now: bool,
    },
    /// "within ninety days", "the next two weeks": from the report's day on.
    Within {
        /// How many days.
        days: i32,
    },
    /// "within weeks", "in the coming days", "next month".
    Ahead,
    /// "historically", "centuries ago": some past that is not counted.
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
    let mut found: Vec<Expression> = Vec::new();
    for told in time::find(view.text, view.sentence.span) {
        let Some((first, last)) = words(view, &told) else { continue };
        let Some((meaning, more)) = meaning(view, &told, first, last) else { continue };
        found.push(Expression { first, last: last + more, meaning, preposition: preposition(view, first) });
    }
    found.extend(time_of_war(view));
    found.extend(day_of_many(view));
    found.sort_by_key(|e| (e.first, e.last));
    found.dedup_by(|b, a| b.first <= a.last);
    joined(view, found)
}

/// The words of the tree that an expression covers.
fn words(view: View, told: &time::Expression) -> Option<(usize, usize)> {
    let first = (0..view.len()).find(|&i| view.token(i).span.end > told.span.start)?;
    let last = (first..view.len()).take_while(|&i| view.token(i).span.start < told.span.end).last()?;
    Some((first, last))
}

/// What it means here, and how many more words belong to it.
fn meaning(view: View, told: &time::Expression, first: usize, last: usize) -> Option<(Meaning, usize)> {
    match &told.meaning {
        time::Meaning::Point(point) => of_point(view, point, first, last).map(|m| (m, 0)),
        time::Meaning::Length(length) => of_length(view, told, length, first),
        time::Meaning::Vague(Vague::Past) => of_past(view, first, last).map(|m| (m, 0)),
        time::Meaning::Vague(_) | time::Meaning::Repeated(_) => None,
    }
}

fn of_point(view: View, point: &Point, first: usize, last: usize) -> Option<Meaning> {
    let year = |year: YearOf| match year {
        YearOf::Open => Some(None),
        YearOf::Given(year) => Some(Some(year)),
        _ => None,
    };
    Some(match point.base {
        Base::MonthDay { month, day, year: of } => match year(of) {
            Some(year) => Meaning::MonthDay { month, day, year },
            None => Meaning::Calendar(point.base),
        },
        Base::Month { month, year: of, which: Which::Bare | Which::This } => match year(of) {
            Some(year) => Meaning::Month { month, year },
            None => Meaning::Calendar(point.base),
        },
        Base::Month { which: Which::Next, .. } | Base::Season { which: Which::Next, .. } => Meaning::Ahead,
        Base::Weekday { day, which } => {
            let shift = match which {
                Which::Last => -1,
                Which::Next => 1,
                _ => 0,
            };
            Meaning::Weekday { day, shift }
        }
        Base::Year(_) if is_counted(view, first, last) => return None,
        Base::Year(year) => Meaning::Years { from: year, to: year },
        Base::Decade(year) => Meaning::Years { from: year, to: year.checked_add(9)? },
        // "a seventeenth-century mosque" was not built today.
        Base::Century(_) if (first..=last).any(|i| view.lower(i).contains('-')) => return None,
        Base::Century(century) => {
            let year = century.checked_mul(100)?.max(1);
            Meaning::Years { from: year, to: year.checked_add(99)? }
        }
        Base::Calendar { unit, by, from } => of_calendar(view, unit, by, from, first)?,
        Base::Counted { unit, by, from } => of_counted(unit, by, from),
        Base::Same(Unit::Day, _) => Meaning::SameDay,
        Base::Same(Unit::Weekend, _) => Meaning::Weekend,
        Base::Same(..) => return None,
        // The clock says nothing of the day.
        Base::Open if point.clock.is_some() => return None,
        Base::Open => Meaning::SameDay,
        Base::DayOfMonth(_)
        | Base::Month { .. }
        | Base::Season { .. }
        | Base::Quarter { .. }
        | Base::Half { .. }
        | Base::Holiday { .. } => Meaning::Calendar(point.base),
        Base::DayOfWeek { weeks: by, .. } | Base::NthWeekday { by, .. } if by > 0 => Meaning::Ahead,
        Base::DayOfWeek { .. } | Base::NthWeekday { .. } => Meaning::Calendar(point.base),
    })
}

fn of_calendar(view: View, unit: Unit, by: i32, from: From, first: usize) -> Option<Meaning> {
    // "the year", "the week" say what is spoken of, not when.
    let spoken = by == 0 && view.lower(first) == "the";
    Some(match (unit, by, from) {
        _ if spoken && unit != Unit::Weekend => return None,
        (Unit::Day, 0, From::Report) if view.lower(first) == "overnight" => Meaning::Overnight,
        (Unit::Day, days, From::Report) => Meaning::FromReport { days },
        (Unit::Day, days, From::Narrative) => Meaning::FromNarrative { days },
        (Unit::Second | Unit::Minute | Unit::Hour, ..) => Meaning::SameDay,
        (_, 1.., _) => Meaning::Ahead,
        (Unit::Weekend, 0, _) => Meaning::Weekend,
        (Unit::Week, 0, _) => Meaning::Ago { count: 0, unit },
        (Unit::Week | Unit::Year | Unit::Decade | Unit::Century, by @ ..=-1, _) => Meaning::Ago { count: -by, unit },
        (_, by, From::Narrative) => Meaning::Ago { count: -by, unit },
        (unit, by, from) => Meaning::Calendar(Base::Calendar { unit, by, from }),
    })
}

fn of_counted(unit: Unit, by: i32, from: From) -> Meaning {
    let days = by.saturating_mul(days_of(unit));
    match (from, by < 0, unit) {
        (_, _, Unit::Second | Unit::Minute | Unit::Hour) => Meaning::SameDay,
        (From::Report, true, Unit::Day) => Meaning::FromReport { days },
        (From::Report, true, _) => Meaning::Ago { count: -by, unit },
        (From::Report, false, _) => Meaning::Ahead,
        (From::Narrative, true, Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century) => {
            Meaning::Ago { count: -by, unit }
        }
        (From::Narrative, ..) => Meaning::FromNarrative { days },
    }
}

/// Lengths of time: what they are measured from, or where they lie.
fn of_length(view: View, told: &time::Expression, length: &Length, first: usize) -> Option<(Meaning, usize)> {
    let few = if view.lower(first).ends_with('s') { 2 } else { 3 };
    let count = length.count.unwrap_or(few);
    let last = last_of(view, told);
    let behind = if last + 1 < view.len() { view.lower(last + 1) } else { String::new() };
    let by = match told.relation {
        word if word != behind => None,
        "after" | "since" => Some(count),
        "before" => Some(-count),
        _ => None,
    };
    if let Some(by) = by {
        return Some((of_counted(length.unit, by, From::Narrative), 1));
    }
    if view.lower(last) == "later" {
        return Some((of_counted(length.unit, count, From::Narrative), 0));
    }
    if matches!(view.lower(last).as_str(), "earlier" | "before") {
        return Some((of_counted(length.unit, -count, From::Narrative), 0));
    }
    let days = match length.unit {
        Unit::Hour => count / 24,
        unit => count.saturating_mul(days_of(unit)),
    };
    let recent = matches!(view.lower(first).as_str(), "recent") || first > 0 && view.lower(first - 1) == "recent";
    let ahead = length.lies == Lies::Ahead || behind == "until";
    match length.lies {
        // "Thirty days until it falls", "within ninety days".
        _ if ahead && (1..730).contains(&days) && length.count.is_some() => Some((Meaning::Within { days }, 0)),
        _ if ahead => Some((Meaning::Ahead, 0)),
        Lies::Behind if recent && length.unit < Unit::Day => Some((Meaning::Lasting { days: 1, until_now: true }, 0)),
        Lies::Behind if recent && length.unit == Unit::Day => Some((Meaning::Ago { count: 1, unit: Unit::Day }, 0)),
        Lies::Behind if length.count == Some(1) && days >= 180 => {
            Some((Meaning::Ago { count: 1, unit: length.unit }, 0))
        }
        Lies::Behind if length.count.is_some() && (1..180).contains(&days) => {
            Some((Meaning::Lasting { days, until_now: true }, 0))
        }
        Lies::Anywhere if length.count.is_some() && (1..180).contains(&days) => {
            Some((Meaning::Lasting { days, until_now: false }, 0))
        }
        _ => None,
    }
}

fn last_of(view: View, told: &time::Expression) -> usize {
    words(view, told).map_or(0, |(_, last)| last)
}

/// "decades ago", "weeks ago".
fn of_past(view: View, first: usize, last: usize) -> Option<Meaning> {
    if view.lower(last) != "ago" {
        return None;
    }
    let unit = time::unit_named(&view.lower(last.checked_sub(1)?))?;
    let few = if last == first + 1 { 2 } else { 3 };
    Some(match unit {
        Unit::Decade | Unit::Century => Meaning::LongAgo,
        Unit::Second | Unit::Minute | Unit::Hour => Meaning::SameDay,
        Unit::Day => Meaning::FromReport { days: -few },
        unit => Meaning::Ago { count: few, unit },
    })
}

fn days_of(unit: Unit) -> i32 {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => 0,
        Unit::Day => 1,
        Unit::Weekend => 2,
        Unit::Week => 7,
        Unit::Fortnight => 14,
        Unit::Month => 30,
        Unit::Quarter => 91,
        Unit::Year => 365,
        Unit::Decade => 3_650,
        Unit::Century => 36_500,
    }
}

/// "2000 soldiers": the tree knows what a number counts.
fn is_counted(view: View, first: usize, last: usize) -> bool {
    let noun = view.head(last).filter(|&h| h > last && view.token(h).upos == Upos::Noun);
    first == last
        && view.token(last).relation == dateline_tree::Relation::Nummod
        && noun.is_some_and(|h| {
            view.lower(h).ends_with('s') && !matches!(view.lower(h).as_str(), "elections" | "protests" | "attacks")
        })
}

/// "historically", "during the civil war": long past, whatever the day.
fn time_of_war(view: View) -> Vec<Expression> {
    let long_ago = |first, last| Expression { first, last, meaning: Meaning::LongAgo, preposition: String::new() };
    let at = |i: usize| if i < view.len() { view.lower(i) } else { String::new() };
    let mut found = Vec::new();
    for i in 0..view.len() {
        if at(i) == "historically" {
            found.push(long_ago(i, i));
        }
        let ages = matches!(at(i).as_str(), "decades" | "centuries" | "generations" | "generation");
        if ages && matches!(at(i + 1).as_str(), "ago" | "earlier" | "before") {
            found.push(long_ago(i, i + 1));
        }
        if i >= 2 && at(i) == "civil" && at(i + 1) == "war" && at(i - 1) == "the" && at(i - 2) == "during" {
            found.push(long_ago(i, i + 1));
        }
    }
    found
}

/// "for a third day", "entered its second week": it has gone on so long.
fn day_of_many(view: View) -> Vec<Expression> {
    let mut found = Vec::new();
    for i in 1..view.len().saturating_sub(1) {
        let Some(number) = time::ordinal_named(&view.lower(i)) else { continue };
        let running = matches!(view.lower(i + 1).as_str(), "straight" | "consecutive" | "successive" | "full");
        let last = i + 1 + usize::from(running);
        let unit = if last < view.len() { time::unit_named(&view.lower(last)) } else { None };
        let counted = matches!(view.lower(i - 1).as_str(), "a" | "its" | "their");
        if let Some(unit) = unit.filter(|u| counted && number > 1 && (Unit::Day..=Unit::Month).contains(u)) {
            let days = (number - 1).saturating_mul(days_of(unit));
            let meaning = Meaning::Lasting { days, until_now: true };
            found.push(Expression { first: i - 1, last, meaning, preposition: preposition(view, i - 1) });
        }
    }
    found
}

/// Two expressions that are the ends of one stretch: "1996 to 2001", "from 1 to 3 February", "Thursday or Friday".
fn joined(view: View, found: Vec<Expression>) -> Vec<Expression> {
    let mut out: Vec<Expression> = Vec::new();
    for next in found {
        let range = out.last().and_then(|last| range(view, last, &next));
        match (range, out.last_mut()) {
            (Some(meaning), Some(last)) => {
                last.last = next.last;
                last.meaning = meaning;
            }
            _ => out.push(next),
        }
    }
    out
}

fn range(view: View, a: &Expression, b: &Expression) -> Option<Meaning> {
    if b.first != a.last + 2 {
        return None;
    }
    let joint = view.lower(a.last + 1);
    let to = matches!(joint.as_str(), "-" | "–" | "to" | "until" | "till");
    // "on 1 and 4 August" is read as the days from the one to the other.
    let listed =
        joint == "and" && matches!((a.meaning, b.meaning), (Meaning::MonthDay { .. }, Meaning::MonthDay { .. }));
    let between = joint == "and" && a.preposition == "between" || listed;
    match (a.meaning, b.meaning) {
        (Meaning::Years { from, to: first }, Meaning::Years { from: last, to: end })
            if (to || between) && end > first && last > from =>
        {
            Some(Meaning::Years { from, to: end })
        }
        (Meaning::MonthDay { .. } | Meaning::Weekday { .. }, _) if to || between || joint == "or" => {
            Some(Meaning::Range { from: base(a.meaning)?, to: base(b.meaning)? })
        }
        _ => None,
    }
}

/// The day that one end of a range is.
fn base(meaning: Meaning) -> Option<Base> {
    let of = |year: Option<i16>| year.map_or(YearOf::Open, YearOf::Given);
    match meaning {
        Meaning::MonthDay { month, day, year } => Some(Base::MonthDay { month, day, year: of(year) }),
        Meaning::Weekday { day, shift: 0 } => Some(Base::Weekday { day, which: Which::Bare }),
        Meaning::Calendar(base @ (Base::DayOfWeek { .. } | Base::NthWeekday { .. } | Base::MonthDay { .. })) => {
            Some(base)
        }
        _ => None,
    }
}

/// The preposition before an expression, past articles and parts of the day.
fn preposition(view: View, first: usize) -> String {
    const WORDS: &[&str] = &[
        "on", "by", "since", "until", "till", "before", "after", "from", "in", "during", "around", "about", "of",
        "between", "late", "early", "for",
    ];
    let mut at = first;
    while at > 0 {
        let word = view.lower(at - 1);
        let passed = matches!(
            word.as_str(),
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
                | "about"
                | "nearly"
                | "almost"
                | "-"
                | "beginning"
                | "end"
                | "start"
                | "middle"
        );
        if passed {
            at -= 1;
            continue;
        }
        return if WORDS.contains(&word.as_str()) { word } else { String::new() };
    }
    String::new()
}
