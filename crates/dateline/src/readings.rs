//! Readings as a table: out of a store as Parquet, and from such a table back into a store.
//!
//! What was read elsewhere (in Python, on a cluster, by another person) becomes a store like any other. All rows of a report
//! stand in one file, in any order. A bad row costs its report, a bad file itself; everything else is taken in.

use crate::error::Result;
use crate::pipeline::{Tally, replaced};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use dateline_core::model::{Notice, Report};
use dateline_show::export::readings::{Told, Writer, batch};
use dateline_store::carried::{Lines, claim_line, read_claim, read_reading, reading_line};
use dateline_store::{Added, Carried, Store, StoreError};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The columns without which nothing can be taken in.
const NEEDED: [&str; 4] = ["report", "reading", "position", "stored"];

/// Writes all newest reports of a store with all their readings as a Parquet file, report by report.
pub fn write(store: &Store, out: impl Write + Send) -> Result<()> {
    let mut file = Writer::new(out)?;
    for newest in store.newest()? {
        let (report, readings) = store.lines(newest)?;
        for (n, reading) in readings.iter().enumerate() {
            file.push(&kept(&report, n + 1, reading))?;
        }
    }
    Ok(file.end()?)
}

fn kept<'a>(report: &'a Report, number: usize, reading: &'a Lines) -> Told<'a> {
    Told {
        report,
        number,
        published: reading.published,
        skipped: reading.skipped.as_deref(),
        line: (&reading.line).into(),
        claims: reading.claims.iter().map(|(claim, line)| (claim, line.into())).collect(),
    }
}

/// Reports with their readings as rows.
pub fn of_readings(whole: &[(Report, Vec<Carried>)]) -> RecordBatch {
    batch(&whole.iter().flat_map(numbered).collect::<Vec<_>>())
}

fn numbered((report, readings): &(Report, Vec<Carried>)) -> impl Iterator<Item = Told<'_>> {
    readings.iter().enumerate().map(|(n, carried)| told(report, n + 1, carried))
}

fn told<'a>(report: &'a Report, number: usize, carried: &'a Carried) -> Told<'a> {
    Told {
        report,
        number,
        published: carried.reading.published,
        skipped: carried.skipped.as_deref(),
        line: reading_line(report, carried).into(),
        claims: carried.reading.claims.iter().map(|claim| (claim, claim_line(claim).into())).collect(),
    }
}

/// Takes in what the files hold, and of folders the files in them that end in `.parquet`.
pub fn import(store: &mut Store, paths: &[PathBuf]) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in paths {
        match files(path) {
            Ok((files, of_folder)) => {
                let found = files.iter().map(|file| one_file(store, file, of_folder, &mut tally));
                let found = found.collect::<Result<Vec<bool>>>()?;
                if !found.contains(&true) && of_folder {
                    tally.notices.push(no_readings(path));
                }
            }
            Err(error) => tally.notices.push(unreadable(path, &error.to_string())),
        }
    }
    Ok(tally)
}

/// The files of a path in order of name, and whether it is a folder. What begins with a dot or a bar is no data.
fn files(path: &Path) -> std::io::Result<(Vec<PathBuf>, bool)> {
    if !path.is_dir() {
        return Ok((vec![path.to_owned()], false));
    }
    let entries = std::fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<Vec<_>>>()?;
    let is_data = |p: &PathBuf| {
        let name = p.file_name().unwrap_or_default().to_string_lossy();
        p.extension().is_some_and(|e| e == "parquet") && !name.starts_with(['.', '_'])
    };
    let mut files: Vec<PathBuf> = entries.into_iter().filter(is_data).collect();
    files.sort();
    Ok((files, true))
}

/// Takes a file in. False where it holds no readings, which is told unless the file is one of several.
fn one_file(store: &mut Store, path: &Path, of_folder: bool, tally: &mut Tally) -> Result<bool> {
    match lines_of(path) {
        Ok(lines) => keep(store, lines, &path.display().to_string(), tally).map(|()| true),
        Err(Fault::Other) if of_folder => Ok(false),
        Err(fault) => {
            tally.notices.push(match fault {
                Fault::Other => no_readings(path),
                Fault::Broken(why) => unreadable(path, &why),
            });
            Ok(true)
        }
    }
}

/// Why a file gives no rows.
enum Fault {
    /// It is a table of something else.
    Other,
    Broken(String),
}

fn lines_of(path: &Path) -> std::result::Result<Vec<Line>, Fault> {
    let broken = |why: &dyn std::fmt::Display| Fault::Broken(why.to_string());
    let file = File::open(path).map_err(|e| broken(&e))?;
    // Whatever wrote the file, a text is then a plain text.
    let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, plain).map_err(|e| broken(&e))?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), NEEDED);
    if NEEDED.iter().any(|name| builder.schema().column_with_name(name).is_none()) {
        return Err(Fault::Other);
    }
    let mut lines = Vec::new();
    for batch in builder.with_projection(mask).build().map_err(|e| broken(&e))? {
        lines.extend(lines_in(&batch.map_err(|e| broken(&e))?).map_err(Fault::Broken)?);
    }
    Ok(lines)
}

