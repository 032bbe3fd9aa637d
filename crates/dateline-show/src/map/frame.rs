//! What stands inside the frame: water, land, lines, marks, labels, scale and north.
//!
//! A mark is a group that is moved to its place, so that its look can be exchanged without drawing it again; where looks
//! are given it only refers to one of them. All that a page may enlarge lies in one group.

use super::geometry::px;
use super::layout::{Area, Label, Mark, SMALLEST, WHOLE};
use super::outlines::{LineKind, Outlines};
use super::projection::{Projection, View};
use super::style::{self, INK, Look, PAPER};
use super::text::{self, escaped};
use super::{Options, base};
use crate::pile::Pile;
use crate::{text as plain, words};
use dateline_core::model::{Day, PlaceRef};
use dateline_core::picture::Holding;
use std::collections::{BTreeMap, BTreeSet};

/// What a scale may be long, in kilometres.
const SCALES: [f64; 13] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];
/// The longest passage in a description, in letters.
const PASSAGE: usize = 200;

/// Everything that is drawn inside the frame.
pub struct Frame<'a> {
    pub pile: &'a Pile,
    pub options: &'a Options,
    pub view: &'a View,
    pub marks: &'a [Mark<'a>],
    /// The looks that marks refer to; without them each draws its own.
    pub looks: Option<&'a Looks>,
}

/// Looks that are drawn once, each with its number; how a mark fades is told where it is used.
#[derive(Default)]
pub struct Looks {
    numbers: BTreeMap<(Look, u32), usize>,
}

impl Looks {
    /// The number of a look at a size.
    pub fn number(&mut self, look: Look, r: f64) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(key(look, r)).or_insert(next)
    }

    /// Each look drawn around the origin.
    pub fn drawn(&self, prefix: &str) -> String {
        let one = |((look, r), n): (&(Look, u32), &usize)| {
            (*n, format!("<g id=\"{prefix}-look-{n}\">{}</g>\n", look.draw((0.0, 0.0), f64::from(*r) / 10.0)))
        };
        let drawn: BTreeMap<usize, String> = self.numbers.iter().map(one).collect();
        format!("<defs>\n{}</defs>\n", drawn.into_values().collect::<String>())
    }

    fn used(&self, look: Look, r: f64, prefix: &str) -> Option<String> {
        let n = self.numbers.get(&key(look, r))?;
        Some(format!("<use class=\"keep\" href=\"#{prefix}-look-{n}\"/>"))
    }
}

/// Looks of the same size that differ only in fading are one.
fn key(look: Look, r: f64) -> (Look, u32) {
    (Look { fade: 0, ..look }, (r * 10.0).round() as u32)
}

impl Frame<'_> {
    /// The content of the frame, from its left upper corner on.
    pub fn draw(&self, holdings: &[&Holding]) -> String {
        let prefix = escaped(&self.options.prefix);
        let (w, h) = (px(self.view.size.0), px(self.view.size.1));
        let mut out = format!("<clipPath id=\"{prefix}-clip\"><rect width=\"{w}\" height=\"{h}\"/></clipPath>\n");
        out += &format!("<g class=\"sight\" clip-path=\"url(#{prefix}-clip)\">\n<g class=\"zoom\">\n");
        out += &self.ground(holdings);
        out += &self.drawn();
        out += "</g>\n</g>\n";
        out += &format!(
            "<rect class=\"edge\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#83898f\"/>\n",
            px(self.view.size.0 - 1.0),
            px(self.view.size.1 - 1.0)
        );
        out += &scale_bar(self.view).0;
        out + &north(self.view)
    }

    /// Water, land and lines.
    fn ground(&self, holdings: &[&Holding]) -> String {
        let (view, outlines) = (self.view, Outlines::embedded());
        let (w, h) = (px(view.size.0), px(view.size.1));
        let mut out = format!(
            "<g class=\"ground\" fill=\"none\" stroke-linejoin=\"round\" aria-hidden=\"true\">\n\
             <rect class=\"water\" width=\"{w}\" height=\"{h}\" fill=\"#dfe8ee\"/>\n"
        );
        let mut path = |class: &str, looks: &str, d: String| {
            if !d.is_empty() {
                out += &format!("<path class=\"{class}\" {looks} d=\"{d}\"/>\n");
            }
        };
        path("land", &format!("fill=\"{PAPER}\" fill-rule=\"evenodd\""), base::land(view, outlines));
        match &self.options.boundaries {
            Some(own) => {
                path("own-boundary", "stroke=\"#8d949a\" stroke-width=\"0.9\"", base::own(view, &own.lines));
            }
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
        out + "</g>\n"
    }

    /// Marks, the weightiest on top, and over them the labels.
    fn drawn(&self) -> String {
        let mut out = String::from("<g class=\"marks\">\n");
        for mark in self.marks.iter().rev() {
            out += &self.one(mark);
        }
        out += "</g>\n<g class=\"labels\" aria-hidden=\"true\" paint-order=\"stroke\" stroke=\"#fbfaf7\" stroke-width=\"2.6\" stroke-linejoin=\"round\">\n";
        for (mark, label) in self.marks.iter().filter_map(|m| Some((m, m.label.as_ref()?))) {
            out += &name(mark, label);
        }
        out + "</g>\n"
    }

    fn one(&self, mark: &Mark) -> String {
        let (holding, place, prefix) = (mark.holding, &mark.holding.place, escaped(&self.options.prefix));
        let (before, after) = around(place, mark.beyond);
        let title = format!("{before}{}{after}", words::holding(self.pile, holding));
        let day = |d: Option<Day>| d.map_or(String::new(), |d| d.to_string());
        let own = || mark.look.draw((0.0, 0.0), mark.r);
        // A day that moves would make it wrong.
        let aged = style::age(holding).filter(|_| self.looks.is_none());
        let age = aged.map_or(String::new(), |days| format!(" data-age=\"{days}\""));
        let drawn = format!(
            "<g class=\"mark {} {}{}\" id=\"{prefix}-{}\" transform=\"translate({} {})\" fill-opacity=\"{}\" role=\"img\" data-place=\"{}\" data-kind=\"{}\" data-holder=\"{}\" data-standing=\"{}\" data-since=\"{}\" data-last-report=\"{}\"{age}><title>{}</title><desc>{}</desc>{}</g>\n",
            place.kind.as_str(),
            mark.look.classes(),
            if mark.beyond { " beyond" } else { "" },
            encoded(&place.id),
            px(mark.at.0),
            px(mark.at.1),
            mark.look.opacity(),
            escaped(&place.id),
            place.kind.as_str(),
            escaped(holding.holder.as_str()),
            mark.look.standing.as_str(),
            day(holding.since.map(|d| d.from)),
            day(holding.last_report),
            escaped(&title),
            escaped(&passage(self.pile, holding)),
            self.looks.and_then(|looks| looks.used(mark.look, mark.r, &prefix)).unwrap_or_else(own),
        );
        match &self.options.link {
            Some(link) => {
                let (before, after) = (escaped(link), escaped(&self.options.tail));
                format!("<a href=\"{before}{}{after}\">{}</a>\n", encoded(&place.id), drawn.trim_end())
            }
            None => drawn,
        }
    }
}

