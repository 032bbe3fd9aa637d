//! Leaving told by who is not there any more: "there was not a soldier in the town", "they are no longer in Goma".

use super::frames::Match;
use super::status::Decided;
use super::view::View;
use crate::model::Status;
use crate::rulebook::Cues;
use dateline_tree::Relation;

/// The status of a match whose frame may be told by a negation. Such a frame says nothing where its clause is not negated;
/// where it is, the negation is a part of the wording. `None` when the frame does not match after all.
pub fn told_by_negation(view: View, found: &Match, decided: Decided, cues: &Cues) -> Option<Decided> {
    if !found.frame.negated {
        return Some(decided);
    }
    let firm = decided.status == Status::Negated && !is_open(view, found.trigger, cues);
    let why = "the wording tells by a negation that they are gone".to_owned();
    firm.then_some(Decided { status: Status::Asserted, cue: None, why })
}

/// "May not be in the town any more", "if nobody is left": the negation hides that it is not told as a fact.
fn is_open(view: View, trigger: usize, cues: &Cues) -> bool {
    let clause = view.clause(trigger);
    let asks = (0..view.len()).any(|i| view.word(i) == "?");
    let open = |i: usize| {
        let modal = view.relation(i) == Relation::Aux && cues.modal.contains_key(&view.lower(i));
        let mark = view.relation(i) == Relation::Mark && cues.mark.contains_key(&view.lower(i));
        modal || mark
    };
    asks || (0..view.len()).any(|i| open(i) && view.sentence.dominates(clause, i))
}
