//! The words that a claim rests on, and the id that is made of them.

use super::view::View;
use crate::model::{Claim, Mark, Role, Span, TraceStep};

/// A word with the rest of its name: "El Fasher", "Mazar-i-Sharif".
pub fn name_span(view: View, word: usize) -> Span {
    let rest = view
        .children(word)
        .filter(|&c| matches!(view.relation(c), dateline_tree::Relation::Flat) && c > word && c < word + 7);
    rest.fold(view.token(word).span, |span, c| span.cover(view.token(c).span))
}

/// A word as a mark.
pub fn mark(view: View, word: usize, role: Role) -> Mark {
    Mark { span: view.token(word).span, role }
}

/// One step of a trace.
pub fn step(what: &str, how: String) -> TraceStep {
    TraceStep { what: what.to_owned(), how }
}

/// The words from the first to the last mark other than the speaker's and the reach of a cue.
pub fn passage(view: View, trigger: usize, marks: &[Mark]) -> Span {
    let own = marks.iter().filter(|m| !matches!(m.role, Role::Source | Role::Scope));
    own.fold(view.token(trigger).span, |span, m| span.cover(m.span))
}

/// An id from what the claim says and where; FNV-1a, 64 bits.
pub fn identity(claim: &Claim, text_sha256: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let place = claim.place().map_or("", |p| p.id.as_str());
    let actor = claim.actor().map_or("", |p| p.id.as_str());
    let days = claim.when().map(|w| format!("{}/{}", w.days.from, w.days.to)).unwrap_or_default();
    let numbers = format!("{}-{}", claim.span.start, claim.span.end);
    // Two figures may stand in the same words: "the eleventh or the twelfth".
    let figure = claim.figure().map(|f| format!("{} {} {:?}", f.subject, f.value, f.max));
    let person = claim.person().map(|p| format!("{} {}", p.person.name, p.lot.as_str()));
    let parts = [
        claim.report.as_str(),
        text_sha256,
        &numbers,
        claim.event_kind().map_or(claim.says.as_str(), |k| k.as_str()),
        claim.status.as_str(),
        claim.event().map_or("", |e| e.extent.as_str()),
        place,
        actor,
        &days,
        &claim.rule,
    ];
    for part in parts.into_iter().chain(figure.as_deref()).chain(person.as_deref()) {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("c{hash:016x}")
}
