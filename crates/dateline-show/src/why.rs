//! How one claim was made: the passage with the words marked, the cue and how far it reaches, the rule, the steps.

use crate::json::{ClaimForm, line};
use crate::offsets::Offsets;
use crate::pile::{Card, Pile};
use crate::schema::any_of;
use crate::text::{Paint, clean, days, paragraph};
use crate::words;
use dateline_core::model::{Claim, Mark, Role, Span};
use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// The rule behind a claim, as the files have it; only the name is known of a rule that is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
pub struct RuleForm {
    /// Its name.
    pub name: String,
    /// Why the wording means that.
    pub why: Option<String>,
    /// Its file.
    pub file: Option<String>,
}

/// Explains a claim so that a reader can check every step against the passage.
pub fn text(pile: &Pile, claim: &Claim, rule: &RuleForm, paint: Paint) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", "  ", &paint.heading(&format!("Claim {}: {}.", claim.id, words::claim(claim))));
    if let Some(card) = pile.card(&claim.report) {
        about_report(&mut out, card);
        out.push('\n');
        passage(&mut out, &card.report.text, claim, paint);
    }
    out.push('\n');
    roles(&mut out, pile, claim);
    steps(&mut out, pile, claim, rule);
    out
}

/// The same as one JSON object: the claim of the output contract, and how it was made.
pub fn json(pile: &Pile, claim: &Claim, rule: &RuleForm) -> String {
    let text = pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let offsets = Offsets::new(text);
    let words = |span: Span| Words::new(span, text, &offsets);
    let mark = |m: &Mark| MarkForm { role: m.role.as_str(), words: words(m.span) };
    let trace = claim.trace.iter().map(|t| StepForm { what: t.what.clone(), how: t.how.clone() });
    line(&WhyForm {
        claim: ClaimForm::new(claim, &offsets),
        sentence: words(claim.sentence),
        marks: claim.marks.iter().map(mark).collect(),
        status_by: StatusBy {
            cues: marked(claim, Role::Cue).map(words).collect(),
            scope: marked(claim, Role::Scope).map(words).next(),
            reason: reason(claim),
        },
        made_by: rule.clone(),
        trace: trace.collect(),
    })
}

/// A claim with everything that made it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Why")]
pub struct WhyForm {
    #[serde(flatten)]
    claim: ClaimForm,
    sentence: Words,
    marks: Vec<MarkForm>,
    status_by: StatusBy,
    made_by: RuleForm,
    trace: Vec<StepForm>,
}

/// Words of the report with their place in code points.
#[derive(Serialize, JsonSchema)]
struct Words {
    start: usize,
    end: usize,
    text: String,
}

