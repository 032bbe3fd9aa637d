//! Title, head, bottom line and sources: what the brief is about and what it rests on.

use super::control::{self, Change};
use super::desk::Desk;
use super::figures;
use super::model::{Line, Section, Source};
use crate::pile::{Card, Pile};
use crate::text::{clean, count, days};
use dateline_core::model::{Day, Days, PlaceKind};
use dateline_core::picture::decisions::{Decision, Deed, State};
use dateline_core::picture::{Holder, Standing};
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a hash that are printed.
const HASH: usize = 12;
/// How many days a change counts among the last.
pub(super) const LATELY: i64 = 3;

/// The region and what the pile is about: "Afghanistan: control of towns and provinces".
pub(super) fn title(desk: &Desk, on: Day) -> String {
    let regions = regions(desk.pile);
    let subject = subject(desk.pile, on);
    if regions.is_empty() { subject } else { format!("{}: {subject}", regions.join(", ")) }
}

/// The countries that most of what is told is about, two at most.
fn regions(pile: &Pile) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let told = pile.known_claims().filter(|c| c.status.is_current() && c.event().is_some());
    told.filter_map(|c| c.place())
        .filter(|p| !p.country.is_empty())
        .for_each(|p| *counts.entry(&p.country).or_default() += 1);
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
    let most = sorted.first().map_or(0, |(_, n)| *n);
    let main = sorted.iter().filter(|(_, n)| n * 3 >= most).take(2);
    main.map(|(code, _)| country(pile, code)).collect()
}

/// The name of a country as the pile has it; its code when no report names it.
fn country(pile: &Pile, code: &str) -> String {
    let places = || pile.known_claims().filter_map(|c| c.place()).filter(|p| p.country == code);
    let named = places().find(|p| p.kind == PlaceKind::Country).map(|p| clean(&p.name));
    let around = || places().find(|p| p.kind == PlaceKind::Province).and_then(|p| p.within.as_deref()).map(clean);
    named.or_else(around).unwrap_or_else(|| code.to_owned())
}

fn subject(pile: &Pile, on: Day) -> String {
    let held = pile.picture.holdings(on).into_iter().filter(|h| h.holder != Holder::Unknown);
    let kinds: BTreeSet<PlaceKind> = held.map(|h| h.place.kind).collect();
    let named = [
        (PlaceKind::City, "towns"),
        (PlaceKind::District, "districts"),
        (PlaceKind::Province, "provinces"),
        (PlaceKind::Facility, "sites"),
    ];
    let told: Vec<&str> = named.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, word)| *word).collect();
    match told.split_last() {
        Some((last, [])) => format!("control of {last}"),
        Some((last, others)) => format!("control of {} and {last}", others.join(", ")),
        None if pile.period().is_some() => "reported events".into(),
        None => "reports".into(),
    }
}

/// "Thu 2021-08-12".
pub(super) fn weekday(day: Day) -> String {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    format!("{} {day}", NAMES[day.weekday().to_monday_zero_offset() as usize])
}

/// What the brief rests on, label by label.
pub(super) fn head(desk: &Desk, on: Day) -> Vec<(&'static str, String)> {
    let pile = desk.pile;
    let end = |day: Day, words: &str| if day == Day::MAX { words.to_owned() } else { weekday(day) };
    let mut head = vec![
        ("On", end(on, "the end of what is told")),
        ("Known", end(pile.known, "from all reports, none of them dated")),
    ];
    let since = desk.ask.before.map(|b| b.known);
    if let Some(since) = since {
        head.push(("Period", days(Days::between(since, pile.known))));
    }
    head.push(("Basis", basis(pile)));
    let counts = |(d, state): &&(&Decision, &State)| **state == State::InForce && !matches!(d.deed, Deed::Undo(_));
    let decisions: Vec<&str> = desk.ask.decisions.iter().filter(counts).map(|(d, _)| d.id.as_str()).collect();
    let decided = match decisions.as_slice() {
        [] => "no decisions".to_owned(),
        ids => format!("{} ({})", count(ids.len(), "decision", "decisions"), hash(ids.iter().copied())),
    };
    head.push(("Made by", format!("dateline {}, corpus {}, {decided}", env!("CARGO_PKG_VERSION"), corpus(pile))));
    head
}

