//! The door for programs from outside: the real binary over the loopback address, held against the command line and against
//! its own description.

use crate::bench::Bench;
use crate::serve::{Got, Served};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const ROOT: &str = "/api/v1";
const TOKEN: (&str, &str) = ("Authorization", "Bearer secret");
const JSON: (&str, &str) = ("Content-Type", "application/json");

fn served(bench: &Bench) -> Served {
    Served::start(bench, &["serve", "--port", "0", "--token", "secret"])
}

impl Served {
    fn api(&self, path: &str) -> Got {
        self.get(&format!("{ROOT}{path}"))
    }
    /// An answer that must be one.
    fn data(&self, path: &str) -> Value {
        let got = self.api(path);
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        assert_eq!(got.header("content-type"), "application/json", "{path}");
        got.json()
    }
    fn decide(&self, decision: &Value) -> Got {
        self.send(&format!("POST {ROOT}/decisions"), &[TOKEN, JSON], decision.to_string().as_bytes())
    }
    fn document(&self) -> Value {
        self.data("/openapi.json")
    }
}

/// The objects that a command prints.
fn printed(bench: &Bench, args: &[&str]) -> Vec<Value> {
    bench.expect(0, args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All items of a list, gathered page by page.
fn walked(served: &Served, path: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = served.data(&format!("{path}?limit={limit}{cursor}"));
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => {
                assert_eq!(page["total"], items.len());
                return items;
            }
        }
    }
}

#[test]
fn every_list_is_what_the_command_line_prints() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    for (path, args) in [
        ("/claims", &["claims"] as &[&str]),
        ("/holdings", &["holds"]),
        ("/timeline", &["timeline"]),
        ("/developments", &["developments"]),
        ("/disputes", &["disputes"]),
        ("/figures", &["figures"]),
        ("/forecasts", &["forecasts"]),
        ("/people", &["people"]),
        ("/recalls", &["recalls"]),
        ("/reports", &["reports"]),
    ] {
        let items = walked(&served, path, 2);
        assert!(!items.is_empty(), "{path}");
        assert_eq!(items, printed(&bench, &[args, &["--json"]].concat()), "{path}");
    }
    let changes = served.data("/changes?since=2021-08-09&known=2021-08-12")["items"].clone();
    assert_eq!(json!(printed(&bench, &["diff", "--since", "2021-08-09", "--known", "2021-08-12", "--json"])), changes);
    let claim = served.data("/claims?limit=1")["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(served.data(&format!("/claims/{claim}")), printed(&bench, &["why", &claim, "--json"])[0]);
    let brief = served.data("/brief?known=2021-08-12")["markdown"].clone();
    assert_eq!(bench.expect(0, &["brief", "--known", "2021-08-12", "--format", "markdown"]), brief);
}

#[test]
fn passages_and_filters_and_texts() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let page = served.data("/holdings?place=Ghazni&on=2021-08-12");
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    let named = &page["items"][0]["for"][0];
    let passage = page["passages"].as_array().unwrap().iter().find(|p| p["claim"] == *named).unwrap();
    assert_eq!(passage["quote"], "Ghazni fell to the Taliban on Thursday");
    let report = served.data(&format!("/reports/{}", passage["report"].as_str().unwrap()));
    let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
    let at = |name: &str| usize::try_from(passage[name].as_u64().unwrap()).unwrap();
    assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), passage["quote"], "offsets are code points");
    let ids =
        |path: &str| served.data(path)["items"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect::<Vec<_>>();
    let all = ids("/claims");
    let late = ids("/claims?from=2021-08-12&to=2021-08-12");
    assert!(!late.is_empty() && late.len() < all.len());
    assert!(ids("/claims?kind=figure").iter().all(|id| all.contains(id)) && !ids("/claims?kind=figure").is_empty());
    assert_eq!(ids("/claims?report=a.txt&known=2021-08-08").len(), ids("/claims?report=a.txt").len());
    assert!(ids("/claims?report=b.txt&known=2021-08-08").is_empty(), "the report was not out");
    assert_eq!(ids("/search?q=Ghazni%20fell"), ids("/search?q=%00Ghazni%00%20fell"));
    assert!(ids("/search?q=%00").is_empty());
    let status = served.data("/status?known=2021-08-12");
    assert_eq!((&status["known"], &status["reports"]), (&json!("2021-08-12"), &json!(6)), "{status}");
}

