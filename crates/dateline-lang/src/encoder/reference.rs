//! A second, plain implementation of the encoder in floating point, against which the kernels are tested.
//!
//! It shares nothing with them but the weights file: activations are never quantised, the exponential is the standard
//! library's, the error function is integrated numerically, attention is written out. What remains of a difference is
//! the rounding of activations to eight bits, so vectors must point almost the same way.

use super::{Encode, Kernel, Scratch};
use crate::weights::{HIDDEN, Linear, Norm, POSITIONS, SHAPES, Weights};

const HEADS: usize = 12;
const WIDTH: usize = HIDDEN / HEADS;

fn encode(weights: &Weights, pieces: &[u32], shapes: &[u8]) -> Vec<Vec<f64>> {
    let mut x: Vec<Vec<f64>> =
        pieces.iter().zip(shapes).enumerate().map(|(at, (&p, &s))| embedding(weights, at, p, s)).collect();
    for layer in &weights.layers {
        let qkv: Vec<Vec<f64>> = x.iter().map(|v| linear(&layer.qkv, v)).collect();
        let mixed = attention(&qkv);
        for (v, m) in x.iter_mut().zip(&mixed) {
            *v = norm(&layer.norm1, v, &linear(&layer.out, m));
            let inner: Vec<f64> = linear(&layer.up, v).iter().map(|y| 0.5 * y * (1.0 + erf(y / 2f64.sqrt()))).collect();
            *v = norm(&layer.norm2, v, &linear(&layer.down, &inner));
        }
    }
    x
}

fn embedding(weights: &Weights, at: usize, piece: u32, shape: u8) -> Vec<f64> {
    assert!(at < POSITIONS && usize::from(shape) < SHAPES);
    let row = |table: &[f32], i: usize, d: usize| f64::from(table[i * HIDDEN + d]);
    let piece = piece as usize;
    let word = |d: usize| f64::from(weights.words[piece * HIDDEN + d]) * f64::from(weights.word_scale[piece]);
    let place = |d: usize| row(&weights.positions, at, d) + row(&weights.shapes, shape.into(), d);
    let sum: Vec<f64> = (0..HIDDEN).map(word).collect();
    norm(&weights.norm, &sum, &(0..HIDDEN).map(place).collect::<Vec<_>>())
}

fn linear(layer: &Linear, x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; layer.outputs];
    for (o, y) in y.iter_mut().enumerate() {
        for (i, x) in x.iter().enumerate() {
            let at = (o / 16 * (layer.inputs / 4) + i / 4) * 64 + o % 16 * 4 + i % 4;
            *y += x * f64::from(layer.matrix[at]);
        }
        *y = *y * f64::from(layer.scale[o]) + f64::from(layer.bias[o]);
    }
    y
}

fn norm(norm: &Norm, x: &[f64], more: &[f64]) -> Vec<f64> {
    let sum: Vec<f64> = x.iter().zip(more).map(|(a, b)| a + b).collect();
    let mean = sum.iter().sum::<f64>() / HIDDEN as f64;
    let spread = (sum.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / HIDDEN as f64 + 1e-12).sqrt();
    (0..HIDDEN).map(|d| (sum[d] - mean) / spread * f64::from(norm.gain[d]) + f64::from(norm.shift[d])).collect()
}

fn attention(qkv: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let one = |query: &Vec<f64>| -> Vec<f64> {
        let mut out = vec![0.0; HIDDEN];
        for head in 0..HEADS {
            let part = |v: &[f64], block: usize| v[block * HIDDEN + head * WIDTH..][..WIDTH].to_vec();
            let product = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            let weights: Vec<f64> = qkv.iter().map(|v| product(part(query, 0), part(v, 1)).exp()).collect();
            let total: f64 = weights.iter().sum();
            for (weight, v) in weights.iter().zip(qkv) {
                for (d, value) in part(v, 2).iter().enumerate() {
                    out[head * WIDTH + d] += weight / total * value;
                }
            }
        }
        out
    };
    qkv.iter().map(one).collect()
}

/// The error function by Simpson's rule over its definition.
fn erf(x: f64) -> f64 {
    let x = x.clamp(-6.0, 6.0);
    let steps = 200;
    let f = |i: usize| (-(x * i as f64 / steps as f64).powi(2)).exp() * [2.0, 4.0][i % 2];
    let sum: f64 = (1..steps).map(f).sum::<f64>() + 1.0 + (-x * x).exp();
    sum * x / steps as f64 / 3.0 * 2.0 / std::f64::consts::PI.sqrt()
}

#[test]
fn kernels_follow_the_reference() {
    let engine = crate::Engine::embedded();
    let text = "Taliban fighters captured Kunduz on Sunday, two officials said.";
    let mut pieces = vec![engine.pieces.first];
    text.split(' ').for_each(|w| engine.pieces.word(w, &mut pieces));
    pieces.push(engine.pieces.last);
    let shapes: Vec<u8> = (0..pieces.len()).map(|i| (i % SHAPES) as u8).collect();
    let expected = encode(&engine.weights, &pieces, &shapes);
    let mut scratch = Scratch::default();
    Kernel::best().run(Encode { weights: &engine.weights, pieces: &pieces, shapes: &shapes, scratch: &mut scratch });
    for (at, (ours, theirs)) in scratch.states.chunks_exact(HIDDEN).zip(&expected).enumerate() {
        let cosine = cosine(ours, theirs);
        assert!(cosine > 0.99, "piece {at}: cosine {cosine}");
    }
}

fn cosine(a: &[f32], b: &[f64]) -> f64 {
    let product: f64 = a.iter().zip(b).map(|(a, b)| f64::from(*a) * b).sum();
    let length = |v: f64| v.sqrt();
    let a: f64 = a.iter().map(|v| f64::from(*v).powi(2)).sum();
    product / length(a) / length(b.iter().map(|v| v * v).sum())
}
