//! The table of readings: what single reports say, before any picture is made of it, whole.
//!
//! A reading has a row for its report and a row for each of its claims. The last column carries the row as the store keeps
//! it, so that a store can be built again from the table alone, wherever its rows were made. The other columns are for
//! people. Words are plain texts here: pieces that different machines have written are to be put together.

use super::parquet;
use super::table::{Cell, Column, Kind, Row, col, day, maybe, text, whole};
use super::tables::{CLAIMS, claim_cells};
use crate::offsets::Offsets;
use arrow_array::RecordBatch;
use dateline_core::model::{Claim, Published, Report};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

/// A reading of a report, with the lines that carry it.
pub struct Told<'a> {
    /// The report.
    pub report: &'a Report,
    /// Number of the reading among those of the report, from 1.
    pub number: usize,
    /// The days that it was read with.
    pub published: Published,
    /// Why it was not read, when it was not.
    pub skipped: Option<&'a str>,
    /// What carries the report and the reading.
    pub line: Cow<'a, str>,
    /// The claims, each with what carries it.
    pub claims: Vec<(&'a Claim, Cow<'a, str>)>,
}

/// Readings as rows, in the order in which they are given.
pub fn batch(told: &[Told]) -> RecordBatch {
    let mut batch = parquet::Batch::new(NAME, &COLUMNS);
    told.iter().flat_map(rows).for_each(|row| batch.push(&row));
    batch.take()
}

/// A Parquet file of readings on its way.
pub struct Writer<W: Write + Send>(parquet::Writer<W>);

impl<W: Write + Send> Writer<W> {
    /// Begins the file.
    pub fn new(out: W) -> io::Result<Writer<W>> {
        parquet::Writer::new(out, NAME, &COLUMNS).map(Writer)
    }
    /// Adds the rows of a reading.
    pub fn push(&mut self, told: &Told) -> io::Result<()> {
        rows(told).iter().try_for_each(|row| self.0.push(row))
    }
    /// Ends the file.
    pub fn end(self) -> io::Result<()> {
        self.0.end().map(drop)
    }
}

/// What the table is called.
const NAME: &str = "readings";

const REPORT: &[Column] = &[
    col("report", Kind::Text, "", "Id of the report"),
    col("reading", Kind::Whole, "", "Number of the reading: 1 by the report's own words, more where the pile dates it"),
    col("position", Kind::Whole, "", "0 for the row of the report, then its claims, counted"),
    col("outlet", Kind::Text, "", "Who published it"),
    col("title", Kind::Text, "", "Headline"),
    col("url", Kind::Text, "", "Address"),
    col("published_from", Kind::Day, "", "First day on which it may have been published"),
    col("published_to", Kind::Day, "", "Last day on which it may have been published"),
    col("published_basis", Kind::Text, "", "How that is known: metadata, date line, text, pile, none"),
    col("language", Kind::Text, "", "ISO 639 code"),
    col("reason", Kind::Text, "", "Why it was not read"),
];

const STORED: Column =
    col("stored", Kind::Text, "", "The row as the store keeps it, in JSON; what `dateline import` takes");

/// Of `claims`, without what only a picture tells; `kind` is `report` in the row of a report.
pub(super) static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let plain = |c: &Column| Column { kind: if c.kind == Kind::Word { Kind::Text } else { c.kind }, ..*c };
    let of_claim = CLAIMS.iter().filter(|c| !["report", "set_aside"].contains(&c.name)).map(plain);
    REPORT.iter().copied().chain(of_claim).chain([STORED]).collect()
});

fn rows(told: &Told) -> Vec<Row> {
    let offsets = Offsets::new(&told.report.text);
    let own = report_row(told);
    let claims = told.claims.iter().enumerate().map(|(n, (claim, line))| claim_row(told, claim, line, n + 1, &offsets));
    std::iter::once(own).chain(claims).collect()
}

fn report_row(told: &Told) -> Row {
    let report = told.report;
    let mut row = head(told, 0);
    row.extend([
        maybe(report.outlet.as_ref()),
        maybe(report.title.as_ref()),
        maybe(report.url.as_ref()),
        day(told.published.days.map(|d| d.from)),
        day(told.published.days.map(|d| d.to)),
        text(told.published.basis.as_str()),
        text(&report.language),
        maybe(told.skipped),
    ]);
    // Claims have more columns; of a report only their `kind` is told.
    let of_claim = COLUMNS[row.len()..COLUMNS.len() - 1].iter();
    row.extend(of_claim.map(|c| if c.name == "kind" { text("report") } else { Cell::None }));
    row.push(Cell::Text(told.line.to_string()));
    row
}

fn claim_row(told: &Told, claim: &Claim, line: &str, position: usize, offsets: &Offsets) -> Row {
    let mut row = head(told, position);
    row.resize(REPORT.len(), Cell::None);
    let cells = CLAIMS.iter().zip(claim_cells(claim, offsets)).filter(|(c, _)| c.name != "report");
    row.extend(cells.map(|(_, cell)| cell));
    row.push(Cell::Text(line.to_owned()));
    row
}

fn head(told: &Told, position: usize) -> Row {
    vec![text(&told.report.id), whole(told.number), whole(position)]
}
