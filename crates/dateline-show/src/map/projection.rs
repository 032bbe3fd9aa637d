//! From the globe to the picture: which projection, and which part of the world.
//!
//! A region is drawn equal-area around its own middle (Lambert's azimuthal projection), which treats the equator, the
//! middle latitudes, the poles and the 180th meridian alike. What is too wide for that is drawn on the Equal Earth
//! projection. Sines come from `libm`, so that every machine draws the same picture.

use super::outlines::Degrees;
use libm::{asin, atan2, cos, sin, sqrt};

/// A point of the picture, in pixels, or on a projected plane.
pub type Point = (f64, f64);

/// Up to how far from its middle a region reaches; what is wider is the world. Radians.
const WIDEST_REGION: f64 = 0.7;
/// The cosine of the distance beyond which points of a region's projection are pulled in: the projection tears there.
const TEAR: f64 = -0.5;
/// Half of the smallest region, in radians: about 45 km.
const SMALLEST: f64 = 0.007;
/// The earth's radius in kilometres.
const EARTH: f64 = 6371.0;

/// How the globe becomes a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Lambert's azimuthal equal-area projection around a middle.
    Region(Degrees),
    /// Equal Earth around a meridian.
    World(f64),
}

impl Projection {
    /// The one that suits these points, which are at least one.
    pub fn around(points: &[Degrees]) -> Projection {
        let mut middle = mean(points);
        for _ in 0..3 {
            let plane: Vec<Point> = points.iter().map(|p| azimuthal(middle, *p)).collect();
            let (low, high) = bounds(&plane);
            middle = inverse(middle, ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0));
        }
        let wide = points.iter().any(|p| cosine(middle, *p) < cos(WIDEST_REGION));
        if wide { Projection::World(best_meridian(points)) } else { Projection::Region(middle) }
    }

    /// The point on the plane, in earth radii; north is up.
    pub fn project(&self, point: Degrees) -> Point {
        match *self {
            Projection::Region(middle) => azimuthal(middle, point),
            Projection::World(meridian) => equal_earth(wrapped(point.0 - meridian), point.1),
        }
    }
}

/// The projection with its scale and its place in the picture.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// How the globe becomes a plane.
    pub projection: Projection,
    /// Width and height of the map in pixels.
    pub size: Point,
    middle: Point,
    /// Pixels to an earth radius.
    scale: f64,
}

impl View {
    /// A view `width` pixels wide that has all the points at least `margin` pixels inside. Without points: the world.
    pub fn fitting(points: &[Degrees], width: f64, margin: f64) -> View {
        if points.is_empty() {
            return View::over(Projection::World(0.0), ((-2.7, -1.1), (2.7, 1.3)), width, 0.0);
        }
        let projection = Projection::around(points);
        let plane: Vec<Point> = points.iter().map(|p| projection.project(*p)).collect();
        let (low, high) = bounds(&plane);
        let least = if matches!(projection, Projection::World(_)) { 0.4 } else { SMALLEST };
        let half = |a: f64, b: f64| ((b - a) / 2.0).max(least);
        let (x, y) = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        let (w, h) = (half(low.0, high.0), half(low.1, high.1));
        View::over(projection, ((x - w, y - h), (x + w, y + h)), width, margin)
    }

    fn over(projection: Projection, (low, high): (Point, Point), width: f64, margin: f64) -> View {
        let (dx, dy) = (high.0 - low.0, high.1 - low.1);
        let height = (width * (dy / dx).clamp(0.5, 1.0)).round();
        let scale = ((width - 2.0 * margin) / dx).min((height - 2.0 * margin) / dy);
        View { projection, size: (width, height), middle: ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0), scale }
    }

    /// Where a point of the globe is in the picture; it may lie outside.
    pub fn at(&self, point: Degrees) -> Point {
        self.pixels(self.projection.project(point))
    }
    /// Where a point of the plane is in the picture.
    pub fn pixels(&self, plane: Point) -> Point {
        let (x, y) = (plane.0 - self.middle.0, plane.1 - self.middle.1);
        (self.size.0 / 2.0 + x * self.scale, self.size.1 / 2.0 - y * self.scale)
    }
    /// Whether a point of the picture is inside, with a margin.
    pub fn has(&self, at: Point, margin: f64) -> bool {
        (margin..=self.size.0 - margin).contains(&at.0) && (margin..=self.size.1 - margin).contains(&at.1)
    }
    /// How many kilometres a pixel is: in the middle of a region, at the equator of the world.
    pub fn kilometres(&self) -> f64 {
        EARTH / self.scale
    }
    /// The degrees that can be seen: west, south, east, north; roughly, never too few.
    pub fn box_of_degrees(&self) -> (f64, f64, f64, f64) {
        let Projection::Region(middle) = self.projection else { return (-540.0, -90.0, 540.0, 90.0) };
        let reach = sqrt(self.size.0 * self.size.0 + self.size.1 * self.size.1) / 2.0 / self.scale;
        let off = sqrt(self.middle.0 * self.middle.0 + self.middle.1 * self.middle.1);
        let radius = (2.0 * asin(((reach + off) / 2.0).min(1.0))).to_degrees() + 1.0;
        let (south, north) = (middle.1 - radius, middle.1 + radius);
        if south <= -90.0 || north >= 90.0 {
            return (-540.0, south, 540.0, north);
        }
        let east = asin((sin(radius.to_radians()) / cos(middle.1.to_radians())).min(1.0)).to_degrees();
        (middle.0 - east, south, middle.0 + east, north)
    }
}

/// A longitude between -180 and 180.
pub fn wrapped(lon: f64) -> f64 {
    lon - ((lon + 180.0) / 360.0).floor() * 360.0
}

