//! The front page: what is open, who has what on the day, what changed hands, and what nobody can tell.

use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use super::{Leaf, dispute, map};
use crate::glance::{how_sure, short};
use crate::text::{clean, count, days};
use crate::{brief, holds, words};
use dateline_core::model::{PlaceKind, PlaceRef};
use dateline_core::picture::{Holder, Holding, Stretch};
use maud::{Markup, html};

/// How many open disputes stand on the front page; the others are on the board.
const OPEN: usize = 6;
/// How many changes of control stand there.
const CHANGES: usize = 14;

/// The front page.
pub fn overview<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || html(&view), move || Twin::list(holds::json(&view.pile.picture.holdings(view.on()))))
}

fn html(view: &View) -> String {
    let holdings = view.pile.picture.holdings(view.on());
    let body = html! {
        @if view.pile.cards().next().is_none() { (empty(view)) } @else {
            (summary(view, &holdings))
            (map::drawn(view))
            (open(view))
            div.columns {
                section aria-labelledby="who" {
                    h2 id="who" { "Who has what" }
                    (table(view, "Towns, districts, provinces", &of(&holdings, |h| held(h) && !site(&h.place))))
                    @let sites = of(&holdings, |h| held(h) && site(&h.place));
                    @if !sites.is_empty() {
                        details { summary { (count(sites.len(), "site", "sites")) ": airports, bases, crossings" } (table(view, "Sites", &sites)) }
                    }
                    (unknown(view, &holdings))
                    details.legend { summary { "How to read “how sure”" } dl { @for (word, meaning) in brief::LEGEND { dt { (word) } dd { (meaning) } } } }
                }
                section aria-labelledby="changes" { h2 id="changes" { "Changes of control" } (changes(view)) }
            }
        }
    };
    page(view, Sheet { title: "Who has what, and who says so", under: "/", days: true, twin: true, script: None, body })
}

/// What a new user sees.
fn empty(view: &View) -> Markup {
    html! {
        p { "There are no reports yet." }
        p { a.button href=(view.to("/add")) { "Add reports" } " or run " code { "dateline add PATH" } "." }
    }
}

fn summary(view: &View, holdings: &[Holding]) -> Markup {
    let pile = view.pile;
    let period = pile.period().map_or("No dated events".into(), |p| format!("Events of {}", days(p)));
    let published = pile.published().map_or(String::new(), |p| format!(", published {}", days(p)));
    let many = |wanted: &dyn Fn(&Holding) -> bool| holdings.iter().filter(|h| wanted(h)).count();
    html! {
        p.lead {
            (period) ": " (count(pile.out().count(), "report", "reports")) ", "
            (count(pile.origins(), "independent origin", "independent origins")) (published) ". On "
            time datetime=(view.on()) { (view.on()) } ", "
            (count(many(&|h| matches!(h.holder, Holder::Party(_))), "place is", "places are")) " held, "
            (many(&|h| h.holder == Holder::Contested)) " contested, and of "
            (many(&|h| h.holder == Holder::Unknown)) " nothing is told."
        }
    }
}

/// The questions that nothing settles yet come first: they are what a reader must not miss.
fn open(view: &View) -> Markup {
    let (disputes, _) = dispute::by_weight(view);
    html! {
        @if !disputes.is_empty() {
            section aria-labelledby="open" {
                h2 id="open" { "Open disputes " span.count { (disputes.len()) } }
                ul.cards {
                    @for one in disputes.iter().take(OPEN) { (dispute::card(view, one)) }
                }
                @if disputes.len() > OPEN { p { a href=(view.to("/disputes")) { "All " (disputes.len()) " open disputes" } } }
            }
        }
    }
}

fn of(holdings: &[Holding], wanted: impl Fn(&Holding) -> bool) -> Vec<&Holding> {
    holds::by_name(holdings).into_iter().filter(|h| wanted(h)).collect()
}

pub(super) fn held(holding: &Holding) -> bool {
    holding.holder != Holder::Unknown
}

fn site(place: &PlaceRef) -> bool {
    place.kind == PlaceKind::Facility
}

