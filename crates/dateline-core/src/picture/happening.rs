//! Events that are not about control, as the picture uses them: what a denial denies and what an expectation waits for.

use super::passage::{Passage, Told};
use crate::model::{Basis, Days, EventKind, PartyRef, PlaceRef};
use std::collections::BTreeMap;

/// An event at a place of which a known report tells that it happened, or did not.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub passage: Passage,
    pub kind: EventKind,
    pub actor: Option<PartyRef>,
    pub target: Option<PartyRef>,
    pub place: PlaceRef,
    /// The day of publication where none is told.
    pub days: Days,
    /// Whether it is told as having happened.
    pub current: bool,
    /// Whether it is denied, or said not to have happened.
    pub refuted: bool,
}

/// The happenings of the known claims by place; headlines, history and expectations are left out.
pub(super) fn happenings(told: &[Told]) -> BTreeMap<String, Vec<Happening>> {
    let mut by_place: BTreeMap<String, Vec<Happening>> = BTreeMap::new();
    for happening in told.iter().filter_map(|t| happening(*t)) {
        by_place.entry(happening.place.id.clone()).or_default().push(happening);
    }
    by_place
}

fn happening(told: Told) -> Option<Happening> {
    use crate::model::Status::{Denied, Negated};
    let Told { claim, witness } = told;
    let event = claim.event().filter(|e| !e.kind.is_about_control() && !claim.headline)?;
    let refuted = matches!(claim.status, Denied | Negated);
    let current = claim.status.is_current();
    let when = event.when.as_ref().filter(|w| w.basis != Basis::None);
    (refuted || current).then_some(())?;
    Some(Happening {
        passage: Passage::new(told),
        kind: event.kind,
        actor: event.actor.clone(),
        target: event.target.clone(),
        place: event.place.clone()?,
        days: when.map_or(Days::on(witness.published), |w| w.days),
        current,
        refuted,
    })
}
