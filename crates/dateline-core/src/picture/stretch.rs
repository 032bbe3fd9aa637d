//! From runs of states to stretches that a reader can be shown: what came before the first report, since when,
//! and which claims speak for it.
//!
//! A history knows only what is told. Two things are added here, and both are marked as inferred. Before a
//! place changed hands it belonged to whoever lost it: the side that the claims name as losing it, else the
//! main enemy of the side that gained it. And where nobody is known to hold a place but there is fighting
//! inside, it is contested.

use super::fact::{Fact, back, forth};
use super::history::{Run, State};
use super::sides::{Side, Sides};
use crate::model::{Day, Days, EventKind, PartyRef, Status};
use std::collections::BTreeMap;

/// One state of one place from a day to a day, with the facts behind it.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// First day; `None` for the beginning of the pile.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    pub state: State,
    /// When it began.
    pub since: Option<Days>,
    /// Numbers of the facts that speak for it, in order.
    pub support: Vec<usize>,
    /// Why the state is held although no claim says it outright.
    pub inferred: Option<String>,
}

impl Span {
    fn new(from: Option<Day>, to: Option<Day>, state: State) -> Span {
        Span { from, to, state, since: None, support: Vec::new(), inferred: None }
    }
    /// Whether the day lies inside.
    pub fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
    fn overlaps(&self, days: Days) -> bool {
        self.from.is_none_or(|f| f <= days.to) && self.to.is_none_or(|t| days.from <= t)
    }
    /// Whether the days lie inside or on the day after: what still was so in the morning of the change.
    fn nearly_overlaps(&self, days: Days) -> bool {
        self.from.is_none_or(|f| f <= days.to) && self.to.is_none_or(|t| days.from <= forth(t, 1))
    }
    /// First day, the first of all days for the beginning of the pile.
    pub fn start(&self) -> Day {
        self.from.unwrap_or(Day::MIN)
    }
}

/// The stretches of one place in order; together they cover all days.
pub(super) fn stretches(facts: &[Fact], runs: &[Run], sides: &Sides) -> Vec<Span> {
    let mut spans = split_leading(facts, runs);
    infer_before(facts, &mut spans, sides);
    fighting_inside(facts, &mut spans);
    for n in 0..spans.len() {
        if spans[n].support.is_empty() {
            spans[n].support = support(facts, &spans, n);
        }
        if spans[n].inferred.is_none() {
            spans[n].since = since(facts, &spans, n);
        }
    }
    spans
}

/// A holder or a contest that is there from the beginning began on the first day that tells of it, except for
/// a side that is only said to hold the place still: it held it before too. A contest that nothing tells of
/// before the next change was one of that morning.
fn split_leading(facts: &[Fact], runs: &[Run]) -> Vec<Span> {
    let end = |n: usize| runs.get(n + 1).and_then(|r| r.from).map(|d| back(d, 1));
    let mut spans: Vec<Span> = runs.iter().enumerate().map(|(n, r)| Span::new(r.from, end(n), r.state)).collect();
    let first = &mut spans[0];
    let still = match first.state {
        State::Unknown => true,
        State::Contested => false,
        State::Held(side) => {
            let gained = |f: &Fact| f.current() && !f.is(EventKind::Hold) && f.full && f.winner() == Some(side);
            !facts.iter().any(|f| gained(f) && first.overlaps(f.days))
        }
    };
    if !still {
        let begins =
            facts.iter().filter(|f| tells_state(f, first.state) && first.overlaps(f.days)).map(|f| f.days.to).min();
        if begins.is_none() && first.state == State::Contested {
            first.state = State::Unknown;
        }
        if let Some(day) = begins {
            first.from = Some(day);
            spans.insert(0, Span::new(None, Some(back(day, 1)), State::Unknown));
        }
    }
    spans
}

/// Whether a fact is direct evidence of a state.
fn tells_state(fact: &Fact, state: State) -> bool {
    match state {
        State::Unknown => false,
        State::Held(side) => fact.possessor() == Some(side) && fact.weight > 0,
        State::Contested => fact.weight > 0 && contest(fact),
    }
}

