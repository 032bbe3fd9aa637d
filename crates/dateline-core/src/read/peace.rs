//! Sentences that use the words of war for something else: sport, games, the arts, business, elections, the weather.

use super::view::View;
use crate::model::EventKind;
use crate::rulebook::Lists;
use dateline_tree::Upos;

/// Whether a sentence tells events of this kind as a figure of speech, by a word that shows what it is about.
///
/// Marches, closures, arrests and relief happen outside wars too, and are told in the same words there.
pub fn is_figure_of_speech(view: View, kind: EventKind, lists: &Lists) -> bool {
    use EventKind::{AttackOnCivilians, Deployment, Strike};
    let of_war = kind.is_about_control() || matches!(kind, Strike | AttackOnCivilians | Deployment);
    of_war
        && holds(view, lists.words("elsewhere"))
        && !holds(view, lists.words("soldier"))
        && !holds(view, lists.words("fighting"))
}

fn holds(view: View, words: &[String]) -> bool {
    let told = |i: usize| words.contains(&view.lemma(i)) || words.contains(&view.lower(i));
    (0..view.len()).any(|i| matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Adj) && told(i))
}
