//! Events that are not about control, as the picture uses them: what a denial denies and what an expectation waits for.

use super::passage::{Passage, Witness};
use crate::model::{Basis, Claim, Days, EventKind, PartyRef, PlaceRef};
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
pub(super) fn happenings(claims: &[&Claim], witnesses: &BTreeMap<&str, Witness>) -> BTreeMap<String, Vec<Happening>> {
    let mut by_place: BTreeMap<String, Vec<Happening>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| !c.headline) {
        if let Some(happening) = happening(claim, &witnesses[claim.report.as_str()]) {
            by_place.entry(happening.place.id.clone()).or_default().push(happening);
        }
    }
    by_place
}

fn happening(claim: &Claim, witness: &Witness) -> Option<Happening> {
    use crate::model::Status::{Denied, Negated};
    let event = claim.event().filter(|e| !e.kind.is_about_control())?;
    let refuted = matches!(claim.status, Denied | Negated);
    let current = claim.status.is_current();
    let told = event.when.as_ref().filter(|w| w.basis != Basis::None);
    (refuted || current).then_some(())?;
    Some(Happening {
        passage: Passage::new(claim, witness),
        kind: event.kind,
        actor: event.actor.clone(),
        target: event.target.clone(),
        place: event.place.clone()?,
        days: told.map_or(Days::on(witness.published), |w| w.days),
        current,
        refuted,
    })
}
