//! Where the files of an export go. Each is written from beginning to end while its rows are made, so that no export is ever
//! held as a whole: a pile of many reports has tables of gigabytes.

use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// What a file is written into.
pub type Out<'a> = dyn Write + Send + 'a;

/// Takes the files of an export, one after the other.
pub trait Sink {
    /// Makes a file of what `write` puts out. Where that fails there is no file of this name, or the one from before.
    fn file<T>(&mut self, name: &str, write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> io::Result<T>;
}

/// A way through on which everything is counted and hashed, for a descriptor that tells both.
pub(super) struct Counted<'a, 'b> {
    out: &'a mut Out<'b>,
    pub bytes: usize,
    hash: Sha256,
}

impl<'a, 'b> Counted<'a, 'b> {
    /// Nothing has passed yet.
    pub fn new(out: &'a mut Out<'b>) -> Counted<'a, 'b> {
        Counted { out, bytes: 0, hash: Sha256::new() }
    }
    /// Lower-case hex SHA-256 of all that has passed.
    pub fn sha256(self) -> String {
        hex(&self.hash.finalize())
    }
}

impl Write for Counted<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hash.update(&bytes[..taken]);
        self.bytes += taken;
        Ok(taken)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// JSON for people, with a line end behind it.
pub(super) fn pretty(out: &mut Out<'_>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A list in JSON whose items are made when their turn comes.
pub(super) struct Each<F>(pub F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

/// An object in JSON whose entries are made when their turn comes.
pub(super) struct Entries<F>(pub F);

impl<F: Fn() -> I, I: Iterator<Item = (K, V)>, K: Serialize, V: Serialize> Serialize for Entries<F> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map((self.0)())
    }
}
