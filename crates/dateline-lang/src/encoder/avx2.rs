//! The 256-bit kernels: two registers are sixteen lanes. Plain AVX2 multiplies bytes with `vpmaddubsw`, which adds two
//! products in 16 bits, and two of those sums are added before they are widened; weights have seven bits and are
//! checked for it, so none of this can saturate. AVX-VNNI has `vpdpbusd` instead.

use std::arch::x86_64::*;
use std::ops::{Add, Div, Mul, Sub};

use super::{Isa, LANES, Lanes, Rows, Task, blocks, check_product};
use crate::weights::Linear;

/// Proof that the processor has AVX2.
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// Proof that the processor has AVX2 and AVX-VNNI.
#[derive(Clone, Copy)]
pub(super) struct AvxVnni(());

/// Sixteen floats in two registers.
#[derive(Clone, Copy)]
pub(super) struct Pair(__m256, __m256);

impl Avx2 {
    /// The kernel, if the processor can run it.
    pub fn detect() -> Option<Avx2> {
        is_x86_feature_detected!("avx2").then_some(Avx2(()))
    }

    /// Runs a task compiled for these instructions.
    pub fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: a value of this type exists only where the feature was detected.
        unsafe { inside(self, task) }
    }
}

impl AvxVnni {
    /// The kernel, if the processor can run it.
    pub fn detect() -> Option<AvxVnni> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni")).then_some(AvxVnni(()))
    }

    /// Runs a task compiled for these instructions.
    pub fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: a value of this type exists only where the features were detected.
        unsafe { inside(self, task) }
    }
}

#[target_feature(enable = "avx2")]
fn inside<I: Isa, T: Task>(isa: I, task: T) -> T::Output {
    task.go(isa)
}

macro_rules! operator {
    ($trait:ident, $method:ident, $intrinsic:ident) => {
        impl $trait for Pair {
            type Output = Pair;
            #[inline(always)]
            fn $method(self, other: Pair) -> Pair {
                // SAFETY: a `Pair` exists only where AVX2 was detected.
                unsafe { Pair($intrinsic(self.0, other.0), $intrinsic(self.1, other.1)) }
            }
        }
    };
}
operator!(Add, add, _mm256_add_ps);
operator!(Sub, sub, _mm256_sub_ps);
operator!(Mul, mul, _mm256_mul_ps);
operator!(Div, div, _mm256_div_ps);

// SAFETY (all blocks below): a `Pair`, `Avx2` or `AvxVnni` exists only where AVX2 was detected, and the arrays have
// exactly the sixteen elements that are read or written.
impl Lanes for Pair {
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), self.0);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), self.1);
        }
    }
    #[inline(always)]
    fn like(self, value: f32) -> Pair {
        let v = unsafe { _mm256_set1_ps(value) };
        Pair(v, v)
    }
    #[inline(always)]
    fn larger(self, other: Pair) -> Pair {
        unsafe { Pair(_mm256_max_ps(self.0, other.0), _mm256_max_ps(self.1, other.1)) }
    }
    #[inline(always)]
    fn smaller(self, other: Pair) -> Pair {
        unsafe { Pair(_mm256_min_ps(self.0, other.0), _mm256_min_ps(self.1, other.1)) }
    }
    #[inline(always)]
    fn abs(self) -> Pair {
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            Pair(_mm256_andnot_ps(sign, self.0), _mm256_andnot_ps(sign, self.1))
        }
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Pair) -> Pair {
        unsafe {
            let bit = _mm256_set1_ps(-0.0);
            let add = |v, s| _mm256_or_ps(v, _mm256_and_ps(bit, s));
            Pair(add(self.0, sign.0), add(self.1, sign.1))
        }
    }
    #[inline(always)]
    fn power_of_two(self) -> Pair {
        unsafe { Pair(power_of_two(self.0), power_of_two(self.1)) }
    }
    #[inline(always)]
    fn total(self) -> f32 {
        unsafe { total(_mm256_add_ps(self.0, self.1)) }
    }
    #[inline(always)]
    fn largest(self) -> f32 {
        unsafe { largest(_mm256_max_ps(self.0, self.1)) }
    }
    #[inline(always)]
    fn low_bytes(self, offset: i32, to: &mut [u8; LANES]) {
        unsafe { low_bytes(self, offset, to) }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn power_of_two(n: __m256) -> __m256 {
    let bits = _mm256_castps_si256(_mm256_add_ps(n, _mm256_set1_ps(8_388_735.0)));
    _mm256_castsi256_ps(_mm256_slli_epi32::<23>(bits))
}

/// Sum of eight lanes: those four apart first, then two, one.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn total(v: __m256) -> f32 {
    let four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps::<1>(v));
    let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
}

/// Largest of eight lanes, compared in the same order.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn largest(v: __m256) -> f32 {
    let four = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps::<1>(v));
    let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn low_bytes(v: Pair, offset: i32, to: &mut [u8; LANES]) {
    let (offset, byte) = (_mm256_set1_epi32(offset), _mm256_set1_epi32(255));
    let low = _mm256_and_si256(_mm256_sub_epi32(_mm256_castps_si256(v.0), offset), byte);
    let high = _mm256_and_si256(_mm256_sub_epi32(_mm256_castps_si256(v.1), offset), byte);
    // The packing instruction interleaves 128-bit halves; the permutation puts them back in order.
    let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(low, high));
    let bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
    // SAFETY: `to` has sixteen bytes.
    unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), bytes) }
}

