//! Files that are dropped on the page: kept in a folder of their own, read by a thread, and gone from there when read.

use super::ask::Ending;
use super::desk::Desk;
use super::reply::{Answer, Keep, see, trouble};
use crate::demo::Folder;
use crate::error::Result;
use crate::pipeline::{self, Tally, Watch};
use crate::{Reader, Store, take};
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::response::Response;
use dateline_show::page::{self, Batch, Trouble, View};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The page for adding.
pub(super) fn page(desk: &Desk, view: View) -> std::result::Result<Answer, Trouble> {
    let batch = desk.batch().clone();
    // The picture that came with the question may be older than the end of the reading that is told of.
    let now = desk.pictures.known(view.known)?;
    let view = &View { pile: &now.pile, ..view };
    let again = batch.as_ref().is_some_and(|b| b.running).then_some(2);
    let body = page::add(view, desk.form.as_str(), super::FILES as u64, batch.as_ref());
    Ok(Answer { keep: Keep::Never(again), ..Answer::passing(Ending::Html, body) })
}

/// Takes files.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    files: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let outcome = match files {
        Ok(files) => kept(&desk, files, false).await,
        Err(_) => Err(Trouble::new(400, "The form cannot be read.", "Send the files from the page.")),
    };
    match outcome.and_then(|folder| begin(&desk, folder)) {
        Ok(()) => see("/add"),
        Err(told) => trouble(&desk, "/add", &told),
    }
}

/// Begins to read the files of a folder, unless others are being read.
pub(super) fn begin(desk: &Arc<Desk>, folder: Folder) -> std::result::Result<(), Trouble> {
    if !begun(desk) {
        return Err(busy());
    }
    let desk = desk.clone();
    std::thread::spawn(move || read(&desk, folder));
    Ok(())
}

/// A folder with one file of this name and content.
pub(super) fn one(name: &str, content: &[u8]) -> std::result::Result<Folder, Trouble> {
    let folder = Folder::new("add").map_err(crate::Error::from)?;
    std::fs::write(folder.path().join(harmless(name)), content).map_err(crate::Error::from)?;
    Ok(folder)
}

/// Writes the files into a folder. Whose files they are is known already, or told by the token of a form, which must come
/// before the first.
pub(super) async fn kept(desk: &Desk, mut files: Multipart, known: bool) -> std::result::Result<Folder, Trouble> {
    if desk.batch().as_ref().is_some_and(|b| b.running) {
        return Err(busy());
    }
    let folder = Folder::new("add").map_err(crate::Error::from)?;
    let (mut own, mut many) = (known, 0);
    while let Some(field) = files.next_field().await.map_err(cut_short)? {
        match field.name() {
            Some("token") => own = desk.is_own(&field.text().await.map_err(cut_short)?),
            Some("files") if own && field.file_name().is_some_and(|n| !n.is_empty()) => {
                write(&folder, field).await?;
                many += 1;
            }
            _ if !own => break,
            // A page's form may bring more; whoever was told what to send brings nothing else.
            _ if known => return Err(not_a_file()),
            _ => {}
        }
    }
    match (own, many) {
        (false, _) => {
            let hint = "Open the page again and send the files from there.";
            Err(Trouble::new(403, "The form is not of a page of this server, and nothing was kept.", hint))
        }
        (true, 0) => Err(Trouble::new(400, "No file was sent.", "Choose files or drop them on the page.")),
        (true, _) => Ok(folder),
    }
}

fn not_a_file() -> Trouble {
    Trouble::new(400, "Something else than files was sent.", "Send files only, each called `files` and with a name.")
}

fn busy() -> Trouble {
    Trouble::new(409, "Other files are still being read.", "Wait until they are, then send these again.")
}

/// Begins a batch, unless one is being read.
fn begun(desk: &Desk) -> bool {
    let mut batch = desk.batch();
    let free = !batch.as_ref().is_some_and(|b| b.running);
    if free {
        *batch = Some(Batch { running: true, ..Batch::default() });
    }
    free
}

fn cut_short(error: MultipartError) -> Trouble {
    match error.status().as_u16() {
        413 => Trouble::new(
            413,
            format!("The files have more than {} MiB.", super::FILES >> 20),
            "Send fewer, or run `dateline add PATH`.",
        ),
        status => Trouble::new(status, "The files did not come whole.", "Send them again."),
    }
}

async fn write(folder: &Folder, mut field: Field<'_>) -> std::result::Result<(), Trouble> {
    let path = free(folder.path(), &harmless(field.file_name().unwrap_or_default()));
    let mut file = File::create(path).map_err(crate::Error::from)?;
    while let Some(chunk) = field.chunk().await.map_err(cut_short)? {
        file.write_all(&chunk).map_err(crate::Error::from)?;
    }
    Ok(())
}

/// The last part of a name, with nothing in it that means something to a file system.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = |c: char| if c.is_alphanumeric() || " ._-()[]".contains(c) { c } else { '_' };
    let name: String = last.chars().map(kept).take(120).collect();
    let name = name.trim_matches([' ', '.']);
    if name.is_empty() { "report".into() } else { name.to_owned() }
}

/// The path for a name; a second file of the name gets a number.
fn free(folder: &Path, name: &str) -> PathBuf {
    let numbered = |n: usize| if n == 1 { name.to_owned() } else { format!("{n}-{name}") };
    (1..).map(|n| folder.join(numbered(n))).find(|p| !p.exists()).unwrap_or_else(|| folder.join(name))
}

/// Reads the files of a folder into the store and tells what became of them.
fn read(desk: &Desk, folder: Folder) {
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| taken_in(desk, folder.path())));
    let mut batch = desk.batch();
    let batch = batch.get_or_insert_default();
    batch.running = false;
    match attempt {
        Ok(Ok(tally)) => {
            batch.sum = Some(format!("{}.", tally.sentence()));
            batch.notices = tally.notices;
        }
        Ok(Err(error)) => batch.failed = Some(format!("{error} {}", error.hint().unwrap_or_default())),
        Err(_) => {
            batch.failed = Some("The reader failed. What was kept before is kept; send the other files again.".into())
        }
    }
}

fn taken_in(desk: &Desk, folder: &Path) -> Result<Tally> {
    let reader = Reader::knowing(desk.opened.shelf.knowledge.clone())?;
    let mut store = Store::create(&desk.opened.shelf.store)?;
    let input = take::input(&[folder.to_path_buf()], &take::Options::default())?;
    pipeline::take_in(&mut store, &reader, input, desk.opened.threads, &mut Progress(desk))
}

/// Tells the page what is kept.
struct Progress<'a>(&'a Desk);

impl Watch for Progress<'_> {
    fn kept(&mut self, report: &str) {
        if let Some(batch) = self.0.batch().as_mut() {
            batch.kept.push(report.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\reports\\a.txt", "a.txt"),
            ("..", "report"),
            ("", "report"),
            (".hidden", "hidden"),
            ("a\u{202e}b<script>.txt", "a_b_script_.txt"),
        ] {
            assert_eq!(harmless(name), kept);
        }
    }
}
