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

/// What begins each feed of ours.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
const OPEN: &str = "  <entry>\n";
const CLOSE: &str = "  </entry>\n";
const ID: &str = "    <id>";
const UPDATED: &str = "    <updated>";

/// A feed of changes; what it is restricted to makes its title and its id.
pub fn feed(between: Between, changes: &[&Change], about: &[String]) -> String {
    let entries: Vec<String> = changes.iter().map(|change| entry(between, change)).collect();
    whole(&entries, between.after.known, about)
}

/// A feed with changes put before what it has, each change once, at most so many entries. `None` when what is there is no
/// feed of all changes that this made.
pub fn longer(feed: &str, between: Between, changes: &[&Change], most: usize) -> Option<String> {
    let fresh: Vec<String> = changes.iter().map(|change| entry(between, change)).collect();
    join(feed, fresh, between.after.known, most)
}

fn join(feed: &str, fresh: Vec<String>, known: Day, most: usize) -> Option<String> {
    let kept = entries(feed)?;
    let mut all: Vec<String> = fresh.into_iter().filter(|new| !kept.iter().any(|old| id(old) == id(new))).collect();
    all.extend(kept.into_iter().map(str::to_owned));
    all.truncate(most);
    Some(whole(&all, known, &[]))
}

/// Whether a text is a feed of all changes, so that [`longer`] takes it.
pub fn is_ours(feed: &str) -> bool {
    entries(feed).is_some()
}

/// The entries of a feed of ours. In it everything that comes from a report is escaped, so these lines are nothing else.
fn entries(feed: &str) -> Option<Vec<&str>> {
    let rest = feed.strip_prefix(HEAD)?.strip_suffix("</feed>\n")?;
    let (head, mut rest) = rest.split_at(rest.find(OPEN).unwrap_or(rest.len()));
    if !head.contains("<id>urn:dateline:changes:all</id>") {
        return None;
    }
    let mut all = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(CLOSE).filter(|_| rest.starts_with(OPEN))? + CLOSE.len();
        all.push(&rest[..end]);
        rest = &rest[end..];
    }
    Some(all)
}

fn whole(entries: &[String], known: Day, about: &[String]) -> String {
    let about: Vec<String> = about.iter().map(|a| clean(a)).collect();
    let title = match about.is_empty() {
        true => "What changed".to_string(),
        false => format!("What changed: {}", about.join(", ")),
    };
    // Moments of one form sort as texts.
    let updated = entries.iter().filter_map(|e| after(e, UPDATED)).max().map_or(moment(known), str::to_owned);
    let mut out = String::from(HEAD);
    element(&mut out, "  ", "id", &format!("urn:dateline:changes:{}", urn(&about.join("/"))));
    element(&mut out, "  ", "title", &title);
    element(&mut out, "  ", "updated", &updated);
    out.push_str("  <author><name>dateline</name></author>\n");
    out.extend(entries.iter().map(String::as_str));
    out.push_str("</feed>\n");
    out
}

/// The id of an entry.
fn id(entry: &str) -> Option<&str> {
    after(entry, ID)
}

/// What stands between a tag and the next.
fn after<'a>(entry: &'a str, tag: &str) -> Option<&'a str> {
    let (_, rest) = entry.split_once(tag)?;
    Some(rest.split('<').next().unwrap_or(rest))
}

fn entry(between: Between, change: &Change) -> String {
    let said = sentence(between, change);
    let mut behind = String::new();
    let pile = between.pile_of(change);
    passages::list(&mut behind, pile, "", &change.support(), usize::MAX);
    passages::list(&mut behind, pile, "against: ", change.against(), usize::MAX);
    let mut out = String::from(OPEN);
    element(&mut out, "    ", "id", &format!("urn:dateline:change:{}", change.id));
    element(&mut out, "    ", "title", &said);
    element(&mut out, "    ", "updated", &moment(told(between, change)));
    let place = |p: &PlaceRef| format!("    <category term=\"{}\" label=\"{}\"/>\n", escaped(&p.id), escaped(&p.name));
    out.push_str(&format!("    <category term=\"{}\"/>\n", change.kind.as_str()));
    out.push_str(&change.place.as_ref().map_or(String::new(), place));
    let behind = behind.lines().map(escaped).collect::<Vec<_>>().join("\n");
    out.push_str(&format!("    <content type=\"text\">{behind}</content>\n{CLOSE}"));
    out
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
    fn a_feed_grows_at_its_head_and_holds_no_entry_twice() {
        let one = |n: u32| format!("{OPEN}{ID}urn:{n}</id>\n{UPDATED}2021-08-{n:02}T00:00:00Z</updated>\n{CLOSE}");
        let day = jiff::civil::date(2021, 8, 9);
        let empty = whole(&[], day, &[]);
        assert!(is_ours(&empty) && empty.contains("<updated>2021-08-09T"));
        let two = join(&empty, vec![one(3), one(2)], day, 3).unwrap();
        assert_eq!(join(&two, vec![one(2), one(3)], day, 3), Some(two.clone()));
        let more = join(&two, vec![one(5), one(3), one(4)], day, 3).unwrap();
        assert_eq!(more, whole(&[one(5), one(4), one(3)], day, &[]), "the oldest is dropped");
        assert!(more.contains("  <updated>2021-08-05T"), "{more}");
    }

    #[test]
    fn the_feed_of_somebody_else_is_not_touched() {
        let day = jiff::civil::date(2021, 8, 9);
        let cut = whole(&[format!("{OPEN}{CLOSE}")], day, &[]).replace("</entry>", "");
        let narrow = whole(&[], day, &["place Kunduz".into()]);
        for other in ["", "<feed></feed>", "notes", &cut, &narrow] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn what_a_feed_is_about_makes_a_valid_id() {
        assert_eq!(urn(""), "all");
        assert_eq!(urn("place gn:1/airport é"), "place%20gn:1/airport%20%C3%A9");
    }
}
