//! From the store to the picture, and from what a person types to what is meant.

use crate::credit;
use crate::error::{Error, Result};
use crate::geography;
use crate::knowing;
use dateline_core::knowledge::Knowledge;
use dateline_core::lexicon::fold::fold;
use dateline_core::lexicon::outlets::OutletLexicon;
use dateline_core::model::{Claim, Day, PlaceRef, Report, Shared};
use dateline_core::picture::decisions::{Decision, Deed, Replayed, State, Witness, replay};
use dateline_core::picture::lineage::Source;
use dateline_core::picture::{Named, Picture, Series, spelling};
use dateline_core::text::recall;
use dateline_show::why::RuleForm;
use dateline_show::{Card, Pile};
use dateline_store::{Filter, Store, StoredReport};
use std::collections::BTreeSet;

/// Everything in the store, with the picture as known on a day; the newest report's day when none is given.
pub fn load(store: &Store, known: Option<Day>) -> Result<Pile> {
    load_with(store, known, &crate::knowledge::load(None)?, &[])
}

/// The same where the user says who stands with whom, and what he decided about single passages.
pub fn load_with(store: &Store, known: Option<Day>, knowledge: &Knowledge, decisions: &[Decision]) -> Result<Pile> {
    Kept::of(store)?.known(store, known, knowledge, decisions)
}

/// What a store keeps, fetched once for any number of known days.
#[derive(Clone, Debug)]
pub struct Kept {
    stored: Vec<StoredReport>,
    claims: Vec<Shared<Claim>>,
}

impl Kept {
    /// All reports and claims of a store.
    pub fn of(store: &Store) -> Result<Kept> {
        Kept::fetched(store, &Filter::default())
    }

    /// The same without the traces of the claims, which fill as much memory as all the rest and only `why` shows.
    pub fn lean(store: &Store) -> Result<Kept> {
        Kept::fetched(store, &Filter { lean: true, ..Filter::default() })
    }

    fn fetched(store: &Store, filter: &Filter) -> Result<Kept> {
        Ok(Kept { stored: store.reports()?, claims: store.claims(filter)? })
    }

    /// The pile as known on a day, from the store it was fetched from; the newest report's day when none is given.
    pub fn known(
        self,
        store: &Store,
        known: Option<Day>,
        knowledge: &Knowledge,
        decisions: &[Decision],
    ) -> Result<Pile> {
        let known = known.unwrap_or_else(|| newest_day(&self.stored));
        as_known(store, self, known, knowledge, decisions)
    }
}

fn as_known(store: &Store, kept: Kept, known: Day, knowledge: &Knowledge, decisions: &[Decision]) -> Result<Pile> {
    let Kept { mut stored, mut claims } = kept;
    knowing::as_known(store, &mut stored, &mut claims, known)?;
    let told: std::collections::BTreeSet<&str> =
        stored.iter().filter(|s| published_by(s, known)).map(|s| s.report.id.as_str()).collect();
    let hand = replay_over(&stored, &mut claims, knowledge, decisions).hand;
    spelling::unify(&mut claims, |report| told.contains(report));
    let sources: Vec<Source> = stored.iter().filter_map(|s| source(s, &knowledge.outlets)).collect();
    let seats = geography::seats(&claims, &knowledge.places)?;
    let corrections = knowledge.sides.clone().deciding(hand);
    let picture = Picture::corrected(&claims, &sources, known, &corrections).with_seats(seats);
    Ok(Pile::new(stored.into_iter().map(card).collect(), claims, picture))
}

/// What becomes of decisions in a store.
pub fn states(store: &Store, knowledge: &Knowledge, decisions: &[Decision]) -> Result<Vec<State>> {
    let mut claims = store.claims(&Filter { lean: true, ..Filter::default() })?;
    Ok(replay_over(&store.reports()?, &mut claims, knowledge, decisions).states)
}

fn replay_over(
    stored: &[StoredReport],
    claims: &mut [Shared<Claim>],
    knowledge: &Knowledge,
    decisions: &[Decision],
) -> Replayed {
    if decisions.is_empty() {
        return Replayed::default();
    }
    let outlet = |s: &StoredReport| s.report.outlet.as_deref().map(|o| credit::usual_name(o, &knowledge.outlets));
    let outlets: Vec<Option<String>> = stored.iter().map(outlet).collect();
    let named = stored.iter().zip(&outlets);
    let witnesses: Vec<Witness> = named.map(|(s, outlet)| witness(&s.report, outlet.as_deref())).collect();
    let usual: Vec<Decision> = decisions.iter().map(|d| usual_outlet(d, &knowledge.outlets)).collect();
    replay(&usual, claims, &witnesses)
}

/// A report as decisions look for it.
pub fn witness<'a>(report: &'a Report, outlet: Option<&'a str>) -> Witness<'a> {
    Witness { report: &report.id, text_sha256: &report.text_sha256, text: &report.text, outlet }
}

/// A grade of "AP" is one of "Associated Press".
fn usual_outlet(decision: &Decision, outlets: &OutletLexicon) -> Decision {
    let mut decision = decision.clone();
    if let Deed::Grade(outlet, _) = &mut decision.deed {
        *outlet = credit::usual_name(outlet, outlets);
    }
    decision
}

/// Whether a report had been published by a day.
pub(crate) fn published_by(stored: &StoredReport, known: Day) -> bool {
    let days = stored.reading.as_ref().and_then(|r| r.published.days);
    days.is_some_and(|d| d.to <= known) || known == Day::MAX
}

