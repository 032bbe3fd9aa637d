//! From bytes to reports: plain text, HTML, JSON lines, feeds and web archives.
//!
//! [`take`] is the front door: it walks files, folders and standard input in a fixed order and hands over each
//! [`Report`] or [`Notice`] as it comes, so that an archive of any size is read in little memory. Behind it,
//! [`walk`] turns paths into [`RawItem`]s and [`reports`] turns one item into reports. [`feeds`] reads a list of feeds;
//! fetching them is somebody else's work.
//!
//! What is deliberately absent: no network, no clock, no file times. A publication day comes from metadata or from
//! a date line, or it is unknown. One bad file becomes a notice, never the end of the run.
//!
//! ```no_run
//! use dateline_intake::{take, Options, Taken};
//! take(&["reports".into()], &Options::default(), &mut |taken| match taken {
//!     Taken::Report(report) => println!("{} {:?}", report.id, report.published.day()),
//!     Taken::Notice(notice) => eprintln!("{}: {} {}", notice.origin, notice.what, notice.hint),
//! });
//! ```

mod charset;
mod feed;
mod html;
mod json;
mod language;
mod opml;
mod report;
mod sniff;
mod text;
mod walk;
mod warc;

pub use dateline_core::model::{Notice, Report};
pub use json::{Mapping, MappingError};
pub use language::{is_read, name_of_language};
pub use opml::feeds;
pub use walk::{Finds, Found, Items, Walk, find, open, walk};

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

/// What kind of item the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// One JSON value: an article, or an envelope with articles.
    Json,
    /// RSS or Atom.
    Feed,
}

/// One file, archive record or JSON record, before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawItem {
    /// Id of the file: its name relative to the folder that was added.
    pub file: String,
    /// Name of the item in the file, when the file has several.
    pub item: Option<String>,
    /// What kind of item it is.
    pub media: Media,
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
    /// Address that an archive gives for the item.
    pub url: Option<String>,
    /// Charset that the server declared.
    pub charset: Option<String>,
}

impl RawItem {
    /// An item that is a whole file of its own.
    pub fn whole(file: impl Into<String>, media: Media, bytes: Vec<u8>) -> RawItem {
        RawItem { file: file.into(), item: None, media, bytes, url: None, charset: None }
    }
    /// Id of a report made from the item when the content has no better name: `file` or `file#item`.
    pub fn id(&self) -> String {
        match &self.item {
            Some(item) => format!("{}#{item}", self.file),
            None => self.file.clone(),
        }
    }
    /// Id of a report that has its own name inside the item.
    fn id_of(&self, name: &str) -> String {
        format!("{}#{}", self.file, report::id_part(name))
    }
}

/// What a person may decide about taking in.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which JSON fields hold what; `None` lets the dialect be recognised.
    pub mapping: Option<Mapping>,
    /// Largest text, page or feed in bytes.
    pub document_limit: u64,
    /// Largest JSON envelope in bytes; lists and lines of records have no limit.
    pub envelope_limit: usize,
    /// Largest JSON record in bytes.
    pub record_limit: usize,
    /// Keep the text field of a JSON record letter for letter as the report's text, and the record's own id as its
    /// id, so that offsets are offsets into the field.
    pub verbatim: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mapping: None,
            document_limit: 32 << 20,
            envelope_limit: 64 << 20,
            record_limit: 16 << 20,
            verbatim: false,
        }
    }
}

/// One thing that taking in gives.
#[derive(Clone, Debug)]
pub enum Taken {
    /// A report. Its language may be one that is not read; see [`is_read`].
    Report(Report),
    /// Something a person should know.
    Notice(Notice),
}

/// Reads one item. Never fails: what could not be read is told in the notices.
pub fn reports(item: &RawItem, options: &Options) -> (Vec<Report>, Vec<Notice>) {
    let mut notices = Vec::new();
    let reports = match item.media {
        Media::Text => text::report(item, &mut notices).into_iter().collect(),
        Media::Html => html::report(item, &mut notices).into_iter().collect(),
        Media::Json => json::reports(item, options, &mut notices),
        Media::Feed => feed::reports(item, &mut notices),
    };
    (reports, notices)
}

/// Walks the paths (`-` is standard input) and hands over every report and notice in a fixed order.
///
/// Ids are unique within the run: a second report of the same id gets `~2`. A remark that would be made again for
/// each record of a file is made once. Reports in languages that are not read are handed over all the same, with one
/// notice per language at the end.
pub fn take(paths: &[PathBuf], options: &Options, each: &mut dyn FnMut(Taken)) {
    take_items(walk(paths, options), options, each);
}

/// The same for items that were opened by somebody else.
pub fn take_items(
    items: impl Iterator<Item = Result<RawItem, Notice>>,
    options: &Options,
    each: &mut dyn FnMut(Taken),
) {
    let mut desk = Desk::default();
    for item in items {
        match item {
            Ok(item) => {
                let (reports, notices) = self::reports(&item, options);
                notices.into_iter().for_each(|n| desk.notice(n, each));
                reports.into_iter().for_each(|r| desk.report(r, each));
            }
            Err(notice) => desk.notice(notice, each),
        }
    }
    desk.close(each);
}

/// What must be remembered across the items of a run.
#[derive(Default)]
struct Desk {
    ids: HashMap<String, usize>,
    remarks: HashSet<(String, String)>,
    unread_languages: BTreeMap<String, (usize, String)>,
}

impl Desk {
    fn report(&mut self, mut report: Report, each: &mut dyn FnMut(Taken)) {
        if !is_read(&report.language) {
            let entry = self.unread_languages.entry(report.language.clone());
            entry.or_insert_with(|| (0, report.id.clone())).0 += 1;
        }
        report.id = self.unique(report.id);
        each(Taken::Report(report));
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            id
        } else {
            let next = format!("{id}~{count}");
            self.unique(next)
        }
    }

    fn notice(&mut self, notice: Notice, each: &mut dyn FnMut(Taken)) {
        if notice.unread || self.remarks.insert((notice.origin.clone(), notice.what.clone())) {
            each(Taken::Notice(notice));
        }
    }

    fn close(self, each: &mut dyn FnMut(Taken)) {
        for (language, (count, first)) in self.unread_languages {
            let name = name_of_language(&language);
            let reports = if count == 1 { "1 report was".to_string() } else { format!("{count} reports were") };
            each(Taken::Notice(Notice::remark(
                first,
                format!("{reports} set aside because the language is {name} ({language})."),
                "Only English is read; add a translation to have it read.",
            )));
        }
    }
}
