//! The review: what a person should look at first, and forms to decide about it.
//!
//! The queue is ordered by consequence: open disputes, then changes of control that rest on one origin, then takeovers
//! whose place or day could not be told. A passage that somebody has decided about is not asked about again. Decisions
//! are made by the server; here is only what the forms send.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, kept, page};
use super::twin::Twin;
use crate::text::{clean, count};
use crate::{brief, claims, passages, words};
use dateline_core::model::{Basis, Claim};
use dateline_core::picture::decisions::{Decision, Deed, State};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// How many items stand on a page.
const ITEMS: usize = 12;

/// What the forms need.
pub struct Desk<'a> {
    /// Shown by the page and sent back with every decision.
    pub token: &'a str,
    /// Who decided last, as a proposal.
    pub by: &'a str,
    /// All decisions with what became of each.
    pub decisions: &'a [(Decision, State)],
    /// From which item on the queue is shown.
    pub after: usize,
    /// What happened to the last decision.
    pub told: Option<&'a str>,
}

/// Something to look at.
pub struct Item<'a> {
    /// Why it is there, as a sentence.
    pub why: String,
    /// The dispute, when it is one.
    pub dispute: Option<String>,
    /// The passages that a decision can be about.
    pub claims: Vec<&'a Claim>,
}

/// The queue, by consequence.
pub fn queue<'a>(view: &View<'a>, decisions: &[(Decision, State)]) -> Vec<Item<'a>> {
    let decided: BTreeSet<(&str, &str)> = decisions
        .iter()
        .filter(|(_, state)| *state == State::InForce)
        .filter_map(|(d, _)| d.deed.passage())
        .map(|p| (p.text.as_str(), p.quote.as_str()))
        .collect();
    let open = |c: &&Claim| {
        let text = view.pile.card(&c.report).map_or("", |card| card.report.text_sha256.as_str());
        !decided.contains(&(text, c.quote.as_str()))
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut items = disputes(view);
    items.extend(single(view));
    items.extend(unresolved(view));
    for item in &mut items {
        item.claims.retain(|c| open(c) && seen.insert(&c.id));
    }
    items.retain(|item| !item.claims.is_empty());
    items
}

fn disputes<'a>(view: &View<'a>) -> Vec<Item<'a>> {
    let (open, _) = super::dispute::by_weight(view);
    let item = |d: &dateline_core::picture::Dispute| {
        let of = |ids: &[String]| passages::best(view.pile, &view.pile.claims_of(ids), 2);
        let claims = d.answers.iter().flat_map(|a| of(&a.claims)).collect();
        Item { why: clean(&d.question), dispute: Some(d.id.clone()), claims }
    };
    open.into_iter().map(item).collect()
}

/// Changes of control that one origin tells of.
fn single<'a>(view: &View<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for place in view.pile.picture.places() {
        for stretch in view.pile.picture.stretches(&place.id) {
            if stretch.origins == 1 && brief::is_change(view.pile, &stretch, view.on()) {
                let claims = passages::best(view.pile, &view.pile.claims_of(&stretch.support), 1);
                let why = format!("{} changed hands on the word of one origin.", words::place(place));
                items.push(Item { why, dispute: None, claims });
            }
        }
    }
    items
}

/// Takeovers told as fact whose place or day could not be told.
fn unresolved<'a>(view: &View<'a>) -> Vec<Item<'a>> {
    use dateline_core::model::EventKind::Takeover;
    let told = view.pile.known_claims().filter(|c| c.tells(Takeover) && c.status.is_current() && !c.headline);
    let why = |c: &Claim| match (c.place(), c.when()) {
        (None, _) => Some("A takeover without a place."),
        (Some(p), _) if !p.also.is_empty() => Some("The place may be one of several."),
        (_, None) => Some("A takeover without a day."),
        (_, Some(w)) if w.basis == Basis::None => Some("A takeover without a day."),
        _ if c.is_learned() => {
            Some("Only the language model finds this takeover, and no rule; it does not count until it is accepted.")
        }
        _ => None,
    };
    told.filter_map(|c| why(c).map(|why| Item { why: why.into(), dispute: None, claims: vec![c] })).collect()
}

/// The review page.
pub fn review<'a>(view: View<'a>, desk: &'a Desk<'a>) -> Leaf<'a> {
    let twin = move || {
        let all: Vec<&Claim> = queue(&view, desk.decisions).into_iter().flat_map(|i| i.claims).collect();
        Twin::list(all.iter().map(|c| claims::json(view.pile, &[*c])).collect())
    };
    Leaf::new(move || html(&view, desk), twin)
}

/// The decisions as data.
pub fn decisions(desk: &Desk) -> Twin {
    let all: Vec<(&Decision, &State)> = desk.decisions.iter().map(|(d, s)| (d, s)).collect();
    Twin::list(crate::decisions::json(&all))
}

fn html(view: &View, desk: &Desk) -> String {
    let items = queue(view, desk.decisions);
    let after = desk.after.min(items.len().saturating_sub(1));
    let body = html! {
        @if let Some(told) = desk.told { p.told role="status" { (clean(told)) } }
        p.lead { (count(items.len(), "item", "items")) " to look at, the weightiest first. A decision counts at once, is kept with its reason, and can be undone." }
        (keys())
        div.queue data-queue="" {
            @for (n, item) in items.iter().enumerate().skip(after).take(ITEMS) { (one(view, desk, n, item)) }
        }
        nav.pages aria-label="Pages of the queue" {
            @if after > 0 { a rel="prev" href=(page_of(view, after.saturating_sub(ITEMS))) { "‹ weightier" } " " }
            @if after + ITEMS < items.len() { a rel="next" href=(page_of(view, after + ITEMS)) { "more ›" } }
        }
        (decided(view, desk))
    };
    page(view, Sheet { title: "Review", under: "/review", days: true, twin: true, script: Some("review.js"), body })
}

