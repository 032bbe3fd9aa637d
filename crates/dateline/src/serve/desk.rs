//! The store as the server sees it: pictures that are built once, and built again when something was added or decided.

use crate::error::Result;
use crate::knowledge::Knowledge;
use crate::{Ledger, Pile, Store, deciding, pile};
use dateline_core::model::Day;
use dateline_core::picture::decisions::{Decision, State};
use dateline_show::page::Batch;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many pictures of different known days are kept.
const PICTURES: usize = 6;

/// Where things lie, and what is known.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The store's file; it need not be there yet.
    pub store: PathBuf,
    /// What the store is called on pages.
    pub name: String,
    /// What dateline knows, the user's own included.
    pub knowledge: Knowledge,
    /// The file of decisions.
    pub decisions: PathBuf,
    /// Whether decisions are left out.
    pub without_decisions: bool,
    /// Who decides, as a proposal.
    pub by: String,
    /// Threads that read.
    pub threads: usize,
}

/// What every answer is made from.
pub struct Desk {
    pub(super) opened: Opened,
    /// What a form must bring along to be written.
    pub(super) token: String,
    pictures: Mutex<Pictures>,
    /// The files that were added last.
    batch: Mutex<Option<Batch>>,
    /// What happened to the last decision, told once.
    told: Mutex<Option<String>>,
}

/// A picture with what tells its pages from those of another.
#[derive(Clone)]
pub(super) struct Known {
    pub pile: Arc<Pile>,
    pub tag: Arc<str>,
}

#[derive(Default)]
struct Pictures {
    /// How the store and the file of decisions stood.
    stamp: (i64, Vec<u8>),
    /// By the day that was asked for, the last used first.
    built: Vec<(Option<Day>, Known)>,
}

impl Desk {
    /// A desk over a store; fails when the system gives no chance for the token.
    pub fn new(opened: Opened) -> Result<Desk> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|e| crate::Error::Serve {
            what: format!("The system gives no random numbers: {e}."),
            hint: "Without them nothing written could be told from what another site sends.".into(),
        })?;
        let (pictures, batch, told) = Default::default();
        Ok(Desk { opened, token: hex(&bytes), pictures, batch, told })
    }

    /// The store as it stands; an empty one when there is none yet.
    pub(super) fn store(&self) -> Result<Store> {
        let path: &Path = &self.opened.store;
        Ok(if path.is_file() { Store::open(path)? } else { Store::temporary()? })
    }

    /// The picture as known on a day. One thread builds it, the others wait for that one.
    pub(super) fn known(&self, known: Option<Day>) -> Result<Known> {
        let store = self.store()?;
        let ledger = self.ledger()?;
        let mut pictures = held(&self.pictures);
        let stamp = (store.mark()?, fingerprint(&ledger));
        if pictures.stamp != stamp {
            *pictures = Pictures { stamp, built: Vec::new() };
        }
        let is = |(asked, built): &(Option<Day>, Known)| *asked == known || Some(built.pile.known) == known;
        let one = match pictures.built.iter().position(is) {
            Some(at) => pictures.built.remove(at),
            None => (known, self.build(&store, known, &ledger)?),
        };
        let given = one.1.clone();
        pictures.built.insert(0, one);
        pictures.built.truncate(PICTURES);
        Ok(given)
    }

    fn build(&self, store: &Store, known: Option<Day>, ledger: &Ledger) -> Result<Known> {
        let pile = pile::load_with(store, known, &self.opened.knowledge, &ledger.decisions)?;
        let tag = tag(&pile, ledger).into();
        Ok(Known { pile: Arc::new(pile), tag })
    }

    /// The pile that a decision is bound to.
    pub(super) fn as_read(&self) -> Result<Pile> {
        deciding::as_read(&self.store()?, &self.opened.knowledge)
    }

    fn ledger(&self) -> Result<Ledger> {
        if self.opened.without_decisions {
            return Ok(Ledger::default());
        }
        Ok(Ledger::read(&self.opened.decisions)?)
    }

    /// All decisions with what became of each.
    pub(super) fn decisions(&self) -> Result<Vec<(Decision, State)>> {
        let ledger = self.ledger()?;
        let states = pile::states(&self.store()?, &self.opened.knowledge, &ledger.decisions)?;
        Ok(ledger.decisions.into_iter().zip(states).collect())
    }

    /// Whether a form brings what this server gave its pages. The time it takes tells nothing of the token.
    pub(super) fn is_own(&self, token: &str) -> bool {
        let differs = token.bytes().zip(self.token.bytes()).fold(0, |d, (a, b)| d | (a ^ b));
        token.len() == self.token.len() && differs == 0
    }

    /// The files that were added last.
    pub(super) fn batch(&self) -> MutexGuard<'_, Option<Batch>> {
        held(&self.batch)
    }
    /// What happened to the last decision.
    pub(super) fn told(&self) -> MutexGuard<'_, Option<String>> {
        held(&self.told)
    }
}

/// A page that failed half way has spoiled nothing that is kept here.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fingerprint(ledger: &Ledger) -> Vec<u8> {
    let mut hash = Sha256::new();
    ledger.decisions.iter().for_each(|d| hash.update(dateline_store::decisions::line(d)));
    hash.finalize().to_vec()
}

/// What a page depends on besides its address: this version, the reports as they are dated and read, the decisions.
fn tag(pile: &Pile, ledger: &Ledger) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for card in pile.cards() {
        hash.update(format!("{}\n{}\n{:?}\n", card.report.id, card.report.text_sha256, card.published));
    }
    pile.claims().iter().for_each(|c| hash.update(format!("{}\n", c.id)));
    hash.update(fingerprint(ledger));
    hex(&hash.finalize()[..12])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
