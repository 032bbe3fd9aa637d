//! The resolver of places measured alone: the spans of a gold file are given, and only their reading is asked for.

use anyhow::{Context, Result};
use dateline::geography::Lexicon;
use dateline::knowledge;
use dateline::show::places;
use dateline_core::model::Span;
use dateline_core::places::{Sketched, settle_pile, sketch};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// JSON lines as `dateline places --json` prints them, for a file of records with `id` and `text`; with a gold file
/// (`{"id", "places": [{"start", "end"}]}`, code points) its spans are read instead of found.
pub fn lines(reports: &Path, gold: Option<&Path>) -> Result<Vec<String>> {
    let lexicon = Lexicon::load(knowledge::load(None)?)?;
    let spans = gold.map(spans).transpose()?;
    let texts: Vec<(String, String)> = records(reports)?.iter().map(|r| (word(r, "id"), word(r, "text"))).collect();
    let sketched = |(id, text): &(String, String)| match &spans {
        None => sketch(text, &lexicon.known()),
        Some(spans) => {
            let given = spans.get(id).map_or(&[][..], Vec::as_slice);
            Sketched::given(text, &in_bytes(text, given), &lexicon.known())
        }
    };
    let sketches: Vec<Sketched> = texts.iter().map(sketched).collect();
    let found = if spans.is_some() { Sketched::all_read(&sketches) } else { settle_pile(&sketches) };
    let gazetteer = lexicon.known().gazetteer;
    Ok(texts.iter().zip(&found).map(|((id, text), found)| places::json(id, text, found, gazetteer)).collect())
}

fn records(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| serde_json::from_str(line).context("a line that is no JSON")).collect()
}

fn word(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap_or_default().to_owned()
}

/// The spans of every document, in code points.
fn spans(gold: &Path) -> Result<BTreeMap<String, Vec<(usize, usize)>>> {
    let number = |place: &Value, field: &str| place[field].as_u64().and_then(|n| usize::try_from(n).ok());
    let of = |record: &Value| {
        let places = record["places"].as_array().map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|p| Some((number(p, "start")?, number(p, "end")?))).collect()
    };
    Ok(records(gold)?.iter().map(|r| (word(r, "id"), of(r))).collect())
}

fn in_bytes(text: &str, spans: &[(usize, usize)]) -> Vec<Span> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |points: usize| bytes.get(points).copied().unwrap_or(text.len());
    spans.iter().map(|&(start, end)| Span::new(at(start), at(end.max(start)))).collect()
}
