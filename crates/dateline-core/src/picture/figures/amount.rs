//! Numbers as stretches of the values that they may mean, so that "more than a third" can be held beside 12 of 34.
//!
//! "About 600" may be a tenth more or less. "At least 20" is open above, "up to 2,000" below. A share becomes a number
//! once the whole is known.

use crate::model::{Bound, Figure};

/// How much a rough number may be off, as a share of it.
const ROUGH: f64 = 0.1;
/// What rounding a share to a tenth of a percent may cost.
const ROUNDING: f64 = 0.05;

/// The unit of shares.
pub(super) const PERCENT: &str = "percent";

/// The least and the most that a figure may mean, in things where the whole is known and else as it stands.
pub(in super::super) fn span(figure: &Figure, whole: Option<f64>) -> (f64, f64) {
    let share = figure.unit == PERCENT;
    let slack = match (figure.bound, figure.approx, share) {
        (None, true, _) => ROUGH * figure.value,
        (_, _, true) => ROUNDING,
        _ => 0.0,
    };
    let low = figure.value - slack;
    let high = figure.max.unwrap_or(figure.value) + slack;
    let (low, high) = match figure.bound {
        Some(Bound::Min) => (low, f64::INFINITY),
        Some(Bound::Max) => (0.0, high),
        None => (low, high),
    };
    match whole.filter(|_| share) {
        Some(whole) => (low / 100.0 * whole, high / 100.0 * whole),
        None => (low, high),
    }
}

/// Whether both may be true of one thing at one time. A share and a number are compared only by a known whole; without
/// one nothing shows that they differ.
pub(in super::super) fn agree(a: &Figure, b: &Figure, whole: Option<f64>) -> bool {
    let mixed = (a.unit == PERCENT) != (b.unit == PERCENT);
    if mixed && whole.is_none() {
        return true;
    }
    let ((a_low, a_high), (b_low, b_high)) = (span(a, whole), span(b, whole));
    a_low <= b_high && b_low <= a_high
}

/// Whether both tell the same number in the same way; the whole may be left out.
pub(in super::super) fn same(a: &Figure, b: &Figure) -> bool {
    let firm = |f: &Figure| (f.bound, f.approx && f.bound.is_none(), f.unit == PERCENT);
    a.value == b.value && a.max == b.max && firm(a) == firm(b)
}

/// The whole that the figures name, when they all name the same one.
pub(super) fn whole<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<f64> {
    let mut named = figures.filter(|f| f.unit != PERCENT).filter_map(|f| f.of);
    let first = named.next()?;
    named.all(|of| of == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Figure {
        Figure { value, unit: "places".into(), ..Figure::default() }
    }
    fn share(value: f64, bound: Option<Bound>) -> Figure {
        Figure { value, bound, unit: PERCENT.into(), ..Figure::default() }
    }

    #[test]
    fn a_vague_share_is_held_beside_an_exact_number() {
        let more_than = |percent| share(percent, Some(Bound::Min));
        assert!(agree(&more_than(33.3), &of(12.0), Some(34.0)));
        assert!(!agree(&more_than(50.0), &of(12.0), Some(34.0)));
        assert!(agree(&more_than(50.0), &of(12.0), None), "without a whole nothing shows that they differ");
    }

    #[test]
    fn bounds_are_open_and_rough_numbers_have_room() {
        let least = Figure { bound: Some(Bound::Min), approx: true, ..of(20.0) };
        assert!(agree(&least, &of(63.0), None) && !agree(&least, &of(19.0), None));
        let about = Figure { approx: true, ..of(600.0) };
        assert!(agree(&about, &of(650.0), None) && !agree(&about, &of(700.0), None));
        let range = Figure { max: Some(400.0), ..of(200.0) };
        assert!(agree(&range, &of(330.0), None) && !agree(&range, &of(65.0), None));
    }

    #[test]
    fn the_whole_is_known_when_all_name_the_same() {
        let part = |of_all| Figure { of: Some(of_all), ..of(1.0) };
        assert_eq!(whole([&part(34.0), &of(3.0), &part(34.0)].into_iter()), Some(34.0));
        assert_eq!(whole([&part(34.0), &part(33.0)].into_iter()), None);
        assert!(same(&part(34.0), &of(1.0)));
    }
}
