//! Things that are counted: "12 of the country's 34 provincial capitals", "at least 42 people", "18 wounded".

use super::measure::Said;
use super::number::{Form, Quantity};
use super::{Desk, Told};
use crate::model::{Claim, Figure};
use crate::read::party::country_of_word;
use crate::read::place::{NounClass, noun_class};
use crate::read::scene::Spot;
use crate::rulebook::{Measure, Unit};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// The whole that a number is a part of, with the noun for both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    /// How many there are.
    pub of: f64,
    /// The word for them.
    pub noun: Option<usize>,
}

/// A noun that may be counted.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// The common word.
    pub unit: String,
    /// In words, for the label.
    pub label: String,
    /// The smallest number told without a measure; `None` when there always has to be one.
    pub least: Option<f64>,
    /// It is a place.
    pub held: bool,
}

impl<'a> Desk<'a> {
    /// What a cardinal counts.
    pub(super) fn counted(&self, q: &Quantity, whole: Option<Whole>, told: &[Told<'a>]) -> Option<Told<'a>> {
        if self.at(q.last + 1) == "-" {
            return None;
        }
        let noun = whole.map_or_else(|| self.noun(q), |w| w.noun);
        match noun {
            Some(noun) => self.of_noun(q, whole, noun, told),
            None => self.elided(q, told),
        }
    }

    fn of_noun(&self, q: &Quantity, whole: Option<Whole>, noun: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        if let Some(figure) = self.like_told(q, noun, told) {
            return Some(figure);
        }
        if self.points_back(noun) || self.view().lemma(noun) == "other" {
            return self.part_of_told(q, noun, told).or_else(|| self.part_of_named(q));
        }
        let thing = self.thing(q, noun)?;
        let nodes = self.all_nodes(q, noun);
        if self.speaks(&nodes) {
            return None;
        }
        let said = self
            .noun_says(noun, &thing)
            .filter(|_| whole.is_none())
            .or_else(|| self.population(&nodes, &thing))
            .or_else(|| self.said_of(&nodes, &thing.unit))
            .or_else(|| self.summed(&nodes, &thing));
        if said.is_none() && !self.is_notable(q, whole, &thing) {
            return None;
        }
        let counted_itself = said.as_ref().is_some_and(|s| s.word == noun);
        let label = match (counted_itself, thing.held) {
            (true, true) => "places".to_owned(),
            (true, false) => "people".to_owned(),
            (false, _) => thing.label.clone(),
        };
        let home = said.as_ref().filter(|s| s.measure.label == "population").and_then(|_| self.home(&nodes));
        let mut figure = self.told(q, noun, said, label);
        figure.spot = home;
        figure.of = whole.map(|w| w.of);
        figure.unit = thing.unit;
        if q.left_out {
            let of = figure.of?;
            figure.quantity.value = of - q.value;
            figure.quantity.max = None;
        }
        Some(figure)
    }

    /// Whether a number is told though nothing is said of what it counts.
    fn is_notable(&self, q: &Quantity, whole: Option<Whole>, thing: &Thing) -> bool {
        whole.is_some() && thing.held || thing.least.is_some_and(|least| !thing.held && q.value >= least)
    }

    /// A figure without whole and unit.
    pub(super) fn told(&self, q: &Quantity, noun: usize, said: Option<Said<'a>>, thing: String) -> Told<'a> {
        let trigger = said.as_ref().map_or(noun, |s| s.word);
        let party = said.as_ref().and_then(|s| s.party.clone());
        let own = || self.parties.of(self.view(), noun);
        let holds = said.as_ref().is_some_and(|s| s.measure.party);
        Told {
            quantity: q.clone(),
            of: None,
            thing,
            unit: String::new(),
            subject: None,
            rule: said.as_ref().map_or("counted".to_owned(), |s| s.measure.name.clone()),
            measure: said.as_ref().map(|s| s.measure),
            noun: Some(noun),
            word: said.as_ref().map(|s| s.word),
            trigger,
            party: if holds { party } else { own().or(party) },
            spot: None,
        }
    }

    /// A number without a noun: "killing 42", "136 hurt", "others say 18".
    fn elided(&self, q: &Quantity, told: &[Told<'a>]) -> Option<Told<'a>> {
        let top = self.top(q);
        let nodes = self.nodes(top);
        if self.speaks(&nodes) {
            return None;
        }
        let units = ["people", "troops", "fighters"];
        let last = told.iter().rev().find(|t| units.contains(&t.unit.as_str()) && !t.thing.ends_with("bodies"));
        if let Some(figure) =
            self.until_again(q, told).or_else(|| self.compared(q, top, told).filter(|_| self.is_joined(q)))
        {
            return Some(figure);
        }
        let said = self.next_says(q).or_else(|| self.said_of(&nodes, "people"));
        if let Some(said) = said.filter(|s| s.measure.name != "fled" && s.measure.name != "resident") {
            let thing = last.map_or("people".to_owned(), |t| t.thing.clone());
            let mut figure = self.told(q, top, Some(said), thing);
            figure.unit = last.map_or("people".to_owned(), |t| t.unit.clone());
            figure.party = last.and_then(|t| t.party.clone());
            return Some(figure);
        }
        self.compared(q, top, told)
    }

    /// "385 dead, 210 wounded".
    fn next_says(&self, q: &Quantity) -> Option<Said<'a>> {
        let word = q.last + 1;
        let lower = self.at(word);
        let says = |m: &&Measure| m.adjective.contains(&lower) || m.noun.contains(&lower);
        let measure = self.words().measures.iter().find(says)?;
        Some(Said { measure, word, party: None })
    }

    /// "12 towns, against nine the day before", "others say 18 or 20": another number for what was counted before.
    fn compared(&self, q: &Quantity, top: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        let view = self.view();
        let total = view.head(top).is_some_and(|h| self.words().aside.tally.contains(&view.lemma(h)));
        let joined = self.is_joined(q) || total && view.case(top) == "of";
        let given = view.head(top).is_some_and(|h| {
            self.words().aside.counts.contains(&view.lemma(h)) && view.relation(top).base() != "nsubj"
        });
        let shares = |unit: &str| unit == "percent";
        if !(joined || given) || q.value > 100_000_000.0 {
            return None;
        }
        let earlier = told.last().filter(|t| !shares(&t.unit) && t.quantity.form != Form::Share);
        if let Some(earlier) = earlier {
            return Some(Told {
                quantity: q.clone(),
                of: None,
                trigger: if joined { earlier.trigger } else { top },
                noun: None,
                ..earlier.clone()
            });
        }
        let last = self.last_figure().filter(|_| given && !joined)?;
        let same = last.unit == "places";
        same.then(|| Told {
            quantity: q.clone(),
            of: None,
            thing: String::new(),
            unit: last.unit.clone(),
            subject: Some(last.subject.clone()),
            measure: None,
            rule: "counted-again".to_owned(),
            noun: None,
            word: None,
            trigger: top,
            party: last.party.clone(),
            spot: None,
        })
    }

    /// "or nine", "against 12", "up from 30".
    fn is_joined(&self, q: &Quantity) -> bool {
        let before = q.first.checked_sub(1).map(|b| self.at(b)).unwrap_or_default();
        self.words().aside.beside.contains(&before)
    }

    /// "troops stood aside; 43 of them crossed": a part of people named before in the sentence.
    fn part_of_named(&self, q: &Quantity) -> Option<Told<'a>> {
        let view = self.view();
        let named = |&i: &usize| {
            matches!(view.token(i).xpos, Xpos::Nns)
                && self
                    .words()
                    .kind("", &view.lower(i))
                    .or_else(|| self.words().kind("", &view.lemma(i)))
                    .is_some_and(|k| !k.held && !k.needs)
        };
        let noun = (0..q.first).rev().find(named)?;
        let kind = self.words().kind("", &view.lower(noun)).or_else(|| self.words().kind("", &view.lemma(noun)))?;
        let said = self.said_of(&self.nodes(self.top(q)), &kind.unit)?;
        let mut figure = self.told(q, noun, Some(said), view.lower(noun));
        figure.unit = kind.unit.clone();
        Some(figure)
    }

    /// "a run of nine capitals in six days", "making at least 22 capitals": takings summed up.
    fn summed(&self, nodes: &[usize], thing: &Thing) -> Option<Said<'a>> {
        let view = self.view();
        let measure = self.words().measures.iter().find(|m| m.party && thing.held)?;
        let run = nodes.iter().copied().find(|&n| self.words().aside.runs.contains(&view.lemma(n)));
        let sum =
            nodes.iter().filter_map(|&n| view.head(n)).find(|&h| self.words().aside.sums.contains(&view.lemma(h)));
        let spans = |c: usize| {
            matches!(view.case(c).as_str(), "in" | "since" | "within") && view.token(c).entity == Some(EntityKind::Time)
        };
        let word = run.or(sum)?;
        (word..view.len()).any(spans).then(|| Said { measure, word, party: self.taker.clone() })
    }

    /// "and captured 15 others", "including six children": people like those told just before.
    fn like_told(&self, q: &Quantity, noun: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        let earlier = told.last().filter(|t| t.measure.is_some())?;
        if self.view().lemma(noun) == "other" {
            let said = self.said_of(&self.all_nodes(q, noun), &earlier.unit)?;
            let mut figure = self.told(q, noun, Some(said), earlier.thing.clone());
            figure.unit = earlier.unit.clone();
            figure.party = earlier.party.clone();
            return Some(figure);
        }
        let among = q.first > 0 && matches!(self.at(q.first - 1).as_str(), "including" | "among");
        let thing = self.thing(q, noun).filter(|t| among && !t.held)?;
        Some(Told {
            quantity: q.clone(),
            of: None,
            thing: thing.label,
            unit: thing.unit,
            noun: Some(noun),
            ..earlier.clone()
        })
    }

    /// The last figure of the sentence before.
    fn last_figure(&self) -> Option<&Figure> {
        let last = self.past.last()?;
        let start = self.view().sentence.span.start;
        let gap = self.report.text.get(last.sentence.end as usize..start as usize)?;
        last.figure().filter(|_| gap.trim().is_empty())
    }

    /// "20 of the dead", "at least 17 of them": a part of what was counted before.
    fn part_of_told(&self, q: &Quantity, noun: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        let lemma = self.view().lower(noun);
        let measure = self.words().measures.iter().find(|m| m.noun.contains(&lemma));
        if let Some(measure) = measure {
            let earlier = self.past.iter().rev().filter_map(Claim::figure);
            let (thing, of) = earlier
                .filter(|f| f.value >= q.value)
                .find_map(|f| Some((f.subject.split_once(&format!(" {}", measure.label))?.0.to_owned(), f.value)))?;
            let said = Said { measure, word: noun, party: None };
            let mut figure = self.told(q, noun, Some(said), thing);
            figure.of = Some(of);
            figure.unit = "people".to_owned();
            return Some(figure);
        }
        let earlier = told.last()?;
        let whole = earlier.of.or(earlier.quantity.max).or(Some(earlier.quantity.value));
        let of = whole.filter(|of| earlier.quantity.form != Form::Share && *of >= q.value);
        // "three of them children".
        let next = Some(noun + 1).filter(|&n| n < self.view().len() && self.view().token(n).upos == Upos::Noun);
        if let Some(thing) = next.and_then(|n| self.thing(q, n)).filter(|t| !t.held) {
            let label = self.plural(noun + 1);
            return Some(Told {
                quantity: q.clone(),
                of,
                thing: label,
                unit: thing.unit,
                noun: Some(noun + 1),
                ..earlier.clone()
            });
        }
        Some(Told { quantity: q.clone(), of, noun: None, trigger: earlier.trigger, ..earlier.clone() })
    }

    /// "of them", "of those", "of the dead".
    fn points_back(&self, noun: usize) -> bool {
        let view = self.view();
        let pronoun = matches!(view.lower(noun).as_str(), "them" | "those" | "these" | "whom" | "which");
        let measured = self.words().measures.iter().any(|m| m.noun.contains(&view.lower(noun)));
        let definite = view.children(noun).any(|c| view.relation(c) == Relation::Det && view.lower(c) == "the");
        pronoun || measured && definite
    }

    /// "34 of the country's 40 towns", "nine out of ten": the whole, and how many numbers both take.
    pub(super) fn whole(&self, quantities: &[Quantity], at: usize) -> Option<(Whole, usize)> {
        let (part, next) = (&quantities[at], quantities.get(at + 1)?);
        let link = part.last + 1;
        let out_of = self.at(link) == "out" && self.at(link + 1) == "of";
        let of = self.at(link) == "of" || out_of || self.at(link) == "in" && next.start <= link + 2;
        let near = next.start <= link + 6 && next.start > link;
        let view = self.view();
        let clean = (link + 1..next.start)
            .all(|i| !matches!(view.token(i).upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj));
        let plain = next.form == Form::Cardinal && next.max.is_none() && next.value >= part.value;
        // "one of nine towns": nine are told, of which this is one.
        let lone = self.at(part.start) == "one" && self.at(link) == "of";
        if !(of && near && clean && plain) || lone || self.unit(next).is_some() {
            return None;
        }
        Some((Whole { of: next.value, noun: self.noun(next) }, 2))
    }

    /// The noun that a number counts.
    pub(super) fn noun(&self, q: &Quantity) -> Option<usize> {
        let view = self.view();
        let next = q.last + 1;
        let corrected = self.at(next) == "," && self.at(next + 1) == "not";
        let next = match corrected {
            // "25, not 28, provincial capitals".
            true => (next + 2..(next + 6).min(view.len())).find(|&i| self.at(i) == ",")? + 1,
            false => next,
        };
        if next >= view.len() || self.at(next) == "-" || view.token(next).upos == Upos::Det {
            return None;
        }
        if self.at(next) == "of" {
            return self.noun_from(next + 1);
        }
        let along = self.noun_from(next);
        let head =
            view.head(self.top(q)).filter(|&h| h > q.last && matches!(view.token(h).upos, Upos::Noun | Upos::Propn));
        head.filter(|&h| along.is_none_or(|a| a == h) && self.is_open(next, h)).or(along)
    }

    /// Nothing between a number and its noun but words that describe it.
    fn is_open(&self, from: usize, to: usize) -> bool {
        let view = self.view();
        to - from <= 7
            && (from..to).all(|i| {
                !matches!(view.token(i).upos, Upos::Punct | Upos::Adp | Upos::Aux | Upos::Pron) || view.lower(i) == "-"
            })
    }

    /// The head of the noun phrase that begins at a word.
    fn noun_from(&self, from: usize) -> Option<usize> {
        let view = self.view();
        let mut noun = None;
        for i in from..(from + 8).min(view.len()) {
            let token = view.token(i);
            let lower = view.lower(i);
            match token.upos {
                Upos::Noun | Upos::Propn => noun = Some(i),
                Upos::Part if lower == "'s" || lower == "’s" || lower == "'" || lower == "’" => noun = None,
                _ if noun.is_some() => {
                    let joined = lower == "-" && i + 1 < view.len();
                    if !joined {
                        break;
                    }
                }
                Upos::Pron if matches!(token.xpos, Xpos::PrpS | Xpos::WpS) => {}
                Upos::Pron if i == from => return Some(i),
                Upos::Det | Upos::Adj | Upos::Num => {}
                Upos::Adv
                    if matches!(
                        lower.as_str(),
                        "more" | "other" | "mostly" | "now" | "newly" | "heavily" | "fully"
                    ) => {}
                Upos::Cconj if i + 1 < view.len() && view.token(i - 1).upos == Upos::Adj => {}
                Upos::Verb if matches!(token.xpos, Xpos::Vbn | Xpos::Vbg) && view.relation(i) == Relation::Amod => {}
                Upos::Punct if lower == "-" || lower == "," && view.token(i - 1).upos == Upos::Adj => {}
                _ => break,
            }
        }
        // "20 of the dead", "five others".
        let named = |i: usize| {
            let word = view.lower(i);
            self.words().measures.iter().any(|m| m.noun.contains(&word))
        };
        let definite = self.at(from) == "the";
        noun.or_else(|| Some(from + 1).filter(|&i| definite && i < view.len() && named(i)))
    }

    /// What a noun counts; `None` when it is nothing a report of war is about.
    pub(super) fn thing(&self, q: &Quantity, noun: usize) -> Option<Thing> {
        let view = self.view();
        let lemma = view.lemma(noun);
        if self.words().aside.nouns.contains(&lemma) {
            return None;
        }
        let before = noun.checked_sub(1).map(|b| view.lower(b)).unwrap_or_default();
        let phrase = self.phrase(q.last + 1, noun);
        if let Some(kind) = self.words().kind(&before, &lemma).or_else(|| self.words().kind(&before, &view.lower(noun)))
        {
            let label = match &kind.same {
                Some(same) => format!("{same}s"),
                None if kind.held => lower_only(&phrase),
                None => phrase,
            };
            let least = (!kind.needs).then_some(kind.least);
            return Some(Thing { unit: kind.unit.clone(), label, least, held: kind.held || kind.unit == "places" });
        }
        // "1,500 Indians", "54 Taliban".
        let named = view.word(noun).starts_with(|c: char| c.is_uppercase());
        let people = named && view.word(noun).ends_with('s') && {
            let word = view.word(noun);
            country_of_word(word.trim_end_matches('s'), self.scene.gazetteer).is_some()
        };
        let party = named && self.parties.of(view, noun).is_some_and(|p| p.id.starts_with("group:"));
        let unit = if party { "fighters" } else { "people" };
        (people || party).then(|| Thing { unit: unit.to_owned(), label: phrase, least: Some(10.0), held: false })
    }

    /// The words from the number to the noun, the noun in the plural, without articles and owners.
    pub(super) fn phrase(&self, from: usize, noun: usize) -> String {
        let view = self.view();
        let owner = (from..noun).rev().find(|&i| {
            matches!(view.token(i).upos, Upos::Part | Upos::Adp) || matches!(view.token(i).xpos, Xpos::PrpS)
        });
        let mut words: Vec<String> = Vec::new();
        for i in owner.map_or(from, |o| o + 1)..noun {
            let skip = matches!(view.token(i).upos, Upos::Det | Upos::Num | Upos::Adv | Upos::Adp)
                || matches!(
                    view.lower(i).as_str(),
                    "more"
                        | "other"
                        | "further"
                        | "additional"
                        | "another"
                        | "new"
                        | "extra"
                        | ","
                        | "or"
                        | "so"
                        | "fewer"
                        | "many"
                        | "few"
                        | "such"
                        | "last"
                        | "latest"
                );
            if !skip {
                words.push(view.word(i).to_owned());
            }
        }
        words.push(self.plural(noun));
        words.join(" ").replace(" - ", "-")
    }

    pub(super) fn plural(&self, noun: usize) -> String {
        let view = self.view();
        let word = view.word(noun);
        let single = matches!(view.token(noun).xpos, Xpos::Nn | Xpos::Nnp);
        let fixed = matches!(
            view.lower(noun).as_str(),
            "people" | "personnel" | "staff" | "aircraft" | "troops" | "dead" | "wounded"
        );
        if !single || fixed || word.ends_with('s') {
            return word.to_owned();
        }
        match word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{word}s"),
        }
    }

    /// "12 deaths", "30 wounded", "14 lives".
    fn noun_says(&self, noun: usize, thing: &Thing) -> Option<Said<'a>> {
        let view = self.view();
        let (lemma, lower) = (view.lemma(noun), view.lower(noun));
        let itself = |m: &&Measure| (m.noun.contains(&lemma) || m.noun.contains(&lower)) && (thing.held == m.party);
        if let Some(measure) = self.words().measures.iter().find(itself) {
            return Some(Said { measure, word: noun, party: None });
        }
        let verb = view.head(noun).filter(|&v| view.object(v) == Some(noun))?;
        let light = |m: &&Measure| m.object.get(&view.lemma(verb)).is_some_and(|nouns| nouns.contains(&lemma));
        let measure = self.words().measures.iter().find(light)?;
        Some(Said { measure, word: noun, party: None })
    }

