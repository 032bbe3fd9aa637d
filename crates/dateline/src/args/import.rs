//! What can be typed after `dateline import`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Build a store from readings that were made elsewhere.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline --store crisis.db import claims.parquet\n  dateline --store crisis.db import \
        tables/readings.parquet && dateline --store crisis.db serve",
    after_help = "Takes the tables that the Python package, Spark and `export parquet` (readings.parquet) write, with their reports; \
        nothing is read anew but reports that only the whole pile can date. Of a folder every .parquet file with such a table is \
        taken. A report that is there already stays as it is."
)]
pub struct Import {
    /// Parquet files, or folders with such files.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Threads that read; all processors when not given.
    #[arg(long, value_name = "N")]
    pub threads: Option<u16>,
}
