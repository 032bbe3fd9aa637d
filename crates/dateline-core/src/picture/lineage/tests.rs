use super::*;
use crate::picture::testing::day;

const WIRE: [&str; 6] = [
    "The rebels took the river town of Orlen on Friday after two days of fighting.",
    "At least 12 of the 34 district seats are now in their hands.",
    "The governor left by boat before dawn with most of his staff.",
    "Shops along the quay stayed shut and the ferries did not run.",
    "Aid workers said that water was being brought in by lorry.",
    "The army said that it would answer in its own good time.",
];

fn source(report: &str, on: i8, sentences: &[&str]) -> Source {
    let text = sentences.join("\n");
    let mut at = 0;
    let spans: Vec<Span> = sentences
        .iter()
        .map(|s| {
            let span = Span::new(at, at + s.len());
            at += s.len() + 1;
            span
        })
        .collect();
    Source {
        report: report.into(),
        published: Some(Days::on(day(on))),
        outlet: Some(format!("Outlet of {report}")),
        agency: None,
        digest: Digest::of_sentences(&text, spans),
        title: None,
        recall: None,
        url: None,
    }
}

fn originals(sources: &[Source]) -> Vec<(String, Vec<String>)> {
    let names = |g: &CopyGroup| (g.original.clone(), g.copies.iter().map(|c| c.report.clone()).collect());
    lineage(sources).copies().iter().map(names).collect()
}

#[test]
fn a_cut_reprint_with_a_new_figure_is_a_copy_and_the_figure_is_kept() {
    let mut cut: Vec<&str> = WIRE[..4].to_vec();
    cut[1] = "At least 13 of the 34 district seats are now in their hands.";
    cut.push("Our own reporter saw three trucks burning beside the old mill.");
    let sources = [source("b", 9, &cut), source("a", 8, &WIRE)];
    let found = lineage(&sources);
    assert_eq!(found.origin_of("b"), "a");
    assert_eq!(found.origin_of("a"), "a");
    let how: Vec<Match> = found.copies()[0].copies[0].sentences.iter().map(|s| s.how).collect();
    assert_eq!(how, [Match::Equal, Match::DigitsDiffer, Match::Equal, Match::Equal, Match::New]);
}

#[test]
fn one_shared_sentence_in_a_long_report_is_not_a_copy() {
    let other = [
        WIRE[0],
        "Refugees filled the schools of the next valley over the weekend.",
        "Bread was sold at four times the price of the spring.",
        "A bridge on the southern road was blown up by engineers.",
    ];
    assert_eq!(originals(&[source("a", 8, &WIRE), source("b", 8, &other)]), []);
}

#[test]
fn two_quotations_of_one_spokesman_are_not_a_copy() {
    let quotes = [
        "\"We hold every street of the town and every house in it,\" Maro said.",
        "\"Nobody who lays down his weapon has anything to fear from us,\" he said.",
    ];
    let a = [&quotes[..], &WIRE[..3]].concat();
    let b = [&quotes[..], &WIRE[3..]].concat();
    assert_eq!(originals(&[source("a", 8, &a), source("b", 8, &b)]), []);
}

#[test]
fn a_very_short_report_must_be_shared_as_a_whole() {
    let caption = [WIRE[0], "People wait for the ferry on the quay of Orlen on Saturday."];
    assert_eq!(originals(&[source("a", 8, &WIRE), source("b", 8, &caption)]), []);
    assert_eq!(originals(&[source("a", 8, &WIRE), source("b", 8, &WIRE[..2])]).len(), 1);
}

#[test]
fn a_sentence_that_one_outlet_prints_everywhere_is_boilerplate() {
    let footer = [
        "This story is part of our continuing series on the eastern war.",
        "Readers may write to the editors at the address given below.",
    ];
    let sources: Vec<Source> = (0..8)
        .map(|n| {
            let own = [
                format!("In village number {} of the plain nothing happened that day.", "x".repeat(n + 1)),
                format!("The mayor {} waited all day for a call that never came.", "y".repeat(n + 1)),
            ];
            let mut s = source(&format!("r{n}"), 8, &[&own[0], &own[1], footer[0], footer[1]]);
            s.outlet = Some("Plain Post".into());
            s
        })
        .collect();
    assert_eq!(originals(&sources), []);
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut sources = vec![source("c", 8, &WIRE), source("a", 9, &WIRE[..4]), source("b", 8, &WIRE[2..])];
    let forward = lineage(&sources);
    sources.reverse();
    assert_eq!(forward, lineage(&sources));
    assert_eq!(forward.copies()[0].original, "c");
}

#[test]
fn on_one_day_the_credited_agency_is_the_original() {
    let mut sources = [source("a", 8, &WIRE), source("z", 8, &WIRE)];
    sources[0].agency = Some("Orlen Wire".into());
    sources[1].outlet = Some("ORLEN WIRE".into());
    assert_eq!(lineage(&sources).origin_of("a"), "z");
}

#[test]
fn versions_of_a_story_under_one_address_are_one_origin_and_no_reprints() {
    let fresh: Vec<&str> = [WIRE[0]]
        .into_iter()
        .chain([
            "Refugees filled the schools of the next valley over the weekend.",
            "Bread was sold at four times the price of the spring.",
            "A bridge on the southern road was blown up by engineers.",
            "Nobody in the valley had heard from the district office since.",
            "The mayor of the next town asked for tents and for lamps.",
        ])
        .collect();
    let at = |source: Source, url: &str| Source { outlet: Some("Daily".into()), url: Some(url.into()), ..source };
    let pair =
        |second: &str| [at(source("a", 8, &WIRE), "https://daily.example/orlen"), at(source("b", 9, &fresh), second)];
    let found = lineage(&pair("http://daily.example/orlen/#live"));
    assert_eq!((found.origin_of("b"), found.is_update("b"), found.is_update("a")), ("a", true, false));
    assert!(!lineage(&pair("https://daily.example/tarn")).is_copy("b"), "another address is another story");
    let mut apart = pair("https://daily.example/orlen");
    apart[1].digest.prints.remove(0);
    assert!(!lineage(&apart).is_copy("b"), "a page that is always there tells of many things");
}
