//! The tidy tables as Parquet: the same columns and rows as the CSV, with Arrow types, and a version in the metadata.
//!
//! Days are `date32`, closed sets of words dictionaries, nothing is nested. No time of writing is in the files.

use super::package::TABLES;
use super::table::{Cell, Column, Kind, Row, Table};
use super::{Export, Left, Out, Sink};
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use dateline_core::model::Day;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Who wrote the file; fixed, so that an update of a library changes no byte.
const WRITER: &str = "dateline";

/// How many rows are made into Arrow at a time, and how many bytes of text they may have before that.
const BATCH: (usize, usize) = (1 << 14, 8 << 20);
/// How many rows and bytes a group of rows has at most in a file. A group is held until it is full, so this is what a file
/// takes in memory, however long it becomes.
const GROUP: (usize, usize) = (1 << 16, 32 << 20);

/// One file for each table.
pub(super) fn export(tables: Vec<Table>, sink: &mut impl Sink) -> io::Result<Export> {
    let mut written = 0;
    for table in tables {
        written += sink.file(&format!("{}.parquet", table.name), |out| write(out, table))?;
    }
    Ok(Export { written, left: Left::default() })
}

/// Writes a table; gives how many rows it has.
fn write(out: &mut Out<'_>, mut table: Table) -> io::Result<usize> {
    let mut file = Writer::new(out, table.name, table.columns)?;
    table.rows.try_for_each(|row| file.push(&row))?;
    file.end()
}

/// The table as Arrow has it.
pub(super) fn batch(table: Table) -> RecordBatch {
    let mut batch = Batch::new(table.name, table.columns);
    table.rows.for_each(|row| batch.push(&row));
    batch.take()
}

/// A file on its way: rows go in, and out when there are enough of them.
pub(super) struct Writer<W: Write + Send> {
    batch: Batch,
    file: ArrowWriter<W>,
    rows: usize,
}

impl<W: Write + Send> Writer<W> {
    /// A file of a table with this name.
    pub fn new(out: W, name: &str, columns: &[Column]) -> io::Result<Writer<W>> {
        let batch = Batch::new(name, columns);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(WRITER.into())
            .set_max_row_group_row_count(Some(GROUP.0))
            .set_max_row_group_bytes(Some(GROUP.1))
            .build();
        let file = ArrowWriter::try_new(out, batch.schema.clone(), Some(properties)).map_err(failed)?;
        Ok(Writer { batch, file, rows: 0 })
    }
    /// Adds a row.
    pub fn push(&mut self, row: &Row) -> io::Result<()> {
        self.batch.push(row);
        self.rows += 1;
        if self.batch.is_full() { self.file.write(&self.batch.take()).map_err(failed) } else { Ok(()) }
    }
    /// Ends the file; gives how many rows it has.
    pub fn end(mut self) -> io::Result<usize> {
        self.file.write(&self.batch.take()).map_err(failed)?;
        self.file.close().map_err(failed)?;
        Ok(self.rows)
    }
}

/// What the disk said, where it was the disk.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => error.downcast().map_or_else(io::Error::other, |error| *error),
        other => io::Error::other(other),
    }
}

/// Rows on their way into Arrow, column by column.
pub(super) struct Batch {
    schema: SchemaRef,
    columns: Vec<Builder>,
    rows: usize,
    bytes: usize,
}

impl Batch {
    /// No rows yet, of a table with this name.
    pub fn new(name: &str, columns: &[Column]) -> Batch {
        let builders = columns.iter().map(|c| Builder::new(c.kind)).collect();
        Batch { schema: Arc::new(schema(name, columns)), columns: builders, rows: 0, bytes: 0 }
    }
    /// Adds a row.
    pub fn push(&mut self, row: &Row) {
        self.columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
        self.bytes += row.iter().filter_map(words).map(str::len).sum::<usize>();
        self.rows += 1;
    }
    fn is_full(&self) -> bool {
        self.rows >= BATCH.0 || self.bytes >= BATCH.1
    }
    /// The rows so far; it begins anew.
    pub fn take(&mut self) -> RecordBatch {
        (self.rows, self.bytes) = (0, 0);
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        RecordBatch::try_new(self.schema.clone(), columns).expect("tables have one cell for each column")
    }
}

