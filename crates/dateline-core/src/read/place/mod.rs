//! Places named in a report: found in the text, then given one reading each.

mod mentions;
mod nouns;
mod resolve;

pub use mentions::{Names, PlaceMention, find, is_calendar_word, surnames};
pub use nouns::{NounClass, noun_class};
pub use resolve::{Focus, Geography, reference};
