//! Counting days from the report's day and from the day the narrative stands at.
//!
//! A bare weekday is the latest such day up to and including the report's day (right for 90 % of news,
//! measured on TimeBank and AQUAINT); a month and day without a year is the nearest to it.

use super::find::{Meaning, Unit};
use crate::model::{Basis, Day, Days};
use crate::time::{self, Base, Outlook, Stamp};
use jiff::{Span, ToSpan};

/// What days are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The report's days; one day when the report is dated.
    pub report: Option<Days>,
    /// The day the narrative stands at.
    pub narrative: Option<Days>,
    /// The clause speaks of the future.
    pub future: bool,
}

impl Anchor {
    /// What the clause looks at: only what is to come is known to lie ahead.
    fn outlook(&self) -> Outlook {
        if self.future { Outlook::Ahead } else { Outlook::Unclear }
    }
    fn report_day(&self) -> Option<Day> {
        self.report.filter(|d| d.is_one_day()).map(|d| d.to)
    }
}

/// The days an expression means, and how they were found. `None` when they cannot be counted.
pub fn resolve(meaning: Meaning, anchor: &Anchor) -> Option<(Days, Basis)> {
    match meaning {
        Meaning::Weekday { day, shift } => {
            let from = anchor.report_day()?;
            Some((Days::on(weekday(from, day, shift, anchor.future)?), Basis::Weekday))
        }
        Meaning::MonthDay { month, day, year } => {
            let found = match year {
                Some(year) => Day::new(year, month, day).ok()?,
                None => once_a_year(anchor, |year| Day::new(year, month, day).ok())?,
            };
            Some((Days::on(found), Basis::Explicit))
        }
        Meaning::Month { month, year } => {
            let first = match year {
                Some(year) => Day::new(year, month, 1).ok()?,
                None => once_a_year(anchor, |year| Day::new(year, month, 1).ok())?,
            };
            Some((Days { from: first, to: first.last_of_month() }, Basis::Explicit))
        }
        Meaning::Years { from, to } => {
            Some((Days { from: Day::new(from, 1, 1).ok()?, to: Day::new(to, 12, 31).ok()? }, Basis::Explicit))
        }
        Meaning::FromReport { days } => Some((shifted(anchor.report?, days)?, Basis::Relative)),
        Meaning::Overnight => {
            let day = anchor.report?;
            Some((Days { from: plus(day.from, (-1).days())?, to: day.to }, Basis::Relative))
        }
        Meaning::Weekend => {
            let saturday = weekday(anchor.report_day()?, jiff::civil::Weekday::Saturday, 0, false)?;
            Some((Days { from: saturday, to: plus(saturday, 1.days())? }, Basis::Relative))
        }
        Meaning::Range { from, to } => {
            let (from, to) = (calendar(from, anchor)?, calendar(to, anchor)?);
            let basis = if matches!(from, (_, Basis::Weekday)) { Basis::Weekday } else { Basis::Explicit };
            Some((Days::between(from.0.from, to.0.to), basis))
        }
        Meaning::Calendar(base) => calendar(base, anchor).map(|(days, basis)| (begun(days, anchor), basis)),
        Meaning::Lasting { days, .. } => {
            let report = anchor.report?;
            Some((Days { from: plus(report.from, i64::from(-days).days())?, to: report.to }, Basis::Relative))
        }
        // "By mid-morning" of a story that has got through several days is on the last of them.
        Meaning::SameDay => {
            let days = anchor.narrative.or(anchor.report)?;
            let several = days.to.since(days.from).is_ok_and(|s| s.get_days() > 1);
            Some((if several { Days { from: days.to, to: days.to } } else { days }, Basis::Relative))
        }
        Meaning::FromNarrative { days } => Some((shifted(anchor.narrative.or(anchor.report)?, days)?, Basis::Relative)),
        Meaning::Ago { count, unit } => ago(anchor.report?, count, unit).map(|d| (d, Basis::Relative)),
        Meaning::Within { days } => {
            let report = anchor.report.filter(|_| anchor.future)?;
            Some((Days { from: report.from, to: plus(report.to, i64::from(days).days())? }, Basis::Relative))
        }
        Meaning::Ahead | Meaning::LongAgo => None,
    }
}

/// A day without a year: the nearest, but what is planned for a day that went by weeks ago is planned for the next.
fn once_a_year(anchor: &Anchor, on: impl Fn(i16) -> Option<Day>) -> Option<Day> {
    let report = anchor.report?;
    let near = time::month_day(report.to, anchor.outlook(), &on)?;
    let over = anchor.future && near < plus(report.from, (-10).days())?;
    if over { on(near.year() + 1) } else { Some(near) }
}

/// A stretch of the calendar, counted as everywhere.
fn calendar(base: Base, anchor: &Anchor) -> Option<(Days, Basis)> {
    let narrative = anchor.narrative.filter(|n| n.is_one_day()).map(|n| n.to);
    let counting = time::Anchor { day: narrative, last: narrative.map(Stamp::Day), ..time::Anchor::on(anchor.report) };
    let outlook = if anchor.future { Outlook::Ahead } else { Outlook::Back };
    let basis = match base {
        Base::Weekday { .. } | Base::DayOfWeek { .. } | Base::NthWeekday { .. } => Basis::Weekday,
        Base::Calendar { .. } | Base::Counted { .. } | Base::Same(..) => Basis::Relative,
        _ => Basis::Explicit,
    };
    Some((time::resolve(base, &counting, outlook)?.days()?, basis))
}

