//! Point 7: search, with facets whose numbers hold.

use dateline_browser::{Browser, Served, example};

const COUNT: &str = "document.querySelector('#claims .count').textContent";

#[test]
fn words_find_claims_and_a_facet_has_as_many_as_it_says() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/"));
    browser.fill("#find", "Kunduz\u{e007}");
    browser.wait("location.pathname === '/search'");
    let all = browser.number(COUNT);
    assert!(all > 1, "{all} claims");
    assert!(browser.number("document.querySelector('#reports .count').textContent") > 0);
    let told = "[...document.querySelectorAll('.hit')].every(h => /kunduz/i.test(h.textContent))";
    assert!(browser.holds(told), "a claim without the word");
    let says = browser.number("document.querySelector('.facets li').textContent.match(/(\\d+)\\D*$/)[1]");
    browser.click(".facets li a");
    browser.wait(&format!("location.search.split('&').length > 1 && {COUNT}"));
    assert_eq!(browser.number(COUNT), says);
}

#[test]
fn what_is_not_there_is_said_so() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/search?q=zzzzqq"));
    assert_eq!(browser.number(COUNT), 0);
    assert!(browser.text("document.querySelector('main').innerText").contains("No claim"));
}
