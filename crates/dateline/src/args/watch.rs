//! What can be typed after `dateline watch`.

use super::Intake;
use clap::Args as ClapArgs;
use jiff::SignedDuration;
use std::path::PathBuf;
use std::time::Duration;

/// Add what arrives.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline watch inbox/\n  dateline watch inbox/ feeds.opml --every 30m --atom changes.xml\n  \
        dateline watch https://news.example/rss.xml --hook 'mail -s changed desk@news.example'\n  \
        dateline watch inbox/ feeds.opml --once --hook ./alert.sh   # for cron",
    after_help = "Feeds are asked only when they are named here, and only for what is new. Nothing is added twice: not a file that \
        was touched, renamed or copied, not a story that a second feed carries. The hook gets the changes as `diff --json` \
        prints them on its standard input, and DATELINE_STORE, DATELINE_DECISIONS, DATELINE_SINCE and DATELINE_ATOM in its \
        environment; it may take a minute. Ctrl-C ends the watch after the report in work; the next one goes on from there."
)]
pub struct Watch {
    /// Folders, lists of feeds (OPML), addresses of feeds.
    #[arg(required = true, value_name = "FOLDER|OPML|URL")]
    pub sources: Vec<PathBuf>,
    /// How often feeds are asked: 90s, 15m, 2h. A feed that fails is asked ever more rarely.
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = every)]
    pub every: Duration,
    /// Seconds for which a file must have been left alone before it is read.
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(..=3600))]
    pub settle: u64,
    /// Atom feed that is given an entry for each change; the newest 500 are kept.
    #[arg(long, value_name = "FILE")]
    pub atom: Option<PathBuf>,
    /// Command that is run when something changed.
    #[arg(long, value_name = "COMMAND")]
    pub hook: Option<String>,
    /// Make one round and end.
    #[arg(long)]
    pub once: bool,
    /// How inputs are taken in.
    #[command(flatten)]
    pub intake: Intake,
}

fn every(text: &str) -> Result<Duration, String> {
    let told: Option<SignedDuration> = text.parse().ok();
    let told = told.and_then(|d| Duration::try_from(d).ok()).filter(|d| d.as_secs() >= 1);
    told.ok_or_else(|| "write a time of at least a second, such as 90s, 15m or 2h".into())
}
