//! PLOVER events as JSON lines: one for each claim of an event, since PLOVER codes sentences.
//!
//! PLOVER can say that something is denied, expected or history (its auxiliaries), so such claims are here and marked. What
//! it cannot say, that only a side claims it, stands in `status`.

use super::crosswalk::{PLOVER, Rule};
use super::events::{Land, leave_the_rest};
use super::happened::Happened;
use super::{Asked, Export, Left, Out, Sink};
use crate::json::{DaysForm, PlaceForm, line};
use crate::offsets::Offsets;
use crate::pile::Pile;
use crate::text::clean;
use dateline_core::model::{Basis, Claim, Days, PartyRef, Status};
use dateline_core::picture::Standing;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct EventForm<'a> {
    id: String,
    date: Option<String>,
    days: Option<DaysForm>,
    day_basis: Option<&'static str>,
    #[serde(rename = "type")]
    code: &'a str,
    mode: &'a str,
    context: &'a [String],
    auxiliary: Vec<&'static str>,
    status: &'static str,
    actor: Option<ActorForm>,
    recipient: Option<ActorForm>,
    place: Option<PlaceForm>,
    country: String,
    admin1: String,
    event: &'static str,
    mapping: String,
    rule: &'a str,
    claim: &'a str,
    report: &'a str,
    publisher: Option<String>,
    published: Option<DaysForm>,
    source: Option<String>,
    start: usize,
    end: usize,
    quote: String,
}

#[derive(Serialize)]
struct ActorForm {
    name: String,
    id: String,
}

impl From<&PartyRef> for ActorForm {
    fn from(party: &PartyRef) -> ActorForm {
        ActorForm { name: clean(&party.name), id: party.id.clone() }
    }
}

/// Every claim of an event that has a type there.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let mut left = Left::default();
    let written = sink.file("plover.jsonl", |out| write(out, pile, asked, &mut left))?;
    leave_the_rest(pile, &mut left, true);
    Ok(Export { written, left })
}

/// A line for each; gives how many.
fn write(out: &mut Out<'_>, pile: &Pile, asked: &Asked, left: &mut Left) -> io::Result<usize> {
    let land = Land::new(pile, asked.parties);
    let mut written = 0;
    for card in pile.out() {
        let offsets = Offsets::new(&card.report.text);
        for claim in pile.claims_in(&card.report.id).iter().filter(|c| c.event().is_some()) {
            match rule(pile, claim, asked) {
                Ok(rule) => {
                    written += 1;
                    out.write_all(line(&form(pile, claim, rule, &land, &offsets)).as_bytes())?;
                }
                Err(why) => left.add(why, 1),
            }
        }
    }
    Ok(written)
}

fn rule<'a>(pile: &Pile, claim: &'a Claim, asked: &Asked) -> Result<&'static Rule, &'a str> {
    if pile.picture.set_aside(&claim.id).is_some() {
        return Err("withdrawn by its outlet, or rejected by you");
    }
    let on_day = |on| claim.when().is_some_and(|w| w.days.contains(on));
    if !asked.on.is_none_or(on_day) {
        return Err("of another day than was asked for");
    }
    let event = as_happened(claim).ok_or("no place is told")?;
    match PLOVER.rule(&event, asked.parties) {
        Some(Rule { leave: Some(why), .. }) => Err(why),
        rule => rule.ok_or("no rule fits"),
    }
}

/// A claim by itself, for the rules to look at; without a place there is none.
fn as_happened(claim: &Claim) -> Option<Happened<'_>> {
    let event = claim.event()?;
    let never = Days::on(dateline_core::model::Day::MAX);
    Some(Happened {
        kind: event.kind,
        place: event.place.clone()?,
        days: claim.when().map_or(never, |w| w.days),
        basis: claim.when().map_or(Basis::None, |w| w.basis),
        actor: event.actor.clone(),
        target: event.target.clone(),
        manner: event.manner,
        held_days: None,
        standing: Standing::Reported,
        disputed: false,
        claims: vec![claim],
    })
}

fn form<'a>(pile: &'a Pile, claim: &'a Claim, rule: &'a Rule, land: &Land, offsets: &Offsets) -> EventForm<'a> {
    let (start, end) = offsets.code_points(claim.span);
    let card = pile.card(&claim.report);
    let place = claim.place();
    EventForm {
        id: format!("DL-{}", claim.id),
        date: claim.when().filter(|w| w.days.is_one_day()).map(|w| w.days.from.to_string()),
        days: claim.when().map(|w| w.days.into()),
        day_basis: claim.when().map(|w| w.basis.as_str()),
        code: &rule.code,
        mode: &rule.sub_type,
        context: &rule.context,
        auxiliary: auxiliary(claim.status),
        status: claim.status.as_str(),
        actor: claim.actor().map(ActorForm::from),
        recipient: claim.target().map(ActorForm::from),
        place: place.map(PlaceForm::from),
        country: place.map_or(String::new(), |p| land.country(p)),
        admin1: place.map_or(String::new(), |p| land.admin1(p)),
        event: claim.event_kind().map_or("", |k| k.as_str()),
        mapping: PLOVER.name(),
        rule: &rule.name,
        claim: &claim.id,
        report: &claim.report,
        publisher: card.and_then(|c| c.report.outlet.as_deref()).map(clean),
        published: card.and_then(|c| c.published.days).map(DaysForm::from),
        source: super::events::said_first(claim).as_deref().map(clean),
        start,
        end,
        quote: clean(&claim.quote),
    }
}

/// PLOVER's words for what is no current fact.
fn auxiliary(status: Status) -> Vec<&'static str> {
    match status {
        Status::Asserted | Status::Claimed => Vec::new(),
        Status::Denied | Status::Negated => vec!["negation"],
        Status::Planned => vec!["future"],
        Status::Forecast => vec!["future", "hypothetical"],
        Status::Background => vec!["historical"],
    }
}
