//! Denials in a sentence of their own: "Kyiv denied it", "the ministry disputed the picture", "a spokesman laughed it off",
//! "the story about Goma is a fabrication".
//!
//! They say that what was told just before did not happen, so they are a claim of the same event that is denied.

use super::view::View;
use crate::model::{Claim, EventKind, Status};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos};

/// The verb or verdict of a denial, with who denies; `None` for the denier where the report itself or its speaker does.
pub struct Denial {
    /// The word that denies.
    pub word: usize,
    /// The noun of who denies.
    pub denier: Option<usize>,
    /// The word that says what is denied.
    pub what: usize,
}

/// The denial of what was told before that a sentence consists of.
pub fn denial(view: View, cues: &Cues) -> Option<Denial> {
    (0..view.len()).find_map(|i| denied_by_verb(view, i, cues).or_else(|| called_false(view, i, cues)))
}

/// The claim that is denied: the last capture told in the sentence before the denial, or before; of several the one
/// whose place the sentence names.
pub fn told<'c>(view: View, denial: &Denial, here: &'c [Claim], before: &'c [Claim]) -> Option<&'c Claim> {
    let open = |c: &&Claim| c.tells(EventKind::Takeover) && c.status.is_current();
    let word = view.token(denial.word).span.start;
    let near = |c: &&Claim| c.sentence.end + NEAR >= view.sentence.span.start;
    let named = |c: &&Claim| c.place().is_some_and(|p| view.sentence.span.of(view.text).contains(&p.name));
    let inside = here.iter().filter(|c| c.span.start < word);
    inside.rev().find(open).or_else(|| {
        let mut open_before = before.iter().rev().filter(open);
        open_before.clone().find(named).or_else(|| open_before.find(near))
    })
}

/// How many bytes may lie between a denial and the sentence that it denies: some two sentences.
const NEAR: u32 = 400;

/// "Denied it", "disputed the report", "laughed it off".
fn denied_by_verb(view: View, verb: usize, cues: &Cues) -> Option<Denial> {
    if view.token(verb).upos != Upos::Verb || view.child(verb, &[Relation::Ccomp]).is_some() {
        return None;
    }
    let word = view.verb_with_particle(verb);
    let denies = cues.governor.get(&view.lemma(verb)).is_some_and(|c| c.status == Status::Denied);
    let mocks = matches!(word.as_str(), "laugh off" | "shrug off" | "wave away" | "brush off" | "scoff at");
    let object = view.child(verb, &[Relation::Obj]).filter(|&o| is_what_was_told(view, o))?;
    let own = !view.children(verb).any(|c| {
        matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "never")
            || view.relation(c) == Relation::Aux && is_modal(view, c, cues)
    });
    ((denies || mocks) && own).then(|| Denial { word: verb, denier: view.subject(verb), what: object })
}

/// "Police called that untrue", "the front describes them as propaganda", "the report is a fabrication".
fn called_false(view: View, word: usize, cues: &Cues) -> Option<Denial> {
    let false_word = |i: usize| {
        cues.governor.get(&view.lemma(i)).is_some_and(|cue| cue.status == Status::Denied)
            || matches!(view.lemma(i).as_str(), "lie" | "propaganda" | "invention" | "nonsense")
    };
    if view.child(word, &[Relation::Cop]).is_some() && matches!(view.token(word).upos, Upos::Noun | Upos::Adj) {
        let what = view.child(word, &[Relation::Nsubj]).filter(|&s| is_account(view, s));
        let plain = view.children(word).all(|c| !matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "no"));
        return what.filter(|_| false_word(word) && plain).map(|what| Denial { word, denier: None, what });
    }
    const CALLS: &[&str] = &["call", "brand", "label", "term", "pronounce", "declare", "describe", "dismiss", "deride"];
    if !CALLS.contains(&view.lemma(word).as_str()) {
        return None;
    }
    let verdict = view.children(word).find(|&c| {
        let judged = matches!(view.relation(c), Relation::Xcomp | Relation::Obj)
            || view.relation(c).base() == "obl" && view.case(c) == "as";
        judged && false_word(c)
    })?;
    // The parser may take "that" of "called that untrue" for an article.
    let pointed =
        || view.child(verdict, &[Relation::Det]).filter(|&d| matches!(view.lower(d).as_str(), "that" | "this"));
    let what =
        view.child(verdict, &[Relation::Nsubj]).or_else(|| view.child(word, &[Relation::Obj])).or_else(pointed)?;
    (what != verdict && is_what_was_told(view, what)).then(|| Denial { word, denier: view.subject(word), what })
}

fn is_modal(view: View, word: usize, cues: &Cues) -> bool {
    cues.modal.contains_key(&view.lower(word))
}

/// "It", "the picture", "these reports": what was told, by a word that says no more.
fn is_what_was_told(view: View, noun: usize) -> bool {
    let pronoun = matches!(view.lower(noun).as_str(), "it" | "this" | "that" | "them" | "these" | "those");
    let bare =
        view.children(noun).all(|c| !matches!(view.relation(c), Relation::Acl | Relation::AclRelcl | Relation::Nmod));
    pronoun || is_account(view, noun) && bare
}

/// "The story", "reports", "the rumour".
fn is_account(view: View, noun: usize) -> bool {
    matches!(
        view.lemma(noun).as_str(),
        "picture" | "report" | "claim" | "account" | "statement" | "story" | "rumour" | "rumor" | "news" | "allegation"
    ) && view.children(noun).all(|c| !matches!(view.relation(c), Relation::Acl | Relation::AclRelcl))
}
