//! The explorer from outside: the real binary over the loopback address, asked by a plain client.

use crate::bench::Bench;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A running server, ended with this value.
pub struct Served {
    child: Child,
    host: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer as it came.
pub struct Got {
    pub status: u16,
    headers: BTreeMap<String, String>,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Served {
    pub fn start(bench: &Bench, args: &[&str]) -> Served {
        let mut child = bench.command(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(host.contains(':'), "no address: {line:?}");
        Served { child, host }
    }

    pub fn send(&self, head: &str, headers: &[(&str, &str)], body: &[u8]) -> Got {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut text = format!("{head} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(n, _)| *n == "Host") {
            text += &format!("Host: {}\r\n", self.host);
        }
        headers.iter().for_each(|(n, v)| text += &format!("{n}: {v}\r\n"));
        if !body.is_empty() {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        // A server that refuses early closes before all is written.
        let _ = stream.write_all([format!("{text}\r\n").as_bytes(), body].concat().as_slice());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        parse(&String::from_utf8_lossy(&bytes))
    }

    pub fn get(&self, path: &str) -> Got {
        self.send(&format!("GET {path}"), &[], &[])
    }
    /// A page that must be there.
    pub fn page(&self, path: &str) -> String {
        let got = self.get(path);
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        got.body
    }
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let body: Vec<String> = fields.iter().map(|(n, v)| format!("{n}={}", encoded(v))).collect();
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        self.send(&format!("POST {path}"), &[form], body.join("&").as_bytes())
    }
}

fn parse(text: &str) -> Got {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok()).unwrap_or(0);
    let headers: BTreeMap<String, String> =
        lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
    let chunked = headers.get("transfer-encoding").is_some_and(|t| t == "chunked");
    assert!(!chunked, "answers have a length");
    Got { status, headers, body: body.to_owned() }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The value of an attribute wherever it stands in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    page.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn unescaped(value: &str) -> String {
    value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

fn token(page: &str) -> &str {
    let rest = page.split("name=\"token\" value=\"").nth(1).expect("a form has a token");
    rest.split('"').next().unwrap()
}

/// Every page that links lead to, from the front page on, with its HTML.
fn crawl(served: &Served, most: usize) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut waiting = vec!["/".to_owned()];
    while let Some(path) = waiting.pop().filter(|_| pages.len() < most) {
        let page = served.page(&path);
        let links = values(&page, "href").into_iter().map(unescaped).filter(|l| l.starts_with('/'));
        let links = links.map(|l| l.split('#').next().unwrap().to_owned()).filter(|l| !l.starts_with("/assets/"));
        let twin =
            |l: &str| l.split('?').next().unwrap().ends_with(".json") || l.split('?').next().unwrap().ends_with(".csv");
        // Other days are other pages without end.
        let same = links.filter(|l| !l.contains("on=") && !twin(l)).collect::<BTreeSet<_>>();
        pages.insert(path, page);
        waiting.extend(same.into_iter().filter(|l| !pages.contains_key(l)));
        waiting.sort();
        waiting.dedup();
    }
    pages
}

fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    bench
}

#[test]
fn from_the_front_page_to_the_sentence() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let front = served.page("/");
    assert!(front.contains("Ghazni") && front.contains("Kunduz"), "{front}");
    let place = values(&front, "href").into_iter().find(|l| l.starts_with("/place/")).unwrap().to_owned();
    assert!(served.page(&place).contains("Who had it when"));
    let by_name = served.page("/place/Ghazni");
    let claim = values(&by_name, "href").into_iter().find(|l| l.starts_with("/claim/")).unwrap().to_owned();
    let page = served.page(&claim);
    let id = claim.trim_start_matches("/claim/");
    assert!(page.contains("Ghazni <b>fell</b> to the Taliban"), "{page}");
    assert!(
        page.contains("sha-256") && page.contains("by its date line") && page.contains("How it was read"),
        "{page}"
    );
    let passage = format!("/report/b.txt#c-{id}");
    assert!(values(&page, "href").contains(&passage.as_str()), "{page}");
    let report = served.page("/report/b.txt");
    assert!(report.contains(&format!("id=\"c-{id}\"")) && report.contains("<b>fell</b>"), "{report}");
    let why = served.get(&format!("{claim}.json")).json();
    let printed: Value = serde_json::from_str(&bench.expect(0, &["why", id, "--json"])).unwrap();
    assert_eq!(why["claim"], printed, "a page and the command line say the same");
}

#[test]
fn the_address_is_the_state() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let then = served.page("/?on=2021-08-10&known=2021-08-10");
    assert!(then.contains("Kunduz") && !then.contains("Ghazni"), "{then}");
    let kept = values(&then, "href").into_iter().filter(|l| l.starts_with("/place/"));
    assert!(kept.into_iter().all(|l| l.contains("on=2021-08-10&amp;known=2021-08-10")), "links keep the days");
    let twin = served.get("/overview.json?on=2021-08-10&known=2021-08-10").json();
    assert!(twin.as_array().unwrap().iter().all(|h| h["known"] == "2021-08-10"), "{twin}");
    let holds = bench.expect(0, &["holds", "--json"]);
    assert_eq!(served.get("/overview.json").json().as_array().unwrap().len(), holds.lines().count());
    let changes = served.page("/changes?since=2021-08-10");
    assert!(
        changes.contains("Ghazni")
            && values(&changes, "href").iter().any(|l| l.contains("changes.json?since=2021-08-10"))
    );
    let csv = served.get("/overview.csv").body;
    assert!(csv.starts_with("\u{feff}place_name,place_text,place_id"), "{csv}");
}

