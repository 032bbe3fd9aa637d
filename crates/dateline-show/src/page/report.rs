//! Reports: the list of them, and one with its text, its claims marked where they stand, its copies and its days.

use super::Leaf;
use super::evidence;
use super::link::View;
use super::marked;
use super::safe::words as safe;
use super::shell::{Sheet, badge, page};
use super::twin::Twin;
use crate::json::{ReportForm, line};
use crate::pile::Card;
use crate::text::{clean, count, days};
use crate::{claims, reports as listing, words};
use dateline_core::model::Claim;
use maud::{Markup, html};

/// One report.
pub fn report<'a>(view: View<'a>, card: &'a Card) -> Leaf<'a> {
    Leaf::new(move || html(&view, card), move || twin(&view, card))
}

fn claims_in<'a>(view: &View<'a>, card: &Card) -> Vec<&'a Claim> {
    view.pile.claims_in(&card.report.id).iter().map(|c| &**c).collect()
}

fn twin(view: &View, card: &Card) -> Twin {
    let claims = claims::json(view.pile, &claims_in(view, card));
    let form = line(&ReportForm::new(card, view.pile.picture.lineage()));
    Twin::parts(Some(("report", &form)), &[("claims", &claims)], &claims)
}

fn html(view: &View, card: &Card) -> String {
    let claims = claims_in(view, card);
    let report = &card.report;
    let title = report.title.as_deref().map_or_else(|| report.id.clone(), str::to_owned);
    let body = html! {
        (about(view, card))
        div.reading {
            (marked::text(view, report, &claims))
            aside aria-labelledby="claims" {
                h2 id="claims" { "Claims " span.count { (claims.len()) } }
                @if claims.is_empty() { p.note { "Nothing was read from it." } }
                ol.margin { @for claim in &claims { (beside(claim)) } }
            }
        }
        @if !claims.is_empty() {
            details { summary { "The same as a table" } (evidence::table(view, "Claims of the report", &claims)) }
        }
    };
    page(view, Sheet { title: &title, under: "/reports", days: false, twin: true, script: None, body })
}

/// A claim in the margin; it leads to its words in the text.
fn beside(claim: &Claim) -> Markup {
    html! {
        li {
            (badge(&format!("s-{}", claim.status.as_str()), claim.status.as_str())) " "
            a href=(format!("#c-{}", claim.id)) data-claim=(claim.id) {
                @if claim.statement().is_some() { "“" (safe(&evidence::short(&claim.quote))) "”" } @else { bdi { (words::told(claim)) } }
            }
            @if let Some(source) = &claim.source { " " span.dim { bdi { (words::told_by(claim.status, source)) } } }
        }
    }
}

fn about(view: &View, card: &Card) -> Markup {
    let report = &card.report;
    let known = view.pile.picture.lineage();
    let copies = known.copies().iter().find(|g| g.original == report.id);
    let origin = known.origin_of(&report.id);
    html! {
        @if !card.is_out(view.pile.known) { p.warn { "This report was not out yet, or has no day: it does not count in this picture." } }
        dl.facts {
            dt { "Outlet" } dd { @match &report.outlet { Some(outlet) => bdi { (clean(outlet)) }, None => { "not told" } } }
            @if let Some(author) = &report.author { dt { "Author" } dd { bdi { (clean(author)) } } }
            dt { "Day" } dd { (words::published(card.published)) }
            @if let Some(url) = &report.url { dt { "Address" } dd { (address(url)) } }
            dt { "Id" } dd { code { bdi { (clean(&report.id)) } } }
            @if origin != report.id { dt { "Copy of" } dd { a href=(view.report(origin)) { bdi { (clean(origin)) } } "; both count as one origin" } }
            @if let Some(group) = copies {
                dt { "Copies" }
                dd { @for copy in &group.copies { a href=(view.report(&copy.report)) { bdi { (clean(&copy.report)) } } " " } "count as one origin with it" }
            }
            dt { "Text" } dd.hash { "sha-256 " code { (report.text_sha256) } }
            dt { "Original" } dd.hash { "sha-256 " code { (report.original_sha256) } }
        }
        @if let Some(reason) = &card.skipped { p.warn { "Not read. " (clean(reason)) } }
        @for notice in &card.notices { p.note { (clean(&format!("{} {}", notice.what, notice.hint))) } }
    }
}

/// An address outside is a link only where it is a plain web address; it tells nobody where the reader came from.
fn address(url: &str) -> Markup {
    let shown = clean(url);
    let web = url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if web && shown == url { a href=(url) rel="noreferrer noopener external nofollow" target="_blank" { (shown) } " (opens outside)" } @else { bdi { (shown) } }
    }
}

/// The list of reports.
pub fn reports<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || list_html(&view), move || Twin::list(listing::json_of(view.pile, &shown(&view))))
}

/// Those that came out on the days of the view's span.
fn shown<'a>(view: &View<'a>) -> Vec<&'a Card> {
    view.pile.cards().filter(|c| view.falls([c.published.days])).collect()
}

fn list_html(view: &View) -> String {
    let mut cards = shown(view);
    cards.sort_by_key(|c| (c.published.days.map(|d| d.to), c.report.id.as_str()));
    let out = cards.iter().filter(|c| c.is_out(view.pile.known)).count();
    let body = html! {
        p.lead { (count(cards.len(), "report", "reports")) ", " (out) " of them out on the known day. Copies of one text are one origin." }
        @if !cards.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Reports" {
                table {
                    caption.unseen { "Reports by day of publication" }
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Report" } th scope="col" { "Outlet" } th scope="col" { "Claims" } th scope="col" { "State" } } }
                    tbody { @for card in cards { (row(view, card)) } }
                }
            }
        }
    };
    page(view, Sheet { title: "Reports", under: "/reports", days: true, twin: true, script: None, body })
}

fn row(view: &View, card: &Card) -> Markup {
    let report = &card.report;
    let origin = view.pile.picture.lineage().origin_of(&report.id);
    html! {
        tr.away[!card.is_out(view.pile.known)] {
            td.day { (card.published.days.map_or("not known".into(), days)) }
            th scope="row" {
                a href=(view.report(&report.id)) { bdi { (clean(report.title.as_deref().unwrap_or(&report.id))) } }
                @if report.title.is_some() { br; span.dim { bdi { (clean(&report.id)) } } }
            }
            td { bdi { (clean(report.outlet.as_deref().unwrap_or("–"))) } }
            td.number { (view.pile.claims_in(&report.id).len()) }
            td {
                @if let Some(reason) = &card.skipped { "not read: " (clean(reason)) }
                @else if origin != report.id { "copy of " a href=(view.report(origin)) { bdi { (clean(origin)) } } }
                @else { "read" }
            }
        }
    }
}