/// What stands in a mark's title before and after who holds the place.
pub fn around(place: &PlaceRef, beyond: bool) -> (String, &'static str) {
    let within = place.within.as_ref().map_or(String::new(), |w| format!(" ({})", plain::clean(w)));
    let after = if beyond { ". It lies beyond the edge of the map." } else { "." };
    (format!("{}{within}: ", words::place(place)), after)
}

/// A name beside its mark; hidden while the map is too small for it.
fn name(mark: &Mark, label: &Label) -> String {
    let hidden = if label.zoom > WHOLE { " display=\"none\"" } else { "" };
    let tight = if label.zoom > SMALLEST { " tight" } else { "" };
    format!(
        "<g transform=\"translate({} {})\"><text class=\"label keep{tight}\" data-place=\"{}\" data-zoom=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{hidden}>{}</text></g>\n",
        px(mark.at.0),
        px(mark.at.1),
        escaped(&mark.holding.place.id),
        label.zoom,
        px(label.area.0),
        px(label.area.3 - label.size * 0.32),
        px(label.size),
        escaped(&label.text)
    )
}

/// The areas that names must leave free.
pub fn taken(view: &View) -> [Area; 2] {
    [scale_bar(view).1, (view.size.0 - 30.0, 0.0, view.size.0, 34.0)]
}

/// The scale, and the area it takes.
fn scale_bar(view: &View) -> (String, Area) {
    let most = view.size.0 / 4.0;
    let km = SCALES.iter().rev().find(|km| **km <= view.kilometres() * most).unwrap_or(&SCALES[0]);
    let (length, y) = (km / view.kilometres(), view.size.1 - 12.0);
    let at = if matches!(view.projection, Projection::World(_)) { " at the equator" } else { "" };
    let words = format!("{km} km{at}");
    let halo = format!("stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\"");
    let out = format!(
        "<g class=\"scale\" transform=\"translate(0 {})\" data-kilometres=\"{:.5}\" data-most=\"{}\" data-at=\"{at}\"><g class=\"fit\"><path d=\"M10 -17v5h{}v-5\" fill=\"none\" stroke=\"{INK}\"/><text x=\"{}\" y=\"-11\" font-size=\"10\" {halo}>{words}</text></g></g>\n",
        px(view.size.1),
        view.kilometres(),
        px(most),
        px(length),
        px(16.0 + length),
    );
    (out, (0.0, y - 12.0, 24.0 + length + text::width(&words, 10.0), view.size.1))
}

/// North is up in the middle of the map.
fn north(view: &View) -> String {
    format!(
        "<g class=\"north\" transform=\"translate({} 0)\"><title>North is up in the middle of the map</title><g class=\"fit\"><path d=\"M-15 6l4 10h-8z\"/><text x=\"-15\" y=\"28\" font-size=\"10\" text-anchor=\"middle\" stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\">N</text></g></g>\n",
        px(view.size.0)
    )
}

/// The first passage that a holding rests on.
pub fn passage(pile: &Pile, holding: &Holding) -> String {
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
