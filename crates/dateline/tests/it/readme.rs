//! The README tells the truth: its sample is what the demo prints, and no command or option is left out.

use crate::bench::Bench;
use std::path::PathBuf;

const BEGIN: &str = "<!-- sample: refresh with UPDATE_README=1 cargo test -p dateline readme -->\n```text\n";
const END: &str = "```\n<!-- end of sample -->";

/// Which sections stand in the sample, and how many entries of each.
const SHOWN: [(&str, usize); 5] =
    [("1 BOTTOM LINE", 9), ("3 CONTROL", 8), ("4 EVENTS", 5), ("6 DISPUTED", 4), ("10 SOURCES", 2)];

fn readme() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../README.md")
}

/// The README with Unix line ends.
fn text() -> String {
    std::fs::read_to_string(readme()).unwrap().replace("\r\n", "\n")
}

/// The head of the brief and a few entries, with a line of dots where something is left out.
fn sample(brief: &str) -> String {
    let mut parts = brief.trim_end().split("\n\n");
    let mut out = format!("{}\n", parts.next().unwrap());
    let sections: Vec<&str> = parts.collect();
    for (title, wanted) in SHOWN {
        let Some(section) = sections.iter().find(|s| s.starts_with(title)) else { continue };
        let (heading, body) = section.split_once('\n').unwrap();
        let entries = entries(body);
        let rest = if entries.len() > wanted { "  …\n" } else { "" };
        let chosen: String = entries.into_iter().take(wanted).collect();
        out += &format!("\n{heading}\n{chosen}{rest}");
    }
    out
}

/// A line at the margin of two with the deeper lines below it.
fn entries(body: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in body.lines() {
        match entries.last_mut() {
            Some(last) if line.starts_with("   ") => *last += &format!("{line}\n"),
            _ => entries.push(format!("{line}\n")),
        }
    }
    entries
}

#[test]
fn readme_shows_what_the_demo_prints() {
    let brief = Bench::new().expect(0, &["demo", "--no-serve"]);
    let text = text();
    let from = text.find(BEGIN).expect("the README has a sample") + BEGIN.len();
    let to = from + text[from..].find(END).expect("the sample ends");
    if std::env::var_os("UPDATE_README").is_some() {
        let fresh = format!("{}{}{}", &text[..from], sample(&brief), &text[to..]);
        std::fs::write(readme(), fresh).unwrap();
        return;
    }
    // The width of a column depends on lines that the sample leaves out.
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let printed: Vec<String> = brief.lines().map(words).collect();
    for line in text[from..to].lines().filter(|l| l.trim() != "…") {
        let hint = "run UPDATE_README=1 cargo test -p dateline readme";
        assert!(printed.contains(&words(line)), "the demo does not print this line of the README; {hint}:\n{line}");
    }
}

#[test]
fn readme_names_every_command_and_option() {
    let bench = Bench::new();
    let text = text();
    let help = bench.expect(0, &["--help"]);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let indented = |l: &&str| l.starts_with("  ") && !l.starts_with("   ");
    let commands: Vec<&str> =
        listed.lines().filter(indented).filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        assert!(text.contains(&format!("`dateline {command}")), "the README does not tell of `dateline {command}`");
        let help = bench.expect(0, &[command, "--help"]);
        let words = help.split(|c: char| c.is_whitespace() || "<[],`".contains(c));
        for flag in words.filter(|w| w.starts_with("--") && w.len() > 2 && *w != "--help") {
            assert!(text.contains(&format!("`{flag}")), "the README does not tell of {flag} of `dateline {command}`");
        }
    }
}
