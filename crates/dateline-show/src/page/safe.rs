//! Words of strangers on a page. Escaping keeps them from being markup; this keeps them from acting as text: a mark
//! that turns the direction of writing, or a character that cannot be seen, is shown as what it is.

use crate::text::acts;
use maud::{Markup, html};

/// The words as they stand, isolated, with every character that acts made visible.
pub fn words(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

/// The same without the isolation, for a part of a passage that is isolated as a whole.
pub fn visible(text: &str) -> Markup {
    let mut parts: Vec<Result<&str, char>> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(acts_on_a_page) {
        let acting = rest[at..].chars().next().unwrap_or_default();
        parts.push(Ok(&rest[..at]));
        parts.push(Err(acting));
        rest = &rest[at + acting.len_utf8()..];
    }
    parts.push(Ok(rest));
    html! {
        @for part in parts {
            @match part {
                Ok(plain) => (plain),
                Err(acting) => span.acts title="a character that acts on text, shown as its number" { (name(acting)) }
            }
        }
    }
}

/// Blanks of every sort are only blanks on a page.
fn acts_on_a_page(c: char) -> bool {
    acts(c) && !c.is_whitespace()
}

fn name(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_and_markup_is_text() {
        let shown = words("a\u{202e}b\u{0}<svg onload=x>\n\u{200b}").into_string();
        assert!(shown.contains("U+202E") && shown.contains("U+0000") && shown.contains("U+200B"), "{shown}");
        assert!(!shown.contains('\u{202e}') && !shown.contains("<svg"), "{shown}");
        assert!(shown.starts_with("<bdi>a<span") && shown.contains("&lt;svg"), "{shown}");
    }
}
