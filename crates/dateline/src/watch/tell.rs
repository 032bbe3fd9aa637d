//! Telling what changed: the feed of changes, then the hook.
//!
//! Changes are those of `dateline diff` since the mark that was told last, so nothing is lost when a watch ends between
//! keeping and telling. In the feed a change stands once by its id; a hook may hear it again after such an end.

use super::Settings;
use super::hook;
use crate::error::{Error, Result};
use crate::{Pile, Store, files, pile};
use dateline_core::model::Notice;
use dateline_core::picture::changes::Change;
use dateline_show::changes::{Between, json};
use dateline_show::{atom, text::clean};
use std::ffi::OsString;
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

/// As for `dateline diff`: a place without a report for so many days has gone quiet.
const QUIET: i64 = 7;
/// Entries that the feed of changes keeps.
const ENTRIES: usize = 500;
/// How long a hook may take.
const HOOK: Duration = Duration::from_secs(60);

/// What telling came to.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// How many changes there were.
    pub changes: usize,
    /// What went wrong with the feed of changes or the hook.
    pub trouble: Vec<Notice>,
}

/// Tells what a store tells otherwise than it did at a mark.
pub(super) fn tell(settings: &Settings, store: &Store, since: i64) -> Result<Told> {
    let decisions = settings.shelf.ledger()?.decisions;
    let load = |store: &Store, known| pile::load_with(store, known, &settings.shelf.knowledge, &decisions);
    let after = load(store, None)?;
    let stood = Store::open(&settings.shelf.store)?.as_of(since)?;
    let newest = load(&stood, None)?;
    let before = if newest.known <= after.known { newest } else { load(&stood, Some(after.known))? };
    let changes = after.picture.changes_since(&before.picture, QUIET);
    Ok(pass_on(settings, since, &before, &after, &changes.iter().collect::<Vec<_>>()))
}

fn pass_on(settings: &Settings, since: i64, before: &Pile, after: &Pile, changes: &[&Change]) -> Told {
    let between = Between { before, after };
    let mut told = Told { changes: changes.len(), trouble: Vec::new() };
    if changes.is_empty() {
        return told;
    }
    let again = format!("`dateline diff --since @{since}` tells the changes again.");
    if let Some(path) = &settings.atom
        && let Err(error) = lengthen(path, between, changes)
    {
        told.trouble.push(Notice::remark(path.display().to_string(), error.to_string(), &again));
    }
    if let Some(command) = &settings.hook
        && let Err(why) = hook::run(command, json(between, changes), &variables(settings, since), HOOK)
    {
        told.trouble.push(Notice::remark(format!("--hook {}", clean(command)), why, &again));
    }
    told
}

/// What is at the path must be nobody else's.
pub(super) fn prepare(path: &Path) -> Result<()> {
    match read(path)? {
        Some(feed) if !atom::is_ours(&feed) => Err(foreign(path)),
        _ => Ok(()),
    }
}

fn lengthen(path: &Path, between: Between, changes: &[&Change]) -> Result<()> {
    let feed = match read(path)? {
        Some(feed) => atom::longer(&feed, between, changes, ENTRIES).ok_or_else(|| foreign(path))?,
        None => atom::feed(between, &changes[..changes.len().min(ENTRIES)], &[]),
    };
    Ok(files::whole(path, feed.as_bytes())?)
}

fn read(path: &Path) -> Result<Option<String>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn foreign(path: &Path) -> Error {
    Error::Options {
        what: format!("{} is there and is no feed of changes that dateline wrote.", path.display()),
        hint: "Give --atom another name; what is there was not touched.".into(),
    }
}

fn variables(settings: &Settings, since: i64) -> Vec<(&'static str, OsString)> {
    let full = |path: &PathBuf| absolute(path).unwrap_or_else(|_| path.clone()).into_os_string();
    let mut all = vec![
        ("DATELINE_STORE", full(&settings.shelf.store)),
        ("DATELINE_DECISIONS", full(&settings.shelf.decisions)),
        ("DATELINE_SINCE", format!("@{since}").into()),
    ];
    all.extend(settings.atom.iter().map(|path| ("DATELINE_ATOM", full(path))));
    all
}
