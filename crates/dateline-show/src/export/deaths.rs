//! Reported deaths, each given to at most one event: the one told in the same sentence, else the one at its place and day.
//!
//! Totals of a country, and numbers whose place and day fit no event, belong to none and are counted. Numbers that a later
//! one replaced, old captions, expectations and denials never count.

use super::crosswalk::{Crosswalk, Rule, has_words};
use super::happened::{Happened, Left, between, is_out};
use crate::pile::Pile;
use dateline_core::model::{Claim, EventKind, Figure, PartyRef, Role as Mark, Status};
use dateline_core::picture::Fate;
use std::collections::{BTreeMap, BTreeSet};

/// How many days after an event its dead may still be told of.
const TOLD_WITHIN: i32 = 2;

/// A reported number of dead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Death<'a> {
    pub claim: &'a Claim,
    pub figure: &'a Figure,
}

/// Low, best and high of a set of numbers, and whose the dead were.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Toll {
    pub low: i64,
    pub best: i64,
    pub high: i64,
    pub a: i64,
    pub b: i64,
    pub civilians: i64,
    pub unknown: i64,
}

/// Numbers of dead by the index of their event; what fits none is left.
pub(super) fn deaths<'a>(pile: &'a Pile, events: &[Happened], left: &mut Left) -> BTreeMap<usize, Vec<Death<'a>>> {
    let reported = pile.figures().iter().flat_map(|s| &s.reported);
    let standing = reported.filter(|r| matches!(r.fate, Fate::Stands | Fate::Disputed(_)));
    let stands: BTreeSet<&str> = standing.map(|r| r.claim.as_str()).collect();
    let homes = Homes::of(events);
    let mut given: BTreeMap<usize, Vec<Death>> = BTreeMap::new();
    for claim in pile.claims().iter().filter(|c| is_out(pile, c)) {
        let Some(figure) = claim.figure().filter(|f| tells_deaths(f)) else { continue };
        let counts = claim.status.is_current() && !claim.headline && stands.contains(claim.id.as_str());
        match counts.then(|| homes.of_number(claim, figure)) {
            Some(Some(event)) => given.entry(event).or_default().push(Death { claim, figure }),
            Some(None) => left.add("deaths: a total, or no event that counts at their place and day", 1),
            None => left.add("deaths: replaced by a later number, expected, denied, or from a headline or caption", 1),
        }
    }
    given
}

/// Whether a figure counts dead people; the labels are those of the rules for figures.
pub(super) fn tells_deaths(figure: &Figure) -> bool {
    let label = figure.subject.split(" in ").next().unwrap_or_default();
    label.ends_with(" killed") && figure.value >= 0.0
}

/// Where numbers of dead look for their event: among those of their place and those that their report tells.
struct Homes<'a> {
    events: &'a [Happened<'a>],
    by_place: BTreeMap<&'a str, Vec<usize>>,
    by_report: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Homes<'a> {
    fn of(events: &'a [Happened<'a>]) -> Homes<'a> {
        let mut homes = Homes { events, by_place: BTreeMap::new(), by_report: BTreeMap::new() };
        for (n, event) in events.iter().enumerate() {
            homes.by_place.entry(&event.place.id).or_default().push(n);
            for claim in &event.claims {
                homes.by_report.entry(&claim.report).or_default().insert(n);
            }
        }
        homes
    }

    /// The event that a number of dead belongs to.
    fn of_number(&self, claim: &Claim, figure: &Figure) -> Option<usize> {
        let at = figure.place.as_ref().map(|p| p.id.as_str());
        let there = at.and_then(|place| self.by_place.get(place)).into_iter().flatten();
        let told = self.by_report.get(claim.report.as_str()).into_iter().flatten();
        let fit = |n: &usize| Some((fit(claim, figure, &self.events[*n])?, std::cmp::Reverse(*n)));
        there.chain(told).filter_map(fit).max().map(|(_, n)| n.0)
    }
}

/// How well a number fits an event, if it does: told beside it before told of its place, then by kind.
fn fit(claim: &Claim, figure: &Figure, event: &Happened) -> Option<(bool, i32)> {
    let at = figure.place.as_ref().map(|p| &p.id);
    let together = event.claims.iter().any(|c| c.report == claim.report && overlap(c, claim));
    let by_place = at == Some(&event.place.id) && in_time(figure, event);
    let elsewhere = at.is_some_and(|id| *id != event.place.id);
    (!elsewhere && (together || by_place)).then_some((together, rank(event.kind)?))
}

fn overlap(a: &Claim, b: &Claim) -> bool {
    a.sentence.start < b.sentence.end && b.sentence.start < a.sentence.end
}

