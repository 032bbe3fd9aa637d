//! How one claim was made: the passage with the words marked, the rule, the steps.

use crate::pile::{Card, Pile};
use crate::text::{Paint, clean, days, paragraph};
use crate::words;
use dateline_core::model::{Claim, Mark, Span};
use unicode_width::UnicodeWidthChar;

/// Explains a claim so that a reader can check every step against the passage.
pub fn text(pile: &Pile, claim: &Claim, paint: Paint) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", "  ", &paint.heading(&format!("Claim {}: {}.", claim.id, words::claim(claim))));
    if let Some(card) = pile.card(&claim.report) {
        about_report(&mut out, card);
        out.push('\n');
        passage(&mut out, &card.report.text, claim, paint);
    }
    out.push('\n');
    roles(&mut out, pile, claim);
    steps(&mut out, claim);
    out
}

fn about_report(out: &mut String, card: &Card) {
    let report = &card.report;
    let outlet = report.outlet.as_deref().map_or(String::new(), |o| format!(", {o}"));
    let title = report.title.as_deref().map_or(String::new(), |t| format!(", “{t}”"));
    let published = words::published(card.published);
    paragraph(out, "", "  ", &clean(&format!("Report {}{outlet}{title}, {published}.", report.id)));
}

/// The sentence, with a caret under every word that contributed.
fn passage(out: &mut String, text: &str, claim: &Claim, paint: Paint) {
    const MARGIN: &str = "    ";
    let signs = signs(text, claim.sentence, &claim.marks);
    for line in wrapped(&signs, crate::text::WIDTH - MARGIN.len()) {
        let words: String = line.iter().map(|(c, marked)| painted(*c, *marked, paint)).collect();
        let carets: String = line.iter().map(|(c, marked)| under(*c, *marked)).collect();
        out.push_str(&format!("{MARGIN}{}\n", words.trim_end()));
        if carets.contains('^') {
            out.push_str(&format!("{MARGIN}{}\n", carets.trim_end()));
        }
    }
}

/// The characters of a sentence on one line, each with whether it is marked.
fn signs(text: &str, sentence: Span, marks: &[Mark]) -> Vec<(char, bool)> {
    let marked = |at: usize| marks.iter().any(|m| m.span.start as usize <= at && at < m.span.end as usize);
    let start = sentence.start as usize;
    let words = text.get(start..sentence.end as usize).unwrap_or_default();
    let mut signs: Vec<(char, bool)> = Vec::new();
    for (at, c) in words.char_indices() {
        let shown = clean(&c.to_string());
        match shown.chars().next() {
            Some(c) => signs.push((c, marked(start + at))),
            None if c.is_whitespace() && signs.last().is_some_and(|(last, _)| *last != ' ') => signs.push((' ', false)),
            None => {}
        }
    }
    signs
}

/// Lines of at most so many columns, broken at spaces.
fn wrapped(signs: &[(char, bool)], width: usize) -> Vec<&[(char, bool)]> {
    let mut lines = Vec::new();
    let (mut from, mut last_space, mut used) = (0, None, 0);
    for (at, (c, _)) in signs.iter().enumerate() {
        used += c.width().unwrap_or(0);
        if used > width
            && let Some(space) = last_space
        {
            lines.push(&signs[from..space]);
            from = space + 1;
            last_space = None;
            used = signs[from..=at].iter().map(|(c, _)| c.width().unwrap_or(0)).sum();
        }
        if *c == ' ' && at >= from {
            last_space = Some(at);
        }
    }
    lines.push(&signs[from.min(signs.len())..]);
    lines
}

fn painted(c: char, marked: bool, paint: Paint) -> String {
    if marked { paint.mark(&c.to_string()) } else { c.to_string() }
}

fn under(c: char, marked: bool) -> String {
    (if marked { "^" } else { " " }).repeat(c.width().unwrap_or(0))
}

/// Which words were taken for what.
fn roles(out: &mut String, pile: &Pile, claim: &Claim) {
    let Some(card) = pile.card(&claim.report) else { return };
    if !claim.marks.is_empty() {
        out.push_str("The words that count:\n");
    }
    for mark in &claim.marks {
        let words = card.report.text.get(mark.span.start as usize..mark.span.end as usize).unwrap_or_default();
        paragraph(out, &format!("  {:<9}", mark.role.as_str()), "           ", &format!("“{}”", clean(words)));
    }
}

/// The rule, and how place, day, parties and status were found.
fn steps(out: &mut String, claim: &Claim) {
    out.push_str("\nRead as:\n");
    let mut step = |what: &str, how: &str| {
        paragraph(out, &format!("  {:<9}", what), "           ", &clean(how));
    };
    step("rule", &claim.rule);
    if let Some(place) = claim.place() {
        step("place", &words::place_in_full(place));
    }
    if let Some(when) = claim.when() {
        step("day", &format!("{} ({})", days(when.days), when.basis.as_str()));
    }
    step("status", &format!("{}: {}", claim.status.as_str(), words::status_meaning(claim.status)));
    if !claim.trace.is_empty() {
        out.push_str("\nHow it was read:\n");
    }
    for (n, trace) in claim.trace.iter().enumerate() {
        paragraph(out, &format!("  {}. {}: ", n + 1, clean(&trace.what)), "     ", &clean(&trace.how));
    }
}
