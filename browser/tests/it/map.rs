//! Point 1 and 2: the map, its table, and the day.

use dateline_browser::{Browser, Served, example};

/// The names of the places that the map marks, and of those in the table beside it.
const MARKED: &str = "[...document.querySelectorAll('main svg a[href*=\"/place/\"]')].map(a => decodeURIComponent(new URL(a.href.baseVal ?? a.href, location).pathname))";
const LISTED: &str = "[...document.querySelectorAll('main table tbody tr:not([hidden]) th a[href*=\"/place/\"]')].map(a => decodeURIComponent(new URL(a.href).pathname))";

#[test]
fn every_held_place_has_a_mark_and_a_line_in_the_table() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    for day in ["2021-08-08", "2021-08-12", "2021-08-15"] {
        browser.visit(&served.at(&format!("/map?on={day}")));
        assert!(browser.number(&format!("new Set({LISTED}).size")) > 3, "few places on {day}");
        // A place that no gazetteer has, has no point on the earth.
        let missing = format!("{LISTED}.filter(p => !/^.place.name:/.test(p) && !{MARKED}.includes(p)).join()");
        assert_eq!(browser.text(&missing), "", "in the table and not on the map of {day}");
    }
}

#[test]
fn the_day_moves_by_the_form_and_stands_in_the_address() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-15"));
    let (before, marks) = (browser.text(LISTED), browser.text("document.querySelector('main svg').innerHTML"));
    browser.ask("document.getElementById('on').value = '2021-08-08'", &[]);
    browser.click("form.days button[type=submit]");
    browser.wait("location.search.includes('on=2021-08-08')");
    browser.wait("document.querySelector('main caption').textContent.includes('2021-08-08')");
    assert_eq!(browser.text("document.getElementById('on').value"), "2021-08-08");
    assert_ne!(browser.text(LISTED), before, "a week earlier the same places are held");
    assert_ne!(browser.text("document.querySelector('main svg').innerHTML"), marks, "the map stayed");
    let (shown, address) = (browser.text(LISTED), browser.address());
    browser.visit(&served.at("/"));
    browser.visit(&address);
    assert_eq!(browser.text(LISTED), shown, "the link shows something else");
}

#[test]
fn the_slider_moves_the_day_by_the_keyboard() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-12"));
    browser.ask("document.getElementById('slide-on').focus()", &[]);
    // The left arrow.
    browser.press("\u{e012}");
    browser.wait("location.search.includes('on=2021-08-11')");
    browser.wait("document.querySelector('main caption').textContent.includes('2021-08-11')");
    assert_eq!(browser.text("document.getElementById('on').value"), "2021-08-11");
}

#[test]
fn the_day_moves_without_asking_for_anything_and_a_link_shows_the_same() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-06"));
    browser.wait("!document.querySelector('.slide').hidden");
    browser.requests();
    browser.ask("document.getElementById('slide-on').focus()", &[]);
    // From change to change, as a person would who looks for the days on which something happened.
    browser.press("]]");
    browser.wait("!location.search.includes('on=2021-08-06') && location.search.includes('on=2021-08-')");
    let marks =
        "[...document.querySelectorAll('svg .mark')].map(m => m.querySelector('title').textContent).sort().join()";
    let (moved, listed, address) = (browser.text(marks), browser.text(LISTED), browser.address());
    assert_eq!(browser.requests(), Vec::<String>::new());
    browser.visit(&address);
    assert_eq!(browser.text(marks), moved, "the server says something else of {address}");
    assert_eq!(browser.text(LISTED), listed, "the server lists something else at {address}");
}

#[test]
fn the_map_enlarges_by_keys_and_the_marks_keep_their_size() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-15"));
    let size = "document.querySelector('svg .mark use').getBoundingClientRect().width";
    let apart = "(m => Math.hypot(m[0].x - m[1].x, m[0].y - m[1].y))([...document.querySelectorAll('svg .mark use')].map(u => u.getBoundingClientRect()))";
    let (mark, before) = (browser.number(size), browser.number(apart));
    browser.ask("document.querySelector('svg .mark').closest('a').focus()", &[]);
    browser.press("++");
    browser.wait(&format!("{apart} > 1.5 * {before}"));
    assert!((browser.number(size) - mark).abs() <= 1, "marks grew with the map");
    browser.press("0");
    browser.wait(&format!("Math.abs({apart} - {before}) < 2"));
}

#[test]
fn drawing_a_span_narrows_the_timeline_and_stands_in_the_address() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/timeline?from=2021-08-09&to=2021-08-12"));
    let fields = "document.querySelector('[name=from]').value + document.querySelector('[name=to]').value";
    assert_eq!(browser.text(fields), "2021-08-092021-08-12");
    assert!(browser.number("document.querySelectorAll('main svg a[href*=\"/place/\"]').length") > 3);
}

#[test]
fn one_click_leads_from_a_mark_to_the_place_and_one_more_to_its_sentence() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-15"));
    let first = "document.querySelector('main svg .mark.city[data-standing=confirmed]').closest('a')";
    // A mark may lie under the label of its neighbour, which is a link to another place.
    let name = browser.text(&format!("new URL({first}.href.baseVal, location).pathname"));
    browser.ask(&format!("{first}.dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}))"), &[]);
    browser.wait(&format!("location.pathname === '{name}'"));
    browser.click("main a[href^='/report/'][href*='#c-']");
    browser.wait("location.pathname.startsWith('/report/') && document.querySelector('mark.lit')");
    super::evidence::the_passage_is_in_sight(&browser);
}

#[test]
fn a_link_to_a_map_shows_the_same_part_of_it() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map?on=2021-08-12"));
    let drawn = "document.querySelector('.zoom').getAttribute('transform')";
    browser.wait("!document.querySelector('.tools').hidden");
    browser.click(".tools [data-zoom=in]");
    browser.wait("location.hash.startsWith('#zoom=1.5')");
    let (shown, address) = (browser.text(drawn), browser.address());
    browser.visit(&served.at("/"));
    browser.visit(&address);
    browser.wait(&format!("{drawn}.includes('scale(1.5)')"));
    assert_eq!(browser.text(drawn), shown);
    browser.click(".tools [data-zoom=whole]");
    browser.wait("location.hash === ''");
}
