//! A picture as things people read: brief, timeline, tables, JSON.
//!
//! Everything here takes a [`Pile`] and gives text or JSON lines, and every line of it can be traced to
//! a passage of a report. Nothing is decided here: who holds what, what is disputed and what is a copy
//! comes from the picture. Text that came from reports is cleaned of everything that acts on a terminal.
//!
//! A brief, for one, is built once and then written in any form; of nothing it says that there is nothing:
//!
//! ```
//! use dateline_show::{Pile, brief};
//!
//! let pile = Pile::empty(); // `dateline::pile::load` makes one of a store.
//! let made = brief::build(&pile, &brief::Ask::default());
//! assert!(brief::text(&made, Default::default()).contains("Known: from all reports"));
//! assert!(brief::markdown(&made).starts_with("# "));
//! assert!(brief::html(&made).starts_with("<!doctype html>"));
//! ```

pub mod atom;
pub mod brief;
pub mod changes;
pub mod cited;
pub mod claims;
mod columns;
pub mod dates;
pub mod decisions;
pub mod developments;
pub mod disputes;
pub mod export;
pub mod figures;
pub mod forecasts;
mod forms;
mod glance;
pub mod holds;
pub mod json;
pub mod map;
pub mod offsets;
pub mod page;
mod passages;
pub mod people;
pub mod pile;
pub mod places;
pub mod recalls;
pub mod reports;
mod schema;
pub mod text;
pub mod timeline;
pub mod why;
pub mod words;

pub use pile::{Card, Pile};