#[test]
fn what_is_not_there_is_told_with_what_to_do() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    for (path, status) in [
        ("/nothing", 404),
        ("/place/Atlantis", 404),
        ("/claim/c0", 404),
        ("/report/z.txt", 404),
        ("/dispute/x", 404),
        ("/development/x", 404),
        ("/person/x", 404),
        ("/forecast/x", 404),
        ("/developments?kind=song", 400),
        ("/reports?from=Friday", 400),
        ("/?on=Friday", 400),
        ("/search?type=song", 400),
        ("/changes?since=2099-01-01", 400),
        ("/report/%zz", 400),
        ("/assets/../Cargo.toml", 404),
        ("/figures/nothing", 404),
    ] {
        let got = served.get(path);
        assert_eq!(got.status, status, "{path}");
        assert!(got.body.contains("To the overview") && got.header("content-type").starts_with("text/html"), "{path}");
        assert!(got.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
    }
    let got = served.get("/place/Atlantis.json");
    assert_eq!((got.status, got.header("content-type")), (404, "application/problem+json"));
    assert_eq!(got.json()["status"], 404);
    assert_eq!(served.send("DELETE /", &[], &[]).status, 405);
}

#[test]
fn strangers_are_turned_away() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    assert_eq!(served.send("GET /", &[("Host", "evil.example")], &[]).status, 421);
    let port = served.host.rsplit(':').next().unwrap().to_owned();
    assert_eq!(served.send("GET /", &[("Host", &format!("localhost:{port}"))], &[]).status, 200);
    let page = served.page("/review");
    let claim = page.split("name=\"claim\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = format!("token={}&deed=reject&claim={claim}&by=Ann&reason=seen", token(&page));
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for strange in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        assert_eq!(served.send("POST /review", &[form, strange], body.as_bytes()).status, 403, "{strange:?}");
    }
    let guessed =
        served.post("/review", &[("token", "0"), ("deed", "reject"), ("claim", claim), ("by", "A"), ("reason", "b")]);
    assert_eq!(guessed.status, 403);
    assert!(!bench.path("decisions.jsonl").exists(), "nothing was written");
    let got = served.get("/");
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                  base-uri 'none'; frame-ancestors 'none'";
    assert_eq!(got.header("content-security-policy"), policy);
    assert_eq!((got.header("x-content-type-options"), got.header("referrer-policy")), ("nosniff", "same-origin"));
}

