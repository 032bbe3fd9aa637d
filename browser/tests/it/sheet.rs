//! What holds for every page: narrow and huge windows, light and dark, print, the keyboard.

use crate::every_kind;
use dateline_browser::{Browser, Served, example};
use serde_json::json;

/// Whatever sticks out of the window, without what lies in a box that scrolls by itself.
const WIDE: &str = "document.documentElement.scrollWidth > innerWidth";

#[test]
fn no_page_is_wider_than_a_telephone_or_lost_on_a_wall() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    for page in every_kind(&browser, &served) {
        for width in [360, 3840] {
            browser.size(width, 740);
            browser.visit(&served.at(&page));
            assert!(
                !browser.holds(WIDE),
                "{page} at {width}: {}",
                browser.number("document.documentElement.scrollWidth")
            );
        }
    }
}

#[test]
fn dark_is_dark_and_light_is_light() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    let paper = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + Number(b), 0)";
    browser.look("screen", "light");
    browser.visit(&served.at("/"));
    assert!(browser.number(paper) > 600);
    browser.look("screen", "dark");
    browser.visit(&served.at("/"));
    assert!(browser.number(paper) < 200);
}

#[test]
fn print_has_the_brief_and_no_way_to_other_pages() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/brief"));
    let seen = |what: &str| browser.holds(&format!("document.querySelector('{what}').checkVisibility()"));
    assert!(seen("nav") && seen("main .brief"));
    browser.look("print", "light");
    assert!(!seen("nav") && !seen(".find") && seen("main .brief"));
}

#[test]
fn the_tab_key_reaches_the_main_things_and_the_focus_is_seen() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/map"));
    let mut reached = Vec::new();
    for _ in 0..60 {
        tab(&browser);
        let what = "(e => e.closest('svg') ? 'mark' : e.className || e.id || e.textContent)(document.activeElement)";
        reached.push(browser.text(what));
        let outline = browser.holds(
            "(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || document.activeElement.closest('svg, input[type=date]'))(getComputedStyle(document.activeElement))",
        );
        assert!(outline, "no ring around {reached:?}");
    }
    for wanted in ["skip", "Disputes", "find", "on", "known", "slide-on"] {
        assert!(reached.iter().any(|r| r == wanted), "{wanted} is not among {reached:?}");
    }
    assert!(browser.number("document.querySelectorAll('svg a').length") > 3);
}

/// The tab key as a keyboard sends it. Typed into the element in focus it would begin again at the first part of a date.
fn tab(browser: &Browser) {
    for kind in ["rawKeyDown", "keyUp"] {
        let key = json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
        browser.devtools("Input.dispatchKeyEvent", key);
    }
}

#[test]
fn the_first_tab_skips_to_the_content() {
    let (browser, served) = (Browser::new(), Served::of(example()));
    browser.visit(&served.at("/reports"));
    browser.press("\u{e004}\u{e007}");
    browser.wait("location.hash === '#main' && document.activeElement.id === 'main'");
}
