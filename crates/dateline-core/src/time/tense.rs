//! Whether the clause around an expression speaks of what is to come, without a tree.
//!
//! Only the nearest verb counts: "said it will meet Friday" looks ahead, "will discuss what happened Friday" back.

use super::meaning::Expression;
use super::words::{Class, Word};
use serde::Deserialize;
use std::sync::OnceLock;

static FILE: &str = include_str!("../../../../lexicon/time/verbs.toml");

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

/// The outlook of the clause around an expression. Deadlines look ahead whatever the verb ("closed until Friday").
pub fn outlook_of(words: &[Word], expression: &Expression) -> Outlook {
    let (first, last) = expression.words;
    let back = |n: usize| first.checked_sub(n).map_or("", |at| words[at].lower.as_str());
    // "Wednesday's ruling" is not when the clause happens.
    if words.get(last + 1).is_some_and(|w| w.lower == "'s") {
        return Outlook::Unclear;
    }
    if back(1) == "as" && matches!(back(2), "soon" | "early") {
        return Outlook::Ahead;
    }
    // "Until Thursday, they had not been told."
    let opens = first < 2 || words[first].sentence != words[first - 2].sentence;
    match (outlook(words, first, last), expression.relation) {
        (found, "until" | "till") if opens && found != Outlook::Unclear => found,
        (_, "until" | "till") if !lasts(words, first) => Outlook::Ahead,
        (Outlook::Unclear, "by" | "until" | "till") => Outlook::Ahead,
        (Outlook::Back, "by" | "through") => Outlook::Unclear,
        (found, _) => found,
    }
}

/// "lasted until Friday", "held out until Friday": the end of what is over.
fn lasts(words: &[Word], first: usize) -> bool {
    let sentence = words[first].sentence;
    let before = words[..first].iter().rev().take(8).take_while(|w| w.sentence == sentence);
    before.into_iter().any(|w| has(&Verbs::shipped().lasted, &w.lower))
}

/// The outlook of the clause around the words `first..=last`.
pub fn outlook(words: &[Word], first: usize, last: usize) -> Outlook {
    let sentence = words.get(first).map_or(0, |w| w.sentence);
    let left = (0..first).rev().take_while(|&i| words[i].sentence == sentence && !ends_clause(words, i)).take(14);
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

/// Signs that end the clause on the left.
fn ends_clause(words: &[Word], i: usize) -> bool {
    matches!(words[i].text, ";" | ":" | "—" | "\"" | "”" | "``" | "“")
}

/// What a verb to the left says, if the word is one.
fn verb(words: &[Word], i: usize, first: usize) -> Option<Outlook> {
    auxiliary(words, i, first).or_else(|| programme(words, i, first)).or_else(|| participle(words, i))
}

/// "will", "would", "was", "to": words before the verb itself.
fn auxiliary(words: &[Word], i: usize, first: usize) -> Option<Outlook> {
    match words[i].lower.as_str() {
        "will" | "'ll" | "shall" | "wo" => Some(Outlook::Ahead),
        "would" | "could" | "should" | "might" | "may" | "can" | "must" => Some(future_modal(words, i)),
        "was" | "were" | "had" | "did" => Some(planned_passive(words, i)),
        "to" if i + 1 < first => infinitive(words, i),
        _ => None,
    }
}

/// "opens Friday", "the talks resume on Monday", "is arriving Sunday": the schedule's present, right before the day.
fn programme(words: &[Word], i: usize, first: usize) -> Option<Outlook> {
    let next = words[i + 1].lower.as_str();
    let linked = matches!(next, "on" | "next" | "this" | "at") || next.ends_with("ly");
    if !(i + 1 == first || i + 2 == first && linked) {
        return None;
    }
    let (word, before) = (words[i].lower.as_str(), before(words, i));
    let opens = has(&Verbs::shipped().programme, word) && before != "to";
    let coming = word.ends_with("ing") && matches!(before, "is" | "are" | "'s" | "'re" | "be");
    (opens || coming).then_some(Outlook::Ahead)
}

/// Participles and past tenses, and what the word before makes of them.
fn participle(words: &[Word], i: usize) -> Option<Outlook> {
    let (word, before) = (words[i].lower.as_str(), before(words, i));
    let scheduled = is_scheduled(word);
    if scheduled && (words.get(i + 1).is_some_and(|w| w.lower == "for") || !matches!(word, "expected" | "set")) {
        let over = matches!(before, "been" | "previously" | "as" | "originally");
        return Some(if over { Outlook::Back } else { Outlook::Ahead });
    }
    if !is_past_verb(word) {
        return None;
    }
    match before {
        // "will be announced", "to be held", "is being held".
        "be" | "being" | "get" => None,
        "is" | "are" if !scheduled => Some(Outlook::Unclear),
        "is" | "are" | "was" | "were" if scheduled => Some(Outlook::Ahead),
        // "a still unspecified date", "the captured town".
        "a" | "an" | "the" | "its" | "their" | "his" | "still" | "of" | "in" | "with" if word.ends_with("ed") => None,
        _ => Some(Outlook::Back),
    }
}

fn before<'a>(words: &'a [Word], i: usize) -> &'a str {
    i.checked_sub(1).map_or("", |at| words[at].lower.as_str())
}

