//! The weights file: one header, a table of sections, and matrices in the order in which the kernels read them.
//!
//! A weights file is untrusted input. Lengths are checked before anything is used, the contents against the digest in
//! the header, and every error says which section is wrong. Matrices are borrowed from the file, so loading costs
//! little more than the digest. `training/export.py` writes the file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use dateline_tree::{EntityKind, EventKind, Relation, Status, Upos, Xpos};
use sha2::{Digest, Sha256};

/// Layers of the encoder.
pub(crate) const LAYERS: usize = 6;
/// Width of a word vector.
pub(crate) const HIDDEN: usize = 384;
/// Width inside a feed-forward block.
pub(crate) const INNER: usize = 1536;
/// Longest sequence, in pieces, with the two markers.
pub(crate) const POSITIONS: usize = 256;
/// Classes of word shapes.
pub(crate) const SHAPES: usize = 8;
/// Width of the vectors that score arcs.
pub(crate) const ARC: usize = 256;
/// Width of the vectors that score labels.
pub(crate) const LABEL: usize = 128;
/// Actor, place and source of an event.
pub(crate) const ROLES: usize = 3;
/// Width of the vectors that point to them.
pub(crate) const ROLE: usize = 64;

const MAGIC: &[u8; 8] = b"DATELANG";
/// Format 2 added the branch for events. A file of format 1 parses as it always did, and proposes nothing.
const FORMAT: u32 = 2;
const OLDEST_FORMAT: u32 = 1;
/// The first format with a branch; from here on a file must have a whole one.
const BRANCH_FORMAT: u32 = 2;
const HEADER: usize = 48;
const ENTRY: usize = 32;
const MOST_SECTIONS: usize = 256;
const MOST_TAGS: usize = 256;

/// Why a weights file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// The file does not begin as a weights file does.
    #[error("this is not a weights file of dateline")]
    NotWeights,
    /// Written for another version of the engine.
    #[error("the weights file has format {found}, this engine reads format {FORMAT}; export it again")]
    Format {
        /// Format of the file.
        found: u32,
    },
    /// The file ends early or its table points outside.
    #[error("the weights file is cut off or its table of sections is wrong")]
    CutOff,
    /// The contents differ from what the header promises.
    #[error("the weights file is damaged: its contents do not match the sha256 in its header")]
    Damaged,
    /// A section is absent.
    #[error("the weights file has no section `{0}`")]
    Missing(String),
    /// A section does not have the size or form that the engine needs.
    #[error("section `{0}` of the weights file has the wrong size or form")]
    Section(String),
}

/// A linear layer in int8: outputs in groups of sixteen, inputs in groups of four.
pub(crate) struct Linear {
    /// Inputs, a multiple of 64.
    pub inputs: usize,
    /// Outputs, padded to a multiple of 64.
    pub outputs: usize,
    /// `[outputs/16][inputs/4][16][4]`.
    pub matrix: Cow<'static, [i8]>,
    /// Step of each output.
    pub scale: Vec<f32>,
    /// Constant of each output.
    pub bias: Vec<f32>,
    /// Sum of each output's weights, for the offset of the activations.
    pub sums: Vec<i32>,
}

/// Gain and shift of a layer norm.
pub(crate) struct Norm {
    /// Gain.
    pub gain: Vec<f32>,
    /// Shift.
    pub shift: Vec<f32>,
}

/// One transformer layer.
pub(crate) struct Layer {
    /// Queries, keys and values at once.
    pub qkv: Linear,
    /// Output of the attention.
    pub out: Linear,
    /// After the attention.
    pub norm1: Norm,
    /// Into the feed-forward block.
    pub up: Linear,
    /// Out of it.
    pub down: Linear,
    /// After it.
    pub norm2: Norm,
}

/// What each number of the heads means.
pub(crate) struct Tags {
    /// Universal parts of speech.
    pub upos: Vec<Upos>,
    /// Penn tags.
    pub xpos: Vec<Xpos>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Entity kinds; `None` for "no entity".
    pub entities: Vec<Option<EntityKind>>,
}

