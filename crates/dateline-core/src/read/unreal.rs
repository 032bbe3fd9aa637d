//! Sentences that take an event out of fact without one of the words listed as cues: orders, pictures of what may come,
//! turns that are only counted, captures on paper.

use super::status::Decided;
use super::view::{SUBJECTS, View};
use crate::model::Status;
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// What stands at a word and above it that makes its event an order, an image or a matter of years.
pub fn unreal(view: View, at: usize) -> Option<Decided> {
    ordered(view, at)
        .or_else(|| told_in_years(view, at))
        .or_else(|| pictured(view, at))
        .or_else(|| rejected(view, at))
        .or_else(|| proverbial(view, at))
        .or_else(|| proposed(view, at))
        .or_else(|| in_advance(view, at))
}

/// "The plan would have the army withdraw", "the offensive aims, by all accounts, at retaking the town".
fn proposed(view: View, at: usize) -> Option<Decided> {
    let bare = matches!(view.token(at).xpos, Xpos::Vb | Xpos::Vbp) || view.children(at).any(|c| view.lower(c) == "be");
    let would = |v: usize| view.children(v).any(|c| view.relation(c) == Relation::Aux && view.lower(c) == "would");
    let has = |v: &usize| view.lower(*v) == "have" && view.relation(*v) != Relation::Aux && would(*v);
    let at_doing = view.children(at).any(|c| view.relation(c) == Relation::Mark && view.lower(c) == "at");
    let above = view.ancestors(at);
    let word = above.into_iter().find(|v| bare && has(v) || at_doing && view.lemma(*v) == "aim")?;
    Some(Decided::of(Status::Planned, word, "it is proposed or aimed at, not done"))
}

/// "A speech to the citizens of captured Astrakhan, printed in advance": made ready for what has not come.
fn in_advance(view: View, at: usize) -> Option<Decided> {
    if view.relation(at) != Relation::Amod {
        return None;
    }
    let early = |c: &usize| view.lower(*c) == "advance" && view.case(*c) == "in";
    let below = |a: usize| view.children(a).filter(|&c| view.relation(c) == Relation::Acl).collect::<Vec<_>>();
    let verbs = view.ancestors(at).into_iter().flat_map(|a| std::iter::once(a).chain(below(a)));
    let word = verbs.filter(|&v| view.token(v).upos == Upos::Verb).find_map(|v| view.children(v).find(early))?;
    Some(Decided::of(Status::Forecast, word, "it is made ready for, not told as done"))
}

/// "Would rather burn the town than give it up".
fn rejected(view: View, at: usize) -> Option<Decided> {
    let than = view.children(at).find(|&c| view.lower(c) == "than" && c < at)?;
    let bare = view.token(at).xpos == Xpos::Vb;
    bare.then(|| Decided::of(Status::Negated, than, "it is what somebody would not do"))
}

/// "He who leaves the beach loses the town", "whoever holds the hill has the valley": a rule and no event.
fn proverbial(view: View, at: usize) -> Option<Decided> {
    let present = matches!(view.token(at).xpos, Xpos::Vbz | Xpos::Vbp);
    let subject = view.child(at, SUBJECTS).filter(|_| present)?;
    let any = matches!(view.lower(subject).as_str(), "he" | "she" | "those" | "anyone" | "one" | "whoever" | "who");
    let who = view.child(subject, &[Relation::AclRelcl]).is_some() || view.lower(subject) == "whoever";
    (any && who).then(|| Decided::of(Status::Forecast, subject, "it is told as a rule of whoever does so"))
}

/// "It changed hands four times": turns that are counted, of which none is told.
pub fn turns(view: View, trigger: usize) -> Option<Decided> {
    let counted = |i: usize| view.child(i, &[Relation::Nummod, Relation::Amod, Relation::Det]).is_some();
    let word = view.children(trigger).find(|&c| view.lower(c) == "times" && counted(c) && view.case(c).is_empty())?;
    Some(Decided::of(Status::Background, word, "it is told how often, not when or by whom last"))
}

/// "Take the bridge by noon", "Lose the port and you lose the war", "let it fall": nobody has done it yet.
fn ordered(view: View, at: usize) -> Option<Decided> {
    let verb = view.token(at).upos == Upos::Verb && matches!(view.token(at).xpos, Xpos::Vb | Xpos::Vbp);
    let bare = view.child(at, SUBJECTS).is_none()
        && !view.children(at).any(|c| matches!(view.relation(c), Relation::Aux | Relation::Mark | Relation::AuxPass));
    if !(verb && bare && view.lower(at) == view.lemma(at)) {
        return None;
    }
    let opens = at == 0 || view.token(at - 1).upos == Upos::Punct && view.word(at - 1) != ",";
    let root = matches!(view.relation(at), Relation::Root | Relation::Parataxis | Relation::Ccomp | Relation::Advcl);
    let lets = view.head(at).filter(|&h| view.lemma(h) == "let" && view.child(h, SUBJECTS).is_none());
    if let Some(word) = lets {
        return Some(Decided::of(Status::Forecast, word, "it is allowed or imagined, not told as done"));
    }
    (opens && root).then(|| Decided::of(Status::Planned, at, "it is an order or a condition, not told as done"))
}

