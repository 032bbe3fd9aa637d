//! Shares: "more than two thirds of the territory", "a quarter of the provincial capitals", "65 per cent".

use super::number::{Form, Quantity};
use super::{Desk, Told};
use crate::model::Claim;
use dateline_tree::Upos;

impl<'a> Desk<'a> {
    /// What a share is a share of.
    pub(super) fn share(&self, q: &Quantity, next: Option<&Quantity>, told: &[Told<'a>]) -> Option<Told<'a>> {
        let noun =
            match next.filter(|n| self.at(q.last + 1) == "of" && n.start <= q.last + 6 && n.form == Form::Cardinal) {
                Some(next) => self.noun(next),
                None if matches!(self.at(q.last + 1).as_str(), "of" | "the" | "its" | "their" | "all") => self.noun(q),
                None => None,
            };
        match noun {
            Some(noun) => self.share_of(q, noun, told),
            None => self.bare_share(q, told),
        }
    }

    fn share_of(&self, q: &Quantity, noun: usize, told: &[Told<'a>]) -> Option<Told<'a>> {
        let view = self.view();
        let lemma = view.lemma(noun);
        if view.token(noun).upos == Upos::Pron {
            return self.bare_share(q, told);
        }
        if self.words().unit(&lemma).is_some() {
            return None;
        }
        let ground = self.words().aside.ground.contains(&lemma) || !self.scene.spots(noun).is_empty();
        let thing = self.thing(q, noun);
        let nodes = self.all_nodes(q, noun);
        let unit =
            if ground { "places".to_owned() } else { thing.as_ref().map(|t| t.unit.clone()).unwrap_or_default() };
        let said = self.said_of(&nodes, &unit);
        if said.is_none() && ground {
            return None;
        }
        let name = match &thing {
            Some(thing) if !(ground && self.is_whole_place(noun)) => thing.label.clone(),
            _ if ground => "territory".to_owned(),
            _ => self.phrase(q.last + 1, noun).trim_end_matches(&self.plural(noun)).to_owned() + view.word(noun),
        };
        let mut figure = self.told(q, noun, said, format!("share of {name}"));
        figure.unit = "percent".to_owned();
        if figure.rule == "counted" {
            figure.rule = "share".to_owned();
        }
        figure.spot = self.scene.spots(noun).into_iter().next().filter(|_| ground);
        Some(figure)
    }

    /// "of the country", "of the territory", "of Sudan", not "of the capitals".
    fn is_whole_place(&self, noun: usize) -> bool {
        let view = self.view();
        self.words().aside.ground.contains(&view.lemma(noun)) || view.token(noun).upos == Upos::Propn
    }

    /// "65 per cent on Tuesday": the share told of before in the report.
    fn bare_share(&self, q: &Quantity, told: &[Told<'a>]) -> Option<Told<'a>> {
        if let Some(earlier) = told.iter().rev().find(|t| t.unit == "percent") {
            return Some(Told { quantity: q.clone(), noun: None, trigger: self.top(q), ..earlier.clone() });
        }
        let start = self.view().sentence.span.start;
        let near = |c: &&Claim| start.saturating_sub(c.sentence.end) < 200;
        let last = self.past.iter().rev().take_while(near).filter_map(Claim::figure).find(|f| f.unit == "percent")?;
        Some(Told {
            quantity: q.clone(),
            of: None,
            thing: String::new(),
            unit: last.unit.clone(),
            subject: Some(last.subject.clone()),
            measure: None,
            rule: "share-again".to_owned(),
            noun: None,
            word: None,
            trigger: self.top(q),
            party: None,
            spot: None,
        })
    }
}
