//! The questions that can be asked of a pile. Every door asks here, so that no two of them answer one question differently.

use crate::error::{Error, Result};
use crate::pictures::{Known, Pictures, Shelf};
use crate::pile::{places, report};
use dateline_core::lexicon::fold::fold;
use dateline_core::model::{Claim, Day, Days, EventKind, PartyRef, PlaceRef, Status};
use dateline_core::picture::changes::Change;
use dateline_core::picture::{Development, Holding};
use dateline_show::Pile;
use dateline_show::brief::model::Brief;
use dateline_show::brief::{self, Template};
use dateline_show::page::{self, Search};
use jiff::ToSpan;

/// Kinds of claims that are no events.
pub const NO_EVENTS: [&str; 3] = ["figure", "statement", "person"];
/// After how many days without a report a place is gone quiet, when nothing else is said.
pub const QUIET: usize = 7;
/// How many reports a search finds at most.
const FOUND: usize = 10_000;

/// The words for what a claim may be: what happened, or one that is no event.
pub fn kinds() -> Vec<&'static str> {
    EventKind::ALL.iter().map(|k| k.as_str()).chain(NO_EVENTS).collect()
}

/// The words for how far a claim may be relied on.
pub fn statuses() -> Vec<&'static str> {
    Status::ALL.iter().map(|s| s.as_str()).collect()
}

/// Who has a place on a day, or every place; the known day when none is given.
pub fn holdings(pile: &Pile, place: Option<&str>, on: Option<Day>) -> Result<Vec<Holding>> {
    let on = on.unwrap_or(pile.known);
    Ok(match place {
        None => pile.picture.holdings(on),
        Some(name) => places(pile, name)?.iter().filter_map(|p| pile.picture.holding(&p.id, on)).collect(),
    })
}

/// The places that a name means, or all of the picture.
pub fn places_or_all<'a>(pile: &'a Pile, name: Option<&str>) -> Result<Vec<&'a PlaceRef>> {
    match name {
        None => Ok(pile.picture.places().collect()),
        Some(name) => places(pile, name),
    }
}

/// What happened at a place or in parts of it, or everywhere.
pub fn developments(pile: &Pile, place: Option<&str>) -> Result<Vec<Development>> {
    let mut told = pile.picture.developments();
    if let Some(name) = place {
        let wanted = ids(&places(pile, name)?);
        told.retain(|d| d.places().any(|p| wanted.contains(&p.id.as_str())));
    }
    Ok(told)
}

fn ids<'a>(places: &[&'a PlaceRef]) -> Vec<&'a str> {
    places.iter().map(|p| p.id.as_str()).collect()
}

/// Which claims are wanted; what is not given lets everything through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// About this place: its name, or its id.
    pub place: Option<&'a str>,
    /// Of this report.
    pub report: Option<&'a str>,
    /// Of this kind.
    pub kind: Option<&'a str>,
    /// Of this status.
    pub status: Option<&'a str>,
    /// Of this day or later.
    pub from: Option<Day>,
    /// Of this day or earlier.
    pub to: Option<Day>,
    /// Only of reports that were out on the known day.
    pub out: bool,
}

impl Wanted<'_> {
    /// The days that are wanted; all of them when none is named.
    fn days(&self) -> Option<Days> {
        let named = self.from.or(self.to).is_some();
        named.then(|| Days { from: self.from.unwrap_or(Day::MIN), to: self.to.unwrap_or(Day::MAX) })
    }
}

/// The claims that every given filter lets through, by report and in the order of its text.
pub fn claims<'a>(pile: &'a Pile, wanted: &Wanted) -> Result<Vec<&'a Claim>> {
    let about = wanted.place.map(|name| places(pile, name)).transpose()?.map(|found| ids(&found));
    if let Some(id) = wanted.report {
        report(pile, id)?;
    }
    let fits = |given: Option<&str>, word: &str| given.is_none_or(|g| g == word);
    let lets = |c: &&Claim| {
        about.as_ref().is_none_or(|ids| c.place().is_some_and(|p| ids.contains(&p.id.as_str())))
            && fits(wanted.report, &c.report)
            && fits(wanted.kind, c.event_kind().map_or(c.says.as_str(), |k| k.as_str()))
            && fits(wanted.status, c.status.as_str())
            && wanted.days().is_none_or(|days| c.when().is_some_and(|w| w.days.overlaps(days)))
            && (!wanted.out || pile.card(&c.report).is_some_and(|card| card.is_out(pile.known)))
    };
    Ok(pile.claims().iter().map(|c| &**c).filter(lets).collect())
}

