//! Each sort of change, on a handful of hand-made claims.

use super::*;
use crate::model::Claim;
use crate::model::EventKind::{Hold, Takeover};
use crate::model::Status::{Claimed, Denied};
use crate::picture::testing::*;

/// The changes of Orlen from one day of August to another, as `kind aspects`.
fn changes(claims: &[Claim], since: i8, known: i8) -> Vec<String> {
    let later = picture(claims, known);
    let found = later.changes_since(&picture(claims, since), 7);
    let words = |c: &Change| {
        let aspects: Vec<&str> = c.aspects.iter().map(|a| a.as_str()).collect();
        format!("{} {}", c.kind.as_str(), aspects.join("+")).trim_end().to_owned()
    };
    found.iter().map(words).collect()
}

#[test]
fn nothing_changes_between_a_day_and_itself() {
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b9", Takeover, "R", 8).status(Denied)];
    assert_eq!(changes(&claims, 9, 9), [""; 0]);
}

#[test]
fn a_first_holder_is_new_and_another_one_a_revision() {
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b20", Takeover, "G", 20).from("R")];
    assert_eq!(changes(&claims, 7, 8), ["new"]);
    assert_eq!(changes(&claims, 19, 20), ["revised holder"]);
    assert_eq!(changes(&claims, 7, 20), ["new"]);
}

#[test]
fn a_second_origin_revises_the_standing_and_an_earlier_day_the_day() {
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b9", Takeover, "R", 8).from("G")];
    assert_eq!(changes(&claims, 8, 9), ["revised standing"]);
}

#[test]
fn a_denial_disputes_and_an_agreement_settles() {
    let mut claims = vec![
        claim("a8", Takeover, "R", 8).from("G").status(Claimed),
        claim("b9", Takeover, "R", 8).from("G").status(Denied),
    ];
    assert!(changes(&claims, 8, 9).contains(&"disputed".to_owned()));
    claims.extend([claim("c10", Takeover, "R", 8).from("G"), claim("d10", Takeover, "R", 8).from("G")]);
    assert!(changes(&claims, 9, 10).contains(&"settled".to_owned()));
}

#[test]
fn silence_is_told_once() {
    let elsewhere = |c: &mut Claim| c.event_mut().unwrap().place = Some(place("tarn", PlaceKind::City));
    let claims = [claim("a8", Hold, "G", 8), claim("b20", Hold, "G", 20).but(elsewhere)];
    assert_eq!(changes(&claims, 14, 15), ["quiet"]);
    assert_eq!(changes(&claims, 13, 14), [""; 0]);
    assert_eq!(changes(&claims, 15, 16), [""; 0]);
}

#[test]
fn the_same_change_has_the_same_id_whatever_else_is_told() {
    let mut claims = vec![claim("a8", Takeover, "R", 8).from("G"), claim("b10", Takeover, "G", 10).from("R")];
    let ids = |claims: &[Claim], since| -> Vec<String> {
        let found = picture(claims, 10).changes_since(&picture(claims, since), 7);
        found.into_iter().map(|c| c.id).collect()
    };
    let first = ids(&claims, 8);
    assert_eq!(first, ids(&claims, 9));
    claims.push(claim("c7", Hold, "G", 7));
    assert_eq!(first, ids(&claims, 9));
}
