//! The brief in Markdown: citations link to the source's entry, where the words stand.

use super::model::{Brief, Cite, Kind, Line, Part, Row, Section};
use super::plain::{TITLES, glue, heading, quoted};
use super::{LEGEND, METHOD};
use crate::text::clean;
use std::collections::BTreeMap;

/// The brief in Markdown.
pub fn markdown(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n", escaped(&brief.title));
    for (label, words) in &brief.head {
        out.push_str(&format!("- **{label}:** {}\n", escaped(words)));
    }
    brief.sections.iter().for_each(|s| section(&mut out, s, brief.quotes(s.number)));
    out.push_str("\n## 10 SOURCES\n\n");
    for (n, source) in brief.sources.iter().enumerate() {
        let words = Brief::of_source(source);
        out.push_str(&format!("- <a id=\"s{0}\"></a>\\[{0}\\] {1}\n", n + 1, escaped(&words)));
        for (place, quotes) in passages(brief, n + 1) {
            let (id, label) = (anchor(n + 1, &place), format!("{}:{place}", n + 1));
            out.push_str(&format!("  - <a id=\"{id}\"></a>\\[{label}\\] {}\n", escaped(&quotes.join(" / "))));
        }
    }
    if !brief.uncited.is_empty() {
        out.push_str(&format!("- … {}\n", escaped(&brief.uncited)));
    }
    out.push_str(&format!("\n**Method.** {}\n\n", escaped(METHOD)));
    LEGEND.iter().for_each(|(word, meaning)| out.push_str(&format!("- *{word}*: {}\n", escaped(meaning))));
    out
}

fn section(out: &mut String, section: &Section, quotes: bool) {
    out.push_str(&format!("\n## {}\n\n", escaped(&heading(section))));
    table(out, &section.rows, quotes);
    for line in &section.lines {
        let margin = if line.kind == Kind::Under { "  - " } else { "- " };
        let told = told(line, quotes);
        let told = if line.kind == Kind::Heading { format!("**{told}**") } else { told };
        let sign = line.sign.map_or(String::new(), |sign| format!("`{sign}` "));
        out.push_str(&format!("{margin}{sign}{told}\n"));
    }
    if !section.more.is_empty() {
        out.push_str(&format!("- … {}\n", escaped(&section.more)));
    }
}

fn told(line: &Line, quotes: bool) -> String {
    let mut text = String::new();
    for part in &line.parts {
        match part {
            Part::Words(words) => glue(&mut text, &escaped(words)),
            Part::Cites(cites) => glue(&mut text, &links(cites, quotes)),
        }
    }
    text + &line.word.as_ref().map_or(String::new(), |w| format!(" — *{}*", escaped(&w.to_string())))
}

/// Each leads to its words, or to its source where the words are not printed.
fn links(cites: &[Cite], quotes: bool) -> String {
    let link = |c: &Cite| match &c.passage {
        Some(p) if quotes => format!("[\\[{}:{}\\]](#{})", c.source, p.part, anchor(c.source, &p.part.to_string())),
        Some(p) => format!("[\\[{0}:{1}\\]](#s{0})", c.source, p.part),
        None => format!("[\\[{0}\\]](#s{0})", c.source),
    };
    cites.iter().map(link).collect::<Vec<_>>().join(" ")
}

fn table(out: &mut String, rows: &[Row], quotes: bool) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("| {} | sources |\n|{}\n", TITLES.join(" | "), "---|".repeat(TITLES.len() + 1)));
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|c| escaped(c)).collect();
        out.push_str(&format!("| {} | {} |\n", cells.join(" | "), links(&row.cites, quotes)));
    }
    out.push('\n');
}

/// The anchor of a passage.
pub(super) fn anchor(source: usize, place: &str) -> String {
    format!("s{source}-{place}")
}

/// The words that are printed of a source, by the paragraph they stand in.
pub(super) fn passages(brief: &Brief, source: usize) -> Vec<(String, Vec<String>)> {
    let mut by_part: BTreeMap<super::model::Locus, Vec<String>> = BTreeMap::new();
    for (_, cite) in brief.cites().filter(|(section, c)| c.source == source && brief.quotes(*section)) {
        let Some(passage) = &cite.passage else { continue };
        let quotes = by_part.entry(passage.part).or_default();
        let words = quoted(passage);
        if !quotes.contains(&words) {
            quotes.push(words);
        }
    }
    by_part.into_iter().map(|(part, quotes)| (part.to_string(), quotes)).collect()
}

/// Text with nothing that Markdown or HTML would act on.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A bare address becomes a link in many viewers.
            ':' => out.push_str(if out.ends_with("http") || out.ends_with("https") || out.ends_with("ftp") {
                "&#58;"
            } else {
                ":"
            }),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '!' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
