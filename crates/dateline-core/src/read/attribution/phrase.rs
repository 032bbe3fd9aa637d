//! Speakers as noun phrases: their words as written, their name, their office.

use super::super::view::View;
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// The noun phrase of a speaker without clauses that hang from it, as written.
pub fn phrase(view: View, noun: usize) -> String {
    let (first, last) = range(view, noun);
    // "the ministry's claim": the ministry speaks.
    let owns = last > noun && view.relation(last) == Relation::Case && view.head(last) == Some(noun);
    let last = if owns { last - 1 } else { last };
    let text = view.span(first, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | ';' | ' ')).trim_end_matches(" ,").to_owned()
}

/// First and last word of that phrase.
pub fn range(view: View, noun: usize) -> (usize, usize) {
    let kept = |i: usize| belongs(view, i, noun);
    let (mut first, mut last) = (noun, noun);
    let stops = |i: usize| {
        view.token(i).upos == Upos::Punct && view.word(i) != "-"
            || view.relation(i) == Relation::Case && view.head(i) > Some(i)
            || matches!(view.lower(i).as_str(), "to" | "by")
    };
    while first > 0 && kept(first - 1) && !stops(first - 1) {
        first -= 1;
    }
    let name = stray_name(view, noun);
    let kept = |i: usize| kept(i) || name.is_some_and(|n| i == n || view.head(i) == Some(n));
    while last + 1 < view.len() && kept(last + 1) && last + 1 - noun < 14 {
        last += 1;
    }
    (first, last)
}

/// A parser's slip: in "its spokesman Fawad Aman said" it may take the name for a second subject.
fn stray_name(view: View, noun: usize) -> Option<usize> {
    let next = noun + 1;
    let both = next < view.len() && view.token(noun).upos == Upos::Noun && is_name(view, next);
    (both
        && view.head(next).is_some()
        && view.head(next) == view.head(noun)
        && view.relation(next) == view.relation(noun))
    .then_some(next)
}

/// Whether a word stands under a noun with no clause between.
fn belongs(view: View, word: usize, noun: usize) -> bool {
    let mut at = word;
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
}

/// The noun that carries the name of a person, for the head of a phrase: itself, or what stands in apposition to it.
pub fn name_head(view: View, noun: usize) -> Option<usize> {
    let proper = |i: usize| is_name(view, i);
    let title = is_title(&view.lower(noun));
    if proper(noun) && !title {
        return Some(noun);
    }
    let tied = |c: &usize| {
        matches!(view.relation(*c), Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::List) && *c > noun
    };
    view.children(noun)
        .filter(tied)
        .find(|&c| proper(c) && speaks_between(view, c).is_none())
        .or_else(|| stray_name(view, noun))
        .or_else(|| called(view, noun))
        .or_else(|| proper(noun).then_some(noun))
}

/// The verb of a name that speaks between commas, where the parser takes the name for another one of the noun before and
/// the verb for a clause about it: "The invaders, Radio Havana reported, had been thrown back".
pub(super) fn speaks_between(view: View, name: usize) -> Option<usize> {
    let subject =
        view.head(name).filter(|_| view.relation(name) == Relation::Appos && view.token(name).upos == Upos::Propn)?;
    let (first, last) = view.sentence.extent(name);
    // The comma may hang from the name.
    let opened = view.word(first) == "," || first > 0 && view.word(first - 1) == ",";
    let verb = last + 1;
    let clause = verb + 1 < view.len()
        && view.word(verb + 1) == ","
        && view.relation(verb) == Relation::AclRelcl
        && view.head(verb) == Some(subject);
    (opened && clause).then_some(verb)
}