#[test]
fn a_cursor_belongs_to_one_question_and_one_picture() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let next = |path: &str| served.data(path)["next"].as_str().unwrap().to_owned();
    let cursor = next("/claims?limit=1");
    assert_eq!(served.data(&format!("/claims?limit=2&cursor={cursor}"))["items"].as_array().unwrap().len(), 2);
    for other in ["/holdings?", "/claims?known=2021-08-12&", "/claims?status=asserted&"] {
        let got = served.api(&format!("{other}cursor={cursor}"));
        assert_eq!(got.status, 409, "{other}: {}", got.body);
    }
    assert_eq!(served.api("/claims?cursor=rubbish").status, 400);
    let claim = served.data("/claims?limit=1")["items"][0]["id"].clone();
    let made = served.decide(&json!({"decision": "reject", "claim": claim, "by": "Ann", "reason": "a test"}));
    assert_eq!(made.status, 201, "{}", made.body);
    let stale = served.api(&format!("/claims?cursor={cursor}"));
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("decisions came since"), "{}", stale.body);
}

#[test]
fn a_mark_holds_until_something_is_decided() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let paths = ["/status", "/holdings", "/claims?limit=3", "/brief", "/reports", "/decisions"];
    let mark = |path: &str| served.api(path).header("etag").to_owned();
    let before: Vec<String> = paths.iter().map(|path| mark(path)).collect();
    let again = |path: &str, has: &str| served.send(&format!("GET {ROOT}{path}"), &[("If-None-Match", has)], b"");
    for (path, mark) in paths.iter().zip(&before) {
        for has in [mark.clone(), format!("W/{mark}"), format!("\"other\", {mark}"), "*".into()] {
            let got = again(path, &has);
            assert_eq!((got.status, got.body.as_str()), (304, ""), "{path} {has}");
        }
        assert_eq!(again(path, "\"other\"").status, 200, "{path}");
    }
    let distinct: BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len(), "each question has a mark of its own");
    let head = served.send(&format!("HEAD {ROOT}/holdings"), &[], b"");
    assert_eq!((head.status, head.body.as_str(), head.header("etag")), (200, "", before[1].as_str()));
    let claim = served.data("/claims?limit=1")["items"][0]["id"].clone();
    assert_eq!(
        served.decide(&json!({"decision": "note", "claim": claim, "by": "Ann", "reason": "a test"})).status,
        201
    );
    for (path, mark) in paths.iter().zip(&before) {
        assert_eq!(again(path, mark).status, 200, "{path}");
    }
}

#[test]
fn whoever_writes_brings_the_token() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let post = |path: &str, headers: &[(&str, &str)], body: &str| {
        served.send(&format!("POST {ROOT}{path}"), headers, body.as_bytes())
    };
    for path in ["/decisions", "/reports"] {
        for headers in
            [&[JSON][..], &[JSON, ("Authorization", "Bearer wrong")], &[JSON, ("Authorization", "Basic secret")]]
        {
            let got = post(path, headers, "{}");
            assert_eq!(got.status, 401, "{path} {headers:?}");
            assert!(got.header("www-authenticate").starts_with("Bearer"), "{path}");
            assert_eq!(got.header("content-type"), "application/problem+json");
        }
        let got = post(path, &[TOKEN, JSON, ("Origin", "http://elsewhere.example")], "{}");
        assert_eq!(got.status, 403, "{path}: another site's page");
    }
    let page = served.page("/review");
    assert!(!page.contains("secret"), "pages do not show the token of programs");
    assert!(printed(&bench, &["decisions", "--json"]).is_empty());
}

