//! Throws damaged input at every door for a while: `fuzz_doors SECONDS [SEED]`.
//!
//! Works on stable Rust and without a fuzzing engine: it mutates small seeds of every format with a generator that is
//! fully determined by the seed number, so a find can be repeated. It stops at the first panic, at a span that does
//! not lie in its text, and at an input that takes unreasonably long, and prints the input.

use dateline_intake::{Media, Notice, Options, RawItem, Report, open, reports};
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=windows-1252><title>Town falls | Wire</title><meta property='article:published_time' content='2021-08-13T23:30:00+04:30'><script type='application/ld+json'>{\"@type\":[\"NewsArticle\"],\"datePublished\":\"2021-08-13\",\"author\":[{\"name\":\"A\"}],\"articleBody\":\"x\"}</script></head><body><nav><a href=/>Home</a></nav><article class='has-ads'><h1>Town falls</h1><p class=byline>By A. B., 13 August 2021<figure><img><figcaption>A tank (Photo by C. D.)</figcaption></figure><p>KABUL, Aug 13 (Agency) - The town fell on Friday, officials said.<br><br>&ldquo;It is lost&rdquo;, he said.<table><tr><td>x<td>y</table><ul><li>one<li>two</ul><aside>Ad</aside></article><footer>Copyright</footer>";
const TEXT: &str = " date 2021-08-11 A town changes hands\r\nBy our staff\r\n\r\nKABUL, Aug 11, 2021 (Agency) -- The town fell on Friday.\n\nFighters in the town\nFighters in the town AFP / C. D.\n\nRelated: more\n\u{2028}\u{feff}É \u{1f600} It held — for now. (Photo by X) [Y/AFP]";
const JSON: &str = "{\"id\":\"x1\",\"published\":\"2021-08-13\",\"title\":\"T &amp; <b>U</b>\",\"text\":[\"The town fell.\",\"<p>It held</p>\"],\"source\":{\"name\":\"Wire\"},\"n\":-1e309}\n{\"maintext\":\"The \\u00e9 \\ud83d\\ude00 town\",\"date_publish\":\"1628812800\",\"authors\":[\"A\"]}\n[{\"articles\":[{\"content\":\"x [+12 chars]\",\"publishedAt\":\"13/08/2021\",\"source\":null}]}]";
const FEED: &str = "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss xmlns:dc='x'><channel><title>Wire</title><item rdf:about='q'><title><![CDATA[T <b>x]]></title><guid>1</guid><link>https://w.example/1</link><pubDate>Sat, 14 Aug 2021 11:30:00 GMT</pubDate><description>&lt;p&gt;The town &a; &#233; fell.&lt;/p&gt;</description></item></channel></rss><feed><entry><author><name>A</name><uri>u</uri></author><content type='xhtml'><div><p>x &amp; y</p><br/></div></content><link rel='alternate' href='h'/></entry></feed>";
const WARC: &str = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://w.example/1\r\nContent-Length: 122\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n<h1>T</h1><p>The town fell.\n\r\n0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n";

const TOKENS: [&str; 40] = [
    "<",
    ">",
    "</",
    "<!--",
    "]]>",
    "<![CDATA[",
    "&",
    "&#x110000;",
    "&#0;",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "\\",
    "\\u",
    "\0",
    "\n\n",
    "\r",
    "<p>",
    "<script>",
    "</script>",
    "<title>",
    "<table>",
    "<a x=",
    "date 2021-99",
    "KABUL - ",
    "AFP / ",
    "(",
    ")",
    "\u{2028}",
    "İ",
    "ß",
    "\u{fb03}",
    "99999999999999999999",
    "-",
    "Content-Length: 18446744073709551615\r\n",
    "<item>",
    "é",
];

/// A generator of numbers, fully determined by its seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

fn main() {
    let mut args = std::env::args().skip(1).map(|a| a.parse::<u64>().expect("give SECONDS and SEED as numbers"));
    let (seconds, seed) = (args.next().unwrap_or(10), args.next().unwrap_or(1));
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut tries, mut found, mut slowest) = (0u64, 0u64, Duration::ZERO);
    while Instant::now() < end {
        let bytes = mutate(&mut dice);
        let door = dice.below(DOORS.len());
        let start = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| found += DOORS[door].1(&bytes) as u64));
        slowest = slowest.max(start.elapsed());
        if result.is_err() || start.elapsed() > Duration::from_secs(5) {
            let path = std::env::temp_dir().join("fuzz_doors.bin");
            std::fs::write(&path, &bytes).expect("the find can be written");
            eprintln!(
                "door {} failed at try {tries} of seed {seed}; the input is in {}",
                DOORS[door].0,
                path.display()
            );
            std::process::exit(1);
        }
        tries += 1;
    }
    println!("{tries} tries, {found} reports, slowest {slowest:?}, nothing found");
}

