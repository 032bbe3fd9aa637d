//! Who fights and who governs: named groups, armies, and the ordinary words for either.
//!
//! Reports name a party in three ways: by its own name ("the Taliban", "M23", "the Tatmadaw"), by a
//! country and an ordinary word ("Afghan security forces"), or by the word alone ("rebels"). The
//! first comes from lists of the world's groups and armies, the second is put together from the
//! country table, the third is a short list of words. Nothing here belongs to one crisis, and a
//! name on a list says only that reports use it.
//!
//! Acronyms are matched letter for letter, because "SLA" is a party and "sla" is not; every other
//! name is matched by its folded key, with a capital letter somewhere in it.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::fold::fold;

/// The longest party name, in words, that [`PartyLexicon::longest`] looks for.
const LONGEST_NAME_WORDS: usize = 9;

/// Why a lexicon file could not be used.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The file is no TOML of the expected form; the message has line and column.
    #[error("The lexicon file {file} could not be read: {message}")]
    Form {
        /// Which of the files.
        file: &'static str,
        /// What the TOML reader says, with line and column.
        message: String,
    },
    /// An entry names a country that the country table does not have.
    #[error("{file}: \"{entry}\" names the country code \"{code}\", which countries.toml does not have.")]
    UnknownCountry {
        /// Which of the files.
        file: &'static str,
        /// The entry's name.
        entry: String,
        /// The code in question.
        code: String,
    },
    /// Two entries of one file have the same name.
    #[error("{file}: the name \"{name}\" stands twice; join the two entries.")]
    Twice {
        /// Which of the files.
        file: &'static str,
        /// The name in question.
        name: String,
    },
}

/// What a named group is. One word for the whole of its life, so a rough one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// Fights its government to replace it.
    Insurgent,
    /// A local or party armed force.
    Militia,
    /// Fights for a religious order of Islam.
    Jihadist,
    /// Fights its government, aims mixed.
    Rebel,
    /// Irregulars beside a state's forces.
    Paramilitary,
    /// Fights for a state of its own.
    Separatist,
    /// Officers who took the government.
    Junta,
    /// Troops or contractors of other states.
    Foreign,
    /// Several parties or states together.
    Coalition,
    /// A political movement.
    Party,
    /// An organisation of states that has no arms of its own.
    Body,
}

/// On whose side a group usually stands in its countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The recognised government's.
    Government,
    /// Against it.
    Opposition,
}

/// One named group or movement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The usual name.
    pub name: String,
    /// Acronyms and other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: GroupKind,
    /// Where it is at home or mainly fights.
    pub countries: Vec<String>,
    /// Ordinary words that reports use for its fighters.
    #[serde(default)]
    pub fighters: Vec<String>,
    /// On whose side it usually stands.
    #[serde(default)]
    pub side_of: Option<Side>,
}

/// A state's army, or another of its forces, under its own name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Army {
    /// The usual name.
    pub name: String,
    /// Acronyms and other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whose it is.
    pub country: String,
}

/// What an ordinary word for a party means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordKind {
    /// A state's armed people: army, troops, police.
    Force,
    /// A ministry that speaks for them.
    Ministry,
    /// The government itself.
    Government,
    /// Those who speak for it: officials, governor.
    Official,
    /// Armed people of no state: rebels, gunmen.
    Fighters,
    /// Armed people of either side: fighters, forces, coalition.
    Either,
    /// What fights for whom the words around it name: tanks, a column.
    Arms,
}

/// A party's own name, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedParty<'a> {
    /// A group or movement.
    Group(&'a Group),
    /// A state's force.
    Army(&'a Army),
}

/// A country as parties need it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryWords {
    /// Two-letter code.
    pub iso: String,
    /// The usual name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives, the usual one first.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Names of its people.
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// The seat of government.
    #[serde(default)]
    pub capital: Option<String>,
    /// Names that stand for its government ("Kabul", "the Kremlin").
    #[serde(default)]
    pub metonyms: Vec<String>,
    /// Degrees north and east of its middle.
    pub point: [f64; 2],
    /// The country whose code the town data give its towns, for a de facto state.
    #[serde(default)]
    pub within: Option<String>,
}

/// The parties dateline knows.
#[derive(Debug, Clone)]
pub struct PartyLexicon {
    groups: Vec<Group>,
    armies: Vec<Army>,
    countries: Vec<CountryWords>,
    names: BTreeMap<String, Vec<Entry>>,
    words: BTreeMap<String, WordKind>,
    peoples: Vec<People>,
    metonyms: BTreeMap<String, Vec<usize>>,
}

/// Where a name leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Group(usize),
    Army(usize),
}