#[test]
fn a_page_is_asked_for_again_only_when_it_changed() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let mark = served.get("/").header("etag").to_owned();
    let again = || served.send("GET /", &[("If-None-Match", &mark)], &[]);
    assert_eq!((again().status, again().body.len()), (304, 0));
    assert_ne!(served.get("/reports").header("etag"), mark);
    let ghazni = bench.expect(0, &["claims", "--place", "Ghazni", "--kind", "takeover", "--json"]);
    let id = serde_json::from_str::<Value>(ghazni.lines().next().unwrap()).unwrap()["id"].as_str().unwrap().to_owned();
    bench.expect(0, &["decide", "reject", &id, "--by", "Ann", "--reason", "seen"]);
    assert_eq!(again().status, 200, "what another process decides counts at once");
    bench.write("d.txt", "HERAT, Afghanistan, Aug 13, 2021 (AP) - Taliban fighters captured Herat on Friday.\n");
    bench.expect(0, &["add", "reports"]);
    assert!(served.page("/").contains("Herat"), "and so does what it adds");
}

#[test]
fn a_decision_counts_at_once_and_can_be_undone() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0", "--by", "Ann"]);
    let page = served.page("/review");
    assert!(page.contains("changed hands on the word of one origin") && page.contains("value=\"Ann\""), "{page}");
    let ghazni = page.split("<article").find(|a| a.contains("Ghazni")).unwrap();
    let claim = ghazni.split("name=\"claim\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let decide =
        |more: &[(&str, &str)]| served.post("/review", &[&[("token", token(&page)), ("by", "Ann")], more].concat());
    assert_eq!(decide(&[("deed", "reject"), ("claim", claim)]).status, 400, "a reason must be given");
    let got = decide(&[("deed", "reject"), ("claim", claim), ("reason", "another <town>"), ("item", "1")]);
    assert_eq!((got.status, got.header("location")), (303, "/review#i-1"), "{}", got.body);
    let held = |place: &str| served.get(&format!("/place/{place}.json")).json()["holding"]["holder"].clone();
    assert_eq!(held("Ghazni"), Value::Null);
    let page = served.page("/review");
    assert!(page.contains("Kept: rejected by Ann: another &lt;town&gt;"), "{page}");
    assert!(!page.split("<h2 id=\"decided\"").next().unwrap().contains(claim), "what is decided is not asked again");
    let id = page.split("name=\"decision\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(decide(&[("deed", "undo"), ("decision", id), ("reason", "no")]).status, 303);
    assert_eq!(held("Ghazni"), "Taliban");
    let set = decide(&[("deed", "set-place"), ("claim", claim), ("place", "Kabul"), ("reason", "seen")]);
    assert_eq!(set.status, 303, "{}", set.body);
    assert_eq!(held("Kabul"), "Taliban");
    assert_eq!(served.get("/decisions.json").json().as_array().unwrap().len(), 3);
    let listed = bench.expect(0, &["decisions"]);
    assert!(listed.contains("reject by Ann: another <town>") && listed.contains("set-place by Ann"), "{listed}");
}

/// A form with files as a browser sends it.
fn files(served: &Served, token: &str, files: &[(&str, &str)]) -> Got {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n");
    for (name, text) in files {
        body +=
            &format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    }
    body += "--x--\r\n";
    served.send("POST /add", &[("Content-Type", "multipart/form-data; boundary=x")], body.as_bytes())
}

#[test]
fn dropped_files_are_read_and_each_is_told_of() {
    let bench = Bench::new();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    assert!(served.page("/").contains("There are no reports yet"));
    let page = served.page("/add");
    let report = "KABUL, Aug 12, 2021 (AP) - Ghazni fell to the Taliban on Thursday, a local official said.\n";
    assert_eq!(files(&served, "guessed", &[("a.txt", report)]).status, 403);
    assert!(!bench.store().exists());
    let french = "La ville est tombée jeudi aux mains des insurgés, ont annoncé les autorités de la province voisine. Les habitants \
                  ont quitté leurs maisons pendant la nuit et les soldats se sont retirés vers la capitale sans combattre.\n";
    let sent = files(
        &served,
        token(&page),
        &[("../../a.txt", report), ("b.txt", french), ("c.bin", "\u{0}\u{1}\u{2}"), ("a.txt", report)],
    );
    assert_eq!((sent.status, sent.header("location")), (303, "/add"), "{}", sent.body);
    let done = (0..600).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        Some(served.page("/add")).filter(|p| p.contains("What became of the last files"))
    });
    let done = done.expect("the files are read");
    assert!(
        done.contains("/report/a.txt") && done.contains("/report/2-a.txt") && done.contains("kept, not read"),
        "{done}"
    );
    assert!(done.contains("c.bin") && done.contains("skipped"), "{done}");
    assert!(done.contains("copy"), "the same text twice is one origin: {done}");
    assert!(served.page("/").contains("Ghazni"));
    let large = files(&served, token(&page), &[("large.txt", &"word ".repeat(14 << 20))]);
    assert!(matches!(large.status, 413 | 0), "{}", large.status);
    assert_eq!(bench.expect(0, &["reports", "--json"]).lines().count(), 3, "nothing of it was kept");
}

