//! Rules put to the test: the sentences that every rule brings along, read by the whole reader.
//!
//! A frame's `match` sentence must give claims of its event with the stated places, actor, status and extent; an
//! `ignore` sentence must give none that counts as current fact. A cue's `match` sentence must give claims, all with
//! the cue's status and by its reason; an `ignore` sentence must give claims, none with that status. One figure of a figure rule's `match` sentence must be as
//! it says; an `ignore` sentence must give no figure.

use crate::reader::Reads;
use dateline_core::fault::{Fault, Step};
use dateline_core::model::{
    Block, BlockKind, Claim, DateBasis, Day, Days, EventKind, PlaceRef, Published, Report, Span,
};
use dateline_core::read::Reading;
use dateline_core::rulebook::{
    CueExamples, Example, FigureExample, FigureExamples, Frame, PersonExample, PersonRule, RuleBook, RuleFile, Sheet,
};
use dateline_show::words;

/// What trying the rules gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// How many sentences were read as their rules say.
    pub passed: usize,
    /// One for each that was not.
    pub faults: Vec<Fault>,
}

/// Runs the sentences of every frame, figure rule and cue; the files tell where each stands.
pub fn run(reader: &impl Reads, rules: &RuleBook, files: &[RuleFile]) -> Tried {
    let mut tried = Tried::default();
    for file in files {
        let Some(sheet) = Sheet::of(&file.shown, file.text) else { continue };
        for frame in rules.frames.iter().filter(|f| f.file == file.shown) {
            try_frame(reader, frame, &sheet, &mut tried);
        }
        for rule in rules.figures.examples.iter().filter(|r| r.file == file.shown) {
            try_figures(reader, rule, &sheet, &mut tried);
        }
        for rule in rules.persons.iter().filter(|r| r.file == file.shown) {
            try_person(reader, rule, &sheet, &mut tried);
        }
        for (n, cue) in rules.cues.examples.iter().filter(|c| c.file == file.shown).enumerate() {
            try_cue(reader, cue, n, &sheet, &mut tried);
        }
    }
    tried
}

/// Reads a text as one report of a day, without store or files; blank lines part paragraphs.
pub fn read(reader: &impl Reads, text: &str, day: Option<Day>) -> Reading {
    let published = match day {
        Some(day) => Published { days: Some(Days::on(day)), basis: DateBasis::Metadata },
        None => Published::UNKNOWN,
    };
    let report = report(text, published);
    let parsed = reader.parse(&report);
    reader.read(&report, &parsed, published)
}

fn try_frame(reader: &impl Reads, frame: &Frame, sheet: &Sheet, tried: &mut Tried) {
    let Some(at) = sheet.named("frame", &frame.name) else { return };
    let base = [Step::Key("frame"), Step::Item(at)];
    for (n, example) in frame.examples.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("match"), Step::Item(n), Step::Key("text")];
        note(tried, sheet, &path, matched(&claims(reader, &example.text), frame, example));
    }
    for (n, text) in frame.ignore.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("ignore"), Step::Item(n)];
        note(tried, sheet, &path, ignored(&claims(reader, text), frame));
    }
}

fn try_cue(reader: &impl Reads, cue: &CueExamples, at: usize, sheet: &Sheet, tried: &mut Tried) {
    let base = [Step::Key("cue"), Step::Item(at)];
    for (n, text) in cue.examples.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("match"), Step::Item(n)];
        note(tried, sheet, &path, governed(&claims(reader, text), cue));
    }
    for (n, text) in cue.ignore.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("ignore"), Step::Item(n)];
        note(tried, sheet, &path, left_alone(&claims(reader, text), cue));
    }
}

