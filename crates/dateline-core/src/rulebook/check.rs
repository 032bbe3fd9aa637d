//! Faults that do not keep a rule file from being used, and all those that do, with their places.
//!
//! Loading stops at what it cannot understand. A check goes on: it tells every word that is not known, every
//! entry that stands twice, and every frame that can never trigger, so that a rule's author sees them at once.

use super::frame::{Class, Slot};
use super::layers::RuleFile;
use super::lists::Lists;
use crate::fault::{Fault, Step, bytes_of};
use crate::model::{EventKind, Extent, Lot, Manner, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Keys of a frame that hold lists of words; a word stands once in each.
const WORD_LISTS: [&str; 14] = [
    "verb",
    "noun",
    "adjective",
    "object_noun",
    "case",
    "under",
    "with",
    "without",
    "needs",
    "actor",
    "actor_is",
    "target",
    "target_is",
    "place",
];
/// Keys in which `@name` stands for the words of a list.
const EXPANDED: [&str; 7] = ["verb", "noun", "adjective", "object_noun", "under", "with", "without"];
/// Keys that hold slots.
const SLOTS: [&str; 3] = ["actor", "target", "place"];
/// Keys that say what may fill a slot.
const CLASSES: [&str; 2] = ["actor_is", "target_is"];
/// Keys of a cue that hold words.
const CUE_LISTS: [&str; 6] = ["governor", "infinitive", "modal", "adverb", "mark", "phrase"];
/// What slots there are, for the hint.
const ALL_SLOTS: &str = "subject, object, oblique:PREPOSITION|…, nominal:PREPOSITION|…, of, possessor, modifier, \
                         holder, modified, predicate, scene, origin, speaker";
/// What classes there are, for the hint.
const ALL_CLASSES: &str = "party, body, people, person, place, @ and the name of a list";
/// The lists of a figure file.
const FIGURE_LISTS: [&str; 4] = ["bound", "unit", "kind", "measure"];

/// Everything that can be found wrong in rule files without reading a sentence, in the order of the files.
pub fn check(files: &[RuleFile]) -> Vec<Fault> {
    let lists = names_of_lists(files);
    let mut faults: Vec<Fault> = files.iter().flat_map(|file| of_file(file, &lists)).collect();
    let told: BTreeSet<(String, usize)> = faults.iter().map(|f| (f.file.clone(), f.line)).collect();
    let loading = super::RuleBook::layered(files).err().unwrap_or_default();
    faults.extend(loading.into_iter().filter(|f| !told.contains(&(f.file.clone(), f.line))));
    faults.extend(words_decided_twice(files));
    faults.sort();
    faults.dedup();
    faults
}

fn of_file(file: &RuleFile, lists: &BTreeSet<String>) -> Vec<Fault> {
    let Some(sheet) = Sheet::of(&file.shown, file.text) else { return Vec::new() };
    let mut faults = Vec::new();
    for frame in sheet.entries("frame") {
        of_frame(&frame, lists, &mut faults);
    }
    for cue in sheet.entries("cue") {
        of_cue(&cue, &mut faults);
    }
    for list in sheet.entries("list").filter(|_| file.is_list()) {
        of_list(&list, &mut faults);
    }
    for rule in FIGURE_LISTS.iter().flat_map(|list| sheet.entries(list)).filter(|_| file.is_figure()) {
        of_figure_rule(&rule, &mut faults);
    }
    for rule in sheet.entries("person").filter(|_| file.is_person()) {
        of_figure_rule(&rule, &mut faults);
        known_word(&rule, "says", &words_of(Lot::ALL, Lot::as_str), &mut faults);
    }
    if file.is_figure() {
        once_each_at_the_top(&sheet, &mut faults);
    }
    faults
}

fn of_frame(frame: &Entry, lists: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    no_reason(frame, faults);
    for key in WORD_LISTS {
        once_each(frame, key, faults);
    }
    once_each(frame, "ignore", faults);
    for key in SLOTS {
        known_slots(frame, key, faults);
    }
    for key in EXPANDED {
        known_lists(frame, key, lists, faults);
    }
    for key in CLASSES {
        known_classes(frame, &[Step::Key(key)], lists, faults);
    }
    for slot in frame.keys("fits") {
        let at = [Step::Key("fits"), Step::Key(&slot)];
        if Slot::parse(&slot).is_err() {
            faults.push(unknown_slot(frame, &at, &slot));
        }
        known_classes(frame, &at, lists, faults);
    }
    known_word(frame, "says", &words_of(EventKind::ALL, EventKind::as_str), faults);
    known_word(frame, "extent", &words_of(Extent::ALL, Extent::as_str), faults);
    known_word(frame, "manner", &words_of(Manner::ALL, Manner::as_str), faults);
    known_word(frame, "status", &words_of(Status::ALL, Status::as_str), faults);
    // A learned frame fills the roles of what the model finds and reads no sentence by itself.
    if frame.is_empty("match") && frame.value("margin").is_none() {
        let what = "The frame brings no sentence that it must read.";
        faults.push(frame.fault(&[Step::Key("match")], what, "Add one: match = [{ text = \"…\", place = [\"…\"] }]."));
    }
    never_triggers(frame, faults);
}

/// What keeps a frame from ever matching.
fn never_triggers(frame: &Entry, faults: &mut Vec<Fault>) {
    let roles: Vec<String> = frame.words("needs").map_or(vec!["place".to_owned()], |w| w);
    for (n, role) in roles.iter().enumerate() {
        if !SLOTS.contains(&role.as_str()) {
            let at = [Step::Key("needs"), Step::Item(n)];
            faults.push(frame.fault(&at, &format!("The role `{role}` is not known."), "Use place, actor or target."));
        } else if frame.is_empty(role) {
            let what = format!("The frame can never trigger: it needs the role `{role}` and has no slot for it.");
            let hint = format!("Say where the {role} stands: {role} = [\"…\"], or take it out of `needs`.");
            faults.push(frame.fault(&[Step::Key("needs"), Step::Item(n)], &what, &hint));
        }
    }
    for key in ["verb", "noun", "adjective"] {
        for (n, word) in frame.words(key).unwrap_or_default().iter().enumerate() {
            if word.chars().any(char::is_uppercase) || word.trim() != word || word.is_empty() {
                let what = format!("The trigger `{word}` can never match: lemmas are in small letters.");
                faults.push(frame.fault(&[Step::Key(key), Step::Item(n)], &what, "Write the lemma in small letters."));
            }
        }
    }
    let without: BTreeSet<String> = frame.words("without").unwrap_or_default().into_iter().collect();
    let with = frame.words("with").unwrap_or_default();
    if !with.is_empty() && with.iter().all(|w| without.contains(w)) {
        let what = "The frame can never trigger: every word of `with` stands in `without` too.";
        faults.push(frame.fault(&[Step::Key("with")], what, "Take the words out of one of them."));
    }
    if !frame.is_empty("object_noun") && frame.is_empty("verb") {
        let what = "The frame can never trigger: `object_noun` belongs to light verbs, and there is no `verb`.";
        faults.push(frame.fault(&[Step::Key("object_noun")], what, "Add the verbs, or make the words `noun`."));
    }
    if !frame.is_empty("case") && frame.is_empty("noun") {
        let what = "`case` belongs to trigger nouns, and there is no `noun`.";
        faults.push(frame.fault(&[Step::Key("case")], what, "Add the nouns, or take `case` out."));
    }
}

fn of_figure_rule(rule: &Entry, faults: &mut Vec<Fault>) {
    no_reason(rule, faults);
    for key in rule.keys_of_lists() {
        once_each(rule, &key, faults);
    }
    if rule.is_empty("match") {
        let what = format!("The {} brings no sentence that it must read.", rule.list);
        let hint = "Add one: match = [{ text = \"…\", value = … }].";
        faults.push(rule.fault(&[Step::Key("match")], &what, hint));
    }
}

fn of_list(list: &Entry, faults: &mut Vec<Fault>) {
    no_reason(list, faults);
    once_each(list, "words", faults);
    if list.is_empty("words") {
        faults.push(list.fault(&[Step::Key("words")], "The list has no words.", "Add some, or take the list out."));
    }
}

fn of_cue(cue: &Entry, faults: &mut Vec<Fault>) {
    no_reason(cue, faults);
    known_word(cue, "status", &words_of(Status::ALL, Status::as_str), faults);
    for key in CUE_LISTS {
        once_each(cue, key, faults);
    }
    if CUE_LISTS.iter().all(|key| cue.is_empty(key)) {
        faults.push(cue.fault(&[], "The cue has no words.", &format!("Add one of: {}.", CUE_LISTS.join(", "))));
    }
    if cue.is_empty("match") {
        let what = "The cue brings no sentence to which it gives its status.";
        faults.push(cue.fault(&[Step::Key("match")], what, "Add one: match = [\"…\"]."));
    }
}

/// A word that two cues of one layer give a status in one way: the first decides and the second never counts.
fn words_decided_twice(files: &[RuleFile]) -> Vec<Fault> {
    let mut first: BTreeMap<(bool, &str, String), String> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| f.is_cue()) {
        let Some(sheet) = Sheet::of(&file.shown, file.text) else { continue };
        for cue in sheet.entries("cue") {
            let status = cue.text("status").unwrap_or_default();
            for key in CUE_LISTS {
                for (i, word) in cue.words(key).unwrap_or_default().into_iter().enumerate() {
                    let what = format!("The word `{word}` never counts here: a cue before it makes it");
                    match first.entry((file.own, key, word)) {
                        std::collections::btree_map::Entry::Vacant(free) => drop(free.insert(status.clone())),
                        std::collections::btree_map::Entry::Occupied(old) if *old.get() != status => {
                            let at = [Step::Key(key), Step::Item(i)];
                            let what = format!("{what} {}.", old.get());
                            faults.push(cue.fault(&at, &what, "Take it out of one of them."));
                        }
                        // The same word twice in one list is told by `once_each`.
                        std::collections::btree_map::Entry::Occupied(_) => {}
                    }
                }
            }
        }
    }
    faults
}

