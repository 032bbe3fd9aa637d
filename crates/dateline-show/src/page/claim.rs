//! A claim: the passage with what stands around it, who says so, how it was read and by which rule, and a citation to
//! copy.

use super::Leaf;
use super::evidence::{part, with_marks};
use super::link::View;
use super::people::person_of;
use super::safe::{visible, words as safe};
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use crate::passages::best;
use crate::pile::{Card, Pile};
use crate::text::{clean, days};
use crate::why::{self, RuleForm};
use crate::{claims, words};
use dateline_core::model::{Block, BlockKind, Claim, Role, Span};
use maud::{Markup, html};

/// The page of a claim, made by a rule.
pub fn claim<'a>(view: View<'a>, claim: &'a Claim, rule: RuleForm) -> Leaf<'a> {
    let of = rule.clone();
    let twin = move || {
        let why = why::json(view.pile, claim, &of);
        Twin::parts(Some(("claim", &why)), &[], &claims::json(view.pile, &[claim]))
    };
    Leaf::new(move || html(&view, claim, &rule), twin)
}

fn html(view: &View, claim: &Claim, rule: &RuleForm) -> String {
    let card = view.pile.card(&claim.report);
    let body = html! {
        @if let Some(why) = view.pile.picture.set_aside(&claim.id) { p.warn { "It does not count: " (clean(why)) } }
        @if let Some(card) = card {
            figure.passage.whole {
                blockquote { (around(card, claim)) }
                figcaption { (cite(view, card, claim)) }
            }
            (citation(&cited(card, claim)))
        }
        section aria-labelledby="read" { h2 id="read" { "Read as" } (facts(view, claim, rule)) }
        (marked_words(card, claim))
        (trace(claim))
    };
    let title = words::told(claim);
    page(view, Sheet { title: &title, under: "", days: false, twin: true, script: None, body })
}

/// The sentence with one on either side; the neighbours never leave the block.
fn around(card: &Card, claim: &Claim) -> Markup {
    let text = card.report.text.as_str();
    let whole = if claim.sentence.is_empty() { claim.span } else { claim.sentence.cover(claim.span) };
    let block = block(card, whole);
    let before = last_sentence(part(text, block.start, whole.start));
    let after = first_sentence(part(text, whole.end, block.end));
    html! {
        bdi { span.near { (visible(before)) } (with_marks(text, whole, claim)) span.near { (visible(after)) } }
    }
}

/// The block that holds a span; the whole text when none does.
fn block(card: &Card, span: Span) -> Span {
    let holds = |b: &&Block| b.span.contains(span);
    let all = Span { start: 0, end: card.report.text.len() as u32 };
    card.report.blocks.iter().find(holds).map_or(all, |b| b.span)
}

/// Where sentences end, as far as a glance tells: it only decides how much is shown beside the passage.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let closes = |c: char| matches!(c, '.' | '!' | '?' | '”' | '"' | '…');
    let ends = move |(at, c): (usize, char)| {
        let before = text[..at].chars().next_back().is_some_and(closes);
        let next = text[at..].trim_start().chars().next();
        (c.is_whitespace() && before && next.is_some_and(|n| !n.is_lowercase()) || c == '\n').then_some(at)
    };
    text.char_indices().filter_map(ends)
}

fn last_sentence(text: &str) -> &str {
    let body = text.trim_end().len();
    let from = ends(&text[..body]).last().unwrap_or(0);
    &text[from..]
}

fn first_sentence(text: &str) -> &str {
    let from = text.len() - text.trim_start().len();
    let to = ends(&text[from..]).next().map_or(text.len(), |at| from + at);
    &text[..to]
}

fn cite(view: &View, card: &Card, claim: &Claim) -> Markup {
    let report = &card.report;
    html! {
        span.cite {
            @if let Some(outlet) = &report.outlet { bdi { (clean(outlet)) } ", " }
            @if let Some(title) = &report.title { "“" bdi { (clean(title)) } "”, " }
            (words::published(card.published))
            @if let Some(n) = paragraph(card, claim) { ", paragraph " (n) }
            " · " a href=(view.passage(claim)) { "read it in the report" }
        }
    }
}

/// The number of the paragraph that a claim stands in, from 1.
fn paragraph(card: &Card, claim: &Claim) -> Option<usize> {
    let running = card.report.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph);
    running.enumerate().find(|(_, b)| b.span.contains(claim.span)).map(|(n, _)| n + 1)
}

