//! The file of decisions: one JSON object a line, only ever appended to.
//!
//! It lies beside the store and not in it, so that it can be read, kept in version control, merged line by line and
//! handed to a colleague without the reports. A line that cannot be read is told with its number, and the others
//! are replayed; a line that was cut short by a crash spoils no later one.

use crate::rows::{PlaceRow, day, place, place_row};
use crate::{Result, StoreError};
use dateline_core::model::{Days, Notice};
use dateline_core::picture::decisions::{Decision, Deed, Grade, Passage, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What a file of decisions holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The decisions in the order of the file; the same line twice counts once.
    pub decisions: Vec<Decision>,
    /// One for each line that cannot be read.
    pub notices: Vec<Notice>,
}

impl Ledger {
    /// Reads a file; one that is not there holds nothing.
    pub fn read(path: &Path) -> Result<Ledger> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Ledger::parse(&path.display().to_string(), &bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Ledger::default()),
            Err(source) => Err(StoreError::Decisions { name: path.display().to_string(), source }),
        }
    }

    /// Reads lines; `name` is what to call the file in notices.
    pub fn parse(name: &str, bytes: &[u8]) -> Ledger {
        let mut ledger = Ledger::default();
        let mut seen = BTreeSet::new();
        for (n, line) in bytes.split(|b| *b == b'\n').enumerate().filter(|(_, l)| !l.trim_ascii().is_empty()) {
            match parse(line.trim_ascii()) {
                Ok(decision) if seen.insert(decision.id.clone()) => ledger.decisions.push(decision),
                Ok(_) => {}
                Err(what) => {
                    let hint = "The line is left as it is, and the other decisions count.";
                    ledger.notices.push(Notice::remark(format!("{name}:{}", n + 1), what, hint));
                }
            }
        }
        ledger
    }

    /// Whether a decision with this id is there.
    pub fn has(&self, id: &str) -> bool {
        self.decisions.iter().any(|d| d.id == id)
    }

    /// The same decision with an id that no decision of this ledger has.
    pub fn identified(&self, decision: Decision) -> Decision {
        let contents = line(&Decision { id: String::new(), ..decision.clone() });
        Decision { id: Decision::identify(&contents, |id| self.has(id)), ..decision }
    }
}

/// Appends decisions to a file, which is made when it is not there. All of them are on the disk when this returns.
pub fn append(path: &Path, decisions: &[Decision]) -> Result<()> {
    let text: String = decisions.iter().map(line).collect();
    let write = || {
        let whole = std::fs::read(path).map_or(true, |bytes| bytes.is_empty() || bytes.ends_with(b"\n"));
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        // After a line that was cut short a new one begins.
        let text = if whole { text.clone() } else { format!("\n{text}") };
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| StoreError::Decisions { name: path.display().to_string(), source })
}

/// A decision as its line, with the line end.
pub fn line(decision: &Decision) -> String {
    serde_json::to_string(&Row::of(decision)).unwrap_or_default() + "\n"
}