/// The ids of a list of a twin.
fn ids(served: &Served, path: &str) -> Vec<String> {
    let rows = served.get(path).json();
    rows.as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_development_has_an_address_that_later_reports_do_not_change() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let before = ids(&served, "/developments.json");
    assert_eq!(before.len(), 2, "Kunduz and Ghazni; Kabul is only expected");
    let ghazni = served.get("/developments.json").json()[1].clone();
    let path = format!("/development/{}", ghazni["id"].as_str().unwrap());
    let page = served.page(&path);
    assert!(page.contains("Ghazni <b>fell</b> to the Taliban") && page.contains("id=\"citation\""), "{page}");
    assert_eq!(served.get(&format!("{path}.json")).json()["development"], ghazni);
    assert!(served.page(&format!("{path}.csv")).contains("Ghazni fell to the Taliban"));
    let claim = ghazni["for"][0].as_str().unwrap();
    for from in ["/developments".into(), "/place/Ghazni".into(), "/timeline".into(), format!("/claim/{claim}")] {
        assert!(values(&served.page(&from), "href").contains(&path.as_str()), "{from} does not lead to {path}");
    }
    let changes = served.page("/changes?since=2021-08-10");
    assert!(values(&changes, "href").contains(&path.as_str()), "{changes}");
    bench.write(
        "d.txt",
        "KABUL, Aug 13, 2021 (Reuters) - Taliban fighters seized Ghazni on Thursday, officials said.\n",
    );
    bench.expect(0, &["add", "reports"]);
    let now = served.get(&format!("{path}.json")).json();
    assert_eq!(now["development"]["for"].as_array().unwrap().len(), 2, "{now}");
    assert_eq!(ids(&served, "/developments.json"), before);
}

#[test]
fn developments_are_narrowed_by_place_and_kind() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let all = served.get("/developments.json").json();
    let place = all[1]["place"]["id"].as_str().unwrap();
    let here = served.get(&format!("/developments.json?place={place}")).json();
    assert_eq!(here.as_array().unwrap()[..], [all[1].clone()]);
    assert_eq!(ids(&served, "/developments.json?kind=takeover").len(), 2);
    assert_eq!(ids(&served, "/developments.json?kind=talks").len(), 0);
    let page = served.page(&format!("/developments?place={place}&kind=takeover&on=2021-08-12"));
    let links: Vec<String> = values(&page, "href").into_iter().map(unescaped).collect();
    assert!(
        links.contains(&"/developments?on=2021-08-12&kind=takeover".into()),
        "any place is a click away: {links:?}"
    );
}

