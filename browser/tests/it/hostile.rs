//! Reports that want to act: nothing of them runs, asks for anything, or breaks a page.

use crate::every_kind;
use dateline_browser::{Browser, Served, scratch};
use std::fs;
use std::path::{Path, PathBuf};

/// What a payload would do if it ran. It counts with every word, wherever it stands.
const RUNS: &str = "window.ran=(window.ran||0)+1";

/// Texts that become markup, scripts, addresses, formulas or another order of letters where somebody forgets that they
/// are words of strangers.
fn payloads() -> Vec<String> {
    let plain = [
        format!("<script>{RUNS}</script>"),
        format!("</script><script>{RUNS}</script>"),
        format!("\"><img src=x onerror={RUNS}>"),
        format!("'><svg/onload={RUNS}>"),
        format!("</title></textarea></style><svg onload={RUNS}><animate onbegin={RUNS} attributeName=x dur=1s>"),
        format!("<a href=\"javascript:{RUNS}\">javascript:{RUNS}</a>"),
        format!("<iframe srcdoc=\"<script>parent.{RUNS}</script>\"></iframe><base href=http://198.51.100.7/>"),
        "<img src=http://198.51.100.7/seen.png><link rel=stylesheet href=//198.51.100.7/s.css>".to_owned(),
        "<meta http-equiv=refresh content='0;url=http://198.51.100.7/'>".to_owned(),
        "<style>body{display:none}@import '//198.51.100.7/s.css'</style>".to_owned(),
        format!(
            "=HYPERLINK(\"http://198.51.100.7/\",\"see\")\t+1+cmd|' /C calc'!A0 @SUM(1) -2 {{{{{RUNS}}}}} ${{{RUNS}}}"
        ),
        "\u{202e}txt.exe\u{2066}\u{2067}\u{200f}\u{feff} \u{7}\u{8}\u{1b}[31m\u{1b}]0;title\u{7} \u{2028}\u{2029}"
            .to_owned(),
        "Z\u{335}\u{321}\u{322}\u{31b}".repeat(200),
        "&lt;script&gt;&#x3c;script&#x3e;&amp;amp; %3Cscript%3E \\u003cscript\\u003e <!-- --> ]]> <![CDATA[".to_owned(),
    ];
    plain.into_iter().chain(["W".repeat(50_000), "لا".repeat(25_000)]).collect()
}

/// Each payload in the headline, in what is said, as speaker and as the name of the file.
fn write_pile(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (n, bad) in payloads().iter().enumerate() {
        let lead = format!("KABUL, Aug {}, 2021 (Reuters) - ", 10 + n % 5);
        let body = format!(
            "Taliban fighters captured Kunduz on Sunday, a spokesman {bad} said. \"{bad} We have taken Kunduz,\" {bad} \
             told Reuters. The army denied on Monday that Kunduz had fallen. {bad} At least {} people were killed in \
             Kunduz on Sunday, {bad} said. Omar Said, governor of {bad}, was captured in Kunduz on Sunday. The Taliban could capture Kabul within weeks, officials fear. {bad}\n",
            10 + n
        );
        let short: String = bad.chars().filter(|c| !c.is_control() && *c != '/').take(40).collect();
        files.push(written(folder, &format!("{n} {short}.txt"), &format!("{bad}\n\n{lead}{body}")));
        let page = serde_json::json!({
            "title": bad, "author": bad, "outlet": bad, "source": bad, "published": "2021-08-12",
            "url": format!("javascript:{RUNS}//{n}"), "text": format!("{lead}{body}"),
        });
        files.push(written(folder, &format!("j{n}.json"), &page.to_string()));
    }
    files
}

/// Names of parties that only a careless user would write, and the sentences that use them.
fn write_knowledge(folder: &Path) -> PathBuf {
    fs::create_dir_all(folder.join("parties")).unwrap();
    let group = format!(
        "[[group]]\nname = '<img src=x onerror={RUNS}>'\naliases = ['Red Column']\nkind = 'insurgent'\ncountries = ['AF']\n"
    );
    fs::write(folder.join("parties/own.toml"), group).unwrap();
    folder.to_owned()
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn nothing_of_a_hostile_report_runs_or_breaks_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = write_pile(folder.path());
    let column = "KABUL, Aug 14, 2021 (Reuters) - Red Column fighters captured Ghazni on Saturday.\n";
    files.push(written(folder.path(), "column.txt", column));
    let knowledge = write_knowledge(&folder.path().join("knowledge"));
    let store = scratch("hostile", Some(&knowledge), &files);
    let (browser, served) = (Browser::new(), Served::with(&store, Some(&knowledge)));
    let pages = pages(&browser, &served);
    assert!(pages.iter().filter(|p| p.starts_with("/report/")).count() > payloads().len(), "{pages:?}");
    browser.console();
    browser.requests();
    for page in &pages {
        browser.size(360, 740);
        browser.visit(&served.at(page));
        assert!(browser.holds("window.ran === undefined"), "something ran on {page}");
        assert!(browser.holds("document.querySelector('footer').checkVisibility()"), "{page} does not end");
        let width = browser.number("document.documentElement.scrollWidth");
        assert!(width <= 360, "{page} is {width} wide");
    }
    let told: Vec<String> = browser.console().into_iter().filter(|line| !line.contains("404")).collect();
    assert!(told.is_empty(), "the console tells: {}", told.join("\n"));
    // Chromium draws the calendar of a date field from data of its own.
    let own = |r: &String| r.starts_with(&served.at("/")) || r.starts_with("data:image/svg+xml;base64,");
    let outside: Vec<String> = browser.requests().into_iter().filter(|r| !own(r)).collect();
    assert!(outside.is_empty(), "asked for {outside:?}");
}

/// One of every kind, every report, and everything with a page of its own that they tell of.
fn pages(browser: &Browser, served: &Served) -> Vec<String> {
    let mut pages = every_kind(browser, served);
    for (from, start) in [
        ("/reports", "/report/"),
        ("/map", "/place/"),
        ("/disputes", "/dispute/"),
        ("/figures", "/figures/"),
        ("/developments", "/development/"),
        ("/people", "/person/"),
        ("/forecasts", "/forecast/"),
    ] {
        browser.visit(&served.at(from));
        let links = format!(
            "return [...document.querySelectorAll('main a[href^=\"{start}\"]')].map(a => a.getAttribute('href'))"
        );
        let links: Vec<String> = serde_json::from_value(browser.ask(&links, &[])).unwrap();
        pages.extend(links);
    }
    pages.sort();
    pages.dedup();
    pages
}

#[test]
fn a_page_that_runs_a_payload_would_be_noticed() {
    let browser = Browser::new();
    for bad in payloads().iter().filter(|p| p.starts_with("<script>") || p.contains("onerror")) {
        let page = tempfile::tempdir().unwrap();
        let file = written(page.path(), "page.html", &format!("<p title=\"{bad}\">{bad}</p>"));
        browser.visit(&format!("file://{}", file.display()));
        browser.wait("window.ran > 0");
    }
}
