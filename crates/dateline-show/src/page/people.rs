//! People: everybody who is named, with what befell him, and one of them with every passage.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, narrowed, page};
use super::twin::Twin;
use crate::people::json;
use crate::text::{clean, count, days};
use crate::words;
use dateline_core::lexicon::fold::fold;
use dateline_core::picture::{Named, Told};
use maud::{Markup, html};

/// The person with a name, in any of its forms.
pub fn person_of<'a>(view: &View<'a>, name: &str) -> Option<&'a Named> {
    let wanted = fold(name);
    let people = view.pile.people();
    let called = people.iter().find(|p| fold(&p.name) == wanted);
    called.or_else(|| people.iter().find(|p| p.also.iter().any(|form| fold(form) == wanted)))
}

/// Everybody.
pub fn people<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(json(view.pile, listed(&view))))
}

/// Those whom something befell on one of the days that are looked at.
fn listed<'a>(view: &View<'a>) -> Vec<&'a Named> {
    let lets = |p: &&Named| !view.within.is_narrow() || p.lots.iter().any(|lot| view.within.lets(lot.days));
    view.pile.people().iter().filter(lets).collect()
}

fn html(view: &View) -> String {
    let listed = listed(view);
    let body = html! {
        (narrowed(view))
        p.lead { "Persons who are named in known reports, with what is told to have befallen them. A full name is one person; a surname is joined to it only where nobody else is meant." }
        @if listed.is_empty() { p.note { "No known report tells what befell anybody by name." } }
        ul.cards { @for one in listed { (entry(view, one)) } }
    };
    page(view, Sheet { title: "People", under: "/people", days: true, twin: true, script: None, body })
}

fn entry(view: &View, one: &Named) -> Markup {
    html! {
        li.card {
            a.title href=(view.person(&one.name)) { bdi { (clean(&one.name)) } }
            @if let Some(role) = one.roles.first() { p.dim { bdi { (clean(role)) } } }
            ul.answers { @for lot in &one.lots { li { (befell(lot)) } } }
        }
    }
}

fn befell(lot: &Told) -> Markup {
    html! {
        bdi { (words::lot(lot.lot, lot.place.as_ref(), lot.to.as_ref())) } ", "
        (lot.days.map_or("day not told".into(), days)) " "
        (badge(&format!("s-{}", lot.status.as_str()), lot.status.as_str())) " "
        span.dim { (count(lot.origins, "origin", "origins")) }
    }
}

/// One person.
pub fn person<'a>(view: View<'a>, one: &'a Named) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, one), move || Twin::list(json(view.pile, [one])))
}

fn one_html(view: &View, one: &Named) -> String {
    let body = html! {
        @if !one.roles.is_empty() { p.lead { bdi { (clean(&one.roles.join(", "))) } } }
        @if !one.also.is_empty() { p.dim { "Also written " bdi { (clean(&one.also.join(", "))) } } }
        @for (n, lot) in one.lots.iter().enumerate() {
            section aria-labelledby=(format!("lot-{n}")) {
                h2 id=(format!("lot-{n}")) { (befell(lot)) }
                (evidence::list(view, &lot.claims, usize::MAX))
            }
        }
    };
    let title = clean(&one.name);
    page(view, Sheet { title: &title, under: "/people", days: true, twin: true, script: None, body })
}
