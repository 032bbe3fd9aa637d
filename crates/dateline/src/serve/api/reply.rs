//! Answers that are no pages of data: what was written, and what could not be done.

use crate::serve::reply::made;
use axum::http::response::Builder;
use axum::http::{HeaderMap, Response as Raw, header};
use axum::response::Response;
use dateline_show::page::{self, Trouble};

/// What came of something that was written, and where it can be asked for.
pub(super) fn written(status: u16, location: &str, body: String) -> Response {
    let raw = Raw::builder().header(header::CONTENT_TYPE, "application/json").header(header::LOCATION, location);
    made(raw.status(status).header(header::CACHE_CONTROL, "no-store"), body)
}

/// What could not be done.
pub(super) fn problem(trouble: &Trouble) -> Response {
    made(head(trouble), page::problem(trouble))
}

/// The same where something else can be done at the address.
pub(super) fn not_allowed(allowed: &[&str]) -> Response {
    let allowed = allowed.join(", ");
    let trouble = Trouble::new(405, "That cannot be done at this address.", format!("This can: {allowed}."));
    made(head(&trouble).header(header::ALLOW, allowed), page::problem(&trouble))
}

/// The same to whoever does not bring the token.
pub(super) fn unknown(headers: &HeaderMap) -> Response {
    let (what, challenge) = match headers.contains_key(header::AUTHORIZATION) {
        true => ("The token is not the one of this server.", "Bearer realm=\"dateline\", error=\"invalid_token\""),
        false => ("Writing needs a token.", "Bearer realm=\"dateline\""),
    };
    let hint = "Send the header `Authorization: Bearer TOKEN` with the token that `dateline serve` told or was given.";
    let trouble = Trouble::new(401, what, hint);
    made(head(&trouble).header(header::WWW_AUTHENTICATE, challenge), page::problem(&trouble))
}

fn head(trouble: &Trouble) -> Builder {
    Raw::builder()
        .status(trouble.status)
        .header(header::CONTENT_TYPE, "application/problem+json")
        .header(header::CACHE_CONTROL, "no-store")
}
