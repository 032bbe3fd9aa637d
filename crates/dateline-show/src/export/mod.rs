//! Doors out: the pile in the formats that spreadsheets, maps, timelines and data sets of others read.
//!
//! One file for each format. Each takes the [`Pile`] and writes into the files of a [`Sink`] as it goes; none holds what it has
//! written, and none decides anything of its own. What is an event is joined in `happened`, which codes it gets is told by
//! the rules of `crosswalk/`, and every row names the rule, the claims, the reports and a passage. What a format has no
//! faithful place for is counted in [`Left`], never squeezed in.
//!
//! Report text is data here, never formula, markup or control sequence, and the same pile gives the same bytes.

mod acled;
mod crosswalk;
mod csv;
mod deaths;
mod events;
mod ftm;
mod ged;
mod geojson;
mod happened;
mod kml;
mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
#[cfg(feature = "parquet")]
pub mod readings;
mod sink;
mod states;
mod table;
mod tables;
mod timelinejs;
mod timemap;

pub use happened::Left;
pub use sink::{Out, Sink};

use crate::pile::Pile;
use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::model::{Day, Days};
use dateline_core::picture::decisions::{Decision, State};
use sha2::{Digest, Sha256};
use sink::Counted;
use std::io;

dateline_tree::words!(
    /// What can be exported.
    Format {
        /// Tidy tables with a descriptor.
        Csv = "csv",
        /// ACLED's columns.
        Acled = "acled",
        /// UCDP GED's columns.
        Ged = "ged",
        /// PLOVER events.
        Plover = "plover",
        /// States of places for a map.
        Geojson = "geojson",
        /// The same for Google Earth and older tools.
        Kml = "kml",
        /// Events for TimelineJS.
        Timelinejs = "timelinejs",
        /// Events for TimeMap.
        Timemap = "timemap",
        /// FollowTheMoney statements.
        Ftm = "ftm",
        /// The tidy tables as Parquet.
        Parquet = "parquet",
    }
);

impl Format {
    /// Whether the format is several files.
    pub fn is_folder(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet | Format::Timemap)
    }
    /// Whether this build can write it.
    pub fn is_built(self) -> bool {
        self != Format::Parquet || cfg!(feature = "parquet")
    }
    /// Whether a row of HXL tags can stand below the header.
    pub fn takes_hxl(self) -> bool {
        matches!(self, Format::Csv | Format::Acled | Format::Ged)
    }
}

/// What is asked for, with what the caller knows besides the pile.
pub struct Asked<'a> {
    /// The format.
    pub format: Format,
    /// Only what holds or happened on this day.
    pub on: Option<Day>,
    /// A row of HXL tags below the header.
    pub hxl: bool,
    /// What armed groups are.
    pub parties: &'a PartyLexicon,
    /// The user's decisions, with what became of them.
    pub decisions: &'a [(&'a Decision, &'a State)],
}

/// What was written, and what found no place in it.
#[derive(Debug)]
pub struct Export {
    /// Rows, features or events written.
    pub written: usize,
    /// How many claims have no place in this format, by the reason.
    pub left: Left,
}

/// Writes the pile in a format: one file, or several where the format is a folder.
pub fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    match asked.format {
        Format::Csv => tidy(pile, asked, sink),
        Format::Acled => acled::export(pile, asked, sink),
        Format::Ged => ged::export(pile, asked, sink),
        Format::Plover => plover::export(pile, asked, sink),
        Format::Geojson => geojson::export(pile, asked, sink),
        Format::Kml => kml::export(pile, asked, sink),
        Format::Timelinejs => timelinejs::export(pile, asked, sink),
        Format::Timemap => timemap::export(pile, asked, sink),
        Format::Ftm => ftm::export(pile, asked, sink),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::export(tables::all(pile, asked), sink),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// One of the tidy tables as Arrow has it; `None` where none is called so.
#[cfg(feature = "parquet")]
pub fn table(pile: &Pile, asked: &Asked, name: &str) -> Option<arrow_array::RecordBatch> {
    tables::one(pile, asked, name).map(parquet::batch)
}

/// The tidy tables, then the descriptor, which tells what was counted of each.
fn tidy(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (mut resources, mut written) = (Vec::new(), 0);
    for mut table in tables::all(pile, asked) {
        let name = format!("{}.csv", table.name);
        let resource = sink.file(&name, |out| {
            let mut counted = Counted::new(out);
            let rows = csv::write(&mut counted, &mut table, asked.hxl)?;
            written += rows;
            Ok(package::resource(&table, &name, rows, counted, asked.hxl))
        });
        resources.push(resource?);
    }
    sink.file("datapackage.json", |out| package::write(out, &resources, pile.known))?;
    Ok(Export { written, left: Left::default() })
}

/// One file that is a table.
fn one_table(sink: &mut impl Sink, name: &str, mut table: table::Table, hxl: bool, left: Left) -> io::Result<Export> {
    let written = sink.file(name, |mut out| csv::write(&mut out, &mut table, hxl))?;
    Ok(Export { written, left })
}

/// Lower-case hex SHA-256.
fn sha256(bytes: &[u8]) -> String {
    sink::hex(&Sha256::digest(bytes))
}

fn ids(ids: &[String]) -> impl Iterator<Item = &str> {
    ids.iter().map(String::as_str)
}

/// Days as EDTF, level 1: a day, or an interval of which the day is one.
fn edtf(days: Days) -> String {
    if days.is_one_day() { days.from.to_string() } else { format!("{}/{}", days.from, days.to) }
}

/// Text in a format whose readers take text for HTML: nothing in it can be markup, and nothing acts.
fn plain(text: &str) -> String {
    crate::text::clean(text).replace('<', "‹").replace('>', "›").replace('&', "＆")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCS: &str = include_str!("../../../../docs/exports.md");

    #[test]
    fn every_column_is_in_the_documents() {
        let named = |c: &table::Column| DOCS.contains(&format!("| `{}` |", c.name)) && DOCS.contains(c.about);
        let all = tables::COLUMNS.iter().chain(acled::columns()).chain(ged::columns()).chain(ftm::COLUMNS);
        #[cfg(feature = "parquet")]
        let all = all.chain(readings::COLUMNS.iter());
        let missing: Vec<&str> = all.filter(|c| !named(c)).map(|c| c.name).collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn days_are_written_as_edtf() {
        let on = |day: &str| day.parse::<Day>().unwrap();
        assert_eq!(edtf(Days::on(on("2021-08-12"))), "2021-08-12");
        assert_eq!(edtf(Days::between(on("2021-08-12"), on("2021-08-14"))), "2021-08-12/2021-08-14");
    }
}
