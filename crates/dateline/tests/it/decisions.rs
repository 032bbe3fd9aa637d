//! The analyst's hand, from outside: deciding, replaying, undoing, handing on.

use crate::bench::Bench;
use serde_json::Value;

fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    bench
}

fn claim(bench: &Bench, place: &str) -> String {
    let lines = bench.expect(0, &["claims", "--place", place, "--kind", "takeover", "--json"]);
    let claim: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    claim["id"].as_str().unwrap().to_owned()
}

fn decide(bench: &Bench, args: &[&str]) -> String {
    let said = ["--by", "Ann", "--reason", "seen"];
    bench.expect(0, &[&["decide"], args, &said].concat()).trim().to_owned()
}

fn held(bench: &Bench, place: &str, more: &[&str]) -> String {
    let lines = bench.expect(0, &[&["holds", place, "--json"], more].concat());
    let held: Option<Value> = lines.lines().next().map(|l| serde_json::from_str(l).unwrap());
    held.map_or("nothing".into(), |h| h["holder"].as_str().unwrap().to_owned())
}

#[test]
fn a_rejected_passage_does_not_count_until_it_is_undone() {
    let bench = bench();
    let before = bench.expect(0, &["brief"]);
    let id = decide(&bench, &["reject", &claim(&bench, "Ghazni")]);
    assert_eq!(held(&bench, "Ghazni", &[]), "nothing");
    assert_eq!(held(&bench, "Ghazni", &["--without-decisions"]), "Taliban");
    assert_eq!(bench.expect(0, &["brief", "--without-decisions"]), before);
    assert!(!bench.expect(0, &["brief"]).contains("Ghazni fell"));
    let why = bench.expect(0, &["why", &claim(&bench, "Ghazni")]);
    assert!(why.contains("rejected by Ann: seen"), "{why}");
    bench.expect(0, &["decisions", "undo", "--by", "Bea", "--reason", "no"]);
    assert_eq!(bench.expect(0, &["brief"]), before);
    bench.expect(3, &["decisions", "undo", "--by", "Bea", "--reason", "no"]);
    let listed = bench.expect(0, &["decisions"]);
    assert!(listed.contains(&format!("{id}: reject by Ann: seen")) && listed.contains("Undone by d"), "{listed}");
}

#[test]
fn place_and_day_are_set_and_shown_in_the_picture() {
    let bench = bench();
    let fall = claim(&bench, "Ghazni");
    decide(&bench, &["set-place", &fall, "Kabul"]);
    decide(&bench, &["set-day", &fall, "2021-08-10"]);
    assert_eq!(held(&bench, "Kabul", &["--on", "2021-08-10"]), "Taliban");
    assert_eq!(held(&bench, "Kabul", &["--on", "2021-08-10", "--known", "2021-08-11"]), "nothing");
    decide(&bench, &["grade", "ap", "E"]);
    decide(&bench, &["merge", "a.txt", "b.txt"]);
    let listed = bench.expect(0, &["decisions", "--json"]);
    let states: Vec<Value> = listed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(states.iter().all(|s| s["state"] == "in force" || s["decision"] == "grade"), "{listed}");
}

#[test]
fn who_and_why_must_be_said_and_what_it_is_about_must_be_there() {
    let bench = bench();
    let fall = claim(&bench, "Ghazni");
    bench.expect(2, &["decide", "reject", &fall, "--reason", "seen"]);
    bench.expect(2, &["decide", "reject", &fall, "--by", "Ann"]);
    bench.expect(3, &["decide", "reject", "nothing", "--by", "Ann", "--reason", "seen"]);
    bench.expect(3, &["decide", "split", "z.txt", "--by", "Ann", "--reason", "seen"]);
    bench.expect(2, &["decide", "merge", "a.txt", "a.txt", "--by", "Ann", "--reason", "seen"]);
    assert!(!bench.path("decisions.jsonl").exists());
}

#[test]
fn decisions_go_to_another_store_and_what_they_do_not_find_there_is_an_orphan() {
    let bench = bench();
    decide(&bench, &["reject", &claim(&bench, "Ghazni")]);
    decide(&bench, &["note", &claim(&bench, "Kunduz")]);
    let lines = bench.expect(0, &["decisions", "export"]);
    std::fs::write(bench.path("ann.jsonl"), format!("{lines}not a decision\n")).unwrap();
    let other = Bench::new();
    other.write(
        "moved.txt",
        "KABUL, Aug 12, 2021 (AP) - Ghazni fell to the Taliban on Thursday, a local official said.\n",
    );
    other.expect(0, &["add", "reports"]);
    let file = bench.path("ann.jsonl");
    other.expect(4, &["decisions", "apply", file.to_str().unwrap()]);
    other.expect(4, &["decisions", "apply", file.to_str().unwrap()]);
    assert_eq!(held(&other, "Ghazni", &[]), "nothing", "the text is the same under another name");
    let listed = other.expect(0, &["decisions", "--json"]);
    let states: Vec<Value> = listed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(states.len(), 2);
    assert_eq!((&states[0]["state"], &states[1]["state"]), (&"in force".into(), &"orphan".into()));
}

#[test]
fn a_damaged_line_is_told_and_the_rest_counts() {
    let bench = bench();
    std::fs::write(bench.path("decisions.jsonl"), "{\"id\":\"d1\", cut sho").unwrap();
    decide(&bench, &["reject", &claim(&bench, "Ghazni")]);
    let output = bench.run(&["holds", "Ghazni", "--json"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("decisions.jsonl:1: This is no decision"), "{told}");
    assert!(output.stdout.is_empty());
}
