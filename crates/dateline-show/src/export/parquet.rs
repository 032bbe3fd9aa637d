//! The tidy tables as Parquet: the same columns and rows as the CSV, with Arrow types, and a version in the metadata.
//!
//! Days are `date32`, closed sets of words dictionaries, nothing is nested. No time of writing is in the files.

use super::package::TABLES;
use super::table::{Cell, Column, Kind, Table};
use super::{Export, File, Left};
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use dateline_core::model::Day;
use std::collections::HashMap;
use std::sync::Arc;

/// Who wrote the file; fixed, so that an update of a library changes no byte.
const WRITER: &str = "dateline";

/// One file for each table.
pub(super) fn export(tables: &[Table]) -> Export {
    let file = |t: &Table| File { name: format!("{}.parquet", t.name), bytes: bytes(&[batch(t)]) };
    let written = tables.iter().map(|t| t.rows.len()).sum();
    Export { files: tables.iter().map(file).collect(), written, left: Left::default() }
}

/// The table as Arrow has it.
pub(super) fn batch(table: &Table) -> RecordBatch {
    let columns = table.columns.iter().enumerate().map(|(n, c)| array(c, table.rows.iter().map(|r| &r[n])));
    RecordBatch::try_new(Arc::new(schema(table)), columns.collect()).expect("tables have one cell for each column")
}

/// A file of batches that have one schema.
pub(super) fn bytes(batches: &[RecordBatch]) -> Vec<u8> {
    written(batches).expect("memory takes any file")
}

fn written(batches: &[RecordBatch]) -> Result<Vec<u8>, ArrowError> {
    let schema = batches[0].schema();
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(WRITER.into()).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties))?;
    for batch in batches {
        writer.write(batch)?;
    }
    Ok(writer.into_inner()?)
}

fn schema(table: &Table) -> Schema {
    let field = |c: &Column| {
        let about = HashMap::from([("description".to_owned(), c.about.to_owned())]);
        Field::new(c.name, of(c.kind), true).with_metadata(about)
    };
    let fields: Vec<Field> = table.columns.iter().map(field).collect();
    // One entry only: a map of more would have no order.
    let version = format!("{}/{TABLES}", table.name);
    Schema::new(fields).with_metadata(HashMap::from([("dateline.schema".to_owned(), version)]))
}

fn of(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Word => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        Kind::Day => DataType::Date32,
        Kind::Whole => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
    }
}

fn array<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    match column.kind {
        Kind::Text => {
            let mut builder = StringBuilder::new();
            cells.for_each(|c| builder.append_option(words(c)));
            Arc::new(builder.finish())
        }
        Kind::Word => {
            let mut builder = StringDictionaryBuilder::<Int32Type>::new();
            cells.for_each(|c| builder.append_option(words(c)));
            Arc::new(builder.finish())
        }
        Kind::Day => {
            let mut builder = Date32Builder::new();
            cells.for_each(|c| {
                builder.append_option(if let Cell::Day(day) = c { Some(since_1970(*day)) } else { None })
            });
            Arc::new(builder.finish())
        }
        Kind::Whole => {
            let mut builder = Int64Builder::new();
            cells.for_each(|c| builder.append_option(if let Cell::Whole(n) = c { Some(*n) } else { None }));
            Arc::new(builder.finish())
        }
        Kind::Number => {
            let mut builder = Float64Builder::new();
            cells.for_each(|c| builder.append_option(if let Cell::Number(n) = c { Some(*n) } else { None }));
            Arc::new(builder.finish())
        }
        Kind::Flag => {
            let mut builder = BooleanBuilder::new();
            cells.for_each(|c| builder.append_option(if let Cell::Flag(yes) = c { Some(*yes) } else { None }));
            Arc::new(builder.finish())
        }
    }
}

fn words(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

/// Civil days since 1 January 1970; no time zone has a part in it.
fn since_1970(day: Day) -> i32 {
    super::happened::between(jiff::civil::date(1970, 1, 1), day)
}
