//! Finds the files behind the paths and opens each as a stream of items.
//!
//! Order is by name, so the same folder gives the same run everywhere. Links are followed, each folder once. Only
//! ordinary files are opened: a named pipe would block, a device would never end. Nothing is loaded beyond the limits.

use crate::sniff::{self, Kind};
use crate::{Media, Options, RawItem, json, warc};
use dateline_core::model::Notice;
use flate2::bufread::MultiGzDecoder;
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// The items of one file, or what went wrong with it.
pub type Items = Box<dyn Iterator<Item = Result<RawItem, Notice>>>;

/// Turns paths into items; see [`walk`].
pub struct Walk {
    finds: Finds,
    current: Option<Items>,
    options: Options,
}

/// Turns paths into files, none of which is opened; see [`find`].
pub struct Finds {
    todo: Vec<Step>,
    seen: HashSet<PathBuf>,
}

/// A file that is there to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies; `-` is standard input.
    pub path: PathBuf,
    /// The id that it has in the pile.
    pub id: String,
}

/// Something still to be looked at.
enum Step {
    /// A path with the id it would have, and whether the person named it.
    Path { path: PathBuf, id: String, named: bool },
    /// A remark whose turn has come.
    Remark(Notice),
}

/// Walks files, folders and standard input (`-`) in a fixed order, opening each item as its turn comes.
///
/// Ids are file names relative to the folder that was given, with `/` between; hidden files inside folders are
/// passed over.
pub fn walk(paths: &[PathBuf], options: &Options) -> Walk {
    Walk { finds: find(paths), current: None, options: options.clone() }
}

/// The files behind paths, in the order in which [`walk`] opens them.
pub fn find(paths: &[PathBuf]) -> Finds {
    let step = |path: &PathBuf| Step::Path { path: path.clone(), id: String::new(), named: true };
    Finds { todo: paths.iter().rev().map(step).collect(), seen: HashSet::new() }
}

impl Iterator for Walk {
    type Item = Result<RawItem, Notice>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.current = None;
            match self.finds.next()?.and_then(|found| found.open(&self.options)) {
                Ok(items) => self.current = Some(items),
                Err(notice) => return Some(Err(notice)),
            }
        }
    }
}

impl Found {
    /// Opens it as a stream of items.
    pub fn open(&self, options: &Options) -> Result<Items, Notice> {
        if self.path == Path::new("-") {
            return Ok(items(Box::new(BufReader::new(io::stdin())), self.id.clone(), options, 0));
        }
        let shown = self.path.display().to_string();
        let file = fs::File::open(&self.path).map_err(|e| cannot_open(&shown, &self.path, &e))?;
        Ok(items(Box::new(BufReader::with_capacity(1 << 16, file)), self.id.clone(), options, 0))
    }
}

impl Iterator for Finds {
    type Item = Result<Found, Notice>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.todo.pop()? {
                Step::Remark(notice) => return Some(Err(notice)),
                Step::Path { path, id, named } => {
                    if let Some(found) = self.visit(path, id, named).transpose() {
                        return Some(found);
                    }
                }
            }
        }
    }
}

impl Finds {
    /// The file of a path; what is in a folder is noted for later.
    fn visit(&mut self, path: PathBuf, id: String, named: bool) -> Result<Option<Found>, Notice> {
        if named && path == Path::new("-") {
            return Ok(Some(Found { path, id: "stdin".into() }));
        }
        let shown = path.display().to_string();
        let about = fs::metadata(&path).map_err(|e| cannot_open(&shown, &path, &e))?;
        if about.is_dir() {
            return self.folder(&path, &id, &shown).map(|()| None);
        }
        if !about.is_file() {
            return Err(Notice::unread(
                shown,
                "It is neither a file nor a folder but a pipe, socket or device.",
                "Copy its content into a file, or pipe it in with `-`.",
            ));
        }
        let id = if named { file_name(&path) } else { id };
        Ok(Some(Found { path, id }))
    }

