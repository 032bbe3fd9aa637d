//! What happens in a war beside the fight for places: strikes, arrests, talks, closures, marches, relief.
//!
//! Frames of these events need not name a place, and nobody who acts in them need bear arms. The grammar is the same as
//! for control (`frames`); what differs is who may fill a role, and that one happening told twice in a sentence
//! ("carried out a strike") counts once.

use super::frames::{Match, Matcher};
use super::place::reference;
use super::scene::Spot;
use super::status::Decided;
use super::view::View;
use super::whereabouts::is_on_the_ground;
use super::who::Who;
use crate::model::{Claim, Event, EventKind, PartyRef, Place, PlaceKind, PlaceRef, Role, SideOfSource, Span, Status};
use crate::rulebook::{Class, Frame, Slot};
use dateline_tree::{Relation, Upos};

impl<'a> Matcher<'a> {
    /// A frame of a happening on one word.
    pub(super) fn try_happening(&self, frame: &'a Frame, i: usize, noun: usize) -> Option<Match<'a>> {
        // "Displaced people" fled some day; that they did is not told here.
        let before_noun =
            self.scene.view.relation(i) == Relation::Amod && self.scene.view.head(i).is_some_and(|h| h > i);
        if before_noun && frame.says == EventKind::Evacuation {
            return None;
        }
        if self.is_part_of_a_compound(i) || self.scene.mentions.iter().any(|m| m.covers(i)) {
            return None;
        }
        let who = Who { scene: self.scene, parties: self.parties, lists: &self.rules.lists };
        if !self.fits(frame, i, noun) {
            return None;
        }
        let actor = self.role(&who, &frame.actor, &frame.actor_is, i, noun);
        if actor.is_none() && self.another_acts(frame, i) {
            return None;
        }
        let target = self.role(&who, &frame.target, &frame.target_is, i, noun);
        let taken = |s: &Spot| [&actor, &target].iter().any(|p| p.as_ref().is_some_and(|(w, _)| *w == s.word));
        // Troops are sent to a place, not where they come from.
        let left = |s: &Spot| {
            frame.says == EventKind::Deployment
                && s.word < self.scene.view.len()
                && self.scene.view.case(s.word) == "from"
        };
        let spots = |slot: &Slot| {
            self.spots(slot, frame, i, noun).into_iter().filter(|s| !taken(s) && !left(s)).collect::<Vec<Spot>>()
        };
        let spots = frame.place.iter().map(spots).find(|s| !s.is_empty()).unwrap_or_default();
        let spots = self.settled(innermost(spots), frame.says);
        let has = |role: &str| match role {
            "place" => !spots.is_empty(),
            "actor" => actor.is_some(),
            "target" => target.is_some(),
            _ => true,
        };
        frame.needs.iter().all(|r| has(r)).then_some(Match { frame, trigger: i, spots, actor, target, somebody: None })
    }

    /// Whether the slots that a frame names are filled as it asks.
    pub(super) fn fits(&self, frame: &Frame, i: usize, noun: usize) -> bool {
        let who = Who { scene: self.scene, parties: self.parties, lists: &self.rules.lists };
        frame.fits.iter().all(|(slot, classes)| {
            let adjective = |h: usize| {
                *slot == Slot::Modifier && classes.contains(&Class::Party) && self.modifier_party(h).is_some()
            };
            self.heads(slot, i, noun).into_iter().any(|h| classes.iter().any(|c| who.is(h, c)) || adjective(h))
        })
    }

    /// Who fills a role of a happening, of the classes that may.
    pub(super) fn role(
        &self,
        who: &Who,
        slots: &[Slot],
        classes: &[Class],
        i: usize,
        noun: usize,
    ) -> Option<(usize, PartyRef)> {
        let heads = slots.iter().flat_map(|s| self.heads(s, i, noun).into_iter().map(move |h| (s, h)));
        heads.into_iter().find_map(|(slot, h)| {
            let party = match slot {
                Slot::Modifier => self.modifier_party(h),
                _ => self.spoken_self(h).or_else(|| who.named(h, classes)),
            };
            Some((h, party?))
        })
    }

    /// Where the happening is put: a school or an embassy is a part of its town; an airport is a place of its own. A
    /// sentence that names no place goes on where the one before was.
    pub(super) fn settled(&self, spots: Vec<Spot>, kind: EventKind) -> Vec<Spot> {
        let nameless = self.scene.mentions.iter().all(|m| m.speaking);
        let spoken_of = self.scene.memory.city().filter(|_| spots.is_empty() && nameless && stays_where_it_was(kind));
        let before = spoken_of.map(|city| {
            let how = format!("the sentence names no place; {} is the town spoken of before", city.name);
            Spot { place: city.clone(), word: usize::MAX, partial: false, how }
        });
        spots.into_iter().map(|s| self.in_its_town(s)).chain(before).collect()
    }

    /// Who has the governor's office and the police headquarters has a part of their town: one claim about the town, which
    /// names the sites. An airport or a base is a place of its own.
    pub(super) fn towns(&self, spots: Vec<Spot>) -> Vec<Spot> {
        let mut towns: Vec<Spot> = Vec::new();
        for spot in spots {
            let site = spot.place.id.contains('/');
            let mut spot = self.in_its_town(spot);
            spot.partial |= site && !spot.place.id.contains('/');
            let same = |t: &&mut Spot| t.partial && spot.partial && t.place.id == spot.place.id;
            match towns.iter_mut().find(same) {
                Some(town) => add_detail(&mut town.place, spot.place.detail.clone()),
                None => towns.push(spot),
            }
        }
        towns
    }

    fn in_its_town(&self, spot: Spot) -> Spot {
        let place = &spot.place;
        let own = place.detail.as_deref().and_then(|d| d.split(' ').next_back()).is_some_and(|d| STANDING.contains(&d));
        let Some((town, _)) = place.id.split_once('/').filter(|_| place.kind == PlaceKind::Facility && !own) else {
            return spot;
        };
        let known = place.within.as_deref().map(|name| self.scene.gazetteer.candidates(name)).unwrap_or_default();
        let record = known.into_iter().map(|c| self.scene.gazetteer.record(c)).find(|r| r.id == town);
        let Some(record) = record else { return spot };
        let how = format!("{}; what happens there happens in {}", spot.how, record.name);
        let at = reference(&record, "", None, self.scene.gazetteer);
        let place =
            PlaceRef::from(Place { text: place.text.clone(), detail: place.detail.clone(), ..Place::clone(&at) });
        Spot { place, how, ..spot }
    }

    /// The subject is a noun of another class than the frame accepts: "parents picked up their children".
    fn another_acts(&self, frame: &Frame, i: usize) -> bool {
        let view = self.scene.view;
        let free = !frame.fits.iter().any(|(slot, _)| *slot == Slot::Subject);
        let verbal = matches!(view.token(i).upos, Upos::Verb | Upos::Aux);
        let noun = |s: usize| matches!(view.token(s).upos, Upos::Noun | Upos::Propn);
        free && verbal
            && !view.is_passive(i)
            && frame.actor.contains(&Slot::Subject)
            && view.subject(i).is_some_and(noun)
    }

    /// "Aid workers", "a strike leader", "the peace talks venue": the noun only tells what kind of thing the next one is.
    fn is_part_of_a_compound(&self, i: usize) -> bool {
        let view = self.scene.view;
        let nominal = matches!(view.token(i).upos, Upos::Noun | Upos::Propn);
        let above = view.head(i).filter(|_| matches!(view.relation(i), Relation::Compound | Relation::NmodDesc));
        nominal && above.is_some_and(|h| h > i)
    }
}

/// Of matches of one sort, one below the other in the tree, the upper stays: "gathered to shout", "began shelling".
pub fn keep_upper<'m>(view: View, found: Vec<Match<'m>>) -> Vec<Match<'m>> {
    let below = |m: &Match| {
        let told = |k: &&Match| {
            let apart = k.spots.first().zip(m.spots.first()).is_some_and(|(a, b)| a.place.id != b.place.id);
            k.frame.says == m.frame.says && k.trigger != m.trigger && !apart && k.spots.is_empty() <= m.spots.is_empty()
        };
        (!m.frame.says.is_about_control() || is_on_the_ground(m.frame.says))
            && found.iter().filter(told).any(|k| view.sentence.dominates(k.trigger, m.trigger))
    };
    let kept: Vec<bool> = found.iter().map(|m| !below(m)).collect();
    found.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(m, _)| m).collect()
}

