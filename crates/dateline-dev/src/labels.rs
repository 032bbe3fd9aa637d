//! Labelled sentences as a yardstick: what the reader finds in made-up reports of many wars.
//!
//! The format is described in `training/events/README.md`. A claim and a label are the same when they stand in one
//! sentence, tell the same event (with the substitutions of the scorer: shells that hit a school are both a strike and an
//! attack on civilians, "is theirs" is a takeover or a hold) and share their trigger or their place. Each is used once.

use crate::Bench;
use anyhow::{Context, Result, bail};
use dateline_core::model::{Claim, Day, EventKind, Role, Span, Status};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A made-up report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Its id: file stem and number.
    pub id: String,
    /// Its day of publication.
    pub day: Day,
    /// Its sentences.
    pub sentences: Vec<(String, Vec<Label>)>,
}

/// What one sentence claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What sort of event.
    pub event: EventKind,
    /// Bytes of the trigger in the sentence.
    pub trigger: (usize, usize),
    /// How far to rely on it.
    pub status: Status,
    /// Acting party as written.
    pub actor: Option<String>,
    /// Place as written.
    pub place: Option<String>,
    /// Speaker as written.
    pub source: Option<String>,
}

/// The labelled sentences of this repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/events")
}

/// The reports of a file, or of all files of a folder.
///
/// # Errors
/// When a file cannot be read or a line is malformed; the error names file and line.
pub fn read(path: &Path) -> Result<Vec<Labelled>> {
    let files = match path.is_dir() {
        true => crate::files(path, "txt")?,
        false => vec![(path.display().to_string(), std::fs::read_to_string(path)?)],
    };
    let mut reports = Vec::new();
    for (name, text) in files {
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            take(&mut reports, line).with_context(|| format!("{name}:{}: {line}", n + 1))?;
        }
    }
    Ok(reports)
}

fn take(reports: &mut Vec<Labelled>, line: &str) -> Result<()> {
    if let Some(head) = line.strip_prefix("== ") {
        let fields: Vec<&str> = head.split('|').map(str::trim).collect();
        let [id, day, _] = fields[..] else { bail!("a report begins with id | day | about") };
        reports.push(Labelled { id: id.to_owned(), day: day.parse()?, sentences: Vec::new() });
        return Ok(());
    }
    let report = reports.last_mut().context("no report has begun")?;
    match line.strip_prefix('+') {
        None => report.sentences.push((line.trim().to_owned(), Vec::new())),
        Some(fields) => {
            let (sentence, labels) = report.sentences.last_mut().context("no sentence above")?;
            labels.push(label(sentence, fields)?);
        }
    }
    Ok(())
}

fn label(sentence: &str, line: &str) -> Result<Label> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [event, trigger, status, actor, place, source] = fields[..] else { bail!("a label has six fields") };
    let (word, nth) = trigger.split_once('#').map_or((trigger, 1), |(w, n)| (w, n.parse().unwrap_or(1)));
    let free = |at: usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(sentence[..at].chars().next_back()) && !letter(sentence[at + word.len()..].chars().next())
    };
    let at = sentence.match_indices(word).map(|(at, _)| at).filter(|&at| free(at)).nth(nth - 1);
    let at = at.with_context(|| format!("“{trigger}” is not a word of the sentence"))?;
    let given = |text: &str| (text != "-").then(|| text.to_owned());
    Ok(Label {
        event: EventKind::parse(event).with_context(|| format!("unknown event {event}"))?,
        trigger: (at, at + word.len()),
        status: Status::parse(status).with_context(|| format!("unknown status {status}"))?,
        actor: given(actor),
        place: given(place),
        source: given(source),
    })
}

/// One thing that is read otherwise than labelled.
#[derive(Debug, Clone)]
pub struct Difference {
    /// missed, extra, status, actor, place or source.
    pub kind: &'static str,
    /// The event.
    pub event: &'static str,
    /// What and where.
    pub text: String,
}

