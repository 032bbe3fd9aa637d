//! What map formats show: each state of a place with its days, as a title, a sentence and the passages behind it.

use super::tables::{holding_id, stretches};
use super::{Asked, Left};
use crate::pile::Pile;
use crate::text::clean;
use crate::words;
use dateline_core::model::{Claim, PlaceRef};
use dateline_core::picture::{Holder, Stretch};
use std::collections::BTreeSet;

/// How many passages stand in a description.
const PASSAGES: usize = 3;

/// One state of a place.
pub(super) struct Shown<'a> {
    pub id: String,
    pub place: &'a PlaceRef,
    pub stretch: Stretch,
    pub holder_id: Option<String>,
    /// "Kunduz: Taliban".
    pub title: String,
    /// The state as a sentence, then passages, each on a line.
    pub lines: Vec<String>,
    pub outlets: Vec<String>,
    pub links: Vec<String>,
}

/// The states of all places.
pub(super) fn shown<'a>(pile: &'a Pile, asked: &'a Asked) -> impl Iterator<Item = Shown<'a>> {
    stretches(pile, asked).map(|(place, stretch)| one(pile, place, stretch))
}

fn one<'a>(pile: &'a Pile, place: &'a PlaceRef, stretch: Stretch) -> Shown<'a> {
    let claims = pile.claims_of(&stretch.support);
    let reports: BTreeSet<&str> = claims.iter().map(|c| c.report.as_str()).collect();
    let cards: Vec<&crate::Card> = reports.into_iter().filter_map(|id| pile.card(id)).collect();
    let outlets: BTreeSet<String> = cards.iter().filter_map(|c| c.report.outlet.as_deref()).map(clean).collect();
    let links: BTreeSet<String> = cards.iter().filter_map(|c| c.report.url.as_deref()).filter_map(link).collect();
    let mut lines = vec![format!("{}.", clean(&words::stretch(pile, &stretch)))];
    lines.extend(claims.iter().filter(|c| !c.headline).take(PASSAGES).map(|c| cited(pile, c)));
    Shown {
        id: holding_id(&place.id, &stretch),
        title: format!("{}: {}", clean(&place.name), clean(stretch.holder.as_str())),
        holder_id: match &stretch.holder {
            Holder::Party(party) => Some(party.id.clone()),
            Holder::Contested | Holder::Unknown => None,
        },
        outlets: outlets.into_iter().collect(),
        links: links.into_iter().collect(),
        place,
        stretch,
        lines,
    }
}

/// The passage with report, day and claim.
pub(super) fn cited(pile: &Pile, claim: &Claim) -> String {
    let day = pile.card(&claim.report).and_then(|c| c.published.days).map_or(String::new(), |d| format!(", {}", d.to));
    format!("“{}” [{}{day}; claim {}]", clean(&claim.quote), clean(&claim.report), claim.id)
}

/// An address that a map may make a link of: of the web, and nothing else.
pub(super) fn link(url: &str) -> Option<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c)))
        .then(|| url.to_owned())
}

/// The claims that states rest on, those that are shown and those that have no point, noted as the states go by.
pub(super) struct Grounds<'a> {
    pile: &'a Pile,
    shown: BTreeSet<&'a str>,
    pointless: BTreeSet<&'a str>,
}

impl<'a> Grounds<'a> {
    /// None so far.
    pub fn new(pile: &'a Pile) -> Grounds<'a> {
        Grounds { pile, shown: BTreeSet::new(), pointless: BTreeSet::new() }
    }
    /// Of a state that is shown.
    pub fn show(&mut self, stretch: &Stretch) {
        self.shown.extend(cited_by(self.pile, stretch));
    }
    /// Of a state without a point, where a format needs one.
    pub fn leave(&mut self, stretch: &Stretch) {
        self.pointless.extend(cited_by(self.pile, stretch));
    }
    /// What is left out: claims that no shown state rests on, and those of states without a point.
    pub fn left(&self) -> Left {
        let mut left = Left::default();
        let known = self.pile.claims().iter().filter(|c| super::happened::is_out(self.pile, c));
        for claim in known.filter(|c| !self.shown.contains(c.id.as_str())) {
            left.add(if self.pointless.contains(claim.id.as_str()) { NO_POINT } else { NO_STATE }, 1);
        }
        left
    }
}

/// Ids as the pile has them, which live as long as it does.
fn cited_by<'a>(pile: &'a Pile, stretch: &Stretch) -> impl Iterator<Item = &'a str> {
    let ids = stretch.support.iter().chain(&stretch.against);
    ids.filter_map(|id| pile.claim(id)).map(|c| c.id.as_str())
}

const NO_POINT: &str = "the gazetteer does not know the place; it is in the GeoJSON, without geometry";
const NO_STATE: &str = "no state of a place rests on it; see the table `claims` of `dateline export csv`";
