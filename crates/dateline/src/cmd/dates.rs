//! `dateline dates`: marks the expressions of time in documents, with their standard values.

use crate::args::Dates;
use crate::console;
use dateline::documents::{Document, Given, documents};
use dateline::error::code;
use dateline::show::dates;
use dateline::{Result, take};
use dateline_core::time::tag;
use std::collections::BTreeSet;

/// Prints each document's expressions as soon as they are found.
pub fn run(args: &Dates) -> Result<u8> {
    let options = take::options(&args.map)?;
    let mut ending = code::DONE;
    let mut told = BTreeSet::new();
    for given in documents(&args.paths, &options)? {
        match given {
            Given::Document(document) => console::print(&printed(&document, args.json))?,
            Given::Notice(notice) => {
                if notice.unread {
                    ending = code::SOME_UNREAD;
                }
                if told.insert(notice.clone()) {
                    console::notices(&[notice]);
                }
            }
        }
    }
    Ok(ending)
}

fn printed(document: &Document, json: bool) -> String {
    let found = tag(&document.text, document.published.days);
    match json {
        true => dates::json(&document.id, &document.text, &found),
        false => dates::text(&document.id, &document.text, document.published, &found),
    }
}
