//! What an analyst wrote: the only judgements in a brief, each with its author.

use super::desk::Desk;
use super::model::{Line, Section};
use crate::text::clean;
use dateline_core::picture::decisions::{Decision, Deed, State};

pub(super) fn section(desk: &mut Desk) -> Option<Section> {
    let notes = desk.ask.decisions.iter().filter(|(_, state)| **state == State::InForce);
    let lines: Vec<Line> = notes.filter_map(|(decision, _)| line(desk, decision)).collect();
    super::section(9, "ANALYST JUDGEMENT", lines, String::new())
}

/// A note on a passage of a report that counts.
fn line(desk: &mut Desk, decision: &Decision) -> Option<Line> {
    let Deed::Note(passage) = &decision.deed else { return None };
    let noted = |id: &str, quote: &str| id == passage.report && quote == passage.quote;
    let claim = desk.pile.known_claims().find(|c| noted(&c.report, &c.quote))?;
    let ids = [claim.id.clone()];
    let at = decision.at.map_or(String::new(), |day| format!(", {day}"));
    let told = format!("{} ({}{at})", clean(&decision.reason), clean(&decision.by));
    Some(Line::told(told).citing(desk.cites(&ids, 1)))
}
