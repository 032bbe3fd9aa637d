//! The map: who has which place on a day, as known on another, as one picture in SVG.
//!
//! Marks stand on named places; no area is ever filled, since the fall of a capital is not that of its province.
//! Shape and colour say who holds it, the border how sure that is, fading how old the last report is, and a hollow ring
//! that nothing tells. Command line, brief and pages all draw it here. There is no script and no style sheet in it: looks
//! are attributes, which any style sheet of a page overrides by the classes.

mod base;
pub mod boundaries;
mod course;
mod frame;
mod geometry;
mod layout;
mod legend;
mod moving;
pub mod outlines;
#[cfg(feature = "png")]
mod png;
mod projection;
pub(crate) mod style;
#[cfg(test)]
mod tests;
mod text;

pub use course::{Course, Run, turns};
pub use moving::{Moving, Sign, moving};
#[cfg(feature = "png")]
pub use png::png;

use crate::pile::Pile;
use crate::text as plain;
use boundaries::Boundaries;
use dateline_core::model::Day;
use dateline_core::picture::Holding;
use frame::Frame;
use geometry::px;
use layout::WHOLE;
use legend::Legend;
use projection::View;
use style::{INK, Sides};
use text::escaped;

/// Families that have the letters' usual widths; the first is the one that PNG has.
const FACES: &str = "DejaVu Sans, Verdana, Noto Sans, sans-serif";

/// How the map is drawn.
#[derive(Clone, Debug)]
pub struct Options {
    /// Width in pixels, at least [`Options::NARROWEST`].
    pub width: u32,
    /// Lines to draw in place of ours.
    pub boundaries: Option<Boundaries>,
    /// What ids begin with; two maps on one page need two.
    pub prefix: String,
    /// Where a mark leads: this with the place's id behind it, percent-encoded. Without it marks are no links.
    pub link: Option<String>,
    /// What stands behind the id in such a link, `?on=…` say.
    pub tail: String,
}

impl Options {
    /// The narrowest map.
    pub const NARROWEST: u32 = 240;
    /// The widest map.
    pub const WIDEST: u32 = 8000;

    /// The part of the world that has every place in question in it.
    fn view(&self, holdings: &[&Holding]) -> View {
        let width = f64::from(self.width.clamp(Options::NARROWEST, Options::WIDEST));
        let margin = if width < 500.0 { 30.0 } else { 48.0 };
        View::fitting(&layout::in_question(holdings), width, margin)
    }
}

impl Default for Options {
    fn default() -> Options {
        Options { width: 960, boundaries: None, prefix: "map".into(), link: None, tail: String::new() }
    }
}

/// The map of a day, as known on the pile's day.
pub fn svg(pile: &Pile, on: Day, options: &Options) -> String {
    let holdings = pile.picture.holdings(on);
    let holdings: Vec<&Holding> = holdings.iter().collect();
    let sides = Sides::of(&pile.picture);
    let view = options.view(&holdings);
    let marks = layout::marks(&view, &holdings, &sides, &frame::taken(&view), &[WHOLE]);
    let width = view.size.0;
    let heading = heading(pile, on, width);
    let legend = Legend::of(&holdings, &marks, &sides, options.boundaries.is_some()).draw(width);
    let height = heading.1 + view.size.1 + legend.1;
    let prefix = escaped(&options.prefix);
    let frame = Frame { pile, options, view: &view, marks: &marks, looks: None };
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="dateline-map" id="{prefix}" lang="en" role="group" width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{FACES}" fill="{INK}" data-on="{on}" data-known="{known}" aria-labelledby="{prefix}-title {prefix}-desc">
<title id="{prefix}-title">{title}</title>
<desc id="{prefix}-desc">{desc}</desc>
<rect class="page" width="{w}" height="{h}" fill="#ffffff"/>
{heading}"##,
        w = px(width),
        h = px(height),
        known = pile.known,
        title = title(pile, on),
        desc = escaped(&described(holdings.len(), marks.len())),
        heading = heading.0,
    );
    out += &format!("<g class=\"frame\" transform=\"translate(0 {})\">\n", px(heading.1));
    out += &frame.draw(&holdings);
    out += &format!(
        "</g>\n<g class=\"legend\" transform=\"translate(0 {})\" font-size=\"11\">\n",
        px(heading.1 + view.size.1)
    );
    out + &legend.0 + "</g>\n</svg>\n"
}

/// What a map shows, in a line.
fn title(pile: &Pile, on: Day) -> String {
    format!("Who holds what on {on}, as known on {}", pile.known)
}

/// The lines above the map, and how high they are.
fn heading(pile: &Pile, on: Day, width: f64) -> (String, f64) {
    let (read, known) = (pile.out().filter(|c| c.skipped.is_none()).count(), pile.known);
    let what = format!("Who holds what on {on}");
    let how = format!("as known on {known}, from {}", plain::count(read, "report", "reports"));
    let size = if width < 500.0 { 14.0 } else { 17.0 };
    let mut out =
        format!("<text class=\"heading\" x=\"8\" y=\"{}\" font-size=\"{}\">{what}</text>\n", px(size + 4.0), px(size));
    out += &format!("<text class=\"known\" x=\"8\" y=\"{}\" font-size=\"11\">{how}</text>\n", px(size + 19.0));
    (out, size + 27.0)
}

/// The picture in a sentence.
fn described(places: usize, marks: usize) -> String {
    let without = places - marks;
    let missing = if without == 0 { String::new() } else { format!(" {without} more have no coordinates.") };
    format!(
        "{} on the map, each with its holder in its title.{missing} {}",
        plain::count(marks, "place", "places"),
        legend::DEFINITION
    )
}
