//! Where marks and labels go. Towns lie where they are; sites lie beside their town, labels where nothing is yet.

use super::outlines::Degrees;
use super::projection::{Point, View};
use super::style::{Fill, Look, Sides};
use super::text;
use crate::text::clean;
use dateline_core::model::{PlaceKind, PlaceRef};
use dateline_core::picture::{Holder, Holding};
use std::collections::BTreeSet;

/// Sixteen directions, as steps right and down.
const AROUND: [Point; 16] = [
    (1.0, 0.0),
    (0.71, 0.71),
    (0.71, -0.71),
    (0.0, 1.0),
    (0.0, -1.0),
    (-0.71, 0.71),
    (-0.71, -0.71),
    (-1.0, 0.0),
    (0.92, 0.38),
    (0.92, -0.38),
    (0.38, 0.92),
    (0.38, -0.92),
    (-0.38, 0.92),
    (-0.38, -0.92),
    (-0.92, 0.38),
    (-0.92, -0.38),
];
/// The enlargements at which names are laid out, the whole map's among them; below it are those of small screens.
pub const ZOOMS: [f64; 9] = [SMALLEST, 0.5, 0.7, WHOLE, 1.5, 2.0, 3.0, 5.0, 8.0];
/// The map as a telephone shows it.
pub const SMALLEST: f64 = 0.3;
/// The map as it is drawn.
pub const WHOLE: f64 = 1.0;
/// The longest label, in letters; the whole name is in the title.
const LONGEST: usize = 28;

/// A place in the picture.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// Who has it.
    pub holding: &'a Holding,
    /// How it looks.
    pub look: Look,
    /// Where it is.
    pub at: Point,
    /// Its radius.
    pub r: f64,
    /// Whether the place lies beyond the map, and the mark stands at the edge.
    pub beyond: bool,
    /// Its name, where there was room.
    pub label: Option<Label>,
}

impl<'a> Mark<'a> {
    /// The same mark on another day.
    pub fn on(self, holding: &'a Holding, sides: &Sides) -> Mark<'a> {
        Mark { holding, look: Look::of(holding, sides), ..self }
    }

    /// How far the mark reaches from its middle.
    pub fn reach(&self) -> f64 {
        let second = if self.look.standing == dateline_core::picture::Standing::Disputed { 3.0 } else { 0.0 };
        (self.r + second) * 1.25
    }
}

/// A name beside a mark.
#[derive(Clone, Debug)]
pub struct Label {
    /// What is written.
    pub text: String,
    /// Size of the letters.
    pub size: f64,
    /// Its box around the mark's middle: left, top, right, bottom.
    pub area: Area,
    /// From which enlargement on there is room for it.
    pub zoom: f64,
}

impl Label {
    /// Its box on the map at an enlargement.
    pub fn place(&self, mark: Point, zoom: f64) -> Area {
        let (x, y) = (mark.0 * zoom, mark.1 * zoom);
        (self.area.0 + x, self.area.1 + y, self.area.2 + x, self.area.3 + y)
    }
}

/// Left, top, right, bottom.
pub type Area = (f64, f64, f64, f64);

/// Whether two boxes have a point in common.
pub fn overlap(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Coordinates of a place that has them.
pub fn degrees(place: &PlaceRef) -> Option<Degrees> {
    let (lon, lat) = (place.lon?, place.lat?);
    ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then_some((lon, lat))
}

/// What the map has to show: places that somebody has or fights for, and those not known that lie among them.
pub fn in_question(holdings: &[&Holding]) -> Vec<Degrees> {
    let told = |h: &&&Holding| h.holder != Holder::Unknown || h.disputed;
    let points: Vec<Degrees> = holdings.iter().filter(told).filter_map(|h| degrees(&h.place)).collect();
    match points.is_empty() {
        true => holdings.iter().filter_map(|h| degrees(&h.place)).collect(),
        false => points,
    }
}

/// All marks, the weightiest first, with the labels that fit at some of the enlargements. Nothing is written over the
/// areas taken.
pub fn marks<'a>(view: &View, holdings: &[&'a Holding], sides: &Sides, taken: &[Area], zooms: &[f64]) -> Vec<Mark<'a>> {
    let crowd = holdings.len() > 80 || view.size.0 < 500.0;
    let mut marks: Vec<Mark> =
        holdings.iter().filter_map(|h| mark(view, h, sides, if crowd { 0.8 } else { 1.0 })).collect();
    marks.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| name(a).cmp(&name(b))));
    settle(view, &mut marks);
    let ids: BTreeSet<String> = marks.iter().map(|m| m.holding.place.id.clone()).collect();
    let last = zooms.last().copied().unwrap_or(WHOLE);
    zooms.iter().for_each(|zoom| label(view, &mut marks, taken, &ids, (*zoom, last)));
    marks
}

