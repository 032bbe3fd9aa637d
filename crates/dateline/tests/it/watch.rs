//! `dateline watch`: folders where files arrive, feeds that fail and recover, restarts; and nothing is added twice.
//!
//! Nothing here is timed: each test waits for what must come of something, for as long as a slow machine may need.

use crate::bench::Bench;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(300);

const KUNDUZ: &str = "KUNDUZ, Aug 8, 2021 (Reuters) - Taliban fighters captured Kunduz on Sunday.\n";
const GHAZNI: &str = "KABUL, Aug 12, 2021 (AP) - Ghazni fell to the Taliban on Thursday, a local official said.\n";
const HERAT: &str = "KABUL, Aug 12, 2021 (DPA) - Herat fell to the Taliban on Thursday, a local official said.\n";

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what} never came");
        sleep(Duration::from_millis(50));
    }
}

/// A watch with nothing of this machine's own between it and the server.
fn watch(bench: &Bench, args: &[&str]) -> Command {
    let mut command = bench.command(&["watch"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

/// One round; gives the exit code and what was told.
fn once(bench: &Bench, args: &[&str]) -> (i32, String) {
    let output: Output = watch(bench, args).args(["--once", "--settle", "0"]).output().unwrap();
    assert!(output.stdout.is_empty());
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).to_string())
}

/// A watch that runs on.
struct Running {
    child: Child,
    told: Arc<Mutex<String>>,
}

impl Running {
    fn start(bench: &Bench, args: &[&str]) -> Running {
        let mut child = watch(bench, args).args(["--settle", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let told = Arc::new(Mutex::new(String::new()));
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()), told.clone());
        std::thread::spawn(move || {
            lines.lines().map_while(Result::ok).for_each(|l| *heard.lock().unwrap() += &(l + "\n"))
        });
        let running = Running { child, told };
        running.until("Watching ", 1);
        running
    }

    /// Waits until it has told something so many times.
    fn until(&self, what: &str, times: usize) {
        until(what, || self.told.lock().unwrap().matches(what).count() >= times);
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    #[cfg(unix)]
    fn interrupt(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A server on this machine that answers what it was told to, for each path.
struct Server {
    address: String,
    pages: Arc<Mutex<Vec<(String, Page)>>>,
    heard: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Default)]
struct Page {
    head: String,
    etag: Option<&'static str>,
    body: Vec<u8>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Server { address, pages: Arc::default(), heard: Arc::default() };
        let (pages, heard) = (server.pages.clone(), server.heard.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, heard) = (pages.clone(), heard.clone());
                std::thread::spawn(move || serve(stream, &pages, &heard));
            }
        });
        server
    }

    fn says(&self, path: &str, head: &str, etag: Option<&'static str>, body: impl Into<Vec<u8>>) -> String {
        let mut pages = self.pages.lock().unwrap();
        pages.retain(|(p, _)| p != path);
        pages.push((path.into(), Page { head: head.into(), etag, body: body.into() }));
        format!("{}{path}", self.address)
    }

    fn asked(&self, path: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|h| h.starts_with(&format!("GET {path} "))).cloned().collect()
    }
}

fn serve(mut stream: TcpStream, pages: &Mutex<Vec<(String, Page)>>, heard: &Mutex<Vec<String>>) {
    let mut request = String::new();
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    while lines.read_line(&mut request).is_ok_and(|n| n > 2) {}
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let page = pages.lock().unwrap().iter().find(|(p, _)| *p == path).map(|(_, page)| page.clone()).unwrap_or_default();
    let request = request.to_lowercase().replacen("get", "GET", 1).replacen("http/1.1", "HTTP/1.1", 1);
    let same = page.etag.is_some_and(|e| request.contains(&format!("if-none-match: {e}")));
    heard.lock().unwrap().push(request);
    let (head, body) = if same { ("304 Not Modified", &[][..]) } else { (page.head.as_str(), &page.body[..]) };
    let etag = page.etag.map_or(String::new(), |e| format!("ETag: {e}\r\n"));
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {head}\r\n{etag}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(body);
    let _ = stream.read(&mut [0]);
}

/// A feed with these items: guid and text.
fn feed(items: &[(&str, &str)]) -> String {
    let item = |(guid, text): &(&str, &str)| {
        let guid = if guid.is_empty() { String::new() } else { format!("<guid>{guid}</guid>") };
        format!("<item>{guid}<description>{text}</description></item>")
    };
    let items: String = items.iter().map(item).collect();
    format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Daily</title>{items}</channel></rss>")
}

fn ids(bench: &Bench) -> Vec<String> {
    let lines = bench.expect(0, &["reports", "--json"]);
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    lines.lines().map(id).collect()
}

/// The ids of a feed of changes, each of which stands there once.
fn entries(bench: &Bench) -> BTreeSet<String> {
    let feed = std::fs::read_to_string(bench.path("changes.xml")).unwrap();
    let all: Vec<&str> = feed.split("<id>urn:dateline:change:").skip(1).map(|e| e.split('<').next().unwrap()).collect();
    let once: BTreeSet<String> = all.iter().map(|e| e.to_string()).collect();
    assert_eq!(once.len(), all.len(), "an entry twice: {feed}");
    once
}