fn in_time(figure: &Figure, event: &Happened) -> bool {
    figure.when.as_ref().is_some_and(|w| {
        let late = between(event.days.to, w.days.to);
        w.days.overlaps(event.days) || (w.no_later && (0..=TOLD_WITHIN).contains(&late))
    })
}

/// Which kinds can have dead, and which of two is likelier meant.
fn rank(kind: EventKind) -> Option<i32> {
    match kind {
        EventKind::AttackOnCivilians => Some(4),
        EventKind::Strike => Some(3),
        EventKind::Clash => Some(2),
        EventKind::Takeover => Some(1),
        _ => None,
    }
}

/// ACLED's number: the lowest of what is told as fact; open words count as its codebook says.
pub(super) fn lowest(pile: &Pile, deaths: &[Death], rule: &Rule, crosswalk: &Crosswalk) -> i64 {
    let battle = rule.code == "Battles";
    let counted = |d: &&Death| {
        let words = number_words(pile, d.claim);
        let open = crosswalk.open_number.iter().find(|o| has_words(&words, &o.words));
        open.map_or(d.figure.value as i64, |o| if battle { o.battle } else { o.other })
    };
    let least = |told: &Vec<&Death>| told.iter().copied().filter(is_firm).map(|d| counted(&d)).min().unwrap_or(0);
    by_subject(deaths).values().map(least).sum()
}

/// Told as fact; a side's own word for its success is not.
fn is_firm(death: &&Death) -> bool {
    death.claim.status == Status::Asserted
}

/// The words of the number as they stand in the report.
pub(super) fn number_words(pile: &Pile, claim: &Claim) -> String {
    let report = pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let mark = claim.marks.iter().find(|m| m.role == Mark::Number);
    mark.and_then(|m| report.get(m.span.start as usize..m.span.end as usize)).unwrap_or_default().to_owned()
}

/// Numbers of different people are added; where one number is of all people, the others are parts of it.
fn by_subject<'a, 'b>(deaths: &'b [Death<'a>]) -> BTreeMap<&'a str, Vec<&'b Death<'a>>> {
    let mut by: BTreeMap<&str, Vec<&Death>> = BTreeMap::new();
    for death in deaths {
        by.entry(label(death.figure)).or_default().push(death);
    }
    if by.contains_key("people killed") {
        by.retain(|label, _| *label == "people killed");
    }
    by
}

fn label(figure: &Figure) -> &str {
    figure.subject.split(" in ").next().unwrap_or_default()
}

/// GED's numbers: low and best the lowest that is told as fact, high the highest on anybody's word.
pub(super) fn toll(deaths: &[Death], a: Option<&PartyRef>, b: Option<&PartyRef>, crosswalk: &Crosswalk) -> Toll {
    let mut toll = Toll::default();
    for told in by_subject(deaths).values() {
        let low = |d: &&Death| d.figure.value as i64;
        let best = told.iter().copied().filter(is_firm).map(|d| low(&d)).min().unwrap_or(0);
        toll.low += best;
        toll.best += best;
        toll.high += told.iter().map(|d| d.figure.max.unwrap_or(d.figure.value) as i64).max().unwrap_or(0);
        match whose(told[0].figure, a, b, crosswalk) {
            Whose::A => toll.a += best,
            Whose::B => toll.b += best,
            Whose::Civilians => toll.civilians += best,
            Whose::Unknown => toll.unknown += best,
        }
    }
    toll
}

enum Whose {
    A,
    B,
    Civilians,
    Unknown,
}

/// Whose the dead were, as far as the words for them tell; a party may be who killed them, so it is not asked.
fn whose(figure: &Figure, a: Option<&PartyRef>, b: Option<&PartyRef>, crosswalk: &Crosswalk) -> Whose {
    let label = figure.subject.to_lowercase();
    let has = |key: &str| {
        let words = crosswalk.dead.get(key).map_or(&[][..], Vec::as_slice);
        let plural = |w: &String| format!("{w}s");
        has_words(&label, words) || has_words(&label, &words.iter().map(plural).collect::<Vec<_>>())
    };
    let state = |p: Option<&PartyRef>| p.is_some_and(|p| p.side().starts_with("state:"));
    let named = |p: Option<&PartyRef>| p.is_some_and(|p| label.starts_with(&p.name.to_lowercase()));
    match (state(a), state(b)) {
        _ if has("civilians") => Whose::Civilians,
        _ if named(a) => Whose::A,
        _ if named(b) => Whose::B,
        (true, false) if has("state") => Whose::A,
        (false, true) if has("state") => Whose::B,
        (true, false) if has("group") && b.is_some() => Whose::B,
        (false, true) if has("group") && a.is_some() => Whose::A,
        _ => Whose::Unknown,
    }
}
