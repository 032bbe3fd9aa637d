//! The descriptor of a set of tables: a Data Package (`datapackage.json`) with types, keys, licence and hashes.

use super::sink::{Counted, Out, pretty};
use super::table::{Kind, Table};
use dateline_core::model::Day;
use serde_json::{Value, json};
use std::io;

/// The version of the tables. Raised when a column changes its name or meaning, or goes.
pub(super) const TABLES: &str = "1";

/// Writes the descriptor of tables, each described by [`resource`].
pub(super) fn write(out: &mut Out<'_>, resources: &[Value], known: Day) -> io::Result<()> {
    let known = (known < Day::MAX).then(|| known.to_string());
    let package = json!({
        "profile": "tabular-data-package",
        "name": "dateline",
        "title": "What news reports say, as dateline reads them",
        "version": TABLES,
        "known": known,
        "licenses": [{
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Places: GeoNames, CC BY 4.0. Quotations stay with those who published them."
        }],
        "sources": [{ "title": "GeoNames", "path": "https://www.geonames.org/" }],
        "resources": resources,
    });
    pretty(out, &package)
}

/// A table, the file that it was written to, and what was counted on the way.
pub(super) fn resource(table: &Table, file: &str, rows: usize, counted: Counted, hxl: bool) -> Value {
    let keys: Vec<Value> = table
        .points
        .iter()
        .map(|(here, there, field)| json!({ "fields": here, "reference": { "resource": there, "fields": field } }))
        .collect();
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|c| json!({ "name": c.name, "type": of(c.kind), "description": c.about, "hxl": hxl_of(c.hxl) }))
        .collect();
    json!({
        "name": table.name,
        "path": file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n", "commentRows": if hxl { json!([2]) } else { json!([]) } },
        "bytes": counted.bytes,
        "hash": format!("sha256:{}", counted.sha256()),
        "rows": rows,
        "schema": { "fields": fields, "primaryKey": table.key, "foreignKeys": keys, "missingValues": [""] },
    })
}

fn of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word => "string",
        Kind::Day => "date",
        Kind::Whole => "integer",
        Kind::Number => "number",
        Kind::Flag => "boolean",
    }
}

fn hxl_of(tag: &str) -> Option<&str> {
    Some(tag).filter(|t| !t.is_empty())
}
