//! Words of a report with what a finding needs to know of them: which report, which origin, when it was out.

use super::lineage::{Lineage, Source};
use crate::model::{Claim, Day, SideOfSource, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A report that was out by the known day, as a witness.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    /// Number of the group of copies; what is told in one group counts once.
    pub origin: usize,
    pub outlet: Option<String>,
    /// Whether the report carries another's text.
    pub copy: bool,
    /// Last possible day of publication.
    pub published: Day,
}

impl Witness {
    /// The reports by id.
    pub fn all<'a>(read: &'a [Source], lineage: &Lineage) -> BTreeMap<&'a str, Witness> {
        let origins: BTreeSet<&str> = read.iter().map(|s| lineage.origin_of(&s.report)).collect();
        let numbers: BTreeMap<&str, usize> = origins.into_iter().enumerate().map(|(n, o)| (o, n)).collect();
        let witness = |s: &Source| Witness {
            origin: numbers[lineage.origin_of(&s.report)],
            outlet: s.outlet.clone(),
            copy: lineage.is_copy(&s.report),
            published: out_by(s),
        };
        read.iter().map(|s| (s.report.as_str(), witness(s))).collect()
    }
}

/// The day from which a report counts.
pub(super) fn out_by(source: &Source) -> Day {
    source.published.map_or(Day::MAX, |days| days.to)
}

/// A claim's passage.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub id: String,
    pub report: String,
    pub quote: String,
    pub status: Status,
    pub caption: bool,
    /// Who says it, by name where the report tells one; `None` for the narrator.
    pub speaker: Option<String>,
    /// The speaker's name, where the report tells it: one spokesman is one voice in however many reports.
    pub named: Option<String>,
    /// Said by the side that loses by it.
    pub admission: bool,
    pub origin: usize,
    pub outlet: Option<String>,
    pub published: Day,
}

impl Passage {
    pub fn new(claim: &Claim, witness: &Witness) -> Passage {
        Passage {
            id: claim.id.clone(),
            report: claim.report.clone(),
            quote: claim.quote.clone(),
            status: claim.status,
            caption: claim.caption,
            speaker: speaker(claim),
            named: named(claim),
            admission: is_admission(claim),
            origin: witness.origin,
            outlet: witness.outlet.clone(),
            published: witness.published,
        }
    }

    pub fn cited(&self) -> Cited<'_> {
        Cited { id: &self.id, report: &self.report, quote: &self.quote, origin: self.origin }
    }

    /// Whether two passages are the word of two witnesses: of two reports, or of two speakers in one.
    pub fn is_apart_from(&self, other: &Passage) -> bool {
        self.report != other.report || self.speaker != other.speaker
    }
}

/// Who says it, by name where the report tells one.
pub(super) fn speaker(claim: &Claim) -> Option<String> {
    claim.source.as_ref().map(|s| s.name.clone().unwrap_or_else(|| s.text.clone()))
}

/// The name of whoever says it, where the report tells one.
pub(super) fn named(claim: &Claim) -> Option<String> {
    claim.source.as_ref().and_then(|s| s.name.clone())
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
