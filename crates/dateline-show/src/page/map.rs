//! The map on a page: the picture that `dateline map` draws, each mark a link to its place, and the same as a table.

use super::Leaf;
use super::link::View;
use super::overview::{held, table};
use super::shell::{Sheet, page};
use super::twin::Twin;
use crate::holds;
use crate::map::{Options, svg};
use dateline_core::picture::Holding;
use maud::{Markup, PreEscaped, html};

/// The map of the day, as known on the known day.
pub fn map<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(holds::json(&view.pile.picture.holdings(view.on()))))
}

fn html(view: &View) -> String {
    let holdings = view.pile.picture.holdings(view.on());
    let rows: Vec<&Holding> = holds::by_name(&holdings).into_iter().filter(|h| held(h)).collect();
    let body = html! {
        (drawn(view))
        section aria-labelledby="same" { h2 id="same" { "The same as a table" } (table(view, "Who has what", &rows)) }
    };
    page(view, Sheet { title: "Map", under: "/map", days: true, twin: true, script: None, body })
}

/// The picture. What it holds of reports is escaped where it is drawn.
pub(super) fn drawn(view: &View) -> Markup {
    let options = Options { link: Some("/place/".into()), tail: view.to(""), ..Options::default() };
    html! { figure.map { (PreEscaped(svg(view.pile, view.on(), &options))) } }
}
