//! What happened, joined: the claims that tell of one event, as formats with one row an event need them.
//!
//! Only what is told as current fact gets in. A change of control is what the picture says it is, one for each stretch;
//! everything else is joined by place, kind and day, in the small functions at the end, until the picture joins events
//! itself. Every claim of an event is either in one [`Happened`] or counted in [`Left`] with the reason.

use crate::pile::Pile;
use dateline_core::model::{
    Basis, Claim, Day, Days, Event, EventKind, Manner, PartyRef, PlaceKind, PlaceRef, Status, When,
};
use dateline_core::picture::{Holder, Standing, Stretch};
use std::collections::{BTreeMap, BTreeSet};

/// The longest stretch of days that an event may be somewhere in.
const VAGUEST: i32 = 31;
/// How many days before its report something without a day may have been.
const DAY_BEFORE_PRINT: i32 = 1;
/// How many days around a takeover the defenders' leaving or yielding is the same event.
const SAME_CHANGE: i32 = 1;
/// How many days before a takeover fighting at the place tells how it came about.
const FOUGHT_BEFORE: i32 = 3;

/// One event.
#[derive(Clone, Debug)]
pub(super) struct Happened<'a> {
    pub kind: EventKind,
    pub place: PlaceRef,
    /// The days it may have been.
    pub days: Days,
    /// The best that any claim knows the day by.
    pub basis: Basis,
    pub actor: Option<PartyRef>,
    pub target: Option<PartyRef>,
    pub manner: Option<Manner>,
    /// How many days a side kept what it took here, when it lost it again.
    pub held_days: Option<i32>,
    /// How well it is supported; of a takeover as the picture says.
    pub standing: Standing,
    pub disputed: bool,
    /// The claims, by report and in the order of its text.
    pub claims: Vec<&'a Claim>,
}

/// How many claims found no place, by the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left(pub BTreeMap<String, usize>);

impl Left {
    /// Counts claims.
    pub(super) fn add(&mut self, why: &str, claims: usize) {
        if claims > 0 {
            *self.0.entry(why.to_owned()).or_default() += claims;
        }
    }
    /// All of them.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }
}

impl Happened<'_> {
    /// An id of our own, the same as long as kind, place, day and doer are; never like another data set's.
    pub fn id(&self) -> String {
        let actor = self.actor.as_ref().map_or(String::new(), PartyRef::side);
        let what = [self.kind.as_str(), &self.place.id, &self.days.from.to_string(), &self.days.to.to_string(), &actor];
        format!("DL-{}", &super::sha256(what.join("\u{1f}").as_bytes())[..12])
    }
}

/// The events of the known reports in order of day, place and kind, and what is left out.
pub(super) fn happened(pile: &Pile) -> (Vec<Happened<'_>>, Left) {
    let mut left = Left::default();
    let mut facts: Vec<&Claim> = Vec::new();
    for claim in pile.claims().iter().filter(|c| c.event().is_some() && is_out(pile, c)) {
        match why_not(pile, claim) {
            Some(why) => left.add(why, 1),
            None => facts.push(claim),
        }
    }
    let mut events = changes_of_control(pile, &facts);
    let taken: BTreeSet<&str> = events.iter().flat_map(|e| e.claims.iter().map(|c| c.id.as_str())).collect();
    let mut others: Vec<&Claim> = facts.into_iter().filter(|c| !taken.contains(c.id.as_str())).collect();
    join_sites(&mut events);
    let mut joining = Joining::of(events);
    others.retain(|claim| !joining.absorb(claim));
    let (dated, dateless): (Vec<&Claim>, Vec<&Claim>) = others.into_iter().partition(|c| is_dated(c));
    let (harm, mut dated): (Vec<&Claim>, Vec<&Claim>) = dated.into_iter().partition(|c| is_harm(c));
    // Exact days first, so that a stretch of days joins the day it ends nearest to.
    dated.sort_by_key(|c| c.when().map(|w| (length(w.days), w.days)));
    for claim in dated.into_iter().chain(harm).chain(dateless) {
        match no_event_of_its_own(claim) {
            _ if joining.join(claim) => {}
            Some(why) => left.add(why, 1),
            None => alone(claim).into_iter().for_each(|event| joining.push(event)),
        }
    }
    let mut events = joining.events;
    leave_provinces(&mut events, &mut left);
    let disputed = disputed(pile);
    for event in &mut events {
        event.claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
        event.disputed |= event.claims.iter().any(|c| disputed.contains(c.id.as_str()));
        if event.kind != EventKind::Takeover {
            event.standing = standing(pile, event);
        }
    }
    tell_manner(&mut events);
    events.sort_by(|a, b| key(a).cmp(&key(b)));
    (events, left)
}

