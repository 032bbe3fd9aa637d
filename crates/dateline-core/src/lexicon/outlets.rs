//! News agencies and outlets: who tells a story, and who took its picture.
//!
//! Their names stand in credits ("AFP / a photographer's name") and beside verbs of telling ("told
//! Reuters"). Both look like parties and people to a reader of words, and neither holds any place;
//! knowing the outlets keeps them out. A state outlet also tells whose view a claim carries.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::parties::{LexiconError, lookup_key, parse, stored_key};

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// Sells news to other outlets.
    Agency,
    /// Newspaper, broadcaster, site.
    Outlet,
    /// Owned or directed by a government or a party to conflicts.
    State,
}

/// One agency or outlet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The usual name.
    pub name: String,
    /// Acronyms and other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: OutletKind,
    /// Where it is at home.
    pub country: String,
}

/// The outlets dateline knows.
#[derive(Debug, Clone)]
pub struct OutletLexicon {
    outlets: Vec<Outlet>,
    names: BTreeMap<String, usize>,
}

/// The form of `agencies.toml`.
#[derive(Deserialize)]
struct OutletFile {
    outlet: Vec<Outlet>,
}

impl OutletLexicon {
    /// Reads the text of `agencies.toml`.
    ///
    /// # Errors
    /// Says where the text is wrong.
    pub fn from_toml(agencies: &str) -> Result<OutletLexicon, LexiconError> {
        let outlets = parse::<OutletFile>("agencies.toml", agencies)?.outlet;
        let mut names = BTreeMap::new();
        for (index, outlet) in outlets.iter().enumerate() {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                names.entry(stored_key(name)).or_insert(index);
            }
        }
        Ok(OutletLexicon { outlets, names })
    }

    /// The outlet of a name or acronym; acronyms are matched letter for letter.
    #[must_use]
    pub fn outlet(&self, name: &str) -> Option<&Outlet> {
        // "dpa" and "kyodo" style themselves small, so the name as it stands counts too.
        let key = lookup_key(name).or_else(|| self.is_styled_small(name).then(|| stored_key(name)))?;
        self.names.get(&key).map(|index| &self.outlets[*index])
    }

    /// The longest run of words from the start that is an outlet's name.
    #[must_use]
    pub fn longest(&self, words: &[&str]) -> Option<(usize, &Outlet)> {
        (1..=words.len().min(6))
            .rev()
            .find_map(|length| self.outlet(&words[..length].join(" ")).map(|outlet| (length, outlet)))
    }

    /// All outlets, in the order of the file.
    #[must_use]
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    /// Whether some outlet writes its name exactly so, without a capital.
    fn is_styled_small(&self, name: &str) -> bool {
        self.outlets.iter().any(|outlet| outlet.name == name || outlet.aliases.iter().any(|alias| alias == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed list.
    fn shipped() -> OutletLexicon {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/outlets/agencies.toml");
        OutletLexicon::from_toml(&std::fs::read_to_string(path).expect(path)).expect("a sound list")
    }

    #[test]
    fn outlets_are_found_by_name_and_acronym() {
        let outlets = shipped();
        for (spelling, name) in [
            ("AFP", "Agence France-Presse"),
            ("AP", "Associated Press"),
            ("The Associated Press", "Associated Press"),
            ("dpa", "Deutsche Presse-Agentur"),
            ("Al-Jazeera", "Al Jazeera"),
            ("Xinhua", "Xinhua"),
        ] {
            assert_eq!(outlets.outlet(spelling).map(|outlet| outlet.name.as_str()), Some(name), "{spelling}");
        }
        for word in ["ap", "afp", "reuters said", "Kunduz", ""] {
            assert_eq!(outlets.outlet(word), None, "{word}");
        }
        assert_eq!(outlets.longest(&["Radio", "Free", "Europe", "said"]).map(|(length, _)| length), Some(3));
    }

    #[test]
    fn names_lead_to_one_outlet() {
        let outlets = shipped();
        let mut seen = std::collections::BTreeSet::new();
        for outlet in outlets.outlets() {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                assert!(seen.insert(stored_key(name)), "{name} stands twice");
            }
        }
        assert!(seen.len() > 150);
    }
}
