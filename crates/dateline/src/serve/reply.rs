//! Answers: status, kind, and what a browser may keep.

use super::ask::Ending;
use super::desk::Desk;
use crate::error::Error;
use crate::pictures::Known;
use axum::body::Body;
use axum::http::{Response as Raw, StatusCode, header};
use axum::response::Response;
use dateline_show::page::{self, Trouble, View};

/// An answer before it is put into the form of HTTP.
pub(super) struct Answer {
    /// What it is.
    pub media: &'static str,
    /// Its content.
    pub body: Vec<u8>,
    /// How long a browser may keep it.
    pub keep: Keep,
}

/// How long a browser may keep an answer.
pub(super) enum Keep {
    /// For ever: its address changes with it.
    Always,
    /// Until its mark changes; the browser asks each time.
    WhileMarked(String),
    /// Not at all, and the page is loaded again after so many seconds when a number is given.
    Never(Option<u8>),
}

impl Answer {
    /// A page for which a browser asks each time.
    pub(super) fn marked(ending: Ending, body: String, mark: String) -> Answer {
        Answer { media: ending.media(), body: body.into_bytes(), keep: Keep::WhileMarked(mark) }
    }
    /// Data that a program may keep until its mark changes.
    pub(super) fn data(body: String, mark: String) -> Answer {
        Answer::marked(Ending::Json, body, mark)
    }
    /// A page with a token, or one that changes by itself.
    pub(super) fn passing(ending: Ending, body: String) -> Answer {
        Answer { media: ending.media(), body: body.into_bytes(), keep: Keep::Never(None) }
    }

    /// The answer; nothing but its mark when the browser has it already.
    pub(super) fn sent(self, has: Option<&str>) -> Response {
        let mut raw = Raw::builder().header(header::CONTENT_TYPE, self.media);
        raw = match &self.keep {
            Keep::Always => raw.header(header::CACHE_CONTROL, "max-age=31536000, immutable"),
            Keep::WhileMarked(mark) => {
                raw.header(header::CACHE_CONTROL, "no-cache, private").header(header::ETAG, mark)
            }
            Keep::Never(None) => raw.header(header::CACHE_CONTROL, "no-store"),
            Keep::Never(Some(seconds)) => {
                raw.header(header::CACHE_CONTROL, "no-store").header(header::REFRESH, seconds.to_string())
            }
        };
        let there = matches!((&self.keep, has), (Keep::WhileMarked(mark), Some(has)) if has.split(',').any(|h| is_mark(h.trim(), mark)));
        let (status, body) = if there { (StatusCode::NOT_MODIFIED, Vec::new()) } else { (StatusCode::OK, self.body) };
        made(raw.status(status), body)
    }
}

/// Whether what a client has is what it would get; compression on the way makes a mark a weak one.
fn is_mark(has: &str, mark: &str) -> bool {
    has == "*" || has.strip_prefix("W/").unwrap_or(has) == mark
}

/// To another page after something was written.
pub(super) fn see(address: &str) -> Response {
    made(
        Raw::builder()
            .status(StatusCode::SEE_OTHER)
            .header(header::LOCATION, address)
            .header(header::CACHE_CONTROL, "no-store"),
        String::new(),
    )
}

pub(super) fn made(raw: axum::http::response::Builder, body: impl Into<Body>) -> Response {
    raw.body(body.into()).unwrap_or_else(|_| Response::new(Body::empty()))
}

/// What could not be shown: as data where data was asked for, else as a page.
pub(super) fn trouble(desk: &Desk, path: &str, trouble: &Trouble) -> Response {
    let data = super::ask::ending(path).is_some() || path.starts_with(super::api::ROOT);
    let (media, body) = match data {
        true => ("application/problem+json", page::problem(trouble)),
        false => (Ending::Html.media(), as_page(desk, trouble)),
    };
    let status = StatusCode::from_u16(trouble.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    made(
        Raw::builder().status(status).header(header::CONTENT_TYPE, media).header(header::CACHE_CONTROL, "no-store"),
        body,
    )
}

/// A page about trouble tells nothing of the pile, so it needs none: the pile may be the trouble.
fn as_page(desk: &Desk, trouble: &Trouble) -> String {
    let nothing = crate::Pile::empty();
    page::trouble(&view(desk, &nothing, "/"), trouble)
}

/// A view without days.
fn view<'a>(desk: &'a Desk, pile: &'a crate::Pile, path: &'a str) -> View<'a> {
    View { pile, asked: None, known: None, from: None, to: None, path, rest: "", store: &desk.opened.name }
}

/// The view of a page.
pub(super) fn seen<'a>(desk: &'a Desk, known: &'a Known, path: &'a str) -> View<'a> {
    view(desk, &known.pile, path)
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        let status = match &error {
            Error::NotFound { .. } => 404,
            Error::Options { .. } => 400,
            Error::Stale { .. } => 409,
            _ => 500,
        };
        Trouble::new(status, error.to_string(), error.hint().unwrap_or("Try again.").to_owned())
    }
}
