//! How far a status cue reaches: the words that it takes out of fact, so that `why` can show them.
//!
//! A verb, adjective or noun above the event governs what hangs from it on the way down to the trigger ("denied *that
//! Goma had fallen*"). A word inside the clause ("not", "could", "nearly", "if") governs the clause it stands in. What is
//! coordinated with that clause or merely set beside it has a status of its own and is left out.

use super::view::View;
use dateline_tree::Relation;

/// First and last word of what a cue governs around a trigger.
pub fn scope(view: View, trigger: usize, cue: usize) -> Option<(usize, usize)> {
    if trigger >= view.len() || cue >= view.len() {
        return None;
    }
    let path = view.ancestors(trigger);
    let top = match path.iter().position(|&word| word == cue) {
        // The cue stands above: the branch of it that leads down to the trigger.
        Some(at) => *path.get(at.checked_sub(1)?)?,
        // The cue hangs inside: the lowest word above the trigger that has both.
        None => *path.iter().find(|&&word| view.sentence.dominates(word, cue))?,
    };
    let inside = |i: &usize| belongs(view, top, trigger, *i) && view.relation(*i) != Relation::Punct;
    let first = (0..view.len()).find(inside)?;
    let last = (0..view.len()).rev().find(inside)?;
    Some((first, last))
}

/// Whether a word hangs from the top of the scope without passing through a clause of its own beside it.
fn belongs(view: View, top: usize, trigger: usize, word: usize) -> bool {
    let up = view.ancestors(word);
    let Some(at) = up.iter().position(|&w| w == top) else { return false };
    let beside = |&&w: &&usize| {
        matches!(view.relation(w), Relation::Conj | Relation::Parataxis) && !view.sentence.dominates(w, trigger)
    };
    let joint = |w: usize| {
        view.relation(w) == Relation::Cc && view.head(w).is_some_and(|h| !view.sentence.dominates(h, trigger))
    };
    up[..at].iter().find(beside).is_none() && !joint(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_tree::{Sentence, Span, Token, Upos, Xpos};

    /// A sentence from words with governor (1 for the first word, 0 for the root) and relation.
    fn sentence(words: &[(&str, u32, Relation)]) -> (String, Sentence) {
        let mut text = String::new();
        let mut tokens = Vec::new();
        for (word, head, relation) in words {
            let start = text.len();
            text.push_str(word);
            let span = Span::new(start, text.len());
            let (lemma, head) = (word.to_lowercase(), head.checked_sub(1));
            let (upos, xpos, relation) = (Upos::Noun, Xpos::Nn, *relation);
            tokens.push(Token { span, lemma, upos, xpos, head, relation, entity: None });
            text.push(' ');
        }
        let span = Span::new(0, text.trim_end().len());
        (text, Sentence { span, tokens, proposals: Vec::new() })
    }

    fn words(text: &str, sentence: &Sentence, trigger: usize, cue: usize) -> String {
        let view = View { text, sentence };
        scope(view, trigger, cue).map(|(a, b)| view.span(a, b).of(text).to_owned()).unwrap_or_default()
    }

    #[test]
    fn a_verb_above_governs_its_clause() {
        use Relation::{Aux, Ccomp, Mark, Nsubj, Obl, Punct, Root};
        let (text, tree) = sentence(&[
            ("Paris", 2, Nsubj),
            ("denied", 0, Root),
            ("that", 6, Mark),
            ("Lille", 6, Nsubj),
            ("had", 6, Aux),
            ("fallen", 2, Ccomp),
            ("Monday", 2, Obl),
            (".", 2, Punct),
        ]);
        assert_eq!(words(&text, &tree, 5, 1), "that Lille had fallen");
    }

    #[test]
    fn a_word_inside_governs_its_clause_and_not_the_one_beside() {
        use Relation::{Advmod, Aux, Cc, Conj, Nsubj, Obj, Punct, Root};
        let (text, tree) = sentence(&[
            ("They", 4, Nsubj),
            ("did", 4, Aux),
            ("not", 4, Advmod),
            ("take", 0, Root),
            ("Lille", 4, Obj),
            ("but", 7, Cc),
            ("took", 4, Conj),
            ("Metz", 7, Obj),
            (".", 4, Punct),
        ]);
        assert_eq!(words(&text, &tree, 3, 2), "They did not take Lille");
        assert_eq!(words(&text, &tree, 3, 99), "");
    }
}
