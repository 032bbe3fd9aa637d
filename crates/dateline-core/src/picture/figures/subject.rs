//! What makes two numbers numbers of the same thing, and how such a number may change.
//!
//! The same thing is what bears the same label (what is counted, what is said of it, where) for the same party. A share
//! of a thing and a number of it are of the same thing. How a number may change depends on what is said: a town's people
//! stay the same within a crisis, who has how many towns is true of a day, and the dead of an attack only become more.

use super::amount::PERCENT;
use crate::model::{Claim, Figure};

/// How the names of the rules begin that read figures; what is said of the things stands behind it.
const RULE: &str = "figure-";
/// What happens to people and things, and is counted as it goes on.
const TOLLS: [&str; 25] = [
    "abducted",
    "arrived",
    "captured",
    "carried-out",
    "casualties",
    "crossed",
    "defected",
    "destroyed",
    "detained",
    "displaced",
    "evacuated",
    "fired",
    "fled",
    "freed",
    "killed",
    "lost",
    "missing",
    "returned",
    "sent",
    "shot-down",
    "surrendered",
    "treated",
    "withdrawn",
    "wounded",
    "cleared",
];

/// How a number may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is the same on every day of the crisis: the people of a town, the way between two.
    Fixed,
    /// It is true of a day: how many towns a side has.
    Daily,
    /// It adds up: the dead of an attack.
    Toll,
    /// Nothing tells what it is to be compared with.
    Loose,
}

/// What two figures must have in common to be of the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Key {
    pub label: String,
    /// Where, when the label does not say it.
    pub place: String,
    pub party: String,
}

impl Key {
    pub fn of(figure: &Figure) -> Key {
        let label = figure.subject.strip_prefix("share of ").unwrap_or(&figure.subject).to_lowercase();
        let unsaid = figure.place.as_ref().filter(|p| !label.contains(&p.name.to_lowercase()));
        let place = unsaid.map_or(String::new(), |p| p.id.clone());
        Key { place, party: figure.party.as_ref().map_or(String::new(), |p| p.side()), label }
    }
}

/// What is said of the things: "held", "killed"; "counted" when nothing is.
fn measure(claim: &Claim) -> &str {
    let said = claim.rule.strip_prefix(RULE).unwrap_or_default();
    said.strip_prefix("ordinal-").unwrap_or(said)
}

/// How a figure may change. What is only counted needs a place to be compared.
pub(super) fn change(claim: &Claim, figure: &Figure) -> Change {
    let placed = figure.place.is_some();
    match measure(claim) {
        "resident" if placed => Change::Fixed,
        "distance" if figure.subject.starts_with("distance of ") => Change::Daily,
        "held" | "share-again" | "cut-off" => Change::Daily,
        "counted-again" | "counted" if figure.unit == PERCENT => Change::Daily,
        "counted" if placed => Change::Daily,
        toll if TOLLS.contains(&toll) => Change::Toll,
        _ => Change::Loose,
    }
}

/// Whether a side's places are counted, so that they can be counted here as well.
pub(super) fn counts_places(claim: &Claim, figure: &Figure) -> bool {
    measure(claim) == "held" && figure.party.is_some() && (figure.unit == "places" || figure.unit == PERCENT)
}

/// The label without the place: "troops sent" for "troops sent to Kabul".
pub(in super::super) fn stem(figure: &Figure) -> String {
    let Some(place) = &figure.place else { return figure.subject.clone() };
    let Some((before, after)) = figure.subject.split_once(&place.name) else { return figure.subject.clone() };
    let before = before.trim_end();
    let before = before.rsplit_once(' ').map_or(before, |(rest, _)| rest);
    format!("{before}{after}")
}
