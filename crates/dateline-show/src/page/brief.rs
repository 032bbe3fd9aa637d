//! The brief on a page, with every claim in it a link.

use super::Leaf;
use super::link::View;
use super::shell::{Sheet, page};
use super::twin::Twin;
use crate::text::Paint;
use crate::{brief as text, holds};
use maud::{Markup, html};

/// The brief.
pub fn brief<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(holds::json(&view.pile.picture.holdings(view.on()))))
}

fn html(view: &View) -> String {
    let told = text::text(view.pile, view.on(), &[], Paint::default());
    let body =
        html! { div.scroll tabindex="0" role="region" aria-label="Brief" { pre.brief { (linked(view, &told)) } } };
    page(view, Sheet { title: "Brief", under: "/brief", days: true, twin: true, script: None, body })
}

/// The text with the ids of claims as links. An id may stand at the beginning of a line, behind a word that ended the
/// one before, so every word that is an id of the pile is one.
fn linked(view: &View, text: &str) -> Markup {
    let id_end = |c: char| !c.is_ascii_alphanumeric();
    html! {
        @for word in text.split_inclusive(id_end) {
            @let id = word.trim_end_matches(id_end);
            @if id.len() > 8 && view.pile.claim(id).is_some() { a href=(view.claim(id)) { (id) } (word[id.len()..]) } @else { (word) }
        }
    }
}
