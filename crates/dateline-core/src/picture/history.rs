//! Who held one place from day to day.
//!
//! Reports contradict each other, so there is no history that agrees with all of them. This file finds the
//! one that contradicts the least: each origin that a history contradicts costs the weight of its claim, each
//! change of holder costs a little, and a change that nobody tells costs more. The cheapest history is found
//! exactly, day by day. A copy adds nothing, since what one origin says about one day counts once.
//!
//! A day's state is the state at its end. A report that a side still holds a place, or that it has not fallen,
//! is true when it was so at the beginning or at the end of that day; so "still held on Saturday morning" and
//! "taken on Saturday" do not contradict each other.

use super::fact::{Fact, WHOLE, back, index_of};
use super::sides::Side;
use crate::model::{Day, Days, EventKind, Status};
use std::collections::{BTreeMap, BTreeSet};

/// State of a place at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum State {
    /// Nothing tells.
    Unknown,
    /// No side has all of it.
    Contested,
    /// One side has it.
    Held(Side),
}

/// The state from a day on; the first one has no beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub from: Option<Day>,
    pub state: State,
}

// Costs in percents of one origin that asserts.
const TOLD_CHANGE: i32 = 10;
const PARTLY_TOLD_CHANGE: i32 = 30;
const UNTOLD_CHANGE: i32 = 80;
const TOLD_CONTEST: i32 = 20;
const UNTOLD_CONTEST: i32 = 50;
/// A side that has a place loses its hold on it and nobody says so: a mistaken origin is likelier.
const UNTOLD_SETBACK: i32 = WHOLE + 10;
const TOLD_LOSS: i32 = 30;
const UNTOLD_LOSS: i32 = 300;
/// More sides than this at one place are noise; the least supported are left out.
const MOST_SIDES: usize = 8;

/// The history that contradicts the least, as runs of equal states in order.
pub(super) fn history(facts: &[Fact]) -> Vec<Run> {
    let states = states(facts);
    let votes = Votes::count(facts, &states);
    let path = cheapest(facts, &states, &votes);
    let mut runs = vec![Run { from: None, state: path.first().map_or(State::Unknown, |p| p.1) }];
    for (day, state) in path {
        if runs.last().is_some_and(|r| r.state != state) {
            runs.push(Run { from: Some(day), state });
        }
    }
    runs
}

/// Unknown, contested, and the sides that are said to have or gain the place.
fn states(facts: &[Fact]) -> Vec<State> {
    let mut weights: BTreeMap<Side, i32> = BTreeMap::new();
    for fact in facts.iter().filter(|f| f.weight > 0 && !f.echo) {
        if let Some(side) = fact.possessor() {
            *weights.entry(side).or_default() += fact.weight;
        }
    }
    let mut sides: Vec<(i32, Side)> = weights.into_iter().map(|(side, w)| (-w, side)).collect();
    sides.sort_unstable();
    sides.truncate(MOST_SIDES);
    let mut states = vec![State::Unknown, State::Contested];
    states.extend(sides.into_iter().map(|(_, side)| State::Held(side)));
    states.sort_unstable();
    states
}

/// What the origins say about each day, as a cost for each state.
struct Votes {
    days: Vec<Day>,
    /// By day and origin: what a state at the end of the day costs.
    at_end: Vec<BTreeMap<usize, Vec<i32>>>,
    /// By day and origin: what it costs unless the state was so at the beginning or at the end.
    during: Vec<BTreeMap<usize, Vec<i32>>>,
}

impl Votes {
    fn count(facts: &[Fact], states: &[State]) -> Votes {
        let said: Vec<(usize, Saying)> = facts
            .iter()
            .filter(|f| f.weight > 0 && !f.withdrawn)
            .flat_map(|f| sayings(f).into_iter().map(|s| (f.origin, s)))
            .collect();
        let days: BTreeSet<Day> = said.iter().map(|(_, s)| s.day).collect();
        let days: Vec<Day> = days.into_iter().collect();
        let empty = vec![BTreeMap::new(); days.len()];
        let mut votes = Votes { days, at_end: empty.clone(), during: empty };
        for (origin, saying) in said {
            let Some(n) = index_of(&votes.days, &saying.day) else {
                continue;
            };
            let table = if saying.during { &mut votes.during[n] } else { &mut votes.at_end[n] };
            let costs = table.entry(origin).or_insert_with(|| vec![0; states.len()]);
            for (cost, state) in costs.iter_mut().zip(states) {
                *cost = (*cost).max(saying.cost(*state));
            }
        }
        votes
    }

