//! Developer commands: look at a tree, look at what a sentence is read as, run the rules' own examples
//! and the reading cases.

use anyhow::{Context, Result, bail};
use dateline_core::model::{Claim, Day, Span};
use dateline_dev::{Bench, Outcome, cases, examples, export, labels, places};
use std::io::Read;

const USAGE: &str = "usage:
  cargo dev tree TEXT          the dependency tree of a text, and the events that the model proposes
  cargo dev read TEXT [DAY]    what a text is read as, published on DAY
  cargo dev read-lines [DAY]   the same for every line of standard input, each a report of its own
  cargo dev check-rules        run the examples of every rule file
  cargo dev said-lines [DAY]   what is reported as said in every line, as reading cases write it
  cargo dev cases [WORD]       run the reading cases whose file or title holds WORD, or all
  cargo dev negative           run the sentences that tell no fact, and list those that are read as one
  cargo dev labels [PATH] [missed|extra|status|actor|place|source [EVENT]]
                               compare with labelled sentences (training/events), and list what differs
  cargo dev export-labels PATH labelled sentences as JSON lines with the engine's words, for training/train_events.py
  cargo dev places REPORTS [--gold-spans GOLD]
                               places as `dateline places --json`; with gold spans only their reading, to measure it alone
A TEXT of - is standard input.";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["tree", text] => tree(&text_of(text)?),
        ["read", text] => read(&text_of(text)?, "2021-08-13"),
        ["read", text, day] => read(&text_of(text)?, day),
        ["read-lines"] => read_lines("2021-08-13", dateline_dev::line),
        ["read-lines", day] => read_lines(day, dateline_dev::line),
        ["said-lines"] => read_lines("2021-08-13", said),
        ["said-lines", day] => read_lines(day, said),
        ["check-rules"] => check_rules(),
        ["cases"] => run_cases(""),
        ["cases", word] => run_cases(word),
        ["negative"] => run_negative(),
        ["labels", ref rest @ ..] => run_labels(rest),
        ["export-labels", path] => export_labels(path),
        ["places", reports] => find_places(reports, None),
        ["places", reports, "--gold-spans", gold] => find_places(reports, Some(gold)),
        _ => bail!("{USAGE}"),
    }
}

fn text_of(argument: &str) -> Result<String> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

fn tree(text: &str) -> Result<()> {
    for sentence in dateline_lang::Engine::embedded().parse(text, Span::new(0, text.len())) {
        for (i, t) in sentence.tokens.iter().enumerate() {
            let head = t.head.map_or(0, |h| h + 1);
            let entity = t.entity.map_or("", |e| e.as_str());
            println!(
                "{:3} {:18} {:14} {:6} {:6} {:3} {:14} {entity}",
                i + 1,
                t.span.of(text),
                t.lemma,
                t.upos,
                t.xpos,
                head,
                t.relation
            );
        }
        sentence.proposals.iter().for_each(|p| println!("    {}", dateline_dev::proposal(p, &sentence, text)));
        println!();
    }
    Ok(())
}

fn read(text: &str, day: &str) -> Result<()> {
    let bench = Bench::new()?;
    for claim in bench.read(text, Some(day_of(day)?)).claims {
        println!("{}", dateline_dev::line(&claim));
        for step in &claim.trace {
            println!("    {}: {}", step.what, step.how);
        }
    }
    Ok(())
}

/// One report a line; `\n` in a line parts paragraphs. The claims follow each report, indented.
fn read_lines(day: &str, line: fn(&Claim) -> String) -> Result<()> {
    let bench = Bench::new()?;
    let day = day_of(day)?;
    for report in text_of("-")?.lines().filter(|l| !l.trim().is_empty()) {
        println!("{report}");
        for claim in bench.read(&report.replace("\\n", "\n\n"), Some(day)).claims {
            let told = line(&claim);
            if !told.is_empty() {
                println!("    {told}");
            }
        }
    }
    Ok(())
}

/// A statement as a reading case writes it; nothing for other claims.
fn said(claim: &Claim) -> String {
    claim.statement().map_or(String::new(), |_| cases::said_by(claim))
}

fn day_of(text: &str) -> Result<Day> {
    text.parse().with_context(|| format!("{text} is not a day"))
}

fn run_cases(word: &str) -> Result<()> {
    told(&cases::run(&Bench::new()?, &cases::folder(), word)?)
}

fn run_negative() -> Result<()> {
    told(&cases::run(&Bench::new()?, &cases::negative(), "")?)
}

fn told(outcome: &Outcome) -> Result<()> {
    for failure in &outcome.failures {
        println!("{failure}");
    }
    println!("{} passed, {} failed", outcome.passed, outcome.failures.len());
    if outcome.failures.is_empty() { Ok(()) } else { bail!("some cases are read otherwise than they say") }
}

fn run_labels(args: &[&str]) -> Result<()> {
    let (path, listed) = match args {
        [path, listed @ ..] if std::path::Path::new(path).exists() => (std::path::PathBuf::from(path), listed),
        listed => (labels::folder(), listed),
    };
    let score = labels::compare(&Bench::new()?, &labels::read(&path)?);
    let (kind, event) = (listed.first().copied(), listed.get(1).copied());
    for difference in score.differences.iter().filter(|d| Some(d.kind) == kind) {
        if event.is_none_or(|e| e == difference.event) {
            println!("{}", difference.text);
        }
    }
    print!("{}", score.table());
    Ok(())
}

fn export_labels(path: &str) -> Result<()> {
    let reports = labels::read(std::path::Path::new(path))?;
    for line in export::lines(dateline_lang::Engine::embedded(), &reports) {
        println!("{line}");
    }
    Ok(())
}

fn find_places(reports: &str, gold: Option<&str>) -> Result<()> {
    places::lines(reports.as_ref(), gold.map(AsRef::as_ref))?.iter().for_each(|line| print!("{line}"));
    Ok(())
}

fn check_rules() -> Result<()> {
    let report = examples::check(&Bench::new()?);
    for failure in &report.failures {
        println!("{failure}");
    }
    println!("{} passed, {} failed", report.passed, report.failures.len());
    if report.failures.is_empty() { Ok(()) } else { bail!("some examples are read otherwise than their rule says") }
}
