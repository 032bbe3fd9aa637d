//! The ledger of what was expected or planned: who said so, by when, and what the later picture says of it.
//!
//! An expectation is never a fact. It is entered with its horizon, the days by which it was to come, and compared with
//! what known reports tell afterwards: it came, it was so already, it came otherwise, its day has passed without a word,
//! or it is open. Where nothing can tell, because the passage names no place or nobody, the ledger says that.

mod outcome;
#[cfg(test)]
mod tests;

pub use outcome::Outcome;

use super::passage::{Passage, Told};
use super::{Picture, lineage};
use crate::model::{Basis, Day, Days, EventKind, Extent, PartyRef, PlaceRef, Status};
use std::collections::{BTreeMap, BTreeSet};

/// An event that a known report plans or expects.
#[derive(Clone, Debug)]
pub(super) struct Expectation {
    pub passage: Passage,
    pub kind: EventKind,
    pub actor: Option<PartyRef>,
    pub target: Option<PartyRef>,
    pub place: Option<PlaceRef>,
    pub full: bool,
    /// The days by which it is to come.
    pub horizon: Option<Days>,
}

/// Something that was expected or planned, with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Made of the kind, the status and the first claim that expects it: later reports do not change it.
    pub id: String,
    /// Ids of the claims that expect it, in order of publication.
    pub claims: Vec<String>,
    /// Independent origins of the claims.
    pub origins: usize,
    /// The event.
    pub kind: EventKind,
    /// Planned by somebody, or forecast.
    pub status: Status,
    /// Who is to do it.
    pub actor: Option<PartyRef>,
    /// Whom it is to be done to.
    pub target: Option<PartyRef>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Whether the whole place is meant.
    pub full: bool,
    /// Last possible day of publication of the first report that expects it.
    pub published: Day,
    /// The days by which it was to come; `None` when no day is named.
    pub horizon: Option<Days>,
    /// The day up to which reports were heard for the outcome.
    pub now: Day,
    /// What became of it.
    pub outcome: Outcome,
    /// Ids of later claims that it did not happen.
    pub against: Vec<String>,
}

/// What the known claims expect or plan. Headlines are left out.
pub(super) fn expectations(told: &[Told]) -> Vec<Expectation> {
    told.iter().filter_map(|t| expectation(*t)).collect()
}

fn expectation(told: Told) -> Option<Expectation> {
    let Told { claim, witness } = told;
    let ahead = !claim.headline && matches!(claim.status, Status::Planned | Status::Forecast);
    let event = claim.event().filter(|_| ahead)?;
    // Days that had begun and ended by the time the report appeared are no horizon.
    let to_come = |d: Days| d.to > witness.published || d.from == witness.published;
    let when = event.when.as_ref().filter(|w| w.basis != Basis::None && to_come(w.days));
    Some(Expectation {
        passage: Passage::new(told),
        kind: event.kind,
        actor: event.actor.clone(),
        target: event.target.clone(),
        place: event.place.clone(),
        full: event.extent == Extent::Full,
        horizon: when.filter(|w| w.text.is_some()).map(|w| w.days),
    })
}

/// Expectations that differ only in who has them are one entry. The last part keeps what names no place apart.
type Same<'a> = (EventKind, Status, Option<&'a str>, Option<String>, bool, Option<Days>, Option<&'a str>);

/// The ledger, in order of the first publication.
pub(super) fn ledger(picture: &Picture) -> Vec<Forecast> {
    let mut entries: BTreeMap<Same, Vec<&Expectation>> = BTreeMap::new();
    for e in &picture.expected {
        let place = e.place.as_ref().map(|p| p.id.as_str());
        let actor = e.actor.as_ref().map(|a| picture.side_of(a));
        let alone = place.is_none().then_some(e.passage.claim.id.as_str());
        entries.entry((e.kind, e.status(), place, actor, e.full, e.horizon, alone)).or_default().push(e);
    }
    let mut ledger: Vec<Forecast> = entries.into_values().map(|same| entry(picture, same)).collect();
    ledger.sort_by(|a, b| (a.published, &a.claims).cmp(&(b.published, &b.claims)));
    ledger
}

fn entry(picture: &Picture, mut same: Vec<&Expectation>) -> Forecast {
    same.sort_by_key(|e| (e.passage.published, e.passage.claim.report.as_str(), e.passage.claim.id.as_str()));
    let first = same[0];
    let (outcome, against) = outcome::outcome(picture, first, &same);
    Forecast {
        id: id(first),
        claims: same.iter().map(|e| e.passage.claim.id.clone()).collect(),
        origins: same.iter().map(|e| e.passage.origin).collect::<BTreeSet<_>>().len(),
        kind: first.kind,
        status: first.status(),
        actor: first.actor.clone(),
        target: first.target.clone(),
        place: first.place.clone(),
        full: first.full,
        published: first.passage.published,
        horizon: first.horizon,
        now: picture.now(),
        outcome,
        against,
    }
}

fn id(first: &Expectation) -> String {
    let words = [first.kind.as_str(), first.status().as_str(), &first.passage.claim.id].map(str::to_owned);
    format!("{:012x}", lineage::hash(words.into_iter()) >> 16)
}

impl Expectation {
    fn status(&self) -> Status {
        self.passage.claim.status
    }
}
