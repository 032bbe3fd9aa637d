//! The outlines of the world, read from the packed file; `lexicon/outlines/build.py` has the layout and the reasons.
//!
//! Lines are borders between two divisions, or coasts. They are for orientation: nothing is decided by them.

use std::sync::OnceLock;

static PACKED: &[u8] = include_bytes!("../../../../lexicon/outlines/outlines.bin");
const MAGIC: &[u8] = b"dateline outlines 1\n";
/// Units of the file in a degree.
const UNITS: f64 = 400.0;

/// A point on the globe: degrees east, degrees north.
pub type Degrees = (f64, f64);

/// What a line parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// Land and water.
    Coast,
    /// Two countries.
    Country,
    /// Two areas whose border is disputed.
    Disputed,
    /// Two first-level divisions of a country.
    Division,
}

/// A first-level division of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Two letters, as in the gazetteer.
    pub country: String,
    /// ISO 3166-2 where there is one.
    pub code: String,
    /// Its name; no other of the country has it.
    pub name: String,
}

/// A border or a coast.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it parts.
    pub kind: LineKind,
    /// The divisions on its sides, as numbers.
    pub sides: [Option<usize>; 2],
    /// Its points; longitudes run on beyond 180 degrees rather than jump.
    pub points: Vec<Degrees>,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Outlines {
    /// First-level divisions.
    pub divisions: Vec<Division>,
    /// Borders and coasts.
    pub lines: Vec<Line>,
    /// Coasts joined to rings: numbers of lines, and whether each runs backwards.
    pub rings: Vec<Vec<(usize, bool)>>,
}

impl Outlines {
    /// The outlines that are compiled in, read once. What a damaged file still tells is kept.
    pub fn embedded() -> &'static Outlines {
        static READ: OnceLock<Outlines> = OnceLock::new();
        READ.get_or_init(|| {
            let mut outlines = Outlines::default();
            let whole = outlines.fill(&mut Bytes(PACKED));
            debug_assert!(whole.is_some(), "the packed outlines are damaged");
            outlines
        })
    }

    /// The points of a ring, all the way round, longitudes running on.
    pub fn ring(&self, parts: &[(usize, bool)]) -> Vec<Degrees> {
        let mut out: Vec<Degrees> = Vec::new();
        for &(number, backwards) in parts {
            let points = &self.lines[number].points;
            let shift = match (out.last(), if backwards { points.last() } else { points.first() }) {
                (Some(end), Some(begin)) => ((end.0 - begin.0) / 360.0).round() * 360.0,
                _ => 0.0,
            };
            let shifted = |p: &Degrees| (p.0 + shift, p.1);
            match backwards {
                true => out.extend(points.iter().rev().map(shifted)),
                false => out.extend(points.iter().map(shifted)),
            }
        }
        out
    }

    fn fill(&mut self, bytes: &mut Bytes) -> Option<()> {
        bytes.0 = bytes.0.strip_prefix(MAGIC)?;
        for _ in 0..bytes.number()? {
            let country = String::from_utf8_lossy(bytes.take(2)?).into_owned();
            self.divisions.push(Division { country, code: bytes.text()?, name: bytes.text()? });
        }
        for _ in 0..bytes.number()? {
            let line = bytes.line(self.divisions.len())?;
            self.lines.push(line);
        }
        for _ in 0..bytes.number()? {
            let count = bytes.number()?;
            let parts: Option<Vec<usize>> = (0..count).map(|_| bytes.number()).collect();
            let parts = parts?.into_iter().map(|n| (n / 2, n % 2 == 1));
            self.rings.push(parts.filter(|(n, _)| *n < self.lines.len()).collect());
        }
        bytes.0.is_empty().then_some(())
    }
}

/// Bytes still to be read.
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }
    fn number(&mut self) -> Option<usize> {
        let mut value = 0usize;
        for place in 0..9 {
            let byte = self.take(1)?[0];
            value |= usize::from(byte & 127) << (7 * place);
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }
    fn signed(&mut self) -> Option<i64> {
        let n = i64::try_from(self.number()?).ok()?;
        Some(if n % 2 == 0 { n / 2 } else { -(n + 1) / 2 })
    }
    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        Some(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
    fn line(&mut self, divisions: usize) -> Option<Line> {
        use LineKind::{Coast, Country, Disputed, Division};
        let kind = *[Coast, Country, Disputed, Division].get(self.number()?)?;
        let mut side = || self.number().map(|n| n.checked_sub(1).filter(|n| *n < divisions));
        let sides = [side()?, side()?];
        let (mut x, mut y) = (0i64, 0i64);
        let mut points = Vec::new();
        for _ in 0..self.number()? {
            x += self.signed()?;
            y += self.signed()?;
            points.push((x as f64 / UNITS, y as f64 / UNITS));
        }
        Some(Line { kind, sides, points })
    }
}
