//! A report's text with the words of its claims marked. Claims overlap and lie inside each other, so the text is cut at
//! every place where one begins or ends, and each piece says which claims it belongs to.

use super::evidence::part;
use super::link::View;
use super::safe::visible;
use crate::words;
use dateline_core::model::{Block, BlockKind, Claim, Report, Role, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The whole text, block by block; what lies between the blocks is shown too.
pub(super) fn text(view: &View, report: &Report, claims: &[&Claim]) -> Markup {
    html! {
        article.text lang=(report.language) aria-label="Text of the report" {
            @for block in blocks(report) { (shown(view, report, claims, block)) }
        }
    }
}

/// The blocks of the report, with the words between them as blocks of their own.
fn blocks(report: &Report) -> Vec<Block> {
    let mut all = Vec::new();
    let mut at = 0;
    let end = report.text.len() as u32;
    let between = |from: u32, to: u32| {
        let span = Span { start: from, end: to };
        let says = !part(&report.text, from, to).trim().is_empty();
        says.then_some(Block { kind: BlockKind::Paragraph, span })
    };
    for block in &report.blocks {
        all.extend(between(at, block.span.start));
        all.push(*block);
        at = block.span.end;
    }
    all.extend(between(at.min(end), end));
    all
}

fn shown(view: &View, report: &Report, claims: &[&Claim], block: Block) -> Markup {
    let words = || pieces(view, &report.text, claims, block.span);
    html! {
        @match block.kind {
            BlockKind::Headline => p.headline { bdi { (words()) } },
            BlockKind::Dateline | BlockKind::Byline => p.byline { bdi { (words()) } },
            BlockKind::Paragraph => p { bdi { (words()) } },
            BlockKind::Caption => p.caption { span.label { "Caption: " } bdi { (words()) } },
            BlockKind::Furniture => p.furniture { span.label { "Not read: " } bdi { (words()) } },
        }
    }
}

/// The pieces of a block, each in the mark of the claims that it belongs to.
fn pieces(view: &View, text: &str, claims: &[&Claim], block: Span) -> Markup {
    let here: Vec<&Claim> = claims.iter().copied().filter(|c| c.span.overlaps(block)).collect();
    let cuts: Vec<u32> = cuts(&here, block).into_iter().collect();
    html! {
        @for pair in cuts.windows(2) {
            @let span = Span { start: pair[0], end: pair[1] };
            // A claim that begins in an earlier block has its anchor there.
            @for claim in here.iter().filter(|c| c.span.start == span.start) { a.anchor id=(format!("c-{}", claim.id)) {} }
            (piece(view, text, &here, span))
        }
    }
}

fn cuts(claims: &[&Claim], block: Span) -> BTreeSet<u32> {
    let mut cuts = BTreeSet::from([block.start, block.end]);
    for claim in claims {
        let of_words = claim.marks.iter().filter(|m| decides(m.role)).map(|m| m.span);
        for span in of_words.chain([claim.span]) {
            cuts.extend([span.start, span.end].map(|at| at.clamp(block.start, block.end)));
        }
    }
    cuts
}

/// The words that decided what a claim says.
fn decides(role: Role) -> bool {
    matches!(role, Role::Trigger | Role::Cue | Role::Number)
}

fn piece(view: &View, text: &str, here: &[&Claim], span: Span) -> Markup {
    let words = part(text, span.start, span.end);
    let mut over: Vec<&Claim> = here.iter().copied().filter(|c| c.span.contains(span)).collect();
    // The narrowest claim says most about these words; a statement only who said them.
    over.sort_by_key(|c| (c.statement().is_some(), c.span.len(), c.id.as_str()));
    let Some(first) = over.first() else { return visible(words) };
    let decides = over.iter().any(|c| c.marks.iter().any(|m| decides(m.role) && m.span.contains(span)));
    let look = if first.statement().is_some() { "said".to_owned() } else { format!("s-{}", first.status.as_str()) };
    let ids: Vec<&str> = over.iter().map(|c| c.id.as_str()).collect();
    html! {
        mark class=(look) data-claims=(ids.join(" ")) {
            a href=(view.claim(&first.id)) title=(words::claim(first)) tabindex=[inner(first, span).then_some("-1")] {
                @if decides { b { (visible(words)) } } @else { (visible(words)) }
            }
        }
    }
}

/// Whether the piece is a later one of its claim: the keyboard needs to stop at each claim once.
fn inner(claim: &Claim, span: Span) -> bool {
    span.start > claim.span.start
}
