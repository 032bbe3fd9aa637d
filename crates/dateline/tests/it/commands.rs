//! The command line with the real reader: exit codes, JSON, help, harmless output.

use crate::bench::Bench;
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn a_pile_goes_in_and_a_picture_comes_out() {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    let held = objects(&bench.expect(0, &["holds", "--on", "2021-08-13", "--known", "2021-08-13", "--json"]));
    let holder = |name: &str| held.iter().find(|h| h["place"]["name"] == name).map(|h| h["holder"].clone());
    assert_eq!(holder("Kunduz"), Some("Taliban".into()));
    assert_eq!(holder("Ghazni"), Some("Taliban".into()));
    assert_ne!(holder("Kabul"), Some("Taliban".into()), "a forecast is no takeover");
    let earlier = objects(&bench.expect(0, &["holds", "--on", "2021-08-13", "--known", "2021-08-10", "--json"]));
    assert!(!earlier.iter().any(|h| h["place"]["name"] == "Ghazni" && h["holder"] == "Taliban"));
}

#[test]
fn the_brief_needs_no_store_and_leaves_none() {
    let bench = Bench::with_reports();
    let brief = bench.expect(0, &["brief", "reports"]);
    assert!(brief.contains("4 EVENTS") && brief.contains("Kunduz") && brief.contains("] a.txt"), "{brief}");
    assert!(!bench.store().exists());
    bench.expect(0, &["add", "reports"]);
    assert_eq!(bench.expect(0, &["brief"]), brief, "the store gives the same brief");
}

#[test]
fn a_brief_is_checked_and_written_in_each_format() {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    bench.expect(0, &["brief", "--check"]);
    for (format, head) in [("text", "SITUATION BRIEF"), ("markdown", "# "), ("html", "<!doctype html>")] {
        bench.expect(0, &["brief", "--format", format, "--template", "full", "-o", "out"]);
        assert!(std::fs::read_to_string(bench.path("out")).unwrap().starts_with(head));
    }
    let since = bench.expect(0, &["brief", "--since", "2021-08-09"]);
    assert!(since.contains("2 CHANGED SINCE 2021-08-09") && since.contains("+ Ghazni: held by the Taliban"), "{since}");
    bench.expect(2, &["brief", "--since", "2021-08-20"]);
    bench.expect(2, &["brief", "reports", "--since", "@1"]);
}

#[test]
fn a_pile_with_nothing_to_tell_reads_sensibly() {
    let bench = Bench::new();
    let empty = bench.expect(0, &["brief", "reports"]);
    assert!(empty.contains("There are no reports.") && empty.contains("no report counts"), "{empty}");
    bench.write("a.txt", "The mayor opened a bakery in Herat and praised the bread.\n");
    let undated = bench.expect(0, &["brief", "reports"]);
    assert!(undated.contains("Nothing dates a.txt") && undated.contains("No report that counts says"), "{undated}");
}

#[test]
fn every_claim_can_be_explained() {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    let claims = objects(&bench.expect(0, &["claims", "--json"]));
    assert!(!claims.is_empty());
    for claim in &claims {
        let why = bench.expect(0, &["why", claim["id"].as_str().unwrap()]);
        assert!(why.contains(claim["rule"].as_str().unwrap()) && why.contains('^'), "{why}");
    }
}

#[test]
fn threads_do_not_change_the_brief() {
    let bench = Bench::with_reports();
    let [one, many] = ["1", "5"].map(|n| bench.expect(0, &["brief", "reports", "--threads", n]));
    assert_eq!(one, many);
}

