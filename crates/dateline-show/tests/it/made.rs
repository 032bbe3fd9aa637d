//! A made-up pile: two places, three reports, one of them hostile; a place may be, too.

use dateline_core::model::*;
use dateline_core::picture::Picture;
use dateline_core::picture::lineage::{Digest, Source as Witness};
use dateline_show::{Card, Pile};

/// What a hostile report tries on a terminal.
pub const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;title\u{7}\u{202e}\u{9b}31m";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn pile() -> Pile {
    pile_at("Alpha")
}

/// The same where the first place is called otherwise.
pub fn pile_at(alpha: &str) -> Pile {
    let texts = [
        ("a.txt", "2021-08-12", "É “Alpha” fell to the North on Thursday.".to_string()),
        ("b.txt", "2021-08-13", format!("Alpha{HOSTILE} fell to the North, residents said.")),
        ("c.txt", "2021-08-13", "The North claimed Beta. Beta could fall. The South denied it.".to_string()),
    ];
    let claims = vec![
        claim("c1", "a.txt", &texts[0].2, (0, texts[0].2.len()), alpha, "2021-08-12", Status::Asserted),
        claim("c2", "b.txt", &texts[1].2, (0, texts[1].2.len()), alpha, "2021-08-12", Status::Asserted),
        claim("c3", "c.txt", &texts[2].2, (0, 23), "Beta", "2021-08-13", Status::Claimed),
        claim("c4", "c.txt", &texts[2].2, (24, 40), "Beta", "2021-08-13", Status::Forecast),
        claim("c5", "c.txt", &texts[2].2, (41, 61), "Beta", "2021-08-13", Status::Denied),
    ];
    let mut cards: Vec<Card> = texts.iter().map(|(id, out, text)| card(id, Some(out), text)).collect();
    cards.push(Card { skipped: Some("Its language is French.".into()), ..card("d.txt", None, "Bonjour") });
    let witness = |c: &Card| Witness {
        report: c.report.id.clone(),
        published: c.published.days,
        outlet: None,
        agency: None,
        digest: Digest::default(),
        title: None,
        recall: None,
        url: None,
    };
    let witnesses: Vec<Witness> = cards.iter().filter(|c| c.skipped.is_none()).map(witness).collect();
    let picture = Picture::assemble(&claims, &witnesses, day("2021-08-14"));
    Pile::new(cards, claims, picture)
}

fn card(id: &str, out: Option<&str>, text: &str) -> Card {
    let published =
        out.map_or(Published::UNKNOWN, |d| Published { days: Some(Days::on(day(d))), basis: DateBasis::Pile });
    let report = Report {
        id: id.into(),
        outlet: Some(format!("Outlet{HOSTILE}")),
        title: Some(format!("Title{HOSTILE}")),
        url: None,
        author: None,
        language: "en".into(),
        published,
        original_sha256: "0".repeat(64),
        text_sha256: "1".repeat(64),
        text: text.into(),
        blocks: Vec::new(),
    };
    let notices = vec![Notice::remark(id, format!("Odd{HOSTILE}."), "Look.")];
    Card { published, report, skipped: None, notices }
}

fn claim(id: &str, report: &str, text: &str, at: (usize, usize), place: &str, on: &str, status: Status) -> Claim {
    let span = Span::new(at.0, at.1);
    let north = PartyRef::from(Party { id: "group:north".into(), name: "North".into(), text: "the North".into() });
    Claim {
        id: id.into(),
        report: report.into(),
        span,
        sentence: span,
        quote: span.of(text).into(),
        says: Says::Event(Event {
            kind: EventKind::Takeover,
            actor: Some(north),
            target: None,
            place: Some(PlaceRef::from(Place {
                id: format!("name:{}", place.to_lowercase()),
                name: place.into(),
                text: place.into(),
                kind: PlaceKind::City,
                detail: None,
                lat: Some(1.5),
                lon: Some(-2.25),
                within: None,
                country: "XX".into(),
                also: Vec::new(),
            })),
            extent: Extent::Full,
            manner: None,
            when: Some(When { days: Days::on(day(on)), basis: Basis::Explicit, text: None, no_later: false }),
        }),
        status,
        source: None,
        rule: "place-fell-to-party".into(),
        headline: false,
        caption: false,
        marks: vec![Mark { span: Span::new(at.0, at.0 + 2), role: Role::Place }],
        trace: vec![TraceStep { what: "place".into(), how: format!("Named{HOSTILE}.") }],
    }
}
