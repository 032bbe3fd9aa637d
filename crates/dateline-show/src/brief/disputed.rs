//! Where reports contradict each other, both sides alike, and what outlets took back.

use super::control;
use super::desk::{Desk, first, more};
use super::model::{Line, Section, Word};
use crate::text::{clean, count};
use dateline_core::model::Day;
use dateline_core::picture::{Answer, Dispute, DisputeKind, Holder, Holding};
use std::cmp::Reverse;

/// Disputes and notices on two pages.
const DISPUTES: usize = 3;
const RECALLS: usize = 4;

pub(super) fn section(desk: &mut Desk) -> Option<Section> {
    let (shown, left) = first(open(desk), desk.ask.most(DISPUTES));
    let mut lines: Vec<Line> = Vec::new();
    for dispute in &shown {
        lines.extend(lines_of(desk, dispute));
    }
    let recalls: Vec<_> = desk.pile.picture.recalls().iter().filter(|r| !r.stories.is_empty()).cloned().collect();
    let (recalls, later) = first(recalls, desk.ask.most(RECALLS));
    for recall in &recalls {
        let mut cites = vec![desk.cite_report(&recall.notice)];
        cites.extend(desk.cites(&recall.ended, 1));
        lines.push(Line::told(crate::recalls::sentence(recall)).being(Word::Withdrawn).citing(cites));
    }
    let notices = more(later, "dateline recalls");
    let others = more(left, "dateline disputes");
    let between = if others.is_empty() || notices.is_empty() { "" } else { "; " };
    super::section(6, "DISPUTED AND CORRECTED", lines, others + between + &notices)
}

/// What is open, by consequence.
fn open(desk: &Desk) -> Vec<Dispute> {
    let mut open = desk.open.clone();
    open.sort_by_cached_key(|d| consequence(desk, d));
    open
}

/// What is in doubt still, before what is no longer; then by kind, and places that most reports tell of first.
fn consequence(desk: &Desk, dispute: &Dispute) -> (bool, u8, u8, Reverse<usize>, Reverse<Day>) {
    let place = dispute.place.as_ref();
    let site = place.map_or(0, control::weight);
    let told = place.map_or(0, |p| desk.told(&p.id));
    let rank = match dispute.kind {
        DisputeKind::Control => 0,
        DisputeKind::Denial => 1,
        DisputeKind::Date | DisputeKind::Manner => 2,
        // The section before gives the numbers.
        DisputeKind::Count => 3,
        DisputeKind::Figure => 4,
        _ => 5,
    };
    (agreed(desk, dispute).is_some(), site, rank, Reverse(told), Reverse(dispute.days.to))
}

/// Who has the place on the day asked about, where reports differ only on an earlier day.
fn agreed(desk: &Desk, dispute: &Dispute) -> Option<(Day, Holding)> {
    let place =
        dispute.place.as_ref().filter(|_| matches!(dispute.kind, DisputeKind::Control | DisputeKind::Denial))?;
    desk.cleared(&place.id, dispute.days.from)
}

/// The weightiest open dispute in one sentence.
pub(super) fn leading(desk: &mut Desk) -> Option<Line> {
    let dispute = open(desk).into_iter().next()?;
    let mut line = Line::told(clean(&dispute.question)).being(Word::Disputed);
    for (n, answer) in dispute.answers.iter().take(3).enumerate() {
        let lead = if n == 0 { "Answers: " } else { "; " };
        line = line.and(format!("{lead}{}", clean(&answer.value))).citing(desk.cites(&answer.claims, 1));
    }
    Some(line)
}

fn lines_of(desk: &mut Desk, dispute: &Dispute) -> Vec<Line> {
    let mut lines = vec![Line::heading(format!("{} (open)", clean(&dispute.question)))];
    lines.extend(dispute.answers.iter().map(|answer| of_answer(desk, answer)));
    if let Some((day, now)) = agreed(desk, dispute) {
        let held = match &now.holder {
            Holder::Party(party) => desk.party(party),
            other => other.as_str().to_owned(),
        };
        let word = desk.word_of(&now);
        let told = format!("Reports differ on that day only: {held} since {day}, {word}");
        lines.push(Line::under(told).citing(desk.cites(&now.support, 1)));
    }
    if let Some(tally) = &dispute.counted {
        let told = format!("counted here from named places on {}: {}", tally.day, tally.places.len());
        lines.push(Line::absent(told));
    }
    lines
}

fn of_answer(desk: &mut Desk, answer: &Answer) -> Line {
    let origins = count(answer.origins, "origin", "origins");
    Line::under(format!("{} ({origins})", clean(&answer.value))).citing(desk.cites(&answer.claims, 2))
}
