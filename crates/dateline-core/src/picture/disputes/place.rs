//! What is asked of each place that a side is said to have gained.
//!
//! Was it taken, or is that denied? Who has it, when one report has it taken and another has the other side there still,
//! or fighting, on the same days? On which day did it change hands? And what had been expected? The answer that the
//! picture follows stands first, the others beside it.

use super::super::Record;
use super::super::fact::{Fact, back, forth};
use super::super::happening::Happening;
use super::super::history::State;
use super::super::sides::{Side, Sides};
use super::super::stretch::{Span, party_of};
use super::gain::{Gain, gains};
use super::{Answer, Dispute, DisputeKind, SAME_MATTER};
use crate::model::{Days, EventKind, Manner, PlaceRef, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The disputes about one place, in order of time.
pub(super) fn disputes(
    record: &Record,
    happenings: &[Happening],
    sides: &Sides,
    articles: &BTreeSet<&str>,
) -> Vec<Dispute> {
    let Record { place, facts, spans } = record;
    let mut disputes: Vec<Dispute> = gains(facts)
        .into_iter()
        .flat_map(|gain| {
            let matter = Matter { place, facts, spans, gain, sides, articles };
            let who = matter.control().or_else(|| matter.before());
            [matter.denial(), who, matter.date(), matter.manner(happenings), matter.forecast()]
        })
        .flatten()
        .collect();
    disputes.sort_by(|a, b| (a.days, a.kind, &a.id).cmp(&(b.days, b.kind, &b.id)));
    disputes
}

/// A gain with everything around it.
pub(super) struct Matter<'a> {
    pub place: &'a PlaceRef,
    pub facts: &'a [Fact],
    spans: &'a [Span],
    pub gain: Gain,
    sides: &'a Sides,
    articles: &'a BTreeSet<&'a str>,
}

