//! Text outputs: harmless, wrapped, traceable, honest.

use crate::made::{day, pile};
use dateline_show::text::{Paint, WIDTH};
use dateline_show::{Pile, brief, claims, disputes, holds, reports, timeline, why};
use unicode_width::UnicodeWidthStr;

/// The rule of every made-up claim.
fn rule() -> why::RuleForm {
    let name = "place-fell-to-party".to_string();
    why::RuleForm { name, why: Some("It fell.".into()), file: Some("rules/en/takeover/fell.toml".into()) }
}

fn everything(pile: &Pile) -> Vec<String> {
    let places: Vec<_> = pile.picture.places().collect();
    let all: Vec<_> = pile.claims().iter().collect();
    let holdings = pile.picture.holdings(day("2021-08-14"));
    let mut texts = vec![
        brief::text(pile, day("2021-08-14"), &[], Paint::default()),
        timeline::text(pile, &places, Paint::default()),
        holds::text(pile, &holdings),
        claims::text(&all),
        disputes::text(pile, &pile.picture.disputes()),
        reports::text(pile),
        reports::copies_text(pile),
    ];
    texts.extend(all.iter().map(|c| why::text(pile, c, &rule(), Paint::default())));
    texts
}

#[test]
fn no_output_lets_a_report_act_on_the_terminal() {
    for text in everything(&pile()) {
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{text:?}");
    }
}

#[test]
fn no_line_is_wider_than_the_page() {
    for text in everything(&pile()) {
        text.lines().for_each(|l| assert!(l.width() <= WIDTH, "{l}"));
    }
}

#[test]
fn the_brief_keeps_facts_claims_and_forecasts_apart() {
    let pile = pile();
    let text = brief::text(&pile, day("2021-08-14"), &[], Paint::default());
    let section = |title: &str| {
        let from = text.find(title).unwrap_or_else(|| panic!("no {title} in\n{text}"));
        text[from..].split("\n\n").next().unwrap().to_string()
    };
    assert!(text.starts_with("Events of 2021-08-12 to 2021-08-13: 3 reports"), "{text}");
    assert!(section("CHANGES OF CONTROL").contains("2021-08-12  Alpha: North, confirmed by 2 independent origins"));
    assert!(section("EXPECTED OR PLANNED").contains("Beta could fall."));
    assert!(!section("CHANGES OF CONTROL").contains("could fall"));
    assert!(section("ONLY CLAIMED, OR DENIED").contains("The South denied it."));
    assert!(section("NOTICES").contains("d.txt: not read. Its language is French."));
}

#[test]
fn the_same_pile_gives_the_same_bytes() {
    assert_eq!(everything(&pile()), everything(&pile()));
}

#[test]
fn why_marks_the_words() {
    let pile = pile();
    let text = why::text(&pile, pile.claim("c3").unwrap(), &rule(), Paint::default());
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|l| l.contains("The North claimed Beta.")).unwrap();
    assert_eq!(lines[at + 1], "    ^^");
    assert!(text.contains("place-fell-to-party"));
}
