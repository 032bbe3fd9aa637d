//! A passage on a page: the sentence with the words that count marked, who says it, where it stands, and the way there.

use super::link::View;
use super::safe::{visible, words as safe};
use super::shell::badge;
use crate::passages::best;
use crate::text::{clean, count, days};
use crate::words;
use dateline_core::model::{Claim, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Longest sentence that is shown whole, in bytes; of a longer one the passage is shown.
const LONGEST: usize = 600;

/// The best passages of some claims, one for each origin, and which other reports say the same.
pub(super) fn list(view: &View, ids: &[String], most: usize) -> Markup {
    let claims = view.pile.claims_of(ids);
    let best = best(view.pile, &claims, most);
    let shown: BTreeSet<&str> = best.iter().map(|c| c.report.as_str()).collect();
    let more: BTreeSet<&str> = claims.iter().map(|c| c.report.as_str()).filter(|r| !shown.contains(r)).collect();
    html! {
        @for claim in best { (one(view, claim)) }
        @if !more.is_empty() {
            details.more {
                summary { (count(more.len(), "more report says", "more reports say")) " the same" }
                ul { @for report in more { li { a href=(view.report(report)) { bdi { (clean(report)) } } } } }
            }
        }
    }
}

/// One passage.
pub(super) fn one(view: &View, claim: &Claim) -> Markup {
    html! {
        figure.passage {
            blockquote { (sentence(view, claim)) }
            figcaption { (said(claim)) (cite(view, claim)) }
        }
    }
}

/// "denied by the ministry", and whether it stands in a headline or under a picture.
fn said(claim: &Claim) -> Markup {
    html! {
        @if let Some(source) = &claim.source { span.who { bdi { (words::told_by(claim.status, source)) } } " " }
        @if claim.headline { (badge("aside", "headline")) " " }
        @if claim.caption { (badge("aside", "caption, may be older")) " " }
    }
}

/// Where a passage stands, with the ways to the report and to how it was read.
pub(super) fn cite(view: &View, claim: &Claim) -> Markup {
    let card = view.pile.card(&claim.report);
    let outlet = card.and_then(|c| c.report.outlet.as_deref()).map(clean);
    let day = card.and_then(|c| c.published.days).map_or("day not known".into(), days);
    html! {
        span.cite {
            @if let Some(outlet) = outlet { bdi { (outlet) } ", " }
            (day) " · "
            a href=(view.passage(claim)) { bdi { (clean(&claim.report)) } }
            " · " a href=(view.claim(&claim.id)) title="how it was read" { "why" }
        }
    }
}

/// The sentence with the passage marked in it, and the words that decided inside the mark.
pub(super) fn sentence(view: &View, claim: &Claim) -> Markup {
    let text = view.pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let whole = if claim.sentence.is_empty() || claim.sentence.len() > LONGEST { claim.span } else { claim.sentence };
    html! { bdi { (with_marks(text, whole, claim)) } }
}

/// A stretch of the text with the claim's passage marked in it.
pub(super) fn with_marks(text: &str, whole: Span, claim: &Claim) -> Markup {
    let (from, to) = (claim.span.start.max(whole.start), claim.span.end.min(whole.end));
    if from >= to {
        return visible(part(text, whole.start, whole.end));
    }
    html! {
        (visible(part(text, whole.start, from)))
        mark class=(format!("s-{}", claim.status.as_str())) { (with_triggers(text, from, to, claim)) }
        (visible(part(text, to, whole.end)))
    }
}

/// The words of a passage with those that decided in bold.
fn with_triggers(text: &str, from: u32, to: u32, claim: &Claim) -> Markup {
    let mut at = from;
    let mut parts: Vec<(Markup, bool)> = Vec::new();
    for (start, end) in deciding(claim) {
        let (start, end) = (start.max(at), end.min(to));
        if start < end {
            parts.push((visible(part(text, at, start)), false));
            parts.push((visible(part(text, start, end)), true));
            at = end;
        }
    }
    parts.push((visible(part(text, at, to)), false));
    html! { @for (words, decides) in parts { @if decides { b { (words) } } @else { (words) } } }
}

/// Where the words stand that decided what the claim says, in order. How far a cue reaches is no word of its own.
fn deciding(claim: &Claim) -> Vec<(u32, u32)> {
    use dateline_core::model::Role;
    let decides = |role: Role| matches!(role, Role::Trigger | Role::Cue | Role::Number);
    let mut spans: Vec<(u32, u32)> =
        claim.marks.iter().filter(|m| decides(m.role)).map(|m| (m.span.start, m.span.end)).collect();
    spans.sort();
    spans
}

/// Some words of a text; nothing when they do not stand there.
pub(super) fn part(text: &str, from: u32, to: u32) -> &str {
    text.get(from as usize..to as usize).unwrap_or_default()
}

/// A passage as a line of a list: words, what was read from it, where.
pub(super) fn row(view: &View, claim: &Claim) -> Markup {
    html! {
        tr {
            td { (badge(&format!("s-{}", claim.status.as_str()), claim.status.as_str())) }
            td { a href=(view.claim(&claim.id)) { bdi { (words::told(claim)) } } }
            td.quote { (safe(&short(&claim.quote))) }
        }
    }
}

/// Claims as a table.
pub(super) fn table(view: &View, caption: &str, claims: &[&Claim]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.claims {
                caption.unseen { (caption) }
                thead { tr { th scope="col" { "Status" } th scope="col" { "What" } th scope="col" { "Passage" } } }
                tbody { @for claim in claims { (row(view, claim)) } }
            }
        }
    }
}

/// A passage cut to what a table has room for.
pub(super) fn short(quote: &str) -> String {
    const ROOM: usize = 160;
    match quote.char_indices().nth(ROOM) {
        Some((at, _)) => format!("{} …", quote[..at].trim_end()),
        None => quote.to_owned(),
    }
}