impl PartyLexicon {
    /// Reads the four files' texts (`groups.toml`, `forces.toml`, `armies.toml`, `countries.toml`).
    ///
    /// # Errors
    /// Says which file is wrong and where.
    pub fn from_toml(groups: &str, forces: &str, armies: &str, countries: &str) -> Result<PartyLexicon, LexiconError> {
        let mut lexicon = PartyLexicon {
            groups: parse::<GroupFile>("groups.toml", groups)?.group,
            armies: parse::<ArmyFile>("armies.toml", armies)?.army,
            countries: parse::<CountryFile>("countries.toml", countries)?.country,
            names: BTreeMap::new(),
            words: BTreeMap::new(),
            peoples: Vec::new(),
            metonyms: BTreeMap::new(),
        };
        lexicon.check()?;
        lexicon.index_names();
        lexicon.index_words(parse::<ForceFile>("forces.toml", forces)?);
        Ok(lexicon)
    }

    /// The group of a name or acronym; the first on the list where several share it.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.named(name).into_iter().find_map(|party| match party {
            NamedParty::Group(group) => Some(group),
            NamedParty::Army(_) => None,
        })
    }

    /// The army of a name or acronym; the first on the list where several share it.
    #[must_use]
    pub fn army(&self, name: &str) -> Option<&Army> {
        self.named(name).into_iter().find_map(|party| match party {
            NamedParty::Army(army) => Some(army),
            NamedParty::Group(_) => None,
        })
    }

    /// Every party a name or acronym can mean: choose by the report's countries.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<NamedParty<'_>> {
        let entries = lookup_key(name).and_then(|key| self.names.get(&key));
        entries.into_iter().flatten().map(|entry| self.party(*entry)).collect()
    }

    /// The longest run of words from the start that is a party's own name, and whom it can mean.
    ///
    /// Tokens may be of any cut: a token of only a hyphen joins its neighbours.
    #[must_use]
    pub fn longest(&self, words: &[&str]) -> Option<(usize, Vec<NamedParty<'_>>)> {
        (1..=words.len().min(LONGEST_NAME_WORDS)).rev().find_map(|length| {
            let found = self.named(&joined(&words[..length]));
            (!found.is_empty() && !is_joint(words[length - 1])).then_some((length, found))
        })
    }

    /// What an ordinary word, singular or plural, means for parties ("troops", "rebels").
    #[must_use]
    pub fn word(&self, word: &str) -> Option<WordKind> {
        self.words.get(&fold(word)).copied()
    }

    /// The adjective of a people that is no country's, by that adjective or a name of its members: "Kurdish" for "Kurds".
    #[must_use]
    pub fn people(&self, word: &str) -> Option<&str> {
        let named = |p: &&People| p.adjective == word || p.names.iter().any(|n| n == word);
        self.peoples.iter().find(named).map(|p| p.adjective.as_str())
    }

    /// The longest run of ordinary words from the start ("security forces", "defence ministry").
    #[must_use]
    pub fn longest_word(&self, words: &[&str]) -> Option<(usize, WordKind)> {
        (1..=words.len().min(4))
            .rev()
            .find_map(|length| self.word(&joined(&words[..length])).map(|kind| (length, kind)))
    }

    /// The codes of the countries whose government a name stands for ("Kabul", "the Kremlin").
    #[must_use]
    pub fn metonym(&self, name: &str) -> Vec<&str> {
        let found = self.metonyms.get(without_article(&fold(name)));
        found.into_iter().flatten().map(|index| self.countries[*index].iso.as_str()).collect()
    }

    /// The name under which a country's government is shown: "Afghan government".
    #[must_use]
    pub fn government(&self, iso: &str) -> Option<String> {
        self.of_country(iso, "government")
    }

    /// The name under which a country's forces are shown: "Afghan government forces".
    #[must_use]
    pub fn forces(&self, iso: &str) -> Option<String> {
        self.of_country(iso, "government forces")
    }

    /// The country table's entry.
    #[must_use]
    pub fn country(&self, iso: &str) -> Option<&CountryWords> {
        self.countries.iter().find(|country| country.iso == iso)
    }

    /// All countries, in the order of the file.
    #[must_use]
    pub fn countries(&self) -> &[CountryWords] {
        &self.countries
    }

    /// All groups, in the order of the file.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All armies, in the order of the file.
    #[must_use]
    pub fn armies(&self) -> &[Army] {
        &self.armies
    }

    /// A country's adjective before some words, or the words and "of" where it has none.
    fn of_country(&self, iso: &str, words: &str) -> Option<String> {
        let country = self.country(iso)?;
        Some(match country.adjectives.first() {
            Some(adjective) => format!("{adjective} {words}"),
            None => format!("{words} of {}", country.name),
        })
    }

    /// What an entry stands for.
    fn party(&self, entry: Entry) -> NamedParty<'_> {
        match entry {
            Entry::Group(index) => NamedParty::Group(&self.groups[index]),
            Entry::Army(index) => NamedParty::Army(&self.armies[index]),
        }
    }

    /// Refuses unknown countries and doubled names.
    fn check(&self) -> Result<(), LexiconError> {
        let groups = self.groups.iter().map(|group| (&group.name, group.countries.as_slice()));
        let armies = self.armies.iter().map(|army| (&army.name, std::slice::from_ref(&army.country)));
        check_entries("groups.toml", groups, &self.countries)?;
        check_entries("armies.toml", armies, &self.countries)
    }

    /// Builds the maps from names to parties and from metonyms to countries.
    fn index_names(&mut self) {
        for (index, group) in self.groups.iter().enumerate() {
            for name in std::iter::once(&group.name).chain(&group.aliases) {
                insert_once(&mut self.names, stored_key(name), Entry::Group(index));
            }
        }
        for (index, army) in self.armies.iter().enumerate() {
            for name in std::iter::once(&army.name).chain(&army.aliases) {
                insert_once(&mut self.names, stored_key(name), Entry::Army(index));
            }
        }
        for (index, country) in self.countries.iter().enumerate() {
            for name in &country.metonyms {
                insert_once(&mut self.metonyms, without_article(&fold(name)).to_owned(), index);
            }
        }
    }

    /// Builds the map of ordinary words.
    fn index_words(&mut self, forces: ForceFile) {
        for list in forces.list {
            for word in list.words {
                self.words.insert(fold(&word), list.kind);
            }
        }
        self.peoples = forces.people;
    }
}

