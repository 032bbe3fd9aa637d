//! Point 4 and 5: from every number and dispute to its words, and from there to a citation.

use dateline_browser::{Browser, Served, example};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The words that the address points to are lit, and lie within the window.
pub fn the_passage_is_in_sight(browser: &Browser) {
    browser.wait("document.querySelector('mark.lit')");
    let inside = "(r => r.top >= 0 && r.bottom <= innerHeight && r.height > 0)(document.querySelector('mark.lit').getBoundingClientRect())";
    // The page may still be scrolling there.
    browser.wait(inside);
    let asked = "decodeURIComponent(location.hash).slice(3)";
    assert!(browser.holds(&format!("document.querySelector('mark.lit').dataset.claims.split(' ').includes({asked})")));
}

#[test]
fn every_answer_of_every_dispute_leads_to_its_sentence() {
    leads_to_sentences("/disputes", "/dispute/", ".answer");
}

#[test]
fn every_number_leads_to_its_sentence() {
    leads_to_sentences("/figures", "/figures/", ".numbers > li");
}

/// Each thing on each page that a list leads to has a link to a passage, and each passage is there.
fn leads_to_sentences(list: &str, start: &str, thing: &str) {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at(list));
    browser.wait(&format!("document.querySelector('main a[href^=\"{start}\"]')"));
    let pages = format!("[...new Set([...document.querySelectorAll('main a[href^=\"{start}\"]')].map(a => a.href))]");
    let pages: Vec<String> = serde_json::from_value(browser.ask(&format!("return {pages}"), &[])).unwrap();
    assert!(pages.len() > 3, "{pages:?}");
    let mut passages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for page in &pages {
        browser.visit(page);
        let bare = format!(
            "[...document.querySelectorAll('{thing}')].filter(t => !t.querySelector('a[href^=\"/report/\"][href*=\"#c-\"]')).length"
        );
        assert!(browser.number(&format!("document.querySelectorAll('{thing}').length")) > 0, "{page}");
        assert_eq!(browser.number(&bare), 0, "without a passage on {page}");
        let links: Vec<String> = serde_json::from_value(browser.ask(LINKS, &[])).unwrap();
        for (report, id) in links.iter().filter_map(|link| link.split_once('#')) {
            passages.entry(report.to_owned()).or_default().insert(id.to_owned());
        }
    }
    for (report, ids) in &passages {
        browser.visit(report);
        let missing = browser.ask(MISSING, &[json!(ids)]);
        assert_eq!(missing, json!([]), "{report}");
    }
    browser.visit(&pages[0]);
    browser.click(&format!("{thing} a[href^='/report/'][href*='#c-']"));
    the_passage_is_in_sight(&browser);
}

/// Where the links to passages lead.
const LINKS: &str =
    "return [...document.querySelectorAll('main a[href^=\"/report/\"][href*=\"#c-\"]')].map(a => a.href)";
/// Which of these ids the page does not have.
const MISSING: &str = "return arguments[0].filter(id => !document.getElementById(decodeURIComponent(id)))";

#[test]
fn a_citation_is_copied_with_its_words_and_its_report() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    let allowed = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": served.at("")});
    browser.devtools("Browser.grantPermissions", allowed);
    browser.visit(&served.at("/search?q=captured"));
    browser.click("main .hit p a[href^='/claim/']");
    browser.wait("document.querySelector('button[data-copy]:not([hidden])')");
    browser.click("button[data-copy]");
    browser.wait("document.querySelector('button[data-copy]').textContent === 'Copied'");
    let read =
        "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, e => done(String(e)))";
    let copied = browser.ask_later(read);
    let copied = copied.as_str().unwrap();
    assert_eq!(copied, browser.text("document.getElementById('citation').value"));
    let quote = browser.text("document.querySelector('.passage mark').textContent.trim()");
    let claim = browser.text("location.pathname.split('/').pop()");
    assert!(copied.contains(&quote) && copied.contains(&claim) && copied.contains("para. "), "{copied}");
}
