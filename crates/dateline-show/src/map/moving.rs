//! The map of every day at once, for a page on which the day moves without asking for anything.
//!
//! Places and names are laid out once for all days, so that nothing jumps when the day moves; looks are drawn once, and a
//! mark refers to the one of its day. Beside the picture stands what a script needs to show another day: which runs of
//! days each place has, and what is said of it on them. The script only exchanges one for the other.

use super::course::{Course, Run};
use super::frame::{self, Frame, Looks};
use super::layout::{self, Mark, ZOOMS};
use super::legend::{Entry, Legend};
use super::projection::View;
use super::style::{INK, Look, Sides};
use super::text::escaped;
use super::{FACES, Options, described, geometry::px, title};
use crate::glance::{how_sure, short};
use crate::pile::Pile;
use crate::text::clean;
use crate::words;
use dateline_core::model::Day;
use dateline_core::picture::{Holder, Holding};
use serde::Serialize;

/// A map with what it takes to show other days on it.
#[derive(Clone, Debug)]
pub struct Moving {
    /// The frame without heading and legend, as SVG.
    pub svg: String,
    /// All days as JSON that may stand inside a script element.
    pub data: String,
    /// The legend's rows, each a title and its signs.
    pub legend: Vec<(&'static str, Vec<Sign>)>,
    /// What the legend says besides, each with a class.
    pub notes: Vec<(&'static str, String)>,
}

/// A look and what it means.
#[derive(Clone, Debug)]
pub struct Sign {
    /// The id of the look in the picture.
    pub look: String,
    /// How it fades.
    pub opacity: &'static str,
    /// What it means.
    pub words: String,
    /// Which fill it stands for and how many marks have it, where they are counted.
    pub count: Option<(String, usize)>,
}

/// The map of a day of the course, counted from its first.
pub fn moving(pile: &Pile, course: &Course, on: usize, options: &Options) -> Moving {
    let sides = Sides::of(&pile.picture);
    let today = course.on(on);
    let (view, marks) = laid_out(course, &today, &sides, options);
    let all: Vec<&Holding> = course.places.iter().flatten().map(|r| &r.holding).collect();
    let legend = Legend::of(&all, &marks, &sides, options.boundaries.is_some());
    let mut sights = Sights::default();
    let places = course.places.iter().map(|runs| place(pile, runs, &marks, &sides, &mut sights)).collect();
    let Sights { mut looks, seen } = sights;
    let signs = signs(&legend, &mut looks, &options.prefix);
    let days = Days {
        first: course.first.to_string(),
        days: course.days,
        on,
        turns: &course.turns,
        sights: seen.into_iter().map(Sight::from).collect(),
        places,
    };
    let frame = Frame { pile, options, view: &view, marks: &marks, looks: Some(&looks) };
    let svg = drawn(&frame, &today, &looks, course.day(on));
    Moving { svg, data: harmless(&days), legend: signs, notes: legend.notes }
}

/// The marks where they stand on all days, as they look today.
fn laid_out<'a>(course: &'a Course, today: &[&'a Holding], sides: &Sides, options: &Options) -> (View, Vec<Mark<'a>>) {
    let chiefs: Vec<&Holding> = course.places.iter().filter_map(|runs| chief(runs)).collect();
    let view = options.view(&chiefs);
    let now = |mark: Mark<'a>| match today.iter().find(|h| h.place.id == mark.holding.place.id) {
        Some(holding) => mark.on(holding, sides),
        None => mark,
    };
    let marks = layout::marks(&view, &chiefs, sides, &frame::taken(&view), &ZOOMS);
    (view, marks.into_iter().map(now).collect())
}

/// The run that needs most room and attention; the mark is laid out for it.
fn chief(runs: &[Run]) -> Option<&Holding> {
    let weight = |h: &Holding| {
        let held = h.holder != Holder::Unknown;
        (held || h.disputed, held, h.disputed || h.holder == Holder::Contested, h.origins)
    };
    runs.iter().rev().map(|r| &r.holding).max_by_key(|h| weight(h))
}

fn drawn(frame: &Frame, today: &[&Holding], looks: &Looks, day: Day) -> String {
    let prefix = escaped(&frame.options.prefix);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="dateline-map" id="{prefix}" lang="en" role="group" width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{FACES}" fill="{INK}" data-on="{day}" data-known="{known}" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">
<title id="{prefix}-title">{title}</title>
<desc id="{prefix}-desc">{desc}</desc>
{defs}<g class="frame">
{content}</g>
</svg>
"##,
        w = px(frame.view.size.0),
        h = px(frame.view.size.1),
        known = frame.pile.known,
        title = title(frame.pile, day),
        desc = escaped(&described(today.len(), frame.marks.len())),
        defs = looks.drawn(&prefix),
        content = frame.draw(today),
    )
}

