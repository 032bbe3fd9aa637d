//! What lies behind: history before the crisis, states that are over, and what is told as done beside what is to come.

use crate::model::{Published, Status, When};
use crate::read::frames::Match;
use crate::read::status::Decided;
use crate::read::view::View;
use crate::read::when::Found;
use dateline_tree::{Relation, Upos, Xpos};
use jiff::ToSpan;

/// "If it falls, it will be the second to go, after Goma on Sunday": what came before is a fact, whatever comes. Not so
/// what may follow it in one breath ("could fall after Goma on Sunday"), nor what is denied, negated or asked.
pub(in crate::read) fn is_told_of_as_done(view: View, found: &Match, status: Status) -> Option<Decided> {
    let word = found.spots.first()?.word;
    let after = (word > 1 && word < view.len()).then(|| word - 1).filter(|&w| view.lower(w) == "after")?;
    let asked = view.len() > 0 && view.word(view.len() - 1) == "?";
    let open = matches!(status, Status::Forecast | Status::Planned) && !asked && view.word(after - 1) == ",";
    open.then(|| Decided::of(Status::Asserted, after, "it is told as what had happened before"))
}

/// No day, where the one that is written is withdrawn.
pub(in crate::read) fn undated() -> Found {
    Found {
        when: None,
        words: None,
        long_ago: false,
        how: "the report says that the day given before was wrong".to_owned(),
    }
}

/// Whether it lies before the present crisis.
pub(in crate::read) fn is_history(when: &When, published: Published) -> bool {
    let Some(report) = published.days else {
        // Without a report day a year of its own far from every weekday is still history when it is a bare year range.
        return when.days.to.since(when.days.from).is_ok_and(|s| s.get_days() > 300) && when.text.is_some();
    };
    report.from.checked_sub(180.days()).is_ok_and(|limit| when.days.to < limit)
}

/// "which the army had held": a state that was over when the story begins.
pub(in crate::read) fn is_pluperfect(view: View, trigger: usize) -> bool {
    let verb = matches!(view.token(trigger).upos, Upos::Verb | Upos::Aux);
    let had = view.children(trigger).any(|c| view.relation(c) == Relation::Aux && view.lower(c) == "had");
    verb && had && view.lemma(trigger) != "have"
}

/// "Held the town until a brigade drove them out": a state that is over.
pub(in crate::read) fn is_held_until(view: View, trigger: usize) -> bool {
    let clauses = view.children(trigger).filter(|&c| view.relation(c) == Relation::Advcl);
    let until = |c: usize| view.children(c).any(|m| matches!(view.lower(m).as_str(), "until" | "till"));
    let past = |c: usize| {
        let xpos = |i: usize| matches!(view.token(i).xpos, Xpos::Vbd);
        xpos(c) || view.children(c).any(|a| matches!(view.relation(a), Relation::AuxPass | Relation::Aux) && xpos(a))
    };
    clauses.into_iter().any(|c| until(c) && past(c))
}
