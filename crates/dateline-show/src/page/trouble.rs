//! What could not be shown, as a page that says what to do, and as data in the form of RFC 9457.

use super::link::View;
use super::shell::{Sheet, page};
use crate::text::clean;
use maud::html;
use serde_json::json;

/// Something that could not be shown.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The status of HTTP.
    pub status: u16,
    /// What happened, as a sentence.
    pub what: String,
    /// What to try, as a sentence.
    pub hint: String,
}

impl Trouble {
    /// Something with a status.
    pub fn new(status: u16, what: impl Into<String>, hint: impl Into<String>) -> Trouble {
        Trouble { status, what: what.into(), hint: hint.into() }
    }

    fn title(&self) -> &'static str {
        match self.status {
            400 => "This was not understood",
            403 => "This is not allowed",
            404 => "There is no such page",
            409 => "Not now",
            413 => "Too much at once",
            421 => "This is another address",
            _ => "This could not be done",
        }
    }
}

/// The page.
pub fn trouble(view: &View, trouble: &Trouble) -> String {
    let body = html! {
        p.lead { bdi { (clean(&trouble.what)) } }
        p { bdi { (clean(&trouble.hint)) } }
        p { a.button href=(view.to("/")) { "To the overview" } }
    };
    page(view, Sheet { title: trouble.title(), under: "", days: false, twin: false, script: None, body })
}

/// The same as data.
pub fn problem(trouble: &Trouble) -> String {
    let object = json!({ "type": "about:blank", "title": trouble.title(), "status": trouble.status,
        "detail": trouble.what, "hint": trouble.hint });
    format!("{object}\n")
}