/// What has happened "this month" has happened by the report's day.
fn begun(days: Days, anchor: &Anchor) -> Days {
    match anchor.report {
        Some(report) if !anchor.future && days.from <= report.to && report.to < days.to => {
            Days { to: report.to, ..days }
        }
        _ => days,
    }
}

fn plus(day: Day, span: Span) -> Option<Day> {
    day.checked_add(span).ok()
}

fn shifted(days: Days, by: i32) -> Option<Days> {
    let span = i64::from(by).days();
    Some(Days { from: plus(days.from, span)?, to: plus(days.to, span)? })
}

fn weekday(from: Day, wanted: jiff::civil::Weekday, shift: i8, future: bool) -> Option<Day> {
    let back = i32::from(wanted.until(from.weekday()));
    let by = match (shift, future) {
        (-1, _) if back == 0 => -7,
        (1, _) | (0, true) => {
            if back == 0 {
                if shift == 1 { 7 } else { 0 }
            } else {
                7 - back
            }
        }
        _ => -back,
    };
    plus(from, i64::from(by).days())
}

fn ago(report: Days, count: i32, unit: Unit) -> Option<Days> {
    let count = i64::from(count);
    let (far, near): (Span, Span) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => (1.days(), 0.days()),
        Unit::Day | Unit::Weekend => ((count + 1).days(), 0.days()),
        Unit::Week if count == 0 => (6.days(), 0.days()),
        Unit::Week => ((7 * count + 6).days(), (7 * count - 6).max(1).days()),
        Unit::Fortnight => ((14 * count + 6).days(), (14 * count - 6).days()),
        Unit::Month => ((31 * count + 15).days(), (28 * count - 15).max(1).days()),
        Unit::Quarter => ((92 * count + 45).days(), (89 * count - 45).max(1).days()),
        Unit::Year => ((366 * count + 183).days(), (365 * count - 183).days()),
        Unit::Decade => ((3653 * count + 1826).days(), (3650 * count - 1826).max(1).days()),
        Unit::Century => ((36525 * count + 18262).days(), (36500 * count - 18262).max(1).days()),
    };
    Some(Days { from: report.from.checked_sub(far).ok()?, to: report.to.checked_sub(near).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    fn anchor() -> Anchor {
        // A Friday.
        Anchor {
            report: Some(Days::on(date(2021, 8, 13))),
            narrative: Some(Days::on(date(2021, 8, 12))),
            future: false,
        }
    }
    fn days(meaning: Meaning) -> Option<Days> {
        resolve(meaning, &anchor()).map(|(d, _)| d)
    }

    #[test]
    fn a_bare_weekday_looks_back_and_may_be_the_day_itself() {
        let weekday = |day, shift| days(Meaning::Weekday { day, shift });
        assert_eq!(weekday(Weekday::Friday, 0), Some(Days::on(date(2021, 8, 13))));
        assert_eq!(weekday(Weekday::Thursday, 0), Some(Days::on(date(2021, 8, 12))));
        assert_eq!(weekday(Weekday::Saturday, 0), Some(Days::on(date(2021, 8, 7))));
        assert_eq!(weekday(Weekday::Friday, -1), Some(Days::on(date(2021, 8, 6))));
        assert_eq!(weekday(Weekday::Sunday, 1), Some(Days::on(date(2021, 8, 15))));
    }

    #[test]
    fn a_weekday_of_the_future_looks_ahead() {
        let anchor = Anchor { future: true, ..anchor() };
        let found = resolve(Meaning::Weekday { day: Weekday::Sunday, shift: 0 }, &anchor);
        assert_eq!(found.map(|(d, _)| d), Some(Days::on(date(2021, 8, 15))));
    }

    #[test]
    fn a_month_and_day_is_the_nearest() {
        let found = resolve(
            Meaning::MonthDay { month: 12, day: 30, year: None },
            &Anchor { report: Some(Days::on(date(2021, 1, 2))), narrative: None, future: false },
        );
        assert_eq!(found.map(|(d, _)| d), Some(Days::on(date(2020, 12, 30))));
    }

    #[test]
    fn impossible_days_are_not_counted() {
        assert_eq!(days(Meaning::MonthDay { month: 2, day: 30, year: Some(2021) }), None);
    }

    #[test]
    fn a_day_earlier_is_counted_from_the_narrative() {
        assert_eq!(days(Meaning::FromNarrative { days: -1 }), Some(Days::on(date(2021, 8, 11))));
    }

    #[test]
    fn without_a_report_day_weekdays_stay_unknown() {
        let anchor = Anchor { report: None, narrative: None, future: false };
        assert_eq!(resolve(Meaning::Weekday { day: Weekday::Friday, shift: 0 }, &anchor), None);
    }
}
