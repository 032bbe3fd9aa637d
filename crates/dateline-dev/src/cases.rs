//! Reading cases: Markdown files that say in prose how a snippet must be read, with the expected claims.
//!
//! A case is a heading, a fenced `report DAY` block with the text, and a fenced `claims` block with one
//! expected claim a line: `event | status | place | actor | days`. A field of `*` is not compared. The
//! list is complete: a claim that is not on it fails the case, which is how silence is tested. Only what the model alone
//! finds may be missing from it, since every training changes that, unless it says who has or took a place.
//!
//! A fenced `figures` block with one figure a line, `subject | value[-max][/of] | unit | bound or approx | place | days |
//! status | source`, and a fenced `statements` block with everything that is reported as said, `speaker | role | verb |
//! via | direct or reported | words`, are complete in the same way. They stand after the report, alone or beside the
//! claims: what a case has no block for is not compared.
//!
//! A fenced `no-fact DAY` block tests many wordings at once: its first line is a sentence about the war,
//! every later line a report of its own that is read together with it. None of these may give a claim
//! that somebody took, has, left or yielded a place and that counts as current. In a `no-assertion DAY`
//! block such a claim may stand as somebody's word or as hearsay.

use crate::{Bench, Outcome};
use anyhow::{Context, Result, bail};
use dateline_core::model::{Bound, Claim, Day, EventKind, Extent, Figure, Status};
use std::path::{Path, PathBuf};

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its heading.
    pub title: String,
    /// The day of the report, when it is dated.
    pub day: Option<Day>,
    /// The text.
    pub text: String,
    /// What must be read from it.
    pub expected: Expected,
}

/// What a case expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Exactly these events, one a line.
    Claims(Vec<String>),
    /// Exactly these figures, one a line.
    Figures(Vec<String>),
    /// Exactly these statements, one a line.
    Statements(Vec<String>),
    /// No claim about who has a place that is current fact, from the first so many bytes.
    NoFact(usize),
    /// The same, but somebody's word and hearsay may pass.
    NoAssertion(usize),
}

/// The cases of one Markdown file.
///
/// # Errors
/// When a fence is not closed or a day cannot be read.
pub fn parse(markdown: &str) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut title = String::new();
    let mut text: Option<(Option<Day>, String)> = None;
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix('#') {
            title = heading.trim_start_matches('#').trim().to_owned();
            text = None;
        } else if let Some(info) = line.strip_prefix("```") {
            let body = fence(&mut lines).with_context(|| format!("in “{title}”"))?;
            match info.split_whitespace().collect::<Vec<_>>()[..] {
                ["report"] => text = Some((None, body)),
                ["report", day] => {
                    text = Some((Some(day.parse().with_context(|| format!("{day} is not a day"))?), body))
                }
                [kind @ ("claims" | "figures" | "statements")] => {
                    let Some((day, text)) = text.clone() else { bail!("“{title}” has {kind} without a report") };
                    let expected = match kind {
                        "claims" => Expected::Claims,
                        "figures" => Expected::Figures,
                        _ => Expected::Statements,
                    };
                    cases.push(Case { title: title.clone(), day, text, expected: expected(listed(&body)) });
                }
                ["no-fact", day] => cases.extend(wordings(&title, day, &body, Expected::NoFact)?),
                ["no-assertion", day] => cases.extend(wordings(&title, day, &body, Expected::NoAssertion)?),
                _ => {}
            }
        }
    }
    Ok(cases)
}

fn listed(body: &str) -> Vec<String> {
    body.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect()
}

/// One case for every line after the first, each followed by the first as a paragraph of its own.
fn wordings(title: &str, day: &str, body: &str, expected: fn(usize) -> Expected) -> Result<Vec<Case>> {
    let day = Some(day.parse().with_context(|| format!("{day} is not a day"))?);
    let mut lines = body.lines().filter(|l| !l.trim().is_empty());
    let Some(war) = lines.next() else { bail!("“{title}” has no sentence about the war") };
    let case = |line: &str| Case {
        title: format!("{title}: {line}"),
        day,
        text: format!("{line}\n\n{war}"),
        expected: expected(line.len()),
    };
    Ok(lines.map(case).collect())
}

fn fence<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Result<String> {
    let mut body = Vec::new();
    for line in lines {
        if line.starts_with("```") {
            return Ok(body.join("\n"));
        }
        body.push(line);
    }
    bail!("a fence is not closed")
}

/// The reading cases of this repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reading")
}

/// Sentences that tell no fact, of war and of anything else, by somebody who had not seen the rules. Not all of them are
/// read rightly yet, so they are no part of the other cases.
pub fn negative() -> PathBuf {
    folder().join("negative")
}

/// Runs the cases below a folder whose file or title holds a word; an empty word runs them all.
///
/// # Errors
/// As [`below`].
pub fn run(bench: &Bench, folder: &Path, word: &str) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for (file, case) in below(folder)?.iter().filter(|(file, case)| file.contains(word) || case.title.contains(word)) {
        match &check(bench, case)[..] {
            [] => outcome.passed += 1,
            wrong => outcome.failures.push(format!("reading/{file}: {}\n    {}", case.title, wrong.join("\n    "))),
        }
    }
    Ok(outcome)
}

/// Added to snippets whose statements are compared: only reports of a war are read, and a snippet may not tell that it is.
const WAR: &str = "\n\nThe army has fought the rebels for years, and many soldiers and insurgents have died.";

