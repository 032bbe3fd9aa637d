//! `dateline demo`: the brief on the bundled reports.

use crate::args::{Brief, Demo};
use crate::cmd::{Paths, brief};
use crate::console;
use dateline::{Error, Result, demo};

/// Unpacks the bundled reports for the time of reading and prints their brief.
pub fn run(_args: &Demo, paths: &Paths) -> Result<u8> {
    if demo::REPORTS.is_empty() {
        let what = "This dateline was built without example reports.".to_string();
        let hint = "Give your own reports: `dateline brief PATH`.".to_string();
        return Err(Error::NotFound { what, hint });
    }
    let unpacked = demo::Unpacked::new()?;
    let asked = Brief { paths: vec![unpacked.folder().to_path_buf()], ..Brief::default() };
    let code = brief::of_paths(&asked, paths)?;
    console::say("Bundled, made-up reports. Your own: `dateline brief PATH`, or `dateline add PATH` and then");
    console::say("`dateline holds`, `dateline timeline PLACE`, `dateline why CLAIM`.");
    Ok(code)
}