#[test]
fn a_decision_is_kept_and_undone() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let holder = || served.data("/holdings?place=Kunduz")["items"][0]["holder"].clone();
    let claim = served.data("/claims?report=a.txt&kind=takeover")["items"][0]["id"].clone();
    assert_eq!(holder(), "Taliban");
    let made = served.decide(
        &json!({"decision": "reject", "claim": claim, "by": "Ann", "reason": "another Kunduz", "at": "2021-08-20"}),
    );
    assert_eq!(made.status, 201, "{}", made.body);
    assert_ne!(holder(), "Taliban");
    let at = made.header("location").trim_start_matches(ROOT).to_owned();
    assert_eq!(served.data(&at), made.json());
    assert_eq!(printed(&bench, &["decisions", "--json"]), [made.json()]);
    let undone =
        served.decide(&json!({"decision": "undo", "id": made.json()["id"], "by": "Ann", "reason": "it was right"}));
    assert_eq!(undone.status, 201, "{}", undone.body);
    assert_eq!(holder(), "Taliban");
    assert_eq!(served.data(&at)["undone_by"], undone.json()["id"], "nothing is deleted");
    assert_eq!(walked(&served, "/decisions", 1).len(), 2);
}

#[test]
fn reports_are_taken_in() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let done = || loop {
        let batch = served.data("/batch");
        if batch["running"] == false {
            return batch;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    assert_eq!(done()["sum"], Value::Null, "nothing was sent yet");
    let text = "HERAT, Aug 14, 2021 (AP) - Taliban fighters captured Herat on Friday, a local official said.\n";
    let plain = [TOKEN, ("Content-Type", "text/plain; charset=utf-8")];
    let got = served.send(&format!("POST {ROOT}/reports?name=e.txt"), &plain, text.as_bytes());
    assert_eq!((got.status, got.header("location")), (202, "/api/v1/batch"), "{}", got.body);
    assert_eq!(done()["kept"], json!(["e.txt"]));
    assert_eq!(served.data("/holdings?place=Herat")["items"][0]["holder"], "Taliban");
    let form = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"f.txt\"\r\n\r\nKABUL, Aug 15, 2021 (AP) - Kabul fell \
        to the Taliban on Sunday.\r\n--x--\r\n";
    let several = [TOKEN, ("Content-Type", "multipart/form-data; boundary=x")];
    assert_eq!(served.send(&format!("POST {ROOT}/reports"), &several, form.as_bytes()).status, 202);
    assert_eq!(done()["kept"], json!(["f.txt"]));
    // Without a name a report is called by its content, so it is the same one the second time.
    let html = [TOKEN, ("Content-Type", "text/html")];
    let page = "<html><body><p>KABUL, Aug 15, 2021 (AP) - The Taliban entered Kabul on Sunday.</p></body></html>";
    let mut kept = Vec::new();
    for _ in 0..2 {
        assert_eq!(served.send(&format!("POST {ROOT}/reports"), &html, page.as_bytes()).status, 202);
        kept.push(done()["kept"].clone());
    }
    assert_eq!(kept[0].as_array().unwrap().len(), 1, "{kept:?}");
    assert_eq!(kept[1], json!([]));
}

#[test]
fn every_error_is_a_problem_that_says_what_to_try() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let ask = |head: &str, headers: &[(&str, &str)], body: &str| served.send(head, headers, body.as_bytes());
    let decision = |body: &str| ask("POST /api/v1/decisions", &[TOKEN, JSON], body);
    let long = "x".repeat(70_000);
    for (status, got) in [
        (400, ask("GET /api/v1/holdings?on=2021-02-30", &[], "")),
        (400, ask("GET /api/v1/holdings?on=Friday", &[], "")),
        (400, ask("GET /api/v1/holdings?day=2021-08-12", &[], "")),
        (400, ask("GET /api/v1/holdings?on=2021-08-12&on=2021-08-13", &[], "")),
        (400, ask("GET /api/v1/claims?limit=0", &[], "")),
        (400, ask("GET /api/v1/claims?limit=1001", &[], "")),
        (400, ask("GET /api/v1/claims?limit=%2B7", &[], "")),
        (400, ask("GET /api/v1/claims?status=true", &[], "")),
        (400, ask("GET /api/v1/search", &[], "")),
        (400, ask("GET /api/v1/search?q=%20", &[], "")),
        (400, ask("GET /api/v1/claims/%FF", &[], "")),
        (400, decision("{}")),
        (400, decision("[1]")),
        (400, decision("{\"decision\":\"reject\",\"claim\":\"c\",\"by\":\"Ann\"}")),
        (400, decision("{\"decision\":\"reject\",\"claim\":\"c\",\"by\":\"Ann\",\"reason\":\"x\",\"at\":null}")),
        (400, ask("POST /api/v1/reports", &[TOKEN, JSON], "null")),
        (404, ask("GET /api/v1", &[], "")),
        (404, ask("GET /api/v1/nothing", &[], "")),
        (404, ask("GET /api/v1/claims/", &[], "")),
        (404, ask("GET /api/v1/claims/c0000", &[], "")),
        (404, ask("GET /api/v1/holdings?place=Nowhere", &[], "")),
        (404, ask("GET /api/v1/reports/none.txt", &[], "")),
        (404, ask("GET /api/v1/decisions/d0", &[], "")),
        (404, decision("{\"decision\":\"reject\",\"claim\":\"c0000\",\"by\":\"Ann\",\"reason\":\"x\"}")),
        (405, ask("DELETE /api/v1/decisions", &[], "")),
        (405, ask("POST /api/v1/claims", &[TOKEN, JSON], "{}")),
        (406, ask("GET /api/v1/claims", &[("Accept", "text/csv, application/json;q=0")], "")),
        (409, ask("GET /api/v1/changes?since=2030-01-01", &[], "")),
        (
            409,
            decision(
                "{\"decision\":\"merge\",\"report\":\"a.txt\",\"other\":\"a.txt\",\"by\":\"Ann\",\"reason\":\"x\"}",
            ),
        ),
        (413, decision(&format!("{{\"decision\":{long:?}}}"))),
        (415, ask("POST /api/v1/decisions", &[TOKEN, ("Content-Type", "text/plain")], "{}")),
        (415, ask("POST /api/v1/reports", &[TOKEN, ("Content-Type", "image/png")], "x")),
        (421, ask("GET /api/v1/claims", &[("Host", "elsewhere.example")], "")),
    ] {
        let body = got.body.clone();
        assert_eq!((got.status, got.header("content-type")), (status, "application/problem+json"), "{body}");
        let problem = got.json();
        assert_eq!(problem["status"], status, "{body}");
        let said = |name: &str| problem[name].as_str().is_some_and(|t| !t.is_empty());
        assert!(["type", "title", "detail", "hint"].iter().all(|name| said(name)), "{body}");
        assert_eq!(got.header("allow").is_empty(), status != 405, "{body}");
    }
    assert_eq!(ask("PUT /api/v1/decisions", &[], "").header("allow"), "GET, HEAD, POST");
    assert_eq!(ask("GET /api/v1/claims?limit=1", &[("Accept", "text/html, */*;q=0.1")], "").status, 200);
    assert!(printed(&bench, &["decisions", "--json"]).is_empty());
}