fn no_reason(entry: &Entry, faults: &mut Vec<Fault>) {
    if entry.text("why").is_some_and(|why| why.trim().is_empty()) {
        let hint = "Say in a sentence why the wording means that; `dateline why` shows it.";
        faults.push(entry.fault(&[Step::Key("why")], "The reason is empty.", hint));
    }
}

fn once_each(entry: &Entry, key: &str, faults: &mut Vec<Fault>) {
    for (n, word) in doubled(entry.words(key).unwrap_or_default()) {
        let what = format!("`{word}` stands twice in `{key}`.");
        faults.push(entry.fault(&[Step::Key(key), Step::Item(n)], &what, "Take one of them out."));
    }
}

/// Words that stood before in the same list.
fn doubled(words: Vec<String>) -> Vec<(usize, String)> {
    let mut seen = BTreeSet::new();
    words.into_iter().enumerate().filter(|(_, word)| !seen.insert(word.clone())).collect()
}

/// Lists of words that stand in no entry, as in `aside.toml`.
fn once_each_at_the_top(sheet: &Sheet, faults: &mut Vec<Fault>) {
    for (key, value) in sheet.document.iter() {
        for (n, word) in doubled(strings(value.get_ref()).unwrap_or_default()) {
            let what = format!("`{word}` stands twice in `{}`.", key.get_ref());
            faults.push(sheet.fault(&[Step::Key(key.get_ref()), Step::Item(n)], &what, "Take one of them out."));
        }
    }
}

