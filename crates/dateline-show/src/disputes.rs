//! The questions on which reports disagree.

use crate::columns;
use crate::figures::counted;
use crate::json::{DisputeForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{clean, paragraph};
use dateline_core::picture::{Answer, Dispute, DisputeKind};

/// Disputes as paragraphs, open ones first: the question, then every answer with its passages.
pub fn text(pile: &Pile, disputes: &[Dispute]) -> String {
    behind("", pile, disputes, (usize::MAX, usize::MAX))
}

/// The same behind a margin, with at most so many passages for an answer when it is open and when it is settled.
pub(crate) fn behind(margin: &str, pile: &Pile, disputes: &[Dispute], most: (usize, usize)) -> String {
    let mut out = String::new();
    let (open, settled): (Vec<&Dispute>, Vec<&Dispute>) = disputes.iter().partition(|d| d.open);
    for dispute in open.into_iter().chain(settled) {
        let state = match (&dispute.settled_by, dispute.open) {
            (_, true) => "open".to_string(),
            (Some(by), false) => format!("settled: {}", clean(by)),
            (None, false) => "settled".to_string(),
        };
        let question = format!("{} ({state})", clean(&dispute.question));
        paragraph(&mut out, margin, &format!("{margin}    "), &question);
        let most = if dispute.open { most.0 } else { most.1 };
        match (dispute.kind, dispute.answers.as_slice()) {
            (DisputeKind::Denial, [yes, no]) => beside(&mut out, margin, pile, [yes, no], most),
            (_, answers) => answers.iter().for_each(|answer| one(&mut out, margin, pile, answer, most)),
        }
        if let Some(tally) = &dispute.counted {
            paragraph(&mut out, &format!("{margin}  = "), &format!("{margin}    "), &counted(tally, None));
        }
    }
    out
}

fn one(out: &mut String, margin: &str, pile: &Pile, answer: &Answer, most: usize) {
    paragraph(out, &format!("{margin}  - "), &format!("{margin}    "), &format!("{}:", clean(&answer.value)));
    passages::list(out, pile, &format!("{margin}    "), &answer.claims, most);
}

/// A claim and its denial in two columns, so that neither side is told smaller than the other.
fn beside(out: &mut String, margin: &str, pile: &Pile, answers: [&Answer; 2], most: usize) {
    let margin = format!("{margin}  ");
    let width = columns::width(&margin);
    let column = |answer: &Answer| {
        let mut text = format!("{}:\n", clean(&answer.value));
        passages::list_to(&mut text, width, pile, "", &answer.claims, most);
        text
    };
    out.push_str(&columns::beside(&margin, &answers.map(column)));
}

/// Disputes as JSON lines, in the picture's order.
pub fn json<'a>(disputes: impl IntoIterator<Item = &'a Dispute>) -> String {
    disputes.into_iter().map(|d| line(&DisputeForm::from(d))).collect()
}
