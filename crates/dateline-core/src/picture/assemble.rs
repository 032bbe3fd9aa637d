//! Putting a picture together: from claims to facts, place by place; and anew after a few more reports.
//!
//! What concerns all places (who stands with whom, which report is a copy of which) is always found from everything.
//! The places themselves do not depend on each other, and finding the history of each is most of the work; so after
//! some reports came, only the places that they speak of are done again. Both ways give the same picture.

use super::corrections::Corrections;
use super::fact::Fact;
use super::lineage::{self, Lineage, Source};
use super::passage::{Witness, out_by};
use super::sides::Sides;
use super::{Picture, Record, figures, happening, ledger, people, recalls};
use crate::model::{Claim, Day, Event, EventKind, Extent, PartyRef, PlaceKind, PlaceRef};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Picture {
    /// The picture that a reader has on the day `known`: from the reports published on or before it.
    ///
    /// A report counts from the last day on which it may have been published. A report that nothing dates
    /// cannot be shown to have been known by any day; it counts only for a reader at the end of all days
    /// (`Day::MAX`). A report without a [`Source`] is taken as undated.
    pub fn assemble(claims: &[Claim], sources: &[Source], known: Day) -> Picture {
        Picture::corrected(claims, sources, known, &Corrections::default())
    }

    /// The same where the user says who stands with whom, and what counts.
    pub fn corrected(claims: &[Claim], sources: &[Source], known: Day, corrections: &Corrections) -> Picture {
        assemble(claims, sources, known, corrections, None)
    }

    /// The same, faster, when little has come since this picture was made of the same reports and corrections: only
    /// places that a report speaks of which is new, gone, or another origin's now are done again. The claims of a report
    /// that was there must be what they were.
    pub fn following(&self, claims: &[Claim], sources: &[Source], known: Day, corrections: &Corrections) -> Picture {
        assemble(claims, sources, known, corrections, Some(self).filter(|p| p.hand == corrections.hand))
    }
}

fn assemble(
    claims: &[Claim],
    sources: &[Source],
    known: Day,
    corrections: &Corrections,
    earlier: Option<&Picture>,
) -> Picture {
    let read: Vec<Source> = sources.iter().filter(|s| out_by(s) <= known).cloned().collect();
    let hand = &corrections.hand;
    let lineage = lineage::decided(&read, hand);
    let by_report: BTreeMap<&str, &Source> = read.iter().map(|s| (s.report.as_str(), s)).collect();
    let counts = |c: &&Claim| by_report.contains_key(c.report.as_str()) && hand.counts(c);
    let mut claims: Vec<&Claim> = claims.iter().filter(counts).collect();
    claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
    claims.dedup_by(|a, b| a.id == b.id);
    let recalls = recalls::recalls(&read, &lineage, &claims);
    let set_aside = hand.set_aside(recalls::reasons(&recalls));
    let echoes = echoes(&claims, &lineage, &set_aside);
    let about_control = claims.iter().copied().filter(|c| c.event_kind().is_some_and(EventKind::is_about_control));
    let about_control: Vec<&Claim> = about_control.collect();
    let counted = about_control.iter().copied().filter(|c| !set_aside.contains_key(&c.id));
    let sides = Sides::learn(counted.clone().filter(|c| !echoes.contains(c.id.as_str())), corrections);
    let (witnesses, stamps) = (Witness::all(&read, &lineage), stamps(&read, &lineage));
    let earlier = earlier.filter(|p| p.sides == sides);
    let touched = earlier.map(|p| touched(p, &about_control, &stamps, &set_aside));
    let table = Table { witnesses: &witnesses, sides: &sides, echoes: &echoes };
    let new = |c: &&Claim| touched.as_ref().is_none_or(|ids| c.place().is_some_and(|p| ids.contains(p.id.as_str())));
    let mut records = table.records(counted.filter(new), corrections);
    if let (Some(earlier), Some(touched)) = (earlier, &touched) {
        let same = earlier.records.iter().filter(|(id, _)| !touched.contains(id.as_str()));
        records.extend(same.map(|(id, record)| (id.clone(), record.clone())));
    }
    let days = || read.iter().filter_map(|s| s.published);
    let (begins, newest) = (days().map(|d| d.from).min().unwrap_or(Day::MIN), days().map(|d| d.to).max());
    let told: Vec<&Claim> = claims.iter().copied().filter(|c| !set_aside.contains_key(&c.id)).collect();
    let stamps = stamps.into_iter().map(|(report, stamp)| (report.to_owned(), stamp)).collect();
    Picture {
        known,
        begins,
        newest: newest.unwrap_or(Day::MIN),
        records,
        numbers: figures::numbers(&told, &witnesses),
        mentions: people::mentions(&told, &witnesses),
        expected: ledger::expectations(&told, &witnesses),
        happenings: happening::happenings(&told, &witnesses),
        seats: BTreeSet::new(),
        lineage,
        sides,
        hand: hand.clone(),
        recalls,
        set_aside,
        stamps,
    }
}

/// What is known of all places together, when the facts of each are made.
struct Table<'a> {
    witnesses: &'a BTreeMap<&'a str, Witness>,
    sides: &'a Sides,
    echoes: &'a BTreeSet<&'a str>,
}

