//! Which reports are copies of one underlying text.
//!
//! Three prints of one wire story are one witness. Exact comparison misses them, because a reprint respells
//! names, cuts paragraphs and updates figures; so reports are compared by sentence. Every sentence of at least
//! six words is hashed twice: once as it stands and once with its digits masked. Two reports are copies when
//! they share at least two masked sentences that make up at least a fifth of the shorter one. Sentences that
//! the alignment finds equal but for their digits are kept as such: they are figures that changed between
//! versions, and must survive as a disagreement inside the group.
//!
//! Three things look like copying and are not. Boilerplate stands in many reports, or in most reports of one
//! outlet, and is dropped. Quotations of one spokesman are shared by reporters who all stood there, and count
//! half. A report of one or two sentences shares "a fifth" with anything, so it must be shared as a whole.
//!
//! A story that its outlet writes on under one address is one origin too, however much of it is new: what its versions
//! tell alike counts once. Yet a later version is no reprint: what it tells otherwise is the outlet's newer word.

mod shared;
mod versions;

use super::decisions::Hand;
use crate::model::{BlockKind, Days, Report};
use crate::read::Parsed;
use crate::text::recall::RecallNotice;
use dateline_tree::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Shortest sentence that is fingerprinted, in words.
const MIN_WORDS: usize = 6;

/// Fingerprint of one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print {
    /// Hash of the lower-cased words with digits masked.
    pub masked: u64,
    /// Hash of the lower-cased words.
    pub exact: u64,
    /// Where the sentence stands.
    pub span: Span,
    /// Whether at least half of it is quotation.
    pub quoted: bool,
}

/// Fingerprints of one report's sentences, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// One for each sentence of at least six words in paragraphs and captions.
    pub prints: Vec<Print>,
}

impl Digest {
    /// The fingerprints of a report, from the sentences of its paragraphs and captions.
    pub fn of(report: &Report, parsed: &Parsed) -> Digest {
        let read = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Caption);
        let blocks = report.blocks.iter().zip(&parsed.blocks).filter(|(block, _)| read(block.kind));
        Digest::of_sentences(&report.text, blocks.flat_map(|(_, sentences)| sentences.iter().map(|s| s.span)))
    }

    /// The fingerprints of sentences given by their spans in a text.
    pub fn of_sentences(text: &str, spans: impl IntoIterator<Item = Span>) -> Digest {
        Digest { prints: spans.into_iter().filter_map(|span| Print::of(text, span)).collect() }
    }
}

impl Print {
    fn of(text: &str, span: Span) -> Option<Print> {
        let sentence = span.of(text);
        let words: Vec<String> = words(sentence).collect();
        let spoken = words.iter().filter(|w| w.chars().any(char::is_alphabetic)).count();
        (spoken >= MIN_WORDS).then(|| Print {
            masked: hash(words.iter().map(|w| mask(w))),
            exact: hash(words.iter().cloned()),
            span,
            quoted: mostly_quoted(sentence),
        })
    }

    /// What sharing this sentence is worth, in halves.
    fn worth(&self) -> usize {
        if self.quoted { 1 } else { 2 }
    }
}

/// Lower-case runs of letters and digits; apostrophes and hyphens divide, so that typography does not matter.
fn words(sentence: &str) -> impl Iterator<Item = String> + '_ {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Any run with a digit in it becomes one sign.
fn mask(word: &str) -> String {
    if word.chars().any(|c| c.is_numeric()) { "#".into() } else { word.into() }
}

/// FNV-1a over the words, each ended by a separator, with a final mix. Fixed, because digests are stored.
pub(super) fn hash(words: impl Iterator<Item = String>) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([0x1f]) {
            h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 33)
}

/// Whether at least half of the letters stand inside quotation marks.
fn mostly_quoted(sentence: &str) -> bool {
    let (mut open, mut inside, mut all) = (false, 0, 0);
    for c in sentence.chars() {
        match c {
            '\u{201c}' | '\u{201e}' | '\u{ab}' => open = true,
            '\u{201d}' | '\u{bb}' => open = false,
            '"' => open = !open,
            c if c.is_alphanumeric() => {
                all += 1;
                inside += usize::from(open);
            }
            _ => {}
        }
    }
    2 * inside >= all && all > 0
}

/// A report as a witness: when it appeared, where, and what its sentences are.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The report's id.
    pub report: String,
    /// Settled days of publication; `None` when nothing tells.
    pub published: Option<Days>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency it credits, when it does.
    pub agency: Option<String>,
    /// Its sentences.
    pub digest: Digest,
    /// Its title.
    pub title: Option<String>,
    /// That it is a notice about another report.
    pub recall: Option<RecallNotice>,
    /// Where it was published.
    pub url: Option<String>,
}

/// How a sentence of a copy relates to the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Word for word.
    Equal,
    /// The same words with other figures: an update or a contradiction inside the group.
    DigitsDiffer,
    /// Not in the original: new reporting.
    New,
}

/// One sentence of a copy beside its counterpart in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The sentence in the copy.
    pub span: Span,
    /// Its counterpart in the original.
    pub original: Option<Span>,
    /// How the two relate.
    pub how: Match,
}

