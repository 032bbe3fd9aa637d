//! How each question is answered. What answers come from is shared with the other doors ([`crate::ask`]), how they are
//! written with the command line (`dateline_show`).

use super::Result;
use super::forms::{BatchForm, BriefForm, StatusForm, WholeForm, known};
use super::routes::PAGE;
use crate::Pile;
use crate::ask::{self, Narrowed, QUIET, Wanted};
use crate::error::Error;
use crate::given::Given;
use crate::paging::Pages;
use crate::pictures::Known;
use crate::pile::{find_claim, people, report, rule_of, series};
use crate::serve::desk::Desk;
use dateline_core::model::Claim;
use dateline_core::picture::decisions::{Decision, State};
use dateline_show::changes::Between;
use dateline_show::json::{PlaceForm, line};
use dateline_show::page::{Search, Trouble};
use dateline_show::{
    Card, brief, changes, cited, claims, decisions, developments, disputes, figures, forecasts, holds, recalls,
    reports, timeline, why,
};
use serde_json::{Value, json};

/// A question with everything it is answered from.
pub(super) struct Asked<'a> {
    pub desk: &'a Desk,
    /// The path that was asked.
    pub question: &'a str,
    pub given: &'a Given,
    pub stood: &'a Known,
}

impl Asked<'_> {
    fn pile(&self) -> &Pile {
        &self.stood.pile
    }
    fn place(&self) -> Option<&str> {
        self.given.text("place")
    }
    /// What an address names; there is no address without it.
    fn id(&self) -> &str {
        self.given.text("id").unwrap_or_default()
    }
    fn decided(&self) -> Result<Vec<(Decision, State)>> {
        Ok(self.desk.opened.shelf.decided()?)
    }

    /// One page of the items, which are printed as JSON lines, with the passages that they rest on.
    fn page<T>(&self, all: &[T], json: impl Fn(&[T]) -> String) -> Result<String> {
        let pages = Pages::new(self.stood, self.question, self.given, all.len());
        let from = pages.from(self.given.text("cursor"))?;
        let to = all.len().min(from + self.given.count("limit").unwrap_or(PAGE));
        let lines = json(&all[from..to]);
        let lines: Vec<&str> = lines.lines().collect();
        let objects: Vec<Value> = lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let passages = Value::from(cited::passages(self.pile(), &objects));
        let (known, next) = (json!(known(self.pile())), json!(pages.next(to)));
        // The items stand as they were printed: to write them anew might change a number's last digit.
        let (total, items) = (all.len(), lines.join(","));
        Ok(format!(
            "{{\"known\":{known},\"total\":{total},\"next\":{next},\"items\":[{items}],\"passages\":{passages}}}\n"
        ))
    }
}

pub(super) fn status(asked: &Asked) -> Result<String> {
    Ok(line(&StatusForm::new(asked.pile(), asked.desk.opened.shelf.ledger()?.decisions.len())))
}

pub(super) fn places(asked: &Asked) -> Result<String> {
    let all = ask::places_or_all(asked.pile(), asked.place())?;
    asked.page(&all, |some| some.iter().map(|place| line(&PlaceForm::from(*place))).collect())
}

pub(super) fn holdings(asked: &Asked) -> Result<String> {
    let all = ask::holdings(asked.pile(), asked.place(), asked.given.day("on"))?;
    asked.page(&all, holds::json)
}

pub(super) fn course(asked: &Asked) -> Result<String> {
    let lines = timeline::json(asked.pile(), &ask::places_or_all(asked.pile(), asked.place())?);
    asked.page(&lines.lines().collect::<Vec<_>>(), |some| some.join("\n"))
}

pub(super) fn told(asked: &Asked) -> Result<String> {
    let given = asked.given;
    let wanted = Wanted {
        place: asked.place(),
        report: given.text("report"),
        kind: given.text("kind"),
        status: given.text("status"),
        from: given.day("from"),
        to: given.day("to"),
        // Without a known day all claims are listed, those of undated reports too, as `dateline claims` does.
        out: given.day("known").is_some(),
    };
    of_claims(asked, &ask::claims(asked.pile(), &wanted)?)
}

fn of_claims(asked: &Asked, all: &[&Claim]) -> Result<String> {
    asked.page(all, |some| claims::json(asked.pile(), some))
}

pub(super) fn explained(asked: &Asked) -> Result<String> {
    let claim = find_claim(asked.pile(), asked.id())?;
    Ok(why::json(asked.pile(), claim, &rule_of(&claim.rule, &asked.desk.opened.shelf.knowledge)))
}

