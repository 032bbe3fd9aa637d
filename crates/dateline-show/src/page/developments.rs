//! Developments: what happened, each happening once, with everything that known reports tell of it.

use super::evidence;
use super::link::{View, percent};
use super::shell::{Sheet, badge, kept, page, place_link};
use super::twin::Twin;
use super::{Leaf, claim};
use crate::developments::{json, standing, told_from_to};
use crate::glance::short;
use crate::json::{DevelopmentForm, line};
use crate::pile::Pile;
use crate::text::{clean, count, days};
use crate::{claims, words};
use dateline_core::model::{Days, EventKind, PlaceRef};
use dateline_core::picture::{Development, Part, Standing};
use maud::{Markup, html};

/// Which developments are wanted; an empty text lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// Id of a place.
    pub place: String,
    /// Sort of event.
    pub kind: String,
}

impl Happened {
    fn lets(&self, view: &View, told: &Development) -> bool {
        let here = self.place.is_empty() || told.places().any(|p| p.id == self.place);
        let kind = self.kind.is_empty() || told.kind.as_str() == self.kind;
        here && kind && view.falls([told.days])
    }
}

/// The development with an id.
pub fn development_of<'a>(view: &View<'a>, id: &str) -> Option<&'a Development> {
    view.pile.developments().iter().find(|d| d.id == id)
}

/// All developments that are wanted, in order of their days.
pub fn developments<'a>(view: View<'a>, wanted: &'a Happened) -> Leaf<'a> {
    let found = move || view.pile.developments().iter().filter(move |d| wanted.lets(&view, d));
    let twin = move || Twin::list(json(view.pile, found()));
    Leaf::new(move || list_html(&view, wanted, &found().collect::<Vec<_>>()), twin)
}

fn list_html(view: &View, wanted: &Happened, found: &[&Development]) -> String {
    let body = html! {
        p.lead { "Each happening once, with how well it is supported. What was only expected is under " a href=(view.to("/forecasts")) { "Forecasts" } "." }
        (form(view, wanted))
        p { (count(found.len(), "development", "developments")) }
        @if found.is_empty() { p.note { "None as known on this day that fits." } } @else { ol.changes { @for told in found { (row(view, told)) } } }
    };
    page(view, Sheet { title: "What happened", under: "/developments", days: true, twin: true, script: None, body })
}

/// What is wanted, as a form. The place comes by a link, since there may be thousands.
fn form(view: &View, wanted: &Happened) -> Markup {
    let place = view.pile.developments().iter().flat_map(Development::places).find(|p| p.id == wanted.place);
    let any = Happened { place: String::new(), ..wanted.clone() };
    html! {
        form.days method="get" action="/developments" aria-label="Which developments" {
            (kept(view))
            (view.span_fields())
            @if !wanted.place.is_empty() { input type="hidden" name="place" value=(wanted.place); }
            div.field {
                label for="kind" { "Kind" }
                select id="kind" name="kind" {
                    option value="" { "any" }
                    @for kind in EventKind::ALL.iter().map(|k| k.as_str()) { option value=(kind) selected[kind == wanted.kind] { (kind.replace('_', " ")) } }
                }
            }
            button type="submit" { "Narrow" }
            @if !wanted.place.is_empty() {
                span { "at " bdi { (place.map_or_else(|| clean(&wanted.place), words::place)) } }
                a.turn href=(any.address(view)) { "any place" }
            }
        }
    }
}

impl Happened {
    fn address(&self, view: &View) -> String {
        let own = [("place", &self.place), ("kind", &self.kind)].into_iter().filter(|(_, v)| !v.is_empty());
        let own = own.map(|(n, v)| format!("{n}={}", percent(v)));
        let query: Vec<String> = own.chain([view.span_query()].into_iter().filter(|q| !q.is_empty())).collect();
        view.asking("/developments", &query.join("&"))
    }
}

fn row(view: &View, told: &Development) -> Markup {
    html! {
        li {
            time.day { (told.days.map_or("day not known".into(), short)) } " " (link(view, told)) " " (sure(told)) " "
            span.dim {
                (count(told.support.len(), "claim", "claims"))
                @if !told.against.is_empty() { ", " (told.against.len()) " against" }
            }
        }
    }
}

fn link(view: &View, told: &Development) -> Markup {
    html! { a href=(view.development(&told.id)) { bdi { (words::happened(told)) } } }
}

