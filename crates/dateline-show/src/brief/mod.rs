//! The brief: what a person reads first, in ten fixed sections on about two pages.
//!
//! [`build`] makes a typed document from the picture; every line of it carries the passages it rests on and one word of a
//! fixed list for how far. [`text()`], [`markdown()`] and [`html()`] write it, [`check()`] walks it and finds what does not hold:
//! a citation that is no passage of its report, a line without one, a word stronger than its support. What is only
//! claimed is told as what somebody said; what was expected or planned stands apart.

mod ahead;
mod changed;
pub mod check;
mod control;
mod desk;
mod disputed;
mod events;
mod figures;
mod head;
pub mod html;
mod judged;
pub mod markdown;
pub mod model;
pub mod plain;
mod unknown;

pub use check::{Flaw, check};
pub(crate) use control::{changes, is_change};
pub use html::{body, html};
pub use markdown::markdown;
pub use model::Brief;
pub use plain::text;

use crate::pile::Pile;
use dateline_core::model::{Day, Notice, PlaceRef};
use dateline_core::picture::decisions::{Decision, State};
use desk::Desk;
use model::{Line, Section};

/// Most words that are quoted from a report in one place.
pub const LONGEST: usize = 25;

/// Width of the map on a page, in pixels.
const MAP: u32 = 720;

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Template {
    /// The most consequential, on about two pages; the rest is counted, with the command that lists it.
    #[default]
    TwoPage,
    /// Everything.
    Full,
}

/// What is asked.
#[derive(Clone, Copy, Default)]
pub struct Ask<'a> {
    /// The day asked about; the pile's known day when not given.
    pub on: Option<Day>,
    /// The pile as it was known earlier, to tell what changed.
    pub before: Option<&'a Pile>,
    /// The analyst's decisions and what became of them.
    pub decisions: &'a [(&'a Decision, &'a State)],
    /// Remarks on the input.
    pub notices: &'a [Notice],
    /// How much is told.
    pub template: Template,
    /// Whether a page shows the map of the day.
    pub map: bool,
}

impl Ask<'_> {
    /// So many lines of a section, or all.
    fn most(&self, two_pages: usize) -> usize {
        if self.template == Template::Full { usize::MAX } else { two_pages }
    }
}

/// Builds the brief of a pile.
pub fn build(pile: &Pile, ask: &Ask) -> Brief {
    let mut desk = Desk::new(pile, ask);
    let desk = &mut desk;
    let on = desk.on;
    let mut sections = vec![head::bottom_line(desk, on)];
    sections.extend(changed::section(desk));
    sections.extend(control::section(desk, on));
    sections.extend(events::section(desk, on));
    sections.extend(figures::section(desk, on));
    sections.extend(disputed::section(desk));
    sections.extend(unknown::section(desk, on));
    sections.extend(ahead::section(desk));
    sections.extend(judged::section(desk));
    let (sources, uncited) = head::sources(desk);
    Brief {
        title: head::title(desk, on),
        head: head::head(desk, on),
        sections,
        sources,
        uncited,
        map: ask.map.then(|| map(pile, on)).flatten(),
        template: ask.template,
    }
}

/// The map of the day, where it has one and places have coordinates.
fn map(pile: &Pile, on: Day) -> Option<String> {
    let drawn = |p: &PlaceRef| p.lat.is_some() && p.lon.is_some();
    let worth = on < Day::MAX && pile.picture.places().any(drawn);
    worth.then(|| crate::map::svg(pile, on, &crate::map::Options { width: MAP, ..Default::default() }))
}

/// A section of lines, unless it has nothing to say.
fn section(number: u8, title: &'static str, lines: Vec<Line>, more: String) -> Option<Section> {
    let section = Section { number, title, about: String::new(), rows: Vec::new(), lines, more };
    (!section.lines.is_empty()).then_some(section)
}

/// How the brief is made, below every brief.
const METHOD: &str = "Made by a program from these reports alone, without clock or network. Reports that carry one text are \
    one origin. A side’s word for its own success is a claim, its word for its own loss is not. Days are the reports’ own; two \
    under “since” are the first and the last on which it may have begun. [3:5] is paragraph 5 of source 3, c a caption, h the \
    headline.";

/// What the status words mean.
pub(crate) const LEGEND: &[(&str, &str)] = &[
    ("reported", "one origin, in its own voice"),
    ("said by", "one origin, which names who says it"),
    ("claimed by", "a side’s word for its own success, or hearsay"),
    ("confirmed by", "independent origins, or the side that lost"),
    ("disputed", "reports disagree"),
    ("denied by", "said not to be so"),
    ("withdrawn", "taken back by its outlet"),
    ("no new report since", "silence since that day"),
];