fn key<'a>(event: &'a Happened) -> (Days, &'a str, EventKind, Option<&'a PartyRef>) {
    (event.days, &event.place.id, event.kind, event.actor.as_ref())
}

/// Whether the claim's report was out on the known day.
pub(super) fn is_out(pile: &Pile, claim: &Claim) -> bool {
    pile.card(&claim.report).is_some_and(|card| card.is_out(pile.known))
}

/// Why a claim cannot be the ground of a row that says that something happened.
fn why_not(pile: &Pile, claim: &Claim) -> Option<&'static str> {
    if pile.picture.set_aside(&claim.id).is_some() {
        return Some("withdrawn by its outlet, or rejected by you");
    }
    let place = claim.place();
    let vague = |c: &Claim| c.when().is_none_or(|w| length(w.days) > VAGUEST);
    match claim.status {
        Status::Denied | Status::Negated => Some("it is said not to have happened"),
        Status::Planned | Status::Forecast => Some("planned or expected only"),
        Status::Background => Some("history before the crisis"),
        Status::Claimed => Some("only a side's own word, or hearsay"),
        Status::Asserted if claim.headline || claim.caption => Some("from a headline or a caption"),
        Status::Asserted if claim.is_learned() => Some("found by the model alone, by no rule"),
        Status::Asserted if !pile.is_news(claim) => Some("history before the crisis"),
        Status::Asserted if place.is_none() => Some("no place is told"),
        Status::Asserted if place.is_some_and(wide) => Some("no place narrower than a country is told"),
        Status::Asserted if place.is_some_and(|p| p.lat.is_none()) => Some("the gazetteer does not know the place"),
        Status::Asserted if vague(claim) => Some("the day is not told within a month"),
        Status::Asserted => None,
    }
}

fn wide(place: &PlaceRef) -> bool {
    matches!(place.kind, PlaceKind::Country | PlaceKind::Region)
}

/// Days from the first to the last, both counted.
pub(super) fn length(days: Days) -> i32 {
    between(days.from, days.to) + 1
}

pub(super) fn between(from: Day, to: Day) -> i32 {
    (to - from).get_days()
}

/// One event for each stretch of a place that begins with a side gaining it.
fn changes_of_control<'a>(pile: &'a Pile, facts: &[&'a Claim]) -> Vec<Happened<'a>> {
    let by_id: BTreeMap<&str, &Claim> = facts.iter().map(|c| (c.id.as_str(), *c)).collect();
    let mut events = Vec::new();
    for place in pile.picture.places().filter(|p| !wide(p) && p.lat.is_some()) {
        let stretches = pile.picture.stretches(&place.id);
        for (n, stretch) in stretches.iter().enumerate() {
            let already = n > 0 && same_side(holder(&stretches[n - 1]), holder(stretch));
            if already {
                continue;
            }
            let other = |s: &&Stretch| holder(s).is_some() && !same_side(holder(s), holder(stretch));
            let before = stretches[..n].iter().rev().find(other).and_then(holder);
            let told = stretch.support.iter().filter_map(|id| by_id.get(id.as_str()).copied());
            let claims: Vec<&Claim> = told.filter(|c| is_gain(c)).collect();
            events.extend(change(place, stretch, before, stretches.get(n + 1), claims));
        }
    }
    events
}

fn change<'a>(
    place: &PlaceRef,
    stretch: &Stretch,
    before: Option<&PartyRef>,
    next: Option<&Stretch>,
    claims: Vec<&'a Claim>,
) -> Option<Happened<'a>> {
    let gains = holder(stretch)?;
    // Without `since` no report tells when; the first day of the stretch is only the first that is known.
    let days = stretch.since.filter(|d| length(*d) <= VAGUEST)?;
    claims.iter().any(|c| c.tells(EventKind::Takeover)).then(|| Happened {
        kind: EventKind::Takeover,
        place: place.clone(),
        days,
        basis: basis(&claims),
        actor: Some(gains.clone()),
        target: before.cloned().or_else(|| commonest(claims.iter().filter_map(|c| loser(c, gains)))),
        manner: None,
        held_days: next.and_then(|n| n.from).map(|end| between(days.from, end)),
        standing: stretch.standing,
        disputed: stretch.disputed,
        claims,
    })
}

