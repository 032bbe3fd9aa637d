//! The schema and its versions.
//!
//! Each step of [`STEPS`] leads from one version to the next and runs in one transaction, so a store
//! is always of exactly one version. A step, once released, is never edited: a change is a new step.

use crate::error::damaged;
use crate::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

/// The version that this crate writes.
pub(crate) const CURRENT: i64 = STEPS.len() as i64;

/// Says in the file's header that it is a dateline store ("dtln").
const APPLICATION: i64 = 0x6474_6c6e;

/// The steps from an empty file to [`CURRENT`], in order.
const STEPS: &[&str] = &[include_str!("schema/1.sql"), include_str!("schema/2.sql")];

/// Refuses a database that is somebody else's, before anything is written to it.
pub(crate) fn recognise(conn: &Connection) -> Result<()> {
    let application: i64 = conn.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    if application != APPLICATION && !(application == 0 && tables == 0) {
        return Err(StoreError::NotAStore { name: String::new() });
    }
    let found = version(conn)?;
    match found > CURRENT {
        true => Err(StoreError::Newer { name: String::new(), found, known: CURRENT }),
        false => Ok(()),
    }
}

/// The version of the schema; 0 for an empty file.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    let exists = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'";
    if conn.query_row(exists, [], |_| Ok(())).optional()?.is_none() {
        return Ok(0);
    }
    let text: String = conn.query_row("SELECT value FROM meta WHERE key = 'schema'", [], |r| r.get(0))?;
    text.parse().map_err(|_| damaged(format!("its format is given as {text:?}")))
}

/// Brings the schema to [`CURRENT`]. Two processes that open a new file at once do it once.
pub(crate) fn migrate(conn: &mut Connection) -> Result<()> {
    if version(conn)? == CURRENT {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for (step, sql) in STEPS.iter().enumerate().skip(from as usize) {
        tx.execute_batch(sql)?;
        let put = "INSERT INTO meta (key, value) VALUES ('schema', ?1) \
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        tx.execute(put, [(step + 1).to_string()])?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_reaches_the_current_version_and_stays() {
        let mut conn = Connection::open_in_memory().unwrap();
        recognise(&conn).unwrap();
        migrate(&mut conn).unwrap();
        migrate(&mut conn).unwrap();
        assert_eq!(version(&conn).unwrap(), CURRENT);
        recognise(&conn).unwrap();
    }

    #[test]
    fn a_newer_store_is_refused_untouched() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn).unwrap();
        conn.execute("UPDATE meta SET value = '999' WHERE key = 'schema'", []).unwrap();
        assert!(matches!(recognise(&conn), Err(StoreError::Newer { found: 999, .. })));
    }

    #[test]
    fn a_foreign_database_is_refused_untouched() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE bills (id INTEGER)").unwrap();
        assert!(matches!(recognise(&conn), Err(StoreError::NotAStore { .. })));
    }
}
