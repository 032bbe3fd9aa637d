//! The language model of dateline: text to sentences, words, tags, dependency trees and proposed events.
//!
//! ```text
//! text ─► segment ─► tokenise ─► wordpiece ─► encoder ─► heads ─► decode ─► Sentence
//!                                                └─► branch ─► events ─────────┘
//! ```
//!
//! One fine-tuned MiniLM in int8, run by our own kernels. The same weights and the same text give the same trees, bit
//! for bit, on every processor; a sentence's tree never depends on its neighbours. Nothing here starts a thread: an
//! [`Engine`] is shared by reference and each caller brings its own text.
//!
#![cfg_attr(feature = "weights", doc = "```")]
#![cfg_attr(not(feature = "weights"), doc = "```ignore")]
//! use dateline_lang::Engine;
//! use dateline_tree::{Relation, Span};
//!
//! let text = "Taliban fighters captured Kunduz on Sunday.";
//! let sentences = Engine::embedded().parse(text, Span::new(0, text.len()));
//! let verb = sentences[0].root().unwrap();
//! assert_eq!(sentences[0].tokens[verb].lemma, "capture");
//! let object = sentences[0].children(verb).find(|&i| sentences[0].tokens[i].relation == Relation::Obj).unwrap();
//! assert_eq!(sentences[0].tokens[object].span.of(text), "Kunduz");
//! ```

mod decode;
mod encoder;
pub mod eval;
mod events;
mod heads;
mod lemma;
mod segment;
mod tokenise;
mod weights;
mod wordpiece;

#[cfg(all(test, feature = "weights"))]
#[path = "../tests/branch_file/mod.rs"]
mod branch_file;

use std::cell::RefCell;
#[cfg(feature = "weights")]
use std::sync::OnceLock;

use dateline_tree::{Proposal, Sentence, Span, Token};

pub use encoder::Kernel;
pub use weights::WeightsError;

use lemma::Lemmas;
use weights::{POSITIONS, Weights};
use wordpiece::WordPiece;

/// Words beyond which a sentence is cut.
const MAX_WORDS: usize = 180;
/// Pieces beyond which a sentence is cut; with the two markers they fit the model's positions.
const MAX_PIECES: usize = POSITIONS - 4;

#[cfg(feature = "weights")]
static EMBEDDED: &[u8] = include_bytes!("../weights/en.bin");

/// The reader of sentences: weights and tables, ready to use from any thread.
pub struct Engine {
    weights: Weights,
    pieces: WordPiece,
    lemmas: Lemmas,
}

/// Buffers of one thread.
#[derive(Default)]
struct Scratch {
    encoder: encoder::Scratch,
    heads: heads::Scratch,
    events: events::Scratch,
    pieces: Vec<u32>,
    shapes: Vec<u8>,
    first: Vec<u32>,
}

/// A sentence as the encoder gets it, for comparisons with other runtimes (`training/compare-rten`).
#[doc(hidden)]
pub struct Numbered {
    /// Numbers of the pieces, with the two markers.
    pub pieces: Vec<u32>,
    /// Word shape of each piece.
    pub shapes: Vec<u8>,
    /// Where each word's first piece is.
    pub first: Vec<u32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Engine {
    /// The engine with the weights that are compiled in.
    #[cfg(feature = "weights")]
    pub fn embedded() -> &'static Engine {
        static ENGINE: OnceLock<Engine> = OnceLock::new();
        ENGINE.get_or_init(|| {
            // The file is part of this crate and a test reads it, so failing here means a broken build.
            Engine::new(Weights::embedded(EMBEDDED).expect("the weights compiled into dateline-lang are valid"))
        })
    }

