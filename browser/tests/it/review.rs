//! Point 6 and 8: decisions by keys, and files that are added, each with what becomes of the picture.

use dateline_browser::{Browser, Served, example};

const DECIDED: &str = "document.querySelectorAll('ol.log > li').length";

#[test]
fn a_decision_by_keys_changes_the_picture_and_undo_brings_it_back() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    let at_first = brief(&browser, &served);
    browser.visit(&served.at("/review"));
    assert!(browser.number("document.querySelectorAll('.item').length") > 2);
    browser.press("j");
    assert_eq!(browser.text("document.activeElement.id"), "i-0");
    browser.press("j");
    assert_eq!(browser.text("document.activeElement.id"), "i-1");
    browser.press("k");
    browser.press("x");
    assert_eq!(browser.text("document.activeElement.name"), "reason", "x asks for the reason");
    browser.press("the outlet took it back");
    // Enter sends it only with a name.
    browser.fill("#i-0 input[name=by]", "Ann\u{e007}");
    browser.wait("document.querySelector('.told')");
    assert_eq!(browser.number(DECIDED), 1);
    assert!(browser.text("document.querySelector('ol.log > li').textContent").contains("the outlet took it back"));
    assert_ne!(brief(&browser, &served), at_first, "the picture stayed as it was");
    browser.visit(&served.at("/review"));
    browser.press("u");
    browser.wait(&format!("{DECIDED} === 2"));
    assert_eq!(brief(&browser, &served), at_first, "undone, and the picture is another");
}

/// What the picture tells, as data; without the page's own frame.
fn brief(browser: &Browser, served: &Served) -> String {
    browser.visit(&served.at("/disputes.json"));
    let disputes = browser.text("document.body.innerText");
    browser.visit(&served.at("/overview.json"));
    disputes + &browser.text("document.body.innerText")
}

#[test]
fn keys_type_where_there_is_a_field_and_the_list_of_keys_opens() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/review"));
    browser.press("?");
    assert!(browser.holds("document.getElementById('keys').open"));
    browser.press("j");
    browser.press("a");
    browser.press("jux?");
    assert_eq!(browser.text("document.activeElement.value"), "jux?");
    // Escape leaves the field for its item.
    browser.press("\u{e00c}");
    assert_eq!(browser.text("document.activeElement.id"), "i-0");
    assert_eq!(browser.number(DECIDED), 0);
}

#[test]
fn added_files_stand_in_a_table_with_what_became_of_each() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    let good = "GOMA, Jan 28, 2025 (Reuters) - M23 rebels captured Goma on Monday, residents said.\n";
    let files = [served.file("goma.txt", good), served.file("empty.txt", "")];
    browser.visit(&served.at("/add"));
    browser.fill("#files", &files.join("\n"));
    browser.click("form.drop button[type=submit]");
    browser.wait("document.getElementById('became')");
    let table = browser.text("document.querySelector('main table').innerText");
    assert!(table.contains("goma.txt") && table.contains("read"), "{table}");
    assert!(table.contains("empty.txt") && table.contains("skipped"), "{table}");
    browser.click("main table a[href^='/report/']");
    browser.wait("document.querySelector('article.text mark')");
    assert!(browser.text("document.querySelector('article.text').innerText").contains("M23 rebels captured Goma"));
}
