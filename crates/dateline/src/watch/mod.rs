//! `dateline watch`: adds what arrives in folders and feeds, and tells what changed.
//!
//! One loop in one thread. It waits for a word from the file system or from the threads that ask feeds, makes a round of
//! what is there, and tells. A round is `dateline add` of what came (`pipeline::take_in`), then `dateline diff` since the
//! mark that was told last (`tell`). What a feed's server gives to ask with next time is remembered only when everything
//! in its answer has been kept, so a watch that is killed loses nothing.
//!
//! The clock is read here and in nothing that is called from here: it decides when to look and when to ask, and is in no
//! output.

mod feed;
#[cfg(feature = "feeds")]
mod fetch;
mod folder;
mod hook;
mod known;
mod polls;
mod schedule;
mod state;
mod tell;

use crate::error::{Error, Result};
use crate::pictures::Shelf;
use crate::pipeline::{self, Tally};
use crate::take::{self, Options};
use crate::{Reader, Store};
use dateline_core::model::Notice;
use dateline_intake::Found;
use dateline_show::text::count;
use feed::Answer;
use folder::Folders;
use known::Known;
use notify::{RecursiveMode, Watcher};
use polls::{Polled, Polls};
use state::State;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Something of each of some feeds, with the feed's name.
type ByFeed<T> = Vec<(String, T)>;

/// What is watched, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where everything is kept.
    pub shelf: Shelf,
    /// What was named.
    pub sources: Sources,
    /// How often feeds are asked.
    pub every: Duration,
    /// How long a file must have been left alone before it is read.
    pub settle: Duration,
    /// The feed of changes.
    pub atom: Option<PathBuf>,
    /// The command that is run when something changed.
    pub hook: Option<String>,
    /// One round and no more.
    pub once: bool,
    /// How JSON is to be read, and how large things may be.
    pub options: Options,
    /// Threads that read.
    pub threads: usize,
}

/// What was named on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    folders: Vec<PathBuf>,
    lists: Vec<PathBuf>,
    addresses: Vec<String>,
}

impl Sources {
    /// Tells folders, lists of feeds and addresses of feeds apart.
    pub fn of(named: &[PathBuf]) -> Result<Sources> {
        let mut sources = Sources::default();
        for path in named {
            match path.to_str().filter(|text| text.contains("://")) {
                Some(address) if feed::is_web(address) => sources.addresses.push(address.into()),
                Some(address) => return Err(no_address(address)),
                None if path.is_dir() => sources.folders.push(path.clone()),
                None => {
                    feed::read_list(path, &mut Vec::new())?;
                    sources.lists.push(path.clone());
                }
            }
        }
        Ok(sources)
    }
}

fn no_address(address: &str) -> Error {
    Error::Options {
        what: format!("{address} is no address that can be watched."),
        hint: "Feeds are asked on http:// and https:// only.".into(),
    }
}

/// What one round came to.
#[derive(Debug, Default)]
pub struct Round {
    /// What taking in did.
    pub tally: Tally,
    /// Feeds that were asked.
    pub asked: usize,
    /// Of them, those in which nothing had changed.
    pub same: usize,
    /// Of them, those that could not be had.
    pub failed: usize,
    /// How many changes of the picture were told.
    pub changes: usize,
    /// The mark of the store afterwards.
    pub mark: i64,
    /// What went wrong with the feed of changes or the hook.
    pub trouble: Vec<Notice>,
}

/// Who watches the watch.
pub trait Onlooker: pipeline::Watch {
    /// The watch has begun, with so many folders and feeds.
    fn begun(&mut self, folders: usize, feeds: usize);
    /// A round is over.
    fn round(&mut self, round: &Round);
}

/// Watches until the onlooker stops it, or for one round.
pub fn run(settings: &Settings, onlooker: &mut dyn Onlooker) -> Result<()> {
    let (send, receive) = channel();
    let mut desk = Desk::open(settings, send)?;
    onlooker.begun(settings.sources.folders.len(), desk.polls.names().len());
    // What was kept before an end and not told, and what somebody else has added since.
    let mut is_untold = !settings.once && desk.store.mark()? != desk.state.told;
    while !onlooker.stop() {
        let now = now();
        desk.polls.begin(&desk.state.feeds, now);
        let work = desk.work(now);
        let is_over = settings.once && !desk.is_waiting(now);
        if !work.is_empty() || is_over || is_untold {
            is_untold = false;
            desk.round(work, onlooker)?;
        }
        if is_over {
            break;
        }
        desk.listen(&receive);
    }
    Ok(())
}

