//! What is told otherwise on one day than on another: the difference of two pictures, by consequence.
//!
//! Nothing is read again. Each picture says who has a place on the very day its reader stands on, and which
//! disputes are open; where the two say different things there is a change. The later picture also says what it
//! now holds of the earlier day, so that a place that nobody is known to have any more can be told from a place
//! about which something has been withdrawn.

use super::fact::forth;
use super::lineage::hash;
use super::{Dispute, Holder, Holding, Picture, Recall, Standing};
use crate::model::{Day, PartyRef, PlaceKind, PlaceRef};
use crate::text::recall::RecallKind;
use std::collections::{BTreeMap, BTreeSet};

dateline_tree::words!(
    /// What sort of change it is.
    ChangeKind {
        /// Nobody is said to have a place any more, because what said so is no longer counted.
        Withdrawn = "withdrawn",
        /// Another holder, standing or day.
        Revised = "revised",
        /// Reports disagree that did not.
        Disputed = "disputed",
        /// A holder where none was known.
        New = "new",
        /// Reports disagree no longer, or something settles it.
        Settled = "settled",
        /// No report for a while.
        Quiet = "quiet",
    }
);

dateline_tree::words!(
    /// What is revised.
    Aspect {
        /// Another side has the place.
        Holder = "holder",
        /// It is better or worse supported.
        Standing = "standing",
        /// It began on another day.
        Day = "day",
    }
);

/// One thing that the later picture tells otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Made of what changed, not of the passages: the same change has the same id in every run.
    pub id: String,
    /// What sort of change.
    pub kind: ChangeKind,
    /// Of a revision, what is revised.
    pub aspects: Vec<Aspect>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Who had the place in the earlier picture; `None` when no report was about it.
    pub before: Option<Holding>,
    /// Who has it in the later one; `None` when no report that counts is about it.
    pub after: Option<Holding>,
    /// The dispute that was opened or settled; of a settled one as the later picture tells it, if it still does.
    pub dispute: Option<Dispute>,
    /// The notice by which an outlet takes back or corrects a story.
    pub recall: Option<Recall>,
}

impl Change {
    /// Ids of the claims that a reader should look at, for what is told now; of what is withdrawn, for what was told.
    pub fn support(&self) -> Vec<String> {
        if let Some(recall) = &self.recall {
            return recall.ended.clone();
        }
        match (&self.dispute, self.kind, &self.before, &self.after) {
            (Some(dispute), ..) => dispute.answers.iter().flat_map(|a| a.claims.iter().cloned()).collect(),
            (_, ChangeKind::Withdrawn, Some(before), _) => before.support.clone(),
            (.., Some(after)) => after.support.clone(),
            _ => Vec::new(),
        }
    }

    /// Ids of the claims against what is told now.
    pub fn against(&self) -> &[String] {
        match (&self.dispute, &self.after) {
            (None, Some(after)) => &after.against,
            _ => &[],
        }
    }

    /// Whether it is about this place.
    pub fn is_at(&self, place: &str) -> bool {
        self.place.as_ref().is_some_and(|p| p.id == place)
    }

    /// Whether a party has or had the place in it, or is an answer of its dispute.
    pub fn names(&self, is: impl Fn(&PartyRef) -> bool, called: impl Fn(&str) -> bool) -> bool {
        let held = [&self.before, &self.after].into_iter().flatten();
        let party = |h: &Holding| matches!(&h.holder, Holder::Party(party) if is(party));
        held.into_iter().any(party) || self.dispute.iter().flat_map(|d| &d.answers).any(|a| called(&a.value))
    }

    /// How much it matters, the most first.
    fn consequence(&self) -> (u8, bool, std::cmp::Reverse<usize>) {
        let rank = match (self.kind, self.aspects.first()) {
            (ChangeKind::Withdrawn, _) => 0,
            (ChangeKind::Revised, Some(Aspect::Holder)) => 1,
            (ChangeKind::Disputed, _) => 2,
            (ChangeKind::New, _) => 3,
            (ChangeKind::Settled, _) => 4,
            (ChangeKind::Revised, Some(Aspect::Standing)) => 5,
            (ChangeKind::Revised, _) => 6,
            (ChangeKind::Quiet, _) => 7,
        };
        let site = self.place.as_ref().is_none_or(|p| p.kind == PlaceKind::Facility);
        let origins = self.after.as_ref().or(self.before.as_ref()).map_or(0, |h| h.origins);
        (rank, site, std::cmp::Reverse(origins))
    }
}

