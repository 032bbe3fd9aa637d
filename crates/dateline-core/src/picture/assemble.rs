//! Putting a picture together: from claims to facts, place by place; and anew after a few more reports.
//!
//! What concerns all places (who stands with whom, which report is a copy of which) is always found from everything.
//! The places themselves do not depend on each other, and finding the history of each is most of the work; so after
//! some reports came, only the places that they speak of are done again. Both ways give the same picture.

use super::corrections::Corrections;
use super::decisions::Hand;
use super::fact::Fact;
use super::lineage::{self, Lineage, Source};
use super::passage::{Told, Witness, out_by};
use super::sides::{Sides, Tally};
use super::{Picture, Record, figures, happening, ledger, people, recalls};
use crate::model::{Claim, Day, Event, EventKind, Extent, PartyRef, PlaceKind, PlaceRef, Shared};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Picture {
    /// The picture that a reader has on the day `known`: from the reports published on or before it.
    ///
    /// A report counts from the last day on which it may have been published. A report that nothing dates
    /// cannot be shown to have been known by any day; it counts only for a reader at the end of all days
    /// (`Day::MAX`). A report without a [`Source`] is taken as undated.
    pub fn assemble<C: Clone + Into<Shared<Claim>>>(claims: &[C], sources: &[Source], known: Day) -> Picture {
        Picture::corrected(claims, sources, known, &Corrections::default())
    }

    /// The same where the user says who stands with whom, and what counts.
    pub fn corrected<C: Clone + Into<Shared<Claim>>>(
        claims: &[C],
        sources: &[Source],
        known: Day,
        corrections: &Corrections,
    ) -> Picture {
        assemble(&shared(claims), sources, known, corrections, None)
    }

    /// The same, faster, when little has come since this picture was made of the same reports and corrections: only
    /// places that a report speaks of which is new, gone, or another origin's now are done again. The claims of a report
    /// that was there must be what they were.
    pub fn following<C: Clone + Into<Shared<Claim>>>(
        &self,
        claims: &[C],
        sources: &[Source],
        known: Day,
        corrections: &Corrections,
    ) -> Picture {
        assemble(&shared(claims), sources, known, corrections, Some(self).filter(|p| p.hand == corrections.hand))
    }
}

/// The picture keeps the claims that it cites; whoever keeps them too shares them.
fn shared<C: Clone + Into<Shared<Claim>>>(claims: &[C]) -> Vec<Shared<Claim>> {
    claims.iter().cloned().map(C::into).collect()
}

fn assemble(
    claims: &[Shared<Claim>],
    sources: &[Source],
    known: Day,
    corrections: &Corrections,
    earlier: Option<&Picture>,
) -> Picture {
    let hand = &corrections.hand;
    let read = read(sources, known);
    let lineage = lineage::decided(&read, hand);
    let (witnesses, stamps) = (Witness::all(&read, &lineage), stamps(&read, &lineage));
    let mut told = told(claims, &read, &witnesses, hand);
    let recalls = recalls::recalls(&read, &lineage, &told);
    let set_aside = hand.set_aside(recalls::reasons(&recalls));
    let touched = earlier.map(|p| touched(p, &told, &stamps, &set_aside));
    told.retain(|t| !set_aside.contains_key(&t.claim.id));
    let echoes = echoes(&told, &lineage);
    let mut at = by_place(&told, touched.as_ref());
    let untouched = |id: &String| touched.as_ref().is_some_and(|ids| !ids.contains(id.as_str()));
    let tally = |told: &[Told]| {
        let own = told.iter().map(|t| &**t.claim).filter(|c| !echoes.contains(c.id.as_str()));
        Arc::new(Tally::of(own))
    };
    let mut tallies: BTreeMap<String, Arc<Tally>> =
        at.iter().map(|(id, told)| ((*id).to_owned(), tally(told))).collect();
    tallies.extend(earlier.into_iter().flat_map(|p| &p.tallies).filter(|(id, _)| untouched(id)).map(cloned));
    let sides = Sides::learn(tallies.values().map(Arc::as_ref), corrections);
    let earlier = earlier.filter(|p| p.sides == sides);
    if earlier.is_none() && touched.is_some() {
        at = by_place(&told, None);
    }
    let table = Table { sides: &sides, echoes: &echoes, hand };
    let mut records: BTreeMap<String, Arc<Record>> =
        at.into_iter().filter_map(|(id, told)| Some((id.to_owned(), table.record(&told)?))).collect();
    records.extend(earlier.into_iter().flat_map(|p| &p.records).filter(|(id, _)| untouched(id)).map(cloned));
    let days = || read.iter().filter_map(|s| s.published);
    let (begins, newest) = (days().map(|d| d.from).min().unwrap_or(Day::MIN), days().map(|d| d.to).max());
    Picture {
        known,
        begins,
        newest: newest.unwrap_or(Day::MIN),
        records,
        numbers: figures::numbers(&told),
        mentions: people::mentions(&told),
        expected: ledger::expectations(&told),
        happenings: happening::happenings(&told),
        seats: BTreeSet::new(),
        lineage,
        sides,
        tallies,
        hand: hand.clone(),
        recalls,
        set_aside,
        stamps,
    }
}

