//! Replaying decisions over the claims of a pile.

use super::{Decision, Deed, Hand, Passage, Text, Witness, kind};
use crate::lexicon::fold::fold;
use crate::model::{Basis, Claim, Days, PlaceRef, Says, Shared, Span, Status, TraceStep, When};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It counts.
    InForce,
    /// Another decision undoes it.
    Undone(String),
    /// It found nothing to be about, and why.
    Orphan(String),
}

/// What replaying gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// What the picture is to hear.
    pub hand: Hand,
    /// What became of each decision, in their order.
    pub states: Vec<State>,
}

/// Replays decisions in their order over the claims, which learn their new places and days and why.
/// The later of two about the same thing counts.
pub fn replay(decisions: &[Decision], claims: &mut [Shared<Claim>], witnesses: &[Witness]) -> Replayed {
    let undone = undone(decisions);
    let read: Vec<Shared<Claim>> = claims.to_vec();
    let mut desk = Desk { read: &read, claims, witnesses, hand: Hand::default() };
    let one = |decision: &Decision| match undone.get(decision.id.as_str()) {
        Some(by) => State::Undone((*by).to_owned()),
        None => desk.apply(decision, decisions).map_or_else(State::Orphan, |()| State::InForce),
    };
    let states = decisions.iter().map(one).collect();
    Replayed { hand: desk.hand, states }
}

/// The decisions that an undoing in force undoes, with that undoing. Undoings may be undone in turn.
fn undone(decisions: &[Decision]) -> BTreeMap<&str, &str> {
    let mut undone = BTreeMap::new();
    // An undoing names a decision that was there before it, so the last ones are settled first.
    for decision in decisions.iter().rev() {
        if let Deed::Undo(id) = &decision.deed
            && !undone.contains_key(decision.id.as_str())
        {
            undone.entry(id.as_str()).or_insert(decision.id.as_str());
        }
    }
    undone
}

struct Desk<'a> {
    /// The claims as they were read: what a decision is bound to.
    read: &'a [Shared<Claim>],
    claims: &'a mut [Shared<Claim>],
    witnesses: &'a [Witness<'a>],
    hand: Hand,
}

