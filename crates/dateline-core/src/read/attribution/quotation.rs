//! Quotations: who speaks in a sentence that stands inside one.

use dateline_tree::Span;

/// A sentence as quotations see it: the block it stands in, and where.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Number of the block.
    pub block: usize,
    /// From its first to its last word.
    pub span: Span,
}

/// How a sentence stands inside a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// This sentence of the paragraph says who speaks.
    By(usize),
    /// The paragraph is a quotation throughout; whoever spoke before goes on.
    GoesOn,
}

/// For a sentence inside a quotation, the sentence of the same paragraph that says who speaks: the one in which the
/// quotation ends, else the one before it begins.
pub fn quoted_by(lines: &[Standing], at: usize, text: &str) -> Option<Quoted> {
    let span = lines[at].span;
    let block = |i: usize| lines[i].block;
    let first = (0..=at).rev().take_while(|&i| block(i) == block(at)).last()?;
    let last = (at..lines.len()).take_while(|&i| block(i) == block(at)).last()?;
    let start = lines[first].span.start as usize;
    let end = lines[last].span.end as usize;
    let (open, close) = quotations(&text[start..end], start)
        .into_iter()
        .find(|(a, b)| *a <= span.start as usize + 1 && span.end as usize <= *b + 1)?;
    let holds = |i: &usize| lines[*i].span.start as usize <= close && close < lines[*i].span.end as usize;
    let ending = (at..=last).find(holds).filter(|&i| lines[i].span.end as usize > close + 2 && i != at);
    let teller = ending.or_else(|| (first..at).rev().find(|&i| (lines[i].span.start as usize) < open));
    match teller {
        Some(i) => Some(Quoted::By(i)),
        None => (first > 0 && open <= start + 1 && close + 2 >= end).then_some(Quoted::GoesOn),
    }
}

/// Quotations of a paragraph as pairs of byte offsets in the whole text. One that is not closed goes on to its end.
fn quotations(paragraph: &str, offset: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in paragraph.char_indices() {
        match (c, open) {
            ('“' | '«', _) | ('"', None) => open = Some(offset + i),
            ('”' | '»' | '"', Some(start)) => {
                found.push((start, offset + i));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| (start, offset + paragraph.len())));
    found
}
