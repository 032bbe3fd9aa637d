//! What can go wrong with a store. Each message says what and where, each hint what to try.

use rusqlite::ErrorCode;

/// Why the store could not do what was asked. Nothing that was acknowledged before is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file at the path.
    #[error("There is no store at {name}.")]
    Missing {
        /// The path.
        name: String,
    },
    /// The folder for the store could not be made.
    #[error("The folder for the store {name} could not be made: {source}.")]
    Folder {
        /// The path of the store.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error("{name} is not a dateline store.")]
    NotAStore {
        /// The path.
        name: String,
    },
    /// A later dateline made the file.
    #[error("The store {name} has format {found}; this dateline knows formats up to {known}.")]
    Newer {
        /// The path.
        name: String,
        /// Its format.
        found: i64,
        /// The newest format that is known.
        known: i64,
    },
    /// The disk is full.
    #[error("The disk that holds the store {name} is full.")]
    Full {
        /// The path.
        name: String,
    },
    /// The file or its folder may not be written.
    #[error("The store {name} cannot be written.")]
    ReadOnly {
        /// The path.
        name: String,
    },
    /// Another process has held the store for too long.
    #[error("The store {name} is busy: another process is writing to it.")]
    Busy {
        /// The path.
        name: String,
    },
    /// The file is damaged.
    #[error("The store {name} is damaged: {detail}.")]
    Damaged {
        /// The path.
        name: String,
        /// What was found.
        detail: String,
    },
    /// The file of decisions could not be read or written.
    #[error("The decisions in {name} could not be read or written: {source}.")]
    Decisions {
        /// The path.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Anything else the database said.
    #[error("The store {name} failed: {source}.")]
    Sqlite {
        /// The path.
        name: String,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What a person can try, as a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            StoreError::Missing { .. } => {
                "Add reports first with `dateline add PATH`, or name another file with --store."
            }
            StoreError::Folder { .. } => "Name a file in a folder you may write with --store.",
            StoreError::NotAStore { .. } => "Name another file with --store; this one was left as it is.",
            StoreError::Newer { .. } => "Use the newer dateline that made it; the file was left as it is.",
            StoreError::Full { .. } => {
                "Free some space and run the same command again; what was already kept is not read twice."
            }
            StoreError::ReadOnly { .. } => "Check the rights of the file and its folder, or name another with --store.",
            StoreError::Busy { .. } => "Wait until the other process is done and run the same command again.",
            StoreError::Damaged { .. } => "Restore the file from a backup, or build it anew with `dateline add`.",
            StoreError::Decisions { .. } => {
                "Check the rights of the file and its folder, or name another with --decisions."
            }
            StoreError::Sqlite { .. } => "Run the same command again; what was already kept is not read twice.",
        }
    }

    /// Sorts what the database said into the cases a person can act upon.
    pub(crate) fn from_sqlite(name: &str, error: rusqlite::Error) -> StoreError {
        let name = name.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full { name },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                StoreError::ReadOnly { name }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { name },
            Some(ErrorCode::NotADatabase) => StoreError::NotAStore { name },
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { name, detail: error.to_string() },
            _ => StoreError::Sqlite { name, source: error },
        }
    }

    /// The same error with the store's name, which inner functions do not know.
    pub(crate) fn named(self, to: &str) -> StoreError {
        match self {
            StoreError::Sqlite { source, .. } => StoreError::from_sqlite(to, source),
            StoreError::NotAStore { .. } => StoreError::NotAStore { name: to.into() },
            StoreError::Newer { found, known, .. } => StoreError::Newer { name: to.into(), found, known },
            StoreError::Damaged { detail, .. } => StoreError::Damaged { name: to.into(), detail },
            other => other,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite("", error)
    }
}

/// A stored form that cannot be read back.
pub(crate) fn damaged(detail: impl Into<String>) -> StoreError {
    StoreError::Damaged { name: String::new(), detail: detail.into() }
}
