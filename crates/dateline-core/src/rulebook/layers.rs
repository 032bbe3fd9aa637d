//! Rule files in two layers: the shipped ones, and over them the user's own.

use super::frame::Frame;
use crate::fault::{Fault, Step, bytes_of};
use serde::Deserialize;
use toml::de::DeTable;

/// A rule file before it is read.
#[derive(Debug, Clone)]
pub struct RuleFile<'a> {
    /// Path below the folder of its layer; folders `cue`, `list`, `figure` and `person` in it hold those.
    pub path: &'a str,
    /// The file, as a person finds it.
    pub shown: String,
    /// What stands in it.
    pub text: &'a str,
    /// Whether it is the user's own.
    pub own: bool,
}

impl<'a> RuleFile<'a> {
    /// A file that is part of the program, by its path below `rules/`.
    pub fn shipped(path: &'a str, text: &'a str) -> RuleFile<'a> {
        RuleFile { path, shown: format!("rules/{path}"), text, own: false }
    }
    /// A file of the user's, by its path below the folder and the folder's own.
    pub fn own(folder: &str, path: &'a str, text: &'a str) -> RuleFile<'a> {
        RuleFile { path, shown: format!("{folder}/{path}"), text, own: true }
    }
    /// Whether it holds cues.
    pub fn is_cue(&self) -> bool {
        self.path.contains("/cue/")
    }
    /// Whether it holds lists of words.
    pub fn is_list(&self) -> bool {
        self.path.contains("/list/")
    }
    /// Whether it holds what is known about numbers.
    pub fn is_figure(&self) -> bool {
        self.path.contains("/figure/")
    }
    /// Whether it holds what befalls persons.
    pub fn is_person(&self) -> bool {
        self.path.contains("/person/")
    }
    /// Whether it holds frames.
    pub fn is_frame(&self) -> bool {
        !self.is_cue() && !self.is_list() && !self.is_figure() && !self.is_person()
    }
    /// A fault in it that is known only by its message.
    pub(super) fn fault(&self, what: &str) -> Fault {
        Fault::named(&self.shown, self.text, what)
    }
}

/// The user's files before the shipped ones: of two cues on one word the first counts.
pub(super) fn own_first<'f, 'a>(files: &'f [RuleFile<'a>]) -> impl Iterator<Item = &'f RuleFile<'a>> {
    files.iter().filter(|f| f.own).chain(files.iter().filter(|f| !f.own))
}

/// The user's files after the shipped ones: what is laid last is what counts.
pub(super) fn own_last<'f, 'a>(files: &'f [RuleFile<'a>]) -> impl Iterator<Item = &'f RuleFile<'a>> {
    files.iter().filter(|f| !f.own).chain(files.iter().filter(|f| f.own))
}

/// Adds the frames of a file. The user's may take the place of a shipped one; otherwise a name stands once.
pub(super) fn lay(frames: &mut Vec<Frame>, new: Vec<Frame>, file: &RuleFile, faults: &mut Vec<Fault>) {
    for mut frame in new {
        frame.file.clone_from(&file.shown);
        frame.own = file.own;
        match frames.iter_mut().find(|f| f.name == frame.name) {
            Some(old) if old.own == frame.own => faults.push(twice("frame", &frame.name, file, &old.file)),
            Some(old) => *old = frame,
            None => frames.push(frame),
        }
    }
}

/// A second entry of one name in a list of a layer; the last one in the file is the one that is too many.
pub(super) fn twice(list: &str, name: &str, file: &RuleFile, other: &str) -> Fault {
    let of_entry = |(n, _)| [Step::Key(list), Step::Item(n), Step::Key("name")];
    let document = DeTable::parse(file.text).ok();
    let document = document.as_ref().map(|d| d.get_ref());
    let entries = document.and_then(|d| d.get(list)).and_then(|f| f.get_ref().as_array());
    let named = entries.and_then(|all| {
        let has = |f: &toml::de::DeValue| f.get("name").and_then(|n| n.get_ref().as_str()) == Some(name);
        all.iter().enumerate().rfind(|(_, f)| has(f.get_ref()))
    });
    let bytes = named.zip(document).and_then(|(at, d)| bytes_of(d, &of_entry(at))).unwrap_or(0..0);
    let what = format!("The {list} name `{name}` is used twice.");
    Fault::at(&file.shown, file.text, bytes, &what, &format!("The other one stands in {other}; give one another name."))
}

