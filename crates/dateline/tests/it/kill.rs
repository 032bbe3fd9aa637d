//! Killed at any moment, the store holds whole reports and no half ones, and adding again completes it.

use crate::bench::Bench;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Kills in the suite; `benches/kill.sh` does a hundred.
const KILLS: u64 = 10;
const REPORTS: i64 = 400;

fn fill(bench: &Bench) {
    for n in 0..REPORTS {
        let text =
            format!("KABUL, Aug 12, 2021 (AP) - Taliban fighters captured Ghazni on Thursday. Report {n} of many.\n");
        bench.write(&format!("r{n:03}.txt"), &text.repeat(3));
    }
}

#[test]
#[cfg(unix)]
fn ctrl_c_stops_after_the_current_report() {
    let bench = Bench::new();
    fill(&bench);
    let child = bench.command(&["add", "reports", "--threads", "1"]).stderr(Stdio::piped()).spawn().unwrap();
    let pid = child.id().to_string();
    while !bench.store().exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(150));
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ended.stderr).to_string();
    assert_eq!(ended.status.code(), Some(130), "{told}");
    assert!(told.contains("Stopped. What was added is kept"), "{told}");
    bench.expect(0, &["add", "reports"]);
    assert_eq!(check(&bench, 0), REPORTS);
}

#[test]
fn a_killed_add_loses_no_whole_report_and_leaves_no_half_one() {
    let bench = Bench::new();
    fill(&bench);
    let mut before = 0;
    for kill in 0..KILLS {
        let mut child = bench.command(&["add", "reports", "--threads", "1"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(80 + kill * 73 % 200));
        child.kill().unwrap();
        child.wait().unwrap();
        before = check(&bench, before);
    }
    bench.expect(0, &["add", "reports"]);
    assert_eq!(check(&bench, before), REPORTS);
    let again = bench.run(&["add", "reports"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("0 reports added, 400 there already"));
}

/// Checks the file; gives the number of reports, which never falls.
fn check(bench: &Bench, before: i64) -> i64 {
    if !bench.store().exists() {
        return before;
    }
    let raw = rusqlite::Connection::open(bench.store()).unwrap();
    let one = |sql: &str| -> i64 { raw.query_row(sql, [], |r| r.get(0)).unwrap() };
    let healthy: String = raw.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(healthy, "ok");
    if one("SELECT count(*) FROM sqlite_schema WHERE name = 'claims'") == 0 {
        return before;
    }
    let reports = one("SELECT count(*) FROM reports");
    let unread = "SELECT count(*) FROM reports WHERE seq NOT IN (SELECT report FROM readings)";
    assert_eq!(one(unread), 0, "a report without a reading");
    assert_eq!(one("SELECT count(*) FROM reports WHERE version > 1"), 0, "a report twice");
    assert_eq!(one("SELECT count(*) FROM words"), reports, "full text behind the reports");
    assert!(reports >= before, "a report was lost");
    reports
}
