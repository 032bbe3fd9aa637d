//! What is told otherwise than on the earlier day.

use super::desk::{Desk, first, more};
use super::model::{Line, Section, Word};
use crate::changes::{Between, sign};
use crate::text::clean;
use crate::words;
use dateline_core::picture::changes::{Change, ChangeKind};
use dateline_core::picture::{Holder, Holding};

/// Changes on two pages.
const CHANGES: usize = 6;
/// After how many days a place has gone quiet.
const QUIET: i64 = 7;

pub(super) fn section(desk: &mut Desk) -> Option<Section> {
    let before = desk.ask.before?;
    let pile = desk.pile;
    let about = format!("{} (+ new, - withdrawn, ~ revised, ! newly disputed, = settled, . quiet)", before.known);
    let (lines, more) = match before.out().next() {
        None => (
            vec![Line::absent(format!("No report was out by {}: all that follows is new.", before.known))],
            String::new(),
        ),
        Some(_) => {
            let all = pile.picture.changes_since(&before.picture, QUIET);
            let (shown, left) = first(all.iter().collect(), desk.ask.most(CHANGES));
            let between = Between { before, after: pile };
            let told: Vec<Line> = shown.into_iter().map(|change| line(desk, between, change)).collect();
            (told, more(left, &format!("dateline diff --since {}", before.known)))
        }
    };
    let lines =
        if lines.is_empty() { vec![Line::absent(format!("Nothing changed since {}.", before.known))] } else { lines };
    Some(Section { number: 2, title: "CHANGED SINCE", about, rows: Vec::new(), lines, more })
}

fn line(desk: &mut Desk, between: Between, change: &Change) -> Line {
    let told = sentence(desk, change);
    let cites = desk.cites_in(between.pile_of(change), &change.support(), 2);
    // A notice that ends no claim, and a holder that nothing speaks for any more, have no passage.
    let told = if cites.is_empty() { Line::absent(told.0) } else { Line::told(told.0).being(told.1).citing(cites) };
    Line { sign: Some(sign(change.kind)), ..told }
}

fn sentence(desk: &Desk, change: &Change) -> (String, Word) {
    if let Some(dispute) = &change.dispute {
        let open = change.kind == ChangeKind::Disputed;
        let state = if open { "" } else { " (no longer disputed)" };
        return (format!("{}{state}", clean(&dispute.question)), if open { Word::Disputed } else { Word::Reported });
    }
    if let Some(recall) = &change.recall {
        return (crate::recalls::sentence(recall), Word::Withdrawn);
    }
    let place = change.place.as_ref().map_or(String::new(), words::place);
    let was = change.before.as_ref().map_or("not told".to_owned(), |h| state(desk, h));
    let now = change.after.as_ref().map_or("not told".to_owned(), |h| state(desk, h));
    let word = match (change.kind, &change.after) {
        (ChangeKind::Withdrawn, _) | (_, None) => Word::Withdrawn,
        (ChangeKind::Quiet, Some(after)) => after.last_report.map_or(Word::Reported, Word::Quiet),
        (_, Some(after)) => desk.word_of(after),
    };
    let words = match change.kind {
        ChangeKind::Revised if was != now => format!("{place}: {now}; before: {was}"),
        ChangeKind::Revised => format!("{place}: {now}; {}", revised(desk, change)),
        ChangeKind::Withdrawn => format!("{place}: what was told no longer counts ({was})"),
        _ => format!("{place}: {now}{}", since(change.after.as_ref())),
    };
    (words, word)
}

/// What was held of it before, when the holder is the same.
fn revised(desk: &Desk, change: &Change) -> String {
    let before = change.before.as_ref();
    let was = before.map_or(String::new(), |h| desk.word_of(h).to_string());
    match change.aspects.iter().any(|a| a.as_str() == "standing") {
        true => format!("before: {was}"),
        false => {
            format!("{} now, before{}", words::since(change.after.as_ref().and_then(|h| h.since)).trim(), since(before))
        }
    }
}

fn since(holding: Option<&Holding>) -> String {
    words::since(holding.and_then(|h| h.since))
}

fn state(desk: &Desk, holding: &Holding) -> String {
    match &holding.holder {
        Holder::Party(party) => format!("held by {}", desk.party(party)),
        Holder::Contested => "contested".into(),
        Holder::Unknown => "not known who holds it".into(),
    }
}