fn basis(pile: &Pile) -> String {
    let all = pile.out().count();
    if all == 0 {
        let undated = undated(pile).count();
        return match (undated, pile.known == Day::MAX) {
            (0, true) => "There are no reports.".into(),
            (0, false) => format!("No report was published by {}.", pile.known),
            (n, _) => format!(
                "No report is known to be published by {}; {} undated.",
                pile.known,
                count(n, "report is", "reports are")
            ),
        };
    }
    let outlets: BTreeSet<&str> = pile.out().filter_map(|c| c.report.outlet.as_deref()).collect();
    let newest = pile.published().map_or("none dated".into(), |d| format!("newest {}", d.to));
    let skipped = pile.out().filter(|c| c.skipped.is_some()).count();
    let waiting = if pile.known == Day::MAX { 0 } else { undated(pile).count() };
    let named = match outlets.len() {
        0 => "outlets not named".to_owned(),
        n => count(n, "named outlet", "named outlets"),
    };
    let mut parts = vec![count(all, "report", "reports"), named];
    parts.push(count(pile.origins(), "independent origin", "independent origins"));
    parts.push(newest);
    if skipped > 0 {
        parts.push(format!("{skipped} skipped"));
    }
    if waiting > 0 {
        parts.push(format!("{waiting} undated and not counted"));
    }
    parts.join(", ")
}

/// Reports that nothing dates.
pub(super) fn undated(pile: &Pile) -> impl Iterator<Item = &Card> {
    pile.cards().filter(|c| c.published.days.is_none())
}

fn corpus(pile: &Pile) -> String {
    let counted = pile.cards().filter(|c| c.is_out(pile.known) || c.published.days.is_none());
    hash(counted.flat_map(|c| [c.report.id.as_str(), c.report.text_sha256.as_str()]))
}

fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let hex: String = hasher.finalize().iter().map(|b| format!("{b:02x}")).collect();
    hex[..HASH].to_owned()
}

/// At most three sentences: what changed hands last, the number that everybody asks for, what is in dispute.
pub(super) fn bottom_line(desk: &mut Desk, on: Day) -> Section {
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(latest(desk, on));
    lines.extend(figures::leading(desk, on).or_else(|| control::balance(desk, on)));
    lines.extend(super::disputed::leading(desk));
    if lines.is_empty() {
        lines.push(Line::absent(nothing(desk.pile)));
    }
    Section { number: 1, title: "BOTTOM LINE", about: String::new(), rows: Vec::new(), lines, more: String::new() }
}

/// Of the last days' changes of control the one that is best supported and at the place most reports tell of; of a site
/// when there is no other.
fn latest(desk: &mut Desk, on: Day) -> Option<Line> {
    let changes = control::changes(desk.pile, on);
    let newest = changes.iter().filter_map(|c| c.stretch.from).max()?;
    let recent =
        |c: &&Change| c.stretch.from.and_then(|d| d.checked_add(LATELY.days()).ok()).is_some_and(|d| d > newest);
    let firm =
        |c: &Change| !c.stretch.disputed && matches!(c.stretch.standing, Standing::Confirmed | Standing::Reported);
    let weight = |c: &&Change| {
        (
            c.place.kind != PlaceKind::Facility,
            firm(c),
            desk.told(&c.place.id),
            c.stretch.from,
            Reverse(c.place.name.clone()),
        )
    };
    let last = changes.iter().filter(recent).max_by_key(weight)?;
    Some(control::sentence(desk, last))
}

fn nothing(pile: &Pile) -> String {
    match (pile.out().next(), undated(pile).next()) {
        (None, None) => "There is nothing to tell: no report counts.".into(),
        (None, Some(_)) => "There is nothing to tell: only undated reports are there.".into(),
        _ => "No report that counts says who holds any place.".into(),
    }
}

/// The sources that are cited, and how many are not.
pub(super) fn sources(desk: &Desk) -> (Vec<Source>, String) {
    let cards = desk.cited.iter().filter_map(|id| desk.pile.card(id));
    let cited: Vec<Source> = cards.map(|card| source(desk, card)).collect();
    let read = desk.pile.out().filter(|c| c.skipped.is_none());
    let others = read.filter(|c| !desk.cited.contains(&c.report.id)).count();
    let uncited = match others {
        0 => String::new(),
        n => format!("{} read and not cited: dateline reports", count(n, "other report was", "other reports were")),
    };
    (cited, uncited)
}

fn source(desk: &Desk, card: &Card) -> Source {
    let report = &card.report;
    let day = card.published.days.map_or("undated".into(), days);
    let mut parts = vec![format!("{day} (by {})", card.published.basis.as_str())];
    parts.extend(report.outlet.as_deref().map(clean));
    let origin = desk.pile.picture.lineage().origin_of(&report.id);
    if origin != report.id {
        let number = desk.cited.iter().position(|id| id == origin).map(|n| format!("[{}]", n + 1));
        parts.push(format!("copy of {}", number.unwrap_or_else(|| clean(origin))));
    }
    let title = report.title.as_deref().map(|t| format!("“{}”", clean(t)));
    let title = title.into_iter().chain(report.author.as_deref().map(clean)).collect::<Vec<_>>().join(", ");
    let sha256 = report.text_sha256.chars().take(HASH).collect();
    Source { report: clean(&report.id), words: parts.join(", "), title, sha256 }
}
