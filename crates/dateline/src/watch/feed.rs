//! Feeds: which are named, what they are called, and what each can answer.

use crate::error::{Error, Result};
use crate::take::Options;
use dateline_core::model::Notice;
use dateline_intake::{Media, RawItem};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// A feed that the user named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Feed {
    /// What its reports' ids begin with.
    pub name: String,
    /// Where it is asked for.
    pub address: String,
}

/// What a feed answered.
#[cfg_attr(not(feature = "feeds"), expect(dead_code, reason = "without the network no feed answers so"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Something, which may be new.
    Fresh(Fresh),
    /// Nothing has changed.
    Same,
    /// It is gone for good.
    Gone,
    /// It could not be had.
    Failed(Failure),
}

/// The bytes of a feed with what the server says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fresh {
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The declared charset.
    pub charset: Option<String>,
    /// The server's mark of this state.
    pub etag: Option<String>,
    /// When it was changed, in the server's words.
    pub modified: Option<String>,
}

/// Why a feed could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// As a sentence.
    pub why: String,
    /// For how many seconds the server wants to be left alone.
    pub retry_after: Option<u64>,
}

/// The feeds named on the command line and in lists, each once, in that order.
pub(super) fn named(addresses: &[String], lists: &[PathBuf]) -> (Vec<Feed>, Vec<Notice>) {
    let mut notices = Vec::new();
    let listed = lists.iter().flat_map(|list| listed(list, &mut notices)).collect::<Vec<_>>();
    let mut names = BTreeSet::new();
    let mut feeds: Vec<Feed> = Vec::new();
    for address in addresses.iter().chain(&listed) {
        match is_web(address) {
            true => feeds.push(Feed { name: name_of(address), address: address.clone() }),
            false => notices.push(no_web(address)),
        }
    }
    feeds.retain(|feed| names.insert(feed.name.clone()));
    (feeds, notices)
}

/// Whether an address is one that can be asked.
pub(super) fn is_web(address: &str) -> bool {
    let head: String = address.chars().take(8).collect::<String>().to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

fn no_web(address: &str) -> Notice {
    Notice::unread(address, "Only feeds on http:// and https:// can be watched.", "Correct the address in the list.")
}

fn listed(list: &Path, notices: &mut Vec<Notice>) -> Vec<String> {
    match read_list(list, notices) {
        Ok(feeds) => feeds,
        Err(error) => {
            notices.push(Notice::unread(
                list.display().to_string(),
                error.to_string(),
                error.hint().unwrap_or_default(),
            ));
            Vec::new()
        }
    }
}

/// No honest list is larger.
const LIST: u64 = 16 << 20;

/// The addresses in a list.
pub(super) fn read_list(list: &Path, notices: &mut Vec<Notice>) -> Result<Vec<String>> {
    use std::io::Read;
    let shown = list.display().to_string();
    let wrong = |what: String, hint: &str| Err(Error::Options { what, hint: hint.into() });
    let mut bytes = Vec::new();
    let read = std::fs::File::open(list).and_then(|file| file.take(LIST).read_to_end(&mut bytes));
    if let Err(error) = read {
        return wrong(format!("{shown} cannot be read: {error}."), "Name a folder, an OPML list or a feed's address.");
    }
    match dateline_intake::feeds(&shown, bytes, notices) {
        Some(feeds) => Ok(feeds),
        None => wrong(
            format!("{shown} is neither a folder nor a list of feeds in OPML."),
            "Name the folder to have its files read; `dateline add` reads a single file.",
        ),
    }
}

/// Host and path of an address. What may be a secret, such as a password or a key after `?`, is never told and never
/// becomes part of an id; a fingerprint keeps such addresses apart.
fn name_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (place, query) = rest.split_once('?').map_or((rest, ""), |(place, query)| (place, query));
    let (host, path) = place.split_once('/').map_or((place, ""), |(host, path)| (host, path));
    let (user, host) = host.rsplit_once('@').map_or(("", host), |(user, host)| (user, host));
    let plain = format!("{}/{path}", host.to_lowercase());
    let plain: String = plain.trim_end_matches('/').chars().map(harmless).take(120).collect();
    let is_whole = query.is_empty() && user.is_empty() && place.chars().count() <= 120;
    if is_whole { plain } else { format!("{plain}~{}", fingerprint(address)) }
}

fn harmless(c: char) -> char {
    if c.is_whitespace() || c.is_control() { '_' } else { c }
}

fn fingerprint(address: &str) -> String {
    Sha256::digest(address).iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// The items of a feed that was fetched. A page in its place, such as a server's excuse, is no report.
pub(super) fn items(name: String, fresh: Fresh, options: &Options) -> Vec<std::result::Result<RawItem, Notice>> {
    let charset = fresh.charset;
    let items = dateline_intake::open(Box::new(Cursor::new(fresh.bytes)), name, options);
    let checked = items.map(move |item| match item {
        Ok(item) if item.media == Media::Feed => Ok(RawItem { charset: charset.clone(), ..item }),
        Ok(item) => Err(no_feed(item.file)),
        Err(notice) => Err(notice),
    });
    // A feed is one item; of anything that opens as many, the first is enough to say that it is none.
    checked.take(1).collect()
}

fn no_feed(name: String) -> Notice {
    let what = "What came from this address is neither RSS nor Atom.";
    Notice::unread(name, what, "Open the address in a browser and look for that of its feed.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_called_by_its_place_and_no_secret_is_told() {
        for (address, name) in [
            ("https://News.example/rss.xml", "news.example/rss.xml"),
            ("http://news.example:8080/world/#top", "news.example:8080/world"),
            ("https://news.example", "news.example"),
            ("https://news.example/a\u{1b}b c", "news.example/a_b_c"),
        ] {
            assert_eq!(name_of(address), name);
        }
        let [one, other] = ["https://x.test/f?key=secret1", "https://x.test/f?key=secret2"].map(name_of);
        assert!(one.starts_with("x.test/f~") && one != other && !one.contains("secret"));
        let user = name_of("https://me:word@x.test/f");
        assert!(user.starts_with("x.test/f~") && !user.contains("word"));
        assert!(name_of(&format!("https://x.test/{}", "long".repeat(500))).len() < 140);
    }

    #[test]
    fn only_the_web_is_asked_and_each_feed_once() {
        let given = ["https://a.test/f", "HTTP://a.test/f/", "file:///etc/passwd", "ftp://a.test", "https://b.test"];
        let (feeds, notices) = named(&given.map(String::from), &[]);
        assert_eq!(feeds.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["a.test/f", "b.test"]);
        assert_eq!(notices.len(), 2);
    }

    #[test]
    fn what_is_no_feed_is_no_report() {
        let options = Options::default();
        for bytes in
            ["<html><p>Sorry, the town fell.</p></html>", "Service unavailable", "{\"text\":\"Kunduz fell.\"}\n{}"]
        {
            let fresh = Fresh { bytes: bytes.into(), ..Fresh::default() };
            let items = items("a.test".into(), fresh, &options);
            assert!(matches!(&items[..], [Err(notice)] if notice.unread), "{bytes}: {items:?}");
        }
        let feed = Fresh { bytes: "<rss><channel></channel></rss>".into(), ..Fresh::default() };
        assert!(items("a.test".into(), feed, &options)[0].is_ok());
    }
}
