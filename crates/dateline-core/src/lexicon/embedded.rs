//! The party and outlet lexicons that are part of the program.

use super::outlets::OutletLexicon;
use super::parties::{LexiconError, PartyLexicon};

pub(super) static GROUPS: &str = include_str!("../../../../lexicon/parties/groups.toml");
pub(super) static FORCES: &str = include_str!("../../../../lexicon/parties/forces.toml");
pub(super) static ARMIES: &str = include_str!("../../../../lexicon/parties/armies.toml");
pub(super) static COUNTRIES: &str = include_str!("../../../../lexicon/places/countries.toml");
pub(super) static OUTLETS: &str = include_str!("../../../../lexicon/outlets/agencies.toml");

impl PartyLexicon {
    /// The lexicon of the repository's `lexicon/parties` and `lexicon/places/countries.toml`, compiled in.
    ///
    /// # Errors
    /// When one of these files is malformed, which the tests rule out.
    pub fn embedded() -> Result<PartyLexicon, LexiconError> {
        PartyLexicon::from_toml(GROUPS, FORCES, ARMIES, COUNTRIES)
    }
}

impl OutletLexicon {
    /// The lexicon of the repository's `lexicon/outlets`, compiled in.
    ///
    /// # Errors
    /// When the file is malformed, which the tests rule out.
    pub fn embedded() -> Result<OutletLexicon, LexiconError> {
        OutletLexicon::from_toml(OUTLETS)
    }
}
