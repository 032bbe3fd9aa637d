//! "They", "its", "we": the party that a pronoun means.

use super::Parties;
use crate::model::PartyRef;
use crate::read::view::{SUBJECTS, View};
use dateline_tree::{Relation, Upos};

impl Parties<'_> {
    pub(super) fn pronoun(&self, view: View, head: usize) -> Option<PartyRef> {
        match view.lower(head).as_str() {
            // Only who speaks can mean himself.
            "we" | "our" | "us" | "ours" => self.voice.cloned(),
            "they" | "them" | "their" | "theirs" | "it" | "its" | "themselves" => {
                self.in_sentence(view, head).or_else(|| self.last.cloned())
            }
            "who" | "which" | "that" => None,
            _ => None,
        }
    }

    /// The party that a pronoun takes up from a governing clause of its own sentence: "Azerbaijan said its troops",
    /// "the rebels will not stop until they". Officials who say "they" mean somebody else.
    fn in_sentence(&self, view: View, pronoun: usize) -> Option<PartyRef> {
        let owns = view.relation(pronoun) == Relation::NmodPoss;
        for clause in view.ancestors(pronoun).into_iter().skip(1) {
            let Some(subject) = view.child(clause, SUBJECTS) else { continue };
            if subject >= pronoun || view.sentence.dominates(subject, pronoun) || view.token(subject).upos == Upos::Pron
            {
                continue;
            }
            let named = view.token(subject).upos == Upos::Propn;
            match self.of_within(view, subject, 2) {
                // "officials said their forces": officials are not "they", but what is theirs is their side's.
                Some(party) if named || owns || !party.id.starts_with("gov:") => return Some(party),
                _ => {}
            }
        }
        None
    }
}
