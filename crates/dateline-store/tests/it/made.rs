//! Reports and claims made for the tests.

use dateline_core::model::*;
use dateline_core::picture::lineage::{Digest, Print};
use dateline_core::read::Reading;
use dateline_core::read::dating::Clues;
use jiff::civil::Weekday;

pub fn report(id: &str, text: &str) -> Report {
    Report {
        id: id.into(),
        outlet: Some("Agency".into()),
        title: Some("A title".into()),
        url: None,
        author: None,
        language: "en".into(),
        published: Published { days: Some(Days::on(day("2021-08-13"))), basis: DateBasis::DateLine },
        original_sha256: format!("o{text}"),
        text_sha256: format!("t{text}"),
        text: text.into(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
    }
}

pub fn reading(claims: Vec<Claim>) -> Reading {
    Reading {
        claims,
        published: Published { days: Some(Days::on(day("2021-08-13"))), basis: DateBasis::DateLine },
        clues: Clues {
            dateline: Some((8, 13)),
            weekdays: vec![Weekday::Monday, Weekday::Sunday],
            leads: true,
            dates: vec![(8, 12, Some(2021)), (8, 13, None)],
            changes: vec![("gn:1".into(), Some(Weekday::Friday)), ("gn:2".into(), None)],
            ago: vec![("gn:3".into(), 1)],
        },
        digest: Digest { prints: vec![Print { masked: u64::MAX, exact: 7, span: Span::new(0, 6), quoted: true }] },
        notices: vec![Notice::remark("a.txt", "Something was odd.", "Look at it.")],
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn claim(id: &str, report: &str, place: &str, from: &str) -> Claim {
    let party = |name: &str| PartyRef::from(Party { id: format!("name:{name}"), name: name.into(), text: name.into() });
    Claim {
        id: id.into(),
        report: report.into(),
        span: Span::new(0, 5),
        sentence: Span::new(0, 9),
        quote: "Alpha".into(),
        says: Says::Event(Event {
            kind: EventKind::Takeover,
            actor: Some(party("north")),
            target: Some(party("south")),
            place: Some(PlaceRef::from(Place {
                id: format!("gn:{place}"),
                name: place.into(),
                text: place.into(),
                kind: PlaceKind::City,
                detail: Some("provincial capital".into()),
                lat: Some(34.5281),
                lon: Some(-69.1723),
                within: Some("Province".into()),
                country: "AF".into(),
                also: vec!["gn:9".into()],
            })),
            extent: Extent::Partial,
            manner: Some(Manner::HandedOver),
            when: Some(When {
                days: Days::on(day(from)),
                basis: Basis::Weekday,
                text: Some("on Friday".into()),
                no_later: true,
            }),
        }),
        status: Status::Claimed,
        source: Some(
            Source {
                text: "a lawmaker".into(),
                name: Some("Amina Sow".into()),
                role: Some("lawmaker".into()),
                via: vec!["Agency".into()],
                party: Some(party("south")),
                verb: "said".into(),
                side: SideOfSource::Loses,
            }
            .into(),
        ),
        rule: "place-fell-to-party".into(),
        headline: true,
        caption: true,
        marks: vec![Mark { span: Span::new(0, 5), role: Role::Place }],
        trace: vec![TraceStep { what: "when".into(), how: "Friday before the report's day.".into() }],
    }
}
