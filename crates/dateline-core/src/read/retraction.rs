//! "It was not.", "That is untrue.": a sentence of the report's own that takes back what the one before told.
//!
//! A side's denial is a claim of its own (see `rebuttal` in `claims`); the report's own word settles what it reported.

use super::view::{SUBJECTS, View};
use crate::model::{Claim, EventKind, Status, TraceStep};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Span, Upos};

/// Negates what the sentence right before told of places, where this sentence takes it back; which claims were changed.
pub fn take_back(view: View, claims: &mut [Claim], cues: &Cues) -> Vec<usize> {
    if !is_retraction(view, cues) {
        return Vec::new();
    }
    let here = view.sentence.span;
    let adjoining = |s: Span| {
        s.end <= here.start && !view.text[s.end as usize..here.start as usize].contains(char::is_alphanumeric)
    };
    let ground = |c: &Claim| {
        matches!(
            c.event_kind(),
            Some(EventKind::Takeover | EventKind::Hold | EventKind::Withdrawal | EventKind::Surrender)
        )
    };
    let told: Vec<usize> = (0..claims.len())
        .filter(|&i| adjoining(claims[i].sentence) && ground(&claims[i]) && claims[i].status.is_current())
        .collect();
    for &i in &told {
        claims[i].status = Status::Negated;
        let how = "the next sentence takes it back".to_owned();
        claims[i].trace.push(TraceStep { what: "status".to_owned(), how });
    }
    told
}

fn is_retraction(view: View, cues: &Cues) -> bool {
    breaks_off(view) || is_called_false(view, cues)
}

/// "It was not", "They have not", "That is not so": a verb denied and nothing else said.
fn breaks_off(view: View) -> bool {
    let word = |i: usize| if i < view.len() { view.lower(i) } else { ".".to_owned() };
    let subject = matches!(word(0).as_str(), "it" | "they" | "this" | "that" | "he" | "she");
    let verb = view.len() > 2 && matches!(view.lemma(1).as_str(), "be" | "have" | "do");
    let not = matches!(word(2).as_str(), "not" | "n't" | "n’t");
    let ends = |i: usize| matches!(word(i).as_str(), "." | ";" | "," | ":" | "-" | "–" | "—" | "!" | "");
    let so = matches!(word(3).as_str(), "so" | "true" | "correct" | "right") && ends(4)
        || word(3) == "the" && word(4) == "case"
        || word(3) == "yet" && ends(4);
    subject && verb && not && (ends(3) || so)
}

/// "That was untrue", "The report was false", "The story is an invention".
fn is_called_false(view: View, cues: &Cues) -> bool {
    let Some(root) = view.sentence.root() else { return false };
    let copula = view.child(root, &[Relation::Cop]).is_some();
    let judged = cues.governor.get(&view.lemma(root)).is_some_and(|c| c.status == Status::Denied);
    let negated = view.children(root).any(|c| view.relation(c) == Relation::Advmod && view.lower(c) == "not");
    let spoken_of = view.child(root, SUBJECTS).is_some_and(|s| {
        let bare = view.child(s, &[Relation::Ccomp, Relation::Acl, Relation::AclRelcl]).is_none();
        let word = matches!(view.lower(s).as_str(), "this" | "that" | "it" | "both");
        let told = matches!(
            view.lemma(s).as_str(),
            "report" | "claim" | "story" | "rumour" | "rumor" | "news" | "account" | "statement" | "announcement"
        );
        view.token(s).upos == Upos::Pron && word || told && bare
    });
    copula && judged && !negated && spoken_of
}
