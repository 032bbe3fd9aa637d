//! Places from a table that a person wrote: the user's own, and well-known names that the packed gazetteer lacks.
//!
//! The first line names the columns. `name`, `lat` and `lon` must be there; `kind` (city when empty), `aliases` (parted
//! by `|`), `country` (two letters), `division` (name or id of the first-level division), `population` and `id` may be.
//! A province lies in no division; where it names one of the packed file by its id, it takes that one's place.

use super::fold::fold;
use super::gazetteer::{Capital, PlaceKind};
use super::pack::PackedPlace;
use crate::fault::Fault;
use crate::knowledge::OwnFile;
use std::ops::Range;

static ADDITIONS: &str = include_str!("../../../../lexicon/places/additions.csv");
static MENDED: &str = include_str!("../../../../lexicon/places/mended.csv");

/// The words for kinds in a table.
const KINDS: [(&str, PlaceKind); 9] = [
    ("country", PlaceKind::Country),
    ("region", PlaceKind::Region),
    ("province", PlaceKind::Admin1),
    ("district", PlaceKind::Admin2),
    ("city", PlaceKind::City),
    ("town", PlaceKind::City),
    ("facility", PlaceKind::Facility),
    ("water", PlaceKind::Water),
    ("terrain", PlaceKind::Terrain),
];

