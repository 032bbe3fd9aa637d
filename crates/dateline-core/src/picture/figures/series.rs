//! Numbers of one thing in order of time, and what became of each.
//!
//! A number that is true of a day gives way to the next day's; a toll gives way to a later, higher one. What differs for
//! the same day, or a toll that falls, is a conflict, unless the same outlet put it right. A caption that disagrees with
//! what is told in running text by then is older than its report. Nothing is averaged and nothing is left out.

use super::amount::{agree, same, span, whole};
use super::number::Number;
use super::subject::{Change, Key};
use crate::model::{Day, Figure, PartyRef, PlaceRef, Shared, Status};
use std::collections::BTreeMap;

/// How many days apart two tolls may be and still be of one event, and a count may be held against a later one.
const ONE_EVENT: i64 = 3;

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing known speaks against it.
    Stands,
    /// A later number took its place; the id of that claim.
    Superseded(String),
    /// Others give another number for the same; the ids of their claims.
    Disputed(Vec<String>),
    /// From a caption, and the running texts of that day give other numbers.
    OldCaption,
    /// Told on a condition only.
    Conditional,
    /// Planned or expected.
    Expected,
    /// Said not to be so.
    Denied,
    /// Of a time before the crisis.
    Past,
}

impl Fate {
    /// The word in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Fate::Stands => "stands",
            Fate::Superseded(_) => "superseded",
            Fate::Disputed(_) => "disputed",
            Fate::OldCaption => "old caption",
            Fate::Conditional => "conditional",
            Fate::Expected => "expected",
            Fate::Denied => "denied",
            Fate::Past => "past",
        }
    }
}

/// A number as one passage gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// The claim's id.
    pub claim: String,
    /// The report's id.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Last possible day of publication.
    pub published: Day,
    /// The day of which it is true.
    pub day: Day,
    /// The number.
    pub figure: Shared<Figure>,
    /// Number of the origin among those of the series, from 1: copies of one text have the same.
    pub origin: usize,
    /// Where it is, is not said; the report tells of one town only.
    pub placed_by_report: bool,
    /// What became of it.
    pub fate: Fate,
}

/// All numbers of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What is counted or measured, as a label.
    pub subject: String,
    /// Where, when it is one place.
    pub place: Option<PlaceRef>,
    /// Whose.
    pub party: Option<PartyRef>,
    /// How the number may change.
    pub change: Change,
    /// The whole, when all that name one name the same.
    pub whole: Option<f64>,
    /// Whether a side's places are counted.
    pub places: bool,
    /// In order of the day, then of publication.
    pub reported: Vec<Reported>,
    /// Independent origins that give a number.
    pub origins: usize,
}

/// The numbers of one thing, before they are shown.
pub(in super::super) struct Group<'a> {
    pub numbers: Vec<&'a Number>,
    pub whole: Option<f64>,
    pub change: Change,
    rises: bool,
}

/// The numbers by what they are numbers of.
pub(in super::super) fn groups(numbers: &[Number]) -> Vec<Group<'_>> {
    let mut by_key: BTreeMap<&Key, Vec<&Number>> = BTreeMap::new();
    numbers.iter().for_each(|n| by_key.entry(&n.key).or_default().push(n));
    by_key.into_values().map(Group::new).collect()
}

