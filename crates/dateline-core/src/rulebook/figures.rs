//! What dateline knows about numbers: words for them, bounds, units, what may be counted, what is said of it.

use crate::model::Bound;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Everything in `rules/en/figure/`.
#[derive(Debug, Clone, Default)]
pub struct FigureRules {
    /// Words for numbers.
    pub numbers: Numbers,
    /// Words beside a number that say how firm it is.
    pub bounds: Vec<BoundRule>,
    /// What is measured.
    pub units: Vec<Unit>,
    /// What may be counted, in the order of the files.
    pub kinds: Vec<Kind>,
    /// What is said of what is counted.
    pub measures: Vec<Measure>,
    /// Numbers that are no figures, and helping words.
    pub aside: Aside,
    /// The sentences that come with the rules.
    pub examples: Vec<FigureExamples>,
}

/// Words for numbers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// "twelve".
    pub cardinal: BTreeMap<String, f64>,
    /// "million".
    pub scale: BTreeMap<String, f64>,
    /// "ninth".
    pub ordinal: BTreeMap<String, f64>,
    /// "third" of a whole, by the number of parts.
    pub part: BTreeMap<String, f64>,
    /// "tens of thousands" with the least it can mean.
    pub vague: BTreeMap<String, f64>,
}

/// Words beside a number: "at least", "or so".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundRule {
    /// Its name.
    pub name: String,
    /// Why the words mean that.
    pub why: String,
    #[serde(default)]
    bound: Option<String>,
    /// Right before the number.
    #[serde(default)]
    pub before: Vec<String>,
    /// Right behind it.
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default, rename = "match")]
    examples: Vec<FigureExample>,
    #[serde(default)]
    ignore: Vec<String>,
}

impl BoundRule {
    /// The open end; `None` for words that only say "roughly".
    pub fn bound(&self) -> Option<Bound> {
        self.bound.as_deref().and_then(Bound::parse)
    }
}

/// How a measuring unit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Between two places.
    Distance,
    /// Of ground.
    Area,
    /// Of goods.
    Weight,
    /// Of time.
    Duration,
    /// Of a currency.
    Money,
    /// Of a whole, in percent.
    Share,
}

/// A measuring unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name in the output: "kilometres", "USD".
    pub name: String,
    /// How it is used.
    pub sort: Sort,
    /// The words and signs for it, singular.
    pub word: Vec<String>,
    #[serde(default, rename = "match")]
    examples: Vec<FigureExample>,
    #[serde(default)]
    ignore: Vec<String>,
}

/// Something that may be counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// The common word for it in the output.
    pub unit: String,
    /// The smallest number told without a measure.
    pub least: f64,
    /// Nothing is told without a measure.
    #[serde(default)]
    pub needs: bool,
    /// A place, which somebody holds.
    #[serde(default)]
    pub held: bool,
    /// The noun of the label, when it is another.
    pub same: Option<String>,
    /// The nouns, singular, also of two words.
    pub noun: Vec<String>,
    #[serde(default, rename = "match")]
    examples: Vec<FigureExample>,
    #[serde(default)]
    ignore: Vec<String>,
}

/// Something said of what is counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its name, which is the claim's rule.
    pub name: String,
    /// Its word in the label: "killed".
    pub label: String,
    /// The preposition of the place in the label.
    pub to: String,
    /// Units that may be so.
    pub of: Vec<String>,
    /// The label says who holds them.
    #[serde(default)]
    pub party: bool,
    /// The other side boasts of it.
    #[serde(default)]
    pub success: bool,
    /// Verbs that act upon what is counted.
    #[serde(default)]
    pub patient: Vec<String>,
    /// Verbs done by what is counted.
    #[serde(default)]
    pub agent: Vec<String>,
    /// Verbs by which a place passes to the other side.
    #[serde(default)]
    pub lost: Vec<String>,
    /// Verbs of the side that had it.
    #[serde(default)]
    pub loses: Vec<String>,
    /// Nouns counted themselves.
    #[serde(default)]
    pub noun: Vec<String>,
    /// Adjectives said of what is counted.
    #[serde(default)]
    pub adjective: Vec<String>,
    /// Nouns that carry a number told beside them.
    #[serde(default)]
    pub toll: Vec<String>,
    /// Phrases that say it of the noun before: "under", "in hand".
    #[serde(default)]
    pub case: Vec<String>,
    /// Verbs that act upon them, but only in the passive: "are held".
    #[serde(default)]
    pub passive: Vec<String>,
    /// Verbs that give places to their indirect object: "brought the rebels three towns".
    #[serde(default)]
    pub gives: Vec<String>,
    /// Verbs that take places from it: "cost the army three towns".
    #[serde(default)]
    pub costs: Vec<String>,
    /// Prepositions before a party that say it as a predicate: "are with the rebels".
    #[serde(default)]
    pub with: Vec<String>,
    /// The party of the figure is who does it.
    #[serde(default)]
    pub by: bool,
    /// Verbs with the preposition of a phrase that is counted: "severed from nine provinces".
    #[serde(default)]
    pub oblique: BTreeMap<String, String>,
    /// Light verbs with the noun that is counted: "claimed 14 lives".
    #[serde(default)]
    pub object: BTreeMap<String, Vec<String>>,
    #[serde(default, rename = "match")]
    examples: Vec<FigureExample>,
    #[serde(default)]
    ignore: Vec<String>,
}

