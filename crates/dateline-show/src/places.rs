//! Places named in one document.

use crate::json::line;
use crate::offsets::Offsets;
use crate::text::clean;
use dateline_core::lexicon::fold::fold;
use dateline_core::lexicon::gazetteer::{Gazetteer, PlaceRecord};
use dateline_core::places::{Kind, Named, Near};
use serde::Serialize;

#[derive(Serialize)]
struct DocumentForm<'a> {
    id: &'a str,
    places: Vec<PlaceForm<'a>>,
}

/// One place. `kind` says how exact the point is: a town's, a province's, a country's middle. What the gazetteer does
/// not have ("Kunduz Airport", a street) is a child of the place it is likeliest in, and has that place's point.
#[derive(Serialize)]
struct PlaceForm<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    id: Option<String>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<NearForm<'a>>,
}

/// How far and which way from the place something is told to be.
#[derive(Serialize)]
struct NearForm<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    km: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
}

/// One JSON line for the document.
pub fn json(id: &str, text: &str, found: &[Named], gazetteer: &Gazetteer) -> String {
    let offsets = Offsets::new(text);
    line(&DocumentForm { id, places: found.iter().map(|place| form(text, &offsets, place, gazetteer)).collect() })
}

fn form<'a>(text: &'a str, offsets: &Offsets, place: &'a Named, gazetteer: &Gazetteer) -> PlaceForm<'a> {
    let (start, end) = offsets.code_points(place.span);
    let written = place.span.of(text);
    let record = place.record.map(|index| gazetteer.record(index));
    let parent = place.parent.map(|index| gazetteer.record(index));
    let point = record.as_ref().or(parent.as_ref());
    PlaceForm {
        start,
        end,
        text: written,
        lat: point.map(|p| p.lat),
        lon: point.map(|p| p.lon),
        id: id_of(written, record.as_ref(), parent.as_ref()),
        kind: place.kind.as_str(),
        name: record.as_ref().map(|r| r.name.clone()),
        within: match &record {
            Some(record) => container(record, gazetteer),
            None => parent.as_ref().map(|p| p.name.clone()),
        },
        country: point.map(|p| p.country.clone()).unwrap_or_default(),
        near: place.near.as_ref().map(near),
    }
}

/// The gazetteer's id; of what the gazetteer does not have an id below its parent's, or of the name alone.
fn id_of(written: &str, record: Option<&PlaceRecord>, parent: Option<&PlaceRecord>) -> Option<String> {
    let slug = fold(written).replace(' ', "-");
    match (record, parent) {
        (Some(record), _) => Some(record.id.clone()),
        (None, Some(parent)) => Some(format!("{}/{slug}", parent.id)),
        (None, None) => Some(format!("name:{}", fold(written))),
    }
}

/// The division or country that a place lies in.
fn container(record: &PlaceRecord, gazetteer: &Gazetteer) -> Option<String> {
    let division = record.admin1.filter(|d| *d != record.index);
    let country = gazetteer.country(&record.country).filter(|c| *c != record.index);
    division.or(country).map(|index| gazetteer.name(index).to_owned())
}

fn near(near: &Near) -> NearForm<'_> {
    NearForm { text: &near.text, km: near.km, direction: near.direction }
}

/// A table for the document: its name, then a line for each place.
pub fn text(id: &str, text: &str, found: &[Named], gazetteer: &Gazetteer) -> String {
    let mut out = format!("{}\n", clean(id));
    for place in found {
        let words = clean(&format!("{} {}", place.near.as_ref().map_or("", |n| &n.text), place.span.of(text)));
        let row = format!("  {words:<36} {:<9} {}", place.kind.as_str(), meant(place, gazetteer));
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// "Goma, North Kivu (CD)  -1.6788 29.2218  gn:216281".
fn meant(place: &Named, gazetteer: &Gazetteer) -> String {
    let (lead, index) = match (place.record, place.parent) {
        (Some(index), _) => ("", index),
        (None, Some(index)) => ("in ", index),
        (None, None) => return String::new(),
    };
    shown(&gazetteer.record(index), lead, gazetteer)
}

fn shown(record: &PlaceRecord, lead: &str, gazetteer: &Gazetteer) -> String {
    let within = container(record, gazetteer).map_or(String::new(), |c| format!(", {c}"));
    let country = if record.country.is_empty() { String::new() } else { format!(" ({})", record.country) };
    let shown = clean(&format!("{lead}{}{within}{country}", record.name));
    format!("{shown:<48} {:>8.4} {:>9.4}  {}", record.lat, record.lon, clean(&record.id))
}

#[derive(Serialize)]
struct RecordForm<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    lat: f64,
    lon: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    country: &'a str,
    population: u32,
}

/// One place of the gazetteer as a JSON line.
pub fn record_json(record: &PlaceRecord, gazetteer: &Gazetteer) -> String {
    line(&RecordForm {
        id: &record.id,
        name: &record.name,
        kind: Kind::of(record.kind).as_str(),
        lat: record.lat,
        lon: record.lon,
        within: container(record, gazetteer),
        country: &record.country,
        population: record.population,
    })
}

/// One place of the gazetteer as a line of a table.
pub fn record_text(record: &PlaceRecord, gazetteer: &Gazetteer) -> String {
    format!("{:<9} {}\n", Kind::of(record.kind).as_str(), shown(record, "", gazetteer))
}

/// Whether a place is shown when nothing else was asked for: streets and peoples are not.
pub fn is_usual(kind: Kind) -> bool {
    !matches!(kind, Kind::Street | Kind::People)
}
