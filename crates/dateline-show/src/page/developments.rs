//! Developments: what happened, each happening once, and one of them with every passage for and against it.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, kept, kept_within, narrowed, page, place_link};
use super::twin::Twin;
use crate::developments::{json, standing};
use crate::text::{clean, count, days};
use crate::words;
use dateline_core::model::EventKind;
use dateline_core::picture::{Development, Part, Standing};
use maud::{Markup, html};

/// The development with an id.
pub fn development_of<'a>(view: &View<'a>, id: &str) -> Option<&'a Development> {
    view.pile.developments().iter().find(|d| d.id == id)
}

/// All developments, or those of one kind, at one place or in a part of it; both by their words, empty for all.
pub fn developments<'a>(view: View<'a>, kind: &'a str, place: &'a str) -> Leaf<'a> {
    let listed = move || listed(&view, kind, place);
    Leaf::new(move || html(&view, kind, place, &listed()), move || Twin::list(json(view.pile, listed())))
}

fn listed<'a>(view: &View<'a>, kind: &str, place: &str) -> Vec<&'a Development> {
    let of = |d: &&Development| kind.is_empty() || d.kind.as_str() == kind;
    let at = |d: &&Development| place.is_empty() || d.places().any(|p| p.id == place);
    view.pile.developments().iter().filter(of).filter(at).filter(|d| view.within.lets(d.days)).collect()
}

fn html(view: &View, kind: &str, place: &str, listed: &[&Development]) -> String {
    let body = html! {
        (narrowed(view))
        p.lead { "What known reports tell as having happened, each happening once, however many tell it." }
        (filter(view, kind, place))
        @if listed.is_empty() { p.note { "No known report tells of any such thing." } } @else { (table(view, listed)) }
    };
    page(view, Sheet { title: "What happened", under: "/developments", days: true, twin: true, script: None, body })
}

fn filter(view: &View, kind: &str, place: &str) -> Markup {
    let at = listed(view, "", place).into_iter().flat_map(|d| d.places()).find(|p| p.id == place);
    html! {
        form.days method="get" action="/developments" aria-label="Narrow the list" {
            (kept(view))
            (kept_within(view))
            @if !place.is_empty() { input type="hidden" name="place" value=(place); }
            div.field {
                label for="type" { "Type" }
                select id="type" name="type" {
                    option value="" { "any" }
                    @for one in EventKind::ALL { option value=(one.as_str()) selected[one.as_str() == kind] { (one.as_str().replace('_', " ")) } }
                }
            }
            button type="submit" { "Show" }
            @if let Some(at) = at { span { "at " bdi { (words::place(at)) } " " a href=(view.to("/developments")) { "any place" } } }
        }
    }
}

fn table(view: &View, listed: &[&Development]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="What happened" {
            table {
                caption.unseen { "What happened, by day" }
                thead { tr { th scope="col" { "Days" } th scope="col" { "What" } th scope="col" { "How sure" } th scope="col" { "Claims" } } }
                tbody { @for one in listed { (row(view, one)) } }
            }
        }
    }
}

fn row(view: &View, one: &Development) -> Markup {
    html! {
        tr {
            td.day { (when(one)) }
            th scope="row" { a href=(view.development(&one.id)) { bdi { (words::happened(one)) } } }
            td { (sure(one)) }
            td.number { (one.support.len()) @if !one.against.is_empty() { ", " (one.against.len()) " against" } }
        }
    }
}

fn when(one: &Development) -> String {
    one.days.map_or("not known".into(), days)
}

fn sure(one: &Development) -> Markup {
    let alone = one.standing == Standing::Confirmed && one.origins == 1;
    html! {
        (badge(one.standing.as_str(), if alone { "admitted" } else { one.standing.as_str() })) " "
        span.dim { (count(one.origins, "origin", "origins")) }
        @if one.day_disputed { " " (badge("disputed", "day disputed")) }
    }
}

/// One development.
pub fn development<'a>(view: View<'a>, one: &'a Development) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, one), move || Twin::list(json(view.pile, [one])))
}

fn one_html(view: &View, one: &Development) -> String {
    let title = words::happened(one);
    let body = html! {
        p.lead { (sure(one)) " " bdi { (standing(view.pile, one)) } }
        dl.facts {
            dt { "Days" } dd { (when(one)) @if one.day_disputed { ": the accounts name days that cannot all be right" } }
            dt { "Place" } dd { (place_link(view, &one.place)) " " span.dim { bdi { (words::place_in_full(&one.place)) } } }
            @if let Some(actor) = &one.actor { dt { "Party" } dd { bdi { (words::party(actor)) } } }
            @if let Some(target) = &one.target { dt { "Against" } dd { bdi { (words::party(target)) } } }
            @if let (Some(first), Some(last)) = (one.first_report, one.last_report) { dt { "Told" } dd { "first " (first) ", last " (last) } }
            dt { "Id" } dd { code { (clean(&one.id)) } }
        }
        (told(view, "for", "What tells it", &one.support))
        (told(view, "against", "What speaks against it", &one.against))
        @for (n, part) in one.parts.iter().enumerate() { (part_of(view, n, one, part)) }
        (told(view, "expected", "What had been expected", &one.expected))
        p { a href=(view.developments_at(&one.place.id)) { "What else happened there" } }
    };
    page(view, Sheet { title: &title, under: "/developments", days: true, twin: true, script: None, body })
}

fn told(view: &View, id: &str, heading: &str, claims: &[String]) -> Markup {
    html! {
        @if !claims.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) " " span.count { (claims.len()) } }
                (evidence::list(view, claims, usize::MAX))
            }
        }
    }
}

fn part_of(view: &View, n: usize, one: &Development, part: &Part) -> Markup {
    let named = if part.place.id == one.place.id { "a part of it".into() } else { words::place(&part.place) };
    html! {
        (told(view, &format!("part-{n}"), &format!("Of {named}"), &part.support))
        (told(view, &format!("part-{n}-against"), &format!("Of {named}, against"), &part.against))
    }
}
