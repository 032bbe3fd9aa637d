//! ACLED's 31 columns in their order, and ours behind them.
//!
//! Which event and sub-event an event is stands in `crosswalk/acled.toml`. Ids are our own; what ACLED alone can know (its
//! regions, its scale of sources, the time of upload) stays empty.

use super::crosswalk::{self, ACLED, Role, Rule};
use super::deaths::{self, Death};
use super::events::{self, Land, OURS};
use super::happened::{Happened, length};
use super::table::{Cell, Column, Kind, Row, Table, col, list, number, text};
use super::{Asked, Export, Sink, one_table};
use crate::pile::Pile;
use dateline_core::model::{Basis, EventKind, PlaceKind};
use std::io;

const THEIRS: [Column; 31] = [
    col("event_id_cnty", Kind::Text, "#event+id", "An id of ours, never one of ACLED's: DL-…"),
    col("event_date", Kind::Day, "#date+occurred", "The day, or the middle of the days it may have been"),
    col("year", Kind::Whole, "#date+year", "Its year"),
    col("time_precision", Kind::Whole, "", "1 the day is told, 2 within a week, 3 within a month"),
    col("disorder_type", Kind::Word, "", "ACLED's disorder type"),
    col("event_type", Kind::Word, "#event+type", "ACLED's event type"),
    col("sub_event_type", Kind::Word, "#event+subtype", "ACLED's sub-event type"),
    col("actor1", Kind::Text, "#x_actor1", "Who acts, by dateline's name"),
    col("assoc_actor_1", Kind::Text, "", "Empty"),
    col("inter1", Kind::Word, "", "What actor1 is"),
    col("actor2", Kind::Text, "#x_actor2", "The other party"),
    col("assoc_actor_2", Kind::Text, "", "Empty"),
    col("inter2", Kind::Word, "", "What actor2 is"),
    col("interaction", Kind::Word, "", "Both"),
    col("civilian_targeting", Kind::Word, "", "Civilian targeting, or empty"),
    col("iso", Kind::Whole, "", "Number of the country"),
    col("region", Kind::Text, "", "Empty"),
    col("country", Kind::Text, "#country+name", "Name of the country"),
    col("admin1", Kind::Text, "#adm1+name", "First-level division"),
    col("admin2", Kind::Text, "#adm2+name", "Second-level division, where the place is one"),
    col("admin3", Kind::Text, "", "Empty"),
    col("location", Kind::Text, "#loc+name", "Name of the place"),
    col("latitude", Kind::Number, "#geo+lat", "WGS 84, four decimals"),
    col("longitude", Kind::Number, "#geo+lon", "WGS 84, four decimals"),
    col("geo_precision", Kind::Whole, "", "1 a town or site, 2 a district, 3 a province"),
    col("source", Kind::Text, "#meta+source", "Who published it"),
    col("source_scale", Kind::Text, "", "Empty"),
    col("notes", Kind::Text, "#description", "The day and the passage"),
    col("fatalities", Kind::Whole, "#affected+killed", "The lowest number told as fact"),
    col("tags", Kind::Text, "", "Empty"),
    col("timestamp", Kind::Whole, "", "Empty: nothing was uploaded"),
];

const NUMBERS: [Column; 2] = [
    col("dl_fatality_words", Kind::Text, "", "The reported numbers as written"),
    col("dl_fatality_claims", Kind::Text, "", "Ids of the claims that give them"),
];

/// All columns; a test holds them against the parts.
static COLUMNS: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| [&THEIRS[..], &NUMBERS, &OURS].concat());

/// All columns.
pub(super) fn columns() -> &'static [Column] {
    &COLUMNS
}

/// The events as rows.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (happened, mut left) = events::asked_for(pile, asked);
    let chosen: Vec<(Happened, &Rule)> = happened
        .into_iter()
        .filter_map(|event| match ACLED.rule(&event, asked.parties) {
            Some(Rule { leave: Some(why), .. }) => {
                left.add(why, event.claims.len());
                None
            }
            rule => rule.map(|rule| (event, rule)),
        })
        .collect();
    let (events, rules): (Vec<Happened>, Vec<&Rule>) = chosen.into_iter().unzip();
    let deaths = deaths::deaths(pile, &events, &mut left);
    let land = Land::new(pile, asked.parties);
    let rows = events.iter().zip(rules).enumerate().map(|(n, (event, rule))| {
        let dead = deaths.get(&n).map_or(&[][..], Vec::as_slice);
        row(pile, event, rule, dead, &land, asked)
    });
    events::leave_the_rest(pile, &mut left, false);
    let rows = Box::new(rows);
    let table = Table { name: "acled", columns: columns(), key: &["event_id_cnty"], points: &[], rows };
    one_table(sink, "acled.csv", table, asked.hxl, left)
}

