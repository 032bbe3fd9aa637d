//! Sentences that use the words of war for something else: sport, games, the arts, business, elections, the weather.

use super::status::Decided;
use super::view::View;
use crate::model::{EventKind, Status};
use crate::rulebook::Lists;
use dateline_tree::{EntityKind, Relation, Upos};
use std::collections::BTreeSet;

/// Whether a sentence tells events of this kind as a figure of speech, by a word that shows what it is about.
///
/// Marches, closures, arrests and relief happen outside wars too, and are told in the same words there.
pub fn is_figure_of_speech(view: View, kind: EventKind, lists: &Lists) -> bool {
    use EventKind::{AttackOnCivilians, Deployment, Strike};
    let of_war = kind.is_about_control() || matches!(kind, Strike | AttackOnCivilians | Deployment);
    let words = || elsewhere(view, lists);
    let told_so = || words() > 0 || is_told_by_points(view);
    // "The cup was contested by nine sides, of which the army's …": three such words outweigh an army.
    let armed = || if words() >= 3 { has_fighters(view, lists) } else { has_arms(view, lists) };
    of_war && (is_of_civil_host(view, lists) || told_so() && !armed())
}

/// How many different words of another world a sentence has. What only names a site ("the football stadium") is none.
fn elsewhere(view: View, lists: &Lists) -> usize {
    let words = lists.words("elsewhere");
    let names_site = |i: usize| {
        let site = |h: &usize| view.token(*h).entity == Some(EntityKind::Place);
        view.relation(i) == Relation::Compound && view.head(i).is_some_and(|h| site(&h))
    };
    let single = (0..view.len()).filter(|&i| is_noun(view, i) && is_one_of(view, i, words) && !names_site(i));
    let different: BTreeSet<String> = single.map(|i| view.lemma(i)).collect();
    different.len() + words.iter().filter(|w| w.contains(' ') && has_phrase(view, w)).count()
}

/// "An army of cleaners", "the Salvation Army": a host in whose name alone there is an army.
fn is_of_civil_host(view: View, lists: &Lists) -> bool {
    const HOSTS: &[&str] = &["army", "legion", "horde", "brigade", "regiment", "battalion", "platoon", "division"];
    (0..view.len()).filter(|&i| HOSTS.contains(&view.lemma(i).as_str()) || HOSTS.contains(&view.lower(i).as_str())).any(
        |host| {
            let subject = matches!(view.relation(host), Relation::Nsubj | Relation::NsubjPass | Relation::Root);
            let of = view.children(host).find(|&c| c > host && view.case(c) == "of");
            let civil = of.is_some_and(|c| is_one_of(view, c, lists.words("civil host")));
            subject && (civil || host > 0 && view.lower(host - 1) == "salvation")
        },
    )
}

/// Whether a sentence names somebody in arms or a thing of war.
pub fn has_arms(view: View, lists: &Lists) -> bool {
    // "Army beat Navy": the bare capital word is a team.
    let common = |i: usize| view.word(i).starts_with(char::is_lowercase) || view.child(i, &[Relation::Det]).is_some();
    // "Democratic forces held Reno": a party's canvassers.
    let of_party = |i: usize| {
        let before: Vec<usize> = view.children(i).filter(|&c| c < i && view.relation(c) != Relation::Det).collect();
        view.lemma(i) == "force" && before.len() == 1 && is_of_vote(view, before[0], lists)
    };
    // "Syrian Democratic Forces", not "Army beat Navy".
    let named = |i: usize| view.lower(i) == "forces" && view.token(i).upos == Upos::Propn && !of_party(i);
    let host = |i: usize| {
        let listed = lists.words("host").contains(&view.lemma(i));
        named(i) || view.token(i).upos == Upos::Noun && common(i) && listed && !of_party(i) && !is_denied(view, i)
    };
    has_fighters(view, lists) || (0..view.len()).any(host)
}

fn is_of_vote(view: View, word: usize, lists: &Lists) -> bool {
    view.word(word).starts_with(char::is_uppercase) && is_one_of(view, word, lists.words("party of voters"))
}

/// "And not with bayonets".
fn is_denied(view: View, i: usize) -> bool {
    i > 1 && view.lower(i - 2) == "not" && matches!(view.lower(i - 1).as_str(), "with" | "by")
}

/// Whether a sentence names soldiers or weapons. "The Melbourne Rebels" and "the Rebels of Ole Miss" are names of teams,
/// "and not with bayonets" has none.
fn has_fighters(view: View, lists: &Lists) -> bool {
    let team = |i: usize| {
        let named = view.word(i).starts_with(char::is_uppercase) && view.token(i).upos == Upos::Propn && i > 0;
        let town = |c: usize| view.relation(c) == Relation::Compound && view.token(c).upos == Upos::Propn;
        named && view.children(i).any(|c| town(c) || c > i && view.case(c) == "of")
    };
    let counts = |i: usize| !team(i) && !is_denied(view, i);
    [lists.words("soldier"), lists.words("fighting")].iter().any(|words| {
        let one = |i: usize| is_noun(view, i) && is_one_of(view, i, words) && counts(i);
        (0..view.len()).any(one) || words.iter().any(|w| w.contains(' ') && has_phrase(view, w))
    })
}

/// "By eleven points", "with four tries", "in the 89th minute", "in twenty-two moves": how only contests and votes are told.
fn is_told_by_points(view: View) -> bool {
    const MARGINS: &[&str] = &[
        "point", "goal", "run", "wicket", "stroke", "seat", "vote", "try", "tries", "basket", "game", "set", "length",
    ];
    let margin = |i: usize| MARGINS.contains(&view.lemma(i).as_str()) && view.case(i) == "by";
    let counted = |i: usize| view.child(i, &[Relation::Nummod]).is_some();
    let scored = |i: usize| {
        let score = matches!(view.lower(i).as_str(), "tries" | "goals" | "wickets" | "touchdowns" | "runs");
        score && counted(i) && matches!(view.case(i).as_str(), "to" | "with")
    };
    let moves = |i: usize| view.lower(i) == "moves" && counted(i) && view.case(i) == "in";
    let ordinal =
        |i: usize| view.word(i).starts_with(|c: char| c.is_ascii_digit()) && view.word(i).ends_with(['h', 't', 'd']);
    let minute = |i: usize| i > 0 && view.lower(i) == "minute" && ordinal(i - 1);
    (0..view.len()).any(|i| margin(i) || scored(i) || moves(i) || minute(i))
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

fn is_noun(view: View, i: usize) -> bool {
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Adj)
}

fn is_one_of(view: View, i: usize, words: &[String]) -> bool {
    words.contains(&view.lemma(i)) || words.contains(&view.lower(i))
}

fn has_phrase(view: View, phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split(' ').collect();
    let starts = |at: usize| words.iter().enumerate().all(|(k, w)| view.lower(at + k) == *w);
    (0..(view.len() + 1).saturating_sub(words.len())).any(starts)
}
