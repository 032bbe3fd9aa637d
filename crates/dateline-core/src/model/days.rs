//! Days and stretches of days.
//!
//! A day is a civil day. It never passes through a clock or a time zone: a report of 13 August is of
//! 13 August wherever it is read.

/// A civil day of the proleptic Gregorian calendar.
pub type Day = jiff::civil::Date;

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First possible day.
    pub from: Day,
    /// Last possible day; never before `from`.
    pub to: Day,
}

impl Days {
    /// One single day.
    pub fn on(day: Day) -> Days {
        Days { from: day, to: day }
    }
    /// A stretch; the ends are put in order.
    pub fn between(a: Day, b: Day) -> Days {
        Days { from: a.min(b), to: a.max(b) }
    }
    /// Whether both ends are the same day.
    pub fn is_one_day(self) -> bool {
        self.from == self.to
    }
    /// Whether the day lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
    /// Whether the two share a day.
    pub fn overlaps(self, other: Days) -> bool {
        self.from <= other.to && other.from <= self.to
    }
    /// The days both have, if any.
    pub fn meet(self, other: Days) -> Option<Days> {
        self.overlaps(other).then(|| Days { from: self.from.max(other.from), to: self.to.min(other.to) })
    }
}

dateline_tree::words!(
    /// How the days of a claim are known, so that a reader can disagree.
    Basis {
        /// A date in the text.
        Explicit = "explicit",
        /// A weekday counted from the report's day.
        Weekday = "weekday",
        /// "hours later", "a day earlier", "overnight", "yesterday".
        Relative = "relative",
        /// No expression of time: the day of the report.
        Publication = "publication",
        /// A neighbouring sentence of the same report.
        Context = "context",
        /// Nothing tells.
        None = "none",
    }
);

/// When something happened, as far as one passage tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The days it may have been.
    pub days: Days,
    /// How they are known.
    pub basis: Basis,
    /// The expression as written; `None` when there is none.
    pub text: Option<String>,
    /// The passage tells a state that holds on these days; what brought it about may lie before.
    pub no_later: bool,
}
