//! The words beside a name that tell what it is, from `lexicon/places/cues.toml`, and short forms of divisions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

static CUES: &str = include_str!("../../../../lexicon/places/cues.toml");
static ABBREVIATIONS: &str = include_str!("../../../../lexicon/places/abbreviations.csv");

static SURNAMES: &str = include_str!("../../../../lexicon/places/surnames.txt");

/// A list of words in lower case.
type List = BTreeSet<String>;

/// The lists of `cues.toml`, each named as there.
pub(crate) struct Cues {
    /// Before a person's name.
    pub title: List,
    /// Behind a person's name.
    pub saying: List,
    /// Before a place.
    pub locative: List,
    /// Verbs beside a place.
    pub taking: List,
    /// North, southern, upper.
    pub direction: List,
    /// Behind a name: parts of countries.
    pub division: List,
    /// Behind a name: what the land has.
    pub nature: List,
    /// Of these what is water.
    pub water: List,
    /// Before a name: "Lake Chad".
    pub nature_before: List,
    /// Behind a name: ways.
    pub street: List,
    /// Behind a name: sites.
    pub site: List,
    /// Behind a name: papers, firms, schools, clubs.
    pub body: List,
    /// Of these the ones that make a firm of the name.
    pub firm: List,
    /// Behind a name: what a town has of its own.
    pub civic: List,
    /// Names of several words that are no places, their words joined by `_`.
    pub never_phrase: List,
    /// Capitalised words that are no places by themselves.
    pub never: List,
}

/// When a short form counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Wherever it stands.
    Nothing,
    /// With its full stop, or behind a comma.
    Stop,
    /// Behind a comma.
    Comma,
}

/// What a short form stands for.
#[derive(Clone, Debug)]
pub(crate) struct ShortForm {
    /// Code of the country it is or lies in.
    pub country: String,
    /// The full name.
    pub name: String,
    /// When it counts.
    pub needs: Needs,
}

/// The lists, read once.
pub(crate) fn cues() -> &'static Cues {
    static LISTS: OnceLock<Cues> = OnceLock::new();
    LISTS.get_or_init(|| Cues::parse(CUES))
}

impl Cues {
    fn parse(text: &str) -> Cues {
        let mut lists: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
        let mut list = |name: &str| {
            let words = lists.remove(name).unwrap_or_default();
            words.split_whitespace().map(str::to_owned).collect::<List>()
        };
        Cues {
            title: list("title"),
            saying: list("saying"),
            locative: list("locative"),
            taking: list("taking"),
            direction: list("direction"),
            division: list("division"),
            nature: list("nature"),
            water: list("water"),
            nature_before: list("nature_before"),
            street: list("street"),
            site: list("site"),
            body: list("body"),
            firm: list("firm"),
            civic: list("civic"),
            never_phrase: list("never_phrase"),
            never: list("never"),
        }
    }
}

/// Whether a word is a common family name.
pub(crate) fn is_family_name(word: &str) -> bool {
    static NAMES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let names = NAMES
        .get_or_init(|| SURNAMES.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());
    names.contains(word)
}

/// Short forms without their last stop, as printed: "W.Va", "KY".
pub(crate) fn short_forms() -> &'static BTreeMap<String, Vec<ShortForm>> {
    static FORMS: OnceLock<BTreeMap<String, Vec<ShortForm>>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: BTreeMap<String, Vec<ShortForm>> = BTreeMap::new();
        let lines = ABBREVIATIONS.lines().filter(|l| !l.starts_with('#')).skip(1);
        for fields in lines.map(|l| l.split(',').collect::<Vec<_>>()).filter(|f| f.len() == 4) {
            let needs = match fields[3] {
                "stop" => Needs::Stop,
                "comma" => Needs::Comma,
                _ => Needs::Nothing,
            };
            let form = ShortForm { country: fields[1].to_owned(), name: fields[2].to_owned(), needs };
            forms.entry(fields[0].to_owned()).or_default().push(form);
        }
        forms
    })
}

/// Whether the full stop behind a word belongs to it.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    const PLAIN: &[&str] = &[
        "St", "Ste", "Mt", "Ft", "Pt", "Gen", "Col", "Maj", "Capt", "Lt", "Sgt", "Cpl", "Pvt", "Adm", "Brig", "Gov",
        "Sen", "Rep", "Rev", "Dr", "Mr", "Mrs", "Ms", "Prof", "Jr", "Sr", "Twp", "Co", "Ave", "Blvd", "Rd", "Hwy",
        "Pkwy", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Inc",
        "Ltd", "Corp", "Bros", "Cmdr", "Det", "Dep", "Hon", "Supt", "Atty", "Ln", "Dr", "Pl", "Ct",
    ];
    PLAIN.contains(&word) || short_forms().contains_key(word) && word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words_in_lower_case() {
        let lists: BTreeMap<String, String> = toml::from_str(CUES).expect("sound TOML");
        assert_eq!(lists.len(), 16);
        for (name, words) in &lists {
            assert!(!words.trim().is_empty(), "{name}");
            assert_eq!(&words.to_lowercase(), words, "{name}");
        }
        assert!(cues().street.contains("avenue") && cues().never.contains("march"));
    }

    #[test]
    fn short_forms_name_their_country() {
        assert!(short_forms()["W.Va"].iter().all(|f| f.country == "US" && f.name == "West Virginia"));
        assert!(is_abbreviation("Ind") && !is_abbreviation("Kabul"));
    }
}
