//! What dateline knows about numbers: words for them, bounds, units, what may be counted, what is said of it.

use super::layers::{RuleFile, twice};
use crate::fault::Fault;
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
#[serde(default, deny_unknown_fields)]
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

impl Numbers {
    fn extend(&mut self, more: Numbers) {
        self.cardinal.extend(more.cardinal);
        self.scale.extend(more.scale);
        self.ordinal.extend(more.ordinal);
        self.part.extend(more.part);
        self.vague.extend(more.vague);
    }
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
    /// Name and word of a rule whose open end is not known.
    fn unknown(&self) -> Option<(&str, &str)> {
        self.bound.as_deref().filter(|word| Bound::parse(word).is_none()).map(|word| (self.name.as_str(), word))
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
#[serde(default, deny_unknown_fields)]
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

impl Aside {
    fn extend(&mut self, more: Aside) {
        self.nouns.extend(more.nouns);
        self.clock.extend(more.clock);
        self.label.extend(more.label);
        self.rank.extend(more.rank);
        self.tally.extend(more.tally);
        self.tells.extend(more.tells);
        self.ground.extend(more.ground);
        self.spans.extend(more.spans);
        self.lasts.extend(more.lasts);
        self.runs.extend(more.runs);
        self.sums.extend(more.sums);
        self.beside.extend(more.beside);
        self.counts.extend(more.counts);
    }
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
    /// The file, as a person finds it.
    pub file: String,
    /// Whether it is the user's own.
    pub own: bool,
    /// The list in which the rule stands: `bound`, `unit`, `kind` or `measure`.
    pub list: &'static str,
    /// The rule's name.
    pub name: String,
    /// Sentences that must give a figure.
    pub examples: Vec<FigureExample>,
    /// Sentences that must give none.
    pub ignore: Vec<String>,
}

/// A rule with a name and sentences.
trait Rule {
    const LIST: &'static str;
    fn name(&self) -> &str;
    fn sentences(&mut self) -> (Vec<FigureExample>, Vec<String>);
}

macro_rules! rule {
    ($kind:ty, $list:literal) => {
        impl Rule for $kind {
            const LIST: &'static str = $list;
            fn name(&self) -> &str {
                &self.name
            }
            fn sentences(&mut self) -> (Vec<FigureExample>, Vec<String>) {
                (std::mem::take(&mut self.examples), std::mem::take(&mut self.ignore))
            }
        }
    };
}
rule!(BoundRule, "bound");
rule!(Unit, "unit");
rule!(Kind, "kind");
rule!(Measure, "measure");

/// Adds rules of one list; of two of one name the user's counts, and a layer has a name once.
fn lay<R: Rule>(rules: &mut Vec<R>, told: &mut Vec<FigureExamples>, new: Vec<R>, file: &RuleFile) -> Result<(), Fault> {
    for mut rule in new {
        let (examples, ignore) = rule.sentences();
        let (name, list) = (rule.name().to_owned(), R::LIST);
        let sentences = FigureExamples { file: file.shown.clone(), own: file.own, list, name, examples, ignore };
        let Some(at) = told.iter().position(|t| t.list == list && t.name == sentences.name) else {
            told.push(sentences);
            rules.push(rule);
            continue;
        };
        if told[at].own == file.own {
            return Err(twice(list, &sentences.name, file, &told[at].file));
        }
        told[at] = sentences;
        if let Some(old) = rules.iter_mut().find(|r| r.name() == rule.name()) {
            *old = rule;
        }
    }
    Ok(())
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
    /// Adds one file. A rule of the user's takes the place of the shipped one of its name, other rules come behind; his
    /// words for numbers replace the shipped ones, and words to set aside are joined with them.
    pub(super) fn add(&mut self, file: &RuleFile) -> Result<(), Fault> {
        let broken = |e: toml::de::Error| file.fault(&e.to_string());
        if file.path.ends_with("/numbers.toml") {
            self.numbers.extend(toml::from_str(file.text).map_err(broken)?);
            return Ok(());
        }
        if file.path.ends_with("/aside.toml") {
            self.aside.extend(toml::from_str(file.text).map_err(broken)?);
            return Ok(());
        }
        let new: File = toml::from_str(file.text).map_err(broken)?;
        if let Some((rule, word)) = new.bound.iter().find_map(BoundRule::unknown) {
            return Err(file.fault(&format!("bound `{rule}`: `{word}` is neither min nor max")));
        }
        lay(&mut self.bounds, &mut self.examples, new.bound, file)?;
        lay(&mut self.units, &mut self.examples, new.unit, file)?;
        lay(&mut self.kinds, &mut self.examples, new.kind, file)?;
        lay(&mut self.measures, &mut self.examples, new.measure, file)
    }

    /// The sentences of a rule, and its file.
    pub fn told(&self, list: &str, name: &str) -> Option<&FigureExamples> {
        self.examples.iter().find(|e| e.list == list && e.name == name)
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

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = "[[kind]]\nname='tanks'\nunit='vehicles'\nleast=2\nnoun=['tank']\n\
                           [[kind]]\nname='boats'\nunit='vessels'\nleast=2\nnoun=['boat']\n";

    fn layered(own: &[(&str, &str)]) -> Result<FigureRules, Fault> {
        let mut rules = FigureRules::default();
        rules.add(&RuleFile::shipped("en/figure/kinds.toml", SHIPPED))?;
        rules.add(&RuleFile::shipped("en/figure/numbers.toml", "[cardinal]\nfive = 5\n"))?;
        own.iter().try_for_each(|(path, text)| rules.add(&RuleFile::own("mine", path, text)))?;
        Ok(rules)
    }

    #[test]
    fn the_users_rules_take_the_place_of_shipped_ones_or_come_behind() {
        let kinds = "[[kind]]\nname='mules'\nunit='animals'\nleast=2\nnoun=['mule']\n\
                     [[kind]]\nname='tanks'\nunit='vehicles'\nleast=1\nnoun=['panzer']\n";
        let numbers = "[cardinal]\nfive = 6\nfivescore = 100\n";
        let own = [("rules/figure/mine.toml", kinds), ("rules/figure/numbers.toml", numbers)];
        let rules = layered(&own).unwrap_or_else(|fault| panic!("{fault}"));
        let names: Vec<&str> = rules.kinds.iter().map(|k| k.name.as_str()).collect();
        assert_eq!(names, ["tanks", "boats", "mules"]);
        assert!(rules.kind("", "panzer").is_some() && rules.kind("", "tank").is_none());
        assert_eq!((rules.numbers.cardinal["five"], rules.numbers.cardinal["fivescore"]), (6.0, 100.0));
        let files: Vec<&str> = rules.examples.iter().map(|e| e.file.as_str()).collect();
        assert_eq!(files, ["mine/rules/figure/mine.toml", "rules/en/figure/kinds.toml", "mine/rules/figure/mine.toml"]);
    }

    #[test]
    fn a_faulty_rule_is_told_at_its_place() {
        let kind = "[[kind]]\nname='a'\nunit='u'\nleast=2\nnoun=['n']\n";
        for (text, expected) in [
            (format!("{kind}{kind}"), "mine/rules/figure/x.toml:7:7: The kind name `a` is used twice."),
            (
                "[[bound]]\nname='b'\nwhy='w'\nbound='mint'\n".to_owned(),
                "mine/rules/figure/x.toml:4:8: Bound `b`: `mint` is neither min nor max.",
            ),
            (kind.replace("least", "last"), "mine/rules/figure/x.toml:4:1: The key `last` is not known here."),
        ] {
            let fault = layered(&[("rules/figure/x.toml", &text)]).expect_err("it is faulty");
            assert!(fault.to_string().starts_with(expected), "{fault}");
        }
    }
}
