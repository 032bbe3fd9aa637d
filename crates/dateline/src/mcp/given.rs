//! What an assistant gives along with a question: one table per tool, from which both the schema and the check are made,
//! so that what is described is what is accepted.

use crate::error::{Error, Result};
use dateline_core::model::Day;
use dateline_show::text::clean;
use serde_json::{Map, Value, json};

/// How many items an answer has when nothing is said, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: u64 = 200;

/// What may be given under a name.
pub(super) struct Field {
    pub name: &'static str,
    pub sort: Sort,
    pub about: &'static str,
    pub needed: bool,
}

/// What sort of value it is.
pub(super) enum Sort {
    Day,
    Text,
    Count { usual: usize, least: u64, most: u64 },
    Word(fn() -> Vec<&'static str>),
}

impl Field {
    pub(super) const fn new(name: &'static str, sort: Sort, about: &'static str) -> Field {
        Field { name, sort, about, needed: false }
    }
    pub(super) const fn needed(self) -> Field {
        Field { needed: true, ..self }
    }

    fn schema(&self) -> Value {
        let about = self.about;
        match &self.sort {
            Sort::Day => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": about}),
            Sort::Text => json!({"type": "string", "description": about}),
            Sort::Count { usual, least, most } => {
                json!({"type": "integer", "minimum": least, "maximum": most, "default": usual, "description": about})
            }
            Sort::Word(words) => json!({"type": "string", "enum": words(), "description": about}),
        }
    }

    /// What is wrong with a value, as the second half of a sentence.
    fn fault(&self, value: &Value) -> Option<String> {
        let text = value.as_str();
        match &self.sort {
            Sort::Day => text.and_then(day).is_none().then(|| "is no day; days are written YYYY-MM-DD".into()),
            Sort::Text => text.is_none().then(|| "is no text".into()),
            Sort::Count { least, most, .. } => {
                let fits = value.as_u64().is_some_and(|n| (*least..=*most).contains(&n));
                (!fits).then(|| format!("is no whole number from {least} to {most}"))
            }
            Sort::Word(words) => {
                let fits = text.is_some_and(|t| words().contains(&t));
                (!fits).then(|| format!("is none of: {}", words().join(", ")))
            }
        }
    }
}

/// A day and nothing else: what is parsed more kindly elsewhere is none here.
fn day(text: &str) -> Option<Day> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// The day asked about.
pub(super) const ON: Field =
    Field::new("on", Sort::Day, "The day asked about, YYYY-MM-DD; the known day when not given.");
/// The day that is stood on.
pub(super) const KNOWN: Field = Field::new(
    "known",
    Sort::Day,
    "The day you stand on, YYYY-MM-DD: only reports published by then count; the newest report's day when not given.",
);
/// How much at once.
pub(super) const LIMIT: Field = Field::new(
    "limit",
    Sort::Count { usual: PAGE, least: 1, most: LARGEST_PAGE },
    "The most items of an answer; it has fewer when they are long.",
);
/// Where to go on.
pub(super) const CURSOR: Field =
    Field::new("cursor", Sort::Text, "The next_cursor of the answer before, to go on with the same question.");

/// The JSON Schema of what a tool takes.
pub(super) fn schema(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> = fields.iter().map(|f| (f.name.to_owned(), f.schema())).collect();
    let needed: Vec<&str> = fields.iter().filter(|f| f.needed).map(|f| f.name).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), properties.into());
    if !needed.is_empty() {
        schema.insert("required".into(), needed.into());
    }
    schema.insert("additionalProperties".into(), false.into());
    schema
}

/// Values that were checked.
pub(super) struct Given {
    values: Map<String, Value>,
}

impl Given {
    /// Checks what came against what a tool takes; tells everything that is wrong with it at once.
    pub(super) fn new(fields: &[Field], mut values: Map<String, Value>) -> Result<Given> {
        // Some programs send what they leave out as null.
        values.retain(|_, value| !value.is_null());
        let strange = |(name, value): (&String, &Value)| match fields.iter().find(|f| f.name == *name) {
            None => Some(format!("`{}` is not asked for", clean(name))),
            Some(field) => field.fault(value).map(|fault| format!("`{name}` {} {fault}", short(value))),
        };
        let missing = fields.iter().filter(|f| f.needed && !values.contains_key(f.name));
        let missing = missing.map(|f| format!("`{}` is missing", f.name));
        let wrong: Vec<String> = values.iter().filter_map(strange).chain(missing).collect();
        if wrong.is_empty() {
            return Ok(Given { values });
        }
        let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
        Err(Error::Options {
            what: format!("{}.", wrong.join("; ")),
            hint: format!("This tool takes: {}.", names.join(", ")),
        })
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty())
    }
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(day)
    }
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        self.values.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
    }
    pub(super) fn limit(&self) -> usize {
        self.count("limit").unwrap_or(PAGE)
    }
    /// The question without how much of its answer is wanted.
    pub(super) fn question(&self) -> String {
        let asked = self.values.iter().filter(|(n, _)| !matches!(n.as_str(), "limit" | "cursor"));
        let mut asked: Vec<String> = asked.map(|(n, v)| format!("{n}={v}")).collect();
        asked.sort();
        asked.join("&")
    }
}

/// What was given, short enough for a sentence.
fn short(value: &Value) -> String {
    const ROOM: usize = 60;
    let text = clean(&value.to_string());
    match text.char_indices().nth(ROOM) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text,
    }
}
