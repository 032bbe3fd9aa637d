//! The door for programs: `/api/v1/`.
//!
//! It answers what the command line prints with `--json`, cut into pages and with the passages attached; it decides nothing.
//! One table (`routes`) says what can be asked, what is taken and what is given; the server answers by it and the
//! OpenAPI document is made of it, so that what is described is what is done. Whoever writes has to bring a token, since any
//! program of this machine can reach the port.

mod document;
mod forms;
mod reads;
mod reply;
mod routes;
mod writes;

use super::ask::segments;
use super::desk::Desk;
use super::reply::Answer;
use crate::given::{Given, KNOWN};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use dateline_core::model::Day;
use dateline_show::page::Trouble;
use reads::Asked;
use routes::{Does, Met, Named, Route};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Where the door is.
pub(super) const ROOT: &str = "/api/v1";

type Result<T> = std::result::Result<T, Trouble>;

/// Answers whatever is asked below the root.
pub(super) async fn any(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default();
    let Some(segments) = segments(path) else { return reply::problem(&unread()) };
    let head = request.method() == axum::http::Method::HEAD;
    match routes::meet(&segments, if head { &axum::http::Method::GET } else { request.method() }) {
        Met::Route(route, named) => act(desk, route, named, request).await.unwrap_or_else(|t| reply::problem(&t)),
        Met::Otherwise(allowed) => reply::not_allowed(&allowed),
        Met::Nothing => reply::problem(&nothing()),
    }
}

async fn act(desk: Arc<Desk>, route: &'static Route, named: Named, request: Request) -> Result<Response> {
    if route.writes() && !desk.token().is_in(request.headers()) {
        return Ok(reply::unknown(request.headers()));
    }
    accepts_json(request.headers())?;
    let given = given(route, named, request.uri())?;
    match route.does {
        Does::Decide => writes::decide(desk, request).await,
        Does::Add => writes::add(desk, &given, request).await,
        Does::Ask { answer, .. } => apart(move || asked(&desk, route, &request, &given, answer)).await,
        Does::Tell { tell, .. } => apart(move || told(tell(&desk)?, &request)).await,
    }
}

/// Does work that may take its time away from the threads that listen.
async fn apart(work: impl FnOnce() -> Result<Response> + Send + 'static) -> Result<Response> {
    let failed = |_| Trouble::new(500, "This answer failed half way.", "Ask again; tell us when it fails again.");
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

/// An answer from a picture; where no known day can be given all reports count.
fn asked(
    desk: &Desk,
    route: &Route,
    request: &Request,
    given: &Given,
    answer: fn(&Asked) -> Result<String>,
) -> Result<Response> {
    let Some(at) = request.uri().path_and_query() else { return Err(nothing()) };
    let known = if route.takes(KNOWN.name) { given.day(KNOWN.name) } else { Some(Day::MAX) };
    let stood = desk.pictures.known(known)?;
    let body = answer(&Asked { desk, question: at.path(), given, stood: &stood })?;
    Ok(marked(body, &format!("{} {at}", stood.tag), request))
}

/// An answer that rests on no picture.
fn told(body: String, request: &Request) -> Result<Response> {
    let mark = body.clone();
    Ok(marked(body, &mark, request))
}

/// An answer with a mark that changes when the answer does.
fn marked(body: String, of: &str, request: &Request) -> Response {
    let mark: String = Sha256::digest(of)[..12].iter().map(|b| format!("{b:02x}")).collect();
    let has = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    Answer::data(body, format!("\"{mark}\"")).sent(has)
}

/// What stands in an address, checked.
fn given(route: &Route, named: Named, uri: &Uri) -> Result<Given> {
    let asked = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| unread())?.0;
    Ok(Given::of_address(route.fields, named.into_iter().chain(asked).collect())?)
}

/// Every answer is JSON; whoever does not want that gets none.
fn accepts_json(headers: &HeaderMap) -> Result<()> {
    let mut wanted = headers.get_all(header::ACCEPT).iter().filter_map(|v| v.to_str().ok()).peekable();
    let fits = |one: &str| {
        let (media, rest) = one.split_once(';').unwrap_or((one, ""));
        let refused = rest.split(';').any(|p| matches!(p.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        let ours = ["*/*", "application/*", "application/json"];
        !refused && ours.iter().any(|ours| media.trim().eq_ignore_ascii_case(ours))
    };
    if wanted.peek().is_none() || wanted.any(|line| line.split(',').any(fits)) {
        return Ok(());
    }
    Err(Trouble::new(406, "Answers are JSON only.", "Send `Accept: application/json`, or no such header."))
}

fn unread() -> Trouble {
    Trouble::new(400, "The address cannot be read.", "Write what is special in it as %XX, in UTF-8.")
}

fn nothing() -> Trouble {
    Trouble::new(404, "There is nothing at this address.", format!("{ROOT}/openapi.json lists what there is."))
}
