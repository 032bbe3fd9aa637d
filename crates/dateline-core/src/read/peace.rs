//! Sentences that use the words of war for something else: sport, games, the arts, business, elections, the weather.

use super::frames::Match;
use super::status::{Decided, is_ordinal};
use super::view::View;
use crate::model::{EventKind, PlaceKind, Status};
use crate::rulebook::{Lists, RuleBook};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};
use std::collections::BTreeSet;

/// Whether a sentence tells an event as a figure of speech, by a word that shows what it is about.
///
/// Marches, closures, arrests and relief happen outside wars too, and are told in the same words there.
pub fn is_figure_of_speech(view: View, found: &Match, rules: &RuleBook) -> bool {
    use EventKind::{AttackOnCivilians, Deployment, Strike};
    let (kind, lists) = (found.frame.says, &rules.lists);
    let of_war = kind.is_about_control() || matches!(kind, Strike | AttackOnCivilians | Deployment);
    let words = || elsewhere(view, found.trigger, rules);
    let told_so = || words() > 0 || is_told_by_points(view);
    // "The cup was contested by nine sides, of which the army's …": three such words outweigh an army.
    let armed = || if words() >= 3 { has_fighters(view, lists) } else { has_arms(view, lists) };
    let at_play = || told_so() && !is_by_a_named_group(view, found) && !armed() || is_a_draw(view, found, lists);
    of_war && (is_of_civil_host(view, lists) || at_play())
}

/// "Boko Haram captured Bama before the vote": a group in arms that is written out, not one that may be a team or a party of
/// voters ("the Tigers", "Republicans").
fn is_by_a_named_group(view: View, found: &Match) -> bool {
    let Some((word, party)) = found.actor.as_ref().filter(|(w, _)| *w < view.len()) else { return false };
    let capital = |i: usize| view.word(i).starts_with(char::is_uppercase);
    let named =
        |c: usize| view.token(c).upos == Upos::Propn && matches!(view.relation(c), Relation::Compound | Relation::Flat);
    let written_out = view.children(*word).any(|c| named(c) && capital(c));
    let plural = view.lower(*word).ends_with('s');
    let group = !party.side().starts_with("state:") && !party.id.starts_with("name:");
    group && capital(*word) && (written_out || !plural)
}

/// "Norway held Russia", "Hungary held France in Budapest": one team the other, by the bare names of two countries.
fn is_a_draw(view: View, found: &Match, lists: &Lists) -> bool {
    let held = view.lower(found.trigger) == "held" && view.token(found.trigger).xpos == Xpos::Vbd;
    let country = found.spots.iter().any(|s| s.place.kind == PlaceKind::Country && s.place.detail.is_none());
    let state = found.actor.as_ref().is_some_and(|(w, p)| {
        p.id.starts_with("gov:")
            && *w < view.len()
            && view.token(*w).upos == Upos::Propn
            && view.children(*w).count() == 0
    });
    let lasts = view.children(found.trigger).any(|c| {
        let term = matches!(view.case(c).as_str(), "for" | "since" | "until" | "till" | "from" | "by");
        term || view.relation(c) == Relation::Advcl
    });
    held && country && state && !lasts && !has_arms(view, lists)
}

/// The countries that a report names in two sentences or more as the scene of a vote, a match or a market, and in none with
/// anybody in arms. What falls there to nobody ("Florida fell at ten") falls in the same sense.
pub fn lands_at_peace(views: &[View], named_in: &[BTreeSet<String>], rules: &RuleBook) -> BTreeSet<String> {
    let named = |such: &dyn Fn(View) -> bool| {
        let such: Vec<&BTreeSet<String>> =
            views.iter().zip(named_in).filter(|(v, _)| such(**v)).map(|(_, c)| c).collect();
        move |country: &String| such.iter().filter(|c| c.contains(country)).count()
    };
    let peaceful = named(&|v| is_told_by_points(v) || v.sentence.root().is_some_and(|r| elsewhere(v, r, rules) > 0));
    let armed = named(&|v| has_arms(v, &rules.lists));
    let all: BTreeSet<&String> = named_in.iter().flatten().collect();
    all.into_iter().filter(|c| peaceful(c) >= 2 && armed(c) == 0).cloned().collect()
}

