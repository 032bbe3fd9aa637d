//! Dating reports that carry no full date, from their own words and from the pile.
//!
//! A report that says "on Friday" of a town whose fall the pile dates to the 13th was written that
//! Friday or in the days after. Every candidate day is scored by how well the report's weekdays, dates
//! and events then agree with what dated reports tell; the best day wins when nothing ties with it.
//! A file's time of change is never looked at.

use super::time::{Expression, Meaning};
use super::view::View;
use crate::model::{BlockKind, Claim, DateBasis, Day, Days, EventKind, Published, Status};
use dateline_tree::{Relation, Upos};
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// What a report's own words say about its day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clues {
    /// Weekdays told in the past or present, in order; the first stands in the opening sentences.
    pub weekdays: Vec<Weekday>,
    /// The first weekday stands in one of the first two sentences.
    pub leads: bool,
    /// Month and day, with the year where it is written.
    pub dates: Vec<(i8, i8, Option<i16>)>,
    /// Month and day of the dateline, which lacks only the year.
    pub dateline: Option<(i8, i8)>,
    /// Changes of control told as current: place id, and the weekday it is told with.
    pub changes: Vec<(String, Option<Weekday>)>,
    /// Those of them that are told in days before the report: "captured Goma yesterday" is 1.
    pub ago: Vec<(String, i32)>,
}

impl Clues {
    /// Whether anything in the report says when. That it tells of a known change is not enough: that may be old news.
    fn tell_time(&self) -> bool {
        !self.weekdays.is_empty() || !self.dates.is_empty() || !self.ago.is_empty()
    }
}

/// A report as dating sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The report's id.
    pub report: String,
    /// Days as the input gives them: exact, a month, or unknown.
    pub published: Published,
    /// What its words say.
    pub clues: Clues,
    /// For dated reports: the days on which their current changes of control lie, by place id.
    pub changes: Vec<(String, Days)>,
}

impl Dossier {
    /// A dossier from a reading.
    pub fn new(report: &str, published: Published, clues: &Clues, claims: &[impl Borrow<Claim>]) -> Dossier {
        let changes = claims.iter().map(Borrow::borrow).filter(|c| is_change(c)).filter_map(|c| {
            let when = c.when().filter(|w| w.text.is_some() || !w.no_later)?;
            Some((c.place()?.id.clone(), when.days))
        });
        Dossier { report: report.to_owned(), published, clues: clues.clone(), changes: changes.collect() }
    }
}

fn is_change(claim: &Claim) -> bool {
    claim.tells(EventKind::Takeover) && claim.status.is_current()
}

/// Gathers the clues of a report.
pub fn clues(views: &[View], times: &[Vec<Expression>], claims: &[Claim], kinds: &[BlockKind]) -> Clues {
    let mut clues = Clues::default();
    let mut paragraphs = 0;
    for ((view, expressions), kind) in views.iter().zip(times).zip(kinds) {
        if *kind == BlockKind::Headline {
            continue;
        }
        paragraphs += usize::from(*kind == BlockKind::Paragraph);
        for e in expressions {
            match e.meaning {
                Meaning::Weekday { day, shift: 0 } if !is_ahead(*view, e) => {
                    if clues.weekdays.is_empty() && *kind == BlockKind::Paragraph {
                        clues.leads = paragraphs <= 2;
                    }
                    clues.weekdays.push(day);
                }
                Meaning::MonthDay { month, day, year } if !matches!(e.preposition.as_str(), "by" | "until") => {
                    clues.dates.push((month, day, year))
                }
                _ => {}
            }
        }
    }
    for claim in
        claims.iter().filter(|c| c.tells(EventKind::Takeover) && matches!(c.status, Status::Asserted | Status::Claimed))
    {
        if let Some(place) = claim.place() {
            match told_with(claim, views, times) {
                Some(Meaning::Weekday { day, shift: 0 }) => clues.changes.push((place.id.clone(), Some(day))),
                Some(Meaning::FromReport { days }) if days <= 0 => clues.ago.push((place.id.clone(), -days)),
                _ => clues.changes.push((place.id.clone(), None)),
            }
        }
    }
    clues
}

