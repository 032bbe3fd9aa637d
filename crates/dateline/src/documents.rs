//! Documents as they are: text read whole, for commands that mark places or dates in it and keep nothing.
//!
//! Everything that `add` takes is taken. A JSON record's text field and a plain file are given letter for letter, so
//! that offsets are offsets into what the user has; pages, feeds and archives give the text that dateline extracts.

use crate::error::Result;
use crate::take::{self, Options, Taken};
use dateline_core::model::{Block, Notice, Published, Report};
use std::path::PathBuf;

/// One document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The record's own id; else the file's name, with `#item` where a file has several.
    pub id: String,
    /// The days it was published on, and how they are known.
    pub published: Published,
    /// Its title, when it is told apart from the text.
    pub title: Option<String>,
    /// The text; every offset counts in it.
    pub text: String,
    /// What the parts of the text are; they do not cover it all.
    pub blocks: Vec<Block>,
}

impl From<Report> for Document {
    fn from(report: Report) -> Document {
        let Report { id, published, title, text, blocks, .. } = report;
        Document { id, published, title, text, blocks }
    }
}

/// Either a document, or what a person should know about an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A document.
    Document(Document),
    /// A remark, or an input that could not be read.
    Notice(Notice),
}

/// The documents of the paths (`-` is standard input) in a fixed order, whatever their language seems to be.
pub fn documents(paths: &[PathBuf], options: &Options) -> Result<impl Iterator<Item = Given> + use<>> {
    let options = Options { verbatim: true, ..options.clone() };
    Ok(take::input(paths, &options)?.map(|taken| match taken {
        Taken::Report(report) => Given::Document(report.into()),
        Taken::Notice(notice) => Given::Notice(notice),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_given_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        let lines = "{\"id\":\"x1\",\"published\":\"2021-08-13\",\"title\":\"T\",\"text\":\"\\n  T\\n\\nRebels é  left. \"}\n\
            {\"id\":\"x2\",\"text\":\"Second.\"}\n{\"id\":\n";
        std::fs::write(&file, lines).unwrap();
        let given: Vec<Given> = documents(&[file], &Options::default()).unwrap().collect();
        let documents: Vec<&Document> =
            given.iter().filter_map(|g| if let Given::Document(d) = g { Some(d) } else { None }).collect();
        assert_eq!(documents[0].id, "x1");
        assert_eq!(documents[0].text, "\n  T\n\nRebels é  left. ");
        assert_eq!(documents[0].published.day().map(|d| d.to_string()).as_deref(), Some("2021-08-13"));
        assert_eq!(documents[1].id, "x2");
        assert!(given.iter().any(|g| matches!(g, Given::Notice(n) if n.unread)));
    }
}
