//! Claims of one report looked at together: what one of them says of the others.

use super::view::View;
use crate::model::{Claim, EventKind, Extent, PartyRef, PlaceRef, Role, SideOfSource, Status, TraceStep};
use crate::rulebook::Lists;
use dateline_tree::Upos;
use std::collections::BTreeSet;

/// A source's word for what the same report elsewhere denies or doubts is a claim, not a fact.
pub fn doubt_what_is_doubted(claims: &mut [Claim]) {
    let key = |c: &Claim| {
        let takes = c.tells(EventKind::Takeover);
        let place = c.place().filter(|_| takes)?.id.clone();
        Some((place, c.actor()?.side()))
    };
    let doubted: Vec<_> = claims
        .iter()
        .filter(|c| matches!(c.status, Status::Negated | Status::Denied | Status::Claimed))
        .filter(|c| c.source.as_ref().is_none_or(|s| s.side != SideOfSource::Loses) && c.rule != "party-claimed-place")
        // Whoever boasts of it does not doubt it.
        .filter(|c| c.status != Status::Claimed || c.source.as_ref().is_none_or(|s| s.side != SideOfSource::Gains))
        .filter_map(|c| Some((key(c)?, c.source.as_ref().map(|s| s.text.clone()), is_in_part(c))))
        .collect();
    for claim in claims.iter_mut().filter(|c| c.status == Status::Asserted) {
        let Some(source) = claim.source.as_ref().filter(|s| s.side == SideOfSource::Neither) else { continue };
        let own = key(claim);
        // Whoever says that the town has not fallen does not say that no part of it has.
        let part = is_in_part(claim);
        let against = doubted.iter().any(|(k, who, of_part)| {
            Some(k) == own.as_ref() && who.as_ref() != Some(&source.text) && (*of_part || !part)
        });
        if against {
            claim.status = Status::Claimed;
            let how = "the same report denies or doubts it elsewhere".to_owned();
            claim.trace.push(TraceStep { what: "status".to_owned(), how });
        }
    }
}

/// Whether a claim is about a part of its place only.
fn is_in_part(claim: &Claim) -> bool {
    claim.event().is_some_and(|e| e.extent == Extent::Partial)
}

/// "the last town held by the rebels" of a town just taken from them is a state that is over.
pub fn drop_what_is_over(found: Vec<Claim>) -> Vec<Claim> {
    let taken: Vec<(String, Option<String>)> = found
        .iter()
        .filter(|c| {
            c.tells(EventKind::Takeover)
                && c.status.is_current()
                && !c.rule.contains("hands")
                && !c.rule.contains("control")
        })
        .filter_map(|c| Some((c.place()?.id.clone(), c.actor().map(PartyRef::side))))
        .collect();
    let over = |c: &Claim| {
        let state = c.rule.starts_with("place-in-")
            || c.rule.starts_with("party-controls")
            || c.rule.starts_with("place-belongs");
        let place = c.place().map(|p| p.id.clone());
        state && taken.iter().any(|(p, side)| Some(p) == place.as_ref() && *side != c.actor().map(PartyRef::side))
    };
    let (_, kept): (Vec<Claim>, Vec<Claim>) = found.into_iter().partition(over);
    kept
}

/// "Entered Melitopol and captured it": of a place taken whole, that a part was taken first is no claim of its own.
pub fn drop_first_steps(found: Vec<Claim>) -> Vec<Claim> {
    let takes =
        |c: &Claim, extent: Extent| c.tells(EventKind::Takeover) && c.event().is_some_and(|e| e.extent == extent);
    let same = |a: &Claim, b: &Claim| {
        let place = |c: &Claim| c.place().map(|p| p.id.clone());
        let side = |c: &Claim| c.actor().map(PartyRef::side);
        let day = |c: &Claim| c.when().map(|w| w.days);
        place(a) == place(b) && side(a) == side(b) && a.status == b.status && day(a) == day(b)
    };
    let first_step =
        |c: &Claim| takes(c, Extent::Partial) && found.iter().any(|whole| takes(whole, Extent::Full) && same(c, whole));
    let kept: Vec<bool> = found.iter().map(|c| !first_step(c)).collect();
    found.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(c, _)| c).collect()
}

/// "Fell into the hands of the rebels" is told by two words: of one capture told with and without its taker, the latter
/// goes.
pub fn drop_unnamed(found: Vec<Claim>) -> Vec<Claim> {
    let named = |c: &Claim| c.tells(EventKind::Takeover) && c.marks.iter().any(|m| m.role == Role::Actor);
    let same = |a: &Claim, b: &Claim| {
        let place = |c: &Claim| c.place().map(|p| p.id.clone());
        let day = |c: &Claim| c.when().map(|w| w.days);
        let extent = |c: &Claim| c.event().map(|e| e.extent);
        let alike = place(a) == place(b) && day(a) == day(b) && extent(a) == extent(b);
        alike && a.status == b.status && a.span.overlaps(b.span)
    };
    let told = |c: &Claim| c.tells(EventKind::Takeover) && !named(c) && found.iter().any(|n| named(n) && same(n, c));
    let kept: Vec<bool> = found.iter().map(|c| !told(c)).collect();
    found.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(c, _)| c).collect()
}