/// What a claim is told with: the expression inside its sentence that is nearest to its passage.
fn told_with(claim: &Claim, views: &[View], times: &[Vec<Expression>]) -> Option<Meaning> {
    let at = views.iter().position(|v| v.sentence.span == claim.sentence)?;
    let view = views[at];
    let distance = |e: &&Expression| {
        let span = view.span(e.first, e.last);
        if claim.span.contains(span) {
            0
        } else {
            span.start.abs_diff(claim.span.end).min(claim.span.start.abs_diff(span.end))
        }
    };
    Some(times[at].iter().min_by_key(distance)?.meaning)
}

/// A weekday that is still to come: "by Sunday", "will vote on Sunday".
fn is_ahead(view: View, e: &Expression) -> bool {
    if matches!(e.preposition.as_str(), "by" | "until" | "before") {
        return true;
    }
    let head = (e.first..=e.last).find(|&i| view.head(i).is_none_or(|h| h < e.first || h > e.last)).unwrap_or(e.last);
    let verb = view.ancestors(head).into_iter().find(|&i| matches!(view.token(i).upos, Upos::Verb | Upos::Aux));
    verb.is_some_and(|v| {
        view.children(v).any(|c| {
            matches!(view.relation(c), Relation::Aux | Relation::Mark)
                && matches!(view.lower(c).as_str(), "will" | "would" | "to")
        })
    })
}

/// The days of the reports that have no exact day of their own. Reports that stay undated are left out.
pub fn settle(dossiers: &[Dossier]) -> Vec<(String, Published)> {
    let pile = Pile::of(dossiers);
    let mut settled = Vec::new();
    for dossier in dossiers.iter().filter(|d| d.published.day().is_none()) {
        if let Some((day, basis)) = pile.date(dossier) {
            settled.push((dossier.report.clone(), Published { days: Some(Days::on(day)), basis }));
        }
    }
    settled.sort_by(|a, b| a.0.cmp(&b.0));
    settled
}

/// What the dated reports tell: the days of the pile and the days on which each place changed hands.
struct Pile {
    days: Option<Days>,
    changes: BTreeMap<String, Vec<Days>>,
}

impl Pile {
    fn of(dossiers: &[Dossier]) -> Pile {
        let mut dated: Vec<Day> = dossiers.iter().filter_map(|d| d.published.day()).collect();
        dated.sort();
        let days = dated.first().zip(dated.last()).map(|(a, b)| Days { from: *a, to: *b });
        let mut changes: BTreeMap<String, Vec<Days>> = BTreeMap::new();
        for dossier in dossiers.iter().filter(|d| d.published.day().is_some()) {
            for (place, days) in &dossier.changes {
                changes.entry(place.clone()).or_default().push(*days);
            }
        }
        Pile { days, changes }
    }

    fn date(&self, dossier: &Dossier) -> Option<(Day, DateBasis)> {
        if let Some((month, day)) = dossier.clues.dateline {
            let near = dossier.published.days.or(self.days)?;
            return Some((nearest_date(near.to, month, day)?, DateBasis::DateLine));
        }
        if !dossier.clues.tell_time() {
            return None;
        }
        let candidates = self.candidates(dossier);
        let scored: Vec<(i32, Day)> = candidates.into_iter().map(|d| (self.score(dossier, d), d)).collect();
        let best = scored.iter().map(|(s, _)| *s).max().filter(|s| *s > 0)?;
        let winners: Vec<Day> = scored.iter().filter(|(s, _)| *s == best).map(|(_, d)| *d).collect();
        let day = *winners.first()?;
        // Several equally good days within a week are one guess too many unless they follow each other.
        if winners.len() > 3 {
            return None;
        }
        let own =
            dossier.clues.dates.iter().any(|&(m, d, _)| {
                nearest_date(day, m, d).is_some_and(|found| (0..=3).contains(&days_between(found, day)))
            });
        Some((day, if own { DateBasis::Text } else { DateBasis::Pile }))
    }

    /// Days the report can be of: its month, the span of the pile with a few days around, or around its own dates.
    fn candidates(&self, dossier: &Dossier) -> Vec<Day> {
        let range = dossier.published.days.or_else(|| {
            let pile = self.days?;
            Some(Days { from: pile.from.checked_sub(4.days()).ok()?, to: pile.to.checked_add(7.days()).ok()? })
        });
        let range = range.or_else(|| {
            let &(month, day, year) = dossier.clues.dates.iter().find(|d| d.2.is_some())?;
            let day = Day::new(year?, month, day).ok()?;
            Some(Days { from: day, to: day.checked_add(7.days()).ok()? })
        });
        let Some(range) = range else { return Vec::new() };
        let mut days = Vec::new();
        let mut at = range.from;
        while at <= range.to && days.len() < 400 {
            days.push(at);
            match at.tomorrow() {
                Ok(next) => at = next,
                Err(_) => break,
            }
        }
        days
    }