/// Whether a fact tells that a place has no single holder.
fn contest(fact: &Fact) -> bool {
    let part = matches!(fact.kind, EventKind::Takeover | EventKind::Hold) && !fact.full;
    fact.current() && (part || fact.is(EventKind::Clash)) || fact.refutes()
}

/// Fills the unknown beginning with the side that lost the place afterwards.
fn infer_before(facts: &[Fact], spans: &mut [Span], sides: &Sides) {
    if spans[0].state != State::Unknown || spans.len() < 2 {
        return;
    }
    let next = if let State::Held(side) = spans[1].state { Some(side) } else { None };
    let first_change = spans[1].clone();
    let losses = |f: &&(usize, &Fact)| {
        let near = first_change.from.is_some_and(|d| back(d, 3) <= f.1.days.to)
            && first_change.to.is_none_or(|t| f.1.days.from <= t);
        f.1.current() && near && f.1.weight > 0 && loser(f.1).is_some_and(|side| Some(side) != next)
    };
    let told: Vec<(usize, &Fact)> = facts.iter().enumerate().collect();
    let told: Vec<(usize, &Fact)> = told.iter().filter(losses).copied().collect();
    let mut votes: BTreeMap<Side, i32> = BTreeMap::new();
    for (_, fact) in told.iter().filter(|(_, f)| !f.echo) {
        if let Some(side) = loser(fact) {
            *votes.entry(side).or_default() += fact.weight;
        }
    }
    let most = votes.into_iter().max_by_key(|(side, n)| (*n, std::cmp::Reverse(*side))).map(|(side, _)| side);
    let enemy = next.or_else(|| gainer(facts, &first_change)).and_then(|side| sides.opponent(side));
    let (side, why) = match (most, enemy) {
        (Some(side), _) => (side, "It is named as the side that lost the place afterwards."),
        (None, Some(side)) => (side, "It is the main enemy of the side that took the place afterwards."),
        (None, None) => return,
    };
    spans[0].state = State::Held(side);
    spans[0].inferred = Some(why.to_owned());
    spans[0].support = told.iter().filter(|(_, f)| loser(f) == Some(side)).map(|(n, _)| *n).collect();
}

/// The side that most claims have gaining ground in a contest.
fn gainer(facts: &[Fact], contest: &Span) -> Option<Side> {
    let mut votes: BTreeMap<Side, i32> = BTreeMap::new();
    for fact in facts.iter().filter(|f| f.gains() && !f.echo && contest.overlaps(f.days)) {
        if let Some(side) = fact.actor_side() {
            *votes.entry(side).or_default() += fact.weight;
        }
    }
    votes.into_iter().max_by_key(|(side, n)| (*n, std::cmp::Reverse(*side))).map(|(side, _)| side)
}

/// The side that loses by an event.
fn loser(fact: &Fact) -> Option<Side> {
    match fact.kind {
        EventKind::Takeover => fact.target_side(),
        EventKind::Withdrawal | EventKind::Surrender => fact.actor_side(),
        _ => None,
    }
}

/// Turns what is unknown or only inferred into a contest from the first day of fighting inside.
fn fighting_inside(facts: &[Fact], spans: &mut Vec<Span>) {
    let mut n = 0;
    while n < spans.len() {
        let span = &spans[n];
        let vague = span.state == State::Unknown || span.inferred.is_some();
        let fights =
            facts.iter().filter(|f| f.current() && f.is(EventKind::Clash) && f.weight > 0 && span.overlaps(f.days));
        let first = fights.map(|f| f.days.from.max(span.start())).min().filter(|_| vague);
        if let Some(day) = first {
            let contest = Span::new(Some(day), span.to, State::Contested);
            if day <= span.start() {
                spans[n] = contest;
            } else {
                spans[n].to = Some(back(day, 1));
                spans.insert(n + 1, contest);
                n += 1;
            }
        }
        n += 1;
    }
    spans.dedup_by(|later, earlier| {
        let same = later.state == State::Contested && earlier.state == State::Contested;
        if same {
            earlier.to = later.to;
        }
        same
    });
}

