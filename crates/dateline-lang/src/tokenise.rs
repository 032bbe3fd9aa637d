//! Sentences to syntactic words, as the English treebanks cut them: "don't" is "do" and "n't", "Taliban-held" is three
//! words, "U.S." keeps its stop. Nothing is lost: every character that is not white space lies in exactly one word.

use dateline_tree::Span;

use crate::segment::{is_abbreviation, is_initials, spaced};

/// A stretch without spaces that is longer than this is cut by a simpler rule, so that absurd input costs little.
const LONG: usize = 256;
/// Longest word that the simpler rule makes, in characters.
const LONGEST_PART: usize = 80;

/// Prefixes that stay with their word: "re-entered", "anti-government" is one word in the treebanks.
const PREFIXES: &[&str] = &[
    "e", "co", "re", "pre", "non", "anti", "ex", "multi", "semi", "sub", "un", "mid", "inter", "intra", "pro", "post",
    "over", "under", "ultra", "mini", "bi", "tri", "de", "counter",
];
const UNITS: &[&str] = &[
    "am", "pm", "km", "kg", "cm", "mm", "mg", "lb", "lbs", "mph", "a.m.", "p.m.", "ft", "GB", "MB", "Hz", "hrs", "min",
    "AM", "PM", "mw", "MW", "kW", "kph", "nm",
];
const CLITICS: &[&str] =
    &["n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "'em", "’em"];
/// What may follow an apostrophe at the beginning of a word without making it a quotation mark.
const APOSTROPHE: &[&str] = &["s", "re", "ve", "ll", "d", "m", "em", "t", "cause", "til", "tis", "twas"];
const DOMAINS: &[&str] = &["com", "org", "net", "gov", "edu", "uk", "htm", "html", "info", "af", "int", "mil"];
const OPENERS: &str = "([{<“‘\"«'`*_#~=|–—•>";
const CLOSERS: &str = ")]}>”\",;:!?»'’`*_~|–—=";
const CURRENCY: &[&str] = &["US$", "C$", "A$", "HK$", "$", "£", "€", "#", "~", "+"];

/// The words of one sentence.
pub(crate) fn words(text: &str, sentence: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let chunks: Vec<Span> = spaced(text, sentence).collect();
    for (i, chunk) in chunks.iter().enumerate() {
        let next = chunks.get(i + 1).map(|c| c.of(text));
        let begun = out.len();
        if chunk.len() > LONG {
            long(chunk.of(text), chunk.start as usize, &mut out);
        } else {
            Cutter { text, out: &mut out }.chunk(chunk.start as usize, chunk.end as usize, next);
        }
        debug_assert!(out.len() > begun);
    }
    out
}

/// Letters and digits together, every other character alone, no word beyond [`LONGEST_PART`].
fn long(chunk: &str, base: usize, out: &mut Vec<Span>) {
    let (mut start, mut count) = (0, 0);
    let mut push = |from: usize, to: usize| {
        if from < to {
            out.push(Span::new(base + from, base + to));
        }
    };
    for (at, c) in chunk.char_indices() {
        if !is_wordy(c) {
            push(start, at);
            push(at, at + c.len_utf8());
            (start, count) = (at + c.len_utf8(), 0);
        } else if count == LONGEST_PART {
            push(start, at);
            (start, count) = (at, 1);
        } else {
            count += 1;
        }
    }
    push(start, chunk.len());
}

/// Letters, digits, and marks that combine with them.
fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !"“”‘’«»–—…•".contains(c))
}

struct Cutter<'a> {
    text: &'a str,
    out: &'a mut Vec<Span>,
}

