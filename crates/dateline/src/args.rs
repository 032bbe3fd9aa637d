//! What can be typed: commands, flags and their help. Nothing is done here.

mod brief;
mod decide;
mod diff;
mod export;
#[cfg(feature = "parquet")]
mod import;
mod mcp;
mod serve;
mod watch;

pub use brief::{Brief, Format, Template};
pub use decide::{Act, Decide, Decisions, What};
pub use diff::{Diff, FailOn, Since};
pub use export::Export;
#[cfg(feature = "parquet")]
pub use import::Import;
pub use mcp::Mcp;
pub use serve::{Demo, Port, Serve};
pub use watch::Watch;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand};
use clap_complete::Shell;
use jiff::civil::Date as Day;
use std::path::PathBuf;

/// Shown before the usage: examples come first.
const EXAMPLES: &str = "\
Examples:
  dateline demo                                  see what it does on a bundled pile of reports
  dateline brief reports/                        print the brief of a folder; stores nothing
  dateline add reports/ feed.xml pages.warc.gz   read and keep reports
  dateline holds --on 2021-08-12                 who held which place on that day
  dateline holds --on 2021-08-12 --known 2021-08-13 Herat
  dateline map --on 2021-08-12 -o map.svg        the same as a map
  dateline timeline Kandahar                     how control of one place changed
  dateline diff --since 2021-08-12               what changed since that day
  dateline why 3f9a1c                            the passage behind a claim and how it was read
  dateline watch inbox/ feeds.opml               add what arrives, until Ctrl-C
  dateline serve                                 the same in a browser on this machine
  dateline rules check mine/                     run every rule's own sentences, yours too
  dateline claims --json > claims.jsonl          everything, one JSON object a line";

/// Shown after the options.
const CODES: &str = "\
Exit codes:
  0    done
  1    the command failed
  2    the command line was not understood
  3    what was asked for is not there (unknown id, place or report)
  4    done, but some inputs could not be read
  5    `brief --check`: a citation or a wording does not hold
  6    `diff --fail-on dispute`: reports disagree that did not
  7    `diff --fail-on change`: something changed
  130  stopped with Ctrl-C; what was kept is kept

Days are written YYYY-MM-DD. Results go to standard output, remarks to standard error.
Nothing asks a clock: without --known the newest report's day counts, without --on that same day.";