/// The facts that speak for the state of the stretch number `n`.
fn support(facts: &[Fact], spans: &[Span], n: usize) -> Vec<usize> {
    let span = &spans[n];
    let same_before =
        spans[..n].iter().rev().find(|s| s.state == span.state && s.inferred.is_none()).and_then(|s| s.to);
    let speaks = |f: &&(usize, &Fact)| match span.state {
        State::Unknown => false,
        State::Contested => contest(f.1) && span.overlaps(f.1.days),
        State::Held(side) => {
            let in_window = same_before.is_none_or(|d| d < f.1.days.to) && span.to.is_none_or(|t| f.1.days.from <= t);
            let inside = span.overlaps(f.1.days);
            match f.1.kind {
                EventKind::Takeover if f.1.gains() && f.1.actor_side() == Some(side) => {
                    in_window && (f.1.full || inside)
                }
                EventKind::Takeover if f.1.refutes() && f.1.actor_side() != Some(side) => inside,
                EventKind::Withdrawal | EventKind::Surrender if f.1.stays() => {
                    f.1.actor_side() == Some(side) && span.contains(f.1.said_of())
                }
                EventKind::Hold if f.1.current() && f.1.actor_side() == Some(side) => span.nearly_overlaps(f.1.days),
                EventKind::Surrender if f.1.current() && f.1.target_side() == Some(side) => in_window,
                EventKind::Withdrawal | EventKind::Surrender => {
                    f.1.current() && f.1.actor_side() != Some(side) && begins(span, f.1)
                }
                EventKind::Siege => f.1.current() && f.1.target_side() == Some(side) && span.nearly_overlaps(f.1.days),
                _ => false,
            }
        }
    };
    facts.iter().enumerate().filter(|f| speaks(&f)).map(|(n, _)| n).collect()
}

/// Whether a withdrawal belongs to the beginning of the stretch.
fn begins(span: &Span, fact: &Fact) -> bool {
    span.from.is_some_and(|d| fact.days.overlaps(Days::between(back(d, 2), forth(d, 1)))) && fact.full
}

/// The days on which the stretch began: what the claims of the chosen day have in common; else from the last
/// day that is told of the state before.
fn since(facts: &[Fact], spans: &[Span], n: usize) -> Option<Days> {
    let begin = spans[n].from?;
    let exact = spans[n].support.iter().map(|&i| &facts[i]).filter(|f| {
        f.dated && !f.no_later && f.is(EventKind::Takeover) && f.full && f.current() && f.days.contains(begin)
    });
    let met = exact.fold(None, |met: Option<Days>, f| Some(met.map_or(f.days, |m| m.meet(f.days).unwrap_or(m))));
    let before = || {
        let last = spans[..n].last()?.support.iter().map(|&i| facts[i].days.to).filter(|d| *d < begin).max();
        last.map(|d| Days::between(d, begin))
    };
    met.or_else(before)
}

/// The party that the supporting facts name most often for a side.
pub(super) fn party_of(facts: &[Fact], support: &[usize], side: Side) -> Option<PartyRef> {
    let named = |facts: &mut dyn Iterator<Item = &Fact>| {
        let mut counts: BTreeMap<&str, (usize, &PartyRef)> = BTreeMap::new();
        for (s, party) in facts.filter(|f| !f.echo).flat_map(|f| f.actor.iter().chain(f.target.iter())) {
            if *s == side {
                counts.entry(&party.id).or_insert((0, party)).0 += 1;
            }
        }
        counts.into_iter().max_by_key(|(id, (n, _))| (*n, std::cmp::Reverse(*id))).map(|(_, (_, party))| party.clone())
    };
    let current = |f: &&Fact| f.claim.status != Status::Background;
    named(&mut support.iter().map(|&i| &facts[i])).or_else(|| named(&mut facts.iter().filter(current)))
}