impl Table<'_> {
    fn records<'a>(
        &self,
        claims: impl Iterator<Item = &'a Claim>,
        corrections: &Corrections,
    ) -> BTreeMap<String, Arc<Record>> {
        let hand = &corrections.hand;
        let mut facts: BTreeMap<&str, Vec<Fact>> = BTreeMap::new();
        let mut places: BTreeMap<&str, Vec<&PlaceRef>> = BTreeMap::new();
        for claim in claims {
            let Some((event, place)) = claim.event().and_then(|e| Some((e, e.place.as_ref()?))) else { continue };
            let report = claim.report.as_str();
            if !tells_of_holding(event, place) {
                continue;
            }
            let mut fact = Fact::new(claim, event, self.sides, &self.witnesses[report]);
            fact.echo = self.echoes.contains(claim.id.as_str());
            fact.pinned = hand.pinned.contains_key(&claim.id);
            if hand.doubted.contains(report) {
                fact.weight /= 2;
            }
            if !fact.echo {
                places.entry(&place.id).or_default().push(place);
            }
            facts.entry(&place.id).or_default().push(fact);
        }
        let record =
            |(id, facts): (&str, Vec<Fact>)| (id.to_owned(), Arc::new(Record::new(&places[id], facts, self.sides)));
        facts.into_iter().map(record).collect()
    }
}

/// The places that must be done again: of claims that came, went, count or count no longer, or have another origin.
fn touched<'a>(
    earlier: &'a Picture,
    claims: &[&'a Claim],
    stamps: &BTreeMap<&str, u64>,
    set_aside: &BTreeMap<String, String>,
) -> BTreeSet<&'a str> {
    let moved = |c: &&&Claim| {
        let report = c.report.as_str();
        earlier.stamps.get(report) != stamps.get(report)
            || earlier.set_aside.contains_key(&c.id) != set_aside.contains_key(&c.id)
    };
    let mut touched: BTreeSet<&str> =
        claims.iter().filter(moved).filter_map(|c| c.place()).map(|p| p.id.as_str()).collect();
    let gone: BTreeSet<&str> = earlier.stamps.keys().map(String::as_str).filter(|r| !stamps.contains_key(r)).collect();
    if !gone.is_empty() {
        let lost = |record: &Record| record.facts.iter().any(|f| gone.contains(f.report.as_str()));
        touched.extend(earlier.records.iter().filter(|(_, r)| lost(r)).map(|(id, _)| id.as_str()));
    }
    touched
}

/// For each report what its facts depend on besides its claims: its day, and who else is of its origin.
fn stamps<'a>(sources: &'a [Source], lineage: &Lineage) -> BTreeMap<&'a str, u64> {
    let mut groups: BTreeMap<&str, u64> = BTreeMap::new();
    for group in lineage.copies() {
        let members = || std::iter::once(&group.original).chain(group.copies.iter().map(|c| &c.report));
        let stamp = lineage::hash(members().cloned());
        groups.extend(members().map(|report| (report.as_str(), stamp)));
    }
    let stamp = |s: &Source| {
        let group = groups.get(s.report.as_str()).copied().unwrap_or_default();
        lineage::hash([out_by(s).to_string(), group.to_string()].into_iter())
    };
    sources.iter().map(|s| (s.report.as_str(), stamp(s))).collect()
}

/// Ids of the claims that repeat what another report of the same origin claims: they are shown, and count in no sum.
fn echoes<'a>(claims: &[&'a Claim], lineage: &Lineage, set_aside: &BTreeMap<String, String>) -> BTreeSet<&'a str> {
    let grouped: BTreeSet<&str> = lineage
        .copies()
        .iter()
        .flat_map(|g| g.copies.iter().map(|c| c.report.as_str()).chain([g.original.as_str()]))
        .collect();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let repeats = |claim: &&&'a Claim| {
        let id = |party: &Option<PartyRef>| party.as_ref().map(|p| p.id.clone());
        let told = claim.event().map(|e| {
            let (place, days) = (e.place.as_ref().map(|p| &p.id), e.when.as_ref().map(|w| w.days));
            (e.kind, id(&e.actor), id(&e.target), place, e.extent, days)
        });
        let told = format!("{} {told:?} {:?} {}", lineage.origin_of(&claim.report), claim.status, claim.headline);
        *first.entry(told).or_insert(&claim.report) != claim.report
    };
    // The original comes before its copies, whatever they are called.
    let in_group = |c: &&&Claim| grouped.contains(c.report.as_str()) && !set_aside.contains_key(&c.id);
    let mut copies_last: Vec<&Claim> = claims.iter().filter(in_group).copied().collect();
    copies_last.sort_by_key(|c| lineage.is_copy(&c.report));
    copies_last.iter().filter(repeats).map(|c| c.id.as_str()).collect()
}

/// Who has a part of a country, or is to leave one, does not hold it; its towns tell who holds what.
fn tells_of_holding(event: &Event, place: &PlaceRef) -> bool {
    let in_part = event.extent == Extent::Partial || event.kind == EventKind::Withdrawal;
    !(place.kind == PlaceKind::Country && in_part)
}
