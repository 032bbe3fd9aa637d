//! What kind of file it is, judged by its first bytes; the name only breaks ties.

use crate::{Media, charset};

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text, page or feed.
    Document(Media),
    /// JSON values, one after the other or in an array.
    Json,
    /// A web archive.
    Warc,
    /// gzip around something else.
    Gzip,
    /// Nothing in it.
    Empty,
    /// Something that is not read, with what it is and what to do.
    Refused(&'static str, &'static str),
}

/// Judges a file by its first bytes and its name.
pub(crate) fn kind(head: &[u8], name: &str) -> Kind {
    if let Some(kind) = by_magic(head) {
        return kind;
    }
    let text = readable_head(head);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.is_empty() && head.len() < HEAD {
        return Kind::Empty;
    }
    let name = name.to_ascii_lowercase();
    let ends = |list: &[&str]| list.iter().any(|e| name.ends_with(e));
    if is_binary(head) {
        return Kind::Refused("a binary file", "Give the report as text, HTML, JSON, RSS or WARC.");
    }
    if looks_like_json(start) || (ends(&[".json", ".jsonl", ".ndjson"]) && start.starts_with(['{', '['])) {
        return Kind::Json;
    }
    if start.starts_with('<') {
        return by_markup(start, ends(&[".html", ".htm", ".xhtml"]));
    }
    if ends(&[".html", ".htm", ".xhtml"]) {
        return Kind::Document(Media::Html);
    }
    if ends(&[".csv", ".tsv", ".parquet"]) {
        return Kind::Refused(
            "a table",
            "Turn each row into a line of JSON with the fields id, published, title and text.",
        );
    }
    Kind::Document(Media::Text)
}

/// Formats known by their first bytes.
fn by_magic(head: &[u8]) -> Option<Kind> {
    const SAVE: &str = "Save it as plain text or HTML first.";
    const REFUSED: [(&[u8], &str, &str); 16] = [
        (b"%PDF", "a PDF", SAVE),
        (b"PK\x03\x04", "a ZIP archive or office document", "Unpack it, or save the document as plain text."),
        (b"\xd0\xcf\x11\xe0", "an old office document", SAVE),
        (b"{\\rtf", "a rich text document", SAVE),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd", "Decompress it with `zstd -d` first."),
        (b"\xfd7zXZ", "compressed with xz", "Decompress it with `xz -d` first."),
        (b"BZh", "compressed with bzip2", "Decompress it with `bzip2 -d` first."),
        (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
        (b"Rar!", "a RAR archive", "Unpack it first."),
        (b"\x89PNG", "a picture", "Give the words of the report instead."),
        (b"\xff\xd8\xff", "a picture", "Give the words of the report instead."),
        (b"GIF8", "a picture", "Give the words of the report instead."),
        (b"SQLite format 3", "a database", "Export the reports as JSON lines."),
        (
            b"PAR1",
            "a Parquet table",
            "Turn each row into a line of JSON with the fields id, published, title and text.",
        ),
        (b"\x7fELF", "a program", "Leave it out."),
        (b"From - ", "a mailbox", "Save the messages as plain text."),
    ];
    if head.starts_with(b"\x1f\x8b") {
        return Some(Kind::Gzip);
    }
    if head.starts_with(b"WARC/") {
        return Some(Kind::Warc);
    }
    REFUSED.iter().find(|(magic, ..)| head.starts_with(magic)).map(|(_, what, hint)| Kind::Refused(what, hint))
}

/// The head as text, good enough to look at; only ASCII matters.
fn readable_head(head: &[u8]) -> String {
    let wide = encoding_rs::Encoding::for_bom(head).map(|(e, _)| e).or_else(|| charset::wide(head));
    match wide {
        Some(encoding) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Control characters that no text has, unless it is UTF-16.
fn is_binary(head: &[u8]) -> bool {
    let bom = encoding_rs::Encoding::for_bom(head).is_some();
    if bom || charset::wide(head).is_some() {
        return false;
    }
    let head = &head[..head.len().min(8192)];
    let zeros = head.iter().filter(|b| **b == 0).count();
    let control = head.iter().filter(|b| matches!(**b, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    zeros > head.len() / 500 || control * 30 > head.len()
}

/// `{"`, `{}`, `[{`, `[]`; a text may begin with `[Kabul]`.
fn looks_like_json(start: &str) -> bool {
    let mut chars = start.chars().filter(|c| !c.is_whitespace());
    matches!((chars.next(), chars.next()), (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | ']')))
}

fn by_markup(start: &str, named_html: bool) -> Kind {
    let head: String = start.chars().take(8192).collect::<String>().to_ascii_lowercase();
    let has = |tag: &str| {
        head.match_indices(tag)
            .any(|(at, _)| head[at + tag.len()..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
    };
    if !has("<html") && (has("<rss") || has("<feed") || has("<rdf:rdf") || has("<channel") || has("<atom:feed")) {
        return Kind::Document(Media::Feed);
    }
    let html =
        ["<html", "<head", "<body", "<p", "<div", "<article", "<h1", "<title", "<span", "<section", "<br", "<meta"];
    if named_html || head.starts_with("<!doctype html") || html.iter().any(|tag| has(tag)) {
        return Kind::Document(Media::Html);
    }
    if head.starts_with("<?xml") {
        return Kind::Refused("XML that is neither a page nor a feed", "Give the report as text, HTML, RSS or Atom.");
    }
    Kind::Document(Media::Text)
}

/// Files that lie beside saved pages and are never reports.
pub(crate) fn is_companion(name: &str) -> bool {
    const ENDS: [&str; 30] = [
        "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "woff", "woff2", "ttf",
        "eot", "otf", "mp3", "mp4", "m4a", "mov", "avi", "webm", "wav", "tmp", "bak", "lock", "db", "sqlite", "exe",
    ];
    name.rsplit_once('.').is_some_and(|(_, end)| ENDS.contains(&end.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        for (head, name, expected) in [
            (&b"The town fell."[..], "a.txt", Kind::Document(Media::Text)),
            (b"[Kabul] The town fell.", "a.txt", Kind::Document(Media::Text)),
            (b"\xef\xbb\xbf <!DOCTYPE html><p>", "a", Kind::Document(Media::Html)),
            (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "a", Kind::Document(Media::Feed)),
            (b"<?xml version='1.0'?><html xmlns='x'>", "a", Kind::Document(Media::Html)),
            (b" {\"id\":1}", "a", Kind::Json),
            (b"[\n {\"id\":1}]", "a", Kind::Json),
            (b"WARC/1.0\r\n", "a", Kind::Warc),
            (b"\x1f\x8b\x08", "a", Kind::Gzip),
            (b" \n ", "a", Kind::Empty),
            (b"", "a", Kind::Empty),
            (b"\xff\xfe<\0r\0s\0s\0 \0", "a", Kind::Document(Media::Feed)),
        ] {
            assert_eq!(kind(head, name), expected, "{head:?}");
        }
        assert!(matches!(kind(b"%PDF-1.4", "a"), Kind::Refused(..)));
        assert!(matches!(kind(&[0, 1, 2, 3, 0, 9, 200], "a"), Kind::Refused(..)));
    }
}
