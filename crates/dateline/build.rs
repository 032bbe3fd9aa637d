//! Embeds the bundled example reports, so that `dateline demo` works wherever the binary lies, and takes
//! a digest of everything that decides how reports are read, so that a store knows when to read anew.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const EXAMPLES: &str = "../../examples/afghanistan-2021/reports";
/// Rules, lexicons and the brain itself. The language model has a version of its own.
/// The outlines of the map decide nothing.
const KNOWLEDGE: [&str; 6] = [
    "../../lexicon/outlets",
    "../../lexicon/parties",
    "../../lexicon/places",
    "../../lexicon/time",
    "../../rules",
    "../dateline-core/src",
];

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("examples.rs"), embedded(&here.join(EXAMPLES))?)?;
    println!("cargo::rustc-env=DATELINE_SHIPPED={:016x}", digest(&here)?);
    Ok(())
}

/// A list of names and bytes, as Rust.
fn embedded(folder: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for file in files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        code += &format!("    ({name:?}, include_bytes!({:?})),\n", file.display().to_string());
    }
    code.push_str("]\n");
    Ok(code)
}

/// FNV-1a over the files, by eight bytes at a time because the gazetteer is large.
fn digest(here: &Path) -> io::Result<u64> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for folder in KNOWLEDGE {
        for file in files(&here.join(folder))? {
            for piece in fs::read(file)?.chunks(8) {
                let mut eight = [0; 8];
                eight[..piece.len()].copy_from_slice(piece);
                hash = (hash ^ u64::from_le_bytes(eight)).wrapping_mul(0x0000_0100_0000_01b3);
                hash ^= hash >> 29;
            }
        }
    }
    Ok(hash)
}

/// Every file below a folder, in order; none when there is no such folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(folder, &mut files)?;
    } else if let Some(above) = folder.ancestors().find(|a| a.is_dir()) {
        // Watching a path that is not there would mean building anew every time.
        println!("cargo::rerun-if-changed={}", above.display());
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
