//! Word lists of parties that code needs: nouns of people, of quantity, of armed men.

use crate::lexicon::parties::{PartyLexicon, WordKind};
use crate::read::view::View;
use dateline_tree::Upos;

/// Nouns of people that a group's name before them assigns to the group: "Taliban spokesman".
pub(super) fn is_human_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "commander"
            | "leader"
            | "leadership"
            | "member"
            | "man"
            | "official"
            | "fighter"
            | "source"
            | "chief"
            | "delegation"
            | "negotiator"
            | "statement"
            | "video"
            | "convoy"
            | "column"
            | "patrol"
            | "unit"
            | "advance"
            | "offensive"
            | "attack"
            | "group"
            | "movement"
            | "hand"
            | "control"
            | "rule"
            | "channel"
            | "media"
            | "account"
            | "envoy"
            | "figure"
            | "militant"
            | "insurgent"
            | "gunman"
            | "flag"
            | "assault"
            | "militia"
    )
}

/// Words of quantity and formation that pass on the party after "of": "hundreds of fighters".
pub(super) fn is_quantity(lemma: &str) -> bool {
    matches!(
        lemma,
        "hundred"
            | "dozen"
            | "score"
            | "thousand"
            | "number"
            | "column"
            | "convoy"
            | "wave"
            | "band"
            | "handful"
            | "most"
            | "some"
            | "many"
            | "member"
            | "unit"
            | "remnant"
            | "group"
            | "contingent"
            | "rest"
            | "ten"
            | "majority"
            | "coalition"
            | "hundreds"
            | "dozens"
            | "scores"
            | "thousands"
            | "tens"
            | "alliance"
            | "what"
    )
}

pub(super) fn is_foreign(view: View, head: usize) -> bool {
    view.children(head).any(|c| {
        matches!(
            view.lower(c).as_str(),
            "foreign" | "international" | "western" | "coalition" | "allied" | "multinational"
        )
    })
}

/// Words for either side, taken alone: "fighters" and "attackers" are rarely a state's, "forces" usually are.
pub(super) fn either(word: &str) -> WordKind {
    const OF_NO_STATE: &[&str] =
        &["fighter", "fighters", "attackers", "attacker", "invaders", "combatants", "occupiers"];
    if OF_NO_STATE.contains(&word) { WordKind::Fighters } else { WordKind::Force }
}

/// Whether a noun means armed people.
pub(super) fn is_force_noun(view: View, i: usize, lexicon: &PartyLexicon) -> bool {
    let armed = matches!(lexicon.word(&view.lower(i)), Some(WordKind::Force | WordKind::Fighters | WordKind::Either));
    let vague = matches!(
        view.lemma(i).as_str(),
        "police"
            | "officer"
            | "guard"
            | "division"
            | "ally"
            | "enemy"
            | "marine"
            | "force"
            | "gang"
            | "coalition"
            | "volunteer"
            | "defender"
            | "attacker"
    );
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn) && armed && !vague
}
