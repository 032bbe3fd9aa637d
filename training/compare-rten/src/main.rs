//! Our int8 encoder against the library alternative, rten, on the same model and the same pieces.
//!
//! ```sh
//! cargo run --release -- ONNX_FOLDER TEXT_FILE...
//! ```
//!
//! The folder is what `../export_onnx.py` wrote. Two tables come out. *Agreement* takes rten's fp32 run for the truth:
//! the cosine of every piece's hidden state, and the share of words for which the fp32 heads decide the same behind
//! those states. *Speed* is the encoder alone, from numbers of pieces to hidden states, one thread, one sentence at a
//! time. All runners take turns sentence set by sentence set, and each sentence counts with its fastest round, so that
//! other work on the machine disturbs the ratios little.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dateline_lang::{Engine, Kernel, Numbered};
use rten::{Model, ModelOptions, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;

/// Width of a hidden state.
const HIDDEN: usize = 384;
/// Sentences that are timed, spread evenly over the text.
const TIMED: usize = 40;
/// How often each of them is timed; the portable kernel is so slow that a few rounds must do.
const ROUNDS: usize = 15;
const ROUNDS_SCALAR: usize = 3;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("usage: compare-rten ONNX_FOLDER TEXT_FILE...")?;
    let engine = Engine::embedded();
    let mut sentences = Vec::new();
    for file in arguments {
        let text = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        sentences.extend(text.split("\n\n").flat_map(|block| engine.numbered(block)));
    }
    if sentences.is_empty() {
        bail!("no sentences: name at least one text file");
    }
    println!("weights {}, {}", engine.version(), describe(&sentences));

    let folder = Path::new(&folder);
    let fp32 = Onnx::load(&folder.join("encoder.onnx"))?;
    let int8 = Onnx::load(&folder.join("encoder.int8.onnx"))?;
    let heads = Onnx::load(&folder.join("heads.onnx"))?;
    let mut runners: Vec<Runner> = Kernel::available().into_iter().rev().map(Runner::Ours).collect();
    runners.extend([Runner::Rten("rten fp32", &fp32), Runner::Rten("rten int8", &int8)]);

    agreement(engine, &fp32, &int8, &heads, &sentences)?;
    let step = sentences.len().div_ceil(TIMED);
    let timed: Vec<&Numbered> = sentences.iter().step_by(step).collect();
    same_bits(engine, &timed)?;
    speed(engine, &runners, &timed)
}

fn describe(sentences: &[Numbered]) -> String {
    let pieces: usize = sentences.iter().map(|s| s.pieces.len()).sum();
    let words: usize = sentences.iter().map(|s| s.first.len()).sum();
    let mean = pieces as f64 / sentences.len() as f64;
    format!("{} sentences, {words} words, {mean:.1} pieces a sentence", sentences.len())
}

/// Something that encodes.
enum Runner<'a> {
    Ours(Kernel),
    Rten(&'static str, &'a Onnx),
}

impl Runner<'_> {
    fn name(&self) -> String {
        match self {
            Runner::Ours(kernel) => format!("ours {kernel:?}"),
            Runner::Rten(name, _) => name.to_string(),
        }
    }

    fn rounds(&self) -> usize {
        if matches!(self, Runner::Ours(Kernel::Scalar)) { ROUNDS_SCALAR } else { ROUNDS }
    }

    fn run(&self, engine: &Engine, sentence: &Numbered) -> Result<Vec<f32>> {
        match self {
            Runner::Ours(kernel) => Ok(engine.hidden(*kernel, sentence)),
            Runner::Rten(_, onnx) => onnx.hidden(sentence),
        }
    }
}

/// A model that rten runs on one thread, with weights packed at loading time, which is its fastest way.
struct Onnx {
    model: Model,
    options: RunOptions,
}

impl Onnx {
    fn load(path: &Path) -> Result<Onnx> {
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_file(path)
            .with_context(|| path.display().to_string())?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(1))));
        Ok(Onnx { model, options })
    }

    fn run(&self, inputs: Vec<(&str, ValueOrView)>, outputs: &[&str]) -> Result<Vec<rten::Value>> {
        let inputs: Result<Vec<_>, _> =
            inputs.into_iter().map(|(name, value)| self.model.node_id(name).map(|id| (id, value))).collect();
        let outputs: Result<Vec<_>, _> = outputs.iter().map(|name| self.model.node_id(name)).collect();
        Ok(self.model.run(inputs?, &outputs?, Some(self.options.clone()))?)
    }

    /// Last hidden states of a sentence.
    fn hidden(&self, sentence: &Numbered) -> Result<Vec<f32>> {
        let ids = whole(sentence.pieces.iter().map(|&p| p as i32));
        let shapes = whole(sentence.shapes.iter().map(|&s| i32::from(s)));
        let mask = whole(sentence.pieces.iter().map(|_| 1));
        let inputs = vec![("ids", ids.into()), ("shapes", shapes.into()), ("mask", mask.into())];
        let states: NdTensor<f32, 3> = self.run(inputs, &["states"])?.remove(0).try_into()?;
        Ok(states.into_data())
    }

    /// What the heads decide behind some states: for each kind of decision, one number a word.
    fn decisions(&self, sentence: &Numbered, states: &[f32]) -> Result<Vec<Vec<i32>>> {
        let states = NdTensor::from_data([1, sentence.pieces.len(), HIDDEN], states.to_vec());
        let first = whole(std::iter::once(0).chain(sentence.first.iter().map(|&p| p as i32)));
        let found = self.run(vec![("states", states.into()), ("first", first.into())], DECISIONS)?;
        found.into_iter().map(|value| Ok(NdTensor::<i32, 2>::try_from(value)?.into_data())).collect()
    }
}

