//! The JSON has the fields of the output contract, with their meaning.

use crate::made::{day, pile};
use dateline_show::{claims, disputes, holds, reports, timeline};
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn check(object: &Value, fields: &[&str]) {
    for field in fields {
        assert!(object.get(field).is_some(), "{field} is missing in {object}");
    }
}

#[test]
fn claims_have_every_field_and_quote_the_text_by_code_points() {
    let pile = pile();
    let all: Vec<_> = pile.claims().iter().map(|c| &**c).collect();
    let objects = objects(&claims::json(&pile, &all));
    assert_eq!(objects.len(), 5);
    for object in objects {
        let fields = "id report start end quote kind event actor target place when extent status source manner \
                      figure statement rule";
        check(&object, &fields.split_whitespace().collect::<Vec<_>>());
        check(&object["place"], &["name", "text", "id", "kind", "lat", "lon", "within"]);
        check(&object["when"], &["from", "to", "basis", "text"]);
        check(&object["actor"], &["name", "text", "id"]);
        let text: Vec<char> = pile.card(object["report"].as_str().unwrap()).unwrap().report.text.chars().collect();
        let at = |field: &str| object[field].as_u64().unwrap() as usize;
        assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), object["quote"]);
    }
}

#[test]
fn holdings_have_every_field() {
    let pile = pile();
    let objects = objects(&holds::json(&pile.picture.holdings(day("2021-08-13"))));
    assert_eq!(objects.len(), 2);
    for object in &objects {
        let fields = "place on known holder disputed standing since origins last_report for against";
        check(object, &fields.split_whitespace().collect::<Vec<_>>());
    }
    assert_eq!(objects[0]["holder"], "North");
    assert_eq!(objects[0]["on"], "2021-08-13");
}

#[test]
fn disputes_copies_and_reports_have_every_field() {
    let pile = pile();
    for object in objects(&disputes::json(&pile.picture.disputes())) {
        check(&object, &["id", "type", "question", "place", "open", "answers"]);
        check(&object["answers"][0], &["value", "claims", "quotes"]);
        check(&object["answers"][0]["quotes"][0], &["report", "quote"]);
    }
    for object in objects(&reports::json(&pile)) {
        check(&object, &["id", "outlet", "title", "url", "published", "language", "status", "reason", "sha256"]);
        check(&object["published"], &["from", "to", "basis"]);
    }
    let skipped = objects(&reports::json(&pile)).pop().unwrap();
    assert_eq!((&skipped["status"], &skipped["reason"]), (&"skipped".into(), &"Its language is French.".into()));
    objects(&reports::copies_json(&pile)).iter().for_each(|o| check(o, &["original", "copies"]));
}

#[test]
fn stretches_are_one_object_a_line() {
    let pile = pile();
    let places: Vec<_> = pile.picture.places().collect();
    for object in objects(&timeline::json(&pile, &places)) {
        check(&object, &["place", "from", "to", "holder", "standing", "for", "against"]);
    }
}
