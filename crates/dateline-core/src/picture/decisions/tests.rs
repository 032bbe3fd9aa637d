//! Each decision on a few hand-made claims; binding after a new reading; undoing.

use super::*;
use crate::model::EventKind::{Hold, Takeover};
use crate::model::{PlaceKind, Shared, Span};
use crate::picture::corrections::Corrections;
use crate::picture::testing::*;
use crate::picture::{Holding, Picture, Standing};

/// A claim whose passage is all of its report's text.
fn told(report: &str, kind: crate::model::EventKind, actor: &str, on: i8) -> Claim {
    claim(report, kind, actor, on).but(|c| c.span = Span::new(0, c.quote.len()))
}

/// Every report's text is what its one claim quotes.
fn witnesses(claims: &[Claim]) -> Vec<Witness<'_>> {
    claims
        .iter()
        .map(|c| Witness { report: &c.report, text_sha256: &c.quote, text: &c.quote, outlet: Some("Daily") })
        .collect()
}

fn decision(n: usize, deed: Deed) -> Decision {
    Decision { id: format!("d{n}"), deed, by: "Ann".into(), at: None, reason: "seen".into() }
}

fn decisions(deeds: Vec<Deed>) -> Vec<Decision> {
    deeds.into_iter().enumerate().map(|(n, deed)| decision(n, deed)).collect()
}

fn shared(claims: &[Claim]) -> Vec<Shared<Claim>> {
    claims.iter().cloned().map(Shared::from).collect()
}

fn passage(claim: &Claim) -> Passage {
    Passage::of(claim, &witnesses(std::slice::from_ref(claim))[0])
}

/// Orlen on a day when these decisions are replayed, and what became of them.
fn decided(claims: &[Claim], on: i8, deeds: Vec<Deed>) -> (Option<Holding>, Vec<State>, Picture) {
    let mut now = shared(claims);
    let replayed = replay(&decisions(deeds), &mut now, &witnesses(claims));
    let corrections = Corrections::default().deciding(replayed.hand);
    let picture = Picture::corrected(&now, &reports(claims), day(on), &corrections);
    (picture.holding("name:orlen", day(on)), replayed.states, picture)
}

fn holder(claims: &[Claim], on: i8, deeds: Vec<Deed>) -> String {
    decided(claims, on, deeds).0.map_or("nobody asks".into(), |h| h.holder.as_str().to_owned())
}

#[test]
fn what_is_rejected_does_not_count_and_what_is_accepted_counts_as_told() {
    let claims = [told("a8", Takeover, "R", 8).from("G").status(crate::model::Status::Claimed)];
    let p = || passage(&claims[0]);
    assert_eq!(decided(&claims, 8, vec![]).0.unwrap().standing, Standing::Claimed);
    assert_eq!(decided(&claims, 8, vec![Deed::Accept(p())]).0.unwrap().standing, Standing::Reported);
    assert_eq!(holder(&claims, 8, vec![Deed::Reject(p())]), "nobody asks");
    assert_eq!(holder(&claims, 8, vec![Deed::Reject(p()), Deed::Accept(p())]), "R");
    let (_, _, picture) = decided(&claims, 8, vec![Deed::Reject(p())]);
    assert_eq!(picture.set_aside(&claims[0].id), Some("rejected by Ann: seen (decision d0)"));
}

#[test]
fn what_the_model_finds_counts_once_it_is_accepted() {
    let claims = [told("a8", Takeover, "R", 8).from("G").but(|c| c.rule = "learned-takeover".into())];
    assert_eq!(holder(&claims, 8, vec![]), "nobody asks");
    assert_eq!(holder(&claims, 8, vec![Deed::Accept(passage(&claims[0]))]), "R");
}

