//! What can be typed after `dateline decide` and `dateline decisions`.

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args as ClapArgs, Subcommand};
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Decide.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline decide reject c3dfa4 --by Ann --reason \"the photograph is of another town\"\n  \
        dateline decide set-day c3dfa4 2021-08-11 --reason \"the agency's own print says Wednesday\"\n  \
        dateline decide grade \"Capital Daily\" E --reason \"party paper\"",
    after_help = "A decision is bound to the hash of the text and the words of the passage, so that it finds them again after a newer \
        reader has read the text anew. It is appended to decisions.jsonl beside the store and counts whenever a picture is \
        built, on any known day, until it is undone. A day of the decision is kept only when you give one: nothing asks a clock."
)]
pub struct Decide {
    /// What you decide.
    #[command(subcommand)]
    pub what: What,
    /// Why.
    #[arg(long, value_name = "TEXT", global = true)]
    pub reason: Option<String>,
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "DATELINE_ANALYST", global = true, hide_env_values = true)]
    pub by: Option<String>,
    /// On which day, for the record.
    #[arg(long, value_name = "DAY", global = true)]
    pub at: Option<Day>,
}

/// What can be decided. A claim is named by its id or its beginning.
#[derive(Debug, Subcommand)]
pub enum What {
    /// The passage is right: what was only claimed, or found by the model alone, counts as told.
    Accept {
        /// The claim.
        claim: String,
    },
    /// The passage does not count.
    Reject {
        /// The claim.
        claim: String,
    },
    /// The passage outweighs whatever contradicts it, and settles its dispute.
    Pin {
        /// The claim.
        claim: String,
    },
    /// A remark on the passage; changes nothing.
    Note {
        /// The claim.
        claim: String,
    },
    /// The passage is about another place, one that some report names.
    SetPlace {
        /// The claim.
        claim: String,
        /// The place: its name, or its id.
        place: String,
    },
    /// The passage is of another day.
    SetDay {
        /// The claim.
        claim: String,
        /// The day, or the first of several.
        day: Day,
        /// The last of several days.
        to: Option<Day>,
    },
    /// Two reports go back to one origin and count once.
    Merge {
        /// A report.
        report: String,
        /// Another one.
        other: String,
    },
    /// A report is no copy but an origin by itself.
    Split {
        /// The report.
        report: String,
    },
    /// How far an outlet is to be trusted, from A to F; what one of D or E says weighs half.
    Grade {
        /// The outlet.
        outlet: String,
        /// The letter.
        #[arg(value_parser = ["A", "B", "C", "D", "E", "F"], ignore_case = true)]
        grade: String,
    },
}

/// What was decided.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline decisions\n  dateline decisions undo --by Ann --reason \"the caption was right\"\n  \
    dateline decisions export > ann.jsonl\n  dateline decisions apply ann.jsonl"
)]
pub struct Decisions {
    /// What to do; without it the decisions are listed.
    #[command(subcommand)]
    pub act: Option<Act>,
    /// One JSON object a line.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do with the decisions.
#[derive(Debug, Subcommand)]
pub enum Act {
    /// List them with what became of each.
    List,
    /// Undo one; without an id the last one that counts. Undoing is a decision too, and can be undone.
    Undo {
        /// The decision's id, or its beginning.
        id: Option<String>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Who decides.
        #[arg(long, value_name = "NAME", env = "DATELINE_ANALYST", hide_env_values = true)]
        by: Option<String>,
        /// On which day, for the record.
        #[arg(long, value_name = "DAY")]
        at: Option<Day>,
    },
    /// Print their lines, for another store.
    Export,
    /// Append the lines of a file that are not there yet.
    Apply {
        /// The file; `-` is standard input.
        #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
        file: PathBuf,
    },
}