/// Hits, labels and claims of each event, and what else was right about the hits.
#[derive(Debug, Default)]
pub struct Score {
    counts: BTreeMap<EventKind, [usize; 3]>,
    right: BTreeMap<&'static str, [usize; 2]>,
    /// Current takeovers read where the label says otherwise, and current takeovers read.
    pub dangerous: [usize; 2],
    /// What differs.
    pub differences: Vec<Difference>,
}

/// Compares what is read with the labels.
pub fn compare(bench: &Bench, reports: &[Labelled]) -> Score {
    let mut score = Score::default();
    for report in reports {
        let (text, spans) = joined(report);
        let claims = bench.read(&text, Some(report.day)).claims;
        for ((sentence, labels), span) in report.sentences.iter().zip(&spans) {
            let inside = |c: &&Claim| c.event().is_some() && span.start <= c.span.start && c.span.end <= span.end;
            let own: Vec<&Claim> = claims.iter().filter(inside).collect();
            score.sentence(&Line { report: &report.id, sentence, labels, start: span.start }, &own, &text);
        }
    }
    score
}

/// The report as a text of paragraphs of two sentences, and where each sentence stands.
fn joined(report: &Labelled) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (n, (sentence, _)) in report.sentences.iter().enumerate() {
        text.push_str(if n == 0 {
            ""
        } else if n % 2 == 0 {
            "\n\n"
        } else {
            " "
        });
        spans.push(Span::new(text.len(), text.len() + sentence.len()));
        text.push_str(sentence);
    }
    (text, spans)
}

struct Line<'a> {
    report: &'a str,
    sentence: &'a str,
    labels: &'a [Label],
    start: u32,
}

impl Score {
    fn sentence(&mut self, line: &Line, claims: &[&Claim], text: &str) {
        let mut free: Vec<&Claim> = claims.to_vec();
        for label in line.labels {
            let fit = |c: &&Claim| same_event(label.event, c) && closeness(line, label, c, text) > 0;
            let best = (0..free.len()).filter(|&i| fit(&free[i])).max_by_key(|&i| {
                closeness(line, label, free[i], text) * 2 + usize::from(free[i].status == label.status)
            });
            let count = self.counts.entry(label.event).or_default();
            count[1] += 1;
            match best {
                Some(i) => {
                    count[0] += 1;
                    count[2] += 1;
                    self.hit(line, label, free.remove(i), text);
                }
                None => self.note("missed", label.event, line, &describe(label, line)),
            }
        }
        for claim in free {
            let Some(kind) = claim.event_kind() else { continue };
            self.counts.entry(kind).or_default()[2] += 1;
            self.note("extra", kind, line, &crate::line(claim));
            if kind == EventKind::Takeover && claim.status.is_current() {
                self.dangerous[1] += 1;
                let near = |l: &&Label| l.event == kind && closeness(line, l, claim, text) > 0;
                let other = line.labels.iter().find(near).is_some_and(|l| !l.status.is_current());
                self.dangerous[0] += usize::from(other || line.labels.is_empty());
            }
        }
    }

    fn hit(&mut self, line: &Line, label: &Label, claim: &Claim, text: &str) {
        if label.event == EventKind::Takeover && claim.status.is_current() {
            self.dangerous[1] += 1;
            self.dangerous[0] += usize::from(!label.status.is_current());
        }
        let source = claim.source.as_ref().map(|s| s.text.clone());
        let checks = [
            ("status", claim.status == label.status),
            ("actor", same_actor(label, claim, text)),
            ("place", same_place(label, claim, text)),
            ("source", overlap(label.source.as_deref(), source.as_deref())),
        ];
        for (what, right) in checks {
            let count = self.right.entry(what).or_default();
            count[0] += usize::from(right);
            count[1] += 1;
            if !right {
                let told = format!("{}\n      read: {}", describe(label, line), crate::line(claim));
                self.note(what, label.event, line, &told);
            }
        }
    }

    fn note(&mut self, kind: &'static str, event: EventKind, line: &Line, what: &str) {
        let text = format!("{kind} [{}] {}\n      {what}", line.report, line.sentence);
        self.differences.push(Difference { kind, event: event.as_str(), text });
    }

