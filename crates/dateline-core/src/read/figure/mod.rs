//! Figures: how many, how far, how much, with what is counted and what is said of it.
//!
//! [`number`] finds numbers, [`aside`] leaves those that are no figures, [`count`], [`ordinal`], [`share`], [`tally`] and
//! [`measured`] say what each is a number of, and [`claim`] adds place, day, status and speaker as for events. The words
//! are data in `rules/en/figure/`.

mod aside;
mod claim;
mod count;
mod measure;
mod measured;
mod number;
mod ordinal;
mod share;
mod tally;

use super::attribution::Speaker;
use super::party::Parties;
use super::scene::{Scene, Spot};
use super::time::Expression;
use super::view::View;
use super::when::Narrative;
use crate::model::{BlockKind, Claim, PartyRef, Published, Report};
use crate::rulebook::{FigureRules, Measure, RuleBook};
use number::{Form, Quantity};

/// Everything that figures of a sentence are read with.
pub struct Desk<'a> {
    /// The sentence with its places.
    pub scene: Scene<'a>,
    /// Who is who.
    pub parties: Parties<'a>,
    /// The rules.
    pub rules: &'a RuleBook,
    /// The sentence's expressions of time.
    pub times: &'a [Expression],
    /// When the report was published.
    pub published: Published,
    /// The day the narrative stands at.
    pub narrative: Narrative,
    /// Number of the sentence.
    pub number: usize,
    /// Where in the report it stands.
    pub kind: BlockKind,
    /// The report.
    pub report: &'a Report,
    /// What the report said before this sentence.
    pub past: &'a [Claim],
    /// The side that takes places in this report.
    pub taker: Option<PartyRef>,
    /// The side that fights another.
    pub opponent: &'a dyn Fn(&PartyRef) -> Option<PartyRef>,
    /// Who says what a word tells.
    pub source: &'a dyn Fn(usize) -> Option<Speaker>,
}

/// What a number is a number of.
#[derive(Clone, Debug)]
struct Told<'a> {
    quantity: Quantity,
    of: Option<f64>,
    /// The things counted, in words: "provincial capitals".
    thing: String,
    unit: String,
    /// The whole label, where it is not made of thing, measure, party and place.
    subject: Option<String>,
    measure: Option<&'a Measure>,
    rule: String,
    /// The word for what is counted.
    noun: Option<usize>,
    /// The word for what is said of them.
    word: Option<usize>,
    /// The word whose clause tells it.
    trigger: usize,
    party: Option<PartyRef>,
    spot: Option<Spot>,
}

/// The figures of a sentence, in order.
pub fn figures(desk: &Desk) -> Vec<Claim> {
    let quantities = number::find(desk.view(), desk.words());
    let mut told: Vec<Told> = Vec::new();
    let mut at = 0;
    while at < quantities.len() {
        let (found, used) = desk.tell(&quantities, at, &told);
        told.extend(found);
        at += used.max(1);
    }
    told.iter().map(|t| desk.claim(t)).collect()
}

impl<'a> Desk<'a> {
    fn view(&self) -> View<'a> {
        self.scene.view
    }

    fn words(&self) -> &'a FigureRules {
        &self.rules.figures
    }

    /// What the number at `at` tells, and how many numbers that took.
    fn tell(&self, quantities: &[Quantity], at: usize, told: &[Told<'a>]) -> (Option<Told<'a>>, usize) {
        let quantity = &quantities[at];
        if self.is_aside(quantity) {
            return (None, 1);
        }
        if let Some((whole, used)) = self.whole(quantities, at) {
            let found = match quantity.form {
                Form::Ordinal => self.ordinal(quantity, Some(whole), None),
                Form::Cardinal => self.counted(quantity, Some(whole), told),
                Form::Share => None,
            };
            if found.is_some() {
                return (found, used);
            }
        }
        let found = self.tally(quantity).or_else(|| match quantity.form {
            Form::Share => self.share(quantity, quantities.get(at + 1), told),
            Form::Ordinal => self.ordinal(quantity, None, quantities.get(at + 1)),
            Form::Cardinal => match self.unit(quantity) {
                Some((unit, word)) => self.measured(quantity, unit, word, told),
                None => self.counted(quantity, None, told),
            },
        });
        let within = quantity.form == Form::Share && found.is_some() && self.next_is_inside(quantities, at);
        (found, if within { 2 } else { 1 })
    }

    /// "more than half of the country's 34 capitals": the second number belongs to the first.
    fn next_is_inside(&self, quantities: &[Quantity], at: usize) -> bool {
        let (here, next) = (&quantities[at], quantities.get(at + 1));
        next.is_some_and(|n| self.view().lower(here.last + 1) == "of" && n.start <= here.last + 6)
    }
}