impl Words {
    fn new(span: Span, text: &str, offsets: &Offsets<'_>) -> Words {
        let (start, end) = offsets.code_points(span);
        let words = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        Words { start, end, text: words.to_owned() }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mark")]
struct MarkForm {
    #[schemars(extend("enum" = any_of(Role::ALL, Role::as_str)))]
    role: &'static str,
    #[serde(flatten)]
    words: Words,
}

/// What decided the status: the words, how far they reach, and why.
#[derive(Serialize, JsonSchema)]
struct StatusBy {
    cues: Vec<Words>,
    scope: Option<Words>,
    reason: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Step")]
struct StepForm {
    what: String,
    how: String,
}

/// The spans that have a role in a claim.
fn marked(claim: &Claim, role: Role) -> impl Iterator<Item = Span> + '_ {
    claim.marks.iter().filter(move |m| m.role == role).map(|m| m.span)
}

/// Why the claim has its status.
fn reason(claim: &Claim) -> String {
    let told = claim.trace.iter().find(|t| t.what == "status").map(|t| t.how.clone());
    told.unwrap_or_else(|| words::status_meaning(claim.status).to_owned())
}

fn about_report(out: &mut String, card: &Card) {
    let report = &card.report;
    let outlet = report.outlet.as_deref().map_or(String::new(), |o| format!(", {o}"));
    let title = report.title.as_deref().map_or(String::new(), |t| format!(", “{t}”"));
    let published = words::published(card.published);
    paragraph(out, "", "  ", &clean(&format!("Report {}{outlet}{title}, {published}.", report.id)));
}

/// The sentence, with a caret under every word that contributed.
fn passage(out: &mut String, text: &str, claim: &Claim, paint: Paint) {
    const MARGIN: &str = "    ";
    let signs = signs(text, claim.sentence, &claim.marks);
    for line in wrapped(&signs, crate::text::WIDTH - MARGIN.len()) {
        let words: String = line.iter().map(|(c, marked)| painted(*c, *marked, paint)).collect();
        let carets: String = line.iter().map(|(c, marked)| under(*c, *marked)).collect();
        out.push_str(&format!("{MARGIN}{}\n", words.trim_end()));
        if carets.contains('^') {
            out.push_str(&format!("{MARGIN}{}\n", carets.trim_end()));
        }
    }
}

/// The characters of a sentence on one line, each with whether it is marked.
fn signs(text: &str, sentence: Span, marks: &[Mark]) -> Vec<(char, bool)> {
    // How far a cue reaches is told below; underlined it would hide the words that count.
    let counts = |m: &&Mark| m.role != Role::Scope;
    let marked =
        |at: usize| marks.iter().filter(counts).any(|m| m.span.start as usize <= at && at < m.span.end as usize);
    let start = sentence.start as usize;
    let words = text.get(start..sentence.end as usize).unwrap_or_default();
    let mut signs: Vec<(char, bool)> = Vec::new();
    for (at, c) in words.char_indices() {
        let shown = clean(&c.to_string());
        match shown.chars().next() {
            Some(c) => signs.push((c, marked(start + at))),
            None if c.is_whitespace() && signs.last().is_some_and(|(last, _)| *last != ' ') => signs.push((' ', false)),
            None => {}
        }
    }
    signs
}

/// Lines of at most so many columns, broken at spaces.
fn wrapped(signs: &[(char, bool)], width: usize) -> Vec<&[(char, bool)]> {
    let mut lines = Vec::new();
    let (mut from, mut last_space, mut used) = (0, None, 0);
    for (at, (c, _)) in signs.iter().enumerate() {
        used += c.width().unwrap_or(0);
        if used > width
            && let Some(space) = last_space
        {
            lines.push(&signs[from..space]);
            from = space + 1;
            last_space = None;
            used = signs[from..=at].iter().map(|(c, _)| c.width().unwrap_or(0)).sum();
        }
        if *c == ' ' && at >= from {
            last_space = Some(at);
        }
    }
    lines.push(&signs[from.min(signs.len())..]);
    lines
}

fn painted(c: char, marked: bool, paint: Paint) -> String {
    if marked { paint.mark(&c.to_string()) } else { c.to_string() }
}

fn under(c: char, marked: bool) -> String {
    (if marked { "^" } else { " " }).repeat(c.width().unwrap_or(0))
}

/// Which words were taken for what.
fn roles(out: &mut String, pile: &Pile, claim: &Claim) {
    let Some(card) = pile.card(&claim.report) else { return };
    if !claim.marks.is_empty() {
        out.push_str("The words that count:\n");
    }
    for mark in claim.marks.iter().filter(|m| m.role != Role::Scope) {
        let words = quoted(&card.report.text, mark.span);
        paragraph(out, &format!("  {:<9}", mark.role.as_str()), "           ", &words);
    }
}

/// Words of a report in quotation marks, harmless on a terminal.
fn quoted(text: &str, span: Span) -> String {
    format!("“{}”", clean(text.get(span.start as usize..span.end as usize).unwrap_or_default()))
}

/// "denied: somebody says …, by “denied”, which governs “that Goma had fallen”."
pub(crate) fn status(pile: &Pile, claim: &Claim) -> String {
    let text = pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let meaning = format!("{}: {}", claim.status.as_str(), words::status_meaning(claim.status));
    let cues: Vec<String> = marked(claim, Role::Cue).map(|span| quoted(text, span)).collect();
    let scope = marked(claim, Role::Scope).next().map(|span| format!(", which governs {}", quoted(text, span)));
    match cues.is_empty() {
        true => meaning,
        false => format!("{meaning}; the cue is {}{}", cues.join(" and "), scope.unwrap_or_default()),
    }
}

/// The rule, and how place, day, parties and status were found.
fn steps(out: &mut String, pile: &Pile, claim: &Claim, rule: &RuleForm) {
    out.push_str("\nRead as:\n");
    let mut step = |what: &str, how: &str| {
        paragraph(out, &format!("  {:<9}", what), "           ", &clean(how));
    };
    let file = rule.file.as_ref().map_or(String::new(), |file| format!(", {file}"));
    step("rule", &format!("{}{file}", claim.rule));
    if let Some(place) = claim.place() {
        step("place", &words::place_in_full(place));
    }
    if let Some(when) = claim.when() {
        step("day", &format!("{} ({})", days(when.days), when.basis.as_str()));
    }
    step("status", &status(pile, claim));
    step("speaker", &words::says(claim.source.as_deref()));
    if !claim.trace.is_empty() {
        out.push_str("\nHow it was read:\n");
    }
    for (n, trace) in claim.trace.iter().enumerate() {
        paragraph(out, &format!("  {}. {}: ", n + 1, clean(&trace.what)), "     ", &clean(&trace.how));
    }
}
