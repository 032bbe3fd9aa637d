//! The words of dateline: report, passage, claim, finding, picture.
//!
//! Everything here is a plain value. Nothing reads a file, a clock or the network, and nothing here
//! is serialised: stored and exported forms are types of their own in the rooms that write them, so
//! the model stays free to change.

mod claim;
mod days;
mod notice;
mod place;
mod report;
mod shared;

pub use claim::{
    Bound, Claim, Event, EventKind, Extent, Figure, Lot, Manner, Mark, PersonRef, PersonTold, Role, Says, SideOfSource,
    Source, Statement, Status, TraceStep,
};
pub use days::{Basis, Day, Days, When};
pub use notice::Notice;
pub use place::{Party, PartyRef, Place, PlaceKind, PlaceRef};
pub use report::{Block, BlockKind, DateBasis, Published, Report};
pub use shared::{Pool, Shared};

pub use dateline_tree::Span;
