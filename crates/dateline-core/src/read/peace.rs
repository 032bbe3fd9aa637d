//! Sentences that use the words of war for something else: sport, games, the arts, business, elections, the weather.

use super::status::Decided;
use super::view::View;
use crate::model::{EventKind, Status};
use crate::rulebook::Lists;
use dateline_tree::{Relation, Upos};

/// Whether a sentence tells events of this kind as a figure of speech, by a word that shows what it is about.
///
/// Marches, closures, arrests and relief happen outside wars too, and are told in the same words there.
pub fn is_figure_of_speech(view: View, kind: EventKind, lists: &Lists) -> bool {
    use EventKind::{AttackOnCivilians, Deployment, Strike};
    let of_war = kind.is_about_control() || matches!(kind, Strike | AttackOnCivilians | Deployment);
    let elsewhere = || holds(view, lists.words("elsewhere")) || is_told_by_points(view);
    of_war && elsewhere() && !has_arms(view, lists)
}

/// Whether a sentence names somebody in arms or a thing of war.
pub fn has_arms(view: View, lists: &Lists) -> bool {
    // "Army beat Navy": the bare capital word is a team.
    let common = |i: usize| view.word(i).starts_with(char::is_lowercase) || view.child(i, &[Relation::Det]).is_some();
    let host = |i: usize| view.token(i).upos == Upos::Noun && common(i) && lists.words("host").contains(&view.lemma(i));
    holds(view, lists.words("soldier")) || holds(view, lists.words("fighting")) || (0..view.len()).any(host)
}

/// "By eleven points", "by a seat": a margin that only contests and votes have.
fn is_told_by_points(view: View) -> bool {
    const MARGINS: &[&str] = &[
        "point", "goal", "run", "wicket", "stroke", "seat", "vote", "try", "tries", "basket", "game", "set", "length",
    ];
    (0..view.len()).any(|i| MARGINS.contains(&view.lemma(i).as_str()) && view.case(i) == "by")
}

/// "In the last scene of the film", "the opera has the Turks take it", "the schoolbook begins": told of a work, a game or
/// an exercise, whoever fights in it.
pub fn made_up(view: View, trigger: usize, lists: &Lists) -> Option<Decided> {
    let works = lists.words("fiction");
    let work = |i: &usize| view.token(*i).upos == Upos::Noun && works.contains(&view.lemma(*i));
    let word = (0..view.len()).filter(work).find(|&i| {
        is_set_in(view, i, trigger)
            || tells(view, i, trigger)
            || is_for(view, i, trigger)
            || is_played(view, i, trigger)
    })?;
    Some(Decided::of(Status::Background, word, "it is told of a work, a game or an exercise"))
}

/// Whether the clause of the trigger, or one above it, goes on in a work: "in a dream", "during an exercise".
fn is_set_in(view: View, work: usize, trigger: usize) -> bool {
    let inside = matches!(view.case(work).as_str(), "in" | "on" | "during" | "throughout");
    inside && view.head(work).is_some_and(|h| view.sentence.dominates(h, trigger)) || is_about(view, work, trigger)
}

/// "A game in which they invade Berlin", "the film where the city falls".
fn is_about(view: View, work: usize, trigger: usize) -> bool {
    let inside = |clause: usize| {
        (work..clause).any(|i| {
            view.lower(i) == "which" && view.case(i) == "in" || view.lower(i) == "where" && view.head(i) == Some(clause)
        })
    };
    let clauses = view.children(work).filter(|&c| view.relation(c) == Relation::AclRelcl && c > work);
    clauses.into_iter().any(|c| view.sentence.dominates(c, trigger) && inside(c))
}

/// Whether a work is the subject of a verb over or beside the trigger. What a film shows may be what was filmed.
fn tells(view: View, work: usize, trigger: usize) -> bool {
    let Some(verb) = view.head(work).filter(|_| view.relation(work) == Relation::Nsubj) else { return false };
    let beside =
        view.relation(verb) == Relation::Parataxis && view.head(verb).is_some_and(|h| h == view.clause(trigger));
    let filmed =
        view.lemma(work) == "film" && matches!(view.lemma(verb).as_str(), "show" | "see" | "appear" | "capture");
    verb != trigger && !filmed && (view.sentence.dominates(verb, trigger) || beside)
}

/// "She took Kamchatka and lost the game of Risk": one who plays.
fn is_played(view: View, work: usize, trigger: usize) -> bool {
    let Some(verb) = view.head(work).filter(|_| view.relation(work) == Relation::Obj) else { return false };
    let plays = matches!(view.lemma(verb).as_str(), "play" | "win" | "lose");
    let joined = |a: usize, b: usize| view.relation(a) == Relation::Conj && view.head(a) == Some(b);
    let beside = view.head(verb).is_some_and(|h| joined(verb, h) && joined(trigger, h));
    plays && (beside || joined(verb, trigger) || joined(trigger, verb))
}

/// "A medal for the capture of the fort", "a monument to its liberation".
fn is_for(view: View, work: usize, trigger: usize) -> bool {
    matches!(view.case(trigger).as_str(), "for" | "to" | "of") && view.head(trigger) == Some(work)
}

/// Whether a sentence has one of the words, or one of the phrases of several words.
fn holds(view: View, words: &[String]) -> bool {
    let noun = |i: usize| matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Adj);
    let told = |i: usize| words.contains(&view.lemma(i)) || words.contains(&view.lower(i));
    let phrases = words.iter().filter(|w| w.contains(' '));
    (0..view.len()).any(|i| noun(i) && told(i)) || phrases.into_iter().any(|phrase| has_phrase(view, phrase))
}

fn has_phrase(view: View, phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split(' ').collect();
    let starts = |at: usize| words.iter().enumerate().all(|(k, w)| view.lower(at + k) == *w);
    (0..(view.len() + 1).saturating_sub(words.len())).any(starts)
}
