//! CSV that opens right in Excel and cannot do anything there: RFC 4180 with a byte order mark, every text quoted, days as
//! text, numbers bare, formulas defused.

use super::table::{Cell, Table, written};
use std::io::{self, Write};

/// What Excel takes the file's encoding from.
const MARK: &str = "\u{feff}";

/// Writes the table as CSV, with the row of HXL tags below the header when asked for; gives how many rows it has.
pub(super) fn write(out: &mut impl Write, table: &mut Table, hxl: bool) -> io::Result<usize> {
    out.write_all(MARK.as_bytes())?;
    line(out, table.columns.iter().map(|c| quoted(c.name)))?;
    if hxl {
        line(out, table.columns.iter().map(|c| quoted(c.hxl)))?;
    }
    let mut rows = 0;
    for row in table.rows.by_ref() {
        line(out, row.iter().map(cell))?;
        rows += 1;
    }
    Ok(rows)
}

fn line(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let mut line = cells.collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    out.write_all(line.as_bytes())
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
        let rows = vec![
            vec![text("=HYPERLINK(\"x\")"), number(Some(-2.25)), day("2021-08-12".parse().ok())],
            vec![text("Côte d'Ivoire\n\"north\""), number(None), Cell::None],
            vec![text("\t=1"), number(Some(3.0)), Cell::None],
        ];
        let rows = Box::new(rows.into_iter());
        let mut out = Vec::new();
        let mut table = Table { name: "t", columns: COLUMNS, key: &[], points: &[], rows };
        assert_eq!(write(&mut out, &mut table, true).unwrap(), 3);
        let out = String::from_utf8(out).unwrap();
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