fn mark<'a>(view: &View, holding: &'a Holding, sides: &Sides, size: f64) -> Option<Mark<'a>> {
    let at = view.at(degrees(&holding.place)?);
    let r = size
        * match holding.place.kind {
            PlaceKind::City => 6.0,
            PlaceKind::Facility => 3.6,
            _ => 4.6,
        };
    let beyond = !view.has(at, 10.0);
    let mark = Mark { holding, look: Look::of(holding, sides), at, r, beyond, label: None };
    Some(if beyond { Mark { at: at_edge(view, at), ..mark } } else { mark })
}

/// Where the way from the middle to a point leaves the map.
fn at_edge(view: &View, at: Point) -> Point {
    let (w, h) = (view.size.0 / 2.0, view.size.1 / 2.0);
    let (dx, dy) = (at.0 - w, at.1 - h);
    let part = ((w - 12.0) / dx.abs().max(1e-9)).min((h - 12.0) / dy.abs().max(1e-9)).min(1.0);
    (w + dx * part, h + dy * part)
}

/// What a reader must not miss comes first: fights and disputes, then what is held, by kind and number of origins.
fn weight(mark: &Mark) -> (bool, bool, bool, u8, usize) {
    let kind = match mark.holding.place.kind {
        PlaceKind::City => 3,
        PlaceKind::Province | PlaceKind::Country => 2,
        PlaceKind::District | PlaceKind::Region => 1,
        PlaceKind::Facility => 0,
    };
    let town = mark.holding.place.kind == PlaceKind::City;
    let hot = mark.holding.disputed || mark.look.fill == Fill::Contested;
    (town, mark.look.fill != Fill::Unknown, hot, kind, mark.holding.origins)
}

fn name<'a>(mark: &'a Mark) -> (&'a str, &'a str) {
    (&mark.holding.place.name, &mark.holding.place.id)
}

/// Moves what is no town, and so has no exact point, to where it covers nothing; sites lie close to their town.
fn settle(view: &View, marks: &mut [Mark]) {
    for n in 0..marks.len() {
        if marks[n].holding.place.kind == PlaceKind::City && !marks[n].beyond {
            continue;
        }
        let covers = |at: Point, r: f64| {
            let towns =
                marks.iter().enumerate().filter(|(m, o)| *m < n || *m != n && o.holding.place.kind == PlaceKind::City);
            towns.map(|(_, o)| o).any(|o| apart(o.at, at) < o.reach() + r)
        };
        let (home, r) = (marks[n].at, marks[n].reach());
        let ways = (0..5).flat_map(|ring| AROUND.iter().map(move |way| (way, 6.0 + 5.0 * f64::from(ring) + r)));
        let spots = std::iter::once(home).chain(ways.map(|(way, far)| (home.0 + way.0 * far, home.1 + way.1 * far)));
        let free = spots.filter(|at| view.has(*at, r)).find(|at| !covers(*at, r));
        marks[n].at = free.unwrap_or(home);
    }
}

fn apart(a: Point, b: Point) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    libm::sqrt(x * x + y * y)
}

