//! Fuzzes the reader: mutated reports through model, frames and picture, looking for panics and bad spans.
//!
//! Stable Rust has no coverage-guided fuzzer, so this is a plain mutator with a fixed seed: the same
//! arguments give the same inputs. Usage: `fuzz_reader SECONDS SEED`.

use dateline::core::model::{Block, BlockKind, DateBasis, Day, Days, Published, Report, Span};
use dateline::core::picture::{Picture, lineage::Source};
use dateline::{Reader, Reads, demo};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let seconds: u64 = args.next().map_or(Ok(60), |a| a.parse())?;
    let mut dice = Dice(args.next().map_or(Ok(1), |a| a.parse())?);
    let reader = Reader::embedded()?;
    let seeds: Vec<String> =
        demo::REPORTS.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut tried, mut failed) = (0, 0);
    while Instant::now() < end {
        let text = mutated(&seeds, &mut dice);
        tried += 1;
        if catch_unwind(AssertUnwindSafe(|| check(&reader, &text, &mut dice))).is_err() {
            failed += 1;
            println!("FAILED on {text:?}");
        }
    }
    println!("{tried} texts read, {failed} failed");
    if failed == 0 { Ok(()) } else { Err("the reader failed".into()) }
}

/// Reads one text; panics when a span does not give its quote.
fn check(reader: &Reader, text: &str, dice: &mut Dice) {
    let day = Day::new(2020 + dice.below(6) as i16, 1 + dice.below(12) as i8, 1 + dice.below(28) as i8).expect("a day");
    let days = (dice.below(4) > 0).then(|| Days::on(day));
    let published = Published { days, basis: DateBasis::Metadata };
    let report = report(text, published);
    let parsed = reader.parse(&report);
    let reading = reader.read(&report, &parsed, published);
    for claim in &reading.claims {
        assert_eq!(claim.span.of(text), claim.quote);
        assert!(claim.sentence.contains(claim.span));
        assert!(claim.marks.iter().all(|m| m.span.of(text).len() == m.span.len()));
    }
    let source = Source {
        report: report.id,
        published: days,
        outlet: None,
        agency: None,
        digest: reading.digest,
        title: None,
        recall: None,
        url: None,
    };
    let picture = Picture::assemble(&reading.claims, &[source], Day::MAX);
    picture.holdings(day);
    picture.disputes();
}

fn report(text: &str, published: Published) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (i, part) in text.split_inclusive('\n').enumerate() {
        let end = start + part.trim_end().len();
        if end > start {
            let kind = if i % 5 == 4 { BlockKind::Caption } else { BlockKind::Paragraph };
            blocks.push(Block { kind, span: Span::new(start, end) });
        }
        start += part.len();
    }
    Report {
        id: "fuzz".into(),
        outlet: None,
        title: None,
        url: None,
        author: None,
        language: "en".into(),
        published,
        original_sha256: String::new(),
        text_sha256: String::new(),
        text: text.to_owned(),
        blocks,
    }
}

/// A seed, or two of them, with words swapped, dropped, doubled, or strange letters put in.
fn mutated(seeds: &[String], dice: &mut Dice) -> String {
    const STRANGE: &[&str] = &[
        "\u{0}",
        "\u{202e}",
        "é",
        "𝔘",
        "“",
        "\"",
        "--",
        "…",
        "(",
        ")",
        "99999999999",
        "2021-02-30",
        "\u{301}",
        "Ω",
        "'s",
        "n't",
        "\t",
        ":",
        ";",
        "February 30",
        "in 1998",
        "of of of",
        "the the",
        "and and",
    ];
    let mut words: Vec<&str> = seeds[dice.below(seeds.len())].split(' ').collect();
    if dice.below(3) == 0 {
        words.extend(seeds[dice.below(seeds.len())].split(' ').take(80));
    }
    let from = dice.below(words.len());
    let mut words: Vec<&str> = words[from..].iter().take(20 + dice.below(200)).copied().collect();
    for _ in 0..dice.below(20) {
        if words.is_empty() {
            break;
        }
        let at = dice.below(words.len());
        match dice.below(4) {
            0 => words.insert(at, STRANGE[dice.below(STRANGE.len())]),
            1 => drop(words.remove(at)),
            2 => words.insert(at, words[dice.below(words.len())]),
            _ => {
                let other = dice.below(words.len());
                words.swap(at, other);
            }
        }
    }
    words.join(" ")
}

/// A small random generator (xorshift64*), fixed for good.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n.max(1)
    }
}
