//! Who says it: reporting clauses, "according to", and where the speaker stands.

use super::party::Parties;
use super::view::{SUBJECTS, View};
use crate::model::{PartyRef, Source, Status};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos};

/// A speaker found for a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The noun that speaks; `None` in "it was reported".
    pub head: Option<usize>,
    /// Speaker, wording and side; the side is settled by the claim.
    pub source: Source,
    /// The reporting word keeps its distance ("claimed"), or nobody is named.
    pub doubtful: bool,
}

/// The speaker of what `trigger` tells, the innermost when there are several.
pub fn speaker(view: View, trigger: usize, cues: &Cues, parties: &Parties) -> Option<Speaker> {
    let path = view.ancestors(trigger);
    let mut unnamed = None;
    for pair in path.windows(2) {
        let (at, head) = (pair[0], pair[1]);
        match above(view, at, head, cues, parties) {
            // "rejected reports that": who rejects says more than who reports.
            Some(found) if found.head.is_none() => unnamed = unnamed.or(Some(found)),
            Some(found) => return Some(found),
            None => {}
        }
    }
    if unnamed.is_some() {
        return unnamed;
    }
    path.iter().find_map(|&at| beside(view, at, trigger, cues, parties)).or_else(|| according_to(view, &path, parties))
}

/// Who speaks in a sentence that closes or opens a quotation: the subject of its reporting verb.
pub fn sayer(view: View, cues: &Cues, parties: &Parties) -> Option<Speaker> {
    let says = |i: &usize| {
        matches!(view.token(*i).upos, Upos::Verb) && cues.reports(&view.lemma(*i)) && view.child(*i, SUBJECTS).is_some()
    };
    let root = view.sentence.root().filter(says);
    let verb = root.or_else(|| (0..view.len()).rev().find(says))?;
    // The words stand in another sentence than the claim, so they are not marked there.
    make(view, view.subject(verb), verb, cues, parties).map(|s| Speaker { head: None, ..s })
}

/// The reporting word governs the clause: "officials said that it fell", "denied the fall".
fn above(view: View, at: usize, head: usize, cues: &Cues, parties: &Parties) -> Option<Speaker> {
    let lemma = view.lemma(head);
    if !cues.reports(&lemma) || head == at {
        return None;
    }
    let verbal = matches!(view.token(head).upos, Upos::Verb | Upos::Aux);
    let clause = matches!(
        view.relation(at),
        Relation::Ccomp | Relation::Xcomp | Relation::Parataxis | Relation::Csubj | Relation::CsubjPass
    );
    let object = matches!(view.relation(at), Relation::Obj | Relation::NsubjPass);
    let noun = view.relation(at) == Relation::Acl && !verbal;
    if !(verbal && (clause || object) || noun) {
        return None;
    }
    let head_of_speech = if verbal {
        view.subject(head)
    } else {
        view.child(head, &[Relation::NmodPoss, Relation::Nmod, Relation::Compound])
    };
    if head_of_speech == Some(at) {
        return None;
    }
    make(view, head_of_speech, head, cues, parties)
}

/// The reporting clause stands beside: "Kunduz fell, officials said".
fn beside(view: View, at: usize, trigger: usize, cues: &Cues, parties: &Parties) -> Option<Speaker> {
    let verb = view.children(at).find(|&c| {
        matches!(view.relation(c), Relation::Parataxis | Relation::Advcl | Relation::Ccomp | Relation::Conj)
            && cues.reports(&view.lemma(c))
            // "…; the army denied it" does not say it.
            && cues.governor.get(&view.lemma(c)).is_none_or(|cue| cue.status != Status::Denied)
            && view.child(c, SUBJECTS).is_some()
            && view.child(c, &[Relation::Ccomp]).is_none()
            && (view.relation(c) == Relation::Parataxis || introduced_by_as(view, c))
            && c != trigger
    })?;
    make(view, view.subject(verb), verb, cues, parties)
}

fn introduced_by_as(view: View, clause: usize) -> bool {
    view.children(clause).any(|c| view.relation(c) == Relation::Mark && view.lower(c) == "as")
}

fn according_to(view: View, path: &[usize], parties: &Parties) -> Option<Speaker> {
    for &at in path {
        let found = view.children(at).find(|&c| {
            matches!(view.relation(c).base(), "obl" | "nmod" | "advcl")
                && matches!(view.case(c).as_str(), "according to" | "according")
        });
        if let Some(noun) = found {
            let source = Source {
                text: phrase(view, noun),
                party: parties.of(view, noun),
                verb: "according to".into(),
                ..Source::default()
            };
            return Some(Speaker { head: Some(noun), source, doubtful: false });
        }
    }
    None
}

fn make(view: View, head: Option<usize>, verb: usize, cues: &Cues, parties: &Parties) -> Option<Speaker> {
    let head = head.or_else(|| noun_before(view, verb));
    let doubtful = cues.doubtful.contains(&view.lemma(verb)) || head.is_none() && view.token(verb).upos != Upos::Noun;
    let (text, party) = match head {
        Some(noun) => (phrase(view, noun), speaker_party(view, noun, parties)),
        None => ("unnamed reports".to_owned(), None),
    };
    let source = Source { text, party, verb: view.word(verb).to_owned(), ..Source::default() };
    Some(Speaker { head, source, doubtful })
}

/// A parser's slip: in ", residents said" the noun may hang elsewhere; directly before the verb it speaks.
fn noun_before(view: View, verb: usize) -> Option<usize> {
    let verbal = view.token(verb).upos == Upos::Verb && view.child(verb, &[Relation::AuxPass]).is_none();
    let mut noun = verb.checked_sub(1).filter(|_| verbal)?;
    if !matches!(view.token(noun).upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    // Up to the head of the phrase that ends there: "the governor of South Kivu province said".
    while let Some(head) =
        view.head(noun).filter(|&h| h < verb && matches!(view.token(h).upos, Upos::Noun | Upos::Propn))
    {
        noun = head;
    }
    Some(noun)
}

/// The party a speaker speaks for: by the noun, by what stands in apposition to it, or by what the report told before.
pub fn speaker_party(view: View, noun: usize, parties: &Parties) -> Option<PartyRef> {
    let near = |c: &usize| {
        matches!(
            view.relation(*c),
            Relation::Appos | Relation::Compound | Relation::Flat | Relation::NmodDesc | Relation::List
        )
    };
    parties.of(view, noun).or_else(|| view.children(noun).filter(near).find_map(|c| parties.of(view, c)))
}

/// The speaker's noun phrase without clauses that hang from it, as written.
pub fn phrase(view: View, noun: usize) -> String {
    let kept = |i: usize| {
        let mut at = i;
        for _ in 0..view.len() {
            if at == noun {
                return true;
            }
            if matches!(view.relation(at), Relation::AclRelcl | Relation::Acl | Relation::Advcl | Relation::Parataxis) {
                return false;
            }
            match view.head(at) {
                Some(h) => at = h,
                None => return false,
            }
        }
        false
    };
    let mut first = noun;
    let mut last = noun;
    while first > 0 && kept(first - 1) && !matches!(view.lower(first - 1).as_str(), "to" | "by") {
        first -= 1;
    }
    while last + 1 < view.len() && kept(last + 1) && last + 1 - noun < 14 {
        last += 1;
    }
    let text = view.span(first, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | ';' | ' ')).trim_end_matches(" ,").to_owned()
}
