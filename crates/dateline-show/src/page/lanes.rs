//! The timeline as a picture: a lane for each place, its stretches coloured and shaped as on the map, and above them a
//! strip with the reports of each day.
//!
//! Everything stands at shares of the width, so a lane is as sharp and its words are as large on a telephone as on a wall.
//! What is drawn of all days lies in one part of each lane, which is wider than the lane when only some days are wanted.

use super::link::View;
use super::shell::place_link;
use crate::map::style::{Fill, INK, Look, PAPER, Sides};
use crate::text::{clean, count};
use crate::{timeline, words};
use dateline_core::model::{Day, PlaceRef};
use dateline_core::picture::{Holder, Standing, Stretch};
use maud::{Markup, PreEscaped, html};
use std::collections::{BTreeMap, BTreeSet};

/// How high a lane is, and the strip, in pixels.
const LANE: f64 = 24.0;
const STRIP: f64 = 44.0;
/// The distance from one shape of a side to its next, and where the first one stands.
const APART: f64 = 132.0;
const FIRST: f64 = 11.0;
/// The longest name inside a stretch, in letters.
const LONGEST: usize = 17;
/// Days from one tick to the next, and how many ticks there may be.
const STEPS: [usize; 9] = [1, 2, 7, 14, 28, 91, 182, 364, 3640];
const TICKS: usize = 6;

/// The days of a timeline, and those of them that are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub first: Day,
    pub last: Day,
    pub from: Day,
    pub to: Day,
}

impl Axis {
    /// All days, narrowed to those between two that may be missing, turned round, or outside.
    pub fn new((first, last): (Day, Day), from: Option<Day>, to: Option<Day>) -> Axis {
        let (from, to) = (from.unwrap_or(first).clamp(first, last), to.unwrap_or(last).clamp(first, last));
        Axis { first, last, from: from.min(to), to: from.max(to) }
    }
    /// How many days there are.
    pub fn days(&self) -> i64 {
        between(self.first, self.last) + 1
    }
    /// Days counted from the first, cut to the days there are.
    pub fn number(&self, day: Day) -> i64 {
        between(self.first, day.clamp(self.first, self.last))
    }
    /// The days of a stretch that are on the axis, counted from the first.
    pub fn cut(&self, stretch: &Stretch) -> Option<(i64, i64)> {
        let (from, to) = (stretch.from.unwrap_or(self.first), stretch.to.unwrap_or(self.last));
        (from <= self.last && to >= self.first).then(|| (self.number(from), self.number(to)))
    }
    /// Whether some of these days are wanted.
    pub fn wants(&self, (from, to): (i64, i64)) -> bool {
        from <= self.number(self.to) && to >= self.number(self.from)
    }
    /// Where the part with all days begins and how wide it is, in lanes.
    fn part(&self) -> (String, String) {
        let wanted = (between(self.from, self.to) + 1) as f64;
        let part = |days: i64| share(days as f64, wanted);
        (part(-self.number(self.from)), part(self.days()))
    }
    fn at(&self, day: i64) -> String {
        share(day as f64, self.days() as f64)
    }
}

fn between(a: Day, b: Day) -> i64 {
    b.since(a).map_or(0, |s| i64::from(s.get_days()))
}

/// A part of a whole as a percentage, the same on every machine.
fn share(part: f64, whole: f64) -> String {
    let text = format!("{:.3}", part / whole * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A place with its stretches.
pub(super) struct Lane<'a> {
    pub place: &'a PlaceRef,
    pub stretches: Vec<Stretch>,
}

/// Shapes, hatching and the soft end, which lanes refer to.
pub(super) fn looks(sides: &Sides, lanes: &[Lane]) -> Markup {
    let fills: BTreeSet<Fill> = lanes.iter().flat_map(|l| &l.stretches).map(|s| fill(s, sides)).collect();
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                linearGradient id="t-fade" { stop offset="0" stop-color="#000" {} stop offset="1" stop-color="#fff" {} }
                mask id="t-soft" maskContentUnits="objectBoundingBox" { rect width="1" height="1" fill="url(#t-fade)" {} }
                @for fill in fills { (pattern(fill)) }
            }
        }
    }
}

fn pattern(fill: Fill) -> Markup {
    let look = Look { fill, standing: Standing::Reported, fade: 0 };
    let (colour, height) = (fill.colour(), LANE - 4.0);
    html! {
        @match fill {
            Fill::Unknown => {}
            Fill::Contested => pattern id="t-contested" width="8" height="8" patternUnits="userSpaceOnUse" {
                rect.under width="8" height="8" fill=(PAPER) {}
                path.stripe d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke=(INK) stroke-width="1.6" {}
            },
            Fill::Side(_) => pattern id=(format!("t-{}", fill.class())) width=(APART) height=(height) patternUnits="userSpaceOnUse" {
                rect width=(APART) height=(height) fill=(colour) fill-opacity="0.4" {}
                (PreEscaped(look.draw((FIRST, height / 2.0), 5.0)))
            },
        }
    }
}

