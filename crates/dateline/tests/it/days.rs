//! Days: expressions marked in documents, and reports dated from their words and the pile.

use crate::bench::Bench;
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn expressions_are_marked_in_code_points_of_the_record() {
    let bench = Bench::new();
    let text = "\\n Écija fell on Monday night.\\n\\nÉcija had held out for two weeks, since early March. ";
    bench.write(
        "items.jsonl",
        &format!(
            "{{\"id\":\"x/1\",\"published\":\"2024-03-20\",\"title\":\"Écija\",\"text\":\"{text}\"}}\n{{\"id\":\n"
        ),
    );
    // The second line is broken; it is told, and the first is read all the same.
    let found = objects(&bench.expect(4, &["dates", "reports/items.jsonl", "--json"]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], "x/1");
    let text: String = serde_json::from_str(&format!("\"{text}\"")).unwrap();
    let dates = found[0]["dates"].as_array().unwrap();
    let rows: Vec<[&str; 4]> = dates
        .iter()
        .map(|d| [&d["text"], &d["value"], &d["type"], &d["relation"]].map(|v| v.as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        rows,
        [
            ["Monday night", "2024-03-18TNI", "TIME", "on"],
            ["two weeks", "P2W", "DURATION", "for"],
            ["early March", "2024-03", "DATE", "since"],
        ]
    );
    assert_eq!(dates[2]["mod"], "START");
    for date in dates {
        let (start, end) = (date["start"].as_u64().unwrap() as usize, date["end"].as_u64().unwrap() as usize);
        let marked: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(marked, date["text"].as_str().unwrap());
    }
}

#[test]
fn the_table_of_dates_needs_no_store() {
    let bench = Bench::with_reports();
    let table = bench.expect(0, &["dates", "reports"]);
    assert!(table.contains("a.txt: published 2021-08-08"), "{table}");
    assert!(table.lines().any(|l| l.contains("on Thursday") && l.ends_with("2021-08-12")), "{table}");
    assert!(!bench.store().exists());
}

/// Reports without a full date among dated ones, and the day each was written on.
#[test]
fn undated_reports_get_their_days() {
    let bench = Bench::new();
    let dated = [
        ("d1.txt", "date 2025-01-26\nGOMA, Jan 26 (Wire) - M23 rebels captured Sake on Saturday, officials said.\n"),
        ("d2.txt", "date 2025-01-28\nGOMA, Jan 28 (Wire) - M23 rebels captured Goma on Monday, residents said.\n"),
    ];
    let undated = [
        ("a.txt", "M23 rebels captured Goma on Monday, residents said. On Tuesday shops stayed shut.\n", "2025-01-28"),
        ("b.txt", "date 2025-01\nThe rebels of M23 captured Goma yesterday, a diplomat said.\n", "2025-01-28"),
        ("c.txt", "GOMA, Jan 27 (Wire) - M23 rebels captured Goma on Monday, residents said.\n", "2025-01-27"),
        (
            "e.txt",
            "M23 rebels captured Goma on 27 January 2025. On Friday they marched on Bukavu, officials said.\n",
            "2025-01-31",
        ),
        ("f.txt", "M23 rebels hold Goma. Nobody expects that to change, a priest said.\n", ""),
    ];
    for (name, text) in dated.iter().copied().chain(undated.iter().map(|(name, text, _)| (*name, *text))) {
        bench.write(name, text);
    }
    bench.expect(0, &["add", "reports"]);
    let reports = objects(&bench.expect(0, &["reports", "--json"]));
    for (name, text, day) in undated {
        let report = reports.iter().find(|r| r["id"] == name).unwrap();
        assert_eq!(report["published"]["from"].as_str().unwrap_or(""), day, "{text}");
    }
}