fn cloned<T>((id, value): (&String, &Arc<T>)) -> (String, Arc<T>) {
    (id.clone(), value.clone())
}

/// The known reports, each once, in the order of their ids.
fn read(sources: &[Source], known: Day) -> Vec<&Source> {
    let mut read: Vec<&Source> = sources.iter().filter(|s| out_by(s) <= known).collect();
    read.sort_by(|a, b| a.report.cmp(&b.report));
    read.dedup_by(|a, b| a.report == b.report);
    read
}

/// The claims of the known reports, each once, in the order of reports and of the text.
fn told<'a>(claims: &'a [Shared<Claim>], read: &[&Source], witnesses: &'a [Witness], hand: &Hand) -> Vec<Told<'a>> {
    let find = |report: &str| read.binary_search_by(|s| s.report.as_str().cmp(report)).ok();
    // Claims mostly come report by report.
    let mut last: Option<(&str, Option<usize>)> = None;
    let told = claims.iter().filter_map(|claim| {
        let (_, at) = *match last {
            Some((report, _)) if report == claim.report => last.as_ref()?,
            _ => last.insert((&claim.report, find(&claim.report))),
        };
        let witness = &witnesses[at?];
        hand.counts(claim).then_some(Told { claim, witness })
    });
    let mut told: Vec<Told> = told.collect();
    told.sort_by(|a, b| {
        let (x, y) = (a.claim, b.claim);
        a.witness.number.cmp(&b.witness.number).then_with(|| (x.span, &x.id).cmp(&(y.span, &y.id)))
    });
    told.dedup_by(|a, b| a.claim.id == b.claim.id);
    told
}

/// The claims about control by place, of all places or of some; those that name none are under no name.
fn by_place<'a>(told: &[Told<'a>], some: Option<&BTreeSet<&str>>) -> BTreeMap<&'a str, Vec<Told<'a>>> {
    let mut at: BTreeMap<&str, Vec<Told>> = BTreeMap::new();
    for told in told {
        let Some(place) = control_of(told.claim) else { continue };
        if some.is_none_or(|ids| ids.contains(place)) {
            at.entry(place).or_default().push(*told);
        }
    }
    at
}

/// The place whose control a claim is about, empty where it names none; `None` when it is about something else.
fn control_of(claim: &Claim) -> Option<&str> {
    let event = claim.event().filter(|e| e.kind.is_about_control())?;
    Some(event.place.as_ref().map_or("", |p| p.id.as_str()))
}

/// What is known of all places together, when the facts of each are made.
struct Table<'a> {
    sides: &'a Sides,
    echoes: &'a BTreeSet<&'a str>,
    hand: &'a Hand,
}

impl Table<'_> {
    /// The record of one place; `None` when none of the claims tells who holds it.
    fn record(&self, told: &[Told]) -> Option<Arc<Record>> {
        let about = told.iter().filter_map(|t| Some((t, t.claim.event()?, t.claim.place()?)));
        let about: Vec<(&Told, &Event, &PlaceRef)> = about.filter(|(_, e, place)| tells_of_holding(e, place)).collect();
        let facts: Vec<Fact> = about.iter().map(|(t, event, _)| self.fact(t, event)).collect();
        let own = about.iter().zip(&facts).filter(|(_, fact)| !fact.echo);
        let places: Vec<&PlaceRef> = own.map(|((.., place), _)| *place).collect();
        (!places.is_empty()).then(|| Arc::new(Record::new(&places, facts, self.sides)))
    }

    fn fact(&self, told: &Told, event: &Event) -> Fact {
        let mut fact = Fact::new(told.claim, event, self.sides, told.witness);
        fact.echo = self.echoes.contains(told.claim.id.as_str());
        fact.pinned = self.hand.pinned.contains_key(&told.claim.id);
        if self.hand.doubted.contains(&told.claim.report) {
            fact.weight /= 2;
        }
        fact
    }
}