fn fill(stretch: &Stretch, sides: &Sides) -> Fill {
    match &stretch.holder {
        Holder::Party(party) => Fill::Side(sides.rank(party)),
        Holder::Contested => Fill::Contested,
        Holder::Unknown => Fill::Unknown,
    }
}

/// One lane: the name, and what there is of the place's stretches.
pub(super) fn lane(view: &View, axis: &Axis, sides: &Sides, lane: &Lane, named: bool) -> Markup {
    let (x, width) = axis.part();
    html! {
        @if named { span.name { (place_link(view, lane.place)) } }
        svg.lane height=(LANE) role="group" aria-label=(words::place(lane.place)) {
            svg.part x=(x) width=(width) {
                @for (n, stretch) in lane.stretches.iter().enumerate() {
                    @if let Some(days) = axis.cut(stretch) { (bar(view, axis, sides, lane, n, days)) }
                }
                (today(view, axis))
            }
        }
    }
}

/// A stretch. It is hidden behind the next one for as long as that may have begun.
fn bar(view: &View, axis: &Axis, sides: &Sides, lane: &Lane, n: usize, (from, to): (i64, i64)) -> Markup {
    let stretch = &lane.stretches[n];
    let fill = fill(stretch, sides);
    if fill == Fill::Unknown {
        return hollow(axis, from, to);
    }
    let soft = |s: &Stretch| s.since.filter(|d| !d.is_one_day()).map(|d| (axis.number(d.from), axis.number(d.to)));
    let until = lane.stretches.get(n + 1).and_then(soft).map_or(to, |(_, end)| end.max(to));
    let begun = soft(stretch).filter(|(_, end)| *end >= from && *end <= until);
    let from = begun.map_or(from, |(begin, _)| begin.min(from));
    let days = (until + 1 - from) as f64;
    let sure = begun.map_or(0.0, |(_, end)| (end - from) as f64);
    let own = ((to + 1 - from) as f64 - sure).max(0.0);
    let paint = format!("url(#t-{})", fill.class());
    let title =
        format!("{}: {}, {}", words::place(lane.place), timeline::when(stretch), words::stretch(view.pile, stretch));
    let day = stretch.from.or(stretch.to).unwrap_or(axis.last);
    html! {
        a href=(view.with(&format!("/place/{}", super::percent(&lane.place.id)), Some(day), view.known)) {
            svg.stretch x=(axis.at(from)) width=(share(days, axis.days() as f64)) y="2" height=(LANE - 4.0) {
                title { (clean(&title)) }
                @if sure > 0.0 { rect.soft width=(share(sure, days)) height="100%" fill=(paint) mask="url(#t-soft)" {} }
                svg x=(share(sure, days)) width=(share(days - sure, days)) {
                    rect.body class=(border(stretch)) width="100%" height="100%" fill=(paint) stroke=(INK) {}
                }
                svg x=(share(sure, days)) width=(share(own, days)) { text x="21" y="14.5" { (inside(stretch)) } }
            }
        }
    }
}

/// How sure a stretch is, as its border.
fn border(stretch: &Stretch) -> &'static str {
    if stretch.disputed { "disputed" } else { stretch.standing.as_str() }
}

fn inside(stretch: &Stretch) -> String {
    crate::glance::cut(&clean(stretch.holder.as_str()), LONGEST)
}

/// Days of which nothing is told.
fn hollow(axis: &Axis, from: i64, to: i64) -> Markup {
    html! { line.hollow x1=(axis.at(from)) x2=(axis.at(to + 1)) y1=(LANE / 2.0) y2=(LANE / 2.0) {} }
}

/// The day asked about.
fn today(view: &View, axis: &Axis) -> Markup {
    let (day, whole) = (axis.number(view.on()) as f64 + 0.5, axis.days() as f64);
    html! { @if (axis.first..=axis.last).contains(&view.on()) { line.today x1=(share(day, whole)) x2=(share(day, whole)) y2="100%" {} } }
}

