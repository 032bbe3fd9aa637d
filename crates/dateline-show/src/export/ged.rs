//! UCDP GED's 49 columns in their order, and ours behind them: only events of which somebody reports a death.
//!
//! Ids of conflicts, dyads, sides and countries are UCDP's own lists and stay empty. `source_original` is who said it
//! first, from the attribution in the report.

use super::crosswalk::{self, GED, Role, Rule};
use super::deaths::{self, Death};
use super::events::{self, Land, OURS};
use super::happened::{Happened, length, origins};
use super::table::{Cell, Column, Kind, Row, Table, col, number, text, whole};
use super::{Asked, Export, Sink, one_table};
use crate::pile::Pile;
use dateline_core::model::{Claim, EventKind, PartyRef, PlaceKind, PlaceRef};
use std::collections::BTreeSet;
use std::io;

const THEIRS: [Column; 49] = [
    col("id", Kind::Text, "#event+id", "An id of ours, never one of UCDP's: DL-…"),
    col("relid", Kind::Text, "", "Empty"),
    col("year", Kind::Whole, "#date+year", "Year of the last day"),
    col("active_year", Kind::Text, "", "Empty"),
    col("code_status", Kind::Word, "", "Check: nobody has coded it by hand"),
    col("type_of_violence", Kind::Whole, "#event+type", "1 state-based, 2 non-state, 3 one-sided"),
    col("conflict_dset_id", Kind::Text, "", "Empty"),
    col("conflict_new_id", Kind::Text, "", "Empty"),
    col("conflict_name", Kind::Text, "", "Empty"),
    col("dyad_dset_id", Kind::Text, "", "Empty"),
    col("dyad_new_id", Kind::Text, "", "Empty"),
    col("dyad_name", Kind::Text, "", "Both sides by dateline's names"),
    col("side_a_dset_id", Kind::Text, "", "Empty"),
    col("side_a_new_id", Kind::Text, "", "Empty"),
    col("side_a", Kind::Text, "#x_side_a", "The state where one fights, else who acts"),
    col("side_b_dset_id", Kind::Text, "", "Empty"),
    col("side_b_new_id", Kind::Text, "", "Empty"),
    col("side_b", Kind::Text, "#x_side_b", "The other side"),
    col("number_of_sources", Kind::Whole, "#meta+source+num", "Independent origins; copies count once"),
    col("source_article", Kind::Text, "#meta+source", "Outlet, day and headline of each report"),
    col("source_office", Kind::Text, "", "Who published"),
    col("source_date", Kind::Text, "", "When"),
    col("source_headline", Kind::Text, "", "Under which headline"),
    col("source_original", Kind::Text, "#x_source_original", "Who said it first"),
    col("where_prec", Kind::Whole, "", "1 a town or site, 3 a district, 4 a province"),
    col("where_coordinates", Kind::Text, "#loc+name", "Name of the place"),
    col("where_description", Kind::Text, "", "The place as written, and what it lies in"),
    col("adm_1", Kind::Text, "#adm1+name", "First-level division"),
    col("adm_2", Kind::Text, "#adm2+name", "Second-level division, where the place is one"),
    col("latitude", Kind::Number, "#geo+lat", "WGS 84"),
    col("longitude", Kind::Number, "#geo+lon", "WGS 84"),
    col("geom_wkt", Kind::Text, "", "The point as WKT"),
    col("priogrid_gid", Kind::Whole, "", "PRIO-GRID cell, counted from the point"),
    col("country", Kind::Text, "#country+name", "Name of the country"),
    col("country_id", Kind::Text, "", "Empty"),
    col("region", Kind::Text, "", "Empty"),
    col("event_clarity", Kind::Whole, "", "1 the day is told, 2 it may have been any of several"),
    col("date_prec", Kind::Whole, "", "1 a day, 2 two to six days, 3 a week, 4 a month"),
    col("date_start", Kind::Day, "#date+start", "First possible day"),
    col("date_end", Kind::Day, "#date+end", "Last possible day"),
    col("deaths_a", Kind::Whole, "", "Dead of side a, best"),
    col("deaths_b", Kind::Whole, "", "Dead of side b, best"),
    col("deaths_civilians", Kind::Whole, "#affected+killed+civilians", "Dead civilians, best"),
    col("deaths_unknown", Kind::Whole, "", "Dead of whom no word says who they were, best"),
    col("best", Kind::Whole, "#affected+killed", "The lowest number told as fact"),
    col("high", Kind::Whole, "#affected+killed+max", "The highest number, on anybody's word"),
    col("low", Kind::Whole, "#affected+killed+min", "The same as best; 0 where only a side's own word tells of dead"),
    col("gwnoa", Kind::Text, "", "Empty"),
    col("gwnob", Kind::Text, "", "Empty"),
];