fn signs(legend: &Legend, looks: &mut Looks, prefix: &str) -> Vec<(&'static str, Vec<Sign>)> {
    let mut sign = |entry: &Entry| Sign {
        look: format!("{prefix}-look-{}", looks.number(entry.look, entry.r)),
        opacity: entry.look.opacity(),
        words: entry.words.clone(),
        count: entry.count.map(|n| (entry.look.fill.class(), n)),
    };
    legend.rows.iter().map(|row| (row.title, row.entries.iter().map(&mut sign).collect())).collect()
}

/// The looks of all days, each once, with how far it fades.
#[derive(Default)]
struct Sights {
    looks: Looks,
    seen: Vec<(Look, usize)>,
}

impl Sights {
    fn number(&mut self, look: Look, r: f64) -> usize {
        let sight = (look, self.looks.number(look, r));
        self.seen.iter().position(|s| *s == sight).unwrap_or_else(|| {
            self.seen.push(sight);
            self.seen.len() - 1
        })
    }
}

/// All days, as the page's script reads them.
#[derive(Serialize)]
struct Days<'a> {
    /// The first day; all others are counted from it.
    first: String,
    /// How many there are.
    days: usize,
    /// The day that is shown.
    on: usize,
    /// Days on which some place changes hands.
    turns: &'a [usize],
    /// What a mark may look like; places refer to these by their numbers.
    sights: Vec<Sight>,
    places: Vec<Place>,
}

/// What a mark looks like: which look it refers to, how it fades, and how it is called and counted.
#[derive(Serialize)]
struct Sight {
    look: usize,
    opacity: &'static str,
    class: String,
    fill: String,
}

impl From<(Look, usize)> for Sight {
    fn from((look, number): (Look, usize)) -> Sight {
        Sight { look: number, opacity: look.opacity(), class: look.classes(), fill: look.fill.class() }
    }
}

/// One place on all days.
#[derive(Serialize)]
struct Place {
    id: String,
    /// What stands in its title around what is told of it.
    before: String,
    after: &'static str,
    /// What is told of it, each once.
    states: Vec<State>,
    /// From which day on which state and which sight are true; places without coordinates cannot be seen.
    runs: Vec<(usize, usize, Option<usize>)>,
}

/// What is told of a place while nothing but its age changes.
#[derive(Serialize, PartialEq, Eq)]
struct State {
    holder: String,
    kind: &'static str,
    told: String,
    says: String,
    standing: &'static str,
    /// The first day on which it may have begun, and the days as the table has them.
    since: Option<String>,
    began: Option<String>,
    sure: String,
    last: Option<String>,
}

fn place(pile: &Pile, runs: &[Run], marks: &[Mark], sides: &Sides, sights: &mut Sights) -> Place {
    let place = runs.first().map(|r| &r.holding.place);
    let mark = marks.iter().find(|m| place.is_some_and(|p| p.id == m.holding.place.id));
    let (before, after) = place.map_or_else(Default::default, |p| frame::around(p, mark.is_some_and(|m| m.beyond)));
    let mut states: Vec<State> = Vec::new();
    let mut number = |state: State| {
        states.iter().position(|s| *s == state).unwrap_or_else(|| {
            states.push(state);
            states.len() - 1
        })
    };
    let mut told = |run: &Run| {
        let sight = mark.map(|m| sights.number(Look::of(&run.holding, sides), m.r));
        (run.from, number(state(pile, &run.holding)), sight)
    };
    let runs = runs.iter().map(&mut told).collect();
    Place { id: place.map_or(String::new(), |p| clean(&p.id)), before, after, states, runs }
}

fn state(pile: &Pile, holding: &Holding) -> State {
    State {
        holder: clean(holding.holder.as_str()),
        kind: match holding.holder {
            Holder::Party(_) => "party",
            Holder::Contested => "contested",
            Holder::Unknown => "unknown",
        },
        told: clean(&words::holding(pile, holding)),
        says: clean(&frame::passage(pile, holding)),
        standing: if holding.disputed { "disputed" } else { holding.standing.as_str() },
        since: holding.since.map(|d| d.from.to_string()),
        began: holding.since.map(short),
        sure: how_sure(holding),
        last: holding.last_report.map(|d| d.to_string()),
    }
}

/// JSON in which no letter can end the element it stands in: words of reports are in it.
fn harmless(days: &Days) -> String {
    let json = serde_json::to_string(days).unwrap_or_default();
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}
