//! Whether a brief holds: every citation is a passage of its report, every line has one, no word is stronger than allowed.

use super::model::{Brief, Cite, Kind, Line, Word};
use super::{LONGEST, desk};
use crate::pile::Pile;
use dateline_core::model::PartyRef;
use std::collections::BTreeSet;
use std::fmt;

/// Something in a brief that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The section.
    pub section: u8,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "section {}: {}", self.section, self.what)
    }
}

/// Everything that does not hold; nothing when all is well.
pub fn check(brief: &Brief, pile: &Pile) -> Vec<Flaw> {
    let cites = brief.cites().filter_map(|(section, cite)| Some(Flaw { section, what: citation(brief, pile, cite)? }));
    let mut flaws: Vec<Flaw> = cites.collect();
    for section in &brief.sections {
        let bare = section.rows.iter().filter(|r| r.cites.is_empty());
        flaws.extend(
            bare.map(|r| Flaw { section: section.number, what: format!("the row {:?} cites nothing", r.cells[0]) }),
        );
        for line in &section.lines {
            flaws.extend(wording(line, section.number).into_iter().map(|what| Flaw { section: section.number, what }));
        }
    }
    flaws.extend(doers(brief, pile));
    flaws
}

/// Sentences that hide who did it although every passage they cite names the same side.
fn doers(brief: &Brief, pile: &Pile) -> Vec<Flaw> {
    let told =
        brief.sections.iter().filter(|s| matches!(s.number, 1 | 4)).flat_map(|s| s.lines.iter().map(move |l| (s, l)));
    let hidden = told.filter(|(_, line)| line.kind == Kind::Told && hides_the_doer(line, pile));
    hidden
        .map(|(s, line)| Flaw { section: s.number, what: format!("who did it is left out: {:?}", line.words()) })
        .collect()
}

/// Words of a sentence without a doer.
const PASSIVE: &[&str] = &["was", "were", "there was", "there were", "came to harm", "changed hands"];

fn hides_the_doer(line: &Line, pile: &Pile) -> bool {
    let words = line.words();
    if line.word == Some(Word::Disputed) || !PASSIVE.iter().any(|w| has(&words, w)) {
        return false;
    }
    let claims = line.cites().filter_map(|c| pile.claim(&c.passage.as_ref()?.claim));
    let doers: Vec<Option<&PartyRef>> = claims.filter(|c| c.event().is_some()).map(|c| c.actor()).collect();
    let named: Option<Vec<&PartyRef>> = doers.into_iter().collect();
    named.is_some_and(|doers| {
        let sides: BTreeSet<String> = doers.iter().map(|p| p.side()).collect();
        sides.len() == 1 && !doers.iter().any(|p| words.contains(&crate::words::party(p)))
    })
}

/// What is wrong with a citation.
fn citation(brief: &Brief, pile: &Pile, cite: &Cite) -> Option<String> {
    let wrong = |what: &str| Some(format!("{cite} {what}"));
    let card = brief
        .sources
        .get(cite.source.wrapping_sub(1))
        .and_then(|s| pile.cards().find(|c| crate::text::clean(&c.report.id) == s.report));
    let Some(card) = card else { return wrong("names no source") };
    let passage = cite.passage.as_ref()?;
    let stored = card.report.text.get(passage.span.start as usize..passage.span.end as usize);
    match stored {
        None => wrong("points outside its report"),
        Some(stored) if stored != passage.quote => wrong("does not quote its report word for word"),
        _ if passage.quote.split_whitespace().count() > LONGEST => wrong("quotes too many words"),
        _ if desk::locus(&card.report, passage.span) != passage.part => wrong("names another paragraph than it quotes"),
        _ => None,
    }
}

/// Words of likelihood and of confidence, which must not share a sentence.
const LIKELIHOOD: &[&str] = &[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
    "remote",
    "improbable",
    "probable",
    "nearly certain",
];
const CONFIDENCE: &[&str] = &["low confidence", "moderate confidence", "high confidence"];
const HEARSAY: &[&str] = &["allegedly", "reportedly"];

/// What is wrong with the words of a line.
pub fn wording(line: &Line, section: u8) -> Vec<String> {
    let words = line.words();
    let lower = words.to_lowercase();
    let mut wrong: Vec<String> = Vec::new();
    let mut say = |is: bool, what: &str| wrong.extend(is.then(|| format!("{what}: {words:?}")));
    let cited = line.cites().next().is_some();
    say(matches!(line.kind, Kind::Told | Kind::Under) && !cited, "a sentence cites nothing");
    say(HEARSAY.iter().any(|w| has(&lower, w)) && !cited, "hearsay without a citation");
    let mixed = lower.split(". ").any(|s| LIKELIHOOD.iter().any(|w| has(s, w)) && CONFIDENCE.iter().any(|w| has(s, w)));
    say(mixed, "likelihood and confidence share a sentence");
    say(matches!(line.word, Some(Word::Confirmed(n)) if n < 2), "confirmed by one origin");
    // The label of a number may speak of what was captured; it is no sentence about a place.
    let unsure = matches!(line.word, Some(Word::Claimed(_))) || line.word == Some(Word::Disputed) && section != 5;
    say(unsure && tells_as_fact(&words), "a claim told as a fact");
    say(section == 5 && unscoped(&words), "a number without what it counts");
    wrong
}

/// Verbs that tell a change of hands as a fact, unless somebody is named before them as saying it.
const CHANGED_HANDS: &[&str] =
    &["fell", "fallen", "took", "taken", "captured", "seized", "overran", "overrun", "conquered"];
const SAYING: &[&str] = &["said", "say", "says", "told", "claimed", "claims", "denied", "denies", "whether"];

fn tells_as_fact(words: &str) -> bool {
    // The status word says how sure it is and is no part of the sentence.
    let told = words.rsplit_once(" — ").map_or(words, |(sentence, _)| sentence);
    told.split_inclusive(['.', '?', ';']).filter(|s| !s.trim_end().ends_with('?')).any(|sentence| {
        let mut verbs = sentence.split(|c: char| !c.is_alphanumeric());
        let first = verbs.position(|w| CHANGED_HANDS.contains(&w));
        let said = sentence.split(|c: char| !c.is_alphanumeric()).position(|w| SAYING.contains(&w));
        first.is_some_and(|verb| said.is_none_or(|s| s > verb))
    })
}

/// Whether the words stand in the text as words of their own.
fn has(text: &str, words: &str) -> bool {
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words)
        .any(|(at, _)| bound(text[..at].chars().next_back()) && bound(text[at + words.len()..].chars().next()))
}

/// Whether nothing but digits stands before the colon.
fn unscoped(words: &str) -> bool {
    words.split_once(':').is_none_or(|(scope, _)| !scope.chars().any(char::is_alphabetic))
}
