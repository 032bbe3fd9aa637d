//! What every page has: the head, the way to the other pages, the two days, the foot.

use super::asset::address;
use super::link::{NARROWED, View, unpercent};
use crate::text::{clean, count};
use crate::words;
use dateline_core::model::Day;
use jiff::ToSpan;
use maud::{DOCTYPE, Markup, html};

/// A page before it is put into its frame.
pub(super) struct Sheet<'a> {
    /// What it is called, in the title and as the heading.
    pub title: &'a str,
    /// Which entry of the way it stands under.
    pub under: &'a str,
    /// Whether the two days can be set on it.
    pub days: bool,
    /// Whether it has a twin.
    pub twin: bool,
    /// A script of its own.
    pub script: Option<&'static str>,
    /// What it shows below the heading.
    pub body: Markup,
}

/// The pages that stand in the way, with their names.
const WAY: [(&str, &str); 13] = [
    ("/", "Overview"),
    ("/map", "Map"),
    ("/timeline", "Timeline"),
    ("/developments", "Developments"),
    ("/disputes", "Disputes"),
    ("/figures", "Figures"),
    ("/forecasts", "Forecasts"),
    ("/people", "People"),
    ("/changes", "Changes"),
    ("/brief", "Brief"),
    ("/reports", "Reports"),
    ("/review", "Review"),
    ("/add", "Add"),
];

/// The whole document.
pub(super) fn page(view: &View, sheet: Sheet) -> String {
    let html = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="same-origin";
                title { (clean(sheet.title)) " · dateline" }
                link rel="icon" href=(address("mark.svg"));
                link rel="stylesheet" href=(address("style.css"));
                script type="module" src=(address("page.js")) {}
                @if let Some(script) = sheet.script { script type="module" src=(address(script)) {} }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (banner(view, sheet.under))
                main id="main" tabindex="-1" {
                    div.head {
                        h1 { bdi { (clean(sheet.title)) } }
                        @if sheet.twin { p.twins { "as " a href=(view.twin("json")) { "JSON" } " · " a href=(view.twin("csv")) { "CSV" } } }
                    }
                    @if sheet.days { (days(view)) }
                    @if view.is_narrowed() { (narrowed(view)) }
                    (sheet.body)
                }
                (foot(view))
            }
        }
    };
    html.into_string()
}

fn banner(view: &View, under: &str) -> Markup {
    html! {
        header.banner {
            a.name href=(view.to("/")) { "dateline" }
            nav aria-label="Pages" {
                ul {
                    @for (path, name) in WAY {
                        li { a href=(view.to(path)) data-narrows[NARROWED.contains(&path)] aria-current=[(path == under).then_some("page")] { (name) } }
                    }
                }
            }
            form.find role="search" action="/search" method="get" {
                (kept(view))
                (view.span_fields())
                label.unseen for="find" { "Search reports and claims" }
                input id="find" type="search" name="q" placeholder="Search" autocomplete="off";
            }
        }
    }
}

/// That the page is narrowed to a span of days, and the way out.
fn narrowed(view: &View) -> Markup {
    let day = |day: Option<Day>, open: &str| day.map_or(open.to_owned(), |d| d.to_string());
    html! {
        p.note {
            "Only what falls into the days from " (day(view.from, "the first")) " to " (day(view.to, "the last"))
            " is shown; what has no day is left out. " a href=(view.unnarrowed()) { "Show all days" }
        }
    }
}

/// The days of the address as hidden fields, so that a form keeps them.
pub(super) fn kept(view: &View) -> Markup {
    html! {
        @if let Some(on) = view.asked { input type="hidden" name="on" value=(on); }
        @if let Some(known) = view.known { input type="hidden" name="known" value=(known); }
    }
}

