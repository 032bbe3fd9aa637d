//! Contradictions as objects: a question, the answers given, and whether anything settles it.
//!
//! Each place is asked whether it was taken, who has it, on which day and how it changed hands, and what had been
//! expected (`place`, `manner`); each event whether it happened (`events`); each quantity how many (`counts`). Nothing is
//! averaged and nothing is dropped. A dispute is settled when the losing side admits the loss, when the narrator refutes
//! what was only claimed, when the outlet takes it back, when later reports of other origins agree, or when the answers
//! turn out to be of different things or days; it says by what.

mod counts;
mod events;
mod gain;
mod manner;
mod place;
#[cfg(test)]
mod tests;

use super::Picture;
use super::figures::Tally;
use super::passage::Cited;
use crate::model::{Days, PlaceRef};
use std::collections::BTreeSet;

/// How long after an event a contrary report is about the same event.
const SAME_MATTER: i64 = 3;

/// All disputes of a picture: of the places by place and day, then of events, then of figures.
pub(super) fn all(picture: &Picture) -> Vec<Dispute> {
    let articles = articles(picture);
    let records = picture.records.values();
    let mut all: Vec<Dispute> = records
        .flat_map(|r| {
            let other = picture.happenings.get(&r.place.id).map_or(&[][..], Vec::as_slice);
            place::disputes(r, other, &picture.sides, &articles)
        })
        .collect();
    all.extend(picture.happenings.values().flat_map(|told| events::disputes(told)));
    all.extend(counts::disputes(picture, &articles));
    all
}

/// Names of the parties that some report writes with an article, so that a question reads as a sentence.
fn articles(picture: &Picture) -> BTreeSet<&str> {
    let facts = picture.records.values().flat_map(|r| &r.facts);
    let parties = facts.flat_map(|f| f.actor.iter().chain(&f.target)).map(|(_, party)| party);
    parties.filter(|p| p.has_article()).map(|p| p.name.as_str()).collect()
}

dateline_tree::words!(
    /// What sort of contradiction it is.
    DisputeKind {
        /// One says that a side has the place, another that the other side is there still or that it is fought over.
        Control = "control",
        /// One says that it happened, another that it did not.
        Denial = "denial",
        /// Different days for the same change.
        Date = "date",
        /// What had been expected, beside what came. Never open.
        Forecast = "forecast",
        /// Different accounts of how a side gained the place: after fighting, or without.
        Manner = "manner",
        /// Different states of a place that are told of different days. Never open.
        Time = "time",
        /// An outlet took back what it had told. Never open.
        Correction = "correction",
        /// Different numbers of places that a side has, on one day.
        Count = "count",
        /// Different numbers of anything else.
        Figure = "figure",
    }
);

/// Words of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// The report.
    pub report: String,
    /// Its words, exactly.
    pub quote: String,
}

/// One answer to the question of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer in a few words.
    pub value: String,
    /// Ids of the claims that give it.
    pub claims: Vec<String>,
    /// Their words, each once.
    pub quotes: Vec<Quote>,
    /// Independent origins of the claims.
    pub origins: usize,
}

impl Answer {
    /// An answer with the passages that give it.
    pub(super) fn new<'a>(value: String, cited: impl Iterator<Item = Cited<'a>>) -> Answer {
        let cited: Vec<Cited> = cited.collect();
        let quote = |c: &Cited| Quote { report: c.report.to_owned(), quote: c.quote.to_owned() };
        Answer {
            value,
            claims: cited.iter().map(|c| c.id.to_owned()).collect(),
            quotes: cited.iter().map(quote).collect::<BTreeSet<_>>().into_iter().collect(),
            origins: cited.iter().map(|c| c.origin).collect::<BTreeSet<_>>().len(),
        }
    }
}

/// A contradiction between known claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// Made of the kind, the place, the side and the first day: the same in every run.
    pub id: String,
    /// What sort of contradiction it is.
    pub kind: DisputeKind,
    /// The question, as a sentence.
    pub question: String,
    /// Where.
    pub place: Option<PlaceRef>,
    /// The days it is about.
    pub days: Days,
    /// Whether nothing settles it yet.
    pub open: bool,
    /// What settles it, as a sentence.
    pub settled_by: Option<String>,
    /// The answers, the one that the picture follows first; numbers from the lowest to the highest; at least two.
    pub answers: Vec<Answer>,
    /// Our own count of the places, where it is about a number of places.
    pub counted: Option<Tally>,
}