#[test]
fn a_pin_outweighs_and_settles() {
    let claims = [
        told("a8", Takeover, "R", 8).from("G"),
        told("b8", Takeover, "R", 8).from("G").but(|c| c.quote += " b"),
        told("c8", Takeover, "R", 8).from("G").status(crate::model::Status::Denied).but(|c| c.quote += " c"),
    ];
    assert!(decided(&claims, 8, vec![]).0.unwrap().disputed);
    let (held, _, picture) = decided(&claims, 8, vec![Deed::Pin(passage(&claims[0]))]);
    let held = held.unwrap();
    assert_eq!((held.holder.as_str(), held.disputed, held.against.len()), ("R", false, 1));
    let dispute = &picture.disputes()[0];
    assert_eq!((dispute.open, dispute.settled_by.as_deref()), (false, Some("pinned by Ann: seen (decision d0)")));
    assert_ne!(holder(&claims, 8, vec![Deed::Pin(passage(&claims[2]))]), "R");
}

#[test]
fn place_and_day_are_set() {
    let claims = [told("a8", Takeover, "R", 8).from("G")];
    let tarn = Deed::SetPlace(passage(&claims[0]), place("tarn", PlaceKind::City));
    let (orlen, _, picture) = decided(&claims, 8, vec![tarn]);
    assert!(orlen.is_none() && picture.holding("name:tarn", day(8)).is_some());
    let earlier = Deed::SetDay(passage(&claims[0]), crate::model::Days::on(day(6)));
    assert_eq!(decided(&claims, 8, vec![earlier]).0.unwrap().since, Some(crate::model::Days::on(day(6))));
}

#[test]
fn reports_are_merged_and_split_and_outlets_graded() {
    let claims = [told("a8", Takeover, "R", 8), told("b8", Takeover, "R", 8).but(|c| c.quote += " b")];
    let text = |n: usize| Text { sha256: claims[n].quote.clone(), report: claims[n].report.clone() };
    assert_eq!(decided(&claims, 8, vec![]).0.unwrap().origins, 2);
    assert_eq!(decided(&claims, 8, vec![Deed::Merge(text(0), text(1))]).0.unwrap().origins, 1);
    assert!(matches!(decided(&claims, 8, vec![Deed::Split(text(0))]).1[0], State::InForce));
    assert!(matches!(decided(&claims, 8, vec![Deed::Grade("daily".into(), Grade::E)]).1[0], State::InForce));
    assert!(matches!(decided(&claims, 8, vec![Deed::Grade("Other".into(), Grade::E)]).1[0], State::Orphan(_)));
}

#[test]
fn a_newer_reading_of_the_same_words_is_found_and_another_one_is_an_orphan() {
    let claims = [told("a8", Takeover, "R", 8).from("G")];
    let reject = || Deed::Reject(passage(&claims[0]));
    let longer = [claims[0].clone().but(|c| {
        c.id = "new".into();
        c.span = Span::new(1, 4);
    })];
    let states = |claims: &[Claim]| {
        let read = [told("a8", Takeover, "R", 8).from("G")];
        replay(&decisions(vec![reject()]), &mut shared(claims), &witnesses(&read)).states
    };
    assert_eq!(states(&longer), [State::InForce]);
    assert!(matches!(states(&[told("a8", Hold, "R", 8)])[0], State::Orphan(_)));
    assert!(matches!(states(&[told("a8", Takeover, "M", 8)])[0], State::Orphan(_)));
    assert!(matches!(states(&[longer[0].clone(), longer[0].clone()])[0], State::Orphan(_)));
    let gone = replay(&decisions(vec![reject()]), &mut [], &[]).states;
    assert_eq!(gone, [State::Orphan("No report has the text of a8 any more.".into())]);
}

#[test]
fn undoing_may_be_undone_without_end() {
    let claims = [told("a8", Takeover, "R", 8).from("G")];
    let mut deeds = vec![Deed::Reject(passage(&claims[0]))];
    for n in 0..6 {
        assert_eq!(holder(&claims, 8, deeds.clone()), ["nobody asks", "R"][n % 2]);
        deeds.push(Deed::Undo(format!("d{n}")));
    }
    let (_, states, _) = decided(&claims, 8, vec![deeds[0].clone(), Deed::Undo("d0".into())]);
    assert_eq!(states, [State::Undone("d1".into()), State::InForce]);
    assert!(matches!(decided(&claims, 8, vec![Deed::Undo("d9".into())]).1[0], State::Orphan(_)));
}
