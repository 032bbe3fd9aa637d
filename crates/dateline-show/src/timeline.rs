//! How control of places changed, day by day.

use crate::json::{StretchForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{Paint, clean, paragraph};
use crate::words;
use dateline_core::model::PlaceRef;
use dateline_core::picture::{Holder, Stretch};

/// The stretches of some places as paragraphs.
pub fn text(pile: &Pile, places: &[&PlaceRef], paint: Paint) -> String {
    let mut out = String::new();
    for place in by_name(places) {
        let stretches = pile.picture.stretches(&place.id);
        if stretches.iter().all(|s| s.holder == Holder::Unknown) {
            continue;
        }
        out.push_str(&format!("{}\n", paint.heading(&words::place_in_full(place))));
        for stretch in &stretches {
            one(&mut out, pile, stretch);
        }
    }
    out
}

fn one(out: &mut String, pile: &Pile, stretch: &Stretch) {
    let what = words::stretch(pile, stretch);
    paragraph(out, &format!("  {:<26}", when(stretch)), &" ".repeat(28), &what);
    if let Some(why) = &stretch.inferred {
        paragraph(out, "    ", "    ", &format!("Inferred: {}", clean(why)));
    }
    passages::list(out, pile, "    ", &stretch.support, 2);
    passages::list(out, pile, "    against: ", &stretch.against, 2);
}

/// "before 2021-08-12", "2021-08-12 to 2021-08-14", "from 2021-08-15".
pub(crate) fn when(stretch: &Stretch) -> String {
    match (stretch.from, stretch.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "throughout".into(),
    }
}

/// The stretches of some places as JSON lines.
pub fn json(pile: &Pile, places: &[&PlaceRef]) -> String {
    let mut out = String::new();
    for place in places {
        for stretch in pile.picture.stretches(&place.id) {
            out.push_str(&line(&StretchForm::new(place, &stretch)));
        }
    }
    out
}

pub(crate) fn by_name<'a>(places: &[&'a PlaceRef]) -> Vec<&'a PlaceRef> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    sorted
}