/// What the facts of a report depend on besides its claims: its day, and who else is of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    report: String,
    out: Day,
    group: u64,
}

/// A stamp for each known report, in the order of their ids.
fn stamps(read: &[&Source], lineage: &Lineage) -> Vec<Stamp> {
    let mut groups: BTreeMap<&str, u64> = BTreeMap::new();
    for group in lineage.copies() {
        let members = || std::iter::once(&group.original).chain(group.copies.iter().map(|c| &c.report));
        let updates = members().filter(|r| lineage.is_update(r));
        let stamp = lineage::hash(members().chain(updates).cloned());
        groups.extend(members().map(|report| (report.as_str(), stamp)));
    }
    let group = |s: &Source| groups.get(s.report.as_str()).copied().unwrap_or_default();
    read.iter().map(|s| Stamp { report: s.report.clone(), out: out_by(s), group: group(s) }).collect()
}

/// The places that must be done again: of claims that came, went, count or count no longer, or have another origin. What
/// names no place is always counted again.
fn touched<'a>(
    earlier: &'a Picture,
    told: &[Told<'a>],
    stamps: &[Stamp],
    set_aside: &BTreeMap<String, String>,
) -> BTreeSet<&'a str> {
    let find = |all: &[Stamp], report: &str| all.binary_search_by(|s| s.report.as_str().cmp(report)).ok();
    let moved: Vec<bool> =
        stamps.iter().map(|s| find(&earlier.stamps, &s.report).is_none_or(|n| earlier.stamps[n] != *s)).collect();
    let turned = |c: &Claim| earlier.set_aside.contains_key(&c.id) != set_aside.contains_key(&c.id);
    let again = told.iter().filter(|t| moved[t.witness.number] || turned(t.claim));
    let mut touched: BTreeSet<&str> = again.filter_map(|t| control_of(t.claim)).chain([""]).collect();
    let gone = earlier.stamps.iter().map(|s| s.report.as_str()).filter(|r| find(stamps, r).is_none());
    let gone: BTreeSet<&str> = gone.collect();
    if !gone.is_empty() {
        let lost = |record: &Record| record.facts.iter().any(|f| gone.contains(f.claim.report.as_str()));
        touched.extend(earlier.records.iter().filter(|(_, r)| lost(r)).map(|(id, _)| id.as_str()));
    }
    touched
}

/// Ids of the claims that repeat what another report of the same origin claims: they are shown, and count in no sum.
fn echoes<'a>(told: &[Told<'a>], lineage: &Lineage) -> BTreeSet<&'a str> {
    let grouped: BTreeSet<&str> = lineage
        .copies()
        .iter()
        .flat_map(|g| g.copies.iter().map(|c| c.report.as_str()).chain([g.original.as_str()]))
        .collect();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let repeats = |claim: &&'a Claim| {
        let id = |party: &Option<PartyRef>| party.as_ref().map(|p| p.id.clone());
        let told = claim.event().map(|e| {
            let (place, days) = (e.place.as_ref().map(|p| &p.id), e.when.as_ref().map(|w| w.days));
            (e.kind, id(&e.actor), id(&e.target), place, e.extent, days)
        });
        let told = format!("{} {told:?} {:?} {}", lineage.origin_of(&claim.report), claim.status, claim.headline);
        *first.entry(told).or_insert(&claim.report) != claim.report
    };
    // The original comes before its copies, whatever they are called.
    let in_group = told
        .chunk_by(|a, b| a.witness.number == b.witness.number)
        .filter(|report| grouped.contains(report[0].claim.report.as_str()))
        .flatten();
    let mut copies_last: Vec<&Claim> = in_group.map(|t| &**t.claim).collect();
    copies_last.sort_by_key(|c| lineage.is_copy(&c.report));
    copies_last.into_iter().filter(repeats).map(|c| c.id.as_str()).collect()
}

/// Who has a part of a country, or is to leave one, does not hold it; its towns tell who holds what.
fn tells_of_holding(event: &Event, place: &PlaceRef) -> bool {
    let in_part = event.extent == Extent::Partial || event.kind == EventKind::Withdrawal;
    !(place.kind == PlaceKind::Country && in_part)
}