    /// Precision, recall and F1 of each event and of all, and the share that was right of the rest.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let mut all = [0; 3];
        for (kind, count) in &self.counts {
            (0..3).for_each(|i| all[i] += count[i]);
            let _ = writeln!(out, "{:<20} {}", kind.as_str(), figures(*count));
        }
        let _ = writeln!(out, "{:<20} {}", "all", figures(all));
        for (what, [right, of]) in &self.right {
            let _ = writeln!(out, "{what:<20} {:.3} ({right}/{of})", *right as f64 / (*of).max(1) as f64);
        }
        let _ = writeln!(out, "dangerous            {} of {} current takeovers", self.dangerous[0], self.dangerous[1]);
        out
    }
}

fn figures([hits, wanted, found]: [usize; 3]) -> String {
    let (p, r) = (hits as f64 / found.max(1) as f64, hits as f64 / wanted.max(1) as f64);
    let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    format!("P {p:.3} R {r:.3} F1 {f:.3}  ({hits} of {wanted}, {found} read)")
}

fn describe(label: &Label, line: &Line) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    let trigger = &line.sentence[label.trigger.0..label.trigger.1];
    format!(
        "{} | {trigger} | {} | {} | {} | {}",
        label.event.as_str(),
        label.status.as_str(),
        or(&label.actor),
        or(&label.place),
        or(&label.source)
    )
}

fn same_event(label: EventKind, claim: &Claim) -> bool {
    use EventKind::{AttackOnCivilians, Hold, Strike, Takeover};
    let Some(kind) = claim.event_kind() else { return false };
    label == kind
        || matches!((label, kind), (Strike, AttackOnCivilians) | (AttackOnCivilians, Strike) | (Takeover, Hold))
}

/// 0 when the two cannot be the same; more for the same trigger and the same place.
fn closeness(line: &Line, label: &Label, claim: &Claim, text: &str) -> usize {
    let trigger = Span::new(line.start as usize + label.trigger.0, line.start as usize + label.trigger.1);
    let touches = |m: Span| m.start < trigger.end && trigger.start < m.end;
    let hit = claim.marks.iter().any(|m| m.role == Role::Trigger && touches(m.span));
    let place = label.place.is_some() && overlap(label.place.as_deref(), words_of(claim, Role::Place, text).as_deref());
    usize::from(hit) * 2 + usize::from(place)
}

/// A label tells a place as the sentence words it, and none when the sentence has none. The reader goes on where the
/// sentences before were, which no label can say is wrong; and it may know the place by another name.
fn same_place(label: &Label, claim: &Claim, text: &str) -> bool {
    let named = words_of(claim, Role::Place, text);
    let Some(place) = claim.place().filter(|_| label.place.is_some() || named.is_some()) else {
        return label.place.is_none();
    };
    let wordings = [named.as_deref(), Some(&place.text), Some(&place.name), place.detail.as_deref()];
    wordings.into_iter().flatten().any(|w| overlap(label.place.as_deref(), Some(w)))
}

/// A label tells an actor in any words of the sentence, the reader perhaps in others that mean the same ("theirs").
fn same_actor(label: &Label, claim: &Claim, text: &str) -> bool {
    let Some(wanted) = label.actor.as_deref() else { return true };
    let marked = words_of(claim, Role::Actor, text);
    let party = claim.actor();
    let wordings = [marked.as_deref(), party.map(|p| p.text.as_str()), party.map(|p| p.name.as_str())];
    wordings.into_iter().flatten().any(|w| overlap(Some(wanted), Some(w)))
}

fn words_of(claim: &Claim, role: Role, text: &str) -> Option<String> {
    claim.marks.iter().find(|m| m.role == role).map(|m| m.span.of(text).to_owned())
}

/// Both nothing, or two wordings of which one shares a content word with the other.
fn overlap(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let words = |text: &str| -> Vec<String> {
        let folded = text.to_lowercase();
        let split = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        split.filter(|w| !matches!(*w, "the" | "a" | "an" | "of" | "in" | "s" | "and")).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().any(|w| b.contains(w))
}