fn holder(stretch: &Stretch) -> Option<&PartyRef> {
    match &stretch.holder {
        Holder::Party(party) => Some(party),
        Holder::Contested | Holder::Unknown => None,
    }
}

fn same_side(a: Option<&PartyRef>, b: Option<&PartyRef>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.side() == b.side())
}

fn is_gain(claim: &Claim) -> bool {
    [EventKind::Takeover, EventKind::Withdrawal, EventKind::Surrender].iter().any(|k| claim.tells(*k))
}

/// Who loses a place by a claim: the target of a takeover, the actor of a withdrawal.
fn loser<'a>(claim: &'a Claim, gains: &PartyRef) -> Option<&'a PartyRef> {
    let party = if claim.tells(EventKind::Takeover) { claim.target() } else { claim.actor() };
    party.filter(|p| p.side() != gains.side())
}

/// Events to which claims are added, with where those of each place stand.
struct Joining<'a> {
    events: Vec<Happened<'a>>,
    at: BTreeMap<String, Vec<usize>>,
}

impl<'a> Joining<'a> {
    fn of(events: Vec<Happened<'a>>) -> Joining<'a> {
        let mut joining = Joining { events: Vec::with_capacity(events.len()), at: BTreeMap::new() };
        events.into_iter().for_each(|event| joining.push(event));
        joining
    }

    fn push(&mut self, event: Happened<'a>) {
        match self.at.get_mut(&event.place.id) {
            Some(at) => at.push(self.events.len()),
            None => drop(self.at.insert(event.place.id.clone(), vec![self.events.len()])),
        }
        self.events.push(event);
    }

    /// The events of a place, in the order in which they were made, by their numbers.
    fn there(&self, place: &PlaceRef) -> impl Iterator<Item = (usize, &Happened<'a>)> {
        self.at.get(&place.id).into_iter().flatten().map(|&n| (n, &self.events[n]))
    }

    /// The fall of a town on the days on which the same side takes a site.
    fn falling_with(&self, town: &str, site: &Happened) -> Option<usize> {
        let falls = |e: &Happened| e.days.overlaps(site.days) && same_side(e.actor.as_ref(), site.actor.as_ref());
        self.at.get(town)?.iter().copied().find(|&n| falls(&self.events[n]))
    }

    /// Adds a claim that tells of a takeover that is there already; whether it does.
    fn absorb(&mut self, claim: &'a Claim) -> bool {
        let Some(place) = claim.place() else { return false };
        let found = self.there(place).find(|(_, event)| absorbs(event, claim)).map(|(n, _)| n);
        found.map(|n| self.events[n].claims.push(claim)).is_some()
    }

    /// Adds a claim to the event it tells of, when there is one: of its kind, place and day, or the fight that did the
    /// harm.
    fn join(&mut self, claim: &'a Claim) -> bool {
        let Some((event, place, when)) = parts(claim) else { return false };
        let back = if is_dated(claim) { 0 } else { DAY_BEFORE_PRINT };
        let days = Days { from: widened(when.days, back).from, to: when.days.to };
        let same = |e: &Happened| {
            e.days.overlaps(days) && (did_harm(e, claim) || (e.kind == event.kind && may_be_one(e, claim)))
        };
        let fitting = self.there(place).filter(|(_, e)| same(e));
        let best = fitting.max_by_key(|(_, e)| (did_harm(e, claim), e.days)).map(|(n, _)| n);
        best.map(|n| add(&mut self.events[n], claim)).is_some()
    }
}

/// Whether a claim tells of a takeover at its place: the defenders leave or yield, talk about it, or fight for it a
/// last time.
fn absorbs(event: &Happened, claim: &Claim) -> bool {
    let Some(when) = claim.when() else { return false };
    let near = match claim.event_kind() {
        Some(EventKind::Takeover) => when.days.overlaps(widened(event.days, SAME_CHANGE)),
        Some(EventKind::Withdrawal | EventKind::Surrender) => {
            let lost = claim.actor().is_none_or(|a| event.actor.as_ref().is_none_or(|g| g.side() != a.side()));
            lost && when.days.overlaps(widened(event.days, SAME_CHANGE))
        }
        Some(EventKind::Talks) => {
            when.days.overlaps(event.days) && event.claims.iter().any(|c| c.report == claim.report)
        }
        Some(EventKind::Clash) => event.days.is_one_day() && when.days.to == event.days.to && length(when.days) <= 2,
        _ => false,
    };
    let side = |party: Option<&PartyRef>| party.map(PartyRef::side);
    near && (!claim.tells(EventKind::Takeover) || side(claim.actor()) == side(event.actor.as_ref()))
}

fn widened(days: Days, by: i32) -> Days {
    let moved = |day: Day, by: i32| day.checked_add(jiff::Span::new().days(by)).unwrap_or(day);
    Days { from: moved(days.from, -by), to: moved(days.to, by) }
}

/// Why a claim may add to an event of others and makes none of its own: a takeover that the picture does not have, or a day
/// that no word tells. What is told of long ago without a date would else be of the report's own day.
fn no_event_of_its_own(claim: &Claim) -> Option<&'static str> {
    match claim.event_kind() {
        Some(EventKind::Takeover) => Some(
            "the picture does not have this change of control: part of a place, outweighed, or told of a holder before",
        ),
        _ if claim.when().is_some_and(|w| w.basis == Basis::Publication) => {
            Some("no word tells the day, and no other report tells of the same")
        }
        _ => None,
    }
}

