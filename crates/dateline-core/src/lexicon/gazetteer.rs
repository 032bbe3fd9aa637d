//! Every place dateline knows, looked up by name straight from the bytes of `gazetteer.bin`.
//!
//! One quarter of a million places would take seconds and gigabytes as ordinary Rust values. The
//! file is therefore laid out to be read where it lies: two finite-state maps (strict and loose keys,
//! see [`super::fold`]) point into candidate lists, which point into fixed-width records. Opening it
//! costs one checksum pass; that pass is also why nothing later can run off the end of a damaged
//! file. Records are ordered by importance (countries, regions, divisions, then by inhabitants), so
//! every candidate list is a ranking and the same input gives the same order everywhere.
//!
//! ```no_run
//! use dateline_core::lexicon::gazetteer::Gazetteer;
//! let bytes = std::fs::read("lexicon/places/gazetteer.bin").unwrap();
//! let places = Gazetteer::from_bytes(bytes.into()).unwrap();
//! let goma = places.record(places.candidates("Goma")[0]);
//! assert_eq!(goma.country, "CD");
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use fst::{Map, Set};
use thiserror::Error;

use super::beside::Beside;
use super::fold::without_linkers;
pub use super::fold::{fold, fuzzy_fold};
use super::mended::Mended;
use super::pack::{
    COUNTRY_WIDTH, HEADER_LEN, MAGIC, NO_ADMIN1, NO_COUNTRY, NO_INDEX, PackedPlace, RECORD_WIDTH, SECTIONS, Section,
    checksum, unpack_population,
};

/// The longest place name, in words, that [`Gazetteer::longest`] looks for.
const LONGEST_NAME_WORDS: usize = 8;

/// The bytes of one section: borrowed from an embedded file, or a copy.
type Bytes = Cow<'static, [u8]>;

/// The places dateline knows; see the module's words for the layout.
pub struct Gazetteer {
    version: String,
    keys: Map<Bytes>,
    lists: Bytes,
    fuzzy_keys: Map<Bytes>,
    fuzzy_lists: Bytes,
    records: Bytes,
    strings: Bytes,
    countries: Bytes,
    adjectives: Map<Bytes>,
    adjective_lists: Bytes,
    common_words: Set<Bytes>,
    first_names: Set<Bytes>,
    admin1_capitals: Bytes,
    beside: Beside,
    mended: Mended,
}

/// Why bytes are no gazetteer.
#[derive(Debug, Error)]
pub enum GazetteerError {
    /// The first bytes name another format, or another version of this one.
    #[error(
        "These bytes are not a gazetteer of the layout this program reads; rebuild it with `cargo run --release -p dateline-core --example pack_gazetteer`."
    )]
    NotAGazetteer,
    /// The file ends before its table of contents says it should, or has bytes left over.
    #[error("The gazetteer should have {expected} bytes and has {found}; the copy is incomplete.")]
    Length {
        /// Bytes the header promises.
        expected: usize,
        /// Bytes there are.
        found: usize,
    },
    /// Some byte differs from what was written.
    #[error("The gazetteer's checksum does not match; the copy is damaged.")]
    Checksum,
    /// A section does not hold what its place in the layout says.
    #[error("The gazetteer's section {section} is malformed: {reason}.")]
    Section {
        /// Which section.
        section: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

/// What kind of thing a place is, from the largest to the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PlaceKind {
    /// A state, a de facto state or a territory with its own code.
    Country = 0,
    /// A continent, or a region with no administration of its own: the Sahel, Donbas, Kurdistan.
    Region = 1,
    /// A first-level division: province, state, oblast, governorate.
    Admin1 = 2,
    /// A second-level division: district, county, raion.
    Admin2 = 3,
    /// A populated place of any size.
    City = 4,
    /// A built site: base, airport, dam, crossing.
    Facility = 5,
    /// A sea, river, lake, gulf or strait.
    Water = 6,
    /// Mountains, desert, valley, island, pass.
    Terrain = 7,
}

