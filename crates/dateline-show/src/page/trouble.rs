//! What could not be shown, as a page that says what to do, and as data in the form of RFC 9457.

use super::link::View;
use super::shell::{Sheet, page};
use crate::json::line;
use crate::text::clean;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;

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
            401 => "This needs a token",
            403 => "This is not allowed",
            404 => "There is no such page",
            405 => "This is not done here",
            406 => "There is no such form of it",
            409 => "Not now",
            413 => "Too much at once",
            415 => "This sort of content is not read",
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

/// What could not be done, in the form of RFC 9457.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemForm {
    /// Always `about:blank`: the status tells the sort.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    /// What happened, as a sentence.
    detail: String,
    /// What to try, as a sentence.
    hint: String,
}

/// The same as data.
pub fn problem(trouble: &Trouble) -> String {
    line(&ProblemForm {
        kind: "about:blank",
        title: trouble.title(),
        status: trouble.status,
        detail: trouble.what.clone(),
        hint: trouble.hint.clone(),
    })
}