/// Takes out the shipped frames that the user's files switch off. A frame of the user's own stays: whoever does not
/// want it can take it out of the file.
pub(super) fn switch_off(frames: &mut Vec<Frame>, files: &[RuleFile], faults: &mut Vec<Fault>) {
    for file in files.iter().filter(|f| f.own) {
        for (n, name) in disabled(file.text).iter().enumerate() {
            if frames.iter().any(|f| f.name == *name) {
                frames.retain(|f| f.own || f.name != *name);
            } else {
                let document = DeTable::parse(file.text).ok();
                let path = [Step::Key("disable"), Step::Item(n)];
                let bytes = document.and_then(|d| bytes_of(d.get_ref(), &path)).unwrap_or(0..0);
                let what = format!("There is no frame `{name}` to switch off.");
                let hint = "`dateline rules list` prints the names of all frames.";
                faults.push(Fault::at(&file.shown, file.text, bytes, &what, hint));
            }
        }
    }
}

/// The names behind `disable`; a malformed file has been told of by then.
fn disabled(text: &str) -> Vec<String> {
    #[derive(Default, Deserialize)]
    struct Names {
        #[serde(default)]
        disable: Vec<String>,
    }
    toml::from_str::<Names>(text).unwrap_or_default().disable
}

#[cfg(test)]
mod tests {
    use super::super::RuleBook;
    use super::*;

    const SHIPPED: &str = "[[frame]]\nname='a'\nsays='takeover'\nwhy='w'\nverb=['take']\nplace=['object']\nmatch=[]\n\
                           [[frame]]\nname='b'\nsays='hold'\nwhy='w'\nverb=['keep']\nplace=['object']\nmatch=[]\n";

    fn layered(own: &[(&'static str, &'static str)]) -> Result<RuleBook, Vec<Fault>> {
        let mut files = vec![RuleFile::shipped("en/takeover/x.toml", SHIPPED)];
        files.extend(own.iter().map(|(path, text)| RuleFile::own("mine", path, text)));
        RuleBook::layered(&files)
    }

    fn names(book: &RuleBook) -> Vec<(&str, &str)> {
        book.frames.iter().map(|f| (f.name.as_str(), f.file.as_str())).collect()
    }

    #[test]
    fn a_frame_of_the_same_name_replaces_the_shipped_one() {
        let own = "[[frame]]\nname='a'\nsays='takeover'\nwhy='w'\nverb=['grab']\nplace=['object']\nmatch=[]\n";
        let book = layered(&[("rules/mine.toml", own)]).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(names(&book), [("a", "mine/rules/mine.toml"), ("b", "rules/en/takeover/x.toml")]);
        assert_eq!((book.frames_of("grab").count(), book.frames_of("take").count()), (1, 0));
    }

    #[test]
    fn shipped_frames_can_be_switched_off() {
        let book = layered(&[("rules/off.toml", "disable = ['b']\n")]).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(names(&book), [("a", "rules/en/takeover/x.toml")]);
        let faults = layered(&[("rules/off.toml", "disable = ['a', 'c']\n")]).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].to_string().starts_with("mine/rules/off.toml:1:18: There is no frame `c`"), "{}", faults[0]);
    }

    #[test]
    fn two_own_frames_of_one_name_are_refused() {
        let own = "[[frame]]\nname='c'\nsays='hold'\nwhy='w'\nverb=['grab']\nplace=['object']\nmatch=[]\n";
        let faults = layered(&[("rules/1.toml", own), ("rules/2.toml", own)]).unwrap_err();
        assert!(faults[0].to_string().starts_with("mine/rules/2.toml:2:7: The frame name `c` is used twice."));
        assert!(faults[0].hint.contains("mine/rules/1.toml"));
    }

    #[test]
    fn the_users_cue_goes_first() {
        let shipped = RuleFile::shipped("en/cue/s.toml", "[[cue]]\nstatus='denied'\nwhy='w'\nadverb=['x']\n");
        let own = RuleFile::own("mine", "rules/cue/s.toml", "[[cue]]\nstatus='claimed'\nwhy='w'\nadverb=['x']\n");
        let book = RuleBook::layered(&[shipped, own]).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(book.cues.adverb["x"].status, crate::model::Status::Claimed);
        assert_eq!(book.cues.examples[0].file, "mine/rules/cue/s.toml");
    }

    #[test]
    fn every_broken_file_is_told() {
        let faults = layered(&[("rules/1.toml", "[[frame"), ("rules/2.toml", "frames = 1")]).unwrap_err();
        let files: Vec<&str> = faults.iter().map(|f| f.file.as_str()).collect();
        assert_eq!(files, ["mine/rules/1.toml", "mine/rules/2.toml"]);
    }
}
