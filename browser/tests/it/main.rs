//! The explorer in a real browser, over the bundled example.

mod access;
mod evidence;
mod hostile;
mod map;
mod review;
mod search;
mod sheet;

use dateline_browser::{Browser, Served};

/// One page of every kind, with things in it.
pub const KINDS: [&str; 12] = [
    "/",
    "/map",
    "/timeline",
    "/developments",
    "/people",
    "/disputes",
    "/figures",
    "/forecasts",
    "/changes?since=2021-08-08",
    "/brief",
    "/reports",
    "/review",
];

/// One page of every kind: those of the way, and the first of each kind that they lead to.
pub fn every_kind(browser: &Browser, served: &Served) -> Vec<String> {
    let mut pages: Vec<String> = KINDS.map(str::to_owned).to_vec();
    pages.extend(["/add", "/search", "/search?q=the", "/nowhere"].map(str::to_owned));
    let first = |from: &str, start: &str| {
        browser.visit(&served.at(from));
        let found = format!("document.querySelector('main a[href^=\"{start}\"]')");
        browser.holds(&found).then(|| browser.text(&format!("{found}.getAttribute('href')")))
    };
    let leads = [
        ("/reports", "/report/"),
        ("/map", "/place/"),
        ("/disputes", "/dispute/"),
        ("/figures", "/figures/"),
        ("/search", "/claim/"),
        ("/developments", "/development/"),
        ("/people", "/person/"),
        ("/forecasts", "/forecast/"),
    ];
    pages.extend(leads.iter().filter_map(|(from, start)| first(from, start)));
    pages
}
