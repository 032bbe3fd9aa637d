//! Web archives: one page after the other out of a stream, whatever its length.
//!
//! The format is a few header lines and a counted block, so it is read here and not by a library. The time of
//! crawling (`WARC-Date`) is not a day of publication and is not used.

use crate::walk::broken;
use crate::{Media, Options, RawItem, report};
use dateline_core::model::Notice;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// The pages of one archive.
pub(crate) struct Records {
    input: Box<dyn BufRead>,
    file: String,
    limit: u64,
    count: usize,
    passed_over: usize,
    done: bool,
}

/// Names and values of header lines.
type Headers = Vec<(String, String)>;

impl Records {
    pub(crate) fn new(input: Box<dyn BufRead>, file: String, options: &Options) -> Records {
        Records { input, file, limit: options.document_limit, count: 0, passed_over: 0, done: false }
    }

    /// The next record that is a page; `None` at the end.
    fn read(&mut self) -> io::Result<Option<Result<RawItem, Notice>>> {
        while self.find_record()? {
            self.count += 1;
            let headers = headers(&mut self.input)?;
            let Some(length) = get(&headers, "content-length").and_then(|v| v.trim().parse::<u64>().ok()) else {
                let id = format!("{}#{}", self.file, self.count);
                let what = "The archive record does not say how long it is.";
                return Ok(Some(Err(Notice::unread(id, what, "The records after it are read."))));
            };
            let kind = get(&headers, "warc-type").unwrap_or("").to_ascii_lowercase();
            let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
            if !wanted || length > self.limit {
                skip(&mut self.input, length)?;
                if wanted {
                    return Ok(Some(Err(self.too_large(&headers))));
                }
                continue;
            }
            let mut block = Vec::new();
            self.input.as_mut().take(length).read_to_end(&mut block)?;
            if (block.len() as u64) < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match self.page(&headers, &kind, block) {
                Some(item) => return Ok(Some(Ok(item))),
                None => self.passed_over += 1,
            }
        }
        Ok(None)
    }

    /// Goes to the next `WARC/` line; damage in between is passed over.
    fn find_record(&mut self) -> io::Result<bool> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.input.as_mut().take(64 << 10).read_until(b'\n', &mut line)? == 0 {
                return Ok(false);
            }
            if line.starts_with(b"WARC/") {
                return Ok(true);
            }
        }
    }

    fn name(&self, headers: &Headers) -> String {
        let id = get(headers, "warc-record-id").unwrap_or("").trim().trim_matches(['<', '>']);
        let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
        if id.is_empty() { self.count.to_string() } else { report::id_part(id) }
    }

    fn too_large(&self, headers: &Headers) -> Notice {
        Notice::unread(
            format!("{}#{}", self.file, self.name(headers)),
            format!("The archive record is larger than {} MB.", self.limit >> 20),
            "Nothing needs to be done if it is not a report; the other records are read.",
        )
    }

    /// The page of a record; `None` when it is a redirect, an error or no text.
    fn page(&self, headers: &Headers, kind: &str, block: Vec<u8>) -> Option<RawItem> {
        let http = kind == "response" || get(headers, "content-type").is_some_and(|t| t.contains("application/http"));
        let (inner, body) = if http { http_body(&block, self.limit)? } else { (headers.clone(), block) };
        let content_type = get(&inner, "content-type").unwrap_or("text/html").to_ascii_lowercase();
        let media = media(&content_type, &body)?;
        let charset = content_type.split("charset=").nth(1).map(|c| c.trim_matches(['"', ' ', ';']).to_string());
        let url = get(headers, "warc-target-uri").map(|u| u.trim().trim_matches(['<', '>']).to_string());
        Some(RawItem { item: Some(self.name(headers)), url, charset, ..RawItem::whole(self.file.clone(), media, body) })
    }

    fn last_word(&self) -> Option<Notice> {
        (self.passed_over > 0).then(|| {
            let records = if self.passed_over == 1 {
                "1 record was".into()
            } else {
                format!("{} records were", self.passed_over)
            };
            Notice::remark(
                &self.file,
                format!("{records} passed over: redirects, errors, pictures and the like."),
                "Nothing needs to be done.",
            )
        })
    }
}

impl Iterator for Records {
    type Item = Result<RawItem, Notice>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.read() {
            Ok(Some(item)) => Some(item),
            Ok(None) => {
                self.done = true;
                self.last_word().map(Err)
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.done = true;
                let what = "The archive ends in the middle of a record; the records before it were read.";
                Some(Err(Notice::unread(&self.file, what, "Fetch the archive again.")))
            }
            Err(error) => {
                self.done = true;
                Some(Err(broken(&self.file, &error)))
            }
        }
    }
}

/// Reads header lines up to the empty one; absurdly many are cut off.
fn headers(input: &mut dyn BufRead) -> io::Result<Headers> {
    let mut headers = Headers::new();
    for _ in 0..1000 {
        let mut line = Vec::new();
        if input.take(64 << 10).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
        }
    }
    Ok(headers)
}

fn get<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

fn skip(input: &mut dyn BufRead, length: u64) -> io::Result<()> {
    let skipped = io::copy(&mut input.take(length), &mut io::sink())?;
    if skipped < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// Headers and body of an HTTP answer that brought something.
fn http_body(block: &[u8], limit: u64) -> Option<(Headers, Vec<u8>)> {
    let mut rest = block;
    let mut status = Vec::new();
    (&mut rest).take(64 << 10).read_until(b'\n', &mut status).ok()?;
    let status = String::from_utf8_lossy(&status).into_owned();
    if !status.starts_with("HTTP/") || status.split_whitespace().nth(1).is_none_or(|code| !code.starts_with('2')) {
        return None;
    }
    let headers = headers(&mut rest).ok()?;
    let chunked = get(&headers, "transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
    let body = if chunked { unchunk(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    let body = match get(&headers, "content-encoding").map(str::to_ascii_lowercase).as_deref() {
        Some("br" | "zstd") => return None,
        _ if body.starts_with(b"\x1f\x8b") => inflate(MultiGzDecoder::new(&body[..]), limit)?,
        Some("deflate") => inflate(ZlibDecoder::new(&body[..]), limit)
            .or_else(|| inflate(DeflateDecoder::new(&body[..]), limit))
            .unwrap_or(body),
        _ => body,
    };
    Some((headers, body))
}

fn inflate(decoder: impl Read, limit: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    decoder.take(limit).read_to_end(&mut out).ok()?;
    Some(out)
}

/// Joins the pieces of a chunked body; `None` when it is not chunked after all.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = rest.iter().take(1000).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.trim().split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.trim_ascii_start();
    }
}

/// What kind of text the body is, if any.
fn media(content_type: &str, body: &[u8]) -> Option<Media> {
    match content_type.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" | "" => Some(Media::Html),
        "text/plain" => Some(Media::Text),
        "application/rss+xml" | "application/atom+xml" => Some(Media::Feed),
        "application/xml" | "text/xml" => {
            matches!(crate::sniff::kind(body, ""), crate::sniff::Kind::Document(Media::Feed)).then_some(Media::Feed)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunk(b"4\r\nWiki\r\n5;x=1\r\npedia\r\n0\r\n\r\n").as_deref(), Some(&b"Wikipedia"[..]));
        assert_eq!(unchunk(b"<html>\nno chunks"), None);
        assert_eq!(unchunk(b"ffffffffffffffff\r\nx"), None);
    }
}