impl Cutter<'_> {
    fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.out.push(Span::new(from, to));
        }
    }

    /// A stretch without spaces: marks come off both ends, the rest is a word or a compound.
    fn chunk(&mut self, mut from: usize, mut to: usize, next: Option<&str>) {
        let text = self.text;
        if is_address(&text[from..to]) {
            let end = from + text[from..to].trim_end_matches(|c| ".,;:!?)]”\"’'>".contains(c)).len();
            self.push(from, end);
            for (at, c) in text[end..to].char_indices() {
                self.push(end + at, end + at + c.len_utf8());
            }
            return;
        }
        while let Some(length) = opening(&text[from..to]) {
            self.push(from, from + length);
            from += length;
        }
        let mut tail = Vec::new();
        while let Some(length) = closing(&text[from..to], next, tail.is_empty()) {
            tail.push((to - length, to));
            to -= length;
        }
        self.word(from, to);
        for (from, to) in tail.into_iter().rev() {
            self.push(from, to);
        }
    }

    /// One or more words written together.
    fn word(&mut self, from: usize, to: usize) {
        let w = &self.text[from..to];
        if w.is_empty() {
            return;
        }
        if is_run(w) || is_address(w) || is_face(w) {
            return self.push(from, to);
        }
        if let Some(cut) = contraction(w).or_else(|| measure(w)) {
            self.push(from, from + cut);
            return self.push(from + cut, to);
        }
        if let Some(sign) = CURRENCY.iter().find(|s| amount(w, s)) {
            self.push(from, from + sign.len());
            return self.word(from + sign.len(), to);
        }
        if let Some(cut) = clitic(w).or_else(|| symbol_after_number(w)) {
            self.word(from, from + cut);
            return self.push(from + cut, to);
        }
        if let Some(cut) = plural_possessive(w) {
            self.push(from, from + cut);
            return self.push(from + cut, to);
        }
        if let Some((at, length)) = inner_mark(w) {
            self.word(from, from + at);
            self.push(from + at, from + at + length);
            return self.chunk(from + at + length, to, Some(""));
        }
        self.compound(from, to);
    }

    /// Cuts at hyphens, dashes and slashes unless the word is a date, a fraction or begins with a prefix.
    fn compound(&mut self, from: usize, to: usize) {
        let w = &self.text[from..to];
        let parts = parts(w);
        let prefixed = parts.len() == 3 && parts[1] == "-" && PREFIXES.contains(&parts[0].to_lowercase().as_str());
        let whole = is_date_or_fraction(w) || is_signed_number(w) || is_telephone(w) || breaks_off(w);
        if parts.len() < 2 || prefixed || whole {
            return self.push(from, to);
        }
        let mut at = from;
        for part in parts {
            if part.starts_with(is_joint) {
                self.push(at, at + part.len());
            } else {
                self.word(at, at + part.len());
            }
            at += part.len();
        }
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/')
}

/// Stretches between joints, and the joints; neighbouring hyphens are one joint.
fn parts(w: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = w;
    while let Some(first) = rest.chars().next() {
        let end = if first == '-' {
            rest.find(|c| c != '-').unwrap_or(rest.len())
        } else if is_joint(first) {
            first.len_utf8()
        } else {
            rest.find(is_joint).unwrap_or(rest.len())
        };
        out.push(&rest[..end]);
        rest = &rest[end..];
    }
    out
}

/// "12/08/2021", "15-8-21", "3/4".
fn is_date_or_fraction(w: &str) -> bool {
    let numbers: Vec<&str> = w.split(['/', '-']).collect();
    let all_digits = numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    all_digits && (numbers.len() == 3 || (numbers.len() == 2 && w.contains('/')))
}

