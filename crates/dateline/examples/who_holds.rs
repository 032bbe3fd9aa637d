//! Who holds which place on a day, with one sentence for each: what a program of your own does with the library.
//!
//! `cargo run --release --example who_holds -- FOLDER DAY`; without arguments, the bundled reports on 12 August 2021.

use dateline::core::model::Day;
use dateline::core::picture::Holder;
use dateline::{Pile, Reader, Store, pipeline, take};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let bundled = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/afghanistan-2021/reports");
    let folder: PathBuf = args.next().unwrap_or_else(|| bundled.to_owned()).into();
    let day: Day = args.next().unwrap_or_else(|| "2021-08-12".to_owned()).parse()?;

    let reader = Reader::embedded()?;
    let mut store = Store::temporary()?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let input = take::input(&[folder], &take::Options::default())?;
    let tally = pipeline::take_in(&mut store, &reader, input, threads, &mut ())?;
    println!("{}", tally.sentence());

    let pile = dateline::pile::load(&store, None)?;
    for holding in pile.picture.holdings(day) {
        let Holder::Party(party) = &holding.holder else { continue };
        let passage = holding.support.first().and_then(|id| pile.claim(id));
        let why = passage.map_or("inferred".to_owned(), |claim| cited(&pile, claim));
        println!("{}: {}; {why}", holding.place.name, party.name);
    }
    Ok(())
}

/// The words of a claim, with the report they stand in.
fn cited(pile: &Pile, claim: &dateline::core::model::Claim) -> String {
    let day = pile.card(&claim.report).and_then(|card| card.published.day());
    let day = day.map_or("no day".to_owned(), |day| day.to_string());
    format!("“{}” ({}, {day})", claim.quote, claim.report)
}
