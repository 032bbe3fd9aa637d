//! Point 4 and 5: from every number and dispute to its words, and from there to a citation.

use dateline_browser::{Browser, Served, example};
use serde_json::json;

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
    let pages = format!("[...new Set([...document.querySelectorAll('main a[href^=\"{start}\"]')].map(a => a.href))]");
    let pages: Vec<String> = serde_json::from_value(browser.ask(&format!("return {pages}"), &[])).unwrap();
    assert!(pages.len() > 3, "{pages:?}");
    for page in &pages {
        browser.visit(page);
        let bare = format!(
            "[...document.querySelectorAll('{thing}')].filter(t => !t.querySelector('a[href^=\"/report/\"][href*=\"#c-\"]')).length"
        );
        assert!(browser.number(&format!("document.querySelectorAll('{thing}').length")) > 0, "{page}");
        assert_eq!(browser.number(&bare), 0, "without a passage on {page}");
        assert_eq!(browser.ask_later(BROKEN), json!([]), "{page}");
    }
    browser.click(&format!("{thing} a[href^='/report/'][href*='#c-']"));
    the_passage_is_in_sight(&browser);
}

/// The links to passages whose report has no such words; reports that were asked for once are kept.
const BROKEN: &str = "
    const done = arguments[arguments.length - 1];
    const links = [...document.querySelectorAll('main a[href^=\"/report/\"][href*=\"#c-\"]')].map(a => new URL(a.href));
    const texts = new Map();
    for (const link of links) {
        const key = link.pathname + link.search;
        if (!texts.has(key)) texts.set(key, fetch(key).then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html')));
    }
    Promise.all(links.map(async link => {
        const page = await texts.get(link.pathname + link.search);
        return page.getElementById(decodeURIComponent(link.hash.slice(1))) ? null : link.href;
    })).then(all => done(all.filter(Boolean)));
";

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
    let (claim, report) = (browser.text("location.pathname.split('/').pop()"), ".txt");
    assert!(copied.contains(&quote) && copied.contains(&claim) && copied.contains(report), "{copied}");
}