/// How many reports came out on each day; always of all days, so that a span can be chosen on it.
pub(super) fn strip(view: &View, axis: &Axis, reports: &BTreeMap<Day, usize>) -> Markup {
    let most = reports.values().max().copied().unwrap_or(1) as f64;
    let width = axis.at(1);
    let from = axis.number(axis.from);
    html! {
        svg.strip height=(STRIP) role="img" aria-label="Reports published on each day" {
            rect.span x=(axis.at(from)) width=(axis.at(axis.number(axis.to) + 1 - from)) height="100%" {}
            @for (day, n) in reports.range(axis.first..=axis.last) {
                @let height = (*n as f64 / most * (STRIP - 4.0) * 10.0).round() / 10.0;
                rect.reports x=(axis.at(axis.number(*day))) y=(STRIP - height) width=(width) height=(height) { title { (day) ": " (count(*n, "report", "reports")) } }
            }
            (today(view, axis))
        }
    }
}

/// The days below the strip. Each tick knows from how many wanted days on there is no more room for it.
pub(super) fn ticks(axis: &Axis) -> Markup {
    let (x, width) = axis.part();
    let step = |n: usize| STEPS.iter().rev().find(|s| n.is_multiple_of(**s)).copied().unwrap_or(1);
    let least = STEPS.iter().find(|s| axis.days() as usize / **s <= 40 * TICKS).copied().unwrap_or(STEPS[8]);
    let wanted = between(axis.from, axis.to) as usize + 1;
    let years = axis.first.year() != axis.last.year();
    let named = |day: Day| if years { day.to_string() } else { day.strftime("%m-%d").to_string() };
    let room = |n: usize| step(n) * TICKS;
    html! {
        svg.ticks height="18" aria-hidden="true" {
            svg.part x=(x) width=(width) {
                @for (n, day) in axis.first.series(jiff::ToSpan::day(1)).take_while(|d| *d <= axis.last).enumerate().filter(|(n, _)| n.is_multiple_of(least)) {
                    text x=(axis.at(n as i64)) y="13" data-room=(room(n)) display=[(room(n) < wanted).then_some("none")] { (named(day)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pile::Pile;
    use dateline_core::model::{Days, Party, PartyRef, Place, PlaceKind};
    use dateline_core::picture::Picture;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn stretch(holder: &str, from: Option<&str>, to: Option<&str>, since: Option<Days>) -> Stretch {
        let party = PartyRef::from(Party { id: format!("group:{holder}"), name: holder.into(), text: String::new() });
        Stretch {
            from: from.map(day),
            to: to.map(day),
            holder: Holder::Party(party),
            disputed: false,
            standing: Standing::Reported,
            since,
            origins: 1,
            support: Vec::new(),
            against: Vec::new(),
            inferred: None,
        }
    }

    fn place() -> PlaceRef {
        PlaceRef::from(Place {
            id: "t:1".into(),
            name: "Alpha".into(),
            text: String::new(),
            kind: PlaceKind::City,
            detail: None,
            lat: None,
            lon: None,
            within: None,
            country: String::new(),
            also: Vec::new(),
        })
    }

    #[test]
    fn an_uncertain_beginning_is_soft_and_covers_the_end_of_what_was_before() {
        let place = place();
        let since = Days::between(day("2021-08-04"), day("2021-08-06"));
        let stretches =
            vec![stretch("A", None, Some("2021-08-04"), None), stretch("B", Some("2021-08-05"), None, Some(since))];
        let pile = Pile::empty();
        let view = View {
            pile: &pile,
            asked: None,
            known: None,
            from: None,
            to: None,
            path: "/timeline",
            rest: "",
            store: "",
        };
        let axis = Axis::new((day("2021-08-01"), day("2021-08-10")), None, None);
        let sides = Sides::of(&Picture::assemble::<dateline_core::model::Claim>(&[], &[], day("2021-08-10")));
        let drawn = lane(&view, &axis, &sides, &Lane { place: &place, stretches }, false).into_string();
        let bars: Vec<&str> = drawn.split("<svg class=\"stretch\"").skip(1).collect();
        assert!(bars[0].starts_with(" x=\"0%\" width=\"60%\"") && !bars[0].contains("mask"), "{drawn}");
        assert!(bars[1].starts_with(" x=\"30%\" width=\"70%\""), "{drawn}");
        assert!(
            bars[1].contains("<rect class=\"soft\" width=\"28.571%\"") && bars[1].contains("url(#t-soft)"),
            "{drawn}"
        );
    }

    #[test]
    fn no_more_ticks_are_seen_than_there_is_room_for() {
        let seen = |from: &str, to: &str| {
            let axis = Axis::new((day("2020-01-01"), day("2021-12-31")), Some(day(from)), Some(day(to)));
            let drawn = ticks(&axis).into_string();
            drawn.split("<text").skip(1).filter(|t| !t.contains("display=\"none\"")).count()
        };
        let whole = seen("2020-01-01", "2021-12-31");
        assert!((2..=TICKS + 3).contains(&whole), "{whole}");
        assert!(seen("2021-03-01", "2021-03-14") > whole, "more of them on fewer days");
    }
}