macro_rules! isa {
    ($name:ident, $most:literal, $tile:ident) => {
        impl Isa for $name {
            type Floats = Pair;

            #[inline(always)]
            fn splat(self, value: f32) -> Pair {
                // SAFETY: the features were detected.
                let v = unsafe { _mm256_set1_ps(value) };
                Pair(v, v)
            }
            #[inline(always)]
            fn load(self, from: &[f32; LANES]) -> Pair {
                // SAFETY: the features were detected, and `from` has sixteen elements.
                unsafe { Pair(_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))) }
            }

            fn product(self, rows: &Rows, layer: &Linear, out: &mut [f32]) {
                check_product(rows, layer, out);
                for group in 0..layer.outputs / LANES {
                    for (first, count) in blocks(rows.scale.len(), $most) {
                        // SAFETY: the features were detected; `check_product` has compared all sizes, and
                        // `first + count` is at most the number of rows.
                        unsafe {
                            match count {
                                1 => $tile::<1>(rows, layer, out, group, first),
                                2 => $tile::<2>(rows, layer, out, group, first),
                                3 => $tile::<3>(rows, layer, out, group, first),
                                4 => $tile::<4>(rows, layer, out, group, first),
                                5 => $tile::<5>(rows, layer, out, group, first),
                                _ => $tile::<6>(rows, layer, out, group, first),
                            }
                        }
                    }
                }
            }
        }
    };
}
isa!(Avx2, 5, tile_avx2);
isa!(AvxVnni, 6, tile_vnni);

/// Writes `ROWS` rows by sixteen outputs from their sums.
///
/// # Safety
/// As for the tiles.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn finish<const ROWS: usize>(
    sums: &[[__m256i; 2]; ROWS],
    rows: &Rows,
    layer: &Linear,
    out: &mut [f32],
    group: usize,
    first: usize,
) {
    for half in 0..2 {
        let o = group * LANES + half * 8;
        // SAFETY: outputs `o..o + 8` and rows `first..first + ROWS` are inside the operands.
        unsafe {
            let offset = _mm256_slli_epi32::<7>(_mm256_loadu_si256(layer.sums.as_ptr().add(o).cast()));
            let scale = _mm256_loadu_ps(layer.scale.as_ptr().add(o));
            let bias = _mm256_loadu_ps(layer.bias.as_ptr().add(o));
            for (r, sums) in sums.iter().enumerate() {
                let sum = _mm256_cvtepi32_ps(_mm256_sub_epi32(sums[half], offset));
                let step = _mm256_mul_ps(scale, _mm256_set1_ps(rows.scale[first + r]));
                let result = _mm256_add_ps(_mm256_mul_ps(sum, step), bias);
                _mm256_storeu_ps(out.as_mut_ptr().add((first + r) * layer.outputs + o), result);
            }
        }
    }
}

/// `ROWS` rows by sixteen outputs.
///
/// # Safety
/// `first + ROWS` rows and `group + 1` groups of outputs must exist, in operands that `check_product` passed.
#[target_feature(enable = "avx2")]
unsafe fn tile_avx2<const ROWS: usize>(rows: &Rows, layer: &Linear, out: &mut [f32], group: usize, first: usize) {
    let k = layer.inputs;
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    // SAFETY: row and group are inside the operands, and `i + 1` stays below `k / 4`, which is even.
    unsafe {
        let activations = rows.bytes.as_ptr().add(first * k);
        let weights = layer.matrix.as_ptr().add(group * k * LANES);
        for i in (0..k / 4).step_by(2) {
            // Loading activations once more for each half leaves all sums in registers.
            for half in 0..2 {
                let w = weights.add(i * 64 + half * 32);
                let (v, w) = (_mm256_loadu_si256(w.cast()), _mm256_loadu_si256(w.add(64).cast()));
                for (r, sums) in sums.iter_mut().enumerate() {
                    let a = activations.add(r * k + i * 4).cast::<i32>();
                    let (a, b) = (_mm256_set1_epi32(a.read_unaligned()), _mm256_set1_epi32(a.add(1).read_unaligned()));
                    let pairs = _mm256_add_epi16(_mm256_maddubs_epi16(a, v), _mm256_maddubs_epi16(b, w));
                    sums[half] = _mm256_add_epi32(sums[half], _mm256_madd_epi16(pairs, ones));
                }
            }
        }
        finish(&sums, rows, layer, out, group, first);
    }
}

/// `ROWS` rows by sixteen outputs.
///
/// # Safety
/// As for [`tile_avx2`].
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn tile_vnni<const ROWS: usize>(rows: &Rows, layer: &Linear, out: &mut [f32], group: usize, first: usize) {
    let k = layer.inputs;
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    // SAFETY: row and group are inside the operands, and `i` stays below `k / 4`.
    unsafe {
        let activations = rows.bytes.as_ptr().add(first * k);
        let weights = layer.matrix.as_ptr().add(group * k * LANES);
        for i in 0..k / 4 {
            let low = _mm256_loadu_si256(weights.add(i * 64).cast());
            let high = _mm256_loadu_si256(weights.add(i * 64 + 32).cast());
            for (r, sums) in sums.iter_mut().enumerate() {
                let a = _mm256_set1_epi32(activations.add(r * k + i * 4).cast::<i32>().read_unaligned());
                sums[0] = _mm256_dpbusd_avx_epi32(sums[0], a, low);
                sums[1] = _mm256_dpbusd_avx_epi32(sums[1], a, high);
            }
        }
        finish(&sums, rows, layer, out, group, first);
    }
}
