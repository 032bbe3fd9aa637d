//! Who holds what on the day, one row a place, and how changes of control are said.

use super::desk::{Desk, first, is_clear, more};
use super::model::{Kind, Line, Row, Section, Word};
use crate::glance;
use crate::pile::Pile;
use crate::text::{clean, count};
use crate::words;
use dateline_core::model::{Claim, Day, EventKind, Manner, PartyRef, PlaceKind, PlaceRef, Status};
use dateline_core::picture::{Dispute, DisputeKind, Holder, Holding, Stretch};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Rows on two pages.
const ROWS: usize = 10;

/// A change of control: a place and the stretch that began.
pub(crate) struct Change {
    pub place: PlaceRef,
    pub stretch: Stretch,
}

/// Every change up to the day, by day and place.
pub(crate) fn changes(pile: &Pile, on: Day) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for place in pile.picture.places() {
        let stretches = pile.picture.stretches(&place.id).into_iter().filter(|s| is_change(pile, s, on));
        all.extend(stretches.map(|stretch| Change { place: place.clone(), stretch }));
    }
    all.sort_by(|a, b| (a.stretch.from, &a.place.name, &a.place.id).cmp(&(b.stretch.from, &b.place.name, &b.place.id)));
    all
}

/// A stretch that began by an event, not by a first mention.
pub(crate) fn is_change(pile: &Pile, stretch: &Stretch, on: Day) -> bool {
    let begun = stretch.from.is_some_and(|from| from <= on);
    begun
        && matches!(stretch.holder, Holder::Party(_))
        && pile.claims_of(&stretch.support).iter().any(|c| changes_hands(c))
}

fn changes_hands(claim: &Claim) -> bool {
    matches!(claim.event_kind(), Some(EventKind::Takeover | EventKind::Surrender | EventKind::Withdrawal))
}

/// "The Taliban took Ghazni on 2021-08-12", in words no stronger than its support.
pub(super) fn sentence(desk: &mut Desk, change: &Change) -> Line {
    let Holder::Party(party) = &change.stretch.holder else { return Line::absent("") };
    let (word, note) = agreed(desk, &change.place, &change.stretch);
    let manner = manner(desk, &change.place, &change.stretch.support);
    let took = format!("took {}{}{manner}", words::place(&change.place), since_words(&change.stretch));
    let inferred = change
        .stretch
        .inferred
        .as_ref()
        .map_or(String::new(), |why| format!(" (inferred: {})", clean(why.trim_end_matches('.'))));
    let told = said(&word, &desk.party(party), &took) + &note + &inferred;
    Line::told(told).being(word).citing(desk.cites(&change.stretch.support, 2))
}

/// How far a change is supported; where reports differed on its day and do so no longer, how far it is now.
pub(super) fn agreed(desk: &Desk, place: &PlaceRef, stretch: &Stretch) -> (Word, String) {
    let word = desk.word_of_stretch(stretch);
    let cleared = stretch.from.filter(|_| word == Word::Disputed).and_then(|from| desk.cleared(&place.id, from));
    match cleared.filter(|(_, now)| now.holder == stretch.holder && now.since == stretch.since) {
        Some((day, now)) => (desk.word_of(&now), format!("; reports differed on the day, and agree since {day}")),
        None => (word, String::new()),
    }
}