fn azimuthal(middle: Degrees, point: Degrees) -> Point {
    let (lat0, lat, lon) = (middle.1.to_radians(), point.1.to_radians(), (point.0 - middle.0).to_radians());
    let x = cos(lat) * sin(lon);
    let y = cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon);
    let c = sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon);
    let reach = sqrt(x * x + y * y);
    match c < TEAR {
        true if reach < 1e-9 => (0.0, sqrt(3.0)),
        true => (x / reach * sqrt(3.0), y / reach * sqrt(3.0)),
        false => {
            let k = sqrt(2.0 / (1.0 + c));
            (x * k, y * k)
        }
    }
}

fn inverse(middle: Degrees, (x, y): Point) -> Degrees {
    let rho = sqrt(x * x + y * y);
    if rho < 1e-12 {
        return middle;
    }
    let c = 2.0 * asin((rho / 2.0).min(1.0));
    let lat0 = middle.1.to_radians();
    let lat = asin((cos(c) * sin(lat0) + y * sin(c) * cos(lat0) / rho).clamp(-1.0, 1.0));
    let lon = atan2(x * sin(c), rho * cos(lat0) * cos(c) - y * sin(lat0) * sin(c));
    (wrapped(middle.0 + lon.to_degrees()), lat.to_degrees())
}

fn equal_earth(lon: f64, lat: f64) -> Point {
    const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
    let t = asin(sqrt(3.0) / 2.0 * sin(lat.to_radians()));
    let (t2, t6) = (t * t, t * t * t * t * t * t);
    let under = 3.0 * (9.0 * A[3] * t6 * t2 + 7.0 * A[2] * t6 + 3.0 * A[1] * t2 + A[0]);
    (2.0 * sqrt(3.0) * lon.to_radians() * cos(t) / under, t * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]))
}

/// The cosine of the angle between two points.
fn cosine(a: Degrees, b: Degrees) -> f64 {
    let (la, lb, lon) = (a.1.to_radians(), b.1.to_radians(), (b.0 - a.0).to_radians());
    sin(la) * sin(lb) + cos(la) * cos(lb) * cos(lon)
}

/// The middle of the points on the globe.
fn mean(points: &[Degrees]) -> Degrees {
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (lon, lat) in points.iter().map(|p| (p.0.to_radians(), p.1.to_radians())) {
        x += cos(lat) * cos(lon);
        y += cos(lat) * sin(lon);
        z += sin(lat);
    }
    (atan2(y, x).to_degrees(), atan2(z, sqrt(x * x + y * y)).to_degrees())
}

/// The meridian opposite to the widest gap between the points, so that the cut through the world parts no neighbours.
fn best_meridian(points: &[Degrees]) -> f64 {
    let mut lons: Vec<f64> = points.iter().map(|p| wrapped(p.0)).collect();
    lons.sort_by(f64::total_cmp);
    let next = |n: usize| lons.get(n + 1).copied().unwrap_or(lons[0] + 360.0);
    let gap = |n: &usize| next(*n) - lons[*n];
    let widest = (0..lons.len()).max_by(|a, b| gap(a).total_cmp(&gap(b))).unwrap_or(0);
    let middle = wrapped(lons[widest] + gap(&widest) / 2.0 + 180.0);
    // Where the usual map does as well, it is what readers know.
    if lons[0] > -170.0 && lons[lons.len() - 1] < 170.0 && middle.abs() < 60.0 { 0.0 } else { middle.round() }
}

/// The lowest and the highest coordinates.
fn bounds(points: &[Point]) -> (Point, Point) {
    let first = points.first().copied().unwrap_or_default();
    points
        .iter()
        .fold((first, first), |(low, high), p| ((low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_the_same_point() {
        for middle in [(66.0, 34.0), (179.0, -17.0), (-175.0, 66.0), (20.0, 89.0), (0.0, 0.0)] {
            for point in [(middle.0 + 3.0, middle.1 - 2.0), (middle.0 - 1.0, middle.1 - 8.0)] {
                let back = inverse(middle, azimuthal(middle, point));
                assert!(
                    wrapped(back.0 - point.0).abs() < 1e-9 && (back.1 - point.1).abs() < 1e-9,
                    "{middle:?} {back:?}"
                );
            }
        }
    }

    #[test]
    fn the_projection_follows_the_points() {
        let region = Projection::around(&[(178.0, -18.0), (-179.0, -16.5)]);
        let Projection::Region(middle) = region else { panic!("{region:?}") };
        assert!(middle.0.abs() > 178.0, "two islands on both sides of the 180th meridian are neighbours: {middle:?}");
        assert!(matches!(Projection::around(&[(-77.0, 39.0), (69.0, 34.0)]), Projection::World(_)));
        assert!(matches!(Projection::around(&[(0.0, 89.0), (180.0, 88.0)]), Projection::Region(_)));
    }

    #[test]
    fn everything_that_is_fitted_lies_inside() {
        let piles: [&[Degrees]; 5] = [
            &[(66.0, 34.0), (62.0, 31.0), (70.0, 37.0)],
            &[(178.4, -18.1), (-179.9, -16.8)],
            &[(-77.0, 39.0), (69.0, 34.0), (151.0, -33.0)],
            &[(10.0, 50.0)],
            &[(-120.0, 85.0), (60.0, 85.0)],
        ];
        for points in piles {
            for width in [360.0, 960.0] {
                let view = View::fitting(points, width, 30.0);
                points.iter().for_each(|p| assert!(view.has(view.at(*p), 29.9), "{points:?} {:?}", view.at(*p)));
            }
        }
    }
}
