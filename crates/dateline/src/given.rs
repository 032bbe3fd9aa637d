//! What a program gives along with a question: one table for each question, from which both the description and the check
//! are made, so that what is described is what is accepted. Assistants (`mcp`) and the HTTP API (`serve/api`) use it.

use crate::error::{Error, Result};
use crate::paging;
use dateline_core::model::Day;
use dateline_show::text::clean;
use serde_json::{Map, Value, json};

/// What may be given under a name.
pub(crate) struct Field {
    pub name: &'static str,
    pub sort: Sort,
    pub about: &'static str,
    pub needed: bool,
}

/// What sort of value it is.
pub(crate) enum Sort {
    Day,
    Text,
    Count {
        usual: usize,
        least: u64,
        most: u64,
    },
    /// What an answer gave to go on with.
    Cursor,
    Word(fn() -> Vec<&'static str>),
}

impl Field {
    pub(crate) const fn new(name: &'static str, sort: Sort, about: &'static str) -> Field {
        Field { name, sort, about, needed: false }
    }
    pub(crate) const fn needed(self) -> Field {
        Field { needed: true, ..self }
    }

    pub(crate) fn schema(&self) -> Value {
        let about = self.about;
        match &self.sort {
            Sort::Day => {
                json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": about})
            }
            Sort::Text if self.needed => json!({"type": "string", "pattern": "\\S", "description": about}),
            Sort::Text => json!({"type": "string", "description": about}),
            Sort::Cursor => json!({"type": "string", "pattern": "^[0-9]{1,9}-[0-9a-f]{8}$", "description": about}),
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
            Sort::Text => match text {
                None => Some("is no text".into()),
                Some(text) => (self.needed && text.trim().is_empty()).then(|| "is empty".into()),
            },
            Sort::Cursor => (!text.is_some_and(paging::is_cursor)).then(|| "is no cursor of ours".into()),
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
pub(crate) const ON: Field =
    Field::new("on", Sort::Day, "The day asked about, YYYY-MM-DD; the known day when not given.");
/// The day that is stood on.
pub(crate) const KNOWN: Field = Field::new(
    "known",
    Sort::Day,
    "The day you stand on, YYYY-MM-DD: only reports published by then count; the newest report's day when not given.",
);

/// The JSON Schema of what a tool takes.
pub(crate) fn schema(fields: &[Field]) -> Map<String, Value> {
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
pub(crate) struct Given {
    values: Map<String, Value>,
}

impl Given {
    /// Checks what came against what is taken; tells everything that is wrong with it at once. `taker` is who takes it.
    pub(crate) fn new(taker: &str, fields: &[Field], values: Map<String, Value>) -> Result<Given> {
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
            hint: match names.is_empty() {
                true => format!("This {taker} takes nothing."),
                false => format!("This {taker} takes: {}.", names.join(", ")),
            },
        })
    }

    /// The same for what stands in an address, where every value is text and a name may come twice.
    pub(crate) fn of_address(fields: &[Field], pairs: Vec<(String, String)>) -> Result<Given> {
        let mut values = Map::new();
        for (name, text) in pairs {
            let counts = fields.iter().any(|f| f.name == name && matches!(f.sort, Sort::Count { .. }));
            let value = text.parse::<u64>().ok().filter(|n| counts && n.to_string() == text).map(Value::from);
            if values.insert(name.clone(), value.unwrap_or(Value::String(text))).is_some() {
                let what = format!("`{}` is given twice.", clean(&name));
                return Err(Error::Options { what, hint: "Give it once.".into() });
            }
        }
        Given::new("address", fields, values)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty())
    }
    pub(crate) fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(day)
    }
    pub(crate) fn count(&self, name: &str) -> Option<usize> {
        self.values.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
    }
    /// The question without how much of its answer is wanted.
    pub(crate) fn question(&self) -> String {
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
