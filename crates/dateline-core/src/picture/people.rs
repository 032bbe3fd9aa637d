//! Named persons across reports: what befell them and where they were, from every claim that tells of them.
//!
//! One person is one full name. A surname alone is joined to a full name only where one bearer of it is known and no
//! office speaks against it; two full names are never joined. Nothing is weighed here: what is denied, planned or history
//! stands beside what is told, each with its status.

use super::passage::{self, Passage};
use crate::lexicon::fold::fold;
use crate::model::{Days, Lot, PersonTold, PlaceRef, Says, Shared, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A passage that tells of a named person.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    passage: Passage,
    told: Shared<PersonTold>,
}

/// A named person.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name without what spellings differ in; it stays when another spelling is used more.
    pub id: String,
    /// The name, in the spelling that is used most.
    pub name: String,
    /// Other forms of it.
    pub also: Vec<String>,
    /// Offices, as written.
    pub roles: Vec<String>,
    /// What befell them, in order of the days.
    pub lots: Vec<Told>,
}

/// What known reports tell of one thing that befell a person, with one status.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What.
    pub lot: Lot,
    /// Whether it is told, claimed, denied, expected, history.
    pub status: Status,
    /// Where, or from where.
    pub place: Option<PlaceRef>,
    /// Where to.
    pub to: Option<PlaceRef>,
    /// The days it may have been; `None` where nothing tells.
    pub days: Option<Days>,
    /// Independent origins.
    pub origins: usize,
    /// Ids of the claims, in order of publication.
    pub claims: Vec<String>,
}

/// What the known claims tell of persons; headlines are left out.
pub(super) fn mentions(told: &[passage::Told]) -> Vec<Mention> {
    told.iter().filter(|t| !t.claim.headline).filter_map(|t| mention(*t)).collect()
}

fn mention(told: passage::Told) -> Option<Mention> {
    let Says::Person(person) = &told.claim.says else { return None };
    Some(Mention { passage: Passage::new(told), told: person.clone() })
}

/// The persons by name.
pub(super) fn people(mentions: &[Mention]) -> Vec<Named> {
    let bearers = Bearers::of(mentions);
    let mut by_name: BTreeMap<String, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_name.entry(bearers.whole(mention)).or_default().push(mention);
    }
    by_name.into_iter().map(|(id, mentions)| person(id, mentions)).collect()
}

fn key(mention: &Mention) -> String {
    fold(&mention.told.person.name)
}

/// The full names by their last word, each with the offices that reports give it.
struct Bearers(BTreeMap<String, BTreeMap<String, BTreeSet<String>>>);

impl Bearers {
    fn of(mentions: &[Mention]) -> Bearers {
        let mut by_last: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for mention in mentions {
            let name = key(mention);
            if let Some((_, last)) = name.rsplit_once(' ') {
                let offices = by_last.entry(last.to_owned()).or_default().entry(name).or_default();
                offices.extend(office(mention));
            }
        }
        Bearers(by_last)
    }

    /// The full name that a surname stands for, where only one can be meant.
    fn whole(&self, mention: &Mention) -> String {
        let own = key(mention);
        let mut bearers = self.0.get(&own).into_iter().flatten();
        let (Some((only, offices)), None) = (bearers.next(), bearers.next()) else { return own };
        let agrees = office(mention).is_none_or(|o| offices.is_empty() || offices.contains(&o));
        if agrees { only.clone() } else { own }
    }
}

/// The noun of an office: "governor" of "deputy governor of Herat".
fn office(mention: &Mention) -> Option<String> {
    let role = mention.told.person.role.as_ref()?;
    let head = role.split(" of ").next().unwrap_or(role);
    head.split(' ').next_back().map(fold)
}

fn person(id: String, mentions: Vec<&Mention>) -> Named {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    mentions.iter().for_each(|m| *forms.entry(&m.told.person.name).or_default() += 1);
    let best = |name: &str, n: usize| (name.contains(' '), n, std::cmp::Reverse(name.to_owned()));
    let name = forms.iter().max_by_key(|(name, n)| best(name, **n)).map_or("", |(name, _)| name);
    let roles: BTreeSet<String> = mentions.iter().filter_map(|m| m.told.person.role.clone()).collect();
    Named {
        id,
        name: name.to_owned(),
        also: forms.keys().filter(|f| **f != name).map(|f| (*f).to_owned()).collect(),
        roles: roles.into_iter().collect(),
        lots: lots(mentions.clone()),
    }
}

