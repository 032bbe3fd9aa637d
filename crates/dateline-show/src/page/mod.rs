//! The explorer's pages: a pile and what is asked of it in, one HTML document out.
//!
//! Every page is made on the server, needs no script, and can be kept as a file. All text goes through `maud`, which
//! escapes it; words of reports go through `safe` besides, so that nothing in them acts. Each page has a
//! [`Twin`]: the same content as JSON, made of the forms that the command line prints, and as CSV.
//!
//! Nothing is decided here, and nothing is read but the pile. What the server must add (where a store lies, a token for
//! what is written) comes in as a value.

mod add;
mod asset;
mod brief;
mod changes;
mod chart;
mod claim;
mod developments;
mod dispute;
mod evidence;
mod figures;
mod forecasts;
mod lanes;
mod link;
mod map;
mod marked;
mod overview;
mod people;
mod place;
mod report;
mod review;
mod safe;
mod search;
mod shell;
mod timeline;
mod trouble;
mod twin;

pub use add::{Batch, add};
pub use asset::{Asset, asset};
pub use brief::brief;
pub use changes::changes;
pub use claim::claim;
pub use developments::{Happened, development, development_of, developments};
pub use dispute::{board, dispute, dispute_of};
pub use figures::{all_figures, series_id, series_of, some_figures};
pub use forecasts::{forecast, forecast_of, forecasts};
pub use link::{View, percent, unpercent};
pub use map::map;
pub use overview::overview;
pub use people::{people, person, person_of};
pub use place::{place, place_of};
pub use report::{report, reports};
pub use review::{Desk, decisions, queue, review};
pub use search::{Facets, Search, found, matching};
pub use timeline::{timeline, timeline_alone};
pub use trouble::{ProblemForm, Trouble, problem, trouble};
pub use twin::Twin;

/// A page and its twin; the twin is made only when it is asked for.
pub struct Leaf<'a> {
    /// The HTML document.
    pub html: Box<dyn Fn() -> String + 'a>,
    /// The same as data.
    pub twin: Box<dyn Fn() -> Twin + 'a>,
}

impl<'a> Leaf<'a> {
    /// A page with its twin.
    fn new(html: impl Fn() -> String + 'a, twin: impl Fn() -> Twin + 'a) -> Leaf<'a> {
        Leaf { html: Box::new(html), twin: Box::new(twin) }
    }
}
