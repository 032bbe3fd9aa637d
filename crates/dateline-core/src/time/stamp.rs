//! A counted stretch of the calendar: written as TIMEX3 writes it, and as the days it has.
//!
//! Weeks are those of ISO 8601: they begin on Monday and belong to the year that has their Thursday.

use super::names::{Season, Unit};
use crate::model::{Day, Days};
use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};
use std::fmt;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// One day.
    Day(Day),
    /// A week, by its Monday.
    Week(Day),
    /// A weekend, by its Saturday.
    Weekend(Day),
    /// A month.
    Month(i16, i8),
    /// A quarter of a year.
    Quarter(i16, i8),
    /// Half a year.
    Half(i16, i8),
    /// A season; winter is of the year its December is in.
    Season(i16, Season),
    /// A year.
    Year(i16),
    /// Ten years, by the first.
    Decade(i16),
    /// A hundred years: 19 is 1900 to 1999.
    Century(i16),
}

impl Stamp {
    /// The stretch of this unit that a day lies in.
    pub fn around(day: Day, unit: Unit) -> Option<Stamp> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Stamp::Day(day),
            Unit::Weekend => Stamp::Weekend(monday(day)?.checked_add(5.days()).ok()?),
            Unit::Week | Unit::Fortnight => Stamp::Week(monday(day)?),
            Unit::Month => Stamp::Month(day.year(), day.month()),
            Unit::Quarter => Stamp::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Year => Stamp::Year(day.year()),
            Unit::Decade => Stamp::Decade(day.year() - day.year().rem_euclid(10)),
            Unit::Century => Stamp::Century(day.year().div_euclid(100)),
        })
    }

    /// The stretch so many steps later, steps of its own size.
    pub fn plus(self, by: i32) -> Option<Stamp> {
        let days = |day: Day, n: i32| day.checked_add(i64::from(n).days()).ok();
        let year = |y: i16, n: i32| i16::try_from(i32::from(y).checked_add(n)?).ok().filter(|y| (1..=9999).contains(y));
        Some(match self {
            Stamp::Day(day) => Stamp::Day(days(day, by)?),
            Stamp::Week(day) => Stamp::Week(days(day, by.checked_mul(7)?)?),
            Stamp::Weekend(day) => Stamp::Weekend(days(day, by.checked_mul(7)?)?),
            Stamp::Month(y, m) => {
                let (up, m) = carry(m, by, 12);
                Stamp::Month(year(y, up)?, m)
            }
            Stamp::Quarter(y, q) => {
                let (up, q) = carry(q, by, 4);
                Stamp::Quarter(year(y, up)?, q)
            }
            Stamp::Half(y, h) => {
                let (up, h) = carry(h, by, 2);
                Stamp::Half(year(y, up)?, h)
            }
            Stamp::Season(y, s) => Stamp::Season(year(y, by)?, s),
            Stamp::Year(y) => Stamp::Year(year(y, by)?),
            Stamp::Decade(y) => Stamp::Decade(year(y, by.checked_mul(10)?)?),
            Stamp::Century(c) => Stamp::Century(year(c, by)?),
        })
    }

    /// Its first and last day.
    pub fn days(self) -> Option<Days> {
        let first = |y: i16, m: i8| Day::new(y, m, 1).ok();
        let months = |y: i16, m: i8, n: i32| {
            let (up, last) = carry(m, n - 1, 12);
            Some(Days { from: first(y, m)?, to: first(y + i16::try_from(up).ok()?, last)?.last_of_month() })
        };
        let later = |day: Day, n: i64| Some(Days { from: day, to: day.checked_add(n.days()).ok()? });
        match self {
            Stamp::Day(day) => Some(Days::on(day)),
            Stamp::Week(day) => later(day, 6),
            Stamp::Weekend(day) => later(day, 1),
            Stamp::Month(y, m) => months(y, m, 1),
            Stamp::Quarter(y, q) => months(y, 3 * q - 2, 3),
            Stamp::Half(y, h) => months(y, 6 * h - 5, 6),
            Stamp::Season(y, season) => months(y, first_month(season), 3),
            Stamp::Year(y) => months(y, 1, 12),
            Stamp::Decade(y) => Some(Days { from: first(y, 1)?, to: Day::new(y + 9, 12, 31).ok()? }),
            Stamp::Century(c) => {
                Some(Days { from: first((c * 100).max(1), 1)?, to: Day::new(c * 100 + 99, 12, 31).ok()? })
            }
        }
    }

    /// The day in the middle, to measure how near it is.
    pub fn middle(self) -> Option<Day> {
        let days = self.days()?;
        let length = days.from.until(days.to).ok()?.get_days();
        days.from.checked_add(i64::from(length / 2).days()).ok()
    }

    /// How large it is.
    pub fn unit(self) -> Unit {
        match self {
            Stamp::Day(_) => Unit::Day,
            Stamp::Week(_) => Unit::Week,
            Stamp::Weekend(_) => Unit::Weekend,
            Stamp::Month(..) => Unit::Month,
            Stamp::Quarter(..) | Stamp::Season(..) => Unit::Quarter,
            Stamp::Half(..) | Stamp::Year(_) => Unit::Year,
            Stamp::Decade(_) => Unit::Decade,
            Stamp::Century(_) => Unit::Century,
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Stamp::Day(day) => write!(f, "{day}"),
            Stamp::Week(day) => {
                let week = ISOWeekDate::from(day);
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Stamp::Weekend(day) => write!(f, "{}-WE", Stamp::Week(day)),
            Stamp::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Stamp::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Stamp::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Stamp::Season(y, season) => write!(f, "{y:04}-{}", season_code(season)),
            Stamp::Year(y) => write!(f, "{y:04}"),
            Stamp::Decade(y) => write!(f, "{:03}", y / 10),
            Stamp::Century(c) => write!(f, "{c:02}"),
        }
    }
}