impl Picture {
    /// What this picture tells otherwise than an earlier one, by consequence. A place of which no report has spoken
    /// for `quiet` days is gone quiet.
    pub fn changes_since(&self, earlier: &Picture, quiet: i64) -> Vec<Change> {
        let mut changes = opened_and_settled(earlier, self);
        changes.extend(recalled(earlier, self));
        let asked: BTreeSet<(ChangeKind, String)> =
            changes.iter().filter_map(|c| Some((c.kind, c.place.as_ref()?.id.clone()))).collect();
        let (before, after) = (held(earlier), held(self));
        for id in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let pair = Pair { before: before.get(id), after: after.get(id), then: self.holding(id, earlier.known()) };
            let told = pair.changes(earlier.known(), self.known(), quiet).into_iter();
            changes.extend(told.filter(|c| !asked.contains(&(c.kind, id.clone()))));
        }
        changes.iter_mut().for_each(|c| c.id = identity(c));
        changes.sort_by_cached_key(|c| {
            let name = c.place.as_ref().map_or(String::new(), |p| p.name.clone());
            (c.consequence(), name, c.id.clone())
        });
        changes
    }
}

/// Who has each place on the day its reader stands on.
fn held(picture: &Picture) -> BTreeMap<String, Holding> {
    picture.holdings(picture.known()).into_iter().map(|h| (h.place.id.clone(), h)).collect()
}

/// One place in both pictures, and what the later one says of the earlier day.
struct Pair<'a> {
    before: Option<&'a Holding>,
    after: Option<&'a Holding>,
    then: Option<Holding>,
}

impl Pair<'_> {
    fn changes(&self, since: Day, known: Day, quiet: i64) -> Vec<Change> {
        let revised = self.revised();
        let disputed = match (self.before.is_some_and(|h| h.disputed), self.after.is_some_and(|h| h.disputed)) {
            (false, true) => Some(self.change(ChangeKind::Disputed, Vec::new())),
            (true, false) => Some(self.change(ChangeKind::Settled, Vec::new())),
            _ => None,
        };
        [revised, disputed, self.quiet(since, known, quiet)].into_iter().flatten().collect()
    }

    fn revised(&self) -> Option<Change> {
        match (self.before.filter(|h| is_known(h)), self.after.filter(|h| is_known(h))) {
            (None, None) => None,
            (None, Some(_)) => Some(self.change(ChangeKind::New, Vec::new())),
            // The later picture agrees on the earlier day: whoever had it has left it since.
            (Some(before), None) => Some(match self.then.as_ref().is_some_and(|t| same_side(t, before)) {
                true => self.change(ChangeKind::Revised, vec![Aspect::Holder]),
                false => self.change(ChangeKind::Withdrawn, Vec::new()),
            }),
            (Some(before), Some(after)) => {
                let aspects = aspects(before, after);
                (!aspects.is_empty()).then(|| self.change(ChangeKind::Revised, aspects))
            }
        }
    }

    /// Gone quiet between the two days: told once, not on every day after.
    fn quiet(&self, since: Day, known: Day, quiet: i64) -> Option<Change> {
        let last = self.after.filter(|h| is_known(h))?.last_report?;
        let limit = forth(last, quiet);
        (since < limit && limit <= known).then(|| self.change(ChangeKind::Quiet, Vec::new()))
    }

    fn change(&self, kind: ChangeKind, aspects: Vec<Aspect>) -> Change {
        let place = self.after.or(self.before).map(|h| h.place.clone());
        let (before, after) = (self.before.cloned(), self.after.cloned());
        Change { id: String::new(), kind, aspects, place, before, after, dispute: None, recall: None }
    }
}

fn is_known(holding: &Holding) -> bool {
    holding.holder != Holder::Unknown
}

fn same_side(a: &Holding, b: &Holding) -> bool {
    side(&a.holder) == side(&b.holder)
}

/// A government and its forces are one side.
fn side(holder: &Holder) -> String {
    match holder {
        Holder::Party(party) => party.side(),
        Holder::Contested | Holder::Unknown => holder.as_str().to_owned(),
    }
}