static COLUMNS: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| [&THEIRS[..], &OURS].concat());

/// All columns.
pub(super) fn columns() -> &'static [Column] {
    &COLUMNS
}

/// The events with a reported death as rows.
pub(super) fn export(pile: &Pile, asked: &Asked, sink: &mut impl Sink) -> io::Result<Export> {
    let (happened, mut left) = events::asked_for(pile, asked);
    let deaths = deaths::deaths(pile, &happened, &mut left);
    let land = Land::new(pile, asked.parties);
    let mut deadly = Vec::new();
    for (n, event) in happened.iter().enumerate() {
        let dead = deaths.get(&n).map_or(&[][..], Vec::as_slice);
        let why = match GED.rule(event, asked.parties) {
            _ if dead.iter().all(|d| d.figure.value < 1.0) => "no death is reported of it",
            Some(Rule { leave: Some(why), .. }) => why,
            Some(rule) => {
                deadly.push((event, rule, dead));
                continue;
            }
            None => "no rule fits",
        };
        left.add(why, event.claims.len() + dead.len());
    }
    events::leave_the_rest(pile, &mut left, false);
    let rows = deadly.into_iter().map(|(event, rule, dead)| row(pile, event, rule, dead, &land, asked));
    let table = Table { name: "ged", columns: columns(), key: &["id"], points: &[], rows: Box::new(rows) };
    one_table(sink, "ged.csv", table, asked.hxl, left)
}

fn row(pile: &Pile, event: &Happened, rule: &Rule, dead: &[Death], land: &Land, asked: &Asked) -> Row {
    let (a, b) = sides(event, asked);
    let toll = deaths::toll(dead, a, b, &GED);
    let name = |p: Option<&PartyRef>| p.map_or(String::new(), |p| p.name.clone());
    let (side_a, side_b) = match event.kind {
        EventKind::AttackOnCivilians => (name(a), "Civilians".to_owned()),
        _ => (name(a), name(b)),
    };
    let dyad = if side_a.is_empty() || side_b.is_empty() { String::new() } else { format!("{side_a} - {side_b}") };
    let all: Vec<&Claim> = event.claims.iter().copied().chain(dead.iter().map(|d| d.claim)).collect();
    let cited = Cited::new(pile, &all);
    let place = &event.place;
    let none = || Cell::None;
    let mut row = vec![text(event.id()), none(), Cell::Whole(event.days.to.year().into()), none(), text("Check")];
    row.extend([Cell::Whole(rule.code.parse().unwrap_or_default()), none(), none(), none(), none(), none()]);
    row.extend([text(dyad), none(), none(), text(side_a), none(), none(), text(side_b)]);
    row.extend([whole(origins(pile, &all).len()), text(cited.articles), text(cited.offices), text(cited.dates)]);
    row.extend([text(cited.headlines), text(cited.first), Cell::Whole(where_prec(place.kind)), text(&place.name)]);
    row.extend([text(described(place)), text(land.admin1(place)), text(land.admin2(place))]);
    row.extend([number(place.lat), number(place.lon), text(wkt(place)), grid(place)]);
    row.extend([text(land.country(place)), none(), none()]);
    row.push(Cell::Whole(if event.days.is_one_day() { 1 } else { 2 }));
    row.extend([Cell::Whole(date_prec(event)), Cell::Day(event.days.from), Cell::Day(event.days.to)]);
    row.extend([toll.a, toll.b, toll.civilians, toll.unknown, toll.best, toll.high, toll.low].map(Cell::Whole));
    row.extend([none(), none()]);
    let more: Vec<&Claim> = dead.iter().map(|d| d.claim).collect();
    row.extend(events::ours(pile, event, rule, &GED, &more));
    row
}

