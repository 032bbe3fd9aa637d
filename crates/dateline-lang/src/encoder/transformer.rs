//! The transformer: embeddings, six layers of attention and feed-forward.

use super::glue::{self, AttentionScratch};
use super::{Isa, Rows, Task, quantise};
use crate::weights::{HIDDEN, INNER, Layer, Linear, POSITIONS, Weights};

/// Buffers that are kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    /// One vector per piece; the result.
    pub states: Vec<f32>,
    wide: Vec<f32>,
    narrow: Vec<f32>,
    rows: Rows,
    attention: AttentionScratch,
}

/// Encodes one sentence into `scratch.states`.
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

impl Task for Encode<'_> {
    type Output = ();

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) {
        let Scratch { states, wide, narrow, rows, attention } = self.scratch;
        embed(self.weights, self.pieces, self.shapes, states);
        narrow.clear();
        narrow.resize(states.len(), 0.0);
        glue::add_norm(isa, states, narrow, &self.weights.norm);
        for Layer { qkv, out, norm1, up, down, norm2 } in &self.weights.layers {
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
    }
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
