//! The mapping rules of `crosswalk/`: which code of another format an event of ours becomes, and by which rule.
//!
//! The rules are data, so that a researcher can read them and a version can be cited; nothing here knows a code.

use super::happened::Happened;
use dateline_core::lexicon::parties::{GroupKind, PartyLexicon};
use dateline_core::model::{EventKind, Manner, PartyRef};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// ACLED's types.
pub(super) static ACLED: LazyLock<Crosswalk> = LazyLock::new(|| read(include_str!("../../../../crosswalk/acled.toml")));
/// UCDP GED's types.
pub(super) static GED: LazyLock<Crosswalk> = LazyLock::new(|| read(include_str!("../../../../crosswalk/ged.toml")));
/// PLOVER's types.
pub(super) static PLOVER: LazyLock<Crosswalk> =
    LazyLock::new(|| read(include_str!("../../../../crosswalk/plover.toml")));
static COUNTRIES: &str = include_str!("../../../../crosswalk/countries.csv");

/// The rules are part of the program and tested.
fn read(text: &str) -> Crosswalk {
    toml::from_str(text).expect("the crosswalks of this program are sound")
}

/// A file of rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crosswalk {
    pub format: String,
    pub version: String,
    /// After which codebook, by whom, and on which terms: for who reads the file.
    #[cfg_attr(not(test), expect(dead_code))]
    pub codebook: String,
    #[cfg_attr(not(test), expect(dead_code))]
    pub origin: String,
    #[cfg_attr(not(test), expect(dead_code))]
    pub licence: String,
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(default)]
    pub disorder: BTreeMap<String, String>,
    #[serde(default)]
    pub inter: Vec<Inter>,
    #[serde(default)]
    pub open_number: Vec<OpenNumber>,
    #[serde(default)]
    pub dead: BTreeMap<String, Vec<String>>,
}

/// Which events become which code; what is empty fits everything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub name: String,
    pub event: Vec<String>,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub actor: Vec<Role>,
    #[serde(default)]
    pub target: Vec<Role>,
    #[serde(default)]
    pub manner: Vec<String>,
    pub held: Option<Held>,
    #[serde(default, rename = "type")]
    pub code: String,
    #[serde(default)]
    pub sub_type: String,
    #[serde(default)]
    pub context: Vec<String>,
    pub leave: Option<String>,
}

/// How long a side kept what it had taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Held {
    /// A day or less.
    Short,
}

/// What a party is, told of the country where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// The country's government or forces.
    State,
    /// Another country's, or a body of states.
    Foreign,
    /// An armed group that fights a government.
    Rebel,
    /// A militia.
    Militia,
    /// People who demonstrate.
    Protesters,
    /// People who do not fight.
    Civilians,
    /// Nothing tells.
    Unknown,
}

/// A role in the words of a format.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inter {
    pub role: Role,
    pub word: String,
}

/// What a number in open words counts for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenNumber {
    pub words: Vec<String>,
    pub battle: i64,
    pub other: i64,
}

impl Crosswalk {
    /// The first rule that fits the event.
    pub fn rule(&self, happened: &Happened, parties: &PartyLexicon) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.fits(happened, parties))
    }
    /// What rows name as the source of their codes: "acled/1".
    pub fn name(&self) -> String {
        format!("{}/{}", self.format, self.version)
    }
    /// Words for a role, and its rank in an interaction.
    pub fn inter(&self, role: Role) -> Option<(usize, &str)> {
        let at = self.inter.iter().position(|i| i.role == role)?;
        Some((at, &self.inter[at].word))
    }
}

impl Rule {
    fn fits(&self, happened: &Happened, parties: &PartyLexicon) -> bool {
        let of = |party: Option<&PartyRef>| role(party, &happened.place.country, parties);
        let manner = happened.manner.map_or("unknown", Manner::as_str);
        let short = happened.held_days.is_some_and(|days| days <= 1);
        self.event.iter().any(|e| EventKind::parse(e) == Some(happened.kind))
            && (self.words.is_empty() || happened.claims.iter().any(|c| has_words(&c.quote, &self.words)))
            && (self.actor.is_empty() || self.actor.contains(&of(happened.actor.as_ref())))
            && (self.target.is_empty() || self.target.contains(&of(happened.target.as_ref())))
            && (self.manner.is_empty() || self.manner.iter().any(|m| m == manner))
            && (self.held.is_none() || short)
    }
}

