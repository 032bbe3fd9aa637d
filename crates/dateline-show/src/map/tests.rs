//! Properties of the layout, over made-up piles on every part of the globe.

use super::layout::{Area, Mark, ZOOMS, in_question, marks, overlap};
use super::outlines::Degrees;
use super::projection::{Projection, View};
use super::style::{Fill, Sides};
use super::{base, outlines::Outlines};
use dateline_core::model::{Day, Days, Party, PartyRef, Place, PlaceKind, PlaceRef};
use dateline_core::picture::lineage::Source;
use dateline_core::picture::{Holder, Holding, Picture, Standing};

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
    fn around(&mut self, middle: Degrees, wide: f64) -> Degrees {
        let mut off = || (self.roll(2001) as f64 / 1000.0 - 1.0) * wide;
        let lon = middle.0 + off();
        (super::projection::wrapped(lon), (middle.1 + off()).clamp(-89.0, 89.0))
    }
}

fn holding(n: usize, at: Degrees, dice: &mut Dice) -> Holding {
    let day: Day = "2021-08-12".parse().unwrap();
    let party =
        |n: u64| PartyRef::from(Party { id: format!("group:{n}"), name: format!("Party {n}"), text: String::new() });
    let holder = match dice.roll(6) {
        0 => Holder::Unknown,
        1 => Holder::Contested,
        n => Holder::Party(party(n)),
    };
    let (kind, id) = match dice.roll(4) {
        0 if n > 0 => (PlaceKind::Facility, format!("t:{}/base", n - 1)),
        1 => (PlaceKind::Province, format!("t:{n}")),
        _ => (PlaceKind::City, format!("t:{n}")),
    };
    let standings = [Standing::Confirmed, Standing::Reported, Standing::Claimed, Standing::Disputed];
    Holding {
        place: PlaceRef::from(Place {
            id,
            name: format!("Place of some name {n}"),
            text: String::new(),
            kind,
            detail: None,
            lat: Some(at.1),
            lon: Some(at.0),
            within: None,
            country: String::new(),
            also: Vec::new(),
        }),
        on: day,
        known: day,
        holder,
        disputed: dice.roll(5) == 0,
        standing: standings[dice.roll(4) as usize],
        since: Some(Days::on(day)),
        origins: dice.roll(4) as usize,
        last_report: Some(day),
        support: Vec::new(),
        against: Vec::new(),
        inferred: None,
    }
}

fn sides() -> Sides {
    Sides::of(&Picture::assemble::<dateline_core::model::Claim>(&[], &[] as &[Source], "2021-08-12".parse().unwrap()))
}

fn each_pile(check: impl Fn(&View, &[Holding], &[Mark])) {
    let middles =
        [(66.0, 34.0), (179.5, -17.5), (33.0, 69.0), (-172.0, 65.0), (0.5, 0.2), (120.0, -88.0), (45.0, 88.5)];
    let mut dice = Dice(7);
    for middle in middles {
        for (count, wide) in [(1, 0.0), (12, 0.4), (60, 4.0), (40, 20.0), (30, 170.0)] {
            for width in [360.0, 960.0] {
                let holdings: Vec<Holding> = (0..count)
                    .map(|n| {
                        let at = dice.around(middle, wide);
                        holding(n, at, &mut dice)
                    })
                    .collect();
                let held: Vec<&Holding> = holdings.iter().collect();
                let view = View::fitting(&in_question(&held), width, 30.0);
                let marks = marks(&view, &held, &sides(), &[], &ZOOMS);
                check(&view, &holdings, &marks);
            }
        }
    }
}

#[test]
fn every_place_is_on_the_map_and_inside_the_frame() {
    each_pile(|view, holdings, marks| {
        assert_eq!(holdings.len(), marks.len());
        marks.iter().for_each(|m| assert!(view.has(m.at, 5.0), "{:?} in {:?}", m.at, view.size));
    });
}

