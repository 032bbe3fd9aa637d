//! What dateline knows before it reads: places, parties and news outlets.
//!
//! Everything here is data with an origin and a licence (`lexicon/` at the repository root); the
//! modules only look things up. Nothing does IO: the caller hands over bytes or text, so the same
//! brain runs from an embedded file, a user's own file or a test's few lines.

mod beside;
mod embedded;
pub mod fold;
pub mod gazetteer;
mod latin;
mod mended;
pub mod outlets;
pub(crate) mod own;
pub mod own_places;
pub mod pack;
pub mod parties;
