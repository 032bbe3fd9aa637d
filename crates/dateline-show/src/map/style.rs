//! How a mark looks: shape and colour by holder, border by standing, fade by age. Nothing rests on colour alone.

use super::geometry::px;
use dateline_core::model::PartyRef;
use dateline_core::picture::{Holder, Holding, Picture, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Ink of borders and text.
pub const INK: &str = "#1f2328";
/// Paper of the land and of what is hollow.
pub const PAPER: &str = "#fbfaf7";

/// Colours that colour-blind readers can tell apart, beside each other dark and light (after Okabe and Ito).
const COLOURS: [&str; 7] = ["#0072b2", "#e69f00", "#7a3b69", "#56b4e9", "#b5361c", "#f0e442", "#00795a"];

/// Shapes that fill about the same area at the same size, as corners around the middle.
const SHAPES: [&[(f64, f64)]; 8] = [
    &[],
    &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
    &[(0.0, -1.25), (1.15, 0.8), (-1.15, 0.8)],
    &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
    &[(0.0, 1.25), (1.15, -0.8), (-1.15, -0.8)],
    &[
        (-0.42, -1.2),
        (0.42, -1.2),
        (0.42, -0.42),
        (1.2, -0.42),
        (1.2, 0.42),
        (0.42, 0.42),
        (0.42, 1.2),
        (-0.42, 1.2),
        (-0.42, 0.42),
        (-1.2, 0.42),
        (-1.2, -0.42),
        (-0.42, -0.42),
    ],
    &[(-1.2, 0.0), (-0.6, -1.04), (0.6, -1.04), (1.2, 0.0), (0.6, 1.04), (-0.6, 1.04)],
    &[(-1.1, -1.1), (0.0, -0.55), (1.1, -1.1), (0.55, 0.0), (1.1, 1.1), (0.0, 0.55), (-1.1, 1.1), (-0.55, 0.0)],
];

/// The sides that ever hold a place, those with most places first; one side looks alike on all days.
pub struct Sides {
    ranks: BTreeMap<String, usize>,
}

impl Sides {
    /// Ranks the sides of a picture.
    pub fn of(picture: &Picture) -> Sides {
        let mut held: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for place in picture.places() {
            for stretch in picture.stretches(&place.id) {
                if let Holder::Party(party) = stretch.holder {
                    held.entry(party.side()).or_default().insert(&place.id);
                }
            }
        }
        let mut sides: Vec<(usize, String)> = held.into_iter().map(|(side, places)| (places.len(), side)).collect();
        sides.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Sides { ranks: sides.into_iter().enumerate().map(|(rank, (_, side))| (side, rank)).collect() }
    }

    /// The rank of a party's side; the last one for a side that holds nothing.
    pub fn rank(&self, party: &PartyRef) -> usize {
        self.ranks.get(&party.side()).copied().unwrap_or(self.ranks.len())
    }
}

/// What a mark is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// The shape and colour of the side with this rank.
    Side(usize),
    /// Half filled.
    Contested,
    /// A hollow ring.
    Unknown,
}

impl Fill {
    /// The word of the `class` attribute that tells one fill from another.
    pub fn class(self) -> String {
        match self {
            Fill::Side(rank) => format!("side-{}", rank + 1),
            Fill::Contested => "contested".into(),
            Fill::Unknown => "unknown".into(),
        }
    }

    /// The colour of a side, paper for what nobody has.
    pub fn colour(self) -> &'static str {
        match self {
            Fill::Side(rank) => COLOURS[(rank + rank / SHAPES.len()) % COLOURS.len()],
            Fill::Contested | Fill::Unknown => PAPER,
        }
    }
}

/// The look of one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// What it is filled with.
    pub fill: Fill,
    /// Its border.
    pub standing: Standing,
    /// How old the last report is: 0 to 3.
    pub fade: usize,
}

/// How many days each step of fading begins after, in words.
pub const FADES: [&str; 4] = ["0 to 2", "3 to 7", "8 to 30", "over 30"];

impl Look {
    /// The look of a holding.
    pub fn of(holding: &Holding, sides: &Sides) -> Look {
        let fill = match &holding.holder {
            Holder::Party(party) => Fill::Side(sides.rank(party)),
            Holder::Contested => Fill::Contested,
            Holder::Unknown => Fill::Unknown,
        };
        let standing = if holding.disputed { Standing::Disputed } else { holding.standing };
        Look { fill, standing, fade: fade(age(holding)) }
    }