pub(super) fn happened(asked: &Asked) -> Result<String> {
    let all = ask::developments(asked.pile(), asked.place())?;
    asked.page(&all, |some| developments::json(asked.pile(), some))
}

pub(super) fn disagreements(asked: &Asked) -> Result<String> {
    asked.page(asked.pile().disputes(), |some| disputes::json(some))
}

pub(super) fn numbers(asked: &Asked) -> Result<String> {
    let all = series(asked.pile(), asked.given.text("subject"))?;
    asked.page(&all, |some| figures::json(asked.pile(), some))
}

pub(super) fn expectations(asked: &Asked) -> Result<String> {
    asked.page(asked.pile().forecasts(), |some| forecasts::json(asked.pile(), some))
}

pub(super) fn persons(asked: &Asked) -> Result<String> {
    let all = people(asked.pile(), asked.given.text("name"))?;
    asked.page(&all, |some| dateline_show::people::json(asked.pile(), some))
}

pub(super) fn taken_back(asked: &Asked) -> Result<String> {
    asked.page(asked.pile().picture.recalls(), recalls::json)
}

pub(super) fn listed(asked: &Asked) -> Result<String> {
    let all: Vec<&Card> = asked.pile().cards().collect();
    asked.page(&all, |some| reports::json_of(asked.pile(), some))
}

pub(super) fn whole(asked: &Asked) -> Result<String> {
    Ok(line(&WholeForm::new(asked.pile(), report(asked.pile(), asked.id())?)))
}

pub(super) fn changed(asked: &Asked) -> Result<String> {
    let (after, given) = (asked.pile(), asked.given);
    let before = ask::before(&asked.desk.pictures, after, given.day("since")).map_err(too_late)?;
    let quiet = given.count("quiet").unwrap_or(QUIET);
    let all = after.picture.changes_since(&before.pile.picture, i64::try_from(quiet).unwrap_or(i64::MAX));
    let narrowed = Narrowed { place: asked.place(), party: given.text("party"), dispute: None };
    let wanted = ask::changes(&before.pile, after, &all, &narrowed)?;
    asked.page(&wanted, |some| changes::json(Between { before: &before.pile, after }, some))
}

/// A day to compare with may be right in itself and too late for the reports that there are.
fn too_late(error: Error) -> Trouble {
    match error {
        Error::Options { what, .. } => Trouble::new(409, what, "Give an earlier `since`, or a later `known`."),
        other => other.into(),
    }
}

pub(super) fn written(asked: &Asked) -> Result<String> {
    let (pile, given) = (asked.pile(), asked.given);
    let template = given.text("template").unwrap_or_default();
    let made =
        ask::brief(&asked.desk.pictures, pile, given.day("on"), given.day("since"), template).map_err(too_late)?;
    let cites = cited::marks(&made);
    let passages = cited::passages(pile, &cites.iter().map(|cite| json!(cite)).collect::<Vec<_>>());
    Ok(line(&BriefForm { known: known(pile), markdown: brief::markdown(&made), cites, passages }))
}

pub(super) fn searched(asked: &Asked) -> Result<String> {
    let given = asked.given;
    let of = |name: &str| given.text(name).unwrap_or_default().to_owned();
    let (words, kind, status) = (of("q"), of("kind"), of("status"));
    let search = Search { words, kind, status, from: given.day("from"), to: given.day("to"), ..Search::default() };
    of_claims(asked, &ask::searched(&asked.desk.opened.shelf, asked.pile(), &search)?)
}

pub(super) fn decided(asked: &Asked) -> Result<String> {
    let all = asked.decided()?;
    let all: Vec<(&Decision, &State)> = all.iter().map(|(decision, state)| (decision, state)).collect();
    asked.page(&all, decisions::json)
}

pub(super) fn one_decided(asked: &Asked) -> Result<String> {
    let all = asked.decided()?;
    let one = all.iter().find(|(decision, _)| decision.id == asked.id());
    one.map(|(decision, state)| decisions::json(&[(decision, state)])).ok_or_else(|| {
        let hint = "The list of decisions has them with their ids.";
        Trouble::new(404, format!("There is no decision {:?}.", asked.id()), hint)
    })
}

pub(super) fn batch(desk: &Desk) -> Result<String> {
    Ok(line(&desk.batch().as_ref().map(BatchForm::from).unwrap_or_default()))
}