/// Of what a populated place is the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Capital {
    /// Of nothing known.
    None = 0,
    /// Of a second-level division.
    Admin2 = 1,
    /// Of a first-level division.
    Admin1 = 2,
    /// Of a country.
    Country = 3,
}

/// One place, read out of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRecord {
    /// The record's number in this gazetteer; it may change with the next build, `id` does not.
    pub index: u32,
    /// A stable name: `gn:1138336`, `iso:AF`, `iso2:AF-KDZ`, `gna1:RS.SE`, `own:donbas`.
    pub id: String,
    /// The usual name, with its marks.
    pub name: String,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The country's two-letter code; empty where there is none or several.
    pub country: String,
    /// The record of the first-level division it lies in; a division lies in itself.
    pub admin1: Option<u32>,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Of what it is the seat.
    pub capital: Capital,
}

/// The figures of a place, without its names: cheap to read, for weighing many candidates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacePoint {
    /// The record's number in this gazetteer.
    pub index: u32,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The two letters of the country's code; zeros where there is none or several.
    pub country: [u8; 2],
    /// The record of the first-level division it lies in; a division lies in itself.
    pub admin1: Option<u32>,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Of what it is the seat.
    pub capital: Capital,
}

impl PlacePoint {
    /// Degrees north and degrees east.
    #[must_use]
    pub fn at(&self) -> (f64, f64) {
        (self.lat, self.lon)
    }
}