#[test]
fn a_span_of_days_narrows_every_list_and_says_so() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let span = "from=2021-08-12&to=2021-08-12";
    let there = |path: &str| served.get(&format!("{path}.json?{span}")).json().as_array().unwrap().len();
    assert_eq!((there("/developments"), there("/reports"), there("/forecasts")), (1, 1, 0));
    assert_eq!(served.get(&format!("/search.json?{span}")).json().as_array().unwrap().len(), 1);
    for path in ["/developments", "/reports", "/disputes", "/figures", "/forecasts", "/search"] {
        let page = served.page(&format!("{path}?{span}&on=2021-08-13"));
        assert!(page.contains("from 2021-08-12 to 2021-08-12"), "{path} does not say so: {page}");
        let links: Vec<String> = values(&page, "href").into_iter().map(unescaped).collect();
        assert!(links.contains(&format!("{path}?on=2021-08-13")), "{path} cannot be widened: {links:?}");
        assert!(links.contains(&format!("/timeline?on=2021-08-13&{span}")), "{path} loses it: {links:?}");
        assert!(links.iter().any(|l| l.starts_with("/map") && !l.contains("from=")), "{path}: {links:?}");
    }
    let timeline = served.page(&format!("/timeline?{span}"));
    assert!(values(&timeline, "href").contains(&format!("/reports?{}", span.replace('&', "&amp;")).as_str()));
    assert!(!served.page("/reports").contains("Only what falls into"));
}

#[test]
fn a_forecast_and_a_person_have_pages_of_their_own() {
    let bench = bench();
    let told = "KABUL, Aug 13, 2021 (AP) - Daud Laghmani, governor of Ghazni, was captured by the Taliban in Ghazni on Thursday.\n";
    bench.write("d.txt", told);
    bench.expect(0, &["add", "reports"]);
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    for (list, one, words) in [("/forecasts", "forecast", "c.txt"), ("/people", "person", "d.txt")] {
        let row = served.get(&format!("{list}.json")).json()[0].clone();
        let path = format!("/{one}/{}", dateline_show::page::percent(row["id"].as_str().unwrap()));
        assert!(values(&served.page(list), "href").contains(&path.as_str()), "{list} does not lead to {path}");
        let page = served.page(&path);
        assert!(page.contains(words) && page.contains("id=\"citation\""), "{page}");
        assert_eq!(served.get(&format!("{path}.json")).json()[one], row);
        assert!(served.page(&format!("{path}.csv")).contains(words));
    }
    assert!(served.page("/person/Daud%20LAGHMANI").contains("captured"), "any spelling of the name will do");
    let claim = served.get("/people.json").json()[0]["told"][0]["claims"][0].as_str().unwrap().to_owned();
    let page = served.page(&format!("/claim/{claim}"));
    assert!(values(&page, "href").contains(&"/person/daud%20laghmani"), "{page}");
}