/// The last day of any report; the end of all days when none is dated, so that all of them count.
fn newest_day(stored: &[StoredReport]) -> Day {
    let days = stored.iter().filter_map(|s| s.reading.as_ref()).filter_map(|r| r.published.days);
    days.map(|d| d.to).max().unwrap_or(Day::MAX)
}

/// A report that was read, as a witness.
fn source(stored: &StoredReport, outlets: &OutletLexicon) -> Option<Source> {
    let reading = stored.reading.as_ref().filter(|r| r.skipped.is_none())?;
    Some(Source {
        report: stored.report.id.clone(),
        published: reading.published.days,
        outlet: stored.report.outlet.as_deref().map(|name| credit::usual_name(name, outlets)),
        agency: credit::agency(&stored.report, outlets),
        digest: reading.digest.clone(),
        title: recall::title(&stored.report).map(str::to_owned),
        recall: recall::recall(&stored.report),
        url: stored.report.url.clone(),
    })
}

fn card(stored: StoredReport) -> Card {
    let StoredReport { report, reading } = stored;
    match reading {
        Some(r) => Card { report, published: r.published, skipped: r.skipped, notices: r.notices },
        None => Card { published: report.published, report, skipped: None, notices: Vec::new() },
    }
}

/// The places that a name or an id means.
pub fn places<'a>(pile: &'a Pile, name: &str) -> Result<Vec<&'a PlaceRef>> {
    match pile.places_named(name) {
        found if found.is_empty() => {
            Err(Error::NotFound { what: format!("No report names a place {name:?}."), hint: similar(pile, name) })
        }
        found => Ok(found),
    }
}

/// Places of the pile whose names contain what was typed, as a hint.
fn similar(pile: &Pile, name: &str) -> String {
    let wanted = fold(name);
    let fits = |p: &&PlaceRef| !wanted.is_empty() && fold(&p.name).contains(&wanted);
    let names: BTreeSet<&str> = pile.picture.places().filter(fits).map(|p| p.name.as_str()).collect();
    let names: Vec<&str> = names.into_iter().take(5).collect();
    match names.is_empty() {
        true => "`dateline holds` lists the places that reports name.".into(),
        false => format!("Reports name {}.", names.join(", ")),
    }
}

/// The quantities whose labels have all these words, or all of them.
pub fn series(pile: &Pile, subject: Option<&str>) -> Result<Vec<Series>> {
    let mut all = pile.figures().to_vec();
    let Some(subject) = subject else { return Ok(all) };
    let wanted: Vec<String> = subject.split_whitespace().map(fold).collect();
    all.retain(|s| wanted.iter().all(|w| fold(&s.subject).contains(w.as_str())));
    match all.is_empty() {
        true => Err(Error::NotFound {
            what: format!("No known report gives a number of {subject:?}."),
            hint: "`dateline figures` lists everything that reports give numbers of.".into(),
        }),
        false => Ok(all),
    }
}

/// The persons in one of whose names all these words stand, or all of them.
pub fn people(pile: &Pile, name: Option<&str>) -> Result<Vec<Named>> {
    let mut all = pile.picture.people();
    let Some(name) = name else { return Ok(all) };
    let wanted: Vec<String> = name.split_whitespace().map(fold).collect();
    let fits = |n: &String| wanted.iter().all(|w| fold(n).split(' ').any(|own| own == w));
    all.retain(|p| std::iter::once(&p.name).chain(&p.also).any(fits));
    match all.is_empty() {
        true => Err(Error::NotFound {
            what: format!("No known report tells what befell {name:?}."),
            hint: "`dateline people` lists everybody of whom reports tell something.".into(),
        }),
        false => Ok(all),
    }
}

/// The report with an id.
pub fn report<'a>(pile: &'a Pile, id: &str) -> Result<&'a Card> {
    pile.card(id).ok_or_else(|| Error::NotFound {
        what: format!("There is no report {id:?}."),
        hint: "`dateline reports` lists the reports with their ids.".into(),
    })
}

/// The claim with an id, or the only one whose id begins so.
pub fn find_claim<'a>(pile: &'a Pile, id: &str) -> Result<&'a Claim> {
    if let Some(claim) = pile.claim(id) {
        return Ok(claim);
    }
    let hint = "`dateline claims` lists the claims with their ids.".to_string();
    let mut fitting = pile.claims().iter().filter(|c| !id.is_empty() && c.id.starts_with(id));
    match (fitting.next(), fitting.next()) {
        (Some(claim), None) => Ok(claim),
        (Some(_), Some(_)) => Err(Error::NotFound { what: format!("Several claims begin with {id:?}."), hint }),
        (None, _) => Err(Error::NotFound { what: format!("There is no claim {id:?}."), hint }),
    }
}

/// Where a rule stands and why it is there, when it is in use. Of a figure the file of its measure is told, of a
/// statement nothing: code alone makes it.
pub fn rule_of(name: &str, knowledge: &Knowledge) -> RuleForm {
    let frame = knowledge.rules.frame(name);
    let measure = name.strip_prefix("figure-").and_then(|measure| knowledge.rules.figures.told("measure", measure));
    RuleForm {
        name: name.to_owned(),
        why: frame.map(|f| f.why.clone()),
        file: frame.map(|f| f.file.clone()).or(measure.map(|m| m.file.clone())),
    }
}
