//! Figures as series: what reports say of one quantity, in order of time, beside our own count.
//!
//! [`subject`] says which figures are of the same thing, [`amount`] whether two numbers may both be true, [`number`] of
//! which day each speaks, `series` what became of each, and `tally` counts the places that reports name. No number is
//! averaged, none is chosen, and none is left out; headlines are not heard.

mod amount;
mod number;
mod series;
mod subject;
mod tally;
#[cfg(test)]
mod tests;

pub(super) use amount::{agree, same};
pub(super) use number::{Number, numbers};
pub(super) use series::{Group, groups};
pub(super) use subject::stem;
pub(super) use tally::tally;

pub use series::{Fate, Reported, Series};
pub use subject::Change;
pub use tally::{Counted, Tally};
