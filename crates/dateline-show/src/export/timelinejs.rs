//! TimelineJS: what happened, as its JSON. TimelineJS takes text for HTML, so nothing of a report can be markup.

use super::events;
use super::happened::Happened;
use super::sink::{Each, pretty};
use super::states::{cited, link};
use super::{Asked, Export, Sink, plain};
use crate::pile::Pile;
use dateline_core::model::{Day, PartyRef};
use serde::Serialize;
use serde_json::{Value, json};
use std::io;

/// The file; `events` are slides.
#[derive(Serialize)]
struct Timeline<E> {
    events: E,
}

/// The events as slides.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (happened, mut left) = events::asked_for(pile, asked);
    events::leave_the_rest(pile, &mut left, true);
    let timeline = Timeline { events: Each(|| happened.iter().map(|e| slide(pile, e))) };
    sink.file("timeline.json", |out| pretty(out, &timeline))?;
    Ok(Export { written: happened.len(), left })
}

fn slide(pile: &Pile, event: &Happened) -> Value {
    let mut slide = json!({
        "unique_id": event.id(),
        "start_date": date(event.days.from),
        "display_date": plain(&crate::text::days(event.days)),
        "group": event.kind.as_str(),
        "text": { "headline": plain(&headline(event)), "text": body(pile, event) },
    });
    if !event.days.is_one_day() {
        slide["end_date"] = date(event.days.to);
    }
    slide
}

fn date(day: Day) -> Value {
    json!({ "year": day.year(), "month": day.month(), "day": day.day() })
}

/// "Kunduz: takeover by Taliban from Afghan government".
pub(super) fn headline(event: &Happened) -> String {
    let of =
        |word: &str, party: &Option<PartyRef>| party.as_ref().map_or(String::new(), |p| format!(" {word} {}", p.name));
    let kind = event.kind.as_str().replace('_', " ");
    let other = if event.kind == dateline_core::model::EventKind::Takeover { "from" } else { "and" };
    format!("{}: {kind}{}{}", event.place.name, of("by", &event.actor), of(other, &event.target))
}

/// Passages, one a paragraph; the only markup is ours.
fn body(pile: &Pile, event: &Happened) -> String {
    let told = format!("{}{}", event.standing.as_str(), if event.disputed { "; reports disagree" } else { "" });
    let passage = |c: &&dateline_core::model::Claim| {
        let url = pile.card(&c.report).and_then(|card| card.report.url.as_deref()).and_then(link);
        let source = url.map_or(String::new(), |u| format!(" <a href=\"{}\">source</a>", crate::atom::escaped(&u)));
        format!("<p>{}{source}</p>", plain(&cited(pile, c)))
    };
    format!("<p>{told}</p>{}", event.claims.iter().map(passage).collect::<String>())
}
