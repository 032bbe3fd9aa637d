//! Hand-made claims for the tests of this room.

use super::Picture;
use super::lineage::{Digest, Source};
use crate::model::*;
use std::collections::BTreeSet;

/// A day of August 2021.
pub fn day(of_august: i8) -> Day {
    jiff::civil::date(2021, 8, of_august)
}

/// A report of a day by an outlet of its own.
pub fn report(id: &str, on: i8) -> Source {
    Source {
        report: id.into(),
        published: Some(Days::on(day(on))),
        outlet: Some(format!("Outlet {id}")),
        agency: None,
        digest: Digest::default(),
        title: None,
        recall: None,
        url: None,
    }
}

/// The picture as known on a day of August; the report `a8` is of 8 August.
pub fn picture(claims: &[Claim], known: i8) -> Picture {
    Picture::assemble(claims, &reports(claims), day(known))
}

/// The reports of these claims.
pub fn reports(claims: &[Claim]) -> Vec<Source> {
    let ids: BTreeSet<&str> = claims.iter().map(|c| c.report.as_str()).collect();
    ids.into_iter().map(|id| report(id, id[1..].parse().expect("day"))).collect()
}

/// A party: `G` is a government, `A` its army, everything else a group.
pub fn party(name: &str) -> PartyRef {
    let id = match name {
        "G" => "gov:XX".into(),
        "A" => "forces:XX".into(),
        other => format!("group:{other}"),
    };
    PartyRef::from(Party { id, name: name.into(), text: name.into() })
}

/// The forces of a state.
pub fn state(iso: &str) -> PartyRef {
    PartyRef::from(Party { id: format!("forces:{iso}"), name: format!("forces of {iso}"), text: iso.into() })
}

pub fn place(name: &str, kind: PlaceKind) -> PlaceRef {
    PlaceRef::from(Place {
        id: format!("name:{name}"),
        name: name.into(),
        text: name.into(),
        kind,
        detail: None,
        lat: None,
        lon: None,
        within: None,
        country: "XX".into(),
        also: Vec::new(),
    })
}

/// A claim about Orlen, asserted by the narrator of `report`, of that day of August.
pub fn claim(report: &str, kind: EventKind, actor: &str, on: i8) -> Claim {
    let when = When { days: Days::on(day(on)), basis: Basis::Weekday, text: None, no_later: false };
    let event = Event {
        kind,
        actor: Some(party(actor)),
        target: None,
        place: Some(place("orlen", PlaceKind::City)),
        extent: Extent::Full,
        manner: None,
        when: Some(when),
    };
    Claim {
        id: format!("{report}/{}/{actor}/{on}", kind.as_str()),
        report: report.into(),
        span: Span::new(0, 1),
        sentence: Span::new(0, 1),
        quote: format!("{} by {actor} on {on}", kind.as_str()),
        says: Says::Event(event),
        status: Status::Asserted,
        source: None,
        rule: "test".into(),
        headline: false,
        caption: false,
        marks: Vec::new(),
        trace: Vec::new(),
    }
}

/// A number in running text of `report`, true of that day of August: "towns held by R" of the measure `held`.
pub fn figure(report: &str, measure: &str, subject: &str, value: f64, on: i8) -> Claim {
    let when = When { days: Days::on(day(on)), basis: Basis::Weekday, text: None, no_later: false };
    let party = subject.split_once(" by ").map(|(_, name)| party(name));
    let unit = if subject.starts_with("share of ") { "percent" } else { "places" };
    let told =
        Figure { subject: subject.into(), value, unit: unit.into(), party, when: Some(when), ..Figure::default() };
    Claim {
        id: format!("{report}/{subject}/{value}/{on}"),
        quote: format!("{value} {subject}"),
        says: Says::Figure(told.into()),
        rule: format!("figure-{measure}"),
        ..claim(report, EventKind::Clash, "R", on)
    }
}

/// Changes that read well in a test.
pub trait But: Sized {
    fn but(self, change: impl FnOnce(&mut Claim)) -> Claim;
    fn from(self, loser: &str) -> Claim {
        self.but(|c| c.event_mut().unwrap().target = Some(party(loser)))
    }
    fn status(self, status: Status) -> Claim {
        self.but(|c| {
            c.status = status;
            c.id += status.as_str();
        })
    }
    fn partial(self) -> Claim {
        self.but(|c| c.event_mut().unwrap().extent = Extent::Partial)
    }
    fn number(self, change: impl FnOnce(&mut Figure)) -> Claim {
        self.but(|c| match &mut c.says {
            Says::Figure(told) => change(told),
            other => panic!("{other:?} is no figure"),
        })
    }
    fn said_by(self, who: &str) -> Claim {
        self.but(|c| {
            c.source = Some(crate::model::Source { text: who.into(), verb: "said".into(), ..Default::default() }.into())
        })
    }
    fn undated(self) -> Claim {
        self.but(|c| c.event_mut().unwrap().when = None)
    }
}

impl But for Claim {
    fn but(mut self, change: impl FnOnce(&mut Claim)) -> Claim {
        change(&mut self);
        self
    }
}
