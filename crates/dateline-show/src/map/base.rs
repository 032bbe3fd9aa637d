//! Land, coasts and borders: for orientation, unlabelled, and never filled by who holds what.

use super::geometry::{Path, clipped, encloses, simplified};
use super::outlines::{Degrees, Line, LineKind, Outlines};
use super::projection::{Point, Projection, View, wrapped};
use std::collections::BTreeSet;

/// Wider than this many kilometres to a pixel, borders of divisions would only be noise.
const COARSEST_DIVISIONS: f64 = 6.0;
/// A ring is cut a little outside the map, so that its cut edge is not seen.
const BEYOND: f64 = 4.0;

/// The land as one path, for the even-odd rule.
pub fn land(view: &View, outlines: &Outlines) -> String {
    let mut path = Path::default();
    let mut turned = false;
    for parts in &outlines.rings {
        let ring = outlines.ring(parts);
        if !overlaps(view, &ring) {
            continue;
        }
        match view.projection {
            Projection::Region(middle) => {
                path.ring(&cut_to(view, &projected(view, &ring)));
                // On a plane the point opposite to the middle is everywhere far off: a ring that has it inside
                // has the map outside.
                turned ^= encloses(&ring, (wrapped(middle.0 + 180.0), -middle.1));
            }
            Projection::World(meridian) => of_the_world(view, meridian, ring, &mut path),
        }
    }
    if turned {
        let (w, h) = view.size;
        path.ring(&[(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]);
    }
    path.d
}

/// A ring on a map of the world, which the edge of the map may cut in pieces.
fn of_the_world(view: &View, meridian: f64, mut ring: Vec<Degrees>, path: &mut Path) {
    let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied()) else { return };
    if (last.0 - first.0).abs() > 180.0 {
        ring.extend([(last.0, -90.0), (first.0, -90.0)]);
    }
    for turn in [-720.0, -360.0, 0.0, 360.0, 720.0] {
        let turned: Vec<Degrees> = ring.iter().map(|p| (p.0 - meridian + turn, p.1)).collect();
        let piece = clipped(&turned, false, (-179.999, 179.999));
        let piece: Vec<Degrees> = piece.iter().map(|p| (p.0 + meridian, p.1)).collect();
        path.ring(&cut_to(view, &projected(view, &piece)));
    }
}

fn projected(view: &View, line: &[Degrees]) -> Vec<Point> {
    simplified(&line.iter().map(|p| view.at(*p)).collect::<Vec<_>>())
}

fn cut_to(view: &View, ring: &[Point]) -> Vec<Point> {
    let across = clipped(ring, false, (-BEYOND, view.size.0 + BEYOND));
    clipped(&across, true, (-BEYOND, view.size.1 + BEYOND))
}

/// The lines of one kind as a path; borders of divisions only where they are not noise, and of these countries.
pub fn lines(view: &View, outlines: &Outlines, kind: LineKind, countries: &BTreeSet<&str>) -> String {
    let mut path = Path::default();
    if kind == LineKind::Division && view.kilometres() > COARSEST_DIVISIONS {
        return path.d;
    }
    let at_home = |line: &Line| {
        kind != LineKind::Division
            || line.sides.iter().flatten().any(|n| countries.contains(outlines.divisions[*n].country.as_str()))
    };
    for line in outlines.lines.iter().filter(|l| l.kind == kind && at_home(l)) {
        add(view, &line.points, &mut path);
    }
    path.d
}

/// The lines of a file of the user's own.
pub fn own(view: &View, lines: &[Vec<Degrees>]) -> String {
    let mut path = Path::default();
    lines.iter().for_each(|line| add(view, line, &mut path));
    path.d
}

fn add(view: &View, line: &[Degrees], path: &mut Path) {
    if !overlaps(view, line) {
        return;
    }
    match view.projection {
        Projection::Region(_) => path.line(view, &projected(view, line)),
        Projection::World(meridian) => {
            for piece in uncut(line, meridian) {
                path.line(view, &projected(view, piece));
            }
        }
    }
}

/// The pieces of a line that the edge of a map of the world does not cut.
fn uncut(line: &[Degrees], meridian: f64) -> Vec<&[Degrees]> {
    let side = |p: &Degrees| ((p.0 - meridian + 180.0) / 360.0).floor();
    line.chunk_by(|a, b| side(a) == side(b)).collect()
}

/// Whether a line may be seen, going by degrees.
fn overlaps(view: &View, line: &[Degrees]) -> bool {
    let (west, south, east, north) = view.box_of_degrees();
    let mut ends = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for p in line {
        ends = (ends.0.min(p.0), ends.1.min(p.1), ends.2.max(p.0), ends.3.max(p.1));
    }
    let along = [-720.0, -360.0, 0.0, 360.0, 720.0].iter().any(|turn| ends.0 + turn <= east && ends.2 + turn >= west);
    along && ends.1 <= north && ends.3 >= south
}
