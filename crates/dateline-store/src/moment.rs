//! The store as it stood: what had been kept by a mark.
//!
//! Nothing is ever changed or deleted, so a number is enough to go back: how many readings had been kept. There is
//! no clock in it.

use crate::{Result, Store};
use rusqlite::OptionalExtension;

impl Store {
    /// The mark of the store as it stands.
    pub fn mark(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM readings";
        self.asked(|| Ok(self.conn.query_row(sql, [], |r| r.get(0))?))
    }

    /// What had been kept last at a mark: the report and its text. Two stores of which this is the same at one mark are,
    /// as far as anybody can tell from outside, the same store. `None` where nothing was kept with this number.
    pub fn kept_at(&self, mark: i64) -> Result<Option<String>> {
        let sql =
            "SELECT r.id || ' ' || r.text_sha256 FROM readings g JOIN reports r ON r.seq = g.report WHERE g.seq = ?1";
        self.asked(|| Ok(self.conn.query_row(sql, [mark], |r| r.get(0)).optional()?))
    }

    /// The store as it stood at a mark, for asking: what was kept later is not there.
    pub fn as_of(self, mark: i64) -> Result<Store> {
        // Views of this connection alone go before those of the file.
        let sql = format!(
            "CREATE TEMP VIEW newest_reports AS SELECT r.* FROM main.reports r WHERE r.version = \
             (SELECT max(v.version) FROM main.reports v JOIN main.readings x ON x.report = v.seq \
             WHERE v.id = r.id AND x.seq <= {mark}); \
             CREATE TEMP VIEW newest_readings AS SELECT g.* FROM main.readings g WHERE g.seq = \
             (SELECT max(x.seq) FROM main.readings x WHERE x.report = g.report AND x.seq <= {mark}) \
             AND EXISTS (SELECT 1 FROM temp.newest_reports r WHERE r.seq = g.report);"
        );
        self.asked(|| Ok(self.conn.execute_batch(&sql)?))?;
        Ok(self)
    }
}
