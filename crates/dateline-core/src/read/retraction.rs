//! "It was not.", "That is untrue.": a sentence of the report's own that takes back what the one before told.
//!
//! A side's denial is a claim of its own (see `rebuttal` in `claims`); the report's own word settles what it reported.

use super::passage::{identity, step};
use super::view::{SUBJECTS, View};
use crate::model::{Claim, EventKind, Status, TraceStep};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos};

/// Negates what the sentence right before told of places, where this sentence takes it back. What somebody else said there
/// stays his claim, and the report's word against it is added.
pub fn take_back(view: View, claims: &mut Vec<Claim>, cues: &Cues, text_sha256: &str) {
    if !is_retraction(view, cues) {
        return;
    }
    let told: Vec<usize> = (0..claims.len()).filter(|&i| is_taken_back(view, &claims[i])).collect();
    for i in told {
        if claims[i].source.is_none() {
            negate(&mut claims[i], text_sha256);
            continue;
        }
        let mut word = contradiction(view, &claims[i]);
        negate(&mut word, text_sha256);
        claims.push(word);
        claims[i].status = Status::Claimed;
        claims[i].trace.push(because("the next sentence of the report says that it is not so"));
        claims[i].id = identity(&claims[i], text_sha256);
    }
}

/// A claim of the sentence right before that is told of a place and as fact.
fn is_taken_back(view: View, claim: &Claim) -> bool {
    let (before, here) = (claim.sentence, view.sentence.span);
    let adjoins = before.end <= here.start
        && view.text.get(before.end as usize..here.start as usize).is_some_and(|t| !t.contains(char::is_alphanumeric));
    let ground = matches!(
        claim.event_kind(),
        Some(EventKind::Takeover | EventKind::Hold | EventKind::Withdrawal | EventKind::Surrender)
    );
    adjoins && ground && claim.status.is_current()
}

/// The report's own word on what somebody else said.
fn contradiction(view: View, said: &Claim) -> Claim {
    let marks = said.marks.iter().filter(|m| view.sentence.span.contains(m.span)).cloned().collect();
    let span = view.span(0, view.len().min(3) - 1);
    Claim {
        span,
        sentence: view.sentence.span,
        quote: span.of(view.text).to_owned(),
        source: None,
        rule: "retraction".to_owned(),
        marks,
        trace: vec![step(
            "rule",
            "retraction: the report itself says that what was told just before is not so".to_owned(),
        )],
        ..said.clone()
    }
}

fn negate(claim: &mut Claim, text_sha256: &str) {
    claim.status = Status::Negated;
    claim.trace.push(because("the report's next sentence takes it back"));
    claim.id = identity(claim, text_sha256);
}

fn because(how: &str) -> TraceStep {
    step("status", how.to_owned())
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
    // "The story is a fabrication: Goma is ours": what stands behind the colon is the story's, not what was told before.
    let answered = view.child(root, &[Relation::Parataxis]).is_some_and(|p| p > root);
    copula && judged && !negated && spoken_of && !answered
}
