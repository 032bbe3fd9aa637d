//! KML 2.2: one placemark for each state of a place, with a TimeSpan. An open end has no element and means for ever.
//!
//! Places that the gazetteer does not know have no point and so no placemark; the claims behind
//! them are counted.

use super::states::{Shown, left, shown};
use super::{Asked, Export, one_text};
use crate::atom::escaped;
use crate::pile::Pile;

/// The states as a document.
pub(super) fn export(pile: &Pile, asked: &Asked) -> Export {
    let (mapped, unmapped): (Vec<Shown>, Vec<Shown>) =
        shown(pile, asked).into_iter().partition(|s| s.place.lat.is_some() && s.place.lon.is_some());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>Who holds what</name>\n");
    mapped.iter().for_each(|s| placemark(&mut out, s));
    out.push_str("</Document>\n</kml>\n");
    let left = left(pile, &mapped, &unmapped);
    one_text("holdings.kml", out, mapped.len(), left)
}

fn placemark(out: &mut String, shown: &Shown) {
    let (place, stretch) = (shown.place, &shown.stretch);
    out.push_str(&format!("<Placemark id=\"{}\">\n", identifier(&shown.id)));
    out.push_str(&format!("<name>{}</name>\n", escaped(&shown.title)));
    let lines: Vec<String> = shown.lines.iter().map(|l| escaped(&super::plain(l))).collect();
    out.push_str(&format!("<description>{}</description>\n", lines.join("\n")));
    let edge = |name: &str, day: Option<dateline_core::model::Day>| {
        day.map_or(String::new(), |d| format!("<{name}>{d}</{name}>"))
    };
    out.push_str(&format!("<TimeSpan>{}{}</TimeSpan>\n", edge("begin", stretch.from), edge("end", stretch.to)));
    out.push_str("<ExtendedData>\n");
    let mut data = |name: &str, value: &str| {
        out.push_str(&format!("<Data name=\"{name}\"><value>{}</value></Data>\n", escaped(value)));
    };
    data("place_id", &place.id);
    data("holder", stretch.holder.as_str());
    data("standing", stretch.standing.as_str());
    data("disputed", if stretch.disputed { "true" } else { "false" });
    data("since", &stretch.since.map_or(String::new(), super::edtf));
    data("claims", &stretch.support.join("; "));
    data("claims_against", &stretch.against.join("; "));
    data("source", &shown.outlets.join("; "));
    out.push_str("</ExtendedData>\n");
    let at = place.lat.zip(place.lon).map_or(String::new(), |(lat, lon)| format!("{lon},{lat}"));
    out.push_str(&format!("<Point><coordinates>{at}</coordinates></Point>\n</Placemark>\n"));
}

/// XML ids begin with a letter and hold letters, digits and a few signs.
fn identifier(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' }).collect();
    format!("s_{plain}_{}", &super::sha256(id.as_bytes())[..6])
}
