//! The principles of the picture, each on a handful of hand-made claims.

use super::lineage::Source;
use super::testing::*;
use super::*;
use crate::model::EventKind::{Clash, Hold, Siege, Surrender, Takeover, Withdrawal};
use crate::model::Status::{Background, Claimed, Denied, Forecast, Negated, Planned};
use crate::model::{Claim, PlaceKind, SideOfSource, Source as Speaker};

const ORLEN: &str = "name:orlen";

/// The holding of Orlen on a day as known on another, from claims of reports `a8` (report a of 8 August) and so on.
fn hold(claims: &[Claim], on: i8, known: i8) -> Holding {
    picture(claims, known).holding(ORLEN, day(on)).expect("a claim about Orlen is known")
}

fn check(claims: &[Claim], on: i8, holder: &str, disputed: bool, standing: Standing) {
    let known = claims.iter().map(|c| c.report[1..].parse().expect("day")).max().expect("a claim");
    let got = hold(claims, on, known);
    assert_eq!((got.holder.as_str(), got.disputed, got.standing), (holder, disputed, standing), "{got:#?}");
}

fn admitted(claim: Claim) -> Claim {
    let source =
        Speaker { text: "the governor".into(), verb: "said".into(), side: SideOfSource::Loses, ..Speaker::default() };
    claim.but(|c| c.source = Some(source.into()))
}

#[test]
fn one_report_makes_a_holder_two_origins_confirm_it() {
    let mut claims = vec![claim("a8", Takeover, "R", 8).from("G")];
    check(&claims, 8, "R", false, Standing::Reported);
    claims.push(claim("b8", Takeover, "R", 8).from("G"));
    check(&claims, 8, "R", false, Standing::Confirmed);
}

#[test]
fn a_vague_recapitulation_is_no_second_capture() {
    let vague = |c: &mut Claim| {
        if let Some(when) = c.event_mut().unwrap().when.as_mut() {
            when.days = crate::model::Days { from: day(1), to: day(18) };
        }
    };
    let claims = [
        claim("a10", Takeover, "R", 10).from("G"),
        claim("b12", Takeover, "G", 12).from("R"),
        claim("c18", Takeover, "R", 18).from("G").but(vague),
    ];
    assert_eq!(hold(&claims, 18, 18).holder.as_str(), "G");
}

#[test]
fn an_admission_by_the_loser_confirms() {
    check(&[admitted(claim("a8", Takeover, "R", 8).from("G"))], 8, "R", false, Standing::Confirmed);
}

#[test]
fn before_it_fell_the_loser_had_it() {
    let claims = [claim("a8", Takeover, "R", 8).from("G")];
    check(&claims, 7, "G", false, Standing::Reported);
    assert!(hold(&claims, 7, 8).inferred.is_some());
}

#[test]
fn the_loser_is_inferred_from_the_pile_when_the_claim_does_not_name_it() {
    let elsewhere = |c: &mut Claim| c.event_mut().unwrap().place = Some(place("tarn", PlaceKind::City));
    let claims = [claim("a8", Takeover, "R", 8), claim("b8", Clash, "R", 8).from("A").but(elsewhere)];
    check(&claims, 7, "A", false, Standing::Claimed);
    check(&claims[..1], 7, "unknown", false, Standing::Claimed);
}

#[test]
fn denied_negated_planned_forecast_and_past_takeovers_never_make_a_holder() {
    for status in [Denied, Negated, Planned, Forecast, Background] {
        check(&[claim("a8", Takeover, "R", 8).from("G").status(status)], 8, "unknown", false, Standing::Claimed);
    }
}

#[test]
fn a_headline_alone_never_makes_a_holder() {
    check(&[claim("a8", Takeover, "R", 8).but(|c| c.headline = true)], 8, "unknown", false, Standing::Claimed);
}

#[test]
fn a_belligerents_own_word_is_shown_as_claimed() {
    check(&[claim("a8", Takeover, "R", 8).from("G").status(Claimed)], 8, "R", false, Standing::Claimed);
}

#[test]
fn claimed_by_one_side_and_denied_by_the_other_is_contested() {
    let claims = [
        claim("a8", Takeover, "R", 8).from("G").status(Claimed),
        claim("b8", Takeover, "R", 8).from("G").status(Denied),
    ];
    check(&claims, 8, "contested", true, Standing::Disputed);
}

