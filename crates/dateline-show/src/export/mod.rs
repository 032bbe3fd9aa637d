//! Doors out: the pile in the formats that spreadsheets, maps, timelines and data sets of others read.
//!
//! One file for each format. Each takes the [`Pile`] and gives bytes; none decides anything of its own. What is an event is
//! joined in `happened`, which codes it gets is told by the rules of `crosswalk/`, and every row names the rule, the claims,
//! the reports and a passage. What a format has no faithful place for is counted in [`Left`], never squeezed in.
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
mod states;
mod table;
mod tables;
mod timelinejs;
mod timemap;

pub use happened::Left;

use crate::pile::Pile;
use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::model::{Day, Days};
use dateline_core::picture::decisions::{Decision, State};
use sha2::{Digest, Sha256};

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

/// A file to write.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Files, and what found no place in them.
#[derive(Debug)]
pub struct Export {
    /// The files; exactly one where the format is no folder.
    pub files: Vec<File>,
    /// Rows, features or events written.
    pub written: usize,
    /// How many claims have no place in this format, by the reason.
    pub left: Left,
}

/// The pile in a format. `None` when this build cannot write it.
pub fn export(pile: &Pile, asked: &Asked) -> Option<Export> {
    Some(match asked.format {
        Format::Csv => tidy(pile, asked),
        Format::Acled => acled::export(pile, asked),
        Format::Ged => ged::export(pile, asked),
        Format::Plover => plover::export(pile, asked),
        Format::Geojson => geojson::export(pile, asked),
        Format::Kml => kml::export(pile, asked),
        Format::Timelinejs => timelinejs::export(pile, asked),
        Format::Timemap => timemap::export(pile, asked),
        Format::Ftm => ftm::export(pile, asked),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::export(&tables::all(pile, asked)),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => return None,
    })
}

/// One of the tidy tables as Arrow has it; `None` where none is called so.
#[cfg(feature = "parquet")]
pub fn table(pile: &Pile, asked: &Asked, name: &str) -> Option<arrow_array::RecordBatch> {
    tables::one(pile, asked, name).map(|t| parquet::batch(&t))
}

/// The tidy tables and their descriptor.
fn tidy(pile: &Pile, asked: &Asked) -> Export {
    let tables = tables::all(pile, asked);
    let file = |t: &table::Table| File { name: format!("{}.csv", t.name), bytes: csv::csv(t, asked.hxl) };
    let mut files: Vec<File> = tables.iter().map(file).collect();
    files.push(package::descriptor(&tables, &files, pile.known, asked.hxl));
    Export { files, written: tables.iter().map(|t| t.rows.len()).sum(), left: Left::default() }
}

/// One file that is a table.
fn one_table(name: &str, table: &table::Table, hxl: bool, left: Left) -> Export {
    let file = File { name: name.into(), bytes: csv::csv(table, hxl) };
    Export { files: vec![file], written: table.rows.len(), left }
}

/// One file that is text.
fn one_text(name: &str, text: String, written: usize, left: Left) -> Export {
    Export { files: vec![File { name: name.into(), bytes: text.into_bytes() }], written, left }
}

/// Lower-case hex SHA-256.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
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