/// The whole of a personal name, from its head.
pub fn full_name(view: View, head: usize) -> String {
    let (mut first, mut last) = (head, head);
    let part = |i: usize| is_name(view, i) || is_particle(view, i);
    let joined = |i: usize| {
        view.relation(i) == Relation::Flat
            || view.head(head) == Some(i)
            || matches!(view.relation(i), Relation::Compound | Relation::NmodDesc)
                && view.word(i).starts_with(char::is_uppercase)
            || view.word(i) == "-"
    };
    while last + 1 < view.len() && (part(last + 1) && joined(last + 1) || view.word(last + 1) == "-") {
        last += 1;
    }
    while first > 0
        && is_name(view, first - 1)
        && view.head(first - 1) == Some(head)
        && !is_title(&view.lower(first - 1))
    {
        first -= 1;
    }
    let text = view.span(first, last).of(view.text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Office or role of a speaker as written, without article: "deputy governor", "member of the town council".
pub fn role(view: View, noun: usize) -> Option<String> {
    let person = |i: usize| view.token(i).upos == Upos::Noun && view.token(i).entity == Some(EntityKind::Person);
    let head = match name_head(view, noun) {
        // "Amruddin Wali, a councillor" rather than "Colonel Wali, the spokesman", else "Deputy governor Roh Gul Khairzad".
        Some(name) if name == noun => {
            let tied = |relations: &'static [Relation]| {
                view.children(noun).filter(move |&c| relations.contains(&view.relation(c)))
            };
            let office = tied(&[Relation::Appos]).find(|&c| view.token(c).upos == Upos::Noun);
            office.or_else(|| {
                tied(&[Relation::Compound, Relation::NmodDesc, Relation::NmodUnmarked])
                    .find(|&c| view.token(c).upos == Upos::Noun || is_title(&view.lower(c)))
                    .filter(|&c| {
                        !is_honorific(&view.lower(c)) && view.token(noun).entity != Some(EntityKind::Organization)
                    })
            })?
        }
        Some(_) => Some(noun).filter(|&n| view.token(n).upos == Upos::Noun || is_title(&view.lower(n)))?,
        None => Some(noun).filter(|&n| person(n))?,
    };
    Some(office(view, head, noun))
}

/// The words of an office from its head noun: its modifiers, and what it is of.
fn office(view: View, head: usize, speaker: usize) -> String {
    let (mut first, mut last) = (head, head);
    let before = |i: usize| {
        view.sentence.dominates(head, i)
            && !matches!(view.relation(i), Relation::Det | Relation::NmodPoss | Relation::Case | Relation::Punct | Relation::Nummod)
            || view.word(i) == "-"
            // In "deputy governor Khairzad" the parser may hang both nouns from the name.
            || head < speaker && view.head(i) == Some(speaker) && matches!(view.relation(i), Relation::Amod | Relation::Compound)
    };
    while first > 0 && before(first - 1) {
        first -= 1;
    }
    let after = |i: usize| belongs(view, i, head) && i < speaker_end(view, head, speaker);
    while last + 1 < view.len() && after(last + 1) && last - head < 8 {
        last += 1;
    }
    while last > head
        && (matches!(view.token(last).upos, Upos::Punct | Upos::Adp | Upos::Det | Upos::Cconj)
            || view.relation(last) == Relation::Case)
    {
        last -= 1;
    }
    let text = view.span(first, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    lower_first(view, first, text)
}

/// Where an office must end: before the name that follows it.
fn speaker_end(view: View, head: usize, speaker: usize) -> usize {
    if head < speaker {
        return speaker;
    }
    let name = view.children(head).filter(|&c| c > head && view.relation(c) == Relation::Appos).min();
    name.unwrap_or(view.len())
}

/// A word with a capital only because it begins the sentence.
fn lower_first(view: View, first: usize, text: String) -> String {
    let begins = first == 0 || view.token(first - 1).upos == Upos::Punct;
    if !begins || view.token(first).upos == Upos::Propn || is_of_a_people(view, first) {
        return text;
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(c) if letters.clone().next().is_some_and(char::is_lowercase) => c.to_lowercase().chain(letters).collect(),
        _ => text,
    }
}

/// "Turkish", "Congolese": an adjective that keeps its capital anywhere.
fn is_of_a_people(view: View, i: usize) -> bool {
    let word = view.word(i);
    view.token(i).upos == Upos::Adj
        && (["an", "ish", "ese", "i", "ch"].iter().any(|end| word.ends_with(end))
            || matches!(word, "Serb" | "Arab" | "Greek" | "Western"))
}

/// "a mechanic named Farid", "a man who gave his name as Hamid".
fn called(view: View, noun: usize) -> Option<usize> {
    let (_, last) = view.sentence.extent(noun);
    let word = |i: usize| view.lower(i);
    (noun + 1..=last).find(|&i| {
        is_name(view, i)
            && (matches!(word(i - 1).as_str(), "named" | "called")
                || word(i - 1) == "as" && (noun..i).any(|j| matches!(word(j).as_str(), "name" | "himself" | "herself")))
    })
}

fn is_name(view: View, i: usize) -> bool {
    view.token(i).upos == Upos::Propn || view.token(i).xpos == Xpos::Nnp
}

/// "van", "al-", "de" inside a name.
fn is_particle(view: View, i: usize) -> bool {
    matches!(
        view.lower(i).as_str(),
        "al" | "el" | "bin" | "ibn" | "ben" | "van" | "von" | "der" | "de" | "da" | "dos" | "ul" | "-"
    )
}

/// Whether a word heads a phrase for people or bodies that can speak, by the model's eyes.
pub fn is_person(view: View, i: usize) -> bool {
    matches!(view.token(i).entity, Some(EntityKind::Person | EntityKind::Organization))
}

/// Forms of address, which are no office.
fn is_honorific(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "lord" | "lady")
}

/// Titles before names that the tagger may take for part of the name.
pub fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "president",
        "general",
        "gen",
        "gen.",
        "colonel",
        "col",
        "col.",
        "major",
        "maj",
        "maj.",
        "captain",
        "capt",
        "capt.",
        "lieutenant",
        "lt",
        "lt.",
        "sergeant",
        "brigadier",
        "marshal",
        "admiral",
        "commander",
        "senator",
        "governor",
        "mayor",
        "minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "prince",
        "emir",
        "sheikh",
        "mullah",
        "imam",
        "bishop",
        "archbishop",
        "pope",
        "secretary",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "chief",
        "prime",
        "father",
        "professor",
        "judge",
    ];
    TITLES.contains(&word)
}