/// What proposes events: its own upper layers, so that learning them leaves the parser as it is, and their heads.
pub(crate) struct Branch {
    /// How many of the encoder's layers run before the branch leaves.
    pub from: usize,
    /// The layers that take the place of the others.
    pub layers: Vec<Layer>,
    /// "None" and the events, the statuses, the vectors from triggers and those of candidates, in this order.
    pub heads: Linear,
    /// Events, without the "none" that comes before them.
    pub events: Vec<EventKind>,
    /// How far to rely on an event.
    pub statuses: Vec<Status>,
}

/// A checked weights file.
pub(crate) struct Weights {
    /// First twelve hexadecimal digits of the digest.
    pub version: String,
    /// Pieces of words, one a line.
    pub vocab: String,
    /// Classes of characters: first, last, class.
    pub fold_classes: Vec<(u32, u32, u32)>,
    /// `hexadecimal-code-point text` lines.
    pub fold_map: String,
    /// `form UPOS lemma` lines.
    pub lemmas: String,
    /// Tag inventories.
    pub tags: Tags,
    /// Piece embeddings.
    pub words: Cow<'static, [i8]>,
    /// Step of each piece embedding.
    pub word_scale: Vec<f32>,
    /// Position embeddings.
    pub positions: Vec<f32>,
    /// Word-shape embeddings.
    pub shapes: Vec<f32>,
    /// Norm of the sum of embeddings.
    pub norm: Norm,
    /// The transformer.
    pub layers: Vec<Layer>,
    /// Arc and label vectors and the three tag heads, in this order.
    pub heads: Linear,
    /// Bilinear form of arcs.
    pub arc: Linear,
    /// Bilinear forms of labels: `LABEL + 1` outputs for each relation.
    pub label: Linear,
    /// What proposes events; older files have none.
    pub branch: Option<Branch>,
}

impl Weights {
    /// Reads weights that are compiled in. They were checked when they were committed, so the digest is left out.
    #[cfg(feature = "weights")]
    pub fn embedded(bytes: &'static [u8]) -> Result<Weights, WeightsError> {
        Weights::read(&Sections::find(bytes)?, &|range| Cow::Borrowed(as_i8(&bytes[range])))
    }

    /// Reads weights from a file's contents, checking the digest.
    pub fn checked(bytes: &[u8]) -> Result<Weights, WeightsError> {
        let sections = Sections::find(bytes)?;
        if Sha256::digest(&bytes[HEADER..])[..] != bytes[16..HEADER] {
            return Err(WeightsError::Damaged);
        }
        let weights = Weights::read(&sections, &|range| Cow::Owned(as_i8(&bytes[range]).to_vec()))?;
        if weights.linears().all(Linear::fits_16_bits) {
            Ok(weights)
        } else {
            Err(WeightsError::Section("weights beyond seven bits".into()))
        }
    }

    /// Every matrix that a kernel multiplies by.
    fn linears(&self) -> impl Iterator<Item = &Linear> {
        let own = self.branch.iter().flat_map(|b| &b.layers);
        let layers = self.layers.iter().chain(own).flat_map(|l| [&l.qkv, &l.out, &l.up, &l.down]);
        let heads = [&self.heads, &self.arc, &self.label];
        layers.chain(heads).chain(self.branch.iter().map(|b| &b.heads))
    }

