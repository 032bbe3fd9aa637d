//! The pictures of a store that a server answers from: built once for each known day, and built again when something was
//! added or decided.

use crate::error::Result;
use crate::knowledge::Knowledge;
use crate::{Ledger, Pile, Store, pile};
use dateline_core::model::Day;
use dateline_core::picture::decisions::{Decision, State};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many pictures of different known days are kept.
const KEPT: usize = 6;

/// Where a store lies, and what is known about it.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The store's file; it need not be there yet.
    pub store: PathBuf,
    /// What dateline knows, the user's own included.
    pub knowledge: Knowledge,
    /// The file of decisions.
    pub decisions: PathBuf,
    /// Whether decisions are left out.
    pub without_decisions: bool,
}

impl Shelf {
    /// The store as it stands; an empty one when there is none yet.
    pub fn open(&self) -> Result<Store> {
        if self.store.is_file() { Ok(Store::open(&self.store)?) } else { Ok(Store::temporary()?) }
    }

    /// The decisions that are to count.
    pub fn ledger(&self) -> Result<Ledger> {
        if self.without_decisions {
            return Ok(Ledger::default());
        }
        Ok(Ledger::read(&self.decisions)?)
    }

    /// The decisions that are to count, each with what became of it.
    pub fn decided(&self) -> Result<Vec<(Decision, State)>> {
        let ledger = self.ledger()?;
        if ledger.decisions.is_empty() {
            return Ok(Vec::new());
        }
        let states = pile::states(&self.open()?, &self.knowledge, &ledger.decisions)?;
        Ok(ledger.decisions.into_iter().zip(states).collect())
    }
}

/// A shelf with the pictures that were asked for last.
pub struct Pictures {
    /// Where everything lies.
    pub shelf: Shelf,
    built: Mutex<Built>,
}

#[derive(Default)]
struct Built {
    /// How the store and the decisions stood.
    stamp: (i64, Vec<u8>),
    /// By the day that was asked for, the last used first.
    piles: Vec<(Option<Day>, Known)>,
    /// The decisions that are to count, once they were asked for.
    decided: Option<Vec<(Decision, State)>>,
}

/// A picture with what tells answers from it from those of another.
#[derive(Clone)]
pub struct Known {
    /// The pile.
    pub pile: Arc<Pile>,
    /// Changes with what the picture is made of, and with nothing else.
    pub tag: Arc<str>,
}

impl Pictures {
    /// No picture is built yet.
    pub fn new(shelf: Shelf) -> Pictures {
        Pictures { shelf, built: Mutex::default() }
    }

    /// The picture as known on a day. One thread builds it, the others wait for that one.
    pub fn known(&self, known: Option<Day>) -> Result<Known> {
        let (store, ledger) = (self.shelf.open()?, self.shelf.ledger()?);
        let mut built = self.built(&store, &ledger)?;
        let is = |(asked, one): &(Option<Day>, Known)| *asked == known || Some(one.pile.known) == known;
        let one = match built.piles.iter().position(is) {
            Some(at) => built.piles.remove(at),
            None => (known, self.build(&store, known, &ledger)?),
        };
        let given = one.1.clone();
        built.piles.insert(0, one);
        built.piles.truncate(KEPT);
        Ok(given)
    }

    /// The decisions that are to count, each with what became of it.
    pub fn decided(&self) -> Result<Vec<(Decision, State)>> {
        let (store, ledger) = (self.shelf.open()?, self.shelf.ledger()?);
        let mut built = self.built(&store, &ledger)?;
        if built.decided.is_none() {
            built.decided = Some(self.shelf.decided()?);
        }
        Ok(built.decided.clone().unwrap_or_default())
    }

    /// What was built of the store and the decisions as they stand; nothing where they have changed since.
    fn built(&self, store: &Store, ledger: &Ledger) -> Result<MutexGuard<'_, Built>> {
        // A question that failed half way has spoiled nothing that is kept here.
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = (store.mark()?, fingerprint(ledger));
        if built.stamp != stamp {
            *built = Built { stamp, ..Built::default() };
        }
        Ok(built)
    }

    fn build(&self, store: &Store, known: Option<Day>, ledger: &Ledger) -> Result<Known> {
        let pile = pile::load_with(store, known, &self.shelf.knowledge, &ledger.decisions)?;
        let tag = tag(&pile, ledger).into();
        Ok(Known { pile: Arc::new(pile), tag })
    }
}

fn fingerprint(ledger: &Ledger) -> Vec<u8> {
    let mut hash = Sha256::new();
    ledger.decisions.iter().for_each(|d| hash.update(dateline_store::decisions::line(d)));
    hash.finalize().to_vec()
}

/// What an answer depends on besides its question: this version, the reports as they are dated and read, the decisions.
fn tag(pile: &Pile, ledger: &Ledger) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for card in pile.cards() {
        hash.update(format!("{}\n{}\n{:?}\n", card.report.id, card.report.text_sha256, card.published));
    }
    pile.claims().iter().for_each(|c| hash.update(format!("{}\n", c.id)));
    hash.update(fingerprint(ledger));
    hash.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
}