/// Joins what tells the same with the same status, of the same place and of days that may be the same.
fn lots(mut mentions: Vec<&Mention>) -> Vec<Told> {
    let id = |p: &Option<PlaceRef>| p.as_ref().map(|p| p.id.clone());
    mentions.sort_by_key(|m| {
        let days = m.told.when.as_ref().map(|w| w.days);
        let length = days.map_or(i64::MAX, |d| i64::from(d.to.since(d.from).map_or(i32::MAX, |s| s.get_days())));
        (m.told.place.is_none(), length, days, m.passage.published, &m.passage.claim.id)
    });
    let mut groups: Vec<Vec<&Mention>> = Vec::new();
    for mention in mentions {
        let same = |group: &Vec<&Mention>| {
            let (first, told) = (group[0], &mention.told);
            let days = |m: &Mention| m.told.when.as_ref().map(|w| w.days);
            let apart = days(first).zip(days(mention)).is_some_and(|(a, b)| !a.overlaps(b));
            let agree = |a: Option<String>, b: Option<String>| a.is_none() || b.is_none() || a == b;
            (first.told.lot, first.passage.claim.status) == (told.lot, mention.passage.claim.status)
                && !apart
                && agree(id(&first.told.place), id(&told.place))
                && agree(id(&first.told.to), id(&told.to))
        };
        match groups.iter_mut().find(|g| same(g)) {
            Some(group) => group.push(mention),
            None => groups.push(vec![mention]),
        }
    }
    let mut told: Vec<Told> = groups.into_iter().map(joined).collect();
    told.sort_by_key(|t| (t.days.is_none(), t.days, t.lot, t.status, t.claims.clone()));
    told
}

fn joined(mut group: Vec<&Mention>) -> Told {
    let first = group[0];
    let days = group.iter().filter_map(|m| m.told.when.as_ref().map(|w| w.days)).next();
    let to = group.iter().find_map(|m| m.told.to.clone());
    let place = group.iter().find_map(|m| m.told.place.clone());
    group.sort_by_key(|m| (m.passage.published, &m.passage.claim.id));
    Told {
        lot: first.told.lot,
        status: first.passage.claim.status,
        place,
        to,
        days,
        origins: group.iter().map(|m| m.passage.origin).collect::<BTreeSet<_>>().len(),
        claims: group.iter().map(|m| m.passage.claim.id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Claim;
    use crate::model::{EventKind, PersonRef, Says};
    use crate::picture::testing::*;

    fn told(report: &str, name: &str, role: Option<&str>, lot: Lot, on: i8) -> Claim {
        let when = claim(report, EventKind::Clash, "R", on).when().cloned();
        let person = PersonRef { name: name.into(), role: role.map(str::to_owned), ..PersonRef::default() };
        Claim {
            id: format!("{report}/{name}/{}/{on}", lot.as_str()),
            says: Says::Person(PersonTold { person, lot, place: None, to: None, when }.into()),
            ..claim(report, EventKind::Clash, "R", on)
        }
    }

    fn names(claims: &[Claim]) -> Vec<(String, usize)> {
        picture(claims, 19).people().into_iter().map(|p| (p.name, p.lots.len())).collect()
    }

    #[test]
    fn a_surname_joins_its_only_bearer_and_no_office_of_another() {
        let claims = [
            told("a5", "Omar Said", Some("governor"), Lot::Captured, 5),
            told("b6", "Said", Some("the former governor"), Lot::Captured, 5),
            told("c7", "Said", Some("spokesman"), Lot::Fled, 7),
        ];
        assert_eq!(names(&claims), [("Omar Said".to_owned(), 1), ("Said".to_owned(), 1)]);
    }

    #[test]
    fn an_id_stays_when_another_spelling_is_used_more() {
        let ids = |claims: &[Claim]| picture(claims, 19).people().into_iter().map(|p| p.id).collect::<Vec<_>>();
        let first = told("a5", "Omar Saïd", None, Lot::Fled, 5);
        let more = ["b6", "c6"].map(|report| told(report, "Omar Said", None, Lot::Fled, 5));
        assert_eq!(ids(std::slice::from_ref(&first)), ["omar said"]);
        assert_eq!(ids(&[vec![first], more.to_vec()].concat()), ["omar said"]);
    }

    #[test]
    fn two_persons_of_one_surname_are_not_merged() {
        let two = [told("a5", "Omar Said", None, Lot::Fled, 5), told("b5", "Karim Said", None, Lot::Killed, 5)];
        let third = told("c5", "Said", None, Lot::Killed, 5);
        assert_eq!(names(&[two.to_vec(), vec![third]].concat()).len(), 3);
    }

    #[test]
    fn order_changes_nothing_and_a_later_report_is_not_known() {
        let claims = [
            told("a5", "Omar Said", None, Lot::Captured, 5),
            told("b6", "Omar Said", None, Lot::Captured, 5),
            told("c9", "Omar Said", None, Lot::Killed, 9).status(Status::Denied),
        ];
        let turned: Vec<Claim> = claims.iter().rev().cloned().collect();
        assert_eq!(picture(&claims, 19).people(), picture(&turned, 19).people());
        assert_eq!(picture(&claims, 6).people(), picture(&claims[..2], 19).people());
        let all = picture(&claims, 19).people();
        assert_eq!((all[0].lots[0].origins, all[0].lots[1].status), (2, Status::Denied));
    }
}
