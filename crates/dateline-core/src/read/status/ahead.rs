//! What is still to come: by its auxiliary, its conjunction or its arrangement.

use super::{Decided, Walk};
use crate::model::Status;
use crate::read::view::SUBJECTS;
use dateline_tree::{Relation, Upos, Xpos};

impl Walk<'_> {
    /// "By the time they capture it", "as soon as it falls", "whoever takes it": told of what is still to come.
    pub(super) fn awaited(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        let head = view.head(at)?;
        let present = matches!(view.token(at).xpos, Xpos::Vbz | Xpos::Vbp);
        let clause = matches!(
            view.relation(at),
            Relation::Acl | Relation::AclRelcl | Relation::Advcl | Relation::Csubj | Relation::Ccomp
        );
        let waits = matches!(view.lower(head).as_str(), "time" | "moment" | "soon" | "day" | "whoever" | "anyone");
        let free = view.child(at, SUBJECTS).is_some_and(|s| view.lower(s) == "whoever");
        (present && (clause && waits || free))
            .then(|| Decided::of(Status::Forecast, head, "the clause waits for it to happen"))
    }

    /// "The rebels are to withdraw", "was to be handed over".
    pub(super) fn arranged(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        let Some(to) = view.children(at).find(|&c| view.relation(c) == Relation::Mark && view.lower(c) == "to") else {
            return self.arranged_with(at);
        };
        let be = view.children(at).find(|&c| {
            c < to
                && view.lemma(c) == "be"
                && matches!(view.relation(c), Relation::Aux | Relation::Cop | Relation::AuxPass)
        })?;
        Some(Decided::of(Status::Planned, be, "it is arranged, not done"))
    }

    /// A parser's slip: "is to cross the river, take Kalach and turn" with the second verb set beside the first.
    pub(super) fn is_bare_infinitive_beside(&self, at: usize) -> bool {
        self.view.relation(at) == Relation::Parataxis && self.view.token(at).xpos == Xpos::Vb
    }

    /// "Is to cross the river, take Kalach and turn", "is to be taken and Bursa occupied": what is joined to what is arranged.
    pub(super) fn arranged_with(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        let beside = view.relation(at) == Relation::Conj || self.is_bare_infinitive_beside(at);
        let head = view.head(at).filter(|_| beside)?;
        let bare =
            !view.children(at).any(|c| matches!(view.relation(c), Relation::Aux | Relation::AuxPass | Relation::Cop));
        let joined = match view.token(at).xpos {
            Xpos::Vb | Xpos::Vbp => !view.has_own_subject(at),
            Xpos::Vbn | Xpos::Vbd => view.is_passive(head) && view.object(at).is_none_or(|o| o < at),
            _ => false,
        };
        if bare && joined { self.arranged(head) } else { None }
    }

    pub(super) fn modal(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        // "Had the rebels taken it, …": the auxiliary before its subject opens a condition.
        let first = view.len() > 2
            && view.token(0).upos == Upos::Aux
            && matches!(view.lower(0).as_str(), "had" | "were" | "should");
        let clause = view.relation(at) == Relation::Advcl && view.child(at, SUBJECTS).is_some();
        if first && clause && (0..at).all(|i| view.word(i) != ",") {
            return Some(Decided::of(Status::Forecast, 0, "it hangs on a condition"));
        }
        let opens = view.children(at).find(|&c| {
            view.relation(c) == Relation::Aux && matches!(view.lower(c).as_str(), "had" | "were" | "should")
        });
        let inverted = opens.filter(|&c| {
            view.child(at, SUBJECTS).is_some_and(|s| c < s) && !view.word(view.len() - 1).starts_with('?')
        });
        if let Some(word) = inverted {
            return Some(Decided::of(Status::Forecast, word, "it hangs on a condition"));
        }
        let aux = |c: &usize| matches!(view.relation(*c), Relation::Aux | Relation::Cop | Relation::AuxPass);
        for c in view.children(at).filter(aux) {
            if let Some(cue) = self.cues.modal.get(&view.lower(c)) {
                return Some(Decided::by(cue, c));
            }
        }
        // "could attack and capture": the second verb shares the modal of the first.
        let base = matches!(view.token(at).xpos, Xpos::Vb | Xpos::Vbp);
        let joined = view.relation(at) == Relation::Conj || self.is_bare_infinitive_beside(at);
        let shares = joined && base && !view.has_own_subject(at);
        if shares && let Some(head) = view.head(at) {
            return self.modal(head);
        }
        None
    }

    pub(super) fn mark(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        if let Some(word) = self.inverted_condition(at) {
            return Some(Decided::of(Status::Forecast, word, "it hangs on a condition"));
        }
        // "If they take Kavumu, Bukavu is gone": what hangs on a condition is as open as the condition.
        let condition = view.children(at).filter(|&c| view.relation(c) == Relation::Advcl).find_map(|clause| {
            view.children(clause)
                .find(|&m| view.relation(m) == Relation::Mark && matches!(view.lower(m).as_str(), "if" | "unless"))
        });
        if let Some(word) = condition {
            return Some(Decided::of(Status::Forecast, word, "it hangs on a condition"));
        }
        for c in view.children(at).filter(|&c| matches!(view.relation(c), Relation::Mark | Relation::Advmod)) {
            let word = view.lower(c);
            let present = matches!(view.token(at).xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vb | Xpos::Vbg)
                || view.children(at).any(|a| {
                    matches!(view.relation(a), Relation::AuxPass | Relation::Cop | Relation::Aux)
                        && matches!(view.token(a).xpos, Xpos::Vbz | Xpos::Vbp)
                        && view.lemma(a) == "be"
                });
            // "Goma, once held by the rebels".
            let bare = view.token(at).xpos == Xpos::Vbn
                && !view.has_own_subject(at)
                && view.child(at, &[Relation::Aux, Relation::AuxPass]).is_none();
            if word == "once" && bare {
                return Some(Decided::of(Status::Background, c, "it is told as the past, not as the present"));
            }
            let perfect = view.children(at).any(|a| {
                view.relation(a) == Relation::Aux
                    && view.lemma(a) == "have"
                    && matches!(view.token(a).xpos, Xpos::Vbz | Xpos::Vbp)
            });
            // "To be allotted when the army has taken it".
            let ahead = view.head(at).is_some_and(|h| self.is_infinitive(h) || self.modal(h).is_some());
            let present =
                present || perfect && (matches!(word.as_str(), "until" | "till" | "once") || word == "when" && ahead);
            let waits = matches!(word.as_str(), "before" | "until" | "till" | "once" | "when" | "by" | "as soon");
            // "looted the town before withdrawing": of two things that one side did, the second was done too.
            if word == "before" && self.is_done_after(at) {
                continue;
            }
            // "the airport, once a base, is still held": the word stands inside the clause, not before it.
            let inside = view.surface_subject(at).is_some_and(|s| s < c && !view.sentence.dominates(c, s));
            if waits && inside && word == "once" {
                continue;
            }
            if waits {
                if present && word != "by" && view.relation(c) == Relation::Mark || present && word == "when" {
                    return Some(Decided::of(Status::Forecast, c, "the clause waits for it to happen"));
                }
                continue;
            }
            if view.relation(c) == Relation::Mark
                && let Some(cue) = self.cues.mark.get(&word)
            {
                return Some(Decided::by(cue, c));
            }
        }
        None
    }

    /// "Should the bridge go, the town falls with it": the clause before opens a condition by its auxiliary.
    pub(super) fn inverted_condition(&self, at: usize) -> Option<usize> {
        let view = self.view;
        let clauses = view.children(at).filter(|&c| view.relation(c) == Relation::Advcl && c < at);
        clauses.into_iter().find_map(|clause| {
            let opens = view.children(clause).find(|&a| {
                matches!(view.relation(a), Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && matches!(view.lower(a).as_str(), "should" | "were" | "had")
            })?;
            view.child(clause, SUBJECTS).is_some_and(|s| opens < s).then_some(opens)
        })
    }

    /// A gerund after "before" under a finite past clause that stands as fact.
    pub(super) fn is_done_after(&self, at: usize) -> bool {
        let view = self.view;
        let Some(head) = view.head(at) else { return false };
        let gerund = view.token(at).xpos == Xpos::Vbg && !view.has_own_subject(at);
        let past = view.token(head).xpos == Xpos::Vbd
            || view.children(head).any(|c| {
                matches!(view.relation(c), Relation::Aux | Relation::AuxPass) && view.token(c).xpos == Xpos::Vbd
            });
        let held_back = self.cues.governor.contains_key(&view.lemma(head));
        gerund && past && !held_back && self.negation(head).is_none() && self.modal(head).is_none()
    }
}
