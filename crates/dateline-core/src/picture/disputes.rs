//! Contradictions as objects: a question, the answers given, and whether anything settles it.
//!
//! Four questions are asked of each place. Was it taken, or is that denied? Who has it, when one report has it
//! taken and another has the other side there still, or fighting, on the same days? On which day did it change
//! hands? And what had been expected? Nothing is averaged and nothing is dropped: the answer that the picture
//! follows stands first, the others beside it. A dispute is settled when the losing side admits the loss, when
//! the narrator refutes what was only claimed, or when later reports of other origins agree; it says by what.

use super::fact::{Fact, back, forth};
use super::history::State;
use super::sides::{Side, Sides};
use super::stretch::{Span, party_of};
use crate::model::{Days, EventKind, PlaceRef, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Takeovers by one side further apart than this are told of as two events.
const ONE_EVENT: i64 = 4;
/// How long after an event a contrary report is about the same event.
const SAME_MATTER: i64 = 3;

/// What sort of contradiction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeKind {
    /// One says that a side has the place, another that the other side is there still or that it is fought over.
    Control,
    /// One says that it happened, another that it did not.
    Denial,
    /// Different days for the same change.
    Date,
    /// What had been expected, beside what came. Never open.
    Forecast,
}

impl DisputeKind {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            DisputeKind::Control => "control",
            DisputeKind::Denial => "denial",
            DisputeKind::Date => "date",
            DisputeKind::Forecast => "forecast",
        }
    }
}

/// Words of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// The report.
    pub report: String,
    /// Its words, exactly.
    pub quote: String,
}

/// One answer to the question of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer in a few words.
    pub value: String,
    /// Ids of the claims that give it.
    pub claims: Vec<String>,
    /// Their words, each once.
    pub quotes: Vec<Quote>,
    /// Independent origins of the claims.
    pub origins: usize,
}

/// A contradiction between known claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// Made of the kind, the place, the side and the first day: the same in every run.
    pub id: String,
    /// What sort of contradiction it is.
    pub kind: DisputeKind,
    /// The question, as a sentence.
    pub question: String,
    /// Where.
    pub place: Option<PlaceRef>,
    /// The days it is about.
    pub days: Days,
    /// Whether nothing settles it yet.
    pub open: bool,
    /// What settles it, as a sentence.
    pub settled_by: Option<String>,
    /// The answers, the one that the picture follows first; at least two.
    pub answers: Vec<Answer>,
}

/// The disputes about one place, in order of time.
pub(super) fn of_place(place: &PlaceRef, facts: &[Fact], spans: &[Span], sides: &Sides) -> Vec<Dispute> {
    let mut disputes: Vec<Dispute> = gains(facts)
        .into_iter()
        .flat_map(|gain| {
            let matter = Matter { place, facts, spans, gain, sides };
            [matter.denial(), matter.control(), matter.date(), matter.forecast()]
        })
        .flatten()
        .collect();
    disputes.sort_by(|a, b| (a.days, a.kind, &a.id).cmp(&(b.days, b.kind, &b.id)));
    disputes
}

/// One side's gain of the place, as told by claims of about the same days.
struct Gain {
    side: Side,
    days: Days,
    /// Current claims of it, in whole or in part, in the order of the facts.
    told: Vec<usize>,
}

/// The claims of gains, by side and in clusters of days; mentions without a day join the cluster before them.
fn gains(facts: &[Fact]) -> Vec<Gain> {
    let mut by_side: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate() {
        let made = fact.is(EventKind::Takeover) && fact.status.is_current();
        if let Some(side) = fact.actor_side().filter(|_| made && !fact.headline) {
            by_side.entry(side).or_default().push(n);
        }
    }
    by_side.into_iter().flat_map(|(side, told)| clusters(facts, side, told)).collect()
}

fn clusters(facts: &[Fact], side: Side, mut told: Vec<usize>) -> Vec<Gain> {
    told.sort_by_key(|&n| (!facts[n].dated, facts[n].days.to, n));
    let mut gains: Vec<Gain> = Vec::new();
    for n in told {
        let fact = &facts[n];
        let near = |g: &&mut Gain| {
            fact.days.from <= forth(g.days.to, ONE_EVENT) && g.days.from <= forth(fact.days.to, ONE_EVENT)
        };
        let place = match (fact.dated, gains.is_empty()) {
            (_, true) => None,
            (true, _) => gains.iter_mut().rev().find(near),
            (false, _) => {
                let before = gains.iter().rposition(|g| g.days.from <= fact.days.to).unwrap_or(0);
                gains.get_mut(before)
            }
        };
        match place {
            Some(gain) => {
                if fact.dated {
                    gain.days = Days { from: gain.days.from.min(fact.days.from), to: gain.days.to.max(fact.days.to) };
                }
                gain.told.push(n);
            }
            None => gains.push(Gain { side, days: fact.days, told: vec![n] }),
        }
    }
    gains.iter_mut().for_each(|g| g.told.sort_unstable());
    gains
}

/// A gain with everything around it.
struct Matter<'a> {
    place: &'a PlaceRef,
    facts: &'a [Fact],
    spans: &'a [Span],
    gain: Gain,
    sides: &'a Sides,
}

