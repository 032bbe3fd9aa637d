//! What can be typed after `dateline export`.

use clap::Args as ClapArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use dateline::show::export::Format;
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Write the pile in a format.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline export csv -o tables/\n  dateline export acled -o acled.csv\n  dateline export \
        geojson --on 2021-08-12 --known 2021-08-13 > map.geojson\n  dateline export parquet -o tables/ && duckdb -c \"select * \
        from 'tables/claims.parquet'\"",
    after_help = "csv, parquet and timemap are several files and need -o FOLDER; the others are one file, to standard output \
        without -o.\n\
        csv: tidy tables with datapackage.json. acled, ged: the columns of those data sets, every row with its rule, claims and \
        passage, only for what is told as current fact. plover: JSON lines, one for each claim of an event. geojson, kml: one \
        state of a place from a day to a day. timelinejs, timemap: events. ftm: FollowTheMoney statements. parquet: the tidy \
        tables, and readings.parquet for `dateline import`.\nHow many claims have no place in a format, and why, is told on standard error. docs/exports.md has the columns \
        and rules."
)]
pub struct Export {
    /// The format: csv, acled, ged, plover, geojson, kml, timelinejs, timemap, ftm or parquet.
    #[arg(value_parser = format())]
    pub format: Format,
    /// File to write; for csv, parquet and timemap a folder.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Only what holds or happened on this day.
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// For csv, acled and ged: a row of HXL tags below the header.
    #[arg(long)]
    pub hxl: bool,
}

fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|f| f.as_str()))
        .try_map(|word| Format::parse(&word).ok_or("no such format"))
}