/// One report's place in a group of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The report.
    pub report: String,
    /// Its fingerprinted sentences beside those of the original.
    pub sentences: Vec<Aligned>,
}

/// Reports that carry the same underlying text and count as one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyGroup {
    /// The earliest; on one day the agency that the others credit, then the longest, then the first by id.
    pub original: String,
    /// The others, in the same order.
    pub copies: Vec<Copy>,
}

/// Which report each report goes back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    origin: BTreeMap<String, String>,
    /// Reports that are later versions of their original, under the same address.
    updates: BTreeSet<String>,
    groups: Vec<CopyGroup>,
}

impl Lineage {
    /// The report that this one goes back to: itself, unless it is a copy.
    pub fn origin_of<'a>(&'a self, report: &'a str) -> &'a str {
        self.origin.get(report).map_or(report, String::as_str)
    }
    /// Whether the report repeats another one.
    pub fn is_copy(&self, report: &str) -> bool {
        self.origin_of(report) != report
    }
    /// Whether the report is a later version of the one that it goes back to, under the same address.
    pub fn is_update(&self, report: &str) -> bool {
        self.updates.contains(report)
    }
    /// The groups of copies, ordered by their originals.
    pub fn copies(&self) -> &[CopyGroup] {
        &self.groups
    }
}

/// Finds the copies among reports. The order of the input does not matter.
pub fn lineage(sources: &[Source]) -> Lineage {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|a, b| a.report.cmp(&b.report));
    sources.dedup_by(|a, b| a.report == b.report);
    decided(&sources, &Hand::default())
}

/// The same where the user says which reports go back to one origin, and which are origins by themselves. The reports
/// are in the order of their ids.
pub(super) fn decided(sources: &[&Source], hand: &Hand) -> Lineage {
    let shared = shared::shared(sources);
    let mut parent: Vec<usize> = (0..sources.len()).collect();
    let split = |n: usize| hand.split.contains(&sources[n].report);
    for (a, b) in shared.copies().chain(versions::pairs(sources, &shared)).filter(|(a, b)| !split(*a) && !split(*b)) {
        join(&mut parent, a, b);
    }
    let at = |report: &String| sources.binary_search_by(|s| s.report.cmp(report)).ok();
    for (a, b) in &hand.merged {
        if let (Some(a), Some(b)) = (at(a), at(b)) {
            join(&mut parent, a, b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Source>> = BTreeMap::new();
    for i in 0..sources.len() {
        let first = root(&mut parent, i);
        if first != i {
            groups.entry(first).or_insert_with(|| vec![sources[first]]).push(sources[i]);
        }
    }
    build(groups.into_values())
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (x, y) = (root(parent, a), root(parent, b));
    parent[x.max(y)] = x.min(y);
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

fn build<'a>(groups: impl Iterator<Item = Vec<&'a Source>>) -> Lineage {
    let mut lineage = Lineage::default();
    for mut group in groups {
        let agencies: BTreeSet<String> = group.iter().filter_map(|s| s.agency.as_deref()).map(folded).collect();
        group.sort_by_key(|s| {
            let is_agency = s.outlet.as_deref().is_some_and(|o| agencies.contains(&folded(o)));
            let day = s.published.map(|d| (d.to, d.from));
            (day.is_none(), day, !is_agency, usize::MAX - s.digest.prints.len(), s.report.clone())
        });
        let (original, copies) = (group[0], &group[1..]);
        for copy in copies {
            lineage.origin.insert(copy.report.clone(), original.report.clone());
            if versions::address(copy).is_some_and(|url| versions::address(original) == Some(url)) {
                lineage.updates.insert(copy.report.clone());
            }
        }
        let align = |s: &&Source| Copy { report: s.report.clone(), sentences: align(&s.digest, &original.digest) };
        lineage
            .groups
            .push(CopyGroup { original: original.report.clone(), copies: copies.iter().map(align).collect() });
    }
    lineage.groups.sort_by(|a, b| a.original.cmp(&b.original));
    lineage
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Each sentence of the copy beside the first sentence of the original with the same masked words,
/// the one with the same figures preferred.
fn align(copy: &Digest, original: &Digest) -> Vec<Aligned> {
    let mut by_mask: BTreeMap<u64, Vec<&Print>> = BTreeMap::new();
    for print in &original.prints {
        by_mask.entry(print.masked).or_default().push(print);
    }
    let one = |p: &Print| {
        let like = by_mask.get(&p.masked).map_or(&[][..], Vec::as_slice);
        let equal = like.iter().find(|o| o.exact == p.exact);
        match (equal, like.first()) {
            (Some(o), _) => Aligned { span: p.span, original: Some(o.span), how: Match::Equal },
            (None, Some(o)) => Aligned { span: p.span, original: Some(o.span), how: Match::DigitsDiffer },
            (None, None) => Aligned { span: p.span, original: None, how: Match::New },
        }
    };
    copy.prints.iter().map(one).collect()
}

#[cfg(test)]
mod tests;
