//! The examples of the rule files, run through the whole reader.
//!
//! An example sentence must give claims of its frame's event with the stated places, actor, status and
//! extent; an ignored sentence must give no claim of that event that counts as current fact.

use crate::{Bench, Outcome, line};
use dateline_core::model::{Claim, Day, EventKind};
use dateline_core::rulebook::{Example, FigureExample, Frame};

/// Runs every example of the rule book. Each sentence is put into a report that names the
/// usual parties of such a story, since a sentence alone does not say who "the rebels" are.
pub fn check(bench: &Bench) -> Outcome {
    let mut outcome = Outcome::default();
    let book = match crate::rules() {
        Ok(book) => book,
        Err(e) => {
            outcome.failures.push(format!("the rules do not load: {e:#}"));
            return outcome;
        }
    };
    for frame in &book.frames {
        for example in &frame.examples {
            note(&mut outcome, &frame.file, &frame.name, &example.text, matched(bench, frame, example));
        }
        for text in &frame.ignore {
            note(&mut outcome, &frame.file, &frame.name, text, ignored(bench, frame, text));
        }
    }
    for rule in &book.figures.examples {
        for example in &rule.examples {
            note(&mut outcome, &rule.file, &rule.name, &example.text, counted(bench, example));
        }
        for text in &rule.ignore {
            note(&mut outcome, &rule.file, &rule.name, text, not_counted(bench, text));
        }
    }
    outcome
}

fn note(outcome: &mut Outcome, file: &str, name: &str, text: &str, wrong: Option<String>) {
    match wrong {
        None => outcome.passed += 1,
        Some(wrong) => outcome.failures.push(format!("rules/{file}: {name}: “{text}”\n    {wrong}")),
    }
}

/// What is wrong with the figures of a sentence: one of them must be as the example says.
fn counted(bench: &Bench, example: &FigureExample) -> Option<String> {
    let all = claims(bench, &example.text);
    let right = |c: &Claim| {
        let Some(figure) = c.figure() else { return false };
        let same = |wanted: &Option<String>, told: &str| wanted.as_ref().is_none_or(|w| w == told);
        figure.value == example.value
            && figure.max == example.max
            && figure.of == example.of
            && same(&example.subject, &figure.subject)
            && same(&example.unit, &figure.unit)
            && same(&example.bound, figure.bound.map_or("", |b| b.as_str()))
            && same(&example.status, c.status.as_str())
    };
    let shown = || all.iter().map(line).collect::<Vec<_>>().join("\n    ");
    (!all.iter().any(right)).then(|| format!("gives no such figure\n    {}", shown()))
}

fn not_counted(bench: &Bench, text: &str) -> Option<String> {
    let wrong: Vec<String> = claims(bench, text).iter().filter(|c| c.figure().is_some()).map(line).collect();
    (!wrong.is_empty()).then(|| wrong.join("\n    "))
}

/// What a sentence is read as in a report that speaks of a war.
fn claims(bench: &Bench, text: &str) -> Vec<Claim> {
    let report =
        format!("{text}\n\nThe army has fought the rebels for years, and many soldiers and insurgents have died.");
    let all = bench.read(&report, Day::new(2025, 2, 1).ok()).claims;
    all.into_iter().filter(|c| (c.span.end as usize) <= text.len()).collect()
}

fn matched(bench: &Bench, frame: &Frame, example: &Example) -> Option<String> {
    let all = claims(bench, &example.text);
    let same = |kind: EventKind| kind == frame.says || frame.says == EventKind::Hold && kind == EventKind::Takeover;
    let own: Vec<&Claim> = all.iter().filter(|c| c.event_kind().is_some_and(same)).collect();
    let shown = || all.iter().map(line).collect::<Vec<_>>().join("\n    ");
    let places: Vec<&str> = own.iter().filter_map(|c| c.place()).map(|p| p.name.as_str()).collect();
    if places != example.place {
        return Some(format!("places {places:?} instead of {:?}\n    {}", example.place, shown()));
    }
    let status = example.status.as_deref().unwrap_or("asserted");
    let actor = |c: &Claim| c.actor().map(|p| p.name.clone());
    let extent = example.extent.as_deref();
    let right = own.iter().all(|c| {
        c.status.as_str() == status
            && example.actor.as_ref().is_none_or(|a| actor(c).as_ref() == Some(a))
            && extent.is_none_or(|e| c.event().is_some_and(|event| event.extent.as_str() == e))
    });
    (!right).then(shown)
}

fn ignored(bench: &Bench, frame: &Frame, text: &str) -> Option<String> {
    let wrong: Vec<String> =
        claims(bench, text).iter().filter(|c| c.tells(frame.says) && c.status.is_current()).map(line).collect();
    (!wrong.is_empty()).then(|| wrong.join("\n    "))
}
