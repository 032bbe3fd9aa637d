//! How a place changed hands: after fighting, or without.
//!
//! Sides may fight for weeks and then bargain, so the two accounts contradict each other only when they are of the same
//! days and come from two witnesses. A truce or a bargain at the place on the day of its fall is an account without a fight.

use super::super::fact::Fact;
use super::super::happening::Happening;
use super::super::passage::Cited;
use super::place::Matter;
use super::{Answer, Dispute, DisputeKind};
use crate::model::{EventKind, Manner, Status};
use std::collections::BTreeSet;

/// An account with the witness who gives it.
struct Account<'a> {
    cited: Cited<'a>,
    witness: (&'a str, Option<&'a str>),
}

impl<'a> Account<'a> {
    fn of(fact: &'a Fact) -> Account<'a> {
        Account { cited: fact.cited(), witness: (&fact.claim.report, fact.speaker()) }
    }
    fn told(happening: &'a Happening) -> Account<'a> {
        let passage = &happening.passage;
        Account { cited: passage.cited(), witness: (&passage.claim.report, passage.speaker()) }
    }
}

impl Matter<'_> {
    /// One account has the place fought for on the day it was gained, another handed over, left, or bargained for.
    pub fn manner(&self, happenings: &[Happening]) -> Option<Dispute> {
        let gained = || self.gain.told.iter().map(|&n| &self.facts[n]).filter(|f| f.full && f.gains());
        let days = gained().filter(|f| f.firm).map(|f| f.days).find(|d| d.is_one_day())?;
        let clash = |f: &&Fact| f.is(EventKind::Clash) && f.full && !f.claim.headline && f.days == days;
        let fought = gained().filter(|f| f.manner == Some(Manner::Fighting));
        let fought: Vec<Account> =
            fought.chain(self.facts.iter().filter(clash).filter(|f| f.current())).map(Account::of).collect();
        let bloodless = |f: &&Fact| matches!(f.manner, Some(Manner::HandedOver | Manner::Abandoned));
        let none =
            self.facts.iter().filter(clash).filter(|f| matches!(f.claim.status, Status::Denied | Status::Negated));
        let bargain = |h: &&Happening| h.kind == EventKind::Talks && h.current && h.days == days;
        let unfought: Vec<Account> = gained().filter(bloodless).chain(none).map(Account::of).collect();
        let talked = happenings.iter().filter(bargain).map(Account::told);
        let unfought: Vec<Account> = unfought.into_iter().chain(talked).collect();
        let apart = |a: &Account| unfought.iter().any(|b| a.witness != b.witness && a.cited.id != b.cited.id);
        if !fought.iter().any(apart) {
            return None;
        }
        let question = format!("How did {} take {}: by fighting or without?", self.gainer(), self.place.name);
        let answer = |value: &str, accounts: &[Account]| {
            let mut seen = BTreeSet::new();
            Answer::new(value.into(), accounts.iter().map(|a| a.cited).filter(|c| seen.insert(c.id)))
        };
        Some(Dispute {
            id: self.id(DisputeKind::Manner),
            kind: DisputeKind::Manner,
            question,
            place: Some(self.place.clone()),
            days: self.gain.days,
            open: true,
            settled_by: None,
            answers: vec![answer("after fighting", &fought), answer("without a fight, or by a bargain", &unfought)],
            counted: None,
        })
    }
}