fn sure(told: &Development) -> Markup {
    // As on the overview: one side that owns up to its loss is no second witness.
    let alone = told.standing == Standing::Confirmed && told.origins == 1;
    html! { (badge(told.standing.as_str(), if alone { "admitted" } else { told.standing.as_str() })) (doubtful_day(told)) }
}

fn doubtful_day(told: &Development) -> Markup {
    html! { @if told.day_disputed { " " (badge("disputed", "day disputed")) } }
}

/// The developments at a place or in parts of it, for its own page; all that do not fit on it are one click away.
pub(super) fn at(view: &View, place: &PlaceRef) -> Markup {
    const SHOWN: usize = 40;
    let here: Vec<&Development> =
        view.pile.developments().iter().filter(|d| d.places().any(|p| p.id == place.id)).collect();
    let wanted = Happened { place: place.id.clone(), ..Happened::default() };
    html! {
        @if !here.is_empty() {
            section aria-labelledby="happened" {
                h2 id="happened" { "What happened here " span.count { (here.len()) } }
                ol.changes { @for told in here.iter().take(SHOWN) { (row(view, told)) } }
                @if here.len() > SHOWN { p { a href=(wanted.address(view)) { "All " (here.len()) } } }
            }
        }
    }
}

/// The way to the development that a claim tells, where it tells one.
pub(super) fn way(view: &View, claims: &[String], words: &str) -> Markup {
    let told = claims.iter().find_map(|id| view.pile.development_with(id));
    html! { @if let Some(told) = told { " " a href=(view.development(&told.id)) { (words) } } }
}

/// One development.
pub fn development<'a>(view: View<'a>, told: &'a Development) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, told), move || twin(&view, told))
}

/// The development as it is printed, and a row for each claim that tells it.
fn twin(view: &View, told: &Development) -> Twin {
    let pile = view.pile;
    let rows = claims::json(pile, &pile.claims_of(&every(told)));
    Twin::parts(Some(("development", &line(&DevelopmentForm::new(pile, told)))), &[("claims", &rows)], &rows)
}

/// The claims for and against it and its parts, and those that expected it.
fn every(told: &Development) -> Vec<String> {
    let parts = told.parts.iter().flat_map(|p| p.support.iter().chain(&p.against));
    told.support.iter().chain(&told.against).chain(parts).chain(&told.expected).cloned().collect()
}

fn one_html(view: &View, told: &Development) -> String {
    let title = words::happened(told);
    let body = html! {
        p.lead { (on(told)) ": " bdi { (badge(told.standing.as_str(), &standing(view.pile, told))) } (doubtful_day(told)) (told_from_to(told)) "." }
        p { "At " (place_link(view, &told.place)) "." }
        section aria-labelledby="told" {
            h2 id="told" { "Who tells it " span.count { (told.support.len()) } }
            (evidence::list(view, &told.support, usize::MAX))
        }
        (section(view, "against", "Who contradicts it", &told.against))
        @for (n, part) in told.parts.iter().enumerate() { (of_part(view, told, n, part)) }
        (section(view, "before", "Who expected it before", &told.expected))
        (claim::citations(view.pile, &sentence(view.pile, told), &told.support))
    };
    page(view, Sheet { title: &title, under: "/developments", days: true, twin: true, script: None, body })
}

fn on(told: &Development) -> String {
    told.days.map_or("Day not known".into(), |d: Days| format!("On {}", days(d)))
}

fn sentence(pile: &Pile, told: &Development) -> String {
    format!("{}. {}: {}.", words::happened(told), on(told), standing(pile, told))
}

fn section(view: &View, id: &str, title: &str, claims: &[String]) -> Markup {
    html! {
        @if !claims.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) " " span.count { (claims.len()) } }
                (evidence::list(view, claims, usize::MAX))
            }
        }
    }
}

fn of_part(view: &View, told: &Development, n: usize, part: &Part) -> Markup {
    let id = format!("part-{n}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { @if part.place.id == told.place.id { "Of a part of it" } @else { "Of " bdi { (words::place(&part.place)) } } }
            p.note { "It confirms nothing of the whole." }
            (evidence::list(view, &part.support, usize::MAX))
            @if !part.against.is_empty() { div.against { p.label { "Against" } (evidence::list(view, &part.against, usize::MAX)) } }
        }
    }
}
