//! What happened, day by day: the picture's developments, each once, in words no stronger than its support.
//!
//! Where the picture does not follow a reported gain, it is told as something on which reports differ: what happened must
//! not contradict who holds what.

use super::control::{self, agreed, capital, manner, said};
use super::desk::{Desk, first, more};
use super::head::{LATELY, weekday};
use super::model::{Line, Section, Word};
use crate::words;
use dateline_core::model::{Day, EventKind, PartyRef};
use dateline_core::picture::{Development, Holder, Stretch};
use jiff::ToSpan;
use std::cmp::Reverse;

/// Events on two pages.
const EVENTS: usize = 8;

pub(super) fn section(desk: &mut Desk, on: Day) -> Option<Section> {
    let mut all = developments(desk, on);
    let newest = all.iter().filter_map(began).max();
    all.sort_by_cached_key(|d| consequence(desk, d, newest));
    let (mut shown, left) = first(all, desk.ask.most(EVENTS));
    shown.sort_by_key(began);
    let mut lines = Vec::new();
    let mut day = None;
    for told in &shown {
        if began(told) != day {
            day = began(told);
            lines.extend(day.map(|d| Line::heading(weekday(d))));
        }
        lines.push(line(desk, told));
    }
    super::section(4, "EVENTS", lines, more(left, "dateline developments"))
}

/// What happened up to the day and is news; what only the model proposes is left to the list of developments.
fn developments(desk: &Desk, on: Day) -> Vec<Development> {
    let pile = desk.pile;
    let mut all = pile.picture.developments();
    all.retain(|d| {
        let claims = pile.claims_of(&d.support);
        let read = claims.iter().any(|c| !c.is_learned());
        read && began(d).is_some_and(|day| day <= on) && claims.iter().all(|c| pile.is_news(c))
    });
    all
}

fn began(told: &Development) -> Option<Day> {
    told.days.map(|d| d.from)
}

/// What there is room for first: the last days, what changes hands, and places that most reports tell of.
fn consequence(
    desk: &Desk,
    told: &Development,
    newest: Option<Day>,
) -> (bool, u8, u8, Reverse<usize>, Reverse<Option<Day>>) {
    use EventKind::*;
    let late = |day: Day| day.checked_add(LATELY.days()).is_ok_and(|d| Some(d) > newest);
    let rank = match told.kind {
        Takeover => 0,
        AttackOnCivilians => 1,
        Withdrawal | Surrender => 2,
        Clash | Siege | Advance | Strike => 3,
        _ => 4,
    };
    let part = u8::from(!told.full);
    let place = control::weight(&told.place);
    (!began(told).is_some_and(late), rank + part, place, Reverse(desk.told(&told.place.id)), Reverse(began(told)))
}

fn line(desk: &mut Desk, told: &Development) -> Line {
    let (word, note) = support(desk, told);
    let place = words::place(&told.place);
    let day = days(told);
    let how = if told.kind == EventKind::Takeover { manner(desk, &told.place, &told.support) } else { "" };
    let sentence = match &told.actor {
        Some(actor) => said(&word, &desk.party(actor), &format!("{}{day}{how}", deed(desk, told, actor, &place))),
        None => without_doer(&word, &format!("{}{day}{how}", happened(desk, told, &place))),
    };
    let ids = match word {
        Word::Disputed => [told.support.as_slice(), &told.against].concat(),
        _ => told.support.clone(),
    };
    Line::told(sentence + &note).being(word).citing(desk.cites(&ids, 2))
}

/// How far it is supported; a gain of a whole place no further than the picture follows it.
fn support(desk: &Desk, told: &Development) -> (Word, String) {
    let word = desk.word_of_development(told);
    if !told.full || told.gainer().is_none() {
        return (word, String::new());
    }
    match followed(desk, told) {
        None => (Word::Disputed, String::new()),
        Some(stretch) => match (agreed(desk, &told.place, &stretch), word) {
            ((Word::Disputed, note), _) => (Word::Disputed, note),
            ((held, note), Word::Disputed) if !note.is_empty() => (held, note),
            ((held @ Word::Claimed(_), note), _) => (held, note),
            ((_, note), word @ (Word::Disputed | Word::Claimed(_))) => (word, note),
            (held, _) => held,
        },
    }
}