#[test]
#[cfg(unix)]
fn what_arrives_is_added_and_told_and_nothing_twice_over_restarts() {
    let bench = Bench::new();
    let args = ["reports", "--atom", "changes.xml", "--hook", "cat >> heard.jsonl; echo $DATELINE_SINCE >> since"];
    let running = Running::start(&bench, &args);
    bench.write("a.txt", KUNDUZ);
    running.until("1 report added", 1);
    std::fs::rename(bench.path("reports/a.txt"), bench.path("reports/z.txt")).unwrap();
    running.until("0 reports added, 1 there already", 1);
    bench.write("z.txt", KUNDUZ);
    running.until("0 reports added, 1 there already", 2);
    bench.write("copy.txt", KUNDUZ);
    running.until("0 reports added, 1 there already", 3);
    bench.write("b.txt", GHAZNI);
    running.until("1 report added", 2);
    assert_eq!(ids(&bench), ["a.txt", "b.txt"]);
    running.kill();

    bench.write("c.txt", HERAT);
    let running = Running::start(&bench, &args);
    running.until("1 report added", 1);
    assert_eq!(running.interrupt(), Some(0));
    assert_eq!(ids(&bench), ["a.txt", "b.txt", "c.txt"]);

    let (code, told) = once(&bench, &args);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("0 reports added, 4 there already; 0 changes; the store stands at @"), "{told}");

    let heard = std::fs::read_to_string(bench.path("heard.jsonl")).unwrap();
    let heard: Vec<Value> = heard.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let places: Vec<&str> = heard.iter().filter_map(|c| c["place"]["name"].as_str()).collect();
    assert_eq!(places, ["Kunduz", "Ghazni", "Herat"]);
    let changes: BTreeSet<String> = heard.iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(entries(&bench), changes);
    let since = std::fs::read_to_string(bench.path("since")).unwrap();
    assert!(since.starts_with("@0\n") && since.lines().count() == 3, "{since}");
}

#[test]
fn a_feed_that_fails_holds_nothing_up_and_is_read_when_it_recovers() {
    let bench = Bench::new();
    let server = Server::start();
    let url = server.says("/rss", "500 Internal Server Error", None, "Sorry");
    bench.write("a.txt", KUNDUZ);
    let args = ["reports", &url, "--every", "1s", "--atom", "changes.xml"];
    let running = Running::start(&bench, &args);
    running.until("The server answered 500, it is in trouble. It is asked again in", 1);
    running.until("1 report added", 1);
    server.says("/rss", "200 OK", Some("\"v1\""), feed(&[("g1", GHAZNI)]));
    running.until("1 report added", 2);
    running.until("1 feed asked, 1 as before", 1);
    server.says("/rss", "200 OK", Some("\"v2\""), feed(&[("g2", HERAT), ("g1", GHAZNI)]));
    running.until("1 report added, 1 there already; 1 feed asked", 1);
    running.kill();
    let name = url.strip_prefix("http://").unwrap();
    let all = [format!("{name}#g1"), format!("{name}#g2"), "a.txt".into()];
    assert_eq!(ids(&bench), all);

    let before = server.asked("/rss").len();
    let (code, told) = once(&bench, &args);
    assert_eq!(code, 0, "{told}");
    let asked = server.asked("/rss");
    assert_eq!(asked.len(), before + 1);
    let (last, version) = (asked.last().unwrap(), env!("CARGO_PKG_VERSION"));
    assert!(
        last.contains("if-none-match: \"v2\"") && last.contains(&format!("user-agent: dateline/{version}")),
        "{last}"
    );
    assert!(told.contains("1 feed asked, 1 as before") && ids(&bench) == all, "{told}");
    assert_eq!(entries(&bench).len(), 3);

    // A store that was made anew has read nothing, whatever is remembered.
    std::fs::remove_file(bench.store()).unwrap();
    for beside in ["s.db-wal", "s.db-shm"] {
        let _ = std::fs::remove_file(bench.path(beside));
    }
    let (_, told) = once(&bench, &args);
    assert!(told.contains("It was written for another store") && ids(&bench) == all, "{told}");
}

#[test]
fn servers_that_want_to_be_left_alone_are() {
    let bench = Bench::new();
    let server = Server::start();
    let busy = server.says("/busy", "429 Too Many Requests\r\nRetry-After: 3600", None, "");
    let gone = server.says("/gone", "410 Gone", None, "");
    let args = [busy.as_str(), &gone, "--every", "1s"];
    let (code, told) = once(&bench, &args);
    assert!(code == 4 && told.contains("it was asked too often. It is asked again in 60 minutes"), "{told}");
    assert!(told.contains("gone for good") && told.contains("2 feeds asked, 2 failed"), "{told}");
    let (code, told) = once(&bench, &args);
    assert!(code == 4 && told.contains("/busy: It failed when it was asked last and is left alone for now."), "{told}");
    assert!(told.contains("/gone: The server says that this feed is gone for good."), "{told}");
    assert_eq!((server.asked("/busy").len(), server.asked("/gone").len()), (1, 1));
}

