//! Whether the clause around an expression speaks of what is to come, without a tree.
//!
//! Only the nearest verb counts: "said it will meet Friday" looks ahead, "will discuss what happened Friday" back.

use super::meaning::Expression;
use super::words::{Class, Word};

/// Where the clause around an expression looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Back: a verb tells.
    Back,
    /// Ahead: a verb tells.
    Ahead,
    /// Nothing tells.
    Unclear,
}

/// The outlook of the clause around an expression; a bare "by Monday" is a deadline.
pub fn outlook_of(words: &[Word], expression: &Expression) -> Outlook {
    let (first, last) = expression.words;
    match outlook(words, first, last) {
        Outlook::Unclear if matches!(expression.relation, "by" | "until" | "till") => Outlook::Ahead,
        found => found,
    }
}

/// The outlook of the clause around the words `first..=last`.
pub fn outlook(words: &[Word], first: usize, last: usize) -> Outlook {
    let sentence = words.get(first).map_or(0, |w| w.sentence);
    let left =
        (0..first).rev().take_while(|&i| words[i].sentence == sentence && !ends_clause(words, i, first)).take(14);
    for i in left {
        if let Some(found) = verb(words, i, first) {
            return found;
        }
    }
    let right = (last + 1..words.len()).take_while(|&i| words[i].sentence == sentence).take(12);
    for i in right {
        if matches!(words[i].text, ";" | ":") {
            break;
        }
        if let Some(found) = following(words, i) {
            return found;
        }
    }
    Outlook::Unclear
}

/// Signs and joints that end the clause on the left.
fn ends_clause(words: &[Word], i: usize, _first: usize) -> bool {
    matches!(words[i].text, ";" | ":" | "—" | "\"" | "”" | "``" | "“")
}

/// What a verb to the left says, if the word is one.
fn verb(words: &[Word], i: usize, first: usize) -> Option<Outlook> {
    let at = |n: usize| words.get(n).map_or("", |w| w.lower.as_str());
    let back = |n: usize| i.checked_sub(n).map_or("", at);
    let word = at(i);
    match word {
        "will" | "'ll" | "shall" | "wo" => return Some(Outlook::Ahead),
        "would" | "could" | "should" | "might" | "may" | "can" | "must" => return Some(future_modal(words, i)),
        "was" | "were" | "had" | "did" | "been" => return (word != "been").then_some(planned_passive(words, i)),
        "to" if i + 1 < first => return infinitive(words, i),
        "until" | "by" if i + 1 == first => return None,
        _ => {}
    }
    // "opens Friday", "resume Monday": the schedule's present, right before the day.
    if i + 1 == first || i + 2 == first && matches!(at(i + 1), "on" | "next" | "this") {
        if is_scheduled_present(word) {
            return Some(Outlook::Ahead);
        }
        if word.ends_with("ing") && matches!(back(1), "is" | "are" | "'s" | "'re" | "be") {
            return Some(Outlook::Ahead);
        }
    }
    if SCHEDULED.contains(&word) && !matches!(word, "expected" | "planned" | "set") {
        return Some(Outlook::Ahead);
    }
    if is_past_verb(word) {
        // "will be announced", "to be held", "is being held".
        return match back(1) {
            "be" | "being" | "get" => None,
            _ if SCHEDULED.contains(&word) && matches!(back(1), "is" | "are" | "was" | "were" | "and" | "," | "be") => {
                Some(Outlook::Ahead)
            }
            _ => Some(Outlook::Back),
        };
    }
    None
}

/// "to meet Friday": ahead when it was planned, wished or ordered.
fn infinitive(words: &[Word], i: usize) -> Option<Outlook> {
    let next = words.get(i + 1).filter(|w| w.class == Class::Letters)?;
    if next.lower == "the" || next.is_capital() || next.lower.ends_with("ing") {
        return None;
    }
    let governor = words[..i]
        .iter()
        .rev()
        .take(8)
        .find(|w| PROSPECTIVE.contains(&w.lower.as_str()) || SCHEDULED.contains(&w.lower.as_str()));
    let right_before = i.checked_sub(1).map_or("", |n| words[n].lower.as_str());
    let is_to = matches!(right_before, "is" | "are" | "was" | "were" | "'s");
    (governor.is_some() || is_to).then_some(Outlook::Ahead)
}

/// "would meet", said of a day after the report's sentence was spoken.
fn future_modal(words: &[Word], i: usize) -> Outlook {
    let perfect = words[i + 1..].iter().take(3).any(|w| w.lower == "have");
    if perfect || words[i].lower == "could" { Outlook::Back } else { Outlook::Ahead }
}

/// "was to meet Friday", "was due Friday": still open; "was held Friday": over.
fn planned_passive(words: &[Word], i: usize) -> Outlook {
    let next = words.get(i + 1).map_or("", |w| w.lower.as_str());
    if SCHEDULED.contains(&next) || next == "to" { Outlook::Ahead } else { Outlook::Back }
}

