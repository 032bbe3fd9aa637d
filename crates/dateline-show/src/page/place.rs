//! A place: who had it when, what speaks for and against each stretch, where reports disagree, its numbers, and what
//! was expected of it.

use super::evidence;
use super::figures::series_row;
use super::forecasts::entry;
use super::link::View;
use super::overview::{holder, sure};
use super::shell::{Sheet, page};
use super::twin::Twin;
use super::{Leaf, developments, dispute, timeline};
use crate::json::{StretchForm, line};
use crate::text::{clean, count};
use crate::timeline::when;
use crate::{claims, disputes, figures, forecasts, holds, words};
use dateline_core::model::{Claim, PlaceRef};
use dateline_core::picture::{Dispute, Forecast, Holder, Series, Stretch};
use maud::{Markup, html};

/// How many passages stand behind a stretch.
const PASSAGES: usize = 3;

/// The place with an id, as the picture or some claim has it.
pub fn place_of<'a>(view: &View<'a>, id: &str) -> Option<&'a PlaceRef> {
    let pile = view.pile;
    let known = pile.picture.places().find(|p| p.id == id);
    known.or_else(|| pile.claims().iter().filter_map(|c| c.place()).find(|p| p.id == id))
}

/// Everything about a place.
struct About<'a> {
    view: View<'a>,
    place: &'a PlaceRef,
    stretches: Vec<Stretch>,
    claims: Vec<&'a Claim>,
    disputes: Vec<&'a Dispute>,
    figures: Vec<&'a Series>,
    forecasts: Vec<&'a Forecast>,
}

impl<'a> About<'a> {
    fn new(view: View<'a>, place: &'a PlaceRef) -> About<'a> {
        let pile = view.pile;
        let here = |p: &Option<PlaceRef>| p.as_ref().is_some_and(|p| p.id == place.id);
        About {
            view,
            place,
            stretches: pile.picture.stretches(&place.id),
            claims: pile.known_claims_at(&place.id),
            disputes: pile.disputes().iter().filter(|d| here(&d.place)).collect(),
            figures: pile.figures().iter().filter(|s| here(&s.place)).collect(),
            forecasts: pile.forecasts().iter().filter(|f| here(&f.place)).collect(),
        }
    }
}

/// The page of a place.
pub fn place<'a>(view: View<'a>, place: &'a PlaceRef) -> Leaf<'a> {
    Leaf::new(move || html(&About::new(view, place)), move || twin(&About::new(view, place)))
}

fn twin(about: &About) -> Twin {
    let pile = about.view.pile;
    let stretches: String = about.stretches.iter().map(|s| line(&StretchForm::new(about.place, s))).collect();
    let holding: String =
        pile.picture.holding(&about.place.id, about.view.on()).map_or("null".into(), |h| holds::json(&[h]));
    let parts = [
        ("stretches", stretches.as_str()),
        ("claims", &claims::json(pile, &about.claims)),
        ("disputes", &disputes::json(about.disputes.iter().copied())),
        ("figures", &figures::json(pile, about.figures.iter().copied())),
        ("forecasts", &forecasts::json(pile, about.forecasts.iter().copied())),
    ];
    Twin::parts(Some(("holding", &holding)), &parts, &stretches)
}

fn html(about: &About) -> String {
    let view = &about.view;
    let body = html! {
        p.lead { (now(about)) }
        p.dim { bdi { (words::place_in_full(about.place)) } (point(about.place)) }
        (disagreements(about))
        section aria-labelledby="course" {
            h2 id="course" { "Who had it when" }
            @if about.stretches.iter().all(|s| s.holder == Holder::Unknown) { p.note { "No known report tells who had it." } }
            (timeline::alone(view, about.place, &about.stretches))
            ol.course { @for stretch in &about.stretches { (one(view, stretch)) } }
        }
        (developments::at(view, about.place))
        (numbers(about))
        (expectations(about))
        section aria-labelledby="claims" {
            h2 id="claims" { "All claims about it " span.count { (about.claims.len()) } }
            @if about.claims.is_empty() { p.note { "None that is known on this day." } } @else { (evidence::table(view, "Claims", &about.claims)) }
        }
    };
    let title = words::place(about.place);
    page(view, Sheet { title: &title, under: "", days: true, twin: true, script: None, body })
}

fn now(about: &About) -> Markup {
    let view = &about.view;
    html! {
        @match view.pile.picture.holding(&about.place.id, view.on()) {
            Some(held) => {
                "On " time datetime=(view.on()) { (view.on()) } ": " strong { (holder(&held.holder)) } " "
                @if held.holder != Holder::Unknown { (sure(&held)) }
                span.dim { (words::since(held.since)) @if let Some(day) = held.last_report { "; last report " (day) } }
                @if let Some(why) = &held.inferred { " " span.dim { "Inferred: " (clean(why)) } }
            }
            None => { "No report known by then is about it." }
        }
    }
}

fn point(place: &PlaceRef) -> Markup {
    html! { @if let (Some(lat), Some(lon)) = (place.lat, place.lon) { " · " (format!("{lat:.4}, {lon:.4}")) } }
}

fn disagreements(about: &About) -> Markup {
    html! {
        @if !about.disputes.is_empty() {
            section aria-labelledby="disputes" {
                h2 id="disputes" { "Where reports disagree " span.count { (about.disputes.len()) } }
                ul.cards { @for one in &about.disputes { (dispute::card(&about.view, one)) } }
            }
        }
    }
}

fn one(view: &View, stretch: &Stretch) -> Markup {
    let unknown = stretch.holder == Holder::Unknown;
    html! {
        li class=[unknown.then_some("unknown")] {
            p {
                span.when { (when(stretch)) } " " bdi { strong { (words::stretch(view.pile, stretch)) } }
                @if let Some(since) = stretch.since.filter(|s| !s.is_one_day()) { " " span.dim { "began some day from " (since.from) " to " (since.to) } }
                (developments::way(view, &stretch.support, "all that is told of it"))
            }
            @if let Some(why) = &stretch.inferred { p.note { "Inferred: " (clean(why)) } }
            @if !stretch.support.is_empty() { (evidence::list(view, &stretch.support, PASSAGES)) }
            @if !stretch.against.is_empty() {
                div.against { p.label { (count(stretch.against.len(), "claim", "claims")) " against" } (evidence::list(view, &stretch.against, PASSAGES)) }
            }
        }
    }
}

fn numbers(about: &About) -> Markup {
    html! {
        @if !about.figures.is_empty() {
            section aria-labelledby="figures" {
                h2 id="figures" { "Figures" }
                ul.series { @for series in &about.figures { (series_row(&about.view, series)) } }
            }
        }
    }
}

fn expectations(about: &About) -> Markup {
    html! {
        @if !about.forecasts.is_empty() {
            section aria-labelledby="expected" {
                h2 id="expected" { "Expected or planned" }
                p.note { "Not facts. Each with what became of it." }
                ul.ledger { @for forecast in &about.forecasts { (entry(&about.view, forecast, 1)) } }
            }
        }
    }
}