fn row(pile: &Pile, event: &Happened, rule: &Rule, dead: &[Death], land: &Land, asked: &Asked) -> Row {
    let day = events::middle(event.days);
    let [first, second] = sides(event, land, asked);
    let civilian = rule.code == "Violence against civilians" || second.role == Role::Civilians;
    let place = &event.place;
    let iso = crosswalk::country_codes(&place.country).and_then(|(_, n)| n.parse().ok());
    let mut row = vec![
        text(event.id()),
        Cell::Day(day),
        Cell::Whole(day.year().into()),
        Cell::Whole(time_precision(event)),
        text(&ACLED.disorder[&rule.code]),
        text(&rule.code),
        text(&rule.sub_type),
        text(&first.name),
        Cell::None,
        text(first.word()),
        text(&second.name),
        Cell::None,
        text(second.word()),
        text(interaction(&first, &second)),
        text(if civilian { "Civilian targeting" } else { "" }),
        iso.map_or(Cell::None, Cell::Whole),
        Cell::None,
        text(land.country(place)),
        text(land.admin1(place)),
        text(land.admin2(place)),
        Cell::None,
        text(&place.name),
        number(place.lat.map(four)),
        number(place.lon.map(four)),
        Cell::Whole(geo_precision(place.kind)),
        list(events::outlets(pile, &event.claims).iter().map(String::as_str)),
        Cell::None,
        text(notes(pile, event, day)),
        Cell::Whole(deaths::lowest(pile, dead, rule, &ACLED)),
        Cell::None,
        Cell::None,
    ];
    let words: Vec<String> = dead.iter().map(|d| deaths::number_words(pile, d.claim)).collect();
    row.push(list(words.iter().map(String::as_str)));
    row.push(list(dead.iter().map(|d| d.claim.id.as_str())));
    let more: Vec<_> = dead.iter().map(|d| d.claim).collect();
    row.extend(events::ours(pile, event, rule, &ACLED, &more));
    row
}

/// A party of a row.
struct Side {
    name: String,
    role: Role,
}

impl Side {
    fn unknown() -> Side {
        Side { name: String::new(), role: Role::Unknown }
    }
    fn word(&self) -> &'static str {
        ACLED.inter(self.role).map_or("", |(_, word)| word)
    }
}

fn sides(event: &Happened, land: &Land, asked: &Asked) -> [Side; 2] {
    let side = |party: Option<&dateline_core::model::PartyRef>| Side {
        name: party.map_or(String::new(), |p| p.name.clone()),
        role: crosswalk::role(party, &event.place.country, asked.parties),
    };
    let country = land.country(&event.place);
    let people = |role, what: &str| Side { name: format!("{what} ({country})"), role };
    let (first, second) = (side(event.actor.as_ref()), side(event.target.as_ref()));
    // A person, or "they", is no actor of ACLED's.
    let named = |side: Side| if side.role == Role::Civilians { people(Role::Civilians, "Civilians") } else { side };
    let (first, second) = (named(first), named(second));
    let armed = |side: Side| if side.role == Role::Civilians { Side::unknown() } else { side };
    match event.kind {
        EventKind::AttackOnCivilians => [armed(first), people(Role::Civilians, "Civilians")],
        EventKind::Strike | EventKind::Clash => [armed(first), second],
        EventKind::Protest => [people(Role::Protesters, "Protesters"), second],
        _ => [first, second],
    }
}

/// The lower rank first, as ACLED writes it; one known side alone is "only".
fn interaction(first: &Side, second: &Side) -> String {
    let mut known: Vec<(usize, &str)> = [first, second].iter().filter_map(|s| ACLED.inter(s.role)).collect();
    known.sort();
    match known[..] {
        [(_, a), (_, b)] => format!("{a}-{b}"),
        [(_, a)] => format!("{a} only"),
        _ => String::new(),
    }
}

/// A day is precise when the text tells it; the day of the report alone is not.
fn time_precision(event: &Happened) -> i64 {
    match length(event.days) {
        1 if event.basis != Basis::Publication => 1,
        ..=7 => 2,
        _ => 3,
    }
}

fn geo_precision(kind: PlaceKind) -> i64 {
    match kind {
        PlaceKind::City | PlaceKind::Facility => 1,
        PlaceKind::District => 2,
        PlaceKind::Province | PlaceKind::Country | PlaceKind::Region => 3,
    }
}

fn four(degrees: f64) -> f64 {
    (degrees * 1e4).round() / 1e4
}

fn notes(pile: &Pile, event: &Happened, day: dateline_core::model::Day) -> String {
    let claim = events::spokesman(pile, event);
    let who = events::said_first(claim).map_or(String::new(), |who| format!(", said by {who}"));
    format!("On {}, {}: “{}”{who} [{}].", events::long_day(day), event.place.name, claim.quote, claim.report)
}