#[test]
fn answers_are_what_the_document_says() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let claim = served.data("/claims?limit=1")["items"][0]["id"].as_str().unwrap().to_owned();
    let made = served.decide(&json!({"decision": "pin", "claim": claim, "by": "Ann", "reason": "seen"})).json();
    let document = served.document();
    assert_eq!(served.api("/openapi.json").body, served.api("/openapi.json").body, "the same bytes each time");
    let mut told = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("get") else { continue };
        let id = match path.as_str() {
            "/claims/{id}" => claim.as_str(),
            "/reports/{id}" => "d.txt",
            _ => made["id"].as_str().unwrap(),
        };
        let asked = match path.as_str() {
            "/search" => "?q=Taliban".into(),
            "/changes" | "/brief" => "?since=2021-08-07".into(),
            _ => String::new(),
        };
        let answer = served.data(&format!("{}{asked}", path.replace("{id}", id)));
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let checked = Checked { document: &document, closed: path != "/openapi.json" };
        checked.check(schema, &answer, path);
        assert_ne!(answer["total"], 0, "{path} shows nothing");
        told += 1;
    }
    assert!(told >= 20, "{told}");
    let checked = Checked { document: &document, closed: true };
    checked.check(&json!({"$ref": "#/components/schemas/Problem"}), &served.api("/nothing").json(), "a problem");
    checked.check(&json!({"$ref": "#/components/schemas/Decision"}), &made, "a decision");
}

