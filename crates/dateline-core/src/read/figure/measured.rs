//! What is measured: distances, areas, weights, money, and spans of time that are told for themselves.

use super::number::Quantity;
use super::{Desk, Told};
use crate::model::Status;
use crate::read::scene::Spot;
use crate::read::status::decide;
use crate::rulebook::{Sort, Unit};
use dateline_tree::{Relation, Upos, Xpos};

impl<'a> Desk<'a> {
    /// A number with a measuring unit, whose word is `word`.
    pub(super) fn measured(&self, q: &Quantity, unit: &Unit, word: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        if self.is_conversion(q, told) {
            return None;
        }
        let mut figure = match unit.sort {
            Sort::Distance => self.distance(q, word)?,
            Sort::Area => self.area(q, word)?,
            Sort::Weight => self.weight(q, word)?,
            Sort::Money => self.money(q, word)?,
            Sort::Duration => self.horizon(q, word).or_else(|| self.span_of(q, word))?,
            Sort::Share => return None,
        };
        figure.unit = unit.name.clone();
        Some(figure)
    }

    /// "50 kilometres (31 miles)": told already.
    fn is_conversion(&self, q: &Quantity, told: &[Told<'a>]) -> bool {
        let bracket = q.first > 0 && self.at(q.first - 1) == "(";
        bracket && told.iter().any(|t| t.quantity.last + 4 >= q.first)
    }

    fn plain(&self, q: &Quantity, trigger: usize, subject: String, rule: &str) -> Told<'a> {
        Told {
            quantity: q.clone(),
            of: None,
            thing: String::new(),
            unit: String::new(),
            subject: Some(subject),
            measure: None,
            rule: rule.to_owned(),
            noun: Some(trigger),
            word: None,
            trigger,
            party: None,
            spot: None,
        }
    }

    /// "150 kilometres down the highway from Kabul", "within 11 kilometres of the city".
    fn distance(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        if matches!(self.at(word + 1).as_str(), "an" | "per" | "-" | "/") || self.at(q.last + 1) == "-" {
            return None;
        }
        let behind = self.place_behind(word);
        let before = self.place_before(q.first);
        // "Kabul, 200 kilometres to the south": from the town spoken of last to the one just named.
        let (near, far) = match behind {
            Some(near) => (Some(near), before),
            None => (before, self.town_before()),
        };
        let named = |s: &Option<Spot>| s.as_ref().map(|s| s.place.name.clone());
        let who = self.who(word);
        let subject = match (named(&far), named(&near)) {
            (_, Some(b)) if who.is_some() => format!("distance of {} from {b}", who.unwrap_or_default()),
            (Some(a), Some(b)) if a != b => format!("distance {a} to {b}"),
            (_, Some(b)) => format!("distance from {b}"),
            (_, None) => return None,
        };
        let mut figure = self.plain(q, word, subject, "distance");
        figure.spot = near.or(far);
        Some(figure)
    }

    /// The place that a distance is counted from, which stands behind it.
    fn place_behind(&self, word: usize) -> Option<Spot> {
        let view = self.view();
        let cases = ["from", "of", "to", "off", "outside", "beyond", "away from", "short of", "inside", "into"];
        let ends = |i: &usize| matches!(view.lower(*i).as_str(), "," | ";" | "and" | "but" | "while" | "which");
        let last = (word + 1..(word + 12).min(view.len())).find(ends).unwrap_or((word + 12).min(view.len()));
        (word + 1..last)
            .filter(|&i| cases.contains(&view.case(i).as_str()))
            .find_map(|i| self.scene.spots(i).into_iter().next())
    }

    /// The place named last before the distance in the sentence, else the town spoken of last.
    fn place_before(&self, first: usize) -> Option<Spot> {
        let mention = self.scene.mentions.iter().rev().find(|m| m.last < first);
        let named = mention.and_then(|m| (m.first..=m.last).find_map(|i| self.scene.spots(i).into_iter().next()));
        named.or_else(|| self.town_before())
    }

    fn town_before(&self) -> Option<Spot> {
        let place = self.scene.memory.city()?.clone();
        Some(Spot { place, word: self.view().len(), partial: false, how: "the town spoken of last".to_owned() })
    }

    /// The party that is so far away.
    fn who(&self, word: usize) -> Option<String> {
        let view = self.view();
        let subject = view.surface_subject(view.clause(word))?;
        self.parties.of(view, subject).map(|p| p.name.clone())
    }

    /// "recaptured 3,000 square kilometres": needs something said of the ground.
    fn area(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        let nodes = self.all_nodes(q, word);
        let said = self.said_of(&nodes, "places").or_else(|| self.said_of(&nodes, "buildings"))?;
        Some(self.told(q, word, Some(said), "area".to_owned()))
    }

    /// "300 tonnes of food".
    fn weight(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        let view = self.view();
        let goods = view.children(word).find(|&c| view.case(c) == "of").map(|c| view.lower(c))?;
        let said = self.said_of(&self.all_nodes(q, word), "weapons");
        let mut figure = self.told(q, word, said, goods);
        figure.party = None;
        Some(figure)
    }

