//! The pictures of a store that a server answers from: built once for each known day, and built again when something was
//! added or decided.

use crate::error::Result;
use crate::knowledge::Knowledge;
use crate::{Ledger, Pile, Store, pile};
use dateline_core::model::Day;
use dateline_core::picture::decisions::{Decision, State};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pictures of different known days are kept.
const KEPT: usize = 6;

/// Where a store lies, and what is known about it.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The store's file.
    pub store: PathBuf,
    /// What dateline knows, the user's own included.
    pub knowledge: Knowledge,
    /// The file of decisions.
    pub decisions: PathBuf,
    /// Whether decisions are left out.
    pub without_decisions: bool,
}

impl Shelf {
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
        let states = pile::states(&Store::open(&self.store)?, &self.knowledge, &ledger.decisions)?;
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
    stamp: String,
    /// By the day that was asked for, the last used first.
    piles: Vec<(Option<Day>, Arc<Pile>)>,
}

/// A pile, and how store and decisions stood when it was built.
#[derive(Clone)]
pub struct Stood {
    /// The pile.
    pub pile: Arc<Pile>,
    /// What changes with store and decisions.
    pub stamp: String,
}

impl Pictures {
    /// No picture is built yet.
    pub fn new(shelf: Shelf) -> Pictures {
        Pictures { shelf, built: Mutex::default() }
    }

    /// The picture as known on a day. One thread builds it, the others wait for that one.
    pub fn known(&self, known: Option<Day>) -> Result<Stood> {
        let store = Store::open(&self.shelf.store)?;
        let ledger = self.shelf.ledger()?;
        // A question that failed half way has spoiled nothing that is kept here.
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = stamp(store.mark()?, &ledger);
        if built.stamp != stamp {
            *built = Built { stamp: stamp.clone(), piles: Vec::new() };
        }
        let is = |(asked, pile): &(Option<Day>, Arc<Pile>)| *asked == known || Some(pile.known) == known;
        let one = match built.piles.iter().position(is) {
            Some(at) => built.piles.remove(at),
            None => (known, Arc::new(pile::load_with(&store, known, &self.shelf.knowledge, &ledger.decisions)?)),
        };
        let pile = one.1.clone();
        built.piles.insert(0, one);
        built.piles.truncate(KEPT);
        Ok(Stood { pile, stamp })
    }
}

/// How store and decisions stand.
fn stamp(mark: i64, ledger: &Ledger) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{mark}\n"));
    ledger.decisions.iter().for_each(|d| hash.update(dateline_store::decisions::line(d)));
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
