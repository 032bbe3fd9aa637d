//! Which words tell what befalls a named person, and where in the clause the person stands.

use super::layers::{RuleFile, twice};
use crate::fault::Fault;
use crate::model::Lot;
use serde::Deserialize;

/// Words that tell one lot of a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRule {
    /// Its name, which is the claim's rule.
    pub name: String,
    /// The lot, as the output calls it.
    pub says: String,
    /// Why the words mean that.
    pub why: String,
    /// Verbs done by the person, with their particle.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Verbs done to the person.
    #[serde(default)]
    pub object: Vec<String>,
    /// Adjectives said of the person.
    #[serde(default)]
    pub adjective: Vec<String>,
    /// Nouns that are the person's: "the killing of …", "…'s arrest".
    #[serde(default)]
    pub noun: Vec<String>,
    /// Prepositions of the place; `object` where the verb's object is one.
    #[serde(default)]
    pub place: Vec<String>,
    /// Prepositions of the place that the person goes to.
    #[serde(default)]
    pub to: Vec<String>,
    /// Nothing is told without a place.
    #[serde(default)]
    pub needs_place: bool,
    /// Being at a place, told by the place and a form of "be".
    #[serde(default)]
    pub being: bool,
    /// Sentences in which it must be read.
    #[serde(default, rename = "match")]
    pub examples: Vec<PersonExample>,
    /// Sentences in which it must not.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// The file, as a person finds it.
    #[serde(skip)]
    pub file: String,
    /// Whether it is the user's own.
    #[serde(skip)]
    pub own: bool,
}

/// A sentence in which somebody's lot must be read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonExample {
    /// The sentence.
    pub text: String,
    /// The name.
    pub person: String,
    /// The status; asserted when not given.
    pub status: Option<String>,
    /// The place; none when not given.
    pub place: Option<String>,
    /// The place gone to; none when not given.
    pub to: Option<String>,
}

impl PersonRule {
    /// What it tells. The word is checked when the rule is loaded.
    pub fn lot(&self) -> Lot {
        Lot::parse(&self.says).unwrap_or(Lot::Located)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    person: Vec<PersonRule>,
}

/// Adds the rules of one file; the user's takes the place of the shipped one of its name.
pub(super) fn add(rules: &mut Vec<PersonRule>, file: &RuleFile) -> Result<(), Fault> {
    let new: File = toml::from_str(file.text).map_err(|e| file.fault(&e.to_string()))?;
    for mut rule in new.person {
        if Lot::parse(&rule.says).is_none() {
            return Err(file.fault(&format!("person `{}`: `{}` is no lot of a person", rule.name, rule.says)));
        }
        (rule.file, rule.own) = (file.shown.clone(), file.own);
        match rules.iter_mut().find(|r| r.name == rule.name) {
            Some(old) if old.own == rule.own => return Err(twice("person", &rule.name, file, &old.file)),
            Some(old) => *old = rule,
            None => rules.push(rule),
        }
    }
    Ok(())
}