fn try_figures(reader: &impl Reads, rule: &FigureExamples, sheet: &Sheet, tried: &mut Tried) {
    let Some(at) = sheet.named(rule.list, &rule.name) else { return };
    let base = [Step::Key(rule.list), Step::Item(at)];
    for (n, example) in rule.examples.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("match"), Step::Item(n), Step::Key("text")];
        note(tried, sheet, &path, counted(&claims(reader, &example.text), rule, example));
    }
    for (n, text) in rule.ignore.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("ignore"), Step::Item(n)];
        note(tried, sheet, &path, not_counted(&claims(reader, text), rule));
    }
}

fn try_person(reader: &impl Reads, rule: &PersonRule, sheet: &Sheet, tried: &mut Tried) {
    let Some(at) = sheet.named("person", &rule.name) else { return };
    let base = [Step::Key("person"), Step::Item(at)];
    for (n, example) in rule.examples.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("match"), Step::Item(n), Step::Key("text")];
        note(tried, sheet, &path, befell(&claims(reader, &example.text), rule, example));
    }
    for (n, text) in rule.ignore.iter().enumerate() {
        let path = [base[0], base[1], Step::Key("ignore"), Step::Item(n)];
        let all = claims(reader, text);
        let wrong = all.iter().any(|c| c.person().is_some_and(|p| p.lot == rule.lot()) && c.status.is_current());
        let what = format!("The person rule `{}` says that this tells of nobody {}.", rule.name, rule.says);
        note(tried, sheet, &path, wrong.then(|| (what, read_as(&all))));
    }
}

/// One of the persons of a sentence must be as the example says.
fn befell(all: &[Claim], rule: &PersonRule, example: &PersonExample) -> Option<Wrong> {
    let status = example.status.as_deref().unwrap_or("asserted");
    let named = |wanted: &Option<String>, told: Option<&PlaceRef>| wanted.as_deref() == told.map(|p| p.name.as_str());
    let right = |c: &Claim| {
        c.person().is_some_and(|p| {
            let place = named(&example.place, p.place.as_ref()) && named(&example.to, p.to.as_ref());
            p.person.name == example.person && p.lot == rule.lot() && c.status.as_str() == status && place
        })
    };
    let what = format!("The person rule `{}` says: {} {}, {status}.", rule.name, example.person, rule.says);
    (!all.iter().any(right)).then(|| (what, read_as(all)))
}

/// What is wrong with how a sentence was read, and how it was read.
type Wrong = (String, String);

fn note(tried: &mut Tried, sheet: &Sheet, path: &[Step], wrong: Option<Wrong>) {
    match wrong {
        None => tried.passed += 1,
        Some((what, hint)) => tried.faults.push(sheet.fault(path, &what, &hint)),
    }
}

/// What a sentence is read as in a report that speaks of a war; a sentence alone does not say who "the rebels" are.
fn claims(reader: &impl Reads, text: &str) -> Vec<Claim> {
    let report =
        format!("{text}\n\nThe army has fought the rebels for years, and many soldiers and insurgents have died.");
    let all = read(reader, &report, Day::new(2025, 2, 1).ok()).claims;
    all.into_iter().filter(|c| (c.span.end as usize) <= text.len()).collect()
}

fn matched(all: &[Claim], frame: &Frame, example: &Example) -> Option<Wrong> {
    let same = |kind: EventKind| kind == frame.says || frame.says == EventKind::Hold && kind == EventKind::Takeover;
    // What comes before a frame of its sequel is told by other frames.
    let sequel = |c: &Claim| !frame.after || c.rule == frame.name;
    let own: Vec<&Claim> = all.iter().filter(|c| c.event_kind().is_some_and(same) && sequel(c)).collect();
    let places: Vec<&str> = own.iter().filter_map(|c| c.place()).map(|p| p.name.as_str()).collect();
    let status = example.status.as_deref().unwrap_or("asserted");
    let actor = |c: &Claim| c.actor().map(|p| p.name.clone());
    let extent = example.extent.as_deref();
    let right = places == example.place
        && own.iter().all(|c| {
            c.status.as_str() == status
                && example.actor.as_ref().is_none_or(|a| actor(c).as_ref() == Some(a))
                && extent.is_none_or(|e| c.event().is_some_and(|event| event.extent.as_str() == e))
        });
    (!right).then(|| {
        let of = if example.place.is_empty() { "no place".to_owned() } else { example.place.join(", ") };
        let by = example.actor.as_ref().map_or(String::new(), |a| format!(" by {a}"));
        let part = extent.map_or(String::new(), |e| format!(", {e}"));
        let wanted = format!("{} of {of}{by}{part}, {status}", frame.says.as_str());
        (format!("The frame `{}` says that this is a {wanted}.", frame.name), read_as(all))
    })
}

