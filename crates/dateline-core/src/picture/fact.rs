//! A claim as the picture uses it: its side, its origin, its days and how much it weighs.
//!
//! Weights are whole percents, so that sums do not depend on the order of adding. They state a few plain
//! judgements and nothing else: an admission by the losing side is worth more than a narrator's word, a
//! belligerent's word for its own success is worth half, and so is a passing mention without a day, a caption,
//! which may be older than the report, and what a copy says differently from its original. A headline weighs
//! nothing: it is shown, but never the ground of a finding.

use super::passage::{self, Cited, Witness, is_admission};
use super::sides::{Side, Sides};
use crate::model::{Basis, Claim, Day, Days, Event, EventKind, Extent, Manner, PartyRef, Shared, Status};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Full weight: one origin that asserts.
pub(super) const WHOLE: i32 = 100;

/// More than any number of origins comes to at one place; sums of it stay far from the end of whole numbers.
const PINNED: i32 = WHOLE * 1_000;

/// How many days a mention without a day is taken to reach back when it is held against something.
const REACH_OF_A_MENTION: i64 = 3;

/// A claim about one place, known by the day the reader stands on.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub claim: Shared<Claim>,
    pub outlet: Option<Arc<str>>,
    pub manner: Option<Manner>,
    /// Number of the group of copies; claims of one origin count once.
    pub origin: usize,
    /// Last possible day of publication.
    pub published: Day,
    pub kind: EventKind,
    pub actor: Option<(Side, PartyRef)>,
    pub target: Option<(Side, PartyRef)>,
    /// The days it speaks of, never after its publication.
    pub days: Days,
    /// Whether the report tells a day at all.
    pub dated: bool,
    /// Whether the day is told so firmly that the event was not before it.
    pub firm: bool,
    /// Whether it tells a state, brought about on that day or before.
    pub no_later: bool,
    pub full: bool,
    pub admission: bool,
    /// A later report of the same outlet takes it back.
    pub withdrawn: bool,
    /// The last change of hands that its report tells of: the state in which the report leaves the place.
    pub last_word: bool,
    /// It repeats what another report of its origin claims.
    pub echo: bool,
    /// The user has decided for it.
    pub pinned: bool,
    pub weight: i32,
}

impl Fact {
    pub fn new(claim: &Shared<Claim>, event: &Event, sides: &Sides, witness: &Witness) -> Fact {
        let Witness { origin, copy, published, .. } = *witness;
        let told = event.when.as_ref().filter(|w| w.basis != Basis::None);
        let with_side = |p: &Option<PartyRef>| p.as_ref().and_then(|p| Some((sides.of(p)?, p.clone())));
        let current = claim.status.is_current();
        let days = told.map_or(Days::on(published), |w| if current { until(w.days, published) } else { w.days });
        let no_later = claim.caption || told.is_none_or(|w| w.no_later);
        let admission = is_admission(claim);
        let unsure_place = event.place.as_ref().is_some_and(|p| !p.also.is_empty());
        let halves = [copy, told.is_none(), claim.caption, unsure_place].into_iter().filter(|h| *h).count();
        let full_weight = match claim.status {
            _ if claim.headline || event.kind == EventKind::Clash && !is_of_few_days(days) => 0,
            Status::Asserted if admission => WHOLE * 3 / 2,
            Status::Asserted | Status::Negated => WHOLE,
            _ => WHOLE / 2,
        };
        Fact {
            claim: claim.clone(),
            outlet: witness.outlet.clone(),
            manner: event.manner,
            origin,
            published,
            kind: event.kind,
            actor: with_side(&event.actor),
            target: with_side(&event.target),
            days,
            dated: told.is_some(),
            firm: told.is_some_and(|w| w.basis != Basis::Publication) && !no_later,
            no_later,
            full: event.extent == Extent::Full,
            admission,
            withdrawn: false,
            last_word: false,
            echo: false,
            pinned: false,
            weight: full_weight >> halves,
        }
    }

