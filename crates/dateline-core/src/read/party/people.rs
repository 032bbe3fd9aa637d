//! Which side a person stands on, when the report says so: "Taliban spokesman X", "Charles Taylor, leader of the NPFL".

use super::Parties;
use super::country::{adjectives_of, government};
use crate::model::PartyRef;
use crate::read::view::View;
use dateline_tree::{Relation, Upos};

/// The persons whom a sentence introduces with their side, by last name in lower case.
pub fn learn(view: View, parties: &Parties) -> Vec<(String, PartyRef)> {
    let mut learned = Vec::new();
    for i in (0..view.len()).filter(|&i| is_title(&view.lemma(i))) {
        let Some(party) = side_of_title(view, i, parties) else { continue };
        // "spokesman Zabihullah Mujahid", "the leader, Charles Taylor".
        for c in view.children(i).filter(|&c| view.token(c).upos == Upos::Propn && c > i) {
            learned.push((last_name(view, c), party.clone()));
        }
        // "Charles Taylor, the leader of the NPFL,".
        let named = view.head(i).filter(|&h| view.relation(i) == Relation::Appos && view.token(h).upos == Upos::Propn);
        learned.extend(named.map(|h| (last_name(view, h), party.clone())));
    }
    learned
}

/// The party of somebody with a title, by what modifies the title, or the country that a ruler rules.
fn side_of_title(view: View, title: usize, parties: &Parties) -> Option<PartyRef> {
    let lemma = view.lemma(title);
    let ruler = matches!(lemma.as_str(), "leader" | "ruler" | "strongman" | "dictator" | "president");
    let country = adjectives_of(view, title, parties.gazetteer).into_iter().next().filter(|_| ruler);
    let ruled = country.map(|iso| government(&iso, "", parties.lexicon));
    parties.of(view, title).or(ruled)
}

fn last_name(view: View, name: usize) -> String {
    let last =
        view.children(name).filter(|&f| view.token(f).upos == Upos::Propn && view.relation(f) != Relation::Appos);
    view.lower(last.filter(|&f| f > name).max().unwrap_or(name))
}

fn is_title(lemma: &str) -> bool {
    matches!(
        lemma,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "commander"
            | "minister"
            | "president"
            | "leader"
            | "general"
            | "governor"
            | "chief"
            | "councillor"
            | "lawmaker"
            | "official"
            | "senator"
            | "mayor"
            | "ruler"
            | "strongman"
            | "dictator"
            | "founder"
            | "warlord"
            | "head"
            | "emir"
    )
}
