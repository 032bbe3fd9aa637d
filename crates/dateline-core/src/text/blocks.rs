//! Cuts a plain text into headline, date line, byline, paragraphs, captions and furniture.
//!
//! Plain text has lost its mark-up, so a caption is known only by its credit, by standing there twice, or by
//! reading like one. Rules look at shape and at words of the trade; none knows a crisis, a place or an outlet.

use super::dates;
use super::lines::{date_mark, dateline, is_byline, is_caption_credit, is_furniture, lower_start};
use crate::model::{Block, BlockKind, Span};
use std::collections::HashSet;

/// The blocks of a whole plain text, which may begin with a date mark and a headline.
///
/// ```
/// use dateline_core::{model::BlockKind, text::blocks};
/// let text = " date 2021-08-11 A town changes hands\n\nKABUL - It fell on Friday.";
/// let kinds: Vec<_> = blocks(text).iter().map(|b| b.kind).collect();
/// use BlockKind::*;
/// assert_eq!(kinds, [Dateline, Headline, Dateline, Paragraph]);
/// ```
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut from = 0;
    if let Some(mark) = date_mark(text) {
        out.push(Block { kind: BlockKind::Dateline, span: mark.span });
        from = mark.span.end as usize;
    }
    cut(text, from, true, &mut out);
    out
}

/// The blocks of a body whose headline is known from elsewhere; it begins at byte `from`.
pub fn body_blocks(text: &str, from: usize) -> Vec<Block> {
    let mut out = Vec::new();
    cut(text, from, false, &mut out);
    out
}

/// One line, or several lines that were one before somebody wrapped them.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
    fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
    /// Whether it ends like a sentence, with or without a closing quote.
    fn is_closed(&self) -> bool {
        let bare = self.text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' ']);
        bare.ends_with(['.', '!', '?', ':', ';', '…', ',']) || self.text.ends_with(['"', '”', ')'])
    }
}

fn cut(text: &str, from: usize, titled: bool, out: &mut Vec<Block>) {
    let lines = lines(text, from);
    let mut cutter = Cutter { seen: HashSet::new(), links: false, paragraphs: 0, headlines: 0, titled };
    let mut at = 0;
    while at < lines.len() {
        let pair = lines.get(at + 1).is_some_and(|next| is_pair(&lines[at], next));
        if pair {
            cutter.caption(&lines[at], out);
            out.push(Block { kind: BlockKind::Furniture, span: lines[at + 1].span() });
            at += 2;
            continue;
        }
        cutter.line(&lines[at], lines.get(at + 1), out);
        at += 1;
    }
}

/// What has been met so far in the text.
struct Cutter {
    /// Captions and headlines already given, so that a repeat is not read twice.
    seen: HashSet<String>,
    /// Inside a list of links, after "Related" or "Read more".
    links: bool,
    paragraphs: usize,
    headlines: usize,
    titled: bool,
}

impl Cutter {
    fn line(&mut self, line: &Line, next: Option<&Line>, out: &mut Vec<Block>) {
        let kind = self.kind(line, next);
        match kind {
            BlockKind::Caption => return self.caption(line, out),
            BlockKind::Paragraph => return self.paragraph(line, out),
            BlockKind::Headline if !self.seen.insert(normal(line.text)) => {
                return out.push(Block { kind: BlockKind::Furniture, span: line.span() });
            }
            BlockKind::Headline => self.headlines += 1,
            _ => {}
        }
        out.push(Block { kind, span: line.span() });
    }

    fn kind(&mut self, line: &Line, next: Option<&Line>) -> BlockKind {
        let closed = line.is_closed();
        if is_furniture(line.text) {
            self.links = !closed && line.words() <= 6;
            return BlockKind::Furniture;
        }
        if self.links && !closed && line.words() <= 20 {
            return BlockKind::Furniture;
        }
        self.links = false;
        if is_byline(line.text) {
            return BlockKind::Byline;
        }
        if self.paragraphs == 0 && is_date_alone(line) {
            return BlockKind::Dateline;
        }
        if self.titled && self.is_headline(line, next) {
            return BlockKind::Headline;
        }
        if is_caption(line, closed) {
            return BlockKind::Caption;
        }
        if !closed && line.words() <= 10 && line.text.len() <= 100 && dateline(line.text).is_none() {
            return if next.is_some() || self.paragraphs == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
        }
        BlockKind::Paragraph
    }