/// Seconds and less since 1970; a clock before that counts as that.
fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// How long nothing is heard before it is looked whether to stop.
const TICK: Duration = Duration::from_millis(200);

/// What can wake the watch.
enum Word {
    /// Something came to a folder.
    Files,
    /// A feed has answered.
    Polled(Polled),
}

/// What a round has to do.
#[derive(Default)]
struct Work {
    files: Vec<Found>,
    polled: Vec<Polled>,
    notices: Vec<Notice>,
}

impl Work {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && self.polled.is_empty() && self.notices.is_empty()
    }
}

struct Desk<'a> {
    settings: &'a Settings,
    reader: Reader,
    store: Store,
    state: State,
    folders: Folders,
    polls: Polls,
    /// Files and answers that wait for the round; with `once` there is one for all.
    work: Work,
    /// What was said and would be said again at every look.
    said: BTreeSet<(String, String)>,
    /// Ends with this value.
    _watcher: Option<notify::RecommendedWatcher>,
}

impl<'a> Desk<'a> {
    fn open(settings: &'a Settings, send: Sender<Word>) -> Result<Desk<'a>> {
        settings.atom.as_deref().map_or(Ok(()), tell::prepare)?;
        let reader = Reader::knowing(settings.shelf.knowledge.clone())?;
        let store = Store::create(&settings.shelf.store)?;
        let (state, notice) = State::open(&store, &settings.shelf.store)?;
        let sources = &settings.sources;
        let mut work = Work { notices: notice.into_iter().collect(), ..Work::default() };
        let watcher = watcher(&sources.folders, send.clone(), &mut work.notices);
        let polls = Polls::new(sources, settings.every, send);
        work.notices.extend(polls.names().filter_map(|name| resting(name, state.feeds.get(name)?, now())));
        Ok(Desk {
            reader,
            store,
            state,
            folders: Folders::new(&sources.folders, own(settings), settings.settle),
            polls,
            work,
            said: BTreeSet::new(),
            _watcher: watcher,
            settings,
        })
    }

    /// What is ready for a round.
    fn work(&mut self, now: Duration) -> Work {
        if self.folders.is_due(now) {
            let (files, notices) = self.folders.look(now);
            self.work.files.extend(files);
            self.work.notices.extend(notices);
        }
        let (polled, notices) = self.polls.done();
        self.work.polled.extend(polled);
        self.work.notices.extend(notices);
        if self.settings.once && self.is_waiting(now) {
            return Work::default();
        }
        let mut work = std::mem::take(&mut self.work);
        work.notices.retain(|n| self.said.insert((n.origin.clone(), n.what.clone())));
        work
    }

    /// Whether something of this round has not come yet.
    fn is_waiting(&self, now: Duration) -> bool {
        self.folders.is_waiting(now) || self.polls.is_waiting()
    }

    fn listen(&mut self, words: &Receiver<Word>) {
        let mut word = words.recv_timeout(TICK).ok();
        while let Some(heard) = word {
            match heard {
                Word::Files => self.folders.call(),
                Word::Polled(polled) => self.polls.take(polled),
            }
            word = words.try_recv().ok();
        }
    }

    fn round(&mut self, work: Work, onlooker: &mut dyn Onlooker) -> Result<()> {
        let now = now();
        let mut round = Round { asked: work.polled.len(), ..Round::default() };
        let (memories, answers) = self.judged(work.polled, now, &mut round);
        let mut notices = work.notices;
        notices.append(&mut round.tally.notices);
        round.tally = self.take_in(work.files, answers, onlooker)?;
        notices.append(&mut round.tally.notices);
        round.tally.notices = notices;
        if !round.tally.stopped {
            self.state.feeds.extend(memories);
        }
        round.mark = self.store.mark()?;
        if round.mark != self.state.told && !round.tally.stopped {
            let told = tell::tell(self.settings, &self.store, self.state.told)?;
            (round.changes, round.trouble) = (told.changes, told.trouble);
            self.state.told = round.mark;
        }
        self.state.save(&self.store)?;
        onlooker.round(&round);
        Ok(())
    }

    /// What to remember of each feed, and the answers with something in them.
    fn judged(
        &self,
        polled: Vec<Polled>,
        now: Duration,
        round: &mut Round,
    ) -> (ByFeed<schedule::Memory>, ByFeed<feed::Fresh>) {
        let (mut memories, mut answers) = (Vec::new(), Vec::new());
        for Polled { name, answer } in polled {
            let before = self.state.feeds.get(&name).cloned().unwrap_or_default();
            let memory = before.after(&answer, now, self.settings.every);
            match answer {
                Answer::Fresh(fresh) => answers.push((name.clone(), fresh)),
                Answer::Same => round.same += 1,
                Answer::Gone => {
                    round.failed += 1;
                    round.tally.notices.push(gone(&name));
                }
                Answer::Failed(failure) => {
                    round.failed += 1;
                    let wait = memory.not_before.saturating_sub(now.as_secs());
                    round.tally.notices.push(failed(&name, &failure.why, wait));
                }
            }
            memories.push((name, memory));
        }
        (memories, answers)
    }

    /// `dateline add` of everything that came, less what is there under another name.
    fn take_in(
        &mut self,
        files: Vec<Found>,
        answers: ByFeed<feed::Fresh>,
        onlooker: &mut dyn Onlooker,
    ) -> Result<Tally> {
        if files.is_empty() && answers.is_empty() {
            return Ok(Tally::default());
        }
        let mut known = Known::of(&self.store)?;
        let mut again = 0;
        let options = self.settings.options.clone();
        let input = take::given(move |each| {
            let fetched = answers.into_iter().flat_map(|(name, fresh)| feed::items(name, fresh, &options));
            dateline_intake::take_items(folder::items(files, &options).chain(fetched), &options, each);
        })?;
        let input = input.filter(|taken| {
            let is_there = known.has(taken);
            again += usize::from(is_there);
            !is_there
        });
        let mut tally = pipeline::take_in(&mut self.store, &self.reader, input, self.settings.threads, onlooker)?;
        tally.unchanged += again;
        Ok(tally)
    }
}

fn gone(name: &str) -> Notice {
    let hint = "It is not asked again. Take it off the list, or look for its new address.";
    Notice::unread(name, "The server says that this feed is gone for good.", hint)
}

/// Why a feed is not asked although the watch begins.
fn resting(name: &str, memory: &schedule::Memory, now: Duration) -> Option<Notice> {
    match memory.may_be_asked(now) {
        true => None,
        false if memory.gone => Some(gone(name)),
        false => {
            let why = "It failed when it was asked last and is left alone for now.";
            Some(failed(name, why, memory.not_before.saturating_sub(now.as_secs())))
        }
    }
}

fn failed(name: &str, why: &str, wait: u64) -> Notice {
    let wait = match wait {
        seconds if seconds < 120 => count(seconds as usize, "second", "seconds"),
        seconds if seconds < 2 * 60 * 60 => format!("{} minutes", seconds / 60),
        seconds => format!("{} hours", seconds / (60 * 60)),
    };
    Notice::unread(name, why, format!("It is asked again in {wait}; what was read of it is kept."))
}

/// Files of dateline's own that may lie in a watched folder.
fn own(settings: &Settings) -> Vec<PathBuf> {
    let shelf = &settings.shelf;
    [Some(&shelf.store), Some(&shelf.decisions), settings.atom.as_ref()]
        .into_iter()
        .flatten()
        .map(|p| real(p))
        .collect()
}

/// A path without links and detours; the file need not be there.
fn real(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = full.parent().and_then(|folder| folder.canonicalize().ok());
    folder.map_or(full.clone(), |folder| folder.join(full.file_name().unwrap_or_default()))
}

/// Lets the system say when something comes. Where it cannot, looking now and then is enough.
fn watcher(folders: &[PathBuf], send: Sender<Word>, notices: &mut Vec<Notice>) -> Option<notify::RecommendedWatcher> {
    if folders.is_empty() {
        return None;
    }
    // Our own reading of a file is an event too, and none that brings anything.
    let heard = move |event: notify::Result<notify::Event>| {
        if !event.is_ok_and(|e| e.kind.is_access()) {
            let _ = send.send(Word::Files);
        }
    };
    let watcher = notify::recommended_watcher(heard).and_then(|mut watcher| {
        folders.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
        Ok(watcher)
    });
    watcher.map_err(|error| notices.push(unheard(&folders[0], &error))).ok()
}

fn unheard(folder: &Path, error: &notify::Error) -> Notice {
    let what = format!("The system does not say when files come: {error}.");
    Notice::remark(folder.display().to_string(), what, "The folders are looked through every half minute instead.")
}
