//! TimeMap (Forensic Architecture): events, sources and associations as the three files it loads.
//!
//! Everything is a string there. Dates are MM/DD/YYYY, its default; the kind of event is its category, parties are filters.

use super::events;
use super::happened::Happened;
use super::sink::{Each, Entries, pretty};
use super::states::{cited, link};
use super::{Asked, Export, Sink, plain};
use crate::pile::Pile;
use dateline_core::model::Day;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io;

/// Events that have a point.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (happened, mut left) = events::asked_for(pile, asked);
    events::leave_the_rest(pile, &mut left, true);
    let told = Each(|| happened.iter().map(|e| event(pile, e)));
    sink.file("events.json", |out| pretty(out, &told))?;
    let reports: BTreeSet<&str> = happened.iter().flat_map(|e| e.claims.iter().map(|c| c.report.as_str())).collect();
    let sources = Entries(|| reports.iter().filter_map(|id| Some((id, source(pile, id)?))));
    sink.file("sources.json", |out| pretty(out, &sources))?;
    sink.file("associations.json", |out| pretty(out, &associations(&happened)))?;
    Ok(Export { written: happened.len(), left })
}

fn event(pile: &Pile, event: &Happened) -> Value {
    let sources: BTreeSet<&str> = event.claims.iter().map(|c| c.report.as_str()).collect();
    let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
    let passages: Vec<String> = event.claims.iter().map(|c| plain(&cited(pile, c))).collect();
    json!({
        "id": event.id(),
        "description": plain(&super::timelinejs::headline(event)),
        "date": american(events::middle(event.days)),
        "time": "",
        "time_precision": if event.days.is_one_day() { "day".into() } else { plain(&crate::text::days(event.days)) },
        "location": plain(&event.place.name),
        "latitude": number(event.place.lat),
        "longitude": number(event.place.lon),
        "type": event.standing.as_str(),
        "category": event.kind.as_str(),
        "associations": parties(event),
        "sources": sources,
        "comments": passages.join("\n"),
    })
}

/// MM/DD/YYYY.
fn american(day: Day) -> String {
    format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year())
}

fn parties(event: &Happened) -> Vec<String> {
    let names = [&event.actor, &event.target].into_iter().flatten().map(|p| plain(&p.name));
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn associations(happened: &[Happened]) -> Value {
    let kinds: BTreeSet<&str> = happened.iter().map(|e| e.kind.as_str()).collect();
    let names: BTreeSet<String> = happened.iter().flat_map(parties).collect();
    let kind = |k: &&str| json!({ "id": k, "title": k, "desc": "", "mode": "CATEGORY" });
    let party = |p: &String| json!({ "id": p, "title": p, "desc": "", "mode": "FILTER", "filter_paths": ["party", p] });
    kinds.iter().map(kind).chain(names.iter().map(party)).collect()
}

fn source(pile: &Pile, id: &str) -> Option<Value> {
    let report = &pile.card(id)?.report;
    let published = pile.card(id)?.published.days.map_or(String::new(), |d| d.to.to_string());
    Some(json!({
        "id": id,
        "title": plain(report.title.as_deref().unwrap_or(id)),
        "paths": [],
        "type": "report",
        "url": report.url.as_deref().and_then(link).unwrap_or_default(),
        "description": "",
        "author": plain(report.outlet.as_deref().unwrap_or_default()),
        "date": published,
    }))
}