/// How a takeover came about, when its claims agree or fighting at the place is told just before.
fn tell_manner(events: &mut [Happened]) {
    let mut fights: BTreeMap<String, Vec<Days>> = BTreeMap::new();
    for event in events.iter().filter(|e| matches!(e.kind, EventKind::Clash | EventKind::Strike)) {
        fights.entry(event.place.id.clone()).or_default().push(event.days);
    }
    for event in events.iter_mut().filter(|e| e.kind == EventKind::Takeover) {
        let told = |m: Manner| event.claims.iter().any(|c| c.event().and_then(|e| e.manner) == Some(m));
        let yielded = event.claims.iter().any(|c| c.tells(EventKind::Surrender));
        let days = Days { from: widened(event.days, FOUGHT_BEFORE).from, to: event.days.to };
        let fought = event.claims.iter().any(|c| c.tells(EventKind::Clash))
            || fights.get(&event.place.id).into_iter().flatten().any(|when| when.overlaps(days));
        event.manner = match (told(Manner::Fighting), told(Manner::HandedOver) || yielded, told(Manner::Abandoned)) {
            (true, ..) => Some(Manner::Fighting),
            (_, true, _) => Some(Manner::HandedOver),
            (.., true) => Some(Manner::Abandoned),
            _ => fought.then_some(Manner::Fighting),
        };
    }
}

/// Whether a word tells the day.
fn is_dated(claim: &Claim) -> bool {
    claim.when().is_some_and(|w| w.basis != Basis::Publication)
}

/// Harm to civilians of which no doer is told; it may be what a fight told in the same sentence did.
fn is_harm(claim: &Claim) -> bool {
    claim.tells(EventKind::AttackOnCivilians) && claim.actor().is_none()
}

/// Whether the event is the fight, told in the same sentence, that did harm of which no doer is told.
fn did_harm(event: &Happened, claim: &Claim) -> bool {
    is_harm(claim)
        && matches!(event.kind, EventKind::Clash | EventKind::Strike)
        && event.claims.iter().any(|c| c.report == claim.report && c.sentence == claim.sentence)
}

/// A site inside a town that the same side takes on the same days is a part of the town's fall.
fn join_sites(events: &mut Vec<Happened>) {
    let (sites, towns): (Vec<Happened>, Vec<Happened>) =
        std::mem::take(events).into_iter().partition(|e| e.place.kind == PlaceKind::Facility);
    let mut towns = Joining::of(towns);
    for site in sites {
        let found = site.place.id.split_once('/').and_then(|(town, _)| towns.falling_with(town, &site));
        match found {
            Some(n) => towns.events[n].claims.extend(site.claims),
            None => events.push(site),
        }
    }
    events.extend(towns.events);
}