#[test]
fn a_denial_disputes_until_later_reports_agree() {
    let mut claims =
        vec![claim("a7", Takeover, "R", 7).from("G"), claim("b8", Takeover, "R", 8).from("G").status(Denied)];
    check(&claims, 8, "R", true, Standing::Disputed);
    check(&claims, 7, "R", false, Standing::Reported);
    claims.push(claim("c9", Hold, "R", 9));
    check(&claims, 9, "R", false, Standing::Confirmed);
    check(&claims, 8, "R", true, Standing::Disputed);
}

#[test]
fn still_held_in_the_morning_and_taken_the_same_day_is_taken_and_disputed() {
    let claims = [claim("a8", Hold, "G", 8), claim("b8", Takeover, "R", 8).from("G")];
    check(&claims, 8, "R", true, Standing::Disputed);
    check(&claims, 7, "G", false, Standing::Reported);
}

#[test]
fn a_part_is_not_the_whole() {
    let claims = [claim("a8", Takeover, "R", 8).from("G").partial()];
    check(&claims, 8, "contested", false, Standing::Reported);
    check(&claims, 7, "G", false, Standing::Reported);
}

#[test]
fn fighting_inside_an_unknown_place_makes_it_contested_but_does_not_move_a_holder() {
    check(&[claim("a8", Clash, "R", 8).from("G")], 8, "contested", false, Standing::Reported);
    check(&[claim("a7", Hold, "G", 7), claim("b8", Clash, "R", 8).from("G")], 8, "G", false, Standing::Reported);
}

#[test]
fn fighting_after_a_fall_disputes_it() {
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b9", Clash, "R", 9).from("G")];
    check(&claims, 9, "R", true, Standing::Disputed);
    assert_eq!(picture(&claims, 9).disputes()[0].kind, DisputeKind::Control);
}

#[test]
fn a_place_can_be_retaken() {
    let claims = [
        claim("a8", Takeover, "R", 8).from("G"),
        claim("b11", Takeover, "A", 11).from("R"),
        claim("c12", Hold, "G", 12),
    ];
    let got: Vec<(Option<Day>, String)> =
        picture(&claims, 12).stretches(ORLEN).iter().map(|s| (s.from, s.holder.as_str().to_owned())).collect();
    assert_eq!(got[0], (None, "G".into()));
    assert_eq!(got[1], (Some(day(8)), "R".into()));
    assert_eq!(got[2].0, Some(day(11)));
    assert!(["A", "G"].contains(&got[2].1.as_str()), "one side, by one of its names");
}

#[test]
fn a_mention_in_passing_does_not_undo_a_recapture() {
    let claims = [
        claim("a8", Takeover, "R", 8).from("G"),
        claim("b11", Takeover, "G", 11).from("R"),
        claim("c12", Takeover, "R", 12).from("G").undated(),
    ];
    assert_eq!(hold(&claims, 12, 12).holder.as_str(), "G");
}

#[test]
fn withdrawal_alone_leaves_the_holder_unknown_and_followed_by_a_takeover_known() {
    let mut claims = vec![claim("a7", Hold, "G", 7), claim("b8", Withdrawal, "G", 8)];
    assert_eq!(hold(&claims, 8, 8).holder.as_str(), "unknown");
    claims.push(claim("c8", Takeover, "R", 8));
    assert_eq!(hold(&claims, 8, 8).holder.as_str(), "R");
}

#[test]
fn surrender_to_a_side_gives_it_the_place() {
    check(&[claim("a8", Surrender, "G", 8).from("R")], 8, "R", false, Standing::Reported);
}

#[test]
fn the_besieged_side_is_inside() {
    check(&[claim("a8", Siege, "R", 8).from("G")], 8, "G", false, Standing::Reported);
}

#[test]
fn a_site_does_not_settle_its_town() {
    let airport = |c: &mut Claim| c.event_mut().unwrap().place = Some(place("orlen/airport", PlaceKind::Facility));
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b9", Hold, "G", 9).but(airport)];
    let picture = picture(&claims, 9);
    let holders: Vec<String> = picture.holdings(day(9)).iter().map(|h| h.holder.as_str().to_owned()).collect();
    assert_eq!(holders, ["R", "G"]);
}

#[test]
fn a_militia_that_fights_the_same_enemy_is_the_same_side() {
    let claims = [
        claim("a7", Hold, "M", 7),
        claim("b7", Clash, "M", 7).from("R"),
        claim("b8", Takeover, "R", 8).from("G"),
        claim("c8", Takeover, "R", 8).from("M"),
    ];
    let picture = picture(&claims, 8);
    assert_eq!(picture.stretches(ORLEN).len(), 2);
    assert_eq!(hold(&claims, 8, 8).holder.as_str(), "R");
}