/// A seed with some damage.
fn mutate(dice: &mut Dice) -> Vec<u8> {
    let seeds = [PAGE, TEXT, JSON, FEED, WARC];
    let mut bytes = seeds[dice.below(seeds.len())].as_bytes().to_vec();
    for _ in 0..dice.below(12) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + dice.below(40)).min(bytes.len());
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => drop(bytes.drain(at..to)),
            3 => drop(bytes.splice(at..at, bytes[at..to].to_vec())),
            4 => bytes.truncate(at),
            5 => {
                let other = seeds[dice.below(seeds.len())].as_bytes();
                let from = dice.below(other.len());
                let until = (from + dice.below(200)).min(other.len());
                drop(bytes.splice(at..at, other[from..until].iter().copied()));
            }
            6 => {
                let piece = bytes[at..to].repeat(dice.below(200));
                drop(bytes.splice(at..at, piece));
            }
            _ => drop(bytes.splice(at..at, TOKENS[dice.below(TOKENS.len())].bytes())),
        }
    }
    bytes
}

type Door = (&'static str, fn(&[u8]) -> usize);

/// Every door that bytes come through.
const DOORS: [Door; 8] = [
    ("text", |b| item(Media::Text, b, None)),
    ("html", |b| item(Media::Html, b, None)),
    ("json", |b| item(Media::Json, b, None)),
    ("feed", |b| item(Media::Feed, b, None)),
    ("charset", |b| {
        let labels = ["utf-16le", "gb18030", "iso-2022-jp", "shift_jis", "big5", "x-user-defined", "replacement", "?"];
        let label = labels[b.len() % labels.len()];
        item(Media::Html, b, Some(label)) + item(Media::Text, b, Some(label))
    }),
    ("file", |b| file(b, "a.bin")),
    ("lines", |b| file(b, "a.jsonl")),
    ("gzip", |b| {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(b).expect("memory can be written");
        let mut packed = out.finish().expect("memory can be written");
        let at = b.len() % packed.len();
        file(&packed, "a.warc.gz");
        packed[at] ^= 0x10;
        file(&packed, "a.warc.gz") + file(&packed[..at], "a.gz")
    }),
];

fn item(media: Media, bytes: &[u8], charset: Option<&str>) -> usize {
    let item = RawItem { charset: charset.map(String::from), ..RawItem::whole("a", media, bytes.to_vec()) };
    let (reports, notices) = reports(&item, &Options::default());
    check(&reports, &notices);
    reports.len()
}

fn file(bytes: &[u8], name: &str) -> usize {
    let mut count = 0;
    for item in open(Box::new(Cursor::new(bytes.to_vec())), name, &Options::default()).flatten() {
        let (reports, notices) = reports(&item, &Options::default());
        check(&reports, &notices);
        count += reports.len();
    }
    count
}

/// What must hold of everything that is handed over.
fn check(reports: &[Report], notices: &[Notice]) {
    for report in reports {
        assert!(report.blocks.windows(2).all(|w| w[0].span.end <= w[1].span.start), "blocks overlap");
        let inside = |a: u32, b: u32| a < b && report.text.get(a as usize..b as usize).is_some();
        assert!(report.blocks.iter().all(|b| inside(b.span.start, b.span.end)), "a span is not in the text");
        assert!(report.published.days.is_none_or(|d| d.from <= d.to && d.from.year() >= 1900), "an absurd day");
    }
    assert!(notices.iter().all(|n| n.what.ends_with('.') && n.hint.ends_with('.')), "a notice is no sentence");
}
