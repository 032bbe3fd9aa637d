//! Pages as data. A twin is made of the JSON lines that the command line prints, so the two never say different things.
//!
//! The CSV is the JSON with every object laid flat: `place` becomes `place_name`, `place_id` and so on, a list becomes
//! one cell. Spreadsheets run a cell that begins with a sign of calculation, so text that does gets an apostrophe in
//! front; numbers stay numbers.

use serde_json::{Map, Value};

/// A page as data.
#[derive(Clone, Debug, Default)]
pub struct Twin {
    /// One JSON document.
    pub json: String,
    /// The rows of its main list, as JSON lines.
    rows: String,
}

impl Twin {
    /// A page that is one list.
    pub(crate) fn list(rows: String) -> Twin {
        Twin { json: array(&rows) + "\n", rows }
    }
    /// A page of several parts, each a name and JSON lines; one of them is the rows of the table.
    pub(crate) fn parts(one: Option<(&str, &str)>, parts: &[(&str, &str)], rows: &str) -> Twin {
        let first = one.map(|(name, line)| format!("{}:{}", quoted(name), line.trim_end()));
        let lists = parts.iter().map(|(name, lines)| format!("{}:{}", quoted(name), array(lines)));
        let json = format!("{{{}}}\n", first.into_iter().chain(lists).collect::<Vec<_>>().join(","));
        Twin { json, rows: rows.to_owned() }
    }
    /// The rows as a table, with a byte order mark so that spreadsheets read the letters right.
    pub fn csv(&self) -> String {
        let rows: Vec<Map<String, Value>> = self.rows.lines().filter_map(flat).collect();
        let mut columns: Vec<&str> = Vec::new();
        for name in rows.iter().flat_map(Map::keys) {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
        let mut out = String::from("\u{feff}");
        out.push_str(&row(columns.iter().map(|c| field(c))));
        for one in &rows {
            out.push_str(&row(columns.iter().map(|c| one.get(*c).map_or(String::new(), cell))));
        }
        out
    }
}

fn quoted(name: &str) -> String {
    Value::from(name).to_string()
}

/// JSON lines as one list.
fn array(lines: &str) -> String {
    format!("[{}]", lines.lines().collect::<Vec<_>>().join(","))
}

fn row(fields: impl Iterator<Item = String>) -> String {
    fields.collect::<Vec<_>>().join(",") + "\r\n"
}

fn flat(line: &str) -> Option<Map<String, Value>> {
    let mut out = Map::new();
    let Value::Object(object) = serde_json::from_str(line).ok()? else { return None };
    lay(&mut out, "", object);
    Some(out)
}

fn lay(out: &mut Map<String, Value>, before: &str, object: Map<String, Value>) {
    for (name, value) in object {
        let name = if before.is_empty() { name } else { format!("{before}_{name}") };
        match value {
            Value::Object(inner) => lay(out, &name, inner),
            Value::Null => {}
            other => {
                out.insert(name, other);
            }
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Bool(known) => known.to_string(),
        Value::String(text) => field(text),
        Value::Array(items) => field(&items.iter().map(item).collect::<Vec<_>>().join("; ")),
        Value::Null | Value::Object(_) => String::new(),
    }
}

fn item(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(object) => object.values().filter(|v| !v.is_null()).map(item).collect::<Vec<_>>().join(" | "),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}

/// A text as a field: defused, quoted where it has to be.
fn field(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_laid_flat_and_formulas_defused() {
        let rows =
            "{\"a\":\"=1+1\",\"p\":{\"name\":\"Alpha, x\",\"lat\":-1.5},\"for\":[\"c1\",\"c2\"]}\n{\"b\":\"@x\"}\n";
        let csv = Twin::list(rows.into()).csv();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines, ["a,p_name,p_lat,for,b", "'=1+1,\"Alpha, x\",-1.5,c1; c2,", ",,,,'@x"]);
    }

    #[test]
    fn parts_make_one_document() {
        let twin = Twin::parts(Some(("place", "{\"id\":1}\n")), &[("claims", "{\"id\":2}\n{\"id\":3}\n")], "");
        let read: Value = serde_json::from_str(&twin.json).unwrap();
        assert_eq!(read["claims"][1]["id"], 3);
        assert_eq!(read["place"]["id"], 1);
    }
}
