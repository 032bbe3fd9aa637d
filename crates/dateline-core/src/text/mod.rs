//! The shape of a text: which stretch of it is headline, date line, caption, running text or furniture.
//!
//! Pure functions over text that is already in memory. Nothing is rewritten: every [`Block`](crate::model::Block)
//! points into the text it was made from, so a quote found later is a quote of the original.

mod blocks;
pub mod dates;
mod lines;
pub mod recall;

pub use blocks::{blocks, body_blocks, opens_with_date};
pub use lines::{
    DateMark, PartDate, date_mark, dateline, dateline_date, is_agency_name, is_byline, is_caption_credit, is_furniture,
};