/// How many different words of another world a sentence has. What only names a site ("the football stadium"), a day ("before
/// the vote"), a number ("the majority of the town") or who tells of it ("a poet said") is none.
fn elsewhere(view: View, trigger: usize, rules: &RuleBook) -> usize {
    let (words, weak) = (rules.lists.words("elsewhere"), rules.lists.words("beside war"));
    let names_site = |i: usize| {
        let site = |h: &usize| view.token(*h).entity == Some(EntityKind::Place);
        view.relation(i) == Relation::Compound && view.head(i).is_some_and(|h| site(&h))
    };
    // "The poet said that he had lost it": of himself.
    let of_others = view.subject(trigger).is_none_or(|s| view.token(s).upos != Upos::Pron);
    let tells = |i: usize| {
        // The parser may hang who speaks on what he tells.
        let verb = (i..view.len().min(i + 5)).find(|&v| rules.cues.reports(&view.lemma(v)) && view.clause(v) == v);
        view.lemma(i) != "critic" && view.relation(i).base() == "nsubj" && of_others && verb.is_some()
    };
    let aside = |i: usize| names_site(i) || names_a_day(view, i) || is_a_number_of(view, i) || tells(i);
    let such = |words: &[String]| -> Vec<usize> {
        (0..view.len()).filter(|&i| is_noun(view, i) && is_one_of(view, i, words) && !aside(i)).collect()
    };
    // "As the monsoon began", "where tourists used to come": such a word has to stand in the clause itself, or beside another.
    let near = |i: &usize| view.clause(*i) == view.clause(trigger);
    let weak = such(weak);
    let weak = if weak.len() > 1 { weak } else { weak.into_iter().filter(near).collect() };
    let different: BTreeSet<String> = such(words).into_iter().chain(weak).map(|i| view.lemma(i)).collect();
    let phrases = words.iter().filter(|w| w.contains(' '));
    let last = |w: &str| phrase_at(view, w).map(|at| at + w.split(' ').count() - 1);
    different.len() + phrases.filter(|w| last(w).is_some_and(|i| !names_a_day(view, i))).count()
}

/// "Before the vote", "on the eve of the final": what else happens then is told by the rest of the sentence.
fn names_a_day(view: View, i: usize) -> bool {
    let span = |h: usize| matches!(view.lemma(h).as_str(), "eve" | "day" | "morning" | "night" | "week");
    let eve = view.case(i) == "of" && view.head(i).is_some_and(span);
    let own =
        view.children(i).any(|c| matches!(view.relation(c), Relation::Det | Relation::NmodPoss | Relation::Compound));
    eve || own && matches!(view.case(i).as_str(), "before" | "after" | "since" | "ahead of" | "following")
}

/// "The majority of the town", "its stocks of shells".
fn is_a_number_of(view: View, i: usize) -> bool {
    matches!(view.lemma(i).as_str(), "majority" | "stock") && view.children(i).any(|c| c > i && view.case(c) == "of")
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
    let modified = |i: usize| i > 0 && view.head(i - 1) == Some(i) && view.relation(i - 1) != Relation::Det;
    let named = |i: usize| view.word(i) == "Forces" && modified(i) && !of_party(i);
    // "Of nine sides the army's conquered the town": what is the army's is not the army.
    let owner = |i: usize| {
        let genitive = i + 1 < view.len() && view.token(i + 1).xpos == Xpos::Pos && view.head(i + 1) == Some(i);
        genitive && view.relation(i) != Relation::NmodPoss
    };
    let host = |i: usize| {
        !owner(i) && {
            let listed = lists.words("host").contains(&view.lemma(i));
            named(i) || view.token(i).upos == Upos::Noun && common(i) && listed && !of_party(i) && !is_denied(view, i)
        }
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

/// "By eleven points", "with four tries", "in the 89th minute", "in twenty-two moves", "seized first place": how only contests
/// and votes are told.
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
    let ranked = |i: usize| {
        let rank = matches!(view.lower(i).as_str(), "place" | "prize") && view.relation(i) == Relation::Obj;
        rank && i > 0 && is_ordinal(&view.lower(i - 1))
    };
    (0..view.len()).any(|i| margin(i) || scored(i) || moves(i) || minute(i) || ranked(i))
}

/// "In the last scene of the film", "the opera has the Turks take it", "the schoolbook begins": told of a work, a game or
/// an exercise, whoever fights in it.
pub fn made_up(view: View, trigger: usize, lists: &Lists) -> Option<Decided> {
    let works = lists.words("fiction");
    // A picture may be a film, where one goes to see it.
    let house =
        || (0..view.len()).any(|i| matches!(view.lower(i).as_str(), "cinema" | "premiere" | "matinee" | "hollywood"));
    let named = |i: usize| {
        works.contains(&view.lemma(i)) || view.lower(i) == "manoeuvres" || view.lemma(i) == "picture" && house()
    };
    let work = |i: &usize| view.token(*i).upos == Upos::Noun && named(*i);
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
    let played = matches!(view.lemma(work).as_str(), "exercise" | "manoeuvre" | "drill" | "wargame");
    // "For the purposes of the exercise".
    let purpose = view.head(work).filter(|&h| view.case(work) == "of" && view.lemma(h) == "purpose");
    if played && purpose.is_some_and(|p| view.head(p).is_some_and(|h| view.sentence.dominates(h, trigger))) {
        return true;
    }
    let inside = matches!(view.case(work).as_str(), "in" | "on" | "during" | "throughout");
    (inside || played && view.case(work) == "at")
        && view.head(work).is_some_and(|h| view.sentence.dominates(h, trigger))
        || is_about(view, work, trigger)
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
    phrase_at(view, phrase).is_some()
}

fn phrase_at(view: View, phrase: &str) -> Option<usize> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let starts = |at: &usize| words.iter().enumerate().all(|(k, w)| view.lower(at + k) == *w);
    (0..(view.len() + 1).saturating_sub(words.len())).find(starts)
}