/// Whether a happening told without a place is likely to be where the sentence before was: troops that are sent and
/// relief that is promised come from elsewhere.
fn stays_where_it_was(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Deployment | EventKind::Aid)
}

/// Sites that are places of their own beside the town they are called after.
const STANDING: &[&str] = &[
    "airport",
    "airfield",
    "airbase",
    "base",
    "crossing",
    "bridge",
    "dam",
    "port",
    "harbour",
    "harbor",
    "road",
    "highway",
    "camp",
    "refinery",
    "oilfield",
    "mine",
    "border",
    "plant",
    "outpost",
    "checkpoint",
    "junction",
    "hill",
    "hilltop",
];

/// Of a site and the town it lies in, both named for one happening, the site: "in his church in Kinshasa".
pub(super) fn innermost(spots: Vec<Spot>) -> Vec<Spot> {
    let holds =
        |town: &Spot| spots.iter().any(|s| s.place.id.strip_prefix(&town.place.id).is_some_and(|r| r.starts_with('/')));
    let kept: Vec<bool> = spots.iter().map(|s| !holds(s)).collect();
    spots.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(s, _)| s).collect()
}

fn add_detail(place: &mut PlaceRef, detail: Option<String>) {
    let all = [place.detail.take(), detail].into_iter().flatten().collect::<Vec<_>>().join(", ");
    place.detail = (!all.is_empty()).then_some(all);
}