/// Whether one of the words, which may be several with blanks between, stands in a text as a whole.
pub(super) fn has_words(text: &str, words: &[String]) -> bool {
    let plain: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    words.iter().any(|word| plain.contains(&format!(" {word} ")))
}

/// What a party is in a country.
pub(super) fn role(party: Option<&PartyRef>, country: &str, parties: &PartyLexicon) -> Role {
    let Some(party) = party else { return Role::Unknown };
    match party.id.split_once(':') {
        Some(("gov" | "forces", iso)) if iso == country => Role::State,
        Some(("gov" | "forces" | "body", _)) => Role::Foreign,
        Some(("rebels", _)) => Role::Rebel,
        Some(("people", _)) => Role::Civilians,
        Some(("group", _)) => parties.group(&party.name).map_or(Role::Unknown, |g| of_group(g.kind)),
        _ => Role::Unknown,
    }
}

fn of_group(kind: GroupKind) -> Role {
    match kind {
        GroupKind::Insurgent | GroupKind::Jihadist | GroupKind::Rebel | GroupKind::Separatist => Role::Rebel,
        GroupKind::Militia | GroupKind::Paramilitary => Role::Militia,
        GroupKind::Junta => Role::State,
        GroupKind::Foreign | GroupKind::Body => Role::Foreign,
        GroupKind::Coalition | GroupKind::Party => Role::Unknown,
    }
}

/// Three letters and number of a country.
pub(super) fn country_codes(iso2: &str) -> Option<(&'static str, &'static str)> {
    COUNTRIES.lines().skip(1).find_map(|line| {
        let mut cells = line.split(',');
        (cells.next() == Some(iso2)).then(|| (cells.next().unwrap_or(""), cells.next().unwrap_or("")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_of_event_has_a_rule_that_asks_for_nothing_else() {
        for crosswalk in [&*ACLED, &*GED, &*PLOVER] {
            for kind in EventKind::ALL {
                let open = |r: &&Rule| {
                    r.event.iter().any(|e| e == kind.as_str())
                        && r.words.is_empty()
                        && r.actor.is_empty()
                        && r.target.is_empty()
                        && r.manner.is_empty()
                        && r.held.is_none()
                };
                assert!(crosswalk.rules.iter().any(|r| open(&r)), "{} of {}", kind.as_str(), crosswalk.format);
            }
        }
    }

    #[test]
    fn rules_name_real_words_and_are_named_once() {
        for crosswalk in [&*ACLED, &*GED, &*PLOVER] {
            let told = [&crosswalk.codebook, &crosswalk.origin, &crosswalk.licence];
            assert!(told.iter().all(|t| !t.is_empty()), "{}", crosswalk.format);
            let names: BTreeSet<&str> = crosswalk.rules.iter().map(|r| r.name.as_str()).collect();
            assert_eq!(names.len(), crosswalk.rules.len(), "{}", crosswalk.format);
            for rule in &crosswalk.rules {
                assert!(rule.event.iter().all(|e| EventKind::parse(e).is_some()), "{}", rule.name);
                assert!(rule.manner.iter().all(|m| m == "unknown" || Manner::parse(m).is_some()), "{}", rule.name);
                assert_eq!(rule.leave.is_none(), !rule.code.is_empty(), "{}", rule.name);
            }
        }
        assert!(ACLED.rules.iter().filter(|r| r.leave.is_none()).all(|r| ACLED.disorder.contains_key(&r.code)));
    }

    #[test]
    fn words_are_whole() {
        let mine = ["mine".to_string(), "car bomb".to_string()];
        assert!(has_words("A car-bomb went off.", &mine) && has_words("It hit a mine.", &mine));
        assert!(!has_words("Miners were determined.", &mine));
        assert_eq!(country_codes("CD"), Some(("COD", "180")));
    }
}