fn known_slots(frame: &Entry, key: &str, faults: &mut Vec<Fault>) {
    for (n, slot) in frame.words(key).unwrap_or_default().iter().enumerate() {
        if Slot::parse(slot).is_err() {
            faults.push(unknown_slot(frame, &[Step::Key(key), Step::Item(n)], slot));
        }
    }
}

fn unknown_slot(frame: &Entry, at: &[Step], slot: &str) -> Fault {
    frame.fault(at, &format!("The slot `{slot}` is not known."), &format!("Use one of: {ALL_SLOTS}."))
}

/// Words that stand for a list which no file has.
fn known_lists(frame: &Entry, key: &str, lists: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    for (n, word) in frame.words(key).unwrap_or_default().iter().enumerate() {
        if word.strip_prefix('@').is_some_and(|name| !lists.contains(name)) {
            faults.push(unknown_list(frame, &[Step::Key(key), Step::Item(n)], word));
        }
    }
}

fn known_classes(frame: &Entry, at: &[Step], lists: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    for (n, class) in frame.words_at(at).unwrap_or_default().iter().enumerate() {
        let at: Vec<Step> = at.iter().copied().chain([Step::Item(n)]).collect();
        match class.strip_prefix('@') {
            Some(name) if !lists.contains(name) => faults.push(unknown_list(frame, &at, class)),
            None if Class::parse(class, &Lists::default()).is_err() => {
                let (what, hint) =
                    (format!("The class `{class}` is not known."), format!("Use one of: {ALL_CLASSES}."));
                faults.push(frame.fault(&at, &what, &hint));
            }
            _ => {}
        }
    }
}

