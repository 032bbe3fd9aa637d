//! What JSON lines rest on, for a reader who has nothing but them: every claim that they name, with the words, who says
//! them, and where they stand.

use crate::brief::model::{Brief, Cite};
use crate::json::DaysForm;
use crate::offsets::Offsets;
use crate::page::percent;
use crate::passages::best;
use crate::pile::Pile;
use crate::schema::any_of;
use crate::words;
use dateline_core::model::{Claim, Status};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many passages stand behind one list of claims; the other claims are only named.
const PASSAGES: usize = 3;

/// A passage as somebody would cite it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
pub struct CitedForm {
    claim: String,
    quote: String,
    #[schemars(extend("enum" = any_of(Status::ALL, Status::as_str)))]
    status: &'static str,
    said_by: Option<String>,
    report: String,
    outlet: Option<String>,
    published: Option<DaysForm>,
    start: usize,
    end: usize,
    rule: String,
    uri: String,
}

impl CitedForm {
    fn new(pile: &Pile, claim: &Claim) -> CitedForm {
        let card = pile.card(&claim.report);
        let (start, end) = Offsets::new(card.map_or("", |c| &c.report.text)).code_points(claim.span);
        CitedForm {
            claim: claim.id.clone(),
            quote: claim.quote.clone(),
            status: claim.status.as_str(),
            said_by: claim.source.as_deref().map(|s| words::says(Some(s))),
            report: claim.report.clone(),
            outlet: card.and_then(|c| c.report.outlet.clone()),
            published: card.and_then(|c| c.published.days).map(DaysForm::from),
            start,
            end,
            rule: claim.rule.clone(),
            uri: uri(&claim.report),
        }
    }
}

/// The address of a report's text for programs that ask for it by address.
pub fn uri(report: &str) -> String {
    format!("dateline://report/{}", percent(report))
}

/// The passages that some objects of our JSON rest on, each once, in the order in which they are named; of a list of
/// claims the best ones, one for each origin.
pub fn passages(pile: &Pile, objects: &[Value]) -> Vec<Value> {
    let mut named = Vec::new();
    objects.iter().for_each(|object| claims(pile, object, &mut named));
    let mut seen = BTreeSet::new();
    named.retain(|claim| seen.insert(claim.id.as_str()));
    named.into_iter().filter_map(|claim| serde_json::to_value(CitedForm::new(pile, claim)).ok()).collect()
}

/// Which mark of a brief rests on which claim, each once, in the order of the brief.
pub fn marks(brief: &Brief) -> Vec<MarkForm> {
    let mut marks: Vec<MarkForm> = brief.cites().filter_map(|(_, cite)| MarkForm::new(cite)).collect();
    let mut seen = BTreeSet::new();
    marks.retain(|mark| seen.insert((mark.cite.clone(), mark.claim.clone())));
    marks
}

/// A mark of a brief and the claim that stands behind it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Cite")]
pub struct MarkForm {
    cite: String,
    claim: String,
}

impl MarkForm {
    fn new(cite: &Cite) -> Option<MarkForm> {
        Some(MarkForm { cite: cite.to_string(), claim: cite.passage.as_ref()?.claim.clone() })
    }
}

/// The claims that a value names by their ids.
fn claims<'a>(pile: &'a Pile, value: &Value, out: &mut Vec<&'a Claim>) {
    match value {
        Value::String(id) => out.extend(pile.claim(id)),
        Value::Object(fields) => fields.values().for_each(|v| claims(pile, v, out)),
        Value::Array(items) => {
            let ids: Vec<String> = items.iter().filter_map(|i| i.as_str().map(str::to_owned)).collect();
            out.extend(best(pile, &pile.claims_of(&ids), PASSAGES));
            items.iter().filter(|i| !i.is_string()).for_each(|i| claims(pile, i, out));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
