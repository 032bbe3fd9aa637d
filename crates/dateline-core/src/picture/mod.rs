//! Many claims in, a picture out: copies, holdings, disputes.
//!
//! [`Picture::assemble`] takes the claims of many reports and the day the reader stands on, and answers who
//! held which place on which day. It reads no text and does not depend on the order of its input. The rooms
//! inside: [`lineage`] finds copies, `sides` learns who stands with whom, `fact` weighs a claim, `history`
//! finds the course of events that contradicts the least, `stretch` makes stretches of it, `against` says what
//! speaks against them, `disputes` lists the contradictions, and
//! [`changes`] tells two pictures apart.
//!
//! What never makes a holder: what is denied, negated, planned, forecast or history, and a headline. What only the model
//! finds is left out altogether.

mod against;
pub mod changes;
pub mod corrections;
pub mod decisions;
mod disputes;
mod fact;
mod history;
pub mod lineage;
#[cfg(test)]
mod properties;
mod recalls;
mod sides;
pub mod spelling;
mod stretch;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use disputes::{Answer, Dispute, DisputeKind, Quote};
pub use recalls::Recall;

use crate::model::{Claim, Day, Days, EventKind, PartyRef, PlaceRef};
use corrections::Corrections;
use decisions::Hand;
use fact::Fact;
use history::State;
use lineage::{Lineage, Source};
use sides::Sides;
use std::collections::{BTreeMap, BTreeSet};
use stretch::Span;

/// How far before the pile's first report a holding may be read back, in days.
const LOOK_BACK: i64 = 31;

/// Who has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// One side, by the name that the claims use most.
    Party(PartyRef),
    /// No side has all of it, or both claim it and nothing settles it.
    Contested,
    /// Nothing tells.
    Unknown,
}

impl Holder {
    /// The word of the output contract: the party's canonical name, `contested` or `unknown`.
    pub fn as_str(&self) -> &str {
        match self {
            Holder::Party(party) => &party.name,
            Holder::Contested => "contested",
            Holder::Unknown => "unknown",
        }
    }
}

/// How well a holding is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Two independent origins, or an admission by the losing side.
    Confirmed,
    /// One origin in its own voice, or a neutral source.
    Reported,
    /// Only the word of a side for its own success; also the standing of an unknown holder.
    Claimed,
    /// Known reports disagree.
    Disputed,
}

impl Standing {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Confirmed => "confirmed",
            Standing::Reported => "reported",
            Standing::Claimed => "claimed",
            Standing::Disputed => "disputed",
        }
    }
}

/// Who has a place on a day, as known on another.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// The place.
    pub place: PlaceRef,
    /// The day asked about.
    pub on: Day,
    /// The day the reader stands on.
    pub known: Day,
    /// Who has it.
    pub holder: Holder,
    /// Whether the reports known disagree about this day.
    pub disputed: bool,
    /// How well it is supported.
    pub standing: Standing,
    /// The days on which it may have begun, when that is told.
    pub since: Option<Days>,
    /// Independent origins of the claims for it; copies count once, headlines not at all.
    pub origins: usize,
    /// Last day on which a report spoke for it; of any report about the place when none did.
    pub last_report: Option<Day>,
    /// Ids of the claims for it.
    pub support: Vec<String>,
    /// Ids of the claims against it.
    pub against: Vec<String>,
    /// Why it is held although no claim says it outright, as a sentence.
    pub inferred: Option<String>,
}

/// One state of a place from a day to a day, for a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// First day; `None` when it was so before the first report.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// Who has the place.
    pub holder: Holder,
    /// Whether the reports disagree on its first day, or on the last known day of the first stretch.
    pub disputed: bool,
    /// How well it is supported.
    pub standing: Standing,
    /// The days on which it may have begun.
    pub since: Option<Days>,
    /// Independent origins of the claims for it.
    pub origins: usize,
    /// Ids of the claims for it.
    pub support: Vec<String>,
    /// Ids of the claims against it.
    pub against: Vec<String>,
    /// Why it is held although no claim says it outright.
    pub inferred: Option<String>,
}

/// What is known of one place.
#[derive(Clone, Debug)]
struct Record {
    place: PlaceRef,
    facts: Vec<Fact>,
    spans: Vec<Span>,
}

