//! One name for one place, whatever the reports' spellings.
//!
//! A claim names its place as its report spells it; a pile calls it what most of its reports call it.
//! The gazetteer's own name is often none that news prints ("Tadmur" for Palmyra), and a place may
//! have been renamed since, so the reports decide.

use crate::model::{Claim, Place, PlaceKind, PlaceRef, Pool, Shared};
use std::collections::BTreeMap;

/// Gives every place the spelling that most claims of the counted reports use; the first by letters among equals.
pub fn unify(claims: &mut [Shared<Claim>], counts: impl Fn(&str) -> bool) {
    let mut votes: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| counts(&c.report)) {
        if let Some(place) = claim.place().filter(|p| p.kind != PlaceKind::Facility) {
            *votes.entry(place.id.clone()).or_default().entry(place.name.clone()).or_default() += 1;
        }
    }
    let chosen: BTreeMap<String, String> =
        votes.into_iter().filter_map(|(id, names)| Some((id, most(names)?))).collect();
    let mut pool = Pool::default();
    for claim in claims {
        let renamed = claim.place().and_then(|place| renamed(place, &chosen));
        let renamed = renamed.map(|place| pool.one(&place.id, &place));
        if let (Some(new), Some(place)) = (renamed, claim.place_mut()) {
            *place = new;
        }
    }
}

fn most(names: BTreeMap<String, usize>) -> Option<String> {
    let top = *names.values().max()?;
    let (short, _) = names.iter().find(|(_, n)| **n == top)?;
    // "Mazar" is short for "Mazar-i-Sharif": the full name says more.
    let full = names.keys().find(|n| n.strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with(['-', ' '])));
    Some(full.unwrap_or(short).clone())
}

/// The place under another name, and a site under that of the town it stands in; `None` where its name is right.
fn renamed(place: &PlaceRef, chosen: &BTreeMap<String, String>) -> Option<PlaceRef> {
    if let (PlaceKind::Facility, Some((town, _)), Some(detail)) = (place.kind, place.id.rsplit_once('/'), &place.detail)
    {
        let town = chosen.get(town)?;
        let new = Place { name: format!("{town} {detail}"), within: Some(town.clone()), ..Place::clone(place) };
        return (**place != new).then(|| new.into());
    }
    let name = chosen.get(&place.id).filter(|name| **name != place.name)?;
    Some(Place { name: name.clone(), ..Place::clone(place) }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EventKind;
    use crate::picture::testing::claim;

    #[test]
    fn the_commonest_spelling_names_the_place_and_its_sites() {
        let named = |name: &str, id: &str, kind, detail: Option<&str>| {
            let mut claim = claim("a", EventKind::Takeover, "Rebels", 8);
            if let Some(place) = claim.place_mut() {
                place.id = id.into();
                place.name = name.into();
                place.kind = kind;
                place.detail = detail.map(str::to_owned);
            }
            Shared::from(claim)
        };
        let mut claims = vec![
            named("Kundus", "gn:1", PlaceKind::City, None),
            named("Kunduz", "gn:1", PlaceKind::City, None),
            named("Kunduz", "gn:1", PlaceKind::City, None),
            named("Kundus airport", "gn:1/airport", PlaceKind::Facility, Some("airport")),
        ];
        unify(&mut claims, |_| true);
        let names: Vec<&str> = claims.iter().filter_map(|c| c.place()).map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["Kunduz", "Kunduz", "Kunduz", "Kunduz airport"]);
    }
}
