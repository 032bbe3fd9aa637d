//! JSON: one record a line, an array, an envelope around an array, or a single article.
//!
//! Records are cut out of the stream one by one, so a file of any size is read in the memory of one record. What the
//! fields mean is recognised (see [`dialect`]) or told by the person with a [`Mapping`].

mod dialect;
mod records;

pub use dialect::{Mapping, MappingError};
pub(crate) use records::Records;

use crate::report::{Facts, clip, from_parts, from_text, id_part, metadata_days, nothing_to_read};
use crate::{Options, RawItem, charset, html};
use dateline_core::model::{BlockKind, Notice, Report};
use dateline_core::text::blocks;
use dialect::Fields;
use serde_json::Value;

/// Makes the reports of one JSON value.
pub(crate) fn reports(item: &RawItem, options: &Options, notices: &mut Vec<Notice>) -> Vec<Report> {
    let text = charset::decode(item, notices);
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            notices.push(Notice::unread(
                item.id(),
                format!("The record is not valid JSON: {error}."),
                "Repair or remove the record; the others are read.",
            ));
            return Vec::new();
        }
    };
    match dialect::envelope(&value, options.mapping.as_ref()) {
        Some(articles) => many(item, articles, options, notices),
        None => one(item, &value, &item.id(), options, notices).into_iter().collect(),
    }
}

/// The articles of an envelope; each is named by its place unless it has an id.
fn many(item: &RawItem, articles: &[Value], options: &Options, notices: &mut Vec<Notice>) -> Vec<Report> {
    let numbered = articles.iter().enumerate();
    numbered
        .filter_map(|(at, value)| one(item, value, &format!("{}#{}", item.id(), at + 1), options, notices))
        .collect()
}

fn one(item: &RawItem, value: &Value, id: &str, options: &Options, notices: &mut Vec<Notice>) -> Option<Report> {
    let value = value.get("_source").filter(|v| v.is_object()).unwrap_or(value);
    if !value.is_object() {
        notices.push(Notice::unread(
            id,
            "The record is not an object with fields.",
            "Give each report as {\"text\": …}.",
        ));
        return None;
    }
    let fields = match &options.mapping {
        Some(mapping) => mapping.fields(value),
        None => dialect::recognise(value),
    };
    if fields.text.is_none() && fields.title.is_none() {
        notices.push(no_text(id, value));
        return None;
    }
    notices.push(remark(&item.file, &fields));
    let report = build(item, value, id, &fields, options, notices);
    if report.is_none() {
        notices.push(nothing_to_read(id));
    }
    report
}

fn build(
    item: &RawItem,
    value: &Value,
    id: &str,
    fields: &Fields,
    options: &Options,
    notices: &mut Vec<Notice>,
) -> Option<Report> {
    let own = fields.id.clone().filter(|own| !own.trim().is_empty());
    let id = match own {
        Some(own) if options.verbatim => own,
        Some(own) if id.contains('#') => item.id_of(&own),
        _ => id.to_string(),
    };
    let date = fields.date.as_deref().unwrap_or("");
    let days = metadata_days(date, fields.order, &id, notices);
    let title = fields.title.as_deref().map(plain).filter(|t| !t.is_empty());
    let facts = Facts {
        id,
        outlet: fields
            .outlet
            .clone()
            .map(|o| html::host(&o).unwrap_or(o))
            .or_else(|| html::host(fields.url.as_deref()?)),
        title: title.clone(),
        url: fields.url.clone(),
        author: fields.author.clone(),
        language: fields.language.clone(),
        days,
    };
    let original = match item.item {
        Some(_) => item.bytes.clone(),
        None => value.to_string().into_bytes(),
    };
    if options.verbatim {
        let text = fields.text.clone().or(title).filter(|t| !t.trim().is_empty())?;
        let blocks = blocks(&text);
        return Some(from_text(facts, &original, text, blocks));
    }
    from_parts(facts, &original, &parts(title, fields.text.as_deref().unwrap_or("")))
}

/// Headline and body; a body that begins by repeating the headline loses the repeat.
pub(crate) fn parts(title: Option<String>, body: &str) -> Vec<(BlockKind, String)> {
    let body = if html::has_markup(body) { html::fragment(body) } else { html::paragraphs(&without_cut_mark(body)) };
    let same = |words: &str| title.as_ref().is_some_and(|t| t.trim().eq_ignore_ascii_case(words.trim()));
    let body = body.into_iter().enumerate().filter(|(at, (_, words))| *at > 1 || !same(words)).map(|(_, part)| part);
    title.iter().map(|t| (BlockKind::Headline, t.clone())).chain(body).collect()
}

/// News services cut the text and say so: "… [+1234 chars]".
fn without_cut_mark(body: &str) -> String {
    match body.rfind("[+").filter(|_| body.ends_with("chars]")) {
        Some(at) => body[..at].trim_end().trim_end_matches('…').to_string(),
        None => body.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"").replace("&nbsp;", " "),
    }
}

/// A title without mark-up and entities, on one line.
pub(crate) fn plain(title: &str) -> String {
    let clean = clip(title, 2000);
    if !clean.contains(['<', '&']) {
        return clean;
    }
    let words: Vec<_> = html::fragment(&format!("<p>{clean}</p>")).into_iter().map(|(_, words)| words).collect();
    if words.is_empty() { clean } else { words.join(" ") }
}

fn remark(file: &str, fields: &Fields) -> Notice {
    let named = |what: &str, path: &Option<String>| path.as_ref().map(|p| format!("{what} from `{p}`"));
    let used: Vec<_> =
        [named("text", &fields.text_path), named("title", &fields.title_path), named("day", &fields.date_path)]
            .into_iter()
            .flatten()
            .collect();
    let note = fields.note.map(|n| format!(" {n}")).unwrap_or_default();
    Notice::remark(
        file,
        format!("The JSON was read as {}: {}.{note}", fields.dialect, used.join(", ")),
        "If that is wrong, say which field is which with `--map text=…,date=…,title=…`.",
    )
}

fn no_text(id: &str, value: &Value) -> Notice {
    let names: Vec<_> = value.as_object().into_iter().flat_map(|o| o.keys()).take(12).map(|k| clip(k, 30)).collect();
    Notice::unread(
        id,
        format!(
            "No field of the record is known to hold the text (fields: {}).",
            id_part(&names.join(",")).replace(',', ", ")
        ),
        "Say which field it is with `--map text=FIELD,date=FIELD`.",
    )
}
