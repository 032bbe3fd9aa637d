//! What becomes of numbers, on hand-made claims.

use super::{Change, Fate};
use crate::model::{Bound, Claim, EventKind::Takeover, PlaceKind, Status};
use crate::picture::Series;
use crate::picture::testing::*;

const TOWNS: &str = "towns held by R";

fn held(report: &str, value: f64, on: i8) -> Claim {
    figure(report, "held", TOWNS, value, on)
}

fn killed(report: &str, value: f64, on: i8) -> Claim {
    let at = place("orlen", PlaceKind::City);
    figure(report, "killed", "people killed in orlen", value, on).number(|f| f.place = Some(at))
}

fn only(claims: &[Claim], known: i8) -> Series {
    let mut series = picture(claims, known).figures();
    assert_eq!(series.len(), 1, "{series:#?}");
    series.remove(0)
}

/// The fates in order of the days, in a word each.
fn fates(claims: &[Claim], known: i8) -> Vec<&'static str> {
    only(claims, known).reported.iter().map(|r| r.fate.as_str()).collect()
}

#[test]
fn the_next_days_number_takes_over() {
    let claims = [held("a8", 11.0, 8), held("b9", 12.0, 9)];
    assert_eq!(fates(&claims, 9), ["superseded", "stands"]);
    assert_eq!(fates(&claims, 8), ["stands"], "what was not out is not known");
}

#[test]
fn two_numbers_for_one_day_are_a_dispute() {
    let claims = [held("a8", 11.0, 8), held("b8", 12.0, 8), held("c8", 12.0, 8)];
    assert_eq!(fates(&claims, 8), ["disputed", "disputed", "disputed"]);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let mut claims = vec![held("a8", 11.0, 8), held("b8", 12.0, 8), held("c9", 12.0, 9), killed("a8", 3.0, 8)];
    let one = format!("{:?}{:?}", picture(&claims, 9).figures(), picture(&claims, 9).disputes());
    claims.reverse();
    assert_eq!(one, format!("{:?}{:?}", picture(&claims, 9).figures(), picture(&claims, 9).disputes()));
}

#[test]
fn a_share_is_held_beside_a_number_of_the_whole() {
    let share =
        |value| figure("b8", "held", "share of towns held by R", value, 8).number(|f| f.bound = Some(Bound::Min));
    let exact = held("a8", 12.0, 8).number(|f| f.of = Some(34.0));
    assert_eq!(fates(&[exact.clone(), share(33.3)], 8), ["stands", "stands"]);
    assert_eq!(fates(&[exact, share(50.0)], 8), ["disputed", "disputed"]);
}

#[test]
fn a_caption_that_disagrees_is_old() {
    let caption = held("a9", 9.0, 9).but(|c| c.caption = true);
    let series = only(&[caption, held("b9", 12.0, 9)], 9);
    assert_eq!(series.reported[0].fate, Fate::OldCaption);
    assert_eq!(series.reported[1].fate, Fate::Stands, "a caption disputes nothing");
}

#[test]
fn a_toll_rises_and_a_lower_one_is_a_dispute() {
    assert_eq!(fates(&[killed("a8", 3.0, 8), killed("b9", 7.0, 9)], 9), ["superseded", "stands"]);
    assert_eq!(fates(&[killed("a8", 7.0, 8), killed("b9", 3.0, 9)], 9), ["disputed", "disputed"]);
    assert_eq!(fates(&[killed("a1", 7.0, 1), killed("b9", 3.0, 9)], 9), ["stands", "stands"], "another event");
}

#[test]
fn one_narrators_numbers_are_of_several_events() {
    let morning = killed("a8", 3.0, 8);
    assert_eq!(fates(&[morning.clone(), killed("a8", 5.0, 8)], 8), ["stands", "stands"]);
    let two = [morning.said_by("a doctor"), killed("a8", 5.0, 8).said_by("the army")];
    assert_eq!(fates(&two, 8), ["disputed", "disputed"]);
}

#[test]
fn tolls_without_a_place_are_not_compared_over_reports() {
    let at_large = |report: &str, value| figure(report, "killed", "people killed", value, 8);
    assert_eq!(fates(&[at_large("a8", 385.0), at_large("b8", 42.0)], 8), ["stands", "stands"]);
}

#[test]
fn a_part_is_no_other_number_than_its_whole() {
    let part = killed("a8", 20.0, 8).said_by("the agency").number(|f| f.of = Some(27.0));
    assert_eq!(fates(&[part, killed("b8", 27.0, 8)], 8), ["stands", "stands"]);
}

#[test]
fn a_report_that_puts_itself_right_disputes_nothing() {
    let claims = [held("a8", 28.0, 8), held("b9", 25.0, 8)];
    let mut sources = vec![report("a8", 8), report("b9", 9)];
    sources.iter_mut().for_each(|s| s.outlet = Some("Gazette".into()));
    let picture = crate::picture::Picture::assemble(&claims, &sources, day(9));
    let fates: Vec<Fate> = picture.figures()[0].reported.iter().map(|r| r.fate.clone()).collect();
    assert!(matches!(fates[..], [Fate::Superseded(_), Fate::Stands]), "{fates:?}");
    assert!(picture.disputes().is_empty());
}

#[test]
fn expectations_and_conditions_dispute_nothing() {
    let expected = held("a8", 30.0, 20).status(Status::Forecast);
    let conditional = held("b8", 17.0, 8).status(Status::Forecast);
    let series = only(&[expected, conditional, held("c8", 12.0, 8)], 8);
    let fates: Vec<&str> = series.reported.iter().map(|r| r.fate.as_str()).collect();
    assert_eq!(fates, ["expected", "conditional", "stands"]);
}

#[test]
fn the_people_of_a_town_are_placed_by_a_report_of_one_town() {
    let at = place("orlen", PlaceKind::City);
    let a = figure("a8", "resident", "population of orlen", 50_000.0, 8).number(|f| {
        f.place = Some(at);
        f.bound = Some(Bound::Min);
    });
    let b = figure("b8", "resident", "population", 63_000.0, 8);
    let series = only(&[a, b, claim("b8", Takeover, "R", 8)], 8);
    assert_eq!((series.change, series.reported.len()), (Change::Fixed, 2));
    assert!(series.reported[1].placed_by_report);
}

#[test]
fn our_count_names_the_places_and_is_of_the_day() {
    let taken = |name: &str, report: &str, on| {
        claim(report, Takeover, "R", on).from("G").but(|c| {
            c.id += name;
            c.event_mut().unwrap().place = Some(place(name, PlaceKind::City));
        })
    };
    let claims = [taken("orlen", "a8", 8), taken("belz", "b9", 9), held("c9", 3.0, 9)];
    let picture = picture(&claims, 9);
    let series = &picture.figures()[0];
    let names = |on| -> Vec<String> {
        picture.tally(series, day(on)).unwrap().places.into_iter().map(|p| p.place.name.clone()).collect()
    };
    assert_eq!(names(8), ["orlen"]);
    assert_eq!(names(9), ["belz", "orlen"]);
    assert_eq!(series.unnamed(&picture.tally(series, day(9)).unwrap()), Some(1));
    let seats = figure("c9", "held", "provincial capitals held by R", 2.0, 9);
    let no_seats = super::super::testing::picture(&[taken("orlen", "a8", 8), seats], 9);
    assert_eq!(no_seats.tally(&no_seats.figures()[0], day(9)), None, "nothing tells which towns are seats");
}
