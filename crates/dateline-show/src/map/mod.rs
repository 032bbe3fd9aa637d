//! The map: who has which place on a day, as known on another, as one picture in SVG.
//!
//! Marks stand on named places; no area is ever filled, since the fall of a capital is not that of its province.
//! Shape and colour say who holds it, the border how sure that is, fading how old the last report is, and a hollow ring
//! that nothing tells. Command line, brief and pages all draw it here. There is no script and no style sheet in it: looks
//! are attributes, which any style sheet of a page overrides by the classes.

mod base;
pub mod boundaries;
mod geometry;
mod layout;
mod legend;
pub mod outlines;
#[cfg(feature = "png")]
mod png;
mod projection;
mod style;
#[cfg(test)]
mod tests;
mod text;

#[cfg(feature = "png")]
pub use png::png;

use crate::pile::Pile;
use crate::{text as plain, words};
use boundaries::Boundaries;
use dateline_core::model::Day;
use dateline_core::picture::Holding;
use geometry::px;
use layout::{Area, Mark};
use outlines::{LineKind, Outlines};
use projection::{Projection, View};
use std::collections::BTreeSet;
use style::{INK, PAPER, Sides};
use text::escaped;

/// Families that have the letters' usual widths; the first is the one that PNG has.
const FACES: &str = "DejaVu Sans, Verdana, Noto Sans, sans-serif";
/// What a scale may be long, in kilometres.
const SCALES: [f64; 13] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];
/// The longest passage in a description, in letters.
const PASSAGE: usize = 200;

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
}

impl Default for Options {
    fn default() -> Options {
        Options { width: 960, boundaries: None, prefix: "map".into(), link: None, tail: String::new() }
    }
}

/// The map of a day, as known on the pile's day.
pub fn svg(pile: &Pile, on: Day, options: &Options) -> String {
    let holdings = pile.picture.holdings(on);
    let sides = Sides::of(&pile.picture);
    let width = f64::from(options.width.clamp(Options::NARROWEST, Options::WIDEST));
    let margin = if width < 500.0 { 30.0 } else { 48.0 };
    let view = View::fitting(&layout::in_question(&holdings), width, margin);
    let bar = scale_bar(&view);
    let marks = layout::marks(&view, &holdings, &sides, &[bar.1, north_area(&view)]);
    let heading = heading(pile, on, width);
    let legend = legend::draw(&holdings, &marks, &sides, width, options.boundaries.is_some());
    let height = heading.1 + view.size.1 + legend.1;
    let prefix = escaped(&options.prefix);
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="dateline-map" id="{prefix}" lang="en" role="group" width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{FACES}" fill="{INK}" data-on="{on}" data-known="{known}" aria-labelledby="{prefix}-title {prefix}-desc">
<title id="{prefix}-title">Who holds what on {on}, as known on {known}</title>
<desc id="{prefix}-desc">{desc}</desc>
<rect class="page" width="{w}" height="{h}" fill="#ffffff"/>
{heading}"##,
        w = px(width),
        h = px(height),
        known = pile.known,
        desc = escaped(&described(&holdings, &marks)),
        heading = heading.0,
    );
    out += &format!("<g class=\"frame\" transform=\"translate(0 {})\">\n", px(heading.1));
    out += &ground(&view, options, &holdings, &prefix);
    out += &bar.0;
    out += &north(&view);
    out += &drawn(pile, &marks, options);
    out += &format!(
        "</g>\n<g class=\"legend\" transform=\"translate(0 {})\" font-size=\"11\">\n",
        px(heading.1 + view.size.1)
    );
    out + &legend.0 + "</g>\n</svg>\n"
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
fn described(holdings: &[Holding], marks: &[Mark]) -> String {
    let without = holdings.len() - marks.len();
    let missing = if without == 0 { String::new() } else { format!(" {without} more have no coordinates.") };
    format!(
        "{} on the map, each with its holder in its title.{missing} {}",
        plain::count(marks.len(), "place", "places"),
        legend::DEFINITION
    )
}

/// Water, land and lines.
fn ground(view: &View, options: &Options, holdings: &[Holding], prefix: &str) -> String {
    let outlines = Outlines::embedded();
    let (w, h) = (px(view.size.0), px(view.size.1));
    let mut out = format!(
        "<clipPath id=\"{prefix}-clip\"><rect width=\"{w}\" height=\"{h}\"/></clipPath>\n\
         <g class=\"ground\" clip-path=\"url(#{prefix}-clip)\" fill=\"none\" stroke-linejoin=\"round\" aria-hidden=\"true\">\n\
         <rect class=\"water\" width=\"{w}\" height=\"{h}\" fill=\"#dfe8ee\"/>\n"
    );
    let mut path = |class: &str, looks: &str, d: String| {
        if !d.is_empty() {
            out += &format!("<path class=\"{class}\" {looks} d=\"{d}\"/>\n");
        }
    };
    path("land", &format!("fill=\"{PAPER}\" fill-rule=\"evenodd\""), base::land(view, outlines));
    match &options.boundaries {
        Some(own) => path("own-boundary", "stroke=\"#8d949a\" stroke-width=\"0.9\"", base::own(view, &own.lines)),
        None => {
            let countries: BTreeSet<&str> = holdings.iter().map(|h| h.place.country.as_str()).collect();
            let mut lines = |kind, class, looks| path(class, looks, base::lines(view, outlines, kind, &countries));
            lines(LineKind::Division, "division", "stroke=\"#c3c7ca\" stroke-width=\"0.6\"");
            lines(LineKind::Coast, "coast", "stroke=\"#9db3c1\" stroke-width=\"0.7\"");
            lines(LineKind::Country, "country", "stroke=\"#83898f\" stroke-width=\"1\"");
            lines(
                LineKind::Disputed,
                "disputed-line",
                "stroke=\"#83898f\" stroke-width=\"1\" stroke-dasharray=\"4 3\"",
            );
        }
    }
    out + &format!(
        "</g>\n<rect class=\"edge\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#83898f\"/>\n",
        px(view.size.0 - 1.0),
        px(view.size.1 - 1.0)
    )
}

