//! Who stands with whom, learned from the pile.
//!
//! A government and its forces are one side by their ids. A militia that fights the government's enemy and
//! never the government is on its side too, and its loss of a town is the government's. Nothing else is
//! merged: two insurgencies against one government are not each other's allies, and neither are two states.

use super::corrections::Corrections;
use super::fact::index_of;
use crate::model::{Claim, EventKind, PartyRef, PlaceKind, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A side as a small number, valid inside one picture.
pub(super) type Side = usize;

/// The sides of a pile and who fights whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sides {
    /// Side of each base side (`state:AF`, `group:taliban`).
    joined: BTreeMap<String, Side>,
    /// Names of the sides, by number.
    names: Vec<String>,
    /// The party of each side that is named most often.
    parties: Vec<PartyRef>,
    /// Main opponent of each side, where one stands out.
    opponent: Vec<Option<Side>>,
}

/// What the claims of one place tell of sides. Tallies of places are added up, so that a place about which nothing new is
/// told need not be counted again.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// How often each party is named.
    named: BTreeMap<PartyRef, usize>,
    /// How often two parties are named as fighting each other.
    fights: BTreeMap<(String, String), u32>,
    /// The sides that gain the place.
    gaining: BTreeSet<String>,
    /// The sides that hold, leave or yield it.
    there: BTreeSet<String>,
}

/// Who acts, and upon whom.
type Pair<'a> = (Option<&'a PartyRef>, Option<&'a PartyRef>);

impl Tally {
    /// Counts the claims of one place.
    pub fn of<'a>(claims: impl Iterator<Item = &'a Claim>) -> Tally {
        let mut pairs: BTreeMap<Pair, (usize, u32)> = BTreeMap::new();
        let (mut gaining, mut there) = (BTreeSet::new(), BTreeSet::new());
        for claim in claims {
            let Some(event) = claim.event() else { continue };
            let (named, fights) = pairs.entry((event.actor.as_ref(), event.target.as_ref())).or_default();
            *named += 1;
            *fights += u32::from(is_fight(claim));
            match (claim.status.is_current(), event.kind, &event.actor) {
                (true, EventKind::Takeover, Some(actor)) => drop(gaining.insert(actor)),
                (true, EventKind::Hold | EventKind::Surrender | EventKind::Withdrawal, Some(actor)) => {
                    there.insert(actor);
                }
                _ => {}
            }
        }
        let sides = |parties: BTreeSet<&PartyRef>| parties.into_iter().map(PartyRef::side).collect();
        let mut tally = Tally { gaining: sides(gaining), there: sides(there), ..Tally::default() };
        for ((actor, target), (named, fights)) in pairs {
            for party in [actor, target].into_iter().flatten() {
                let named_as = party.written(party.name.clone());
                *tally.named.entry(named_as).or_insert(0) += named;
            }
            let sides = actor.zip(target).map(|(a, b)| (a.side(), b.side()));
            if let Some(two) = sides.filter(|(a, b)| fights > 0 && a != b) {
                *tally.fights.entry(two).or_insert(0) += fights;
            }
        }
        tally
    }
}

/// How often a side is named by which party.
type Named<'a> = BTreeMap<&'a str, (usize, &'a PartyRef)>;
type Fights = BTreeMap<(String, String), u32>;

/// As many fights as no pile tells of: the user's word outweighs it.
const BY_THE_USERS_WORD: u32 = 5_000;

impl Sides {
    /// Learns the sides from what is told of all places; the user's word goes before what is learnt.
    pub fn learn<'a>(tallies: impl Iterator<Item = &'a Tally> + Clone, corrections: &Corrections) -> Sides {
        let (mut fights, mut all) = (Fights::new(), BTreeMap::<String, Named>::new());
        for tally in tallies.clone() {
            for (party, n) in &tally.named {
                let named = all.entry(party.side()).or_default();
                let (sum, first) = named.entry(&party.id).or_insert((0, party));
                *sum += n;
                *first = (*first).min(party);
            }
            tally.fights.iter().for_each(|((a, b), n)| fight(&mut fights, a, b, *n));
        }
        let present: Vec<(&str, Vec<&PartyRef>)> =
            all.iter().map(|(side, named)| (side.as_str(), named.values().map(|(_, p)| *p).collect())).collect();
        for (a, b) in corrections.fights(&present) {
            fight(&mut fights, a, b, BY_THE_USERS_WORD);
        }
        let mut joined_to: BTreeMap<String, String> =
            all.keys().filter_map(|name| Some((name.clone(), patron(name, &fights)?))).collect();
        for (member, leader) in corrections.joins(&present) {
            joined_to.remove(leader);
            joined_to.insert(member.to_owned(), leader.to_owned());
        }
        let mut names: Vec<String> = all.keys().filter(|n| !joined_to.contains_key(*n)).cloned().collect();
        names.sort();
        let number = |name: &String| index_of(&names, leader(name, &joined_to));
        let joined: BTreeMap<String, Side> = all.keys().filter_map(|n| Some((n.clone(), number(n)?))).collect();
        let parties = names.iter().map(|n| commonest(&all[n])).collect();
        tallies.for_each(|tally| meet(&mut fights, tally));
        let opponent = opponents(&fights, &joined, names.len());
        Sides { joined, names, parties, opponent }
    }

    /// The side of a party.
    pub fn of(&self, party: &PartyRef) -> Option<Side> {
        self.joined.get(&party.side()).copied()
    }
    /// The side that this one mostly fights.
    pub fn opponent(&self, side: Side) -> Option<Side> {
        self.opponent[side]
    }
    /// The party of the side that the pile names most often.
    pub fn party(&self, side: Side) -> &PartyRef {
        &self.parties[side]
    }
    /// The stable name of a side.
    pub fn name(&self, side: Side) -> &str {
        &self.names[side]
    }
}

