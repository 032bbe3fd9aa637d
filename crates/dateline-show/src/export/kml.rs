//! KML 2.2: one placemark for each state of a place, with a TimeSpan. An open end has no element and means for ever.
//!
//! Places that the gazetteer does not know have no point and so no placemark; the claims behind
//! them are counted.

use super::states::{Grounds, Shown, shown};
use super::{Asked, Export, Out, Sink};
use crate::atom::escaped;
use crate::pile::Pile;
use std::io;

/// The states as a document.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let mut grounds = Grounds::new(pile);
    let written = sink.file("holdings.kml", |out| write(out, pile, asked, &mut grounds))?;
    Ok(Export { written, left: grounds.left() })
}

/// Gives how many placemarks there are.
fn write(out: &mut Out<'_>, pile: &Pile, asked: &Asked, grounds: &mut Grounds) -> io::Result<usize> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    out.write_all(b"<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>Who holds what</name>\n")?;
    let mut written = 0;
    for shown in shown(pile, asked) {
        if shown.place.lat.is_none() || shown.place.lon.is_none() {
            grounds.leave(&shown.stretch);
            continue;
        }
        out.write_all(placemark(&shown).as_bytes())?;
        grounds.show(&shown.stretch);
        written += 1;
    }
    out.write_all(b"</Document>\n</kml>\n")?;
    Ok(written)
}

fn placemark(shown: &Shown) -> String {
    let mut out = String::new();
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
    out
}

/// XML ids begin with a letter and hold letters, digits and a few signs.
fn identifier(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' }).collect();
    format!("s_{plain}_{}", &super::sha256(id.as_bytes())[..6])
}
