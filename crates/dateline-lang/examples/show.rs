//! Prints the trees of the text on standard input, one word a line: `show < report.txt`.

use std::error::Error;
use std::io::Read;

use dateline_lang::Engine;
use dateline_tree::Span;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    for sentence in Engine::embedded().parse(&text, Span::new(0, text.len())) {
        println!("# {}", sentence.span.of(&text));
        for (i, token) in sentence.tokens.iter().enumerate() {
            let head = token.head.map_or(0, |h| h + 1);
            let entity = token.entity.map_or("_", |e| e.as_str());
            let (word, lemma, upos, xpos) = (token.span.of(&text), &token.lemma, token.upos, token.xpos);
            println!("{}\t{word}\t{lemma}\t{upos}\t{xpos}\t{head}\t{}\t{entity}", i + 1, token.relation);
        }
        println!();
    }
    Ok(())
}
