//! Counts what expressions mean from the report's day and from the day the text stands at.
//!
//! Measured on news: a bare weekday is the latest such day up to and including the report's own, unless its clause
//! looks ahead; a month and day, a month, a season and a quarter without a year are the nearest to the report.

use super::holidays::Holidays;
use super::meaning::{Base, Clock, From, Point, Which, YearOf};
use super::names::{Part, Unit};
use super::stamp::{Stamp, season_code};
use super::tense::Outlook;
use crate::model::{Day, Days};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// What is counted from: the report's day, and what the text spoke of last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The report's days; one day when it is dated.
    pub report: Option<Days>,
    /// The day spoken of last.
    pub day: Option<Day>,
    /// The stretch of the calendar spoken of last.
    pub last: Option<Stamp>,
    /// The quarter spoken of last.
    pub quarter: Option<(i16, i8)>,
}

impl Anchor {
    /// Nothing but the report's day.
    pub fn on(report: Option<Days>) -> Anchor {
        Anchor { report, ..Anchor::default() }
    }
    /// Remembers what was spoken of.
    pub fn remember(&mut self, stamp: Stamp) {
        match stamp {
            Stamp::Day(day) => self.day = Some(day),
            Stamp::Quarter(year, number) => self.quarter = Some((year, number)),
            _ => {}
        }
        self.last = Some(stamp);
    }
    /// The report's day; the last possible one when several are.
    pub fn today(&self) -> Option<Day> {
        self.report.map(|d| d.to)
    }
    /// The day the narrative stands at, else the report's.
    fn told(&self) -> Option<Day> {
        self.day.or(self.today())
    }
}

/// The stretch of the calendar that a base means. `None` when it cannot be counted.
pub fn resolve(base: Base, anchor: &Anchor, outlook: Outlook) -> Option<Stamp> {
    match base {
        Base::MonthDay { month, day, year } => {
            let on = |year| Day::new(year, month, day).ok();
            let found = match year_of(year, anchor) {
                Some(year) => on(year)?,
                None => month_day(anchor.today()?, outlook, on)?,
            };
            Some(Stamp::Day(found))
        }
        Base::DayOfMonth(day) => day_of_month(day, anchor).map(Stamp::Day),
        Base::Weekday { day, which } => weekday(anchor.today()?, day, which, outlook).map(Stamp::Day),
        Base::DayOfWeek { day, weeks } => {
            let monday = Stamp::around(anchor.today()?, Unit::Week)?.plus(weeks)?.days()?.from;
            monday.checked_add(i64::from(day.to_monday_zero_offset()).days()).ok().map(Stamp::Day)
        }
        Base::NthWeekday { day, by } => nth_weekday(anchor.today()?, day, by).map(Stamp::Day),
        Base::Month { month, year, which } => yearly(year, which, anchor, outlook, |y| Some(Stamp::Month(y, month))),
        Base::Season { season, year, which } => {
            yearly(year, which, anchor, outlook, |y| Some(Stamp::Season(y, season)))
        }
        Base::Holiday { number, year: YearOf::Open, which: Which::Bare } => {
            month_day(anchor.today()?, outlook, |y| Holidays::shipped().day(number, y)).map(Stamp::Day)
        }
        Base::Holiday { number, year, which } => {
            yearly(year, which, anchor, outlook, |y| Holidays::shipped().day(number, y).map(Stamp::Day))
        }
        Base::Quarter { number, year } => {
            let make = |y| Some(Stamp::Quarter(y, number));
            let back = if let YearOf::Told(by) = year { by } else { 0 };
            let year = if back == 0 { year } else { YearOf::Open };
            match year {
                YearOf::Open => quarter(anchor.today()?, outlook, make),
                year => yearly(year, Which::Bare, anchor, outlook, make),
            }?
            .plus(4 * back)
        }
        Base::Half { number, year } => yearly(year, Which::Bare, anchor, outlook, |y| Some(Stamp::Half(y, number))),
        Base::Year(year) => Some(Stamp::Year(year)),
        Base::Decade(first) => Some(Stamp::Decade(first)),
        Base::Century(century) => Some(Stamp::Century(century)),
        Base::Calendar { unit, by, from } => calendar(unit, by, from, anchor),
        Base::Counted { unit, by, from } => counted(unit, by, from, anchor),
        Base::Same(unit, year) => same(unit, year, anchor, outlook),
        Base::Open => anchor.told().map(Stamp::Day),
    }
}