#[test]
fn who_plans_to_leave_a_country_to_its_government_has_not_fought_it() {
    let abroad = |c: &mut Claim| c.event_mut().unwrap().place = Some(place("xland", PlaceKind::Country));
    let leaving = |id: &str| {
        claim(id, Withdrawal, "S", 7).from("G").but(abroad).but(|c| c.event_mut().unwrap().actor = Some(state("YY")))
    };
    let claims = [claim("a8", Takeover, "R", 8).from("G"), leaving("b7").status(Planned), leaving("c7"), leaving("d8")];
    let picture = picture(&claims, 8);
    assert_ne!(picture.side_of(&party("R")), picture.side_of(&state("YY")), "they are no allies");
}

#[test]
fn a_capture_told_too_early_is_not_lost_again_by_nobody() {
    let early = |c: &mut Claim| {
        let when = c.event_mut().unwrap().when.as_mut().unwrap();
        (when.basis, when.no_later) = (crate::model::Basis::Publication, true);
    };
    let claims = [
        claim("a6", Takeover, "R", 6).from("G").partial(),
        claim("a6", Takeover, "R", 6).status(Negated),
        claim("b10", Takeover, "R", 10).from("G").but(early),
        claim("c13", Takeover, "R", 13).from("G"),
        claim("d13", Takeover, "R", 13).from("G"),
    ];
    let holders: Vec<String> = (9..14).map(|on| hold(&claims, on, 13).holder.as_str().to_owned()).collect();
    assert_eq!(holders, ["contested", "contested", "contested", "contested", "R"]);
}

#[test]
fn a_correction_by_the_outlet_ends_what_it_takes_back() {
    let outlet = Some("Plain Post".to_owned());
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b9", Takeover, "R", 8).from("G").status(Negated)];
    let mut sources = reports(&claims);
    sources.iter_mut().for_each(|s| s.outlet = outlet.clone());
    let before = Picture::assemble(&claims, &sources, day(8)).holding(ORLEN, day(8)).unwrap();
    let after = Picture::assemble(&claims, &sources, day(9)).holding(ORLEN, day(8)).unwrap();
    assert_eq!((before.holder.as_str(), after.holder.as_str()), ("R", "unknown"));
}

#[test]
fn a_copy_is_no_second_witness() {
    let text = "The rebels took the river town of Orlen on Friday.\nThe governor left by boat before dawn that day.\nShops along the quay stayed shut all morning.";
    let spans: Vec<_> = [(0, 50), (51, 98), (99, 144)].map(|(a, b)| crate::model::Span::new(a, b)).to_vec();
    let claims = [claim("a8", Takeover, "R", 8).from("G"), claim("b8", Takeover, "R", 8).from("G")];
    let mut sources = reports(&claims);
    sources.iter_mut().for_each(|s| s.digest = lineage::Digest::of_sentences(text, spans.clone()));
    let got = Picture::assemble(&claims, &sources, day(8)).holding(ORLEN, day(8)).unwrap();
    assert_eq!((got.origins, got.standing, got.support.len()), (1, Standing::Reported, 2));
}

#[test]
fn the_day_most_origins_name_wins_and_a_tie_goes_to_the_earlier() {
    let claims = [claim("a9", Takeover, "R", 8), claim("b9", Takeover, "R", 9), claim("c9", Takeover, "R", 9)];
    assert_eq!(hold(&claims[..2], 8, 9).holder.as_str(), "R");
    assert!(hold(&claims[..2], 8, 9).disputed);
    assert_eq!(hold(&claims, 8, 9).holder.as_str(), "unknown");
    assert_eq!(hold(&claims, 9, 9).since, Some(Days::on(day(9))));
    let dispute = &picture(&claims, 9).disputes()[0];
    assert_eq!((dispute.kind, dispute.open, dispute.answers.len()), (DisputeKind::Date, true, 2));
}

#[test]
fn overnight_is_narrowed_by_a_report_that_names_the_day() {
    let night = |c: &mut Claim| c.event_mut().unwrap().when.as_mut().unwrap().days = Days::between(day(8), day(9));
    let claims = [claim("a9", Takeover, "R", 9).but(night), claim("b9", Takeover, "R", 9).but(|c| c.id += "x")];
    assert_eq!(hold(&claims, 9, 9).since, Some(Days::on(day(9))));
    assert_eq!(hold(&claims[..1], 9, 9).since, Some(Days::between(day(8), day(9))));
    assert_eq!(hold(&claims[..1], 8, 9).holder.as_str(), "unknown");
}