fn unknown_list(frame: &Entry, at: &[Step], name: &str) -> Fault {
    let hint = "Lists stand in files of a folder `list`: [[list]] with name, why and words.";
    frame.fault(at, &format!("There is no list `{name}`."), hint)
}

fn names_of_lists(files: &[RuleFile]) -> BTreeSet<String> {
    let sheets = files.iter().filter(|f| f.is_list()).filter_map(|f| Sheet::of(&f.shown, f.text));
    sheets.flat_map(|sheet| sheet.entries("list").filter_map(|list| list.text("name")).collect::<Vec<_>>()).collect()
}

/// The words of a closed set.
fn words_of<T: Copy>(all: &[T], as_str: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|word| as_str(*word)).collect()
}

fn known_word(entry: &Entry, key: &str, all: &[&str], faults: &mut Vec<Fault>) {
    if let Some(word) = entry.text(key).filter(|w| !all.contains(&w.as_str())) {
        let hint = format!("Use one of: {}.", all.join(", "));
        faults.push(entry.fault(&[Step::Key(key)], &format!("The word `{word}` is not known for `{key}`."), &hint));
    }
}

/// A TOML file in which the places of values can be looked up.
#[derive(Debug)]
pub struct Sheet<'a> {
    file: &'a str,
    text: &'a str,
    document: DeTable<'a>,
}

impl<'a> Sheet<'a> {
    /// The file, when it is TOML at all.
    pub fn of(file: &'a str, text: &'a str) -> Option<Sheet<'a>> {
        Some(Sheet { file, text, document: DeTable::parse(text).ok()?.into_inner() })
    }
    /// A fault at the value on a path; at the nearest value above it when there is none.
    pub fn fault(&self, path: &[Step], what: &str, hint: &str) -> Fault {
        let found = (0..=path.len()).rev().find_map(|n| bytes_of(&self.document, &path[..n]));
        Fault::at(self.file, self.text, found.unwrap_or(0..0), what, hint)
    }
    /// The number of the entry of a list whose name is this.
    pub fn named(&self, list: &str, name: &str) -> Option<usize> {
        let has = |n: &usize| {
            self.value(&[Step::Key(list), Step::Item(*n), Step::Key("name")]).and_then(|v| v.as_str()) == Some(name)
        };
        (0..self.length(list)).find(has)
    }
    /// How many entries a list has.
    pub fn length(&self, list: &str) -> usize {
        self.document.get(list).and_then(|v| v.get_ref().as_array()).map_or(0, |a| a.len())
    }
    fn entries<'s>(&'s self, list: &'s str) -> impl Iterator<Item = Entry<'s, 'a>> {
        (0..self.length(list)).map(move |n| Entry { sheet: self, list, n })
    }
    fn value(&self, path: &[Step]) -> Option<&DeValue<'a>> {
        let (first, rest) = path.split_first()?;
        let Step::Key(key) = first else { return None };
        let mut at = self.document.get(*key)?.get_ref();
        for step in rest {
            at = match step {
                Step::Key(key) => at.get(*key)?.get_ref(),
                Step::Item(n) => at.get(*n)?.get_ref(),
            };
        }
        Some(at)
    }
}

/// The strings of a list.
fn strings(value: &DeValue) -> Option<Vec<String>> {
    Some(value.as_array()?.iter().filter_map(|v| v.get_ref().as_str()).map(str::to_owned).collect())
}

/// One `[[frame]]`, `[[cue]]` or the like of a file.
struct Entry<'s, 'a> {
    sheet: &'s Sheet<'a>,
    list: &'s str,
    n: usize,
}