    /// The first line when it is short and has no full stop, and a deck right below it.
    fn is_headline(&self, line: &Line, next: Option<&Line>) -> bool {
        let bare = line.text.trim_end_matches(['"', '\'', '”', '’']);
        let most = if self.headlines == 0 { 28 } else { 18 };
        self.paragraphs == 0
            && self.headlines < 2
            && next.is_some()
            && line.words() <= most
            && line.text.len() <= 220
            && !bare.ends_with(['.', ':', ',', ';'])
            && (self.headlines == 0 || !line.is_closed())
            && is_caption_credit(line.text).is_none()
            && dateline(line.text).is_none()
    }

    fn caption(&mut self, line: &Line, out: &mut Vec<Block>) {
        let words = is_caption_credit(line.text).filter(|at| *at > 0).map_or(line.text, |at| &line.text[..at]);
        let kind = if self.seen.insert(normal(words)) { BlockKind::Caption } else { BlockKind::Furniture };
        out.push(Block { kind, span: line.span() });
    }

    /// A paragraph; the first ones may open with a date line.
    fn paragraph(&mut self, line: &Line, out: &mut Vec<Block>) {
        let cut = if self.paragraphs < 2 { dateline(line.text).filter(|at| *at < line.text.len()) } else { None };
        let at = line.start + cut.unwrap_or(0);
        if cut.is_some() {
            let end = line.start + line.text[..at - line.start].trim_end().len();
            out.push(Block { kind: BlockKind::Dateline, span: Span::new(line.start, end) });
        }
        self.paragraphs += 1;
        out.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, line.span().end as usize) });
    }
}

/// "Photo: …", "Map of …", a line with a credit, or a description without a full stop.
fn is_caption(line: &Line, closed: bool) -> bool {
    const STARTS: [&str; 31] = [
        "photo:",
        "photos:",
        "image:",
        "picture:",
        "pictured:",
        "caption:",
        "file photo",
        "file -",
        "file –",
        "file —",
        "file:",
        "in this photo",
        "in this file photo",
        "in this image",
        "in this picture",
        "in this handout",
        "this photo ",
        "this handout",
        "this image ",
        "this satellite image",
        "this screengrab",
        "this frame grab",
        "map of ",
        "map locating ",
        "map showing ",
        "graphic ",
        "a screengrab",
        "a screenshot",
        "an aerial view",
        "a general view",
        "a still image",
    ];
    let lower = lower_start(line.text);
    let credit = is_caption_credit(line.text).is_some() && line.text.len() <= 600;
    let starts = STARTS.iter().any(|s| lower.starts_with(s));
    credit
        || (starts && (line.words() <= 60 || lower.starts_with("file")) && !speaks(line.text))
        || (!closed && line.words() >= 8 && line.text.len() <= 320 && is_scene(line.text))
}

/// Running text reports what somebody said; a caption hardly ever does.
fn speaks(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|w| matches!(w, "said" | "says" | "told" | "added"))
}

/// A description in the present tense, as captions are written.
fn is_scene(text: &str) -> bool {
    const SCENES: [&str; 60] = [
        "stand",
        "stands",
        "sit",
        "sits",
        "walk",
        "walks",
        "patrol",
        "patrols",
        "look",
        "looks",
        "wait",
        "waits",
        "gather",
        "gathers",
        "hold",
        "holds",
        "pose",
        "poses",
        "ride",
        "rides",
        "seen",
        "pictured",
        "photographed",
        "attend",
        "attends",
        "speak",
        "speaks",
        "inspect",
        "inspects",
        "carry",
        "carries",
        "arrive",
        "arrives",
        "watch",
        "watches",
        "flee",
        "flees",
        "drive",
        "drives",
        "guard",
        "guards",
        "leave",
        "leaves",
        "raise",
        "raises",
        "burns",
        "rises",
        "board",
        "boards",
        "shows",
        "show",
        "sleep",
        "clean",
        "search",
        "searches",
        "mourn",
        "react",
        "protest",
        "line",
        "shout",
    ];
    !speaks(text) && text.split(|c: char| !c.is_alphabetic()).any(|w| SCENES.contains(&w))
}

