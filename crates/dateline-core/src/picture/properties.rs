//! What always holds of a picture, whatever the reports say: tried on random piles.

use super::lineage::Source;
use super::lineage::{Digest, Print};
use super::testing::*;
use super::*;
use crate::model::{Claim, EventKind, PlaceKind, Span, Status};
use crate::text::recall::{RecallKind, RecallNotice};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Days of August on which the reports of a random pile appear.
const DAYS: std::ops::Range<i8> = 1..16;

/// A report by its number and day, and what it claims.
#[derive(Clone, Debug)]
struct Told {
    report: String,
    claim: Claim,
}

fn told() -> impl Strategy<Value = Told> {
    use EventKind::{Clash, Hold, Siege, Strike, Surrender, Takeover, Withdrawal};
    let report = (0..9u8, DAYS).prop_map(|(n, day)| format!("{}{day}", char::from(b'a' + n)));
    let kind = select(vec![Takeover, Takeover, Takeover, Hold, Hold, Withdrawal, Surrender, Clash, Siege, Strike]);
    let parties = select(vec![("R", "G"), ("G", "R"), ("R", "A"), ("A", "M"), ("M", "R")]);
    let status = select(vec![
        Status::Asserted,
        Status::Asserted,
        Status::Claimed,
        Status::Denied,
        Status::Negated,
        Status::Planned,
        Status::Forecast,
    ]);
    let town = select(vec!["orlen", "tarn", "sult"]);
    (report, kind, parties, status, town, DAYS, any::<bool>(), any::<bool>()).prop_map(
        |(report, kind, (actor, target), status, town, on, full, dated)| {
            let mut claim = claim(&report, kind, actor, on).from(target).status(status).but(|c| {
                c.event_mut().unwrap().place = Some(place(town, PlaceKind::City));
                c.id += &format!("/{town}/{full}/{dated}");
            });
            claim = if full { claim } else { claim.partial() };
            Told { report, claim: if dated { claim } else { claim.undated() } }
        },
    )
}

fn pile() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec(told(), 1..24)
}

fn claims(pile: &[Told]) -> Vec<Claim> {
    pile.iter().map(|t| t.claim.clone()).collect()
}

/// Everything that a picture says.
fn all(picture: &Picture) -> String {
    let days: Vec<Vec<Holding>> = (1..20).map(|on| picture.holdings(day(on))).collect();
    let stretches: Vec<Vec<Stretch>> = picture.places().map(|p| picture.stretches(&p.id)).collect();
    let (told, disputes) = (picture.developments(), picture.disputes());
    format!("{days:#?}{stretches:#?}{told:#?}{disputes:#?}{:#?}", picture.lineage())
}