    /// What the day costs with these states at its beginning and end.
    fn cost(&self, day: usize, before: Option<usize>, end: usize) -> i32 {
        let at_end: i32 = self.at_end[day].values().map(|c| c[end]).sum();
        let during: i32 = self.during[day].values().map(|c| before.map_or(c[end], |b| c[b].min(c[end]))).sum();
        at_end + during
    }
}

/// What one claim says about one day: what each state would cost.
struct Saying {
    day: Day,
    during: bool,
    side: Option<Side>,
    /// Cost of that side's holding it.
    this: i32,
    /// Cost of another side's holding it.
    others: i32,
    contested: i32,
    unknown: i32,
}

impl Saying {
    fn cost(&self, state: State) -> i32 {
        match state {
            State::Unknown => self.unknown,
            State::Contested => self.contested,
            State::Held(side) if Some(side) == self.side => self.this,
            State::Held(_) => self.others,
        }
    }
    fn has(day: Day, side: Side, weight: i32) -> Saying {
        Saying {
            day,
            during: false,
            side: Some(side),
            this: 0,
            others: weight,
            contested: weight * 9 / 10,
            unknown: weight,
        }
    }
    fn has_not(day: Day, side: Side, weight: i32) -> Saying {
        Saying { day, during: false, side: Some(side), this: weight, others: 0, contested: 0, unknown: 0 }
    }
    fn part(day: Day, side: Side, weight: i32) -> Saying {
        Saying { day, during: false, side: Some(side), this: weight / 6, others: weight, contested: 0, unknown: weight }
    }
    fn during(self) -> Saying {
        Saying { during: true, ..self }
    }
}

/// What a claim says about the days around it. A side that plans to leave a place to its enemy has it still.
fn sayings(fact: &Fact) -> Vec<Saying> {
    use EventKind::{Hold, Siege, Surrender, Takeover, Withdrawal};
    let (w, to) = (fact.weight, fact.days.to);
    let actor = fact.actor_side();
    match (fact.claim.status, fact.kind, actor) {
        (Status::Asserted | Status::Claimed, Takeover, Some(side)) => gain(fact, side),
        (Status::Asserted | Status::Claimed, Hold, Some(side)) if fact.full => {
            vec![Saying::has(to, side, w * 4 / 10), Saying::has(to, side, w * 6 / 10).during()]
        }
        (Status::Asserted | Status::Claimed, Hold, Some(side)) => {
            vec![Saying::part(to, side, w * 4 / 10).during()]
        }
        (Status::Asserted | Status::Claimed, Withdrawal | Surrender, Some(side)) if fact.full => {
            let gone = Saying::has_not(to, side, w * 8 / 10);
            let heir = fact.target_side().filter(|_| fact.is(Surrender));
            heir.map(|heir| Saying::has(to, heir, w * 6 / 10)).into_iter().chain([gone]).collect()
        }
        (Status::Asserted | Status::Claimed, Siege, _) => {
            let inside = |side| Saying { contested: 0, ..Saying::has(to, side, w * 3 / 10).during() };
            fact.target_side().map(inside).into_iter().collect()
        }
        (Status::Denied, Takeover, Some(side)) => vec![Saying::has_not(to, side, w * 9 / 10)],
        (Status::Negated, Takeover, Some(side)) if to < fact.published => {
            vec![Saying::has_not(to, side, w)]
        }
        (Status::Negated, Takeover, Some(side)) => {
            vec![Saying::has_not(to, side, w * 3 / 10), Saying::has_not(to, side, w * 7 / 10).during()]
        }
        (Status::Planned | Status::Forecast, Takeover, Some(side)) if fact.full => {
            vec![Saying::has_not(fact.published, side, WHOLE / 5).during()]
        }
        (Status::Negated, Hold, Some(side)) if fact.full => vec![Saying::has_not(to, side, w * 8 / 10)],
        (_, Withdrawal | Surrender, Some(side)) if fact.stays() => {
            vec![Saying::has(fact.said_of(), side, w * 8 / 10).during()]
        }
        _ => Vec::new(),
    }
}

