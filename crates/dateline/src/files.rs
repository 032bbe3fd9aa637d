//! Writing files that somebody else may be reading.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes beside the target and moves into place, so that nobody ever reads half a file.
pub fn whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    written(target, |out| out.write_all(bytes))
}

/// The same for what is written bit by bit. Where it fails, what stood at the target stays, and nothing beside it.
pub fn written<T, E: From<io::Error>>(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, E>,
) -> Result<T, E> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let draft = target.with_file_name(format!(".{name}.part"));
    let done = drawn_up(&draft, write).and_then(|done| Ok(fs::rename(&draft, target).map(|()| done)?));
    if done.is_err() {
        // Where even that fails, only what went wrong first is worth telling.
        let _ = fs::remove_file(&draft);
    }
    done
}

fn drawn_up<T, E: From<io::Error>>(
    draft: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, E>,
) -> Result<T, E> {
    let mut out = BufWriter::with_capacity(BUFFER, File::create(draft)?);
    let done = write(&mut out)?;
    out.flush()?;
    Ok(done)
}

/// How much is gathered before the system is asked to write.
const BUFFER: usize = 1 << 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_half_way_leaves_the_old_file_and_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        whole(&target, b"old").unwrap();
        let failed: io::Result<()> = written(&target, |out| {
            out.write_all(&[b'x'; 3 * BUFFER])?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
