//! The int8 encoder, and the promise that every processor computes the same bits.
//!
//! Weights have one step per output channel, activations one per row; sums of products are exact 32-bit integers. The
//! arithmetic between the matrix products is written once, in `glue`, over sixteen lanes of `f32` in one fixed order:
//! own exponential and error function, no fused multiply-add, no reassociation, no C library. A kernel only says how
//! sixteen lanes and the integer product map to its instructions, so it can change the speed and nothing else. No
//! kernel starts a thread; callers run one sentence per thread.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod glue;
#[cfg(all(test, feature = "weights"))]
mod reference;
mod scalar;
mod transformer;

use std::ops::{Add, Div, Mul, Sub};
use std::sync::OnceLock;

pub(crate) use glue::{argmax, dot, leaky, quantise};
pub(crate) use transformer::{Encode, Follow, Scratch, linear};

use crate::weights::Linear;

/// Lanes of a vector, in every kernel.
pub(crate) const LANES: usize = 16;

/// A way to compute, chosen by what the processor can do. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kernel {
    /// Plain Rust, for any processor.
    Scalar,
    /// 256-bit integers and floats.
    Avx2,
    /// AVX2 with 256-bit dot products of bytes.
    AvxVnni,
    /// 512-bit vectors with dot products of bytes.
    Avx512,
}

impl Kernel {
    /// Every kernel, slowest first.
    pub const ALL: [Kernel; 4] = [Kernel::Scalar, Kernel::Avx2, Kernel::AvxVnni, Kernel::Avx512];

    /// The kernels that this processor can run, slowest first.
    pub fn available() -> Vec<Kernel> {
        Kernel::ALL.into_iter().filter(|k| k.runs_here()).collect()
    }

    /// The fastest kernel of this processor.
    pub fn best() -> Kernel {
        static BEST: OnceLock<Kernel> = OnceLock::new();
        *BEST.get_or_init(|| Kernel::available().pop().unwrap_or(Kernel::Scalar))
    }

    /// Whether this processor has the instructions.
    pub fn runs_here(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        match self {
            Kernel::Scalar => true,
            Kernel::Avx2 => avx2::Avx2::detect().is_some(),
            Kernel::AvxVnni => avx2::AvxVnni::detect().is_some(),
            Kernel::Avx512 => avx512::Avx512::detect().is_some(),
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            self == Kernel::Scalar
        }
    }

    /// Runs a task with this kernel, or with the scalar one where the processor lacks the instructions.
    pub(crate) fn run<T: Task>(self, task: T) -> T::Output {
        #[cfg(target_arch = "x86_64")]
        match self {
            Kernel::Scalar => {}
            Kernel::Avx2 => {
                if let Some(isa) = avx2::Avx2::detect() {
                    return isa.run(task);
                }
            }
            Kernel::AvxVnni => {
                if let Some(isa) = avx2::AvxVnni::detect() {
                    return isa.run(task);
                }
            }
            Kernel::Avx512 => {
                if let Some(isa) = avx512::Avx512::detect() {
                    return isa.run(task);
                }
            }
        }
        task.go(scalar::Scalar)
    }
}

/// Work that is compiled once for each kernel. `go` and what it calls must be `inline(always)`, so that the code ends
/// up inside a function that may use the kernel's instructions.
pub(crate) trait Task {
    /// What the work yields.
    type Output;
    /// Does the work.
    fn go<I: Isa>(self, isa: I) -> Self::Output;
}

/// Proof that the processor has a set of instructions, and what they do for us.
pub(crate) trait Isa: Copy {
    /// Sixteen floats.
    type Floats: Lanes;
    /// The same value in all lanes.
    fn splat(self, value: f32) -> Self::Floats;
    /// Sixteen values from memory.
    fn load(self, from: &[f32; LANES]) -> Self::Floats;
    /// `out[row][o] = (Σ (activation - 128) · weight) · (step of o · step of row) + bias of o`, the sum in integers.
    fn product(self, rows: &Rows, layer: &Linear, out: &mut [f32]);
}

/// Sixteen floats. Having a value proves that the processor has the instructions, so the operations are safe.
pub(crate) trait Lanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// Writes all lanes.
    fn store(self, to: &mut [f32; LANES]);
    /// The same value in all lanes.
    fn like(self, value: f32) -> Self;
    /// `if self > other { self } else { other }` in each lane.
    fn larger(self, other: Self) -> Self;
    /// `if self < other { self } else { other }` in each lane.
    fn smaller(self, other: Self) -> Self;
    /// Without the sign.
    fn abs(self) -> Self;
    /// With the sign bits of `sign` added to those that are set.
    fn with_sign_of(self, sign: Self) -> Self;
    /// Two to the power of lanes that hold whole numbers between -126 and 127.
    fn power_of_two(self) -> Self;
    /// Sum of the lanes: those eight apart first, then four, two, one.
    fn total(self) -> f32;
    /// Largest lane, compared in the same order.
    fn largest(self) -> f32;
    /// The low bytes of the lanes' bits less `offset`.
    fn low_bytes(self, offset: i32, to: &mut [u8; LANES]);
}

/// Activations as bytes: 128 stands for zero.
#[derive(Default)]
pub(crate) struct Rows {
    /// Row after row.
    pub bytes: Vec<u8>,
    /// Step of each row.
    pub scale: Vec<f32>,
}

/// Makes sure that a product's operands have the sizes its pointers rely on.
fn check_product(rows: &Rows, layer: &Linear, out: &[f32]) {
    let (m, k, n) = (rows.scale.len(), layer.inputs, layer.outputs);
    assert!(k % 64 == 0 && n % 64 == 0 && layer.matrix.len() == k * n);
    assert!(rows.bytes.len() == m * k && out.len() == m * n);
    assert!(layer.scale.len() == n && layer.bias.len() == n && layer.sums.len() == n);
}

/// Cuts `rows` into blocks of nearly equal height, none above `most`.
fn blocks(rows: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let count = rows.div_ceil(most);
    (0..count).map(move |b| (b * rows / count, (b + 1) * rows / count - b * rows / count))
}