fn page_of(view: &View, after: usize) -> String {
    let plain = view.to("/review");
    let sign = if plain.contains('?') { '&' } else { '?' };
    format!("{plain}{sign}after={after}")
}

/// The keys, for those who use them; everything can be done without.
fn keys() -> Markup {
    const KEYS: [(&str, &str); 11] = [
        ("j", "next item"),
        ("k", "previous item"),
        ("a", "accept: it is right and counts as told"),
        ("x", "reject: it does not count"),
        ("p", "pin: it outweighs what contradicts it"),
        ("d", "set the day"),
        ("l", "set the place"),
        ("m", "merge its report with another: one origin"),
        ("s", "split its report: an origin by itself"),
        ("u", "undo the last decision"),
        ("?", "show or hide this list"),
    ];
    html! {
        details.keys id="keys" {
            summary { "Keys " kbd { "?" } }
            dl.facts { @for (key, what) in KEYS { dt { kbd { (key) } } dd { (what) } } }
        }
    }
}

fn one(view: &View, desk: &Desk, n: usize, item: &Item) -> Markup {
    html! {
        article.item id=(format!("i-{n}")) tabindex="-1" aria-labelledby=(format!("w-{n}")) {
            h2 id=(format!("w-{n}")) {
                @match &item.dispute {
                    Some(id) => { (badge("open", "dispute")) " " a href=(view.dispute(id)) { bdi { (item.why) } } }
                    None => { bdi { (item.why) } }
                }
            }
            form method="post" action="/review" {
                (hidden(view, desk, n))
                @for (m, claim) in item.claims.iter().enumerate() { (choice(view, n, m, claim, item.claims.len() > 1)) }
                (fields(desk, n, item))
            }
        }
    }
}

fn hidden(view: &View, desk: &Desk, n: usize) -> Markup {
    html! {
        input type="hidden" name="token" value=(desk.token);
        input type="hidden" name="item" value=(n);
        @if desk.after > 0 { input type="hidden" name="after" value=(desk.after); }
        (kept(view))
    }
}

/// A passage, with a button to choose it where there are several.
fn choice(view: &View, n: usize, m: usize, claim: &Claim, several: bool) -> Markup {
    let id = format!("c-{n}-{m}");
    html! {
        div.choice {
            @if several {
                input type="radio" name="claim" id=(id) value=(claim.id) checked[m == 0] required;
                label for=(id) { bdi { (words::claim(claim)) } }
            } @else {
                input type="hidden" name="claim" value=(claim.id);
                p { bdi { (words::claim(claim)) } }
            }
            (evidence::one(view, claim))
        }
    }
}

fn fields(desk: &Desk, n: usize, item: &Item) -> Markup {
    let text = |name: &str, label: &str, value: &str, kind: &str, must: bool| {
        let id = format!("{name}-{n}");
        html! { div.field { label for=(id) { (label) } input id=(id) type=(kind) name=(name) value=(value) required[must] autocomplete="off"; } }
    };
    let day = item.claims.first().and_then(|c| c.when()).map_or(String::new(), |w| w.days.from.to_string());
    html! {
        div.decide {
            (text("reason", "Why", "", "text", true))
            (text("by", "Who decides", desk.by, "text", true))
            div.deeds {
                button name="deed" value="accept" title="key a" { "Accept" }
                button name="deed" value="reject" title="key x" { "Reject" }
                button name="deed" value="pin" title="key p" { "Pin" }
                button name="deed" value="note" { "Note" }
            }
            details {
                summary { "Day, place, copies" }
                div.row { (text("day", "Day", &day, "date", false)) button name="deed" value="set-day" title="key d" { "Set the day" } }
                div.row { (text("place", "Place", "", "text", false)) button name="deed" value="set-place" title="key l" { "Set the place" } }
                div.row { (text("other", "The other report's id", "", "text", false)) button name="deed" value="merge" title="key m" { "Merge" } button name="deed" value="split" title="key s" { "Split" } }
            }
        }
    }
}

/// What was decided, the newest first, each with a way back.
fn decided(view: &View, desk: &Desk) -> Markup {
    html! {
        section aria-labelledby="decided" {
            h2 id="decided" { "Decided " span.count { (desk.decisions.len()) } }
            @if desk.decisions.is_empty() { p.note { "Nothing yet." } }
            ol.log { @for (decision, state) in desk.decisions.iter().rev() { (past(view, desk, decision, state)) } }
        }
    }
}

fn past(view: &View, desk: &Desk, decision: &Decision, state: &State) -> Markup {
    html! {
        li {
            bdi { (clean(&decision.sentence())) }
            @if let Some(passage) = decision.deed.passage() { " " span.quote { "“" (super::safe::words(&passage.quote)) "” [" bdi { (clean(&passage.report)) } "]" } }
            @match state {
                State::InForce if !matches!(decision.deed, Deed::Undo(_)) => {
                    form.inline method="post" action="/review" data-undo="" {
                        input type="hidden" name="token" value=(desk.token);
                        input type="hidden" name="deed" value="undo";
                        input type="hidden" name="decision" value=(decision.id);
                        input type="hidden" name="by" value=(if desk.by.is_empty() { decision.by.as_str() } else { desk.by });
                        input type="hidden" name="reason" value="undone on the page";
                        (kept(view))
                        button { "Undo" }
                    }
                }
                State::InForce => {}
                State::Undone(by) => { " " (badge("aside", "undone")) " " span.dim { "by " (clean(by)) } }
                State::Orphan(why) => { " " (badge("aside", "orphan")) " " span.dim { (clean(why)) } }
            }
        }
    }
}
