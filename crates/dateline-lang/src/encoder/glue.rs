//! Everything between the matrix products, written once for all kernels, in one fixed order of operations.

use super::{Isa, LANES, Lanes, Rows};
use crate::weights::{HIDDEN, Norm};

/// Adding and subtracting this rounds a small float to the nearest whole number, ties to even.
const ROUND: f32 = 12_582_912.0;
/// Heads of the attention.
const HEADS: usize = 12;
/// Width of a head.
const WIDTH: usize = HIDDEN / HEADS;
/// Queries that share a pass over keys and values; changes the speed only.
const QUERIES: usize = 4;
/// What masks a place behind the end of the sentence.
const FAR_BELOW: f32 = -1e30;

/// Sixteen values of a longer slice.
#[inline(always)]
fn chunks(values: &[f32]) -> &[[f32; LANES]] {
    values.as_chunks().0
}

#[inline(always)]
fn chunks_mut(values: &mut [f32]) -> &mut [[f32; LANES]] {
    values.as_chunks_mut().0
}

/// e to the x: range reduction and a polynomial of degree six (Cephes), relative error below 2e-7.
#[inline(always)]
fn exp<V: Lanes>(x: V) -> V {
    let x = x.larger(x.like(-87.0)).smaller(x.like(88.0));
    let n = (x * x.like(std::f32::consts::LOG2_E) + x.like(ROUND)) - x.like(ROUND);
    let f = (x - n * x.like(0.693_359_4)) - n * x.like(-2.121_944_4e-4);
    let mut p = x.like(1.987_569_1e-4);
    p = p * f + x.like(1.398_199_9e-3);
    p = p * f + x.like(8.333_452e-3);
    p = p * f + x.like(4.166_579_6e-2);
    p = p * f + x.like(1.666_666_5e-1);
    p = p * f + x.like(0.5);
    (((p * f) * f + f) + x.like(1.0)) * n.power_of_two()
}

/// The error function (Abramowitz and Stegun 7.1.26), absolute error below 2e-7.
#[inline(always)]
fn erf<V: Lanes>(x: V) -> V {
    let a = x.abs();
    let t = x.like(1.0) / (x.like(0.327_591_1) * a + x.like(1.0));
    let mut p = x.like(1.061_405_4) * t;
    p = (p - x.like(1.453_152)) * t;
    p = (p + x.like(1.421_413_8)) * t;
    p = (p - x.like(0.284_496_74)) * t;
    p = (p + x.like(0.254_829_6)) * t;
    (x.like(1.0) - p * exp(x.like(0.0) - a * a)).with_sign_of(x)
}

/// Gaussian error linear unit, in place.
#[inline(always)]
pub(super) fn gelu<I: Isa>(isa: I, values: &mut [f32]) {
    for c in chunks_mut(values) {
        let v = isa.load(c);
        let e = erf(v * isa.splat(std::f32::consts::FRAC_1_SQRT_2));
        (isa.splat(0.5) * v * (isa.splat(1.0) + e)).store(c);
    }
}

/// Leaky rectifier with slope 0.1, in place.
#[inline(always)]
pub(crate) fn leaky<I: Isa>(isa: I, values: &mut [f32]) {
    for c in chunks_mut(values) {
        let v = isa.load(c);
        v.larger(v * isa.splat(0.1)).store(c);
    }
}

/// Adds `more` to each row of `rows` and normalises the row.
#[inline(always)]
pub(super) fn add_norm<I: Isa>(isa: I, rows: &mut [f32], more: &[f32], norm: &Norm) {
    let share = isa.splat(1.0 / HIDDEN as f32);
    for (row, more) in rows.chunks_exact_mut(HIDDEN).zip(more.chunks_exact(HIDDEN)) {
        let row = chunks_mut(row);
        let mut sum = isa.splat(0.0);
        for (r, m) in row.iter_mut().zip(chunks(more)) {
            let v = isa.load(r) + isa.load(m);
            v.store(r);
            sum = sum + v;
        }
        let mean = isa.splat((sum * share).total());
        let mut squares = isa.splat(0.0);
        for r in row.iter() {
            let d = isa.load(r) - mean;
            squares = squares + d * d;
        }
        let inverse = isa.splat(1.0 / ((squares * share).total() + 1e-12).sqrt());
        for ((r, g), s) in row.iter_mut().zip(chunks(&norm.gain)).zip(chunks(&norm.shift)) {
            ((isa.load(r) - mean) * inverse * isa.load(g) + isa.load(s)).store(r);
        }
    }
}

/// Turns rows of floats into bytes: the largest magnitude of a row becomes 127 steps, zero becomes 128.
#[inline(always)]
pub(crate) fn quantise<I: Isa>(isa: I, values: &[f32], width: usize, rows: &mut Rows) {
    let count = values.len() / width;
    rows.bytes.resize(count * width, 0);
    rows.scale.resize(count, 0.0);
    for (row, (bytes, scale)) in
        values.chunks_exact(width).zip(rows.bytes.chunks_exact_mut(width).zip(rows.scale.iter_mut()))
    {
        let mut most = isa.splat(0.0);
        for c in chunks(row) {
            most = isa.load(c).abs().larger(most);
        }
        let most = most.largest();
        *scale = if most > 0.0 { most / 127.0 } else { 1.0 };
        let inverse = isa.splat(1.0 / *scale);
        for (c, b) in chunks(row).iter().zip(bytes.as_chunks_mut().0) {
            (isa.load(c) * inverse + isa.splat(ROUND)).low_bytes(ROUND.to_bits() as i32 - 128, b);
        }
    }
}

