//! What the event formats have in common: where a place lies, who published and who said it, and the columns of our own
//! that lead a row back to its passages.

use super::crosswalk::{Crosswalk, Rule};
use super::happened::{self, Happened, Left, is_out, origins};
use super::table::{Cell, Column, Kind, col, list, text};
use super::{Asked, deaths, tables};
use crate::pile::Pile;
use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::model::{Claim, Day, Days, Extent, PlaceKind, PlaceRef};
use std::collections::{BTreeMap, BTreeSet};

/// The events that count for a day, and what is left out of all claims so far.
pub(super) fn asked_for<'a>(pile: &'a Pile, asked: &Asked) -> (Vec<Happened<'a>>, Left) {
    let (mut events, mut left) = happened::happened(pile);
    if let Some(on) = asked.on {
        let other: usize = events.iter().filter(|e| !e.days.contains(on)).map(|e| e.claims.len()).sum();
        left.add("of another day than was asked for", other);
        events.retain(|e| e.days.contains(on));
    }
    (events, left)
}

/// Counts the claims that tell no event: statements, and figures; numbers of dead only where nobody else does.
pub(super) fn leave_the_rest(pile: &Pile, left: &mut Left, deaths_too: bool) {
    for claim in pile.claims().iter().filter(|c| is_out(pile, c)) {
        match claim.figure() {
            Some(figure) if !deaths_too && deaths::tells_deaths(figure) => {}
            Some(_) => left.add("a figure is no event; see the table `figures` of `dateline export csv`", 1),
            None if claim.statement().is_some() => left.add("what somebody said is no event", 1),
            None => {}
        }
    }
}

/// Names of what a place lies in.
pub(super) struct Land<'a> {
    places: BTreeMap<&'a str, &'a PlaceRef>,
    parties: &'a PartyLexicon,
}

impl<'a> Land<'a> {
    /// The places of the pile and the countries of the lexicon.
    pub fn new(pile: &'a Pile, parties: &'a PartyLexicon) -> Land<'a> {
        let places = pile.claims().iter().filter_map(|c| c.place()).map(|p| (p.id.as_str(), p)).collect();
        Land { places, parties }
    }
    /// The country's name.
    pub fn country(&self, place: &PlaceRef) -> String {
        self.parties.country(&place.country).map_or(String::new(), |c| c.name.clone())
    }
    /// The first-level division, where that is known.
    pub fn admin1(&self, place: &PlaceRef) -> String {
        let country = self.country(place);
        let within = match place.kind {
            PlaceKind::Province => Some(place.name.clone()),
            PlaceKind::City | PlaceKind::District => place.within.clone(),
            PlaceKind::Facility => self.town_of(place).and_then(|town| town.within.clone()),
            PlaceKind::Country | PlaceKind::Region => None,
        };
        within.filter(|w| *w != country).unwrap_or_default()
    }
    /// The second-level division, where the place is one.
    pub fn admin2(&self, place: &PlaceRef) -> String {
        if place.kind == PlaceKind::District { place.name.clone() } else { String::new() }
    }
    fn town_of(&self, site: &PlaceRef) -> Option<&PlaceRef> {
        let (town, _) = site.id.split_once('/')?;
        self.places.get(town).copied()
    }
}

/// "12 August 2021".
pub(super) fn long_day(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {} {}", day.day(), MONTHS[day.month() as usize - 1], day.year())
}

/// The day in the middle.
pub(super) fn middle(days: Days) -> Day {
    let half = (happened::length(days) - 1) / 2;
    days.from.checked_add(jiff::Span::new().days(half)).unwrap_or(days.from)
}

/// Who published the claims, each once, copies by the original's name.
pub(super) fn outlets(pile: &Pile, claims: &[&Claim]) -> BTreeSet<String> {
    let name = |origin: &str| {
        let outlet = pile.card(origin).and_then(|c| c.report.outlet.clone());
        outlet.unwrap_or_else(|| origin.to_owned())
    };
    origins(pile, claims).into_iter().map(name).collect()
}

/// Who said it first, through whom: "Sarwari, a provincial councillor, via AFP".
pub(super) fn said_first(claim: &Claim) -> Option<String> {
    let source = claim.source.as_deref()?;
    let role = source.role.as_ref().filter(|_| source.name.is_some()).map_or(String::new(), |r| format!(", {r}"));
    let via = if source.via.is_empty() { String::new() } else { format!(", via {}", source.via.join(", via ")) };
    Some(format!("{}{role}{via}", tables::said_by(source)))
}

/// The claim whose passage stands for the event: of its own kind and place, of the whole of it, the earliest published.
pub(super) fn spokesman<'a>(pile: &Pile, event: &Happened<'a>) -> &'a Claim {
    let at = |c: &'a Claim| c.place().map(|p| &p.id);
    let published = |c: &Claim| pile.card(&c.report).and_then(|card| card.published.days).map_or(Day::MAX, |d| d.to);
    let whole = |c: &'a Claim| c.event().is_some_and(|e| e.extent == Extent::Full) && at(c) == Some(&event.place.id);
    let first =
        event.claims.iter().min_by_key(|c| (!c.tells(event.kind), !whole(c), published(c), &c.report, c.span, &c.id));
    first.expect("an event has claims")
}

/// The columns that every event row ends with.
pub(super) const OURS: [Column; 12] = [
    col("dl_mapping", Kind::Word, "", "File and version of the mapping rules"),
    col("dl_rule", Kind::Word, "", "The rule that chose the codes"),
    col("dl_event", Kind::Word, "", "What dateline calls it"),
    col("dl_standing", Kind::Word, "#status", "confirmed, reported or disputed"),
    col("dl_disputed", Kind::Flag, "#meta+warning", "Whether known reports disagree"),
    col("dl_manner", Kind::Word, "", "Of a takeover: fighting, handed_over, abandoned; empty when not told"),
    col("dl_held_days", Kind::Whole, "", "Of a takeover: after how many days the state of the place changed again"),
    col("dl_date_edtf", Kind::Text, "", "The days it may have been, as EDTF"),
    col("dl_place_id", Kind::Text, "", "Id of the place"),
    col("dl_claims", Kind::Text, "#meta+claim+id", "Ids of the claims behind it, for `dateline why`"),
    col("dl_reports", Kind::Text, "#meta+report+id", "Ids of the reports they stand in"),
    col("dl_quote", Kind::Text, "#meta+quote", "The passage of the first of them"),
];

/// Those columns for an event.
pub(super) fn ours(pile: &Pile, event: &Happened, rule: &Rule, crosswalk: &Crosswalk, more: &[&Claim]) -> Vec<Cell> {
    let claims = || event.claims.iter().chain(more);
    let reports: BTreeSet<&str> = claims().map(|c| c.report.as_str()).collect();
    vec![
        text(crosswalk.name()),
        text(&rule.name),
        text(event.kind.as_str()),
        text(event.standing.as_str()),
        Cell::Flag(event.disputed),
        event.manner.map_or(Cell::None, |m| text(m.as_str())),
        event.held_days.map_or(Cell::None, |n| Cell::Whole(n.into())),
        text(super::edtf(event.days)),
        text(&event.place.id),
        list(claims().map(|c| c.id.as_str())),
        list(reports),
        text(&spokesman(pile, event).quote),
    ]
}
