//! How much a sentence is about each place that it names, for what the next sentence refers back to.

use super::place::{PlaceMention, reference};
use super::scene::Memory;
use super::view::View;
use super::{Brain, place::Geography};
use crate::lexicon::gazetteer::{Capital, PlaceRecord};
use crate::model::{BlockKind, Claim, EventKind};

/// A sentence with its places, and what is needed to weigh them.
pub struct Desk<'a> {
    /// The sentence.
    pub view: View<'a>,
    /// The names in it.
    pub mentions: &'a [PlaceMention],
    /// The readings of the report's names.
    pub geography: &'a Geography,
    /// All places, and the words of saying.
    pub brain: &'a Brain,
    /// What it stands in: a headline names what the report is about.
    pub kind: BlockKind,
}

/// Remembers the places that a sentence names: its subject most, what is named in passing least.
pub fn note_mentions(memory: &mut Memory, desk: &Desk) {
    let view = desk.view;
    let subject = subject_of(view);
    let it = subject.is_some_and(|s| view.lower(s) == "it");
    // "It is the last large city": what the sentences before were about stays what this one is about.
    if let Some(place) = memory.focus().filter(|_| it).cloned() {
        memory.note(&place, 2.5, 0);
    }
    for mention in desk.mentions {
        let weight = match mention {
            m if subject.is_some_and(|s| m.covers(s)) => 2.5,
            m if m.landmark => 0.5,
            m if m.located => 1.5,
            _ => 2.0,
        };
        // "With Homs lost, it is the last city": what the phrase in front names is not what the sentence is about.
        let aside = it && opens_with_an_aside(view) && subject.is_some_and(|s| mention.last < s);
        let weight = if aside || is_one_of_several(desk, mention) { f64::min(weight, 1.0) } else { weight };
        let Some(reading) = desk.geography.reading(mention) else { continue };
        let record = desk.brain.gazetteer.record(reading);
        if is_a_government(desk, mention, &record, subject) {
            continue;
        }
        let place = reference(&record, &mention.text, mention.class, &desk.brain.gazetteer);
        let weight = if desk.kind == BlockKind::Headline { 2.0 * weight } else { weight };
        memory.note(&place, weight, mention.first);
    }
}

/// What happens somewhere is what a sentence is about, the first thing most, unless its subject is another place.
pub fn note_changes(memory: &mut Memory, view: View, mentions: &[PlaceMention], told: &[&Claim]) {
    let subject = subject_of(view);
    let about = subject.and_then(|s| mentions.iter().find(|m| m.covers(s)));
    let held: usize = told.iter().filter(|c| c.tells(EventKind::Hold)).filter_map(|c| c.place()).count();
    for (n, claim) in told.iter().enumerate() {
        let Some(place) = claim.place() else { continue };
        let it = subject.is_some_and(|s| view.lower(s) == "it") && opens_with_an_aside(view);
        let aside = about.is_some_and(|m| m.text != place.text) || it;
        let weight = match n {
            _ if it => 0.5,
            _ if held > 1 && claim.tells(EventKind::Hold) => 0.5,
            0 if !aside => 2.0,
            _ => 1.0,
        };
        memory.note(place, weight, view.len() + n);
        if claim.status.is_current() && !claim.tells(EventKind::Hold) {
            memory.note_change(place);
        }
    }
}

/// What a sentence is about; behind a phrase in front the "it" of its main clause, whatever the parser takes for its root.
fn subject_of(view: View) -> Option<usize> {
    let after = (1..view.len()).find(|&i| view.lower(i) == "it" && view.word(i - 1) == ",");
    let it = after.filter(|&i| opens_with_an_aside(view) && view.relation(i).base() == "nsubj");
    it.or_else(|| view.sentence.root().and_then(|r| view.surface_subject(r)))
}

fn opens_with_an_aside(view: View) -> bool {
    matches!(view.lower(0).as_str(), "with" | "unlike" | "like" | "besides" | "despite")
}

/// "X and Y are the only cities in government hands": a list is no single place that the next sentence could mean.
fn is_one_of_several(desk: &Desk, mention: &PlaceMention) -> bool {
    let named = |i: usize| desk.mentions.iter().any(|m| m.covers(i) && m.first != mention.first);
    let view = desk.view;
    let first = std::iter::successors(Some(mention.first), |&i| {
        view.head(i).filter(|_| view.relation(i) == dateline_tree::Relation::Conj)
    });
    let head = first.last().unwrap_or(mention.first);
    view.coordinated(head).into_iter().any(named)
}

/// "Kinshasa said", "which London followed": a government, not a scene.
fn is_a_government(desk: &Desk, mention: &PlaceMention, record: &PlaceRecord, subject: Option<usize>) -> bool {
    let far = desk.geography.focus.share(&record.country) < 0.15;
    let view = desk.view;
    let reports = view.sentence.root().is_some_and(|r| desk.brain.rules.cues.reports(&view.lemma(r)));
    let speaks = reports && subject.is_some_and(|s| mention.covers(s));
    let seat = record.capital == Capital::Country;
    far || speaks && seat || mention.speaking && (seat || record.population >= 500_000)
}
