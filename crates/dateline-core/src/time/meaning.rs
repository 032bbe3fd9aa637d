//! What expressions of time mean before anything is counted: the finder's answer, the resolver's question.

use super::names::{Part, Season, Unit};
use dateline_tree::Span;
use jiff::civil::Weekday;

/// An expression of time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where it stands, without a preposition before it.
    pub span: Span,
    /// What it means.
    pub meaning: Meaning,
    /// "early", "nearly", "at least": what is said of the whole.
    pub modifier: Option<Modifier>,
    /// How what is told relates to it: the preposition before it in lower case, or "before" and "after" behind a
    /// length ("two days after"); empty when there is none.
    pub relation: &'static str,
    /// The sentence it stands in, as the finder counts them.
    pub sentence: u32,
    /// Its first and last word, as the finder cuts them.
    pub words: (usize, usize),
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A point or stretch of the calendar, or a time of day.
    Point(Point),
    /// So much time.
    Length(Length),
    /// Again and again; the value as TIMEX3 writes it.
    Repeated(String),
    /// Some past, present or future that is not counted.
    Vague(Vague),
}

/// A stretch of the calendar, and the part of the day or the hour when one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which day, month, year …
    pub base: Base,
    /// The part of the day.
    pub part: Option<Part>,
    /// Hour and minute.
    pub clock: Option<Clock>,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// It is told in universal time.
    pub universal: bool,
}

/// Which stretch of the calendar is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// "August 12", "12 August 2021".
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// Of which year.
        year: YearOf,
    },
    /// "the 15th".
    DayOfMonth(i8),
    /// "Friday", "last Friday".
    Weekday {
        /// Which day of the week.
        day: Weekday,
        /// Which of them.
        which: Which,
    },
    /// "Friday last week": a weekday of a week of the calendar.
    DayOfWeek {
        /// Which day of the week.
        day: Weekday,
        /// Weeks from the report's.
        weeks: i32,
    },
    /// "two Fridays ago" is -2; "Friday week", a week behind the next Friday, is 2.
    NthWeekday {
        /// Which day of the week.
        day: Weekday,
        /// How many of them from the report's day, which itself is the first of those to come.
        by: i32,
    },
    /// "August", "last August", "August 2021".
    Month {
        /// 1 to 12.
        month: i8,
        /// Of which year.
        year: YearOf,
        /// Which of them, when the year is open.
        which: Which,
    },
    /// "the summer of 2021".
    Season {
        /// Which.
        season: Season,
        /// Of which year.
        year: YearOf,
        /// Which of them, when the year is open.
        which: Which,
    },
    /// "the third quarter".
    Quarter {
        /// 1 to 4.
        number: i8,
        /// Of which year.
        year: YearOf,
    },
    /// "the first half of 2021".
    Half {
        /// 1 or 2.
        number: i8,
        /// Of which year.
        year: YearOf,
    },
    /// "1998".
    Year(i16),
    /// "the 1990s", by its first year.
    Decade(i16),
    /// "the 20th century" is 19.
    Century(i16),
    /// The running unit of the calendar and those before and after: "this week", "last month", "tomorrow".
    Calendar {
        /// Of what.
        unit: Unit,
        /// 0 for this, -1 for last.
        by: i32,
        /// From where.
        from: From,
    },
    /// "two weeks ago", "a year earlier".
    Counted {
        /// Of what.
        unit: Unit,
        /// How many, negative for the past.
        by: i32,
        /// From where.
        from: From,
    },
    /// "that day", "the quarter", "the 1988 quarter": the one spoken of, of a year.
    Same(Unit, YearOf),
    /// A feast day, by its number in the list.
    Holiday {
        /// Which.
        number: usize,
        /// Of which year.
        year: YearOf,
        /// Which of them, when the year is open.
        which: Which,
    },
    /// A time of day alone.
    Open,
}

/// From where something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The day of the report.
    Report,
    /// The day the narrative stands at.
    Narrative,
}

/// Which one of those that come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Not said.
    Bare,
    /// "this".
    This,
    /// "last".
    Last,
    /// "next".
    Next,
}

/// Of which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf {
    /// Not said.
    Open,
    /// As written.
    Given(i16),
    /// Years from the report's: "of last year" is -1.
    Shift(i32),
    /// Years from the one spoken of: "the year-ago quarter" is -1.
    Told(i32),
}

/// So much time.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// How many, when it is counted.
    pub count: Option<i32>,
    /// Of what.
    pub unit: Unit,
    /// As TIMEX3 writes it.
    pub value: String,
    /// Where it lies.
    pub lies: Lies,
}

/// Where a length of time lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Not said.
    Anywhere,
    /// It ends at the report: "the last two days".
    Behind,
    /// It begins at the report: "the next two days", "within weeks".
    Ahead,
}

/// Some time that is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// "recently", "years ago".
    Past,
    /// "now".
    Present,
    /// "soon".
    Future,
}

/// What is said of the whole expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// "early", "the beginning of".
    Start,
    /// "mid-".
    Mid,
    /// "late", "the end of".
    End,
    /// "about".
    Approx,
    /// "nearly", "less than".
    Less,
    /// "more than".
    More,
    /// "at most", "up to".
    AtMost,
    /// "at least".
    AtLeast,
}

impl Modifier {
    /// The word of TIMEX3.
    pub fn as_str(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::Less => "LESS_THAN",
            Modifier::More => "MORE_THAN",
            Modifier::AtMost => "EQUAL_OR_LESS",
            Modifier::AtLeast => "EQUAL_OR_MORE",
        }
    }
}

impl Point {
    /// A stretch of the calendar without a time of day.
    pub fn of(base: Base) -> Point {
        Point { base, part: None, clock: None }
    }
}

impl core::convert::From<Base> for Meaning {
    fn from(base: Base) -> Meaning {
        Meaning::Point(Point::of(base))
    }
}