/// "It is eighty years since it fell".
fn told_in_years(view: View, at: usize) -> Option<Decided> {
    let ages = |i: &usize| {
        matches!(view.lemma(*i).as_str(), "year" | "decade" | "century" | "generation")
            && view.token(*i).upos == Upos::Noun
    };
    let since = view.children(at).any(|c| view.relation(c) == Relation::Mark && view.lower(c) == "since");
    let head = view.head(at).filter(|_| since && view.relation(at) == Relation::Advcl)?;
    let word = std::iter::once(head).chain(view.children(head)).find(ages)?;
    Some(Decided::of(Status::Background, word, "it is so many years ago"))
}

/// "A captured Goma", "the consul sees the port in rebel hands by May": a picture of what may come. And what went on
/// when somebody was a boy is long past.
fn pictured(view: View, at: usize) -> Option<Decided> {
    let childhood = view.children(at).filter(|&c| view.relation(c) == Relation::Advcl).find(|&c| {
        let when = view.children(c).any(|m| view.lower(m) == "when");
        when && matches!(view.lemma(c).as_str(), "boy" | "girl" | "child" | "baby" | "schoolboy" | "schoolgirl")
    });
    if let Some(word) = childhood {
        return Some(Decided::of(Status::Background, word, "it is told as the past, not as the present"));
    }
    let head = view.head(at)?;
    let one = |w: &usize| matches!(view.lower(*w).as_str(), "a" | "an") && view.relation(*w) == Relation::Det;
    let named = view.relation(at) == Relation::Amod && view.token(head).upos == Upos::Propn;
    if let Some(word) = view.children(head).find(one).filter(|_| named) {
        return Some(Decided::of(Status::Forecast, word, "it is imagined, not told as done"));
    }
    if let Some(word) = sees_coming(view, at, head) {
        return Some(Decided::of(Status::Forecast, word, "it is seen as coming, not told as done"));
    }
    let word = seen_ahead(view, at, head)?;
    Some(Decided::of(Status::Forecast, word, "it is seen as coming, not told as done"))
}

/// "The assessment sees Kabul falling", "Kabul falling within 90 days": what is seen in the present tense as going to be, or
/// measured from now on; not "swept south, taking the port within a week".
fn sees_coming(view: View, at: usize, head: usize) -> Option<usize> {
    let going_on = view.token(at).xpos == Xpos::Vbg && view.token(at).upos == Upos::Verb;
    // "Sees Kabul falling" may be parsed as seeing a Kabul that falls.
    let verb = if view.token(head).upos == Upos::Verb { head } else { view.head(head).unwrap_or(head) };
    let present = matches!(view.token(verb).xpos, Xpos::Vbz | Xpos::Vbp);
    let sees = matches!(view.lemma(verb).as_str(), "see" | "foresee" | "envisage" | "picture" | "imagine");
    let under = matches!(view.relation(at), Relation::Ccomp | Relation::Xcomp | Relation::Acl | Relation::Advcl);
    if going_on && present && sees && under {
        return Some(verb);
    }
    let past = |i: usize| matches!(view.token(i).xpos, Xpos::Vbd | Xpos::Vbn);
    let soon = |c: &usize| view.case(*c) == "within" && view.token(*c).entity == Some(EntityKind::Time);
    let told = view.ancestors(at).into_iter().take(2).any(past) && view.relation(at) == Relation::Advcl;
    view.children(at).find(soon).filter(|_| going_on && !told)
}

/// The day by which somebody who "sees", "has" or "puts" a place in somebody's hands expects it there.
fn seen_ahead(view: View, at: usize, head: usize) -> Option<usize> {
    let sees = |v: &usize| {
        matches!(view.lemma(*v).as_str(), "see" | "have" | "put" | "picture" | "place" | "envisage")
            && matches!(view.token(*v).xpos, Xpos::Vbz | Xpos::Vbp)
            && view.token(*v).upos == Upos::Verb
            && view.child(*v, &[Relation::Obj]).is_some()
    };
    let verb = std::iter::once(head).chain(view.head(head)).find(sees)?;
    let ahead = |i: &usize| {
        matches!(view.case(*i).as_str(), "by" | "within" | "before") && view.token(*i).entity == Some(EntityKind::Time)
    };
    (verb..view.len()).find(ahead).filter(|_| view.token(at).upos == Upos::Noun)
}

/// "Took place only on the internet", "exists only in a bulletin".
pub fn on_paper(view: View, verb: usize) -> Option<Decided> {
    let words = view.children(verb).filter(|&c| view.relation(c).base() == "obl").find(|&c| {
        let only = c.saturating_sub(3);
        let restricted = (only..c).any(|i| matches!(view.lower(i).as_str(), "only" | "merely" | "solely"));
        restricted && matches!(view.case(c).as_str(), "on" | "in" | "by")
    })?;
    const PAPER: &[&str] = &[
        "internet",
        "paper",
        "bulletin",
        "radio",
        "television",
        "imagination",
        "propaganda",
        "newspaper",
        "screen",
        "communique",
        "communiqué",
        "leaflet",
        "press",
        "map",
        "word",
        "fantasy",
        "mind",
        "head",
        "web",
    ];
    PAPER
        .contains(&view.lemma(words).as_str())
        .then(|| Decided::of(Status::Negated, words, "it is said to have happened in words only"))
}
