//! The brief on a terminal: lines with the quotes behind them.

use super::model::{Brief, Cite, Kind, Line, Part, Passage, Row, Section};
use super::{LEGEND, METHOD, Template};
use crate::glance::cut;
use crate::text::{Paint, WIDTH, clean, paragraph};
use dateline_core::model::Span;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Quotes behind one line.
const QUOTES: usize = 1;
/// Characters of a claim's id that tell it from others.
const ID: usize = 9;
/// Widest cells of the table.
const CELLS: [usize; 5] = [18, 14, 30, 13, 11];
/// What stands over the table.
pub(super) const TITLES: [&str; 5] = ["place", "holder", "how sure", "since", "last report"];

/// The brief as text.
pub fn text(brief: &Brief, paint: Paint) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", "", &paint.heading(&format!("SITUATION BRIEF {}", clean(&brief.title))));
    for (label, words) in &brief.head {
        paragraph(&mut out, "", "  ", &format!("{label}: {}", clean(words)));
    }
    let mut quoted = BTreeSet::new();
    for section in &brief.sections {
        out.push_str(&format!("\n{}\n", paint.heading(&heading(section))));
        table(&mut out, &section.rows);
        let quotes = brief.quotes(section.number);
        section.lines.iter().for_each(|l| line(&mut out, l, quotes.then_some(&mut quoted)));
        if !section.more.is_empty() {
            paragraph(&mut out, "  … ", "    ", &clean(&section.more));
        }
    }
    sources(&mut out, brief, paint);
    out.push('\n');
    paragraph(&mut out, "", "", &format!("Method: {METHOD}"));
    let legend: Vec<String> = LEGEND.iter().map(|(word, meaning)| format!("{word}: {meaning}")).collect();
    paragraph(&mut out, "", "", &format!("Status words: {}.", legend.join("; ")));
    out
}

/// "3 CONTROL on 2021-08-12".
pub(super) fn heading(section: &Section) -> String {
    clean(&format!("{} {} {}", section.number, section.title, section.about))
}

/// A line, with the quotes behind it where there is a list of those that have been printed.
fn line(out: &mut String, line: &Line, quoted: Option<&mut BTreeSet<(usize, Span)>>) {
    let words = clean(&told(line));
    let (first, rest) = match line.kind {
        Kind::Heading => ("  ", "    "),
        Kind::Told | Kind::Absent => ("  - ", "    "),
        Kind::Under => ("      ", "        "),
    };
    let first = line.sign.map_or(first.to_owned(), |sign| format!("  {sign} "));
    paragraph(out, &first, rest, &words);
    let Some(quoted) = quoted.filter(|_| line.kind != Kind::Absent) else { return };
    // What has been quoted above is not quoted again.
    let mut left = QUOTES;
    for cite in line.cites() {
        let Some(passage) = cite.passage.as_ref().filter(|_| left > 0) else { continue };
        if quoted.insert((cite.source, passage.span)) {
            left -= 1;
            paragraph(out, "      ", "        ", &behind(cite, passage));
        }
    }
}

/// The words with their citations and the status word.
fn told(line: &Line) -> String {
    let mut text = String::new();
    for part in &line.parts {
        match part {
            Part::Words(words) => glue(&mut text, words),
            Part::Cites(cites) => cites.iter().for_each(|c| glue(&mut text, &c.to_string())),
        }
    }
    text + &line.word.as_ref().map_or(String::new(), |w| format!(" — {w}"))
}

/// Words behind words: a blank between, unless a stop follows.
pub(super) fn glue(text: &mut String, words: &str) {
    let stop = words.starts_with([',', ';', '.']);
    if !text.is_empty() && !stop {
        text.push(' ');
    }
    text.push_str(words);
}

/// The quote with its citation and the beginning of the claim's id, for `dateline why`.
fn behind(cite: &Cite, passage: &Passage) -> String {
    let id: String = passage.claim.chars().take(ID).collect();
    format!("{} {cite} why {id}", self::quoted(passage))
}

/// The quote in marks, with dots where the sentence goes on.
pub(super) fn quoted(passage: &Passage) -> String {
    let (before, after) = (if passage.cut.0 { "… " } else { "" }, if passage.cut.1 { " …" } else { "" });
    format!("“{before}{}{after}”", clean(&passage.quote))
}

fn table(out: &mut String, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let titles = TITLES.map(String::from);
    let cells = |n: usize| rows.iter().map(|r| &r.cells).chain([&titles]).map(move |c| c[n].width());
    let widths: [usize; 5] = std::array::from_fn(|n| cells(n).max().unwrap_or(0).min(CELLS[n]));
    row(out, &titles, &widths, "");
    for one in rows {
        let cites: Vec<String> = one.cites.iter().take(1).map(Cite::to_string).collect();
        row(out, &one.cells, &widths, &cites.join(" "));
    }
}

fn row(out: &mut String, cells: &[String; 5], widths: &[usize; 5], cites: &str) {
    let mut text = String::from(" ");
    for (cell, width) in cells.iter().zip(widths) {
        let cell = cut(&clean(cell), *width);
        let gap = " ".repeat(width.saturating_sub(cell.width()) + 1);
        text.push_str(&format!(" {cell}{gap}"));
    }
    text.push_str(cites);
    out.push_str(text.trim_end());
    out.push('\n');
}

fn sources(out: &mut String, brief: &Brief, paint: Paint) {
    out.push_str(&format!("\n{}\n", paint.heading("10 SOURCES")));
    for (n, source) in brief.sources.iter().enumerate() {
        let words = clean(&format!("[{}] {}", n + 1, Brief::of_source(source)));
        match brief.template {
            Template::TwoPage => out.push_str(&format!("  {}\n", cut(&words, WIDTH - 2))),
            Template::Full => paragraph(out, "  ", "      ", &words),
        }
    }
    if brief.sources.is_empty() {
        paragraph(out, "  ", "  ", "No report is cited.");
    }
    if !brief.uncited.is_empty() {
        paragraph(out, "  … ", "    ", &clean(&brief.uncited));
    }
}
