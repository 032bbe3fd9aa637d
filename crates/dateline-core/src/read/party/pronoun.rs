//! "They", "its", "we": the party that a pronoun means.

use super::Parties;
use crate::lexicon::parties::GroupKind;
use crate::model::PartyRef;
use crate::read::view::{SUBJECTS, View};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

impl Parties<'_> {
    pub(super) fn pronoun(&self, view: View, head: usize) -> Option<PartyRef> {
        match view.lower(head).as_str() {
            // Only who speaks can mean himself.
            "we" | "our" | "us" | "ours" => self.voice.cloned(),
            "they" | "them" | "their" | "theirs" | "it" | "its" | "themselves" => {
                let before = self.last.filter(|p| self.may_fight(p) && !self.is_of_somebody(view, head));
                self.in_sentence(view, head).or_else(|| before.cloned())
            }
            "who" | "which" | "that" => None,
            _ => None,
        }
    }

    /// The party that a pronoun takes up from a governing clause of its own sentence: "Azerbaijan said its troops",
    /// "the rebels will not stop until they". Officials who say "they" mean somebody else.
    pub(in crate::read) fn in_sentence(&self, view: View, pronoun: usize) -> Option<PartyRef> {
        let owns = view.relation(pronoun) == Relation::NmodPoss;
        for clause in view.ancestors(pronoun).into_iter().skip(1) {
            if let Some(party) = self.in_clause_before(view, clause, pronoun) {
                return Some(party);
            }
            // "It was blown up by the rebels as they left": who did it.
            let doer = view.obliques(clause, &["by"]).into_iter().find(|&o| o < pronoun && plural_noun(view, o));
            if let Some(party) = doer.filter(|_| !owns).and_then(|o| self.of_within(view, o, 2)) {
                return Some(party);
            }
            let Some(subject) = view.child(clause, SUBJECTS) else { continue };
            if subject >= pronoun || view.sentence.dominates(subject, pronoun) || view.token(subject).upos == Upos::Pron
            {
                continue;
            }
            let named = view.token(subject).upos == Upos::Propn;
            match self.of_within(view, subject, 2).or_else(|| self.side_of_person(view, subject).filter(|_| owns)) {
                // "officials said their forces": officials are not "they", but what is theirs is their side's.
                Some(party) if named || owns || !party.id.starts_with("gov:") => return Some(party),
                _ => {}
            }
        }
        None
    }

    /// "Since the rebels took Alamata, they have crossed the river": who acts in the clause that opens the sentence.
    fn in_clause_before(&self, view: View, clause: usize, pronoun: usize) -> Option<PartyRef> {
        let before = view.children(clause).filter(|&c| view.relation(c) == Relation::Advcl && c < pronoun);
        let subjects = before.into_iter().filter_map(|c| view.child(c, SUBJECTS));
        let plural = view.lower(pronoun).starts_with("the");
        let noun = |s: &usize| *s < pronoun && view.token(*s).upos != Upos::Pron;
        // "They" are several; "it" is one.
        let many = |s: &usize| matches!(view.token(*s).xpos, Xpos::Nns | Xpos::Nnps | Xpos::Nnp) || !plural;
        let parties = subjects.filter(noun).filter(many).filter_map(|s| self.of_within(view, s, 2));
        parties.into_iter().find(|p| !p.id.starts_with("gov:") && self.may_fight(p))
    }

    /// "The Guards of the Republic say that they have taken it": who says so has a name, though it tells us nothing.
    fn is_of_somebody(&self, view: View, pronoun: usize) -> bool {
        view.ancestors(pronoun).into_iter().skip(1).any(|clause| {
            let subject = view.child(clause, SUBJECTS).filter(|&s| s < pronoun && !view.sentence.dominates(s, pronoun));
            subject.is_some_and(|s| {
                let token = view.token(s);
                token.upos == Upos::Propn && token.entity == Some(EntityKind::Organization)
            })
        })
    }

    /// Not an organisation that has no arms of its own.
    fn may_fight(&self, party: &PartyRef) -> bool {
        self.lexicon.group(&party.name).is_none_or(|g| g.kind != GroupKind::Body)
    }
}

fn plural_noun(view: View, word: usize) -> bool {
    matches!(view.token(word).xpos, Xpos::Nns | Xpos::Nnps)
}
