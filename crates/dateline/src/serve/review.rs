//! A decision from the review page: checked, bound, appended; the next picture has it.

use super::ask::Asked;
use super::desk::Desk;
use super::reply::{see, trouble};
use crate::deciding::{self, Said, merge, passage, place, text};
use crate::error::Error;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use dateline_core::model::Days;
use dateline_core::picture::decisions::Deed;
use dateline_show::page::Trouble;
use std::sync::Arc;

/// Takes a decision.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let pairs = match form {
        Ok(Form(pairs)) => pairs,
        Err(refused) => {
            let what = "The form cannot be read, or is too long.";
            return trouble(
                &desk,
                "/review",
                &Trouble::new(refused.status().as_u16(), what, "Go back and shorten it."),
            );
        }
    };
    let work = move || {
        let asked = Asked::new(pairs);
        match decided(&desk, &asked) {
            Ok(address) => see(&address),
            Err(told) => trouble(&desk, "/review", &told),
        }
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| see("/review"))
}

/// Keeps the decision; gives the address to go on at.
fn decided(desk: &Desk, asked: &Asked) -> Result<String, Trouble> {
    if !desk.is_own(asked.text("token")) {
        let hint = "Open the review again and decide there; the server may have been started anew.";
        return Err(Trouble::new(403, "The form is not of a page of this server, and nothing was written.", hint));
    }
    if desk.opened.shelf.without_decisions {
        let hint = "Start it without --without-decisions.";
        return Err(Trouble::new(409, "This server leaves decisions out, so none can be made.", hint));
    }
    let deed = deed(desk, asked)?;
    let said = Said { by: Some(asked.text("by")), at: None, reason: Some(asked.text("reason")) };
    let decision = deciding::keep(deed, said, &desk.opened.shelf.decisions).map_err(in_form)?;
    *desk.told() = Some(format!("Kept: {}.", decision.sentence()));
    back(asked)
}

/// What is said of flags on the command line is said of fields here.
fn in_form(error: Error) -> Trouble {
    match error {
        Error::Options { what, .. } => Trouble::new(400, what, "Go back, and fill in who decides and why."),
        other => other.into(),
    }
}

fn deed(desk: &Desk, asked: &Asked) -> Result<Deed, Trouble> {
    let what = asked.text("deed");
    if what == "undo" {
        let (decisions, states): (Vec<_>, Vec<_>) = desk.opened.shelf.decided()?.into_iter().unzip();
        let id = Some(asked.text("decision")).filter(|id| !id.is_empty());
        return Ok(deciding::undone(&decisions, &states, id)?);
    }
    let pile = desk.as_read()?;
    let claim = asked.text("claim");
    let bound = || passage(&pile, claim);
    let report = || crate::pile::find_claim(&pile, claim).map(|c| c.report.clone());
    Ok(match what {
        "accept" => Deed::Accept(bound()?),
        "reject" => Deed::Reject(bound()?),
        "pin" => Deed::Pin(bound()?),
        "note" => Deed::Note(bound()?),
        "set-place" => Deed::SetPlace(bound()?, place(&pile, asked.text("place"))?),
        "set-day" => {
            let none = || Trouble::new(400, "It is not said on which day.", "Go back and choose a day.");
            Deed::SetDay(bound()?, Days::on(asked.day("day")?.ok_or_else(none)?))
        }
        "merge" => merge(&pile, &report()?, asked.text("other"))?,
        "split" => Deed::Split(text(&pile, &report()?)?),
        _ => {
            return Err(Trouble::new(400, format!("There is no decision {what:?}."), "Use the buttons of the review."));
        }
    })
}

/// The review where it was, with its days.
fn back(asked: &Asked) -> Result<String, Trouble> {
    let day = |name: &str| asked.day(name).map(|d| d.map(|d| format!("{name}={d}")));
    let after = Some(asked.number("after")).filter(|n| *n > 0).map(|n| format!("after={n}"));
    let query: Vec<String> = [day("on")?, day("known")?, after].into_iter().flatten().collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    Ok(format!("/review{query}#i-{}", asked.number("item")))
}
