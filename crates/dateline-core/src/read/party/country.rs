//! Countries as parties: their adjectives, governments and forces.

use crate::lexicon::gazetteer::{Gazetteer, PlaceKind as Kind};
use crate::lexicon::parties::PartyLexicon;
use crate::model::{Claim, Party, PartyRef};
use crate::read::view::View;
use dateline_tree::Relation;

/// Countries named by the adjectives and names before a noun, in order.
pub fn adjectives_of(view: View, head: usize, gazetteer: &Gazetteer) -> Vec<String> {
    let mut found = Vec::new();
    for c in view.children(head) {
        if !matches!(view.relation(c), Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::NmodDesc) {
            continue;
        }
        // "Rwanda-backed rebels" are not Rwanda's.
        let hyphened = |w: &usize| (*w.min(&c)..*w.max(&c)).any(|i| matches!(view.word(i), "-" | "–"));
        for word in std::iter::once(c).chain(view.children(c).filter(|w| !hyphened(w))) {
            let pair = word.checked_sub(1).map(|b| format!("{} {}", view.word(b), view.word(word)));
            let two = pair.filter(|p| p.starts_with(char::is_uppercase)).and_then(|p| country_of_word(&p, gazetteer));
            if let Some(iso) = two.or_else(|| country_of_word(view.word(word), gazetteer)) {
                found.push(iso);
            }
        }
    }
    found
}

/// The country of an adjective ("Afghan") or of a country's own name ("US").
pub fn country_of_word(word: &str, gazetteer: &Gazetteer) -> Option<String> {
    if !word.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    if let Some(iso) = gazetteer.country_of_adjective(word).first() {
        return Some((*iso).to_owned());
    }
    let record = gazetteer.record(*gazetteer.candidates(word).first()?);
    (record.kind == Kind::Country).then_some(record.country)
}

/// "Rwandan-backed rebels", "a militia backed by Iran": who backs somebody is elsewhere.
pub fn is_a_backer(view: View, i: usize) -> bool {
    const BACKS: &[&str] =
        &["back", "support", "arm", "fund", "train", "finance", "ally", "align", "sponsor", "equip", "supply", "lead"];
    let backs = |word: usize| word < view.len() && BACKS.contains(&view.lemma(word).as_str());
    let hyphened = i + 2 < view.len() && matches!(view.word(i + 1), "-" | "–") && backs(i + 2);
    let by = i >= 2 && view.lower(i - 1) == "by" && backs(i - 2);
    hyphened || by
}

/// The government of a country.
pub fn government(iso: &str, text: &str, lexicon: &PartyLexicon) -> PartyRef {
    let name = lexicon.government(iso).unwrap_or_else(|| format!("government of {iso}"));
    PartyRef::from(Party { id: format!("gov:{iso}"), name, text: text.to_owned() })
}

/// Names the governments of other countries than the report's by their countries, as states are named by each other, in
/// the news and in event data: "Denmark", not "Danish government".
pub fn name_states(claims: &mut [Claim], home: &str, lexicon: &PartyLexicon) {
    let state = |party: &mut PartyRef| {
        let abroad = party.id.strip_prefix("gov:").filter(|iso| *iso != home);
        if let Some(country) = abroad.and_then(|iso| lexicon.country(iso)) {
            party.name.clone_from(&country.name);
        }
    };
    for claim in claims {
        if let Some(event) = claim.event_mut() {
            event.actor.iter_mut().chain(&mut event.target).for_each(state);
        }
        claim.source.iter_mut().filter_map(|s| s.party.as_mut()).for_each(state);
    }
}

/// The armed forces of a country.
pub fn forces(iso: &str, text: &str, lexicon: &PartyLexicon) -> PartyRef {
    let name = lexicon.forces(iso).unwrap_or_else(|| format!("government forces of {iso}"));
    PartyRef::from(Party { id: format!("forces:{iso}"), name, text: text.to_owned() })
}
