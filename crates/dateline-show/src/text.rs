//! Words on a terminal: cleaned, wrapped, quoted.
//!
//! Report text comes from strangers. What reaches a terminal passes through [`clean`], so that no
//! escape sequence, control character or direction mark in a report can act on the screen or forge a line.

use unicode_width::UnicodeWidthStr;

/// The widest line of any text output.
pub const WIDTH: usize = 100;

/// The text on one line, without anything that acts on a terminal.
///
/// ```
/// assert_eq!(dateline_show::text::clean("Kabul\u{1b}[31m fell\r\nto"), "Kabul[31m fell to");
/// ```
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => out.push(' '),
            c if acts(c) => {}
            c => out.push(c),
        }
    }
    out.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One line without anything that acts on a terminal, with its blanks as they are.
pub fn harmless(line: &str) -> String {
    line.chars().filter(|c| !acts(*c)).collect()
}

/// Characters that act rather than show: controls, direction marks, invisible joints.
pub(crate) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The passage in quotation marks, cleaned and cut to about `limit` characters at a word.
pub fn quote(text: &str, limit: usize) -> String {
    let text = clean(text);
    if text.chars().count() <= limit {
        return format!("“{text}”");
    }
    let cut: String = text.chars().take(limit).collect();
    let whole = cut.rfind(' ').map_or(cut.as_str(), |at| &cut[..at]);
    format!("“{whole} …”")
}

/// Adds a paragraph, wrapped to [`WIDTH`]: the first line behind `first`, the others behind `rest`.
pub fn paragraph(out: &mut String, first: &str, rest: &str, text: &str) {
    paragraph_to(out, WIDTH, first, rest, text);
}

/// The same wrapped to another width.
pub fn paragraph_to(out: &mut String, width: usize, first: &str, rest: &str, text: &str) {
    let mut line = first.to_string();
    let mut bare = true;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !bare && line.width() + 1 + word.width() > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = rest.to_string();
            bare = true;
        }
        if !bare {
            line.push(' ');
        }
        line.push_str(word);
        bare = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Days as a reader says them: `2021-08-12`, or `2021-08-12 to 2021-08-13`.
pub fn days(days: dateline_core::model::Days) -> String {
    match days.is_one_day() {
        true => days.from.to_string(),
        false => format!("{} to {}", days.from, days.to),
    }
}

/// "1 report", "3 reports".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Looks that a terminal may show; plain gives none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paint {
    /// Whether to use colour and weight at all.
    pub on: bool,
}

impl Paint {
    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.wrap("1", text)
    }
    /// Words that the eye should find.
    pub fn mark(self, text: &str) -> String {
        self.wrap("1;4", text)
    }
    fn wrap(self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        let hostile = "a\u{1b}]0;title\u{7}b\u{202e}c\u{0}\u{9b}31md\u{85}e\u{2028}f";
        let cleaned = clean(hostile);
        assert!(cleaned.chars().all(|c| !c.is_control() && !acts(c)), "{cleaned:?}");
        assert_eq!(cleaned, "a]0;titlebc31md e f");
    }

    #[test]
    fn paragraphs_keep_to_the_width() {
        let mut out = String::new();
        paragraph(&mut out, "  - ", "    ", &"word ".repeat(60));
        assert!(out.lines().all(|l| l.width() <= WIDTH));
        assert_eq!(out.matches("word").count(), 60);
    }

    #[test]
    fn long_passages_are_cut_at_a_word() {
        assert_eq!(quote("one two three", 9), "“one two …”");
        assert_eq!(quote("one", 9), "“one”");
    }
}
