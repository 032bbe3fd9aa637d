//! What a watch remembers between two runs: a small file beside the store.
//!
//! How far changes have been told, and for each feed what to ask with. It is about one store; where the store is not the one
//! it was written for, it counts for nothing, since feeds would be taken for read that this store never saw. Losing it costs
//! a second fetch of each feed and no report.

use super::schedule::Memory;
use crate::error::{Error, Result};
use crate::files;
use dateline_core::model::Notice;
use dateline_store::Store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// What is remembered.
#[derive(Debug)]
pub(super) struct State {
    path: PathBuf,
    /// Changes up to this mark of the store have been told.
    pub told: i64,
    /// By the name of the feed.
    pub feeds: BTreeMap<String, Memory>,
    /// Held as long as the watch runs.
    _lock: File,
}

#[derive(Serialize, Deserialize)]
struct Form {
    told: i64,
    /// What the store had last when this was written.
    mark: i64,
    kept: Option<String>,
    feeds: BTreeMap<String, Memory>,
}

impl State {
    /// What is remembered for a store. A watch that never ran has told everything that is there.
    pub fn open(store: &Store, store_path: &Path) -> Result<(State, Option<Notice>)> {
        let lock = locked(store_path)?;
        let path = beside(store_path, "watch.json");
        let (form, notice) = match std::fs::read(&path) {
            Err(_) => (None, None),
            Ok(bytes) => match serde_json::from_slice::<Form>(&bytes) {
                Err(_) => (None, Some(forgotten(&path, "It cannot be read"))),
                Ok(form) if store.kept_at(form.mark)? != form.kept => {
                    (None, Some(forgotten(&path, "It was written for another store")))
                }
                Ok(form) => (Some(form), None),
            },
        };
        let (told, feeds) = match form {
            Some(form) => (form.told, form.feeds),
            None => (store.mark()?, BTreeMap::new()),
        };
        let state = State { path, told, feeds, _lock: lock };
        // A watch that is killed in its first round must know afterwards from where to tell.
        state.save(store)?;
        Ok((state, notice))
    }

    /// Writes it down.
    pub fn save(&self, store: &Store) -> Result<()> {
        let mark = store.mark()?;
        let form = Form { told: self.told, mark, kept: store.kept_at(mark)?, feeds: self.feeds.clone() };
        let text = serde_json::to_vec_pretty(&form).map_err(|e| Error::Broken(e.to_string()))?;
        Ok(files::whole(&self.path, &text)?)
    }
}

/// Two watches would tell each change twice.
fn locked(store: &Path) -> Result<File> {
    let lock = File::options().create(true).append(true).open(beside(store, "watch.lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Watch {
            what: format!("Another `dateline watch` works for the store {}.", store.display()),
            hint: "End that one, or name everything to be watched in one command.".into(),
        }),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn beside(store: &Path, what: &str) -> PathBuf {
    let name = store.file_name().unwrap_or_default().to_string_lossy();
    store.with_file_name(format!("{name}.{what}"))
}

fn forgotten(path: &Path, why: &str) -> Notice {
    let what = format!("{why} and counts for nothing: feeds are asked as if for the first time.");
    Notice::remark(path.display().to_string(), what, "Nothing needs to be done.")
}
