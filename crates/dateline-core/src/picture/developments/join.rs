//! Which accounts are of one happening.
//!
//! Accounts of one kind at one place are taken in an order of their own, those with the firmest and narrowest days
//! first, so that the order of reports cannot matter. Each joins the happening it fits, or begins one. What can happen
//! only once until somebody undoes it (a place is taken, left, yielded) also joins when the days differ by a little and
//! nobody else took the place between: then the day is disputed, not the happening. A siege lasts.

use super::account::Account;
use crate::model::{Days, EventKind, PlaceKind, PlaceRef};
use std::collections::BTreeMap;

/// How far apart, in days, accounts of one change of hands may be.
pub(super) const SAME_MATTER: i64 = 3;

/// Accounts of one happening.
#[derive(Debug)]
pub(super) struct Knot<'a> {
    pub told: Vec<&'a Account<'a>>,
    pub against: Vec<&'a Account<'a>>,
    /// Happenings of the same kind in parts of the place.
    pub parts: Vec<Knot<'a>>,
    /// The days that all accounts allow, while there are any.
    core: Option<Days>,
    hull: Days,
}

impl<'a> Knot<'a> {
    fn of(account: &'a Account<'a>) -> Knot<'a> {
        let days = account.days;
        Knot { told: vec![account], against: Vec::new(), parts: Vec::new(), core: Some(days), hull: days }
    }

    /// The best days: what all allow, else everything that is named.
    pub fn days(&self) -> Days {
        match self.told[0].kind {
            kind if lasts(kind) => self.hull,
            _ => self.core.unwrap_or(self.hull),
        }
    }
    /// Whether no day suits all accounts.
    pub fn day_disputed(&self) -> bool {
        self.core.is_none() && !lasts(self.told[0].kind)
    }
    /// The name of the acting side.
    pub fn actor(&self) -> Option<&str> {
        self.told.iter().find_map(|a| side(&a.actor))
    }
    fn target(&self) -> Option<&str> {
        self.told.iter().find_map(|a| side(&a.target))
    }

    /// Takes an account in. One without a day of its own only says that it was by then.
    fn take(&mut self, account: &'a Account<'a>) {
        if account.firm || lasts(account.kind) {
            self.core = self.core.and_then(|core| core.meet(account.days));
            let (from, to) = (self.hull.from.min(account.days.from), self.hull.to.max(account.days.to));
            self.hull = Days { from, to };
        }
        self.told.push(account);
    }

    /// Whether nothing shows that the two are of different parties. From whom a place was taken is told in many ways.
    fn same_parties(&self, account: &Account) -> bool {
        let agree = |a: Option<&str>, b: Option<&str>| a.is_none() || b.is_none() || a == b;
        let taken = account.kind == EventKind::Takeover;
        agree(self.actor(), side(&account.actor)) && (taken || agree(self.target(), side(&account.target)))
    }
}

fn side(party: &Option<(String, crate::model::PartyRef)>) -> Option<&str> {
    party.as_ref().map(|(side, _)| side.as_str())
}

/// What goes on for days.
fn lasts(kind: EventKind) -> bool {
    kind == EventKind::Siege
}

/// What cannot happen again before it is undone.
fn is_once(kind: EventKind) -> bool {
    matches!(kind, EventKind::Takeover | EventKind::Withdrawal | EventKind::Surrender)
}

/// The happenings, with what is told of their parts and against them.
pub(super) fn joined<'a>(accounts: &'a [Account<'a>]) -> Vec<Knot<'a>> {
    let mut groups: BTreeMap<(&str, EventKind, bool), Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        groups.entry((&account.place.id, account.kind, account.full)).or_default().push(account);
    }
    let gains = gains(accounts);
    let none = Vec::new();
    let mut knots: Vec<Knot> = Vec::new();
    for ((place, _, _), group) in groups {
        let (refuted, told): (Vec<&Account>, Vec<&Account>) = group.into_iter().partition(|a| a.refuted);
        let mut here = tie(told, gains.get(place).unwrap_or(&none));
        refuted.into_iter().for_each(|account| contradict(&mut here, account));
        knots.append(&mut here);
    }
    with_parts(knots)
}