/// Words and place in one line.
fn cited(card: &Card, claim: &Claim) -> String {
    let report = &card.report;
    let outlet = report.outlet.as_deref().map(clean);
    let day = card.published.days.map_or("day not known".into(), days);
    let at = paragraph(card, claim).map(|n| format!("para. {n}"));
    let source = claim.source.as_deref().map(|s| words::told_by(claim.status, s));
    let parts: Vec<String> = [source, outlet, Some(day), at, Some(clean(&report.id)), Some(claim.id.clone())]
        .into_iter()
        .flatten()
        .collect();
    format!("“{}” ({})", clean(&claim.quote), parts.join(", "))
}

/// A sentence with the best passage of each origin that it rests on, to be pasted into a text.
pub(super) fn citations(pile: &Pile, sentence: &str, ids: &[String]) -> Markup {
    let best = best(pile, &pile.claims_of(ids), usize::MAX);
    let passages = best.iter().filter_map(|c| Some(cited(pile.card(&c.report)?, c)));
    citation(&std::iter::once(sentence.to_owned()).chain(passages).collect::<Vec<_>>().join("\n"))
}

/// A text to be copied.
fn citation(text: &str) -> Markup {
    html! {
        div.citation {
            label for="citation" { "Citation" }
            textarea id="citation" readonly rows="3" { (text) }
            button type="button" data-copy="citation" hidden { "Copy" }
        }
    }
}

fn facts(view: &View, claim: &Claim, rule: &RuleForm) -> Markup {
    let card = view.pile.card(&claim.report);
    html! {
        dl.facts {
            dt { "Status" } dd { (badge(&format!("s-{}", claim.status.as_str()), claim.status.as_str())) " " bdi { (why::status(view.pile, claim)) } }
            dt { "Speaker" } dd { bdi { (words::says(claim.source.as_deref())) (words::through(claim.source.as_deref())) } (speaker(view, claim)) }
            @if let Some(place) = claim.place() { dt { "Place" } dd { (place_link(view, place)) " " span.dim { bdi { (words::place_in_full(place)) } } } }
            @if let Some(when) = claim.when() { dt { "Day" } dd { (days(when.days)) " " span.dim { "(" (when.basis.as_str()) ")" } } }
            @if let Some(actor) = claim.actor() { dt { "Party" } dd { bdi { (words::party(actor)) } } }
            @if let Some(told) = view.pile.development_with(&claim.id) { dt { "Tells of" } dd { a href=(view.development(&told.id)) { bdi { (words::happened(told)) } } } }
            @if let Some(named) = claim.person().and_then(|p| person_of(view, &p.person.name)) { dt { "Person" } dd { a href=(view.person(&named.id)) { bdi { (clean(&named.name)) } } } }
            @if let Some(target) = claim.target() { dt { "Against" } dd { bdi { (words::party(target)) } } }
            dt { "Rule" }
            dd {
                code { (clean(&rule.name)) }
                @if let Some(file) = &rule.file { " " span.dim { (clean(file)) } }
                @if let Some(why) = &rule.why { br; span { (clean(why)) } }
            }
            dt { "Claim" } dd { code { (claim.id) } }
            @if let Some(card) = card { dt { "Text" } dd.hash { "sha-256 " code { (card.report.text_sha256) } } }
        }
    }
}

/// The way to what is told of the speaker, where reports tell something.
fn speaker(view: &View, claim: &Claim) -> Markup {
    let name = claim.source.as_deref().and_then(|s| s.name.as_deref());
    html! { @if let Some(named) = name.and_then(|name| person_of(view, name)) { " · " a href=(view.person(&named.id)) { "what is told of " bdi { (clean(&named.name)) } } } }
}

fn marked_words(card: Option<&Card>, claim: &Claim) -> Markup {
    let text = card.map_or("", |c| c.report.text.as_str());
    html! {
        @if !claim.marks.is_empty() {
            section aria-labelledby="words" {
                h2 id="words" { "The words that count" }
                dl.facts {
                    @for mark in claim.marks.iter().filter(|m| m.role != Role::Scope) {
                        dt { (mark.role.as_str()) } dd { "“" (safe(part(text, mark.span.start, mark.span.end))) "”" }
                    }
                }
            }
        }
    }
}

fn trace(claim: &Claim) -> Markup {
    html! {
        @if !claim.trace.is_empty() {
            section aria-labelledby="trace" {
                h2 id="trace" { "How it was read" }
                ol.trace { @for step in &claim.trace { li { strong { (clean(&step.what)) } ": " bdi { (clean(&step.how)) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbours_of_a_passage_are_one_sentence_each() {
        assert_eq!(last_sentence("One. Two has words. Three ends. "), " Three ends. ");
        assert_eq!(first_sentence(" Four begins. Five. "), " Four begins.");
        assert_eq!((last_sentence(""), first_sentence("")), ("", ""));
        assert_eq!(last_sentence("É fell. “So it was,” he said. "), " “So it was,” he said. ");
    }
}
