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

#[test]
fn no_text_makes_it_panic_and_spans_stay_in_order() {
    let letters: Vec<char> = "aAbB éÉßﬁ'’-–.,()\n\t#&0ٱпКㄅ漢🙂\u{301}\u{200b}St. of in Goma Mr. 5km".chars().collect();
    // A fixed sequence of numbers stands in for chance.
    let mut state: u64 = 7;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    let pieces = ["Goma", " County", "Kunduz Province", "St. ", "al-", " 20 km south of ", "Gen. ", ", Texas", "Lake "];
    for _ in 0..3000 {
        let length = next(40);
        let mut text = String::new();
        for _ in 0..length {
            if next(4) == 0 {
                text.push_str(pieces[next(pieces.len())])
            } else {
                text.push(letters[next(letters.len())])
            }
        }
        let found = settle_pile(&[sketch(&text, &known())]).remove(0);
        assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text:?}");
        assert!(found.iter().all(|p| !p.span.of(&text).is_empty()), "{text:?}");
    }
}