/// By place, who gains it on which days by a firm account.
fn gains<'a>(accounts: &'a [Account<'a>]) -> BTreeMap<&'a str, Vec<(&'a str, Days)>> {
    let mut gains: BTreeMap<&str, Vec<(&str, Days)>> = BTreeMap::new();
    for account in accounts.iter().filter(|a| a.kind == EventKind::Takeover && a.full && a.firm && !a.refuted) {
        if let Some(side) = side(&account.actor) {
            gains.entry(&account.place.id).or_default().push((side, account.days));
        }
    }
    gains
}

/// Joins the accounts of one kind at one place.
fn tie<'a>(mut told: Vec<&'a Account<'a>>, gains: &[(&str, Days)]) -> Vec<Knot<'a>> {
    told.sort_by_key(|a| {
        let length = if lasts(a.kind) { 0 } else { length(a.days) };
        let days = if a.firm { (a.days.from, a.days.to) } else { (a.days.to, a.days.from) };
        (a.actor.is_none(), !a.firm, length, days, a.published, a.id)
    });
    let mut knots: Vec<Knot> = Vec::new();
    for account in told {
        match home(&knots, account, gains) {
            Some(at) => knots[at].take(account),
            None => knots.push(Knot::of(account)),
        }
    }
    knots
}

/// The happening that an account is of: the nearest that fits. Whose it is of two, an account that names nobody cannot tell.
fn home(knots: &[Knot], account: &Account, gains: &[(&str, Days)]) -> Option<usize> {
    let near = |knot: &Knot| is_near(knot, account, gains).then(|| apart(knot.days(), account.days));
    let fitting: Vec<(i64, usize)> = knots
        .iter()
        .enumerate()
        .filter(|(_, knot)| knot.same_parties(account))
        .filter_map(|(n, knot)| near(knot).map(|apart| (apart, n)))
        .collect();
    let nearest = fitting.iter().min()?;
    let ambiguous = fitting.iter().any(|(apart, n)| {
        let (a, b) = (&knots[*n], &knots[nearest.1]);
        *apart == nearest.0 && (a.actor(), a.target()) != (b.actor(), b.target())
    });
    (!ambiguous).then_some(nearest.1)
}

fn is_near(knot: &Knot, account: &Account, gains: &[(&str, Days)]) -> bool {
    let (days, kind) = (knot.days(), account.kind);
    if days.overlaps(account.days) {
        return true;
    }
    let close = apart(days, account.days) <= SAME_MATTER;
    // "Has taken it", said a week later, is of the capture before.
    let told_later = !account.firm && account.days.from > days.to;
    lasts(kind) && close || is_once(kind) && (close || told_later) && !undone(knot, account, gains)
}

/// Whether another side took the place between the two, so that it may have happened again.
fn undone(knot: &Knot, account: &Account, gains: &[(&str, Days)]) -> bool {
    let (days, own) = (knot.days(), knot.actor().or(side(&account.actor)));
    let between = |d: &Days| d.to >= days.from.min(account.days.from) && d.from <= days.to.max(account.days.to);
    // For who leaves or yields, coming back is what undoes it.
    let undoes = |side: &str| match account.kind {
        EventKind::Takeover => own != Some(side),
        _ => own == Some(side),
    };
    gains.iter().any(|(side, d)| undoes(side) && between(d))
}

/// How many days lie from one to the other; none when they overlap.
fn apart(a: Days, b: Days) -> i64 {
    match a.overlaps(b) {
        true => 0,
        false => length(Days { from: a.to.min(b.to), to: a.from.max(b.from) }),
    }
}

fn length(days: Days) -> i64 {
    days.to.since(days.from).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// Puts a denial to the happening that it denies: of the same parties, about the same days, by another witness.
fn contradict<'a>(knots: &mut [Knot<'a>], account: &'a Account<'a>) {
    let denied = |knot: &Knot| {
        let close = apart(knot.days(), account.days) <= SAME_MATTER;
        close && knot.same_parties(account) && knot.told.iter().any(|yes| is_denied_by(yes, account))
    };
    let fitting = (0..knots.len()).filter(|&n| denied(&knots[n]));
    if let Some(at) = fitting.min_by_key(|&n| (apart(knots[n].days(), account.days), n)) {
        knots[at].against.push(account);
    }
}

/// A narrator does not contradict what he tells himself: he speaks of something else.
fn is_denied_by(yes: &Account, no: &Account) -> bool {
    yes.report != no.report || yes.speaker != no.speaker && (no.speaker.is_some() || is_once(no.kind))
}

/// Puts what happened in parts of a place to what happened to the whole.
fn with_parts(knots: Vec<Knot<'_>>) -> Vec<Knot<'_>> {
    let towns = towns(&knots);
    let (mut wholes, mut rest): (Vec<Knot>, Vec<Knot>) =
        knots.into_iter().partition(|k| k.told[0].full && whole(k.told[0].place, &towns).is_none());
    // What lasts on its own is not joined: an airport may be besieged or taken long before its town.
    let mut alone = Vec::new();
    for part in rest.drain(..) {
        let first = part.told[0];
        let of = whole(first.place, &towns).unwrap_or(first.place.id.clone());
        let fits = |k: &Knot| {
            let same = k.told[0].kind == first.kind && k.told[0].place.id == of;
            same && k.days().overlaps(part.days()) && part.told.iter().all(|a| k.same_parties(a))
        };
        match wholes.iter().position(fits) {
            Some(at) => wholes[at].parts.push(part),
            None => alone.push(part),
        }
    }
    wholes.append(&mut alone);
    wholes
}

/// The towns by name and country; a name of two towns is of none.
fn towns(knots: &[Knot]) -> BTreeMap<(String, String), Option<String>> {
    let mut towns: BTreeMap<(String, String), Option<String>> = BTreeMap::new();
    for place in knots.iter().map(|k| k.told[0].place).filter(|p| p.kind == PlaceKind::City) {
        let id = towns.entry((place.name.clone(), place.country.clone())).or_insert_with(|| Some(place.id.clone()));
        *id = id.take().filter(|known| *known == place.id);
    }
    towns
}

/// The id of the town that a site or district is a part of.
fn whole(place: &PlaceRef, towns: &BTreeMap<(String, String), Option<String>>) -> Option<String> {
    if let Some((town, _)) = place.id.split_once('/') {
        return Some(town.to_owned());
    }
    let inside = matches!(place.kind, PlaceKind::Facility | PlaceKind::District);
    let within = place.within.as_ref().filter(|_| inside)?;
    towns.get(&(within.clone(), place.country.clone())).cloned().flatten()
}