#[test]
fn hostile_reports_neither_run_nor_break_a_page() {
    let bench = Bench::with_reports();
    let rlo = "\u{202e}";
    bench.write(
        "<script>alert(1)<.txt".replace('<', "lt").as_str(),
        &format!(
            "KABUL, Aug 12, 2021 (AP) - Ghazni{rlo} fell to the Taliban on Thursday, <script>alert(1)</script> said \
             <svg onload=alert(2)>. Officials in \"><img src=x onerror=alert(3)> said at least 40 people were killed in \
             Kunduz on Thursday. {}\n",
            "x".repeat(5000)
        ),
    );
    let line = serde_json::json!({
        "title": "=HYPERLINK(\"http://evil\")", "url": "javascript:alert(4)", "outlet": "<b onmouseover=alert(5)>@SUM</b>",
        "author": "+1", "date": "2021-08-13", "id": "a/b?c#d&e=<f>\"g",
        "text": format!("The Taliban captured Herat on Friday, {rlo}</title><script>alert(6)</script> officials said. The ministry \
                         denied that Herat had fallen. The Taliban could capture Kabul within 30 days, officials said."),
    });
    bench.write("items.jsonl", &format!("{line}\n"));
    bench.expect(0, &["add", "reports"]);
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let pages = crawl(&served, 400);
    assert!(pages.len() > 30 && pages.keys().any(|p| p.contains("%3Cf%3E")), "{:?}", pages.keys());
    let mut searched = pages.clone();
    searched.insert("search".into(), served.page("/search?q=%3Cscript%3E%22%27alert&place=%22%3E%3Cscript%3E"));
    for (path, page) in &searched {
        for acting in
            ["<script>", "<svg onload", "<img", "<b onmouseover", "href=\"javascript:", rlo, "style=\"", " onclick"]
        {
            assert!(!page.contains(acting), "{path} has {acting:?}");
        }
        let days = page.split("<script type=\"application/json\" id=\"days\">").nth(1);
        assert_eq!(days.is_some(), path.starts_with("/map"), "{path} holds data");
        if let Some(days) = days.and_then(|rest| rest.split("</script>").next()) {
            assert!(!days.contains(['<', '>', '&']) && serde_json::from_str::<Value>(days).is_ok(), "{days}");
        }
        assert_eq!(
            page.matches("<script").count(),
            page.matches("<script type=\"module\" src=\"/assets/").count() + usize::from(days.is_some()),
            "{path}"
        );
        let ids = values(page, "id");
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{path} has an id twice: {ids:?}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        let outside = values(page, "href").into_iter().any(|l| !l.starts_with('/') && !l.starts_with('#'));
        assert!(!outside, "{path} leads outside");
    }
    for path in [
        "/reports.csv",
        "/overview.csv",
        "/disputes.csv",
        "/figures.csv",
        "/forecasts.csv",
        "/developments.csv",
        "/people.csv",
        "/search.csv?q=Herat",
    ] {
        let csv = served.page(path);
        let fields = csv.lines().flat_map(|l| l.split(',')).map(|f| f.trim_start_matches('"'));
        let runs = fields.clone().find(|f| f.starts_with(['=', '+', '@']));
        assert_eq!(runs, None, "{path}");
    }
    assert!(served.page("/reports.csv").contains("'=HYPERLINK"));
}

#[test]
fn every_page_of_the_example_is_there_and_light() {
    let bench = Bench::new();
    let served = Served::start(&bench, &["serve", "--demo", "--port", "0"]);
    let pages = crawl(&served, 150);
    assert!(pages.len() == 150, "{}", pages.len());
    for (path, page) in &pages {
        assert!(page.len() < 200_000, "{path} has {} bytes", page.len());
    }
    for path in [
        "/",
        "/map",
        "/timeline",
        "/developments",
        "/people",
        "/disputes",
        "/figures",
        "/forecasts",
        "/changes",
        "/brief",
        "/reports",
        "/review",
        "/add",
        "/search?q=Kunduz",
    ] {
        let page = served.page(path);
        assert!(page.len() < 200_000, "{path} has {} bytes", page.len());
        for file in values(&page, "src").into_iter().chain(values(&page, "href")).filter(|f| f.starts_with("/assets/"))
        {
            assert_eq!(served.get(file).status, 200, "{path} asks for {file}");
        }
        if !matches!(path, "/add") {
            let twins: Vec<String> =
                values(&page, "href").into_iter().map(unescaped).filter(|l| l.contains(".json")).collect();
            assert_eq!(twins.len(), 1, "{path}");
            served.get(&twins[0]).json();
            assert!(served.page(&twins[0].replace(".json", ".csv")).starts_with('\u{feff}'), "{path}");
        }
    }
    assert!(!bench.store().exists(), "the example leaves nothing");
}

