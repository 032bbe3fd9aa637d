//! Two texts beside each other, line by line.

use crate::text::WIDTH;
use unicode_width::UnicodeWidthStr;

const RULE: &str = " | ";

/// How wide each of two columns behind a margin may be.
pub(crate) fn width(margin: &str) -> usize {
    (WIDTH - margin.width() - RULE.width()) / 2
}

/// The lines of the two texts beside each other; a word too long for its column pushes the rule to the right.
pub(crate) fn beside(margin: &str, texts: &[String; 2]) -> String {
    let [left, right] = texts.each_ref().map(|t| t.lines().collect::<Vec<&str>>());
    let mut out = String::new();
    for n in 0..left.len().max(right.len()) {
        let (left, right) = (left.get(n).unwrap_or(&""), right.get(n).unwrap_or(&""));
        let gap = " ".repeat(width(margin).saturating_sub(left.width()));
        let row = format!("{margin}{left}{gap}{RULE}{right}");
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_side_is_filled_up() {
        let out = beside("  ", &["yes:\n“It fell.”".into(), "no:".into()]);
        let rows: Vec<&str> = out.lines().collect();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|r| r.find('|').is_some()), "{out}");
        assert!(rows[0].ends_with("| no:") && rows[1].starts_with("  “It fell.”"), "{out}");
    }
}