#[test]
fn labels_cover_neither_labels_nor_marks() {
    each_pile(|view, _, marks| {
        // Between those for which names are laid out, too.
        for zoom in ZOOMS.into_iter().chain([0.5, 0.9, 1.2, 2.4, 7.0]) {
            let of = |m: &Mark| Some(m.label.as_ref().filter(|l| l.zoom <= zoom)?.place(m.at, zoom));
            let labels: Vec<Area> = marks.iter().filter_map(of).collect();
            for (n, a) in labels.iter().enumerate() {
                assert!(labels[n + 1..].iter().all(|b| !overlap(*a, *b)));
                assert!(a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= view.size.0 * zoom && a.3 <= view.size.1 * zoom);
                let covered = marks.iter().filter(|m| of(m).is_none_or(|l| l != *a));
                let around = |m: &Mark| {
                    let (x, y) = (m.at.0 * zoom, m.at.1 * zoom);
                    (x - m.r, y - m.r, x + m.r, y + m.r)
                };
                covered.for_each(|m| assert!(!overlap(*a, around(m))));
            }
        }
        let sites = marks.iter().filter(|m| m.holding.place.kind == PlaceKind::Facility);
        assert!(sites.filter_map(|m| m.label.as_ref()).all(|l| l.zoom >= 1.0));
        assert!(marks.is_empty() || marks.iter().any(|m| m.label.is_some()), "at least one name fits");
    });
}

#[test]
fn towns_keep_their_place() {
    each_pile(|view, _, marks| {
        for mark in marks.iter().filter(|m| m.holding.place.kind == PlaceKind::City && !m.beyond) {
            assert_eq!(mark.at, view.at((mark.holding.place.lon.unwrap(), mark.holding.place.lat.unwrap())));
        }
    });
}

#[test]
fn what_nobody_tells_of_is_hollow() {
    each_pile(|_, _, marks| {
        for mark in marks.iter().filter(|m| m.holding.holder == Holder::Unknown) {
            assert_eq!(mark.look.fill, Fill::Unknown);
            assert!(mark.look.draw(mark.at, mark.r).contains("fill=\"none\""));
        }
    });
}

/// Whether there is land in the middle of the map, going by the path that is drawn.
fn land_in_the_middle(view: &View) -> bool {
    let (x, y) = (view.size.0 / 2.0 + 0.013, view.size.1 / 2.0 + 0.017);
    let crosses = |(a, b): &(&(f64, f64), &(f64, f64))| {
        (a.0 <= x) != (b.0 <= x) && y < a.1 + (x - a.0) / (b.0 - a.0) * (b.1 - a.1)
    };
    let rings = base::land(view, Outlines::embedded());
    let rings = rings.split_terminator('z').map(corners);
    rings.map(|r| r.iter().zip(r.iter().cycle().skip(1)).take(r.len()).filter(crosses).count()).sum::<usize>() % 2 == 1
}

/// The corners of a ring written as `M1 2l3 4l…`.
fn corners(d: &str) -> Vec<(f64, f64)> {
    let mut pen = (0.0, 0.0);
    let steps = d.trim_start_matches('M').split('l').map(|step| {
        let (x, y) = step.split_once(' ').unwrap();
        pen = (pen.0 + x.parse::<f64>().unwrap(), pen.1 + y.parse::<f64>().unwrap());
        pen
    });
    steps.collect()
}

#[test]
fn land_is_land_and_water_is_water_in_every_view() {
    let cases = [
        ((66.0, 34.0), true),
        ((-60.0, -12.0), true),
        ((178.0, -17.8), true),
        ((178.5, -10.0), false),
        ((-178.0, -20.5), false),
        ((-30.0, 40.0), false),
        ((-170.0, 66.5), false),
        ((-175.0, 67.0), true),
        ((20.0, -80.0), true),
        ((10.0, 88.0), false),
        ((2.0, 18.0), true),
        ((51.0, 41.5), false),
    ];
    for (middle, land) in cases {
        for wide in [0.5, 3.0, 15.0, 30.0] {
            let points: [Degrees; 2] = [(middle.0, middle.1 - wide), (middle.0, middle.1 + wide)];
            let points = points.map(|p| if p.1.abs() > 90.0 { (p.0, p.1.clamp(-90.0, 90.0)) } else { p });
            let view = View::fitting(&[middle, points[0], points[1]], 400.0, 0.0);
            let Projection::Region(at) = view.projection else { continue };
            if (at.1 - middle.1).abs() < 0.01 {
                assert_eq!(land_in_the_middle(&view), land, "{middle:?} {wide}");
            }
        }
    }
}
