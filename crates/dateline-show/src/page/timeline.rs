//! The timeline: who had each place when, all places beside each other, and when the reports came out.
//!
//! A span of days can be chosen on the strip; it narrows the lanes and the table, and stands in the address. Without a
//! script two fields of a form do it.

use super::asset::{address, style};
use super::lanes::{Axis, Lane, lane, looks, strip, ticks};
use super::link::View;
use super::overview::holder;
use super::shell::{Sheet, badge, kept, page, place_link, whole};
use super::twin::Twin;
use super::{Leaf, developments};
use crate::glance::short;
use crate::json::{StretchForm, line};
use crate::map::style::Sides;
use crate::pile::Pile;
use crate::text::clean;
use crate::{timeline as stretches, words};
use dateline_core::model::{Day, PlaceRef};
use dateline_core::picture::{Holder, Stretch};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// The timeline, narrowed to the days between two where the address names them.
pub fn timeline(view: View<'_>) -> Leaf<'_> {
    let axis = move || Axis::new(whole(&view).unwrap_or((view.on(), view.on())), view.from, view.to);
    Leaf::new(move || html(&view, &axis()), move || twin(&view, &axis()))
}

/// The places that somebody has on some day, those first that changed hands first.
fn lanes<'a>(view: &View<'a>) -> Vec<Lane<'a>> {
    let picture = &view.pile.picture;
    let of = |place: &'a PlaceRef| Lane { place, stretches: picture.stretches(&place.id) };
    let mut lanes: Vec<Lane> = picture.places().map(of).filter(|l| l.stretches.iter().any(told)).collect();
    let begun = |l: &Lane| l.stretches.iter().filter(|s| told(s)).find_map(|s| s.from).unwrap_or(Day::MAX);
    lanes.sort_by_key(|l| (begun(l), words::place(l.place), l.place.id.clone()));
    lanes
}

fn told(stretch: &Stretch) -> bool {
    stretch.holder != Holder::Unknown
}

/// How many reports came out on each day.
fn reports(view: &View) -> BTreeMap<Day, usize> {
    let mut days = BTreeMap::new();
    for day in view.pile.out().filter_map(|c| c.published.days) {
        *days.entry(day.to).or_default() += 1;
    }
    days
}

#[derive(Serialize)]
struct PublishedForm {
    day: String,
    reports: usize,
}

fn twin(view: &View, axis: &Axis) -> Twin {
    let wanted = |s: &Stretch| axis.cut(s).is_some_and(|days| axis.wants(days));
    let rows: String = lanes(view)
        .iter()
        .flat_map(|l| l.stretches.iter().filter(|s| wanted(s)).map(|s| line(&StretchForm::new(l.place, s))))
        .collect();
    let published = reports(view).into_iter().filter(|(day, _)| (axis.from..=axis.to).contains(day));
    let published: String =
        published.map(|(day, reports)| line(&PublishedForm { day: day.to_string(), reports })).collect();
    Twin::parts(None, &[("stretches", &rows), ("published", &published)], &rows)
}

fn html(view: &View, axis: &Axis) -> String {
    let lanes = lanes(view);
    let sides = Sides::of(&view.pile.picture);
    let body = html! {
        @if lanes.is_empty() { p.note { "No report known by then tells who has any place." } } @else {
            (span(view, axis))
            (looks(&sides, &lanes))
            figure.timeline data-first=(axis.first) data-days=(axis.days()) {
                (course(view, axis, &sides, &lanes))
            }
            section.same aria-labelledby="same" { h2 id="same" { "The same as a table" } (table(view, axis, &lanes)) }
            script type="module" src=(address("timeline.js")) {}
        }
    };
    page(view, Sheet { title: "Timeline", under: "/timeline", days: true, twin: true, script: None, body })
}

/// The timeline as a page that needs nothing beside it and leads nowhere, for a notebook.
pub fn timeline_alone(pile: &Pile) -> String {
    let view = View { pile, asked: None, known: None, from: None, to: None, path: "/timeline", rest: "", store: "" };
    let lanes = lanes(&view);
    let axis = Axis::new(whole(&view).unwrap_or((view.on(), view.on())), None, None);
    let sides = Sides::of(&pile.picture);
    let body = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Timeline" }
                style { (PreEscaped(style())) "a{pointer-events:none;color:inherit;text-decoration:none}" }
            }
            body {
                @if lanes.is_empty() { p.note { "No report known by then tells who has any place." } } @else {
                    (looks(&sides, &lanes))
                    figure.timeline { (course(&view, &axis, &sides, &lanes)) }
                }
            }
        }
    };
    body.into_string()
}