/// Which changes are wanted; what is not given lets everything through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowed<'a> {
    /// At this place: its name, or its id.
    pub place: Option<&'a str>,
    /// With this party as holder or answer: its name, or its id.
    pub party: Option<&'a str>,
    /// Of this dispute.
    pub dispute: Option<&'a str>,
}

/// The changes that every given filter lets through.
pub fn changes<'a>(before: &Pile, after: &Pile, all: &'a [Change], wanted: &Narrowed) -> Result<Vec<&'a Change>> {
    // A place may be known only from what no longer counts.
    let found = |name| places(after, name).or_else(|error| places(before, name).map_err(|_| error));
    let at = wanted.place.map(found).transpose()?.map(|found| ids(&found));
    let fits = |change: &&Change| {
        at.as_ref().is_none_or(|ids| ids.iter().any(|id| change.is_at(id) || ends_at(change, after, id)))
            && wanted.party.is_none_or(|name| names(change, name))
            && wanted.dispute.is_none_or(|id| change.dispute.as_ref().is_some_and(|d| d.id == id))
    };
    Ok(all.iter().filter(fits).collect())
}

/// Whether a notice ends a claim about the place.
fn ends_at(change: &Change, pile: &Pile, place: &str) -> bool {
    let ended = change.recall.iter().flat_map(|r| pile.claims_of(&r.ended));
    ended.into_iter().any(|c| c.place().is_some_and(|p| p.id == place))
}

fn names(change: &Change, name: &str) -> bool {
    let wanted = fold(name);
    let is = |party: &PartyRef| party.id == name || fold(&party.name) == wanted;
    change.names(is, |answer| fold(answer) == wanted)
}

/// The day to compare with; it must not lie after the day that counts as known.
pub fn earlier(since: Day, known: Day) -> Result<Day> {
    match since > known {
        true => Err(Error::Options {
            what: format!("{since} is after {known}, the day that counts as known."),
            hint: "Give an earlier --since.".into(),
        }),
        false => Ok(since),
    }
}

/// The picture to compare with: as known on the day before when no day is named.
pub fn before(pictures: &Pictures, pile: &Pile, since: Option<Day>) -> Result<Known> {
    let since = earlier(since.unwrap_or_else(|| pile.known.saturating_sub(1.day())), pile.known)?;
    pictures.known(Some(since))
}

/// The known claims in whose sentences all the words stand and that the filters let through, those of the best fitting
/// reports first.
pub fn searched<'a>(shelf: &Shelf, pile: &'a Pile, search: &Search) -> Result<Vec<&'a Claim>> {
    let words = search.words.trim();
    let found = if words.is_empty() { Vec::new() } else { shelf.open()?.search(words, FOUND)? };
    if found.is_empty() && !words.is_empty() {
        return Ok(Vec::new());
    }
    Ok(page::matching(pile, search, &found))
}

/// The words for how much a brief tells.
pub fn templates() -> Vec<&'static str> {
    vec!["two-page", "full"]
}

/// The brief of a day. What changed is told when there is an earlier day to compare with.
pub fn brief(pictures: &Pictures, pile: &Pile, on: Option<Day>, since: Option<Day>, template: &str) -> Result<Brief> {
    let told = since.is_some() || pile.known < Day::MAX;
    let before = told.then(|| before(pictures, pile, since)).transpose()?;
    let decided = pictures.shelf.decided()?;
    let decisions: Vec<_> = decided.iter().map(|(decision, state)| (decision, state)).collect();
    let template = if template == "full" { Template::Full } else { Template::TwoPage };
    let before = before.as_ref().map(|b| b.pile.as_ref());
    Ok(brief::build(pile, &brief::Ask { on, before, decisions: &decisions, template, ..brief::Ask::default() }))
}
