//! The questions on which reports disagree.

use crate::json::{DisputeForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{clean, paragraph};
use dateline_core::picture::{Answer, Dispute};

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
        dispute.answers.iter().for_each(|answer| one(&mut out, margin, pile, answer, most));
    }
    out
}

fn one(out: &mut String, margin: &str, pile: &Pile, answer: &Answer, most: usize) {
    paragraph(out, &format!("{margin}  - "), &format!("{margin}    "), &format!("{}:", clean(&answer.value)));
    passages::list(out, pile, &format!("{margin}    "), &answer.claims, most);
}

/// Disputes as JSON lines, in the picture's order.
pub fn json(disputes: &[Dispute]) -> String {
    disputes.iter().map(|d| line(&DisputeForm::from(d))).collect()
}
