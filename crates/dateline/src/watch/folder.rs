//! Files that came into the folders: found by looking, and ready when nothing has been written to them for a while.
//!
//! The system's word that something happened only says when to look; what came is told by size and time of change alone.
//! So a word that is lost, or that a network drive never sends, delays a file and loses none.

use crate::take::Options;
use dateline_core::model::Notice;
use dateline_intake::{Found, RawItem};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long nothing is looked at when nobody says that something came.
const PATIENCE: Duration = Duration::from_secs(30);

/// The least time between two looks, whatever is written meanwhile.
const BREATH: Duration = Duration::from_millis(500);

/// The folders and what was seen in them.
#[derive(Debug)]
pub(super) struct Folders {
    named: Vec<Named>,
    /// Files of dateline's own, which may lie in a folder and are no reports.
    own: Vec<PathBuf>,
    settle: Duration,
    seen: HashMap<PathBuf, Seen>,
    /// When it was looked first and last.
    first: Option<Duration>,
    looked: Option<Duration>,
    called: bool,
}

#[derive(Debug)]
struct Named {
    /// What the ids of its files begin with.
    name: String,
    path: PathBuf,
    /// The path without links and detours.
    real: PathBuf,
}

/// A file as it was seen last.
#[derive(Clone, Copy, Debug)]
struct Seen {
    stamp: (u64, Option<SystemTime>),
    /// Since when it looks so.
    since: Duration,
    taken: bool,
}

impl Folders {
    /// Nothing is looked at yet.
    pub fn new(folders: &[PathBuf], own: Vec<PathBuf>, settle: Duration) -> Folders {
        let named = names(folders).into_iter().zip(folders).map(|(name, path)| Named {
            name,
            path: path.clone(),
            real: path.canonicalize().unwrap_or_else(|_| path.clone()),
        });
        let named = named.collect();
        Folders { named, own, settle, seen: HashMap::new(), first: None, looked: None, called: false }
    }

    /// Somebody says that something came.
    pub fn call(&mut self) {
        self.called = true;
    }

    /// Whether it is time to look.
    pub fn is_due(&self, now: Duration) -> bool {
        let Some(looked) = self.looked else { return !self.named.is_empty() };
        let ready = |s: &Seen| !s.taken && now >= s.since + self.settle;
        let rested = now >= looked + BREATH || now < looked;
        let wanted = self.called || now >= looked + PATIENCE || self.seen.values().any(ready);
        rested && wanted && !self.named.is_empty()
    }

    /// Whether a file of the first look is still being waited for. One that is written to without end is not.
    pub fn is_waiting(&self, now: Duration) -> bool {
        let Some(first) = self.first else { return !self.named.is_empty() };
        now < first + self.settle + PATIENCE && self.seen.values().any(|s| !s.taken)
    }

    /// The files that are ready and were not before, by name.
    pub fn look(&mut self, now: Duration) -> (Vec<Found>, Vec<Notice>) {
        self.first.get_or_insert(now);
        (self.looked, self.called) = (Some(now), false);
        let (mut ready, mut notices, mut seen) = (Vec::new(), Vec::new(), HashMap::new());
        for folder in &self.named {
            for found in dateline_intake::find(std::slice::from_ref(&folder.path)) {
                match found {
                    Ok(found) if self.is_own(folder, &found.path) => {}
                    Ok(found) => {
                        let mut now_seen = self.seen_at(&found.path, now);
                        if !now_seen.taken && now >= now_seen.since + self.settle {
                            now_seen.taken = true;
                            ready.push(Found { id: format!("{}{}", folder.name, found.id), ..found.clone() });
                        }
                        seen.insert(found.path, now_seen);
                    }
                    Err(notice) => notices.push(notice),
                }
            }
        }
        self.seen = seen;
        (ready, notices)
    }

    /// As it was, when it still looks so.
    fn seen_at(&self, path: &Path, now: Duration) -> Seen {
        let about = std::fs::metadata(path);
        let stamp = about.map_or((0, None), |a| (a.len(), a.modified().ok()));
        let before = self.seen.get(path).filter(|s| s.stamp == stamp && s.since <= now);
        before.copied().unwrap_or(Seen { stamp, since: now, taken: false })
    }