/// Numbers that are no figures, and helping words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// Nouns whose number is a name or an order.
    pub nouns: Vec<String>,
    /// Behind a time of day.
    pub clock: Vec<String>,
    /// Before a number that is a name.
    pub label: Vec<String>,
    /// Between an ordinal and its noun, in a ranking.
    pub rank: Vec<String>,
    /// Nouns that carry a number told beside them.
    pub tally: Vec<String>,
    /// Verbs that put such a noun and its number together.
    pub tells: Vec<String>,
    /// Nouns for all the ground of a place.
    pub ground: Vec<String>,
    /// Nouns for a span of time that is told for itself.
    pub spans: Vec<String>,
    /// Verbs whose "for three hours" tells how long it was.
    pub lasts: Vec<String>,
    /// Nouns for several takings in a row.
    pub runs: Vec<String>,
    /// Verbs that sum up what was told.
    pub sums: Vec<String>,
    /// Words that join a second number to the first.
    pub beside: Vec<String>,
    /// Verbs that give a bare number for what was counted before.
    pub counts: Vec<String>,
}

/// A sentence that must give a figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureExample {
    /// The sentence.
    pub text: String,
    /// The number.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// The whole.
    pub of: Option<f64>,
    /// The label; not compared when not given.
    pub subject: Option<String>,
    /// The unit; not compared when not given.
    pub unit: Option<String>,
    /// The open end; not compared when not given.
    pub bound: Option<String>,
    /// The status; not compared when not given.
    pub status: Option<String>,
}

/// The sentences of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureExamples {
    /// Path of the file below the rules folder.
    pub file: String,
    /// The rule's name.
    pub name: String,
    /// Sentences that must give a figure.
    pub examples: Vec<FigureExample>,
    /// Sentences that must give none.
    pub ignore: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    bound: Vec<BoundRule>,
    #[serde(default)]
    unit: Vec<Unit>,
    #[serde(default)]
    kind: Vec<Kind>,
    #[serde(default)]
    measure: Vec<Measure>,
}

impl FigureRules {
    /// Adds one file.
    pub(super) fn add(&mut self, path: &str, text: &str) -> Result<(), String> {
        let error = |e: toml::de::Error| e.to_string();
        if path.ends_with("/numbers.toml") {
            self.numbers = toml::from_str(text).map_err(error)?;
            return Ok(());
        }
        if path.ends_with("/aside.toml") {
            self.aside = toml::from_str(text).map_err(error)?;
            return Ok(());
        }
        let file: File = toml::from_str(text).map_err(error)?;
        for rule in &file.bound {
            if rule.bound.is_some() && rule.bound().is_none() {
                return Err(format!("bound `{}`: neither `min` nor `max`", rule.name));
            }
        }
        let mut keep = |name: &str, examples: &[FigureExample], ignore: &[String]| {
            self.examples.push(FigureExamples {
                file: path.to_owned(),
                name: name.to_owned(),
                examples: examples.to_vec(),
                ignore: ignore.to_vec(),
            });
        };
        file.bound.iter().for_each(|r| keep(&r.name, &r.examples, &r.ignore));
        file.unit.iter().for_each(|r| keep(&r.name, &r.examples, &r.ignore));
        file.kind.iter().for_each(|r| keep(&r.name, &r.examples, &r.ignore));
        file.measure.iter().for_each(|r| keep(&r.name, &r.examples, &r.ignore));
        self.bounds.extend(file.bound);
        self.units.extend(file.unit);
        self.kinds.extend(file.kind);
        self.measures.extend(file.measure);
        Ok(())
    }

    /// The unit that a word or sign, or two words, name.
    pub fn unit(&self, word: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.word.iter().any(|w| w == word))
    }

    /// What a noun counts; `before` is the word before it, for nouns of two words.
    pub fn kind(&self, before: &str, noun: &str) -> Option<&Kind> {
        let pair = format!("{before} {noun}");
        let named = |name: &str| self.kinds.iter().find(|k| k.noun.iter().any(|n| n == name));
        named(&pair).or_else(|| named(noun))
    }
}
