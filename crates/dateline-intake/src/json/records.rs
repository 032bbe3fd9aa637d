//! Cuts a stream of JSON into its records without reading it whole.

use crate::walk::broken;
use crate::{Media, Options, RawItem, charset};
use dateline_core::model::Notice;
use std::io::{self, BufRead, Cursor, Read};

/// The records of one file.
pub(crate) struct Records {
    input: Box<dyn BufRead>,
    file: String,
    /// One record per line, so that a broken line costs only itself.
    lines: bool,
    /// Largest record, and largest first object of a file that is no list: it may be an envelope.
    limits: (usize, usize),
    count: usize,
    /// Read ahead, to know whether the first record is the only one.
    ahead: Option<Result<RawItem, Notice>>,
    done: bool,
}

/// What one step in the stream gave.
enum Cut {
    Record(Vec<u8>),
    TooLong,
    Garbage,
    End,
}

impl Records {
    pub(crate) fn new(input: Box<dyn BufRead>, file: String, options: &Options) -> Records {
        let (input, head) = match prepare(input) {
            Ok(ready) => ready,
            Err(error) => {
                let ahead = Some(Err(broken(&file, &error)));
                let input = Box::new(Cursor::new(Vec::new()));
                return Records { input, file, lines: false, limits: (0, 0), count: 1, ahead, done: true };
            }
        };
        let list = head.first() == Some(&b'[');
        let limits = (options.record_limit, if list { options.record_limit } else { options.envelope_limit });
        let lines = first_line_is_whole(&head);
        Records { input, file, lines, limits, count: 0, ahead: None, done: false }
    }

    fn read(&mut self) -> Option<Result<RawItem, Notice>> {
        if self.done {
            return None;
        }
        let limit = if self.count == 0 { self.limits.1 } else { self.limits.0 };
        let cut =
            if self.lines { next_line(&mut self.input, self.limits.0) } else { next_object(&mut self.input, limit) };
        self.count += 1;
        let id = format!("{}#{}", self.file, self.count);
        match cut {
            Ok(Cut::Record(bytes)) => Some(Ok(RawItem {
                item: Some(self.count.to_string()),
                ..RawItem::whole(self.file.clone(), Media::Json, bytes)
            })),
            Ok(Cut::TooLong) => Some(Err(Notice::unread(
                id,
                format!("The record is larger than {} MB.", limit >> 20),
                "Split it, or remove what is not text.",
            ))),
            Ok(Cut::Garbage) => Some(Err(Notice::unread(
                id,
                "Something stands between the records that is not a JSON object.",
                "Give each report as an object, one a line or in a list.",
            ))),
            Ok(Cut::End) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                Some(Err(broken(&self.file, &error)))
            }
        }
    }

    /// A `.json` file with a single object is one report and bears the name of the file.
    fn first(&mut self) -> Option<Result<RawItem, Notice>> {
        let first = self.read();
        self.ahead = self.read();
        let lower = self.file.to_ascii_lowercase();
        let lines = lower.ends_with(".jsonl") || lower.ends_with(".ndjson");
        match first {
            Some(Ok(item)) if self.ahead.is_none() && !lines => Some(Ok(RawItem { item: None, ..item })),
            other => other,
        }
    }
}

impl Iterator for Records {
    type Item = Result<RawItem, Notice>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.count == 0 {
            return self.first();
        }
        self.ahead.take().or_else(|| self.read())
    }
}

/// Skips a byte order mark, turns UTF-16 into UTF-8, and gives the beginning to look at.
fn prepare(mut input: Box<dyn BufRead>) -> io::Result<(Box<dyn BufRead>, Vec<u8>)> {
    let mut head = Vec::new();
    input.as_mut().take(64 << 10).read_to_end(&mut head)?;
    let wide = encoding_rs::Encoding::for_bom(&head).map(|(e, _)| e).filter(|e| *e != encoding_rs::UTF_8);
    if let Some(encoding) = wide.or_else(|| charset::wide(&head)) {
        input.as_mut().take(64 << 20).read_to_end(&mut head)?;
        head = encoding.decode(&head).0.into_owned().into_bytes();
    }
    let start = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let start = start + head[start..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let look = head[start..].iter().take(64 << 10).copied().collect();
    head.drain(..start);
    Ok((Box::new(Cursor::new(head).chain(input)), look))
}

/// Whether the first line is an object by itself.
fn first_line_is_whole(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|b| *b == b'\n') else { return false };
    let line = head[..end].trim_ascii();
    line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

fn next_line(input: &mut dyn BufRead, limit: usize) -> io::Result<Cut> {
    loop {
        let mut line = Vec::new();
        let read = input.take(limit as u64 + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(Cut::End);
        }
        if line.len() > limit {
            skip_line(input)?;
            return Ok(Cut::TooLong);
        }
        let line = line.trim_ascii();
        if !line.is_empty() {
            return Ok(Cut::Record(line.to_vec()));
        }
    }
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let chunk = input.fill_buf()?;
        let end = chunk.iter().position(|b| *b == b'\n');
        let (len, found) = (end.map_or(chunk.len(), |at| at + 1), end.is_some() || chunk.is_empty());
        input.consume(len);
        if found {
            return Ok(());
        }
    }
}

/// Cuts out the next `{…}`, whatever list brackets and commas stand before it.
fn next_object(input: &mut dyn BufRead, limit: usize) -> io::Result<Cut> {
    let mut state =
        Scan { record: Vec::new(), depth: 0, quoted: false, escaped: false, garbage: false, too_long: false };
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(state.at_end());
        }
        let mut used = 0;
        let mut cut = None;
        for byte in chunk {
            used += 1;
            if state.step(*byte, limit) {
                cut = Some(state.take());
                break;
            }
            if state.garbage && *byte == b'\n' && state.depth == 0 {
                cut = Some(Cut::Garbage);
                break;
            }
        }
        input.consume(used);
        if let Some(cut) = cut {
            return Ok(cut);
        }
    }
}

struct Scan {
    record: Vec<u8>,
    depth: usize,
    quoted: bool,
    escaped: bool,
    garbage: bool,
    too_long: bool,
}

impl Scan {
    /// Takes one byte; whether an object has just ended.
    fn step(&mut self, byte: u8, limit: usize) -> bool {
        if self.depth == 0 && byte != b'{' {
            self.garbage |= !matches!(byte, b'[' | b']' | b',' | b'\x1e') && !byte.is_ascii_whitespace();
            return false;
        }
        if self.record.len() < limit {
            self.record.push(byte);
        } else {
            self.too_long = true;
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }

    fn take(&mut self) -> Cut {
        if self.too_long { Cut::TooLong } else { Cut::Record(std::mem::take(&mut self.record)) }
    }

    /// An object that never ends is handed on, so that the parser says what is wrong with it.
    fn at_end(mut self) -> Cut {
        match () {
            () if self.depth > 0 => self.take(),
            () if self.garbage => Cut::Garbage,
            () => Cut::End,
        }
    }
}
