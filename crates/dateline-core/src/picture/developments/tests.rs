//! What is joined into one happening, and what stays apart.

use super::*;
use crate::model::{Basis, Claim, EventKind::*, Extent, Place, PlaceKind, Status};
use crate::picture::lineage::{Digest, Print, Source};
use crate::picture::testing::*;

fn told(claims: &[Claim]) -> Vec<Development> {
    picture(claims, 19).developments()
}

/// What a test compares: the days of August, the standing, the origins, how many passages for and against.
fn summary(development: &Development) -> (i8, i8, Standing, usize, usize, usize) {
    let (d, days) = (development, development.days.unwrap());
    (days.from.day(), days.to.day(), d.standing, d.origins, d.support.len(), d.against.len())
}

fn at(name: &str, kind: PlaceKind) -> impl Fn(&mut Claim) {
    move |c| {
        c.event_mut().unwrap().place =
            Some(PlaceRef::from(Place { within: Some("orlen".into()), ..Place::clone(&place(name, kind)) }));
        c.id += name;
    }
}

fn over(from: i8, to: i8) -> impl Fn(&mut Claim) {
    move |c| c.event_mut().unwrap().when.as_mut().unwrap().days = Days { from: day(from), to: day(to) }
}

fn spoken_by(name: &'static str) -> impl Fn(&mut Claim) {
    move |c| c.source.as_mut().unwrap().name = Some(name.into())
}

#[test]
fn reports_of_one_capture_are_one_development() {
    let claims =
        [claim("a8", Takeover, "R", 8).from("G").but(over(7, 8)), claim("b9", Takeover, "R", 9).but(over(8, 9))];
    let all = told(&claims);
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(8, 8, Standing::Confirmed, 2, 2, 0)]);
    assert_eq!((all[0].gainer().unwrap().name.as_str(), all[0].loser().unwrap().name.as_str()), ("R", "G"));
    assert_eq!((all[0].first_report, all[0].last_report), (Some(day(8)), Some(day(9))));
}

#[test]
fn days_that_cannot_both_be_right_are_shown_as_disputed() {
    let all = told(&[claim("a8", Takeover, "R", 7), claim("b9", Takeover, "R", 9)]);
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(7, 9, Standing::Confirmed, 2, 2, 0)]);
    assert!(all[0].day_disputed);
}

#[test]
fn a_place_retaken_between_was_taken_twice() {
    let claims = [
        claim("a5", Takeover, "R", 5).from("G"),
        claim("b6", Takeover, "G", 6).from("R"),
        claim("c7", Takeover, "R", 7).from("G"),
    ];
    assert_eq!(told(&claims).len(), 3);
}

#[test]
fn strikes_of_two_days_or_two_parties_are_two() {
    let claims = [claim("a5", Strike, "R", 5), claim("b6", Strike, "R", 6), claim("c5", Strike, "G", 5)];
    assert_eq!(told(&claims).len(), 3);
}

#[test]
fn one_spokesman_in_two_papers_is_one_origin() {
    let by = |report| claim(report, Strike, "R", 5).said_by("a spokesman").but(spoken_by("Karim Dost"));
    let twice = told(&[by("a5"), by("b5")]);
    assert_eq!(twice.iter().map(summary).collect::<Vec<_>>(), [(5, 5, Standing::Reported, 1, 2, 0)]);
    let third = told(&[by("a5"), by("b5"), claim("c5", Strike, "R", 5)]);
    assert_eq!((third[0].origins, third[0].standing), (2, Standing::Confirmed));
}

#[test]
fn copies_are_one_origin() {
    let claims = [claim("a5", Strike, "R", 5), claim("b6", Strike, "R", 5)];
    let print =
        |n: usize| Print { masked: n as u64, exact: n as u64, span: crate::model::Span::new(n, n + 1), quoted: false };
    let sources: Vec<Source> = reports(&claims)
        .into_iter()
        .map(|s| Source { digest: Digest { prints: (0..9).map(print).collect() }, ..s })
        .collect();
    let all = Picture::assemble(&claims, &sources, day(19)).developments();
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(5, 5, Standing::Reported, 1, 2, 0)]);
}

