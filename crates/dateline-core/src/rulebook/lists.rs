//! Named lists of words that several frames share: weapons, people, sites.
//!
//! A frame writes `"@weapon"` for every word of the list; so a word is learnt once and for all frames.

use super::layers::{RuleFile, twice};
use crate::fault::Fault;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the message of a list that is not there says before its name.
pub(super) const UNKNOWN: &str = "unknown list";

/// The lists of a rule book by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists(BTreeMap<String, List>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct List {
    words: Vec<String>,
    /// The file that named it last, as a person finds it, and whether that is the user's own.
    file: String,
    own: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    list: Vec<Spec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    name: String,
    /// Read by people only: what belongs on the list.
    #[serde(rename = "why")]
    _why: String,
    words: Vec<String>,
}

impl Lists {
    /// Adds the lists of one file. The user's words are joined with those of a shipped list of the same name;
    /// otherwise a name stands once.
    pub(super) fn add(&mut self, file: &RuleFile) -> Result<(), Fault> {
        let lists: File = toml::from_str(file.text).map_err(|e| file.fault(&e.to_string()))?;
        for spec in lists.list {
            let mut list = List { words: spec.words, file: file.shown.clone(), own: file.own };
            if let Some(old) = self.0.get(&spec.name) {
                if old.own == file.own {
                    return Err(twice("list", &spec.name, file, &old.file));
                }
                list.words.splice(0..0, old.words.iter().cloned());
            }
            self.0.insert(spec.name, list);
        }
        Ok(())
    }

    /// The words of a list; none when there is no such list.
    pub fn words(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], |list| &list.words)
    }

    /// Words with every `@name` replaced by the list of that name.
    pub(super) fn expand(&self, given: Vec<String>) -> Result<Vec<String>, String> {
        let mut all = Vec::with_capacity(given.len());
        for word in given {
            match word.strip_prefix('@') {
                Some(name) => {
                    let list = self.0.get(name).ok_or_else(|| format!("{UNKNOWN} `@{name}`"))?;
                    all.extend(list.words.iter().cloned());
                }
                None => all.push(word),
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEAPON: &str = "[[list]]\nname = \"weapon\"\nwhy = \"w\"\nwords = [\"shell\", \"rocket\"]\n";

    #[test]
    fn a_list_stands_for_its_words() {
        let mut lists = Lists::default();
        lists.add(&RuleFile::shipped("en/list/x.toml", WEAPON)).expect("it is well formed");
        assert_eq!(
            lists.expand(vec!["bomb".into(), "@weapon".into()]),
            Ok(vec!["bomb".into(), "shell".into(), "rocket".into()])
        );
        assert_eq!(lists.expand(vec!["@wepon".into()]), Err("unknown list `@wepon`".into()));
    }

    #[test]
    fn the_users_words_are_joined_with_the_shipped_ones() {
        let mut lists = Lists::default();
        lists.add(&RuleFile::shipped("en/list/x.toml", WEAPON)).expect("it is well formed");
        let own = WEAPON.replace("\"shell\", \"rocket\"", "\"sling\"");
        let file = RuleFile::own("mine", "rules/list/x.toml", &own);
        lists.add(&file).expect("it is well formed");
        assert_eq!(lists.words("weapon"), ["shell", "rocket", "sling"]);
        let fault = lists.add(&file).expect_err("it stands twice");
        assert!(fault.to_string().starts_with("mine/rules/list/x.toml:2:9: The list name `weapon` is used twice."));
    }
}
