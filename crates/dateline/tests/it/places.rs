//! `dateline places` and `dateline gazetteer`: offsets, piles, places of one's own.

use crate::bench::Bench;
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn names(document: &Value) -> Vec<&str> {
    document["places"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect()
}

#[test]
fn a_record_is_marked_as_it_is_with_offsets_in_code_points() {
    let bench = Bench::new();
    let text = "  Café “Élan” — Rebels took Goma Airport, 20 km north of Bukavu.\n\nAfghan women met on Home Street.\n";
    let record = serde_json::json!({"id": "r1", "published": "2025-01-28", "title": "Gao", "text": text});
    bench.write("a.jsonl", &format!("{record}\n"));
    let found = objects(&bench.expect(0, &["places", "reports/a.jsonl", "--json"]));
    assert_eq!(found[0]["id"], "r1");
    assert_eq!(names(&found[0]), ["Goma Airport", "Bukavu"]);
    for place in found[0]["places"].as_array().unwrap() {
        let at = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
        let written: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(written, place["text"].as_str().unwrap());
    }
    assert_eq!(found[0]["places"][0]["kind"], "facility");
    assert_eq!(found[0]["places"][1]["near"]["km"], 20.0);
    let more = objects(&bench.expect(0, &["places", "reports/a.jsonl", "--json", "--also", "peoples,streets"]));
    assert_eq!(names(&more[0]), ["Goma Airport", "Bukavu", "Afghan", "Home Street"]);
    assert!(!bench.store().exists());
}

#[test]
fn alike_reports_say_what_a_name_means_whatever_their_order() {
    let bench = Bench::new();
    let local = "The Ravenel ferry was late again, said Dayle Quince of the Ravenel ferry office in Springfield.";
    let clear = "Dayle Quince of the Ravenel ferry office in Springfield, Oregon, resigned.";
    let line = |id: &str, text: &str| format!("{}\n", serde_json::json!({"id": id, "text": text}));
    let (one, two) = (line("local", local), line("clear", clear));
    let springfield = |file: &str, args: &[&str]| -> String {
        let all = [&["places", file, "--json"], args].concat();
        let found = objects(&bench.expect(0, &all));
        let local = found.iter().find(|d| d["id"] == "local").unwrap();
        local["places"].as_array().unwrap().iter().find(|p| p["text"] == "Springfield").unwrap()["within"].to_string()
    };
    bench.write("a.jsonl", &format!("{one}{two}"));
    bench.write("b.jsonl", &format!("{two}{one}"));
    assert_eq!(springfield("reports/a.jsonl", &[]), "\"Oregon\"");
    assert_eq!(springfield("reports/b.jsonl", &[]), "\"Oregon\"");
    assert_ne!(springfield("reports/a.jsonl", &["--alone"]), "\"Oregon\"");
}

#[test]
fn a_place_of_ones_own_is_kept_found_and_held() {
    let bench = Bench::new();
    std::fs::write(bench.path("mine.csv"), "name,lat,lon,country,division\nVarrowdene,-1.5,29.1,CD,North Kivu\n")
        .unwrap();
    bench.expect(2, &["gazetteer", "add", "mine.csv"]);
    bench.expect(0, &["--knowledge", "kb", "gazetteer", "add", "mine.csv"]);
    let listed = objects(&bench.expect(0, &["--knowledge", "kb", "gazetteer", "list", "--json"]));
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["id"], &listed[0]["within"]), (&"own:cd-varrowdene".into(), &"North Kivu".into()));
    bench.write("a.txt", "GOMA, Congo, Jan 28, 2025 (AFP) - M23 rebels captured Varrowdene on Monday.\n");
    let found = objects(&bench.expect(0, &["--knowledge", "kb", "places", "reports/a.txt", "--json"]));
    assert!(names(&found[0]).contains(&"Varrowdene"), "{found:?}");
    bench.expect(0, &["--knowledge", "kb", "add", "reports"]);
    let claims = objects(&bench.expect(0, &["claims", "--kind", "takeover", "--json"]));
    assert!(claims.iter().any(|c| c["place"]["id"] == "own:cd-varrowdene"), "{claims:?}");
}

#[test]
fn a_wrong_table_is_told_with_its_place_and_not_kept() {
    let bench = Bench::new();
    std::fs::write(bench.path("mine.csv"), "name,lat,lon\nVarrowdene,191,29\n").unwrap();
    let output = bench.run(&["--knowledge", "kb", "gazetteer", "add", "mine.csv"]);
    let told = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("mine.csv:2:12: `191` is no `lat`."), "{told}");
    bench.write("empty.csv", "name,lat,lon\n");
    bench.expect(1, &["--knowledge", "kb", "gazetteer", "add", "reports/empty.csv"]);
    bench.expect(3, &["--knowledge", "kb", "gazetteer", "add", "nowhere.csv"]);
    assert!(!bench.path("kb").exists());
    bench.write("far.csv", "name,lat,lon,country,division\nVarrowdene,1,29,CD,Atlantis\n");
    let output = bench.run(&["--knowledge", "kb", "gazetteer", "add", "reports/far.csv"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("No division `Atlantis` is known"), "{output:?}");
    bench.expect(3, &["gazetteer", "list", "Qqqqqqq"]);
}