/// Outputs of `heads.onnx`.
const DECISIONS: &[&str] = &["upos", "xpos", "entity", "governor"];

/// One row of whole numbers.
fn whole(values: impl Iterator<Item = i32>) -> NdTensor<i32, 2> {
    let values: Vec<i32> = values.collect();
    NdTensor::from_data([1, values.len()], values)
}

/// How near the two int8 runs come to fp32.
fn agreement(engine: &Engine, fp32: &Onnx, int8: &Onnx, heads: &Onnx, sentences: &[Numbered]) -> Result<()> {
    let (mut ours, mut theirs) = (Agreement::default(), Agreement::default());
    for sentence in sentences {
        let truth = fp32.hidden(sentence)?;
        let decided = heads.decisions(sentence, &truth)?;
        for (agreement, states) in
            [(&mut ours, engine.hidden(Kernel::best(), sentence)), (&mut theirs, int8.hidden(sentence)?)]
        {
            agreement.add(&truth, &states, &decided, &heads.decisions(sentence, &states)?)?;
        }
    }
    println!("\n{:12} {:>11} {:>11}   same decisions as rten fp32, % of words", "agreement", "mean cosine", "least");
    print!("{:36}", "");
    DECISIONS.iter().for_each(|name| print!(" {name:>9}"));
    println!();
    for (name, agreement) in [("ours", ours), ("rten int8", theirs)] {
        print!("{name:12} {:11.5} {:11.5}", agreement.sum / agreement.pieces as f64, agreement.least);
        agreement.same.iter().for_each(|&same| print!(" {:9.2}", 100.0 * same as f64 / agreement.words as f64));
        println!();
    }
    Ok(())
}

struct Agreement {
    sum: f64,
    least: f64,
    pieces: usize,
    words: usize,
    same: [usize; DECISIONS.len()],
}

impl Default for Agreement {
    fn default() -> Agreement {
        Agreement { sum: 0.0, least: 1.0, pieces: 0, words: 0, same: [0; DECISIONS.len()] }
    }
}

impl Agreement {
    fn add(&mut self, truth: &[f32], states: &[f32], decided: &[Vec<i32>], own: &[Vec<i32>]) -> Result<()> {
        if truth.len() != states.len() {
            bail!("{} and {} numbers for the same pieces", truth.len(), states.len());
        }
        for (a, b) in truth.chunks(HIDDEN).zip(states.chunks(HIDDEN)) {
            let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
            self.sum += cosine;
            self.least = self.least.min(cosine);
            self.pieces += 1;
        }
        self.words += decided[0].len();
        for (same, (a, b)) in self.same.iter_mut().zip(decided.iter().zip(own)) {
            *same += a.iter().zip(b).filter(|(a, b)| a == b).count();
        }
        Ok(())
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

/// All our kernels must give the same states, or their speeds would not be comparable.
fn same_bits(engine: &Engine, sentences: &[&Numbered]) -> Result<()> {
    let bits = |kernel, sentence| engine.hidden(kernel, sentence).into_iter().map(f32::to_bits).collect::<Vec<u32>>();
    for sentence in sentences.iter().take(5) {
        let best = bits(Kernel::best(), sentence);
        if Kernel::available().into_iter().any(|kernel| bits(kernel, sentence) != best) {
            bail!("our kernels differ");
        }
    }
    Ok(())
}

fn speed(engine: &Engine, runners: &[Runner], sentences: &[&Numbered]) -> Result<()> {
    let mut best = vec![vec![f64::INFINITY; sentences.len()]; runners.len()];
    for round in 0..ROUNDS {
        for (runner, best) in runners.iter().zip(&mut best).filter(|(runner, _)| round < runner.rounds()) {
            for (sentence, best) in sentences.iter().zip(best) {
                let begun = Instant::now();
                std::hint::black_box(runner.run(engine, sentence)?);
                *best = best.min(begun.elapsed().as_secs_f64());
            }
        }
    }
    let rate = |best: &[f64]| best.len() as f64 / best.iter().sum::<f64>();
    let rates: Vec<f64> = best.iter().map(|b| rate(b)).collect();
    let rten = |name: &str| runners.iter().position(|r| r.name() == name).map_or(f64::NAN, |i| rates[i]);
    let (fp32, int8) = (rten("rten fp32"), rten("rten int8"));
    let pieces = sentences.iter().map(|s| s.pieces.len()).sum::<usize>() as f64 / sentences.len() as f64;
    println!("\nspeed of the encoder, one thread, {} sentences of {pieces:.1} pieces", sentences.len());
    println!("{:14} {:>12} {:>14} {:>14}", "", "sentences/s", "× rten fp32", "× rten int8");
    for (runner, rate) in runners.iter().zip(rates) {
        println!("{:14} {rate:12.1} {:14.2} {:14.2}", runner.name(), rate / fp32, rate / int8);
    }
    Ok(())
}