    /// An engine with weights from elsewhere, for instance from a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Engine, WeightsError> {
        Weights::checked(bytes).map(Engine::new)
    }

    fn new(weights: Weights) -> Engine {
        let pieces = WordPiece::new(&weights);
        let lemmas = Lemmas::new(&weights.lemmas);
        Engine { weights, pieces, lemmas }
    }

    /// Short digest of the weights; readings made with different versions may differ.
    pub fn version(&self) -> &str {
        &self.weights.version
    }

    /// Reads a block of a text: its sentences in order, with trees. Spans are offsets into `text`.
    ///
    /// A block is a stretch that holds whole sentences, such as a paragraph or a headline; it must lie on character
    /// boundaries. Any text gives an answer: the worst input gets a poor tree, never an error.
    pub fn parse(&self, text: &str, block: Span) -> Vec<Sentence> {
        self.parse_with(Kernel::best(), text, block)
    }

    /// As [`Engine::parse`], with a chosen kernel; all kernels give the same result.
    pub fn parse_with(&self, kernel: Kernel, text: &str, block: Span) -> Vec<Sentence> {
        let mut found = Vec::new();
        for sentence in segment::sentences(text, block) {
            for words in self.portions(text, tokenise::words(text, sentence)) {
                found.push(self.tree(kernel, text, &words));
            }
        }
        found
    }

    /// Reads one sentence whose words are known.
    pub fn parse_words(&self, kernel: Kernel, text: &str, words: &[Span]) -> Vec<Sentence> {
        self.portions(text, words.to_vec()).iter().map(|words| self.tree(kernel, text, words)).collect()
    }

    /// How many word pieces a text has, for measurements.
    pub fn count_pieces(&self, text: &str) -> usize {
        let mut pieces = Vec::new();
        for sentence in segment::sentences(text, Span::new(0, text.len())) {
            for word in tokenise::words(text, sentence) {
                self.pieces.word(word.of(text), &mut pieces);
            }
        }
        pieces.len()
    }

    /// A text's sentences as the encoder gets them, for comparisons with other runtimes.
    #[doc(hidden)]
    pub fn numbered(&self, text: &str) -> Vec<Numbered> {
        let mut found = Vec::new();
        for sentence in segment::sentences(text, Span::new(0, text.len())) {
            for words in self.portions(text, tokenise::words(text, sentence)) {
                let mut scratch = Scratch::default();
                self.number(text, &words, &mut scratch);
                let Scratch { pieces, shapes, first, .. } = scratch;
                found.push(Numbered { pieces, shapes, first });
            }
        }
        found
    }

    /// The encoder's last hidden states, 384 numbers a piece, for comparisons with other runtimes.
    #[doc(hidden)]
    pub fn hidden(&self, kernel: Kernel, sentence: &Numbered) -> Vec<f32> {
        SCRATCH.with_borrow_mut(|scratch| {
            let Numbered { pieces, shapes, .. } = sentence;
            kernel.run(encoder::Encode { weights: &self.weights, pieces, shapes, scratch: &mut scratch.encoder });
            scratch.encoder.states.clone()
        })
    }

    /// Cuts a sentence that is too long for the model, at the best mark in its second half.
    fn portions(&self, text: &str, mut words: Vec<Span>) -> Vec<Vec<Span>> {
        let mut portions = Vec::new();
        loop {
            let fits = self.longest_prefix(text, &words);
            if fits == words.len() {
                if !words.is_empty() {
                    portions.push(words);
                }
                return portions;
            }
            let cut = best_cut(text, &words[..fits]);
            let rest = words.split_off(cut);
            portions.push(std::mem::replace(&mut words, rest));
        }
    }

    /// How many words fit the model at once; at least one.
    fn longest_prefix(&self, text: &str, words: &[Span]) -> usize {
        let mut pieces = Vec::new();
        for (i, word) in words.iter().take(MAX_WORDS).enumerate() {
            self.pieces.word(word.of(text), &mut pieces);
            if pieces.len() > MAX_PIECES {
                return i.max(1);
            }
        }
        words.len().min(MAX_WORDS)
    }

    /// The tree over the words of one sentence.
    fn tree(&self, kernel: Kernel, text: &str, words: &[Span]) -> Sentence {
        SCRATCH.with(|scratch| {
            let scratch = &mut *scratch.borrow_mut();
            self.number(text, words, scratch);
            let Scratch { encoder, heads, events, pieces, shapes, first } = scratch;
            let weights = &self.weights;
            kernel.run(encoder::Encode { weights, pieces, shapes, scratch: encoder });
            kernel.run(heads::Score { weights, states: &encoder.states, first, scratch: heads });
            let governors = decode::tree(&heads.arcs, words.len());
            kernel.run(heads::Label { weights, heads: &governors, scratch: heads });
            let proposals = weights.branch.as_ref().map_or_else(Vec::new, |branch| {
                kernel.run(encoder::Follow { branch, scratch: encoder });
                kernel.run(events::Propose { branch, states: &encoder.branched, first, scratch: events })
            });
            self.sentence(text, words, &governors, heads, proposals)
        })
    }

    /// Words to pieces and shapes, between the two markers.
    fn number(&self, text: &str, words: &[Span], scratch: &mut Scratch) {
        const NO_SHAPE: u8 = 7;
        let Scratch { pieces, shapes, first, .. } = scratch;
        pieces.clear();
        shapes.clear();
        first.clear();
        pieces.push(self.pieces.first);
        shapes.push(NO_SHAPE);
        for word in words {
            first.push(pieces.len() as u32);
            self.pieces.word(word.of(text), pieces);
            shapes.resize(pieces.len(), wordpiece::shape(word.of(text)) as u8);
        }
        pieces.push(self.pieces.last);
        shapes.push(NO_SHAPE);
    }

    fn sentence(
        &self,
        text: &str,
        words: &[Span],
        governors: &[u32],
        heads: &heads::Scratch,
        proposals: Vec<Proposal>,
    ) -> Sentence {
        let tags = &self.weights.tags;
        let token = |i: usize| {
            let (upos, xpos) = (tags.upos[heads.upos[i] as usize], tags.xpos[heads.xpos[i] as usize]);
            let relation = tags.relations[heads.relations[i] as usize];
            Token {
                span: words[i],
                lemma: self.lemmas.of(words[i].of(text), upos, xpos, &self.pieces),
                upos,
                xpos,
                head: governors[i].checked_sub(1),
                relation: root_only_at_root(relation, governors[i] == 0),
                entity: tags.entities[heads.entity[i] as usize],
            }
        };
        let span = words[0].cover(words[words.len() - 1]);
        Sentence { span, tokens: (0..words.len()).map(token).collect(), proposals }
    }
}