/// The state comes first where a state and a group fight.
fn sides<'a>(event: &'a Happened, asked: &Asked) -> (Option<&'a PartyRef>, Option<&'a PartyRef>) {
    let (a, b) = (event.actor.as_ref(), event.target.as_ref());
    let role = |p| crosswalk::role(p, &event.place.country, asked.parties);
    let first = |p| matches!(role(p), Role::State | Role::Foreign);
    if !first(a) && first(b) && event.kind != EventKind::AttackOnCivilians { (b, a) } else { (a, b) }
}

/// The reports behind a row as GED writes them, each once.
struct Cited {
    articles: String,
    offices: String,
    dates: String,
    headlines: String,
    first: String,
}

impl Cited {
    fn new(pile: &Pile, claims: &[&Claim]) -> Cited {
        let ids: BTreeSet<&str> = claims.iter().map(|c| c.report.as_str()).collect();
        let cards: Vec<&crate::Card> = ids.into_iter().filter_map(|id| pile.card(id)).collect();
        let office = |c: &crate::Card| c.report.outlet.clone().unwrap_or_else(|| c.report.id.clone());
        let date = |c: &crate::Card| c.published.days.map_or(String::new(), |d| d.to.to_string());
        let title = |c: &crate::Card| c.report.title.clone().unwrap_or_default();
        let join = |of: &dyn Fn(&crate::Card) -> String| cards.iter().map(|c| of(c)).collect::<Vec<_>>().join("; ");
        let first: BTreeSet<String> = claims.iter().filter_map(|c| events::said_first(c)).collect();
        Cited {
            articles: join(&|c| format!("{}, {}, “{}”", office(c), date(c), title(c))),
            offices: join(&office),
            dates: join(&date),
            headlines: join(&title),
            first: first.into_iter().collect::<Vec<_>>().join("; "),
        }
    }
}

fn where_prec(kind: PlaceKind) -> i64 {
    match kind {
        PlaceKind::City | PlaceKind::Facility => 1,
        PlaceKind::District => 3,
        PlaceKind::Province => 4,
        PlaceKind::Region => 5,
        PlaceKind::Country => 6,
    }
}

fn date_prec(event: &Happened) -> i64 {
    match length(event.days) {
        1 => 1,
        2..=6 => 2,
        7 => 3,
        _ => 4,
    }
}

fn described(place: &PlaceRef) -> String {
    place.within.as_ref().map_or(place.text.clone(), |within| format!("{}, {within}", place.text))
}

fn wkt(place: &PlaceRef) -> String {
    place.lat.zip(place.lon).map_or(String::new(), |(lat, lon)| format!("POINT ({lon} {lat})"))
}

/// Cells of half a degree, counted from the south-west corner of the world, row by row.
fn grid(place: &PlaceRef) -> Cell {
    let cell = |degrees: f64, edge: f64, last: i64| (((degrees + edge) * 2.0).floor() as i64).clamp(0, last);
    let gid = |(lat, lon): (f64, f64)| cell(lat, 90.0, 359) * 720 + cell(lon, 180.0, 719) + 1;
    place.lat.zip(place.lon).map_or(Cell::None, |at| Cell::Whole(gid(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::model::Place;

    #[test]
    fn there_are_forty_nine_columns_and_cells_of_the_grid_are_counted_from_the_south_west() {
        assert_eq!(THEIRS.iter().map(|c| c.name).collect::<BTreeSet<_>>().len(), 49);
        let at = |lat, lon| {
            PlaceRef::from(Place {
                id: String::new(),
                name: String::new(),
                text: String::new(),
                kind: PlaceKind::City,
                detail: None,
                lat: Some(lat),
                lon: Some(lon),
                within: None,
                country: String::new(),
                also: Vec::new(),
            })
        };
        assert_eq!(grid(&at(-90.0, -180.0)), Cell::Whole(1));
        assert_eq!(grid(&at(90.0, 180.0)), Cell::Whole(259_200));
        assert_eq!(grid(&at(34.5, 69.2)), Cell::Whole(249 * 720 + 499));
    }
}