/// A gain: the side has it, or a part of it, at the end of the last possible day, and not before the first.
/// A claim by the gaining side alone is compatible with a place that is still fought over, and a mention in
/// passing does not end a contest by itself. A report that appears later and tells of nothing else supposes that
/// it lasts.
fn gain(fact: &Fact, side: Side) -> Vec<Saying> {
    let (w, to) = (fact.weight, fact.days.to);
    if !fact.full {
        return vec![Saying::part(to, side, w * 6 / 10)];
    }
    let mut has = Saying::has(to, side, w);
    if fact.claim.status == Status::Claimed {
        has.contested = w / 5;
    } else if !fact.dated {
        has.contested = w / 2;
    }
    let not_before = fact.firm.then(|| Saying::has_not(back(fact.days.from, 1), side, w * 7 / 10));
    let share = if fact.dated { 3 } else { 6 };
    let lasts = fact.last_word.then(|| Saying::has(fact.published, side, w * share / 10));
    not_before.into_iter().chain(lasts).chain([has]).collect()
}

/// The cheapest path through the days; where two cost the same, the one that changes later.
fn cheapest(facts: &[Fact], states: &[State], votes: &Votes) -> Vec<(Day, State)> {
    let mut best: Vec<i32> = Vec::new();
    let mut came_from: Vec<Vec<usize>> = Vec::new();
    for day in 0..votes.days.len() {
        let told = Told::on(facts, votes.days[day], day.checked_sub(1).map(|d| votes.days[d]));
        let step = |end: usize| -> (i32, usize) {
            if day == 0 {
                return (votes.cost(0, None, end) + opening(facts, states[end]), end);
            }
            let from = |before: usize| {
                let change = if before == end { 0 } else { told.change(states[before], states[end]) };
                (best[before] + change + votes.cost(day, Some(before), end), before)
            };
            let stay = from(end);
            (0..states.len())
                .map(from)
                .chain([stay])
                .min_by_key(|(cost, before)| (*cost, *before == end, *before))
                .unwrap_or(stay)
        };
        let (costs, sources) = (0..states.len()).map(step).unzip();
        best = costs;
        came_from.push(sources);
    }
    let mut at = (0..best.len()).min_by_key(|&s| (best[s], s)).unwrap_or(0);
    let mut path = Vec::new();
    for day in (0..votes.days.len()).rev() {
        path.push((votes.days[day], states[at]));
        at = came_from[day][at];
    }
    path.reverse();
    path
}

/// What it costs to begin with a state: a contest has a beginning, and unknown is preferred to a guess.
fn opening(facts: &[Fact], state: State) -> i32 {
    let wholly = |side| facts.iter().any(|f| f.full && f.weight > 0 && f.possessor() == Some(side));
    match state {
        State::Unknown => 0,
        State::Held(side) if wholly(side) => 1,
        State::Held(_) => UNTOLD_CONTEST,
        State::Contested => TOLD_CONTEST,
    }
}

/// Which changes somebody tells of between the last day with evidence and this one.
struct Told<'a> {
    facts: Vec<&'a Fact>,
}

impl Told<'_> {
    fn on(facts: &[Fact], day: Day, previous: Option<Day>) -> Told<'_> {
        let since = previous.map_or(day, |p| super::fact::forth(p, 1));
        let window = Days::between(since.min(day), day);
        Told { facts: facts.iter().filter(|f| f.weight > 0 && f.current() && f.days.overlaps(window)).collect() }
    }
    fn any(&self, test: impl Fn(&Fact) -> bool) -> bool {
        self.facts.iter().any(|f| test(f))
    }
    fn change(&self, before: State, after: State) -> i32 {
        use EventKind::{Clash, Hold, Surrender, Takeover, Withdrawal};
        match after {
            State::Held(side) if self.any(|f| f.dated && !f.is(Hold) && f.full && f.winner() == Some(side)) => {
                TOLD_CHANGE
            }
            State::Held(side) if before == State::Unknown && self.any(|f| f.full && f.winner() == Some(side)) => {
                TOLD_CHANGE
            }
            State::Held(side)
                if self.any(|f| f.winner() == Some(side) && (f.gains() || before == State::Contested)) =>
            {
                PARTLY_TOLD_CHANGE
            }
            State::Held(_) => UNTOLD_CHANGE,
            State::Contested if self.any(|f| matches!(f.kind, Takeover | Clash) || !f.full) => TOLD_CONTEST,
            State::Contested if matches!(before, State::Held(_)) => UNTOLD_SETBACK,
            State::Contested => UNTOLD_CONTEST,
            State::Unknown => {
                let left = |f: &Fact| matches!(f.kind, Withdrawal | Surrender) && f.full;
                let lost = self.any(|f| left(f) && f.actor_side().map(State::Held) == Some(before));
                if lost { TOLD_LOSS } else { UNTOLD_LOSS }
            }
        }
    }
}
