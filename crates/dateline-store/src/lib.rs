//! The embedded store of dateline: append-only reports and readings, two clocks, full text.
//!
//! One SQLite file keeps what was taken in and what each version of the reader made of it. Nothing is
//! ever changed or deleted: a report whose text changed is a new version beside the old one, and a
//! newer reader appends new readings beside the old ones. Only ground state is kept; a picture is
//! always assembled anew from the claims.
//!
//! * [`Store::add`] keeps one report with its reading in one transaction. When it has returned, the
//!   report survives a killed process and (with `synchronous = FULL`) a power cut; before that, nothing
//!   of it is there.
//! * [`Store::append`] adds a later reading to a report that is there.
//! * [`Store::import`] keeps a report with readings that another store has made.
//! * [`Store::reports`] and [`Store::claims`] give the newest version and the newest reading of each;
//!   [`Store::as_of`] goes back to what had been kept by a mark.
//!
//! ```
//! use dateline_core::model::{Published, Report};
//! use dateline_core::read::Reading;
//! use dateline_store::{Added, Entry, Filter, Store};
//!
//! let mut store = Store::temporary()?; // `Store::create(path)` makes one that stays.
//! let report = Report {
//!     id: "a.txt".into(),
//!     outlet: None,
//!     title: None,
//!     url: None,
//!     author: None,
//!     language: "en".into(),
//!     published: Published::UNKNOWN,
//!     original_sha256: String::new(),
//!     text_sha256: String::new(),
//!     text: "Rebels took Orlen.".into(),
//!     blocks: Vec::new(),
//! };
//! let reading = Reading {
//!     claims: Vec::new(),
//!     published: Published::UNKNOWN,
//!     clues: Default::default(),
//!     digest: Default::default(),
//!     notices: Vec::new(),
//! };
//! let entry = Entry { reader: "mine 1", reading: &reading, skipped: None };
//! assert_eq!(store.add(&report, entry)?, Added::New);
//! assert_eq!(store.search("orlen", 10)?, ["a.txt"]);
//! assert!(store.claims(&Filter::default())?.is_empty());
//! # Ok::<(), dateline_store::StoreError>(())
//! ```
//!
//! Invariants: no clock (order of arrival is a number), no merging, no decision about what is true.

pub mod carried;
pub mod decisions;
mod error;
mod migrate;
mod moment;
mod query;
pub mod rows;
mod sharing;
mod write;

use std::path::Path;
use std::time::Duration;

pub use carried::Carried;
pub use error::StoreError;
pub use query::{Filter, StoredReading, StoredReport, Traces};
pub use write::{Added, Entry, Standing};

/// The result of a store operation.
pub type Result<T> = std::result::Result<T, StoreError>;

/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open store.
#[derive(Debug)]
pub struct Store {
    conn: rusqlite::Connection,
    /// What to call it in messages.
    name: String,
}

impl Store {
    /// Opens the store at `path` for adding, making it (and its folder) when it is not there.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let folder = tempfile::tempdir()?;
    /// let store = dateline_store::Store::create(&folder.path().join("crisis.db"))?;
    /// assert!(store.reports()?.is_empty());
    /// # Ok(()) }
    /// ```
    pub fn create(path: &Path) -> Result<Store> {
        let name = path.display().to_string();
        make_folder(path).map_err(|e| StoreError::Folder { name: name.clone(), source: e })?;
        let conn = rusqlite::Connection::open(path).map_err(|e| StoreError::from_sqlite(&name, e))?;
        Store::ready(conn, name, true)
    }

    /// Opens a store that must be there, for asking. Works on a read-only file or disk as well.
    pub fn open(path: &Path) -> Result<Store> {
        let name = path.display().to_string();
        if !path.is_file() {
            return Err(StoreError::Missing { name });
        }
        let conn = open_for_asking(path).map_err(|e| StoreError::from_sqlite(&name, e))?;
        Store::ready(conn, name, false)
    }

    /// A store in memory that is gone with the process.
    pub fn temporary() -> Result<Store> {
        let name = "the temporary store".to_string();
        let conn = rusqlite::Connection::open_in_memory().map_err(|e| StoreError::from_sqlite(&name, e))?;
        Store::ready(conn, name, true)
    }

    /// What the store is called in messages: its path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes the store behave as on a disk with room for so many pages, to test what happens when it is full.
    #[doc(hidden)]
    pub fn limit_pages_for_test(&self, pages: u32) -> Result<()> {
        Ok(self.conn.pragma_update(None, "max_page_count", pages)?)
    }

    /// Sets the connection up and brings the schema to this version.
    fn ready(conn: rusqlite::Connection, name: String, writable: bool) -> Result<Store> {
        let mut store = Store { conn, name };
        let outcome = if writable { store.prepare_writing() } else { store.prepare_asking() };
        outcome.map_err(|e| e.named(&store.name))?;
        Ok(store)
    }

    /// Write-ahead log, so that readers never wait; full synchronisation, so that what was acknowledged
    /// also survives a power cut. Both cost little beside parsing.
    fn prepare_writing(&mut self) -> Result<()> {
        self.conn.busy_timeout(PATIENCE)?;
        migrate::recognise(&self.conn)?;
        self.conn.pragma_update(None, "journal_mode", "WAL")?;
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        self.conn.pragma_update(None, "foreign_keys", true)?;
        migrate::migrate(&mut self.conn)
    }

    fn prepare_asking(&mut self) -> Result<()> {
        self.conn.busy_timeout(PATIENCE)?;
        migrate::recognise(&self.conn)?;
        match migrate::version(&self.conn)? {
            migrate::CURRENT => Ok(()),
            _ => migrate::migrate(&mut self.conn),
        }
    }
}

/// Makes the folder that the file will lie in.
fn make_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder),
        _ => Ok(()),
    }
}

/// Asking needs no right to write; a write-ahead log on a read-only disk cannot be shared, so there
/// the file is taken as it stands.
fn open_for_asking(path: &Path) -> rusqlite::Result<rusqlite::Connection> {
    use rusqlite::{Connection, OpenFlags};
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .or_else(|_| Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    let cannot_share = |e: &rusqlite::Error| {
        use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
        matches!(e.sqlite_error_code(), Some(CannotOpen | ReadOnly))
    };
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0)) {
        Err(e) if cannot_share(&e) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(as_is_address(path), flags)
        }
        _ => Ok(conn),
    }
}

/// The address by which SQLite takes a file as it stands.
fn as_is_address(path: &Path) -> String {
    let text = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{text}?immutable=1")
}