/// The two days: which day is asked about, and what was out by then. A form, so that it works without a script.
fn days(view: &View) -> Markup {
    let (on, known) = (view.on(), view.pile.known);
    if known == Day::MAX {
        return html! { p.note { "No report has a day of its own; all of them count." } };
    }
    let turns = view.pile.turns();
    let (before, after) = (turns.range(..on).next_back(), turns.range(on.saturating_add(1.day())..).next());
    html! {
        form.days method="get" action=(view.path) aria-label="Days" {
            (kept_besides(view))
            div.field {
                label for="on" { "On the day" }
                (step(view, "prev", "the day before", "‹", on.checked_sub(1.day()).ok()))
                input id="on" type="date" name="on" value=(on) required;
                (step(view, "next", "the day after", "›", on.checked_add(1.day()).ok()))
            }
            div.field {
                label for="known" { "as known on" }
                input id="known" type="date" name="known" value=(known) required;
            }
            button type="submit" { "Show" }
            (turn(view, "prev", before))
            (turn(view, "next", after))
            @if view.asked.is_some() || view.known.is_some() { a.turn href=(view.path) { "newest" } }
            div.slides {
                @if let Some(days) = whole(view) { (slider("on", "Move the day asked about", on, days, true)) }
                @if let Some(days) = published(view) { (slider("known", "Move the day known", known, days, false)) }
            }
        }
        p.note id="ahead" hidden[on <= known] { "The day asked about is after the known day: nothing is known of it yet." }
    }
}

/// The rest of the address, so that another day keeps it.
fn kept_besides(view: &View) -> Markup {
    let pairs = view.rest.split('&').filter_map(|pair| pair.split_once('='));
    let named = pairs.filter_map(|(name, value)| Some((unpercent(name)?, unpercent(value)?)));
    html! { @for (name, value) in named { input type="hidden" name=(name) value=(value); } }
}

/// The days that can be slid over: those of the events told, up to the known day.
pub(super) fn whole(view: &View) -> Option<(Day, Day)> {
    let (told, known) = (view.pile.period()?, view.pile.known);
    let (first, last) = (told.from.min(view.on()), known.max(view.on()));
    (first < last).then_some((first, last))
}

/// The days on which something more was known, as far as this store goes.
fn published(view: &View) -> Option<(Day, Day)> {
    let out = || view.pile.cards().filter_map(|c| c.published.days).map(|d| d.to);
    let (first, last) = (out().min()?.min(view.pile.known), out().max()?.max(view.pile.known));
    (first < last).then_some((first, last))
}

/// A day as a slider, which the page's script shows: without one it could not move anything.
fn slider(field: &str, what: &str, day: Day, (first, last): (Day, Day), plays: bool) -> Markup {
    let many = |to: Day| (to - first).get_days();
    let id = format!("slide-{field}");
    html! {
        div.slide hidden data-first=(first) data-field=(field) {
            @if plays { button type="button" data-play { "Play" } }
            label for=(id) { (what) }
            input id=(id) type="range" min="0" max=(many(last)) value=(many(day)) step="1" aria-valuetext=(day);
            output for=(id) { (day) }
        }
    }
}

fn step(view: &View, way: &str, what: &str, sign: &str, day: Option<Day>) -> Markup {
    html! { @if let Some(day) = day { a.step data-step=(way) href=(other(view, day)) aria-label=(what) title=(what) { (sign) } } }
}

/// The way to the next change, there and hidden where there is none, since the day may be moved without a request.
fn turn(view: &View, way: &str, day: Option<&Day>) -> Markup {
    let href = day.map(|day| other(view, *day));
    let day = html! { span { @if let Some(day) = day { (day) } } };
    html! {
        a.turn rel=(way) href=[href.as_deref()] hidden[href.is_none()] {
            @if way == "prev" { "‹ change of " (day) } @else { "change of " (day) " ›" }
        }
    }
}

fn other(view: &View, on: Day) -> String {
    View { asked: Some(on), ..*view }.asking(view.path, view.rest)
}

fn foot(view: &View) -> Markup {
    let pile = view.pile;
    let reports = count(pile.out().count(), "report", "reports");
    let origins = count(pile.origins(), "independent origin", "independent origins");
    html! {
        footer {
            p {
                (reports) ", " (origins) ", known on "
                @if pile.known == Day::MAX { "any day" } @else { time datetime=(pile.known) { (pile.known) } }
                " · " (clean(view.store)) " · dateline " (env!("CARGO_PKG_VERSION"))
            }
            p.note { "Holder: the side that the known reports, weighed against each other, say has the place. It is no measure of people or territory. Every line opens the sentence it rests on." }
        }
    }
}

/// A word for how sure something is; its look never depends on colour alone.
pub(super) fn badge(kind: &str, text: &str) -> Markup {
    html! { span class=(format!("badge b-{}", kind.replace(' ', "-"))) { (text) } }
}

/// The place with its link.
pub(super) fn place_link(view: &View, place: &dateline_core::model::PlaceRef) -> Markup {
    html! { a href=(view.place(&place.id)) { bdi { (words::place(place)) } } }
}
