//! What is kept comes back, and is kept once.

use crate::made::{claim, reading, report};
use dateline_core::model::{Bound, Claim, Figure, Lot, Mark, PersonRef, PersonTold, Role, Says, Span, Statement};
use dateline_core::read::Reading;
use dateline_store::carried::{Carried, claim_line, reading_line};
use dateline_store::{Added, Entry, Filter, Standing, Store};

fn entry<'a>(reader: &'a str, reading: &'a dateline_core::read::Reading) -> Entry<'a> {
    Entry { reader, reading, skipped: None }
}

#[test]
fn what_is_kept_comes_back_whole() {
    let mut store = Store::temporary().unwrap();
    let (report, reading) =
        (report("a.txt", "Alpha fell."), reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12")]));
    assert_eq!(store.add(&report, entry("r1", &reading)).unwrap(), Added::New);

    let kept = store.report("a.txt").unwrap().unwrap();
    let note = kept.reading.unwrap();
    assert_eq!(kept.report, report);
    assert_eq!((note.published, &note.notices), (reading.published, &reading.notices));
    assert_eq!((&note.clues, &note.digest), (&reading.clues, &reading.digest));
    assert_eq!(store.claims(&Filter::default()).unwrap(), reading.claims);
}

#[test]
fn what_befell_a_person_comes_back_whole() {
    let mut store = Store::temporary().unwrap();
    let event = claim("c1", "a.txt", "Alpha", "2021-08-12");
    let person = PersonRef {
        name: "Omar Bakri".into(),
        text: "the governor, Omar Bakri".into(),
        role: Some("governor".into()),
        party: event.actor().cloned(),
    };
    let (place, when) = (event.place().cloned(), event.when().cloned());
    let told = PersonTold { person, lot: Lot::Fled, to: place.clone(), place, when };
    let reading = reading(vec![Claim { says: Says::Person(told.into()), ..event }]);
    store.add(&report("a.txt", "Alpha fell."), entry("r1", &reading)).unwrap();
    assert_eq!(store.claims(&Filter::default()).unwrap(), reading.claims);
}

#[test]
fn figures_and_statements_come_back_whole() {
    let mut store = Store::temporary().unwrap();
    let event = claim("c1", "a.txt", "Alpha", "2021-08-12");
    let figure = Figure {
        subject: "towns held by north".into(),
        value: 66.7,
        max: Some(70.0),
        of: Some(90.0),
        unit: "places".into(),
        approx: true,
        bound: Some(Bound::Max),
        party: event.actor().cloned(),
        place: event.place().cloned(),
        when: event.when().cloned(),
    };
    let marks =
        vec![Mark { span: Span::new(0, 5), role: Role::Number }, Mark { span: Span::new(6, 9), role: Role::Subject }];
    let told = Claim { id: "c2".into(), says: Says::Figure(figure.into()), marks, ..event.clone() };
    let statement = Statement { direct: true, when: event.when().cloned() };
    let said = Claim { id: "c3".into(), says: Says::Statement(statement), ..event.clone() };
    let reading = reading(vec![event, told, said]);
    store.add(&report("a.txt", "Alpha fell."), entry("r1", &reading)).unwrap();
    assert_eq!(store.claims(&Filter::default()).unwrap(), reading.claims);
}

#[test]
fn the_same_twice_changes_nothing() {
    let mut store = Store::temporary().unwrap();
    let (report, reading) =
        (report("a.txt", "Alpha fell."), reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12")]));
    store.add(&report, entry("r1", &reading)).unwrap();
    assert_eq!(store.standing(&report, "r1").unwrap(), Standing::Kept);
    assert_eq!(store.add(&report, entry("r1", &reading)).unwrap(), Added::Nothing);
    assert_eq!(store.reports().unwrap().len(), 1);
    assert_eq!(store.readings_kept("a.txt").unwrap(), 1);
}

#[test]
fn a_changed_text_is_a_new_version_and_the_newest_counts() {
    let mut store = Store::temporary().unwrap();
    let first = reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12")]);
    let second = reading(vec![claim("c2", "a.txt", "Beta", "2021-08-12")]);
    store.add(&report("a.txt", "Alpha fell."), entry("r1", &first)).unwrap();
    assert_eq!(store.add(&report("a.txt", "Beta fell."), entry("r1", &second)).unwrap(), Added::NewVersion);
    assert_eq!(store.claims(&Filter::default()).unwrap(), second.claims);
    assert_eq!(store.reports().unwrap().len(), 1);
    assert_eq!(store.readings_kept("a.txt").unwrap(), 2);
    // Going back to the first text is a third version, not the first one again.
    assert_eq!(store.add(&report("a.txt", "Alpha fell."), entry("r1", &first)).unwrap(), Added::NewVersion);
    assert_eq!(store.claims(&Filter::default()).unwrap(), first.claims);
}

#[test]
fn a_new_reader_appends_and_the_old_reading_stays() {
    let mut store = Store::temporary().unwrap();
    let report = report("a.txt", "Alpha fell.");
    let old = reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12")]);
    let new = reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-11")]);
    store.add(&report, entry("r1", &old)).unwrap();
    assert_eq!(store.standing(&report, "r2").unwrap(), Standing::ReadByOther);
    assert_eq!(store.add(&report, entry("r2", &new)).unwrap(), Added::NewReading);
    assert_eq!(store.claims(&Filter::default()).unwrap(), new.claims);
    assert_eq!(store.readings_kept("a.txt").unwrap(), 2);
}

#[test]
fn lines_carry_every_reading_by_the_newest_reader() {
    let mut store = Store::temporary().unwrap();
    for id in ["b.txt", "a.txt", "c.txt"] {
        let reading = reading(vec![claim(&format!("c-{id}"), id, "Alpha", "2021-08-12")]);
        store.add(&report(id, "Alpha fell."), entry("r1", &reading)).unwrap();
    }
    let anew = reading(vec![claim("c2", "a.txt", "Alpha", "2021-08-12"), claim("c3", "a.txt", "Beta", "2021-08-13")]);
    store.add(&report("a.txt", "Alpha fell."), entry("r2", &anew)).unwrap();
    store.append("a.txt", entry("r2", &reading(Vec::new()))).unwrap();
    store.add(&report("c.txt", "Beta fell."), entry("r2", &reading(Vec::new()))).unwrap();

    let passed: Vec<_> = store.newest().unwrap().into_iter().map(|newest| store.lines(newest).unwrap()).collect();
    assert_eq!(passed.iter().map(|(report, _)| report.id.as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(passed.iter().map(|(_, lines)| lines.len()).collect::<Vec<_>>(), [2, 1, 1]);
    let told: Vec<_> =
        passed[0].1.iter().map(|l| l.claims.iter().map(|(c, _)| c.clone()).collect::<Vec<_>>()).collect();
    assert_eq!(told, [anew.claims, Vec::new()]);
    for (report, lines) in passed {
        assert_eq!(report, store.report(&report.id).unwrap().unwrap().report);
        let reader = if report.id == "b.txt" { "r1" } else { "r2" };
        for line in &lines {
            let reading = Reading { published: line.published, ..reading(Vec::new()) };
            let carried = Carried { reader: reader.into(), reading, skipped: line.skipped.clone() };
            assert_eq!(line.line, reading_line(&report, &carried));
            line.claims.iter().for_each(|(claim, text)| assert_eq!(*text, claim_line(claim)));
        }
    }
}

#[test]
fn filters_and_search_find_only_what_is_asked() {
    let mut store = Store::temporary().unwrap();
    let alpha = reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12"), claim("c2", "a.txt", "Beta", "2021-08-12")]);
    store.add(&report("a.txt", "Alpha fell to the north."), entry("r1", &alpha)).unwrap();
    store.add(&report("b.txt", "Quiet in Gamma."), entry("r1", &reading(vec![]))).unwrap();
    let by_place = Filter { place: Some("gn:Beta".into()), ..Filter::default() };
    assert_eq!(store.claims(&by_place).unwrap(), alpha.claims[1..]);
    let by_status = Filter { status: Some("denied".into()), ..Filter::default() };
    assert!(store.claims(&by_status).unwrap().is_empty());
    assert_eq!(store.search("gamma", 10).unwrap(), ["b.txt"]);
    assert!(store.search("\" OR NEAR(", 10).unwrap().is_empty());
}

#[test]
fn nothing_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::create(&path).unwrap();
    store.add(&report("a.txt", "Alpha fell."), entry("r1", &reading(vec![]))).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert!(raw.execute("DELETE FROM reports", []).is_err());
    store.check().unwrap();
}

#[test]
fn two_clocks_can_be_asked_in_sql() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::create(&path).unwrap();
    let told = reading(vec![claim("c1", "a.txt", "Alpha", "2021-08-12")]);
    store.add(&report("a.txt", "Alpha fell."), entry("r1", &told)).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    let count = |on: &str, known: &str| -> i64 {
        let sql = "SELECT count(*) FROM claims WHERE place = 'gn:Alpha' AND event_from <= ?1 AND known <= ?2";
        raw.query_row(sql, [on, known], |r| r.get(0)).unwrap()
    };
    assert_eq!(count("2021-08-12", "2021-08-13"), 1);
    assert_eq!(count("2021-08-11", "2021-08-13"), 0);
    assert_eq!(count("2021-08-12", "2021-08-12"), 0);
}
