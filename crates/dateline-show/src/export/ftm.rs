//! FollowTheMoney statements: reports, places, parties and events as entities, one property a line.
//!
//! Only what is told as current fact becomes an Event. `first_seen` and `last_seen` are days of publication, never a clock's.

use super::events::{self, Land};
use super::happened::Happened;
use super::states::link;
use super::table::{Cell, Column, Kind, Row, Table, col, day, list, maybe, text};
use super::{Asked, Export, Sink, one_table, sha256};
use crate::pile::Pile;
use crate::text::clean;
use dateline_core::model::{Claim, Day, PartyRef, PlaceRef};
use std::collections::BTreeMap;
use std::io;

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

/// The statements, entity by entity.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (happened, mut left) = events::asked_for(pile, asked);
    events::leave_the_rest(pile, &mut left, true);
    let land = Land::new(pile, asked.parties);
    let entities = entities(&happened);
    let rows = Box::new(entities.iter().flat_map(|(id, by)| statements(pile, &land, id, by)));
    let table = Table { name: "statements", columns: COLUMNS, key: &["id"], points: &[], rows };
    one_table(sink, "statements.csv", table, false, left)
}

/// What tells of an entity.
enum By<'a> {
    /// The event that it is.
    Event(&'a Happened<'a>),
    /// An event at the place that it is.
    Place(&'a Happened<'a>),
    /// An event of the party that it is.
    Party(&'a Happened<'a>, &'a PartyRef),
    /// A claim of the report that it is; one of them tells all.
    Article(&'a Claim),
}

/// What tells of each entity, by its id, in the order of the events.
fn entities<'a>(happened: &'a [Happened<'a>]) -> BTreeMap<String, Vec<By<'a>>> {
    let mut entities: BTreeMap<String, Vec<By>> = BTreeMap::new();
    for event in happened {
        entities.entry(event.id()).or_default().push(By::Event(event));
        entities.entry(place_id(&event.place)).or_default().push(By::Place(event));
        for party in [&event.actor, &event.target].into_iter().flatten() {
            entities.entry(party_id(party)).or_default().push(By::Party(event, party));
        }
        for claim in &event.claims {
            entities.entry(article_id(claim)).or_insert_with(|| vec![By::Article(claim)]);
        }
    }
    entities
}

fn statements(pile: &Pile, land: &Land, id: &str, by: &[By]) -> Vec<Row> {
    let mut sheet = Sheet { pile, id, rows: BTreeMap::new() };
    for by in by {
        match by {
            By::Event(event) => sheet.event(event),
            By::Place(event) => sheet.place(event, land),
            By::Party(event, party) => sheet.party(event, party),
            By::Article(claim) => sheet.article(claim),
        }
    }
    sheet.rows.into_values().collect()
}

/// What the statements of one teller have in common.
struct Word<'a> {
    schema: &'static str,
    claims: &'a [&'a Claim],
}

/// The statements about an entity by property and value: the same is said once.
struct Sheet<'a> {
    pile: &'a Pile,
    id: &'a str,
    rows: BTreeMap<(&'static str, String), Row>,
}

impl Sheet<'_> {
    fn event(&mut self, event: &Happened) {
        let word = Word { schema: "Event", claims: &event.claims };
        self.say(&word, "name", "name", &super::timelinejs::headline(event));
        self.say(&word, "startDate", "date", &event.days.from.to_string());
        self.say(&word, "endDate", "date", &event.days.to.to_string());
        self.say(&word, "country", "country", &event.place.country.to_lowercase());
        self.say(&word, "summary", "text", &format!("{}: {}", event.kind.as_str(), event.standing.as_str()));
        self.say(&word, "location", "string", &event.place.name);
        self.say(&word, "addressEntity", "entity", &place_id(&event.place));
        for (role, party) in [("organizer", &event.actor), ("involved", &event.target)] {
            if let Some(party) = party {
                self.say(&word, role, "entity", &party_id(party));
            }
        }
        for claim in &event.claims {
            self.say(&word, "description", "text", &super::states::cited(self.pile, claim));
            self.say(&word, "proof", "entity", &article_id(claim));
        }
    }

    fn place(&mut self, event: &Happened, land: &Land) {
        let place = &event.place;
        let word = Word { schema: "Address", claims: &event.claims };
        let parts = [clean(&place.name), land.admin1(place), land.country(place)];
        let full: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        self.say(&word, "full", "address", &full.join(", "));
        self.say(&word, "country", "country", &place.country.to_lowercase());
        self.say(&word, "latitude", "number", &place.lat.map_or(String::new(), |n| n.to_string()));
        self.say(&word, "longitude", "number", &place.lon.map_or(String::new(), |n| n.to_string()));
    }

    fn party(&mut self, event: &Happened, party: &PartyRef) {
        let schema = match party.id.split_once(':') {
            Some(("gov" | "forces", _)) => "PublicBody",
            Some(("people", _)) => "LegalEntity",
            _ => "Organization",
        };
        self.say(&Word { schema, claims: &event.claims }, "name", "name", &party.name);
    }

    fn article(&mut self, claim: &Claim) {
        let Some(card) = self.pile.card(&claim.report) else { return };
        let report = &card.report;
        let word = Word { schema: ARTICLE, claims: &[claim] };
        self.say(&word, "title", "name", report.title.as_deref().unwrap_or(&report.id));
        self.say(&word, "fileName", "string", &report.id);
        self.say(&word, "publisher", "string", report.outlet.as_deref().unwrap_or_default());
        self.say(&word, "sourceUrl", "url", &report.url.as_deref().and_then(link).unwrap_or_default());
        self.say(&word, "publishedAt", "date", &card.published.day().map_or(String::new(), |d| d.to_string()));
        self.say(&word, "language", "language", &report.language);
    }

    fn say(&mut self, word: &Word, prop: &'static str, kind: &str, value: &str) {
        let value = clean(value);
        if value.is_empty() || self.rows.contains_key(&(prop, value.clone())) {
            return;
        }
        let id = sha256([self.id, prop, &value].join("\u{1f}").as_bytes());
        let (first, last) = seen(self.pile, word.claims);
        let row = vec![
            text(&id[..40]),
            text(self.id),
            text(self.id),
            text(word.schema),
            text(prop),
            text(kind),
            text(&value),
            text("dateline"),
            Cell::None,
            maybe(None::<&str>),
            Cell::Flag(false),
            day(first),
            day(last),
            word.origin(),
        ];
        self.rows.insert((prop, value), row);
    }
}

const ARTICLE: &str = "Article";

impl Word<'_> {
    /// The claims; of a report itself, the report.
    fn origin(&self) -> Cell {
        match self.schema {
            ARTICLE => text(&self.claims[0].report),
            _ => list(self.claims.iter().map(|c| c.id.as_str())),
        }
    }
}

fn place_id(place: &PlaceRef) -> String {
    format!("dl-place-{}", short(&place.id))
}

fn party_id(party: &PartyRef) -> String {
    format!("dl-party-{}", short(&party.id))
}

fn article_id(claim: &Claim) -> String {
    format!("dl-report-{}", short(&claim.report))
}

fn short(id: &str) -> String {
    sha256(id.as_bytes())[..16].to_owned()
}

/// First and last day of publication of the reports behind claims.
fn seen(pile: &Pile, claims: &[&Claim]) -> (Option<Day>, Option<Day>) {
    let days = || claims.iter().filter_map(|c| pile.card(&c.report)).filter_map(|c| c.published.days).map(|d| d.to);
    (days().min(), days().max())
}
