//! What changed since a day, the weightiest first.

use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page};
use super::twin::Twin;
use super::{Leaf, developments};
use crate::changes::{Between, json, most, sentence};
use crate::pile::Pile;
use crate::text::count;
use dateline_core::picture::changes::Change;
use maud::{Markup, html};

/// The changes between an earlier picture and the one of the page.
pub fn changes<'a>(view: View<'a>, before: &'a Pile, changes: &'a [Change]) -> Leaf<'a> {
    let all: Vec<&Change> = changes.iter().collect();
    let twin = move || Twin::list(json(Between { before, after: view.pile }, &all));
    Leaf::new(move || html(&view, before, changes), twin)
}

fn html(view: &View, before: &Pile, changes: &[Change]) -> String {
    let between = Between { before, after: view.pile };
    let body = html! {
        form.days method="get" action=(view.path) aria-label="Days" {
            div.field { label for="since" { "Since" } input id="since" type="date" name="since" value=(before.known) required; }
            div.field { label for="until" { "until" } input id="until" type="date" name="known" value=(view.pile.known) required; }
            @if let Some(on) = view.asked { input type="hidden" name="on" value=(on); }
            button type="submit" { "Show" }
        }
        p.lead {
            "From " (before.known) " to " (view.pile.known) ": " (count(changes.len(), "change", "changes")) ", "
            (count(between.new_reports(), "new report", "new reports")) "."
        }
        ol.log { @for change in changes { (one(view, between, change)) } }
    };
    page(view, Sheet { title: "What changed", under: "/changes", days: false, twin: true, script: None, body })
}

fn one(view: &View, between: Between, change: &Change) -> Markup {
    // What is withdrawn may have been read anew since: its passages stand in the earlier pile.
    let there = View { pile: between.pile_of(change), ..*view };
    html! {
        li {
            p {
                (badge(&format!("k-{}", change.kind.as_str()), change.kind.as_str())) " "
                bdi { (sentence(between, change)) }
                @if let Some(place) = &change.place { " " a href=(view.place(&place.id)) { "place" } }
                @if let Some(dispute) = &change.dispute { " " a href=(view.dispute(&dispute.id)) { "dispute" } }
                (developments::way(&there, &change.support(), "development"))
            }
            details {
                summary { "Passages" }
                (evidence::list(&there, &change.support(), most(change)))
                @if !change.against().is_empty() { div.against { p.label { "Against" } (evidence::list(&there, change.against(), 1)) } }
            }
        }
    }
}