/// Who held what, as known on one day.
#[derive(Clone, Debug)]
pub struct Picture {
    known: Day,
    /// First day that a report of the pile may be of.
    begins: Day,
    records: BTreeMap<String, Record>,
    lineage: Lineage,
    sides: Sides,
    /// What the user decided about single passages.
    hand: Hand,
    recalls: Vec<Recall>,
    /// Claims that do not count, and why.
    set_aside: BTreeMap<String, String>,
}

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
        claims.retain(|c| !set_aside.contains_key(&c.id));
        let echoes = echoes(&claims, &lineage);
        let about_control =
            |c: &&Claim| c.event_kind().is_some_and(EventKind::is_about_control) && !echoes.contains(c.id.as_str());
        let sides = Sides::learn(claims.iter().copied().filter(about_control), corrections);
        let mut facts: BTreeMap<&str, Vec<Fact>> = BTreeMap::new();
        let mut places: BTreeMap<&str, Vec<&PlaceRef>> = BTreeMap::new();
        let origins = origin_numbers(&read, &lineage);
        for claim in claims {
            let Some(event) = claim.event().filter(|e| e.kind.is_about_control()) else { continue };
            let Some(place) = &event.place else { continue };
            let source = by_report[claim.report.as_str()];
            let copy = lineage.is_copy(&claim.report);
            let mut fact = Fact::new(
                claim,
                event,
                &sides,
                origins[claim.report.as_str()],
                source.outlet.clone(),
                copy,
                out_by(source),
            );
            fact.echo = echoes.contains(claim.id.as_str());
            fact.pinned = hand.pinned.contains_key(&claim.id);
            if hand.doubted.contains(&claim.report) {
                fact.weight /= 2;
            }
            facts.entry(&place.id).or_default().push(fact);
            if !echoes.contains(claim.id.as_str()) {
                places.entry(&place.id).or_default().push(place);
            }
        }
        let records = facts.into_iter().map(|(id, facts)| (id.to_owned(), Record::new(&places[id], facts, &sides)));
        let records = records.collect();
        let begins = read.iter().filter_map(|s| s.published).map(|d| d.from).min().unwrap_or(Day::MIN);
        Picture { known, begins, records, lineage, sides, hand: hand.clone(), recalls, set_aside }
    }

    /// The day the reader stands on.
    pub fn known(&self) -> Day {
        self.known
    }
    /// Which of the known reports are copies.
    pub fn lineage(&self) -> &Lineage {
        &self.lineage
    }
    /// Every place that a known claim is about, in the order of the ids.
    pub fn places(&self) -> impl Iterator<Item = &PlaceRef> {
        self.records.values().map(|r| &r.place)
    }

    /// Who has the place on the day; `None` when no known claim is about it.
    pub fn holding(&self, place: &str, on: Day) -> Option<Holding> {
        self.records.get(place).map(|record| self.hold(record, on))
    }

    /// A line for every place that a known claim is about.
    pub fn holdings(&self, on: Day) -> Vec<Holding> {
        self.records.values().map(|record| self.hold(record, on)).collect()
    }

    /// The stretches of one place in order of time; empty when no known claim is about it.
    pub fn stretches(&self, place: &str) -> Vec<Stretch> {
        let Some(record) = self.records.get(place) else {
            return Vec::new();
        };
        record.spans.iter().map(|span| record.show(span, &self.sides, self.known)).collect()
    }

    /// The contradictions among the known claims, by place and day.
    pub fn disputes(&self) -> Vec<Dispute> {
        let disputes =
            self.records.values().flat_map(|r| disputes::of_place(&r.place, &r.facts, &r.spans, &self.sides));
        disputes.map(|d| self.hand.settle(d)).collect()
    }

    /// Why a claim does not count although its report is known, as a sentence.
    pub fn set_aside(&self, claim: &str) -> Option<&str> {
        self.set_aside.get(claim).map(String::as_str)
    }

    /// The notices by which outlets take back or correct stories, by the notices' ids.
    pub fn recalls(&self) -> &[Recall] {
        &self.recalls
    }

    /// Nobody can know the future, nor read the pile back for ever.
    fn hold(&self, record: &Record, on: Day) -> Holding {
        let in_sight = on <= self.known && fact::back(self.begins, LOOK_BACK) <= on;
        let span = record.spans.iter().find(|s| in_sight && s.contains(on));
        let (holder, view) = match span {
            Some(span) => (record.holder(span, &self.sides), record.view(span, on)),
            None => (Holder::Unknown, View::default()),
        };
        let spoke_last = view.support.iter().map(|&i| record.facts[i].published).max();
        let known_last = || record.facts.iter().map(|f| f.published).max();
        let names = |facts: &[usize]| facts.iter().map(|&i| record.facts[i].id.clone()).collect();
        Holding {
            place: record.place.clone(),
            on,
            known: self.known,
            holder,
            disputed: view.disputed(),
            standing: record.standing(&view),
            since: span.and_then(|s| s.since),
            origins: record.origins(&view.support).len(),
            last_report: spoke_last.or_else(known_last).filter(|d| *d < Day::MAX),
            support: names(&view.support),
            against: names(&view.against),
            inferred: span.and_then(|s| s.inferred.clone()),
        }
    }
}

/// The day from which a report counts.
fn out_by(source: &Source) -> Day {
    source.published.map_or(Day::MAX, |days| days.to)
}

