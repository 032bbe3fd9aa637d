//! What no report tells, and what could not be read or dated: silence is told as silence.

use super::desk::{Desk, first};
use super::head::undated;
use super::model::{Kind, Line, Section};
use crate::text::{clean, count};
use crate::words;
use dateline_core::model::{DateBasis, Day};
use dateline_core::picture::{Holder, Holding};
use std::collections::{BTreeMap, BTreeSet};

/// Places and reports on two pages.
const PLACES: usize = 4;
const REPORTS: usize = 3;

pub(super) fn section(desk: &mut Desk, on: Day) -> Option<Section> {
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(places(desk, on));
    lines.extend(guessed(desk));
    lines.extend(without_day(desk));
    lines.extend(unread(desk));
    super::section(7, "NOT KNOWN", lines, String::new())
}

/// Places that reports name without telling who has them.
fn places(desk: &mut Desk, on: Day) -> Option<Line> {
    let holdings = desk.pile.picture.holdings(on);
    let mut unknown: Vec<&Holding> = holdings.iter().filter(|h| h.holder == Holder::Unknown).collect();
    unknown
        .sort_by(|a, b| (b.last_report, &a.place.name, &a.place.id).cmp(&(a.last_report, &b.place.name, &b.place.id)));
    let (shown, left) = first(unknown, desk.ask.most(PLACES));
    let mut line = Line { kind: Kind::Absent, sign: None, parts: Vec::new(), word: None };
    for (n, holding) in shown.iter().enumerate() {
        let about =
            desk.pile.known_claims().find(|c| c.place().is_some_and(|p| p.id == holding.place.id) && !c.headline);
        let ids: Vec<String> = about.map(|c| c.id.clone()).into_iter().collect();
        let lead = if n == 0 { "Named, but no report tells who holds " } else { ", " };
        line = line.and(format!("{lead}{}", words::place(&holding.place))).citing(desk.cites(&ids, 1));
    }
    if left > 0 {
        line = line.and(format!("and {left} more: dateline holds"));
    }
    (!shown.is_empty()).then_some(line)
}

/// Reports whose day was found from their own words or from the others.
fn guessed(desk: &Desk) -> Option<Line> {
    let pile = desk.pile;
    let cards = pile.out().filter(|c| c.skipped.is_none() && c.published.days.is_some());
    let found: Vec<_> = cards.filter(|c| matches!(c.published.basis, DateBasis::Text | DateBasis::Pile)).collect();
    let (shown, left) = first(found, desk.ask.most(REPORTS));
    let mut line = Line { kind: Kind::Absent, sign: None, parts: Vec::new(), word: None };
    for (n, card) in shown.iter().enumerate() {
        let lead = if n == 0 { "Days found, not given: " } else { "; " };
        let told = format!("{lead}{} ({})", clean(&card.report.id), words::published(card.published));
        line = line.and(told);
    }
    if left > 0 {
        line = line.and(format!("; and {left} more: dateline reports"));
    }
    (!shown.is_empty()).then_some(line)
}

/// Reports that nothing dates.
fn without_day(desk: &mut Desk) -> Vec<Line> {
    let found: Vec<_> = undated(desk.pile).filter(|c| c.skipped.is_none()).collect();
    let state = if desk.pile.known == Day::MAX { "" } else { " and does not count" };
    let (shown, left) = first(found, desk.ask.most(REPORTS));
    let told = |id: &str| Line::absent(format!("Nothing dates {}: it is undated{state}", clean(id)));
    let mut lines: Vec<Line> = shown.iter().map(|c| told(&c.report.id)).collect();
    lines.extend((left > 0).then(|| {
        Line::absent(format!("and {} undated: dateline reports", count(left, "more report is", "more reports are")))
    }));
    lines
}

/// What was not read, and remarks on the input, each once with what it is about.
fn unread(desk: &mut Desk) -> Vec<Line> {
    let counted = |c: &&crate::pile::Card| c.is_out(desk.pile.known) || c.published.days.is_none();
    let cards: Vec<_> = desk.pile.cards().filter(counted).collect();
    let skipped =
        cards.iter().filter_map(|c| c.skipped.as_ref().map(|why| format!("{}: not read. {why}", c.report.id)));
    let of_reports = cards.iter().flat_map(|c| &c.notices);
    let mut remarks: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for notice in desk.ask.notices.iter().chain(of_reports) {
        remarks.entry(&notice.what).or_default().insert(&notice.origin);
    }
    let told = remarks.into_iter().map(|(what, about)| format!("{}: {what}", names(&about)));
    let all: Vec<String> = skipped.chain(told).map(|t| clean(&t)).collect();
    let (shown, left) = first(all, desk.ask.most(REPORTS));
    let rest = (left > 0).then(|| format!("and {}: dateline reports", count(left, "more remark", "more remarks")));
    shown.into_iter().chain(rest).map(Line::absent).collect()
}

/// The first of several names, and how many more.
fn names(all: &BTreeSet<&str>) -> String {
    let shown: Vec<&str> = all.iter().copied().take(REPORTS).collect();
    let rest = match all.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    shown.join(", ") + &rest
}