impl Gazetteer {
    /// Opens a gazetteer; borrowed bytes are used where they lie.
    ///
    /// # Errors
    /// Says what is wrong with bytes that are cut short, damaged or something else.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Gazetteer, GazetteerError> {
        let parts = Sections::split(bytes)?;
        let gazetteer = Gazetteer {
            version: String::from_utf8_lossy(&parts.bytes(Section::Version)).into_owned(),
            keys: parts.map(Section::Keys)?,
            lists: parts.bytes(Section::Lists),
            fuzzy_keys: parts.map(Section::FuzzyKeys)?,
            fuzzy_lists: parts.bytes(Section::FuzzyLists),
            records: parts.table(Section::Records, RECORD_WIDTH)?,
            strings: parts.bytes(Section::Strings),
            countries: parts.table(Section::Countries, COUNTRY_WIDTH)?,
            adjectives: parts.map(Section::Adjectives)?,
            adjective_lists: parts.bytes(Section::AdjectiveLists),
            common_words: parts.set(Section::CommonWords)?,
            first_names: parts.set(Section::FirstNames)?,
            admin1_capitals: parts.table(Section::Admin1Capitals, 8)?,
            beside: Beside::default(),
            mended: Mended::default(),
        };
        Ok(gazetteer)
    }

    /// The same gazetteer with more places beside those of the file; a name means them before the file's.
    ///
    /// A province whose division is the id of one of the file takes its place: its towns, and not its names.
    #[must_use]
    pub fn with(mut self, places: &[PackedPlace]) -> Gazetteer {
        let divisions = self.divisions_by_id();
        let mends =
            |place: &PackedPlace| divisions.get(&place.admin1).copied().filter(|_| place.kind == PlaceKind::Admin1);
        for (place, index) in places.iter().filter_map(|place| Some((place, mends(place)?))) {
            self.mended.add(place, &self.record(index));
        }
        for place in places.iter().filter(|place| mends(place).is_none()) {
            let index = self.packed() + u32::try_from(self.beside.records().len()).unwrap_or(u32::MAX);
            let division = (!place.admin1.is_empty()).then(|| self.division(&place.admin1, &place.country)).flatten();
            self.beside.add(place, index, division);
        }
        self
    }

    /// The file's first-level divisions.
    fn divisions(&self) -> impl Iterator<Item = PlacePoint> {
        let large = (0..self.packed()).map(|i| self.point(i)).take_while(|p| p.kind <= PlaceKind::Admin1);
        large.filter(|p| p.kind == PlaceKind::Admin1)
    }

    /// The file's first-level divisions by the ids they have there.
    fn divisions_by_id(&self) -> BTreeMap<String, u32> {
        self.divisions().map(|p| (self.record(p.index).id, p.index)).collect()
    }

    /// The first-level division of a name or id in a country.
    fn division(&self, named: &str, country: &str) -> Option<u32> {
        let by_name = self.candidates(named);
        let home = |p: &PlacePoint| country.is_empty() || p.country == country.as_bytes();
        let mut found = self.divisions().filter(home).map(|p| p.index);
        found.find(|i| by_name.contains(i) || self.record(*i).id == named)
    }

    /// The places beside those of the file.
    #[must_use]
    pub fn added(&self) -> &[PlaceRecord] {
        self.beside.records()
    }

    /// Whether a place stands beside those of the file.
    #[must_use]
    pub fn is_added(&self, index: u32) -> bool {
        index >= self.packed()
    }

    /// How many places the file has.
    fn packed(&self) -> u32 {
        u32::try_from(self.records.len() / RECORD_WIDTH).unwrap_or(u32::MAX)
    }

    /// The position beside the file of a record's number.
    fn position_beside(&self, index: u32) -> Option<usize> {
        index.checked_sub(self.packed()).map(|at| at as usize)
    }

    /// The places a name can mean by its strict key, the most important first.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<u32> {
        self.by_key(&fold(name))
    }

    /// The places a name can mean by its loose key, the closest spelling first.
    ///
    /// For names [`Gazetteer::candidates`] does not find; strangers meet here, so weigh the answers
    /// against the countries the text is about.
    #[must_use]
    pub fn similar(&self, name: &str) -> Vec<u32> {
        let wanted = without_linkers(&fold(name));
        let loose = fuzzy_fold(name);
        let mut found: Vec<(usize, u32)> = Vec::new();
        for (spelling, index) in self.beside.by_fuzzy_key(&loose).iter().chain(self.mended.by_fuzzy_key(&loose)) {
            let distance = edit_distance(&wanted, &without_linkers(spelling));
            if distance * 5 <= wanted.chars().count() * 3 {
                found.push((distance, *index));
            }
        }
        let packed = self.fuzzy_keys.get(&loose).map(|at| read_list(&self.fuzzy_lists, at));
        for key_at in packed.into_iter().flatten() {
            let spelling = self.keys.as_fst().get_key(u64::from(key_at)).unwrap_or_default();
            let spelling = without_linkers(&String::from_utf8_lossy(&spelling));
            let distance = edit_distance(&wanted, &spelling);
            if distance * 5 <= wanted.chars().count() * 3 {
                let places = read_list(&self.lists, u64::from(key_at)).into_iter();
                let places = places.filter(|index| self.mended.record(*index).is_none());
                found.extend(places.map(|index| (distance, index)));
            }
        }
        found.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|(_, index)| seen.insert(*index));
        found.into_iter().map(|(_, index)| index).collect()
    }

    /// The longest run of words from the start that is a name, and the places it can mean.
    ///
    /// Words may be tokens of any cut: a token of only a hyphen or apostrophe joins, one that begins
    /// with an apostrophe ("'a") is glued to the word before. Upper case is the caller's business.
    #[must_use]
    pub fn longest(&self, words: &[&str]) -> Option<(usize, Vec<u32>)> {
        let mut key = String::new();
        let mut best = None;
        for (at, word) in words.iter().take(LONGEST_NAME_WORDS).enumerate() {
            let folded = fold(word);
            if folded.is_empty() {
                continue;
            }
            if !key.is_empty() && !begins_with_apostrophe(word) {
                key.push(' ');
            }
            key.push_str(&folded);
            let found = self.by_key(&key);
            if !found.is_empty() {
                best = Some((at + 1, found));
            }
        }
        best
    }

    /// Reads one record.
    ///
    /// # Panics
    /// If `index` came from another gazetteer and lies beyond [`Gazetteer::len`].
    #[must_use]
    pub fn record(&self, index: u32) -> PlaceRecord {
        if let Some(at) = self.position_beside(index) {
            return self.beside.record(at).clone();
        }
        if let Some(mended) = self.mended.record(index) {
            return mended.clone();
        }
        let raw = self.raw_record(index);
        let flags = raw[15];
        let country = raw[16];
        let admin1 = u16::from_le_bytes([raw[17], raw[18]]);
        PlaceRecord {
            index,
            id: self.record_id(u24(&raw[12..15]), flags & ID_IS_TEXT != 0),
            name: self.string(u24(&raw[9..12])).to_owned(),
            kind: kind_of(flags),
            lat: degrees(&raw[0..3]),
            lon: degrees(&raw[3..6]),
            country: self.country_code(country).to_owned(),
            admin1: (admin1 != NO_ADMIN1).then_some(u32::from(admin1)),
            population: unpack_population(u24(&raw[6..9])),
            capital: capital_of(flags),
        }
    }

    /// Reads the figures of one record.
    ///
    /// # Panics
    /// As [`Gazetteer::record`].
    #[must_use]
    pub fn point(&self, index: u32) -> PlacePoint {
        if let Some(at) = self.position_beside(index) {
            return self.beside.point(at);
        }
        if let Some(mended) = self.mended.record(index) {
            return mended.into();
        }
        let raw = self.raw_record(index);
        let admin1 = u16::from_le_bytes([raw[17], raw[18]]);
        let code = self.country_code(raw[16]).as_bytes();
        PlacePoint {
            index,
            kind: kind_of(raw[15]),
            lat: degrees(&raw[0..3]),
            lon: degrees(&raw[3..6]),
            country: if code.len() == 2 { [code[0], code[1]] } else { [0, 0] },
            admin1: (admin1 != NO_ADMIN1).then_some(u32::from(admin1)),
            population: unpack_population(u24(&raw[6..9])),
            capital: capital_of(raw[15]),
        }
    }

    /// The usual name of a record.
    ///
    /// # Panics
    /// As [`Gazetteer::record`].
    #[must_use]
    pub fn name(&self, index: u32) -> &str {
        if let Some(at) = self.position_beside(index) {
            return &self.beside.record(at).name;
        }
        if let Some(mended) = self.mended.record(index) {
            return &mended.name;
        }
        self.string(u24(&self.raw_record(index)[9..12]))
    }

    /// The record of a country by its two-letter code.
    #[must_use]
    pub fn country(&self, iso: &str) -> Option<u32> {
        self.country_entry(iso).and_then(|entry| index_at(entry, 2))
    }

    /// The record of a country's capital.
    #[must_use]
    pub fn capital_of_country(&self, iso: &str) -> Option<u32> {
        self.country_entry(iso).and_then(|entry| index_at(entry, 6))
    }

    /// The record of the seat of a first-level division.
    #[must_use]
    pub fn capital_of_admin1(&self, admin1: u32) -> Option<u32> {
        let (pairs, _) = self.admin1_capitals.as_chunks::<8>();
        let at = pairs.binary_search_by_key(&admin1, |pair| u32_at(pair, 0));
        at.ok().and_then(|at| index_at(&pairs[at], 4))
    }

    /// The codes of the countries whose adjective or people's name a word is ("Afghan", "Congolese").
    #[must_use]
    pub fn country_of_adjective(&self, word: &str) -> Vec<&str> {
        let Some(at) = self.adjectives.get(fold(word)) else {
            return Vec::new();
        };
        read_list(&self.adjective_lists, at)
            .into_iter()
            .map(|number| self.country_code(u8::try_from(number).unwrap_or(NO_COUNTRY)))
            .collect()
    }

    /// Whether a word is an ordinary English word ("nice", "split", "reading"), whatever its case.
    #[must_use]
    pub fn is_common_word(&self, word: &str) -> bool {
        self.common_words.contains(fold(word))
    }

    /// Whether a word is a given name somewhere in the world.
    #[must_use]
    pub fn is_first_name(&self, word: &str) -> bool {
        self.first_names.contains(fold(word))
    }

    /// Which build of the data this is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.packed() + u32::try_from(self.added().len()).unwrap_or(0)
    }

    /// Whether there are no places at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many strict keys and loose keys there are.
    #[must_use]
    pub fn key_counts(&self) -> (usize, usize) {
        (self.keys.len(), self.fuzzy_keys.len())
    }

    /// Candidates of a key that is folded already.
    fn by_key(&self, key: &str) -> Vec<u32> {
        let mut packed = self.keys.get(key).map(|at| read_list(&self.lists, at)).unwrap_or_default();
        packed.retain(|index| self.mended.record(*index).is_none());
        packed.extend(self.mended.by_key(key));
        // The file's order is its ranking; what took a place in it has that rank.
        packed.sort_unstable();
        self.beside.by_key(key).iter().copied().chain(packed).collect()
    }

    /// The bytes of one record.
    fn raw_record(&self, index: u32) -> &[u8] {
        let start = index as usize * RECORD_WIDTH;
        &self.records[start..start + RECORD_WIDTH]
    }

    /// The identifier a record's id field stands for.
    fn record_id(&self, field: u32, is_text: bool) -> String {
        if is_text { self.string(field).to_owned() } else { format!("gn:{field}") }
    }

    /// The string that begins at an offset: one length byte, then UTF-8.
    fn string(&self, at: u32) -> &str {
        let at = at as usize;
        let length = self.strings.get(at).copied().unwrap_or(0) as usize;
        let text = self.strings.get(at + 1..at + 1 + length).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The two-letter code of a country number; empty for none.
    fn country_code(&self, number: u8) -> &str {
        if number == NO_COUNTRY {
            return "";
        }
        let start = usize::from(number) * COUNTRY_WIDTH;
        let code = self.countries.get(start..start + 2).unwrap_or_default();
        std::str::from_utf8(code).unwrap_or_default()
    }

    /// The entry of a country in the country table.
    fn country_entry(&self, iso: &str) -> Option<&[u8]> {
        self.countries.chunks_exact(COUNTRY_WIDTH).find(|entry| &entry[..2] == iso.as_bytes())
    }
}

