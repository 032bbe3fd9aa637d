//! The user's parties and outlets laid over the shipped lists.
//!
//! The files have the form of the shipped ones, but an entry whose name the shipped list has is joined with it:
//! lists grow, single words are replaced. So "aliases of the Taliban" is a three-line file. New entries go before the
//! shipped ones, since the first of several namesakes is what a bare acronym means.

use super::embedded;
use super::outlets::{Outlet, OutletLexicon};
use super::parties::{Army, Group, PartyLexicon, WordKind};
use crate::fault::Fault;
use crate::knowledge::OwnFile;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The party lexicon with the user's groups, armies and words.
pub(crate) fn parties(files: &[OwnFile]) -> Result<PartyLexicon, Vec<Fault>> {
    let broken = |e: super::parties::LexiconError| vec![Fault::named("lexicon", "", &e.to_string())];
    let shipped = PartyLexicon::embedded().map_err(broken)?;
    if files.is_empty() {
        return Ok(shipped);
    }
    let codes: BTreeSet<&str> = shipped.countries().iter().map(|c| c.iso.as_str()).collect();
    let mut lists = [
        List::new("group", "name", embedded::GROUPS, sound::<Group>),
        List::new("army", "name", embedded::ARMIES, sound::<Army>),
        List::new("list", "kind", embedded::FORCES, sound::<Words>),
    ];
    lay(&mut lists, files, &codes)?;
    let [groups, armies, forces] = lists.map(List::into_text);
    PartyLexicon::from_toml(&groups, &forces, &armies, embedded::COUNTRIES).map_err(broken)
}

/// The outlet lexicon with the user's outlets.
pub(crate) fn outlets(files: &[OwnFile]) -> Result<OutletLexicon, Vec<Fault>> {
    let broken = |e: super::parties::LexiconError| vec![Fault::named("lexicon", "", &e.to_string())];
    if files.is_empty() {
        return OutletLexicon::embedded().map_err(broken);
    }
    let mut lists = [List::new("outlet", "name", embedded::OUTLETS, sound::<Outlet>)];
    lay(&mut lists, files, &BTreeSet::new())?;
    let [outlets] = lists.map(List::into_text);
    OutletLexicon::from_toml(&outlets).map_err(broken)
}

/// The form of a list of ordinary words.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(rename = "kind")]
    _kind: WordKind,
    #[serde(rename = "words")]
    _words: Vec<String>,
}

/// Whether a table is a sound entry, and if not, why.
fn sound<T: DeserializeOwned>(entry: &Table) -> Result<(), String> {
    Value::Table(entry.clone()).try_into::<T>().map(drop).map_err(|e| e.message().to_owned())
}

/// One shipped list of entries that the user's are laid over.
struct List {
    /// The key of its entries.
    key: &'static str,
    /// What tells one entry from another.
    name: &'static str,
    sound: fn(&Table) -> Result<(), String>,
    new: Vec<Value>,
    shipped: Vec<Value>,
}

impl List {
    fn new(key: &'static str, name: &'static str, text: &str, sound: fn(&Table) -> Result<(), String>) -> List {
        let mut table: Table = toml::from_str(text).unwrap_or_default();
        let shipped = table.remove(key).and_then(|v| v.try_into().ok()).unwrap_or_default();
        List { key, name, sound, new: Vec::new(), shipped }
    }

    /// The shipped entry with what the user says of it, or the user's alone.
    fn joined(&self, own: &Table) -> Table {
        let shipped = self.shipped.iter().filter_map(Value::as_table).find(|t| t.get(self.name) == own.get(self.name));
        let mut joined = shipped.cloned().unwrap_or_default();
        for (key, value) in own {
            match (joined.get_mut(key), value) {
                (Some(Value::Array(old)), Value::Array(new)) => {
                    let more: Vec<Value> = new.iter().filter(|v| !old.contains(v)).cloned().collect();
                    old.extend(more);
                }
                _ => drop(joined.insert(key.clone(), value.clone())),
            }
        }
        joined
    }

    fn take(&mut self, entry: Table) {
        let is_it = |v: &Value| v.get(self.name) == entry.get(self.name);
        match self.shipped.iter().position(is_it) {
            Some(at) => self.shipped[at] = Value::Table(entry),
            None => self.new.push(Value::Table(entry)),
        }
    }

    fn into_text(mut self) -> String {
        self.new.append(&mut self.shipped);
        let table: Table = [(self.key.to_owned(), Value::Array(self.new))].into_iter().collect();
        toml::to_string(&table).unwrap_or_default()
    }
}

