//! Who has each place on a day.

use crate::json::{HoldingForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::paragraph;
use crate::words;
use dateline_core::picture::Holding;

/// Holdings as paragraphs: place, holder, standing, since, and the passages for and against.
pub fn text(pile: &Pile, holdings: &[Holding]) -> String {
    let mut out = String::new();
    for holding in by_name(holdings) {
        let what = format!("{}: {}.", words::place(&holding.place), words::holding(pile, holding));
        paragraph(&mut out, "", "    ", &what);
        if let Some(why) = &holding.inferred {
            paragraph(&mut out, "    ", "    ", &format!("Inferred: {}", crate::text::clean(why)));
        }
        passages::list(&mut out, pile, "    ", &holding.support, 1);
        passages::list(&mut out, pile, "    against: ", &holding.against, 1);
    }
    out
}

/// Holdings as JSON lines, in the order of the places' ids.
pub fn json(holdings: &[Holding]) -> String {
    holdings.iter().map(|h| line(&HoldingForm::from(h))).collect()
}

/// By the name of the place, which is how a person looks for it.
pub(crate) fn by_name(holdings: &[Holding]) -> Vec<&Holding> {
    let mut sorted: Vec<&Holding> = holdings.iter().collect();
    sorted.sort_by(|a, b| (&a.place.name, &a.place.id).cmp(&(&b.place.name, &b.place.id)));
    sorted
}
