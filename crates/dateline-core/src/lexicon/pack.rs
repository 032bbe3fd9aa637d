//! Writes the bytes that [`super::gazetteer`] reads.
//!
//! Both sides live here so that the layout is said once. Packing is a developer's step (the example
//! `pack_gazetteer`) and what a test uses for a gazetteer of three places. The same input gives the
//! same bytes: records are sorted by importance and then by id, every map by key.

use std::collections::{BTreeMap, BTreeSet};

use fst::{MapBuilder, SetBuilder};

use super::fold::{fold, fuzzy_fold};
use super::gazetteer::{Capital, ID_IS_TEXT, PlaceKind};

/// The first bytes of a gazetteer; the digit is the layout's version.
pub(super) const MAGIC: [u8; 8] = *b"DLGAZET1";
/// How many sections a file has.
pub(super) const SECTIONS: usize = 13;
/// Magic, checksum, then the length of each section.
pub(super) const HEADER_LEN: usize = MAGIC.len() + 8 + 4 * SECTIONS;
/// Bytes per record: latitude 3, longitude 3, population 3, name 3, id 3, flags 1, country 1, admin1 2.
pub(super) const RECORD_WIDTH: usize = 19;
/// Bytes per country: code 2, its record 4, its capital's record 4.
pub(super) const COUNTRY_WIDTH: usize = 10;
/// The country number of a place without one.
pub(super) const NO_COUNTRY: u8 = 255;
/// The division number of a place without one.
pub(super) const NO_ADMIN1: u16 = u16::MAX;
/// An empty record field.
pub(super) const NO_INDEX: u32 = u32::MAX;

/// The parts of the file, in their order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Section {
    Version,
    Keys,
    Lists,
    FuzzyKeys,
    FuzzyLists,
    Records,
    Strings,
    Countries,
    Adjectives,
    AdjectiveLists,
    CommonWords,
    FirstNames,
    Admin1Capitals,
}

impl Section {
    /// The name used in error messages.
    pub(super) fn name(self) -> &'static str {
        const NAMES: [&str; SECTIONS] = [
            "version",
            "keys",
            "lists",
            "fuzzy keys",
            "fuzzy lists",
            "records",
            "strings",
            "countries",
            "adjectives",
            "adjective lists",
            "common words",
            "first names",
            "division capitals",
        ];
        NAMES[self as usize]
    }
}

/// One place as the builder hands it over.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedPlace {
    /// The stable id; `gn:` and a number is stored as a number.
    pub id: String,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// The usual name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Two-letter code, or empty.
    pub country: String,
    /// The id of its first-level division, or empty.
    pub admin1: String,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Of what it is the seat.
    pub capital: Capital,
    /// Other names.
    pub aliases: Vec<String>,
}

/// Everything that goes into one file.
#[derive(Debug, Clone, Default)]
pub struct PackInput {
    /// Which build this is, as people will read it.
    pub version: String,
    /// The places, in any order.
    pub places: Vec<PackedPlace>,
    /// Adjectives and names of peoples, each with a country's code.
    pub adjectives: Vec<(String, String)>,
    /// Ordinary English words.
    pub common_words: Vec<String>,
    /// Given names.
    pub first_names: Vec<String>,
}

/// Packs a gazetteer.
///
/// # Errors
/// Only if the finite-state builder refuses its input, which sorted keys do not give it cause for.
///
/// # Panics
/// If there are more than 65 534 divisions, 254 countries or 16 MB of names: limits of the layout.
pub fn pack(input: PackInput) -> Result<Vec<u8>, fst::Error> {
    let mut places = input.places;
    places.sort_by(|one, other| importance(one).cmp(&importance(other)));
    let countries = country_numbers(&places);
    let mut strings = Strings::default();
    let records = pack_records(&places, &countries, &mut strings);
    let (keys, lists, offsets) = pack_keys(&places)?;
    let (fuzzy_keys, fuzzy_lists) = pack_fuzzy_keys(&offsets)?;
    let (adjectives, adjective_lists) = pack_adjectives(&input.adjectives, &countries)?;
    let sections: [Vec<u8>; SECTIONS] = [
        input.version.into_bytes(),
        keys,
        lists,
        fuzzy_keys,
        fuzzy_lists,
        records,
        strings.bytes,
        pack_countries(&places, &countries),
        adjectives,
        adjective_lists,
        pack_words(&input.common_words)?,
        pack_words(&input.first_names)?,
        pack_admin1_capitals(&places),
    ];
    Ok(join(&sections))
}

/// Header and sections in one run of bytes.
fn join(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut body = Vec::new();
    for section in sections {
        let length = u32::try_from(section.len()).expect("a section fits in four bytes of length");
        body.extend(length.to_le_bytes());
    }
    for section in sections {
        body.extend(section);
    }
    let mut file = MAGIC.to_vec();
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

/// A fast checksum against cut and changed copies; no protection against an adversary.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut sum = bytes.len() as u64;
    let mut mix = |word: u64| sum = (sum.rotate_left(5) ^ word).wrapping_mul(PRIME);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        mix(u64::from_le_bytes(*word));
    }
    for byte in rest {
        mix(u64::from(*byte));
    }
    sum
}

