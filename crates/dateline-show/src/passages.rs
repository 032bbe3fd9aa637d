//! The passages behind a line: what a reader checks it against.

use crate::pile::Pile;
use crate::text::{WIDTH, clean, paragraph_to, quote};
use crate::words;
use dateline_core::model::{Claim, Status};
use std::collections::BTreeSet;

/// Longest sentence that is shown whole, in characters.
const LONGEST: usize = 280;

/// Adds the best passages of some claims behind a margin, one for each origin at most, and says which other
/// reports say the same.
pub fn list(out: &mut String, pile: &Pile, margin: &str, ids: &[String], most: usize) {
    list_to(out, WIDTH, pile, margin, ids, most);
}

/// The same wrapped to another width.
pub fn list_to(out: &mut String, width: usize, pile: &Pile, margin: &str, ids: &[String], most: usize) {
    let claims = pile.claims_of(ids);
    let best = best(pile, &claims, most);
    best.iter().for_each(|claim| one_to(out, width, margin, pile, claim));
    let shown: BTreeSet<&str> = best.iter().map(|c| c.report.as_str()).collect();
    let more: BTreeSet<&str> = claims.iter().map(|c| c.report.as_str()).filter(|r| !shown.contains(r)).collect();
    if !more.is_empty() && !best.is_empty() {
        let reports: Vec<String> = more.into_iter().map(clean).collect();
        paragraph_to(out, width, margin, &rest(margin), &format!("also [{}]", reports.join(", ")));
    }
}

/// The margin of the lines after the first.
fn rest(margin: &str) -> String {
    " ".repeat(margin.len() - margin.trim_start().len() + 2)
}

/// Adds one passage: the words, who says it, the report, the claim.
pub fn one(out: &mut String, margin: &str, pile: &Pile, claim: &Claim) {
    one_to(out, WIDTH, margin, pile, claim);
}

fn one_to(out: &mut String, width: usize, margin: &str, pile: &Pile, claim: &Claim) {
    let source = claim.source.as_deref().map_or(String::new(), |s| format!(" {}", words::told_by(claim.status, s)));
    let kind = match (claim.headline, claim.caption) {
        (true, _) => " (headline)",
        (_, true) => " (caption, may be older than the report)",
        _ => "",
    };
    let day = pile.card(&claim.report).and_then(|c| c.published.days);
    let day = day.map_or("day not known".into(), crate::text::days);
    let report = clean(&claim.report);
    let words = format!("{}{source}{kind} [{report}, {day}; claim {}]", shown(pile, claim), claim.id);
    paragraph_to(out, width, margin, &rest(margin), &words);
}

/// The whole sentence, in which a short passage makes sense; the passage alone when the sentence is long.
fn shown(pile: &Pile, claim: &Claim) -> String {
    let text = pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let sentence = text.get(claim.sentence.start as usize..claim.sentence.end as usize).unwrap_or_default();
    let fits = !sentence.is_empty() && sentence.chars().count() <= LONGEST;
    quote(if fits { sentence } else { &claim.quote }, LONGEST)
}

/// One claim for each origin: running text before captions before headlines, assertions first, earliest first.
pub(crate) fn best<'a>(pile: &Pile, claims: &[&'a Claim], most: usize) -> Vec<&'a Claim> {
    let mut sorted = claims.to_vec();
    let out = |c: &Claim| pile.card(&c.report).and_then(|card| card.published.days);
    sorted.sort_by_key(|c| {
        let doubtful = c.status != Status::Asserted;
        (c.headline, c.caption, doubtful, out(c), c.report.clone(), c.span)
    });
    let mut seen = BTreeSet::new();
    sorted.retain(|c| seen.insert(pile.picture.lineage().origin_of(&c.report).to_string()));
    sorted.truncate(most);
    sorted
}