/// The form of `groups.toml`.
#[derive(Deserialize)]
struct GroupFile {
    group: Vec<Group>,
}

/// The form of `armies.toml`.
#[derive(Deserialize)]
struct ArmyFile {
    army: Vec<Army>,
}

/// The form of `countries.toml`.
#[derive(Deserialize)]
struct CountryFile {
    country: Vec<CountryWords>,
}

/// The form of `forces.toml`.
#[derive(Deserialize)]
struct ForceFile {
    list: Vec<WordList>,
    #[serde(default)]
    people: Vec<People>,
}

/// A people that is no country's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    /// "Kurdish".
    adjective: String,
    /// "Kurd", "Kurds".
    names: Vec<String>,
}

/// Words of one kind.
#[derive(Deserialize)]
struct WordList {
    kind: WordKind,
    words: Vec<String>,
}

/// Reads one file's text.
pub(super) fn parse<'de, T: Deserialize<'de>>(file: &'static str, text: &'de str) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|error| LexiconError::Form { file, message: error.to_string() })
}

/// Refuses unknown countries and doubled names in one file.
fn check_entries<'a>(
    file: &'static str,
    entries: impl Iterator<Item = (&'a String, &'a [String])>,
    countries: &[CountryWords],
) -> Result<(), LexiconError> {
    let mut seen = std::collections::BTreeSet::new();
    for (name, codes) in entries {
        if !seen.insert(name) {
            return Err(LexiconError::Twice { file, name: name.clone() });
        }
        let unknown = codes.iter().find(|code| !countries.iter().any(|country| country.iso == **code));
        if let Some(code) = unknown {
            return Err(LexiconError::UnknownCountry { file, entry: name.clone(), code: code.clone() });
        }
    }
    Ok(())
}

/// Adds a value under a key unless it is there.
fn insert_once<T: PartialEq>(map: &mut BTreeMap<String, Vec<T>>, key: String, value: T) {
    let values = map.entry(key).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}

/// The key a name is stored under: an acronym as it is, any other name folded.
///
/// What stands in brackets only tells namesakes apart in our lists; no report writes it.
pub(super) fn stored_key(name: &str) -> String {
    let letters = without_points(name.split(" (").next().unwrap_or(name));
    if is_acronym(&letters) { letters } else { without_article(&fold(&letters)).to_owned() }
}

/// The key a spelling in a text is looked up by; none for words without any capital.
pub(super) fn lookup_key(spelling: &str) -> Option<String> {
    spelling.chars().any(char::is_uppercase).then(|| stored_key(spelling))
}

/// Whether a name is an acronym: one word of capitals and digits, such as "M23" or "FARC-EP".
fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    let plain = name.chars().all(|letter| letter.is_uppercase() || letter.is_numeric() || "-/&".contains(letter));
    plain && capitals > 0 && name.chars().count() <= 9
}

/// A name without full stops: "U.N." is "UN".
fn without_points(name: &str) -> String {
    name.chars().filter(|letter| *letter != '.').collect()
}

/// A folded name without "the" before it.
fn without_article(key: &str) -> &str {
    key.strip_prefix("the ").unwrap_or(key)
}

/// Tokens as they would stand in a text: a hyphen or slash joins its neighbours.
fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    let mut glue = true;
    for word in words {
        if !glue && !is_joint(word) {
            text.push(' ');
        }
        glue = is_joint(word);
        text.push_str(word);
    }
    text
}

