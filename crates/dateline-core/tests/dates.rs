//! Expressions of time against the table in `time/expressions.txt`.

use dateline_core::model::{Day, Days};
use dateline_core::time::{Timex, tag};

static TABLE: &str = include_str!("time/expressions.txt");

/// What a line of the table expects: words, value, type.
type Row = (String, String, String);

#[test]
fn expressions_have_their_values() {
    let (mut report, mut count, mut wrong) = (None, 0, Vec::new());
    for line in TABLE.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(day) = line.strip_prefix("@ ") {
            report = day.parse::<Day>().ok().map(Days::on);
            continue;
        }
        let (text, expected) = unmarked(line);
        count += expected.len();
        let found: Vec<Row> = tag(&text, report).iter().map(|t| row(&text, t)).collect();
        if found != expected {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} sentences are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300, "the table has only {count} expressions");
}

fn row(text: &str, timex: &Timex) -> Row {
    (timex.expression.span.of(text).to_owned(), timex.value.clone(), timex.kind.as_str().to_owned())
}

/// A sentence without its marks, and what they say.
fn unmarked(line: &str) -> (String, Vec<Row>) {
    let (mut text, mut rows) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('[') {
        let (mark, after) = marked.split_once(']').expect("a mark has its end");
        let mut parts = mark.split('|');
        let (words, value) = (parts.next().unwrap_or(""), parts.next().expect("a mark has a value"));
        let kind = parts.next().map_or_else(|| kind_of(value), str::to_owned);
        text.push_str(before);
        text.push_str(words);
        rows.push((words.to_owned(), value.to_owned(), kind));
        rest = after;
    }
    text.push_str(rest);
    (text, rows)
}

fn kind_of(value: &str) -> String {
    let kind = match value {
        v if v.ends_with("_REF") => "DATE",
        v if v.starts_with('P') => "DURATION",
        v if v.contains('T') => "TIME",
        _ => "DATE",
    };
    kind.to_owned()
}

#[test]
fn no_text_makes_the_finder_fail() {
    let pieces = [
        "12",
        "-",
        "Aug.",
        "'80",
        "s",
        "the",
        " ",
        "9999",
        "last",
        "week",
        "p.m.",
        "é",
        "\n\n",
        "99999999999",
        "/",
        ":",
        "quarter",
        "a",
    ];
    let mut state = 7_usize;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) % pieces.len()]);
            if state & (1 << 40) != 0 {
                text.push(' ');
            }
        }
        let day = jiff::civil::date(2021, 8, 13);
        for timex in tag(&text, Some(Days::on(day))) {
            assert!(text.get(timex.expression.span.start as usize..timex.expression.span.end as usize).is_some());
        }
        tag(&text, Some(Days::on(Day::MAX)));
        tag(&text, Some(Days::on(Day::MIN)));
    }
}