fn schema(name: &str, columns: &[Column]) -> Schema {
    let field = |c: &Column| {
        let about = HashMap::from([("description".to_owned(), c.about.to_owned())]);
        Field::new(c.name, of(c.kind), true).with_metadata(about)
    };
    let fields: Vec<Field> = columns.iter().map(field).collect();
    // One entry only: a map of more would have no order.
    let version = format!("{name}/{TABLES}");
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

/// A column on its way.
enum Builder {
    Text(StringBuilder),
    Word(StringDictionaryBuilder<Int32Type>),
    Day(Date32Builder),
    Whole(Int64Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
}

impl Builder {
    fn new(kind: Kind) -> Builder {
        match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Word => Builder::Word(StringDictionaryBuilder::new()),
            Kind::Day => Builder::Day(Date32Builder::new()),
            Kind::Whole => Builder::Whole(Int64Builder::new()),
            Kind::Number => Builder::Number(Float64Builder::new()),
            Kind::Flag => Builder::Flag(BooleanBuilder::new()),
        }
    }

    /// A cell of another kind than the column's is none.
    fn push(&mut self, cell: &Cell) {
        match self {
            Builder::Text(b) => b.append_option(words(cell)),
            Builder::Word(b) => b.append_option(words(cell)),
            Builder::Day(b) => b.append_option(if let Cell::Day(day) = cell { Some(since_1970(*day)) } else { None }),
            Builder::Whole(b) => b.append_option(if let Cell::Whole(n) = cell { Some(*n) } else { None }),
            Builder::Number(b) => b.append_option(if let Cell::Number(n) = cell { Some(*n) } else { None }),
            Builder::Flag(b) => b.append_option(if let Cell::Flag(yes) = cell { Some(*yes) } else { None }),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(b) => Arc::new(b.finish()),
            Builder::Word(b) => Arc::new(b.finish()),
            Builder::Day(b) => Arc::new(b.finish()),
            Builder::Whole(b) => Arc::new(b.finish()),
            Builder::Number(b) => Arc::new(b.finish()),
            Builder::Flag(b) => Arc::new(b.finish()),
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

#[cfg(test)]
mod tests {
    use super::super::table::{col, text, whole};
    use super::*;
    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int64Type;

    const COLUMNS: &[Column] = &[col("n", Kind::Whole, "", ""), col("word", Kind::Word, "", "")];

    /// So many rows, counted; of every group of rows with other words, as a dictionary of a batch is not that of the next.
    fn counted(rows: usize) -> Table<'static> {
        let rows = Box::new((0..rows).map(|n| vec![whole(n), text(format!("word {}", n / 1_000))]));
        Table { name: "t", columns: COLUMNS, key: &[], points: &[], rows }
    }

    #[test]
    fn a_table_of_many_batches_comes_back_whole_and_in_order() {
        let many = 2 * GROUP.0 + 3 * BATCH.0 + 1;
        let mut bytes = Vec::new();
        assert_eq!(write(&mut bytes, counted(many)).unwrap(), many);
        let file = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(file.metadata().num_row_groups(), 3);
        let mut next = 0;
        for batch in file.build().unwrap() {
            let batch = batch.unwrap();
            let words = words_of(&batch);
            for (n, word) in batch.column(0).as_primitive::<Int64Type>().values().iter().zip(words) {
                assert_eq!((*n, word), (next, format!("word {}", next / 1_000)));
                next += 1;
            }
        }
        assert_eq!(next as usize, many);
    }

    fn words_of(batch: &RecordBatch) -> Vec<String> {
        let words = batch.column(1).as_dictionary::<Int32Type>().downcast_dict::<arrow_array::StringArray>().unwrap();
        words.into_iter().map(|word| word.unwrap().to_owned()).collect()
    }

    #[test]
    fn a_batch_ends_where_it_has_enough_text() {
        let mut batch = Batch::new("t", COLUMNS);
        batch.push(&vec![whole(1), text("x".repeat(BATCH.1))]);
        assert!(batch.is_full());
        assert_eq!(batch.take().num_rows(), 1);
        assert!(!batch.is_full());
    }
}