/// A decision as it is stored; only the fields that its deed has.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    id: String,
    #[serde(rename = "do")]
    deed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<PassageRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reports: Vec<TextRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<String>,
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct PassageRow {
    text_sha256: String,
    report: String,
    quote: String,
    #[serde(default)]
    nth: usize,
    kind: String,
    status: String,
    place: Option<String>,
    actor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct TextRow {
    text_sha256: String,
    report: String,
}

impl Row {
    fn of(decision: &Decision) -> Row {
        let mut row = Row {
            id: decision.id.clone(),
            deed: decision.deed.as_str().into(),
            passage: decision.deed.passage().map(passage_row),
            by: decision.by.clone(),
            at: decision.at.map(|d| d.to_string()),
            reason: decision.reason.clone(),
            ..Row::default()
        };
        match &decision.deed {
            Deed::SetPlace(_, place) => row.place = Some(place_row(place)),
            Deed::SetDay(_, days) => (row.from, row.to) = (Some(days.from.to_string()), Some(days.to.to_string())),
            Deed::Merge(a, b) => row.reports = vec![text_row(a), text_row(b)],
            Deed::Split(text) => row.reports = vec![text_row(text)],
            Deed::Grade(outlet, grade) => {
                (row.outlet, row.grade) = (Some(outlet.clone()), Some(grade.as_str().into()));
            }
            Deed::Undo(id) => row.undoes = Some(id.clone()),
            Deed::Accept(_) | Deed::Reject(_) | Deed::Pin(_) | Deed::Note(_) => {}
        }
        row
    }

    /// The decision; `None` when something that its deed needs is not there.
    fn decision(self) -> Option<Decision> {
        let mut reports = self.reports.into_iter().map(|t| Text { sha256: t.text_sha256, report: t.report });
        let passage = self.passage.map(passage);
        let deed = match self.deed.as_str() {
            "accept" => Deed::Accept(passage?),
            "reject" => Deed::Reject(passage?),
            "pin" => Deed::Pin(passage?),
            "note" => Deed::Note(passage?),
            "set-place" => Deed::SetPlace(passage?, place(self.place?).ok()?),
            "set-day" => Deed::SetDay(passage?, Days::between(day(&self.from?).ok()?, day(&self.to?).ok()?)),
            "merge" => Deed::Merge(reports.next()?, reports.next()?),
            "split" => Deed::Split(reports.next()?),
            "grade" => Deed::Grade(self.outlet?, Grade::parse(&self.grade?)?),
            "undo" => Deed::Undo(self.undoes?),
            _ => return None,
        };
        let at = match self.at {
            Some(text) => Some(day(&text).ok()?),
            None => None,
        };
        (!self.id.is_empty()).then_some(Decision { id: self.id, deed, by: self.by, at, reason: self.reason })
    }
}

fn passage_row(p: &Passage) -> PassageRow {
    PassageRow {
        text_sha256: p.text.clone(),
        report: p.report.clone(),
        quote: p.quote.clone(),
        nth: p.nth,
        kind: p.kind.clone(),
        status: p.status.clone(),
        place: p.place.clone(),
        actor: p.actor.clone(),
    }
}

fn passage(row: PassageRow) -> Passage {
    let PassageRow { text_sha256: text, report, quote, nth, kind, status, place, actor } = row;
    Passage { text, report, quote, nth, kind, status, place, actor }
}

fn text_row(text: &Text) -> TextRow {
    TextRow { text_sha256: text.sha256.clone(), report: text.report.clone() }
}

fn parse(line: &[u8]) -> std::result::Result<Decision, String> {
    let row: Row = serde_json::from_slice(line).map_err(|e| format!("This is no decision: {e}."))?;
    let deed = row.deed.clone();
    row.decision().ok_or_else(|| format!("A decision {deed:?} is not known or lacks something."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions() -> Vec<Decision> {
        let p = || Passage {
            text: "ab".into(),
            report: "a.txt".into(),
            quote: "It fell.".into(),
            nth: 1,
            kind: "takeover".into(),
            status: "asserted".into(),
            place: Some("gn:1".into()),
            actor: None,
        };
        let text = || Text { sha256: "ab".into(), report: "a.txt".into() };
        let at = jiff::civil::date(2021, 8, 13);
        let deeds = vec![
            Deed::Accept(p()),
            Deed::SetDay(p(), Days::on(at)),
            Deed::Merge(text(), text()),
            Deed::Split(text()),
            Deed::Grade("Daily".into(), Grade::E),
            Deed::Undo("d0".into()),
        ];
        let one = |deed| Decision { id: String::new(), deed, by: "Ann".into(), at: Some(at), reason: "seen".into() };
        deeds.into_iter().map(|deed| Ledger::default().identified(one(deed))).collect()
    }

    #[test]
    fn what_is_appended_is_read_and_nothing_is_lost_by_a_damaged_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.jsonl");
        let all = decisions();
        append(&path, &all[..2]).unwrap();
        std::fs::write(&path, [std::fs::read(&path).unwrap(), b"{\"id\": cut sho".to_vec()].concat()).unwrap();
        append(&path, &all[1..]).unwrap();
        let ledger = Ledger::read(&path).unwrap();
        assert_eq!(ledger.decisions, all, "the second one stands there twice and counts once");
        assert_eq!(ledger.notices.len(), 1);
        assert!(ledger.notices[0].origin.ends_with("decisions.jsonl:3"), "{:?}", ledger.notices);
    }

    #[test]
    fn the_same_decided_again_has_another_id() {
        let mut ledger = Ledger::default();
        let one = decisions().remove(0);
        ledger.decisions.push(one.clone());
        assert_ne!(ledger.identified(one.clone()).id, one.id);
    }

    #[test]
    fn lines_of_another_dateline_are_told() {
        let told = |line: &str| Ledger::parse("d.jsonl", line.as_bytes()).notices.len();
        for line in ["{}", "{\"id\":\"d1\",\"do\":\"sing\"}", "[1]", "\u{ff}", "{\"id\":\"d1\",\"do\":\"pin\"}"] {
            assert_eq!(told(line), 1, "{line}");
        }
        assert_eq!(told("\n\n"), 0);
    }
}
