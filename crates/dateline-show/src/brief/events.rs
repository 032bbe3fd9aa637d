//! What happened, day by day: changes of control as the picture tells them, and fighting, strikes and attacks where a
//! report names the place.

use super::control::{self, Change, capital};
use super::desk::{Desk, first, more};
use super::head::weekday;
use super::model::{Line, Section, Word};
use crate::pile::Pile;
use crate::words;
use dateline_core::model::{Claim, Day, Event, EventKind, PlaceKind, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Events on two pages.
const EVENTS: usize = 10;

/// Something that happened.
enum Told<'a> {
    Change(Change),
    Event(Vec<&'a Claim>),
}

impl Told<'_> {
    fn day(&self) -> Option<Day> {
        match self {
            Told::Change(change) => change.stretch.from,
            Told::Event(claims) => claims[0].when().map(|w| w.days.from),
        }
    }
    /// What there is room for first: towns that change hands, the newest, what most tell.
    fn consequence(&self) -> (u8, Reverse<Option<Day>>, Reverse<usize>) {
        let (rank, told) = match self {
            Told::Change(change) if change.place.kind == PlaceKind::Facility => (2, change.stretch.origins),
            Told::Change(change) => (0, change.stretch.origins),
            Told::Event(claims) if claims[0].tells(EventKind::AttackOnCivilians) => (1, claims.len()),
            Told::Event(claims) => (3, claims.len()),
        };
        (rank, Reverse(self.day()), Reverse(told))
    }
}

pub(super) fn section(desk: &mut Desk, on: Day) -> Option<Section> {
    let pile = desk.pile;
    let changes = control::changes(pile, on);
    let mut all: Vec<Told> = changes.into_iter().map(Told::Change).collect();
    all.extend(events(pile, on).into_iter().map(Told::Event));
    all.sort_by_key(Told::consequence);
    let (mut shown, left) = first(all, desk.ask.most(EVENTS));
    shown.sort_by_key(Told::day);
    let mut lines = Vec::new();
    let mut day = None;
    for told in &shown {
        if told.day() != day {
            day = told.day();
            lines.extend(day.map(|d| Line::heading(weekday(d))));
        }
        lines.push(match told {
            Told::Change(change) => control::sentence(desk, change, false),
            Told::Event(claims) => sentence(desk, claims),
        });
    }
    super::section(4, "EVENTS", lines, more(left, "dateline timeline, dateline claims"))
}

/// The claims of fighting, strikes and attacks by day, kind and place.
fn events(pile: &Pile, on: Day) -> Vec<Vec<&Claim>> {
    let mut groups: BTreeMap<(Day, EventKind, &str), Vec<&Claim>> = BTreeMap::new();
    let told = pile.known_claims().filter(|c| !c.headline && !c.is_learned() && pile.is_news(c) && is_current(c));
    for claim in told {
        let (Some(event), Some(when)) = (claim.event(), claim.when()) else { continue };
        let Some(place) = event.place.as_ref().filter(|_| is_fighting(event.kind) && when.days.from <= on) else {
            continue;
        };
        groups.entry((when.days.from, event.kind, &place.id)).or_default().push(claim);
    }
    groups.into_values().collect()
}

fn is_current(claim: &Claim) -> bool {
    matches!(claim.status, Status::Asserted | Status::Claimed)
}

fn is_fighting(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(kind, Clash | Siege | Advance | Strike | AttackOnCivilians)
}

fn sentence(desk: &mut Desk, claims: &[&Claim]) -> Line {
    let word = desk.word_of_event(claims);
    // A side's word is not mixed with what others tell: those that carry the status word make the sentence.
    let firm: Vec<&Claim> = claims.iter().copied().filter(|c| c.status == Status::Asserted).collect();
    let voices = if firm.is_empty() { claims } else { &firm };
    let named = |c: &&&Claim| c.actor().is_some();
    let lead = voices.iter().find(named).unwrap_or(&voices[0]);
    let what = lead.event().map_or(String::new(), |event| clause(desk, event, agree(voices)));
    let said = match &word {
        Word::Disputed => format!("Reports differ: {what}"),
        Word::Claimed(Some(who)) => format!("{} said: {what}", capital(who)),
        Word::Claimed(None) => format!("Somebody not named said: {what}"),
        _ => capital(&what),
    };
    let ids: Vec<String> = voices.iter().map(|c| c.id.clone()).collect();
    Line::told(said).being(word).citing(desk.cites(&ids, 2))
}

/// Whether all that name who did it name the same.
fn agree(claims: &[&Claim]) -> bool {
    claims.iter().filter_map(|c| c.actor()).map(|p| p.side()).collect::<BTreeSet<_>>().len() == 1
}

/// "the Taliban attacked civilians at Kunduz"; without a doer where reports do not agree on one.
fn clause(desk: &Desk, event: &Event, agreed: bool) -> String {
    let place = event.place.as_ref().map_or(String::new(), words::place);
    let actor = event.actor.as_ref().filter(|_| agreed).map(|a| desk.party(a));
    let target = event.target.as_ref().filter(|t| agreed && !t.id.starts_with("name:")).map(|t| desk.party(t));
    match (event.kind, actor, target) {
        (EventKind::Clash, Some(one), Some(other)) => format!("{one} and {other} fought at {place}"),
        (EventKind::Clash, Some(one), None) => format!("{one} fought at {place}"),
        (EventKind::Clash, None, _) => format!("fighting at {place}"),
        (EventKind::AttackOnCivilians, Some(one), _) => format!("{one} harmed civilians at {place}"),
        (EventKind::AttackOnCivilians, None, _) => format!("civilians came to harm at {place}"),
        (EventKind::Strike, Some(one), Some(other)) => format!("{one} struck {other} at {place}"),
        (EventKind::Strike, Some(one), None) => format!("{one} struck {place}"),
        (EventKind::Siege, Some(one), _) => format!("{one} besieged {place}"),
        (EventKind::Advance, Some(one), _) => format!("{one} advanced on {place}"),
        (kind, ..) => format!("{} {place}", words::event_words(kind)),
    }
}
