//! Asking a feed on the network. The only place of dateline that asks anybody anything.
//!
//! Bounded in every direction: time, size after decompression, redirects. A server may send whom it likes elsewhere, so a
//! redirect to this machine or its own network is followed only where the user named that host himself.

use super::feed::{Answer, Failure, Fresh};
use super::schedule::Memory;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::io::Read;
use std::net::IpAddr;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};

/// For the whole of one answer.
const TIME: Duration = Duration::from_secs(30);
/// The largest feed.
const SIZE: u64 = 16 << 20;
const REDIRECTS: u32 = 5;
/// The largest mark of a server that is remembered.
const MARK: usize = 1_000;
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5";

/// Asks for what is new since the answer that is remembered.
pub(super) fn ask(address: &str, memory: &Memory, now: Duration) -> Answer {
    answer(address, memory, now).unwrap_or_else(|error| Answer::Failed(Failure { why: why(&error), retry_after: None }))
}

fn answer(address: &str, memory: &Memory, now: Duration) -> Result<Answer, Error> {
    let uri: Uri = address.parse().map_err(|_| Error::BadUri(address.into()))?;
    let mut request = agent(&uri).get(uri).header("Accept", ACCEPT);
    if let Some(etag) = &memory.etag {
        request = request.header("If-None-Match", etag);
    }
    if let Some(modified) = &memory.modified {
        request = request.header("If-Modified-Since", modified);
    }
    let response = request.call()?;
    match response.status().as_u16() {
        200 => fresh(response),
        304 => Ok(Answer::Same),
        410 => Ok(Answer::Gone),
        status => Ok(Answer::Failed(Failure {
            why: format!("The server answered {status}{}.", in_words(status)),
            retry_after: value(response.headers(), "retry-after").and_then(|text| seconds(&text, now)),
        })),
    }
}

fn fresh(mut response: Response<Body>) -> Result<Answer, Error> {
    let headers = response.headers();
    let charset = value(headers, "content-type").and_then(|text| charset(&text));
    let (etag, modified) = (value(headers, "etag"), value(headers, "last-modified"));
    let mut bytes = Vec::new();
    // One byte more tells a feed of just that size from one that is larger.
    response.body_mut().as_reader().take(SIZE + 1).read_to_end(&mut bytes).map_err(Error::from)?;
    if bytes.len() as u64 > SIZE {
        let why = format!("It is larger than {} MiB.", SIZE >> 20);
        return Ok(Answer::Failed(Failure { why, retry_after: None }));
    }
    Ok(Answer::Fresh(Fresh { bytes, charset, etag, modified }))
}

fn agent(named: &Uri) -> Agent {
    let config = Agent::config_builder()
        .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .timeout_global(Some(TIME))
        .build();
    let host = named.host().unwrap_or_default().to_owned();
    Agent::with_parts(config, DefaultConnector::default(), Guarded { host, usual: DefaultResolver::default() })
}

/// Finds addresses, but none at home for a host that the user did not name.
#[derive(Debug)]
struct Guarded {
    host: String,
    usual: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.usual.resolve(uri, config, timeout)?;
        let is_proxy = config.proxy().is_some_and(|proxy| uri.host() == Some(proxy.host()));
        let is_named = is_proxy || uri.host() == Some(self.host.as_str());
        match is_named || !found.iter().any(|a| is_home(a.ip())) {
            true => Ok(found),
            false => Err(Error::Other("It leads to an address of this machine or its network".into())),
        }
    }
}

/// Whether an address is this machine's or of a network that the world cannot reach.
fn is_home(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// A header, unless it is too long to be remembered.
fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty() && text.len() <= MARK).then(|| text.to_owned())
}

fn charset(content_type: &str) -> Option<String> {
    let parts = content_type.split(';').filter_map(|part| part.split_once('='));
    let named = parts.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

/// `Retry-After` gives seconds, or a moment.
fn seconds(text: &str, now: Duration) -> Option<u64> {
    let until = |moment: Timestamp| (moment.as_second().max(0) as u64).saturating_sub(now.as_secs());
    text.parse().ok().or_else(|| DateTimeParser::new().parse_timestamp(text).ok().map(until))
}

fn in_words(status: u16) -> &'static str {
    match status {
        401 | 403 => ", it may not be read",
        404 => ", there is no such feed",
        429 => ", it was asked too often",
        500..=599 => ", it is in trouble",
        _ => "",
    }
}

fn why(error: &Error) -> String {
    match error {
        Error::Timeout(_) => format!("It did not come within {} seconds.", TIME.as_secs()),
        Error::TooManyRedirects => format!("It leads on more than {REDIRECTS} times."),
        Error::HostNotFound => "There is no such host.".into(),
        Error::BadUri(_) => "This is no address.".into(),
        Error::Io(error) => format!("The connection failed: {error}."),
        Error::Other(why) => format!("{why}."),
        other => format!("It could not be had: {other}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_when_to_come_again_in_two_ways() {
        let now = Duration::from_secs(784_111_777 - 60);
        assert_eq!(seconds("120", now), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(60));
        assert_eq!(seconds("Sun, 06 Nov 1994 07:49:37 GMT", now), Some(0));
        assert_eq!(seconds("soon", now), None);
    }

    #[test]
    fn home_is_told_from_the_world_in_every_spelling() {
        for home in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.169.254",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "0.0.0.0",
        ] {
            assert!(is_home(home.parse().unwrap()), "{home}");
        }
        for world in ["93.184.216.34", "2606:2800:220:1::1"] {
            assert!(!is_home(world.parse().unwrap()), "{world}");
        }
    }

    #[test]
    fn a_charset_is_found_where_one_is_declared() {
        assert_eq!(charset("text/xml; Charset=\"windows-1251\""), Some("windows-1251".into()));
        assert_eq!(charset("application/rss+xml"), None);
    }
}
