//! What the marks mean, in what sense a place is held, what is not on the map, and where the lines come from.

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

/// The legend and how high it is.
pub fn draw(holdings: &[Holding], marks: &[Mark], sides: &Sides, width: f64, own_lines: bool) -> (String, f64) {
    let mut sheet = Sheet { out: String::new(), x: 8.0, y: 18.0, width };
    sheet.row("Holder", &holders(holdings, marks, sides));
    let plain = |standing| Look { fill: Fill::Side(0), standing, fade: 0 };
    let standings = [
        (Standing::Confirmed, "confirmed: two origins, or admitted"),
        (Standing::Reported, "reported: one origin"),
        (Standing::Claimed, "only claimed"),
        (Standing::Disputed, "disputed"),
    ];
    sheet.row("Border", &standings.map(|(s, words)| (plain(s), 5.5, words.to_string())));
    let faded = |fade: usize| (Look { fade, ..plain(Standing::Reported) }, 5.5, format!("{} days before", FADES[fade]));
    sheet.row("Last report", &[0, 1, 2, 3].map(faded));
    let sized = |r: f64, words: &str| (plain(Standing::Reported), r, words.to_string());
    sheet.row("Size", &[sized(6.0, "town"), sized(4.6, "area: somewhere in it"), sized(3.6, "site, beside its town")]);
    sheet.text("definition", DEFINITION);
    if let Some(missing) = missing(holdings) {
        sheet.text("not-on-map", &missing);
    }
    sheet.text("attribution", if own_lines { OWN } else { OURS });
    (sheet.out, sheet.y - 6.0)
}

/// Every side with a mark, contested and unknown, each with its number of places.
fn holders(holdings: &[Holding], marks: &[Mark], sides: &Sides) -> Vec<(Look, f64, String)> {
    let mut names: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for holding in holdings {
        if let Holder::Party(party) = &holding.holder {
            names.entry(sides.rank(party)).or_default().insert(plain::clean(&party.name));
        }
    }
    let mut counts: BTreeMap<Fill, usize> = BTreeMap::new();
    marks.iter().for_each(|m| *counts.entry(m.look.fill).or_default() += 1);
    let told = |fill: Fill| match fill {
        Fill::Side(rank) => {
            names.get(&rank).map_or(String::new(), |n| n.iter().cloned().collect::<Vec<_>>().join(", "))
        }
        Fill::Contested => "contested".into(),
        Fill::Unknown => "named, not known who".into(),
    };
    let entry = |(fill, n): (Fill, usize)| {
        (Look { fill, standing: Standing::Reported, fade: 0 }, 5.5, format!("{} ({n})", told(fill)))
    };
    counts.into_iter().map(entry).collect()
}

/// The places that only a name is known of.
fn missing(holdings: &[Holding]) -> Option<String> {
    let told = |h: &&Holding| degrees(&h.place).is_none();
    let mut names: Vec<String> = holdings
        .iter()
        .filter(told)
        .map(|h| format!("{} ({})", words::place(&h.place), plain::clean(h.holder.as_str())))
        .collect();
    names.sort();
    let more = names.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.truncate(NAMED);
    (!names.is_empty()).then(|| format!("Without coordinates, so not on the map: {}{rest}.", names.join(", ")))
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
    fn row(&mut self, title: &str, entries: &[(Look, f64, String)]) {
        self.x = 8.0;
        self.out +=
            &format!("<text class=\"legend-title\" x=\"8\" y=\"{}\" fill=\"#5a6066\">{title}</text>\n", px(self.y));
        self.x += wide(title, SIZE) + 12.0;
        for (look, r, words) in entries {
            let words = super::text::short(words, ((self.width - 50.0) / 7.5) as usize);
            let takes = 16.0 + wide(&words, SIZE) + 14.0;
            if self.x + takes > self.width && self.x > 9.0 {
                (self.x, self.y) = (8.0, self.y + ROW);
            }
            let mark = look.draw((self.x + 8.0, self.y - 4.0), *r);
            self.out += &format!(
                "<g class=\"legend-entry\">{mark}<text x=\"{}\" y=\"{}\">{}</text></g>\n",
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
