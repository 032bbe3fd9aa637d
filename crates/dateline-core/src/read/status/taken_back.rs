//! What is taken back: by a correction, by who said it, by the same sentence, or by leaving again; and what is left open.

use super::{Decided, HEARSAY, Walk};
use crate::model::Status;
use crate::read::view::{SUBJECTS, View};
use crate::rulebook::Cues;
use dateline_tree::{Relation, Upos, Xpos};

/// "An earlier version gave the date of the capture as Monday": what stands there of it is withdrawn, though not the event.
pub fn is_of_correction(view: View, trigger: usize, cues: &Cues) -> bool {
    let walk = Walk { view, cues };
    view.ancestors(trigger).into_iter().any(|w| view.lemma(w) == "give" && walk.is_corrected(w))
}

/// "The government did not confirm the fall of the town", "has never said that the town is its own": neither that it fell
/// nor that it did not.
pub fn is_left_open(view: View, trigger: usize, cues: &Cues) -> bool {
    let walk = Walk { view, cues };
    if std::iter::once(trigger).chain(view.ancestors(trigger)).any(|at| walk.is_left_unsaid(at)) {
        return true;
    }
    let noun = matches!(view.token(trigger).upos, Upos::Noun | Upos::Propn);
    let verb = view.head(trigger).filter(|_| noun && matches!(view.relation(trigger), Relation::Obj));
    let confirms = |v: &usize| matches!(view.lemma(*v).as_str(), "confirm" | "acknowledge" | "verify" | "corroborate");
    verb.filter(confirms).is_some_and(|v| view.child(v, SUBJECTS).is_some() && walk.negation(v).is_some())
}

/// "Who had told reporters that the town was lost, took it back": who said so takes back his word, and no town.
pub fn takes_back_a_word(view: View, trigger: usize, cues: &Cues) -> bool {
    let walk = Walk { view, cues };
    let takes = matches!(walk.with_back(trigger).as_str(), "take back" | "walk back");
    let it =
        view.child(trigger, &[Relation::Obj]).is_some_and(|o| matches!(view.lower(o).as_str(), "it" | "that" | "this"));
    let who = view.subject(trigger);
    // "Said that rebels had captured it, but took it back": hung by the parser on what the rebels did.
    let joined = |clause: usize| view.head(trigger) == Some(clause) && walk.is_joined_to_a_capture(trigger, clause);
    let said = |verb: usize| {
        let clause = view.child(verb, &[Relation::Ccomp]).filter(|_| cues.reports(&view.lemma(verb)));
        if clause.is_some_and(joined) {
            return true;
        }
        let (clause, subject) = (clause.is_some(), view.subject(verb));
        let same = |s: usize| {
            who == Some(s) || who.is_some_and(|w| view.sentence.dominates(w, verb) || view.token(w).upos == Upos::Pron)
        };
        clause && subject.is_some_and(same) && !who.is_some_and(|w| is_in_arms(view, w))
    };
    takes && it && (0..trigger).any(said)
}

