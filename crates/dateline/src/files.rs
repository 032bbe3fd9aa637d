//! Writing files that somebody else may be reading.

use std::fs;
use std::io;
use std::path::Path;

/// Writes beside the target and moves into place, so that nobody ever reads half a file.
pub fn whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let draft = target.with_file_name(format!(".{name}.part"));
    fs::write(&draft, bytes)?;
    fs::rename(&draft, target)
}