/// The scale, and the area it takes.
fn scale_bar(view: &View) -> (String, Area) {
    let most = view.kilometres() * view.size.0 / 4.0;
    let km = SCALES.iter().rev().find(|km| **km <= most).unwrap_or(&SCALES[0]);
    let (length, y) = (km / view.kilometres(), view.size.1 - 12.0);
    let at = if matches!(view.projection, Projection::World(_)) { " at the equator" } else { "" };
    let words = format!("{km} km{at}");
    let d = format!("M10 {}v5h{}v-5", px(y - 5.0), px(length));
    let halo = format!("stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\"");
    let out = format!(
        "<g class=\"scale\"><path d=\"{d}\" fill=\"none\" stroke=\"{INK}\"/><text x=\"{}\" y=\"{}\" font-size=\"10\" {halo}>{words}</text></g>\n",
        px(16.0 + length),
        px(y + 1.0)
    );
    (out, (0.0, y - 12.0, 24.0 + length + text::width(&words, 10.0), view.size.1))
}

fn north_area(view: &View) -> Area {
    (view.size.0 - 30.0, 0.0, view.size.0, 34.0)
}

/// North is up in the middle of the map.
fn north(view: &View) -> String {
    let x = view.size.0 - 15.0;
    format!(
        "<g class=\"north\"><title>North is up in the middle of the map</title><path d=\"M{0} 6l4 10h-8z\"/><text x=\"{0}\" y=\"28\" font-size=\"10\" text-anchor=\"middle\" stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\">N</text></g>\n",
        px(x)
    )
}

/// Marks, the weightiest on top, and over them the labels.
fn drawn(pile: &Pile, marks: &[Mark], options: &Options) -> String {
    let mut out = String::from("<g class=\"marks\">\n");
    for mark in marks.iter().rev() {
        out += &one(pile, mark, options);
    }
    out += "</g>\n<g class=\"labels\" aria-hidden=\"true\" paint-order=\"stroke\" stroke=\"#fbfaf7\" stroke-width=\"2.6\" stroke-linejoin=\"round\">\n";
    for (mark, label) in marks.iter().filter_map(|m| Some((m, m.label.as_ref()?))) {
        out += &format!(
            "<text class=\"label\" data-place=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>\n",
            escaped(&mark.holding.place.id),
            px(label.area.0),
            px(label.area.3 - label.size * 0.32),
            px(label.size),
            escaped(&label.text)
        );
    }
    out + "</g>\n"
}

fn one(pile: &Pile, mark: &Mark, options: &Options) -> String {
    let (holding, place) = (mark.holding, &mark.holding.place);
    let within = place.within.as_ref().map_or(String::new(), |w| format!(" ({})", plain::clean(w)));
    let beyond = if mark.beyond { " It lies beyond the edge of the map." } else { "" };
    let title = format!("{}{within}: {}.{beyond}", words::place(place), words::holding(pile, holding));
    let day = |d: Option<Day>| d.map_or(String::new(), |d| d.to_string());
    let drawn = format!(
        "<g class=\"mark {} {}{}\" id=\"{}-{}\" role=\"img\" data-place=\"{}\" data-kind=\"{}\" data-holder=\"{}\" data-standing=\"{}\" data-since=\"{}\" data-last-report=\"{}\" data-age=\"{}\"><title>{}</title><desc>{}</desc>{}</g>\n",
        place.kind.as_str(),
        mark.look.classes(),
        if mark.beyond { " beyond" } else { "" },
        escaped(&options.prefix),
        encoded(&place.id),
        escaped(&place.id),
        place.kind.as_str(),
        escaped(holding.holder.as_str()),
        mark.look.standing.as_str(),
        day(holding.since.map(|d| d.from)),
        day(holding.last_report),
        style::age(holding).map_or(String::new(), |n| n.to_string()),
        escaped(&title),
        escaped(&passage(pile, holding)),
        mark.look.draw(mark.at, mark.r),
    );
    match &options.link {
        Some(link) => {
            let (before, after) = (escaped(link), escaped(&options.tail));
            format!("<a href=\"{before}{}{after}\">{}</a>\n", encoded(&place.id), drawn.trim_end())
        }
        None => drawn,
    }
}

/// The first passage that a holding rests on.
fn passage(pile: &Pile, holding: &Holding) -> String {
    match pile.claims_of(&holding.support).first() {
        Some(claim) => format!("{} [{}]", plain::quote(&claim.quote, PASSAGE), claim.report),
        None => holding.inferred.clone().unwrap_or_else(|| "No passage tells who has it.".into()),
    }
}

/// An id as part of an address and of other ids: percent-encoded.
fn encoded(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => out.push(byte as char),
            false => out += &format!("%{byte:02X}"),
        }
    }
    out
}