/// Who may take back a town: an army, fighters, a side by its name.
fn is_in_arms(view: View, noun: usize) -> bool {
    const HOSTS: &[&str] =
        &["army", "troop", "force", "soldier", "fighter", "rebel", "militia", "guerrilla", "militant", "brigade"];
    HOSTS.contains(&view.lemma(noun).as_str()) || view.token(noun).upos == Upos::Propn
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
            let verb = self.with_back(*c);
            let back = matches!(verb.as_str(), "take back" | "walk back" | "retract" | "withdraw" | "rescind");
            let it = view.child(*c, &[Relation::Obj]).is_some_and(|o| {
                matches!(view.lower(o).as_str(), "it" | "this" | "that") || HEARSAY.contains(&view.lemma(o).as_str())
            });
            back && it || matches!(verb.as_str(), "apologise" | "apologize")
        };
        let beside = |c: &usize| matches!(view.relation(*c), Relation::Conj | Relation::Parataxis);
        let joined = view.children(head).filter(beside);
        // The parser may join it to what was reported; whoever lost a town may take it back himself.
        let below = view.children(at).filter(|&c| self.is_joined_to_a_capture(c, at));
        // "… had captured it but its soldiers took it back": somebody else takes the town back.
        let own = |c: &usize| view.child(*c, SUBJECTS).is_none_or(|s| view.token(s).upos == Upos::Pron);
        let after = joined.chain(below).filter(own).filter(|&c| c > head).find(|c| repents(c));
        after.or_else(|| self.verb_of_who_said(head).filter(repents))
    }

    /// "Officials, who had said that it was lost, took it back": what else the sentence tells of who said so. An army may take
    /// back more than its word.
    fn verb_of_who_said(&self, said: usize) -> Option<usize> {
        let view = self.view;
        let who = view.head(said).filter(|_| view.relation(said) == Relation::AclRelcl)?;
        view.head(who).filter(|&v| v > said && view.relation(who).base() == "nsubj" && !is_in_arms(view, who))
    }

    /// Whether a verb without a subject of its own is joined to one that tells a capture: nobody takes back what he has
    /// just taken, and a town that fell takes back nothing.
    fn is_joined_to_a_capture(&self, verb: usize, capture: usize) -> bool {
        let view = self.view;
        let joined = view.relation(verb) == Relation::Conj && view.child(verb, SUBJECTS).is_none();
        let takes =
            ["capture", "seize", "take", "occupy", "overrun", "enter", "conquer", "storm", "recapture", "retake"];
        let fell = view.is_passive(capture) || view.lemma(capture) == "fall";
        joined && (fell || takes.contains(&view.lemma(capture).as_str()))
    }

    /// A verb with its particle; the parser may take "back" for an adverb.
    fn with_back(&self, verb: usize) -> String {
        let view = self.view;
        let back = view.children(verb).any(|c| c > verb && c <= verb + 2 && view.lower(c) == "back");
        if back { format!("{} back", view.lemma(verb)) } else { view.verb_with_particle(verb) }
    }

    /// "Has never said that it is theirs": what somebody is told not to have said, nobody says. "Did not say how it fell"
    /// leaves no doubt that it did.
    fn is_left_unsaid(&self, at: usize) -> bool {
        let view = self.view;
        let verb = view.head(at).filter(|_| view.relation(at) == Relation::Ccomp);
        let says =
            |v: &usize| matches!(view.lemma(*v).as_str(), "say" | "claim" | "assert" | "pretend" | "suggest" | "state");
        let asked = view.children(at).any(|c| {
            c < at
                && matches!(
                    view.lower(c).as_str(),
                    "how" | "when" | "why" | "where" | "who" | "which" | "what" | "whether"
                )
        });
        verb.filter(says).is_some_and(|v| !asked && self.negation(v).is_some())
    }

    /// "The report that it fell was put about by the enemy", "the story was, an officer said, made up".
    pub(super) fn put_about(&self, account: usize) -> Option<Decided> {
        let view = self.view;
        let lemma = view.lemma(account);
        let told = HEARSAY.contains(&lemma.as_str()) || matches!(lemma.as_str(), "story" | "tale" | "news" | "gossip");
        let above = view.head(account).filter(|_| told && view.relation(account).base() == "nsubj")?;
        let said = view.children(above).filter(|&c| view.relation(c) == Relation::Ccomp);
        std::iter::once(above).chain(said).find_map(|verb| self.who_made_up(verb))
    }

    /// The word by which a verb of spreading tells that what was spread is untrue.
    fn who_made_up(&self, verb: usize) -> Option<Decided> {
        let view = self.view;
        let with = |particle: &str| view.children(verb).any(|c| c > verb && view.lower(c) == particle);
        let lower = view.lower(verb);
        let made_up = matches!(lower.as_str(), "invented" | "concocted" | "planted") || lower == "made" && with("up");
        let about = lower == "put" && with("about");
        let foe = |a: &usize| matches!(view.lemma(*a).as_str(), "enemy" | "foe" | "provocateur");
        let spread = matches!(lower.as_str(), "spread" | "circulated") || about;
        let by_foe = view.agent(verb).filter(|a| spread && foe(a));
        let word = by_foe.or((made_up || about && view.agent(verb).is_some()).then_some(verb))?;
        Some(Decided::of(Status::Denied, word, "the sentence tells who made it up"))
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
