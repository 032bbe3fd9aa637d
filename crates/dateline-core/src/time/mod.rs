//! Days in text: expressions of time found in words, and counted from the report's day.
//!
//! One finder serves two readers. [`tag`] marks a whole text with the values of TIMEX3, without a language model
//! (`dateline dates`); the reader of claims asks [`find`] about one sentence and counts with its own anchors, since
//! the tree under a sentence tells more than the words alone. Nothing here knows what day it is: everything is
//! counted from what the caller gives.
//!
//! ```
//! use dateline_core::model::Days;
//! use dateline_core::time::tag;
//! let report = Days::on(jiff::civil::date(2025, 1, 28));
//! let found = tag("M23 rebels seized Goma on Monday, residents said.", Some(report));
//! assert_eq!(found[0].value, "2025-01-27");
//! assert_eq!(found[0].expression.relation, "on");
//! ```

mod find;
mod holidays;
mod meaning;
mod names;
mod number;
mod resolve;
mod stamp;
mod tense;
mod words;

pub use find::find;
pub use meaning::{Base, Clock, Expression, From, Length, Lies, Meaning, Modifier, Point, Vague, Which, YearOf};
pub use names::{Part, Season, Unit};
pub(crate) use resolve::month_day;
pub use resolve::{Anchor, resolve, weekday};
pub use stamp::Stamp;
pub use tense::Outlook;

use crate::model::Days;
use dateline_tree::Span;
use jiff::ToSpan;

/// The kind of an expression, as TIMEX3 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day or longer.
    Date,
    /// A time of day.
    Time,
    /// So much time.
    Duration,
    /// Again and again.
    Set,
}

impl Kind {
    /// The word of TIMEX3.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Duration => "DURATION",
            Kind::Set => "SET",
        }
    }
}

/// An expression with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// The expression.
    pub expression: Expression,
    /// Its kind.
    pub kind: Kind,
    /// Its value as TIMEX3 writes it.
    pub value: String,
    /// The days it has, where it is a stretch of the calendar that can be counted.
    pub days: Option<Days>,
}

/// Every expression of time in a text, counted from the days the report is of.
pub fn tag(text: &str, report: Option<Days>) -> Vec<Timex> {
    let words = words::words(text, Span::new(0, text.len()));
    let found = find::find_in(&words);
    let mut memory = Memory { anchor: Anchor::on(report), day_told_in: None };
    let mut tagged = Vec::with_capacity(found.len());
    for (n, expression) in found.iter().enumerate() {
        let outlook = tense::outlook_of(&words, expression);
        let beside = beside(&found, n);
        let (value, days) = memory.value(expression, beside, outlook);
        tagged.push(Timex { kind: kind(&expression.meaning), value, days, expression: expression.clone() });
        begin_before_end(&mut tagged);
    }
    tagged
}

/// On a Monday, "from Monday to Wednesday" began a week ago.
fn begin_before_end(tagged: &mut [Timex]) {
    let [.., first, last] = tagged else { return };
    let bare = |t: &Timex| {
        matches!(
            t.expression.meaning,
            Meaning::Point(Point { base: Base::Weekday { which: Which::Bare, .. }, part: None, clock: None })
        )
    };
    let joined = first.expression.words.1 + 2 == last.expression.words.0
        && first.expression.relation == "from"
        && matches!(last.expression.relation, "to" | "until" | "through");
    let (Some(began), Some(ended)) = (first.days, last.days) else { return };
    if !(joined && bare(first) && bare(last) && began.from > ended.from) {
        return;
    }
    if let Ok(day) = began.from.checked_add((-7).days()) {
        first.value = day.to_string();
        first.days = Some(Days::on(day));
    }
}