#[test]
fn only_reports_published_by_the_known_day_count_and_nobody_knows_the_future() {
    let claims = [claim("a7", Hold, "G", 7), claim("b9", Takeover, "R", 8).from("G")];
    assert_eq!(hold(&claims, 8, 8).holder.as_str(), "G");
    assert_eq!(hold(&claims, 8, 9).holder.as_str(), "R");
    assert_eq!(hold(&claims, 20, 9).holder.as_str(), "unknown");
}

#[test]
fn an_undated_report_counts_only_at_the_end_of_days() {
    let claims = [claim("a8", Takeover, "R", 8)];
    let mut sources = reports(&claims);
    sources[0].published = None;
    assert!(Picture::assemble(&claims, &sources, day(30)).holding(ORLEN, day(8)).is_none());
    let all = Picture::assemble(&claims, &sources, Day::MAX).holding(ORLEN, day(8)).unwrap();
    assert_eq!(all.holder.as_str(), "R");
}

#[test]
fn the_order_of_claims_and_reports_does_not_matter() {
    let mut claims = vec![
        claim("a7", Clash, "R", 7).from("G"),
        claim("a8", Takeover, "R", 8).from("G"),
        claim("b8", Takeover, "R", 8).from("G").status(Denied),
        claim("c9", Takeover, "R", 9).from("G").status(Claimed),
        claim("d9", Hold, "A", 9).partial(),
        claim("e10", Takeover, "A", 10).from("R"),
        claim("f11", Takeover, "R", 11).undated(),
    ];
    let mut sources = reports(&claims);
    let whole = |claims: &[Claim], sources: &[Source]| {
        let picture = Picture::assemble(claims, sources, day(12));
        (picture.stretches(ORLEN), picture.disputes(), picture.holdings(day(9)))
    };
    let first = whole(&claims, &sources);
    let mut seed = 7_usize;
    for _ in 0..40 {
        for i in (1..claims.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            claims.swap(i, (seed >> 33) % (i + 1));
        }
        sources.reverse();
        assert_eq!(whole(&claims, &sources), first);
    }
}

#[test]
fn a_recapture_that_its_own_report_refutes_disputes_but_does_not_move_the_place() {
    let claims = [
        claim("a8", Takeover, "R", 8).from("G"),
        claim("b10", Takeover, "G", 9).from("R").status(Claimed),
        claim("b10", Takeover, "G", 9).from("R").status(Negated),
    ];
    check(&claims, 9, "R", true, Standing::Disputed);
    let dispute = picture(&claims, 10).disputes().into_iter().find(|d| d.kind == DisputeKind::Denial).unwrap();
    assert!(!dispute.open, "{dispute:?}");
}

#[test]
fn one_wrong_reading_does_not_overturn_several_good_ones() {
    let mut claims: Vec<Claim> =
        ["a8", "b8", "c9", "d9"].iter().map(|r| claim(r, Takeover, "R", 8).from("G")).collect();
    claims.push(claim("e9", Takeover, "G", 8).from("R"));
    assert_eq!(hold(&claims, 8, 9).holder.as_str(), "R");
    assert_eq!(hold(&claims, 9, 9).holder.as_str(), "R");
}

#[test]
fn who_plans_to_leave_or_denies_having_left_is_there_still() {
    check(&[claim("a8", Withdrawal, "G", 9).from("R").status(Planned)], 8, "G", false, Standing::Reported);
    check(&[claim("a8", Withdrawal, "G", 8).status(Denied)], 8, "G", false, Standing::Reported);
    check(&[claim("a8", Withdrawal, "U", 9).status(Planned)], 8, "unknown", false, Standing::Claimed);
}

#[test]
fn a_report_that_recounts_a_fall_later_supposes_that_it_lasts() {
    let claims = [
        claim("a8", Takeover, "R", 8).from("G"),
        claim("b9", Takeover, "R", 9).from("G").status(Denied),
        claim("b9", Takeover, "G", 9).from("R").partial().status(Claimed),
        claim("c11", Takeover, "R", 8).from("G"),
        claim("d11", Takeover, "R", 8).from("G"),
    ];
    assert_eq!(hold(&claims, 11, 11).holder.as_str(), "R");
    assert!(!hold(&claims, 11, 11).disputed);
}
