//! What was known on a day, end to end: the whole pile as known then is the pile of then, byte for byte.

use dateline::core::model::{Day, Report};
use dateline::show::brief::Ask;
use dateline::show::{brief, disputes, holds, timeline};
use dateline::take::Taken;
use dateline::{Reader, Store, pile, pipeline, take};
use jiff::ToSpan;
use std::path::Path;

/// The bundled reports; some of them carry no date and are dated by the others.
fn reports() -> Vec<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/afghanistan-2021/reports");
    let input = take::input(&[folder], &take::Options::default()).unwrap();
    let report = |taken| match taken {
        Taken::Report(report) => Some(report),
        Taken::Notice(_) => None,
    };
    input.filter_map(report).collect()
}

fn store(reader: &Reader, reports: impl Iterator<Item = Report>) -> Store {
    let mut store = Store::temporary().unwrap();
    pipeline::take_in(&mut store, reader, reports.map(Taken::Report), 2, &mut ()).unwrap();
    store
}

/// The brief in every format, and all that the picture says as JSON.
fn told(store: &Store, known: Day) -> String {
    let pile = pile::load(store, Some(known)).unwrap();
    let before = pile::load(store, known.checked_sub(1.days()).ok()).unwrap();
    let ask = Ask { before: Some(&before), ..Default::default() };
    let made = brief::build(&pile, &ask);
    assert_eq!(brief::check(&made, &pile), [], "as known on {known}");
    let places: Vec<_> = pile.picture.places().collect();
    [
        brief::text(&made, Default::default()),
        brief::html(&made),
        brief::markdown(&brief::build(&pile, &Ask { template: brief::Template::Full, ..ask })),
        holds::json(&pile.picture.holdings(known)),
        timeline::json(&pile, &places),
        disputes::json(&pile.picture.disputes()),
    ]
    .concat()
}

#[test]
fn as_known_on_a_day_is_the_pile_of_that_day() {
    let (reader, reports) = (Reader::embedded().unwrap(), reports());
    assert!(reports.iter().any(|r| r.published.day().is_none()), "some have to be dated by the others");
    let whole = store(&reader, reports.iter().cloned());
    for known in ["2021-08-10", "2021-08-13"].map(|d| d.parse::<Day>().unwrap()) {
        let pile = pile::load(&whole, None).unwrap();
        let by_then = reports.iter().filter(|r| pile.card(&r.id).is_some_and(|card| card.is_out(known)));
        let then = store(&reader, by_then.cloned());
        assert_eq!(told(&whole, known), told(&then, known), "as known on {known}");
    }
}