#[test]
fn the_map_shows_the_holders_of_its_day_and_its_marks_keep_the_days() {
    let bench = Bench::new();
    let served = Served::start(&bench, &["serve", "--demo", "--port", "0"]);
    for days in ["on=2021-08-08", "on=2021-08-12&known=2021-08-13"] {
        let page = served.page(&format!("/map?{days}"));
        let rows = served.get(&format!("/map.json?{days}")).json();
        let mark = |row: &Value| {
            let (id, holder) = (row["place"]["id"].as_str().unwrap(), row["holder"].as_str().unwrap());
            (format!("data-place=\"{id}\""), format!("data-holder=\"{holder}\""))
        };
        let rows: Vec<_> =
            rows.as_array().unwrap().iter().filter(|r| r["place"]["lat"].is_number()).map(mark).collect();
        assert!(rows.len() > 20, "{days}: {}", rows.len());
        for (place, holder) in rows {
            let drawn = page.lines().find(|l| l.contains(&place) && l.contains("class=\"mark "));
            assert!(drawn.is_some_and(|l| l.contains(&holder)), "{days}: {place} {holder}: {drawn:?}");
        }
        let links: Vec<_> = values(&page, "href").into_iter().filter(|l| l.starts_with("/place/")).collect();
        assert!(!links.is_empty() && links.iter().all(|l| unescaped(l).ends_with(days)), "{links:?}");
        assert!(page.contains("type=\"range\""));
    }
}

#[test]
fn the_page_of_the_map_has_every_day_on_it() {
    let bench = Bench::new();
    let served = Served::start(&bench, &["serve", "--demo", "--port", "0"]);
    let page = served.page("/map");
    let data = page.split("id=\"days\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let first: dateline_core::model::Day = data["first"].as_str().unwrap().parse().unwrap();
    for day in ["2021-08-08", "2021-08-12", "2021-08-15"] {
        let n = day.parse::<dateline_core::model::Day>().unwrap().since(first).unwrap().get_days();
        let rows = served.get(&format!("/map.json?on={day}")).json();
        for (row, place) in rows.as_array().unwrap().iter().zip(data["places"].as_array().unwrap()) {
            assert_eq!(row["place"]["id"], place["id"]);
            let runs = place["runs"].as_array().unwrap();
            let run = runs.iter().rfind(|r| r[0].as_i64().unwrap() <= i64::from(n)).unwrap();
            assert_eq!(row["holder"], place["states"][run[1].as_u64().unwrap() as usize]["holder"], "{day}: {row}");
        }
    }
}

#[test]
fn the_map_can_be_kept_as_the_command_line_draws_it() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let page = served.page("/map?on=2021-08-10");
    let link = |ending: &str| {
        let links = values(&page, "href").into_iter().map(unescaped);
        links.into_iter().find(|l| l.starts_with(&format!("/map.{ending}?"))).unwrap()
    };
    let svg = served.get(&link("svg"));
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert_eq!(svg.body, bench.expect(0, &["map", "--on", "2021-08-10"]));
    let png = served.get(&link("png"));
    assert_eq!((png.status, png.header("content-type")), (200, "image/png"));
    assert!(png.body.contains("PNG"));
}

#[test]
fn the_demo_does_not_wait_where_nobody_looks() {
    let bench = Bench::new();
    assert!(bench.expect(0, &["demo"]).contains("1 BOTTOM LINE"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let port = served.host.rsplit(':').next().unwrap();
    let output = bench.run(&["serve", "--port", port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Give another one with --port N"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let bench = bench();
    let mut served = Served::start(&bench, &["serve", "--port", "0"]);
    served.page("/");
    let pid = served.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let ended = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        served.child.try_wait().unwrap()
    });
    assert_eq!(ended.and_then(|s| s.code()), Some(0));
}

#[test]
fn whoever_never_ends_the_head_of_a_request_is_left() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    let mut slow = TcpStream::connect(&served.host).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").unwrap();
    // Closed by the server: an end, or an answer and an end; not the end of this test's patience.
    let closed = slow.read_to_end(&mut Vec::new());
    assert!(closed.is_ok(), "{closed:?}");
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn connections_beyond_the_limit_wait_for_room() {
    let bench = bench();
    let served = Served::start(&bench, &["serve", "--port", "0"]);
    served.get("/");
    let begun = std::time::Instant::now();
    let idle: Vec<TcpStream> = (0..256).map(|_| TcpStream::connect(&served.host).unwrap()).collect();
    assert_eq!(served.get("/").status, 200, "those that say nothing are left, and then there is room");
    assert!(begun.elapsed() > Duration::from_secs(2), "{:?}", begun.elapsed());
    drop(idle);
}
