//! What can be typed after `dateline diff`.

use clap::Args as ClapArgs;
use jiff::civil::Date as Day;

/// Tell what changed.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline diff --since 2021-08-12\n  dateline diff --since 2021-08-09 --known 2021-08-12 \
        --place Kunduz\n  dateline diff --since @128 --fail-on dispute,change\n  dateline diff --since 2021-08-12 --atom",
    after_help = "Signs: - withdrawn, ~ revised, ! newly disputed, + new, = settled, . gone quiet; the weightiest first.\n\
        Exit codes when --fail-on is given: 0 when nothing of the sort changed, 6 for a new dispute (`dispute`), 7 for any change \
        (`change`); with both, 6 goes before 7. Without --fail-on the code is 0 whatever changed."
)]
pub struct Diff {
    /// The day to compare with, as known then; or `@N`, the store as it stood at a mark that an earlier `diff` told.
    #[arg(long, value_name = "DAY|@N", value_parser = since)]
    pub since: Since,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// Only changes at this place: its name, or its id.
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only changes in which this party has or had the place, or is an answer: its name, or its id.
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Only this dispute, by the id that `dateline disputes --json` gives.
    #[arg(long, value_name = "ID")]
    pub dispute: Option<String>,
    /// A place without a report for so many days has gone quiet.
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=3650))]
    pub quiet: i64,
    /// End with a code of its own when something changed.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,
    /// One JSON object a line.
    #[arg(long, conflicts_with = "atom")]
    pub json: bool,
    /// An Atom feed.
    #[arg(long)]
    pub atom: bool,
}

/// What the later picture is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The picture as known on a day.
    Day(Day),
    /// The picture of the store as it stood at a mark.
    Mark(i64),
}

/// What ends `diff` with a code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Any change.
    Change,
    /// A new dispute.
    Dispute,
}

pub(super) fn since(text: &str) -> Result<Since, String> {
    let told = match text.strip_prefix('@') {
        Some(mark) => mark.parse().ok().filter(|n| *n >= 0).map(Since::Mark),
        None => text.parse().ok().map(Since::Day),
    };
    told.ok_or_else(|| "write a day as YYYY-MM-DD, or a mark as @N".into())
}