/// A fall by nobody's hand is no capture where it stands in for the rest of another story.
pub fn drop_falls_out_of_place(claims: &mut Vec<Claim>, out_of_place: &dyn Fn(&PlaceRef) -> bool) {
    let unnamed = |c: &Claim| c.tells(EventKind::Takeover) && !c.marks.iter().any(|m| m.role == Role::Actor);
    claims.retain(|c| !(unnamed(c) && c.place().is_some_and(out_of_place)));
}

/// The side that alone takes places, as far as the report names takers; `None` when both sides do.
pub fn sole_taker(claims: &[Claim]) -> Option<PartyRef> {
    let told = |c: &&Claim| {
        c.tells(EventKind::Takeover) && c.status == Status::Asserted && c.marks.iter().any(|m| m.role == Role::Actor)
    };
    let mut takers = claims.iter().filter(told).filter_map(|c| c.actor());
    let first = takers.next()?;
    takers.all(|p| p.side() == first.side()).then(|| first.clone())
}

/// The sides that such claims name as taking places, on whoever's word.
pub fn takers(claims: &[Claim], such: &dyn Fn(&Claim) -> bool) -> BTreeSet<String> {
    let told = |c: &&Claim| {
        c.tells(EventKind::Takeover) && c.status.is_current() && c.marks.iter().any(|m| m.role == Role::Actor)
    };
    claims.iter().filter(told).filter(|c| such(c)).filter_map(|c| c.actor()).map(PartyRef::side).collect()
}

/// Who fights whom, as far as a single sentence names both. Who arrests or shells somebody does not fight him.
pub fn fights(claims: &[Claim]) -> Vec<(PartyRef, PartyRef)> {
    let marked = |c: &Claim, role: Role| c.marks.iter().any(|m| m.role == role);
    let of_war = |c: &Claim| c.event_kind().is_some_and(EventKind::is_about_control);
    let told = claims.iter().filter(|c| of_war(c) && marked(c, Role::Actor) && marked(c, Role::Target));
    let pair = |c: &Claim| {
        let event = c.event()?;
        Some((event.actor.clone()?, event.target.clone()?)).filter(|(a, b)| a.side() != b.side())
    };
    told.filter_map(pair).collect()
}

/// A report that names no army may still be of the war: several places change hands between named states, or armed people
/// take one.
pub fn tells_of_war(claims: &[Claim]) -> bool {
    let told = claims.iter().filter(|c| {
        matches!(c.event_kind(), Some(EventKind::Takeover | EventKind::Withdrawal | EventKind::Siege))
            && c.status.is_current()
    });
    let places: BTreeSet<&str> =
        told.filter(|c| c.actor().is_some()).filter_map(|c| c.place()).map(|p| p.id.as_str()).collect();
    // "Rebels captured Goma" is of a war by itself.
    let armed = |c: &Claim| {
        c.tells(EventKind::Takeover)
            && c.marks.iter().any(|m| m.role == Role::Actor)
            && c.actor().is_some_and(|a| !a.id.starts_with("gov:"))
    };
    // Nobody is named, but something is shelled as well as lost.
    let shelled = claims.iter().any(|c| c.tells(EventKind::Strike) && c.status.is_current());
    let lost = shelled && claims.iter().any(|c| c.tells(EventKind::Takeover) && c.status.is_current());
    places.len() >= 2 || lost || claims.iter().any(armed)
}

/// A report that names no army may show by its words that it is of a war: a truce and a garrison, or three words that
/// other reports use as a figure of speech one at a time.
pub fn speaks_of_war(views: &[View], lists: &Lists) -> bool {
    let (war, fighting) = (lists.words("war"), lists.words("fighting"));
    let mut told: BTreeSet<String> = BTreeSet::new();
    for view in views {
        let nouns = (0..view.len()).filter(|&i| matches!(view.token(i).upos, Upos::Noun | Upos::Propn));
        told.extend(nouns.map(|i| view.lemma(i)).filter(|lemma| war.contains(lemma) || fighting.contains(lemma)));
    }
    let plain = told.iter().any(|word| fighting.contains(word));
    told.len() >= 3 || plain && told.len() >= 2
}

/// Whether two claims of one sentence say the same.
pub fn same_claim(a: &Claim, b: &Claim) -> bool {
    let id = |c: &Claim| c.place().map(|p| p.id.clone());
    let side = |c: &Claim| c.actor().map(PartyRef::side);
    a.event_kind() == b.event_kind()
        && side(a) == side(b)
        && id(a) == id(b)
        && a.status == b.status
        && a.event().map(|e| e.extent) == b.event().map(|e| e.extent)
        && a.when().map(|w| w.days) == b.when().map(|w| w.days)
}