fn year_of(year: YearOf, anchor: &Anchor) -> Option<i16> {
    match year {
        YearOf::Open => None,
        YearOf::Given(year) => Some(year),
        YearOf::Shift(by) | YearOf::Told(by) => {
            anchor.today().and_then(|d| i16::try_from(i32::from(d.year()) + by).ok())
        }
    }
}

/// What comes once a year: of the year told, else the last, the next, or the nearest.
fn yearly(
    year: YearOf,
    which: Which,
    anchor: &Anchor,
    outlook: Outlook,
    make: impl Fn(i16) -> Option<Stamp>,
) -> Option<Stamp> {
    if let Some(year) = year_of(year, anchor) {
        return make(year);
    }
    let today = anchor.today()?;
    let around = (today.year() - 2..=today.year() + 2).filter_map(&make);
    match which {
        Which::This => make(today.year()),
        Which::Last => around.filter(|s| s.days().is_some_and(|d| d.to < today)).last(),
        Which::Next => around.into_iter().find(|s| s.days().is_some_and(|d| d.from > today)),
        Which::Bare => bare(today, outlook, make),
    }
}

/// What comes once a year, with nothing said: the next one that is not over when its clause looks ahead, the last one that has
/// begun when it looks back, else the nearest.
fn bare(today: Day, outlook: Outlook, make: impl Fn(i16) -> Option<Stamp>) -> Option<Stamp> {
    let mut around = (today.year() - 1..=today.year() + 1).filter_map(&make);
    match outlook {
        Outlook::Ahead => around.find(|s| s.days().is_some_and(|d| d.to >= today)),
        Outlook::Back => around.filter(|s| s.days().is_some_and(|d| d.from <= today)).last(),
        Outlook::Unclear => nearest(today, make),
    }
}

/// The one whose middle is nearest to a day, among the years around it.
fn nearest(to: Day, make: impl Fn(i16) -> Option<Stamp>) -> Option<Stamp> {
    let far = |s: &Stamp| s.middle().and_then(|m| m.until(to).ok()).map_or(i32::MAX, |s| s.get_days().abs());
    [to.year() - 1, to.year(), to.year() + 1].into_iter().filter_map(make).min_by_key(far)
}

/// A quarter is the last one that has begun, unless its clause looks ahead; results are still awaited for one just over.
fn quarter(today: Day, outlook: Outlook, make: impl Fn(i16) -> Option<Stamp>) -> Option<Stamp> {
    let begun = bare(today, Outlook::Back, &make)?;
    let over = begun.days()?.to.until(today).ok()?.get_days();
    if outlook == Outlook::Ahead && over > 60 { bare(today, outlook, make) } else { Some(begun) }
}

/// A month and day is the nearest; one that lies months on the other side of what its clause speaks of is not.
pub(crate) fn month_day(today: Day, outlook: Outlook, on: impl Fn(i16) -> Option<Day>) -> Option<Day> {
    let near = nearest(today, |year| on(year).map(Stamp::Day))?.days()?.from;
    let ahead = today.until(near).ok()?.get_days();
    let other = match outlook {
        Outlook::Back if ahead > 90 => on(near.year() - 1),
        Outlook::Ahead if ahead < -90 => on(near.year() + 1),
        _ => None,
    };
    Some(other.unwrap_or(near))
}

fn day_of_month(day: i8, anchor: &Anchor) -> Option<Day> {
    if let Some(told) = anchor.last.and_then(Stamp::days)
        && matches!(anchor.last, Some(Stamp::Month(..)))
        && let Ok(found) = Day::new(told.from.year(), told.from.month(), day)
    {
        return Some(found);
    }
    let today = anchor.today()?;
    let months = [-1, 0, 1].into_iter().filter_map(|by| Stamp::around(today, Unit::Month)?.plus(by)?.days());
    let days = months.filter_map(|m| Day::new(m.from.year(), m.from.month(), day).ok());
    days.min_by_key(|d| d.until(today).map_or(i32::MAX, |s| s.get_days().abs()))
}