fn is_signed_number(w: &str) -> bool {
    let number = w.strip_prefix(['-', '+']).unwrap_or("");
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

/// A mark in the middle of a stretch, where a space was forgotten: "ago,they", "Different...one", "Road(north".
fn inner_mark(w: &str) -> Option<(usize, usize)> {
    if w.chars().nth(1).is_none() || w.to_ascii_lowercase().contains("(s)") {
        return None;
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    w.char_indices().find_map(|(at, c)| {
        let (before, rest) = (&w[..at], &w[at..]);
        let after = rest[c.len_utf8()..].chars().next();
        let dots = rest.len() - rest.trim_start_matches('.').len();
        match c {
            ',' if digit(before.chars().next_back()) && digit(after) => None,
            '.' if dots > 1 => Some((at, dots)),
            ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '<' | '>' | '…' | '♥' | '«' | '»'
            | '•' | '|' => Some((at, c.len_utf8())),
            _ => None,
        }
    })
}

/// "555-1972": the treebanks leave telephone numbers whole.
fn is_telephone(w: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = w.split('-').collect();
    matches!(groups[..], [a, b] if digits(a, 3) && digits(b, 4))
        || matches!(groups[..], [a, b] if digits(a, 1) && digits(b, 4))
}

/// "th-": a word that breaks off.
fn breaks_off(w: &str) -> bool {
    w.strip_suffix('-').is_some_and(|s| !s.is_empty() && s.chars().all(char::is_alphabetic))
}

/// Repeated marks: "...", "--", "?!".
fn is_run(w: &str) -> bool {
    let Some(first) = w.chars().next() else {
        return false;
    };
    match first {
        '.' | '*' | '=' | '_' | '~' | '-' => w.chars().all(|c| c == first),
        '!' | '?' => w.chars().all(|c| c == '!' || c == '?'),
        _ => false,
    }
}

/// Web and mail addresses.
fn is_address(w: &str) -> bool {
    let lower = w.to_ascii_lowercase();
    if ["http://", "https://", "www."].iter().any(|p| lower.starts_with(p) && lower.len() > p.len()) {
        return true;
    }
    let bare = lower.trim_end_matches(|c| ".,;:!?)]”\"’'>".contains(c));
    if let Some((name, host)) = bare.split_once('@') {
        return !name.is_empty() && !name.starts_with(['(', '<', '"']) && host.contains('.') && !host.starts_with('.');
    }
    let host = bare.split('/').next().unwrap_or(bare);
    let named = host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && DOMAINS.contains(&end));
    named
        && host
            .split('.')
            .all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
}

/// ":-)" and its like.
fn is_face(w: &str) -> bool {
    let mut chars = w.chars();
    let eyes = chars.next().is_some_and(|c| ":;=8".contains(c));
    let rest = chars.as_str();
    let mouth = rest.strip_prefix(['-', 'o', '^']).filter(|m| !m.is_empty()).unwrap_or(rest);
    eyes && mouth.chars().count() == 1 && mouth.chars().all(|c| ")(DPp/\\|*".contains(c))
}

/// Length of a mark at the beginning that is a word of its own.
fn opening(c: &str) -> Option<usize> {
    let first = c.chars().next()?;
    let rest = &c[first.len_utf8()..];
    if rest.is_empty() || is_run(c) || is_face(c) {
        return None;
    }
    let run = c.len() - c.trim_start_matches(first).len();
    if ".*=_#~-".contains(first) && run >= 2 && run < c.len() {
        return Some(run);
    }
    if first == '-' && rest.starts_with(char::is_alphabetic) {
        return Some(1);
    }
    if c.len() > 2 && (c.starts_with("''") || c.starts_with("``")) {
        return Some(2);
    }
    if first == '…' {
        return Some(first.len_utf8());
    }
    if "'’".contains(first) && apostrophe_word(rest) || first == '#' && rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    OPENERS.contains(first).then_some(first.len_utf8())
}

/// Whether what follows an apostrophe makes it a shortened word: "'s", "'em", "'90s".
fn apostrophe_word(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = rest[..end].to_lowercase();
    APOSTROPHE.contains(&word.as_str()) || word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit)
}

/// Length of a mark at the end that is a word of its own. `bare` when nothing came off the end yet.
fn closing(c: &str, next: Option<&str>, bare: bool) -> Option<usize> {
    let last = c.chars().next_back()?;
    let size = last.len_utf8();
    if c.len() == size || is_run(c) || is_face(c) {
        return None;
    }
    if last == '.' {
        return full_stop(c, next, bare);
    }
    if clitic(c).is_some() || plural_possessive(c).is_some() {
        return None;
    }
    let same = |marks: &str| c.len() - c.trim_end_matches(|x| marks.contains(x)).len();
    let run = match last {
        '!' | '?' => same("!?"),
        '*' | '=' | '_' | '~' | '-' | '…' => c.len() - c.trim_end_matches(last).len(),
        '\'' if c.ends_with("''") => 2,
        _ => 0,
    };
    if run > size && run < c.len() {
        return Some(run);
    }
    (CLOSERS.contains(last) || last == '…').then_some(size)
}

/// A final full stop, unless it belongs to an abbreviation; several are one ellipsis.
fn full_stop(c: &str, next: Option<&str>, bare: bool) -> Option<usize> {
    let run = c.len() - c.trim_end_matches('.').len();
    if run == 2 && (is_abbreviation(&c[..c.len() - 2].to_lowercase()) || c.len() > 4 && is_initials(&c[..c.len() - 2]))
    {
        return Some(1);
    }
    if run > 1 {
        return Some(run);
    }
    let word = &c[..c.len() - 1];
    let lower = word.to_lowercase();
    let tail = lower.rsplit(is_joint).next().unwrap_or(&lower);
    let last = next.is_none();
    let number_follows = next.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let single = word.chars().count() == 1;
    let kept = match tail {
        "no" | "nos" => number_follows,
        _ if is_abbreviation(tail) => true,
        _ if is_initials(word) => (!single || word.chars().all(char::is_uppercase)) && !(single && last && bare),
        _ => false,
    };
    (!kept).then_some(1)
}