    fn read(file: &Sections, take: &dyn Fn(Range<usize>) -> Cow<'static, [i8]>) -> Result<Weights, WeightsError> {
        let tag_lines = file.text("tags")?;
        let tags = Tags::read(tag_lines)?;
        let vocab = file.text("vocab")?.to_owned();
        let pieces = vocab.lines().count();
        let words = file.range("embed.words.q")?;
        file.expect("embed.words.q", words.len() == pieces * HIDDEN && pieces > 0)?;
        let head_width = 2 * ARC + 2 * LABEL + tags.upos.len() + tags.xpos.len() + tags.entities.len();
        let linear = |name: &str, inputs, outputs| Linear::read(file, take, name, inputs, outputs);
        Ok(Weights {
            version: file.version(),
            fold_classes: file.triples("fold.classes")?,
            fold_map: file.text("fold.map")?.to_owned(),
            lemmas: file.text("lemmas")?.to_owned(),
            words: take(words),
            word_scale: file.floats("embed.words.s", pieces)?,
            positions: file.floats("embed.positions", POSITIONS * HIDDEN)?,
            shapes: file.floats("embed.shapes", SHAPES * HIDDEN)?,
            norm: Norm::read(file, "embed.norm")?,
            layers: (0..LAYERS).map(|i| Layer::read(file, &linear, &i.to_string())).collect::<Result<_, _>>()?,
            heads: linear("heads", HIDDEN, head_width)?,
            arc: linear("arc", ARC, ARC)?,
            label: linear("label", LABEL, tags.relations.len() * (LABEL + 1))?,
            branch: match file.format {
                ..BRANCH_FORMAT => None,
                BRANCH_FORMAT.. => Some(Branch::read(file, &linear, tag_lines)?),
            },
            tags,
            vocab,
        })
    }
}

impl Layer {
    fn read<F>(file: &Sections, linear: &F, at: &str) -> Result<Layer, WeightsError>
    where
        F: Fn(&str, usize, usize) -> Result<Linear, WeightsError>,
    {
        Ok(Layer {
            qkv: linear(&format!("{at}.qkv"), HIDDEN, 3 * HIDDEN)?,
            out: linear(&format!("{at}.out"), HIDDEN, HIDDEN)?,
            norm1: Norm::read(file, &format!("{at}.ln1"))?,
            up: linear(&format!("{at}.up"), HIDDEN, INNER)?,
            down: linear(&format!("{at}.down"), INNER, HIDDEN)?,
            norm2: Norm::read(file, &format!("{at}.ln2"))?,
        })
    }
}

impl Branch {
    fn read<F>(file: &Sections, linear: &F, tags: &str) -> Result<Branch, WeightsError>
    where
        F: Fn(&str, usize, usize) -> Result<Linear, WeightsError>,
    {
        let (events, statuses) = event_tags(tags).ok_or_else(|| WeightsError::Section("tags".into()))?;
        let from = file.branch_from()?;
        let layers = (from..LAYERS).map(|i| Layer::read(file, linear, &format!("e{i}"))).collect::<Result<_, _>>()?;
        let heads = linear("event_heads", HIDDEN, Branch::width(events.len(), statuses.len()))?;
        Ok(Branch { from, layers, heads, events, statuses })
    }

    /// Outputs of the heads for some numbers of events, without "none", and statuses.
    fn width(events: usize, statuses: usize) -> usize {
        1 + events + statuses + 2 * ROLES * ROLE
    }
}

impl Linear {
    /// Whether the sums that the AVX2 kernel makes in 16 bits cannot saturate: of the weights in two neighbouring
    /// groups of inputs that share a place, neither the positive nor the negative ones exceed 128 together.
    fn fits_16_bits(&self) -> bool {
        self.matrix.chunks_exact(128).all(|both| {
            let (left, right) = both.split_at(64);
            left.as_chunks::<2>().0.iter().zip(right.as_chunks::<2>().0).all(|(a, b)| {
                let four = [a[0], a[1], b[0], b[1]].map(i32::from);
                let positive: i32 = four.iter().map(|w| (*w).max(0)).sum();
                let negative: i32 = four.iter().map(|w| (*w).min(0)).sum();
                positive <= 128 && negative >= -128
            })
        })
    }