    /// "$60 million in aid", "up to 30 million dollars of customs revenue".
    fn money(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        let view = self.view();
        let nodes = self.all_nodes(q, word);
        let purpose = nodes.iter().flat_map(|&n| view.children(n)).find(|&c| {
            c > q.start
                && self.words().unit(&view.lemma(c)).is_none()
                && matches!(view.case(c).as_str(), "in" | "of" | "for" | "worth of" | "towards")
                && view.token(c).upos == Upos::Noun
                && view.token(c).entity != Some(dateline_tree::EntityKind::Time)
        });
        let verb = nodes.iter().filter_map(|&n| view.head(n)).find(|&h| matches!(view.token(h).upos, Upos::Verb));
        let subject = match (purpose, verb) {
            (Some(p), _) => format!("money for {}", view.lower(p)),
            (None, Some(v)) => format!("money ({})", view.lemma(v)),
            (None, None) => return None,
        };
        let mut figure = self.plain(q, verb.unwrap_or(word), subject, "money");
        figure.noun = Some(word);
        Some(figure)
    }

    /// "might fall within 90 days", "30 days until it is cut off": how long until something foreseen.
    fn horizon(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        let view = self.view();
        let verb = match self.mark_of_horizon(word) {
            // "in 24 hours before they closed it" is no horizon.
            Some(mark) => view.head(mark).filter(|&v| v > mark && view.token(v).xpos != Xpos::Vbd)?,
            None => {
                let case = view.case(word);
                let verb = view.clause(word);
                let ahead = matches!(decide(view, verb, &self.rules.cues).status, Status::Forecast | Status::Planned);
                let open = case == "within" || case == "in" && self.is_modal(verb);
                let purpose = view.children(verb).any(|c| view.relation(c) == Relation::Mark && view.lower(c) == "to");
                (ahead && open && !(purpose && case == "in")).then_some(verb)?
            }
        };
        let unit = view.lower(word);
        let subject = format!("{} until {}", plural(&unit), self.clause_in_words(verb));
        let mut figure = self.plain(q, verb, subject, "horizon");
        figure.noun = Some(word);
        Some(figure)
    }

    fn is_modal(&self, verb: usize) -> bool {
        let view = self.view();
        view.children(verb).any(|c| view.relation(c) == Relation::Aux && view.token(c).xpos == Xpos::Md)
    }

    /// "30 days until", "30 days before": the conjunction behind a number (with its unit) or behind a unit.
    pub(super) fn mark_of_horizon(&self, word: usize) -> Option<usize> {
        let mark = (word + 1..(word + 3).min(self.view().len()))
            .find(|&i| matches!(self.at(i).as_str(), "until" | "before"))?;
        // "three days before" ends a clause; "30 days before it arrives" begins one.
        self.view()
            .head(mark)
            .filter(|&v| v > mark && matches!(self.view().token(v).upos, Upos::Verb | Upos::Aux | Upos::Adj))
            .map(|_| mark)
    }

    /// "thirty days until it is cut off, perhaps 90 until it falls".
    pub(super) fn until_again(&self, q: &Quantity, told: &[Told<'a>]) -> Option<Told<'a>> {
        let earlier = told.iter().rev().find(|t| t.rule == "horizon")?;
        let mark = self.mark_of_horizon(q.last).filter(|&m| m == q.last + 1)?;
        let verb = self.view().head(mark)?;
        let mut figure =
            self.plain(q, verb, format!("{} until {}", earlier.unit, self.clause_in_words(verb)), "horizon");
        figure.unit = earlier.unit.clone();
        Some(figure)
    }

    /// "Kabul might fall": subject, auxiliaries and verb.
    fn clause_in_words(&self, verb: usize) -> String {
        let view = self.view();
        let subject = view.surface_subject(verb);
        let named = subject.and_then(|s| {
            let spot = self.scene.spots(s).into_iter().next().map(|s| s.place.name.clone());
            spot.or_else(|| self.parties.of(view, s).map(|p| p.name.clone())).or_else(|| Some(view.word(s).to_owned()))
        });
        let helpers = view
            .children(verb)
            .filter(|&c| c < verb && matches!(view.relation(c), Relation::Aux | Relation::AuxPass | Relation::Cop))
            .map(|c| view.lower(c));
        let particle = view.child(verb, &[Relation::CompoundPrt]).map(|p| view.lower(p));
        let words = named.into_iter().chain(helpers).chain([view.lower(verb)]).chain(particle);
        words.collect::<Vec<_>>().join(" ")
    }

    /// "a 48-hour truce", "held out for about two hours".
    fn span_of(&self, q: &Quantity, word: usize) -> Option<Told<'a>> {
        let view = self.view();
        let unit = plural(&view.lower(word));
        let noun = (word + 1..(word + 4).min(view.len())).find(|&i| self.words().aside.spans.contains(&view.lemma(i)));
        if let Some(noun) = noun.filter(|&n| (word + 1..n).all(|i| view.token(i).upos == Upos::Adj)) {
            return Some(self.plain(q, noun, format!("{unit} of {}", view.lower(noun)), "span"));
        }
        let verb = view.head(word).filter(|&h| matches!(view.token(h).upos, Upos::Verb))?;
        let names = [view.lemma(verb), view.verb_with_particle(verb)];
        let lasts = names.iter().any(|n| self.words().aside.lasts.contains(n));
        let case = view.case(word);
        (lasts && matches!(case.as_str(), "for" | "" | "about" | "over")).then(|| {
            let who = view.surface_subject(verb).map(|s| view.word(s).to_owned()).unwrap_or_default();
            let mut figure =
                self.plain(q, verb, format!("{unit} that {who} {}", view.verb_with_particle(verb)), "span");
            figure.noun = Some(word);
            figure
        })
    }
}

fn plural(unit: &str) -> String {
    if unit.ends_with('s') { unit.to_owned() } else { format!("{unit}s") }
}
