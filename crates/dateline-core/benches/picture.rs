//! How long the picture takes on a million made-up claims: `cargo bench -p dateline-core --bench picture [CLAIMS]`.
//!
//! A place and the whole map as of a day, a diff, a full rebuild, and the same picture after one new report. Reports
//! are of one year; every tenth claim contradicts the others at its place.

use dateline_core::model::*;
use dateline_core::picture::Picture;
use dateline_core::picture::corrections::Corrections;
use dateline_core::picture::lineage::{Digest, Print, Source};
use std::time::{Duration, Instant};

const PLACES: u64 = 5_000;
const CLAIMS_OF_A_REPORT: u64 = 10;

fn main() {
    let claims = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(1_000_000u64);
    let reports = claims / CLAIMS_OF_A_REPORT;
    let (sources, claims): (Vec<Source>, Vec<Vec<Claim>>) = (0..reports).map(report).unzip();
    let mut claims: Vec<Claim> = claims.into_iter().flatten().collect();
    let (known, corrections) = (day(360), Corrections::default());
    println!("{} claims of {reports} reports about {PLACES} places", claims.len());

    let (full, picture) = timed(|| Picture::assemble(&claims, &sources, known));
    println!("full rebuild                    {}", shown(full));
    let spread =
        |name: &str, times: Vec<Duration>| println!("{name:<32}p50 {}  p99 {}", at(&times, 50), at(&times, 99));
    spread(
        "a place as of a day",
        (0..2_000).map(|n| timed(|| picture.holding(&place_id(mix(n)), day(mix(n) % 360))).0).collect(),
    );
    spread("the whole map as of a day", (0..50).map(|n| timed(|| picture.holdings(day(mix(n) % 360))).0).collect());
    let earlier = Picture::assemble(&claims, &sources, day(353));
    spread("a diff of a week", (0..5).map(|_| timed(|| picture.changes_since(&earlier, 7)).0).collect());

    let (source, news) = report(reports);
    let source = Source { published: Some(Days::on(known)), ..source };
    let mut all = sources.clone();
    all.push(source);
    claims.extend(news);
    let (anew, rebuilt) = timed(|| Picture::corrected(&claims, &all, known, &corrections));
    let (quick, followed) = timed(|| picture.following(&claims, &all, known, &corrections));
    println!("after one new report            rebuilt {}, followed {}", shown(anew), shown(quick));
    assert!(same(&rebuilt, &followed), "both give the same picture");
}

fn same(a: &Picture, b: &Picture) -> bool {
    (0..=360).step_by(30).all(|n| a.holdings(day(n)) == b.holdings(day(n))) && a.disputes() == b.disputes()
}

/// A number that looks like chance and is the same in every run.
fn mix(n: u64) -> u64 {
    let h = n.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (h ^ (h >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 20
}

fn day(n: u64) -> Day {
    jiff::civil::date(2021, 1, 1) + jiff::Span::new().days(n as i64)
}

fn place_id(n: u64) -> String {
    format!("gn:{}", n % PLACES)
}

/// A report of its own text, with claims about some places.
fn report(n: u64) -> (Source, Vec<Claim>) {
    let on = mix(n) % 360;
    let id = format!("r{n:07}");
    let print =
        |i: u64| Print { masked: mix(n * 64 + i), exact: mix(n * 64 + i), span: Span::new(0, 1), quoted: false };
    let source = Source {
        report: id.clone(),
        published: Some(Days::on(day(on))),
        outlet: Some(format!("Outlet {}", n % 400)),
        agency: None,
        digest: Digest { prints: (0..10).map(print).collect() },
        title: None,
        recall: None,
        url: None,
    };
    let claims = (0..CLAIMS_OF_A_REPORT).map(|i| claim(&id, on, n * 16 + i)).collect();
    (source, claims)
}

/// Each place changes hands every two months or so, and one claim in ten says otherwise.
fn claim(report: &str, on: u64, n: u64) -> Claim {
    let place = mix(n) % PLACES;
    let turn = (on + place % 60) / 60 + u64::from(mix(n + 7).is_multiple_of(10));
    let (actor, target) = if turn.is_multiple_of(2) { ("G", "R") } else { ("R", "G") };
    let kind = if mix(n + 3).is_multiple_of(3) { EventKind::Takeover } else { EventKind::Hold };
    let party =
        |name: &str| PartyRef::from(Party { id: format!("group:{name}"), name: name.into(), text: name.into() });
    let when = When { days: Days::on(day(on)), basis: Basis::Weekday, text: None, no_later: false };
    Claim {
        id: format!("c{n:010}"),
        report: report.into(),
        span: Span::new(0, 1),
        sentence: Span::new(0, 1),
        quote: "It fell.".into(),
        says: Says::Event(Event {
            kind,
            actor: Some(party(actor)),
            target: (kind == EventKind::Takeover).then(|| party(target)),
            place: Some(PlaceRef::from(Place {
                id: place_id(place),
                name: format!("Place {place}"),
                text: String::new(),
                kind: PlaceKind::City,
                detail: None,
                lat: None,
                lon: None,
                within: None,
                country: "XX".into(),
                also: Vec::new(),
            })),
            extent: Extent::Full,
            manner: None,
            when: Some(when),
        }),
        status: Status::Asserted,
        source: None,
        rule: "made-up".into(),
        headline: false,
        caption: false,
        marks: Vec::new(),
        trace: Vec::new(),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let from = Instant::now();
    let done = work();
    (from.elapsed(), done)
}

fn at(times: &[Duration], percent: usize) -> String {
    let mut sorted = times.to_vec();
    sorted.sort();
    shown(sorted[(sorted.len() - 1) * percent / 100])
}

fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 0.001 => format!("{:.1} ms", s * 1e3),
        s => format!("{:.1} µs", s * 1e6),
    }
}