    fn folder(&mut self, path: &Path, id: &str, shown: &str) -> Result<(), Notice> {
        let real = path.canonicalize().map_err(|e| cannot_open(shown, path, &e))?;
        if !self.seen.insert(real) {
            return Err(Notice::remark(
                shown,
                "The folder was passed over because it has been read already under another name.",
                "Nothing needs to be done; remove the link if it is not wanted.",
            ));
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(|e| cannot_open(shown, path, &e))? {
            names.push(entry.map_err(|e| cannot_open(shown, path, &e))?.file_name());
        }
        names.sort();
        names.retain(|name| !name.to_string_lossy().starts_with('.'));
        let all = names.len();
        names.retain(|name| !sniff::is_companion(&name.to_string_lossy()));
        if names.len() < all {
            let count = all - names.len();
            self.todo.push(Step::Remark(passed_over(shown, count)));
        }
        for name in names.into_iter().rev() {
            let part = name.to_string_lossy();
            let id = if id.is_empty() { part.into_owned() } else { format!("{id}/{part}") };
            self.todo.push(Step::Path { path: path.join(&name), id, named: false });
        }
        Ok(())
    }
}

fn passed_over(shown: &str, count: usize) -> Notice {
    let files = if count == 1 { "1 file was".into() } else { format!("{count} files were") };
    Notice::remark(
        shown,
        format!("{files} passed over that cannot be reports: pictures, scripts, styles, databases."),
        "Name such a file itself if it is a report after all.",
    )
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

fn cannot_open(shown: &str, path: &Path, error: &io::Error) -> Notice {
    let link = fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
    let (what, hint) = match error.kind() {
        io::ErrorKind::NotFound if link => ("The link points to nothing.", "Repair or remove the link."),
        io::ErrorKind::NotFound => ("There is no such file or folder.", "Check the spelling of the path."),
        io::ErrorKind::PermissionDenied => {
            ("There is no permission to read it.", "Change its permissions with `chmod`.")
        }
        _ if link => ("The link cannot be followed.", "Repair or remove the link; it may lead in a circle."),
        _ => return Notice::unread(shown, format!("It cannot be opened: {error}."), "Check the file and its disk."),
    };
    Notice::unread(shown, what, hint)
}

/// Opens any stream of bytes as items, as if it were a file of this name: an upload, a pipe, a test.
pub fn open(input: Box<dyn BufRead>, name: impl Into<String>, options: &Options) -> Items {
    items(input, name.into(), options, 0)
}

/// Opens a stream that lies so many layers of compression deep.
fn items(mut input: Box<dyn BufRead>, id: String, options: &Options, depth: usize) -> Items {
    let mut head = Vec::new();
    if let Err(error) = input.as_mut().take(sniff::HEAD as u64).read_to_end(&mut head) {
        return one(Err(broken(&id, &error)));
    }
    let kind = sniff::kind(&head, &id);
    let input: Box<dyn BufRead> = Box::new(Cursor::new(head).chain(input));
    match kind {
        Kind::Gzip if depth < 2 => {
            let inner = Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(input)));
            items(inner, without_gz(&id), options, depth + 1)
        }
        Kind::Gzip => one(Err(refused(&id, "compressed many times over", "Decompress it first."))),
        Kind::Empty => one(Err(Notice::unread(id, "The file is empty.", "Check how it was saved."))),
        Kind::Refused(what, hint) => one(Err(refused(&id, what, hint))),
        Kind::Warc => Box::new(warc::Records::new(input, id, options)),
        Kind::Json => Box::new(json::Records::new(input, id, options)),
        Kind::Document(media) => one(document(input, id, media, options)),
    }
}

fn one(item: Result<RawItem, Notice>) -> Items {
    Box::new(std::iter::once(item))
}

fn without_gz(id: &str) -> String {
    id.strip_suffix(".gz").or_else(|| id.strip_suffix(".GZ")).filter(|s| !s.is_empty()).unwrap_or(id).to_string()
}

fn refused(id: &str, what: &str, hint: &str) -> Notice {
    Notice::unread(id, format!("The file cannot be read because it is {what}."), hint)
}

/// What a failing read means.
pub(crate) fn broken(id: &str, error: &io::Error) -> Notice {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            Notice::unread(id, "The compressed file ends too early.", "Fetch it again; the rest is missing.")
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            Notice::unread(id, "The compressed file is damaged.", "Fetch it again.")
        }
        _ => Notice::unread(id, format!("It cannot be read: {error}."), "Check the file and its disk."),
    }
}

fn document(input: Box<dyn BufRead>, id: String, media: Media, options: &Options) -> Result<RawItem, Notice> {
    let mut bytes = Vec::new();
    match input.take(options.document_limit + 1).read_to_end(&mut bytes) {
        Err(error) => Err(broken(&id, &error)),
        Ok(_) if bytes.len() as u64 > options.document_limit => Err(Notice::unread(
            id,
            format!("The file is larger than {} MB.", options.document_limit >> 20),
            "Split it into one file per report, or give it as JSON lines or WARC.",
        )),
        Ok(_) => Ok(RawItem::whole(id, media, bytes)),
    }
}
