//! The table of sentences in `lexicon/places/cases.txt`.

use super::*;
use crate::lexicon::outlets::OutletLexicon;
use crate::lexicon::own_places;
use crate::lexicon::parties::PartyLexicon;
use std::sync::OnceLock;

static CASES: &str = include_str!("../../../../lexicon/places/cases.txt");

struct Lexicon {
    gazetteer: Gazetteer,
    outlets: OutletLexicon,
    parties: PartyLexicon,
}

/// The committed gazetteer with its additions, opened once.
fn lexicon() -> &'static Lexicon {
    static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/places/gazetteer.bin");
        let packed = Gazetteer::from_bytes(std::fs::read(path).expect(path).into()).expect("a sound gazetteer");
        Lexicon {
            gazetteer: packed.with(&own_places::places(&[]).expect("sound additions")),
            outlets: OutletLexicon::embedded().expect("sound outlets"),
            parties: PartyLexicon::embedded().expect("sound parties"),
        }
    })
}

fn known() -> Known<'static> {
    let Lexicon { gazetteer, outlets, parties } = lexicon();
    Known { gazetteer, outlets, parties }
}

fn usual(text: &str) -> Vec<Named> {
    let found = settle_pile(&[sketch(text, &known())]).remove(0);
    found.into_iter().filter(|p| !matches!(p.kind, Kind::People | Kind::Street)).collect()
}

/// "Goma: CD city North Kivu", as the table writes it.
fn told(text: &str, place: &Named) -> String {
    let gazetteer = known().gazetteer;
    let point = place.record.or(place.parent).map(|index| gazetteer.record(index));
    let country = point.as_ref().map(|p| p.country.as_str()).filter(|c| !c.is_empty()).unwrap_or("-");
    let division = point.as_ref().and_then(|p| p.admin1).map_or("", |d| gazetteer.name(d));
    format!("{}: {country} {} {division}", place.span.of(text), place.kind.as_str())
}

#[test]
fn sentences_have_the_places_of_the_table() {
    let mut wrong = Vec::new();
    let cases: Vec<(&str, &str)> =
        CASES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" => ")).collect();
    assert!(cases.len() >= 200, "only {} sentences", cases.len());
    for (text, expected) in cases {
        let found: Vec<String> = usual(text).iter().map(|p| told(text, p)).collect();
        let expected: Vec<&str> = expected.split(" ; ").map(str::trim).filter(|e| *e != "-").collect();
        let same = found.len() == expected.len() && found.iter().zip(&expected).all(|(f, e)| f.starts_with(e));
        if !same {
            wrong.push(format!("{text}\n    {}\n    and not {}", found.join(" ; "), expected.join(" ; ")));
        }
    }
    assert!(wrong.is_empty(), "{} are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
