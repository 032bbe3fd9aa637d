//! What changed between two days: one line for each change, the weightiest first, with its passages.

use crate::json::{DaysForm, DisputeForm, HoldingForm, PlaceForm, line};
use crate::passages;
use crate::pile::Pile;
use crate::schema::any_of;
use crate::text::{Paint, clean, count, paragraph};
use crate::words;
use dateline_core::model::Claim;
use dateline_core::picture::Dispute;
use dateline_core::picture::changes::{Aspect, Change, ChangeKind};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

/// The picture of the earlier day and that of the later one.
#[derive(Clone, Copy)]
pub struct Between<'a> {
    /// As it was known then.
    pub before: &'a Pile,
    /// As it is known now.
    pub after: &'a Pile,
}

impl<'a> Between<'a> {
    /// The pile in which the claims of a change stand. What is withdrawn may have been read anew since.
    pub(crate) fn pile_of(&self, change: &Change) -> &'a Pile {
        let there = change.support().iter().all(|id| self.after.claim(id).is_some());
        if there { self.after } else { self.before }
    }

    /// How many reports are known now that were not.
    pub(crate) fn new_reports(&self) -> usize {
        let known = |id: &str| self.before.card(id).is_some_and(|c| c.is_out(self.before.known));
        self.after.out().filter(|c| !known(&c.report.id)).count()
    }
}

/// Changes as paragraphs behind a sign: `-` withdrawn, `~` revised, `!` newly disputed, `+` new, `=` settled, `.` quiet.
pub fn text(between: Between, changes: &[&Change], paint: Paint) -> String {
    let (before, after) = (between.before.known, between.after.known);
    let sum = count(changes.len(), "change", "changes");
    let reports = count(between.new_reports(), "new report", "new reports");
    let mut out = format!("{}\n", paint.heading(&format!("From {before} to {after}: {sum}, {reports}.")));
    let mut shown = BTreeSet::new();
    for change in changes {
        paragraph(&mut out, &format!("{} ", sign(change.kind)), "    ", &sentence(between, change));
        // A place that is new and disputed at once has two lines and one set of passages.
        if shown.insert(change.support()) {
            let pile = between.pile_of(change);
            passages::list(&mut out, pile, "    ", &change.support(), most(change));
            passages::list(&mut out, pile, "    against: ", change.against(), 1);
        }
    }
    out
}

/// Both sides of a disagreement are shown.
pub(crate) fn most(change: &Change) -> usize {
    if change.dispute.is_some() { 4 } else { 2 }
}

pub(crate) fn sign(kind: ChangeKind) -> char {
    match kind {
        ChangeKind::Withdrawn => '-',
        ChangeKind::Revised => '~',
        ChangeKind::Disputed => '!',
        ChangeKind::New => '+',
        ChangeKind::Settled => '=',
        ChangeKind::Quiet => '.',
    }
}

/// What changed, as a sentence.
pub fn sentence(between: Between, change: &Change) -> String {
    if let Some(dispute) = &change.dispute {
        return of_dispute(change.kind, dispute);
    }
    if let Some(recall) = &change.recall {
        return format!("{}.", crate::recalls::sentence(recall));
    }
    let place = change.place.as_ref().map_or(String::new(), words::place);
    let was = change.before.as_ref().map(|h| words::holding(between.before, h));
    let now = change.after.as_ref().map(|h| words::holding(between.after, h));
    let now = now.unwrap_or_else(|| "no report that counts is about it".into());
    match (change.kind, was) {
        (ChangeKind::Quiet, _) => format!("{place}: gone quiet; {now}."),
        (ChangeKind::Disputed, _) => format!("{place}: reports disagree now; {now}."),
        (ChangeKind::Settled, _) => format!("{place}: reports disagree no longer; {now}."),
        (ChangeKind::Withdrawn, Some(was)) => format!("{place}: what was known no longer counts ({was}); {now}."),
        (ChangeKind::Revised, Some(was)) => format!("{place}: {now}; before: {was}."),
        _ => format!("{place}: {now}."),
    }
}

fn of_dispute(kind: ChangeKind, dispute: &Dispute) -> String {
    let question = clean(&dispute.question);
    match (kind, &dispute.settled_by) {
        (ChangeKind::Settled, Some(by)) => format!("{question} (settled: {})", clean(by)),
        (ChangeKind::Settled, None) => format!("{question} (no longer disputed)"),
        _ => format!("{question} (newly disputed)"),
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
/// One thing that the later picture tells otherwise.
pub struct ChangeForm {
    id: String,
    #[schemars(extend("enum" = any_of(ChangeKind::ALL, ChangeKind::as_str)))]
    kind: &'static str,
    #[schemars(extend("items" = json!({"type": "string", "enum": any_of(Aspect::ALL, Aspect::as_str)})))]
    revised: Vec<&'static str>,
    #[schemars(extend("format" = "date"))]
    since: String,
    #[schemars(extend("format" = "date"))]
    known: String,
    sentence: String,
    place: Option<PlaceForm>,
    before: Option<HoldingForm>,
    after: Option<HoldingForm>,
    dispute: Option<DisputeForm>,
    notice: Option<String>,
    passages: Vec<PassageForm>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangePassage")]
struct PassageForm {
    claim: String,
    report: String,
    published: Option<DaysForm>,
    quote: String,
    #[serde(rename = "for")]
    speaks_for: bool,
}

impl PassageForm {
    fn new(pile: &Pile, claim: &Claim, speaks_for: bool) -> PassageForm {
        PassageForm {
            claim: claim.id.clone(),
            report: claim.report.clone(),
            published: pile.card(&claim.report).and_then(|c| c.published.days).map(DaysForm::from),
            quote: claim.quote.clone(),
            speaks_for,
        }
    }
}

/// Changes as JSON lines, the weightiest first.
pub fn json(between: Between, changes: &[&Change]) -> String {
    changes.iter().map(|change| line(&form(between, change))).collect()
}

fn form(between: Between, change: &Change) -> ChangeForm {
    let pile = between.pile_of(change);
    let passage = |speaks_for| move |claim| PassageForm::new(pile, claim, speaks_for);
    let spoken = pile.claims_of(&change.support()).into_iter().map(passage(true));
    let against = pile.claims_of(change.against()).into_iter().map(passage(false));
    ChangeForm {
        id: change.id.clone(),
        kind: change.kind.as_str(),
        revised: change.aspects.iter().map(|a| a.as_str()).collect(),
        since: between.before.known.to_string(),
        known: between.after.known.to_string(),
        sentence: sentence(between, change),
        place: change.place.as_ref().map(PlaceForm::from),
        before: change.before.as_ref().map(HoldingForm::from),
        after: change.after.as_ref().map(HoldingForm::from),
        dispute: change.dispute.as_ref().map(DisputeForm::from),
        notice: change.recall.as_ref().map(|r| r.notice.clone()),
        passages: spoken.chain(against).collect(),
    }
}