    /// The words of the `class` attribute.
    pub fn classes(&self) -> String {
        let fill = match self.fill {
            Fill::Side(_) => format!("held {}", self.fill.class()),
            Fill::Contested => self.fill.class(),
            Fill::Unknown => return format!("unknown age-{}", self.fade),
        };
        format!("{fill} {} age-{}", self.standing.as_str(), self.fade)
    }

    /// How it fades: `fill-opacity` of the group that it is drawn in.
    pub fn opacity(&self) -> &'static str {
        ["1", "0.72", "0.45", "0.22"][self.fade]
    }

    /// The mark around a point, `r` pixels in radius. Fading comes from the group around it, so that one drawing serves
    /// reports of any age.
    pub fn draw(&self, (x, y): (f64, f64), r: f64) -> String {
        if self.fill == Fill::Unknown {
            let at = circle(x, y, r * 0.9);
            return format!(r##"<path class="hollow" d="{at}" fill="none" stroke="#6b7075" stroke-width="1.3"/>"##);
        }
        let mut out = String::new();
        if self.standing == Standing::Disputed {
            let outer = self.outline(x, y, r + 3.0);
            out += &format!(
                r##"<path class="second-border" d="{outer}" fill="{PAPER}" fill-opacity="1" stroke="{INK}" stroke-width="1"/>"##
            );
        }
        let outline = self.outline(x, y, r);
        let colour = self.fill.colour();
        let body = if self.fill == Fill::Contested { "body empty" } else { "body" };
        out += &format!(r##"<path class="under" d="{outline}" fill="{PAPER}" fill-opacity="1"/>"##);
        out += &format!(r##"<path class="{body}" d="{outline}" fill="{colour}" stroke="{INK}""##);
        out += match self.standing {
            Standing::Confirmed => r#" stroke-width="2"/>"#,
            Standing::Reported => r#" stroke-width="0.8"/>"#,
            Standing::Claimed => r#" stroke-width="1.4" stroke-dasharray="2.2 1.8"/>"#,
            Standing::Disputed => r#" stroke-width="1"/>"#,
        };
        if self.fill == Fill::Contested {
            let half = format!("M{0} {1}A{2} {2} 0 0 0 {0} {3}z", px(x), px(y - r), px(r), px(y + r));
            out += &format!(r##"<path class="half" d="{half}" fill="{INK}"/>"##);
        }
        out
    }

    fn outline(&self, x: f64, y: f64, r: f64) -> String {
        let Fill::Side(rank) = self.fill else { return circle(x, y, r) };
        let corners = SHAPES[rank % SHAPES.len()];
        if corners.is_empty() {
            return circle(x, y, r);
        }
        let written: Vec<String> = corners.iter().map(|c| format!("{} {}", px(x + c.0 * r), px(y + c.1 * r))).collect();
        format!("M{}z", written.join("L"))
    }
}

fn circle(x: f64, y: f64, r: f64) -> String {
    format!("M{0} {1}a{2} {2} 0 1 0 {3} 0a{2} {2} 0 1 0 -{3} 0z", px(x - r), px(y), px(r), px(2.0 * r))
}

/// Days from the last report to the day asked about.
pub fn age(holding: &Holding) -> Option<i64> {
    let days = holding.on.since(holding.last_report?).ok()?.get_days();
    Some(i64::from(days).max(0))
}

/// The step of fading for an age.
pub fn fade(age: Option<i64>) -> usize {
    match age {
        Some(0..=2) => 0,
        Some(3..=7) => 1,
        Some(8..=30) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_sides_look_alike() {
        let look = |n: usize| Look { fill: Fill::Side(n), standing: Standing::Reported, fade: 0 }.draw((0.0, 0.0), 6.0);
        let all: BTreeSet<String> = (0..56).map(look).collect();
        assert_eq!(all.len(), 56);
    }

    #[test]
    fn what_is_unknown_is_hollow() {
        let drawn = Look { fill: Fill::Unknown, standing: Standing::Claimed, fade: 0 }.draw((0.0, 0.0), 6.0);
        assert!(drawn.contains(r#"fill="none""#) && !drawn.contains("fill=\"#"), "{drawn}");
    }
}