/// Reads a pile of news reports and says who holds which place, since when and on whose word.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, before_help = EXAMPLES, after_help = CODES, arg_required_else_help = true)]
pub struct Args {
    /// File that keeps reports and claims; made when it is not there.
    #[arg(long, value_name = "FILE", env = "DATELINE_STORE", global = true, hide_env_values = true,
        value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub store: Option<PathBuf>,
    /// Folder of your own rules, parties, outlets, places and sides; `dateline rules new` makes one.
    #[arg(long, value_name = "DIR", env = "DATELINE_KNOWLEDGE", global = true, hide_env_values = true,
        value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub knowledge: Option<PathBuf>,
    /// File of your decisions; `decisions.jsonl` beside the store when not given.
    #[arg(long, value_name = "FILE", env = "DATELINE_DECISIONS", global = true, hide_env_values = true,
        value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub decisions: Option<PathBuf>,
    /// Leave your decisions out.
    #[arg(long, global = true)]
    pub without_decisions: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports and keep them in the store.
    Add(Add),
    /// Add what arrives in folders and feeds, and tell what changed: in an Atom feed, to a command.
    Watch(Watch),
    /// Print the brief: what changed hands, what is contested, who says so.
    Brief(Brief),
    /// Say who has each place on a day, as known on a day.
    Holds(Holds),
    /// Draw who has which place on a day as a map.
    Map(Map),
    /// Show how control of places changed, day by day.
    Timeline(Timeline),
    /// List what single passages of single reports say.
    Claims(Claims),
    /// Mark the expressions of time in texts, with their standard values; keeps nothing.
    Dates(Dates),
    /// Mark the places named in texts, and say which place each is; keeps nothing.
    Places(Places),
    /// Add places of your own, or list what the gazetteer knows.
    #[command(subcommand)]
    Gazetteer(Gazetteer),
    /// List the reports with their days, and why any was not read.
    Reports(Listing),
    /// List reports that carry the same underlying text and count as one source.
    Copies(Listing),
    /// List the questions on which reports disagree.
    Disputes(Known),
    /// Show every reported number of a quantity in order of time, beside our own count of named places.
    Figures(Figures),
    /// List what was expected or planned, by when, and what came of it.
    Forecasts(Known),
    /// List what happened, each happening once with everything that reports tell of it.
    Developments(Developments),
    /// List named persons with what befell them and where they were said to be.
    People(People),
    /// List the notices by which outlets take back or correct stories, and what ends by them.
    Recalls(Known),
    /// Tell what changed between two days: holders, standings, disputes, silence.
    Diff(Diff),
    /// Write the pile in a format of spreadsheets, maps, timelines or other people's data sets.
    Export(Export),
    /// Build a store from readings that were made elsewhere: in Python, on a cluster, by `export parquet`.
    #[cfg(feature = "parquet")]
    Import(Import),
    /// Decide about a passage, a report or an outlet; what you decide counts whenever a picture is built.
    Decide(Decide),
    /// List your decisions, undo, export or apply them.
    Decisions(Decisions),
    /// Show the passage behind a claim, the rule that read it and how day and place were found.
    Why(Why),
    /// Check the rules, list them, or begin a folder of your own.
    #[command(subcommand)]
    Rules(Rules),
    /// Open the explorer: a local web page of who has what, with every passage, to search, review and add.
    Serve(Serve),
    /// Answer an assistant: a server of the Model Context Protocol over this store, which only reads.
    Mcp(Mcp),
    /// Run the brief on the bundled example reports; on a terminal the explorer follows.
    Demo(Demo),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// How inputs are taken in.
#[derive(Debug, Default, ClapArgs)]
pub struct Intake {
    /// For JSON: which field holds what: text, title, date, url, outlet, author, id, language.
    #[arg(long, value_name = "NAME=FIELD,…")]
    pub map: Vec<String>,
    /// Threads that read; the result does not depend on it. All cores when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

/// Read reports and keep them.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline add reports/\n  dateline add archive.warc.gz feed.xml\n  \
    dateline add items.jsonl --map text=body,date=created_at,title=headline")]
pub struct Add {
    /// Files and folders: text, HTML, JSON lines, feeds, web archives.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How they are taken in.
    #[command(flatten)]
    pub intake: Intake,
}

/// Say who has each place.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline holds --on 2021-08-12\n  dateline holds --on 2021-08-12 --known \
    2021-08-13 Herat\n  dateline holds --on 2021-08-12 --json")]
pub struct Holds {
    /// Only this place: its name, or its id.
    pub place: Option<String>,
    /// The day asked about.
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Draw the map.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline map --on 2021-08-12 -o map.svg\n  dateline map --on 2021-08-12 --known 2021-08-13 \
        --width 1200 -o map.png",
    after_help = "Shape and colour say who holds a place, the border how sure that is, fading how old the last report is; a \
        hollow ring is a place of which nothing tells. No area is filled."
)]
pub struct Map {
    /// The day asked about.
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// Width in pixels.
    #[arg(long, value_name = "N", default_value_t = 960, value_parser = clap::value_parser!(u32).range(240..=8000))]
    pub width: u32,
    /// GeoJSON in degrees whose lines are drawn in place of ours.
    #[arg(long, value_name = "FILE")]
    pub boundaries: Option<PathBuf>,
    /// File to write, .svg or .png; SVG on standard output when not given.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Show how control changed.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline timeline\n  dateline timeline Kandahar")]
pub struct Timeline {
    /// Only this place: its name, or its id.
    pub place: Option<String>,
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// List persons.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline people\n  dateline people Ghani --known 2021-08-15 --json")]
pub struct People {
    /// Only persons with these words in their name.
    pub name: Option<String>,
    /// How the result is known and printed.
    #[command(flatten)]
    pub known: Known,
}

/// List developments.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline developments\n  dateline developments Ghazni --known 2021-08-13 --json")]
pub struct Developments {
    /// Only at this place or in parts of it: its name, or its id.
    pub place: Option<String>,
    /// How the result is known and printed.
    #[command(flatten)]
    pub known: Known,
}

/// List claims.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline claims --place Kunduz\n  dateline claims --status denied --json")]
pub struct Claims {
    /// Only about this place: its name, or its id.
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only of this report.
    #[arg(long, value_name = "REPORT")]
    pub report: Option<String>,
    /// Only of this kind: figure, statement, person, or what happened: takeover, withdrawal, surrender, clash, siege, advance,
    /// hold, strike, attack_on_civilians, detention, release, deployment, evacuation, closure, talks, protest, aid.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<String>,
    /// Only of this status: asserted, claimed, denied, negated, planned, forecast, background.
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<String>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Mark the expressions of time.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline dates report.txt\n  dateline dates items.jsonl --json",
    after_help = "Values and types are those of TIMEX3 (DATE, TIME, DURATION, SET), counted from the day a document was \
        published on, never from a clock. A span has no preposition: what it says (on, by, since, until, before, after, \
        around …) is the field `relation`; `mod` is START, MID, END, APPROX …; `from` and `to` are the days of what can \
        be counted. `start` and `end` count code points of the input's text."
)]
pub struct Dates {
    /// Files and folders, as for `add`; the text field of JSON records is taken as it is.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// For JSON: which field holds what: text, title, date, url, outlet, author, id, language.
    #[arg(long, value_name = "NAME=FIELD,…")]
    pub map: Vec<String>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Mark the places named in texts.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline places report.txt\n  dateline places items.jsonl --json",
    after_help = "The inputs are read as one pile: reports that are alike help to say which place a name means. So nothing is \
        printed before the last is read, or 10,000 of them or 32 MiB of text; `--alone` prints each at once. `kind` is \
        country, region, province, district, city, facility, water or terrain, and says how exact the point is. What the \
        gazetteer does not have, such as a bridge, lies in the place it is likeliest in and has its point. `near` keeps \
        what is told of distance and direction. `start` and `end` count code points of the input's text."
)]
pub struct Places {
    /// Files and folders, as for `add`; the text field of JSON records is taken as it is.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Mark these as well: streets; peoples and adjectives of countries ("Afghan").
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub also: Vec<Also>,
    /// Read every document by itself, and print it at once.
    #[arg(long)]
    pub alone: bool,
    /// For JSON: which field holds what: text, title, date, url, outlet, author, id, language.
    #[arg(long, value_name = "NAME=FIELD,…")]
    pub map: Vec<String>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// What `places` marks only when asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Also {
    /// Streets and roads.
    Streets,
    /// Peoples and adjectives of countries.
    Peoples,
}

/// What to do with the gazetteer.
#[derive(Debug, Subcommand)]
#[command(before_help = "Examples:\n  dateline --knowledge mine/ gazetteer add villages.csv\n  \
    dateline --knowledge mine/ gazetteer list\n  dateline gazetteer list Faizabad")]
pub enum Gazetteer {
    /// Check a table of places and copy it into the `places` folder of your knowledge folder.
    #[command(
        after_help = "The table is CSV in UTF-8; its first line names the columns: name, lat and lon, and if you \
        like kind (country, region, province, district, city, facility, water, terrain), country (two letters), division, \
        population, aliases (parted by |) and id. Cells are parted by commas, numbers have decimal points. A place without an id gets one that stays the same as long as its name, \
        country and kind do."
    )]
    Add {
        /// The table.
        file: PathBuf,
    },
    /// List your own places; with a name, every place of that name.
    List {
        /// A name in any spelling.
        name: Option<String>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

/// Show figures as series.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Examples:\n  dateline figures capitals\n  dateline figures killed --known 2021-08-12 --json")]
pub struct Figures {
    /// Only quantities with these words in their label: "capitals", "people killed".
    pub subject: Option<String>,
    /// How the result is known and printed.
    #[command(flatten)]
    pub known: Known,
}

/// A plain listing.
#[derive(Debug, ClapArgs)]
pub struct Listing {
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// A listing as known on a day.
#[derive(Debug, ClapArgs)]
pub struct Known {
    /// The day you stand on: only reports published by then count.
    #[arg(long, value_name = "DAY")]
    pub known: Option<Day>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Explain a claim.
#[derive(Debug, ClapArgs)]
#[command(before_help = "Example:\n  dateline why 3f9a1c04")]
pub struct Why {
    /// The claim's id, or its beginning.
    pub id: String,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
#[command(before_help = "Examples:\n  dateline rules new mine/\n  dateline rules check mine/\n  \
    dateline --knowledge mine/ add reports/")]
pub enum Rules {
    /// Run the sentences of every rule, and show what is wrong in the files with line and column.
    Check {
        /// A folder of your own; without it the one that dateline uses, if any.
        dir: Option<PathBuf>,
    },
    /// Print name, event, file and reason of every frame in use.
    List,
    /// Make a folder with commented examples to begin with.
    New {
        /// Where; nothing that is there is changed.
        dir: PathBuf,
    },
}

fn kind(word: &str) -> Result<String, String> {
    use dateline::ask::NO_EVENTS;
    use dateline_core::model::EventKind;
    let known = EventKind::parse(word).is_some() || NO_EVENTS.contains(&word);
    known_word(word, known, EventKind::ALL.iter().map(|k| k.as_str()).chain(NO_EVENTS))
}

fn status(word: &str) -> Result<String, String> {
    use dateline_core::model::Status;
    known_word(word, Status::parse(word).is_some(), Status::ALL.iter().map(|k| k.as_str()))
}

fn known_word<'a>(word: &str, known: bool, all: impl Iterator<Item = &'a str>) -> Result<String, String> {
    match known {
        true => Ok(word.to_string()),
        false => Err(format!("use one of: {}", all.collect::<Vec<_>>().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_day_is_a_civil_day() {
        let args = Args::parse_from(["dateline", "holds", "--on", "2021-08-12", "Herat"]);
        let Command::Holds(holds) = args.command else { panic!("holds") };
        assert_eq!(holds.on, Some(jiff::civil::date(2021, 8, 12)));
        assert!(Args::try_parse_from(["dateline", "holds", "--on", "Friday"]).is_err());
    }
}