/// The code of TIMEX3.
pub fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

fn first_month(season: Season) -> i8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

/// The Monday of a day's week.
fn monday(day: Day) -> Option<Day> {
    let back = i64::from(Weekday::Monday.until(day.weekday()));
    day.checked_sub(back.days()).ok()
}

/// Adds to a number that counts from 1 to `size`; gives how often it went round, and the number.
fn carry(number: i8, by: i32, size: i32) -> (i32, i8) {
    let sum = (i32::from(number) - 1).saturating_add(by);
    (sum.div_euclid(size), i8::try_from(sum.rem_euclid(size) + 1).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_of_the_year_that_has_their_thursday() {
        let week = |y, m, d| Stamp::around(date(y, m, d), Unit::Week).map(|s| s.to_string());
        assert_eq!(week(2021, 1, 3).as_deref(), Some("2020-W53"));
        assert_eq!(week(2024, 12, 30).as_deref(), Some("2025-W01"));
        assert_eq!(week(1998, 3, 6).as_deref(), Some("1998-W10"));
    }

    #[test]
    fn steps_go_over_the_turn_of_the_year() {
        assert_eq!(Stamp::Month(2021, 1).plus(-1), Some(Stamp::Month(2020, 12)));
        assert_eq!(Stamp::Quarter(2021, 4).plus(1), Some(Stamp::Quarter(2022, 1)));
        assert_eq!(Stamp::Year(9999).plus(1), None);
    }

    #[test]
    fn stretches_know_their_days() {
        let days = |s: Stamp| s.days().map(|d| (d.from.to_string(), d.to.to_string()));
        assert_eq!(days(Stamp::Month(2024, 2)), Some(("2024-02-01".into(), "2024-02-29".into())));
        assert_eq!(days(Stamp::Season(2020, Season::Winter)), Some(("2020-12-01".into(), "2021-02-28".into())));
        assert_eq!(days(Stamp::Half(2021, 2)), Some(("2021-07-01".into(), "2021-12-31".into())));
    }
}
