//! `dateline places`: marks the places named in documents, and says which place each is.

use crate::args::{Also, Places};
use crate::cmd::Paths;
use crate::console;
use dateline::documents::{Document, Given, documents};
use dateline::error::code;
use dateline::show::places;
use dateline::{Result, geography, take};
use dateline_core::places::{Kind, Named, Sketched, settle_pile, sketch};
use std::collections::BTreeSet;

/// How many documents are read in each other's light, and how many bytes of text they may have together. Both bound
/// memory, and what is printed waits for them.
const PILE: (usize, usize) = (10_000, 32 << 20);

/// Prints each document's places, pile by pile.
pub fn run(args: &Places, paths: &Paths) -> Result<u8> {
    let options = take::options(&args.map)?;
    let lexicon = geography::Lexicon::load(paths.knowledge()?)?;
    let mut pile: Vec<(Document, Sketched)> = Vec::new();
    let mut size = 0;
    let mut ending = code::DONE;
    let mut told = BTreeSet::new();
    for given in documents(&args.paths, &options)? {
        match given {
            Given::Document(document) => {
                let sketched = sketch(&document.text, &lexicon.known());
                size += document.text.len();
                pile.push((document, sketched));
            }
            Given::Notice(notice) => {
                if notice.unread {
                    ending = code::SOME_UNREAD;
                }
                if told.insert(notice.clone()) {
                    console::notices(&[notice]);
                }
            }
        }
        if pile.len() >= PILE.0 || size >= PILE.1 || args.alone && !pile.is_empty() {
            size = 0;
            print(std::mem::take(&mut pile), args, &lexicon)?;
        }
    }
    print(pile, args, &lexicon)?;
    Ok(ending)
}

fn print(pile: Vec<(Document, Sketched)>, args: &Places, lexicon: &geography::Lexicon) -> Result<()> {
    let (documents, sketches): (Vec<Document>, Vec<Sketched>) = pile.into_iter().unzip();
    for (document, mut found) in documents.iter().zip(settle_pile(&sketches)) {
        found.retain(|place| is_wanted(place, &args.also));
        let gazetteer = lexicon.known().gazetteer;
        console::print(&match args.json {
            true => places::json(&document.id, &document.text, &found, gazetteer),
            false => places::text(&document.id, &document.text, &found, gazetteer),
        })?;
    }
    Ok(())
}

fn is_wanted(place: &Named, also: &[Also]) -> bool {
    places::is_usual(place.kind)
        || place.kind == Kind::Street && also.contains(&Also::Streets)
        || place.kind == Kind::People && also.contains(&Also::Peoples)
}
