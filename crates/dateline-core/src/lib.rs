//! The brain of dateline: one report's parse in, claims out; many claims in, a picture out. No IO.
//!
//! Two pure functions carry the product. [`read::read`] takes one report with its sentences and gives
//! what the report claims. [`picture::Picture::assemble`] takes the claims of many reports and the day
//! the reader stands on, and gives who held which place on which day, on whose word. Neither opens a
//! file, asks a clock or sees the network, so both give the same answer everywhere.

pub mod fault;
pub mod knowledge;
pub mod lexicon;
pub mod model;
pub mod picture;
pub mod places;
pub mod read;
pub mod rulebook;
pub mod text;
pub mod time;
