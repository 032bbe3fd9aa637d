//! The 512-bit kernel: one register is sixteen lanes, `vpdpbusd` multiplies and adds 64 bytes at once.

use std::arch::x86_64::*;
use std::ops::{Add, Div, Mul, Sub};

use super::{Isa, LANES, Lanes, Rows, Task, avx2, blocks, check_product};
use crate::weights::Linear;

/// Proof that the processor has AVX-512 with VNNI.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// Sixteen floats in one register.
#[derive(Clone, Copy)]
pub(super) struct Wide(__m512);

/// Groups of sixteen outputs that are multiplied together.
const GROUPS: usize = 4;

impl Avx512 {
    /// The kernel, if the processor can run it.
    pub fn detect() -> Option<Avx512> {
        let has = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni");
        has.then_some(Avx512(()))
    }

    /// Runs a task compiled for these instructions.
    pub fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: a value of this type exists only where the features were detected.
        unsafe { inside(self, task) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn inside<T: Task>(isa: Avx512, task: T) -> T::Output {
    task.go(isa)
}

macro_rules! operator {
    ($trait:ident, $method:ident, $intrinsic:ident) => {
        impl $trait for Wide {
            type Output = Wide;
            #[inline(always)]
            fn $method(self, other: Wide) -> Wide {
                // SAFETY: a `Wide` exists only where AVX-512 was detected.
                Wide(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    };
}
operator!(Add, add, _mm512_add_ps);
operator!(Sub, sub, _mm512_sub_ps);
operator!(Mul, mul, _mm512_mul_ps);
operator!(Div, div, _mm512_div_ps);

// SAFETY (all blocks below): a `Wide` or `Avx512` exists only where the features were detected, and the arrays have
// exactly the sixteen elements that are read or written.
impl Lanes for Wide {
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), self.0) }
    }
    #[inline(always)]
    fn like(self, value: f32) -> Wide {
        Wide(unsafe { _mm512_set1_ps(value) })
    }
    #[inline(always)]
    fn larger(self, other: Wide) -> Wide {
        Wide(unsafe { _mm512_max_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn smaller(self, other: Wide) -> Wide {
        Wide(unsafe { _mm512_min_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn abs(self) -> Wide {
        Wide(unsafe { _mm512_abs_ps(self.0) })
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Wide) -> Wide {
        unsafe {
            let bit = _mm512_and_si512(_mm512_castps_si512(sign.0), _mm512_set1_epi32(i32::MIN));
            Wide(_mm512_castsi512_ps(_mm512_or_si512(_mm512_castps_si512(self.0), bit)))
        }
    }
    #[inline(always)]
    fn power_of_two(self) -> Wide {
        unsafe {
            let bits = _mm512_castps_si512(_mm512_add_ps(self.0, _mm512_set1_ps(8_388_735.0)));
            Wide(_mm512_castsi512_ps(_mm512_slli_epi32::<23>(bits)))
        }
    }
    #[inline(always)]
    fn total(self) -> f32 {
        unsafe {
            let (low, high) = halves(self.0);
            avx2::total(_mm256_add_ps(low, high))
        }
    }
    #[inline(always)]
    fn largest(self) -> f32 {
        unsafe {
            let (low, high) = halves(self.0);
            avx2::largest(_mm256_max_ps(low, high))
        }
    }
    #[inline(always)]
    fn low_bytes(self, offset: i32, to: &mut [u8; LANES]) {
        unsafe {
            let bits = _mm512_sub_epi32(_mm512_castps_si512(self.0), _mm512_set1_epi32(offset));
            _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(bits));
        }
    }
}

/// The lower and the upper eight lanes.
#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn halves(v: __m512) -> (__m256, __m256) {
    let high = _mm512_extractf64x4_pd::<1>(_mm512_castps_pd(v));
    (_mm512_castps512_ps256(v), _mm256_castpd_ps(high))
}

impl Isa for Avx512 {
    type Floats = Wide;

    #[inline(always)]
    fn splat(self, value: f32) -> Wide {
        // SAFETY: see above.
        Wide(unsafe { _mm512_set1_ps(value) })
    }
    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Wide {
        // SAFETY: see above.
        Wide(unsafe { _mm512_loadu_ps(from.as_ptr()) })
    }

    fn product(self, rows: &Rows, layer: &Linear, out: &mut [f32]) {
        check_product(rows, layer, out);
        for group in (0..layer.outputs / LANES).step_by(GROUPS) {
            for (first, count) in blocks(rows.scale.len(), 6) {
                // SAFETY: the features were detected; `check_product` has compared all sizes, the number of outputs
                // is a multiple of 64, and `first + count` is at most the number of rows.
                unsafe {
                    match count {
                        1 => tile::<1>(rows, layer, out, group, first),
                        2 => tile::<2>(rows, layer, out, group, first),
                        3 => tile::<3>(rows, layer, out, group, first),
                        4 => tile::<4>(rows, layer, out, group, first),
                        5 => tile::<5>(rows, layer, out, group, first),
                        _ => tile::<6>(rows, layer, out, group, first),
                    }
                }
            }
        }
    }
}

/// `ROWS` rows by 64 outputs.
///
/// # Safety
/// `first + ROWS` rows and `group + GROUPS` groups of outputs must exist, in operands that `check_product` passed.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
unsafe fn tile<const ROWS: usize>(rows: &Rows, layer: &Linear, out: &mut [f32], group: usize, first: usize) {
    let (k, n) = (layer.inputs, layer.outputs);
    let mut sums = [[_mm512_setzero_si512(); GROUPS]; ROWS];
    // SAFETY: row and group are inside the operands, and `i` stays below `k / 4`.
    unsafe {
        let activations = rows.bytes.as_ptr().add(first * k);
        let weights = layer.matrix.as_ptr().add(group * k * LANES);
        for i in 0..k / 4 {
            let mut w = [_mm512_setzero_si512(); GROUPS];
            for (g, w) in w.iter_mut().enumerate() {
                *w = _mm512_loadu_si512(weights.add(g * k * LANES + i * 64).cast());
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let a = _mm512_set1_epi32(activations.add(r * k + i * 4).cast::<i32>().read_unaligned());
                for g in 0..GROUPS {
                    sums[g] = _mm512_dpbusd_epi32(sums[g], a, w[g]);
                }
            }
        }
        for g in 0..GROUPS {
            let o = (group + g) * LANES;
            let offset = _mm512_slli_epi32::<7>(_mm512_loadu_si512(layer.sums.as_ptr().add(o).cast()));
            let scale = _mm512_loadu_ps(layer.scale.as_ptr().add(o));
            let bias = _mm512_loadu_ps(layer.bias.as_ptr().add(o));
            for (r, sums) in sums.iter().enumerate() {
                let sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[g], offset));
                let step = _mm512_mul_ps(scale, _mm512_set1_ps(rows.scale[first + r]));
                let result = _mm512_add_ps(_mm512_mul_ps(sum, step), bias);
                _mm512_storeu_ps(out.as_mut_ptr().add((first + r) * n + o), result);
            }
        }
    }
}
