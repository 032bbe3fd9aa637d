//! Trees that English does not have, put right before anything is read off them.
//!
//! The parser scores each word's governor by itself, so a verb may get two subjects. "A spokesman, on the other hand, said
//! Goma had fallen" then has the spokesman fall. Whoever stands before a verb of speech that is left without a subject is
//! that verb's subject.

use dateline_tree::{Relation, Sentence, Upos};

/// Puts a sentence's tree right where it gives a verb two subjects and the verb above it none.
pub fn mend(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        if let Some((subject, speaks)) = misplaced(sentence, verb) {
            sentence.tokens[subject].head = Some(speaks as u32);
            sentence.tokens[subject].relation = Relation::Nsubj;
        }
    }
}

/// The first of two subjects of a verb, with the verb between them that it belongs to.
fn misplaced(sentence: &Sentence, verb: usize) -> Option<(usize, usize)> {
    let own: Vec<usize> = subjects(sentence, verb).filter(|&s| s < verb).collect();
    let (&first, &second) = (own.first()?, own.get(1)?);
    let above = sentence.tokens[verb].head? as usize;
    let between = first < above && above < second && sentence.tokens[above].upos == Upos::Verb;
    let clause = matches!(sentence.tokens[verb].relation, Relation::Ccomp | Relation::Parataxis);
    (between && clause && subjects(sentence, above).next().is_none()).then_some((first, above))
}

fn subjects(sentence: &Sentence, verb: usize) -> impl Iterator<Item = usize> + '_ {
    let subject = |&i: &usize| matches!(sentence.tokens[i].relation, Relation::Nsubj | Relation::NsubjPass);
    sentence.children(verb).filter(subject)
}
