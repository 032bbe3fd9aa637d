//! Tables: columns with a type, rows of cells. CSV, Parquet and the descriptor are made of the same tables, so that they
//! cannot differ. Rows are made one after the other, as whoever writes them asks for the next.

use crate::text::clean;
use dateline_core::model::{Day, PlaceRef};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// One of a closed set of words.
    Word,
    /// A civil day.
    Day,
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// Yes or no.
    Flag,
}

/// A column: name, what it holds, its HXL tag (may be empty), and what it means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub hxl: &'static str,
    pub about: &'static str,
}

/// A column in one line.
pub(super) const fn col(name: &'static str, kind: Kind, hxl: &'static str, about: &'static str) -> Column {
    Column { name, kind, hxl, about }
}

/// One cell. Text is cleaned of what acts on a terminal when the cell is made.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    None,
    Text(String),
    Day(Day),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

/// The cells of one row, in the order of the columns.
pub(super) type Row = Vec<Cell>;

/// A table with the columns that tell rows apart, and the columns that point into other tables.
pub(super) struct Table<'a> {
    pub name: &'static str,
    pub columns: &'static [Column],
    pub key: &'static [&'static str],
    /// Column here, table there, column there.
    pub points: &'static [(&'static str, &'static str, &'static str)],
    pub rows: Box<dyn Iterator<Item = Row> + 'a>,
}

/// Text, without what acts.
pub(super) fn text(text: impl AsRef<str>) -> Cell {
    Some(clean(text.as_ref())).filter(|t| !t.is_empty()).map_or(Cell::None, Cell::Text)
}

/// Text, when there is any.
pub(super) fn maybe(words: Option<impl AsRef<str>>) -> Cell {
    words.map_or(Cell::None, text)
}

/// A day; the end of all days stands for none.
pub(super) fn day(day: Option<Day>) -> Cell {
    day.filter(|d| *d < Day::MAX).map_or(Cell::None, Cell::Day)
}

/// A whole number.
pub(super) fn whole(n: usize) -> Cell {
    Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A number, when there is one.
pub(super) fn number(n: Option<f64>) -> Cell {
    n.map_or(Cell::None, Cell::Number)
}

/// Several texts in one cell, as ACLED parts them.
pub(super) fn list<'a>(parts: impl IntoIterator<Item = &'a str>) -> Cell {
    text(parts.into_iter().collect::<Vec<_>>().join("; "))
}

/// The seven columns of a place, in this order everywhere.
pub(super) fn place(place: Option<&PlaceRef>) -> [Cell; 7] {
    let Some(p) = place else { return std::array::from_fn(|_| Cell::None) };
    [
        text(&p.id),
        text(&p.name),
        text(p.kind.as_str()),
        number(p.lat),
        number(p.lon),
        maybe(p.within.as_ref()),
        text(&p.country),
    ]
}

/// A number as people write it: no needless ".0".
pub(super) fn written(n: f64) -> String {
    n.to_string()
}
