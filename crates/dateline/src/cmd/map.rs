//! `dateline map`: who has which place, as a picture.

use crate::args::Map;
use crate::cmd::Paths;
use crate::console;
use dateline::error::code;
use dateline::show::map::{Options, boundaries::Boundaries, svg};
use dateline::{Error, Result};
use std::path::Path;

/// What a picture is written as.
enum Format {
    Svg,
    Png,
}

/// Draws the map.
pub fn run(args: &Map, paths: &Paths) -> Result<u8> {
    let format = args.output.as_deref().map_or(Ok(Format::Svg), format)?;
    let boundaries = args.boundaries.as_deref().map(own).transpose()?;
    let pile = paths.load(args.known)?;
    let options = Options { width: args.width, boundaries, ..Options::default() };
    let drawn = svg(&pile, args.on.unwrap_or(pile.known), &options);
    let Some(path) = &args.output else {
        console::print(&drawn)?;
        return Ok(code::DONE);
    };
    let bytes = match format {
        Format::Svg => drawn.into_bytes(),
        Format::Png => png(&drawn)?,
    };
    std::fs::write(path, bytes)?;
    Ok(code::DONE)
}

fn format(path: &Path) -> Result<Format> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(Format::Svg),
        Some("png") if cfg!(feature = "png") => Ok(Format::Png),
        Some("png") => Err(options_error("This dateline was built without PNG.", "Write an .svg file.")),
        _ => Err(options_error(
            &format!("{} is no name of a picture that dateline writes.", path.display()),
            "Write a file that ends in .svg or .png.",
        )),
    }
}

fn own(path: &Path) -> Result<Boundaries> {
    let hint = "Give a GeoJSON file with polygons or lines in degrees.";
    let text = std::fs::read_to_string(path)
        .map_err(|e| options_error(&format!("{} cannot be read: {e}.", path.display()), hint))?;
    Boundaries::parse(&text).map_err(|why| options_error(&format!("{} has no lines: {why}", path.display()), hint))
}

fn options_error(what: &str, hint: &str) -> Error {
    Error::Options { what: what.into(), hint: hint.into() }
}

#[cfg(feature = "png")]
fn png(drawn: &str) -> Result<Vec<u8>> {
    dateline::show::map::png(drawn).map_err(Error::Broken)
}

#[cfg(not(feature = "png"))]
fn png(_: &str) -> Result<Vec<u8>> {
    Err(options_error("This dateline was built without PNG.", "Write an .svg file."))
}
