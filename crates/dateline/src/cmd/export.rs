//! `dateline export`: writes the pile in a format, and says what found no place in it.

use crate::args::Export as Args;
use crate::cmd::Paths;
use crate::cmd::decisions::states;
use crate::console;
#[cfg(feature = "parquet")]
use dateline::Store;
use dateline::error::code;
use dateline::show::export::{Asked, Export, File, Format, export};
use dateline::show::text::count;
use dateline::{Error, Result, files};
use std::fs;

/// Writes what was asked for.
pub fn run(args: &Args, paths: &Paths) -> Result<u8> {
    sound(args)?;
    let pile = paths.load(args.known)?;
    let ledger = paths.ledger()?;
    let states = states(&ledger, paths)?;
    let decisions: Vec<_> = ledger.decisions.iter().zip(&states).collect();
    let parties = paths.knowledge()?.parties;
    let asked = Asked { format: args.format, on: args.on, hxl: args.hxl, parties: &parties, decisions: &decisions };
    let mut made = export(&pile, &asked).ok_or_else(not_built)?;
    made.files.extend(readings(args, paths)?);
    write(&made, args)?;
    tell(&made, args.format);
    Ok(code::DONE)
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
fn readings(args: &Args, paths: &Paths) -> Result<Option<File>> {
    if args.format != Format::Parquet || args.known.is_some() {
        return Ok(None);
    }
    let batches = dateline::readings::of_store(&Store::open(&paths.store())?)?;
    Ok(Some(File { name: "readings.parquet".into(), bytes: dateline::readings::file(&batches) }))
}

#[cfg(not(feature = "parquet"))]
fn readings(_: &Args, _: &Paths) -> Result<Option<File>> {
    Ok(None)
}

fn not_built() -> Error {
    let what = "This dateline was built without Parquet.".to_string();
    Error::Options { what, hint: "Export csv, or build with the feature `parquet`.".into() }
}

fn write(made: &Export, args: &Args) -> Result<()> {
    let Some(path) = &args.output else {
        return made.files.iter().try_for_each(|f| console::bytes(&f.bytes));
    };
    let folder = if args.format.is_folder() { Some(path.as_path()) } else { path.parent() };
    if let Some(folder) = folder.filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    for file in &made.files {
        let target = if args.format.is_folder() { path.join(&file.name) } else { path.clone() };
        files::whole(&target, &file.bytes)?;
    }
    Ok(())
}

fn tell(made: &Export, format: Format) {
    let files = count(made.files.len(), "file", "files");
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
