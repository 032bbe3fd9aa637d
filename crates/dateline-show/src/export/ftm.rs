//! FollowTheMoney statements: reports, places, parties and events as entities, one property a line.
//!
//! Only what is told as current fact becomes an Event. `first_seen` and `last_seen` are days of publication, never a clock's.

use super::events::{self, Land};
use super::happened::Happened;
use super::states::link;
use super::table::{Cell, Column, Kind, Table, col, day, maybe, text};
use super::{Asked, Export, one_table, sha256};
use crate::pile::Pile;
use crate::text::clean;
use dateline_core::model::{Claim, Day, PartyRef};
use std::collections::BTreeMap;

pub(super) const COLUMNS: &[Column] = &[
    col("id", Kind::Text, "", "Id of the statement, from what it says"),
    col("entity_id", Kind::Text, "", "The entity it is about"),
    col("canonical_id", Kind::Text, "", "The same: nothing is merged here"),
    col("schema", Kind::Word, "", "FollowTheMoney schema"),
    col("prop", Kind::Word, "", "Property"),
    col("prop_type", Kind::Word, "", "Type of the property"),
    col("value", Kind::Text, "", "Value"),
    col("dataset", Kind::Word, "", "dateline"),
    col("lang", Kind::Word, "", "Empty"),
    col("original_value", Kind::Text, "", "As the report writes it, where that differs"),
    col("external", Kind::Flag, "", "false"),
    col("first_seen", Kind::Day, "", "First day of publication behind it"),
    col("last_seen", Kind::Day, "", "Last day of publication behind it"),
    col("origin", Kind::Text, "", "Claims behind it"),
];

/// The statements.
pub(super) fn export(pile: &Pile, asked: &Asked) -> Export {
    let (happened, mut left) = events::asked_for(pile, asked);
    events::leave_the_rest(pile, &mut left, true);
    let land = Land::new(pile, asked.parties);
    let mut sheet = Sheet::default();
    for event in &happened {
        sheet.event(pile, event, &land);
    }
    let rows: Vec<Vec<Cell>> = sheet.rows.into_values().collect();
    let table = Table { name: "statements", columns: COLUMNS, key: &["id"], points: &[], rows };
    one_table("statements.csv", &table, false, left)
}

/// An entity, and what its statements have in common.
struct Entity<'a> {
    id: String,
    schema: &'a str,
    seen: (Option<Day>, Option<Day>),
    origin: String,
}

/// Statements by entity, property and value: the same is said once.
#[derive(Default)]
struct Sheet {
    rows: BTreeMap<(String, String, String), Vec<Cell>>,
}

impl Sheet {
    fn event(&mut self, pile: &Pile, event: &Happened, land: &Land) {
        let claims: Vec<&str> = event.claims.iter().map(|c| c.id.as_str()).collect();
        let entity =
            Entity { id: event.id(), schema: "Event", seen: seen(pile, &event.claims), origin: claims.join("; ") };
        self.say(&entity, "name", "name", &super::timelinejs::headline(event));
        self.say(&entity, "startDate", "date", &event.days.from.to_string());
        self.say(&entity, "endDate", "date", &event.days.to.to_string());
        self.say(&entity, "country", "country", &event.place.country.to_lowercase());
        self.say(&entity, "summary", "text", &format!("{}: {}", event.kind.as_str(), event.standing.as_str()));
        for claim in &event.claims {
            self.say(&entity, "description", "text", &super::states::cited(pile, claim));
        }
        let place = self.place(event, land, &entity);
        self.say(&entity, "location", "string", &event.place.name);
        self.say(&entity, "addressEntity", "entity", &place);
        for (role, party) in [("organizer", &event.actor), ("involved", &event.target)] {
            if let Some(party) = party {
                let id = self.party(party, &entity);
                self.say(&entity, role, "entity", &id);
            }
        }
        for claim in &event.claims {
            let article = self.article(pile, claim);
            self.say(&entity, "proof", "entity", &article);
        }
    }

    fn place(&mut self, event: &Happened, land: &Land, by: &Entity) -> String {
        let place = &event.place;
        let entity = by.another(format!("dl-place-{}", short(&place.id)), "Address");
        let parts = [clean(&place.name), land.admin1(place), land.country(place)];
        let full: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        self.say(&entity, "full", "address", &full.join(", "));
        self.say(&entity, "country", "country", &place.country.to_lowercase());
        self.say(&entity, "latitude", "number", &place.lat.map_or(String::new(), |n| n.to_string()));
        self.say(&entity, "longitude", "number", &place.lon.map_or(String::new(), |n| n.to_string()));
        entity.id
    }

    fn party(&mut self, party: &PartyRef, by: &Entity) -> String {
        let schema = match party.id.split_once(':') {
            Some(("gov" | "forces", _)) => "PublicBody",
            Some(("people", _)) => "LegalEntity",
            _ => "Organization",
        };
        let entity = by.another(format!("dl-party-{}", short(&party.id)), schema);
        self.say(&entity, "name", "name", &party.name);
        entity.id
    }

    fn article(&mut self, pile: &Pile, claim: &Claim) -> String {
        let id = format!("dl-report-{}", short(&claim.report));
        let Some(card) = pile.card(&claim.report) else { return id };
        let report = &card.report;
        let entity = Entity { id, schema: "Article", seen: seen(pile, &[claim]), origin: clean(&claim.report) };
        self.say(&entity, "title", "name", report.title.as_deref().unwrap_or(&report.id));
        self.say(&entity, "fileName", "string", &report.id);
        self.say(&entity, "publisher", "string", report.outlet.as_deref().unwrap_or_default());
        self.say(&entity, "sourceUrl", "url", &report.url.as_deref().and_then(link).unwrap_or_default());
        self.say(&entity, "publishedAt", "date", &card.published.day().map_or(String::new(), |d| d.to_string()));
        self.say(&entity, "language", "language", &report.language);
        entity.id
    }

    fn say(&mut self, entity: &Entity, prop: &str, kind: &str, value: &str) {
        let value = clean(value);
        if value.is_empty() {
            return;
        }
        let id = sha256([&entity.id, prop, &value].join("\u{1f}").as_bytes());
        let row = vec![
            text(&id[..40]),
            text(&entity.id),
            text(&entity.id),
            text(entity.schema),
            text(prop),
            text(kind),
            text(&value),
            text("dateline"),
            Cell::None,
            maybe(None::<&str>),
            Cell::Flag(false),
            day(entity.seen.0),
            day(entity.seen.1),
            text(&entity.origin),
        ];
        self.rows.entry((entity.id.clone(), prop.to_owned(), value)).or_insert(row);
    }
}

impl Entity<'_> {
    /// Another entity on the same word.
    fn another<'a>(&self, id: String, schema: &'a str) -> Entity<'a> {
        Entity { id, schema, seen: self.seen, origin: self.origin.clone() }
    }
}

fn short(id: &str) -> String {
    sha256(id.as_bytes())[..16].to_owned()
}

/// First and last day of publication of the reports behind claims.
fn seen(pile: &Pile, claims: &[&Claim]) -> (Option<Day>, Option<Day>) {
    let days = || claims.iter().filter_map(|c| pile.card(&c.report)).filter_map(|c| c.published.days).map(|d| d.to);
    (days().min(), days().max())
}
