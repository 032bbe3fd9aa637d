//! Times of day: "5 p.m. EST", "10:30", "midnight", "this morning", "Monday night", "overnight".

use super::{Hit, Scan};
use crate::time::meaning::{Base, Clock, From, Meaning, Point, Which};
use crate::time::names::{self, Part, Unit};
use crate::time::words::Class;

impl Scan<'_> {
    /// A clock time, with its zone, and the day behind it: "5 p.m. EST Nov. 9", "noon Saturday".
    pub(super) fn clock(&self, i: usize) -> Option<Hit> {
        let (mut clock, words) = self.clock_at(i)?;
        let zone = i + words..i + words + self.zone(i + words);
        clock.universal = zone.clone().any(|at| matches!(self.at(at), "gmt" | "utc")) && zone.len() == 1;
        let end = zone.end;
        if let Some(hit) = self.day_behind(end) {
            let Meaning::Point(point) = hit.meaning else { return None };
            return self.hit(i, hit.end, Meaning::Point(Point { clock: Some(clock), part: None, ..point }));
        }
        self.hit(i, end, Meaning::Point(Point { clock: Some(clock), ..Point::of(Base::Open) }))
    }

    /// A day with its hour right behind it: "3 October 10 p.m.".
    pub(super) fn with_clock(&self, hit: Hit) -> Hit {
        let Meaning::Point(point) = hit.meaning else { return hit };
        let day = matches!(point.base, Base::MonthDay { .. } | Base::Weekday { .. })
            && point.part.is_none()
            && point.clock.is_none();
        match self.clock(hit.end).filter(|_| day) {
            Some(Hit { end, meaning: Meaning::Point(Point { base: Base::Open, clock, .. }), .. }) => {
                let whole = self.hit(hit.first, end, Meaning::Point(Point { clock, ..point }));
                whole.unwrap_or(hit)
            }
            _ => hit,
        }
    }

    fn clock_at(&self, i: usize) -> Option<(Clock, usize)> {
        match self.at(i) {
            "midnight" => return self.day_behind(i + 1).map(|_| (Clock { hour: 24, minute: 0, universal: false }, 1)),
            "noon" => return Some((Clock { hour: 12, minute: 0, universal: false }, 1)),
            _ => {}
        }
        let word = self.words.get(i)?;
        if word.class == Class::Digits {
            return self.digital(i);
        }
        // "five o'clock", "ten in the morning".
        let (hour, words) = self.below_hundred(i).filter(|(h, _)| (1..=12).contains(h))?;
        let (part, more) = self.hour_tail(i + words)?;
        Some((Clock { hour: hour_of(i8::try_from(hour).ok()?, part)?, minute: 0, universal: false }, words + more))
    }

    fn digital(&self, i: usize) -> Option<(Clock, usize)> {
        let text = &self.words[i].lower;
        let zoned = self.zone(i + 1) > 0;
        let tail = self.half_day(i + 1);
        let military = text.len() == 4 && (zoned || tail.is_some() || matches!(self.at(i + 1), "hours" | "hrs"));
        let (hour, minute, colon) = match text.split_once([':', '.']) {
            Some((h, m)) if m.len() == 2 && h.len() <= 2 => {
                (h.parse::<i8>().ok()?, m.parse::<i8>().ok()?, text.contains(':'))
            }
            // "10:30:05" tells seconds too.
            Some((h, rest)) if text.matches(':').count() == 2 => (h.parse().ok()?, rest.get(..2)?.parse().ok()?, true),
            Some(_) => return None,
            None if text.len() <= 2 => (text.parse().ok()?, 0, false),
            None if military => (text[..2].parse().ok()?, text[2..].parse().ok()?, true),
            None if text.len() == 3 && tail.is_some() => (text[..1].parse().ok()?, text[1..].parse().ok()?, true),
            None => return None,
        };
        if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
            return None;
        }
        if let Some((afternoon, words)) = tail {
            let part = if afternoon { Part::Afternoon } else { Part::Morning };
            return Some((Clock { hour: hour_of(hour, Some(part))?, minute, universal: false }, 1 + words));
        }
        if let Some((part, words)) = self.hour_tail(i + 1) {
            return Some((Clock { hour: hour_of(hour, part)?, minute, universal: false }, 1 + words));
        }
        let hours = usize::from(military && matches!(self.at(i + 1), "hours" | "hrs"));
        let score = matches!(self.before(i, 1), "chapter" | "verse" | "psalm") || self.is_dash(i + 1) && !zoned;
        (colon && !score && (text.contains(':') || zoned || hours > 0))
            .then_some((Clock { hour, minute, universal: false }, 1 + hours))
    }

    /// "p.m.", "am"; whether it is after noon, and how many words.
    fn half_day(&self, i: usize) -> Option<(bool, usize)> {
        match (self.at(i), self.at(i + 1)) {
            ("pm", _) => Some((true, 1)),
            ("am", _) => Some((false, 1)),
            ("p", "m") => Some((true, 2)),
            ("a", "m") => Some((false, 2)),
            _ => None,
        }
    }

    /// "o'clock", "in the morning", "o'clock at night", with the part of the day.
    fn hour_tail(&self, i: usize) -> Option<(Option<Part>, usize)> {
        let clock = usize::from(self.at(i) == "o'clock");
        let at = i + clock;
        if self.at(at) == "in"
            && self.at(at + 1) == "the"
            && let Some(part @ (Part::Morning | Part::Afternoon | Part::Evening)) = names::part(self.at(at + 2))
        {
            return Some((Some(part), clock + 3));
        }
        if self.at(at) == "at" && self.at(at + 1) == "night" {
            return Some((Some(Part::Night), clock + 2));
        }
        (clock > 0).then_some((None, 1))
    }

    /// "EST", "GMT", "local time", "( GMT +8 )".
    fn zone(&self, i: usize) -> usize {
        const ZONES: &[&str] = &[
            "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "pt", "cet", "cest",
            "bst", "ist", "msk", "jst", "eat",
        ];
        let open = usize::from(self.at(i) == "(");
        let word = self.words.get(i + open);
        let named = word
            .is_some_and(|w| ZONES.contains(&w.lower.as_str()) && (w.is_capital() || w.glued || w.lower.len() == 3));
        if !named {
            return if self.at(i) == "local" && self.at(i + 1) == "time" { 2 } else { 0 };
        }
        if open == 0 {
            return 1;
        }
        (i + 2..i + 6).find(|at| self.at(*at) == ")").map_or(0, |at| at + 1 - i)
    }

    /// The day right behind a time: "Tuesday", ", Nov. 9", "today".
    fn day_behind(&self, i: usize) -> Option<Hit> {
        let comma = usize::from(self.at(i) == ",");
        let at = i + comma;
        let near = if comma == 1 { None } else { self.weekday(at).or_else(|| self.named_day(at)) };
        let hit = self.month_day(at).or_else(|| self.day_month(at)).or(near).or_else(|| self.numeric(at))?;
        matches!(&hit.meaning, Meaning::Point(p) if p.part.is_none() && p.clock.is_none() && hit.end > at)
            .then_some(hit)
    }

    /// A part of the day behind a day: "Monday night", "yesterday afternoon", "Friday early morning".
    pub(super) fn part_behind(&self, i: usize) -> (Option<Part>, usize) {
        let adjective = usize::from(matches!(self.at(i), "early" | "late" | "mid"));
        let dash = usize::from(self.is_dash(i + adjective) && adjective > 0);
        let at = i + adjective + dash;
        match names::part(self.at(at)).filter(|_| self.at(at) != "overnight" && !self.is_dash(at + 1)) {
            Some(part) => (Some(part), adjective + dash + 1),
            None => (None, 0),
        }
    }

    /// "this morning", "last night", "the morning of March 30", "midday", "overnight", "tonight", "the previous night".
    pub(super) fn part(&self, i: usize) -> Option<Hit> {
        let with = |base, part| Meaning::Point(Point { part: Some(part), ..Point::of(base) });
        let today = |by| Base::Calendar { unit: Unit::Day, by, from: From::Report };
        let told = |by| Base::Calendar { unit: Unit::Day, by, from: From::Narrative };
        match self.at(i) {
            "tonight" => return self.hit(i, i + 1, with(today(0), Part::Night)),
            "overnight" => return self.hit(i, i + 1, with(today(0), Part::Night)),
            _ => {}
        }
        let the = usize::from(self.at(i) == "the");
        let same = usize::from(self.at(i + the) == "same" || self.at(i) == "that");
        let (which, skip) = if same > 0 { (Which::Bare, the + same) } else { self.which(i) };
        let at = i + skip;
        let dash = usize::from(matches!(self.at(at), "mid" | "early" | "late") && self.is_dash(at + 1)) * 2;
        // "The small hours" are those of the early morning.
        let hours = self.at(at + 1) == "hours" && matches!(self.at(at), "small" | "early" | "wee");
        let (part, end) = match names::part(self.at(at + dash)).filter(|_| self.at(at + dash) != "overnight") {
            Some(part) => (part, at + dash + 1),
            None if hours && self.before(i, 1) == "the" => (Part::Morning, at + 2),
            None => return None,
        };
        let base = match which {
            Which::This => today(0),
            Which::Last if skip == 1 => today(-1),
            Which::Last => told(-1),
            Which::Next => told(1),
            Which::Bare if same > 0 => Base::Same(Unit::Day, crate::time::meaning::YearOf::Open),
            Which::Bare => {
                let of = usize::from(self.at(end) == "of");
                if let Some(hit) = self.day_behind(end + of).filter(|_| of == 1) {
                    let Meaning::Point(point) = hit.meaning else { return None };
                    return self.hit(i, hit.end, with(point.base, part));
                }
                if let Some(hit) = self.day_behind(end).filter(|_| matches!(part, Part::Midday | Part::Midnight)) {
                    let Meaning::Point(point) = hit.meaning else { return None };
                    return self.hit(i, hit.end, with(point.base, part));
                }
                Base::Open
            }
        };
        if base == Base::Open && !self.tells_time(i, end, part) {
            return None;
        }
        let day = match self.day_behind(end).filter(|_| dash > 0) {
            Some(Hit { meaning: Meaning::Point(point), end, .. }) => Some((point.base, end)),
            _ => None,
        };
        let (base, end) = day.unwrap_or((base, end));
        self.hit(i, end, with(base, part))
    }

    /// Whether a bare part of the day says when: "in the morning", "by nightfall", "at noon"; not "night raids".
    fn tells_time(&self, i: usize, end: usize, part: Part) -> bool {
        let before = self.before(i, 1);
        let article = self.before(i, 1) == "the";
        let first = if article { self.before(i, 2) } else { before };
        let introduced = matches!(
            first,
            "in" | "by"
                | "at"
                | "before"
                | "after"
                | "during"
                | "until"
                | "till"
                | "since"
                | "around"
                | "through"
                | "from"
                | "towards"
                | "toward"
                | "throughout"
                | "early"
                | "late"
                | "mid"
                | "shortly"
        );
        let single = matches!(part, Part::Midday | Part::Midnight | Part::Dawn | Part::Evening);
        let own = self.at(i) == "the"
            && matches!(
                before,
                "in" | "by"
                    | "during"
                    | "until"
                    | "since"
                    | "through"
                    | "before"
                    | "of"
                    | "for"
                    | "throughout"
                    | "early"
                    | "late"
            );
        own || introduced && (article || single || !self.is_capital(end))
    }
}

/// The hour on the clock of twenty-four.
fn hour_of(hour: i8, part: Option<Part>) -> Option<i8> {
    let late = matches!(part, Some(Part::Afternoon | Part::Evening | Part::Night));
    match hour {
        12 if late => Some(12),
        12 if part == Some(Part::Morning) => Some(0),
        1..=11 if late && !(part == Some(Part::Night) && hour < 6) => Some(hour + 12),
        0..=24 => Some(hour),
        _ => None,
    }
}