/// A weekday counted from the report's day.
pub fn weekday(today: Day, wanted: Weekday, which: Which, outlook: Outlook) -> Option<Day> {
    let back = i64::from(wanted.until(today.weekday()));
    let by = match (which, outlook) {
        (Which::Last, _) => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        // On a Thursday "next Friday" is not tomorrow.
        (Which::Next, _) => {
            if back >= 5 {
                14 - back
            } else {
                7 - back
            }
        }
        (Which::This | Which::Bare, Outlook::Ahead) => {
            if back == 0 {
                0
            } else {
                7 - back
            }
        }
        (Which::This | Which::Bare, _) => -back,
    };
    today.checked_add(by.days()).ok()
}

/// The day of the week that comes `by` times from a day; for the past, negative.
fn nth_weekday(today: Day, wanted: Weekday, by: i32) -> Option<Day> {
    let days = if by < 0 {
        let back = i64::from(wanted.until(today.weekday()));
        let last = if back == 0 { 7 } else { back };
        -last + 7 * (i64::from(by) + 1)
    } else {
        i64::from(today.weekday().until(wanted)) + 7 * (i64::from(by) - 1)
    };
    today.checked_add(days.days()).ok()
}

fn calendar(unit: Unit, by: i32, from: From, anchor: &Anchor) -> Option<Stamp> {
    let start = match (from, anchor.last) {
        (From::Narrative, Some(last)) if last.unit() <= unit && last.unit() != Unit::Day => last.days()?.from,
        (From::Narrative, _) => anchor.told()?,
        (From::Report, _) => anchor.today()?,
    };
    Stamp::around(start, unit)?.plus(by)
}

fn counted(unit: Unit, by: i32, from: From, anchor: &Anchor) -> Option<Stamp> {
    // Business reports compare a quarter with that of the year before.
    if unit == Unit::Year
        && by == -1
        && let Some((year, number)) = anchor.quarter.filter(|_| !matches!(anchor.last, Some(Stamp::Year(_))))
    {
        return Stamp::Quarter(year, number).plus(-4);
    }
    let start = match (from, anchor.last) {
        (From::Narrative, Some(last)) if last.unit() != Unit::Day && last.unit() <= unit => last.days()?.from,
        (From::Narrative, _) => anchor.told()?,
        (From::Report, _) => anchor.today()?,
    };
    let days = |n: i32| start.checked_add(i64::from(n).days()).ok().map(Stamp::Day);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(Stamp::Day(start)),
        Unit::Day => days(by),
        Unit::Week if by.abs() <= 3 => days(by.checked_mul(7)?),
        Unit::Fortnight => days(by.checked_mul(14)?),
        Unit::Decade => Stamp::around(start, Unit::Year)?.plus(by.checked_mul(10)?),
        Unit::Century => Stamp::around(start, Unit::Year)?.plus(by.checked_mul(100)?),
        unit => Stamp::around(start, unit)?.plus(by),
    }
}

/// "that day", "the quarter", "the weekend": the one spoken of.
fn same(unit: Unit, year: YearOf, anchor: &Anchor, outlook: Outlook) -> Option<Stamp> {
    if unit == Unit::Weekend {
        return weekend(anchor.today()?, outlook);
    }
    if unit == Unit::Quarter {
        let told = match anchor.quarter {
            Some((year, number)) => Stamp::Quarter(year, number),
            None => match year {
                YearOf::Given(year) => return Some(Stamp::Year(year)),
                YearOf::Told(by) => return Stamp::around(anchor.today()?, Unit::Year)?.plus(by),
                _ => Stamp::around(anchor.today()?, Unit::Quarter)?.plus(-1)?,
            },
        };
        return match (year, told) {
            (YearOf::Given(year), Stamp::Quarter(_, number)) => Some(Stamp::Quarter(year, number)),
            (YearOf::Told(by), told) => told.plus(4 * by),
            (_, told) => Some(told),
        };
    }
    let start = match anchor.last {
        Some(last) if unit == Unit::Day => anchor.day.or(last.days().map(|d| d.to)).or(anchor.today())?,
        Some(last) if last.unit() <= unit => last.days()?.from,
        _ => anchor.told()?,
    };
    let by = if let YearOf::Told(by) = year { by } else { 0 };
    match unit {
        Unit::Month => Stamp::around(start, unit)?.plus(12 * by),
        unit => Stamp::around(start, unit),
    }
}