/// A line that is nothing but a date: "Friday 13 August 2021", "Published 2021-08-13 10:00".
fn is_date_alone(line: &Line) -> bool {
    line.words() <= 9 && dates::find(line.text).days().is_some() && {
        let letters = line.text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        letters.filter(|w| !is_date_word(w)).count() == 0
    }
}

/// Whether a line opens with a full date that stands by itself: "Friday 13 August 2021. Newest entries first."
pub fn opens_with_date(text: &str) -> bool {
    let ends: Vec<usize> =
        text.match_indices(char::is_whitespace).map(|(at, _)| at).take(8).chain([text.len()]).collect();
    ends.iter().take(8).any(|end| {
        let (head, rest) = text.split_at(*end);
        let next = rest.trim_start().chars().next();
        let closed =
            head.ends_with(['.', ',', ':', '|']) || next.is_none_or(|c| !c.is_alphanumeric() || c.is_uppercase());
        closed && is_date_alone(&Line { text: head, start: 0 })
    })
}

fn is_date_word(word: &str) -> bool {
    const WORDS: [&str; 24] = [
        "published",
        "updated",
        "posted",
        "last",
        "on",
        "at",
        "date",
        "gmt",
        "utc",
        "am",
        "pm",
        "est",
        "edt",
        "t",
        "z",
        "st",
        "nd",
        "rd",
        "th",
        "of",
        "ist",
        "bst",
        "cet",
        "created",
    ];
    let lower = word.to_lowercase();
    let weekday =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|d| lower.starts_with(d)) && lower.len() <= 9;
    WORDS.contains(&lower.as_str()) || weekday || dates::month_number(&lower).is_some()
}

/// Whether the second line repeats the first, at most with a credit behind it.
fn is_pair(first: &Line, second: &Line) -> bool {
    if first.words() < 3 || first.text.len() > 1500 {
        return false;
    }
    let (a, b) = (normal(first.text), normal(second.text));
    let Some(rest) = b.strip_prefix(&a) else { return false };
    let credit = second.text.trim_end();
    rest.is_empty()
        || (rest.len() <= 90 && is_caption_credit(credit).is_some())
        || (rest.len() <= 60 && rest.starts_with(' ') && !credit.ends_with('.') && rest.split(' ').count() <= 7)
}

/// Words for comparison: one space between, lower case, no quotes or final stop.
fn normal(text: &str) -> String {
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ' ']).to_string()
}

/// Lines without their surrounding space; lines of hard-wrapped paragraphs are joined.
fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut group) = (from, 0);
    for raw in text[from..].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let trimmed = raw.trim();
        let lead = raw.len() - raw.trim_start().len();
        let after_return = raw == "\n" && start > 0 && text.as_bytes()[start - 1] == b'\r';
        if !trimmed.is_empty() {
            lines.push(Line { text: trimmed, start: start + lead });
        } else if !after_return {
            unwrap(text, &mut lines, group);
            group = lines.len();
        }
        start += raw.len();
    }
    unwrap(text, &mut lines, group);
    lines
}

/// Joins the last lines into one if they are a paragraph that was wrapped at a fixed width.
fn unwrap<'a>(text: &'a str, lines: &mut Vec<Line<'a>>, group: usize) {
    if is_wrapped(&lines[group..]) {
        let (start, end) = (lines[group].start, lines[lines.len() - 1].span().end as usize);
        lines.truncate(group);
        lines.push(Line { text: &text[start..end], start });
    }
}

