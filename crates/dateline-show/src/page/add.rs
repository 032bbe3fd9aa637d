//! Adding reports: a place to drop files, how far the work is, and a table of what became of each.

use super::link::View;
use super::shell::{Sheet, page};
use crate::pile::Card;
use crate::text::{clean, count, days};
use dateline_core::model::Notice;
use maud::{Markup, html};

/// What became of the last files.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Still at work.
    pub running: bool,
    /// Ids of the reports that were kept, in the order of the work.
    pub kept: Vec<String>,
    /// Remarks, unread files among them.
    pub notices: Vec<Notice>,
    /// The sum in words; nothing while it runs.
    pub sum: Option<String>,
    /// Why it failed, when it did.
    pub failed: Option<String>,
}

/// The page for adding.
pub fn add(view: &View, token: &str, limit: u64, batch: Option<&Batch>) -> String {
    let running = batch.is_some_and(|b| b.running);
    let body = html! {
        @if running { (at_work(batch.map_or(0, |b| b.kept.len()))) } @else { (form(token, limit)) }
        @if let Some(batch) = batch.filter(|b| !b.running) { (outcome(view, batch)) }
    };
    page(view, Sheet { title: "Add reports", under: "/add", days: false, twin: false, script: None, body })
}

fn form(token: &str, limit: u64) -> Markup {
    html! {
        p.lead { "Plain text, HTML pages, JSON and JSON lines, RSS and Atom, WARC, each also gzipped. Nothing is overwritten, and the same report twice changes nothing." }
        form.drop method="post" action="/add" enctype="multipart/form-data" {
            input type="hidden" name="token" value=(token);
            label for="files" { "Files: choose them, or drop them here" }
            input id="files" type="file" name="files" multiple required;
            p.note { "Up to " (limit >> 20) " MiB at once. More, and whole folders: " code { "dateline add PATH" } "." }
            button type="submit" { "Read them" }
        }
    }
}

fn at_work(kept: usize) -> Markup {
    html! {
        p.lead role="status" { "Reading: " (count(kept, "report", "reports")) " kept so far. This page looks again every two seconds; you may leave it." }
        progress aria-label="Reading" {}
    }
}

fn outcome(view: &View, batch: &Batch) -> Markup {
    html! {
        section aria-labelledby="became" {
            h2 id="became" { "What became of the last files" }
            @if let Some(failed) = &batch.failed { p.warn role="alert" { (clean(failed)) } }
            @if let Some(sum) = &batch.sum { p role="status" { (clean(sum)) } }
            div.scroll tabindex="0" role="region" aria-label="What became of the last files" {
                table {
                    caption.unseen { "Files and reports" }
                    thead { tr { th scope="col" { "Report" } th scope="col" { "State" } th scope="col" { "Day" } th scope="col" { "Remark" } } }
                    tbody {
                        @for card in batch.kept.iter().filter_map(|id| view.pile.card(id)) { (row(view, card)) }
                        @for notice in batch.notices.iter().filter(|n| n.unread) {
                            tr { th scope="row" { bdi { (clean(&notice.origin)) } } td { "skipped" } td { "–" } td { bdi { (clean(&format!("{} {}", notice.what, notice.hint))) } } }
                        }
                    }
                }
            }
            @for notice in batch.notices.iter().filter(|n| !n.unread) { p.note { bdi { (clean(&format!("{}: {} {}", notice.origin, notice.what, notice.hint))) } } }
        }
    }
}

fn row(view: &View, card: &Card) -> Markup {
    let id = card.report.id.as_str();
    let origin = view.pile.picture.lineage().origin_of(id);
    let (state, remark) = match &card.skipped {
        Some(reason) => ("kept, not read", clean(reason)),
        None if origin != id => ("copy", format!("repeats {}; both count as one origin", clean(origin))),
        None => ("read", String::new()),
    };
    html! {
        tr {
            th scope="row" { a href=(view.report(id)) { bdi { (clean(id)) } } }
            td { (state) }
            td.day { (card.published.days.map_or("not known".into(), days)) }
            td { bdi { (remark) } }
        }
    }
}
