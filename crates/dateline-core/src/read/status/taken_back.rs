//! What is taken back: by a correction, by who said it, by the same sentence, or by leaving again; and what is left open.

use super::{HEARSAY, Walk};
use crate::model::Status;
use crate::read::view::{SUBJECTS, View};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos, Xpos};

/// "An earlier version gave the date of the capture as Monday": what stands there of it is withdrawn, though not the event.
pub fn is_of_correction(view: View, trigger: usize, cues: &Cues) -> bool {
    let walk = Walk { view, cues };
    view.ancestors(trigger).into_iter().any(|w| view.lemma(w) == "give" && walk.is_corrected(w))
}

/// "The government did not confirm the fall of the town": neither that it fell nor that it did not.
pub fn is_left_open(view: View, trigger: usize, cues: &Cues) -> bool {
    let walk = Walk { view, cues };
    let noun = matches!(view.token(trigger).upos, Upos::Noun | Upos::Propn);
    let verb = view.head(trigger).filter(|_| noun && matches!(view.relation(trigger), Relation::Obj));
    let confirms = |v: &usize| matches!(view.lemma(*v).as_str(), "confirm" | "acknowledge" | "verify" | "corroborate");
    verb.filter(confirms).is_some_and(|v| view.child(v, SUBJECTS).is_some() && walk.negation(v).is_some())
}

/// "Who had told reporters that the town was lost, took it back": who said so takes back his word, and no town.
pub fn takes_back_a_word(view: View, trigger: usize, cues: &Cues) -> bool {
    // The parser may take the particle for an adverb.
    let back = |c: usize| c == trigger + 2 && view.lower(c) == "back";
    let takes = matches!(view.verb_with_particle(trigger).as_str(), "take back" | "walk back")
        || view.lemma(trigger) == "take" && view.children(trigger).any(back);
    let it =
        view.child(trigger, &[Relation::Obj]).is_some_and(|o| matches!(view.lower(o).as_str(), "it" | "that" | "this"));
    let who = view.subject(trigger);
    let said = |verb: usize| {
        let clause = view.child(verb, &[Relation::Ccomp]).is_some() && cues.reports(&view.lemma(verb));
        let subject = view.subject(verb);
        let same = |s: usize| {
            who == Some(s) || who.is_some_and(|w| view.sentence.dominates(w, verb) || view.token(w).upos == Upos::Pron)
        };
        clause && subject.is_some_and(same)
    };
    takes && it && (0..trigger).any(said)
}

impl Walk<'_> {
    /// "Tripoli claimed that the town was theirs; it was not", "they said they were in Hama; that was wrong".
    pub(super) fn undone_behind(&self, trigger: usize) -> Option<usize> {
        let view = self.view;
        let word = |i: usize| if i < view.len() { view.lower(i) } else { String::new() };
        let breaks = |i: &usize| matches!(word(*i).as_str(), ";" | ":" | "—" | "–" | "-");
        let it = |i: usize| matches!(word(i).as_str(), "it" | "this" | "that" | "they");
        let was = |i: usize| matches!(word(i).as_str(), "was" | "were" | "is" | "did" | "had" | "has" | "proved");
        let not = |i: usize| matches!(word(i).as_str(), "not" | "n't" | "n’t");
        let last = |i: usize| i >= view.len() || view.token(i).upos == Upos::Punct;
        let so = |i: usize| matches!(word(i).as_str(), "so" | "true");
        let wrong = |i: usize| self.cues.governor.get(&word(i)).is_some_and(|c| c.status == Status::Denied);
        let undoes = |i: &usize| it(i + 1) && was(i + 2) && (wrong(i + 3) || not(i + 3) && (last(i + 4) || so(i + 4)));
        (trigger + 1..view.len()).filter(breaks).find(undoes).map(|i| i + 3)
    }

    /// "Took the fort but did not stay", "and none of them stayed": it was so for a while.
    pub(super) fn did_not_stay(&self, trigger: usize) -> Option<usize> {
        let view = self.view;
        let stays = |c: &usize| {
            let joined = view.relation(*c) == Relation::Conj && *c > trigger;
            let past = matches!(view.token(*c).xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vb);
            let same = view.child(*c, SUBJECTS).is_none_or(|s| view.token(s).upos == Upos::Pron || self.is_nobody(s));
            joined
                && past
                && same
                && matches!(view.lemma(*c).as_str(), "stay" | "linger")
                && self.negation(*c).is_some()
        };
        let heads = std::iter::once(trigger).chain(view.ancestors(trigger));
        heads.filter(|&h| view.token(h).upos == Upos::Verb).find_map(|h| view.children(h).find(stays))
    }

    /// "It was wrong to report that the town had fallen".
    pub(super) fn was_wrong_to(&self, head: usize) -> Option<usize> {
        let view = self.view;
        if !self.is_infinitive(head) && view.child(head, &[Relation::Aux]).is_none() {
            return None;
        }
        let said = matches!(
            view.relation(head),
            Relation::Csubj | Relation::CsubjPass | Relation::Ccomp | Relation::Xcomp | Relation::Advcl
        );
        let judge = view.head(head).filter(|_| said)?;
        let cue = self.cues.governor.get(&view.lemma(judge))?;
        let verdict = view.token(judge).upos == Upos::Adj && matches!(cue.status, Status::Denied | Status::Negated);
        verdict.then_some(judge)
    }

    /// "Announced that it had fallen, and took it back before midnight", "reported it, then apologised".
    pub(super) fn withdrawn_after(&self, at: usize, head: usize) -> Option<usize> {
        let view = self.view;
        let repents = |c: &usize| {
            let verb = view.verb_with_particle(*c);
            let back = matches!(verb.as_str(), "take back" | "walk back" | "retract" | "withdraw" | "rescind");
            let it = view.child(*c, &[Relation::Obj]).is_some_and(|o| {
                matches!(view.lower(o).as_str(), "it" | "this" | "that") || HEARSAY.contains(&view.lemma(o).as_str())
            });
            back && it || matches!(verb.as_str(), "apologise" | "apologize")
        };
        // The parser may join it to what was reported.
        let joined = view.children(head).chain(view.children(at)).filter(|&c| view.relation(c) == Relation::Conj);
        // "… had captured it but its soldiers took it back": somebody else takes the town back.
        let own = |c: &usize| view.child(*c, SUBJECTS).is_none_or(|s| view.token(s).upos == Upos::Pron);
        joined.filter(own).filter(|&c| c > head).find(|c| repents(c))
    }

    /// "An earlier version of this report said": what follows is withdrawn.
    pub(super) fn is_corrected(&self, head: usize) -> bool {
        let view = self.view;
        let Some(subject) = view.surface_subject(head) else { return false };
        // "Correction: we wrote at noon that the town had fallen".
        let own = matches!(view.lower(subject).as_str(), "we" | "i");
        if own && (0..head).any(|i| matches!(view.lower(i).as_str(), "correction" | "corrected" | "clarification")) {
            return true;
        }
        matches!(
            view.lemma(subject).as_str(),
            "version" | "report" | "article" | "story" | "headline" | "edition" | "dispatch"
        ) && view
            .children(subject)
            .any(|c| matches!(view.lower(c).as_str(), "previous" | "earlier" | "original" | "prior" | "initial"))
    }
}