/// The party that is named most often; the first by id among equals.
fn commonest(named: &Named) -> PartyRef {
    let best = named.iter().max_by_key(|(id, (n, _))| (*n, std::cmp::Reverse(**id)));
    best.map(|(_, (_, party))| (*party).clone()).expect("a side is named")
}

/// Whether a claim tells of a fight; plans and history say nothing about the sides of today. Whoever leaves a country to
/// its government has not fought it.
fn is_fight(claim: &Claim) -> bool {
    use EventKind::{Advance, Clash, Siege, Strike, Surrender, Takeover, Withdrawal};
    let hostile = match claim.event_kind() {
        Some(Takeover | Clash | Siege | Surrender | Strike | Advance) => true,
        Some(Withdrawal) => claim.place().is_none_or(|p| p.kind != PlaceKind::Country),
        _ => false,
    };
    hostile && !matches!(claim.status, Status::Background | Status::Planned)
}

/// Counts fights of two sides in both directions.
fn fight(fights: &mut Fights, a: &str, b: &str, n: u32) {
    *fights.entry((a.to_owned(), b.to_owned())).or_insert(0) += n;
    *fights.entry((b.to_owned(), a.to_owned())).or_insert(0) += n;
}

/// The side that a side has joined at last. The user may join sides in a circle; then the walk ends somewhere in it.
fn leader<'a>(name: &'a String, joined_to: &'a BTreeMap<String, String>) -> &'a String {
    let mut at = name;
    for _ in 0..joined_to.len() {
        match joined_to.get(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Counts each place that one side gained and another had as a fight: claims often leave out whom it was taken from. Too
/// weak a sign to say who is nobody's ally, so it is counted after the alliances are made.
fn meet(fights: &mut Fights, at: &Tally) {
    let pairs = at.gaining.iter().flat_map(|a| at.there.iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a != b).for_each(|(a, b)| fight(fights, a, b, 1));
}

/// The state that a group fights for: it has an enemy in common with it and hardly ever fights it.
fn patron(name: &str, fights: &Fights) -> Option<String> {
    if name.starts_with("state:") {
        return None;
    }
    let mut common: BTreeMap<&str, u32> = BTreeMap::new();
    for ((_, enemy), mine) in fights.range((name.to_owned(), String::new())..).take_while(|((a, _), _)| a == name) {
        for ((_, ally), theirs) in fights.range((enemy.clone(), String::new())..).take_while(|((a, _), _)| a == enemy) {
            if ally != name && ally.starts_with("state:") {
                *common.entry(ally).or_default() += mine * theirs;
            }
        }
    }
    let fought = |ally: &str| fights.get(&(name.to_owned(), ally.to_owned())).copied().unwrap_or(0);
    let peaceful = common.into_iter().filter(|(ally, _)| fought(ally) == 0);
    peaceful.max_by_key(|(ally, n)| (*n, std::cmp::Reverse(ally.to_string()))).map(|(ally, _)| ally.to_owned())
}

/// For each side the one that it fights in at least two cases of three.
fn opponents(fights: &Fights, joined: &BTreeMap<String, Side>, sides: usize) -> Vec<Option<Side>> {
    let mut counts: Vec<BTreeMap<Side, u32>> = vec![BTreeMap::new(); sides];
    for ((a, b), n) in fights {
        if let (Some(&a), Some(&b)) = (joined.get(a), joined.get(b))
            && a != b
        {
            *counts[a].entry(b).or_default() += n;
        }
    }
    let main = |counts: &BTreeMap<Side, u32>| {
        let (side, most) = counts.iter().max_by_key(|(side, n)| (**n, std::cmp::Reverse(**side)))?;
        (3 * most >= 2 * counts.values().sum::<u32>()).then_some(*side)
    };
    counts.iter().map(main).collect()
}