/// A province falls by its towns: where one of them is an event, the province is not another.
fn leave_provinces(events: &mut Vec<Happened>, left: &mut Left) {
    let towns: BTreeSet<(String, String)> = events
        .iter()
        .filter(|e| e.kind == EventKind::Takeover && e.place.kind == PlaceKind::City)
        .filter_map(|e| Some((e.place.country.clone(), e.place.within.clone()?)))
        .collect();
    events.retain(|e| {
        let at = (e.place.country.clone(), e.place.name.clone());
        let again = e.kind == EventKind::Takeover && e.place.kind == PlaceKind::Province && towns.contains(&at);
        if again {
            left.add("a province, of which towns are events already", e.claims.len());
        }
        !again
    });
}

fn parts(claim: &Claim) -> Option<(&Event, &PlaceRef, &When)> {
    Some((claim.event()?, claim.place()?, claim.when()?))
}

/// Two sides that fight are one fight, whoever is named first; anything else done by another side is another event.
fn may_be_one(event: &Happened, claim: &Claim) -> bool {
    let side = |party: Option<&PartyRef>| party.map(PartyRef::side);
    let (a, b) = (side(event.actor.as_ref()), side(claim.actor()));
    event.kind == EventKind::Clash || a.is_none() || b.is_none() || a == b
}

fn add<'a>(event: &mut Happened<'a>, claim: &'a Claim) {
    event.claims.push(claim);
    event.basis = basis(&event.claims);
    let named = |p: &Option<PartyRef>, q: Option<&PartyRef>| {
        p.as_ref().is_some_and(|p| q.is_some_and(|q| p.side() == q.side()))
    };
    if event.actor.is_none() && !named(&event.target, claim.actor()) {
        event.actor = claim.actor().cloned();
    }
    if event.target.is_none() && !named(&event.actor, claim.target()) {
        event.target = claim.target().cloned();
    }
}

fn alone(claim: &Claim) -> Option<Happened<'_>> {
    let (event, place, when) = parts(claim)?;
    Some(Happened {
        kind: event.kind,
        place: place.clone(),
        days: when.days,
        basis: when.basis,
        actor: event.actor.clone(),
        target: event.target.clone(),
        manner: None,
        held_days: None,
        standing: Standing::Reported,
        disputed: false,
        claims: vec![claim],
    })
}

/// The best way in which any of the claims knows its day.
fn basis(claims: &[&Claim]) -> Basis {
    claims.iter().filter_map(|c| c.when()).map(|w| w.basis).min().unwrap_or(Basis::None)
}

fn commonest<'a>(parties: impl Iterator<Item = &'a PartyRef>) -> Option<PartyRef> {
    let mut counts: BTreeMap<(&str, &str), (usize, &PartyRef)> = BTreeMap::new();
    parties.for_each(|p| counts.entry((&p.id, &p.name)).or_insert((0, p)).0 += 1);
    counts.into_iter().max_by_key(|(name, (n, _))| (*n, std::cmp::Reverse(*name))).map(|(_, (_, p))| p.clone())
}

/// Independent origins of the claims of an event.
pub(super) fn origins<'a>(pile: &'a Pile, claims: &[&'a Claim]) -> BTreeSet<&'a str> {
    claims.iter().map(|c| pile.picture.lineage().origin_of(&c.report)).collect()
}

fn standing(pile: &Pile, event: &Happened) -> Standing {
    match origins(pile, &event.claims).len() {
        _ if event.disputed => Standing::Disputed,
        0 | 1 => Standing::Reported,
        _ => Standing::Confirmed,
    }
}

/// The claims that open disputes about events are made of.
fn disputed(pile: &Pile) -> BTreeSet<String> {
    use dateline_core::picture::DisputeKind::{Control, Denial};
    let open = pile.disputes().iter().filter(|d| d.open && matches!(d.kind, Control | Denial));
    open.flat_map(|d| &d.answers).flat_map(|a| a.claims.iter().cloned()).collect()
}