/// "the weekend": the last one that has begun, or the coming one.
fn weekend(today: Day, outlook: Outlook) -> Option<Stamp> {
    let this = Stamp::around(today, Unit::Weekend)?;
    let begun = this.days()?.from <= today;
    if begun || outlook == Outlook::Ahead { Some(this) } else { this.plus(-1) }
}

/// What TIMEX3 writes for a point: the stretch, and the time of day.
pub fn value(point: &Point, stamp: Option<Stamp>) -> String {
    let day = match stamp {
        Some(stamp) => stamp.to_string(),
        None => unknown(point.base),
    };
    match (point.clock, point.part) {
        (Some(Clock { hour, minute, universal }), _) => {
            format!("{day}T{hour:02}:{minute:02}{}", if universal { "Z" } else { "" })
        }
        (None, Some(part)) => format!("{day}{}", part_code(part)),
        (None, None) => day,
    }
}

/// What is known of a point in a report without a day.
fn unknown(base: Base) -> String {
    match base {
        Base::MonthDay { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
        Base::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
        Base::Weekday { day, .. } | Base::DayOfWeek { day, .. } | Base::NthWeekday { day, .. } => {
            format!("XXXX-WXX-{}", day.to_monday_one_offset())
        }
        Base::Month { month, .. } => format!("XXXX-{month:02}"),
        Base::Season { season, .. } => format!("XXXX-{}", season_code(season)),
        Base::Quarter { number, .. } => format!("XXXX-Q{number}"),
        Base::Half { number, .. } => format!("XXXX-H{number}"),
        Base::Calendar { unit, .. } | Base::Counted { unit, .. } | Base::Same(unit, _) => match unit {
            Unit::Year | Unit::Decade | Unit::Century => "XXXX",
            Unit::Quarter => "XXXX-QX",
            Unit::Month => "XXXX-XX",
            Unit::Week | Unit::Fortnight => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            _ => "XXXX-XX-XX",
        }
        .to_owned(),
        Base::Year(_) | Base::Decade(_) | Base::Century(_) | Base::Holiday { .. } | Base::Open => {
            "XXXX-XX-XX".to_owned()
        }
    }
}

/// The code of TIMEX3, with its T.
pub fn part_code(part: Part) -> &'static str {
    match part {
        Part::Morning | Part::Dawn => "TMO",
        Part::Midday => "T12:00",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
        Part::Midnight => "T24:00",
        Part::Daytime => "TDT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_bare_weekday_looks_back_and_may_be_the_day_itself() {
        let friday = date(2021, 8, 13);
        let found = |day, which, outlook| weekday(friday, day, which, outlook).map(|d| d.to_string());
        assert_eq!(found(Weekday::Friday, Which::Bare, Outlook::Back).as_deref(), Some("2021-08-13"));
        assert_eq!(found(Weekday::Saturday, Which::Bare, Outlook::Back).as_deref(), Some("2021-08-07"));
        assert_eq!(found(Weekday::Sunday, Which::Bare, Outlook::Ahead).as_deref(), Some("2021-08-15"));
        assert_eq!(found(Weekday::Friday, Which::Last, Outlook::Back).as_deref(), Some("2021-08-06"));
        assert_eq!(found(Weekday::Friday, Which::Next, Outlook::Back).as_deref(), Some("2021-08-20"));
    }

    #[test]
    fn a_month_and_day_is_the_nearest() {
        let anchor = Anchor::on(Some(Days::on(date(2021, 1, 2))));
        let base = Base::MonthDay { month: 12, day: 30, year: YearOf::Open };
        assert_eq!(resolve(base, &anchor, Outlook::Back), Some(Stamp::Day(date(2020, 12, 30))));
        let leap = Base::MonthDay { month: 2, day: 29, year: YearOf::Open };
        assert_eq!(resolve(leap, &anchor, Outlook::Back), Some(Stamp::Day(date(2020, 2, 29))));
    }

    #[test]
    fn without_a_report_day_only_full_dates_are_counted() {
        let anchor = Anchor::default();
        let friday = Base::Weekday { day: Weekday::Friday, which: Which::Bare };
        assert_eq!(resolve(friday, &anchor, Outlook::Back), None);
        assert_eq!(value(&Point::of(friday), None), "XXXX-WXX-5");
        let full = Base::MonthDay { month: 2, day: 30, year: YearOf::Given(2021) };
        assert_eq!(resolve(full, &anchor, Outlook::Back), None);
    }
}
