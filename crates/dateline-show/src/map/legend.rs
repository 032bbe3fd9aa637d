//! What the marks mean, in what sense a place is held, what is not on the map, and where the lines come from.
//!
//! The legend is told once and written twice: into the picture where it stands alone, and as HTML beside it on a page.

use super::geometry::px;
use super::layout::{Mark, degrees};
use super::style::{FADES, Fill, Look, Sides};
use super::text::{escaped, width as wide, wrapped};
use crate::{text as plain, words};
use dateline_core::picture::{Holder, Holding, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// In what sense a place is held.
pub const DEFINITION: &str = "Holder = party last reported to hold the place by at least one accepted report; not \
    population, not territory. A mark stands for the place alone.";
const OURS: &str = "Lines: Natural Earth (public domain), for orientation only; they imply no opinion. Disputed lines \
    are dashed.";
const OWN: &str = "Land: Natural Earth (public domain). Lines: as given. For orientation only; they imply no opinion.";
const SIZE: f64 = 11.0;
const ROW: f64 = 19.0;
/// How many places without coordinates are named.
const NAMED: usize = 12;

/// What a map explains of itself.
#[derive(Clone, Debug)]
pub struct Legend {
    /// Looks with their meaning, in rows.
    pub rows: Vec<Row>,
    /// Paragraphs, each with its class.
    pub notes: Vec<(&'static str, String)>,
}

/// One row of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the looks tell.
    pub title: &'static str,
    /// The looks.
    pub entries: Vec<Entry>,
}

/// A look and what it means.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The look.
    pub look: Look,
    /// Its radius.
    pub r: f64,
    /// What it means.
    pub words: String,
    /// How many marks have it, where they are counted.
    pub count: Option<usize>,
}

impl Legend {
    /// The legend of these marks. Holders of all the holdings are in it, also those that have no mark now.
    pub fn of(holdings: &[&Holding], marks: &[Mark], sides: &Sides, own_lines: bool) -> Legend {
        let plain = |standing| Look { fill: Fill::Side(0), standing, fade: 0 };
        let entry = |look, r, words: &str| Entry { look, r, words: words.into(), count: None };
        let faded = |fade: usize| {
            entry(Look { fade, ..plain(Standing::Reported) }, 5.5, &format!("{} days before", FADES[fade]))
        };
        let sized = |r: f64, words: &str| entry(plain(Standing::Reported), r, words);
        let row = |title, entries| Row { title, entries };
        let standings = [
            entry(plain(Standing::Confirmed), 5.5, "confirmed: two origins, or admitted"),
            entry(plain(Standing::Reported), 5.5, "reported: one origin"),
            entry(plain(Standing::Claimed), 5.5, "only claimed"),
            entry(plain(Standing::Disputed), 5.5, "disputed"),
        ];
        let sizes = [sized(6.0, "town"), sized(4.6, "area: somewhere in it"), sized(3.6, "site, beside its town")];
        let rows = vec![
            row("Holder", holders(holdings, marks, sides)),
            row("Border", standings.into()),
            row("Last report", [0, 1, 2, 3].map(faded).into()),
            row("Size", sizes.into()),
        ];
        let missing = missing(holdings).map(|words| ("not-on-map", words));
        let lines = ("attribution", if own_lines { OWN } else { OURS }.to_owned());
        let notes = [("definition", DEFINITION.to_owned())].into_iter().chain(missing).chain([lines]).collect();
        Legend { rows, notes }
    }

    /// The legend as SVG, and how high it is.
    pub fn draw(&self, width: f64) -> (String, f64) {
        let mut sheet = Sheet { out: String::new(), x: 8.0, y: 18.0, width };
        self.rows.iter().for_each(|row| sheet.row(row));
        self.notes.iter().for_each(|(class, words)| sheet.text(class, words));
        (sheet.out, sheet.y - 6.0)
    }
}

/// Every side with a mark, contested and unknown, each with its number of places.
fn holders(holdings: &[&Holding], marks: &[Mark], sides: &Sides) -> Vec<Entry> {
    let mut names: BTreeMap<Fill, BTreeSet<String>> = BTreeMap::new();
    for holding in holdings.iter().filter(|h| degrees(&h.place).is_some()) {
        let (fill, name) = match &holding.holder {
            Holder::Party(party) => (Fill::Side(sides.rank(party)), plain::clean(&party.name)),
            Holder::Contested => (Fill::Contested, "contested".into()),
            Holder::Unknown => (Fill::Unknown, "named, not known who".into()),
        };
        names.entry(fill).or_default().insert(name);
    }
    let entry = |(fill, names): (Fill, BTreeSet<String>)| Entry {
        look: Look { fill, standing: Standing::Reported, fade: 0 },
        r: 5.5,
        words: names.into_iter().collect::<Vec<_>>().join(", "),
        count: Some(marks.iter().filter(|m| m.look.fill == fill).count()),
    };
    names.into_iter().map(entry).collect()
}

/// The places that only a name is known of, with their holder where all the holdings agree on it.
fn missing(holdings: &[&Holding]) -> Option<String> {
    let mut places: BTreeMap<(String, &str), BTreeSet<&str>> = BTreeMap::new();
    for holding in holdings.iter().filter(|h| degrees(&h.place).is_none()) {
        let place = (words::place(&holding.place), holding.place.id.as_str());
        places.entry(place).or_default().insert(holding.holder.as_str());
    }
    let told = |((name, _), holders): (&(String, &str), &BTreeSet<&str>)| match holders.first() {
        Some(holder) if holders.len() == 1 => format!("{name} ({})", plain::clean(holder)),
        _ => name.clone(),
    };
    let more = places.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named: Vec<String> = places.iter().take(NAMED).map(told).collect();
    (!named.is_empty()).then(|| format!("Without coordinates, so not on the map: {}{rest}.", named.join(", ")))
}

/// Where the next thing is written.
struct Sheet {
    out: String,
    x: f64,
    y: f64,
    width: f64,
}

impl Sheet {
    /// A title and marks with their meaning, as many rows as it takes.
    fn row(&mut self, row: &Row) {
        self.x = 8.0;
        let title = row.title;
        self.out +=
            &format!("<text class=\"legend-title\" x=\"8\" y=\"{}\" fill=\"#5a6066\">{title}</text>\n", px(self.y));
        self.x += wide(title, SIZE) + 12.0;
        for Entry { look, r, words, count } in &row.entries {
            let words = count.map_or(words.clone(), |n| format!("{words} ({n})"));
            let words = super::text::short(&words, ((self.width - 50.0) / 7.5) as usize);
            let takes = 16.0 + wide(&words, SIZE) + 14.0;
            if self.x + takes > self.width && self.x > 9.0 {
                (self.x, self.y) = (8.0, self.y + ROW);
            }
            let mark = look.draw((self.x + 8.0, self.y - 4.0), *r);
            self.out += &format!(
                "<g class=\"legend-entry\"><g fill-opacity=\"{}\">{mark}</g><text x=\"{}\" y=\"{}\">{}</text></g>\n",
                look.opacity(),
                px(self.x + 20.0),
                px(self.y),
                escaped(&words)
            );
            self.x += takes + 4.0;
        }
        self.y += ROW;
    }

    /// A paragraph.
    fn text(&mut self, class: &str, words: &str) {
        for line in wrapped(words, 10.0, self.width - 16.0) {
            self.out += &format!(
                "<text class=\"{class}\" x=\"8\" y=\"{}\" font-size=\"10\">{}</text>\n",
                px(self.y),
                escaped(&line)
            );
            self.y += 13.0;
        }
        self.y += 3.0;
    }
}
