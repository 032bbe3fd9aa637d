//! What can be typed after `dateline brief`.

use super::Intake;
use super::diff::{Since, since};
use clap::Args as ClapArgs;
use clap::builder::{OsStringValueParser, TypedValueParser};
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Print the brief.
#[derive(Debug, Default, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline brief reports/\n  dateline brief --on 2021-08-12 --known 2021-08-13\n  dateline brief \
        --since 2021-08-10 --format html -o brief.html\n  dateline brief --check",
    after_help = "[3:5] is paragraph 5 of source 3; the sources stand at the end. With --check every citation is looked up in the \
        stored text and every line is held against the rules of wording; what does not hold is told and the exit code is 5."
)]
pub struct Brief {
    /// Files and folders to read for this brief alone; without any, the store is used.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day asked about.
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// Tell what changed since this day, or since the store stood at a mark `@N`; the day before when not given.
    #[arg(long, value_name = "DAY|@N", value_parser = since)]
    pub since: Option<Since>,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
    /// How much is told.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub template: Template,
    /// Leave the map out of a page.
    #[arg(long)]
    pub no_map: bool,
    /// File to write instead of standard output.
    #[arg(long, short, value_name = "FILE", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub output: Option<PathBuf>,
    /// Only check that every citation and every wording holds.
    #[arg(long)]
    pub check: bool,
    /// How paths are taken in.
    #[command(flatten)]
    pub intake: Intake,
}

/// How a brief is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Lines for a terminal, with the quotes behind them.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// One page without script.
    Html,
}

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Template {
    /// The most consequential, on about two pages.
    #[default]
    TwoPage,
    /// Everything.
    Full,
}
