//! Days in text: expressions found, then counted from the report's day.

mod find;
mod resolve;

pub use find::{Expression, Meaning, Unit, find};
pub use resolve::{Anchor, resolve};