/// So many sentences; the first `differ` of them differ from those of another number.
fn text(of: u64, sentences: u64, differ: u64) -> Digest {
    let print = |n: u64| {
        let hash = if n < differ { of * 1_000 + n } else { n };
        Print { masked: hash, exact: hash, span: Span::new(n as usize, n as usize + 1), quoted: false }
    };
    Digest { prints: (0..sentences).map(print).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_reports_changes_nothing(pile in pile(), turns in prop::collection::vec(any::<Index>(), 24)) {
        let (mut claims, before) = (claims(&pile), claims(&pile));
        let (mut sources, first) = (reports(&claims), reports(&claims));
        for (n, turn) in turns.iter().enumerate() {
            let len = claims.len();
            claims.swap(n % len, turn.index(len));
            let len = sources.len();
            sources.swap(n % len, turn.index(len));
        }
        let picture = |c: &[Claim], s: &[Source]| all(&Picture::assemble(c, s, day(19)));
        prop_assert_eq!(picture(&before, &first), picture(&claims, &sources));
    }

    #[test]
    fn a_copy_of_nineteen_sentences_in_twenty_adds_no_origin(pile in pile(), which in any::<Index>()) {
        let (mut claims, mut sources) = (claims(&pile), reports(&claims(&pile)));
        for (n, source) in sources.iter_mut().enumerate() {
            source.digest = text(n as u64 + 1, 20, 20);
        }
        let before = Picture::assemble(&claims, &sources, day(19));
        let mut copy = sources[which.index(sources.len())].clone();
        let reprint = format!("z{}", &copy.report[1..]);
        let original = std::mem::replace(&mut copy.report, reprint);
        copy.outlet = Some("Reprinter".into());
        copy.digest.prints[0].masked = 7;
        let reprinted: Vec<Claim> = claims.iter().filter(|c| c.report == original).cloned().collect();
        claims.extend(reprinted.into_iter().map(|c| c.but(|c| {
            c.report = copy.report.clone();
            c.id += "/copy";
        })));
        sources.push(copy);
        let after = Picture::assemble(&claims, &sources, day(19));
        for (a, b) in (1..20).flat_map(|on| before.holdings(day(on)).into_iter().zip(after.holdings(day(on)))) {
            prop_assert_eq!((a.holder.as_str(), a.origins, a.standing), (b.holder.as_str(), b.origins, b.standing));
        }
    }

    #[test]
    fn known_on_a_day_is_a_pile_cut_off_there(pile in pile(), known in DAYS) {
        let all_claims = claims(&pile);
        let out = |report: &str| report[1..].parse::<i8>().unwrap() <= known;
        let then: Vec<Claim> = pile.iter().filter(|t| out(&t.report)).map(|t| t.claim.clone()).collect();
        prop_assert_eq!(all(&picture(&all_claims, known)), all(&picture(&then, known)));
    }

    #[test]
    fn every_passage_is_of_one_development_and_none_rests_on_what_has_not_happened(pile in pile()) {
        let claims = claims(&pile);
        let status = |id: &String| claims.iter().find(|c| c.id == *id).unwrap().status;
        let mut told = BTreeSet::new();
        for development in picture(&claims, 19).developments() {
            prop_assert!(development.support.iter().all(|id| status(id).is_current()));
            prop_assert!(development.against.iter().all(|id| matches!(status(id), Status::Denied | Status::Negated)));
            prop_assert!(development.expected.iter().all(|id| matches!(status(id), Status::Planned | Status::Forecast)));
            let parts = development.parts.iter().flat_map(|p| &p.support);
            for id in development.support.iter().chain(parts) {
                prop_assert!(told.insert(id.clone()), "{} is told twice", id);
            }
        }
    }

    #[test]
    fn parts_never_make_the_whole(parts in prop::collection::vec((0..9u8, DAYS), 1..20), held in DAYS) {
        let whole = |n: char| claim(&format!("{n}{held}"), EventKind::Hold, "G", held);
        let mut claims: Vec<Claim> = ['x', 'y'].map(whole).into();
        for (n, day) in parts {
            let report = format!("{}{day}", char::from(b'a' + n));
            claims.push(claim(&report, EventKind::Takeover, "R", day).from("G").partial());
            let site = |c: &mut Claim| {
                c.event_mut().unwrap().place = Some(place("orlen/airport", PlaceKind::Facility));
                c.id += "/site";
            };
            claims.push(claim(&report, EventKind::Takeover, "R", day).from("G").but(site));
        }
        let picture = picture(&claims, 19);
        for on in 1..20 {
            let holding = picture.holding("name:orlen", day(on)).unwrap();
            prop_assert_ne!(holding.holder.as_str(), "R", "on {}", on);
        }
    }
    #[test]
    fn a_kill_works_from_its_day_on(pile in pile(), which in any::<Index>(), later in 0..4i8) {
        let (all_claims, mut sources) = (claims(&pile), reports(&claims(&pile)));
        let n = which.index(sources.len());
        sources[n].title = Some("All of it".into());
        let story = sources[n].clone();
        let on = story.published.unwrap().to.day() + later;
        let kind = RecallKind::Withdrawn;
        let recall = Some(RecallNotice { kind, titles: vec!["all of it".into()], slugs: Vec::new() });
        let notice = Source { title: None, outlet: story.outlet.clone(), recall, ..report(&format!("~{on}"), on) };
        let silent = Source { recall: None, ..notice.clone() };
        let told = |notice: &Source, claims: &[Claim], known: i8| {
            let sources: Vec<Source> = sources.iter().chain([notice]).cloned().collect();
            all(&Picture::assemble(claims, &sources, day(known)))
        };
        let rest: Vec<Claim> = all_claims.iter().filter(|c| c.report != story.report).cloned().collect();
        if on > 1 {
            prop_assert_eq!(told(&notice, &all_claims, on - 1), told(&silent, &all_claims, on - 1));
        }
        prop_assert_eq!(told(&notice, &all_claims, 19), told(&silent, &rest, 19));
    }
    #[test]
    fn following_gives_the_same_picture_as_beginning_anew(pile in pile(), days in (DAYS, DAYS), copied in any::<bool>()) {
        let (claims, mut sources) = (claims(&pile), reports(&claims(&pile)));
        if copied {
            sources.iter_mut().for_each(|s| s.digest = text(0, 20, 0));
        }
        let corrections = corrections::Corrections::default();
        let earlier = Picture::assemble(&claims, &sources, day(days.0));
        let followed = earlier.following(&claims, &sources, day(days.1), &corrections);
        prop_assert_eq!(all(&Picture::assemble(&claims, &sources, day(days.1))), all(&followed));
    }
}