fn aspects(before: &Holding, after: &Holding) -> Vec<Aspect> {
    if !same_side(before, after) {
        return vec![Aspect::Holder];
    }
    // Disputes are changes of their own.
    let settled = ![before.standing, after.standing].contains(&Standing::Disputed);
    let standing = (settled && before.standing != after.standing).then_some(Aspect::Standing);
    let day = (before.since != after.since).then_some(Aspect::Day);
    standing.into_iter().chain(day).collect()
}

/// Notices that were not known and end something.
fn recalled(earlier: &Picture, later: &Picture) -> Vec<Change> {
    let known = |r: &Recall| earlier.recalls().iter().any(|e| e.notice == r.notice && e.ended == r.ended);
    let new = later.recalls().iter().filter(|r| !r.ended.is_empty() && !known(r));
    let change = |recall: &Recall| Change {
        id: String::new(),
        kind: match recall.kind {
            RecallKind::Withdrawn => ChangeKind::Withdrawn,
            RecallKind::Corrected => ChangeKind::Revised,
        },
        aspects: Vec::new(),
        place: None,
        before: None,
        after: None,
        dispute: None,
        recall: Some(recall.clone()),
    };
    new.map(change).collect()
}

/// Disputes that are open in the later picture and were not, and those that were open and are not.
fn opened_and_settled(earlier: &Picture, later: &Picture) -> Vec<Change> {
    let (before, after) = (earlier.disputes(), later.disputes());
    let (at_before, at_after) = (by_place(&before), by_place(&after));
    let open_in = |all: &ByPlace, one: &Dispute| same(all, one).any(|d| d.open);
    let opened = after.iter().filter(|d| d.open && !open_in(&at_before, d)).map(|d| (ChangeKind::Disputed, d));
    let settled = before.iter().filter(|d| d.open && !open_in(&at_after, d)).map(|d| {
        let now = same(&at_after, d).next();
        (ChangeKind::Settled, now.unwrap_or(d))
    });
    let change = |(kind, dispute): (ChangeKind, &Dispute)| {
        let at = |p: &Picture| dispute.place.as_ref().and_then(|place| p.holding(&place.id, p.known()));
        Change {
            id: String::new(),
            kind,
            aspects: Vec::new(),
            place: dispute.place.clone(),
            before: at(earlier),
            after: at(later),
            dispute: Some(dispute.clone()),
            recall: None,
        }
    };
    opened.chain(settled).map(change).collect()
}

/// Disputes by the id of their place.
type ByPlace<'a> = BTreeMap<&'a str, Vec<&'a Dispute>>;

fn by_place(disputes: &[Dispute]) -> ByPlace<'_> {
    let mut places = ByPlace::new();
    disputes.iter().for_each(|d| places.entry(place_of(d)).or_default().push(d));
    places
}

fn place_of(dispute: &Dispute) -> &str {
    dispute.place.as_ref().map_or("", |p| &p.id)
}

/// The disputes of the same matter. The first day of one may move when earlier claims come to light; it is the same
/// dispute still.
fn same<'a>(all: &ByPlace<'a>, one: &'a Dispute) -> impl Iterator<Item = &'a Dispute> {
    let at = all.get(place_of(one)).cloned().unwrap_or_default().into_iter();
    at.filter(move |d| d.id == one.id || d.kind == one.kind && d.question == one.question && d.days.overlaps(one.days))
}

/// An id from what changed; the passages may grow without its becoming another change.
fn identity(change: &Change) -> String {
    let state = |holding: &Option<Holding>| {
        holding.as_ref().map_or("none".to_owned(), |h| {
            let since = h.since.map_or(String::new(), |d| format!("{}/{}", d.from, d.to));
            format!("{} {} {} {since}", side(&h.holder), h.standing.as_str(), h.disputed)
        })
    };
    let quiet_since = change.after.as_ref().filter(|_| change.kind == ChangeKind::Quiet).and_then(|h| h.last_report);
    let parts = [
        change.kind.as_str().to_owned(),
        change.aspects.iter().map(|a| a.as_str()).collect::<Vec<_>>().join(" "),
        change.place.as_ref().map_or(String::new(), |p| p.id.clone()),
        change.dispute.as_ref().map_or_else(|| state(&change.before) + "|" + &state(&change.after), |d| d.id.clone()),
        quiet_since.map_or(String::new(), |d| d.to_string()),
        change.recall.as_ref().map_or(String::new(), |r| r.notice.clone()),
    ];
    format!("x{:016x}", hash(parts.into_iter()))
}

#[cfg(test)]
mod tests;