/// The places that come with the program beside the packed gazetteer, and the user's.
pub(crate) fn places(files: &[OwnFile]) -> Result<Vec<PackedPlace>, Vec<Fault>> {
    let mut places = Vec::new();
    let mut faults = Vec::new();
    let own = files.iter().map(|f| (f.shown(), f.text));
    let shipped = [("lexicon/places/additions.csv", ADDITIONS), ("lexicon/places/mended.csv", MENDED)];
    for (shown, text) in own.chain(shipped.map(|(path, text)| (path.to_owned(), text))) {
        match table(&shown, text) {
            Ok(found) => places.extend(found),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// The places of one table.
///
/// # Errors
/// Everything that is wrong in it, each with line and column.
pub fn table(shown: &str, text: &str) -> Result<Vec<PackedPlace>, Vec<Fault>> {
    let mut rows = rows(text).into_iter().filter(|row| row.iter().any(|cell| !cell.0.is_empty()));
    let Some(head) = rows.next() else { return Ok(Vec::new()) };
    let columns = Columns { shown, text, head: head.into_iter().map(|(word, at)| (word.to_lowercase(), at)).collect() };
    columns.check().map_err(|fault| vec![fault])?;
    let mut places: Vec<PackedPlace> = Vec::new();
    let mut faults = Vec::new();
    for row in rows {
        match columns.place(&row) {
            Ok(place) if places.iter().any(|p| p.id == place.id) => {
                let what = format!("The place `{}` stands here twice.", place.id);
                faults.push(Fault::at(
                    shown,
                    text,
                    row[0].1.clone(),
                    &what,
                    "Join the lines, or give one an id of its own.",
                ));
            }
            Ok(place) => places.push(place),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// A cell and where it stands.
type Cell = (String, Range<usize>);

struct Columns<'a> {
    shown: &'a str,
    text: &'a str,
    head: Vec<Cell>,
}

impl Columns<'_> {
    const KNOWN: [&'static str; 9] =
        ["name", "kind", "lat", "lon", "country", "division", "population", "aliases", "id"];

    fn check(&self) -> Result<(), Fault> {
        if let [(line, at)] = self.head.as_slice()
            && line.contains([';', '\t'])
        {
            let what = "The columns are not parted by commas.";
            return Err(self.fault(at.clone(), what, "Save the table as CSV with commas and decimal points."));
        }
        if let Some((word, at)) = self.head.iter().find(|(word, _)| !Self::KNOWN.contains(&word.as_str())) {
            let hint = format!("The columns are: {}.", Self::KNOWN.join(", "));
            return Err(self.fault(at.clone(), &format!("`{word}` is no column of a table of places."), &hint));
        }
        let missing = ["name", "lat", "lon"].into_iter().find(|c| !self.head.iter().any(|(word, _)| word == c));
        match missing {
            Some(column) => {
                let hint = "The first line names the columns: name,kind,lat,lon,country,division,population,aliases.";
                Err(self.fault(0..0, &format!("The table has no column `{column}`."), hint))
            }
            None => Ok(()),
        }
    }

    fn fault(&self, at: Range<usize>, what: &str, hint: &str) -> Fault {
        Fault::at(self.shown, self.text, at, what, hint)
    }

    /// A cell of a row; empty when the column or the cell is missing.
    fn cell(&self, row: &[Cell], column: &str) -> Cell {
        let at = self.head.iter().position(|(word, _)| word == column);
        let end = row.last().map_or(0, |(_, at)| at.end);
        at.and_then(|at| row.get(at)).cloned().unwrap_or((String::new(), end..end))
    }

    fn place(&self, row: &[Cell]) -> Result<PackedPlace, Fault> {
        if let Some((_, at)) = row.get(self.head.len()) {
            let what = format!("The line has {} cells and the first line {}.", row.len(), self.head.len());
            return Err(self.fault(at.clone(), &what, "Put a cell with a comma in it into quotation marks."));
        }
        if let Some((_, at)) = row.iter().find(|(cell, _)| cell.starts_with('"')) {
            let what = "A quotation mark is opened and not closed.";
            return Err(self.fault(at.clone(), what, "Close it, or write a quotation mark in a name twice."));
        }
        let (name, at) = self.cell(row, "name");
        if fold(&name).is_empty() {
            return Err(self.fault(at, "A place without a name.", "Every line needs a name."));
        }
        let country = self.country(row)?;
        let kind = self.kind(row)?;
        let id = self.cell(row, "id").0;
        Ok(PackedPlace {
            id: if id.is_empty() { made_id(&name, &country, kind) } else { id },
            kind,
            lat: self.degrees(row, "lat", 90.0)?,
            lon: self.degrees(row, "lon", 180.0)?,
            admin1: self.cell(row, "division").0,
            population: self.population(row)?,
            capital: Capital::None,
            aliases: self
                .cell(row, "aliases")
                .0
                .split('|')
                .map(|a| a.trim().to_owned())
                .filter(|a| !a.is_empty())
                .collect(),
            name,
            country,
        })
    }

    fn country(&self, row: &[Cell]) -> Result<String, Fault> {
        let (code, at) = self.cell(row, "country");
        let sound = code.is_empty() || code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic());
        let hint = "Countries are written with two letters, as in ISO 3166: AF, UA, CD.";
        if sound {
            Ok(code.to_uppercase())
        } else {
            Err(self.fault(at, &format!("`{code}` is no country code."), hint))
        }
    }

    fn kind(&self, row: &[Cell]) -> Result<PlaceKind, Fault> {
        let (word, at) = self.cell(row, "kind");
        if word.is_empty() {
            return Ok(PlaceKind::City);
        }
        let found = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word));
        let known: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
        let hint = format!("Kinds are: {}.", known.join(", "));
        found.map(|(_, kind)| *kind).ok_or_else(|| self.fault(at, &format!("`{word}` is no kind of place."), &hint))
    }

    fn degrees(&self, row: &[Cell], column: &str, most: f64) -> Result<f64, Fault> {
        let (written, at) = self.cell(row, column);
        let degrees = written.parse::<f64>().ok().filter(|d| d.is_finite() && d.abs() <= most);
        let hint = format!("Degrees with a decimal point, from -{most} to {most}.");
        degrees.ok_or_else(|| self.fault(at, &format!("`{written}` is no `{column}`."), &hint))
    }

    fn population(&self, row: &[Cell]) -> Result<u32, Fault> {
        let (written, at) = self.cell(row, "population");
        let number = if written.is_empty() { Some(0) } else { written.parse().ok() };
        number.ok_or_else(|| {
            self.fault(at, &format!("`{written}` is no number of inhabitants."), "Digits only, or nothing.")
        })
    }
}

/// An id that stays the same as long as name, country and kind do.
fn made_id(name: &str, country: &str, kind: PlaceKind) -> String {
    let slug = fold(name).replace(' ', "-");
    let small = matches!(kind, PlaceKind::City | PlaceKind::Admin2 | PlaceKind::Facility) && !country.is_empty();
    if small { format!("own:{}-{slug}", country.to_lowercase()) } else { format!("own:{slug}") }
}

/// The cells of every line that is no comment; quotes hold commas, doubled quotes hold one.
fn rows(text: &str) -> Vec<Vec<Cell>> {
    let mut at = 0;
    let mut rows = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.starts_with('#') {
            rows.push(cells(line.trim_end_matches(['\n', '\r']), at));
        }
        at += line.len();
    }
    rows
}

fn cells(line: &str, from: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let ends = line.char_indices().filter(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == ',' && !quoted
    });
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([line.len()]).collect();
    for end in ends {
        let raw = line[start..end].trim();
        let bare = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(raw);
        cells.push((bare.replace("\"\"", "\""), from + start..from + end));
        start = end + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_places_with_stable_ids() {
        let text = "# mine\nname,kind,lat,lon,country,aliases\n\"Camp Yarrow, east\",facility,13.5,2.1,NE,Yarrow Camp|CY\nTin Essako,,18.4,2.5,ml,\n";
        let places = table("mine.csv", text).unwrap_or_else(|f| panic!("{}", f[0]));
        assert_eq!(places[0].id, "own:ne-camp-yarrow-east");
        assert_eq!(places[0].aliases, ["Yarrow Camp", "CY"]);
        assert_eq!((places[1].kind, places[1].country.as_str()), (PlaceKind::City, "ML"));
    }

    #[test]
    fn what_is_wrong_is_told_with_line_and_column() {
        for (text, expected) in [
            ("name,lat\nX,1\n", "t.csv:1:1: The table has no column `lon`."),
            ("name,lat,lon,size\n", "t.csv:1:14: `size` is no column"),
            ("name,lat,lon\nX,91,0\n", "t.csv:2:3: `91` is no `lat`."),
            ("name,lat,lon,kind\nX,1,0,castle\n", "t.csv:2:7: `castle` is no kind"),
            ("name;lat;lon\nX;1;0\n", "t.csv:1:1: The columns are not parted by commas."),
            ("name,lat,lon\nX,1,5,0\n", "t.csv:2:7: The line has 4 cells and the first line 3."),
            ("name,lat,lon\n\"X,1,0\n", "t.csv:2:1: A quotation mark is opened and not closed."),
            ("name,lat,lon\n,1,0\n", "t.csv:2:1: A place without a name."),
            ("name,lat,lon\nX,1,0\nX,2,0\n", "t.csv:3:1: The place `own:x` stands here twice."),
            ("name,lat,lon,country\nX,1,0,Mali\n", "t.csv:2:7: `Mali` is no country code."),
        ] {
            let faults = table("t.csv", text).expect_err(text);
            assert!(faults[0].to_string().starts_with(expected), "{} for {expected}", faults[0]);
        }
    }

    #[test]
    fn what_is_shipped_is_sound() {
        let places = places(&[]).unwrap_or_else(|f| panic!("{}", f[0]));
        assert!(places.iter().any(|p| p.name == "European Union"));
    }
}