    fn score(&self, dossier: &Dossier, day: Day) -> i32 {
        let clues = &dossier.clues;
        let mut score = 0;
        score += clues.weekdays.first().map_or(0, |&w| weekday_score(w, day, clues.leads));
        score += latest_weekday_score(clues, day);
        for &(month, date, year) in &clues.dates {
            score += self.date_score(month, date, year, day);
        }
        for (place, weekday) in &clues.changes {
            score += self.change_score(place, *weekday, day);
        }
        for (place, ago) in &clues.ago {
            score += day.checked_sub(i64::from(*ago).days()).map_or(0, |told| self.told_score(place, told));
        }
        score + self.freshness(clues, day)
    }

    fn date_score(&self, month: i8, date: i8, year: Option<i16>, day: Day) -> i32 {
        let found = match year {
            Some(year) => Day::new(year, month, date).ok(),
            None => nearest_date(day, month, date),
        };
        match found.map(|f| days_between(f, day)) {
            Some(0..=1) => 6,
            Some(2..=4) => 4,
            _ => 0,
        }
    }

    /// Does the weekday told for a change, counted from this day, fall on the day the pile gives it?
    fn change_score(&self, place: &str, weekday: Option<Weekday>, day: Day) -> i32 {
        if let Some(weekday) = weekday {
            return self.told_score(place, latest(weekday, day));
        }
        let first = self.changes.get(place).and_then(|known| known.iter().map(|d| d.from).min());
        if first.is_some_and(|first| days_between(first, day) < 0) { -6 } else { 0 }
    }

    /// Is the day on which a change is told the one that the pile gives it?
    fn told_score(&self, place: &str, told: Day) -> i32 {
        let Some(known) = self.changes.get(place) else { return 0 };
        if known.iter().any(|d| d.contains(told)) {
            6
        } else if known.iter().any(|d| days_between(d.from, told).abs() <= 1) {
            1
        } else {
            -6
        }
    }

    /// News is written soon after what it tells: days long after the newest known change lose.
    fn freshness(&self, clues: &Clues, day: Day) -> i32 {
        let places = clues.changes.iter().map(|(p, _)| p).chain(clues.ago.iter().map(|(p, _)| p));
        let newest = places.filter_map(|p| self.changes.get(p)).flat_map(|d| d.iter().map(|d| d.from)).max();
        newest.map_or(0, |n| match days_between(n, day) {
            0 => 3,
            1 => 2,
            2 => 1,
            after if after > 2 => -((after - 2).min(7) as i32),
            _ => -4,
        })
    }
}

/// A report that opens with a weekday is usually of that day, sometimes of the next.
fn weekday_score(weekday: Weekday, day: Day, leads: bool) -> i32 {
    match (days_between(latest(weekday, day), day), leads) {
        (0, true) => 6,
        (1, true) => 3,
        (0, false) => 3,
        (1, false) => 2,
        (_, true) => -2,
        (_, false) => 0,
    }
}

/// No weekday told as past lies ahead; the newest of them is the day itself or the day before.
fn latest_weekday_score(clues: &Clues, day: Day) -> i32 {
    let newest = clues.weekdays.iter().map(|&w| days_between(latest(w, day), day)).min();
    // Weekdays of one report lie close together: a day that puts one of them most of a week back is suspect.
    let oldest = clues.weekdays.iter().map(|&w| days_between(latest(w, day), day)).max().unwrap_or(0);
    let spread = -2 * ((oldest - 3).max(0) as i32);
    spread
        + match newest {
            Some(0) => 3,
            Some(1) => 1,
            Some(_) => -2,
            None => 0,
        }
}

fn latest(weekday: Weekday, day: Day) -> Day {
    let back = i64::from(weekday.until(day.weekday()));
    day.checked_sub(back.days()).unwrap_or(day)
}

fn days_between(from: Day, to: Day) -> i64 {
    from.until(to).map_or(i64::MAX, |s| i64::from(s.get_days()))
}