    pub fn cited(&self) -> Cited<'_> {
        Cited::new(&self.claim, self.origin)
    }
    /// Who says it, by name where the report tells one; `None` for the narrator.
    pub fn speaker(&self) -> Option<&str> {
        passage::speaker(&self.claim)
    }
    /// The speaker's name, where the report tells it.
    pub fn named(&self) -> Option<&str> {
        passage::named(&self.claim)
    }
    pub fn actor_side(&self) -> Option<Side> {
        self.actor.as_ref().map(|(side, _)| *side)
    }
    pub fn target_side(&self) -> Option<Side> {
        self.target.as_ref().map(|(side, _)| *side)
    }
    /// Said to have happened, and not taken back.
    pub fn current(&self) -> bool {
        self.claim.status.is_current() && !self.withdrawn
    }
    pub fn is(&self, kind: EventKind) -> bool {
        self.kind == kind
    }
    /// A current claim that somebody gained the place or a part of it.
    pub fn gains(&self) -> bool {
        self.current() && self.is(EventKind::Takeover)
    }
    /// A denial or negation of somebody's gain.
    pub fn refutes(&self) -> bool {
        self.is(EventKind::Takeover) && matches!(self.claim.status, Status::Denied | Status::Negated)
    }
    /// The side that has the place according to this claim.
    pub fn winner(&self) -> Option<Side> {
        match self.kind {
            EventKind::Takeover | EventKind::Hold => self.actor_side(),
            EventKind::Surrender => self.target_side(),
            _ => None,
        }
    }
    /// The side that has or had the place according to this claim: who gains or holds it, who is besieged
    /// inside, and who is there still.
    pub fn possessor(&self) -> Option<Side> {
        match self.kind {
            EventKind::Siege if self.current() => self.target_side(),
            EventKind::Withdrawal | EventKind::Surrender if self.stays() => self.actor_side(),
            _ if self.current() => self.winner(),
            _ => None,
        }
    }
    /// Shows that the side is there still: it plans to leave the place to its enemy, or has not left it.
    pub fn stays(&self) -> bool {
        let leaves = matches!(self.kind, EventKind::Withdrawal | EventKind::Surrender) && self.full;
        match self.claim.status {
            Status::Planned => leaves && self.target.is_some(),
            Status::Denied | Status::Negated => leaves,
            _ => false,
        }
    }
    /// Plans to leave the place or a part of it to its enemy: it is there still.
    pub fn plans_to_leave(&self) -> bool {
        self.is(EventKind::Withdrawal) && self.claim.status == Status::Planned && self.target.is_some()
    }
    /// The day whose state it tells: plans and expectations tell of the day on which they are reported.
    pub fn said_of(&self) -> Day {
        let ahead = matches!(self.claim.status, Status::Planned | Status::Forecast);
        if ahead { self.published } else { self.days.to }
    }
    /// The days that the claim can be held against; a mention without a day reaches a little back.
    pub fn reach(&self) -> Days {
        if self.dated { self.days } else { Days::between(back(self.days.to, REACH_OF_A_MENTION), self.days.to) }
    }
}

/// The days, cut at the day of publication: what has happened is not after the report of it.
fn until(days: Days, published: Day) -> Days {
    Days { from: days.from.min(published), to: days.to.min(published) }
}

/// So many days earlier; the first of all days when there are not so many.
pub(super) fn back(day: Day, days: i64) -> Day {
    day.checked_sub(days.days()).unwrap_or(Day::MIN)
}

/// So many days later; the last of all days when there are not so many.
pub(super) fn forth(day: Day, days: i64) -> Day {
    day.checked_add(days.days()).unwrap_or(Day::MAX)
}

/// Where a value stands in a sorted list.
pub(super) fn index_of<T: Ord>(sorted: &[T], value: &T) -> Option<usize> {
    sorted.binary_search(value).ok()
}

/// A claim that its own report refutes in the narrator's voice is only quoted there: it weighs nothing, but it
/// has been made, and disputes what it denies.
pub(super) fn weaken_refuted(facts: &mut [Fact]) {
    let refutations: Vec<Fact> =
        facts.iter().filter(|f| f.refutes() && f.claim.status == Status::Negated).cloned().collect();
    for fact in facts.iter_mut().filter(|f| f.gains() && f.claim.status == Status::Claimed) {
        let same = |n: &Fact| {
            n.claim.report == fact.claim.report && n.actor_side() == fact.actor_side() && n.full == fact.full
        };
        if refutations.iter().any(|n| same(n) && n.days.overlaps(fact.days)) {
            fact.weight = 0;
        }
    }
}

