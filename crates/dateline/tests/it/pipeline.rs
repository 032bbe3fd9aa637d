//! The pipeline with a stand-in reader: order, threads, re-reading, stopping, failing.

use dateline::pipeline::{Tally, Watch, take_in};
use dateline::take::Taken;
use dateline::{Reads, Store, pile};
use dateline_core::model::*;
use dateline_core::read::{Parsed, Reading};
use dateline_store::Filter;

/// Takes "X fell." for a takeover of X; fails on "boom".
struct StandIn(&'static str);

impl Reads for StandIn {
    fn version(&self) -> &str {
        self.0
    }
    fn parse(&self, report: &Report) -> Parsed {
        std::thread::sleep(std::time::Duration::from_micros(report.text.len() as u64 * 37 % 900));
        Parsed::default()
    }
    fn read(&self, report: &Report, _parsed: &Parsed, published: Published) -> Reading {
        assert!(!report.text.contains("boom"), "on purpose");
        let claims = report.text.strip_suffix(" fell.").map(|place| claim(report, place)).into_iter().collect();
        Reading { claims, published, clues: Default::default(), digest: Default::default(), notices: Vec::new() }
    }
}

fn claim(report: &Report, place: &str) -> Claim {
    let span = Span::new(0, report.text.len());
    Claim {
        id: format!("claim-{}", report.id),
        report: report.id.clone(),
        span,
        sentence: span,
        quote: report.text.clone(),
        says: Says::Event(Event {
            kind: EventKind::Takeover,
            actor: Some(PartyRef::from(Party { id: "group:north".into(), name: "North".into(), text: "North".into() })),
            target: None,
            place: Some(PlaceRef::from(Place {
                id: format!("name:{place}"),
                name: place.into(),
                text: place.into(),
                kind: PlaceKind::City,
                detail: None,
                lat: None,
                lon: None,
                within: None,
                country: String::new(),
                also: Vec::new(),
            })),
            extent: Extent::Full,
            manner: None,
            when: report.published.days.map(|days| When {
                days,
                basis: Basis::Publication,
                text: None,
                no_later: false,
            }),
        }),
        status: Status::Asserted,
        source: None,
        rule: "stand-in".into(),
        headline: false,
        caption: false,
        marks: Vec::new(),
        trace: Vec::new(),
    }
}

fn report(id: &str, text: &str, language: &str) -> Taken {
    let day = "2021-08-13".parse().unwrap();
    Taken::Report(Report {
        id: id.into(),
        outlet: None,
        title: None,
        url: None,
        author: None,
        language: language.into(),
        published: Published { days: Some(Days::on(day)), basis: DateBasis::Metadata },
        original_sha256: String::new(),
        text_sha256: text.into(),
        text: text.into(),
        blocks: Vec::new(),
    })
}

fn many(n: usize) -> Vec<Taken> {
    (0..n).map(|i| report(&format!("r{i:03}"), &format!("Town{} fell.", i % 7), "en")).collect()
}

fn take(store: &mut Store, reader: &StandIn, input: Vec<Taken>, threads: usize) -> Tally {
    take_in(store, reader, input.into_iter(), threads, &mut ()).unwrap()
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let outputs = [1, 2, 5].map(|threads| {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("s.db")).unwrap();
        let mut input = many(120);
        input.insert(50, report("x", "boom", "en"));
        let tally = take(&mut store, &StandIn("1"), input, threads);
        let pile = pile::load(&store, None).unwrap();
        let claims: Vec<_> = pile.claims().iter().map(|c| &**c).collect();
        let brief = dateline::show::brief::build(
            &pile,
            &dateline::show::brief::Ask { notices: &tally.notices, ..Default::default() },
        );
        let brief = dateline::show::brief::text(&brief, Default::default());
        (tally, dateline::show::claims::json(&pile, &claims), brief, rows(&folder.path().join("s.db")))
    });
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[0], outputs[2]);
}

/// Every row of the store in the order it was written.
fn rows(path: &std::path::Path) -> Vec<String> {
    let raw = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT seq || id || version FROM reports UNION ALL SELECT seq || report || reader FROM readings \
               UNION ALL SELECT seq || reading || id || body FROM claims";
    let mut ask = raw.prepare(sql).unwrap();
    ask.query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn taking_in_twice_changes_nothing_and_a_new_reader_reads_again() {
    let mut store = Store::temporary().unwrap();
    assert_eq!(take(&mut store, &StandIn("1"), many(9), 2).new, 9);
    let again = take(&mut store, &StandIn("1"), many(9), 2);
    assert_eq!(again, Tally { unchanged: 9, ..Tally::default() });
    let anew = take(&mut store, &StandIn("2"), many(9), 2);
    assert_eq!(anew, Tally { reread: 9, ..Tally::default() });
    assert_eq!(store.readings_kept("r003").unwrap(), 2);
    assert_eq!(store.claims(&Filter::default()).unwrap().len(), 9);
}

#[test]
fn a_report_that_breaks_the_reader_stands_alone() {
    let mut store = Store::temporary().unwrap();
    let input = vec![report("a", "Alpha fell.", "en"), report("b", "boom", "en"), report("c", "Beta fell.", "en")];
    let tally = take(&mut store, &StandIn("1"), input, 2);
    assert_eq!((tally.new, tally.skipped), (3, 1));
    assert!(tally.notices[0].unread && tally.notices[0].origin == "b");
    assert_eq!(store.claims(&Filter::default()).unwrap().len(), 2);
}

#[test]
fn other_languages_are_kept_and_not_read() {
    let mut store = Store::temporary().unwrap();
    let tally = take(&mut store, &StandIn("1"), vec![report("f", "Alpha fell.", "fr")], 1);
    assert_eq!((tally.new, tally.skipped), (1, 1));
    let kept = store.report("f").unwrap().unwrap().reading.unwrap();
    assert!(kept.skipped.unwrap().contains("French"));
}

#[test]
fn stopping_keeps_what_was_kept_and_going_on_completes() {
    struct After(usize);
    impl Watch for After {
        fn stop(&self) -> bool {
            self.0 == 0
        }
        fn kept(&mut self, _report: &str) {
            self.0 = self.0.saturating_sub(1);
        }
    }
    let mut store = Store::temporary().unwrap();
    let tally = take_in(&mut store, &StandIn("1"), many(60).into_iter(), 3, &mut After(5)).unwrap();
    assert!(tally.stopped);
    assert_eq!((tally.new, store.reports().unwrap().len()), (5, 5));
    let rest = take(&mut store, &StandIn("1"), many(60), 3);
    assert_eq!((rest.new, rest.unchanged), (55, 5));
}

#[test]
fn known_on_a_day_is_a_pile_without_later_reports() {
    let mut store = Store::temporary().unwrap();
    take(&mut store, &StandIn("1"), many(9), 2);
    let before = "2021-08-12".parse().unwrap();
    let pile = pile::load(&store, Some(before)).unwrap();
    assert!(pile.picture.holdings(before).is_empty());
}