/// Who did it and what, in words no stronger than the status word: a claim is what somebody said.
pub(super) fn said(word: &Word, party: &str, deed: &str) -> String {
    match word {
        Word::Disputed => format!("Reports differ on whether {party} {deed}"),
        Word::Claimed(Some(who)) if who == party => format!("{} said they {deed}", capital(who)),
        Word::Claimed(Some(who)) => format!("{} said that {party} {deed}", capital(who)),
        Word::Claimed(None) => format!("Somebody not named said that {party} {deed}"),
        _ => capital(&format!("{party} {deed}")),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn since_words(stretch: &Stretch) -> String {
    match (stretch.since, stretch.from) {
        (Some(since), _) if !since.is_one_day() => format!(" between {} and {}", since.from, since.to),
        (Some(since), _) => format!(" on {}", since.from),
        (None, Some(from)) => format!(" by {from}"),
        (None, None) => String::new(),
    }
}

/// How it was gained, where all that tell it agree.
pub(super) fn manner(desk: &Desk, place: &PlaceRef, support: &[String]) -> &'static str {
    let of_it = |d: &&Dispute| d.place.as_ref().is_some_and(|p| p.id == place.id);
    if desk.open.iter().filter(of_it).any(|d| d.kind == DisputeKind::Manner) {
        return ", with or without a fight, on which reports differ";
    }
    let told: BTreeSet<Manner> = desk
        .pile
        .claims_of(support)
        .iter()
        .filter(|c| c.status == Status::Asserted && c.tells(EventKind::Takeover))
        .filter_map(|c| c.event()?.manner)
        .collect();
    match told.iter().collect::<Vec<_>>().as_slice() {
        [Manner::Fighting] => ", after fighting",
        [Manner::HandedOver] => ", handed over without reported resistance",
        [Manner::Abandoned] => ", left by its defenders without reported resistance",
        _ => "",
    }
}

/// The table, places that most reports tell of first.
pub(super) fn section(desk: &mut Desk, on: Day) -> Option<Section> {
    let mut known: Vec<Holding> =
        desk.pile.picture.holdings(on).into_iter().filter(|h| h.holder != Holder::Unknown).collect();
    known.sort_by_cached_key(|h| {
        let since = Reverse(h.since.map(|s| s.to));
        (weight(&h.place), Reverse(desk.told(&h.place.id)), since, h.place.name.clone(), h.place.id.clone())
    });
    if known.is_empty() {
        return None;
    }
    let (shown, left) = first(known, desk.ask.most(ROWS));
    let rows: Vec<Row> = shown.iter().map(|h| row(desk, h)).collect();
    let about = if on == Day::MAX { String::new() } else { format!("on {on}") };
    let doubted = rows.iter().any(|r| r.cells[2].ends_with(DOUBT));
    let lines = if doubted { vec![Line::absent(DOUBTED)] } else { Vec::new() };
    Some(Section { number: 3, title: "CONTROL", about, rows, lines, more: more(left, "dateline holds") })
}

/// Towns before divisions, those before sites, and what is no place to hold last.
pub(super) fn weight(place: &PlaceRef) -> u8 {
    match place.kind {
        PlaceKind::City => 0,
        PlaceKind::Province | PlaceKind::District => 1,
        PlaceKind::Facility => 2,
        PlaceKind::Country | PlaceKind::Region => 3,
    }
}

/// What marks a holding that is not disputed on the day, while reports differ on how or when it came about.
const DOUBT: &str = " *";
const DOUBTED: &str = "* undisputed on this day; reports differ on when or how it came about: dateline disputes";

/// Whether reports differ on the beginning of what is not in doubt any more.
fn is_doubted(desk: &Desk, holding: &Holding) -> bool {
    use DisputeKind::{Control, Date, Denial, Manner};
    let of_it = |d: &Dispute| d.place.as_ref().is_some_and(|p| p.id == holding.place.id);
    let about = |d: &Dispute| matches!(d.kind, Control | Date | Denial | Manner) && d.days.from <= desk.on;
    is_clear(holding) && desk.open.iter().any(|d| of_it(d) && about(d))
}

fn row(desk: &mut Desk, holding: &Holding) -> Row {
    let word = desk.word_of(holding);
    let last = holding.last_report.map_or("-".into(), |last| last.to_string());
    let inferred = if holding.inferred.is_some() { " (inferred)" } else { "" };
    let cells = [
        glance::name(&holding.place),
        clean(holding.holder.as_str()) + inferred,
        word.to_string() + if is_doubted(desk, holding) { DOUBT } else { "" },
        holding.since.map_or("not told".into(), glance::short),
        last,
    ];
    let ids = [holding.support.as_slice(), &holding.against].concat();
    Row { cells, cites: desk.cites(&ids, desk.ask.most(1).min(2)) }
}

/// How many towns each side has, counted here, with the newest passages.
pub(super) fn balance(desk: &mut Desk, on: Day) -> Option<Line> {
    let holdings = desk.pile.picture.holdings(on);
    let towns = holdings.iter().filter(|h| h.place.kind == PlaceKind::City);
    let mut sides: BTreeMap<String, (PartyRef, Vec<&Holding>)> = BTreeMap::new();
    for holding in towns {
        if let Holder::Party(party) = &holding.holder {
            sides.entry(party.side()).or_insert_with(|| (party.clone(), Vec::new())).1.push(holding);
        }
    }
    let mut sides: Vec<(PartyRef, Vec<&Holding>)> = sides.into_values().collect();
    sides.sort_by_key(|(party, held)| (Reverse(held.len()), party.name.clone()));
    let mut line = Line { kind: Kind::Told, sign: None, parts: Vec::new(), word: None };
    for (n, (party, held)) in sides.into_iter().take(2).enumerate() {
        let lead = if n == 0 { "Counted here from named places: " } else { "; " };
        let names = held.iter().take(3).map(|h| h.support.clone()).collect::<Vec<_>>();
        let towns = count(held.len(), "town", "towns");
        let cites: Vec<_> = names.iter().flat_map(|ids| desk.cites(ids, 1)).collect();
        line = line.and(format!("{lead}{} with {towns}", desk.party(&party))).citing(distinct(cites));
    }
    (!line.parts.is_empty()).then_some(line)
}

/// Each citation once.
fn distinct(cites: Vec<super::model::Cite>) -> Vec<super::model::Cite> {
    let mut seen = BTreeSet::new();
    cites.into_iter().filter(|c| seen.insert(c.to_string())).collect()
}
