//! Reads a pile of news reports and says who holds which place, since when and on whose word.
//!
//! This is the front door for programs; the command line goes through it as well.
//!
//! * [`Reader::embedded`] loads the language model and the rules, once; [`Reader::knowing`] with what
//!   [`knowledge::load`] finds in a folder of the user's own.
//! * [`take::input`] turns paths into reports, [`pipeline::take_in`] reads and keeps them.
//! * [`pile::load`] assembles the picture from a store, as known on a day; [`show`] prints it.
//!
//! ```no_run
//! use dateline::{Pile, Reader, Store, pipeline, take};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let reader = Reader::embedded()?;
//! let mut store = Store::temporary()?;
//! let input = take::input(&["reports".into()], &take::Options::default())?;
//! pipeline::take_in(&mut store, &reader, input, 4, &mut ())?;
//! let pile = dateline::pile::load(&store, None)?;
//! let brief = dateline::show::brief::build(&pile, &Default::default());
//! print!("{}", dateline::show::brief::text(&brief, Default::default()));
//! # Ok(()) }
//! ```

pub mod ask;
mod credit;
pub mod deciding;
pub mod demo;
pub mod documents;
pub mod error;
pub mod geography;
mod knowing;
pub mod knowledge;
pub mod mcp;
pub mod pictures;
pub mod pile;
pub mod pipeline;
mod pool;
pub mod reader;
#[cfg(feature = "parquet")]
pub mod readings;
pub mod serve;
pub mod take;
pub mod trial;

pub use dateline_core as core;
pub use dateline_show as show;
pub use dateline_show::Pile;
pub use dateline_store::Store;
pub use dateline_store::decisions::Ledger;
pub use error::{Error, Result};
pub use reader::{Reader, Reads};