    fn read(
        file: &Sections,
        take: &dyn Fn(Range<usize>) -> Cow<'static, [i8]>,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Linear, WeightsError> {
        let outputs = outputs.next_multiple_of(64);
        let matrix = format!("{name}.q");
        let range = file.range(&matrix)?;
        file.expect(&matrix, range.len() == inputs * outputs)?;
        let parameters = format!("{name}.p");
        let words = file.words(&parameters, 3 * outputs)?;
        let float = |part: usize| words[part * outputs..][..outputs].iter().map(|&w| f32::from_bits(w)).collect();
        Ok(Linear {
            inputs,
            outputs,
            matrix: take(range),
            scale: float(0),
            bias: float(1),
            sums: words[2 * outputs..].iter().map(|&w| w as i32).collect(),
        })
    }
}

impl Norm {
    fn read(file: &Sections, name: &str) -> Result<Norm, WeightsError> {
        let mut gain = file.floats(name, 2 * HIDDEN)?;
        let shift = gain.split_off(HIDDEN);
        Ok(Norm { gain, shift })
    }
}

impl Tags {
    fn read(text: &str) -> Result<Tags, WeightsError> {
        Tags::parse(text).ok_or_else(|| WeightsError::Section("tags".into()))
    }

    fn parse(text: &str) -> Option<Tags> {
        let entity = |tag: &str| if tag == "O" { Some(None) } else { EntityKind::parse(tag).map(Some) };
        Some(Tags {
            upos: inventory(text, "upos", Upos::parse)?,
            xpos: inventory(text, "xpos", Xpos::parse)?,
            relations: inventory(text, "rel", Relation::parse)?,
            entities: inventory(text, "entity", entity)?,
        })
    }
}

/// The events, without the "none" that must be the first of them, and the statuses.
fn event_tags(text: &str) -> Option<(Vec<EventKind>, Vec<Status>)> {
    let event = |tag: &str| if tag == "none" { Some(None) } else { EventKind::parse(tag).map(Some) };
    let all = inventory(text, "event", event)?;
    let (none, events) = all.split_first()?;
    let events: Vec<EventKind> = events.iter().copied().collect::<Option<_>>()?;
    let right = none.is_none() && !events.is_empty();
    right.then_some((events, inventory(text, "status", Status::parse)?))
}

/// The tags of the line that begins with `name`, which are all known and not too many.
fn inventory<T>(text: &str, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let line = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(' '))?;
    let tags: Vec<T> = line.split(' ').map(parse).collect::<Option<_>>()?;
    (tags.len() <= MOST_TAGS).then_some(tags)
}

/// Names and places of the sections, inside the file.
struct Sections<'a> {
    format: u32,
    bytes: &'a [u8],
    table: HashMap<String, Range<usize>>,
}

impl<'a> Sections<'a> {
    fn find(bytes: &'a [u8]) -> Result<Sections<'a>, WeightsError> {
        if bytes.len() < HEADER || &bytes[..8] != MAGIC {
            return Err(WeightsError::NotWeights);
        }
        let format = u32_at(bytes, 8);
        if !(OLDEST_FORMAT..=FORMAT).contains(&format) {
            return Err(WeightsError::Format { found: format });
        }
        let count = u32_at(bytes, 12) as usize;
        if count > MOST_SECTIONS || bytes.len() < HEADER + count * ENTRY {
            return Err(WeightsError::CutOff);
        }
        let entries = bytes[HEADER..HEADER + count * ENTRY].chunks_exact(ENTRY);
        let table = entries.map(|e| entry(e, bytes.len())).collect::<Option<_>>().ok_or(WeightsError::CutOff)?;
        Ok(Sections { format, bytes, table })
    }

    fn version(&self) -> String {
        self.bytes[16..22].iter().map(|b| format!("{b:02x}")).collect()
    }

    fn range(&self, name: &str) -> Result<Range<usize>, WeightsError> {
        self.table.get(name).cloned().ok_or_else(|| WeightsError::Missing(name.into()))
    }

    /// Where the branch leaves: the lowest number among its layers. Which of a layer's sections are there does not
    /// matter here, so that a layer of which one is missing is not taken for a shared one.
    fn branch_from(&self) -> Result<usize, WeightsError> {
        let number = |name: &String| name.strip_prefix('e')?.split_once('.')?.0.parse::<usize>().ok();
        let last = format!("e{}", LAYERS - 1);
        let from = self.table.keys().filter_map(number).min().ok_or(WeightsError::Missing(last))?;
        self.expect(&format!("e{from}"), (1..LAYERS).contains(&from))?;
        Ok(from)
    }

    fn expect(&self, name: &str, right: bool) -> Result<(), WeightsError> {
        if right { Ok(()) } else { Err(WeightsError::Section(name.into())) }
    }

    fn text(&self, name: &str) -> Result<&'a str, WeightsError> {
        std::str::from_utf8(&self.bytes[self.range(name)?]).map_err(|_| WeightsError::Section(name.into()))
    }