fn is_wrapped(group: &[Line]) -> bool {
    let Some((last, body)) = group.split_last() else { return false };
    if body.is_empty() || last.text.len() > 110 {
        return false;
    }
    let wide = body.iter().all(|l| (45..=110).contains(&l.text.chars().count()));
    let open = body.iter().filter(|l| !l.is_closed()).count();
    let goes_on = group[1..].iter().filter(|l| l.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()));
    wide && open * 2 >= body.len()
        && goes_on.count() * 3 >= body.len()
        && !group.windows(2).any(|w| is_pair(&w[0], &w[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let got: Vec<_> = blocks(text).iter().map(|b| (b.kind, b.span.of(text))).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_date_mark_and_the_story_may_share_a_line() {
        check(
            " date 2021-08-11 The president flew to the besieged city on Wednesday to rally his forces.\n\nHe left.",
            &[
                (Dateline, "date 2021-08-11"),
                (Paragraph, "The president flew to the besieged city on Wednesday to rally his forces."),
                (Paragraph, "He left."),
            ],
        );
    }

    #[test]
    fn headline_byline_and_date_line_are_told_apart() {
        check(
            " date 2021-08-07 Who runs the town? Two answers from one city\nBy our staff in the north\n\nKABUL, Aug 7 (Agency) - It fell.\nIt held.",
            &[
                (Dateline, "date 2021-08-07"),
                (Headline, "Who runs the town? Two answers from one city"),
                (Byline, "By our staff in the north"),
                (Dateline, "KABUL, Aug 7 (Agency) -"),
                (Paragraph, "It fell."),
                (Paragraph, "It held."),
            ],
        );
    }

    #[test]
    fn a_caption_given_twice_is_read_once() {
        check(
            "The town fell on Friday.\n\nFighters in the town on Thursday after seizing it\nFighters in the town on Thursday after seizing it AFP / -\n\nMore followed.\n\nFighters in the town on Thursday after seizing it AFP / -",
            &[
                (Paragraph, "The town fell on Friday."),
                (Caption, "Fighters in the town on Thursday after seizing it"),
                (Furniture, "Fighters in the town on Thursday after seizing it AFP / -"),
                (Paragraph, "More followed."),
                (Furniture, "Fighters in the town on Thursday after seizing it AFP / -"),
            ],
        );
    }

    #[test]
    fn furniture_and_link_lists_are_set_aside() {
        check(
            "The town fell on Friday.\nRelated\nHow far are they from the capital\nGold prices steady\nThe army said it had left.\nAdvertisement",
            &[
                (Paragraph, "The town fell on Friday."),
                (Furniture, "Related"),
                (Furniture, "How far are they from the capital"),
                (Furniture, "Gold prices steady"),
                (Paragraph, "The army said it had left."),
                (Furniture, "Advertisement"),
            ],
        );
    }

    #[test]
    fn wrapped_paragraphs_are_joined_and_windows_breaks_do_not_split() {
        let text = "The town fell on Friday after a long day of fighting around the\r\nairport, officials said, and the garrison withdrew to the north\r\nof the river.\r\n\r\nNothing else.\r\n";
        let got: Vec<_> = blocks(text).iter().map(|b| b.kind).collect();
        assert_eq!(got, [Paragraph, Paragraph]);
    }

    #[test]
    fn a_stamp_opens_with_its_date() {
        assert!(opens_with_date("Friday 13 August 2021. Newest entries first."));
        assert!(opens_with_date("13 August 2021 | Agencies | Share"));
        assert!(!opens_with_date("On 13 August 2021 the town fell to the rebels."));
        assert!(!opens_with_date("The town fell on Friday."));
    }

    #[test]
    fn blocks_are_in_order_and_do_not_overlap() {
        for text in
            ["", "\n", " ", "date", "date 2021-08", "—", "A—", "KABUL —\u{2028}x", "a\r\r\nb\u{c}c", "É\u{301}\n\n…"]
        {
            let blocks = blocks(text);
            assert!(blocks.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text:?}");
            assert!(blocks.iter().all(|b| text.get(b.span.start as usize..b.span.end as usize).is_some()), "{text:?}");
        }
    }
}
