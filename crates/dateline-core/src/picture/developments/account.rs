//! What one passage tells of a happening, whether it is about control or not, and how many independent witnesses tell it.

use crate::model::{Day, Days, EventKind, PartyRef, PlaceRef, Status};
use crate::picture::fact::Fact;
use crate::picture::happening::Happening;
use crate::picture::{Picture, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A passage that tells that something happened, or that it did not.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub id: &'a str,
    pub report: &'a str,
    pub kind: EventKind,
    pub place: &'a PlaceRef,
    pub full: bool,
    /// The acting party with the name of its side.
    pub actor: Option<(String, PartyRef)>,
    pub target: Option<(String, PartyRef)>,
    pub days: Days,
    /// Whether the day is told so firmly that it was not before.
    pub firm: bool,
    pub published: Day,
    pub status: Status,
    pub refuted: bool,
    pub admission: bool,
    origin: usize,
    /// The name of the speaker; the text itself where none is named.
    pub speaker: Option<&'a str>,
    named: Option<&'a str>,
}

/// Everything that known reports tell as having happened or not. Who has a place is a state and no happening.
pub(super) fn accounts(picture: &Picture) -> Vec<Account<'_>> {
    let control = picture.records.values().flat_map(|r| r.facts.iter().filter_map(|f| of_fact(picture, r, f)));
    let others = picture.happenings.values().flatten().map(|h| of_happening(picture, h));
    control.chain(others).collect()
}

fn of_fact<'a>(picture: &'a Picture, record: &'a Record, fact: &'a Fact) -> Option<Account<'a>> {
    let refuted = matches!(fact.claim.status, Status::Denied | Status::Negated);
    // Fighting of no day in particular is part of every fight there.
    let of_a_day = fact.weight > 0 || fact.kind != EventKind::Clash;
    let counts = !fact.claim.headline && fact.kind != EventKind::Hold && of_a_day && (refuted || fact.current());
    let party = |p: &Option<(usize, PartyRef)>| p.as_ref().map(|(s, p)| (picture.sides.name(*s).to_owned(), p.clone()));
    counts.then(|| Account {
        id: &fact.claim.id,
        report: &fact.claim.report,
        kind: fact.kind,
        place: &record.place,
        full: fact.full,
        actor: party(&fact.actor),
        target: party(&fact.target),
        days: fact.days,
        firm: fact.firm,
        published: fact.published,
        status: fact.claim.status,
        refuted,
        admission: fact.admission,
        origin: fact.origin,
        speaker: fact.speaker(),
        named: fact.named(),
    })
}

fn of_happening<'a>(picture: &'a Picture, told: &'a Happening) -> Account<'a> {
    let party = |p: &Option<PartyRef>| p.as_ref().map(|p| (picture.side_of(p), p.clone()));
    Account {
        id: &told.passage.claim.id,
        report: &told.passage.claim.report,
        kind: told.kind,
        place: &told.place,
        full: true,
        actor: party(&told.actor),
        target: party(&told.target),
        days: told.days,
        firm: true,
        published: told.passage.published,
        status: told.passage.claim.status,
        refuted: told.refuted,
        admission: told.passage.is_admission(),
        origin: told.passage.origin,
        speaker: told.passage.speaker(),
        named: told.passage.named(),
    }
}

/// How many independent witnesses tell it: as many as there are pairs of an origin and a voice in it, each origin and
/// each voice used once. So a spokesman quoted by three papers is one witness, and so is a text that quotes three people.
pub(super) fn witnesses(accounts: &[&Account]) -> usize {
    let mut voices: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for account in accounts {
        let voice = account.named.map_or_else(|| format!("origin {}", account.origin), |name| format!("name {name}"));
        voices.entry(account.origin).or_default().insert(voice);
    }
    let mut heard: BTreeMap<&str, usize> = BTreeMap::new();
    voices.keys().filter(|&&origin| pairs(origin, &voices, &mut heard, &mut BTreeSet::new())).count()
}

/// Finds a voice for an origin, moving other origins to another of their voices where that makes room.
fn pairs<'v>(
    origin: usize,
    voices: &'v BTreeMap<usize, BTreeSet<String>>,
    heard: &mut BTreeMap<&'v str, usize>,
    tried: &mut BTreeSet<&'v str>,
) -> bool {
    for voice in &voices[&origin] {
        if tried.insert(voice) {
            let free = match heard.get(voice.as_str()).copied() {
                None => true,
                Some(other) => pairs(other, voices, heard, tried),
            };
            if free {
                heard.insert(voice, origin);
                return true;
            }
        }
    }
    false
}
