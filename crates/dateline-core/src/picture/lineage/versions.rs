//! Versions of one story: reports that one outlet published under one address.
//!
//! Some addresses are those of a whole feed or of a page that is always there, so the address alone is not enough: the
//! versions have a sentence in common, or the title.

use super::Source;
use super::shared::Shared;
use std::collections::BTreeMap;

/// The address without what does not tell stories apart: scheme, fragment and a closing slash.
pub(super) fn address(source: &Source) -> Option<&str> {
    let url = source.url.as_deref()?.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url).trim_end_matches('/');
    (!url.is_empty()).then_some(url)
}

/// The pairs that make versions of one story, by the numbers of the reports: what shares a sentence, and neighbours of one
/// title.
pub(super) fn pairs(sources: &[&Source], shared: &Shared) -> Vec<(usize, usize)> {
    let mut titled: BTreeMap<(&str, Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for (n, source) in sources.iter().enumerate() {
        if let Some((url, title)) = address(source).zip(source.title.as_deref()) {
            titled.entry((url, source.outlet.as_deref(), title)).or_default().push(n);
        }
    }
    let one_page = |a: usize, b: usize| {
        let (a, b) = (sources[a], sources[b]);
        a.outlet == b.outlet && address(a).is_some_and(|url| address(b) == Some(url))
    };
    let alike = shared.any().filter(|(a, b)| one_page(*a, *b));
    let neighbours = titled.values().flat_map(|same| same.windows(2).map(|w| (w[0], w[1])));
    alike.chain(neighbours).collect()
}
