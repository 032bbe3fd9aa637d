//! From arc scores to a tree: the single-rooted spanning arborescence with the largest sum (Chu-Liu/Edmonds).
//!
//! Most sentences need only the first step, the best head of each word. Ties go to the first candidate, so equal
//! scores give equal trees everywhere; scores that are not numbers count as very small.

/// Taken off every arc from the root, so that a tree with one root beats any tree with two.
const ROOT_COST: f64 = 1e7;
/// Scores are kept within this, which makes [`ROOT_COST`] larger than any sum of gains.
const LIMIT: f64 = 1e4;
const NEVER: f64 = f64::NEG_INFINITY;

/// Heads of `words` words; 0 is the root, 1 the first word. `scores` holds `words + 1` candidates for each word.
pub(crate) fn tree(scores: &[f32], words: usize) -> Vec<u32> {
    if words == 0 {
        return Vec::new();
    }
    let size = words + 1;
    let mut table = vec![vec![NEVER; size]; size];
    for dependent in 1..size {
        for head in 0..size {
            if head != dependent {
                table[dependent][head] = clamp(scores[(dependent - 1) * size + head]);
            }
        }
    }
    let greedy = best_heads(&table);
    let roots = greedy[1..].iter().filter(|h| **h == 0).count();
    let heads = if roots == 1 && cycle(&greedy).is_none() {
        greedy
    } else {
        table[1..].iter_mut().for_each(|row| row[0] -= ROOT_COST);
        solve(&table)
    };
    heads[1..].iter().map(|h| *h as u32).collect()
}

fn clamp(score: f32) -> f64 {
    if score.is_nan() { -LIMIT } else { f64::from(score).clamp(-LIMIT, LIMIT) }
}

/// The best head of each node; node 0 is its own.
fn best_heads(table: &[Vec<f64>]) -> Vec<usize> {
    let best = |row: &Vec<f64>| (0..row.len()).fold(0, |best, h| if row[h] > row[best] { h } else { best });
    std::iter::once(0).chain(table[1..].iter().map(best)).collect()
}

/// The nodes of some cycle that does not contain the root.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen_from[at] == 0 {
            seen_from[at] = start;
            at = heads[at];
        }
        if at != 0 && seen_from[at] == start {
            let mut nodes = vec![at];
            let mut next = heads[at];
            while next != at {
                nodes.push(next);
                next = heads[next];
            }
            return Some(nodes);
        }
    }
    None
}

/// Contracts cycles until the best heads form a tree. Every contraction removes a node, so this ends.
fn solve(table: &[Vec<f64>]) -> Vec<usize> {
    let mut heads = best_heads(table);
    let Some(nodes) = cycle(&heads) else {
        return heads;
    };
    let inside = |n: usize| nodes.contains(&n);
    let outside: Vec<usize> = (0..table.len()).filter(|n| !inside(*n)).collect();
    let joint = outside.len();
    let mut small = vec![vec![NEVER; joint + 1]; joint + 1];
    let mut leaves = vec![0; joint];
    let mut enters = vec![0; joint];
    for (i, &node) in outside.iter().enumerate() {
        for (j, &head) in outside.iter().enumerate() {
            small[i][j] = table[node][head];
        }
        leaves[i] = first_best(&nodes, |n| table[node][n]);
        small[i][joint] = table[node][leaves[i]];
        enters[i] = first_best(&nodes, |n| table[n][node] - table[n][heads[n]]);
        small[joint][i] = table[enters[i]][node] - table[enters[i]][heads[enters[i]]];
    }
    small[0].fill(NEVER);
    let chosen = solve(&small);
    for (i, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if chosen[i] == joint { leaves[i] } else { outside[chosen[i]] };
    }
    let from = chosen[joint];
    heads[enters[from]] = outside[from];
    heads
}

fn first_best(nodes: &[usize], score: impl Fn(usize) -> f64) -> usize {
    nodes.iter().copied().reduce(|best, n| if score(n) > score(best) { n } else { best }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Best sum by trying all assignments.
    fn exhaustive(scores: &[f32], words: usize) -> f64 {
        let size = words + 1;
        let mut best = f64::NEG_INFINITY;
        for code in 0..size.pow(words as u32) {
            let heads: Vec<usize> =
                std::iter::once(0).chain((0..words).map(|w| code / size.pow(w as u32) % size)).collect();
            let proper = (1..size).all(|w| heads[w] != w) && heads[1..].iter().filter(|h| **h == 0).count() == 1;
            if proper && cycle(&heads).is_none() {
                best = best.max((0..words).map(|w| f64::from(scores[w * size + heads[w + 1]])).sum());
            }
        }
        best
    }

    #[test]
    fn finds_the_best_tree_with_one_root() {
        let mut state = 1u64;
        for round in 0..600 {
            let words = 1 + round % 5;
            let scores: Vec<f32> = (0..words * (words + 1))
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    ((state >> 40) as f32 / 65_536.0).round() / 8.0
                })
                .collect();
            let heads = tree(&scores, words);
            let sum: f64 = (0..words).map(|w| f64::from(scores[w * (words + 1) + heads[w] as usize])).sum();
            assert!((sum - exhaustive(&scores, words)).abs() < 1e-6, "{scores:?} {heads:?}");
        }
    }

    #[test]
    fn survives_scores_that_are_no_numbers() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let heads = tree(&[bad; 30], 5);
            assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1);
        }
    }
}