/// A recapitulation is the gain that it tells of again: "earlier this month the rebels took it" of a town that they
/// are known to have taken on the 10th is not another capture at the end of the month.
pub(super) fn absorb_recaps(facts: &mut [Fact]) {
    let gains: Vec<(Side, Days)> = facts
        .iter()
        .filter(|f| f.gains() && f.firm && f.days.is_one_day())
        .filter_map(|f| Some((f.actor_side()?, f.days)))
        .collect();
    for fact in facts.iter_mut().filter(|f| f.gains() && !f.days.is_one_day()) {
        let inside =
            gains.iter().filter(|(side, days)| Some(*side) == fact.actor_side() && fact.days.contains(days.from));
        if let Some((_, days)) = inside.max_by_key(|(_, days)| days.from) {
            fact.days = *days;
            fact.weight /= 2;
        }
    }
}

/// A mention without a day is of the gain that is told of already, the latest before it, when there is one.
pub(super) fn attach_mentions(facts: &mut [Fact]) {
    let mut told: BTreeMap<Side, BTreeSet<Day>> = BTreeMap::new();
    for fact in facts.iter().filter(|f| f.gains() && f.full && f.firm && f.weight > 0) {
        if let Some(side) = fact.actor_side() {
            told.entry(side).or_default().insert(fact.days.to);
        }
    }
    for fact in facts.iter_mut().filter(|f| f.gains() && f.full && !f.dated) {
        let day = fact.actor_side().and_then(|side| told.get(&side)?.range(..=fact.published).next_back());
        fact.days = day.map_or(fact.days, |day| Days::on(*day));
    }
}

/// Marks in each report the gains after which it tells of nothing else: so far as it knows, they last.
pub(super) fn mark_last_words(facts: &mut [Fact]) {
    let state = |f: &&Fact| f.current() && f.full && f.weight > 0 && (f.gains() || f.is(EventKind::Hold));
    let mut last: BTreeMap<String, (Day, BTreeSet<Option<Side>>)> = BTreeMap::new();
    for fact in facts.iter().filter(state) {
        let entry = last.entry(fact.claim.report.clone()).or_insert((fact.days.to, BTreeSet::new()));
        if fact.days.to > entry.0 {
            *entry = (fact.days.to, BTreeSet::new());
        }
        if fact.days.to == entry.0 {
            entry.1.insert(fact.actor_side());
        }
    }
    for fact in facts.iter_mut() {
        let sides = last.get(&fact.claim.report).map(|(_, sides)| sides);
        let alone = sides.is_some_and(|s| s.len() == 1 && s.contains(&fact.actor_side()));
        fact.last_word = alone && fact.gains() && fact.full;
    }
}

/// Marks what an outlet later takes back: a negation in a later report of the same outlet about the same gain.
pub(super) fn mark_withdrawn(facts: &mut [Fact]) {
    let takes_back: Vec<Fact> = facts
        .iter()
        .filter(|f| f.refutes() && f.claim.status == Status::Negated && f.outlet.is_some())
        .cloned()
        .collect();
    for fact in facts.iter_mut().filter(|f| f.gains()) {
        fact.withdrawn = takes_back.iter().any(|n| {
            let later = n.published >= fact.published && n.claim.report != fact.claim.report;
            let same = n.outlet == fact.outlet && n.actor_side() == fact.actor_side() && (n.full || !fact.full);
            later && same && n.days.to < n.published && n.days.overlaps(fact.days)
        });
    }
}

/// What the user has decided for outweighs whatever contradicts it.
pub(super) fn outweigh(facts: &mut [Fact]) {
    for fact in facts.iter_mut().filter(|f| f.pinned) {
        fact.withdrawn = false;
        fact.weight = PINNED;
    }
}

/// "There was fighting last month" says of no day that it was on it.
fn is_of_few_days(days: Days) -> bool {
    days.to.since(days.from).is_ok_and(|span| span.get_days() <= 10)
}
