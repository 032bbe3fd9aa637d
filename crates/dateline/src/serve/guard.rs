//! What stands before every answer. The pages are about to be read in a browser that also visits strangers, so:
//!
//! * another site's name that leads to this address (DNS rebinding) is turned away by the `Host` header;
//! * another site's form or script is turned away by `Origin` and `Sec-Fetch-Site`, and by the token of each form;
//! * a page may load nothing from elsewhere and run nothing that is not a file of ours;
//! * nothing is guessed to be of another kind, nothing is put in a frame, and nobody outside learns what was read.

use super::desk::Desk;
use super::reply;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use dateline_show::page::Trouble;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What every answer says about itself.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    // Without any referrer a browser would send our own forms with `Origin: null`, and they would be turned away.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];
/// How long an answer may take; the first one of a large pile builds its picture.
const LONGEST: Duration = Duration::from_secs(120);
/// How many answers are under way at once.
const AT_ONCE: usize = 32;

/// Which names this server answers to.
#[derive(Clone)]
pub(super) struct Guard {
    hosts: Arc<[String]>,
    room: Arc<Semaphore>,
}

impl Guard {
    pub(super) fn new(at: SocketAddr) -> Guard {
        let hosts = [at.to_string(), format!("localhost:{}", at.port())];
        Guard { hosts: Arc::new(hosts), room: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Why a request is turned away.
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<Trouble> {
        let said = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
        let ours = |host: &str| self.hosts.iter().any(|h| h.eq_ignore_ascii_case(host));
        if !said(header::HOST).is_some_and(ours) || headers.get_all(header::HOST).iter().count() != 1 {
            let hint = format!("Open http://{}/ instead.", self.hosts[0]);
            return Some(Trouble::new(421, "This server answers only to its own address on this machine.", hint));
        }
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(ours);
        let elsewhere = headers.contains_key(header::ORIGIN) && !said(header::ORIGIN).is_some_and(own);
        let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
        let strange = site.is_some_and(|s| !matches!(s, "same-origin" | "none"));
        let writes = !matches!(*method, Method::GET | Method::HEAD);
        if writes && (elsewhere || strange) {
            let hint = "Open the page here and send the form from there.";
            return Some(Trouble::new(403, "Another site tried to write here, and nothing was written.", hint));
        }
        None
    }
}

/// Turns away what has no business here, and says on every answer what a browser may do with it.
pub(super) async fn guard(State((guard, desk)): State<(Guard, Arc<Desk>)>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let refusal = guard.refusal(request.method(), request.headers());
    let mut response = match refusal {
        Some(trouble) => reply::trouble(&desk, &path, &trouble),
        None => answered(&guard, request, next).await.unwrap_or_else(|trouble| reply::trouble(&desk, &path, &trouble)),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn answered(guard: &Guard, request: Request, next: Next) -> Result<Response, Trouble> {
    let slow = || Trouble::new(503, "This takes too long.", "Try again; what was read so far is kept.");
    let work = async {
        let _room = guard.room.acquire().await.map_err(|_| slow())?;
        Ok(next.run(request).await)
    };
    tokio::time::timeout(LONGEST, work).await.unwrap_or_else(|_| Err(slow()))
}