    /// The store has files beside it whose names begin with its own.
    fn is_own(&self, folder: &Named, path: &Path) -> bool {
        let real = path.strip_prefix(&folder.path).map_or_else(|_| path.to_owned(), |rest| folder.real.join(rest));
        let text = real.as_os_str().as_encoded_bytes();
        self.own.iter().any(|own| text.starts_with(own.as_os_str().as_encoded_bytes()))
    }
}

/// What the ids of each folder's files begin with: nothing for one folder, so that they are those of `dateline add`; for
/// several the name of the folder, so that two files of one name stay two reports.
fn names(folders: &[PathBuf]) -> Vec<String> {
    if let [_] = folders {
        return vec![String::new()];
    }
    let mut names: Vec<String> = Vec::new();
    for folder in folders {
        let last = folder.file_name().map_or("folder".into(), |n| n.to_string_lossy());
        let numbered = |n: usize| if n == 1 { format!("{last}/") } else { format!("{last}~{n}/") };
        names.extend((1..).map(numbered).find(|name| !names.contains(name)));
    }
    names
}

/// The items of files, opened as their turn comes.
pub(super) fn items(files: Vec<Found>, options: &Options) -> impl Iterator<Item = Result<RawItem, Notice>> {
    let options = options.clone();
    files.into_iter().flat_map(move |found| match found.open(&options) {
        Ok(items) => items,
        Err(notice) => Box::new(std::iter::once(Err(notice))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const SETTLE: Duration = Duration::from_secs(5);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(1_000 + seconds)
    }

    fn ids(folders: &mut Folders, seconds: u64) -> Vec<String> {
        folders.look(at(seconds)).0.into_iter().map(|f| f.id).collect()
    }

    #[test]
    fn a_file_is_ready_once_when_nothing_was_written_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let mut folders = Folders::new(&[folder.path().into()], Vec::new(), SETTLE);
        assert!(folders.is_due(at(0)) && folders.is_waiting(at(0)));
        fs::write(folder.path().join("a.txt"), "The town").unwrap();
        assert_eq!(ids(&mut folders, 0), [""; 0]);
        fs::write(folder.path().join("a.txt"), "The town fell.").unwrap();
        assert_eq!(ids(&mut folders, 5), [""; 0], "it was written to meanwhile");
        assert!(!folders.is_due(at(9)) && folders.is_due(at(10)) && folders.is_waiting(at(10)));
        assert_eq!(ids(&mut folders, 10), ["a.txt"]);
        assert_eq!(ids(&mut folders, 20), [""; 0]);
        assert!(!folders.is_waiting(at(20)));
        fs::write(folder.path().join("a.txt"), "The town fell, officials said.").unwrap();
        assert_eq!(ids(&mut folders, 30), [""; 0]);
        assert!(folders.is_waiting(at(34)) && !folders.is_waiting(at(35)), "one round does not wait without end");
        assert_eq!(ids(&mut folders, 40), ["a.txt"], "a file with more in it is another");
    }

    #[test]
    fn looking_waits_for_a_word_but_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let mut folders = Folders::new(&[folder.path().into()], Vec::new(), SETTLE);
        folders.look(at(0));
        assert!(!folders.is_due(at(29)) && folders.is_due(at(30)));
        folders.call();
        assert!(!folders.is_due(at(0)) && folders.is_due(at(1)));
        assert!(folders.is_due(Duration::ZERO), "a clock that was set back does not stop it");
        assert!(!Folders::new(&[], Vec::new(), SETTLE).is_due(at(0)));
    }

    #[test]
    fn files_of_its_own_are_no_reports() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["s.db", "s.db-wal", "changes.xml", "a.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let real = folder.path().canonicalize().unwrap();
        let own = vec![real.join("s.db"), real.join("changes.xml")];
        let detour = folder.path().join(".");
        let mut folders = Folders::new(&[detour], own, Duration::ZERO);
        assert_eq!(ids(&mut folders, 0), ["a.txt"]);
    }

    #[test]
    fn several_folders_keep_their_files_apart() {
        let folders = ["x/in", "y/in", "z"].map(PathBuf::from);
        assert_eq!(names(&folders), ["in/", "in~2/", "z/"]);
        assert_eq!(names(&folders[..1]), [""]);
    }
}
