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

/// For a sentence inside a quotation, the sentence of the same paragraph that says who speaks: the one in which the
/// quotation ends, else the one before it begins.
pub fn quoted_by(lines: &[Standing], at: usize, text: &str) -> Option<usize> {
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
    ending.or_else(|| (first..at).rev().find(|&i| (lines[i].span.start as usize) < open))
}

/// Quotations of a paragraph as pairs of byte offsets in the whole text.
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
    found
}