/// The first verb to the right of an expression that opens its clause: "On Friday, the court will rule".
fn following(words: &[Word], i: usize) -> Option<Outlook> {
    let word = words[i].lower.as_str();
    match word {
        "will" | "'ll" | "shall" => Some(Outlook::Ahead),
        "was" | "were" | "had" | "did" | "has" | "have" | "is" | "are" => Some(Outlook::Back),
        _ if is_past_verb(word) => Some(Outlook::Back),
        _ => None,
    }
}

/// Participles of plans.
const SCHEDULED: &[&str] = &[
    "scheduled",
    "slated",
    "due",
    "set",
    "expected",
    "planned",
    "poised",
    "bound",
    "supposed",
    "headed",
    "timed",
    "booked",
];

/// Words whose infinitive lies ahead.
const PROSPECTIVE: &[&str] = &[
    "plan",
    "plans",
    "planning",
    "intend",
    "intends",
    "hope",
    "hopes",
    "hoping",
    "want",
    "wants",
    "expect",
    "expects",
    "aim",
    "aims",
    "going",
    "promise",
    "promises",
    "promised",
    "vow",
    "vows",
    "vowed",
    "pledged",
    "threatened",
    "ready",
    "preparing",
    "prepare",
    "prepares",
    "likely",
    "about",
    "deadline",
    "wait",
    "waiting",
    "agreed",
    "ordered",
    "decided",
    "asked",
    "urged",
    "invited",
    "proposed",
    "until",
    "plans",
];

/// Verbs that announce a programme in the present tense.
fn is_scheduled_present(word: &str) -> bool {
    matches!(
        word,
        "open"
            | "opens"
            | "begin"
            | "begins"
            | "start"
            | "starts"
            | "resume"
            | "resumes"
            | "expire"
            | "expires"
            | "close"
            | "closes"
            | "meet"
            | "meets"
            | "arrive"
            | "arrives"
            | "leave"
            | "leaves"
            | "end"
            | "ends"
            | "return"
            | "returns"
            | "vote"
            | "votes"
            | "go"
            | "goes"
            | "travel"
            | "travels"
            | "visit"
            | "visits"
            | "effective"
            | "reopen"
            | "reopens"
            | "continue"
            | "continues"
    )
}

/// A past tense or participle, by its ending or from the list of irregular ones that news uses.
fn is_past_verb(word: &str) -> bool {
    let regular = word.ends_with("ed")
        && word.len() > 4
        && !matches!(word, "hundred" | "indeed" | "united" | "exceed" | "proceed" | "succeed" | "armed" | "need");
    regular
        || matches!(
            word,
            "said"
                | "told"
                | "took"
                | "taken"
                | "came"
                | "went"
                | "gone"
                | "made"
                | "held"
                | "met"
                | "left"
                | "fell"
                | "fallen"
                | "rose"
                | "risen"
                | "began"
                | "begun"
                | "became"
                | "brought"
                | "built"
                | "bought"
                | "broke"
                | "broken"
                | "cut"
                | "drove"
                | "fought"
                | "fled"
                | "flew"
                | "found"
                | "gave"
                | "given"
                | "got"
                | "grew"
                | "heard"
                | "hit"
                | "kept"
                | "knew"
                | "led"
                | "lost"
                | "paid"
                | "put"
                | "ran"
                | "sat"
                | "saw"
                | "seen"
                | "sent"
                | "shot"
                | "sold"
                | "spoke"
                | "spoken"
                | "stood"
                | "struck"
                | "thought"
                | "threw"
                | "thrown"
                | "won"
                | "wrote"
                | "written"
                | "blew"
                | "blown"
                | "burnt"
                | "caught"
                | "chose"
                | "dealt"
                | "died"
                | "tried"
                | "hurt"
                | "laid"
                | "set"
                | "shut"
                | "sank"
                | "swept"
                | "tore"
                | "withdrew"
                | "withdrawn"
                | "overran"
                | "beat"
                | "done"
                | "killed"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_tree::Span;

    fn ahead(text: &str) -> bool {
        let words = super::super::words::words(text, Span::new(0, text.len()));
        let at = words.iter().position(|w| super::super::names::weekday(&w.lower).is_some()).unwrap();
        outlook(&words, at, at) == Outlook::Ahead
    }

    #[test]
    fn the_verb_of_the_own_clause_decides() {
        assert!(ahead("The council said it will meet on Friday"));
        assert!(ahead("Talks are scheduled to resume Monday"));
        assert!(ahead("On Sunday, voters will choose a parliament"));
        assert!(ahead("The ceasefire expires Tuesday"));
        assert!(ahead("The results will be announced Friday"));
        assert!(!ahead("The general, who will retire, spoke on Friday"));
        assert!(!ahead("The minister said on Friday that troops will leave"));
        assert!(!ahead("Rebels seized the town Monday"));
        assert!(!ahead("On Sunday, shells hit a market"));
    }
}
