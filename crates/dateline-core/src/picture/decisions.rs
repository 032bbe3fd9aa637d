//! What an analyst decides about single passages, reports and outlets: the other half of the user's word.
//!
//! `sides.toml` says who stands with whom in every pile; a [`Decision`] is about one passage of one text, and is
//! bound to the hash of that text and the words of the passage, so that it finds them again after a newer reader
//! has read the text anew. It is replayed whenever a picture is built. What no longer fits (the text is not there,
//! the passage is read otherwise now) changes nothing, and is listed as an orphan.
//!
//! Decisions are never taken out of their file: [`Deed::Undo`] is a decision about a decision. Both halves come to
//! the picture by one door, [`super::corrections::Corrections`].

use super::Dispute;
use super::lineage::hash;
use crate::model::{Claim, Day, Days, PlaceRef};
use std::collections::{BTreeMap, BTreeSet};

mod replay;
#[cfg(test)]
mod tests;

pub use replay::{Replayed, State, replay};

/// How far a source is to be trusted, by the Admiralty's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Grade {
    /// All grades.
    pub const ALL: [Grade; 6] = [Grade::A, Grade::B, Grade::C, Grade::D, Grade::E, Grade::F];
    /// Its letter.
    pub fn as_str(self) -> &'static str {
        ["A", "B", "C", "D", "E", "F"][self as usize]
    }
    /// The grade with this letter.
    pub fn parse(letter: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|g| g.as_str().eq_ignore_ascii_case(letter))
    }
    /// Whether claims of such a source weigh half, as hearsay does. Nothing makes a claim weigh more.
    pub fn is_poor(self) -> bool {
        matches!(self, Grade::D | Grade::E)
    }
}

/// A passage as it was read when the decision was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Hash of the text it stands in.
    pub text: String,
    /// The report it was decided in; only told, never looked up.
    pub report: String,
    /// Its words.
    pub quote: String,
    /// Which of the places in the text where these words stand, from 0.
    pub nth: usize,
    /// What it was read as: the kind of event, `figure` or `statement`.
    pub kind: String,
    /// The status it was read with.
    pub status: String,
    /// Id of the place it was read with.
    pub place: Option<String>,
    /// Id of the party it was read with.
    pub actor: Option<String>,
}

impl Passage {
    /// The passage of a claim, as it is read now.
    pub fn of(claim: &Claim, witness: &Witness) -> Passage {
        let starts = witness.text.match_indices(&claim.quote).map(|(at, _)| at);
        Passage {
            text: witness.text_sha256.to_owned(),
            report: claim.report.clone(),
            quote: claim.quote.clone(),
            nth: starts.take_while(|at| *at < claim.span.start as usize).count(),
            kind: kind(claim).to_owned(),
            status: claim.status.as_str().to_owned(),
            place: claim.place().map(|p| p.id.clone()),
            actor: claim.actor().map(|p| p.id.clone()),
        }
    }
}

fn kind(claim: &Claim) -> &'static str {
    claim.event_kind().map_or(claim.says.as_str(), |k| k.as_str())
}

/// A report as a decision names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Hash of its text.
    pub sha256: String,
    /// Its id when the decision was made; only told, never looked up.
    pub report: String,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// The passage is right and to be relied on: what was only claimed, or found by the model alone, counts as told.
    Accept(Passage),
    /// The passage does not count.
    Reject(Passage),
    /// The passage outweighs whatever contradicts it.
    Pin(Passage),
    /// The passage is about this place.
    SetPlace(Passage, PlaceRef),
    /// The passage is of these days.
    SetDay(Passage, Days),
    /// A remark on the passage; changes nothing.
    Note(Passage),
    /// Two reports go back to one origin.
    Merge(Text, Text),
    /// A report is an origin by itself.
    Split(Text),
    /// How far an outlet is to be trusted.
    Grade(String, Grade),
    /// A decision counts no longer; of an undoing, what it undid counts again.
    Undo(String),
}