/// "to meet Friday": ahead when it was planned, wished or ordered.
fn infinitive(words: &[Word], i: usize) -> Option<Outlook> {
    let next = words.get(i + 1).filter(|w| w.class == Class::Letters)?;
    if next.lower == "the" || next.is_capital() || next.lower.ends_with("ing") {
        return None;
    }
    let governor = words[..i].iter().rev().take(8).find(|w| is_prospective(&w.lower) || is_scheduled(&w.lower));
    let is_to = matches!(before(words, i), "is" | "are" | "was" | "were" | "'s");
    // "had been scheduled to expire Friday"; "guidelines to be published in March".
    let over = words[..i].iter().rev().take(4).any(|w| w.lower == "been");
    match () {
        () if governor.is_some() && over => Some(Outlook::Back),
        () if governor.is_some() || is_to || next.lower == "be" => Some(Outlook::Ahead),
        () => None,
    }
}

/// "would meet", said of a day after the report's sentence was spoken.
fn future_modal(words: &[Word], i: usize) -> Outlook {
    let perfect = words[i + 1..].iter().take(3).any(|w| w.lower == "have");
    if perfect || words[i].lower == "could" { Outlook::Back } else { Outlook::Ahead }
}

/// "was to meet Friday", "was due Friday": still open; "was held Friday": over.
fn planned_passive(words: &[Word], i: usize) -> Outlook {
    let next = words.get(i + 1).map_or("", |w| w.lower.as_str());
    if is_scheduled(next) || next == "to" { Outlook::Ahead } else { Outlook::Back }
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

/// A past tense or participle, by its ending or from the list of those without it.
fn is_past_verb(word: &str) -> bool {
    let verbs = Verbs::shipped();
    let regular = word.ends_with("ed") && word.len() > 4 && !has(&verbs.other, word);
    regular || has(&verbs.past, word)
}

fn is_scheduled(word: &str) -> bool {
    has(&Verbs::shipped().scheduled, word)
}

fn is_prospective(word: &str) -> bool {
    has(&Verbs::shipped().prospective, word)
}

fn has(list: &[String], word: &str) -> bool {
    list.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

/// The lists of `lexicon/time/verbs.toml`, each in order.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    scheduled: Vec<String>,
    prospective: Vec<String>,
    programme: Vec<String>,
    past: Vec<String>,
    other: Vec<String>,
    lasted: Vec<String>,
}

impl Verbs {
    /// The shipped lists. A mistake in the file, which the tests rule out, leaves them empty.
    fn shipped() -> &'static Verbs {
        static SHIPPED: OnceLock<Verbs> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut verbs: Verbs = toml::from_str(FILE).unwrap_or_default();
            verbs.lists().into_iter().for_each(|list| list.sort());
            verbs
        })
    }
    fn lists(&mut self) -> [&mut Vec<String>; 6] {
        [
            &mut self.scheduled,
            &mut self.prospective,
            &mut self.programme,
            &mut self.past,
            &mut self.other,
            &mut self.lasted,
        ]
    }
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
    fn the_file_is_well_formed() {
        let mut verbs: Verbs = toml::from_str(FILE).unwrap();
        assert!(verbs.lists().iter().all(|list| !list.is_empty()));
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
