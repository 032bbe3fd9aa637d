//! `dateline figures` and `dateline forecasts`: numbers as series, and expectations beside what came.

use crate::args::{Figures, Known};
use crate::cmd::Paths;
use crate::cmd::list::{paint, print};
use dateline::Result;
use dateline::pile::series;
use dateline::show;

/// `dateline figures`
pub fn figures(args: &Figures, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known.known)?;
    let found = series(&pile, args.subject.as_deref())?;
    match args.known.json {
        true => print(&show::figures::json(&pile, &found), ""),
        false => print(&show::figures::text(&pile, &found), "No report known by then gives a number."),
    }
}

/// `dateline forecasts`
pub fn forecasts(args: &Known, paths: &Paths) -> Result<u8> {
    let pile = paths.load(args.known)?;
    let forecasts = pile.picture.forecasts();
    match args.json {
        true => print(&show::forecasts::json(&pile, &forecasts), ""),
        false => print(
            &show::forecasts::text(&pile, &forecasts, paint()),
            "No report known by then expects or plans anything.",
        ),
    }
}
