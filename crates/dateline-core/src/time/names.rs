//! The English names of units, days, months, seasons and parts of the day.

use jiff::civil::Weekday;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weekends.
    Weekend,
    /// Weeks.
    Week,
    /// Fourteen days.
    Fortnight,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February; of the year that its December is in.
    Winter,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Morning.
    Morning,
    /// Noon.
    Midday,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// Night.
    Night,
    /// Midnight.
    Midnight,
    /// Dawn.
    Dawn,
    /// The hours of light.
    Daytime,
}

/// The unit with this name; whether the word is a plural.
pub fn unit(word: &str) -> Option<(Unit, bool)> {
    let one = |unit| Some((unit, false));
    let many = |unit| Some((unit, true));
    match word {
        "second" | "sec" => one(Unit::Second),
        "seconds" | "secs" => many(Unit::Second),
        "minute" | "min" => one(Unit::Minute),
        "minutes" | "mins" => many(Unit::Minute),
        "hour" | "hr" => one(Unit::Hour),
        "hours" | "hrs" => many(Unit::Hour),
        "day" => one(Unit::Day),
        "days" => many(Unit::Day),
        "weekend" => one(Unit::Weekend),
        "weekends" => many(Unit::Weekend),
        "week" | "wk" => one(Unit::Week),
        "weeks" | "wks" => many(Unit::Week),
        "fortnight" => one(Unit::Fortnight),
        "fortnights" => many(Unit::Fortnight),
        "month" => one(Unit::Month),
        "months" => many(Unit::Month),
        "quarter" => one(Unit::Quarter),
        "quarters" => many(Unit::Quarter),
        "year" | "yr" => one(Unit::Year),
        "years" | "yrs" => many(Unit::Year),
        "decade" => one(Unit::Decade),
        "decades" => many(Unit::Decade),
        "century" => one(Unit::Century),
        "centuries" => many(Unit::Century),
        _ => None,
    }
}

/// The month with this name or abbreviation (without its point).
pub fn month(word: &str) -> Option<i8> {
    i8::try_from(crate::text::dates::month_number(word)?).ok()
}

/// Whether a weekday or month is written short, or the word is one that keeps a point ("p.m.").
pub fn is_abbreviation(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let short = (3..=5).contains(&lower.len()) && word.starts_with(|c: char| c.is_ascii_uppercase());
    let month =
        lower != "may" && lower.len() < 5 && month(&lower).is_some() && !matches!(lower.as_str(), "june" | "july");
    let day = weekday(&lower).is_some() && lower.len() < 6;
    short && (month || day && !matches!(lower.as_str(), "sun" | "sat"))
}

/// The day of the week with this name, and whether the word is a plural.
pub fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" | "weds" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// The day of the week whose plural this is: "Mondays".
pub fn weekdays(word: &str) -> Option<Weekday> {
    word.strip_suffix('s').filter(|w| w.ends_with("day")).and_then(weekday)
}

/// The season with this name. "Fall" is one only beside words that say so.
pub fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" | "springtime" => Season::Spring,
        "summer" | "summertime" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" | "wintertime" => Season::Winter,
        _ => return None,
    })
}

/// The part of the day with this name.
pub fn part(word: &str) -> Option<Part> {
    Some(match word {
        "morning" => Part::Morning,
        "midday" | "noon" | "noontime" | "lunchtime" => Part::Midday,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" | "overnight" => Part::Night,
        "midnight" => Part::Midnight,
        "dawn" | "daybreak" | "sunrise" => Part::Dawn,
        "dusk" | "sunset" | "nightfall" | "sundown" => Part::Evening,
        "daytime" | "daylight" => Part::Daytime,
        _ => return None,
    })
}

/// The ordinal number with this name, up to a hundred: "eighth" is 8.
pub fn ordinal(word: &str) -> Option<i32> {
    const ONES: [&str; 19] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    if let Some(n) = ONES.iter().position(|w| *w == word) {
        return i32::try_from(n + 1).ok();
    }
    match word {
        "twentieth" => Some(20),
        "thirtieth" => Some(30),
        _ => None,
    }
}

/// The cardinal number with this name, below a hundred.
pub fn cardinal(word: &str) -> Option<i32> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|n| i32::try_from(n).ok());
    at(&ONES).or_else(|| at(&TENS).map(|n| 10 * (n + 2)))
}
