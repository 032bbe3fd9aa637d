//! `dateline figures`, `dateline forecasts` and what `dateline disputes` says of numbers, with the real reader.

use crate::bench::Bench;
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// Two counts of one day, one of the next day, and an expectation that comes true.
fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.write("d.txt", "KABUL, Aug 12, 2021 (AP) - The Taliban have captured 10 of the 34 provincial capitals.\n");
    bench.write(
        "e.txt",
        "KABUL, Aug 12, 2021 (AFP) - Insurgents of the Taliban now hold 11 of the 34 provincial capitals.\n",
    );
    bench.write("f.txt", "KABUL, Aug 15, 2021 (AP) - The Taliban captured Kabul on Sunday, officials said.\n");
    bench.expect(0, &["add", "reports"]);
    bench
}

#[test]
fn numbers_stand_in_order_beside_our_count() {
    let bench = bench();
    let text = bench.expect(0, &["figures", "capitals"]);
    assert!(text.contains("provincial capitals held by Taliban, of 34: 2 numbers, 2 independent origins"), "{text}");
    assert!(text.contains("disputed, others say 11 of 34") && text.contains("[d.txt, 2021-08-12; claim"), "{text}");
    assert!(text.contains("our count from named places on 2021-08-12: 2: Ghazni, Kunduz"), "{text}");
    assert!(text.contains("Reported and not named: 8"), "{text}");
    let series = objects(&bench.expect(0, &["figures", "--json"]));
    let capitals = series.iter().find(|s| s["subject"] == "provincial capitals held by Taliban").unwrap();
    assert_eq!((&capitals["of"], &capitals["change"]), (&34.into(), &"daily".into()));
    let told = capitals["reported"].as_array().unwrap();
    assert!(told.iter().all(|r| r["fate"] == "disputed" && r["quote"].as_str().unwrap().contains("of the 34")));
    assert_eq!(capitals["our_counts"][0]["count"], 2);
}

#[test]
fn figures_are_as_known_on_a_day_and_a_subject_must_be_there() {
    let bench = bench();
    bench.expect(3, &["figures", "capitals", "--known", "2021-08-11"]);
    bench.expect(3, &["figures", "submarines"]);
    bench.expect(2, &["figures", "--known", "Friday"]);
}

#[test]
fn a_count_is_a_dispute_with_the_words_of_both_sides() {
    let disputes = objects(&bench().expect(0, &["disputes", "--json"]));
    let count = disputes.iter().find(|d| d["type"] == "count").unwrap();
    assert_eq!((&count["open"], &count["our_count"]["count"]), (&true.into(), &2.into()));
    let answers: Vec<&str> =
        count["answers"].as_array().unwrap().iter().map(|a| a["value"].as_str().unwrap()).collect();
    assert_eq!(answers, ["10 of 34", "11 of 34"]);
}

#[test]
fn a_forecast_is_held_beside_what_came() {
    let bench = bench();
    let kabul = |known: &str| {
        let ledger = objects(&bench.expect(0, &["forecasts", "--known", known, "--json"]));
        ledger.into_iter().find(|f| f["place"]["name"] == "Kabul").unwrap()
    };
    assert_eq!(kabul("2021-08-13")["outcome"], "open");
    let came = kabul("2021-08-15");
    assert_eq!((&came["outcome"], &came["when"]["from"]), (&"came".into(), &"2021-08-15".into()));
    let text = bench.expect(0, &["forecasts"]);
    assert!(text.contains("IT CAME") && text.contains("what came: “The Taliban captured Kabul on Sunday"), "{text}");
}

#[test]
fn nothing_from_a_report_acts_on_the_terminal() {
    let bench = Bench::new();
    let evil = "KABUL, Aug 12, 2021 (AP) - The Taliban have captured 10 provincial\u{1b}[2J capitals. \
                The Taliban could capture Ghazni\u{202e} within 30 days, officials said.\n";
    bench.write("evil\u{1b}[2J.txt", evil);
    bench.expect(0, &["add", "reports"]);
    for command in ["figures", "forecasts", "disputes"] {
        let told = bench.expect(0, &[command]);
        assert!(!told.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{told:?}");
    }
}
