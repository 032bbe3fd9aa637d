//! The user's own knowledge, from a folder: rules, parties, outlets, places, sides. No build is needed for any of it.

use crate::error::{Error, Result};
use dateline_core::fault::Fault;
pub use dateline_core::knowledge::{Knowledge, OwnFiles};
use dateline_core::lexicon::own_places;
use dateline_core::lexicon::pack::PackedPlace;
use std::fs;
use std::path::Path;

/// How deep below the folder files are looked for; links may lead in circles.
const DEEPEST: usize = 8;

/// What a new folder holds: paths and texts, everything in them commented out.
pub const STARTER: [(&str, &str); 5] = [
    ("rules/mine.toml", include_str!("starter/rules.toml")),
    ("parties/mine.toml", include_str!("starter/parties.toml")),
    ("outlets/mine.toml", include_str!("starter/outlets.toml")),
    ("places/mine.csv", include_str!("starter/places.csv")),
    ("sides.toml", include_str!("starter/sides.toml")),
];

/// What is part of the program, with the files of a folder over it.
pub fn load(folder: Option<&Path>) -> Result<Knowledge> {
    let own = folder.map(read).transpose()?.unwrap_or_default();
    Knowledge::assemble(&own).map_err(|faults| match own.files.is_empty() {
        true => Error::Broken(faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")),
        false => Error::Faults(faults.into_iter().map(|fault| explained(fault, &own)).collect()),
    })
}

/// What a check says of the same line: it looks closer than loading does.
fn explained(fault: Fault, own: &OwnFiles) -> Fault {
    let checked = Knowledge::check(&[], own);
    checked.into_iter().find(|c| (&c.file, c.line) == (&fault.file, fault.line)).unwrap_or(fault)
}

/// The texts of all TOML files of a folder, and of the tables of places.
pub fn read(folder: &Path) -> Result<OwnFiles> {
    if !folder.is_dir() {
        let what = format!("There is no folder {}.", folder.display());
        let hint = format!("`dateline rules new {}` makes one with commented examples.", folder.display());
        return Err(Error::NotFound { what, hint });
    }
    let mut own = OwnFiles { folder: slashes(&folder.display().to_string()), files: Vec::new() };
    collect(folder, "", DEEPEST, &mut own)?;
    own.files.sort();
    Ok(own)
}

/// Makes a folder with commented files to begin with; files that are there stay as they are, and nothing is made.
pub fn begin(folder: &Path) -> Result<()> {
    if let Some((path, _)) = STARTER.iter().find(|(path, _)| folder.join(path).exists()) {
        let what = format!("{} is there already.", folder.join(path).display());
        return Err(Error::Options { what, hint: "Give a folder that is not there yet.".into() });
    }
    for (path, text) in STARTER {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
    }
    Ok(())
}

fn collect(folder: &Path, below: &str, depth: usize, own: &mut OwnFiles) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
        // Editors keep their own files beside the user's.
        if name.starts_with('.') {
            continue;
        }
        let shown = format!("{below}{name}");
        if path.is_dir() && depth > 0 {
            collect(&path, &format!("{shown}/"), depth - 1, own)?;
        } else if path.is_file() && is_read(&shown) {
            own.files.push((shown.clone(), text(&path, &format!("{}/{shown}", own.folder))?));
        }
    }
    Ok(())
}

/// Whether a file below the folder is one that is read, by its name; tables are only looked for among the places.
fn is_read(shown: &str) -> bool {
    shown.ends_with(".toml") || shown.starts_with("places/") && shown.ends_with(".csv")
}

/// The places of the tables in a folder.
pub fn own_places(folder: &Path) -> Result<Vec<PackedPlace>> {
    let own = read(folder)?;
    let tables = own.below("places/");
    let places: Vec<Vec<PackedPlace>> =
        tables.iter().map(|t| own_places::table(&t.shown(), t.text).map_err(Error::Faults)).collect::<Result<_>>()?;
    Ok(places.into_iter().flatten().collect())
}

/// Copies a table of places into the folder, which is made when it is not there; gives how many places the table has.
pub fn add_places(table: &Path, folder: &Path) -> Result<Vec<PackedPlace>> {
    let shown = table.display().to_string();
    if !table.is_file() {
        let hint = "Give a table of places in CSV; `dateline gazetteer add --help` tells its columns.";
        return Err(Error::NotFound { what: format!("There is no file {shown}."), hint: hint.into() });
    }
    let text = text(table, &shown)?;
    let places = own_places::table(&shown, &text).map_err(Error::Faults)?;
    if places.is_empty() {
        let hint = "The first line names the columns, every other line tells of one place: name,lat,lon.";
        return Err(Error::Faults(vec![Fault::at(&shown, &text, 0..0, "The table has no place.", hint)]));
    }
    let name = table.file_name().unwrap_or_default();
    let target = folder.join("places").join(name).with_extension("csv");
    if target.exists() && fs::read(&target)? != text.as_bytes() {
        let what = format!("{} is there already and differs.", target.display());
        return Err(Error::Options { what, hint: "Remove it first, or give your table another name.".into() });
    }
    fs::create_dir_all(folder.join("places"))?;
    fs::write(target, text)?;
    Ok(places)
}

fn text(path: &Path, shown: &str) -> Result<String> {
    let text = String::from_utf8(fs::read(path)?);
    let text = text.map_err(|_| {
        let hint = "Save it as UTF-8.";
        Error::Faults(vec![Fault::at(shown, "", 0..0, "The file is not text in UTF-8.", hint)])
    })?;
    // Some editors put a mark before the first line.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned).replace("\r\n", "\n"))
}

fn slashes(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The starter's files with everything that is commented out put in.
    fn put_in(text: &str) -> String {
        let uncomment =
            |l: &str| l.strip_prefix('#').filter(|l| !l.starts_with([' ', '#']) && !l.is_empty()).map(str::to_owned);
        text.lines().map(|l| uncomment(l).unwrap_or_else(|| l.to_owned()) + "\n").collect()
    }

    #[test]
    fn the_starter_is_sound_with_its_comments_and_without() {
        let own = |text: fn(&str) -> String| {
            let files = STARTER.iter().map(|(p, t)| ((*p).to_owned(), text(t))).collect();
            OwnFiles { folder: "mine".into(), files }
        };
        let silent = Knowledge::assemble(&own(str::to_owned)).expect("sound");
        assert!(silent.rules.frames.iter().all(|f| !f.own));
        let told = own(put_in);
        let loud = Knowledge::assemble(&told).unwrap_or_else(|f| panic!("{}", f[0]));
        assert_eq!(loud.rules.frames.iter().filter(|f| f.own).count(), 1);
        assert_eq!(loud.places.len(), silent.places.len() + 2);
        assert!(loud.parties.group("Yarrow Front").is_some() && loud.outlets.outlet("Yarrow Radio").is_some());
        assert_ne!(loud.sides, silent.sides);
        assert_eq!(Knowledge::check(&[], &told), []);
    }
}
