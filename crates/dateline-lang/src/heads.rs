//! From encoded pieces to tags, arcs and labels.
//!
//! The vectors for arcs and labels and the three tag heads are one matrix product; the bilinear forms are two more.
//! The first piece of a word stands for the word, the opening marker for the root.

use crate::encoder::{Isa, Rows, Task, argmax, dot, leaky, linear};
use crate::weights::{ARC, HIDDEN, LABEL, Weights};

/// Width of the part of the heads that goes through the rectifier.
const VECTORS: usize = 2 * ARC + 2 * LABEL;

/// Buffers that are kept from sentence to sentence, and the results.
#[derive(Default)]
pub(crate) struct Scratch {
    /// `[word][candidate head]` scores, the root first: `words * (words + 1)` numbers.
    pub arcs: Vec<f32>,
    /// Best part of speech of each word.
    pub upos: Vec<u8>,
    /// Best Penn tag of each word.
    pub xpos: Vec<u8>,
    /// Best entity kind of each word.
    pub entity: Vec<u8>,
    /// Best relation of each word to its head.
    pub relations: Vec<u8>,
    input: Vec<f32>,
    vectors: Vec<f32>,
    mixed: Vec<f32>,
    rows: Rows,
}

/// Scores arcs and chooses tags for the words whose first pieces are `first`.
pub(crate) struct Score<'a> {
    /// The model.
    pub weights: &'a Weights,
    /// Encoded pieces.
    pub states: &'a [f32],
    /// First piece of each word.
    pub first: &'a [u32],
    /// Where to work.
    pub scratch: &'a mut Scratch,
}

/// Chooses the relation of each word to the head that the tree gave it.
pub(crate) struct Label<'a> {
    /// The model.
    pub weights: &'a Weights,
    /// Head of each word; 0 is the root, 1 the first word.
    pub heads: &'a [u32],
    /// As [`Score`] left it.
    pub scratch: &'a mut Scratch,
}

impl Task for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) {
        let Scratch { arcs, upos, xpos, entity, input, vectors, mixed, rows, .. } = self.scratch;
        gather(self.states, self.first, input);
        let width = self.weights.heads.outputs;
        linear(isa, input, &self.weights.heads, vectors, rows);
        for row in vectors.chunks_exact_mut(width) {
            leaky(isa, &mut row[..VECTORS]);
        }
        collect(vectors, width, 0..ARC, input);
        linear(isa, input, &self.weights.arc, mixed, rows);
        arcs.clear();
        for dependent in mixed.chunks_exact(ARC) {
            for head in vectors.chunks_exact(width) {
                arcs.push(dot(isa, dependent, &head[ARC..2 * ARC]));
            }
        }
        let tags = &self.weights.tags;
        let mut at = VECTORS;
        for (chosen, count) in [(upos, tags.upos.len()), (xpos, tags.xpos.len()), (entity, tags.entities.len())] {
            chosen.clear();
            chosen.extend(vectors.chunks_exact(width).skip(1).map(|row| argmax(&row[at..at + count]) as u8));
            at += count;
        }
    }
}

impl Task for Label<'_> {
    type Output = ();

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) {
        let Scratch { relations, input, vectors, mixed, rows, .. } = self.scratch;
        let width = self.weights.heads.outputs;
        collect(vectors, width, 2 * ARC..2 * ARC + LABEL, input);
        linear(isa, input, &self.weights.label, mixed, rows);
        relations.clear();
        let mut scores = [0.0; 256];
        let scores = &mut scores[..self.weights.tags.relations.len()];
        for (row, &head) in mixed.chunks_exact(self.weights.label.outputs).zip(self.heads) {
            let head = &vectors[head as usize * width + 2 * ARC + LABEL..][..LABEL];
            for (score, form) in scores.iter_mut().zip(row.chunks_exact(LABEL + 1)) {
                *score = dot(isa, form, head) + form[LABEL];
            }
            relations.push(argmax(scores) as u8);
        }
    }
}

/// The opening marker's vector, then the one of each word's first piece.
pub(crate) fn gather(states: &[f32], first: &[u32], out: &mut Vec<f32>) {
    out.clear();
    out.extend_from_slice(&states[..HIDDEN]);
    for &piece in first {
        out.extend_from_slice(&states[piece as usize * HIDDEN..][..HIDDEN]);
    }
}

/// Some columns of every row but the root's.
fn collect(rows: &[f32], width: usize, columns: std::ops::Range<usize>, out: &mut Vec<f32>) {
    out.clear();
    for row in rows.chunks_exact(width).skip(1) {
        out.extend_from_slice(&row[columns.clone()]);
    }
}