/// A number for each group of copies.
fn origin_numbers<'a>(sources: &'a [Source], lineage: &Lineage) -> BTreeMap<&'a str, usize> {
    let origins: BTreeSet<&str> = sources.iter().map(|s| lineage.origin_of(&s.report)).collect();
    let numbers: BTreeMap<&str, usize> = origins.into_iter().enumerate().map(|(n, o)| (o, n)).collect();
    sources.iter().map(|s| (s.report.as_str(), numbers[lineage.origin_of(&s.report)])).collect()
}

/// Ids of the claims that repeat what another report of the same origin claims: they are shown, and count in no sum.
fn echoes<'a>(claims: &[&'a Claim], lineage: &Lineage) -> BTreeSet<&'a str> {
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
    let mut copies_last = claims.to_vec();
    copies_last.sort_by_key(|c| lineage.is_copy(&c.report));
    copies_last.iter().filter(repeats).map(|c| c.id.as_str()).collect()
}

/// The facts for and against a state on a day.
#[derive(Default)]
struct View {
    support: Vec<usize>,
    against: Vec<usize>,
    /// The user has decided for the state.
    pinned: bool,
}

impl View {
    fn disputed(&self) -> bool {
        !self.against.is_empty() && !self.pinned
    }
}

impl Record {
    fn new(places: &[&PlaceRef], mut facts: Vec<Fact>, sides: &Sides) -> Record {
        fact::mark_withdrawn(&mut facts);
        fact::weaken_refuted(&mut facts);
        fact::absorb_recaps(&mut facts);
        fact::attach_mentions(&mut facts);
        fact::mark_last_words(&mut facts);
        fact::outweigh(&mut facts);
        let spans = stretch::stretches(&facts, &history::history(&facts), sides);
        Record { place: commonest(places), facts, spans }
    }

    fn view(&self, span: &Span, on: Day) -> View {
        let against = self.spoken(against::against(&self.facts, &self.spans, span, on));
        let support: Vec<usize> = span.support.iter().copied().filter(|n| against.binary_search(n).is_err()).collect();
        let pinned = support.iter().any(|&i| self.facts[i].pinned);
        View { support, against, pinned }
    }

    /// Without the headlines: they are never the ground of a finding, nor of a doubt.
    fn spoken(&self, facts: Vec<usize>) -> Vec<usize> {
        facts.into_iter().filter(|&i| !self.facts[i].headline).collect()
    }

    fn holder(&self, span: &Span, sides: &Sides) -> Holder {
        match span.state {
            State::Unknown => Holder::Unknown,
            State::Contested => Holder::Contested,
            State::Held(side) => {
                let named = stretch::party_of(&self.facts, &span.support, side);
                Holder::Party(named.unwrap_or_else(|| sides.party(side).clone()))
            }
        }
    }

    fn origins(&self, support: &[usize]) -> BTreeSet<usize> {
        support.iter().map(|&i| &self.facts[i]).filter(|f| !f.headline).map(|f| f.origin).collect()
    }

    fn standing(&self, view: &View) -> Standing {
        let asserted = |f: &&usize| self.facts[**f].status != crate::model::Status::Claimed;
        let firm: Vec<usize> = view.support.iter().filter(asserted).copied().collect();
        let admitted = firm.iter().any(|&i| self.facts[i].admission && self.facts[i].current());
        match self.origins(&firm).len() {
            _ if view.disputed() => Standing::Disputed,
            0 => Standing::Claimed,
            1 if !admitted => Standing::Reported,
            _ => Standing::Confirmed,
        }
    }

    fn show(&self, span: &Span, sides: &Sides, known: Day) -> Stretch {
        let on = span.from.or(span.to).unwrap_or(known);
        let view = self.view(span, on);
        let names = |facts: &[usize]| facts.iter().map(|&i| self.facts[i].id.clone()).collect();
        Stretch {
            from: span.from,
            to: span.to,
            holder: self.holder(span, sides),
            disputed: view.disputed(),
            standing: self.standing(&view),
            since: span.since,
            origins: self.origins(&view.support).len(),
            support: names(&view.support),
            against: names(&view.against),
            inferred: span.inferred.clone(),
        }
    }
}

/// The form of the place that most claims have, so that one odd reading does not rename it.
fn commonest(places: &[&PlaceRef]) -> PlaceRef {
    let mut counts: BTreeMap<(&str, &str), (usize, &PlaceRef)> = BTreeMap::new();
    for place in places {
        counts.entry((&place.name, place.kind.as_str())).or_insert((0, place)).0 += 1;
    }
    let best = counts.into_iter().max_by_key(|(name, (n, _))| (*n, std::cmp::Reverse(*name)));
    best.map(|(_, (_, place))| place.clone()).expect("a record has a place")
}