/// The day told near a time of its own sentence, behind it or before: "at 5 p.m. on Tuesday".
fn beside(found: &[Expression], n: usize) -> Option<Base> {
    let this = &found[n];
    let Meaning::Point(Point { base: Base::Open, .. }) = this.meaning else { return None };
    let day = |e: &&Expression| match e.meaning {
        Meaning::Point(p) if e.sentence == this.sentence => is_day(p.base).then_some(p.base),
        _ => None,
    };
    let behind = found[n + 1..].iter().take(2).find(|e| day(e).is_some()).filter(|e| e.words.0 <= this.words.1 + 8);
    let before = found[..n].iter().rev().take(2).find(|e| day(e).is_some());
    behind.or(before).and_then(|e| day(&e))
}

fn is_day(base: Base) -> bool {
    matches!(
        base,
        Base::MonthDay { .. }
            | Base::Weekday { .. }
            | Base::DayOfWeek { .. }
            | Base::NthWeekday { .. }
            | Base::Calendar { unit: Unit::Day, .. }
    )
}

/// What the text spoke of so far.
struct Memory {
    anchor: Anchor,
    day_told_in: Option<u32>,
}

impl Memory {
    fn value(&mut self, expression: &Expression, beside: Option<Base>, outlook: Outlook) -> (String, Option<Days>) {
        match &expression.meaning {
            Meaning::Point(point) => self.point(*point, beside, expression.sentence, outlook),
            Meaning::Length(length) => (length.value.clone(), None),
            Meaning::Repeated(value) => (value.clone(), None),
            Meaning::Vague(vague) => (vague_value(*vague).to_owned(), None),
        }
    }

    fn point(&mut self, point: Point, beside: Option<Base>, sentence: u32, outlook: Outlook) -> (String, Option<Days>) {
        let open = point.base == Base::Open;
        // A time of day alone is of the day told in the last few sentences, else of the report's.
        let recent = self.day_told_in.is_some_and(|told| sentence <= told + 2);
        let anchor = match open && !recent {
            true => Anchor { day: None, ..self.anchor },
            false => self.anchor,
        };
        let stamp = resolve(beside.unwrap_or(point.base), &anchor, outlook);
        // What is only compared with ("a year earlier") is not what the text goes on to speak of.
        let compared = matches!(
            point.base,
            Base::Same(_, YearOf::Told(_) | YearOf::Given(_))
                | Base::Quarter { year: YearOf::Told(_), .. }
                | Base::Counted { unit: Unit::Year, by: -1, .. }
        );
        if let Some(stamp) = stamp.filter(|_| !open && !compared) {
            self.anchor.remember(stamp);
            if matches!(stamp, Stamp::Day(_)) {
                self.day_told_in = Some(sentence);
            }
        }
        (resolve::value(&point, stamp), stamp.and_then(Stamp::days))
    }
}

fn vague_value(vague: Vague) -> &'static str {
    match vague {
        Vague::Past => "PAST_REF",
        Vague::Present => "PRESENT_REF",
        Vague::Future => "FUTURE_REF",
    }
}

/// The unit of time with this English name, one or many.
pub fn unit_named(word: &str) -> Option<Unit> {
    names::unit(word).map(|(unit, _)| unit)
}

/// The number that an English numeral in letters means: "three".
pub fn cardinal_named(word: &str) -> Option<i32> {
    names::cardinal(word)
}

/// The number that an English ordinal in letters means: "third".
pub fn ordinal_named(word: &str) -> Option<i32> {
    names::ordinal(word)
}

/// The kind that TIMEX3 gives a meaning.
pub fn kind(meaning: &Meaning) -> Kind {
    match meaning {
        Meaning::Point(point) if point.part.is_some() || point.clock.is_some() => Kind::Time,
        Meaning::Point(Point {
            base: Base::Counted { unit: Unit::Second | Unit::Minute | Unit::Hour, .. }, ..
        }) => Kind::Time,
        Meaning::Point(_) | Meaning::Vague(_) => Kind::Date,
        Meaning::Length(_) => Kind::Duration,
        Meaning::Repeated(_) => Kind::Set,
    }
}