/// Writes names in turn, each at the first of eight positions where it covers no mark and no other name, from this
/// enlargement to the last one. Marks and names keep their size.
fn label(view: &View, marks: &mut [Mark], taken: &[Area], ids: &BTreeSet<String>, (zoom, last): (f64, f64)) {
    let frame = (view.size.0 * zoom, view.size.1 * zoom);
    let corners: Vec<Area> = taken.iter().map(|area| in_its_corner(view, *area, zoom)).collect();
    for n in 0..marks.len() {
        let mark = &marks[n];
        // "Airport" would be read as the name of the town where that has no room yet.
        let early = mark.holding.place.kind == PlaceKind::Facility && zoom < WHOLE;
        if mark.label.is_some() || early {
            continue;
        }
        let text = written(view, mark, ids);
        let size = if mark.holding.place.kind == PlaceKind::City { 11.0 } else { 9.0 };
        let (w, h) = (text::width(&text, size), size * 1.2);
        let free = |label: &Label| {
            let area = label.place(mark.at, zoom);
            let inside = area.0 >= 2.0 && area.1 >= 2.0 && area.2 <= frame.0 - 2.0 && area.3 <= frame.1 - 2.0;
            let clear = |other: &Mark| {
                let (r, off) = (other.reach(), (other.at.0 - mark.at.0, other.at.1 - mark.at.1));
                let covers = |b: Area| meet(label.area, b, off, (zoom, last));
                !covers((-r, -r, r, r)) && !other.label.as_ref().is_some_and(|l| covers(l.area))
            };
            let mut others = marks.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, o)| o);
            inside && !corners.iter().any(|c| overlap(area, *c)) && others.all(clear)
        };
        let labels = positions(mark.reach() + 1.5, w, h).map(|area| Label { text: text.clone(), size, area, zoom });
        let label = labels.into_iter().find(free);
        marks[n].label = label;
    }
}

/// Whether two boxes that keep their size meet at some enlargement of a range, when their middles are so far apart.
fn meet(a: Area, b: Area, off: Point, (least, most): (f64, f64)) -> bool {
    let along = |low: f64, high: f64, off: f64| match off == 0.0 {
        true if low < 0.0 && high > 0.0 => (f64::MIN, f64::MAX),
        true => (f64::MAX, f64::MIN),
        false => ((low / off).min(high / off), (low / off).max(high / off)),
    };
    let (x, y) = (along(a.0 - b.2, a.2 - b.0, off.0), along(a.1 - b.3, a.3 - b.1, off.1));
    let (from, to) = (x.0.max(y.0), x.1.min(y.1));
    from < to && from < most && to > least
}

/// Where something that keeps its size and its corner is on a map of another size.
fn in_its_corner(view: &View, area: Area, zoom: f64) -> Area {
    let moved = |from: f64, whole: f64| if from > whole / 2.0 { whole * (zoom - WHOLE) } else { 0.0 };
    let (x, y) = (moved(area.0, view.size.0), moved(area.1, view.size.1));
    (area.0 + x, area.1 + y, area.2 + x, area.3 + y)
}

/// Right, left, then corners, then above and below.
fn positions(r: f64, w: f64, h: f64) -> [Area; 8] {
    let (d, mid) = (r * 0.7, h / 2.0);
    let at = |left: f64, top: f64| (left, top, left + w, top + h);
    [
        at(r, -mid),
        at(-r - w, -mid),
        at(d, -d - h),
        at(d, d),
        at(-d - w, -d - h),
        at(-d - w, d),
        at(-w / 2.0, -r - h),
        at(-w / 2.0, r),
    ]
}

/// The name; of a site beside its town only what it is; of a place beyond the map with an arrow to it.
fn written(view: &View, mark: &Mark, ids: &BTreeSet<String>) -> String {
    let place = &mark.holding.place;
    let beside_town =
        place.kind == PlaceKind::Facility && place.id.rsplit_once('/').is_some_and(|(town, _)| ids.contains(town));
    let own = match &place.detail {
        Some(detail) if beside_town => clean(detail),
        _ => crate::words::place(place),
    };
    let name = text::short(&own, LONGEST);
    if !mark.beyond {
        return name;
    }
    let (x, y) = (mark.at.0 / view.size.0, mark.at.1 / view.size.1);
    let arrow = if x < 0.1 {
        "←"
    } else if x > 0.9 {
        "→"
    } else if y < 0.5 {
        "↑"
    } else {
        "↓"
    };
    format!("{arrow} {name}")
}