    fn words(&self, name: &str, count: usize) -> Result<Vec<u32>, WeightsError> {
        let range = self.range(name)?;
        self.expect(name, range.len() == 4 * count)?;
        Ok(self.bytes[range].chunks_exact(4).map(|c| u32_at(c, 0)).collect())
    }

    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, WeightsError> {
        Ok(self.words(name, count)?.into_iter().map(f32::from_bits).collect())
    }

    fn triples(&self, name: &str) -> Result<Vec<(u32, u32, u32)>, WeightsError> {
        let range = self.range(name)?;
        self.expect(name, range.len() % 12 == 0)?;
        Ok(self.bytes[range].chunks_exact(12).map(|c| (u32_at(c, 0), u32_at(c, 4), u32_at(c, 8))).collect())
    }
}

/// Name and range of one line of the table, if it lies inside the file.
fn entry(bytes: &[u8], size: usize) -> Option<(String, Range<usize>)> {
    let name = std::str::from_utf8(&bytes[..16]).ok()?.trim_end_matches('\0').to_owned();
    let offset = usize::try_from(u64_at(bytes, 16)).ok()?;
    let end = offset.checked_add(usize::try_from(u64_at(bytes, 24)).ok()?)?;
    (end <= size).then_some((name, offset..end))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// The same bytes as signed numbers.
fn as_i8(bytes: &[u8]) -> &[i8] {
    // SAFETY: `u8` and `i8` have the same size and alignment, and every bit pattern is valid for both.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "weights")]
    use crate::branch_file::File;

    #[test]
    fn refuses_what_is_not_a_weights_file() {
        assert_eq!(Weights::checked(b"").err(), Some(WeightsError::NotWeights));
        assert_eq!(Weights::checked(&[0; 100]).err(), Some(WeightsError::NotWeights));
        let mut bytes = [0u8; 100];
        bytes[..8].copy_from_slice(MAGIC);
        assert_eq!(Weights::checked(&bytes).err(), Some(WeightsError::Format { found: 0 }));
        bytes[8] = FORMAT as u8;
        bytes[12] = 9;
        assert_eq!(Weights::checked(&bytes).err(), Some(WeightsError::CutOff));
        bytes[12] = 0;
        assert_eq!(Weights::checked(&bytes).err(), Some(WeightsError::Damaged));
        bytes[8] = FORMAT as u8 + 1;
        assert_eq!(Weights::checked(&bytes).err(), Some(WeightsError::Format { found: FORMAT + 1 }));
    }

    #[test]
    fn tags_tell_events_and_statuses() {
        let right = "upos NOUN\nevent none takeover aid\nstatus asserted denied\n";
        let (events, statuses) = event_tags(right).unwrap();
        assert_eq!(events, [EventKind::Takeover, EventKind::Aid]);
        assert_eq!(statuses, [Status::Asserted, Status::Denied]);
        let many = format!("event none{}\nstatus asserted\n", " aid".repeat(MOST_TAGS));
        for wrong in [
            "upos NOUN\n",
            "event takeover aid\nstatus asserted\n",
            "event none coronation\nstatus asserted\n",
            "event none aid none\nstatus asserted\n",
            "event none\nstatus asserted\n",
            "event none aid\n",
            "event none aid\nstatus \n",
            "event none aid\nstatus sworn\n",
            &many,
        ] {
            assert!(event_tags(wrong).is_none(), "{wrong}");
        }
    }

    /// What reading some sections gives, without the digest.
    #[cfg(feature = "weights")]
    fn read(file: &File) -> Result<Weights, WeightsError> {
        let bytes = file.bytes();
        Weights::read(&Sections::find(&bytes)?, &|range| Cow::Owned(as_i8(&bytes[range]).to_vec()))
    }

    #[cfg(feature = "weights")]
    #[test]
    fn the_lowest_layer_tells_where_the_branch_leaves() {
        for from in 1..LAYERS {
            let branch = read(&File::branched(from)).ok().and_then(|w| w.branch).unwrap();
            assert_eq!((branch.from, branch.layers.len()), (from, LAYERS - from));
            assert_eq!((branch.events.len(), branch.statuses.len(), branch.heads.outputs), (4, 3, 448));
        }
        let mut old = File::branched(3);
        old.format = 1;
        assert!(read(&old).is_ok_and(|w| w.branch.is_none()), "format 1 has no branch");
    }

    #[cfg(feature = "weights")]
    #[test]
    fn every_section_of_the_branch_must_be_there_and_whole() {
        let good = File::branched(4);
        let own = good.sections.iter().map(|(n, _)| n).filter(|n| n.starts_with("e4.") || n.starts_with("e5."));
        let own: Vec<&str> = own.map(String::as_str).chain(["event_heads.q", "event_heads.p"]).collect();
        assert_eq!(own.len(), 2 * 10 + 2);
        for name in own {
            let mut file = good.clone();
            file.sections.retain(|(n, _)| n != name);
            assert_eq!(read(&file).err(), Some(WeightsError::Missing(name.into())));
            for change in [-64, -1, 4, 64] {
                let mut file = good.clone();
                let size = file.section(name).len();
                file.section(name).resize(size.saturating_add_signed(change), 0);
                assert_eq!(read(&file).err(), Some(WeightsError::Section(name.into())), "{change}");
            }
        }
    }

    #[cfg(feature = "weights")]
    #[test]
    fn a_new_file_without_a_branch_is_refused() {
        let mut none = File::branched(5);
        none.sections.retain(|(name, _)| !name.starts_with("e5."));
        assert_eq!(read(&none).err(), Some(WeightsError::Missing("e5".into())));
        let mut untold = File::branched(5);
        *untold.section("tags") = File::parser().section("tags").clone();
        assert_eq!(read(&untold).err(), Some(WeightsError::Section("tags".into())));
        for outside in [0, 6, 1_000_000] {
            let mut file = none.clone();
            file.sections.push((format!("e{outside}.up.q"), Vec::new()));
            assert_eq!(read(&file).err(), Some(WeightsError::Section(format!("e{outside}"))));
        }
    }

    #[cfg(feature = "weights")]
    #[test]
    fn the_branch_too_has_seven_bits() {
        for name in ["e5.up.q", "event_heads.q"] {
            let mut file = File::branched(5);
            file.section(name)[..2].fill(127);
            let beyond = WeightsError::Section("weights beyond seven bits".into());
            assert_eq!(Weights::checked(&file.bytes()).err(), Some(beyond), "{name}");
        }
    }

    #[cfg(feature = "weights")]
    #[test]
    fn notices_damage_anywhere() {
        let good = crate::EMBEDDED;
        assert!(Weights::checked(good).is_ok());
        for at in [20, 60, 5000, good.len() / 2, good.len() - 1] {
            let mut bad = good.to_vec();
            bad[at] ^= 1;
            assert!(Weights::checked(&bad).is_err(), "byte {at}");
        }
        assert!(Weights::checked(&good[..good.len() - 1]).is_err());
    }
}