/// A row, as far as it is needed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    report: String,
    reading: i64,
    position: i64,
    stored: String,
}

/// The rows of a batch; an error says which column is wrong.
pub fn lines_in(batch: &RecordBatch) -> std::result::Result<Vec<Line>, String> {
    let [report, reading, position, stored] = NEEDED;
    let (reports, stored) = (texts(batch, report)?, texts(batch, stored)?);
    let (readings, positions) = (numbers(batch, reading)?, numbers(batch, position)?);
    let line = |n: usize| Line {
        report: reports.value(n).to_owned(),
        reading: readings.value(n),
        position: positions.value(n),
        stored: stored.value(n).to_owned(),
    };
    Ok((0..batch.num_rows()).map(line).collect())
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> std::result::Result<&'a arrow_array::StringArray, String> {
    let column = whole(batch, name)?;
    column.as_string_opt::<i32>().ok_or_else(|| format!("its column `{name}` holds no texts"))
}

fn numbers<'a>(batch: &'a RecordBatch, name: &str) -> std::result::Result<&'a arrow_array::Int64Array, String> {
    let column = whole(batch, name)?;
    column
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(|| format!("its column `{name}` holds no whole numbers of 64 bits"))
}

fn whole<'a>(batch: &'a RecordBatch, name: &str) -> std::result::Result<&'a dyn Array, String> {
    let column = batch.column_by_name(name).ok_or_else(|| format!("it has no column `{name}`"))?;
    match column.null_count() {
        0 => Ok(column.as_ref()),
        _ => Err(format!("its column `{name}` has gaps")),
    }
}

/// Keeps what the rows carry, report by report.
pub fn keep(store: &mut Store, mut lines: Vec<Line>, origin: &str, tally: &mut Tally) -> Result<()> {
    lines.sort();
    lines.dedup();
    for of_report in lines.chunk_by(|a, b| a.report == b.report) {
        match unpacked(of_report) {
            Ok((report, readings)) => {
                let added = store.import(&report, &readings)?;
                count(added, &report, &readings, tally);
            }
            Err(why) => tally.notices.push(not_taken(origin, &of_report[0].report, &why)),
        }
    }
    Ok(())
}

fn count(added: Added, report: &Report, readings: &[Carried], tally: &mut Tally) {
    let kept = match added {
        Added::New => &mut tally.new,
        Added::NewVersion => {
            tally.notices.push(replaced(&report.id));
            &mut tally.changed
        }
        Added::NewReading | Added::Nothing => &mut tally.unchanged,
    };
    *kept += 1;
    tally.skipped += usize::from(added != Added::Nothing && readings.iter().all(|r| r.skipped.is_some()));
}

/// A report with its readings from its rows, which are in order; else why not.
fn unpacked(lines: &[Line]) -> std::result::Result<(Report, Vec<Carried>), String> {
    if lines.windows(2).any(|two| (two[0].reading, two[0].position) == (two[1].reading, two[1].position)) {
        return Err("two reports have this id".into());
    }
    let mut report: Option<Report> = None;
    let mut readings = Vec::new();
    for of_reading in lines.chunk_by(|a, b| a.reading == b.reading) {
        let (own, claims) = of_reading.split_first().filter(|(own, _)| own.position == 0).ok_or(HEADLESS)?;
        let (its, mut carried) = read_reading(&own.stored).map_err(told_as)?;
        if its.id != own.report || report.as_ref().is_some_and(|r| *r != its) {
            return Err("its rows carry different reports".into());
        }
        let claims = claims.iter().map(|line| read_claim(&line.stored, &its));
        carried.reading.claims = claims.collect::<dateline_store::Result<_>>().map_err(told_as)?;
        readings.push(carried);
        report = Some(its);
    }
    report.map(|report| (report, readings)).ok_or_else(|| HEADLESS.into())
}

const HEADLESS: &str = "its claims came without the row of the report itself";

/// What is wrong with a line, without the name of a store, since it is in none yet.
fn told_as(error: StoreError) -> String {
    match error {
        StoreError::Damaged { detail, .. } => detail,
        other => other.to_string(),
    }
}

fn not_taken(origin: &str, report: &str, why: &str) -> Notice {
    let hint = "Keep all rows of a report, those of kind `report` among them, in one file, and give every report an id of its own.";
    Notice::unread(origin, format!("The report {report} was not taken in: {why}."), hint)
}

fn unreadable(path: &Path, why: &str) -> Notice {
    let hint = "Give a Parquet file of readings, compressed with snappy, zstd or not at all.";
    Notice::unread(path.display().to_string(), format!("It cannot be read as Parquet: {why}."), hint)
}

fn no_readings(path: &Path) -> Notice {
    let hint =
        "Give `readings.parquet` of `dateline export parquet`, or what `dateline.read` or `dateline.spark.read` gave.";
    let what = "It holds no readings: there is no table with the columns report, reading, position and stored.";
    Notice::unread(path.display().to_string(), what, hint)
}