/// Lays the user's entries over the lists, file by file.
fn lay(lists: &mut [List], files: &[OwnFile], codes: &BTreeSet<&str>) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
    for file in files {
        let document: Table = match toml::from_str(file.text) {
            Ok(document) => document,
            Err(error) => {
                faults.push(Fault::of_toml(&file.shown(), file.text, &error));
                continue;
            }
        };
        for (key, value) in &document {
            let Some(list) = lists.iter_mut().find(|l| l.key == key) else {
                faults.push(unknown_key(file, key, lists));
                continue;
            };
            for entry in value.as_array().into_iter().flatten().filter_map(Value::as_table) {
                match admit(list, entry, codes, &mut seen) {
                    Ok(joined) => list.take(joined),
                    Err(message) => faults.push(Fault::named(&file.shown(), file.text, &message)),
                }
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn unknown_key(file: &OwnFile, key: &str, lists: &[List]) -> Fault {
    let known: Vec<String> = lists.iter().map(|l| format!("[[{}]]", l.key)).collect();
    let at = file.text.find(key).unwrap_or(0);
    let what = format!("`{key}` is not known here.");
    Fault::at(&file.shown(), file.text, at..at + key.len(), &what, &format!("Use one of: {}.", known.join(", ")))
}

/// The entry as it will count, or what is wrong with it.
fn admit<'l>(
    list: &List,
    entry: &Table,
    codes: &BTreeSet<&str>,
    seen: &mut BTreeSet<(&'l str, String)>,
) -> Result<Table, String>
where
    List: 'l,
{
    let name = entry.get(list.name).and_then(Value::as_str).unwrap_or_default();
    if name.trim().is_empty() {
        return Err(format!("an entry `{}` has no `{}`", list.key, list.name));
    }
    let joined = list.joined(entry);
    (list.sound)(&joined).map_err(|message| in_entry(name, &message))?;
    let named: Vec<&str> =
        entry.get("countries").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let country = entry.get("country").and_then(Value::as_str);
    let mut all = named.into_iter().chain(country);
    if let Some(code) = all.find(|code| !codes.is_empty() && !codes.contains(code)) {
        return Err(format!("`{name}` names the country code `{code}`, which no country has"));
    }
    if list.name == "name" && !seen.insert((list.key, name.to_owned())) {
        return Err(format!("`{name}` stands in two of your entries; join them"));
    }
    Ok(joined)
}

/// A message about a key or word of a named entry; the name is put first so that the words are looked for behind it.
fn in_entry(name: &str, message: &str) -> String {
    format!("In `{name}`: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::OwnFiles;

    fn with(text: &str) -> Result<PartyLexicon, Vec<Fault>> {
        let own = OwnFiles { folder: "mine".into(), files: vec![("parties/x.toml".into(), text.into())] };
        parties(&own.below("parties/"))
    }

    #[test]
    fn a_new_group_is_known_by_name_and_alias() {
        let text = "[[group]]\nname = \"Yarrow Front\"\naliases = [\"YF\"]\nkind = \"rebel\"\ncountries = [\"ML\"]\n";
        let parties = with(text).unwrap_or_else(|e| panic!("{e:?}"));
        for name in ["Yarrow Front", "the Yarrow Front", "YF"] {
            assert_eq!(parties.group(name).map(|g| g.name.as_str()), Some("Yarrow Front"), "{name}");
        }
        assert!(parties.group("Taliban").is_some());
    }

    #[test]
    fn an_entry_of_a_known_name_is_joined_with_it() {
        let text = "[[group]]\nname = \"Taliban\"\naliases = [\"Talib Movement\"]\nside_of = \"government\"\n";
        let parties = with(text).unwrap_or_else(|e| panic!("{e:?}"));
        let group = parties.group("Talib Movement").unwrap_or_else(|| panic!("the alias is not known"));
        assert!(group.aliases.contains(&"Taleban".to_owned()));
        assert_eq!(group.side_of, Some(super::super::parties::Side::Government));
    }

    #[test]
    fn words_and_armies_can_be_added() {
        let text = "[[list]]\nkind = \"fighters\"\nwords = [\"bushmen\"]\n[[army]]\nname = \"Green Guard\"\ncountry = \"ML\"\n";
        let parties = with(text).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(parties.word("bushmen"), Some(WordKind::Fighters));
        assert_eq!(parties.word("rebels"), Some(WordKind::Fighters));
        assert_eq!(parties.army("Green Guard").map(|a| a.country.as_str()), Some("ML"));
    }

    #[test]
    fn a_broken_entry_is_told_at_its_place() {
        for (text, expected) in [
            ("[[group]]\nname = \"Y\"\naliasses = [\"YF\"]\n", "mine/parties/x.toml:3:1: "),
            ("[[group]]\nname = \"Y\"\nkind = \"rebels\"\ncountries = [\"ML\"]\n", "mine/parties/x.toml:3:9: "),
            ("[[group]]\nname = \"Y\"\nkind = \"rebel\"\ncountries = [\"ML\", \"QX\"]\n", "mine/parties/x.toml:4:21: "),
            ("[[group]]\nname = \"Y\"\n", "mine/parties/x.toml:2:9: "),
            ("[[groups]]\nname = \"Y\"\n", "mine/parties/x.toml:1:3: "),
            ("[[group]]\nname = \"Y\n", "mine/parties/x.toml:2:"),
            ("[[group]]\nkind = \"rebel\"\n", "mine/parties/x.toml:1:3: "),
        ] {
            let faults = with(text).map(|_| ()).unwrap_err();
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(faults[0].to_string().starts_with(expected), "{} for {expected}", faults[0]);
        }
    }
}