/// "cannot", "gonna", "dont": two words without a mark between them.
fn contraction(w: &str) -> Option<usize> {
    const NEGATED: &[&str] =
        &["do", "ca", "did", "does", "is", "was", "have", "had", "wo", "would", "could", "are", "were", "should"];
    if ["cannot", "gonna", "wanna", "gotta"].iter().any(|c| w.eq_ignore_ascii_case(c)) {
        return Some(3);
    }
    let cut = w.len().checked_sub(2).filter(|cut| w.is_char_boundary(*cut))?;
    let negated = w[cut..].eq_ignore_ascii_case("nt") && NEGATED.iter().any(|n| w[..cut].eq_ignore_ascii_case(n));
    (negated && !w.starts_with("Ca")).then_some(cut)
}

/// "10pm", "5km": a number and its unit.
fn measure(w: &str) -> Option<usize> {
    let cut = w.find(|c: char| !(c.is_ascii_digit() || ".,:".contains(c)))?;
    let number = &w[..cut];
    (number.ends_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&&w[cut..])).then_some(cut)
}

fn amount(w: &str, sign: &str) -> bool {
    w.strip_prefix(sign).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn symbol_after_number(w: &str) -> Option<usize> {
    let number = w.strip_suffix(['%', '$', '€', '°'])?;
    number.ends_with(|c: char| c.is_ascii_digit()).then_some(number.len())
}

/// Where the clitic of a word begins.
fn clitic(w: &str) -> Option<usize> {
    let cut = |c: &&str| -> Option<usize> {
        let at = w.len().checked_sub(c.len())?;
        (at > 0 && w.is_char_boundary(at) && w[at..].eq_ignore_ascii_case(c)).then_some(at)
    };
    if w.ends_with("0's") || w.ends_with("0’s") {
        return None;
    }
    CLITICS.iter().find_map(cut).filter(|&at| {
        w[..at].chars().next_back().is_some_and(char::is_alphanumeric) || w[..at].ends_with(['.', '"', '”'])
    })
}

/// Where the apostrophe of "rebels'" stands.
fn plural_possessive(w: &str) -> Option<usize> {
    let word = w.strip_suffix(['\'', '’'])?;
    let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
    (letters && word.len() > 1 && word.ends_with(['s', 'S'])).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = words(text, Span::new(0, text.len())).iter().map(|s| s.of(text)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn treebank_words() {
        check("They don't; can't, cannot.", "They do n't ; ca n't , can not .");
        check("the Taliban-held city's gates", "the Taliban - held city 's gates");
        check("\"Kunduz (north) fell,\" he said...", "\" Kunduz ( north ) fell , \" he said ...");
        check("U.S. forces left on Jan. 5 at 10pm.", "U.S. forces left on Jan. 5 at 10 pm .");
        check("$1.5bn, 30% and 12/08/2021", "$ 1.5bn , 30 % and 12/08/2021");
        check("the rebels' re-entry", "the rebels ' re-entry");
        check("see www.example.com/a?b=c.", "see www.example.com/a?b=c .");
        check("J. Smith said no.", "J. Smith said no .");
    }

    #[test]
    fn nothing_is_lost() {
        let alphabet: Vec<char> = "aZ9 .,'’\"“”-–—/()$%@#:;!?*_=~\u{301}é漢ש😀\n\u{0}|`…".chars().collect();
        let mut state = 7u64;
        for _ in 0..20_000 {
            let text: String = (0..state % 23)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    alphabet[(state >> 33) as usize % alphabet.len()]
                })
                .collect();
            state = state.wrapping_add(11);
            let found = words(&text, Span::new(0, text.len()));
            let mut at = 0;
            let gap = |s: &str| s.chars().all(|c| c.is_whitespace() || c == '\0');
            for span in &found {
                assert!(gap(&text[at..span.start as usize]) && !span.is_empty(), "{text:?}");
                at = span.end as usize;
            }
            assert!(gap(&text[at..]), "{text:?}");
        }
    }
}
