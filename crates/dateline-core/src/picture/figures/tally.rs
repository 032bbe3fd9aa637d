//! Our own count: how many places of the kind that a figure counts the picture gives to the side, by name.
//!
//! It counts only what reports name, so it is a lower bound in its own right, and it is always called our count.

use super::amount::PERCENT;
use super::series::{Fate, Series};
use crate::model::{Day, PlaceKind, PlaceRef};
use crate::picture::{Holder, Picture, Standing};

/// A place in our count.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The place.
    pub place: PlaceRef,
    /// How well it is supported that the side has it.
    pub standing: Standing,
    /// Ids of the claims for it.
    pub support: Vec<String>,
}

/// How many places of a kind a side has on a day, counted from the places that reports name.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The day.
    pub day: Day,
    /// The places, by name.
    pub places: Vec<Counted>,
}

/// What is counted.
enum Sort {
    /// Seats of first-level divisions.
    Seat,
    Kind(PlaceKind),
    /// Sites with this finer word.
    Site(&'static str),
}

/// The nouns that name a kind of place which can be told from a place itself. Of a village a gazetteer says no more than
/// of a town, so villages are not counted.
const NOUNS: [(&str, Sort); 16] = [
    ("provincial capitals", Sort::Seat),
    ("regional capitals", Sort::Seat),
    ("state capitals", Sort::Seat),
    ("provinces", Sort::Kind(PlaceKind::Province)),
    ("governorates", Sort::Kind(PlaceKind::Province)),
    ("oblasts", Sort::Kind(PlaceKind::Province)),
    ("districts", Sort::Kind(PlaceKind::District)),
    ("counties", Sort::Kind(PlaceKind::District)),
    ("cities", Sort::Kind(PlaceKind::City)),
    ("towns", Sort::Kind(PlaceKind::City)),
    ("airports", Sort::Site("airport")),
    ("airfields", Sort::Site("airfield")),
    ("bases", Sort::Site("base")),
    ("ports", Sort::Site("port")),
    ("bridges", Sort::Site("bridge")),
    ("border crossings", Sort::Site("border crossing")),
];

/// Our count beside a series on a day; `None` when what is counted cannot be told from the places themselves.
pub(in super::super) fn tally(picture: &Picture, series: &Series, day: Day) -> Option<Tally> {
    let party = series.party.as_ref().filter(|_| series.places)?;
    let side = picture.sides.of(party)?;
    let counted = series.subject.strip_prefix("share of ").unwrap_or(&series.subject);
    let noun = counted.split(" held by ").next()?.to_lowercase();
    let noun = noun.split(" in ").next()?;
    let (_, sort) = NOUNS.iter().find(|(n, _)| *n == noun)?;
    if matches!(sort, Sort::Seat) && picture.seats.is_empty() {
        return None;
    }
    let within = series.place.as_ref().map(|p| &p.name);
    let holds = |h: &Holder| matches!(h, Holder::Party(p) if picture.sides.of(p) == Some(side));
    let inside = |p: &PlaceRef| within.is_none_or(|w| p.within.as_ref() == Some(w));
    // Few places are of the kind that is counted, and what is asked of each takes time.
    let asked = picture.places().filter(|p| sort.takes(p, picture) && inside(p));
    let held = asked.filter_map(|p| picture.holding(&p.id, day)).filter(|h| holds(&h.holder));
    let mut places: Vec<Counted> =
        held.map(|h| Counted { place: h.place, standing: h.standing, support: h.support }).collect();
    places.sort_by(|a, b| (&a.place.name, &a.place.id).cmp(&(&b.place.name, &b.place.id)));
    Some(Tally { day, places })
}

impl Series {
    /// How many places the lowest number told for the day counts beyond those that are named; `None` when it counts none.
    pub fn unnamed(&self, tally: &Tally) -> Option<usize> {
        let heard = |f: &Fate| matches!(f, Fate::Stands | Fate::Superseded(_) | Fate::Disputed(_));
        let told = self.reported.iter().filter(|r| r.day == tally.day && r.figure.unit != PERCENT && heard(&r.fate));
        let lowest = told.map(|r| r.figure.value).min_by(f64::total_cmp)? as usize;
        lowest.checked_sub(tally.places.len()).filter(|more| *more > 0)
    }
}

impl Sort {
    fn takes(&self, place: &PlaceRef, picture: &Picture) -> bool {
        match self {
            Sort::Seat => picture.seats.contains(&place.id),
            Sort::Kind(kind) => place.kind == *kind,
            Sort::Site(word) => place.kind == PlaceKind::Facility && place.detail.as_deref() == Some(word),
        }
    }
}
