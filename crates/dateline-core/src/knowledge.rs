//! Everything dateline knows before it reads, with what the user adds in files of his own.
//!
//! Shipped rules, parties and outlets are part of the program. A user writes `rules/**.toml`, `parties/*.toml`,
//! `outlets/*.toml` and `sides.toml` in a folder; the caller hands over their texts, so that nothing here does IO.
//! What comes out depends on the files' names below the folder and on their texts, not on their order or ages.

use crate::fault::Fault;
use crate::lexicon::outlets::OutletLexicon;
use crate::lexicon::own;
use crate::lexicon::own_places;
use crate::lexicon::pack::PackedPlace;
use crate::lexicon::parties::PartyLexicon;
use crate::picture::corrections::Corrections;
use crate::rulebook::{RULE_FILES, RuleBook, RuleFile};

/// The user's own files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFiles {
    /// The folder, as messages show it.
    pub folder: String,
    /// Path below the folder, with `/` between its parts, and text.
    pub files: Vec<(String, String)>,
}

/// A file that belongs to the user.
#[derive(Clone, Copy, Debug)]
pub struct OwnFile<'a> {
    /// Path below the folder.
    pub path: &'a str,
    /// What stands in it.
    pub text: &'a str,
    folder: &'a str,
}

impl OwnFile<'_> {
    /// The file, as a person finds it.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.folder, self.path)
    }
}

impl OwnFiles {
    /// The files below a part of the folder ("rules/"), in order of their paths.
    pub fn below<'a>(&'a self, part: &str) -> Vec<OwnFile<'a>> {
        let mut found: Vec<OwnFile> =
            self.files.iter().filter(|(p, _)| p.starts_with(part)).map(|f| self.file(f)).collect();
        found.sort_by_key(|f| f.path);
        found
    }

    /// Files that nothing reads, because they lie in no folder that has a meaning.
    pub fn idle(&self) -> Vec<Fault> {
        let known = |p: &str| p == SIDES || [RULES, PARTIES, OUTLETS, PLACES].iter().any(|part| p.starts_with(part));
        let idle = self.files.iter().filter(|(p, _)| !known(p)).map(|f| self.file(f));
        let hint = "Put it into rules/, parties/, outlets/ or places/, or call it sides.toml.";
        let mut faults: Vec<Fault> =
            idle.map(|f| Fault::at(&f.shown(), f.text, 0..0, "Nothing reads this file.", hint)).collect();
        faults.sort();
        faults
    }

    /// A number that is another when anything that decides how reports are read is another. Sides are left out: they
    /// are applied to what has been read.
    pub fn digest(&self) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let parts = [RULES, PARTIES, OUTLETS, PLACES];
        for file in parts.iter().flat_map(|part| self.below(part)) {
            for byte in file.path.bytes().chain([0]).chain(file.text.bytes()).chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        hash
    }

    fn file<'a>(&'a self, (path, text): &'a (String, String)) -> OwnFile<'a> {
        OwnFile { path, text, folder: &self.folder }
    }
}

const RULES: &str = "rules/";
const PARTIES: &str = "parties/";
const OUTLETS: &str = "outlets/";
const PLACES: &str = "places/";
const SIDES: &str = "sides.toml";

/// What dateline knows, ready to use; the packed gazetteer is not in it, it is read where it lies.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// Frames and cues.
    pub rules: RuleBook,
    /// Parties.
    pub parties: PartyLexicon,
    /// Outlets.
    pub outlets: OutletLexicon,
    /// Places beside the packed ones, the user's first.
    pub places: Vec<PackedPlace>,
    /// Who stands with whom and against whom, by the user's word.
    pub sides: Corrections,
    /// Digest of the user's files, when there are any.
    pub own: Option<u64>,
}

impl Knowledge {
    /// What is part of the program, with the user's files over it.
    ///
    /// # Errors
    /// Everything that keeps a file from being used; never an empty list.
    pub fn assemble(own: &OwnFiles) -> Result<Knowledge, Vec<Fault>> {
        let shipped: Vec<RuleFile> = RULE_FILES.iter().map(|(path, text)| RuleFile::shipped(path, text)).collect();
        Knowledge::over(shipped, own)
    }

