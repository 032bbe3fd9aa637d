//! Speed of every kernel of this processor, in one run, on sentences of about 32 pieces; and that they agree.
//!
//! `cargo bench -p dateline-lang`, or with `-- FILE` for a weights file that is not compiled in. Absolute figures depend
//! on the machine and its other work; the ratios and the common hashes are what to compare. Each figure is the best of
//! many short rounds over the same four sentences, so that other work on the machine disturbs it little: one thread,
//! whole engine (word pieces, encoder, heads, tree, lemmas, branch).

use std::error::Error;
use std::time::Instant;

use dateline_lang::{Digest, Engine, Kernel, digest};
use dateline_tree::Span;

const TEXT: &[&str] = &[
    "Taliban fighters captured Kunduz, the capital of a northern province, on Sunday after days of heavy clashes around the airport, two local officials said by telephone from the city.",
    "The governor of Herat surrendered to the insurgents on Thursday night, but the defense ministry in the capital denied that the airport and the prison had also fallen.",
    "At least 27 children were killed and 136 more were wounded in three southern provinces in the past 72 hours, according to a statement that UNICEF sent from its office in Kabul.",
    "Government forces withdrew from the district centre before dawn, leaving behind armoured vehicles, weapons and ammunition that residents of nearby villages later saw in the hands of the rebels.",
];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes `--bench` as well.
    let own = match std::env::args().skip(1).find(|a| !a.starts_with("--")) {
        Some(file) => Some(Engine::from_bytes(&std::fs::read(file)?)?),
        None => None,
    };
    let engine = own.as_ref().unwrap_or_else(|| Engine::embedded());
    let pieces: usize = TEXT.iter().map(|t| engine.count_pieces(t)).sum();
    let mean = pieces as f64 / TEXT.len() as f64;
    println!("weights {}, {mean:.1} pieces a sentence", engine.version());
    println!("{:10} {:>12} {:>8}  {:16}  {:16}", "kernel", "sentences/s", "ratio", "trees", "proposals");
    let mut slowest = 0.0;
    for kernel in Kernel::available() {
        let rounds = if kernel == Kernel::Scalar { 20 } else { 200 };
        let (rate, Digest { trees, proposals }) = measure(engine, kernel, rounds);
        slowest = if slowest == 0.0 { rate } else { slowest };
        println!("{:10} {rate:12.1} {:8.2}  {trees:016x}  {proposals:016x}", format!("{kernel:?}"), rate / slowest);
    }
    Ok(())
}

/// Sentences per second in the best round, and the digest.
fn measure(engine: &Engine, kernel: Kernel, rounds: usize) -> (f64, Digest) {
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        let begun = Instant::now();
        for text in TEXT {
            std::hint::black_box(engine.parse_with(kernel, text, Span::new(0, text.len())));
        }
        best = best.min(begun.elapsed().as_secs_f64());
    }
    (TEXT.len() as f64 / best, digest(engine, kernel, TEXT))
}