impl<'a> Group<'a> {
    fn new(mut numbers: Vec<&'a Number>) -> Group<'a> {
        numbers.sort_by_key(|n| {
            (n.day, n.passage.published, n.passage.claim.report.as_str(), n.passage.claim.id.as_str())
        });
        let whole = whole(numbers.iter().map(|n| &*n.figure));
        let change = numbers.iter().map(|n| n.change).min().unwrap_or(Change::Loose);
        let mut told = numbers.iter().filter(|n| n.is_told()).map(|n| span(&n.figure, whole).0);
        let (first, last) = (told.next(), told.next_back());
        Group { rises: first.zip(last).is_some_and(|(a, b)| a < b), numbers, whole, change }
    }

    /// Whether two numbers cannot both be true.
    pub fn conflict(&self, a: &Number, b: &Number) -> bool {
        let meet = match self.change {
            Change::Fixed => a.passage.is_apart_from(&b.passage),
            Change::Daily => a.day == b.day || self.falls(a, b) || self.falls(b, a),
            Change::Toll => one_event(a, b) && !grows(a, b) && !grows(b, a),
            Change::Loose => false,
        };
        meet && a.change == b.change
            && !is_part(a, b)
            && !is_part(b, a)
            && !agree(&a.figure, &b.figure, self.whole)
            && !corrects(a, b)
            && !corrects(b, a)
    }

    /// A count that has only been rising cannot fall within days unless somebody says why.
    fn falls(&self, before: &Number, after: &Number) -> bool {
        let counted = before.places && self.rises && before.day < after.day && near(before.day, after.day);
        counted && span(&before.figure, self.whole).0 > span(&after.figure, self.whole).1
    }

    fn fate(&self, n: &Number) -> Fate {
        match n.passage.claim.status {
            Status::Denied | Status::Negated => return Fate::Denied,
            Status::Background => return Fate::Past,
            Status::Forecast | Status::Planned if n.conditional => return Fate::Conditional,
            Status::Forecast | Status::Planned => return Fate::Expected,
            Status::Asserted | Status::Claimed => {}
        }
        let other = |o: &&&Number| o.is_told() && o.passage.claim.id != n.passage.claim.id;
        let compared = self.compared(n.day).iter().filter(other);
        let against: Vec<String> =
            compared.filter(|o| self.conflict(n, o)).map(|o| o.passage.claim.id.clone()).collect();
        // Nothing gives way to what was true before.
        let mut later = self.numbers[self.numbers.partition_point(|o| o.day < n.day)..].iter().filter(other);
        match (against.is_empty(), later.find(|o| self.supersedes(o, n))) {
            (false, _) if n.passage.claim.caption => Fate::OldCaption,
            (false, _) => Fate::Disputed(against),
            (true, Some(later)) => Fate::Superseded(later.passage.claim.id.clone()),
            (true, None) => Fate::Stands,
        }
    }

    /// The numbers that one of a day may conflict with: all of what never changes, else those of days near it.
    pub fn compared(&self, day: Day) -> &[&'a Number] {
        let first = self.numbers.partition_point(|o| o.day < day && !near(o.day, day));
        let end = self.numbers.partition_point(|o| o.day <= day || near(day, o.day));
        if self.change == Change::Fixed { &self.numbers } else { &self.numbers[first..end] }
    }

    fn supersedes(&self, later: &Number, n: &Number) -> bool {
        let differs =
            !same(&later.figure, &n.figure) && later.change == n.change && !is_part(later, n) && !is_part(n, later);
        let takes_over = match self.change {
            Change::Daily => later.day > n.day,
            Change::Toll => grows(n, later),
            Change::Fixed | Change::Loose => false,
        };
        differs && (takes_over || self.change != Change::Loose && corrects(later, n))
    }

    /// The series as it is shown.
    pub fn show(&self) -> Series {
        let mut origins: BTreeMap<usize, usize> = BTreeMap::new();
        for n in &self.numbers {
            let next = origins.len() + 1;
            origins.entry(n.passage.origin).or_insert(next);
        }
        let first = self.numbers[0];
        let reported = self.numbers.iter().map(|n| Reported {
            claim: n.passage.claim.id.clone(),
            report: n.passage.claim.report.clone(),
            outlet: n.passage.outlet.as_deref().map(str::to_owned),
            published: n.passage.published,
            day: n.day,
            figure: n.figure.clone(),
            origin: origins[&n.passage.origin],
            placed_by_report: n.placed_by_report,
            fate: self.fate(n),
        });
        Series {
            subject: self
                .numbers
                .iter()
                .find(|n| !n.figure.subject.starts_with("share of "))
                .unwrap_or(&first)
                .figure
                .subject
                .clone(),
            place: first.figure.place.clone(),
            party: first.figure.party.clone(),
            change: self.change,
            whole: self.whole,
            places: self.numbers.iter().any(|n| n.places),
            reported: reported.collect(),
            origins: origins.len(),
        }
    }
}

/// "20 of the 27" are no other number than the 27.
fn is_part(part: &Number, all: &Number) -> bool {
    part.figure.of == Some(all.figure.value) && all.figure.of.is_none()
}

/// Tolls of one event: at one place within days, by two witnesses. Without a place only one report can be of one event.
fn one_event(a: &Number, b: &Number) -> bool {
    let placed = a.figure.place.is_some() && b.figure.place.is_some();
    let told_beside = a.passage.claim.report == b.passage.claim.report
        && a.passage.speaker().is_some()
        && b.passage.speaker().is_some();
    near(a.day, b.day) && a.passage.is_apart_from(&b.passage) && (placed || told_beside)
}

/// A later toll of another report that is higher, or leaves room for it.
fn grows(before: &Number, after: &Number) -> bool {
    before.day < after.day && near(before.day, after.day) && before.figure.value < after.figure.value
}

fn near(a: Day, b: Day) -> bool {
    let (first, last) = (a.min(b), a.max(b));
    last <= super::super::fact::forth(first, ONE_EVENT)
}

/// A later report of the same outlet gives another number for the same day: it has put it right.
fn corrects(later: &Number, before: &Number) -> bool {
    let (l, b) = (&later.passage, &before.passage);
    l.outlet.is_some() && l.outlet == b.outlet && l.published > b.published && later.day == before.day
}