/// The stretch of the picture that rests on it.
fn followed(desk: &Desk, told: &Development) -> Option<Stretch> {
    let rests = |s: &Stretch| s.support.iter().any(|id| told.support.contains(id));
    let stretches = desk.pile.picture.stretches(&told.place.id);
    stretches.into_iter().find(|s| matches!(s.holder, Holder::Party(_)) && rests(s))
}

/// The days, where the heading does not say them.
fn days(told: &Development) -> String {
    match told.days {
        Some(on) if told.day_disputed => format!(", on a day that reports do not agree on ({})", crate::text::days(on)),
        Some(on) if !on.is_one_day() => format!(" between {} and {}", on.from, on.to),
        _ => String::new(),
    }
}

/// What nobody is named as doing.
fn without_doer(word: &Word, clause: &str) -> String {
    match word {
        Word::Disputed => format!("Reports differ on whether {clause}"),
        Word::Claimed(Some(who)) => format!("{} said that {clause}", capital(who)),
        Word::Claimed(None) => format!("Somebody not named said that {clause}"),
        _ => capital(clause),
    }
}

/// What somebody did: "took Ghazni", "struck the airport".
fn deed(desk: &Desk, told: &Development, actor: &PartyRef, place: &str) -> String {
    use EventKind::*;
    // Who is known by a description alone would not be told from others.
    let target = told.target.as_ref().filter(|t| !t.id.starts_with("name:") && t.side() != actor.side());
    let target = target.map(|t| desk.party(t));
    let part = if told.full { "" } else { "part of " };
    match (told.kind, target) {
        (Takeover | Hold, _) => format!("took {part}{place}"),
        (Withdrawal, _) => format!("withdrew from {part}{place}"),
        (Surrender, Some(to)) => format!("gave up {part}{place} to {to}"),
        (Surrender, None) => format!("gave up {part}{place}"),
        (Clash, Some(other)) => format!("fought {other} at {place}"),
        (Clash, None) => format!("fought at {place}"),
        (Siege, _) => format!("besieged {place}"),
        (Advance, _) => format!("advanced on {place}"),
        (Strike, Some(other)) => format!("struck {other} at {place}"),
        (Strike, None) => format!("struck {place}"),
        (AttackOnCivilians, _) => format!("harmed civilians at {place}"),
        (Detention, Some(whom)) => format!("detained members of {whom} at {place}"),
        (Detention, None) => format!("detained people at {place}"),
        (Release, _) => format!("released people at {place}"),
        (Deployment, _) => format!("sent forces to {place}"),
        (Evacuation, _) => format!("brought people out of {place}"),
        (Closure, _) => format!("closed a site at {place}"),
        (Talks, Some(other)) => format!("held talks with {other} at {place}"),
        (Talks, None) => format!("held talks at {place}"),
        (Protest, _) => format!("protested at {place}"),
        (Aid, _) => format!("brought aid to {place}"),
    }
}

/// What happened, where no report names who did it.
fn happened(desk: &Desk, told: &Development, place: &str) -> String {
    use EventKind::*;
    let target = told.target.as_ref().map(|t| desk.party(t));
    let part = if told.full { "" } else { "part of " };
    match (told.kind, target) {
        (Takeover | Hold, Some(loser)) => format!("{loser} lost {part}{place}, to whom is not told"),
        (Takeover | Hold, None) => format!("{part}{place} changed hands, to whom is not told"),
        (Withdrawal, _) => format!("there was a withdrawal from {part}{place}"),
        (Surrender, _) => format!("{part}{place} was given up, by whom is not told"),
        (Clash, Some(other)) => format!("there was fighting with {other} at {place}"),
        (Clash, None) => format!("there was fighting at {place}"),
        (Siege, _) => format!("there was a siege of {place}"),
        (Advance, _) => format!("there was an advance on {place}"),
        (Strike, Some(other)) => format!("there was a strike on {other} at {place}"),
        (Strike, None) => format!("there was a strike on {place}"),
        (AttackOnCivilians, _) => format!("civilians came to harm at {place}"),
        (Detention, _) => format!("there were arrests at {place}"),
        (Release, _) => format!("people were released at {place}"),
        (Deployment, _) => format!("forces were sent to {place}"),
        (Evacuation, _) => format!("people were brought out of {place}"),
        (Closure, _) => format!("there was a closure at {place}"),
        (Talks, _) => format!("there were talks at {place}"),
        (Protest, _) => format!("there was a protest at {place}"),
        (Aid, _) => format!("aid came to {place}"),
    }
}