fn nearest_date(day: Day, month: i8, date: i8) -> Option<Day> {
    [day.year() - 1, day.year(), day.year() + 1]
        .into_iter()
        .filter_map(|y| Day::new(y, month, date).ok())
        .min_by_key(|d| days_between(*d, day).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dated(report: &str, day: Day, changes: &[(&str, Day)]) -> Dossier {
        Dossier {
            report: report.into(),
            published: Published { days: Some(Days::on(day)), basis: DateBasis::DateLine },
            clues: Clues::default(),
            changes: changes.iter().map(|(p, d)| ((*p).to_owned(), Days::on(*d))).collect(),
        }
    }

    fn undated(clues: Clues) -> Dossier {
        Dossier { report: "u".into(), published: Published::UNKNOWN, clues, changes: Vec::new() }
    }

    #[test]
    fn a_weekday_beside_a_known_change_dates_the_report() {
        let pile = dated("a", date(2025, 1, 27), &[("goma", date(2025, 1, 26))]);
        let clues = Clues {
            weekdays: vec![Weekday::Monday, Weekday::Sunday],
            leads: true,
            changes: vec![("goma".into(), Some(Weekday::Sunday))],
            ..Clues::default()
        };
        let settled = settle(&[pile, undated(clues)]);
        assert_eq!(settled[0].1.day(), Some(date(2025, 1, 27)));
        assert_eq!(settled[0].1.basis, DateBasis::Pile);
    }

    #[test]
    fn a_report_is_not_dated_before_what_it_tells() {
        let pile = [dated("a", date(2025, 1, 20), &[]), dated("b", date(2025, 1, 27), &[("goma", date(2025, 1, 26))])];
        let clues = Clues {
            weekdays: vec![Weekday::Monday],
            leads: true,
            changes: vec![("goma".into(), None)],
            ..Clues::default()
        };
        let settled = settle(&[pile[0].clone(), pile[1].clone(), undated(clues)]);
        assert_eq!(settled[0].1.day(), Some(date(2025, 1, 27)));
    }

    #[test]
    fn the_last_of_several_weekdays_is_not_a_week_old() {
        let pile = dated("a", date(2025, 1, 28), &[("goma", date(2025, 1, 27))]);
        let clues = Clues {
            weekdays: vec![Weekday::Monday, Weekday::Tuesday],
            leads: true,
            changes: vec![("goma".into(), Some(Weekday::Monday))],
            ..Clues::default()
        };
        assert_eq!(settle(&[pile, undated(clues)])[0].1.day(), Some(date(2025, 1, 28)));
    }

    #[test]
    fn a_change_of_yesterday_dates_a_report_of_which_only_the_month_is_known() {
        let pile = dated("a", date(2025, 1, 28), &[("goma", date(2025, 1, 27))]);
        let month = Days { from: date(2025, 1, 1), to: date(2025, 1, 31) };
        let published = Published { days: Some(month), basis: DateBasis::Metadata };
        let clues = Clues { ago: vec![("goma".into(), 1)], ..Clues::default() };
        let settled = settle(&[pile, Dossier { published, ..undated(clues) }]);
        assert_eq!(settled[0].1.day(), Some(date(2025, 1, 28)));
    }

    #[test]
    fn a_month_without_other_clues_stays_a_month() {
        let month = Days { from: date(2025, 1, 1), to: date(2025, 1, 31) };
        let published = Published { days: Some(month), basis: DateBasis::Metadata };
        let pile = dated("a", date(2025, 1, 28), &[("goma", date(2025, 1, 27))]);
        assert!(settle(&[pile, Dossier { published, ..undated(Clues::default()) }]).is_empty());
    }

    #[test]
    fn a_dateline_without_a_year_is_of_the_year_of_the_pile() {
        let pile = dated("a", date(2025, 1, 2), &[]);
        let clues = Clues { dateline: Some((12, 30)), ..Clues::default() };
        assert_eq!(settle(&[pile, undated(clues)])[0].1.day(), Some(date(2024, 12, 30)));
    }

    #[test]
    fn news_of_a_known_change_without_a_day_may_be_old() {
        let pile = dated("a", date(2025, 1, 28), &[("goma", date(2025, 1, 27))]);
        let clues = Clues { changes: vec![("goma".into(), None)], ..Clues::default() };
        assert!(settle(&[pile, undated(clues)]).is_empty());
    }

    #[test]
    fn without_clues_a_report_stays_undated() {
        assert!(settle(&[dated("a", date(2025, 1, 27), &[]), undated(Clues::default())]).is_empty());
    }
}
