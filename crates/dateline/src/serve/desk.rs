//! What the server answers from: the pictures of a store, and what happened last.

use crate::error::Result;
use crate::pictures::{Pictures, Shelf};
use crate::token::Token;
use crate::{Pile, deciding};
use dateline_show::page::Batch;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a server is opened over.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where things lie, and what is known.
    pub shelf: Shelf,
    /// What the store is called on pages.
    pub name: String,
    /// Who decides, as a proposal.
    pub by: String,
    /// Threads that read.
    pub threads: usize,
    /// What programs have to bring to write; a random one when not given.
    pub token: Option<String>,
}

/// What every answer is made from.
pub struct Desk {
    pub(super) opened: Opened,
    /// What a form must bring along to be written. Pages show it, so it is another than the programs'.
    pub(super) form: Token,
    /// What a program must bring along to write.
    bearer: Token,
    pub(super) pictures: Pictures,
    /// The files that were added last.
    batch: Mutex<Option<Batch>>,
    /// What happened to the last decision, told once.
    told: Mutex<Option<String>>,
}

impl Desk {
    /// A desk over a store; fails when the system gives no chance for the token.
    pub fn new(opened: Opened) -> Result<Desk> {
        let pictures = Pictures::new(opened.shelf.clone());
        let (batch, told) = Default::default();
        let (form, bearer) = (Token::random()?, Token::given_or_random(opened.token.clone())?);
        Ok(Desk { opened, form, bearer, pictures, batch, told })
    }

    /// What a program has to bring to write.
    pub fn token(&self) -> &Token {
        &self.bearer
    }

    /// The pile that a decision is bound to.
    pub(super) fn as_read(&self) -> Result<Pile> {
        deciding::as_read(&self.opened.shelf.open()?, &self.opened.shelf.knowledge)
    }

    /// Whether a form brings what this server gave its pages.
    pub(super) fn is_own(&self, token: &str) -> bool {
        self.form.is(token)
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