impl Desk<'_> {
    fn apply(&mut self, decision: &Decision, all: &[Decision]) -> Result<(), String> {
        match &decision.deed {
            Deed::Merge(a, b) => {
                let (a, b) = (self.reports(a)?, self.reports(b)?);
                self.hand.merged.extend(a.iter().flat_map(|a| b.iter().map(move |b| (a.clone(), b.clone()))));
            }
            Deed::Split(text) => {
                let reports = self.reports(text)?;
                self.hand.split.extend(reports);
            }
            Deed::Grade(outlet, grade) => self.grade(outlet, grade.is_poor(), decision)?,
            Deed::Undo(id) if all.iter().any(|d| d.id == *id) => {}
            Deed::Undo(id) => return Err(format!("There is no decision {id}.")),
            deed => {
                let passage = deed.passage().ok_or("It is about nothing.")?;
                for n in self.bind(passage)? {
                    self.decide(n, decision);
                }
            }
        }
        Ok(())
    }

    /// The reports with a text.
    fn reports(&self, text: &Text) -> Result<Vec<String>, String> {
        let found = self.witnesses.iter().filter(|w| w.text_sha256 == text.sha256);
        let found: Vec<String> = found.map(|w| w.report.to_owned()).collect();
        if found.is_empty() { Err(format!("No report has the text of {} any more.", text.report)) } else { Ok(found) }
    }

    fn grade(&mut self, outlet: &str, poor: bool, decision: &Decision) -> Result<(), String> {
        let is = |w: &&Witness| w.outlet.is_some_and(|o| fold(o) == fold(outlet));
        let reports: BTreeSet<String> = self.witnesses.iter().filter(is).map(|w| w.report.to_owned()).collect();
        if reports.is_empty() {
            return Err(format!("No report is of {outlet}."));
        }
        for claim in self.claims.iter_mut().filter(|c| reports.contains(&c.report)) {
            claim.trace.push(step(decision));
        }
        self.hand.doubted.retain(|report| !reports.contains(report));
        if poor {
            self.hand.doubted.extend(reports);
        }
        Ok(())
    }

    /// The claims that a passage is read as now, one in each report with its text.
    fn bind(&self, passage: &Passage) -> Result<Vec<usize>, String> {
        let mut bound = Vec::new();
        let mut there = false;
        for witness in self.witnesses.iter().filter(|w| w.text_sha256 == passage.text) {
            there = true;
            let Some((start, _)) = witness.text.match_indices(&passage.quote).nth(passage.nth) else { continue };
            let span = Span::new(start, start + passage.quote.len());
            bound.extend(self.at(witness.report, span, passage)?);
        }
        match (there, bound.is_empty()) {
            (false, _) => Err(format!("No report has the text of {} any more.", passage.report)),
            (true, true) => Err("The passage is read otherwise now.".into()),
            (true, false) => Ok(bound),
        }
    }

    /// The claim that says the same in the same words; else the only one that says the same in some of them.
    fn at(&self, report: &str, span: Span, passage: &Passage) -> Result<Option<usize>, String> {
        let same = |c: &Claim| {
            c.report == report
                && kind(c) == passage.kind
                && c.status.as_str() == passage.status
                && c.place().map(|p| &p.id) == passage.place.as_ref()
                && c.actor().map(|p| &p.id) == passage.actor.as_ref()
                && c.span.start < span.end
                && span.start < c.span.end
        };
        let near: Vec<usize> = (0..self.read.len()).filter(|&n| same(&self.read[n])).collect();
        let exact: Vec<usize> = near.iter().copied().filter(|&n| self.read[n].span == span).collect();
        match (exact.as_slice(), near.as_slice()) {
            ([one], _) | ([], [one]) => Ok(Some(*one)),
            ([], []) => Ok(None),
            _ => Err("Several claims fit the passage now.".into()),
        }
    }

    fn decide(&mut self, n: usize, decision: &Decision) {
        let claim = &mut self.claims[n];
        let (id, why) = (claim.id.clone(), decision.sentence());
        claim.trace.push(step(decision));
        match &decision.deed {
            Deed::Accept(_) => {
                self.hand.rejected.remove(&id);
                self.hand.accepted.insert(id);
                if claim.status == Status::Claimed {
                    claim.status = Status::Asserted;
                }
            }
            Deed::Reject(_) => {
                self.hand.accepted.remove(&id);
                self.hand.pinned.remove(&id);
                self.hand.rejected.insert(id, why);
                // What an earlier decision lifted falls back to what was read.
                claim.status = self.read[n].status;
            }
            Deed::Pin(_) => {
                self.hand.rejected.remove(&id);
                self.hand.accepted.insert(id.clone());
                self.hand.pinned.insert(id, why);
            }
            Deed::SetPlace(_, place) => set_place(claim, place),
            Deed::SetDay(_, days) => set_day(claim, *days),
            Deed::Note(_) | Deed::Merge(..) | Deed::Split(_) | Deed::Grade(..) | Deed::Undo(_) => {}
        }
    }
}

fn step(decision: &Decision) -> TraceStep {
    TraceStep { what: "decision".into(), how: decision.sentence() }
}

fn set_place(claim: &mut Claim, place: &PlaceRef) {
    let text = claim.place().map_or_else(|| place.text.clone(), |p| p.text.clone());
    let place = Some(place.written(text));
    match &mut claim.says {
        Says::Event(event) => event.place = place,
        Says::Figure(figure) => figure.place = place,
        Says::Person(told) => told.place = place,
        Says::Statement(_) => {}
    }
}

fn set_day(claim: &mut Claim, days: Days) {
    let text = claim.when().and_then(|w| w.text.clone());
    let when = Some(When { days, basis: Basis::Explicit, text, no_later: false });
    match &mut claim.says {
        Says::Event(event) => event.when = when,
        Says::Figure(figure) => figure.when = when,
        Says::Person(told) => told.when = when,
        Says::Statement(statement) => statement.when = when,
    }
}
