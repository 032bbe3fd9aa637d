//! What of a report is read, and where in the world it is set: its sentences, its places, its country.

use super::party::{Roster, country_of_word, is_a_backer, named_in};
use super::place::{Focus, Geography, Names, PlaceMention, find as find_places, reference, surnames};
use super::view::View;
use super::{Brain, Parsed};
use crate::lexicon::gazetteer::{Capital, PlaceKind, PlaceRecord};
use crate::model::{BlockKind, PlaceRef, Report};
use dateline_tree::{Relation, Sentence, Upos};
use std::collections::BTreeSet;

/// Month and day of the report's dateline, when it has one: "KINSHASA, April 3 (Agency) -".
pub fn dateline_day(report: &Report) -> Option<(i8, i8)> {
    let lines = report.blocks.iter().filter(|b| b.kind == BlockKind::Dateline);
    let found = lines.filter_map(|b| crate::text::dateline_date(b.span.of(&report.text))).next()?;
    Some((i8::try_from(found.month).ok()?, i8::try_from(found.day).ok()?))
}

/// The place names of every sentence with their readings; names that turn out not to be places are left out.
pub fn places(views: &[View], brain: &Brain, roster: &Roster) -> (Vec<Vec<PlaceMention>>, Geography) {
    let focus = evidence(views, brain, roster);
    let country = focus.main().unwrap_or_default().to_owned();
    let parties = |v: &View| {
        let named = named_in(*v, &country, &brain.parties, roster);
        named.iter().map(|n| (n.first, n.last)).chain(outlets_in(*v, brain)).collect()
    };
    let names = Names {
        country: country.clone(),
        surnames: views.iter().flat_map(|v| surnames(*v, &brain.gazetteer)).collect(),
        parties: views.iter().map(parties).collect(),
    };
    let mut mentions: Vec<Vec<PlaceMention>> =
        views.iter().enumerate().map(|(i, v)| find_places(*v, i, &names, &brain.gazetteer)).collect();
    // "backed by Iran": a government, and not where the report is set.
    for (view, list) in views.iter().zip(&mut mentions) {
        list.retain(|m| !is_a_backer(*view, m.first));
    }
    let settle = |mentions: &[Vec<PlaceMention>]| {
        let all: Vec<PlaceMention> = mentions.iter().flatten().cloned().collect();
        Geography::settle(&all, &focus, &brain.gazetteer)
    };
    let first = settle(&mentions);
    for list in &mut mentions {
        list.retain(|m| first.believes(m, &brain.gazetteer));
    }
    let geography = settle(&mentions);
    (mentions, geography)
}

/// The town that a byline or date line says the report was written in ("By our reporter in Grozny"): what it is about where
/// nothing else is named. A country's capital is where agencies write about the whole country.
pub fn written_in(report: &Report, geography: &Geography, brain: &Brain) -> Option<PlaceRef> {
    let lines = report.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Byline | BlockKind::Dateline));
    let words: Vec<&str> = lines.flat_map(|b| b.span.of(&report.text).split_whitespace()).collect();
    let words: Vec<&str> = words.iter().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let home = geography.focus.main()?;
    let town = |r: &PlaceRecord| r.kind == PlaceKind::City && r.country == home && r.capital != Capital::Country;
    let named = (0..words.len()).filter(|&i| words[i].starts_with(char::is_uppercase)).find_map(|i| {
        let (_, found) = brain.gazetteer.longest(&words[i..])?;
        found.into_iter().map(|c| brain.gazetteer.record(c)).find(town).filter(|r| r.population >= 5_000)
    })?;
    Some(reference(&named, &named.name, None, &brain.gazetteer))
}

/// A sentence with the kind of block it stands in.
pub struct Line<'a> {
    /// Of its block.
    pub kind: BlockKind,
    /// Number of its block.
    pub block: usize,
    /// The sentence.
    pub sentence: &'a Sentence,
}

/// The sentences that are read, in the order of the text.
pub fn lines<'a>(report: &Report, parsed: &'a Parsed) -> Vec<Line<'a>> {
    let mut lines: Vec<Line> = Vec::new();
    for (number, (block, sentences)) in report.blocks.iter().zip(&parsed.blocks).enumerate() {
        let kind = block.kind;
        if matches!(kind, BlockKind::Headline | BlockKind::Paragraph | BlockKind::Caption) {
            lines.extend(sentences.iter().filter(|s| !s.tokens.is_empty()).map(|sentence| Line {
                kind,
                block: number,
                sentence,
            }));
        }
    }
    lines
}

/// The countries in which the places of a sentence lie.
pub fn countries(mentions: &[PlaceMention], geography: &Geography, brain: &Brain) -> BTreeSet<String> {
    let readings = mentions.iter().filter_map(|m| geography.reading(m));
    readings.map(|r| brain.gazetteer.record(r).country.to_string()).collect()
}

/// Names of newspapers and agencies in a sentence: no places ("Ariana News", "the Boston Globe").
fn outlets_in(view: View, brain: &Brain) -> Vec<(usize, usize)> {
    let words: Vec<&str> = (0..view.len()).map(|i| view.word(i)).collect();
    let found = (0..words.len()).filter_map(|i| brain.outlets.longest(&words[i..]).map(|(n, _)| (i, i + n - 1)));
    found.filter(|(a, _)| words[*a].starts_with(|c: char| c.is_uppercase())).collect()
}

/// What adjectives, country names and the homes of named groups say the report is about.
fn evidence(views: &[View], brain: &Brain, roster: &Roster) -> Focus {
    let mut focus = Focus::default();
    for view in views {
        for named in named_in(*view, "", &brain.parties, roster) {
            let homes = brain.parties.group(&named.party.name).map(|g| g.countries.clone()).unwrap_or_default();
            for home in &homes {
                focus.add(home, 1.0 / homes.len() as f64);
            }
        }
        for i in 0..view.len() {
            if matches!(view.token(i).upos, Upos::Adj | Upos::Propn)
                && !is_a_backer(*view, i)
                && let Some(iso) = country_of_word(view.word(i), &brain.gazetteer)
            {
                focus.add(&iso, 0.5 / listed_with(*view, i));
            }
        }
    }
    focus
}

/// Number of names in the list that a word stands in: "Belgium, France and Britain" are three, and it is about none more.
fn listed_with(view: View, word: usize) -> f64 {
    let first = if view.relation(word) == Relation::Conj { view.head(word).unwrap_or(word) } else { word };
    let more = view.children(first).filter(|&c| view.relation(c) == Relation::Conj).count();
    (more + 1) as f64
}
