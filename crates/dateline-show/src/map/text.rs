//! Text in the picture: escaped, measured without a font at hand, wrapped.

use crate::text::clean;
use unicode_width::UnicodeWidthChar;

/// Widths of the letters from blank to tilde, in thousandths of the size, of a wide face (DejaVu Sans); others are narrower.
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// How wide a text is at a size, in pixels; rather too wide than too narrow.
pub fn width(text: &str, size: f64) -> f64 {
    let of = |c: char| match (c as usize).checked_sub(32).and_then(|n| WIDTHS.get(n)) {
        Some(&w) => f64::from(w) / 1000.0,
        None => 0.8 * c.width().unwrap_or(1) as f64,
    };
    text.chars().map(of).sum::<f64>() * size
}

/// Text that came from anywhere, as text or attribute of XML: on one line, nothing in it acts.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The text in lines no wider than the pixels given; a word that is wider stands alone.
pub fn wrapped(text: &str, size: f64, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines
}

/// The text cut to a number of letters.
pub fn short(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.into(),
    }
}
