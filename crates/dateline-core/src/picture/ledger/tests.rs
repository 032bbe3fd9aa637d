//! What became of expectations, on hand-made claims.

use super::{Forecast, Outcome};
use crate::model::{Claim, Days, EventKind, EventKind::*, Status};
use crate::picture::testing::*;

/// Expected in report `a8` by that day of August.
fn expected(kind: EventKind, actor: &str, by: i8) -> Claim {
    claim("a8", kind, actor, by).status(Status::Forecast).but(|c| {
        let when = c.event_mut().unwrap().when.as_mut().unwrap();
        when.days = Days::between(day(8), day(by));
        when.text = Some("within days".into());
    })
}

fn entry(claims: &[Claim], known: i8) -> Forecast {
    let mut ledger = picture(claims, known).forecasts();
    assert_eq!(ledger.len(), 1, "{ledger:#?}");
    ledger.remove(0)
}

fn outcome(claims: &[Claim], known: i8) -> Outcome {
    entry(claims, known).outcome
}

#[test]
fn a_takeover_comes_in_time_and_is_not_known_before() {
    let claims = [expected(Takeover, "R", 20).from("G"), claim("b12", Takeover, "R", 12).from("G")];
    assert_eq!(outcome(&claims, 11), Outcome::Open);
    assert_eq!(outcome(&claims, 12), Outcome::Came(Days::on(day(12)), vec!["b12/takeover/R/12".into()]));
}

#[test]
fn later_reports_do_not_change_its_id() {
    let first = expected(Takeover, "R", 20).from("G");
    let again = Claim { id: "b9".into(), report: "b9".into(), ..first.clone() };
    let came = claim("b12", Takeover, "R", 12).from("G");
    let id = entry(std::slice::from_ref(&first), 9).id;
    assert_eq!(entry(&[came, again, first], 12).id, id);
}

#[test]
fn what_nobody_tells_of_is_overdue_once_the_day_has_passed() {
    let claims = [expected(Takeover, "R", 10).from("G"), claim("b9", Hold, "G", 9)];
    assert_eq!(outcome(&claims, 10), Outcome::Open, "the last day is not over");
    assert_eq!(outcome(&claims, 11), Outcome::Overdue);
}

#[test]
fn a_takeover_by_the_other_side_is_no_fulfilment() {
    let claims = [expected(Takeover, "R", 10).from("G"), claim("b9", Takeover, "S", 9).from("G")];
    assert_eq!(outcome(&claims, 12), Outcome::Overdue);
}

#[test]
fn a_sides_own_word_is_told_as_its_claim() {
    let claims = [expected(Takeover, "R", 20).from("G"), claim("b12", Takeover, "R", 12).status(Status::Claimed)];
    assert!(matches!(outcome(&claims, 13), Outcome::Claimed(..)));
}

#[test]
fn what_was_so_before_did_not_come_true() {
    let claims = [expected(Takeover, "R", 20).from("G"), claim("b6", Takeover, "R", 5).from("G")];
    assert!(matches!(outcome(&claims, 9), Outcome::Already(_)));
}

#[test]
fn a_place_that_was_to_be_kept_is_lost() {
    let claims =
        [claim("a8", Hold, "G", 8).status(Status::Planned).undated(), claim("b12", Takeover, "R", 12).from("G")];
    assert_eq!(outcome(&claims, 12).days(), Some(Days::on(day(12))));
    assert!(matches!(outcome(&claims, 12), Outcome::Failed(..)));
}

#[test]
fn other_events_need_a_later_report_of_the_same_party() {
    let strike = |report: &str, who: &str, on| claim(report, Strike, who, on);
    let plan = expected(Strike, "R", 20);
    assert!(matches!(outcome(&[plan.clone(), strike("b12", "R", 12)], 12), Outcome::Came(..)));
    assert_eq!(outcome(&[plan.clone(), strike("b12", "S", 12)], 12), Outcome::Open);
    assert_eq!(outcome(&[plan.clone(), strike("b12", "R", 5)], 12), Outcome::Open, "that was before");
    let denied = entry(&[plan, strike("b12", "R", 12).status(Status::Negated)], 12);
    assert_eq!((denied.outcome, denied.against.len()), (Outcome::Open, 1));
}

#[test]
fn without_a_place_nothing_can_tell() {
    let nowhere = expected(Takeover, "R", 10).but(|c| c.event_mut().unwrap().place = None);
    assert!(matches!(outcome(&[nowhere], 12), Outcome::CannotTell(_)));
}

#[test]
fn the_same_expectation_of_two_origins_is_one_entry() {
    let again = expected(Takeover, "R", 20).but(|c| {
        c.report = "b9".into();
        c.id += "again";
    });
    let one = entry(&[expected(Takeover, "R", 20), again], 9);
    assert_eq!((one.claims.len(), one.origins, one.published), (2, 2, day(8)));
}

#[test]
fn headlines_are_not_entered() {
    let headline = expected(Takeover, "R", 10).but(|c| c.headline = true);
    assert!(picture(&[headline], 12).forecasts().is_empty());
}
