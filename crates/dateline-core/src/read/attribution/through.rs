//! Who only passes on what others say: the agency that was told, the channel that quoted, the service it was posted on.

use super::super::view::View;
use super::phrase::phrase;
use crate::lexicon::outlets::OutletLexicon;
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos};

/// A speaker whom somebody else quotes, and through whom it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    /// The speaker, where he is not the grammatical one.
    pub speaker: Option<usize>,
    /// Through whom it came, the nearest first.
    pub via: Vec<String>,
}

/// Through whom a speaker's words came: "told AFP", "cited by Interfax", "on Telegram", "in an interview with the BBC".
pub fn passed_on(view: View, verb: usize, speaker: usize, cues: &Cues, outlets: &OutletLexicon) -> Vec<String> {
    let mut via = Vec::new();
    // "the mayor, cited by Interfax, said".
    for c in view.children(speaker).filter(|&c| matches!(view.lemma(c).as_str(), "cite" | "quote")) {
        via.extend(view.agent(c).map(|a| phrase(view, a)));
    }
    for c in view.children(verb).filter(|&c| c != speaker) {
        let told = matches!(view.relation(c), Relation::Iobj | Relation::Obj);
        let case = view.case(c);
        let oblique = matches!(view.relation(c).base(), "obl" | "nmod");
        if told && is_carrier(view, c, cues, outlets)
            || oblique && matches!(case.as_str(), "on" | "via" | "over") && is_platform(view, c, cues)
            || oblique
                && matches!(case.as_str(), "to" | "through" | "via" | "by" | "on")
                && is_carrier(view, c, cues, outlets)
        {
            via.push(phrase(view, c));
        } else if oblique && case == "in" && view.lemma(c) == "interview" {
            let with = view.children(c).find(|&w| matches!(view.case(w).as_str(), "with" | "to"));
            via.extend(with.map(|w| phrase(view, w)));
        }
    }
    via.dedup();
    via
}

/// "AFP", "a local broadcaster", "the Sputnik agency".
fn is_carrier(view: View, noun: usize, cues: &Cues, outlets: &OutletLexicon) -> bool {
    let (first, last) = super::phrase::range(view, noun);
    let words: Vec<&str> = (first..=last).map(|i| view.word(i)).collect();
    let named =
        (0..words.len()).any(|i| words[i].starts_with(char::is_uppercase) && outlets.longest(&words[i..]).is_some());
    let common = matches!(view.token(noun).upos, Upos::Noun | Upos::Propn) && cues.is_carrier(&view.lower(noun));
    named || common && view.lemma(noun) != "correspondent"
}

fn is_platform(view: View, noun: usize, cues: &Cues) -> bool {
    cues.is_platform(view.word(noun)) || view.children(noun).any(|c| cues.is_platform(view.word(c)))
}
