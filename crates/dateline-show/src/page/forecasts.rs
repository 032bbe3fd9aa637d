//! What was expected or planned, by whom and by when, and what came of it.

use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use super::{Leaf, claim, developments};
use crate::forecasts::{HEADINGS, json, outcome};
use crate::json::{ForecastForm, line};
use crate::text::count;
use crate::{claims, words};
use dateline_core::model::{Day, Days, Status};
use dateline_core::picture::Forecast;
use maud::{Markup, html};

/// The ledger.
pub fn forecasts<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(json(view.pile, shown(&view))))
}

/// Those that have to do with the days of the view: when they were told, when it was to come, when it came.
fn shown<'a>(view: &View<'a>) -> Vec<&'a Forecast> {
    let told = |f: &Forecast| (f.published < Day::MAX).then(|| Days::on(f.published));
    let falls = |f: &&Forecast| view.falls([told(f), f.horizon, f.outcome.days()]);
    view.pile.forecasts().iter().filter(falls).collect()
}

/// The entry of the ledger with an id.
pub fn forecast_of<'a>(view: &View<'a>, id: &str) -> Option<&'a Forecast> {
    view.pile.forecasts().iter().find(|f| f.id == id)
}

/// One entry of the ledger.
pub fn forecast<'a>(view: View<'a>, forecast: &'a Forecast) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, forecast), move || twin(&view, forecast))
}

/// The entry as it is printed, and a row for each claim that expects it, tells what came, or speaks against that.
fn twin(view: &View, forecast: &Forecast) -> Twin {
    let pile = view.pile;
    let ids = [&forecast.claims, forecast.outcome.claims(), &forecast.against].concat();
    let rows = claims::json(pile, &pile.claims_of(&ids));
    Twin::parts(Some(("forecast", &line(&ForecastForm::new(pile, forecast)))), &[("claims", &rows)], &rows)
}

fn one_html(view: &View, forecast: &Forecast) -> String {
    let title = words::expected(forecast);
    let verb = verb(forecast);
    let body = html! {
        p.lead { "Not told as fact: " (verb) (by(forecast)) ". " (badge(forecast.outcome.as_str(), &outcome(forecast))) }
        @if let Some(place) = &forecast.place { p { "At " (place_link(view, place)) "." } }
        (section(view, "expects", "Who expects or plans it", &forecast.claims))
        (section(view, "came", "What came", forecast.outcome.claims()))
        (section(view, "against", "Against", &forecast.against))
        (claim::citations(view.pile, &format!("{title}, {verb}: {}.", outcome(forecast)), &forecast.claims))
    };
    page(view, Sheet { title: &title, under: "/forecasts", days: true, twin: true, script: None, body })
}

fn section(view: &View, id: &str, title: &str, claims: &[String]) -> Markup {
    html! {
        @if !claims.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) " " span.count { (claims.len()) } }
                (evidence::list(view, claims, usize::MAX))
                (developments::way(view, claims, "all that is told of it"))
            }
        }
    }
}

fn verb(forecast: &Forecast) -> &'static str {
    if forecast.status == Status::Planned { "planned" } else { "expected" }
}

fn by(forecast: &Forecast) -> String {
    forecast.horizon.map_or(", no day named".into(), |h| format!(" by {}", h.to))
}

fn html(view: &View) -> String {
    let all = shown(view);
    let body = html! {
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

/// One expectation, with so many passages of those that expect it and of what came.
pub(super) fn entry(view: &View, forecast: &Forecast, most: usize) -> Markup {
    html! {
        li {
            p {
                a href=(view.forecast(&forecast.id)) { bdi { strong { (words::expected(forecast)) } } } ", " (verb(forecast)) (by(forecast))
                " " span.dim { (count(forecast.origins, "origin", "origins")) @if forecast.published < Day::MAX { ", first " (forecast.published) } }
                " " (badge(forecast.outcome.as_str(), &outcome(forecast)))
            }
            (evidence::list(view, &forecast.claims, most))
            @if !forecast.outcome.claims().is_empty() { div.came { p.label { "What came" } (evidence::list(view, forecast.outcome.claims(), most)) } }
            @if !forecast.against.is_empty() { div.against { p.label { "Against" } (evidence::list(view, &forecast.against, most)) } }
        }
    }
}
