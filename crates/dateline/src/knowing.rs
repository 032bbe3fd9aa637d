//! Which reading of a report counts for a reader who stands on a day.
//!
//! A report without a date of its own is dated by the other reports, and later ones may date it otherwise. What was
//! known on a day must rest on nothing later; so of the reports that were out by then, as far as the whole pile tells,
//! the day is settled anew from those that were dated by then, and the reading with that day counts. `add` keeps a reading for every day that a part of the pile gives. Where
//! there is none after all, the report is as good as undated.

use crate::error::Result;
use dateline_core::model::{Claim, Day, Published, Shared};
use dateline_core::read::dating::{Dossier, settle};
use dateline_store::{Store, StoredReport};
use std::collections::BTreeMap;

/// Puts in place of each newest reading, for reports without a date of their own, the one that counts by a day.
pub(crate) fn as_known(
    store: &Store,
    stored: &mut [StoredReport],
    claims: &mut Vec<Shared<Claim>>,
    known: Day,
) -> Result<()> {
    if known == Day::MAX || !stored.iter().any(is_undated) {
        return Ok(());
    }
    let dossiers = dossiers(store, stored, claims)?;
    let by_then = dossiers.iter().take_while(|d| d.published.day().is_none_or(|day| day <= known)).count();
    let settled: BTreeMap<String, Published> = settle(&dossiers[..by_then]).into_iter().collect();
    let out = |s: &&mut StoredReport| is_undated(s) && crate::pile::published_by(s, known);
    let mut other_claims: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for one in stored.iter_mut().filter(out) {
        let wanted = settled.get(&one.report.id).copied().unwrap_or(one.report.published);
        let Some(reading) = one.reading.as_mut().filter(|r| r.published != wanted) else { continue };
        match store.read_as(&one.report.id, wanted)? {
            Some((other, its_claims)) => {
                *reading = other;
                other_claims.insert(one.report.id.clone(), its_claims);
            }
            None => reading.published = Published::UNKNOWN,
        }
    }
    claims.retain(|c| !other_claims.contains_key(&c.report));
    claims.extend(other_claims.into_values().flatten().map(Shared::from));
    Ok(())
}

/// By report, the days that the parts of the pile by each day give it, in the order of those days; the last is what
/// the whole pile gives.
pub(crate) fn given(
    store: &Store,
    stored: &[StoredReport],
    claims: &[Shared<Claim>],
) -> Result<BTreeMap<String, Vec<Published>>> {
    let dossiers = dossiers(store, stored, claims)?;
    let undated = dossiers.iter().take_while(|d| d.published.day().is_none()).count();
    let ends = (undated..=dossiers.len()).filter(|&n| {
        n == dossiers.len() || n == undated || dossiers[n].published.day() != dossiers[n - 1].published.day()
    });
    let mut given: BTreeMap<String, Vec<Published>> = BTreeMap::new();
    for end in ends {
        let settled: BTreeMap<String, Published> = settle(&dossiers[..end]).into_iter().collect();
        for dossier in &dossiers[..undated] {
            let days = settled.get(&dossier.report).copied().unwrap_or(dossier.published);
            given.entry(dossier.report.clone()).or_default().push(days);
        }
    }
    Ok(given)
}

fn is_undated(stored: &StoredReport) -> bool {
    let read = stored.reading.as_ref().is_some_and(|r| r.skipped.is_none());
    read && stored.report.published.day().is_none()
}

/// What dates the reports that were read: those without a date of their own first, then by day. What their own words
/// say is taken from the reading that knew no more than they do.
fn dossiers(store: &Store, stored: &[StoredReport], claims: &[Shared<Claim>]) -> Result<Vec<Dossier>> {
    let mut by_report: BTreeMap<&str, Vec<Shared<Claim>>> = BTreeMap::new();
    for claim in claims {
        by_report.entry(&claim.report).or_default().push(claim.clone());
    }
    let mut dossiers = Vec::new();
    for one in stored {
        let Some(reading) = one.reading.as_ref().filter(|r| r.skipped.is_none()) else { continue };
        let (id, published) = (&one.report.id, one.report.published);
        let own = if published == reading.published { None } else { store.read_as(id, published)? };
        let clues = own.as_ref().map_or(&reading.clues, |(reading, _)| &reading.clues);
        let claims = by_report.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        dossiers.push(Dossier::new(id, published, clues, claims));
    }
    dossiers.sort_by(|a, b| (a.published.day(), &a.report).cmp(&(b.published.day(), &b.report)));
    Ok(dossiers)
}
