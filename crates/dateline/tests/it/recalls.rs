//! Kills and withdrawals, from outside: they work from their day on, and what they do not fit is listed.

use crate::bench::Bench;

fn bench() -> Bench {
    let bench = Bench::new();
    let items = [
        (
            "2021-08-08",
            "Rebels capture all of Kunduz",
            "Taliban fighters captured Kunduz on Sunday, residents of the town said.",
        ),
        (
            "2021-08-10",
            "KILL: Rebels capture all of Kunduz",
            "Editors: please kill the story. Kunduz was not captured.",
        ),
        ("2021-08-10", "KILL: Rebels in Herat after all", "Editors: please kill the story on Herat."),
    ];
    let line = |(day, title, text): &(&str, &str, &str)| {
        serde_json::json!({"published": day, "title": title, "text": text, "source": "Wire"}).to_string() + "\n"
    };
    bench.write("wire.jsonl", &items.iter().map(line).collect::<String>());
    bench.expect(0, &["add", "reports", "--map", "text=text,title=title,date=published,outlet=source"]);
    bench
}

#[test]
fn a_kill_ends_its_story_from_its_day_on() {
    let bench = bench();
    let then = bench.expect(0, &["holds", "Kunduz", "--known", "2021-08-09"]);
    assert!(then.contains("held by Taliban"), "{then}");
    let now = bench.expect(0, &["holds", "Kunduz"]);
    assert!(!now.contains("held by Taliban"), "{now}");
    let told = bench.expect(0, &["recalls"]);
    assert!(
        told.contains("2021-08-10, Wire: wire.jsonl#1 withdrawn by the notice wire.jsonl#2; 4 claims end."),
        "{told}"
    );
    assert!(told.contains("no story here fits the notice wire.jsonl#3"), "{told}");
    assert_eq!(bench.expect(0, &["recalls", "--known", "2021-08-09", "--json"]), "");
    let diff = bench.expect(7, &["diff", "--since", "2021-08-09", "--fail-on", "change"]);
    assert!(diff.contains("- 2021-08-10, Wire: wire.jsonl#1 withdrawn"), "{diff}");
    assert!(diff.contains("- Kunduz: what was known no longer counts"), "{diff}");
}
