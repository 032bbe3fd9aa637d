//! Statements: what somebody is reported as saying, as claims of their own.
//!
//! The passage is what is said, without speaker and reporting word; who says it is the claim's source. A statement is
//! never a fact about the world: its status only tells that it was made.

use super::attribution::{Speaker, Speech, is_quote};
use super::view::View;
use crate::model::{Claim, Mark, Role, Says, Span, Statement, Status, TraceStep};

/// A statement that an act of speech makes; what else a claim holds is filled in by the reader.
pub fn statement(view: View, speech: &Speech, speaker: &Speaker) -> Claim {
    let (first, last) = speech.content;
    let mut marks = vec![mark(view, speech.word, Role::Trigger)];
    marks.extend(speaker.head.map(|h| mark(view, h, Role::Source)));
    make(view, view.span(first, last), speech.direct, speaker, marks)
}

/// A whole sentence of a quotation whose speaker another sentence names.
pub fn quoted(view: View, speaker: &Speaker) -> Option<Claim> {
    let inner = |i: &usize| !is_quote(view.word(*i));
    let (first, last) = ((0..view.len()).find(inner)?, (0..view.len()).rev().find(inner)?);
    let spoken = (first..=last).filter(|&i| view.word(i).chars().any(char::is_alphanumeric)).count();
    (spoken > 0).then(|| make(view, view.span(first, last), true, speaker, Vec::new()))
}

fn make(view: View, span: Span, direct: bool, speaker: &Speaker, mut marks: Vec<Mark>) -> Claim {
    marks.sort();
    marks.dedup();
    let source = &speaker.source;
    let who = source.name.as_deref().unwrap_or(&source.text);
    let through = if source.via.is_empty() { String::new() } else { format!(", through {}", source.via.join(", ")) };
    let how = if direct { "in the speaker's own words" } else { "as the report puts it" };
    let trace = vec![
        step("speaker", format!("“{}” is {who}{through}", source.text)),
        step("verb", format!("“{}”, {how}", source.verb)),
    ];
    Claim {
        id: String::new(),
        report: String::new(),
        span,
        sentence: view.sentence.span,
        quote: span.of(view.text).to_owned(),
        says: Says::Statement(Statement { direct, when: None }),
        status: Status::Asserted,
        source: Some(source.clone().into()),
        rule: if direct { "direct-speech" } else { "reported-speech" }.to_owned(),
        headline: false,
        caption: false,
        marks,
        trace,
    }
}

fn mark(view: View, word: usize, role: Role) -> Mark {
    Mark { span: view.token(word).span, role }
}

fn step(what: &str, how: String) -> TraceStep {
    TraceStep { what: what.to_owned(), how }
}
