//! What the shipped gazetteer must find: the world's towns as wire reports spell them.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::*;
use crate::lexicon::own_places;
use crate::lexicon::pack::{PackInput, PackedPlace, pack};

/// The committed gazetteer, opened once.
fn shipped() -> &'static Gazetteer {
    static SHIPPED: OnceLock<Gazetteer> = OnceLock::new();
    SHIPPED.get_or_init(packed)
}

fn packed() -> Gazetteer {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/places/gazetteer.bin");
    Gazetteer::from_bytes(std::fs::read(path).expect(path).into()).expect("a sound gazetteer")
}

/// Whether a country has a populated place of this spelling, by strict key or near the top by loose key.
///
/// Namesakes abroad are no fault here ("Palma" is Spanish first); choosing needs the report's context.
fn has_town(country: &str, name: &str) -> bool {
    let places = shipped();
    let strict = places.candidates(name);
    let loose = places.similar(name).into_iter().take(20);
    strict.into_iter().chain(loose).any(|index| {
        let place = places.record(index);
        place.kind == PlaceKind::City && place.country == country
    })
}

#[test]
fn towns_are_found_as_reports_spell_them() {
    let mut missing = Vec::new();
    for (names, country) in [
        ("Qala-e-Naw|Feroz Koh|Firozkoh|Tirin Kot|Shebarghan|Mazar-i-Sharif|Lashkar Gah|Pul-e-Khumri", "AF"),
        ("Kyiv|Kiev|Mariupol|Sievierodonetsk|Severodonetsk|Bakhmut|Artemivsk|Kherson|Lysychansk", "UA"),
        ("Goma|Bukavu|Uvira|Bunia|Beni|Kisangani", "CD"),
        ("El Fasher|al-Fashir|Wad Madani|Wad Medani|Khartoum|Omdurman|El Geneina|Nyala|El Obeid", "SD"),
        ("Aleppo|Idlib|Raqqa|ar-Raqqah|Deir ez-Zor|Deir al-Zor|Deir Ezzor|Palmyra|Tadmur|Homs|Kobani", "SY"),
        ("Mosul|Ramadi|Fallujah|Falluja|Tikrit|Sinjar|Kirkuk", "IQ"),
        ("Mekelle|Lalibela|Axum|Gondar", "ET"),
        ("Bangui|Bambari|Bossangoa", "CF"),
        ("Gao|Timbuktu|Kidal|Konna", "ML"),
        ("Benghazi|Misrata|Sirte|Derna|Zawiya", "LY"),
        ("Aden|Hodeidah|Hudaydah|Sanaa|Sana'a|Marib|Taiz|Mukalla", "YE"),
        ("Stepanakert|Khankendi|Shusha|Shushi|Agdam", "AZ"),
        ("Vukovar|Knin", "HR"),
        ("Srebrenica|Sarajevo|Gorazde|Banja Luka", "BA"),
        ("Grozny|Gudermes", "RU"),
        ("Myitkyina|Lashio|Myawaddy|Loikaw|Sittwe", "MM"),
        ("Marawi|Zamboanga", "PH"),
        ("Jaffna|Kilinochchi|Mullaitivu", "LK"),
        ("Huambo|Kuito|Luena", "AO"),
        ("Mocimboa da Praia|Palma|Pemba", "MZ"),
        ("Baidoa|Kismayo|Mogadishu|Beledweyne", "SO"),
        ("Maiduguri|Baga|Chibok", "NG"),
        ("Bentiu|Malakal|Juba", "SS"),
        ("Sukhumi|Gori|Tskhinvali", "GE"),
        ("Phnom Penh|Battambang", "KH"),
        ("Saigon|Hue|Da Nang|Dien Bien Phu", "VN"),
        ("Bouake|Abidjan|Korhogo", "CI"),
    ] {
        for name in names.split('|') {
            if !has_town(country, name) {
                missing.push(format!("{name}, {country}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_division_knows_its_seat() {
    let places = shipped();
    for (division, seat) in [
        ("Kunduz", "Kunduz"),
        ("Helmand", "Lashkar Gāh"),
        ("Donetsk", "Donetsk"),
        ("North Kivu", "Goma"),
        ("Raqqa", "Ar Raqqah"),
    ] {
        let found = places.candidates(division).into_iter().map(|index| places.record(index));
        let record = found.into_iter().find(|place| place.kind == PlaceKind::Admin1).expect(division);
        let capital = places.capital_of_admin1(record.index).expect(division);
        assert_eq!(places.record(capital).name, seat, "{division}");
    }
}

#[test]
fn a_country_knows_its_capital_and_its_people() {
    let places = shipped();
    for (iso, name, capital) in [
        ("AF", "Afghanistan", "Kabul"),
        ("UA", "Ukraine", "Kyiv"),
        ("CD", "Democratic Republic of the Congo", "Kinshasa"),
    ] {
        let record = places.record(places.country(iso).expect(iso));
        assert_eq!((record.name.as_str(), record.id.as_str()), (name, format!("iso:{iso}").as_str()));
        let seat = places.record(places.capital_of_country(iso).expect(iso));
        assert_eq!((seat.name.as_str(), seat.capital), (capital, Capital::Country));
    }
    assert_eq!(places.country_of_adjective("Afghans"), ["AF"]);
    assert_eq!(places.country_of_adjective("Congolese"), ["CD", "CG"]);
    assert!(places.country_of_adjective("Kunduz").is_empty());
    assert_eq!(places.country("ZZ"), None);
}

#[test]
fn the_longest_name_wins() {
    let places = shipped();
    for (words, length) in [
        ("Deir ez-Zor was", 2),
        ("Port - au - Prince fell", 5),
        ("Port-au-Prince fell", 1),
        ("Democratic Republic of the Congo .", 5),
        ("Goma on Monday", 1),
        ("Sana 'a airport", 2),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        assert_eq!(places.longest(&words).map(|(length, _)| length), Some(length), "{words:?}");
    }
    assert_eq!(places.longest(&["xqzt"]), None);
    assert_eq!(places.longest(&[]), None);
}

#[test]
fn words_and_first_names_are_known() {
    let places = shipped();
    for word in ["the", "Reading", "nice"] {
        assert!(places.is_common_word(word), "{word}");
    }
    assert!(!places.is_common_word("Kunduz"));
    for name in ["Ahmed", "Olena", "Jean", "Maria"] {
        assert!(places.is_first_name(name), "{name}");
    }
}

#[test]
fn every_record_can_be_read() {
    let places = shipped();
    for index in 0..places.len() {
        let place = places.record(index);
        assert!(!place.name.is_empty() && !place.id.is_empty(), "{place:?}");
        assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{place:?}");
        assert!(place.admin1.is_none_or(|division| places.record(division).kind == PlaceKind::Admin1), "{place:?}");
    }
}

/// A gazetteer of two places.
fn small() -> Vec<u8> {
    let place = |id: &str, name: &str, population| PackedPlace {
        id: id.to_owned(),
        kind: PlaceKind::City,
        name: name.to_owned(),
        lat: -1.5,
        lon: 29.25,
        country: "CD".to_owned(),
        admin1: String::new(),
        population,
        capital: Capital::None,
        aliases: Vec::new(),
    };
    let places = vec![place("gn:7", "Goma", 12_345_678), place("gn:8", "Gomah", 5)];
    pack(PackInput { version: "test".to_owned(), places, ..PackInput::default() }).expect("it packs")
}

#[test]
fn what_was_packed_is_read_back() {
    let places = Gazetteer::from_bytes(small().into()).expect("a sound gazetteer");
    assert_eq!((places.version(), places.len()), ("test", 2));
    let record = places.record(places.candidates("GOMA")[0]);
    assert_eq!((record.id.as_str(), record.lat, record.lon), ("gn:7", -1.5, 29.25));
    assert_eq!(record.population, 12_345_600, "above a million, three bytes drop the last digits");
    let similar = places.similar("Gomaa").into_iter().map(|index| places.record(index).name);
    assert_eq!(similar.collect::<Vec<_>>(), ["Goma", "Gomah"]);
}

#[test]
fn cut_or_damaged_bytes_are_refused() {
    let whole = small();
    for length in 0..whole.len() {
        assert!(Gazetteer::from_bytes(whole[..length].to_vec().into()).is_err(), "{length} bytes");
    }
    let mut damaged = whole.clone();
    *damaged.last_mut().expect("bytes") ^= 1;
    assert!(matches!(Gazetteer::from_bytes(damaged.into()), Err(GazetteerError::Checksum)));
    assert!(matches!(Gazetteer::from_bytes(Cow::Borrowed(b"something else")), Err(GazetteerError::NotAGazetteer)));
}

/// The towns that lie farther from the point of their division than from those of five others, and all, by country.
fn misplaced(places: &Gazetteer) -> BTreeMap<String, (usize, usize)> {
    let points: Vec<PlacePoint> = (0..places.len()).map(|index| places.point(index)).collect();
    let mut divisions: BTreeMap<[u8; 2], Vec<&PlacePoint>> = BTreeMap::new();
    for point in points.iter().filter(|p| p.kind == PlaceKind::Admin1) {
        divisions.entry(point.country).or_default().push(point);
    }
    let far = |a: &PlacePoint, b: &PlacePoint| {
        let east = (a.lon - b.lon + 540.0).rem_euclid(360.0) - 180.0;
        (a.lat - b.lat).powi(2) + (east * a.lat.to_radians().cos()).powi(2)
    };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for town in points.iter().filter(|p| p.kind == PlaceKind::City) {
        let (Some(division), Some(others)) = (town.admin1, divisions.get(&town.country)) else { continue };
        let own = far(town, &points[division as usize]);
        let nearer = others.iter().filter(|other| far(town, other) < own).count();
        let count = counts.entry(String::from_utf8_lossy(&town.country).into_owned()).or_default();
        *count = (count.0 + usize::from(nearer >= 5), count.1 + 1);
    }
    counts
}

#[test]
fn divisions_lie_where_their_towns_do() {
    let places = packed().with(&own_places::places(&[]).expect("sound additions"));
    let wrong: Vec<_> = misplaced(&places).into_iter().filter(|(_, (wrong, all))| wrong * 5 > *all).collect();
    assert!(wrong.is_empty(), "countries with divisions under other names: {wrong:?}");
    let mut ids: Vec<String> = places.divisions().map(|p| places.record(p.index).id).collect();
    ids.sort();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "two divisions have one id");
}

#[test]
fn towns_lie_in_the_divisions_of_today() {
    let places = packed().with(&own_places::places(&[]).expect("sound additions"));
    for (town, country, division) in [
        ("Lyon", "FR", "Auvergne-Rhône-Alpes"),
        ("Ajaccio", "FR", "Corsica"),
        ("Vinh Long", "VN", "Vĩnh Long"),
        ("Hanoi", "VN", "Hanoi"),
        ("Pleiku", "VN", "Gia Lai"),
        ("Cebu City", "PH", "Central Visayas"),
        ("Trondheim", "NO", "Trøndelag"),
        ("Georgetown", "GY", "Demerara-Mahaica"),
    ] {
        let found = places.candidates(town).into_iter().map(|index| places.record(index));
        let record = found.into_iter().find(|r| r.kind == PlaceKind::City && r.country == country).expect(town);
        let name = record.admin1.map(|division| places.name(division));
        assert_eq!(name, Some(division), "{town}");
    }
    let named = |name: &str| places.candidates(name).into_iter().map(|i| places.record(i)).collect::<Vec<_>>();
    assert!(named("Vaucluse").iter().all(|r| r.kind != PlaceKind::Admin1), "the department took the region's place");
    assert!(named("Brittany").iter().any(|r| r.id == "iso2:FR-BRE"));
}