#[test]
fn a_boast_is_claimed_and_an_admission_confirms() {
    let boast = claim("a5", Takeover, "R", 5).status(Status::Claimed);
    assert_eq!(told(std::slice::from_ref(&boast))[0].standing, Standing::Claimed);
    let admitted = claim("b5", Takeover, "R", 5).said_by("an officer").but(|c| {
        c.source.as_mut().unwrap().side = crate::model::SideOfSource::Loses;
    });
    let all = told(&[boast, admitted]);
    assert_eq!((all[0].standing, all[0].admitted, all[0].origins), (Standing::Confirmed, true, 1));
}

#[test]
fn a_denial_stands_against_it_and_two_later_origins_settle_it() {
    let yes = claim("a5", Strike, "R", 5);
    let no = claim("b6", Strike, "R", 5).status(Status::Denied).said_by("a spokesman");
    let all = told(&[yes.clone(), no.clone()]);
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(5, 5, Standing::Disputed, 1, 1, 1)]);
    let later = ["c7", "d8"].map(|report| claim(report, Strike, "R", 5));
    let all = told(&[vec![yes, no], later.to_vec()].concat());
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(5, 5, Standing::Confirmed, 3, 3, 1)]);
}

#[test]
fn what_is_expected_planned_or_history_never_counts() {
    for status in [Status::Forecast, Status::Planned, Status::Background, Status::Denied, Status::Negated] {
        assert!(told(&[claim("a5", Takeover, "R", 5).status(status)]).is_empty(), "{status:?}");
    }
    let expected = claim("a5", Takeover, "R", 6).status(Status::Forecast);
    let all = told(&[expected.clone(), claim("b7", Takeover, "R", 7), claim("c15", Takeover, "G", 15)]);
    assert_eq!(all.iter().map(|d| d.expected.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!((all[0].origins, &all[0].expected), (1, &vec![expected.id]));
}

#[test]
fn a_part_is_named_and_confirms_nothing_of_the_whole() {
    let whole = claim("a8", Takeover, "R", 8).status(Status::Claimed);
    let suburb = claim("b8", Takeover, "R", 8).partial();
    let airport = claim("c8", Takeover, "R", 8).but(at("orlen/airport", PlaceKind::Facility));
    let district = claim("d8", Takeover, "R", 8).but(at("old town", PlaceKind::District));
    let far = claim("e8", Takeover, "R", 8).but(|c| {
        c.event_mut().unwrap().place = Some(place("tarn", PlaceKind::District));
    });
    let all = told(&[whole, suburb, airport, district, far]);
    assert_eq!(all.len(), 2);
    assert_eq!(summary(&all[0]), (8, 8, Standing::Claimed, 1, 1, 0));
    let parts: Vec<&str> = all[0].parts.iter().map(|p| p.place.name.as_str()).collect();
    assert_eq!(parts, ["old town", "orlen", "orlen/airport"]);
    assert!(all[1].parts.is_empty());
}

#[test]
fn what_is_told_without_a_day_is_of_the_capture_before() {
    let later = claim("b14", Takeover, "R", 14).but(|c| {
        let when = c.event_mut().unwrap().when.as_mut().unwrap();
        (when.basis, when.no_later) = (Basis::Publication, true);
    });
    let all = told(&[claim("a8", Takeover, "R", 8), later]);
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(8, 8, Standing::Confirmed, 2, 2, 0)]);
    assert!(!all[0].day_disputed);
}

#[test]
fn a_siege_of_many_days_is_one() {
    let all = told(&[claim("a5", Siege, "R", 5), claim("b7", Siege, "R", 7), claim("c9", Siege, "R", 9)]);
    assert_eq!(all.iter().map(summary).collect::<Vec<_>>(), [(5, 9, Standing::Confirmed, 3, 3, 0)]);
}

#[test]
fn later_reports_do_not_change_the_name_of_a_development() {
    let first = claim("a8", Takeover, "R", 8);
    let all = [first.clone(), claim("b9", Takeover, "R", 8), claim("c9", Takeover, "R", 8).partial()];
    assert_eq!(told(std::slice::from_ref(&first))[0].id, told(&all)[0].id);
    assert_eq!(first.event().unwrap().extent, Extent::Full);
}