    /// "a city of 270,000 people", "home to 600,000 people", "a town with 50,000 inhabitants".
    fn population(&self, nodes: &[usize], thing: &Thing) -> Option<Said<'a>> {
        let view = self.view();
        let measure = self.words().measures.iter().find(|m| m.label == "population")?;
        if !measure.of.contains(&thing.unit) {
            return None;
        }
        let home = nodes.iter().find_map(|&n| {
            let above = view.head(n)?;
            let home = view.lower(above) == "home" && view.case(n) == "to";
            let of = view.case(n) == "of" && (view.lower(above) == "population" || self.is_settlement(above));
            (home || of).then_some(above)
        })?;
        Some(Said { measure, word: home, party: None })
    }

    fn is_settlement(&self, noun: usize) -> bool {
        noun_class(&self.view().lemma(noun)) == Some(NounClass::Town) || !self.scene.spots(noun).is_empty()
    }

    /// The place whose population is told.
    fn home(&self, nodes: &[usize]) -> Option<Spot> {
        let view = self.view();
        let above: Vec<usize> = nodes.iter().filter_map(|&n| view.head(n)).filter(|h| !nodes.contains(h)).collect();
        let named = above.iter().flat_map(|&h| {
            let apposed = view.head(h).filter(|_| view.relation(h) == Relation::Appos);
            [apposed, Some(h), view.surface_subject(h), view.object(h)]
        });
        named.flatten().find_map(|n| self.scene.spots(n).into_iter().next())
    }

    /// The word of a number that its tree hangs by.
    pub(super) fn top(&self, q: &Quantity) -> usize {
        let view = self.view();
        let outside = |i: &usize| view.head(*i).is_none_or(|h| h < q.start || h > q.last);
        (q.start..=q.last).find(outside).unwrap_or(q.start)
    }

    /// Every word that stands for what a number counts.
    pub(super) fn all_nodes(&self, q: &Quantity, noun: usize) -> Vec<usize> {
        let mut nodes = self.nodes(noun);
        for node in self.nodes(self.top(q)) {
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
        nodes
    }

    /// "Two lawmakers said", "according to two officials".
    pub(super) fn speaks(&self, nodes: &[usize]) -> bool {
        let view = self.view();
        nodes.iter().any(|&n| {
            let says = view.head(n).is_some_and(|h| {
                view.relation(n) == Relation::Nsubj
                    && self.rules.cues.reports(&view.lemma(h))
                    && view.token(h).upos == Upos::Verb
            });
            says || view.case(n).starts_with("according")
        })
    }

    /// Whether something is said of the number itself: "killing 42".
    pub(super) fn is_told_of(&self, q: &Quantity) -> bool {
        let top = self.top(q);
        self.next_says(q).is_some() || self.said_of(&self.nodes(top), "people").is_some()
    }

    /// The measuring unit behind a number or the currency before it, with its word.
    pub(super) fn unit(&self, q: &Quantity) -> Option<(&'a Unit, usize)> {
        let view = self.view();
        let before = q.start.checked_sub(1).and_then(|b| Some((self.words().unit(&view.lower(b))?, b)));
        if let Some((unit, b)) = before.filter(|(u, _)| u.sort == crate::rulebook::Sort::Money) {
            return Some((unit, b));
        }
        let next = if self.at(q.last + 1) == "-" { q.last + 2 } else { q.last + 1 };
        // "100 US dollars", "three more days".
        for at in next..(next + 2).min(view.len()) {
            let lemma = view.lemma(at);
            if at + 1 < view.len() {
                let pair = format!("{lemma} {}", view.lemma(at + 1));
                if let Some(unit) = self.words().unit(&pair) {
                    return Some((unit, at + 1));
                }
            }
            if let Some(unit) = self.words().unit(&lemma).or_else(|| self.words().unit(&view.lower(at))) {
                return Some((unit, at));
            }
            if !matches!(view.token(at).upos, Upos::Adj | Upos::Propn) {
                break;
            }
        }
        None
    }

    /// A word in lower case; empty beyond the end.
    pub(super) fn at(&self, i: usize) -> String {
        if i < self.view().len() { self.view().lower(i) } else { String::new() }
    }
}

/// A label without names: of "Afghan provincial capitals" the common words.
fn lower_only(phrase: &str) -> String {
    let kept: Vec<&str> = phrase.split(' ').filter(|w| !w.starts_with(|c: char| c.is_uppercase())).collect();
    if kept.is_empty() { phrase.to_owned() } else { kept.join(" ") }
}