    /// The same over other rules than those of the program.
    ///
    /// # Errors
    /// As [`Knowledge::assemble`].
    pub fn over<'a>(mut rules: Vec<RuleFile<'a>>, own: &'a OwnFiles) -> Result<Knowledge, Vec<Fault>> {
        let mine = own.below(RULES);
        rules.extend(mine.iter().map(|f| RuleFile::own(&own.folder, f.path, f.text)));
        let mut faults = Vec::new();
        let rules = RuleBook::layered(&rules).map_err(|e| faults.extend(e));
        let parties = own::parties(&own.below(PARTIES)).map_err(|e| faults.extend(e));
        let outlets = own::outlets(&own.below(OUTLETS)).map_err(|e| faults.extend(e));
        let places = own_places::places(&own.below(PLACES)).map_err(|e| faults.extend(e));
        let sides = match (&parties, own.files.iter().find(|(path, _)| path == SIDES)) {
            (Ok(parties), Some(file)) => {
                let file = own.file(file);
                Corrections::parse(&file.shown(), file.text, parties).map_err(|fault| faults.push(fault))
            }
            _ => Ok(Corrections::default()),
        };
        match (rules, parties, outlets, places, sides) {
            (Ok(rules), Ok(parties), Ok(outlets), Ok(places), Ok(sides)) => {
                let own = (!own.files.is_empty()).then(|| own.digest());
                Ok(Knowledge { rules, parties, outlets, places, sides, own })
            }
            _ => Err(faults),
        }
    }

    /// Everything that can be found wrong in the user's files and the shipped rules without reading a sentence.
    pub fn check(rules: &[RuleFile], own: &OwnFiles) -> Vec<Fault> {
        let mine = own.below(RULES);
        let mut all = rules.to_vec();
        all.extend(mine.iter().map(|f| RuleFile::own(&own.folder, f.path, f.text)));
        let mut faults = crate::rulebook::check(&all);
        let rest = OwnFiles {
            files: own.files.iter().filter(|(p, _)| !p.starts_with(RULES)).cloned().collect(),
            ..own.clone()
        };
        faults.extend(rest.idle());
        faults.extend(Knowledge::over(Vec::new(), &rest).err().unwrap_or_default());
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> OwnFiles {
        let files = files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
        OwnFiles { folder: "mine".into(), files }
    }

    const GROUP: &str =
        "[[group]]\nname = \"Yarrow Front\"\naliases = [\"YF\"]\nkind = \"rebel\"\ncountries = [\"ML\"]\n";

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let (a, b) = (("parties/a.toml", GROUP), ("rules/off.toml", "disable = [\"place-is-gone\"]\n"));
        let [one, two] = [files(&[a, b]), files(&[b, a])].map(|f| Knowledge::assemble(&f).expect("sound"));
        assert_eq!(one.own, two.own);
        assert_eq!(one.rules.frames.len(), two.rules.frames.len());
        assert!(one.rules.frame("place-is-gone").is_none());
    }

    #[test]
    fn the_digest_tells_what_is_read_apart_but_not_where_it_lies() {
        let base = files(&[("parties/a.toml", GROUP)]);
        assert_eq!(base.digest(), OwnFiles { folder: "elsewhere".into(), ..base.clone() }.digest());
        assert_ne!(base.digest(), files(&[("parties/b.toml", GROUP)]).digest());
        assert_ne!(base.digest(), files(&[("parties/a.toml", "")]).digest());
        assert_eq!(base.digest(), files(&[("parties/a.toml", GROUP), ("sides.toml", "side = []")]).digest());
    }

    #[test]
    fn every_fault_of_every_part_is_told() {
        let broken = files(&[
            ("sides.toml", "[[side]]\nnames = \"A\"\n"),
            ("outlets/x.toml", "[[outlet]]\nname = \"X\"\n"),
            ("parties/x.toml", "[[group]]\nname = \"X\"\ncountry = \"ML\"\n"),
            ("rules/x.toml", "[[frame]]\n"),
        ]);
        let faults = Knowledge::assemble(&broken).map(|_| ()).unwrap_err();
        let files: Vec<&str> = faults.iter().map(|f| f.file.as_str()).collect();
        assert_eq!(files, ["mine/rules/x.toml", "mine/parties/x.toml", "mine/outlets/x.toml"]);
    }

    #[test]
    fn a_file_that_nothing_reads_is_told() {
        let faults = files(&[("notes.toml", "x = 1\n"), ("sides.toml", "")]).idle();
        assert_eq!(faults.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(), ["mine/notes.toml"]);
    }
}
