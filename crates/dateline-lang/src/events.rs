//! From the pieces that the branch encoded to proposals: which word tells which event, and of whom and where.
//!
//! Every word has a score for each event and for "none", a score for each status, and for each role a vector that looks
//! for the word in that role and one by which it is found. The root's stands for "nobody" and "nowhere".

use std::cmp::Ordering;

use dateline_tree::Proposal;

use crate::encoder::{Isa, Rows, Task, argmax, dot, linear};
use crate::heads::gather;
use crate::weights::{Branch, ROLE, ROLES};

/// Buffers that are kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    input: Vec<f32>,
    vectors: Vec<f32>,
    rows: Rows,
}

/// Margin below which a word gets no proposal. Far below zero, where "none" is likelier: whoever reads proposals may
/// also want to know that a word is very unlike an event.
const LEAST_MARGIN: f32 = -4.0;

/// Proposes events for the words of a sentence.
pub(crate) struct Propose<'a> {
    /// The part of the model that is for events.
    pub branch: &'a Branch,
    /// Pieces that the branch encoded.
    pub states: &'a [f32],
    /// First piece of each word.
    pub first: &'a [u32],
    /// Where to work.
    pub scratch: &'a mut Scratch,
}

impl Task for Propose<'_> {
    type Output = Vec<Proposal>;

    #[inline(always)]
    fn go<I: Isa>(self, isa: I) -> Vec<Proposal> {
        let Branch { heads, events: kinds, statuses: names, .. } = self.branch;
        let Scratch { input, vectors, rows } = self.scratch;
        gather(self.states, self.first, input);
        linear(isa, input, heads, vectors, rows);
        let mut found = Vec::new();
        let width = heads.outputs;
        let (events, statuses) = (kinds.len(), names.len());
        let status_at = 1 + events;
        let from_at = status_at + statuses;
        for (word, row) in vectors.chunks_exact(width).skip(1).enumerate() {
            let (none, scores) = (row[0], &row[1..][..events]);
            let event = argmax(scores);
            let margin = scores[event] - none;
            // A margin that is not a number proposes nothing either.
            if !margin.partial_cmp(&LEAST_MARGIN).is_some_and(Ordering::is_ge) {
                continue;
            }
            let (status, status_margin) = best_and_lead(&row[status_at..][..statuses]);
            let mut filled = [None; ROLES];
            for (role, filled) in filled.iter_mut().enumerate() {
                let looks = &row[from_at + role * ROLE..][..ROLE];
                let found_by = from_at + (ROLES + role) * ROLE;
                *filled = best_candidate(isa, looks, vectors, width, found_by);
            }
            let [actor, place, source] = filled;
            let (event, status) = (kinds[event], names[status]);
            found.push(Proposal { word: word as u32, event, margin, status, status_margin, actor, place, source });
        }
        found
    }
}

/// The row whose vector at `found_by` fits best; `None` when that is the root's.
#[inline(always)]
fn best_candidate<I: Isa>(isa: I, looks: &[f32], vectors: &[f32], width: usize, found_by: usize) -> Option<u32> {
    let (mut best, mut most) = (0, f32::NEG_INFINITY);
    for (candidate, row) in vectors.chunks_exact(width).enumerate() {
        let score = dot(isa, looks, &row[found_by..][..ROLE]);
        if score > most {
            (best, most) = (candidate as u32, score);
        }
    }
    best.checked_sub(1)
}

/// The best of the scores, and how far it is ahead of the next; nothing is ahead of itself when it is alone.
fn best_and_lead(scores: &[f32]) -> (usize, f32) {
    let best = argmax(scores);
    let others = scores.iter().enumerate().filter(|(i, _)| *i != best).map(|(_, s)| *s);
    let next = others.fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a });
    (best, if next > f32::NEG_INFINITY { scores[best] - next } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_the_distance_to_the_next_best() {
        assert_eq!(best_and_lead(&[1.0, 4.0, 3.5]), (1, 0.5));
        assert_eq!(best_and_lead(&[2.0, 2.0]), (0, 0.0));
        assert_eq!(best_and_lead(&[7.0]), (0, 0.0));
        assert_eq!(best_and_lead(&[f32::NAN, 1.0]).0, 0);
    }
}
