//! The page of the timeline: its lanes are the picture's stretches, and a span of days narrows them.

use crate::made::{day, pile, pile_at};
use dateline_core::model::Day;
use dateline_core::picture::Holder;
use dateline_show::Pile;
use dateline_show::page::{View, timeline};

fn page(pile: &Pile, from: Option<&str>, to: Option<&str>) -> String {
    (timeline(View { from: from.map(day), to: to.map(day), ..view(pile) }).html)()
}

fn view(pile: &Pile) -> View<'_> {
    View { pile, asked: None, known: None, from: None, to: None, path: "/timeline", rest: "", store: "made up" }
}

/// A share of the width in an element, as a number.
fn share(element: &str, name: &str) -> f64 {
    let value = element.split(&format!(" {name}=\"")).nth(1).unwrap().split('%').next().unwrap();
    value.parse::<f64>().unwrap() / 100.0
}

#[test]
fn lanes_are_the_stretches() {
    let pile = pile();
    let page = page(&pile, None, None);
    let days = page.split("data-days=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
    let first = day(page.split("data-first=\"").nth(1).unwrap().split('"').next().unwrap());
    let number = |d: Day| f64::from(d.since(first).unwrap().get_days());
    let mut lanes = page.split("<li class=\"course-row\"").skip(1);
    let mut seen = 0;
    for place in pile.picture.places() {
        let lane = lanes.clone().find(|l| l.contains(&format!("data-place=\"{}\"", place.id))).unwrap();
        let stretches = pile.picture.stretches(&place.id);
        let told: Vec<_> = stretches.iter().filter(|s| s.holder != Holder::Unknown).collect();
        let drawn: Vec<&str> = lane.split("<svg class=\"stretch\"").skip(1).collect();
        assert_eq!(drawn.len(), told.len(), "{}", place.id);
        for (drawn, stretch) in drawn.iter().zip(told) {
            let from = stretch.from.map_or(0.0, number);
            let to = stretch.to.map_or(days, |d| number(d) + 1.0);
            assert!((share(drawn, "x") * days - from).abs() < 0.01, "{drawn}");
            assert!((share(drawn, "width") * days - (to - from)).abs() < 0.01, "{drawn}");
            assert!(drawn.contains(&format!(">{}</text>", stretch.holder.as_str())), "{drawn}");
            seen += 1;
        }
    }
    assert!(seen >= 2 && lanes.next().is_some());
    assert_eq!(page.matches("<tr data-place").count(), seen, "and so are the rows of the table");
}

#[test]
fn a_span_narrows_lanes_rows_and_the_twin() {
    let pile = pile();
    let narrow = page(&pile, Some("2021-08-12"), Some("2021-08-12"));
    let part = narrow.split("<svg class=\"part\"").nth(1).unwrap();
    assert!((share(part, "width") - 3.0).abs() < 0.001 && share(part, "x").abs() < 0.001, "{part}");
    let turned = page(&pile, Some("2021-08-14"), Some("2021-08-12"));
    assert!(
        turned.contains("name=\"from\" value=\"2021-08-12\"") && turned.contains("name=\"to\" value=\"2021-08-14\"")
    );
    let beta = |page: &str| {
        let lane = page.split("<li class=\"course-row\"").find(|l| l.contains("data-place=\"name:beta\"")).unwrap();
        lane.split('>').next().unwrap().contains("hidden")
    };
    assert!(beta(&narrow) && !beta(&turned), "nothing is told of it on the first day");
    let twin =
        |from: &str, to: &str| (timeline(View { from: Some(day(from)), to: Some(day(to)), ..view(&pile) }).twin)();
    assert!(twin("2021-08-13", "2021-08-13").json.contains("name:beta"));
    assert!(twin("2021-08-13", "2021-08-13").json.contains("{\"day\":\"2021-08-13\",\"reports\":2}"));
    assert!(!twin("2021-08-12", "2021-08-12").json.contains("\"published\":[{\"day\":\"2021-08-13\""));
}

#[test]
fn words_of_reports_are_only_words() {
    let page = page(&pile_at("<svg onload=x>\"'\u{202e}"), None, None);
    assert!(page.contains("&lt;svg onload=x&gt;"));
    assert!(!page.contains("<svg onload") && !page.contains('\u{202e}') && !page.contains("style=\""));
}