fn ignored(all: &[Claim], frame: &Frame) -> Option<Wrong> {
    let wrong = all.iter().any(|c| c.tells(frame.says) && c.status.is_current());
    let what = format!("The frame `{}` says that this is no {}.", frame.name, frame.says.as_str());
    wrong.then(|| (what, read_as(all)))
}

fn governed(all: &[Claim], cue: &CueExamples) -> Option<Wrong> {
    let by_cue = |c: &Claim| {
        let why = c.trace.iter().filter(|t| t.what == "status").any(|t| t.how.starts_with(&cue.cue.why));
        c.status == cue.cue.status && why
    };
    let told = told(all);
    let right = !told.is_empty() && told.into_iter().all(by_cue);
    let what = format!("The cue says that what this tells is {}: {}.", cue.cue.status.as_str(), cue.cue.why);
    (!right).then(|| (what, read_as(all)))
}

fn left_alone(all: &[Claim], cue: &CueExamples) -> Option<Wrong> {
    let told = told(all);
    let right = !told.is_empty() && told.iter().all(|c| c.status != cue.cue.status);
    let what = format!("The cue says that what this tells is not {}.", cue.cue.status.as_str());
    (!right).then(|| (what, read_as(all)))
}

/// One of the figures of a sentence must be as the example says.
fn counted(all: &[Claim], rule: &FigureExamples, example: &FigureExample) -> Option<Wrong> {
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
    let max = example.max.map_or(String::new(), |m| format!(" to {m}"));
    let of = example.of.map_or(String::new(), |o| format!(" of {o}"));
    let more = [&example.subject, &example.unit, &example.bound, &example.status];
    let more: String = more.into_iter().flatten().map(|m| format!(", {m}")).collect();
    let what = format!("The {} `{}` says that this tells {}{max}{of}{more}.", rule.list, rule.name, example.value);
    (!all.iter().any(right)).then(|| (what, read_as(all)))
}

fn not_counted(all: &[Claim], rule: &FigureExamples) -> Option<Wrong> {
    let what = format!("The {} `{}` says that this tells no figure.", rule.list, rule.name);
    all.iter().any(|c| c.figure().is_some()).then(|| (what, read_as(all)))
}

/// The claims that are told. A statement only says that somebody spoke, which no cue in his words takes out of fact.
fn told(all: &[Claim]) -> Vec<&Claim> {
    all.iter().filter(|c| c.statement().is_none() && c.person().is_none()).collect()
}

fn read_as(all: &[Claim]) -> String {
    match all.is_empty() {
        true => "Nothing is read in it.".to_owned(),
        false => {
            let one = |c: &Claim| format!("{} (by `{}`)", words::claim(c), c.rule);
            format!("It is read as: {}.", all.iter().map(one).collect::<Vec<_>>().join("; "))
        }
    }
}

fn report(text: &str, published: Published) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let end = start + part.trim_end().len();
        if end > start {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, end) });
        }
        start += part.len();
    }
    Report {
        id: "text".into(),
        outlet: None,
        title: None,
        url: None,
        author: None,
        language: "en".into(),
        published,
        original_sha256: String::new(),
        text_sha256: String::new(),
        text: text.to_owned(),
        blocks,
    }
}
