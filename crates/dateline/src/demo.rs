//! The bundled example reports.

use std::io;
use std::path::{Path, PathBuf};

/// Name and bytes of each bundled report, by name.
pub static REPORTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// The bundled reports as files in a folder of their own, which goes with this value.
#[derive(Debug)]
pub struct Unpacked {
    folder: PathBuf,
}

impl Unpacked {
    /// Writes the reports into a new folder for temporary files.
    pub fn new() -> io::Result<Unpacked> {
        let folder = new_folder()?;
        let unpacked = Unpacked { folder };
        for (name, bytes) in REPORTS {
            let path = unpacked.folder.join(name);
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, bytes)?;
        }
        Ok(unpacked)
    }

    /// Where they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A folder that nobody else has: making it fails when it is there already.
fn new_folder() -> io::Result<PathBuf> {
    let name = |n: u32| std::env::temp_dir().join(format!("dateline-demo-{}-{n}", std::process::id()));
    let made = (0..100).map(name).find_map(|folder| match std::fs::create_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
        outcome => Some(outcome.map(|()| folder)),
    });
    made.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        // Left-over temporary files are no reason to fail at the end.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
