//! What was decided, and what became of it.

use crate::json::line;
use crate::text::{clean, paragraph, quote};
use dateline_core::picture::decisions::{Decision, Deed, State};
use schemars::JsonSchema;
use serde::Serialize;

/// Decisions as paragraphs, in the order of their file: what, about what, by whom, why, and whether it counts.
pub fn text(decisions: &[(&Decision, &State)]) -> String {
    let mut out = String::new();
    for (decision, state) in decisions {
        let at = decision.at.map_or(String::new(), |day| format!(" on {day}"));
        let what = format!("{}: {} by {}{at}: {}", decision.id, decision.deed.as_str(), decision.by, decision.reason);
        paragraph(&mut out, "", "    ", &clean(&what));
        paragraph(&mut out, "    ", "    ", &about(&decision.deed));
        match state {
            State::InForce => {}
            State::Undone(by) => paragraph(&mut out, "    ", "    ", &clean(&format!("Undone by {by}."))),
            State::Orphan(why) => paragraph(&mut out, "    ", "    ", &clean(&format!("Orphan: {why}"))),
        }
    }
    out
}

fn about(deed: &Deed) -> String {
    let passage = deed.passage().map(|p| format!("{} [{}]", quote(&p.quote, 200), clean(&p.report)));
    let passage = passage.unwrap_or_default();
    match deed {
        Deed::SetPlace(_, place) => format!("{passage} to {} ({})", clean(&place.name), clean(&place.id)),
        Deed::SetDay(_, days) => format!("{passage} to {}", crate::text::days(*days)),
        Deed::Merge(a, b) => format!("{} and {}", clean(&a.report), clean(&b.report)),
        Deed::Split(text) => clean(&text.report),
        Deed::Grade(outlet, grade) => format!("{}: {}", clean(outlet), grade.as_str()),
        Deed::Undo(id) => clean(id),
        Deed::Accept(_) | Deed::Reject(_) | Deed::Pin(_) | Deed::Note(_) => passage,
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Decision")]
/// What somebody decided about a passage, a report or an outlet, and whether it counts.
pub struct DecisionForm<'a> {
    id: &'a str,
    #[schemars(extend("enum" = ["accept", "reject", "pin", "set-place", "set-day", "note", "merge", "split", "grade", "undo"]))]
    decision: &'a str,
    report: Option<&'a str>,
    quote: Option<&'a str>,
    about: String,
    by: &'a str,
    #[schemars(extend("format" = "date"))]
    at: Option<String>,
    reason: &'a str,
    #[schemars(extend("enum" = ["in force", "undone", "orphan"]))]
    state: &'static str,
    undone_by: Option<&'a str>,
    orphan: Option<&'a str>,
}

/// Decisions as JSON lines, in the order of their file.
pub fn json(decisions: &[(&Decision, &State)]) -> String {
    decisions.iter().map(|(decision, state)| line(&form(decision, state))).collect()
}

fn form<'a>(decision: &'a Decision, state: &'a State) -> DecisionForm<'a> {
    let passage = decision.deed.passage();
    let (word, undone_by, orphan) = match state {
        State::InForce => ("in force", None, None),
        State::Undone(by) => ("undone", Some(by.as_str()), None),
        State::Orphan(why) => ("orphan", None, Some(why.as_str())),
    };
    DecisionForm {
        id: &decision.id,
        decision: decision.deed.as_str(),
        report: passage.map(|p| p.report.as_str()),
        quote: passage.map(|p| p.quote.as_str()),
        about: about(&decision.deed),
        by: &decision.by,
        at: decision.at.map(|d| d.to_string()),
        reason: &decision.reason,
        state: word,
        undone_by,
        orphan,
    }
}
