//! Words of a report with what a finding needs to know of them: which report, which origin, when it was out.

use super::lineage::{Lineage, Source};
use crate::model::{Claim, Day, SideOfSource, Status};

/// A report that was out by the known day, as a witness.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    /// The report's place among the known ones, in the order of their ids.
    pub number: usize,
    /// Number of the report that this one goes back to; what is told in one group of copies counts once.
    pub origin: usize,
    pub outlet: Option<String>,
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
                outlet: s.outlet.clone(),
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
    pub claim: &'a Claim,
    pub witness: &'a Witness,
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
    pub fn new(told: Told) -> Passage {
        let Told { claim, witness } = told;
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