/// "Took no prisoners", "no shells were fired": what would have been done was done to nobody.
pub fn none_was(view: View, found: &Match) -> Option<Decided> {
    let object = view.object(found.trigger).filter(|_| !found.frame.says.is_about_control())?;
    let no = view.children(object).find(|&c| view.relation(c) == Relation::Det && view.lower(c) == "no")?;
    Some(Decided::of(Status::Negated, no, "it is said of nobody"))
}

/// The event of a match, as far as its own words tell.
pub fn event(found: &Match, spot: Option<&Spot>, when: Option<crate::model::When>) -> Event {
    let party = |p: &Option<(usize, PartyRef)>| p.as_ref().map(|(_, party)| party.clone());
    // A helicopter brings people out, but nobody's name is told by it.
    let actor = party(&found.actor).filter(|a| !a.id.starts_with("thing:"));
    let target = party(&found.target).filter(|t| actor.as_ref().is_none_or(|a| a.side() != t.side()));
    Event {
        kind: found.frame.says,
        actor,
        target,
        place: spot.map(|s| s.place.clone()),
        extent: if spot.is_some_and(|s| s.partial) { crate::model::Extent::Partial } else { found.frame.extent },
        manner: None,
        when,
    }
}

/// Where a speaker stands with regard to a happening: who struck boasts, who is said to have killed civilians does
/// not, and the enemy of either accuses. Talks, closures and relief are nobody's victory.
pub fn side_of(event: &Event, speaker: Option<&PartyRef>, enemy: Option<&PartyRef>) -> SideOfSource {
    let Some(speaker) = speaker.map(PartyRef::side) else { return SideOfSource::Neither };
    let is = |p: Option<&PartyRef>| p.is_some_and(|p| p.side() == speaker);
    let (own, other) = (is(event.actor.as_ref()), is(event.target.as_ref()) || is(enemy));
    match event.kind {
        EventKind::Strike | EventKind::Detention | EventKind::Release if own => SideOfSource::Gains,
        EventKind::AttackOnCivilians if own => SideOfSource::Loses,
        EventKind::AttackOnCivilians | EventKind::Strike | EventKind::Deployment if other => SideOfSource::Gains,
        _ => SideOfSource::Neither,
    }
}

/// Tells each happening of a sentence once: of claims that may be the same the fuller one stays.
pub fn drop_repeats(mut claims: Vec<Claim>) -> Vec<Claim> {
    let mut i = 0;
    while i < claims.len() {
        let better = (0..claims.len()).any(|j| {
            j != i && is_repeat(&claims[i], &claims[j]) && (fullness(&claims[j]), i) > (fullness(&claims[i]), j)
        });
        if better {
            claims.remove(i);
        } else {
            i += 1;
        }
    }
    claims
}

/// Whether two claims of one sentence may tell the same happening.
fn is_repeat(a: &Claim, b: &Claim) -> bool {
    let (Some(one), Some(other)) = (a.event(), b.event()) else { return false };
    let shots = |k: EventKind| matches!(k, EventKind::Strike | EventKind::AttackOnCivilians);
    let same_kind = one.kind == other.kind && !one.kind.is_about_control() || shots(one.kind) && shots(other.kind);
    let agree = |x: Option<String>, y: Option<String>| x.zip(y).is_none_or(|(x, y)| x == y);
    let place = |e: &Event| e.place.as_ref().map(|p| format!("{} {}", p.id, p.detail.as_deref().unwrap_or_default()));
    let side = |e: &Event| e.actor.as_ref().map(PartyRef::side);
    same_kind && a.status == b.status && agree(place(one), place(other)) && agree(side(one), side(other))
}

fn fullness(claim: &Claim) -> (usize, usize) {
    let Some(event) = claim.event() else { return (0, 0) };
    let trigger = claim.marks.iter().find(|m| m.role == Role::Trigger).map_or(Span::new(0, 0), |m| m.span);
    let roles = usize::from(event.place.is_some()) * 2
        + usize::from(event.actor.is_some())
        + usize::from(event.target.is_some());
    (roles, usize::MAX - trigger.start as usize)
}
