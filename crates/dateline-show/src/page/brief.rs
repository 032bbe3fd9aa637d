//! The brief on a page: the same body that `dateline brief --format html` writes, in the explorer's own clothes.

use super::Leaf;
use super::link::View;
use super::shell::{Sheet, page};
use super::twin::Twin;
use crate::brief::{Ask, body, build};
use crate::holds;
use maud::{PreEscaped, html};

/// The brief.
pub fn brief<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(holds::json(&view.pile.picture.holdings(view.on()))))
}

fn html(view: &View) -> String {
    let made = build(view.pile, &Ask { on: Some(view.on()), ..Ask::default() });
    let body = html! { div.brief { p.title { (made.title) } (PreEscaped(body(&made))) } };
    page(view, Sheet { title: "Brief", under: "/brief", days: true, twin: true, script: None, body })
}
