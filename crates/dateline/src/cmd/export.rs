//! `dateline export`: writes the pile in a format, and says what found no place in it.

use crate::args::Export as Args;
use crate::cmd::Paths;
use crate::cmd::decisions::states;
use crate::console;
#[cfg(feature = "parquet")]
use dateline::Store;
use dateline::error::code;
use dateline::show::export::{Asked, Export, Format, Out, Sink, export};
use dateline::show::text::count;
use dateline::{Error, Result, files};
use std::fs;
use std::io;
use std::path::Path;

/// Writes what was asked for.
pub fn run(args: &Args, paths: &Paths) -> Result<u8> {
    sound(args)?;
    let ledger = paths.ledger()?;
    // First, since it takes the claims too, and then lets them go.
    let states = states(&ledger, paths)?;
    let pile = paths.load(args.known)?;
    let decisions: Vec<_> = ledger.decisions.iter().zip(&states).collect();
    let parties = paths.knowledge()?.parties;
    let asked = Asked { format: args.format, on: args.on, hxl: args.hxl, parties: &parties, decisions: &decisions };
    let mut target = Target::new(args)?;
    let made = export(&pile, &asked, &mut target)?;
    drop(pile);
    readings(args, paths, &mut target)?;
    tell(&made, args.format, target.files);
    Ok(code::DONE)
}

/// Where the files go: into a folder, to one path, or to standard output.
struct Target<'a> {
    output: Option<&'a Path>,
    is_folder: bool,
    /// How many there are so far.
    files: usize,
}

impl Target<'_> {
    fn new(args: &Args) -> Result<Target<'_>> {
        let (output, is_folder) = (args.output.as_deref(), args.format.is_folder());
        let folder = output.and_then(|path| if is_folder { Some(path) } else { path.parent() });
        if let Some(folder) = folder.filter(|f| !f.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        Ok(Target { output, is_folder, files: 0 })
    }
}

impl Sink for Target<'_> {
    fn file<T>(&mut self, name: &str, write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> io::Result<T> {
        self.files += 1;
        match self.output {
            Some(folder) if self.is_folder => files::written(&folder.join(name), |out| write(out)),
            Some(path) => files::written(path, |out| write(out)),
            None => console::stream(|out| write(out)),
        }
    }
}

/// Everything that can be wrong with what was typed, before anything is read.
fn sound(args: &Args) -> Result<()> {
    let word = args.format.as_str();
    if !args.format.is_built() {
        return Err(not_built());
    }
    if args.format.is_folder() && args.output.is_none() {
        let what = format!("{word} is several files.");
        return Err(Error::Options { what, hint: format!("Name a folder: `dateline export {word} -o FOLDER`.") });
    }
    if args.hxl && !args.format.takes_hxl() {
        let what = format!("{word} has no row for HXL tags.");
        return Err(Error::Options { what, hint: "Leave --hxl out, or export csv, acled or ged.".into() });
    }
    Ok(())
}

/// What carries the whole store, for `dateline import`; it would tell more than was known on an earlier day.
#[cfg(feature = "parquet")]
fn readings(args: &Args, paths: &Paths, target: &mut Target) -> Result<()> {
    if let Some(folder) = target.output.filter(|_| args.format == Format::Parquet && args.known.is_none()) {
        let store = Store::open(&paths.store())?;
        target.files += 1;
        files::written(&folder.join("readings.parquet"), |out| dateline::readings::write(&store, out))?;
    }
    Ok(())
}

#[cfg(not(feature = "parquet"))]
fn readings(_: &Args, _: &Paths, _: &mut Target) -> Result<()> {
    Ok(())
}

fn not_built() -> Error {
    let what = "This dateline was built without Parquet.".to_string();
    Error::Options { what, hint: "Export csv, or build with the feature `parquet`.".into() }
}

fn tell(made: &Export, format: Format, files: usize) {
    let files = count(files, "file", "files");
    let what = match format {
        Format::Csv | Format::Parquet | Format::Acled | Format::Ged | Format::Ftm => ("row", "rows"),
        Format::Plover | Format::Timelinejs | Format::Timemap => ("event", "events"),
        Format::Geojson | Format::Kml => ("state of a place", "states of places"),
    };
    console::say(&format!("{} in {files}.", count(made.written, what.0, what.1)));
    for (why, claims) in &made.left.0 {
        let verb = if *claims == 1 { "has" } else { "have" };
        console::say(&format!("{} {verb} no place in this format: {why}.", count(*claims, "claim", "claims")));
    }
}