/// The order of records: kind class, then inhabitants, then seat, then id.
fn importance(place: &PackedPlace) -> (u8, std::cmp::Reverse<u32>, std::cmp::Reverse<Capital>, &str) {
    let class = match place.kind {
        PlaceKind::Country => 0,
        PlaceKind::Region => 1,
        PlaceKind::Admin1 => 2,
        _ => 3,
    };
    (class, std::cmp::Reverse(place.population), std::cmp::Reverse(place.capital), &place.id)
}

/// A number for every country that some place names.
fn country_numbers(places: &[PackedPlace]) -> BTreeMap<&str, u8> {
    let codes: BTreeSet<&str> =
        places.iter().map(|place| place.country.as_str()).filter(|code| !code.is_empty()).collect();
    assert!(codes.len() <= usize::from(NO_COUNTRY), "more countries than the layout can number");
    (0..NO_COUNTRY).zip(codes).map(|(number, code)| (code, number)).collect()
}

/// The table of countries with the records of each country and its capital.
fn pack_countries(places: &[PackedPlace], countries: &BTreeMap<&str, u8>) -> Vec<u8> {
    let mut table = Vec::new();
    for code in countries.keys() {
        let first = |wanted: &dyn Fn(&PackedPlace) -> bool| {
            let found = places.iter().position(|place| place.country == *code && wanted(place));
            found.map_or(NO_INDEX, record_number)
        };
        table.extend(code.as_bytes());
        table.extend(first(&|place| place.kind == PlaceKind::Country).to_le_bytes());
        table.extend(first(&|place| place.capital == Capital::Country).to_le_bytes());
    }
    table
}

/// Pairs of a division's record and its seat's, by division.
fn pack_admin1_capitals(places: &[PackedPlace]) -> Vec<u8> {
    let divisions = division_numbers(places);
    let mut seats: BTreeMap<u32, u32> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        if place.capital >= Capital::Admin1
            && let Some(division) = divisions.get(place.admin1.as_str())
        {
            seats.entry(u32::from(*division)).or_insert(record_number(index));
        }
    }
    seats.iter().flat_map(|(division, seat)| [division.to_le_bytes(), seat.to_le_bytes()].concat()).collect()
}

/// The record number of every first-level division by id.
fn division_numbers(places: &[PackedPlace]) -> BTreeMap<&str, u16> {
    let divisions = places.iter().enumerate().filter(|(_, place)| place.kind == PlaceKind::Admin1);
    divisions
        .map(|(index, place)| {
            let number = u16::try_from(index).ok().filter(|number| *number != NO_ADMIN1);
            (place.id.as_str(), number.expect("divisions come early enough for two bytes"))
        })
        .collect()
}

/// A position as a record number.
fn record_number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than four thousand million places")
}

/// The fixed-width records, in order.
fn pack_records(places: &[PackedPlace], countries: &BTreeMap<&str, u8>, strings: &mut Strings) -> Vec<u8> {
    let divisions = division_numbers(places);
    let mut records = Vec::with_capacity(places.len() * RECORD_WIDTH);
    for place in places {
        let (id, is_text) = match place.id.strip_prefix("gn:").and_then(|number| number.parse().ok()) {
            Some(number) if number < 1 << 24 => (number, 0),
            _ => (strings.at(&place.id), ID_IS_TEXT),
        };
        records.extend(three_bytes(ten_thousandths(place.lat)));
        records.extend(three_bytes(ten_thousandths(place.lon)));
        records.extend(three_bytes(pack_population(place.population)));
        records.extend(three_bytes(strings.at(&place.name)));
        records.extend(three_bytes(id));
        records.push(place.kind as u8 | (place.capital as u8) << 4 | is_text);
        records.push(countries.get(place.country.as_str()).copied().unwrap_or(NO_COUNTRY));
        let division = divisions.get(place.admin1.as_str()).copied().unwrap_or(NO_ADMIN1);
        records.extend(division.to_le_bytes());
    }
    records
}

/// A coordinate in ten-thousandths of a degree (eleven metres at most).
#[expect(clippy::cast_possible_truncation, reason = "degrees times ten thousand fit easily")]
fn ten_thousandths(degrees: f64) -> u32 {
    ((degrees * 10_000.0).round() as i32).cast_unsigned()
}

/// The low three bytes, little-endian.
fn three_bytes(number: u32) -> [u8; 3] {
    let [one, two, three, _] = number.to_le_bytes();
    [one, two, three]
}