impl Matter<'_> {
    fn side_name(&self, side: Side) -> String {
        party_of(self.facts, &self.gain.told, side).map_or_else(|| self.sides.name(side).to_owned(), |p| p.name)
    }

    fn select(&self, test: impl Fn(&Fact) -> bool) -> Vec<usize> {
        (0..self.facts.len()).filter(|&n| !self.facts[n].headline && test(&self.facts[n])).collect()
    }

    /// Whether a claim is about the days of the gain.
    fn about(&self, fact: &Fact) -> bool {
        let matter = Days { from: back(self.gain.days.from, 1), to: forth(self.gain.days.to, SAME_MATTER) };
        fact.reach().overlaps(matter)
    }

    /// It is said that the side gained the place, and said that it did not.
    fn denial(&self) -> Option<Dispute> {
        let mine = |f: &Fact| f.refutes() && f.actor_side() == Some(self.gain.side);
        let no = self.select(|f| mine(f) && self.about(f));
        let yes = self.gain.told.clone();
        if no.is_empty() {
            return None;
        }
        let question = format!("Did {} take {}?", self.side_name(self.gain.side), self.place.name);
        self.dispute(DisputeKind::Denial, question, vec![("yes".into(), yes), ("no".into(), no)])
    }

    /// The side is said to have the whole place, and others are said to be there, or to fight for it, or only
    /// a part is said to be taken.
    fn control(&self) -> Option<Dispute> {
        if self.gain.told.iter().all(|&n| self.facts[n].weight == 0) {
            return None;
        }
        let side = self.gain.side;
        let whole: Vec<usize> = self.gain.told.iter().copied().filter(|&n| self.facts[n].full).collect();
        let certain = whole.iter().map(|&n| self.facts[n].days.to).min();
        let parts: Vec<usize> = self.gain.told.iter().copied().filter(|&n| !self.facts[n].full).collect();
        let from = certain.unwrap_or(self.gain.days.from);
        let within = |f: &Fact| f.days.to >= from && f.days.from <= forth(self.gain.days.to, SAME_MATTER);
        let mut others: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
        for n in self.select(|f| f.current() && matches!(f.kind, EventKind::Hold | EventKind::Takeover) && within(f)) {
            if let Some(other) = self.facts[n].actor_side().filter(|o| *o != side) {
                others.entry(other).or_default().push(n);
            }
        }
        let mut fought = self.select(|f| f.current() && f.is(EventKind::Clash) && within(f) && certain.is_some());
        if certain.is_some() {
            fought.extend(parts.iter().filter(|&&n| self.facts[n].days.to >= from));
        }
        fought.sort_unstable();
        let mine = if whole.is_empty() { parts } else { whole };
        let mut answers = vec![(self.side_name(side), mine)];
        answers.extend(others.into_iter().map(|(other, claims)| (self.side_name(other), claims)));
        if self.contradicts(&fought) {
            answers.push(("contested, or only in part".into(), fought));
        }
        let question = format!("Who had {} after {} is said to have taken it?", self.place.name, self.side_name(side));
        self.dispute(DisputeKind::Control, question, answers)
    }

    /// Fighting and partial gains contradict a whole one only when some other report tells of them, or when
    /// they are told of a later day.
    fn contradicts(&self, fought: &[usize]) -> bool {
        let whole = || self.gain.told.iter().map(|&n| &self.facts[n]).filter(|f| f.full);
        fought.iter().map(|&n| &self.facts[n]).any(|f| f.is(EventKind::Clash) || whole().all(|w| w.report != f.report))
    }

    /// Claims of the gain name days that exclude each other.
    fn date(&self) -> Option<Dispute> {
        let dated = self.gain.told.iter().copied().filter(|&n| self.facts[n].full && self.facts[n].firm);
        let mut by_days: BTreeMap<Days, Vec<usize>> = BTreeMap::new();
        dated.for_each(|n| by_days.entry(self.facts[n].days).or_default().push(n));
        let spans = self.spans.iter().filter(|s| s.state == State::Held(self.gain.side));
        let chosen = spans.filter_map(|s| s.from).find(|d| self.gain.days.contains(*d));
        let mut answers: Vec<(Days, Vec<usize>)> = by_days.clone().into_iter().collect();
        answers.sort_by_key(|(days, claims)| {
            (!chosen.is_some_and(|d| days.contains(d)), usize::MAX - claims.len(), *days)
        });
        let excluded = by_days.keys().any(|a| by_days.keys().any(|b| !a.overlaps(*b)));
        let mut answers: Vec<(String, Vec<usize>)> = answers.into_iter().map(|(d, c)| (said_days(d), c)).collect();
        let early = self.told_too_early(chosen);
        if !excluded && early.is_empty() {
            return None;
        }
        for n in early {
            answers.push((format!("before {}", forth(self.facts[n].published, 1)), vec![n]));
        }
        let question = format!("On which day did {} take {}?", self.side_name(self.gain.side), self.place.name);
        self.dispute(DisputeKind::Date, question, answers)
    }

    /// Mentions of the gain in reports that appeared before the day on which it is found to have happened.
    fn told_too_early(&self, chosen: Option<crate::model::Day>) -> Vec<usize> {
        let side = Some(self.gain.side);
        let early = |f: &Fact| f.gains() && f.full && !f.dated && f.actor_side() == side;
        chosen.map_or(Vec::new(), |day| self.select(|f| early(f) && f.published < day && back(day, 7) <= f.published))
    }

    /// A dated expectation of the gain, beside the gain.
    fn forecast(&self) -> Option<Dispute> {
        let expected = self.select(|f| {
            let gain = f.is(EventKind::Takeover) && f.status == Status::Forecast && f.dated && f.full;
            gain && f.actor_side() == Some(self.gain.side)
                && f.published <= self.gain.days.to
                && f.published < f.days.to
        });
        if expected.is_empty() {
            return None;
        }
        let mut answers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in expected {
            answers.entry(format!("expected by {}", self.facts[n].days.to)).or_default().push(n);
        }
        let came = (format!("taken {}", said_days(self.gain.days)), self.gain.told.clone());
        let question = format!("When was {} expected to fall, and when did it?", self.place.name);
        self.dispute(DisputeKind::Forecast, question, [came].into_iter().chain(answers).collect())
    }

    /// A dispute when at least two answers have claims.
    fn dispute(&self, kind: DisputeKind, question: String, answers: Vec<(String, Vec<usize>)>) -> Option<Dispute> {
        let answers: Vec<(String, Vec<usize>)> = answers.into_iter().filter(|(_, claims)| !claims.is_empty()).collect();
        if answers.len() < 2 {
            return None;
        }
        let settled_by = self.settled(kind, &answers);
        Some(Dispute {
            id: format!(
                "{}/{}/{}/{}",
                kind.as_str(),
                self.place.id,
                self.sides.name(self.gain.side),
                self.gain.days.from
            ),
            kind,
            question,
            place: Some(self.place.clone()),
            days: self.gain.days,
            open: settled_by.is_none(),
            settled_by,
            answers: answers.into_iter().map(|(value, claims)| self.answer(value, &claims)).collect(),
        })
    }

    fn answer(&self, value: String, claims: &[usize]) -> Answer {
        let facts = || claims.iter().map(|&n| &self.facts[n]);
        let quotes: BTreeSet<Quote> =
            facts().map(|f| Quote { report: f.report.clone(), quote: f.quote.clone() }).collect();
        Answer {
            value,
            claims: facts().map(|f| f.id.clone()).collect(),
            quotes: quotes.into_iter().collect(),
            origins: facts().map(|f| f.origin).collect::<BTreeSet<_>>().len(),
        }
    }

    /// What settles a dispute, as a sentence; `None` while it is open.
    fn settled(&self, kind: DisputeKind, answers: &[(String, Vec<usize>)]) -> Option<String> {
        let facts = |claims: &[usize]| claims.iter().map(|&n| &self.facts[n]).collect::<Vec<_>>();
        let yes = facts(&answers[0].1);
        let rest: Vec<&Fact> = answers[1..].iter().flat_map(|(_, claims)| facts(claims)).collect();
        let last_doubt = rest.iter().map(|f| f.published).max()?;
        let after = yes.iter().filter(|f| f.published > last_doubt && f.status == Status::Asserted);
        let after: BTreeSet<usize> = after.map(|f| f.origin).collect();
        match kind {
            DisputeKind::Forecast => Some("The event came.".into()),
            DisputeKind::Date => most_say(&yes, &rest),
            _ if yes.iter().any(|f| f.admission) => Some("The losing side admits it.".into()),
            _ if yes.iter().all(|f| f.withdrawn) => Some("The outlet took it back.".into()),
            DisputeKind::Denial if refuted(&yes, &rest) => {
                Some("The report that tells of the claim refutes it.".into())
            }
            _ if after.len() >= 2 => Some(format!("Later reports of {} origins agree.", after.len())),
            _ => None,
        }
    }
}

/// A day that at least three origins name, and three times as many as name another.
fn most_say(first: &[&Fact], rest: &[&Fact]) -> Option<String> {
    let day = first.iter().map(|f| f.days).reduce(|a, b| a.meet(b).unwrap_or(a))?;
    let agrees = |f: &&&Fact| f.firm && f.days.overlaps(day);
    let origins = |facts: Vec<&&Fact>| facts.iter().map(|f| f.origin).collect::<BTreeSet<_>>().len();
    let agree = origins(first.iter().chain(rest.iter().filter(agrees)).collect());
    let differ = origins(rest.iter().filter(|f| !agrees(f)).collect());
    (agree >= 3 && agree >= 3 * differ).then(|| format!("{agree} origins agree on the day, {differ} differ."))
}

/// Whether what was only claimed is negated in a narrator's voice.
fn refuted(yes: &[&Fact], no: &[&Fact]) -> bool {
    yes.iter().all(|f| f.status == Status::Claimed) && no.iter().any(|f| f.status == Status::Negated)
}

fn said_days(days: Days) -> String {
    if days.is_one_day() { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}
