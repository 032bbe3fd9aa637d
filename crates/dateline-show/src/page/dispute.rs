//! Disputes: the board of all of them, and one as an object, with its answers beside each other in the same size.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use crate::figures::counted;
use crate::json::{DisputeForm, line};
use crate::text::{clean, count};
use crate::words;
use dateline_core::model::PlaceKind;
use dateline_core::picture::{Answer, Dispute, DisputeKind};
use maud::{Markup, html};
use serde::Serialize;

/// The dispute with an id.
pub fn dispute_of<'a>(view: &View<'a>, id: &str) -> Option<&'a Dispute> {
    view.pile.disputes().iter().find(|d| d.id == id)
}

/// All disputes, open ones first.
pub fn board<'a>(view: View<'a>) -> Leaf<'a> {
    let twin = move || Twin::list(crate::disputes::json(view.pile.disputes().iter().filter(|d| falls(&view, d))));
    Leaf::new(move || board_html(&view), twin)
}

/// Whether a claim of the dispute is of a day of the view's span.
fn falls(view: &View, dispute: &Dispute) -> bool {
    let claims = dispute.answers.iter().flat_map(|a| view.pile.claims_of(&a.claims));
    view.falls(claims.map(|c| c.when().map(|w| w.days)))
}

/// The open and the settled ones: of towns before those of sites inside them, then those with the most origins.
pub(super) fn by_weight<'a>(view: &View<'a>) -> (Vec<&'a Dispute>, Vec<&'a Dispute>) {
    let mut all: Vec<&Dispute> = view.pile.disputes().iter().filter(|d| falls(view, d)).collect();
    let site = |d: &Dispute| d.place.as_ref().is_some_and(|p| p.kind == PlaceKind::Facility);
    all.sort_by_key(|d| (site(d), std::cmp::Reverse(d.answers.iter().map(|a| a.origins).sum::<usize>())));
    all.into_iter().partition(|d| d.open)
}

fn board_html(view: &View) -> String {
    let (open, settled) = by_weight(view);
    let section = |id: &str, title: &str, disputes: &[&Dispute]| {
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) " " span.count { (disputes.len()) } }
                @if disputes.is_empty() { p.note { "None as known on this day." } }
                ul.cards { @for one in disputes { (card(view, one)) } }
            }
        }
    };
    let body = html! {
        p.lead { "Questions to which known reports give different answers. Nothing is averaged and nothing is picked silently; a settled one says by what." }
        (section("open", "Open", &open))
        (section("settled", "Settled, or not the same thing", &settled))
    };
    page(
        view,
        Sheet { title: "Where reports disagree", under: "/disputes", days: true, twin: true, script: None, body },
    )
}

/// A dispute in a list.
pub(super) fn card(view: &View, dispute: &Dispute) -> Markup {
    html! {
        li.card.open[dispute.open] {
            a.title href=(view.dispute(&dispute.id)) { bdi { (clean(&dispute.question)) } }
            p { (state(dispute)) " " span.dim { (dispute.kind.as_str()) @if let Some(place) = &dispute.place { ", " bdi { (words::place(place)) } } } }
            ul.answers {
                @for answer in &dispute.answers {
                    li { bdi { (clean(&answer.value)) } " " span.dim { (count(answer.origins, "origin", "origins")) } }
                }
            }
        }
    }
}

fn state(dispute: &Dispute) -> Markup {
    html! {
        @if dispute.open { (badge("open", "open")) } @else {
            (badge("settled", "settled"))
            @if let Some(by) = &dispute.settled_by { " " bdi { (clean(by)) } }
        }
    }
}

/// What sort of contradiction it is, as a sentence.
fn meaning(kind: DisputeKind) -> &'static str {
    match kind {
        DisputeKind::Control => {
            "One says that a side has the place, another that the other side is there still or that it is fought over."
        }
        DisputeKind::Denial => "One says that it happened, another that it did not.",
        DisputeKind::Date => "Different days are told for the same change.",
        DisputeKind::Forecast => "What had been expected, beside what came. It is never open.",
        DisputeKind::Manner => "Different accounts of how a side gained the place: after fighting, or without.",
        DisputeKind::Time => "Different states of the place, told of different days. It is never open.",
        DisputeKind::Correction => "An outlet took back what it had told. It is never open.",
        DisputeKind::Count => "Different numbers of places that a side has, on one day.",
        DisputeKind::Figure => "Different numbers of the same thing.",
    }
}

#[derive(Serialize)]
struct Row<'a> {
    dispute: &'a str,
    question: &'a str,
    answer: &'a str,
    origins: usize,
    claim: &'a str,
    report: &'a str,
    quote: &'a str,
}

/// One dispute.
pub fn dispute<'a>(view: View<'a>, dispute: &'a Dispute) -> Leaf<'a> {
    Leaf::new(move || one_html(&view, dispute), move || twin(&view, dispute))
}

/// The dispute as it is printed, and a row for each passage.
fn twin(view: &View, dispute: &Dispute) -> Twin {
    let mut rows = String::new();
    for answer in &dispute.answers {
        for claim in view.pile.claims_of(&answer.claims) {
            let (answer, origins) = (answer.value.as_str(), answer.origins);
            let (question, id) = (dispute.question.as_str(), dispute.id.as_str());
            let (report, quote) = (claim.report.as_str(), claim.quote.as_str());
            rows.push_str(&line(&Row { dispute: id, question, answer, origins, claim: &claim.id, report, quote }));
        }
    }
    Twin::parts(Some(("dispute", &line(&DisputeForm::from(dispute)))), &[], &rows)
}

fn one_html(view: &View, dispute: &Dispute) -> String {
    let body = html! {
        p.lead { (state(dispute)) " " span { (meaning(dispute.kind)) } }
        @if let Some(place) = &dispute.place { p { "About " (place_link(view, place)) "." } }
        div.beside {
            @for (n, answer) in dispute.answers.iter().enumerate() { (column(view, n, answer)) }
        }
        @if let Some(tally) = &dispute.counted { p.ours { strong { "Counted here: " } bdi { (counted(tally, None)) } "." } }
        p { a.button href=(view.to("/review")) { "Decide in the review queue" } " or leave it open: nothing is picked for you." }
    };
    let title = clean(&dispute.question);
    page(view, Sheet { title: &title, under: "/disputes", days: true, twin: true, script: None, body })
}

fn column(view: &View, n: usize, answer: &Answer) -> Markup {
    let id = format!("answer-{n}");
    html! {
        section.answer aria-labelledby=(id) {
            h2 id=(id) { bdi { (clean(&answer.value)) } }
            p.dim { (count(answer.origins, "independent origin", "independent origins")) ", " (count(answer.claims.len(), "claim", "claims")) }
            (evidence::list(view, &answer.claims, usize::MAX))
        }
    }
}