impl Deed {
    /// The word for it in files and commands.
    pub fn as_str(&self) -> &'static str {
        match self {
            Deed::Accept(_) => "accept",
            Deed::Reject(_) => "reject",
            Deed::Pin(_) => "pin",
            Deed::SetPlace(..) => "set-place",
            Deed::SetDay(..) => "set-day",
            Deed::Note(_) => "note",
            Deed::Merge(..) => "merge",
            Deed::Split(_) => "split",
            Deed::Grade(..) => "grade",
            Deed::Undo(_) => "undo",
        }
    }
    /// The passage it is about, when it is about one.
    pub fn passage(&self) -> Option<&Passage> {
        match self {
            Deed::Accept(p) | Deed::Reject(p) | Deed::Pin(p) | Deed::Note(p) => Some(p),
            Deed::SetPlace(p, _) | Deed::SetDay(p, _) => Some(p),
            Deed::Merge(..) | Deed::Split(_) | Deed::Grade(..) | Deed::Undo(_) => None,
        }
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Made of everything else in it.
    pub id: String,
    /// What is decided.
    pub deed: Deed,
    /// Who decides.
    pub by: String,
    /// On which day, when that was told; nothing asks a clock.
    pub at: Option<Day>,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// The id of a decision with these contents: the first that is not taken, since the same may be decided again
    /// after it was undone.
    pub fn identify(contents: &str, taken: impl Fn(&str) -> bool) -> String {
        let nth = |n: usize| format!("d{:016x}", hash([contents.to_owned(), n.to_string()].into_iter()));
        (0..).map(nth).find(|id| !taken(id)).unwrap_or_default()
    }

    /// "rejected by Ann: the photograph is of another town (decision d3f9…)".
    pub fn sentence(&self) -> String {
        let done = match &self.deed {
            Deed::Accept(_) => "accepted".to_owned(),
            Deed::Reject(_) => "rejected".to_owned(),
            Deed::Pin(_) => "pinned".to_owned(),
            Deed::SetPlace(_, place) => format!("place set to {}", place.name),
            Deed::SetDay(_, days) if days.is_one_day() => format!("day set to {}", days.from),
            Deed::SetDay(_, days) => format!("days set to {} to {}", days.from, days.to),
            Deed::Note(_) => "noted".to_owned(),
            Deed::Merge(..) => "merged".to_owned(),
            Deed::Split(_) => "split".to_owned(),
            Deed::Grade(outlet, grade) => format!("{outlet} graded {}", grade.as_str()),
            Deed::Undo(_) => "undone".to_owned(),
        };
        let at = self.at.map_or(String::new(), |day| format!(" on {day}"));
        format!("{done} by {}{at}: {} (decision {})", self.by, self.reason, self.id)
    }
}

/// A report as decisions look for it.
#[derive(Clone, Copy, Debug)]
pub struct Witness<'a> {
    /// Its id.
    pub report: &'a str,
    /// Hash of its text.
    pub text_sha256: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The usual name of its outlet.
    pub outlet: Option<&'a str>,
}

/// What the decisions in force come to, by the ids of claims and reports of this pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    /// Claims that count as told.
    pub(super) accepted: BTreeSet<String>,
    /// Claims that do not count, and why.
    pub(super) rejected: BTreeMap<String, String>,
    /// Claims that outweigh what contradicts them, and why.
    pub(super) pinned: BTreeMap<String, String>,
    /// Pairs of reports that go back to one origin.
    pub(super) merged: BTreeSet<(String, String)>,
    /// Reports that are origins by themselves.
    pub(super) split: BTreeSet<String>,
    /// Reports of outlets that are not usually reliable.
    pub(super) doubted: BTreeSet<String>,
}

impl Hand {
    /// Whether a claim is part of the picture: what only the model finds is not, unless the user accepts it.
    pub(super) fn counts(&self, claim: &Claim) -> bool {
        !claim.is_learned() || self.accepted.contains(&claim.id)
    }

    /// What does not count: what is rejected, and what outlets end unless the user accepts it all the same.
    pub(super) fn set_aside(&self, ended: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let ended = ended.into_iter().filter(|(id, _)| !self.accepted.contains(id));
        ended.chain(self.rejected.clone()).collect()
    }

    /// A dispute in which the user has decided for an answer is settled by that, and the answer stands first.
    pub(super) fn settle(&self, mut dispute: Dispute) -> Dispute {
        let why = |claims: &[String]| claims.iter().find_map(|id| self.pinned.get(id));
        let decided: Vec<usize> =
            (0..dispute.answers.len()).filter(|&n| why(&dispute.answers[n].claims).is_some()).collect();
        // Two pinned answers decide nothing.
        if let [one] = decided.as_slice() {
            dispute.answers[..=*one].rotate_right(1);
            dispute.settled_by = why(&dispute.answers[0].claims).cloned();
            dispute.open = false;
        }
        dispute
    }
}
