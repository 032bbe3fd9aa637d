//! Point 9: axe-core on one page of every kind.

use crate::every_kind;
use dateline_browser::{Browser, Served, axe, example};
use serde_json::Value;

/// Runs the checker that was put into the page, and gives what is serious as lines.
const CHECK: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
        .filter(v => v.impact === 'serious' || v.impact === 'critical')
        .map(v => `${v.id}: ${v.nodes.length} times, as ${v.nodes[0].target.join(' ')}: ${v.nodes[0].any[0]?.message ?? v.help}`)), e => done([String(e)]));
";

/// `.ci/run` runs it where it could fetch axe-core; elsewhere it is listed as ignored.
#[test]
#[ignore = "needs axe-core, which .ci/run fetches where npm is"]
fn no_page_has_a_serious_fault_of_access() {
    let axe = axe().expect("no axe-core: .ci/run fetches it, or set AXE to its axe.min.js");
    let (browser, served) = (Browser::new(), Served::of(example()));
    let mut faults = Vec::new();
    for page in every_kind(&browser, &served) {
        for (width, scheme) in [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")] {
            browser.size(width, 900);
            browser.look("screen", scheme);
            browser.visit(&served.at(&page));
            browser.ask(&axe, &[]);
            let Value::Array(found) = browser.ask_later(CHECK) else { panic!("no answer for {page}") };
            faults.extend(found.iter().map(|f| format!("{page}, {width} wide, {scheme}: {f}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