/// What is wrong with how a case is read; empty when nothing is.
pub fn check(bench: &Bench, case: &Case) -> Vec<String> {
    let war = if matches!(case.expected, Expected::Statements(_)) { WAR } else { "" };
    let mut found = bench.read(&format!("{}{war}", case.text), case.day).claims;
    found.retain(|c| c.span.end as usize <= case.text.len());
    match &case.expected {
        Expected::Claims(events) => {
            let listed = |c: &Claim| events.iter().any(|e| agrees(&event_summary(c), e));
            let grave = |c: &Claim| c.tells(EventKind::Takeover) || c.tells(EventKind::Hold);
            let counts = |c: &Claim| c.event().is_some() && (!c.is_learned() || grave(c) || listed(c));
            differences(&only(found, counts), events, event_summary)
        }
        Expected::Figures(figures) => differences(&only(found, |c| c.figure().is_some()), figures, summary),
        Expected::Statements(said) => differences(&only(found, |c| c.statement().is_some()), said, said_by),
        Expected::NoFact(end) => facts(&found, *end, |s| s.is_current()),
        Expected::NoAssertion(end) => facts(&found, *end, |s| s == Status::Asserted),
    }
}

/// Claims about who has a place, within the first so many bytes, whose status must not be.
fn facts(found: &[Claim], end: usize, wrong: impl Fn(Status) -> bool) -> Vec<String> {
    let tells_holder =
        |kind| matches!(kind, EventKind::Takeover | EventKind::Hold | EventKind::Withdrawal | EventKind::Surrender);
    let wrong = found
        .iter()
        .filter(|c| (c.span.end as usize) <= end && c.event_kind().is_some_and(tells_holder) && wrong(c.status));
    wrong.map(|c| format!("not a fact: {}", summary(c))).collect()
}

fn only(found: Vec<Claim>, kind: impl Fn(&Claim) -> bool) -> Vec<Claim> {
    found.into_iter().filter(kind).collect()
}

fn differences(found: &[Claim], claims: &[String], summary: fn(&Claim) -> String) -> Vec<String> {
    let mut left: Vec<&Claim> = found.iter().collect();
    let mut wrong = Vec::new();
    for expected in claims {
        match left.iter().position(|c| agrees(&summary(c), expected)) {
            Some(at) => {
                left.remove(at);
            }
            None => wrong.push(format!("missing: {expected}")),
        }
    }
    wrong.extend(left.iter().map(|c| format!("not expected: {}", summary(c))));
    wrong
}

fn agrees(told: &str, expected: &str) -> bool {
    let told: Vec<&str> = told.split(" | ").collect();
    expected.split('|').map(str::trim).zip(told).all(|(wanted, told)| wanted == "*" || wanted == told)
}

/// A claim in the words of a reading case.
pub fn summary(claim: &Claim) -> String {
    match claim.figure() {
        Some(figure) => figure_summary(claim, figure),
        None => event_summary(claim),
    }
}

/// `subject | value[-max][/of] | unit | bound or approx | place | days | status | source`.
fn figure_summary(claim: &Claim, figure: &Figure) -> String {
    let max = figure.max.map_or(String::new(), |m| format!("-{m}"));
    let of = figure.of.map_or(String::new(), |o| format!("/{o}"));
    let firm = match (figure.bound, figure.approx) {
        (Some(Bound::Min), _) => "min",
        (Some(Bound::Max), _) => "max",
        (None, true) => "approx",
        (None, false) => "-",
    };
    format!(
        "{} | {}{max}{of} | {} | {firm} | {} | {} | {} | {}",
        figure.subject,
        figure.value,
        figure.unit,
        figure.place.as_ref().map_or("-", |p| p.name.as_str()),
        days(claim),
        claim.status.as_str(),
        claim.source.as_ref().map_or("-", |s| s.text.as_str()),
    )
}

fn days(claim: &Claim) -> String {
    claim.when().map_or("-".to_owned(), |w| {
        if w.days.is_one_day() { w.days.from.to_string() } else { format!("{}/{}", w.days.from, w.days.to) }
    })
}

fn event_summary(claim: &Claim) -> String {
    let partial = if claim.event().is_some_and(|e| e.extent == Extent::Partial) { " (part)" } else { "" };
    format!(
        "{} | {} | {}{partial} | {} | {}",
        claim.event_kind().map_or(claim.says.as_str(), EventKind::as_str),
        claim.status.as_str(),
        claim.place().map_or("-", |p| p.name.as_str()),
        claim.actor().map_or("-", |p| p.name.as_str()),
        days(claim),
    )
}

/// A statement in the words of a reading case: speaker, role, verb, through whom, direct or reported, what is said.
pub fn said_by(claim: &Claim) -> String {
    let or = |text: Option<&str>| text.filter(|t| !t.is_empty()).unwrap_or("-").to_owned();
    let source = claim.source.as_ref();
    let direct = claim.statement().is_some_and(|s| s.direct);
    format!(
        "{} | {} | {} | {} | {} | {}",
        or(source.map(|s| s.name.as_deref().unwrap_or(&s.text))),
        or(source.and_then(|s| s.role.as_deref())),
        or(source.map(|s| s.verb.as_str())),
        or(source.map(|s| s.via.join(", ")).as_deref()),
        if direct { "direct" } else { "reported" },
        claim.quote.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

/// All cases below a folder, with their files, in order.
///
/// # Errors
/// When a file cannot be read or a case is malformed.
pub fn below(folder: &Path) -> Result<Vec<(String, Case)>> {
    let mut found = Vec::new();
    for (name, text) in crate::files(folder, "md")?.into_iter().filter(|(name, _)| !name.starts_with("negative/")) {
        found.extend(parse(&text).with_context(|| name.clone())?.into_iter().map(|c| (name.clone(), c)));
    }
    Ok(found)
}
