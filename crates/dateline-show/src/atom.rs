//! Changes as an Atom feed (RFC 4287).
//!
//! The same changes give the same bytes: ids are made of what changed, `updated` is the newest day of the reports
//! behind an entry, and no clock is asked. A feed reader tells entries apart by their ids, so a change that a later
//! run lists again is not shown twice. Everything from a report is text, never markup.

use crate::changes::{Between, sentence};
use crate::passages;
use crate::text::clean;
use dateline_core::model::{Day, PlaceRef};
use dateline_core::picture::changes::Change;

/// A feed of changes; what it is restricted to makes its title and its id.
pub fn feed(between: Between, changes: &[&Change], about: &[String]) -> String {
    let about: Vec<String> = about.iter().map(|a| clean(a)).collect();
    let title = match about.is_empty() {
        true => "What changed".to_string(),
        false => format!("What changed: {}", about.join(", ")),
    };
    let days: Vec<Day> = changes.iter().map(|c| told(between, c)).collect();
    let updated = days.iter().max().copied().unwrap_or(between.after.known);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut out, "  ", "id", &format!("urn:dateline:changes:{}", urn(&about.join("/"))));
    element(&mut out, "  ", "title", &title);
    element(&mut out, "  ", "updated", &moment(updated));
    out.push_str("  <author><name>dateline</name></author>\n");
    for (change, day) in changes.iter().zip(days) {
        entry(&mut out, between, change, day);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, between: Between, change: &Change, day: Day) {
    let said = sentence(between, change);
    let mut behind = String::new();
    let pile = between.pile_of(change);
    passages::list(&mut behind, pile, "", &change.support(), usize::MAX);
    passages::list(&mut behind, pile, "against: ", change.against(), usize::MAX);
    out.push_str("  <entry>\n");
    element(out, "    ", "id", &format!("urn:dateline:change:{}", change.id));
    element(out, "    ", "title", &said);
    element(out, "    ", "updated", &moment(day));
    let place = |p: &PlaceRef| format!("    <category term=\"{}\" label=\"{}\"/>\n", escaped(&p.id), escaped(&p.name));
    out.push_str(&format!("    <category term=\"{}\"/>\n", change.kind.as_str()));
    out.push_str(&change.place.as_ref().map_or(String::new(), place));
    let told = behind.lines().map(escaped).collect::<Vec<_>>().join("\n");
    out.push_str(&format!("    <content type=\"text\">{told}</content>\n  </entry>\n"));
}

/// The newest day of the reports behind a change that were out by then; the later day itself when nothing is behind it.
fn told(between: Between, change: &Change) -> Day {
    let pile = between.pile_of(change);
    let ids = [change.support(), change.against().to_vec()].concat();
    let cards = pile.claims_of(&ids).into_iter().filter_map(|c| pile.card(&c.report));
    let days = cards.filter_map(|c| c.published.days).map(|d| d.to).filter(|d| *d <= between.after.known);
    days.max().unwrap_or(between.after.known)
}

/// Atom wants a time; a civil day has none, so it is the day's first moment.
fn moment(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

fn element(out: &mut String, margin: &str, name: &str, text: &str) {
    out.push_str(&format!("{margin}<{name}>{}</{name}>\n", escaped(text)));
}

/// Text inside XML: cleaned of what acts, of what XML does not allow, and of what would be markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// What may stand in a URN: letters, digits and a few signs; everything else as its code.
fn urn(text: &str) -> String {
    if text.is_empty() {
        return "all".into();
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._:/".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_report_is_markup() {
        let hostile = "<script>\"a\" & 'b'</script>\u{0}\u{1b}[31m\u{202e}\u{fffe}";
        assert_eq!(escaped(hostile), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;[31m");
    }

    #[test]
    fn what_a_feed_is_about_makes_a_valid_id() {
        assert_eq!(urn(""), "all");
        assert_eq!(urn("place gn:1/airport é"), "place%20gn:1/airport%20%C3%A9");
    }
}
