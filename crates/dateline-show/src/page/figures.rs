//! Figures: everything that reports give numbers of, and each as a chart and a table beside our own count.

use super::Leaf;
use super::chart::{chart, is_share};
use super::evidence;
use super::link::View;
use super::shell::{Sheet, badge, page, place_link};
use super::twin::Twin;
use crate::figures::{counted, fate, json, tallies};
use crate::text::{clean, count};
use dateline_core::model::{Day, Days};
use dateline_core::picture::{Fate, Reported, Series, Tally};
use maud::{Markup, html};

/// The address of a series: what it counts, whose and where.
pub fn series_id(series: &Series) -> String {
    let party = series.party.as_ref().map(|p| p.id.as_str());
    let place = series.place.as_ref().map(|p| p.id.as_str());
    let parts = [Some(series.subject.as_str()), party, place];
    parts.into_iter().flatten().collect::<Vec<_>>().join("~")
}

/// The series with an address. Two that differ only in what they are a part of may share one; they are shown together.
pub fn series_of(view: &View, id: &str) -> Vec<Series> {
    view.pile.figures().iter().filter(|s| series_id(s) == id).cloned().collect()
}

/// All series.
pub fn all_figures<'a>(view: View<'a>) -> Leaf<'a> {
    Leaf::new(move || all_html(&view), move || Twin::list(json(view.pile, shown(&view))))
}

/// Those with a number of a day of the view's span; each is shown whole.
fn shown<'a>(view: &View<'a>) -> Vec<&'a Series> {
    let day = |r: &Reported| (r.day < Day::MAX).then(|| Days::on(r.day));
    view.pile.figures().iter().filter(|s| view.falls(s.reported.iter().map(day))).collect()
}

fn all_html(view: &View) -> String {
    let mut all = shown(view);
    all.sort_by_key(|s| (!disputed(s), std::cmp::Reverse(s.origins)));
    let (often, once): (Vec<&Series>, Vec<&Series>) = all.into_iter().partition(|s| s.reported.len() > 1);
    let body = html! {
        p.lead { "Every number that known reports give, by what it is a number of. Nothing is averaged; copies count once." }
        @if often.is_empty() && once.is_empty() { p.note { "No report known by then gives a number." } }
        ul.series { @for series in often { (series_row(view, series)) } }
        @if !once.is_empty() {
            details open { summary { (count(once.len(), "thing told once", "things told once")) } ul.series { @for series in once { (series_row(view, series)) } } }
        }
    };
    page(view, Sheet { title: "Figures", under: "/figures", days: true, twin: true, script: None, body })
}

fn disputed(series: &Series) -> bool {
    series.reported.iter().any(|r| matches!(r.fate, Fate::Disputed(_)))
}

/// A series in a list: what, the lowest and the highest that stand, how many origins.
pub(super) fn series_row(view: &View, series: &Series) -> Markup {
    html! {
        li {
            a href=(view.series(&series_id(series))) { bdi { (clean(&series.subject)) } }
            @if let Some(place) = &series.place { " " span.dim { "at " bdi { (clean(&place.name)) } } }
            ": " strong { (span(series)) }
            @if disputed(series) { " " (badge("disputed", "disputed")) }
            " " span.dim { (count(series.reported.len(), "number", "numbers")) ", " (count(series.origins, "origin", "origins")) }
        }
    }
}

/// The numbers that stand: one, or the lowest and the highest.
fn span(series: &Series) -> String {
    let shares = series.reported.iter().all(is_share);
    let standing = |r: &&Reported| matches!(r.fate, Fate::Stands | Fate::Disputed(_)) && is_share(r) == shares;
    let mut told: Vec<&Reported> = series.reported.iter().filter(standing).collect();
    told.sort_by(|a, b| a.figure.value.total_cmp(&b.figure.value));
    match (told.first(), told.last()) {
        (Some(low), Some(high)) if low.figure.told() == high.figure.told() => low.figure.told(),
        (Some(low), Some(high)) => format!("{} – {}", low.figure.told(), high.figure.told()),
        _ => "none that stands".into(),
    }
}

/// Some series.
pub fn some_figures<'a>(view: View<'a>, series: &'a [Series]) -> Leaf<'a> {
    Leaf::new(move || some_html(&view, series), move || Twin::list(json(view.pile, series)))
}

fn some_html(view: &View, series: &[Series]) -> String {
    let body = html! { @for one in series { (one_series(view, one)) } };
    let title = series.first().map_or(String::new(), |s| clean(&s.subject));
    page(view, Sheet { title: &title, under: "/figures", days: true, twin: true, script: None, body })
}

fn one_series(view: &View, series: &Series) -> Markup {
    let counts = tallies(view.pile, series);
    html! {
        p.lead {
            strong { (span(series)) } @if let Some(whole) = series.whole { " of " (whole) } ": "
            (count(series.reported.len(), "number", "numbers")) ", " (count(series.origins, "independent origin", "independent origins"))
            @if let Some(place) = &series.place { ", at " (place_link(view, place)) }
        }
        (chart(series, &counts))
        @if let Some(tally) = counts.last() { (ours(series, tally)) }
        ol.numbers { @for reported in &series.reported { (number(view, series, reported)) } }
    }
}

fn ours(series: &Series, tally: &Tally) -> Markup {
    html! {
        p.ours {
            strong { "Counted here: " } bdi { (counted(tally, None)) } "."
            @if let Some(more) = series.unnamed(tally) { " Reported and not named: " (more) ", going by the lowest number told for the day." }
        }
    }
}

fn number(view: &View, series: &Series, reported: &Reported) -> Markup {
    let day = if reported.day == Day::MAX { "day not known".into() } else { reported.day.to_string() };
    let gone = matches!(reported.fate, Fate::Superseded(_) | Fate::OldCaption | Fate::Denied);
    html! {
        li {
            p {
                time.day { (day) } " "
                @if gone { s { (reported.figure.told()) } } @else { strong { (reported.figure.told()) } }
                @if let Some(fate) = fate(series, &reported.fate) { " " span.dim { (fate) } }
                @if reported.placed_by_report { " " span.dim { "the place is the only town the report tells of" } }
            }
            @if let Some(claim) = view.pile.claim(&reported.claim) { (evidence::one(view, claim)) }
        }
    }
}
