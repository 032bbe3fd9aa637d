//! The reports themselves, and which are copies of one text.

use crate::json::{CopiesForm, ReportForm, line};
use crate::pile::{Card, Pile};
use crate::text::{clean, paragraph};
use crate::words;

/// All reports as paragraphs.
pub fn text(pile: &Pile) -> String {
    text_of(pile, &pile.cards().collect::<Vec<_>>())
}

/// Some reports as paragraphs.
pub fn text_of(pile: &Pile, cards: &[&Card]) -> String {
    let mut out = String::new();
    for card in cards {
        let report = &card.report;
        let title = report.title.as_deref().map_or(String::new(), |t| format!(" “{t}”"));
        let outlet = report.outlet.as_deref().map_or(String::new(), |o| format!(" {o};"));
        let state = match (&card.skipped, pile.picture.lineage().origin_of(&report.id)) {
            (Some(reason), _) => format!("not read: {reason}"),
            (None, origin) if origin != report.id => format!("copy of {origin}"),
            (None, _) => "read".into(),
        };
        let words = format!("{}:{title}{outlet} {}; {state}", report.id, words::published(card.published));
        paragraph(&mut out, "", "    ", &clean(&words));
    }
    out
}

/// All reports as JSON lines.
pub fn json(pile: &Pile) -> String {
    json_of(pile, &pile.cards().collect::<Vec<_>>())
}

/// Some reports as JSON lines.
pub fn json_of(pile: &Pile, cards: &[&Card]) -> String {
    cards.iter().map(|card| line(&ReportForm::new(card, pile.picture.lineage()))).collect()
}

/// Groups of copies as paragraphs.
pub fn copies_text(pile: &Pile) -> String {
    let mut out = String::new();
    for group in pile.picture.lineage().copies() {
        let copies: Vec<&str> = group.copies.iter().map(|c| c.report.as_str()).collect();
        paragraph(&mut out, "", "    ", &clean(&format!("{} is repeated by {}", group.original, copies.join(", "))));
    }
    out
}

/// Groups of copies as JSON lines.
pub fn copies_json(pile: &Pile) -> String {
    pile.picture.lineage().copies().iter().map(|g| line(&CopiesForm::from(g))).collect()
}
