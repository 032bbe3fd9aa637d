//! What was expected or planned, by whom and by when, and what came of it.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, narrowed, page, place_link};
use super::twin::Twin;
use crate::forecasts::{HEADINGS, json, outcome};
use crate::text::count;
use crate::words;
use dateline_core::model::{Day, Days, Status};
use dateline_core::picture::Forecast;
use maud::{Markup, html};

/// The ledger.
pub fn forecasts<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(json(view.pile, listed(&view))))
}

/// What was told on, or expected for, one of the days that are looked at.
fn listed<'a>(view: &View<'a>) -> Vec<&'a Forecast> {
    let told = |f: &Forecast| (f.published < Day::MAX).then(|| Days::on(f.published));
    let lets = |f: &&Forecast| view.within.lets(told(f)) || view.within.lets(f.horizon);
    view.pile.forecasts().iter().filter(lets).collect()
}

/// The expectation that a claim is one of.
pub fn forecast_of<'a>(view: &View<'a>, claim: &str) -> Option<&'a Forecast> {
    view.pile.forecasts().iter().find(|f| f.claims.iter().any(|c| c == claim))
}

/// One expectation, with every passage.
pub fn forecast<'a>(view: View<'a>, forecast: &'a Forecast) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, forecast), move || Twin::list(json(view.pile, [forecast])))
}

fn one_html(view: &View, forecast: &Forecast) -> String {
    let title = words::expected(forecast);
    let body = html! {
        p.lead { "Not told as fact. What was expected stands beside what later reports tell." }
        @if let Some(place) = &forecast.place { p { "About " (place_link(view, place)) "." } }
        ul.ledger { (entry(view, forecast, usize::MAX)) }
    };
    page(view, Sheet { title: &title, under: "/forecasts", days: true, twin: true, script: None, body })
}

fn html(view: &View) -> String {
    let all = listed(view);
    let body = html! {
        (narrowed(view))
        p.lead { "None of this is told as fact. What was expected stands beside what later reports tell." }
        @if all.is_empty() { p.note { "No report known by then expects or plans anything." } }
        @for (n, (heading, outcomes)) in HEADINGS.iter().enumerate() {
            @let under: Vec<&Forecast> = all.iter().copied().filter(|f| outcomes.contains(&f.outcome.as_str())).collect();
            @if !under.is_empty() {
                section aria-labelledby=(format!("outcome-{n}")) {
                    h2 id=(format!("outcome-{n}")) { (sentence_case(heading)) " " span.count { (under.len()) } }
                    ul.ledger { @for forecast in under { (entry(view, forecast, 2)) } }
                }
            }
        }
    };
    page(view, Sheet { title: "Expected or planned", under: "/forecasts", days: true, twin: true, script: None, body })
}

/// "IT CAME" on a terminal is "It came" on a page.
fn sentence_case(heading: &str) -> String {
    let small = heading.to_lowercase();
    let first = small.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first.clone() + small.get(first.len()..).unwrap_or_default()
}

/// The claim that is its address.
fn first(forecast: &Forecast) -> String {
    forecast.claims.first().cloned().unwrap_or_default()
}

/// One expectation, with so many passages of those that expect it and of what came.
pub(super) fn entry(view: &View, forecast: &Forecast, most: usize) -> Markup {
    let verb = if forecast.status == Status::Planned { "planned" } else { "expected" };
    html! {
        li {
            p {
                a href=(view.forecast(&first(forecast))) { bdi { strong { (words::expected(forecast)) } } } ", " (verb)
                @if let Some(horizon) = forecast.horizon { " by " (horizon.to) } @else { ", no day named" }
                " " span.dim { (count(forecast.origins, "origin", "origins")) @if forecast.published < Day::MAX { ", first " (forecast.published) } }
                " " (badge(forecast.outcome.as_str(), &outcome(forecast)))
            }
            (evidence::list(view, &forecast.claims, most))
            @if !forecast.outcome.claims().is_empty() { div.came { p.label { "What came" } (evidence::list(view, forecast.outcome.claims(), most)) } }
            @if !forecast.against.is_empty() { div.against { p.label { "Against" } (evidence::list(view, &forecast.against, most)) } }
        }
    }
}
