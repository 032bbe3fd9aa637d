//! Scores the engine on treebanks: `evaluate [--weights FILE] [FILE.conllu ...]`, or CoNLL-U on standard input.
//!
//! ```sh
//! xz -dc en_gum-ud-test.conllu.xz | cargo run --release -p dateline-lang --example evaluate
//! ```

use std::error::Error;
use std::io::Read;

use dateline_lang::{Engine, Kernel, eval};

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let own = match files.iter().position(|a| a == "--weights") {
        Some(at) if at + 1 < files.len() => {
            let file = files.remove(at + 1);
            files.remove(at);
            Some(Engine::from_bytes(&std::fs::read(file)?)?)
        }
        _ => None,
    };
    let engine = own.as_ref().unwrap_or_else(|| Engine::embedded());
    println!("weights {}, kernel {:?}", engine.version(), Kernel::best());
    println!(
        "{:32} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "", "sents", "words", "UPOS", "XPOS", "lemma", "verbs", "UAS", "LAS"
    );
    if files.is_empty() {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        report(engine, "standard input", &text);
    }
    for file in files {
        report(engine, &file, &std::fs::read_to_string(&file)?);
    }
    Ok(())
}

fn report(engine: &Engine, name: &str, text: &str) {
    let gold = eval::read_conllu(text);
    let name = name.rsplit('/').next().unwrap_or(name);
    line(&format!("{name}, raw"), &eval::raw(engine, Kernel::best(), &gold));
    line(&format!("{name}, given words"), &eval::given_words(engine, Kernel::best(), &gold));
}

fn line(name: &str, s: &eval::Score) {
    print!("{name:32} {:6.2}", s.sentence_f1());
    for right in [s.same_words, s.upos, s.xpos, s.lemma] {
        print!(" {:6.2}", s.f1(right));
    }
    println!(
        " {:6.2} {:6.2} {:6.2}",
        100.0 * s.verb_lemma as f64 / s.verbs.max(1) as f64,
        s.f1(s.heads),
        s.f1(s.labelled)
    );
}
