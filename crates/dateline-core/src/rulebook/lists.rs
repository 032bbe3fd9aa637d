//! Named lists of words that several frames share: weapons, people, sites.
//!
//! A frame writes `"@weapon"` for every word of the list; so a word is learnt once and for all frames.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The lists of a rule book by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists(BTreeMap<String, Vec<String>>);

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
    /// Adds the lists of one file.
    pub(super) fn add(&mut self, text: &str) -> Result<(), String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        for spec in file.list {
            if self.0.insert(spec.name.clone(), spec.words).is_some() {
                return Err(format!("the list name `{}` is used twice", spec.name));
            }
        }
        Ok(())
    }

    /// The words of a list; none when there is no such list.
    pub fn words(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Words with every `@name` replaced by the list of that name.
    pub(super) fn expand(&self, given: Vec<String>) -> Result<Vec<String>, String> {
        let mut all = Vec::with_capacity(given.len());
        for word in given {
            match word.strip_prefix('@') {
                Some(name) => all.extend(self.0.get(name).ok_or(format!("unknown list `@{name}`"))?.iter().cloned()),
                None => all.push(word),
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_stands_for_its_words() {
        let mut lists = Lists::default();
        lists.add("[[list]]\nname = \"weapon\"\nwhy = \"w\"\nwords = [\"shell\", \"rocket\"]\n").expect("it is well formed");
        assert_eq!(lists.expand(vec!["bomb".into(), "@weapon".into()]), Ok(vec!["bomb".into(), "shell".into(), "rocket".into()]));
        assert_eq!(lists.expand(vec!["@wepon".into()]), Err("unknown list `@wepon`".into()));
    }
}