impl Matter<'_> {
    pub fn side_name(&self, side: Side) -> String {
        party_of(self.facts, &self.gain.told, side).map_or_else(|| self.sides.name(side).to_owned(), |p| p.name.clone())
    }

    /// The side that gains the place, as a question names it: "the Taliban".
    pub fn gainer(&self) -> String {
        let side = self.gain.side;
        let party = party_of(self.facts, &self.gain.told, side).unwrap_or_else(|| self.sides.party(side).clone());
        party.in_words(self.articles.contains(party.name.as_str()))
    }

    pub fn select(&self, test: impl Fn(&Fact) -> bool) -> Vec<usize> {
        (0..self.facts.len()).filter(|&n| !self.facts[n].claim.headline && test(&self.facts[n])).collect()
    }

    /// Whether a claim is about the days of the gain.
    fn about(&self, fact: &Fact) -> bool {
        let matter = Days { from: back(self.gain.days.from, 1), to: forth(self.gain.days.to, SAME_MATTER) };
        fact.reach().overlaps(matter)
    }

    /// It is said that the side gained the place, and said that it did not.
    fn denial(&self) -> Option<Dispute> {
        let mine = |f: &Fact| f.refutes() && f.actor_side() == Some(self.gain.side);
        let no = self.select(|f| (mine(f) || self.denies_the_attack(f)) && self.about(f));
        let yes = self.gain.told.clone();
        if no.is_empty() {
            return None;
        }
        let withdrawn = yes.iter().all(|&n| self.facts[n].withdrawn);
        let kind = if withdrawn { DisputeKind::Correction } else { DisputeKind::Denial };
        let question = format!("Did {} take {}?", self.gainer(), self.place.name);
        self.dispute(kind, question, vec![("yes".into(), yes), ("no".into(), no)])
    }

    /// Where only the side itself says that it fought its way in, another report that no attack has come denies it.
    fn denies_the_attack(&self, fact: &Fact) -> bool {
        let told = || self.gain.told.iter().map(|&n| &self.facts[n]);
        let boast = told().all(|f| f.claim.status == Status::Claimed && f.manner == Some(Manner::Fighting));
        let none =
            fact.is(EventKind::Clash) && fact.full && matches!(fact.claim.status, Status::Denied | Status::Negated);
        boast && none && told().all(|f| f.claim.report != fact.claim.report)
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
        let mut mine = if whole.is_empty() { parts } else { whole };
        mine.extend(self.select(|f| certain.is_some() && self.tells_of_no_fight(f)));
        let mut answers = vec![(self.side_name(side), mine)];
        answers.extend(others.into_iter().map(|(other, claims)| (self.side_name(other), claims)));
        for (other, claims) in self.leaving(within) {
            answers.push((format!("{}, about to leave", self.side_name(other)), claims));
        }
        if self.contradicts(&fought) {
            answers.push(("contested, or only in part".into(), fought));
        }
        let question = format!("Who held {} {}?", self.place.name, at_days(self.gain.days));
        self.dispute(DisputeKind::Control, question, answers)
    }

    /// That the end came without a fight speaks for who has it all.
    fn tells_of_no_fight(&self, fact: &Fact) -> bool {
        let none =
            fact.is(EventKind::Clash) && fact.full && matches!(fact.claim.status, Status::Denied | Status::Negated);
        none && fact.reach().overlaps(self.gain.days)
    }

    /// The other sides that are said to be there still, by their plans to leave.
    fn leaving(&self, within: impl Fn(&Fact) -> bool) -> BTreeMap<Side, Vec<usize>> {
        let mut leaving: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
        for n in self.select(|f| f.plans_to_leave() && within(f)) {
            if let Some(other) = self.facts[n].actor_side().filter(|o| *o != self.gain.side) {
                leaving.entry(other).or_default().push(n);
            }
        }
        leaving
    }

    /// Another side had the place until shortly before: what looks like a contradiction is told of other days.
    fn before(&self) -> Option<Dispute> {
        let whole: Vec<usize> = self.gain.told.iter().copied().filter(|&n| self.facts[n].full).collect();
        let first = whole.iter().filter(|&&n| self.facts[n].firm).map(|&n| self.facts[n].days.from).min()?;
        let earlier = |f: &Fact| f.days.to < first && back(first, SAME_MATTER) <= f.days.from && f.dated;
        let mut others: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
        for n in self.select(|f| f.current() && f.is(EventKind::Hold) && f.full && earlier(f)) {
            if let Some(other) = self.facts[n].actor_side().filter(|o| *o != self.gain.side) {
                others.entry(other).or_default().push(n);
            }
        }
        let last = |claims: &[usize]| claims.iter().map(|&n| self.facts[n].days.to).max();
        let had = others.into_iter().map(|(other, claims)| {
            let day = last(&claims).map_or(String::new(), |d| format!(" on {d}"));
            (format!("{}{day}", self.side_name(other)), claims)
        });
        let now = (format!("{} since {}", self.side_name(self.gain.side), said_days(self.gain.days)), whole);
        let question = format!("Who has {}?", self.place.name);
        self.dispute(DisputeKind::Time, question, [now].into_iter().chain(had).collect())
    }

    /// Fighting and partial gains contradict a whole one only when some other report tells of them, or when
    /// they are told of a later day.
    fn contradicts(&self, fought: &[usize]) -> bool {
        let whole = || self.gain.told.iter().map(|&n| &self.facts[n]).filter(|f| f.full);
        fought
            .iter()
            .map(|&n| &self.facts[n])
            .any(|f| f.is(EventKind::Clash) || whole().all(|w| w.claim.report != f.claim.report))
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
        let early = self.told_too_early(by_days.keys().map(|d| d.from).min());
        if !excluded && early.is_empty() {
            return None;
        }
        for n in early {
            answers.push((format!("before {}", forth(self.facts[n].published, 1)), vec![n]));
        }
        let question = format!("On which day did {} take {}?", self.gainer(), self.place.name);
        self.dispute(DisputeKind::Date, question, answers)
    }

    /// Mentions of the gain in reports that appeared before the first day that others name for it.
    fn told_too_early(&self, first: Option<crate::model::Day>) -> Vec<usize> {
        let side = Some(self.gain.side);
        let by_then = |f: &Fact| !f.dated || !f.firm && !f.claim.caption;
        let early = |f: &Fact| f.gains() && f.full && by_then(f) && f.actor_side() == side;
        first.map_or(Vec::new(), |day| self.select(|f| early(f) && f.published < day && back(day, 7) <= f.published))
    }

    /// A dated expectation of the gain, beside the gain.
    fn forecast(&self) -> Option<Dispute> {
        let expected = self.select(|f| {
            let gain = f.is(EventKind::Takeover) && f.claim.status == Status::Forecast && f.dated && f.full;
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

    /// Made of the kind, the place, the side and the first day.
    pub fn id(&self, kind: DisputeKind) -> String {
        format!("{}/{}/{}/{}", kind.as_str(), self.place.id, self.sides.name(self.gain.side), self.gain.days.from)
    }

    fn answer(&self, value: String, claims: &[usize]) -> Answer {
        Answer::new(value, claims.iter().map(|&n| self.facts[n].cited()))
    }

    /// A dispute when at least two answers have claims.
    pub fn dispute(&self, kind: DisputeKind, question: String, answers: Vec<(String, Vec<usize>)>) -> Option<Dispute> {
        let answers: Vec<(String, Vec<usize>)> = answers.into_iter().filter(|(_, claims)| !claims.is_empty()).collect();
        if answers.len() < 2 {
            return None;
        }
        let settled_by = self.settled(kind, &answers);
        Some(Dispute {
            id: self.id(kind),
            kind,
            question,
            place: Some(self.place.clone()),
            days: self.gain.days,
            open: settled_by.is_none(),
            settled_by,
            answers: answers.into_iter().map(|(value, claims)| self.answer(value, &claims)).collect(),
            counted: None,
        })
    }

    /// What settles a dispute, as a sentence; `None` while it is open.
    fn settled(&self, kind: DisputeKind, answers: &[(String, Vec<usize>)]) -> Option<String> {
        let facts = |claims: &[usize]| claims.iter().map(|&n| &self.facts[n]).collect::<Vec<_>>();
        let yes = facts(&answers[0].1);
        let rest: Vec<&Fact> = answers[1..].iter().flat_map(|(_, claims)| facts(claims)).collect();
        let last_doubt = rest.iter().map(|f| f.published).max()?;
        let after = yes.iter().filter(|f| f.published > last_doubt && f.claim.status == Status::Asserted);
        let after: BTreeSet<usize> = after.map(|f| f.origin).collect();
        match kind {
            DisputeKind::Forecast => Some("The event came.".into()),
            DisputeKind::Time => Some("The reports tell of different days.".into()),
            DisputeKind::Manner => None,
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
    yes.iter().all(|f| f.claim.status == Status::Claimed) && no.iter().any(|f| f.claim.status == Status::Negated)
}

/// "on 2021-08-12", "between 2021-08-12 and 2021-08-13".
fn at_days(days: Days) -> String {
    match days.is_one_day() {
        true => format!("on {}", days.from),
        false => format!("between {} and {}", days.from, days.to),
    }
}

fn said_days(days: Days) -> String {
    if days.is_one_day() { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}