/// Sum of products of two slices of one length; a rest of fewer than sixteen is left out.
#[inline(always)]
pub(crate) fn dot<I: Isa>(isa: I, a: &[f32], b: &[f32]) -> f32 {
    let mut sum = isa.splat(0.0);
    for (x, y) in chunks(a).iter().zip(chunks(b)) {
        sum = sum + isa.load(x) * isa.load(y);
    }
    sum.total()
}

/// Index of the largest value; the first of equals, zero when none compares.
pub(crate) fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}

/// Work space of the attention.
#[derive(Default)]
pub(super) struct AttentionScratch {
    keys: Vec<f32>,
    scores: Vec<f32>,
}

/// Self-attention of one sentence; `qkv` holds queries (already scaled), keys and values of each piece.
#[inline(always)]
pub(super) fn attention<I: Isa>(isa: I, qkv: &[f32], out: &mut [f32], scratch: &mut AttentionScratch) {
    let pieces = qkv.len() / (3 * HIDDEN);
    let padded = pieces.next_multiple_of(LANES);
    scratch.keys.clear();
    scratch.keys.resize(WIDTH * padded, 0.0);
    scratch.scores.clear();
    scratch.scores.resize(QUERIES * padded, 0.0);
    for head in 0..HEADS {
        for (j, row) in qkv.chunks_exact(3 * HIDDEN).enumerate() {
            for (d, key) in row[HIDDEN + head * WIDTH..][..WIDTH].iter().enumerate() {
                scratch.keys[d * padded + j] = *key;
            }
        }
        let mut at = 0;
        while at < pieces {
            // The last group overlaps the one before instead of being smaller; its results are the same again.
            let from = if pieces >= QUERIES { at.min(pieces - QUERIES) } else { at };
            if from + QUERIES <= pieces {
                group::<I, QUERIES>(isa, qkv, out, scratch, head, from, padded);
                at = from + QUERIES;
            } else {
                group::<I, 1>(isa, qkv, out, scratch, head, from, padded);
                at = from + 1;
            }
        }
    }
}

/// One head for `Q` neighbouring queries.
#[inline(always)]
fn group<I: Isa, const Q: usize>(
    isa: I,
    qkv: &[f32],
    out: &mut [f32],
    scratch: &mut AttentionScratch,
    head: usize,
    from: usize,
    padded: usize,
) {
    let pieces = qkv.len() / (3 * HIDDEN);
    let query: [&[f32]; Q] = std::array::from_fn(|q| &qkv[(from + q) * 3 * HIDDEN + head * WIDTH..][..WIDTH]);
    let (keys, scores) = (chunks(&scratch.keys), chunks_mut(&mut scratch.scores));
    let blocks = padded / LANES;
    let mut most = [isa.splat(FAR_BELOW); Q];
    for b in 0..blocks {
        let mut sum = [isa.splat(0.0); Q];
        for d in 0..WIDTH {
            let key = isa.load(&keys[d * blocks + b]);
            for q in 0..Q {
                sum[q] = sum[q] + isa.splat(query[q][d]) * key;
            }
        }
        for q in 0..Q {
            let cell = &mut scores[q * blocks + b];
            sum[q].store(cell);
            if (b + 1) * LANES > pieces {
                cell[pieces - b * LANES..].fill(FAR_BELOW);
            }
            most[q] = isa.load(cell).larger(most[q]);
        }
    }
    let mut inverse = [isa.splat(0.0); Q];
    for q in 0..Q {
        let most = isa.splat(most[q].largest());
        let mut sum = isa.splat(0.0);
        for cell in &mut scores[q * blocks..][..blocks] {
            let e = exp(isa.load(cell) - most);
            e.store(cell);
            sum = sum + e;
        }
        // A masked place gets e^-87 or so: nothing next to the largest, which gets one.
        inverse[q] = isa.splat(1.0 / sum.total());
    }
    let weight = scratch.scores.as_slice();
    let mut low = [isa.splat(0.0); Q];
    let mut high = [isa.splat(0.0); Q];
    for (j, row) in qkv.chunks_exact(3 * HIDDEN).enumerate() {
        let value = chunks(&row[2 * HIDDEN + head * WIDTH..][..WIDTH]);
        let (left, right) = (isa.load(&value[0]), isa.load(&value[1]));
        for q in 0..Q {
            let w = isa.splat(weight[q * padded + j]);
            low[q] = low[q] + w * left;
            high[q] = high[q] + w * right;
        }
    }
    for q in 0..Q {
        let cells = chunks_mut(&mut out[(from + q) * HIDDEN + head * WIDTH..][..WIDTH]);
        (low[q] * inverse[q]).store(&mut cells[0]);
        (high[q] * inverse[q]).store(&mut cells[1]);
    }
}