/// Inhabitants in three bytes: twenty bits of number, four bits of trailing zeros.
fn pack_population(population: u32) -> u32 {
    let mut number = population;
    let mut zeros = 0;
    while number >= 1 << 20 {
        number /= 10;
        zeros += 1;
    }
    number | zeros << 20
}

/// Undoes [`pack_population`]; above a million the last digits are zeros.
pub(super) fn unpack_population(packed: u32) -> u32 {
    (packed & 0xf_ffff).saturating_mul(10u32.saturating_pow(packed >> 20))
}

/// Strings, each stored once: a length byte, then UTF-8.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Strings {
    /// The offset of a string, cut at 255 bytes.
    fn at(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = u32::try_from(self.bytes.len()).ok().filter(|at| *at < 1 << 24);
        let at = at.expect("names take less than sixteen megabytes");
        let kept = &text[..text.floor_char_boundary(255)];
        self.bytes.push(u8::try_from(kept.len()).unwrap_or(u8::MAX));
        self.bytes.extend(kept.as_bytes());
        self.known.insert(text.to_owned(), at);
        at
    }
}

/// A place's inhabitants from which on every alternate spelling gets its own strict key.
const ALL_SPELLINGS_FROM: u32 = 15_000;

/// Strict keys: map, lists, and every key with its list's offset.
type Keys = (Vec<u8>, Vec<u8>, Vec<(String, u32)>);

/// Packs the strict keys.
fn pack_keys(places: &[PackedPlace]) -> Result<Keys, fst::Error> {
    let mut by_key: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        for key in strict_keys(place) {
            by_key.entry(key).or_default().insert(record_number(index));
        }
    }
    let mut map = MapBuilder::memory();
    let mut lists = Vec::new();
    let mut offsets = Vec::with_capacity(by_key.len());
    for (key, indexes) in by_key {
        let at = lists.len();
        map.insert(&key, at as u64)?;
        push_list(&mut lists, &indexes);
        offsets.push((key, record_number(at)));
    }
    Ok((map.into_inner()?, lists, offsets))
}

/// The strict keys of one place: of small towns only spellings the loose key would not reach.
fn strict_keys(place: &PackedPlace) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([fold(&place.name)]);
    let usual = fuzzy_fold(&place.name);
    let is_small = place.kind == PlaceKind::City && place.population < ALL_SPELLINGS_FROM;
    for alias in &place.aliases {
        if !(is_small && fuzzy_fold(alias) == usual) {
            keys.insert(fold(alias));
        }
    }
    keys.remove("");
    keys
}

/// Packs the loose keys: each lists the strict keys (as list offsets) that fold to it.
fn pack_fuzzy_keys(offsets: &[(String, u32)]) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
    let mut by_key: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (key, at) in offsets {
        let loose = fuzzy_fold(key);
        if is_telling(&loose) {
            by_key.entry(loose).or_default().insert(*at);
        }
    }
    pack_lists(&by_key)
}

/// Whether a loose key has enough left in it to mean something.
fn is_telling(loose: &str) -> bool {
    loose.len() >= 3 && loose.bytes().filter(|letter| *letter != b'a').count() >= 2
}

/// Packs adjectives: each lists country numbers.
fn pack_adjectives(
    adjectives: &[(String, String)],
    countries: &BTreeMap<&str, u8>,
) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
    let mut by_key: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (word, code) in adjectives {
        if let Some(number) = countries.get(code.as_str()) {
            by_key.entry(fold(word)).or_default().insert(u32::from(*number));
        }
    }
    pack_lists(&by_key)
}

/// A map of keys to offsets and the lists at those offsets.
fn pack_lists(by_key: &BTreeMap<String, BTreeSet<u32>>) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
    let mut map = MapBuilder::memory();
    let mut lists = Vec::new();
    for (key, numbers) in by_key {
        map.insert(key, lists.len() as u64)?;
        push_list(&mut lists, numbers);
    }
    Ok((map.into_inner()?, lists))
}

/// Packs words into a finite-state set.
fn pack_words(words: &[String]) -> Result<Vec<u8>, fst::Error> {
    let mut folded: BTreeSet<String> = words.iter().map(|word| fold(word)).collect();
    folded.remove("");
    let mut set = SetBuilder::memory();
    set.extend_iter(folded)?;
    set.into_inner()
}

/// Appends ascending numbers: the first, doubled, plus one if more follow; then count and differences.
///
/// Most lists hold one number, so most lists need no count.
fn push_list(lists: &mut Vec<u8>, numbers: &BTreeSet<u32>) {
    let mut rest = numbers.iter();
    let mut last = *rest.next().expect("no key without an entry");
    push_number(lists, last << 1 | u32::from(numbers.len() > 1));
    if numbers.len() > 1 {
        push_number(lists, record_number(rest.len()));
    }
    for number in rest {
        push_number(lists, number - last);
        last = *number;
    }
}

/// Appends a number, seven bits a byte, the low ones first.
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
