//! The portable kernel: plain Rust that a compiler can vectorise for whatever the target has.

use std::ops::{Add, Div, Mul, Sub};

use super::{Isa, LANES, Lanes, Rows, check_product};
use crate::weights::Linear;

/// No special instructions.
#[derive(Clone, Copy)]
pub(super) struct Scalar;

/// Sixteen floats in an array.
#[derive(Clone, Copy)]
pub(super) struct Array([f32; LANES]);

impl Array {
    #[inline(always)]
    fn zip(self, other: Array, f: impl Fn(f32, f32) -> f32) -> Array {
        Array(std::array::from_fn(|i| f(self.0[i], other.0[i])))
    }
    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> Array {
        Array(std::array::from_fn(|i| f(self.0[i])))
    }
    #[inline(always)]
    fn fold(self, f: impl Fn(f32, f32) -> f32) -> f32 {
        let v = self.0;
        let eight: [f32; 8] = std::array::from_fn(|i| f(v[i], v[i + 8]));
        let four: [f32; 4] = std::array::from_fn(|i| f(eight[i], eight[i + 4]));
        f(f(four[0], four[2]), f(four[1], four[3]))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $op:tt) => {
        impl $trait for Array {
            type Output = Array;
            #[inline(always)]
            fn $method(self, other: Array) -> Array {
                self.zip(other, |a, b| a $op b)
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl Lanes for Array {
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }
    #[inline(always)]
    fn like(self, value: f32) -> Array {
        Array([value; LANES])
    }
    #[inline(always)]
    fn larger(self, other: Array) -> Array {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn smaller(self, other: Array) -> Array {
        self.zip(other, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    fn abs(self) -> Array {
        self.map(f32::abs)
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Array) -> Array {
        self.zip(sign, |a, s| f32::from_bits(a.to_bits() | (s.to_bits() & 0x8000_0000)))
    }
    #[inline(always)]
    fn power_of_two(self) -> Array {
        // Adding 2^23 + 127 puts the exponent into the low bits, without a conversion that differs on odd values.
        self.map(|n| f32::from_bits((n + 8_388_735.0).to_bits() << 23))
    }
    #[inline(always)]
    fn total(self) -> f32 {
        self.fold(|a, b| a + b)
    }
    #[inline(always)]
    fn largest(self) -> f32 {
        self.fold(|a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn low_bytes(self, offset: i32, to: &mut [u8; LANES]) {
        for (byte, lane) in to.iter_mut().zip(self.0) {
            *byte = (lane.to_bits() as i32).wrapping_sub(offset) as u8;
        }
    }
}

impl Isa for Scalar {
    type Floats = Array;

    #[inline(always)]
    fn splat(self, value: f32) -> Array {
        Array([value; LANES])
    }
    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Array {
        Array(*from)
    }

    fn product(self, rows: &Rows, layer: &Linear, out: &mut [f32]) {
        check_product(rows, layer, out);
        let (k, n) = (layer.inputs, layer.outputs);
        let mut panel = vec![[0.0; LANES]; k];
        for group in 0..n / LANES {
            unpack(&layer.matrix[group * LANES * k..][..LANES * k], &mut panel);
            let first = group * LANES;
            for (r, row) in rows.bytes.chunks_exact(k).enumerate() {
                let sums = accumulate(row, &panel);
                for c in 0..LANES {
                    let sum = sums[c].wrapping_sub(layer.sums[first + c] << 7) as f32;
                    out[r * n + first + c] = sum * (layer.scale[first + c] * rows.scale[r]) + layer.bias[first + c];
                }
            }
        }
    }
}

/// From `[k/4][16][4]` bytes to `[k][16]` floats.
fn unpack(packed: &[i8], panel: &mut [[f32; LANES]]) {
    for (four, block) in panel.chunks_exact_mut(4).zip(packed.chunks_exact(4 * LANES)) {
        for (c, weights) in block.chunks_exact(4).enumerate() {
            for d in 0..4 {
                four[d][c] = f32::from(weights[d]);
            }
        }
    }
}

/// Longest stretch whose sums are whole numbers below 2^24, which floats hold exactly: 1024 * 255 * 63.
const EXACT: usize = 1024;

/// Integer sums, made with floats: every target multiplies those quickly, and below [`EXACT`] they are exact.
fn accumulate(row: &[u8], panel: &[[f32; LANES]]) -> [i32; LANES] {
    let mut total = [0i32; LANES];
    for (row, panel) in row.chunks(EXACT).zip(panel.chunks(EXACT)) {
        let mut sums = [0.0f32; LANES];
        for (&a, weights) in row.iter().zip(panel) {
            let a = f32::from(a);
            for c in 0..LANES {
                sums[c] += a * weights[c];
            }
        }
        for c in 0..LANES {
            total[c] += sums[c] as i32;
        }
    }
    total
}
