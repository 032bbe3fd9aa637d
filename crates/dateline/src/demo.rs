//! The bundled example reports.

use std::io;
use std::path::{Path, PathBuf};

/// Name and bytes of each bundled report, by name.
pub static REPORTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// The bundled reports as files in a folder of their own.
pub fn unpack() -> io::Result<Folder> {
    let folder = Folder::new("demo")?;
    for (name, bytes) in REPORTS {
        let path = folder.path().join("reports").join(name);
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(path, bytes)?;
    }
    Ok(folder)
}

/// A folder for temporary files that nobody else has, and that goes with this value.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes a new folder; making it fails when it is there already, so a number is tried after the other.
    pub fn new(what: &str) -> io::Result<Folder> {
        let name = |n: u32| std::env::temp_dir().join(format!("dateline-{what}-{}-{n}", std::process::id()));
        let made = (0..100).map(name).find_map(|path| match make(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
            outcome => Some(outcome.map(|()| Folder { path })),
        });
        made.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Reports may be nobody else's business on a machine with other users.
fn make(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left-over temporary files are no reason to fail at the end.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
