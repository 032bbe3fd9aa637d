//! Named persons: who they are called, what befell them, and which passages tell it.

use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use super::{Leaf, claim};
use crate::json::{NamedForm, line};
use crate::people::json;
use crate::text::{clean, count, days};
use crate::{claims, words};
use dateline_core::lexicon::fold::fold;
use dateline_core::picture::{Named, Told};
use maud::{Markup, html};

/// The person with an id, or with a spelling of the name that only one person has.
pub fn person_of<'a>(view: &View<'a>, id: &str) -> Option<&'a Named> {
    let (people, key) = (view.pile.people(), fold(id));
    people.iter().find(|p| p.id == key).or_else(|| {
        let mut also = people.iter().filter(|p| p.also.iter().any(|a| fold(a) == key));
        also.next().filter(|_| also.next().is_none())
    })
}

/// All persons, by name.
pub fn people<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || list_html(&view), move || Twin::list(json(view.pile, view.pile.people())))
}

fn list_html(view: &View) -> String {
    let people = view.pile.people();
    let body = html! {
        p.lead { (count(people.len(), "person", "persons")) " of whom known reports tell what befell them. Two full names are never joined." }
        @if people.is_empty() { p.note { "No report known by then tells of one." } } @else {
            div.scroll tabindex="0" role="region" aria-label="Persons" {
                table {
                    caption.unseen { "Persons by name" }
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Called" } th scope="col" { "What is told" } } }
                    tbody { @for person in people { (row(view, person)) } }
                }
            }
        }
    };
    page(view, Sheet { title: "People", under: "/people", days: true, twin: true, script: None, body })
}

fn row(view: &View, person: &Named) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(view.person(&person.id)) { bdi { (clean(&person.name)) } } }
            td { bdi { (listed(&person.roles)) } }
            td { ul.names.tall { @for told in &person.lots { li { bdi { (what(told)) } " " (status(told)) } } } }
        }
    }
}

fn listed(words: &[String]) -> String {
    words.iter().map(|w| clean(w)).collect::<Vec<_>>().join(", ")
}

fn what(told: &Told) -> String {
    let when = told.days.map_or(String::new(), |d| format!(", {}", days(d)));
    words::lot(told.lot, told.place.as_ref(), told.to.as_ref()) + &when
}

fn status(told: &Told) -> Markup {
    badge(&format!("s-{}", told.status.as_str()), told.status.as_str())
}

/// One person.
pub fn person<'a>(view: View<'a>, named: &'a Named) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, named), move || twin(&view, named))
}

fn every(named: &Named) -> Vec<String> {
    named.lots.iter().flat_map(|t| t.claims.iter().cloned()).collect()
}

/// The person as printed, and a row for each claim.
fn twin(view: &View, named: &Named) -> Twin {
    let rows = claims::json(view.pile, &view.pile.claims_of(&every(named)));
    Twin::parts(Some(("person", &line(&NamedForm::new(view.pile, named)))), &[("claims", &rows)], &rows)
}

fn one_html(view: &View, named: &Named) -> String {
    let body = html! {
        @if !named.roles.is_empty() { p.lead { "Called " bdi { (listed(&named.roles)) } "." } }
        @if !named.also.is_empty() { p.dim { "Also written " bdi { (listed(&named.also)) } "." } }
        p.note { "Nothing is weighed here: what is denied, planned or history stands beside what is told, each with its status." }
        @for (n, told) in named.lots.iter().enumerate() { (lot(view, n, told)) }
        (claim::citations(view.pile, &format!("{}.", clean(&named.name)), &every(named)))
    };
    let title = clean(&named.name);
    page(view, Sheet { title: &title, under: "/people", days: true, twin: true, script: None, body })
}

fn lot(view: &View, n: usize, told: &Told) -> Markup {
    let id = format!("told-{n}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { bdi { (words::lot(told.lot, told.place.as_ref(), told.to.as_ref())) } }
            p {
                (status(told)) " " (told.days.map_or("day not told".into(), days)) ", " (count(told.origins, "origin", "origins"))
                @for place in told.place.iter().chain(&told.to) { " · " (place_link(view, place)) }
            }
            (evidence::list(view, &told.claims, usize::MAX))
        }
    }
}