impl Entry<'_, '_> {
    fn value(&self, key: &str) -> Option<&DeValue<'_>> {
        self.sheet.value(&[Step::Key(self.list), Step::Item(self.n), Step::Key(key)])
    }
    fn text(&self, key: &str) -> Option<String> {
        self.value(key)?.as_str().map(str::to_owned)
    }
    /// The strings of a list; words that stand for a shared list are words as well.
    fn words(&self, key: &str) -> Option<Vec<String>> {
        self.words_at(&[Step::Key(key)])
    }
    fn words_at(&self, below: &[Step]) -> Option<Vec<String>> {
        let path: Vec<Step> = [Step::Key(self.list), Step::Item(self.n)].iter().chain(below).copied().collect();
        strings(self.sheet.value(&path)?)
    }
    /// The keys of a table in the entry.
    fn keys(&self, key: &str) -> Vec<String> {
        let table = self.value(key).and_then(|v| v.as_table());
        table.map_or(Vec::new(), |t| t.keys().map(|k| k.get_ref().to_string()).collect())
    }
    /// The keys that hold lists.
    fn keys_of_lists(&self) -> Vec<String> {
        let entry = self.sheet.value(&[Step::Key(self.list), Step::Item(self.n)]).and_then(|v| v.as_table());
        let lists = entry.into_iter().flat_map(|t| t.iter()).filter(|(_, v)| v.get_ref().is_array());
        lists.map(|(key, _)| key.get_ref().to_string()).collect()
    }
    fn is_empty(&self, key: &str) -> bool {
        self.value(key).is_none_or(|v| v.as_array().is_some_and(|a| a.is_empty()))
    }
    /// A fault at a value of the entry; at its name, or its head, when it does not have the value.
    fn fault(&self, below: &[Step], what: &str, hint: &str) -> Fault {
        let base = [Step::Key(self.list), Step::Item(self.n)];
        let path: Vec<Step> = base.iter().chain(below).copied().collect();
        let name: Vec<Step> = base.iter().copied().chain([Step::Key("name")]).collect();
        let bytes: Option<Range<usize>> =
            [&path[..], &name[..], &base[..]].into_iter().find_map(|p| bytes_of(&self.sheet.document, p));
        Fault::at(self.sheet.file, self.sheet.text, bytes.unwrap_or(0..0), what, hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The faults of a user's file as "line:column: what".
    fn told(path: &str, text: &str) -> Vec<String> {
        let faults = check(&[RuleFile::own("mine", path, text)]);
        faults.iter().map(|f| format!("{}:{}: {}", f.line, f.column, f.what)).collect()
    }

    const SOUND: &str = "[[frame]]\nname = 'a'\nsays = 'takeover'\nwhy = 'w'\nverb = ['take']\nplace = ['object']\n\
                         match = [{ text = 'They took Goma.', place = ['Goma'] }]\n";

    #[test]
    fn a_sound_frame_has_no_faults() {
        assert_eq!(told("rules/x.toml", SOUND), Vec::<String>::new());
    }

    #[test]
    fn every_fault_of_a_frame_is_told_at_its_place() {
        for (from, to, expected) in [
            ("'object'", "'object', 'nowhere'", "6:21: The slot `nowhere` is not known."),
            ("why = 'w'", "why = ' '", "4:8: The reason is empty."),
            ("['take']", "['take', 'take']", "5:18: `take` stands twice in `verb`."),
            ("['take']", "['Take']", "5:10: The trigger `Take` can never match: lemmas are in small letters."),
            ("'takeover'", "'taking'", "3:9: The word `taking` is not known for `says`."),
            (
                "verb =",
                "needs = ['actor']\nverb =",
                "5:11: The frame can never trigger: it needs the role `actor` and has no slot for it.",
            ),
            ("verb =", "needs = ['where']\nverb =", "5:11: The role `where` is not known."),
            (
                "verb =",
                "with = ['a']\nwithout = ['a']\nverb =",
                "5:8: The frame can never trigger: every word of `with` stands in `without` too.",
            ),
            ("verb =", "case = ['in']\nverb =", "5:8: `case` belongs to trigger nouns, and there is no `noun`."),
            ("verb =", "verbs =", "5:1: The key `verbs` is not known here."),
            (
                "match = [{ text = 'They took Goma.', place = ['Goma'] }]",
                "match = []",
                "7:9: The frame brings no sentence that it must read.",
            ),
        ] {
            let found = told("rules/x.toml", &SOUND.replace(from, to));
            assert_eq!(found, [expected], "{to}");
        }
    }

    #[test]
    fn classes_and_lists_are_known() {
        for (more, expected) in [
            ("actor_is = ['party', 'folk']", "7:23: The class `folk` is not known."),
            ("target_is = ['@folk']", "7:15: There is no list `@folk`."),
            ("with = ['@folk']", "7:10: There is no list `@folk`."),
            ("fits = { subject = ['party', 'folk'] }", "7:31: The class `folk` is not known."),
            ("fits = { nowhere = ['party'] }", "7:20: The slot `nowhere` is not known."),
        ] {
            let text = SOUND.replace("match =", &format!("{more}\nmatch ="));
            assert_eq!(told("rules/x.toml", &text), [expected], "{more}");
        }
        let list = "[[list]]\nname = 'folk'\nwhy = 'w'\nwords = ['farmer', 'trader', 'farmer']\n";
        let frame = SOUND.replace("match =", "with = ['@folk']\nmatch =");
        let files = [RuleFile::own("mine", "rules/list/x.toml", list), RuleFile::own("mine", "rules/x.toml", &frame)];
        let faults: Vec<String> = check(&files).iter().map(|f| format!("{}: {}", f.column, f.what)).collect();
        assert_eq!(faults, ["31: `farmer` stands twice in `words`."]);
    }

    #[test]
    fn figure_rules_are_checked() {
        let kind = "[[kind]]\nname = 'a'\nunit = 'u'\nleast = 2\nnoun = ['n', 'n']\n";
        assert_eq!(
            told("rules/figure/x.toml", kind),
            ["2:9: The kind brings no sentence that it must read.", "5:15: `n` stands twice in `noun`."]
        );
        let aside = "nouns = ['week', 'day', 'week']\n";
        assert_eq!(told("rules/figure/aside.toml", aside), ["1:26: `week` stands twice in `nouns`."]);
    }

    #[test]
    fn a_cue_word_that_never_counts_is_told() {
        let text = "[[cue]]\nstatus = 'denied'\nwhy = 'w'\nadverb = ['x']\nmatch = ['X.']\n\
                    [[cue]]\nstatus = 'claimed'\nwhy = 'w'\nadverb = ['y', 'x']\nmatch = ['X.']\n";
        assert_eq!(
            told("rules/cue/x.toml", text),
            ["9:17: The word `x` never counts here: a cue before it makes it denied."]
        );
    }

    #[test]
    fn no_text_breaks_the_check() {
        let cue = "[[cue]]\nstatus = \"déni\"\nwhy = \"\"\nadverb = [\"é\", 1, [], {}]\nmatch = [[\"X\"]]\n";
        let list = "[[list]]\nname = \"é\"\nwhy = \"\"\nwords = [\"é\", 1, \"é\"]\n";
        for text in [SOUND, cue, list] {
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                let (head, tail) = text.split_at(at);
                for damaged in [head.to_owned(), tail.to_owned(), format!("{head}\"é[{{={tail}")] {
                    let files = [
                        RuleFile::own("mine", "rules/x.toml", &damaged),
                        RuleFile::own("mine", "rules/cue/x.toml", &damaged),
                        RuleFile::own("mine", "rules/list/x.toml", &damaged),
                        RuleFile::own("mine", "rules/figure/x.toml", &damaged),
                    ];
                    let shown: usize = check(&files).iter().map(|f| f.to_string().len()).sum();
                    assert!(shown > 0 || super::super::RuleBook::layered(&files).is_ok(), "{damaged}");
                }
            }
        }
    }

    #[test]
    fn the_shipped_files_are_sound() {
        let files: Vec<RuleFile> = super::super::RULE_FILES.iter().map(|(p, t)| RuleFile::shipped(p, t)).collect();
        let faults = check(&files);
        assert!(faults.is_empty(), "{}", faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"));
    }
}
