//! Many claims in, a picture out: copies, holdings, disputes.
//!
//! [`Picture::assemble`] takes the claims of many reports and the day the reader stands on, and answers who
//! held which place on which day. It reads no text and does not depend on the order of its input. The rooms
//! inside: [`lineage`] finds copies, `sides` learns who stands with whom, `fact` weighs a claim, `history`
//! finds the course of events that contradicts the least, `stretch` makes stretches of it, `against` says what
//! speaks against them, `figures` joins the numbers of one thing, `ledger` holds what was expected beside what came,
//! `developments` joins what reports tell of one happening, `disputes` lists the contradictions, and [`changes`] tells two pictures apart.
//!
//! What never makes a holder: what is denied, negated, planned, forecast or history, and a headline. What only the model
//! finds is left out altogether.

mod against;
mod assemble;
pub mod changes;
pub mod corrections;
pub mod decisions;
mod developments;
mod disputes;
mod fact;
mod figures;
mod happening;
mod history;
mod ledger;
pub mod lineage;
mod passage;
mod people;
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

pub use developments::{Development, Part};
pub use disputes::{Answer, Dispute, DisputeKind, Quote};
pub use figures::{Change, Counted, Fate, Reported, Series, Tally};
pub use ledger::{Forecast, Outcome};
pub use people::{Named, Told};
pub use recalls::Recall;

use crate::model::{Day, Days, PartyRef, PlaceRef};
use decisions::Hand;
use fact::Fact;
use figures::Number;
use happening::Happening;
use history::State;
use ledger::Expectation;
use lineage::Lineage;
use passage::out_by;
use sides::Sides;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
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

dateline_tree::words!(
    /// How well a holding is supported.
    Standing {
        /// Two independent origins, or an admission by the losing side.
        Confirmed = "confirmed",
        /// One origin in its own voice, or a neutral source.
        Reported = "reported",
        /// Only the word of a side for its own success; also the standing of an unknown holder.
        Claimed = "claimed",
        /// Known reports disagree.
        Disputed = "disputed",
    }
);

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
    /// Last day that a known report may be of.
    newest: Day,
    records: BTreeMap<String, Arc<Record>>,
    /// The figures of the known claims.
    numbers: Vec<Number>,
    /// What the known claims tell of named persons.
    mentions: Vec<people::Mention>,
    /// What the known claims expect or plan.
    expected: Vec<Expectation>,
    /// Events that are not about control, by place.
    happenings: BTreeMap<String, Vec<Happening>>,
    /// Ids of the towns that are seats of a first-level division, as far as the caller knows them.
    seats: BTreeSet<String>,
    lineage: Lineage,
    sides: Sides,
    /// What the user decided about single passages.
    hand: Hand,
    recalls: Vec<Recall>,
    /// Claims that do not count, and why.
    set_aside: BTreeMap<String, String>,
    /// What the claims of each place tell of sides; those that name no place are under no name.
    tallies: BTreeMap<String, Arc<sides::Tally>>,
    /// What the facts of each known report depend on besides its claims, in the order of the ids.
    stamps: Vec<assemble::Stamp>,
}

impl Picture {
    /// The same picture where it is known which towns are seats of a first-level division: they can be counted as such.
    pub fn with_seats(mut self, seats: BTreeSet<String>) -> Picture {
        self.seats = seats;
        self
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

    /// The contradictions among the known claims: those of the places by place and day, then those of figures.
    pub fn disputes(&self) -> Vec<Dispute> {
        disputes::all(self).into_iter().map(|d| self.hand.settle(d)).collect()
    }

    /// What known reports say of each quantity, in order of the label.
    pub fn figures(&self) -> Vec<Series> {
        figures::groups(&self.numbers).iter().map(figures::Group::show).collect()
    }

    /// Our own count beside a series on a day, from the places that reports name; `None` where what is counted cannot
    /// be told from the places.
    pub fn tally(&self, series: &Series, on: Day) -> Option<Tally> {
        figures::tally(self, series, on)
    }

    /// What was expected or planned, and what became of it, in order of publication.
    pub fn forecasts(&self) -> Vec<Forecast> {
        ledger::ledger(self)
    }

    /// What happened, each happening once with everything that known reports tell of it, in order of its days.
    pub fn developments(&self) -> Vec<Development> {
        developments::all(self)
    }

    /// The named persons that known reports tell something of, by name.
    pub fn people(&self) -> Vec<Named> {
        people::people(&self.mentions)
    }

    /// The day up to which something can have come: the known day, or the newest report's where all reports count.
    fn now(&self) -> Day {
        if self.known < Day::MAX { self.known } else { self.newest }
    }

    /// The stable name of the side a party stands on.
    fn side_of(&self, party: &PartyRef) -> String {
        self.sides.of(party).map_or_else(|| party.side(), |side| self.sides.name(side).to_owned())
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
        let names = |facts: &[usize]| facts.iter().map(|&i| record.facts[i].claim.id.clone()).collect();
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
        facts.into_iter().filter(|&i| !self.facts[i].claim.headline).collect()
    }

    /// Ids of facts, without the headlines.
    fn told(&self, facts: &[usize]) -> Vec<String> {
        self.spoken(facts.to_vec()).into_iter().map(|i| self.facts[i].claim.id.clone()).collect()
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
        support.iter().map(|&i| &self.facts[i]).filter(|f| !f.claim.headline).map(|f| f.origin).collect()
    }

    fn standing(&self, view: &View) -> Standing {
        let asserted = |f: &&usize| self.facts[**f].claim.status != crate::model::Status::Claimed;
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
        let names = |facts: &[usize]| facts.iter().map(|&i| self.facts[i].claim.id.clone()).collect();
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
