//! A number told beside a noun for it: "bringing to five the number of towns lost", "the death toll rose to 42".

use super::number::{Form, Quantity};
use super::{Desk, Told};
use dateline_tree::Relation;

impl<'a> Desk<'a> {
    /// The count that a tally gives.
    pub(super) fn tally(&self, q: &Quantity) -> Option<Told<'a>> {
        if q.form == Form::Ordinal {
            return None;
        }
        let view = self.view();
        let own = self.noun(q).filter(|&n| !self.words().aside.tally.contains(&view.lemma(n)));
        let top = own.filter(|_| q.form == Form::Cardinal).unwrap_or_else(|| self.top(q));
        let tells = |v: &usize| self.words().aside.tells.contains(&view.lemma(*v));
        // A parser's slip: "lifting to eight the tally of" may hang the number elsewhere.
        let right_before =
            q.first.checked_sub(2).filter(|&v| matches!(self.at(v + 1).as_str(), "to" | "at") && tells(&v));
        let verb = right_before.or_else(|| view.head(top).filter(tells))?;
        let tally = [view.child(verb, &[Relation::Obj]), view.surface_subject(verb)]
            .into_iter()
            .flatten()
            .find(|&t| t != top && self.words().aside.tally.contains(&view.lemma(t)))?;
        self.toll(q, tally).or_else(|| self.of_tally(q, tally, own))
    }

    /// "the death toll".
    fn toll(&self, q: &Quantity, tally: usize) -> Option<Told<'a>> {
        let view = self.view();
        let lemma = view.lemma(tally);
        let pair = tally.checked_sub(1).map(|b| format!("{} {lemma}", view.lower(b))).unwrap_or_default();
        let measure = self.words().measures.iter().find(|m| m.toll.iter().any(|t| *t == pair || *t == lemma))?;
        let said = super::measure::Said { measure, word: tally, party: None };
        let mut figure = self.told(q, tally, Some(said), "people".to_owned());
        figure.unit = "people".to_owned();
        Some(figure)
    }

    /// "the number of provincial capitals seized", "the tally stands at 19 provincial capitals".
    fn of_tally(&self, q: &Quantity, tally: usize, own: Option<usize>) -> Option<Told<'a>> {
        let view = self.view();
        let of = view.children(tally).find(|&c| view.relation(c) == Relation::Nmod && view.case(c) == "of");
        let noun = of.or(own.filter(|_| q.form == Form::Cardinal))?;
        let from = view.sentence.extent(noun).0;
        if q.form == Form::Share {
            return self.share_in_tally(q, noun);
        }
        let lemma = view.lower(noun);
        if let Some(measure) = self.words().measures.iter().find(|m| m.noun.contains(&lemma)) {
            let said = super::measure::Said { measure, word: noun, party: None };
            let mut figure = self.told(q, noun, Some(said), "people".to_owned());
            figure.unit = "people".to_owned();
            return Some(figure);
        }
        let mut thing = self.thing(q, noun)?;
        if from > q.last || noun < q.start {
            let label = self.phrase(from, noun);
            if thing.held && !thing.label.starts_with("provincial") {
                thing.label =
                    label.split(' ').filter(|w| !w.starts_with(char::is_uppercase)).collect::<Vec<_>>().join(" ");
            } else if !thing.held {
                thing.label = label;
            }
        }
        let said = self.said_of(&self.nodes(noun), &thing.unit).or_else(|| {
            let measure = self.words().measures.iter().find(|m| m.party && thing.held)?;
            Some(super::measure::Said { measure, word: tally, party: self.taker.clone() })
        });
        let mut figure = self.told(q, noun, said, thing.label);
        figure.unit = thing.unit;
        Some(figure)
    }

    /// "put the share of the country under insurgent control at 65 percent".
    fn share_in_tally(&self, q: &Quantity, noun: usize) -> Option<Told<'a>> {
        let ground = self.words().aside.ground.contains(&self.view().lemma(noun)) || !self.scene.spots(noun).is_empty();
        let said = self.said_of(&self.nodes(noun), "places");
        let thing =
            if ground { "share of territory".to_owned() } else { format!("share of {}", self.phrase(noun, noun)) };
        let mut figure = self.told(q, noun, said, thing);
        figure.unit = "percent".to_owned();
        Some(figure)
    }
}
