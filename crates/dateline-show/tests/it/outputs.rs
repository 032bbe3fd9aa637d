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

fn briefed(pile: &Pile) -> brief::Brief {
    brief::build(pile, &brief::Ask { on: Some(day("2021-08-14")), ..Default::default() })
}

fn everything(pile: &Pile) -> Vec<String> {
    let places: Vec<_> = pile.picture.places().collect();
    let all: Vec<_> = pile.claims().iter().map(|c| &**c).collect();
    let holdings = pile.picture.holdings(day("2021-08-14"));
    let mut texts = vec![
        brief::text(&briefed(pile), Paint::default()),
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
    let text = brief::text(&briefed(&pile), Paint::default());
    let section = |title: &str| {
        let from = text.find(title).unwrap_or_else(|| panic!("no {title} in\n{text}"));
        text[from..].split("\n\n").next().unwrap().to_string()
    };
    assert!(text.starts_with("SITUATION BRIEF XX: control of towns"), "{text}");
    assert!(section("Basis: ").contains("3 reports") && section("Basis: ").contains("3 independent origins"), "{text}");
    assert!(section("3 CONTROL").contains("confirmed by 2 origins"), "{text}");
    let alpha = section("4 EVENTS");
    assert!(alpha.contains("Thu 2021-08-12") && alpha.contains("The North took Alpha"), "{text}");
    assert!(!alpha.contains("Beta could fall."), "{text}");
    assert!(!alpha.contains("The North took Beta"), "a claim is never told as a fact\n{text}");
    assert!(section("7 NOT KNOWN").contains("d.txt: not read. Its language is French."), "{text}");
    assert_eq!(brief::check(&briefed(&pile), &pile), []);
}

#[test]
fn the_check_finds_what_does_not_hold() {
    use brief::model::{Part, Word};
    let pile = pile();
    let broken = |change: &dyn Fn(&mut brief::Brief)| {
        let mut made = briefed(&pile);
        change(&mut made);
        brief::check(&made, &pile).into_iter().map(|f| f.to_string()).collect::<String>()
    };
    let first = |made: &mut brief::Brief, change: &dyn Fn(&mut brief::model::Line)| {
        change(&mut made.sections.iter_mut().find(|s| s.number == 4).unwrap().lines[1]);
    };
    let cite = |change: &'static dyn Fn(&mut brief::model::Cite)| {
        broken(&|made| {
            first(made, &|line| {
                let Some(Part::Cites(cites)) = line.parts.iter_mut().find(|p| matches!(p, Part::Cites(_))) else {
                    panic!()
                };
                change(&mut cites[0]);
            });
        })
    };
    assert!(cite(&|c| c.passage.as_mut().unwrap().quote.push('x')).contains("word for word"));
    assert!(cite(&|c| c.passage.as_mut().unwrap().span.end = 9999).contains("outside its report"));
    assert!(cite(&|c| c.source = 99).contains("names no source"));
    assert!(
        cite(&|c| c.passage.as_mut().unwrap().part = brief::model::Locus::Paragraph(7)).contains("another paragraph")
    );
    let line = |change: &'static dyn Fn(&mut brief::model::Line)| broken(&|made| first(made, change));
    assert!(line(&|l| l.parts.truncate(1)).contains("cites nothing"));
    assert!(line(&|l| l.word = Some(Word::Confirmed(1))).contains("confirmed by one origin"));
    assert!(
        line(&|l| l.parts = vec![Part::Words("It reportedly burns".into())]).contains("hearsay without a citation")
    );
    assert!(
        line(&|l| l.parts[0] = Part::Words("It is likely, with high confidence".into())).contains("share a sentence")
    );
    let bare = brief::model::Line::told("12: 3 origins");
    assert!(brief::check::wording(&bare, 5).concat().contains("a number without what it counts"));
}

#[test]
fn a_claim_is_never_told_with_a_verb_of_fact_in_any_section() {
    use brief::model::{Line, Word};
    for (section, verb) in [(1, "took"), (2, "captured"), (4, "seized"), (8, "overran")] {
        let told = |words: String| Line::told(words).being(Word::Claimed(Some("the North".into())));
        let flaws = |line| brief::check::wording(&line, section).concat();
        assert!(flaws(told(format!("The North {verb} Alpha"))).contains("a claim told as a fact"), "{verb}");
        assert!(!flaws(told(format!("The North said they {verb} Alpha"))).contains("a claim told as a fact"), "{verb}");
    }
}

#[test]
fn a_page_holds_no_markup_of_a_report() {
    let pile = pile();
    let full = brief::Ask { template: brief::Template::Full, on: Some(day("2021-08-14")), ..Default::default() };
    let mut made = brief::build(&pile, &full);
    let hostile = "<script>alert(1)</script> [x](javascript:y) `a` http://evil.example";
    made.title = hostile.into();
    made.sources[0].words = hostile.into();
    let page = brief::html(&made);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    let text = brief::markdown(&made);
    assert!(!text.contains("<script") && !text.contains("[x](") && !text.contains("http://"), "{text}");
    for (_, cite) in made.cites().filter(|(_, c)| c.passage.is_some()) {
        let id = format!("s{}-{}", cite.source, cite.passage.as_ref().unwrap().part);
        assert!(page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("id=\"{id}\"")), "{id}");
        assert!(text.contains(&format!("](#{id})")) && text.contains(&format!("id=\"{id}\"")), "{id}");
    }
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
