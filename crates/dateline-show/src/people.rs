//! Named persons with what befell them, each line with its passages.

use crate::json::{NamedForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::text::{Paint, clean, count, days, paragraph};
use crate::words;
use dateline_core::picture::Named;

/// How many passages stand behind a line; the other reports are named.
const PASSAGES: usize = 2;

/// The persons as paragraphs under their names.
pub fn text(pile: &Pile, people: &[Named], paint: Paint) -> String {
    let mut out = String::new();
    for named in people {
        let gap = if out.is_empty() { "" } else { "\n" };
        let also = list("also written", &named.also);
        let roles = list("called", &named.roles);
        paragraph(&mut out, gap, "  ", &format!("{}{roles}{also}", paint.heading(&clean(&named.name))));
        for told in &named.lots {
            let when = told.days.map_or(", day not told".into(), |d| format!(", {}", days(d)));
            let what = words::lot(told.lot, told.place.as_ref(), told.to.as_ref());
            let origins = count(told.origins, "origin", "origins");
            paragraph(&mut out, "  ", "    ", &format!("{what}{when}: {} ({origins})", told.status.as_str()));
            passages::list(&mut out, pile, "    ", &told.claims, PASSAGES);
        }
    }
    out
}

/// The persons as JSON lines.
pub fn json(pile: &Pile, people: &[Named]) -> String {
    people.iter().map(|p| line(&NamedForm::new(pile, p))).collect()
}

fn list(what: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|w| clean(w)).collect();
    if words.is_empty() { String::new() } else { format!("; {what} {}", words.join(", ")) }
}
