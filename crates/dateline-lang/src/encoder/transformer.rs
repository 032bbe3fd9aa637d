//! The transformer: embeddings, six layers of attention and feed-forward, and the branch's layers beside the upper ones.

use super::glue::{self, AttentionScratch};
use super::{Isa, Rows, Task, quantise};
use crate::weights::{Branch, HIDDEN, INNER, Layer, Linear, POSITIONS, Weights};

/// Buffers that are kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    /// One vector per piece; the result.
    pub states: Vec<f32>,
    /// The same where the branch leaves, and after [`Follow`] at its end; of no meaning without a branch.
    pub branched: Vec<f32>,
    work: Work,
}

/// What a layer needs besides the states.
#[derive(Default)]
struct Work {
    wide: Vec<f32>,
    narrow: Vec<f32>,
    rows: Rows,
    attention: AttentionScratch,
}

/// Encodes one sentence into `scratch.states`, and keeps what the branch starts from.
pub(crate) struct Encode<'a> {
    /// The model.
    pub weights: &'a Weights,
    /// Numbers of the pieces, with the two markers; at most [`POSITIONS`].
    pub pieces: &'a [u32],
    /// Word shape of each piece.
    pub shapes: &'a [u8],
    /// Where to work.
    pub scratch: &'a mut Scratch,
}

/// Runs the branch's layers for the sentence that [`Encode`] had last.
pub(crate) struct Follow<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// Where to work.
    pub scratch: &'a mut Scratch,
}

impl Task for Encode<'_> {
    type Output = ();

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) {
        let Scratch { states, branched, work } = self.scratch;
        embed(self.weights, self.pieces, self.shapes, states);
        work.narrow.clear();
        work.narrow.resize(states.len(), 0.0);
        glue::add_norm(isa, states, &work.narrow, &self.weights.norm);
        let from = self.weights.branch.as_ref().map(|b| b.from);
        for (at, layer) in self.weights.layers.iter().enumerate() {
            if from == Some(at) {
                branched.clear();
                branched.extend_from_slice(states);
            }
            step(isa, layer, states, work);
        }
    }
}

impl Task for Follow<'_> {
    type Output = ();

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) {
        let Scratch { branched, work, .. } = self.scratch;
        for layer in &self.branch.layers {
            step(isa, layer, branched, work);
        }
    }
}

/// One layer, in place; `work.narrow` has the size of `states`.
#[inline(always)]
fn step<I: Isa>(isa: I, layer: &Layer, states: &mut [f32], work: &mut Work) {
    let Layer { qkv, out, norm1, up, down, norm2 } = layer;
    let Work { wide, narrow, rows, attention } = work;
    linear(isa, states, qkv, wide, rows);
    glue::attention(isa, wide, narrow, attention);
    // The attention's output is quantised before it is overwritten.
    quantise(isa, narrow, HIDDEN, rows);
    isa.product(rows, out, narrow);
    glue::add_norm(isa, states, narrow, norm1);
    linear(isa, states, up, wide, rows);
    glue::gelu(isa, wide);
    quantise(isa, wide, INNER, rows);
    isa.product(rows, down, narrow);
    glue::add_norm(isa, states, narrow, norm2);
}

/// Quantises rows and multiplies them by a layer.
#[inline(always)]
pub(crate) fn linear<I: Isa>(isa: I, input: &[f32], layer: &Linear, out: &mut Vec<f32>, rows: &mut Rows) {
    quantise(isa, input, layer.inputs, rows);
    out.resize(rows.scale.len() * layer.outputs, 0.0);
    isa.product(rows, layer, out);
}

/// Sum of the embeddings of piece, position and word shape.
fn embed(weights: &Weights, pieces: &[u32], shapes: &[u8], states: &mut Vec<f32>) {
    assert!(pieces.len() <= POSITIONS && pieces.len() == shapes.len());
    states.clear();
    for (at, (&piece, &shape)) in pieces.iter().zip(shapes).enumerate() {
        let word = &weights.words[piece as usize * HIDDEN..][..HIDDEN];
        let scale = weights.word_scale[piece as usize];
        let position = &weights.positions[at * HIDDEN..][..HIDDEN];
        let shape = &weights.shapes[shape as usize * HIDDEN..][..HIDDEN];
        states.extend((0..HIDDEN).map(|d| f32::from(word[d]) * scale + position[d] + shape[d]));
    }
}