#[test]
fn what_is_described_is_what_is_answered() {
    let bench = Bench::with_everything();
    let served = served(&bench);
    let document = served.document();
    for (path, item) in document["paths"].as_object().unwrap() {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        let got = served.send(&format!("PATCH {ROOT}{}", path.replace("{id}", "x")), &[], b"");
        let allowed: Vec<&str> = got.header("allow").split(", ").filter(|m| *m != "HEAD").collect();
        assert_eq!(
            (got.status, allowed.iter().collect::<BTreeSet<_>>()),
            (405, methods.iter().map(|m| m.as_str()).collect::<Vec<_>>().iter().collect()),
            "{path}"
        );
        for (method, operation) in item.as_object().unwrap() {
            let named: Vec<&str> =
                operation["parameters"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
            assert_eq!(operation.get("security").is_some(), method == "post", "{method} {path}");
            if method == "get" {
                // What is taken is told to whoever gives something else, and it is what is described.
                let got = served.api(&format!("{}?strange=1", path.replace("{id}", "x")));
                let hint = got.json()["hint"].as_str().unwrap().to_owned();
                let takes = if named.is_empty() {
                    "This address takes nothing.".into()
                } else {
                    format!("This address takes: {}.", named.join(", "))
                };
                assert_eq!((got.status, hint), (400, takes), "{path}");
            }
        }
    }
}

/// A check of values against schemas, as far as our document uses them; it fails at a keyword that it does not know.
struct Checked<'a> {
    document: &'a Value,
    /// Whether an object may have nothing that its schema does not name.
    closed: bool,
}

impl Checked<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str) {
        if let Err(why) = self.fits(schema, value, at) {
            panic!("{why}");
        }
    }

    fn fits(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        for (keyword, told) in schema.as_object().ok_or(format!("{at}: no schema"))? {
            let good = match keyword.as_str() {
                "$ref" => {
                    let found = self.document.pointer(told.as_str().unwrap().trim_start_matches('#'));
                    return self.fits(found.ok_or(format!("{at}: {told} is not there"))?, value, at);
                }
                "anyOf" => told.as_array().unwrap().iter().any(|one| self.fits(one, value, at).is_ok()),
                "type" => of_type(told, value),
                "enum" => told.as_array().unwrap().contains(value),
                "const" => told == value,
                "format" => value.as_str().is_none_or(|day| told == "date" && is_day(day)),
                "minimum" => value.as_f64().is_none_or(|n| n >= told.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|n| n <= told.as_f64().unwrap()),
                "items" => {
                    let mut items = value.as_array().into_iter().flatten().enumerate();
                    items.try_for_each(|(n, item)| self.fits(told, item, &format!("{at}/{n}")))?;
                    true
                }
                "required" => told.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
                "properties" => self.properties(told.as_object().unwrap(), value, at)?,
                "description" | "title" => true,
                _ => return Err(format!("{at}: the keyword {keyword} is not known here")),
            };
            if !good {
                return Err(format!("{at}: {value} is not as {keyword} says: {told}"));
            }
        }
        Ok(())
    }

    fn properties(&self, told: &Map<String, Value>, value: &Value, at: &str) -> Result<bool, String> {
        for (name, inner) in value.as_object().into_iter().flatten() {
            match told.get(name) {
                Some(schema) => self.fits(schema, inner, &format!("{at}/{name}"))?,
                None if self.closed => return Err(format!("{at}: {name} is not described")),
                None => {}
            }
        }
        Ok(true)
    }
}

fn of_type(told: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no type {other}"),
    };
    told.as_array().map_or_else(|| is(told), |names| names.iter().any(is))
}

fn is_day(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split('-').map(|p| p.parse().ok()).collect();
    matches!(parts.as_slice(), [Some(_), Some(1..=12), Some(1..=31)]) && text.len() == 10
}
