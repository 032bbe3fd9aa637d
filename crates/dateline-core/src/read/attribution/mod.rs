//! Who says it: reporting clauses, "according to", and where the speaker stands.

mod persons;
mod phrase;
mod quotation;
mod speech;
mod through;

pub use persons::{Person, Persons};
pub use phrase::{full_name, name_head, phrase, role};
pub use quotation::{Quoted, Standing, quoted_by};
use speech::is_own_text;
pub use speech::{Speech, is_quote, speeches};

use super::party::{Parties, government};
use super::view::{SUBJECTS, View};
use crate::lexicon::gazetteer::Capital;
use crate::model::{PartyRef, Source, Status};
use crate::rulebook::{Cues, Saying};
use dateline_tree::{Relation, Upos};

/// A speaker found for a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The noun that speaks, where it stands in the sentence of the clause; `None` in "it was reported".
    pub head: Option<usize>,
    /// Speaker, wording and side; the side is settled by the claim.
    pub source: Source,
    /// The reporting word keeps its distance ("claimed"), or nobody is named.
    pub doubtful: bool,
}

impl Speaker {
    /// The speaker of an act of speech.
    pub fn of(view: View, speech: &Speech, parties: &Parties) -> Speaker {
        let source = Source {
            text: phrase(view, speech.speaker),
            name: name_of(view, speech.speaker),
            role: phrase::role(view, speech.speaker),
            via: speech.via.clone(),
            party: voice_party(view, speech.speaker, parties),
            verb: speech.verb.clone(),
            ..Source::default()
        };
        Speaker { head: Some(speech.speaker), source, doubtful: speech.saying == Saying::Doubtful }
    }

    /// Completes a pronoun, a surname or "the official" by whom the report introduced.
    pub fn known(mut self, person: Option<&Person>) -> Speaker {
        let source = &mut self.source;
        if source.name.is_none() && is_group_again(&source.text) {
            source.name = source.party.as_ref().map(|p| p.name.clone());
        }
        let Some(person) = person else { return self };
        if !person.body {
            source.name = person.name.clone().or(source.name.take());
        }
        if source.name.is_none() && points_back(&source.text) {
            source.name = Some(person.known_as(&source.text));
        }
        source.role = source.role.take().or_else(|| person.role.clone());
        source.party = source.party.take().or_else(|| person.party.clone());
        self
    }
}

/// Whether a speaker's words say who it is only by pointing back: "he", "the official".
fn points_back(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = text.split(' ').count();
    matches!(text.as_str(), "he" | "she" | "they" | "it" | "one" | "both") || words == 2 && text.starts_with("the ")
}

/// "The group": a noun for an armed group that only points back to its name.
fn is_group_again(text: &str) -> bool {
    let text = text.to_lowercase();
    let noun = text.strip_prefix("the ").unwrap_or_default();
    matches!(noun, "group" | "movement" | "organisation" | "organization" | "militia" | "faction" | "front" | "outfit")
}

/// The personal name in a speaker's phrase.
fn name_of(view: View, noun: usize) -> Option<String> {
    let other = |n: usize| view.token(n).entity.is_some_and(|e| e != dateline_tree::EntityKind::Person);
    let seen = |n: usize| view.token(n).entity.is_some();
    let name = phrase::name_head(view, noun).filter(|&n| !other(n) && !other(noun));
    // A word that the model sees nothing in is a person's name only with another beside it.
    name.map(|n| (n, phrase::full_name(view, n)))
        .filter(|(n, name)| seen(*n) || name.contains(' '))
        .map(|(_, name)| name)
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
                name: name_of(view, noun),
                role: phrase::role(view, noun),
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
    let head = head.or_else(|| noun_before(view, verb)).or_else(|| speech::giver(view, verb));
    if head.is_some_and(|h| is_own_text(view, h)) {
        return None;
    }
    let passive = view.token(verb).upos != Upos::Noun;
    let doubtful = cues.keeps_distance(&view.lemma(verb)) || head.is_none() && view.token(verb).upos != Upos::Noun;
    let verb = view.word(verb).to_owned();
    let source = match head {
        Some(noun) => Source {
            text: phrase(view, noun),
            name: name_of(view, noun),
            role: phrase::role(view, noun),
            party: voice_party(view, noun, parties),
            verb,
            ..Source::default()
        },
        // "was reported to have fallen": the report does not say whose word it is.
        None if passive => Source { verb, ..Source::default() },
        None => Source { text: "unnamed reports".to_owned(), verb, ..Source::default() },
    };
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

/// The same, where a capital speaks for its government: "Kinshasa said".
fn voice_party(view: View, noun: usize, parties: &Parties) -> Option<PartyRef> {
    speaker_party(view, noun, parties).or_else(|| {
        let alone = view.token(noun).upos == Upos::Propn && view.children(noun).next().is_none();
        let seat = parties.gazetteer.candidates(view.word(noun)).first().map(|&id| parties.gazetteer.record(id));
        let seat = seat.filter(|r| alone && r.capital == Capital::Country)?;
        Some(government(&seat.country, view.word(noun), parties.lexicon))
    })
}
