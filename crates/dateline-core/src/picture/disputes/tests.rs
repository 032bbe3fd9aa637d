//! Disputes of every kind, on hand-made claims.

use super::{Dispute, DisputeKind};
use crate::model::EventKind::{Clash, Closure, Hold, Takeover, Talks, Withdrawal};
use crate::model::{Bound, Claim, Extent, Manner, PlaceKind, Status};
use crate::picture::testing::*;

fn of_kind(claims: &[Claim], kind: DisputeKind) -> Vec<Dispute> {
    let known = claims.iter().map(|c| c.report[1..].parse().expect("day")).max().expect("a claim");
    picture(claims, known).disputes().into_iter().filter(|d| d.kind == kind).collect()
}

fn values(dispute: &Dispute) -> Vec<&str> {
    dispute.answers.iter().map(|a| a.value.as_str()).collect()
}

fn towns(report: &str, value: f64, on: i8) -> Claim {
    figure(report, "held", "towns held by R", value, on)
}

#[test]
fn a_count_is_disputed_day_by_day_and_ours_stands_beside() {
    let taken = claim("a8", Takeover, "R", 8).from("G");
    let claims = [taken, towns("a8", 1.0, 8), towns("b9", 3.0, 9), towns("c9", 4.0, 9), towns("d10", 5.0, 10)];
    let found = of_kind(&claims, DisputeKind::Count);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].question, "How many towns were held by R on 2021-08-09?");
    assert_eq!((values(&found[0]), found[0].open), (vec!["3", "4"], true));
    assert_eq!(found[0].counted.as_ref().unwrap().places.len(), 1);
}

#[test]
fn a_count_that_falls_while_it_was_rising_is_disputed() {
    let claims = [towns("a7", 3.0, 7), towns("b8", 9.0, 8), towns("c9", 7.0, 9)];
    assert_eq!(values(&of_kind(&claims, DisputeKind::Count)[0]), ["7", "9"]);
    let loses = [towns("a7", 9.0, 7), towns("b8", 8.0, 8), towns("c9", 7.0, 9)];
    assert!(of_kind(&loses, DisputeKind::Count).is_empty(), "a side that loses has fewer each day");
}

#[test]
fn vague_beside_exact_is_settled() {
    let people = |report: &str, value| {
        let at = place("orlen", PlaceKind::City);
        figure(report, "resident", "population of orlen", value, 8).number(|f| f.place = Some(at))
    };
    let least = people("a8", 50_000.0).number(|f| f.bound = Some(Bound::Min));
    let found = of_kind(&[least, people("b8", 63_000.0)], DisputeKind::Figure);
    assert_eq!((values(&found[0]), found[0].open), (vec!["at least 50000", "63000"], false));
}

#[test]
fn a_toll_here_and_one_at_large_are_not_of_the_same_thing() {
    let at = place("orlen", PlaceKind::City);
    let here = figure("a8", "sent", "troops sent to orlen", 3000.0, 8).number(|f| {
        f.place = Some(at);
        f.party = Some(party("G"));
    });
    let at_large = figure("b9", "sent", "troops sent", 5000.0, 9).number(|f| f.party = Some(party("G")));
    let found = of_kind(&[here, at_large], DisputeKind::Figure);
    assert_eq!((found.len(), found[0].open), (1, false));
    assert!(found[0].settled_by.as_ref().unwrap().contains("not numbers of the same thing"));
}

#[test]
fn fighting_and_a_bargain_are_two_accounts() {
    let fought = claim("a8", Takeover, "R", 8).from("G").said_by("a councillor").but(|c| {
        c.event_mut().unwrap().manner = Some(Manner::Fighting);
    });
    let bargain = claim("b8", Talks, "R", 8);
    let found = of_kind(&[fought.clone(), bargain], DisputeKind::Manner);
    assert_eq!(values(&found[0]), ["after fighting", "without a fight, or by a bargain"]);
    let same_voice = claim("a8", Talks, "R", 8).said_by("a councillor");
    assert!(of_kind(&[fought, same_voice], DisputeKind::Manner).is_empty());
}

