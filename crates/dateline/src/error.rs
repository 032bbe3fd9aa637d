//! How a command can end, as exit codes and sentences.

use dateline_core::fault::Fault;
use dateline_store::StoreError;

/// The result of the library's functions.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that was asked for by name is not there.
    #[error("{what}")]
    NotFound {
        /// What is not there, as a sentence.
        what: String,
        /// What to try, as a sentence.
        hint: String,
    },
    /// The input options were not understood.
    #[error("{what}")]
    Options {
        /// What was not understood, as a sentence.
        what: String,
        /// What to write instead, as a sentence.
        hint: String,
    },
    /// What it goes on from is no longer there.
    #[error("{what}")]
    Stale {
        /// What is not there any more, as a sentence.
        what: String,
        /// What to try, as a sentence.
        hint: String,
    },
    /// The server cannot start.
    #[error("{what}")]
    Serve {
        /// Why not, as a sentence.
        what: String,
        /// What to try, as a sentence.
        hint: String,
    },
    /// The watch cannot start.
    #[error("{what}")]
    Watch {
        /// Why not, as a sentence.
        what: String,
        /// What to try, as a sentence.
        hint: String,
    },
    /// Files that the user wrote cannot be used.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    /// This build of dateline is broken.
    #[error("This dateline is broken: {0}.")]
    Broken(String),
    /// Output could not be written.
    #[error("The output could not be written: {0}.")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// What a person can try.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Store(error) => Some(error.hint()),
            Error::NotFound { hint, .. }
            | Error::Options { hint, .. }
            | Error::Stale { hint, .. }
            | Error::Serve { hint, .. }
            | Error::Watch { hint, .. } => Some(hint),
            Error::Faults(_) => {
                Some("Nothing was read or changed; `dateline rules check DIR` shows all that is wrong in a folder.")
            }
            Error::Broken(_) => Some("Install it again."),
            Error::Output(_) => None,
        }
    }

    /// The exit code of the command line.
    pub fn code(&self) -> u8 {
        match self {
            Error::Options { .. } | Error::Stale { .. } => code::USAGE,
            Error::NotFound { .. } => code::NOT_FOUND,
            Error::Store(_)
            | Error::Serve { .. }
            | Error::Watch { .. }
            | Error::Faults(_)
            | Error::Broken(_)
            | Error::Output(_) => code::FAILED,
        }
    }
}

/// Exit codes of the command line, as documented in its help.
pub mod code {
    /// Done.
    pub const DONE: u8 = 0;
    /// Failed.
    pub const FAILED: u8 = 1;
    /// The command line was not understood.
    pub const USAGE: u8 = 2;
    /// What was asked for is not there.
    pub const NOT_FOUND: u8 = 3;
    /// Done, but some inputs could not be read.
    pub const SOME_UNREAD: u8 = 4;
    /// A citation or a wording of a brief does not hold (`brief --check`).
    pub const MISMATCH: u8 = 5;
    /// Reports disagree that did not (`diff --fail-on dispute`).
    pub const NEW_DISPUTE: u8 = 6;
    /// Something changed (`diff --fail-on change`).
    pub const CHANGED: u8 = 7;
    /// Stopped with Ctrl-C.
    pub const STOPPED: u8 = 130;
}