pub(super) fn table(view: &View, caption: &str, holdings: &[&Holding]) -> Markup {
    html! {
        @if holdings.is_empty() { p.note { "No report known by then tells who has any place on this day." } } @else {
            div.scroll tabindex="0" role="region" aria-label=(caption) {
                table {
                    caption.unseen { (caption) " on " span.on-day { (view.on()) } }
                    thead { tr {
                        th scope="col" { "Place" } th scope="col" { "Holder" } th scope="col" { "Since" }
                        th scope="col" { "How sure" } th scope="col" { "Last report" }
                    } }
                    tbody { @for holding in holdings { (row(view, holding)) } }
                }
            }
        }
    }
}

fn row(view: &View, holding: &Holding) -> Markup {
    html! {
        tr data-place=(clean(&holding.place.id)) hidden[!held(holding)] {
            th scope="row" { (place_link(view, &holding.place)) (unplaced(&holding.place)) }
            td { (holder(&holding.holder)) }
            td.day { (holding.since.map_or("–".into(), short)) }
            td { (sure(holding)) }
            td.day { (holding.last_report.map_or("–".into(), |d| d.to_string())) }
        }
    }
}

/// A place that the gazetteer does not have.
fn unplaced(place: &PlaceRef) -> Markup {
    html! { @if place.id.starts_with("name:") { " " span.dim title="not in the gazetteer" { "?" } } }
}

/// Who has it, isolated since names come from reports.
pub(super) fn holder(holder: &Holder) -> Markup {
    match holder {
        Holder::Party(party) => html! { bdi.holder { (words::party(party)) } },
        Holder::Contested => html! { span.holder.contested { "contested" } },
        Holder::Unknown => html! { span.dim { "not known" } },
    }
}

/// How sure it is, as a badge.
pub(super) fn sure(holding: &Holding) -> Markup {
    let text = how_sure(holding);
    let kind = if holding.disputed { "disputed" } else { holding.standing.as_str() };
    html! { @if text == "-" { "–" } @else { (badge(kind, &text)) } }
}

/// Places that reports name without telling who has them.
fn unknown(view: &View, holdings: &[Holding]) -> Markup {
    let unknown = of(holdings, |h| !held(h));
    html! {
        @if !unknown.is_empty() {
            details {
                summary { (count(unknown.len(), "place is named, and nothing tells who has it", "places are named, and nothing tells who has them")) }
                ul.names { @for holding in unknown { li { (place_link(view, &holding.place)) } } }
            }
        }
    }
}

/// Changes of control up to the day, the newest first, each with its best passage.
fn changes(view: &View) -> Markup {
    let mut all = brief::changes(view.pile, view.on());
    all.sort_by(|p, q| (q.stretch.from, &p.place.name, &p.place.id).cmp(&(p.stretch.from, &q.place.name, &q.place.id)));
    let rest = all.split_off(all.len().min(CHANGES));
    html! {
        @if all.is_empty() { p.note { "No report known by then tells of a change." } }
        ol.changes { @for c in &all { (change(view, &c.place, &c.stretch)) } }
        @if !rest.is_empty() {
            details {
                summary { (count(rest.len(), "earlier change", "earlier changes")) }
                ol.changes {
                    @for c in &rest {
                        li { time.day { (day(&c.stretch)) } " " (place_link(view, &c.place)) ": " bdi { (words::stretch(view.pile, &c.stretch)) } }
                    }
                }
            }
        }
    }
}

fn change(view: &View, place: &PlaceRef, stretch: &Stretch) -> Markup {
    html! {
        li {
            p { time.day { (day(stretch)) } " " strong { (place_link(view, place)) } ": " bdi { (words::stretch(view.pile, stretch)) } }
            @let claims = view.pile.claims_of(&stretch.support);
            @if let Some(best) = crate::passages::best(view.pile, &claims, 1).first() { (evidence::one(view, best)) }
        }
    }
}

fn day(stretch: &Stretch) -> String {
    stretch.from.map_or(String::new(), |d| d.to_string())
}
