//! A row of the user's as a report. The text is taken letter for letter, so that offsets count in what the user has.

use dateline::core::model::{Notice, Published, Report};
use dateline_intake::{Mapping, Media, Options, RawItem, reports};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Which key of a row holds what.
const FIELDS: &str = "text=text,title=title,date=published,url=url,outlet=outlet,author=author,id=id,language=language";

/// The report of a row, with remarks on it. A row without an id gets one made of what stands in it.
pub fn report(line: &str) -> (Report, Vec<Notice>) {
    let mapping = Mapping::parse(FIELDS).expect("the fields above are well written");
    let options = Options { mapping: Some(mapping), verbatim: true, ..Options::default() };
    let mut row: Value = serde_json::from_str(line).unwrap_or_default();
    let id = id(&row, line);
    if let Some(fields) = row.as_object_mut() {
        fields.insert("id".into(), id.clone().into());
    }
    // Remarks on a file, such as which key was taken for what, have the empty name; those on the report have its id.
    let item = RawItem::whole("", Media::Json, row.to_string().into_bytes());
    let (mut found, notices) = reports(&item, &options);
    let notices = notices.into_iter().filter(|n| n.origin == id).collect();
    match found.pop() {
        Some(report) => (report, notices),
        // The row must not be lost without a word; the pipeline says that it has no text.
        None => (without_text(id, line), Vec::new()),
    }
}

fn id(row: &Value, line: &str) -> String {
    let own = row.get("id").and_then(Value::as_str).filter(|id| !id.trim().is_empty());
    own.map_or_else(|| format!("report-{}", &sha256(line)[..16]), str::to_owned)
}

fn without_text(id: String, line: &str) -> Report {
    Report {
        id,
        outlet: None,
        title: None,
        url: None,
        author: None,
        language: "en".into(),
        published: Published::UNKNOWN,
        original_sha256: sha256(line),
        text_sha256: sha256(""),
        text: String::new(),
        blocks: Vec::new(),
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect()
}
