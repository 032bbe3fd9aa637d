//! What reports share, sentence by sentence, and whether that makes one a copy of another.
//!
//! All sentences are put in order of their fingerprints once, so that those of one fingerprint stand together; what is
//! boilerplate is left out before anything is counted.

use super::Source;
use std::collections::BTreeMap;

/// A sentence that stands in more reports than this is boilerplate.
const COMMON: usize = 50;
/// A sentence in more than this many reports of one outlet, and in a third of them, is its boilerplate.
const COMMON_IN_OUTLET: usize = 5;
/// Shared sentences that make a copy, in halves: two of the narrator's, or four quotations.
const MIN_SHARED: usize = 4;

/// What the reports share, by their numbers.
pub(super) struct Shared {
    /// Of each pair that shares anything: how much, in halves of sentences.
    pairs: BTreeMap<(usize, usize), usize>,
    sizes: Vec<Size>,
}

/// How long a report is without boilerplate.
#[derive(Clone, Copy, Default)]
struct Size {
    sentences: usize,
    /// In halves of sentences.
    worth: usize,
}

/// A sentence of a report: its masked fingerprint, the report's number, and what sharing it is worth.
type Posting = (u64, usize, usize);

/// What each pair of reports shares.
pub(super) fn shared(sources: &[&Source]) -> Shared {
    let outlets = Outlets::of(sources);
    let postings = postings(sources);
    let mut shared = Shared { pairs: BTreeMap::new(), sizes: vec![Size::default(); sources.len()] };
    for alike in postings.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() <= COMMON) {
        let own: Vec<&Posting> = alike.iter().filter(|p| !outlets.is_boilerplate(p.1, alike)).collect();
        for (n, &(_, a, worth_a)) in own.iter().enumerate() {
            shared.sizes[*a].sentences += 1;
            shared.sizes[*a].worth += worth_a;
            for (_, b, worth_b) in &own[n + 1..] {
                *shared.pairs.entry((*a, *b)).or_insert(0) += worth_a.min(worth_b);
            }
        }
    }
    shared
}

/// Each fingerprint of each report once, in order.
fn postings(sources: &[&Source]) -> Vec<Posting> {
    let mut postings: Vec<Posting> = Vec::new();
    for (n, source) in sources.iter().enumerate() {
        postings.extend(source.digest.prints.iter().map(|p| (p.masked, n, p.worth())));
    }
    // Of equal sentences in one report the last counts, hence the stable order.
    postings.sort_by_key(|p| (p.0, p.1));
    postings.dedup_by(|later, earlier| {
        let same = (later.0, later.1) == (earlier.0, earlier.1);
        earlier.2 = if same { later.2 } else { earlier.2 };
        same
    });
    postings
}

/// The outlets of the reports as numbers, and how many reports each has; no outlet is none.
struct Outlets {
    of: Vec<Option<usize>>,
    reports: Vec<usize>,
}

impl Outlets {
    fn of(sources: &[&Source]) -> Outlets {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut outlets = Outlets { of: Vec::new(), reports: Vec::new() };
        for source in sources {
            let name = source.outlet.as_deref().filter(|name| !name.is_empty());
            let number = name.map(|name| {
                let next = numbers.len();
                *numbers.entry(name).or_insert(next)
            });
            outlets.reports.resize(numbers.len(), 0);
            if let Some(number) = number {
                outlets.reports[number] += 1;
            }
            outlets.of.push(number);
        }
        outlets
    }

    /// Whether the outlet of a report prints a sentence everywhere.
    fn is_boilerplate(&self, report: usize, alike: &[Posting]) -> bool {
        let Some(outlet) = self.of[report].filter(|_| alike.len() > COMMON_IN_OUTLET) else { return false };
        let n = alike.iter().filter(|p| self.of[p.1] == Some(outlet)).count();
        n > COMMON_IN_OUTLET && 3 * n > self.reports[outlet]
    }
}

impl Shared {
    /// The pairs of which one is a copy of the other.
    pub fn copies(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.iter().filter(|((a, b), shared)| is_copy(self.sizes[*a], self.sizes[*b], **shared)).map(|(p, _)| *p)
    }
    /// The pairs that have any sentence in common, but for boilerplate.
    pub fn any(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.keys().copied()
    }
}

/// The copy rule; `shared` is in halves of sentences.
fn is_copy(a: Size, b: Size, shared: usize) -> bool {
    let shorter = if a.sentences <= b.sentences { a } else { b };
    match shorter.sentences {
        0 => false,
        1 | 2 => shared >= shorter.worth && shared >= 2,
        n => shared >= MIN_SHARED && 5 * shared >= 2 * n,
    }
}