/// Set in a record's flags where its id is a string and no GeoNames number.
pub(super) const ID_IS_TEXT: u8 = 0x40;

/// The file cut along its table of contents.
struct Sections {
    bytes: Cow<'static, [u8]>,
    bounds: [(usize, usize); SECTIONS],
}

impl Sections {
    /// Checks format, length and checksum, in this order.
    fn split(bytes: Cow<'static, [u8]>) -> Result<Sections, GazetteerError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(GazetteerError::NotAGazetteer);
        }
        let short = |expected| GazetteerError::Length { expected, found: bytes.len() };
        if bytes.len() < HEADER_LEN {
            return Err(short(HEADER_LEN));
        }
        let mut bounds = [(0, 0); SECTIONS];
        let mut start = HEADER_LEN;
        for (number, bound) in bounds.iter_mut().enumerate() {
            let length = u32_at(&bytes, MAGIC.len() + 8 + 4 * number) as usize;
            *bound = (start, start + length);
            start += length;
        }
        if start != bytes.len() {
            return Err(short(start));
        }
        let mut written = [0; 8];
        written.copy_from_slice(&bytes[MAGIC.len()..MAGIC.len() + 8]);
        if checksum(&bytes[MAGIC.len() + 8..]) != u64::from_le_bytes(written) {
            return Err(GazetteerError::Checksum);
        }
        Ok(Sections { bytes, bounds })
    }

    /// A section's bytes, borrowed if the file is.
    fn bytes(&self, section: Section) -> Bytes {
        let (start, end) = self.bounds[section as usize];
        match &self.bytes {
            Cow::Borrowed(all) => Cow::Borrowed(&all[start..end]),
            Cow::Owned(all) => Cow::Owned(all[start..end].to_vec()),
        }
    }

    /// A section of fixed-width rows.
    fn table(&self, section: Section, width: usize) -> Result<Bytes, GazetteerError> {
        let bytes = self.bytes(section);
        if bytes.len().is_multiple_of(width) {
            return Ok(bytes);
        }
        Err(GazetteerError::Section {
            section: section.name(),
            reason: format!("its {} bytes are no whole rows of {width}", bytes.len()),
        })
    }

    /// A section that is a finite-state map.
    fn map(&self, section: Section) -> Result<Map<Bytes>, GazetteerError> {
        Map::new(self.bytes(section)).map_err(|error| malformed(section, &error))
    }

    /// A section that is a finite-state set.
    fn set(&self, section: Section) -> Result<Set<Bytes>, GazetteerError> {
        Set::new(self.bytes(section)).map_err(|error| malformed(section, &error))
    }
}