#[test]
fn a_story_is_one_report_in_however_many_feeds_and_places_it_stands() {
    let bench = Bench::new();
    let server = Server::start();
    let world = server.says("/world", "200 OK", None, feed(&[("g1", KUNDUZ)]));
    let asia = server.says("/asia", "200 OK", None, feed(&[("g1", KUNDUZ), ("", GHAZNI)]));
    let (code, told) = once(&bench, &[&world, &asia]);
    assert!(code == 0 && told.contains("2 reports added, 1 there already; 2 feeds asked"), "{told}");
    // Without a guid an item is known by what it says, not by its place.
    server.says("/asia", "200 OK", None, feed(&[("", HERAT), ("", GHAZNI)]));
    let (_, told) = once(&bench, &[&world, &asia]);
    assert!(told.contains("1 report added, 2 there already; 2 feeds asked; 1 change;"), "{told}");
    assert_eq!(ids(&bench).len(), 3);
}

#[test]
fn hostile_feeds_are_told_of_and_the_rest_is_read() {
    let bench = Bench::new();
    let server = Server::start();
    let port = server.address.rsplit(':').next().unwrap();
    let bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss><channel><item><guid>e</guid>\
        <title>&b;</title><description>Kandahar is calm.</description></item></channel></rss>";
    let pages = [
        server.says("/loop", "302 Found\r\nLocation: /loop", None, ""),
        server.says("/home", &format!("302 Found\r\nLocation: http://localhost:{port}/good"), None, ""),
        server.says("/else", "302 Found\r\nLocation: file:///etc/passwd", None, ""),
        server.says("/page", "200 OK", None, "<html><body><p>Ghazni fell to the Taliban.</p></body></html>"),
        server.says("/huge", "200 OK", None, vec![b' '; (16 << 20) + 1]),
        server.says(
            "/torn",
            "200 OK",
            None,
            format!("{}<item", feed(&[("g1", GHAZNI)]).split("</channel>").next().unwrap()),
        ),
        server.says("/bomb", "200 OK", None, bomb),
        server.says("/wrong", "200 OK\r\nContent-Type: text/xml; charset=utf-16\u{1b}", None, "<rss>caf\u{e9}"),
        server.says("/good", "200 OK", None, feed(&[("g2", HERAT)])),
    ];
    let outlines: String =
        pages.iter().map(|p| format!("<outline text='x'><outline xmlUrl='{p}'/></outline>")).collect();
    let list = format!("<opml version='2.0'><body>{outlines}<outline xmlUrl='gopher://x'/></body></opml>");
    std::fs::write(bench.path("feeds.opml"), list).unwrap();
    let (code, told) = once(&bench, &["feeds.opml"]);
    assert_eq!(code, 4, "{told}");
    for expected in [
        "/loop: It leads on more than 5 times.",
        "/home: It leads to an address of this machine or its network.",
        "/else: ",
        "/page: What came from this address is neither RSS nor Atom.",
        "/huge: It is larger than 16 MiB.",
        "gopher://x: Only feeds on http:// and https:// can be watched.",
        "9 feeds asked",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
    let ids = ids(&bench);
    assert!(ids.iter().any(|i| i.ends_with("/good#g2")) && ids.iter().any(|i| i.ends_with("/torn#g1")), "{ids:?}");
    assert!(ids.iter().any(|i| i.ends_with("/bomb#e")) && ids.len() == 3, "{ids:?}");
}

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let bench = Bench::with_reports();
    std::fs::write(bench.path("notes.xml"), "my own notes").unwrap();
    for args in [
        &["nowhere"][..],
        &["reports/a.txt"],
        &["ftp://news.example/rss"],
        &["reports", "--every", "soon"],
        &["reports", "--atom", "notes.xml"],
    ] {
        assert_eq!(once(&bench, args).0, 2, "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(bench.path("notes.xml")).unwrap(), "my own notes");
    let first = Running::start(&bench, &["reports"]);
    let (code, told) = once(&bench, &["reports"]);
    assert!(code == 1 && told.contains("Another `dateline watch` works for the store"), "{told}");
    first.kill();
}

#[test]
#[cfg(unix)]
fn a_hook_that_fails_is_told_of_and_stops_nothing() {
    let bench = Bench::with_reports();
    let (code, told) = once(&bench, &["reports", "--hook", "exit 3", "--atom", "changes.xml"]);
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains("--hook exit 3: It ended with exit status: 3.") && told.contains("3 reports added"),
        "{told}"
    );
    assert!(told.contains("`dateline diff --since @0` tells the changes again."), "{told}");
    assert_eq!(entries(&bench).len(), 2);
}
