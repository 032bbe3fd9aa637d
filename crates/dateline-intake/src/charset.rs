//! From bytes to Unicode: byte order mark, then valid UTF-8, then what server or page declare, then a guess.
//!
//! Valid UTF-8 goes before declarations because text in another encoding is practically never valid UTF-8 by chance,
//! while declarations are often left over from a template.

use crate::{Media, RawItem};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dateline_core::model::Notice;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes the item; characters that could not be decoded are told.
pub(crate) fn decode(item: &RawItem, notices: &mut Vec<Notice>) -> String {
    let encoding = encoding(item);
    let (text, errors) = encoding.decode_with_bom_removal(&item.bytes);
    if errors {
        notices.push(Notice::remark(
            item.id(),
            format!("Some characters could not be decoded as {} and were replaced.", encoding.name()),
            "Save the file as UTF-8 if words look wrong.",
        ));
    }
    text.into_owned()
}

/// The encoding of the item's bytes.
fn encoding(item: &RawItem) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(&item.bytes) {
        return encoding;
    }
    if let Some(encoding) = wide(&item.bytes) {
        return encoding;
    }
    if std::str::from_utf8(&item.bytes).is_ok() {
        return UTF_8;
    }
    let declared = item.charset.as_deref().and_then(label).or_else(|| match item.media {
        Media::Html | Media::Feed => in_document(&item.bytes),
        Media::Text | Media::Json => None,
    });
    declared.unwrap_or_else(|| guess(&item.bytes))
}

/// UTF-16 without a byte order mark, known by its zero bytes.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if half < 4 => None,
        () if odd * 10 >= half * 7 && even * 10 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 10 <= half => Some(UTF_16BE),
        () => None,
    }
}

/// An encoding by label. UTF-16 declared inside bytes that could be searched cannot be true.
fn label(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().trim_matches(['"', '\'', ';']);
    Encoding::for_label(name.as_bytes()).map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e })
}

/// `<meta charset=…>`, `<meta … content="text/html; charset=…">` or `<?xml … encoding="…"?>` near the beginning.
fn in_document(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]).to_ascii_lowercase();
    let after = |mark: &str| {
        let at = head.find(mark)? + mark.len();
        let value = head[at..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', ' ', '>', ';', '/', '?']).unwrap_or(value.len());
        label(&value[..end])
    };
    let xml = head.trim_start().starts_with("<?xml").then(|| after("encoding")).flatten();
    xml.or_else(|| after("charset"))
}

/// What a browser would guess.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(media: Media, charset: Option<&str>, bytes: &[u8], expected: &str) {
        let mut item = RawItem::whole("f", media, bytes.to_vec());
        item.charset = charset.map(String::from);
        assert!(decode(&item, &mut Vec::new()).contains(expected), "{expected}: {:?}", decode(&item, &mut Vec::new()));
    }

    #[test]
    fn every_declaration_is_heeded() {
        check(Media::Text, None, b"\xef\xbb\xbfKyiv", "Kyiv");
        check(Media::Text, None, b"\xff\xfeK\0y\0i\0v\0 \0f\0e\0l\0l\0", "Kyiv fell");
        check(Media::Text, None, b"K\0y\0i\0v\0 \0f\0e\0l\0l\0.\0", "Kyiv fell.");
        check(Media::Html, Some("windows-1251"), b"<p>\xca\xe8\xe5\xe2</p>", "Киев");
        check(Media::Html, None, b"<meta charset=\"windows-1251\"><p>\xca\xe8\xe5\xe2</p>", "Киев");
        check(Media::Feed, None, b"<?xml version=\"1.0\" encoding='iso-8859-1'?><a>caf\xe9</a>", "café");
        check(Media::Html, None, b"<meta charset=utf-16><p>Z\xc3\xbcrich</p>", "Zürich");
        check(Media::Text, None, b"The minister said \x93we hold the caf\xe9\x94.", "café");
    }
}
