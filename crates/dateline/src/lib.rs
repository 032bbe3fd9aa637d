//! Reads a pile of news reports and says who holds which place, since when and on whose word.
//!
//! This is the front door for programs; the command line goes through it as well.
//!
//! * [`Reader::embedded`] loads the language model and the rules, once; [`Reader::knowing`] with what
//!   [`knowledge::load`] finds in a folder of the user's own.
//! * [`take::input`] turns paths into reports, [`pipeline::take_in`] reads and keeps them.
//! * [`pile::load`] assembles the picture from a store, as known on a day; [`show`] prints it.
//!
//! ```
//! use dateline::{Reader, Store, pipeline, take};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir().join(format!("dateline-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # std::fs::write(folder.join("a.txt"), "KABUL, Aug. 9, 2021 (Wire) - Taliban fighters captured Kunduz on Sunday.")?;
//! let reader = Reader::embedded()?;
//! let mut store = Store::temporary()?;
//! let input = take::input(&[folder.clone()], &take::Options::default())?;
//! pipeline::take_in(&mut store, &reader, input, 1, &mut ())?;
//!
//! let pile = dateline::pile::load(&store, None)?;
//! let held = &pile.picture.holdings("2021-08-09".parse()?)[0];
//! assert_eq!(held.place.name, "Kunduz");
//! let passage = pile.claim(&held.support[0]).ok_or("no passage")?;
//! assert_eq!(passage.quote, "fighters captured Kunduz on Sunday");
//! assert_eq!(passage.when().ok_or("no day")?.days.from, "2021-08-08".parse()?);
//! # std::fs::remove_dir_all(folder)?;
//! # Ok(()) }
//! ```
//!
//! `examples/who_holds.rs` is a whole program.

pub mod ask;
mod credit;
pub mod deciding;
pub mod demo;
pub mod documents;
pub mod error;
pub mod files;
pub mod geography;
mod given;
mod knowing;
pub mod knowledge;
pub mod mcp;
mod paging;
pub mod pictures;
pub mod pile;
pub mod pipeline;
mod pool;
pub mod reader;
#[cfg(feature = "parquet")]
pub mod readings;
pub mod serve;
pub mod take;
pub mod token;
pub mod trial;
pub mod watch;

pub use dateline_core as core;
pub use dateline_show as show;
pub use dateline_show::Pile;
pub use dateline_store::Store;
pub use dateline_store::decisions::Ledger;
pub use error::{Error, Result};
pub use reader::{Reader, Reads};
