//! The map on a page: the picture that `dateline map` draws, each mark a link to its place, and the same as a table.
//!
//! The page of the map has every day of the crisis on it, so that a script moves the day without asking for anything;
//! without one the form does. Places that somebody has on another day only are in the table, hidden.

use super::Leaf;
use super::asset::address;
use super::link::View;
use super::overview::{held, table};
use super::shell::{Sheet, page, whole};
use super::twin::Twin;
use crate::map::{Course, Moving, Options, Sign, moving};
use crate::text::count;
use crate::{holds, words};
use dateline_core::model::Day;
use dateline_core::picture::Holding;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;

/// The map of the day, as known on the known day.
pub fn map<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(holds::json(&view.pile.picture.holdings(view.on()))))
}

fn html(view: &View) -> String {
    let (first, last) = whole(view).unwrap_or((view.on(), view.on()));
    let course = Course::of(&view.pile.picture, first, last, view.on());
    let on = course.number(view.on());
    let drawn = moving(view.pile, &course, on, &options(view));
    let today = course.on(on);
    let body = html! {
        (figure(view, &drawn))
        @if course.days > 1 {
            script type="application/json" id="days" { (PreEscaped(&drawn.data)) }
            script type="module" src=(address("map.js")) {}
        }
        section.same aria-labelledby="same" {
            h2 id="same" { "The same as a table" }
            p.note id="none" hidden[today.iter().any(|h| held(h))] { "No report known by then tells who has any place on this day." }
            (table(view, "Who has what", &ever_held(&course, &today)))
        }
    };
    page(view, Sheet { title: "Map", under: "/map", days: true, twin: true, script: None, body })
}

/// The places that somebody has on some day, by name, as they stand today.
fn ever_held<'a>(course: &Course, today: &[&'a Holding]) -> Vec<&'a Holding> {
    let ever: BTreeSet<&str> =
        course.places.iter().flatten().filter(|r| held(&r.holding)).map(|r| r.holding.place.id.as_str()).collect();
    let mut rows: Vec<&Holding> = today.iter().copied().filter(|h| ever.contains(h.place.id.as_str())).collect();
    rows.sort_by_key(|h| (words::place(&h.place), h.place.id.clone()));
    rows
}

fn options(view: &View) -> Options {
    Options { link: Some("/place/".into()), tail: view.to(""), ..Options::default() }
}

/// The map of one day.
pub(super) fn drawn(view: &View) -> Markup {
    let course = Course::of(&view.pile.picture, view.on(), view.on(), view.on());
    figure(view, &moving(view.pile, &course, 0, &options(view)))
}

/// The picture with its legend. What it holds of reports is escaped where it is drawn.
fn figure(view: &View, drawn: &Moving) -> Markup {
    let (on, known) = (view.on(), view.pile.known);
    let read = view.pile.out().filter(|c| c.skipped.is_none()).count();
    html! {
        figure.map data-zooms {
            div.tools hidden role="group" aria-label="Zoom" {
                button type="button" data-zoom="in" aria-label="Zoom in" title="Zoom in (+)" { "+" }
                button type="button" data-zoom="out" aria-label="Zoom out" title="Zoom out (−)" { "−" }
                button type="button" data-zoom="whole" title="Whole map (0)" { "Whole map" }
            }
            (PreEscaped(&drawn.svg))
            figcaption {
                p.heading {
                    "Who holds what on " time.on-day datetime=(on) { (on) }
                    @if known < Day::MAX { ", as known on " time datetime=(known) { (known) } }
                    ", from " (count(read, "report", "reports")) ". "
                    span.downloads {
                        a href=(view.with("/map.svg", Some(on), Some(known))) download { "SVG" }
                        @if cfg!(feature = "png") { " · " a href=(view.with("/map.png", Some(on), Some(known))) download { "PNG" } }
                    }
                }
                dl.signs { @for (title, signs) in &drawn.legend { dt { (title) } dd { @for one in signs { (sign(one)) } } } }
                @for (class, words) in &drawn.notes { p class=(class) { (words) } }
            }
        }
        script type="module" src=(address("zoom.js")) {}
    }
}

/// A look beside what it means; looks are drawn in the picture.
fn sign(sign: &Sign) -> Markup {
    html! {
        span.sign {
            svg width="20" height="20" viewBox="-10 -10 20 20" fill-opacity=(sign.opacity) aria-hidden="true" { use href=(format!("#{}", sign.look)) {} }
            bdi { (sign.words) }
            @if let Some((fill, n)) = &sign.count { " " span.count data-fill=(fill) { (n) } }
        }
    }
}
