//! GeoJSON (RFC 7946): one feature for each state of a place, with `start_date` and `end_date` as plain days.
//!
//! An end that is open has no property. A place that the gazetteer does not know is a feature without geometry, which the
//! standard allows, so that nothing is lost. `title`, `date`, `description`, `source` and `links` are the names that
//! published sets of open-source findings use.

use super::states::{Grounds, Shown, shown};
use super::{Asked, Export, Out, Sink, ids};
use crate::pile::Pile;
use dateline_core::model::Day;
use serde_json::{Map, Value, json};
use std::io;

/// The states as a FeatureCollection, one feature a line.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let mut grounds = Grounds::new(pile);
    let written = sink.file("holdings.geojson", |out| write(out, pile, asked, &mut grounds))?;
    Ok(Export { written, left: grounds.left() })
}

/// Gives how many features there are.
fn write(out: &mut Out<'_>, pile: &Pile, asked: &Asked, grounds: &mut Grounds) -> io::Result<usize> {
    let known = if pile.known < Day::MAX { json!(pile.known.to_string()) } else { Value::Null };
    writeln!(out, "{{\"type\":\"FeatureCollection\",\"known\":{known},\"features\":[")?;
    let mut written = 0;
    for shown in shown(pile, asked) {
        let between = if written == 0 { "" } else { ",\n" };
        write!(out, "{between}{}", feature(&shown))?;
        grounds.show(&shown.stretch);
        written += 1;
    }
    out.write_all(b"\n]}\n")?;
    Ok(written)
}

fn feature(shown: &Shown) -> Value {
    let (place, stretch) = (shown.place, &shown.stretch);
    let point = place.lat.zip(place.lon).map(|(lat, lon)| json!({ "type": "Point", "coordinates": [lon, lat] }));
    let mut properties = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            properties.insert(name.to_owned(), value);
        }
    };
    set("title", json!(shown.title));
    set("place", json!(crate::text::clean(&place.name)));
    set("place_id", json!(place.id));
    set("place_kind", json!(place.kind.as_str()));
    set("within", json!(place.within));
    set("country", json!(place.country));
    set("holder", json!(crate::text::clean(stretch.holder.as_str())));
    set("holder_id", json!(shown.holder_id));
    set("standing", json!(stretch.standing.as_str()));
    set("disputed", json!(stretch.disputed));
    set("start_date", json!(stretch.from.map(|d| d.to_string())));
    set("end_date", json!(stretch.to.map(|d| d.to_string())));
    set("since", json!(stretch.since.map(super::edtf)));
    set("date", json!(stretch.since.map(|d| d.from.to_string())));
    set("origins", json!(stretch.origins));
    set("inferred", json!(stretch.inferred));
    set("description", json!(shown.lines.join("\n")));
    set("source", json!(shown.outlets.join("; ")));
    set("links", json!(shown.links));
    set("claims", json!(ids(&stretch.support).collect::<Vec<_>>().join("; ")));
    set("claims_against", json!(ids(&stretch.against).collect::<Vec<_>>().join("; ")));
    json!({ "type": "Feature", "id": shown.id, "geometry": point, "properties": properties })
}
