//! What was expected or planned, by whom and by when, and what came of it.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page};
use super::twin::Twin;
use crate::forecasts::{HEADINGS, json, outcome};
use crate::text::count;
use crate::words;
use dateline_core::model::{Day, Status};
use dateline_core::picture::Forecast;
use maud::{Markup, html};

/// The ledger.
pub fn forecasts<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(json(view.pile, view.pile.forecasts())))
}

fn html(view: &View) -> String {
    let all = view.pile.forecasts();
    let body = html! {
        p.lead { "None of this is told as fact. What was expected stands beside what later reports tell." }
        @if all.is_empty() { p.note { "No report known by then expects or plans anything." } }
        @for (n, (heading, outcomes)) in HEADINGS.iter().enumerate() {
            @let under: Vec<&Forecast> = all.iter().filter(|f| outcomes.contains(&f.outcome.as_str())).collect();
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
    let verb = if forecast.status == Status::Planned { "planned" } else { "expected" };
    html! {
        li {
            p {
                bdi { strong { (words::expected(forecast)) } } ", " (verb)
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