#[test]
fn an_event_is_told_and_denied() {
    let closed = claim("a8", Closure, "G", 8);
    let open = |report: &str, who: &str| claim(report, Closure, who, 8).status(Status::Denied);
    assert_eq!(of_kind(&[closed.clone(), open("b8", "G")], DisputeKind::Denial).len(), 1);
    assert!(of_kind(&[closed.clone(), open("b8", "S")], DisputeKind::Denial).is_empty(), "another's");
    assert!(of_kind(&[closed, open("a8", "G")], DisputeKind::Denial).is_empty(), "a narrator does not deny himself");
}

#[test]
fn no_attack_at_all_denies_a_boast_of_having_fought_in() {
    let boast = claim("a8", Takeover, "R", 8).status(Status::Claimed).partial().but(|c| {
        c.event_mut().unwrap().manner = Some(Manner::Fighting);
    });
    let none = claim("b9", Clash, "R", 9).status(Status::Negated);
    assert_eq!(of_kind(&[boast.clone(), none.clone()], DisputeKind::Denial).len(), 1);
    let told = boast.but(|c| c.status = Status::Asserted);
    assert!(of_kind(&[told, none], DisputeKind::Denial).is_empty(), "without a fight it may still be taken");
}

#[test]
fn who_had_it_until_the_day_before_is_a_matter_of_days() {
    let claims = [claim("a8", Hold, "G", 8), claim("b10", Takeover, "R", 10).from("G")];
    let found = of_kind(&claims, DisputeKind::Time);
    assert_eq!((values(&found[0]), found[0].open), (vec!["R since 2021-08-10", "G on 2021-08-08"], false));
}

#[test]
fn who_plans_to_leave_is_there_still() {
    let leaving = claim("b8", Withdrawal, "G", 8).from("R").status(Status::Planned).but(|c| {
        c.event_mut().unwrap().extent = Extent::Partial;
    });
    let claims = [claim("a8", Takeover, "R", 8).from("G"), leaving];
    assert_eq!(values(&of_kind(&claims, DisputeKind::Control)[0]), ["R", "G, about to leave"]);
}

#[test]
fn a_report_of_the_capture_before_the_day_of_the_capture() {
    let by_then = claim("a8", Takeover, "R", 8).from("G").but(|c| {
        let when = c.event_mut().unwrap().when.as_mut().unwrap();
        (when.basis, when.no_later) = (crate::model::Basis::Publication, true);
    });
    let found = of_kind(&[by_then, claim("b11", Takeover, "R", 11).from("G")], DisputeKind::Date);
    assert_eq!(values(&found[0]), ["2021-08-11", "before 2021-08-09"]);
}

#[test]
fn questions_are_sentences() {
    let with_article = |c: &mut Claim| {
        let actor = c.event_mut().unwrap().actor.as_mut().unwrap();
        actor.text = format!("The {}", actor.name);
    };
    let taken = |report: &str, on| claim(report, Takeover, "R", on).from("G").but(with_article);
    let question = |claims: &[Claim], kind| of_kind(claims, kind).remove(0).question;
    let fought = taken("a8", 8).said_by("a councillor").but(|c| {
        c.event_mut().unwrap().manner = Some(Manner::Fighting);
    });
    let bargain = claim("b8", Talks, "R", 8);
    assert_eq!(question(&[fought, bargain], DisputeKind::Manner), "How did the R take orlen: by fighting or without?");
    let held = claim("b8", Hold, "G", 8);
    assert_eq!(question(&[taken("a8", 8), held], DisputeKind::Control), "Who held orlen on 2021-08-08?");
    let denied = claim("b8", Takeover, "R", 8).status(Status::Denied);
    assert_eq!(question(&[taken("a8", 8), denied], DisputeKind::Denial), "Did the R take orlen?");
    assert_eq!(question(&[taken("a8", 8), taken("b9", 9)], DisputeKind::Date), "On which day did the R take orlen?");
    let counts = [taken("a8", 8), towns("b9", 3.0, 9), towns("c9", 4.0, 9)];
    assert_eq!(question(&counts, DisputeKind::Count), "How many towns were held by the R on 2021-08-09?");
}