/// The error for a section the finite-state reader refuses.
fn malformed(section: Section, error: &fst::Error) -> GazetteerError {
    GazetteerError::Section { section: section.name(), reason: error.to_string() }
}

/// Reads a list of ascending numbers, all of variable length; the packer's `push_list` says how.
fn read_list(lists: &[u8], at: u64) -> Vec<u32> {
    let mut at = usize::try_from(at).unwrap_or(usize::MAX);
    let head = read_number(lists, &mut at);
    let mut last = head >> 1;
    let mut numbers = vec![last];
    let more = if head & 1 == 1 { read_number(lists, &mut at) } else { 0 };
    for _ in 0..more {
        last = last.wrapping_add(read_number(lists, &mut at));
        numbers.push(last);
    }
    numbers
}

/// Reads one variable-length number; past the end it is 0.
fn read_number(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0u32;
    for shift in (0..32).step_by(7) {
        let byte = bytes.get(*at).copied().unwrap_or(0);
        *at = at.saturating_add(1);
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// Whether a token belongs to the word before it ("Sana" + "'a").
fn begins_with_apostrophe(word: &str) -> bool {
    word.starts_with(['\'', '’', '‘', 'ʼ', 'ʻ', '`'])
}

/// The number of letters to insert, drop or change between two keys.
fn edit_distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, compared) in other.iter().enumerate() {
            let change = diagonal + usize::from(letter != *compared);
            diagonal = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// The kind in a record's flags.
fn kind_of(flags: u8) -> PlaceKind {
    match flags & 0x0f {
        0 => PlaceKind::Country,
        1 => PlaceKind::Region,
        2 => PlaceKind::Admin1,
        3 => PlaceKind::Admin2,
        5 => PlaceKind::Facility,
        6 => PlaceKind::Water,
        7 => PlaceKind::Terrain,
        _ => PlaceKind::City,
    }
}

/// The seat in a record's flags.
fn capital_of(flags: u8) -> Capital {
    match (flags >> 4) & 3 {
        1 => Capital::Admin2,
        2 => Capital::Admin1,
        3 => Capital::Country,
        _ => Capital::None,
    }
}

/// A coordinate: ten-thousandths of a degree in three signed bytes.
fn degrees(bytes: &[u8]) -> f64 {
    let unsigned = u24(bytes).cast_signed();
    f64::from((unsigned << 8) >> 8) / 10_000.0
}

/// Three little-endian bytes.
fn u24(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0])
}

/// Four little-endian bytes at an offset.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// A record number at an offset, `None` where the field is empty.
fn index_at(bytes: &[u8], at: usize) -> Option<u32> {
    let index = u32_at(bytes, at);
    (index != NO_INDEX).then_some(index)
}

#[cfg(test)]
#[path = "gazetteer_tests.rs"]
mod tests;
