//! Lines and rings in the picture: drawn with as few points as a pixel can show, cut to the map, and written as paths.

use super::projection::{Point, View};

/// How far a drawn line may stray, in pixels.
const STRAY: f64 = 0.3;

/// The same line with as few points as the eye needs (Douglas and Peucker); a loop keeps its far end.
pub fn simplified(line: &[Point]) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let last = line.len() - 1;
    let mut keep = vec![false; line.len()];
    (keep[0], keep[last]) = (true, true);
    let mut stack = vec![(0, last)];
    while let Some((first, last)) = stack.pop() {
        let mut far = (STRAY * STRAY, 0);
        for at in first + 1..last {
            let d = distance(line[at], line[first], line[last]);
            if d > far.0 {
                far = (d, at);
            }
        }
        if far.1 > 0 {
            keep[far.1] = true;
            stack.extend([(first, far.1), (far.1, last)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(p, _)| *p).collect()
}

/// The square of the distance from a point to a stretch.
fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along = dx * dx + dy * dy;
    let t = if along == 0.0 { 0.0 } else { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / along).clamp(0.0, 1.0) };
    let (x, y) = (a.0 + t * dx - p.0, a.1 + t * dy - p.1);
    x * x + y * y
}

/// The part of a ring between two values of one coordinate (Sutherland and Hodgman).
pub fn clipped(ring: &[Point], vertical: bool, (low, high): (f64, f64)) -> Vec<Point> {
    let of = |p: Point| if vertical { p.1 } else { p.0 };
    let below = cut(ring, |p| of(p) - low);
    cut(&below, |p| high - of(p))
}

/// The part of a ring where a linear measure is not negative.
fn cut(ring: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut out = Vec::with_capacity(ring.len());
    let Some(&end) = ring.last() else { return out };
    let mut before = end;
    for &now in ring {
        let (a, b) = (inside(before), inside(now));
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            out.push((before.0 + t * (now.0 - before.0), before.1 + t * (now.1 - before.1)));
        }
        if b >= 0.0 {
            out.push(now);
        }
        before = now;
    }
    out
}

/// Whether a ring has a point inside: crossings of the way north are counted, so rings around a pole work too.
pub fn encloses(ring: &[Point], (lon, lat): Point) -> bool {
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1)).take(ring.len());
    let crossings = pairs.filter(|(a, b)| {
        let turn = ((a.0 + b.0) / 2.0 - lon) / 360.0;
        let lon = lon + turn.round() * 360.0;
        // The last point of a ring around a pole is a turn away from the first.
        let b = (b.0 - ((b.0 - a.0) / 360.0).round() * 360.0, b.1);
        (a.0 <= lon) != (b.0 <= lon) && lat < a.1 + (lon - a.0) / (b.0 - a.0) * (b.1 - a.1)
    });
    crossings.count() % 2 == 1
}

/// A path of SVG, written in tenths of pixels and in steps, which is exact and short.
#[derive(Default)]
pub struct Path {
    /// The `d` attribute.
    pub d: String,
}

impl Path {
    /// Adds a line; only stretches that may be seen.
    pub fn line(&mut self, view: &View, line: &[Point]) {
        let mut pen = None;
        for pair in line.windows(2) {
            if !near(view, pair[0], pair[1]) {
                pen = None;
                continue;
            }
            let last = pen.unwrap_or_else(|| self.go(pair[0]));
            pen = Some(self.step(last, pair[1]));
        }
    }

    /// Adds a closed ring.
    pub fn ring(&mut self, ring: &[Point]) {
        let Some((first, rest)) = ring.split_first().filter(|(_, rest)| rest.len() > 1) else { return };
        let mut pen = self.go(*first);
        for point in rest {
            pen = self.step(pen, *point);
        }
        self.d.push('z');
    }

    fn go(&mut self, point: Point) -> (i64, i64) {
        let at = (tenths(point.0), tenths(point.1));
        self.d += &format!("M{} {}", written(at.0), written(at.1));
        at
    }

    fn step(&mut self, from: (i64, i64), point: Point) -> (i64, i64) {
        let at = (tenths(point.0), tenths(point.1));
        if at != from {
            self.d += &format!("l{} {}", written(at.0 - from.0), written(at.1 - from.1));
        }
        at
    }
}

/// Whether a stretch may touch the map.
fn near(view: &View, a: Point, b: Point) -> bool {
    let (w, h) = view.size;
    a.0.max(b.0) >= 0.0 && a.0.min(b.0) <= w && a.1.max(b.1) >= 0.0 && a.1.min(b.1) <= h
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

fn written(tenths: i64) -> String {
    let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        rest => format!("{sign}{}.{rest}", size / 10),
    }
}

/// A length or coordinate in tenths of pixels: `12.5`, `-3`.
pub fn px(value: f64) -> String {
    written(tenths(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_exponents() {
        assert_eq!([px(12.34), px(-0.04), px(-0.26), px(3.0), px(1e9)], ["12.3", "0", "-0.3", "3", "1000000000"]);
    }

    #[test]
    fn a_ring_is_cut_to_a_box() {
        let ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let cut = clipped(&clipped(&ring, false, (5.0, 20.0)), true, (-5.0, 5.0));
        assert!(cut.iter().all(|p| p.0 >= 5.0 && p.1 <= 5.0) && cut.len() == 4, "{cut:?}");
    }

    #[test]
    fn a_ring_around_the_pole_has_the_pole_inside() {
        let ring: Vec<Point> = (0..36).map(|n| (f64::from(n) * 10.0 - 180.0, -70.0)).chain([(180.0, -70.0)]).collect();
        assert!(encloses(&ring, (13.0, -80.0)) && encloses(&ring, (-179.0, -89.0)));
        assert!(!encloses(&ring, (13.0, -60.0)) && !encloses(&ring, (185.0, 60.0)));
    }
}
