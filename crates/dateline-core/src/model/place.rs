//! Places and parties as a claim names them.
//!
//! A pile names the same few thousand of them in millions of claims, so claims share them: [`PlaceRef`] and [`PartyRef`]
//! read like the [`Place`] and [`Party`] behind them, cost a pointer to copy, and part company when one is changed.

use super::shared::Shared;

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A town of any size.
    City,
    /// A site inside or beside a town: airport, base, prison, bridge, crossing.
    Facility,
    /// A district or other second-level division.
    District,
    /// A province, state, governorate or oblast.
    Province,
    /// A country.
    Country,
    /// Anything wider or vaguer: a continent, a coast, "the north".
    Region,
}

impl PlaceKind {
    /// All kinds.
    pub const ALL: [PlaceKind; 6] = [
        PlaceKind::City,
        PlaceKind::Facility,
        PlaceKind::District,
        PlaceKind::Province,
        PlaceKind::Country,
        PlaceKind::Region,
    ];
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceKind::City => "city",
            PlaceKind::Facility => "facility",
            PlaceKind::District => "district",
            PlaceKind::Province => "province",
            PlaceKind::Country => "country",
            PlaceKind::Region => "region",
        }
    }
    /// The kind with this word.
    pub fn parse(word: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// A place as a claim names it, shared.
pub type PlaceRef = Shared<Place>;

/// A place as a claim names it, resolved as far as the report allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Stable id: of the gazetteer (`gn:1138336`), of a site inside a place (`gn:1138336/airport`), or of a
    /// name that the gazetteer does not have (`name:qala e gul`).
    pub id: String,
    /// Canonical name; never a description or a pronoun.
    pub name: String,
    /// As written: a name, a description ("the city") or a pronoun.
    pub text: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// For sites and descriptions the finer word: `airport`, `base`, `provincial capital`.
    pub detail: Option<String>,
    /// Latitude in degrees, WGS 84, when known.
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84, when known.
    pub lon: Option<f64>,
    /// Name of the place it lies in: the town of a site, the province of a town, the country of a province.
    pub within: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country; empty when unknown.
    pub country: String,
    /// Readings that could not be told apart, as ids; empty when the place is certain.
    pub also: Vec<String>,
}

impl PlaceRef {
    /// The same place, written otherwise.
    pub fn written(&self, text: impl Into<String>) -> PlaceRef {
        Place { text: text.into(), ..Place::clone(self) }.into()
    }
}

/// A party as a claim names it, shared.
pub type PartyRef = Shared<Party>;

/// A party as a claim names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// Stable id: `group:taliban`, `gov:AF`, `forces:AF`, `name:yarrow front`.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// As written.
    pub text: String,
}

/// Last words of names that take an article.
const BODIES: [&str; 14] = [
    "Alliance",
    "Army",
    "Brigade",
    "Brigades",
    "Coalition",
    "Command",
    "Council",
    "Forces",
    "Front",
    "Group",
    "Movement",
    "Nations",
    "Party",
    "Union",
];

impl PartyRef {
    /// The same party, written otherwise.
    pub fn written(&self, text: impl Into<String>) -> PartyRef {
        Party { text: text.into(), ..Party::clone(self) }.into()
    }

    /// The side the party stands on: a government and its forces are one side.
    pub fn side(&self) -> String {
        match self.id.split_once(':') {
            Some(("gov" | "forces", iso)) => format!("state:{iso}"),
            _ => self.id.clone(),
        }
    }

    /// Whether the report writes it with an article: "the Taliban".
    pub fn has_article(&self) -> bool {
        self.text.to_lowercase() == format!("the {}", self.name.to_lowercase())
    }

    /// The name inside a sentence: with its article where reports write it so, or where it ends in a word for what it is
    /// ("the Afghan government", "the March 23 Movement").
    pub fn in_words(&self, article: bool) -> String {
        let small = |word: Option<&str>| word.is_some_and(|w| w.starts_with(char::is_lowercase));
        let last = self.name.split(' ').next_back();
        let common = self.name.contains(' ') && (small(last) || last.is_some_and(|w| BODIES.contains(&w)));
        match (article || common) && !small(self.name.split(' ').next()) {
            true => format!("the {}", self.name),
            false => self.name.clone(),
        }
    }
}
