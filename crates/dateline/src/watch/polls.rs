//! Asking feeds, a few at a time in threads of their own, so that a slow server holds up neither files nor Ctrl-C.

use super::feed::{self, Answer, Feed};
use super::schedule::Memory;
use super::{Sources, Word};
use dateline_core::model::Notice;
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Feeds that are asked at one time.
const AT_ONCE: usize = 4;
/// How long a list of feeds is taken to be as it was read.
const LIST: Duration = Duration::from_secs(60);

/// What a feed answered.
pub(super) struct Polled {
    /// The feed.
    pub name: String,
    /// Its answer.
    pub answer: Answer,
}

/// The feeds, when each is asked next, and what has been answered.
pub(super) struct Polls {
    addresses: Vec<String>,
    lists: Vec<PathBuf>,
    every: Duration,
    send: Sender<Word>,
    feeds: Vec<Feed>,
    read: Option<Duration>,
    /// When each was asked last.
    asked: BTreeMap<String, Duration>,
    /// Whether the first time is over.
    begun: bool,
    pending: usize,
    polled: Vec<Polled>,
    notices: Vec<Notice>,
}

impl Polls {
    /// Nothing is asked yet.
    pub fn new(sources: &Sources, every: Duration, send: Sender<Word>) -> Polls {
        let (feeds, notices) = feed::named(&sources.addresses, &sources.lists);
        Polls {
            addresses: sources.addresses.clone(),
            lists: sources.lists.clone(),
            every,
            send,
            feeds,
            read: None,
            asked: BTreeMap::new(),
            begun: false,
            pending: 0,
            polled: Vec::new(),
            notices,
        }
    }

    /// The names of the feeds.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.feeds.iter().map(|feed| feed.name.as_str())
    }

    /// Asks those whose time has come, unless others are still being asked.
    pub fn begin(&mut self, memories: &BTreeMap<String, Memory>, now: Duration) {
        if self.pending > 0 || !self.polled.is_empty() {
            return;
        }
        self.begun = true;
        self.read_lists(now);
        let memory = |feed: &Feed| memories.get(&feed.name).cloned().unwrap_or_default();
        let due = self.feeds.iter().map(|f| (f.clone(), memory(f))).filter(|(f, m)| self.is_due(f, m, now));
        let due: VecDeque<(Feed, Memory)> = due.collect();
        self.pending = due.len();
        due.iter().for_each(|(feed, _)| {
            self.asked.insert(feed.name.clone(), now);
        });
        self.ask(due, now);
    }

    fn is_due(&self, feed: &Feed, memory: &Memory, now: Duration) -> bool {
        let rested = |asked: &Duration| now >= *asked + self.every || now < *asked;
        // After a failure the time to wait is remembered, and may be shorter or longer than the usual one.
        memory.may_be_asked(now) && (memory.failures > 0 || self.asked.get(&feed.name).is_none_or(rested))
    }

    /// A list may be written anew while it is watched.
    fn read_lists(&mut self, now: Duration) {
        if self.lists.is_empty() || self.read.is_some_and(|read| now < read + LIST && now >= read) {
            return;
        }
        let (feeds, notices) = feed::named(&self.addresses, &self.lists);
        // A list that cannot be read just now is being written.
        if !feeds.is_empty() {
            self.feeds = feeds;
        }
        self.notices.extend(notices);
        self.read = Some(now);
    }

    fn ask(&self, due: VecDeque<(Feed, Memory)>, now: Duration) {
        let threads = due.len().min(AT_ONCE);
        let queue = Arc::new(Mutex::new(due));
        for _ in 0..threads {
            let (queue, send) = (queue.clone(), self.send.clone());
            std::thread::spawn(move || {
                let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some((feed, memory)) = next() {
                    let answer = ask(&feed.address, &memory, now);
                    // Nobody listens any more when the watch has ended.
                    let _ = send.send(Word::Polled(Polled { name: feed.name, answer }));
                }
            });
        }
    }

    /// A feed has answered.
    pub fn take(&mut self, polled: Polled) {
        self.pending = self.pending.saturating_sub(1);
        self.polled.push(polled);
    }

    /// Whether answers are still to come.
    pub fn is_waiting(&self) -> bool {
        self.pending > 0 || !self.begun
    }

    /// The answers when all have come, in the order of names, whoever was faster.
    pub fn done(&mut self) -> (Vec<Polled>, Vec<Notice>) {
        let notices = std::mem::take(&mut self.notices);
        if self.pending > 0 {
            return (Vec::new(), notices);
        }
        let mut polled = std::mem::take(&mut self.polled);
        polled.sort_by(|a, b| a.name.cmp(&b.name));
        (polled, notices)
    }
}

#[cfg(feature = "feeds")]
fn ask(address: &str, memory: &Memory, now: Duration) -> Answer {
    // Whatever a server does to the thread that asks it, the others are asked.
    std::panic::catch_unwind(|| super::fetch::ask(address, memory, now)).unwrap_or_else(|_| {
        Answer::Failed(feed::Failure { why: "Asking it failed; please report it.".into(), retry_after: None })
    })
}

#[cfg(not(feature = "feeds"))]
fn ask(_: &str, _: &Memory, _: Duration) -> Answer {
    let why = "This dateline was built without the feature `feeds`.".into();
    Answer::Failed(feed::Failure { why, retry_after: None })
}
