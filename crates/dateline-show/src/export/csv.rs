//! CSV that opens right in Excel and cannot do anything there: RFC 4180 with a byte order mark, every text quoted, days as
//! text, numbers bare, formulas defused.

use super::table::{Cell, Table, written};

/// What Excel takes the file's encoding from.
const MARK: &str = "\u{feff}";

/// The table as CSV; with the row of HXL tags below the header when asked for.
pub(super) fn csv(table: &Table, hxl: bool) -> Vec<u8> {
    let mut out = String::from(MARK);
    line(&mut out, table.columns.iter().map(|c| quoted(c.name)));
    if hxl {
        line(&mut out, table.columns.iter().map(|c| quoted(c.hxl)));
    }
    for row in &table.rows {
        line(&mut out, row.iter().map(cell));
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push_str(&cells.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Text(text) => quoted(&defused(text)),
        Cell::Day(day) => quoted(&day.to_string()),
        Cell::Whole(n) => n.to_string(),
        Cell::Number(n) => written(*n),
        Cell::Flag(yes) => (if *yes { "true" } else { "false" }).into(),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers never pass through here.
fn defused(text: &str) -> String {
    let acts = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if acts { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Column, Kind, col, day, number, text};
    use super::*;

    #[test]
    fn formulas_are_defused_and_negative_numbers_stay_numbers() {
        const COLUMNS: &[Column] =
            &[col("a", Kind::Text, "#meta", ""), col("b", Kind::Number, "", ""), col("c", Kind::Day, "#date", "")];
        let table = Table {
            name: "t",
            columns: COLUMNS,
            key: &[],
            points: &[],
            rows: vec![
                vec![text("=HYPERLINK(\"x\")"), number(Some(-2.25)), day("2021-08-12".parse().ok())],
                vec![text("Côte d'Ivoire\n\"north\""), number(None), Cell::None],
                vec![text("\t=1"), number(Some(3.0)), Cell::None],
            ],
        };
        let out = String::from_utf8(csv(&table, true)).unwrap();
        let lines: Vec<&str> = out.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
        let expected = [
            "\"a\",\"b\",\"c\"",
            "\"#meta\",,\"#date\"",
            "\"'=HYPERLINK(\"\"x\"\")\",-2.25,\"2021-08-12\"",
            "\"Côte d'Ivoire \"\"north\"\"\",,",
            "\"'=1\",3,",
            "",
        ];
        assert_eq!(lines, expected);
    }
}
