//! The product from outside: the pipeline with a stand-in reader, the command line with the real one.

mod api;
mod bench;
mod commands;
mod days;
mod decisions;
mod diff;
mod export;
mod figures;
#[cfg(feature = "parquet")]
mod import;
mod kill;
mod knowledge;
mod known;
mod mcp;
mod people;
mod pipeline;
mod places;
mod readme;
mod recalls;
mod serve;
mod watch;