#[test]
fn each_ending_has_its_code() {
    let bench = Bench::with_reports();
    bench.expect(2, &["holds", "--on", "Friday"]);
    bench.expect(2, &["add", "reports", "--map", "nonsense"]);
    bench.expect(1, &["claims"]);
    // An empty variable is as good as none.
    let home = bench.path("home");
    let mut empty = bench.command(&["add", "reports"]);
    let output = empty.env("DATELINE_STORE", "").env("XDG_DATA_HOME", &home).env("HOME", &home).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!bench.store().exists());
    bench.expect(0, &["add", "reports"]);
    bench.expect(3, &["why", "nothing-like-it"]);
    bench.expect(3, &["holds", "--on", "2021-08-12", "Atlantis"]);
    let told = bench.run(&["holds", "ghaz"]);
    assert!(String::from_utf8_lossy(&told.stderr).contains("Reports name Ghazni."));
    assert!(bench.expect(0, &["brief", "--known", "2020-01-01"]).contains("No report was published by 2020-01-01"));
    bench.expect(3, &["claims", "--report", "zzz.txt"]);
    bench.expect(4, &["add", "reports", "not-there.txt"]);
    std::fs::write(bench.store(), "This is a letter, not a database, and long enough to look at.".repeat(20)).unwrap();
    let told = bench.run(&["claims"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&told.stderr).contains("is not a dateline store."));
}

#[test]
fn results_and_remarks_go_to_different_places() {
    let bench = Bench::with_reports();
    let added = bench.run(&["add", "reports"]);
    assert!(added.stdout.is_empty());
    assert!(String::from_utf8_lossy(&added.stderr).contains("3 reports added"));
    let empty = bench.run(&["disputes"]);
    assert_eq!((empty.status.code(), empty.stdout.is_empty()), (Some(0), true));
}

#[test]
fn help_shows_examples_first_and_the_codes() {
    let bench = Bench::new();
    let help = bench.expect(0, &["--help"]);
    assert!(help.find("Examples:").unwrap() < help.find("Usage:").unwrap());
    assert!(help.contains("Exit codes:") && help.contains("130"));
    assert!(bench.expect(0, &["completions", "bash"]).contains("dateline"));
    assert!(bench.expect(0, &["man"]).contains(".TH"));
}

#[test]
fn hostile_reports_do_not_act_on_the_terminal() {
    let bench = Bench::new();
    bench.write(
        "evil\u{1b}[2J.txt",
        "KABUL, Aug 12, 2021 (AP) - Ghazni\u{1b}]0;x\u{7} fell to the Taliban\u{202e} on Thursday.\n",
    );
    let brief = bench.run(&["brief", "reports"]);
    let told = String::from_utf8_lossy(&brief.stdout).to_string() + &String::from_utf8_lossy(&brief.stderr);
    assert!(!told.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{told:?}");
}

#[test]
fn the_demo_shows_the_bundled_reports() {
    let bench = Bench::new();
    let demo = bench.run(&["demo", "--no-serve"]);
    let expected = if dateline::demo::REPORTS.is_empty() { 3 } else { 0 };
    assert_eq!(demo.status.code(), Some(expected), "{}", String::from_utf8_lossy(&demo.stderr));
}

#[test]
fn the_map_is_written_as_its_name_says() {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    let drawn = bench.expect(0, &["map", "--on", "2021-08-13"]);
    assert!(drawn.contains(">Kunduz</text>") && drawn.contains("data-holder=\"Taliban\""), "{drawn}");
    bench.expect(0, &["map", "--on", "2021-08-13", "-o", "m.svg"]);
    assert_eq!(std::fs::read_to_string(bench.path("m.svg")).unwrap(), drawn);
    bench.expect(2, &["map", "-o", "m.gif"]);
    bench.expect(2, &["map", "--boundaries", "not-there.geojson"]);
    let line = r#"{"type": "LineString", "coordinates": [[60, 30], [75, 38]]}"#;
    std::fs::write(bench.path("own.geojson"), line).unwrap();
    let own = bench.expect(0, &["map", "--boundaries", "own.geojson"]);
    assert!(own.contains("class=\"own-boundary\"") && !own.contains("class=\"division\""), "{own}");
    #[cfg(feature = "png")]
    bench.expect(0, &["map", "-o", "m.png", "--width", "360"]);
}