/// The strip of reports, the axis, a lane for each place, and what the signs mean.
fn course(view: &View, axis: &Axis, sides: &Sides, lanes: &[Lane]) -> Markup {
    html! {
        div.course-row { span.name { "Reports" } div.brush { (strip(view, axis, &reports(view))) } }
        div.course-row.axis-row { span.name {} (ticks(axis)) }
        ol.lanes { @for one in lanes { li.course-row data-place=(clean(&one.place.id)) hidden[!shown(axis, one)] { (lane(view, axis, sides, one, true)) } } }
        figcaption { (key()) }
    }
}

/// The lane of one place, for its own page.
pub(super) fn alone(view: &View, place: &PlaceRef, stretches: &[Stretch]) -> Markup {
    let lanes = [Lane { place, stretches: stretches.to_vec() }];
    let axis = Axis::new(whole(view).unwrap_or((view.on(), view.on())), None, None);
    let sides = Sides::of(&view.pile.picture);
    html! {
        @if shown(&axis, &lanes[0]) {
            (looks(&sides, &lanes))
            figure.timeline { (lane(view, &axis, &sides, &lanes[0], false)) (ticks(&axis)) }
        }
    }
}

fn shown(axis: &Axis, lane: &Lane) -> bool {
    lane.stretches.iter().filter(|s| told(s)).filter_map(|s| axis.cut(s)).any(|days| axis.wants(days))
}

/// The days wanted, as a form.
fn span(view: &View, axis: &Axis) -> Markup {
    html! {
        form.days.span method="get" action=(view.path) aria-label="Days shown" {
            (kept(view))
            div.field { label for="from" { "From" } input id="from" type="date" name="from" value=(axis.from) min=(axis.first) max=(axis.last); }
            div.field { label for="to" { "to" } input id="to" type="date" name="to" value=(axis.to) min=(axis.first) max=(axis.last); }
            button type="submit" { "Narrow" }
            a.turn id="all" href=(view.unnarrowed()) { "all days" }
            div.slides {
                @for (id, what, day) in [("slide-from", "First day shown", axis.from), ("slide-to", "Last day shown", axis.to)] {
                    div.slide hidden {
                        label for=(id) { (what) }
                        input id=(id) type="range" min="0" max=(axis.days() - 1) value=(axis.number(day)) aria-valuetext=(day);
                        output for=(id) { (day) }
                    }
                }
            }
        }
    }
}

fn key() -> Markup {
    html! {
        p.note {
            "Colours and shapes are those of the map. Border: thick where confirmed, thin where one origin reports it, dashed where it is \
             only claimed, red and double where it is disputed. A soft beginning: some day of these. Hatched: contested. A dotted line: \
             nothing is told. The upright line is the day asked about."
        }
    }
}

fn table(view: &View, axis: &Axis, lanes: &[Lane]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Who had what when" {
            table {
                caption.unseen { "Who had what when" }
                thead { tr { th scope="col" { "Place" } th scope="col" { "Holder" } th scope="col" { "Days" } th scope="col" { "Began" } th scope="col" { "How sure" } } }
                tbody {
                    @for lane in lanes {
                        @for stretch in lane.stretches.iter().filter(|s| told(s)) {
                            @if let Some(days) = axis.cut(stretch) { (row(view, axis, lane.place, stretch, days)) }
                        }
                    }
                }
            }
        }
    }
}

fn row(view: &View, axis: &Axis, place: &PlaceRef, stretch: &Stretch, (from, to): (i64, i64)) -> Markup {
    let kind = if stretch.disputed { "disputed" } else { stretch.standing.as_str() };
    html! {
        tr data-place=(clean(&place.id)) data-from=(from) data-to=(to) hidden[!axis.wants((from, to))] {
            th scope="row" { (place_link(view, place)) }
            td { (holder(&stretch.holder)) }
            td.day { (stretches::when(stretch)) }
            td.day { (stretch.since.map_or("–".into(), short)) (developments::way(view, &stretch.support, "told by")) }
            td { @if stretch.holder == Holder::Contested { "–" } @else { (badge(kind, kind)) } }
        }
    }
}
