//! Words of a report with what a finding needs to know of them: which report, which origin, when it was out.

use super::lineage::{Lineage, Source};
use crate::model::{Claim, Day, Shared, SideOfSource};
use std::sync::Arc;

/// A report that was out by the known day, as a witness.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    /// The report's place among the known ones, in the order of their ids.
    pub number: usize,
    /// Number of the report that this one goes back to; what is told in one group of copies counts once.
    pub origin: usize,
    pub outlet: Option<Arc<str>>,
    /// Whether the report carries another's text, and is not merely its outlet's later version.
    pub copy: bool,
    /// Last possible day of publication.
    pub published: Day,
}

impl Witness {
    /// The reports, which are in the order of their ids.
    pub fn all(read: &[&Source], lineage: &Lineage) -> Vec<Witness> {
        let witness = |(number, s): (usize, &&Source)| {
            let copied = lineage.is_copy(&s.report).then(|| lineage.origin_of(&s.report));
            let origin = copied.and_then(|origin| read.binary_search_by(|o| o.report.as_str().cmp(origin)).ok());
            Witness {
                number,
                origin: origin.unwrap_or(number),
                outlet: s.outlet.as_deref().map(Arc::from),
                copy: copied.is_some() && !lineage.is_update(&s.report),
                published: out_by(s),
            }
        };
        read.iter().enumerate().map(witness).collect()
    }
}

/// A claim of a known report, with the report as a witness.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub claim: &'a Shared<Claim>,
    pub witness: &'a Witness,
}

/// The day from which a report counts.
pub(super) fn out_by(source: &Source) -> Day {
    source.published.map_or(Day::MAX, |days| days.to)
}

/// A claim as it is cited, with what its report is as a witness.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub claim: Shared<Claim>,
    pub origin: usize,
    pub outlet: Option<Arc<str>>,
    pub published: Day,
}

impl Passage {
    pub fn new(told: Told) -> Passage {
        let Told { claim, witness } = told;
        Passage {
            claim: claim.clone(),
            origin: witness.origin,
            outlet: witness.outlet.clone(),
            published: witness.published,
        }
    }

    pub fn cited(&self) -> Cited<'_> {
        Cited::new(&self.claim, self.origin)
    }

    pub fn speaker(&self) -> Option<&str> {
        speaker(&self.claim)
    }
    pub fn named(&self) -> Option<&str> {
        named(&self.claim)
    }
    pub fn is_admission(&self) -> bool {
        is_admission(&self.claim)
    }

    /// Whether two passages are the word of two witnesses: of two reports, or of two speakers in one.
    pub fn is_apart_from(&self, other: &Passage) -> bool {
        self.claim.report != other.claim.report || self.speaker() != other.speaker()
    }
}

/// Who says it, by name where the report tells one.
pub(super) fn speaker(claim: &Claim) -> Option<&str> {
    claim.source.as_ref().map(|s| s.name.as_ref().unwrap_or(&s.text).as_str())
}

/// The name of whoever says it, where the report tells one: one spokesman is one voice in however many reports.
pub(super) fn named(claim: &Claim) -> Option<&str> {
    claim.source.as_ref().and_then(|s| s.name.as_deref())
}

/// Whether the side that loses by it says it.
pub(super) fn is_admission(claim: &Claim) -> bool {
    claim.source.as_ref().is_some_and(|s| s.side == SideOfSource::Loses)
}

/// What an answer shows of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited<'a> {
    pub id: &'a str,
    pub report: &'a str,
    pub quote: &'a str,
    pub origin: usize,
}

impl Cited<'_> {
    pub fn new(claim: &Claim, origin: usize) -> Cited<'_> {
        Cited { id: &claim.id, report: &claim.report, quote: &claim.quote, origin }
    }
}
