//! `dateline diff`: what changed, in words, JSON and Atom, with exit codes for cron.

use crate::bench::Bench;
use serde_json::Value;

fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.write(
        "d.txt",
        "KABUL, Aug 9, 2021 (AP) - The defence ministry denied that Kunduz had fallen to the Taliban.\n",
    );
    bench.expect(0, &["add", "reports"]);
    bench
}

#[test]
fn the_changes_of_a_week_are_told_with_their_passages() {
    let bench = bench();
    let told = bench.expect(0, &["diff", "--since", "2021-08-07"]);
    assert!(told.starts_with("From 2021-08-07 to 2021-08-13: "), "{told}");
    assert!(told.contains("+ Ghazni: held by Taliban") && told.contains("[b.txt, 2021-08-12"), "{told}");
    let only = bench.expect(0, &["diff", "--since", "2021-08-07", "--place", "Ghazni"]);
    assert!(only.contains("1 change,") && !only.contains("Kunduz"), "{only}");
    let lines = bench.expect(0, &["diff", "--since", "2021-08-08", "--json"]);
    let changes: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ghazni = changes.iter().find(|c| c["place"]["name"] == "Ghazni").expect("Ghazni is new");
    assert_eq!((&ghazni["kind"], &ghazni["after"]["holder"]), (&"new".into(), &"Taliban".into()));
    assert_eq!(ghazni["passages"][0]["report"], "b.txt");
    assert!(changes.iter().any(|c| c["kind"] == "disputed" && c["place"]["name"] == "Kunduz"), "{lines}");
}

#[test]
fn each_outcome_has_its_code() {
    let bench = bench();
    let week = ["diff", "--since", "2021-08-08", "--fail-on"];
    bench.expect(6, &[&week[..], &["dispute"]].concat());
    bench.expect(6, &[&week[..], &["change,dispute"]].concat());
    bench.expect(7, &[&week[..], &["change"]].concat());
    bench.expect(0, &["diff", "--since", "2021-08-10", "--fail-on", "dispute"]);
    bench.expect(0, &["diff", "--since", "2021-08-13", "--fail-on", "change,dispute"]);
    bench.expect(2, &["diff", "--since", "2021-08-14"]);
    bench.expect(2, &["diff", "--since", "yesterday"]);
    bench.expect(2, &["diff", "--since", "@999"]);
    bench.expect(3, &["diff", "--since", "2021-08-08", "--place", "Atlantis"]);
}

#[test]
fn a_mark_tells_what_came_later_whatever_its_day() {
    let bench = bench();
    let told = String::from_utf8(bench.run(&["diff", "--since", "2021-08-13"]).stderr).unwrap();
    let mark = told.split("--since ").nth(1).unwrap().split('`').next().unwrap();
    assert_eq!(bench.expect(0, &["diff", "--since", mark, "--json"]), "");
    bench.write("e.txt", "KABUL, Aug 12, 2021 (DPA) - Herat fell to the Taliban on Thursday, a local official said.\n");
    bench.expect(0, &["add", "reports"]);
    let told = bench.expect(7, &["diff", "--since", mark, "--fail-on", "change"]);
    assert!(told.contains("1 change, 1 new report.") && told.contains("+ Herat: held by Taliban"), "{told}");
}

#[test]
fn a_feed_is_the_same_on_every_day_and_holds_no_markup_of_a_report() {
    let bench = Bench::new();
    bench.write(
        "a<b>.txt",
        "KABUL, Aug 12, 2021 (AP) - Ghazni fell to the Taliban on Thursday, <b>officials</b> & \"others\" said.\n",
    );
    bench.expect(0, &["add", "reports"]);
    let asked = ["diff", "--since", "2021-08-01", "--atom"];
    let feed = bench.expect(0, &asked);
    assert_eq!(feed, bench.expect(0, &asked));
    assert!(feed.starts_with("<?xml") && feed.contains("<updated>2021-08-12T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("<entry>") && !feed.contains("<b>") && feed.contains("&lt;b&gt;"), "{feed}");
    let one = bench.expect(0, &["diff", "--since", "2021-08-01", "--atom", "--party", "taliban"]);
    assert!(one.contains("<title>What changed: party taliban</title>") && one.contains("<entry>"), "{one}");
    let none = bench.expect(0, &["diff", "--since", "2021-08-01", "--atom", "--dispute", "none"]);
    assert!(!none.contains("<entry>"), "{none}");
}
