//! Expressions of time of one document.

use crate::json::line;
use crate::offsets::Offsets;
use crate::text::{clean, days};
use crate::words;
use dateline_core::model::Published;
use dateline_core::time::Timex;
use serde::Serialize;

#[derive(Serialize)]
struct DocumentForm<'a> {
    id: &'a str,
    dates: Vec<DateForm<'a>>,
}

/// One expression. `value` and `type` are those of TIMEX3; `mod` too. `relation` is the preposition, which is not in
/// the span.
#[derive(Serialize)]
struct DateForm<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    value: &'a str,
    r#type: &'static str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

/// One JSON line for the document.
pub fn json(id: &str, text: &str, found: &[Timex]) -> String {
    let offsets = Offsets::new(text);
    line(&DocumentForm { id, dates: found.iter().map(|timex| form(text, &offsets, timex)).collect() })
}

fn form<'a>(text: &'a str, offsets: &Offsets, timex: &'a Timex) -> DateForm<'a> {
    let expression = &timex.expression;
    let (start, end) = offsets.code_points(expression.span);
    DateForm {
        start,
        end,
        text: expression.span.of(text),
        value: &timex.value,
        r#type: timex.kind.as_str(),
        modifier: expression.modifier.map(|m| m.as_str()),
        relation: expression.relation,
        from: timex.days.map(|d| d.from.to_string()),
        to: timex.days.map(|d| d.to.to_string()),
    }
}

/// A table for the document: its name and day, then a line for each expression.
pub fn text(id: &str, text: &str, published: Published, found: &[Timex]) -> String {
    let mut out = format!("{}: {}\n", clean(id), words::published(published));
    for timex in found {
        let expression = &timex.expression;
        let words = clean(&format!("{} {}", expression.relation, expression.span.of(text)));
        let span = timex.days.map_or(String::new(), days);
        let more = expression.modifier.map_or("", |m| m.as_str());
        let row = format!("  {words:<32} {:<8} {:<18} {more:<13} {span}", timex.kind.as_str(), timex.value);
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}