/// Whether a token only joins its neighbours.
fn is_joint(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed lists.
    fn shipped() -> PartyLexicon {
        let read = |path: &str| {
            let path = format!("{}/../../lexicon/{path}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(&path).expect(&path)
        };
        PartyLexicon::from_toml(
            &read("parties/groups.toml"),
            &read("parties/forces.toml"),
            &read("parties/armies.toml"),
            &read("places/countries.toml"),
        )
        .expect("sound lists")
    }

    #[test]
    fn groups_are_found_by_name_and_acronym() {
        let parties = shipped();
        for (spelling, name) in [
            ("Taliban", "Taliban"),
            ("the Taleban", "Taliban"),
            ("M23", "March 23 Movement"),
            ("ELN", "National Liberation Army (Colombia)"),
            ("RSF", "Rapid Support Forces"),
            ("FARC-EP", "Revolutionary Armed Forces of Colombia"),
            ("Hayat Tahrir al-Sham", "Hayat Tahrir al-Sham"),
            ("al-Shabab", "Al-Shabaab"),
            ("Khmer Rouge", "Khmer Rouge"),
            ("LTTE", "Liberation Tigers of Tamil Eelam"),
            ("Houthis", "Houthis"),
            ("I.S.A.F.", "International Security Assistance Force"),
        ] {
            assert_eq!(parties.group(spelling).map(|group| group.name.as_str()), Some(name), "{spelling}");
        }
        for word in ["rsf", "taliban", "Kunduz", "the", ""] {
            assert_eq!(parties.group(word), None, "{word}");
        }
    }

    #[test]
    fn namesakes_are_all_offered() {
        let parties = shipped();
        assert!(parties.named("National Liberation Army").len() >= 2);
        assert!(parties.named("ADF").len() >= 2, "a rebel group and an army");
    }

    #[test]
    fn armies_are_found_and_belong_to_countries() {
        let parties = shipped();
        for (spelling, country) in
            [("Tatmadaw", "MM"), ("FARDC", "CD"), ("IDF", "IL"), ("peshmerga", "IQ"), ("ANDSF", "AF")]
        {
            let army = parties.army(spelling).or_else(|| parties.army(&spelling.replace("pesh", "Pesh")));
            assert_eq!(army.map(|army| army.country.as_str()), Some(country), "{spelling}");
        }
    }

    #[test]
    fn the_longest_party_name_wins() {
        let parties = shipped();
        for (words, length) in [
            ("Islamic State of Iraq and the Levant seized", 7),
            ("FARC - EP guerrillas", 3),
            ("Rapid Support Forces", 3),
            ("M23 rebels", 1),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(parties.longest(&words).map(|(length, _)| length), Some(length), "{words:?}");
        }
    }

    #[test]
    fn ordinary_words_have_a_kind() {
        let parties = shipped();
        for (words, found) in [
            ("security forces said", Some((2, WordKind::Force))),
            ("rebels", Some((1, WordKind::Fighters))),
            ("Defence Ministry", Some((2, WordKind::Ministry))),
            ("officials", Some((1, WordKind::Official))),
            ("junta", Some((1, WordKind::Government))),
            ("bread", None),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(parties.longest_word(&words), found, "{words:?}");
        }
    }

    #[test]
    fn governments_are_named_after_their_countries() {
        let parties = shipped();
        assert_eq!(parties.government("AF").as_deref(), Some("Afghan government"));
        assert_eq!(parties.forces("UA").as_deref(), Some("Ukrainian government forces"));
        assert_eq!(parties.government("ZZ"), None);
        assert_eq!(parties.metonym("the Kremlin"), ["RU"]);
        assert_eq!(parties.metonym("Kabul"), ["AF"]);
    }

    #[test]
    fn every_country_can_name_its_government() {
        let parties = shipped();
        for country in parties.countries() {
            assert!(parties.government(&country.iso).is_some() && parties.forces(&country.iso).is_some());
        }
        assert!(parties.groups().len() >= 250, "{}", parties.groups().len());
    }

    #[test]
    fn a_wrong_file_says_where() {
        let country = "[[country]]\niso = \"AF\"\nname = \"Afghanistan\"\npoint = [33, 66]\n";
        let group = "[[group]]\nname = \"A\"\nkind = \"rebel\"\ncountries = [\"ZZ\"]\n";
        let error = PartyLexicon::from_toml(group, "list = []", "army = []", country).unwrap_err();
        assert_eq!(
            error.to_string(),
            "groups.toml: \"A\" names the country code \"ZZ\", which countries.toml does not have."
        );
        let error = PartyLexicon::from_toml("[[group", "list = []", "army = []", country).unwrap_err();
        assert!(error.to_string().starts_with("The lexicon file groups.toml could not be read: "), "{error}");
    }
}