/// The label head does not know which word the tree chose as root.
fn root_only_at_root(relation: dateline_tree::Relation, root: bool) -> dateline_tree::Relation {
    use dateline_tree::Relation;
    match (root, relation) {
        (true, _) => Relation::Root,
        (false, Relation::Root) => Relation::Dep,
        (false, relation) => relation,
    }
}

/// Number of words before the best place to cut: behind a strong mark, else a comma, else as late as possible.
fn best_cut(text: &str, words: &[Span]) -> usize {
    let second_half = words.len() / 2..words.len();
    let after = |marks: &[&str]| second_half.clone().rev().find(|&i| marks.contains(&words[i].of(text)));
    let cut =
        after(&[".", "!", "?", ";"]).or_else(|| after(&[":", "—", "–", "|"])).or_else(|| after(&[",", ")", "”", "\""]));
    cut.map_or(words.len(), |i| i + 1)
}

/// FNV-1a hashes over everything the network computes for some texts. Kernels agree when their digests do.
///
/// Encoded pieces and scores go in bit by bit, so this is stricter than equal trees and proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Encoded pieces, arc scores, chosen tags.
    pub trees: u64,
    /// Pieces as the branch encodes them, proposals; [`Digest::NOTHING`] without a branch.
    pub proposals: u64,
}

impl Digest {
    /// The hash of nothing.
    pub const NOTHING: u64 = 0xcbf2_9ce4_8422_2325;
}

/// The digest of some texts with a chosen kernel.
pub fn digest(engine: &Engine, kernel: Kernel, texts: &[&str]) -> Digest {
    let (mut trees, mut proposed) = (Digest::NOTHING, Digest::NOTHING);
    for text in texts {
        for sentence in engine.parse_with(kernel, text, Span::new(0, text.len())) {
            let words: Vec<Span> = sentence.tokens.iter().map(|t| t.span).collect();
            let proposals = engine.tree(kernel, text, &words).proposals;
            SCRATCH.with_borrow(|s| {
                s.encoder.states.iter().chain(&s.heads.arcs).for_each(|v| eat(&mut trees, &v.to_bits().to_le_bytes()));
                let tags = [&s.heads.upos, &s.heads.xpos, &s.heads.entity, &s.heads.relations];
                tags.iter().for_each(|t| eat(&mut trees, t));
                // Without a branch the buffer holds what some other engine left.
                let branched = engine.weights.branch.iter().flat_map(|_| &s.encoder.branched);
                branched.for_each(|v| eat(&mut proposed, &v.to_bits().to_le_bytes()));
            });
            proposals.iter().for_each(|p| eat(&mut proposed, &bytes_of(p)));
        }
    }
    Digest { trees, proposals: proposed }
}

fn eat(hash: &mut u64, bytes: &[u8]) {
    for byte in bytes {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

/// All that a proposal says, bit by bit.
fn bytes_of(p: &Proposal) -> Vec<u8> {
    let word = |at: Option<u32>| at.unwrap_or(u32::MAX);
    let numbers = [p.word, p.margin.to_bits(), p.status_margin.to_bits(), word(p.actor), word(p.place), word(p.source)];
    let numbers = numbers.iter().flat_map(|n| n.to_le_bytes());
    numbers.chain(p.event.as_str().bytes()).chain(p.status.as_str().bytes()).collect()
}
