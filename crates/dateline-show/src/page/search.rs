//! Searching reports and claims, with how many there are of each sort.
//!
//! Which reports hold the words the store says, by its index; of claims the sentences are looked at, and only those of
//! such reports. So a search costs as much as there is to show, however large the pile is.

use super::Leaf;
use super::evidence;
use super::link::{View, percent};
use super::shell::{Sheet, kept, page};
use super::twin::Twin;
use crate::claims;
use crate::pile::Pile;
use crate::text::{clean, count, days};
use dateline_core::lexicon::fold::fold;
use dateline_core::model::{Claim, Day, Days, EventKind, Status};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// How many claims stand on one page of results.
const CLAIMS: usize = 40;
/// How many reports do.
const REPORTS: usize = 20;
/// How many values of a facet are offered.
const VALUES: usize = 8;

/// What is searched for; an empty text lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words that must all be there.
    pub words: String,
    /// Id of a place.
    pub place: String,
    /// Id of a party, as actor or target.
    pub party: String,
    /// Sort of event, `figure` or `statement`.
    pub kind: String,
    /// Status.
    pub status: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// From which claim on the results are shown.
    pub after: usize,
}

/// What can be chosen: each value with its name and how many claims have it.
pub type Facets = Vec<(&'static str, &'static str, Vec<(String, String, usize)>)>;

/// The results: `reports` are those with the words, the best first, as the store found them.
pub fn found<'a>(view: View<'a>, search: &'a Search, reports: &'a [String]) -> Leaf<'a> {
    let twin = move || Twin::list(claims::json(view.pile, &matching(view.pile, search, reports)));
    Leaf::new(move || html(&view, search, reports), twin)
}

fn html(view: &View, search: &Search, reports: &[String]) -> String {
    let claims = matching(view.pile, search, reports);
    let out: Vec<&String> = reports
        .iter()
        .filter(|id| view.pile.card(id).is_some_and(|c| c.is_out(view.pile.known) && view.falls([c.published.days])))
        .collect();
    let body = html! {
        (form(view, search))
        div.results {
            (facets(view, search, &claims))
            div {
                @if !search.words.trim().is_empty() { (of_reports(view, &out)) }
                section aria-labelledby="claims" {
                    h2 id="claims" { "Claims " span.count { (claims.len()) } }
                    @let shown: Vec<&Claim> = claims.iter().skip(search.after).take(CLAIMS).copied().collect();
                    @if shown.is_empty() { p.note { "No claim that is known on this day fits. Take a word or a filter away." } }
                    @else { div { @for claim in &shown { (hit(view, claim)) } } }
                    (pages(view, search, claims.len()))
                }
            }
        }
    };
    page(view, Sheet { title: "Search", under: "", days: false, twin: true, script: None, body })
}

fn hit(view: &View, claim: &Claim) -> Markup {
    html! {
        div.hit {
            p { a href=(view.claim(&claim.id)) { bdi { (crate::words::claim(claim)) } } }
            (evidence::one(view, claim))
        }
    }
}

fn of_reports(view: &View, reports: &[&String]) -> Markup {
    html! {
        section aria-labelledby="reports" {
            h2 id="reports" { "Reports " span.count { (reports.len()) } }
            @if reports.is_empty() { p.note { "No report that is out by then has all these words." } }
            ol.names.tall {
                @for card in reports.iter().take(REPORTS).filter_map(|id| view.pile.card(id)) {
                    li {
                        a href=(view.report(&card.report.id)) { bdi { (clean(card.report.title.as_deref().unwrap_or(&card.report.id))) } }
                        " " span.dim { @if let Some(outlet) = &card.report.outlet { bdi { (clean(outlet)) } ", " } (card.published.days.map_or("day not known".into(), days)) }
                    }
                }
            }
            @if reports.len() > REPORTS { p.note { "and " (reports.len() - REPORTS) " more; another word makes them fewer." } }
        }
    }
}

/// The known claims that everything lets through, in the order of the reports found, then of the text.
pub fn matching<'a>(pile: &'a Pile, search: &Search, reports: &[String]) -> Vec<&'a Claim> {
    let words: Vec<String> = search.words.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
    let rank: BTreeMap<&str, usize> = reports.iter().enumerate().map(|(n, id)| (id.as_str(), n)).collect();
    let fits = |c: &&Claim| {
        (words.is_empty() || rank.contains_key(c.report.as_str())) && search.lets(c) && says(pile, c, &words)
    };
    let mut found: Vec<&Claim> = pile.known_claims().filter(fits).collect();
    found.sort_by_key(|c| rank.get(c.report.as_str()).copied().unwrap_or(0));
    found
}

/// Whether the sentence of a claim has all the words.
fn says(pile: &Pile, claim: &Claim, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = pile.card(&claim.report).map_or("", |c| c.report.text.as_str());
    let sentence = fold(evidence::part(text, claim.sentence.start, claim.sentence.end));
    words.iter().all(|w| sentence.contains(w.as_str()))
}

fn kind(claim: &Claim) -> &'static str {
    claim.event_kind().map_or(claim.says.as_str(), EventKind::as_str)
}

impl Search {
    fn lets(&self, claim: &Claim) -> bool {
        let is = |wanted: &str, has: Option<&str>| wanted.is_empty() || has == Some(wanted);
        let parties = [claim.actor(), claim.target()];
        let days = match (self.from, self.to) {
            (None, None) => true,
            (from, to) => {
                let asked = Days { from: from.unwrap_or(Day::MIN), to: to.unwrap_or(Day::MAX) };
                claim.when().is_some_and(|w| w.days.overlaps(asked))
            }
        };
        is(&self.place, claim.place().map(|p| p.id.as_str()))
            && (self.party.is_empty() || parties.iter().flatten().any(|p| p.id == self.party))
            && is(&self.kind, Some(kind(claim)))
            && is(&self.status, Some(claim.status.as_str()))
            && days
    }

    /// The address of the search with one thing otherwise.
    fn with(&self, view: &View, name: &str, value: &str) -> String {
        let after = if name == "after" { value.to_owned() } else { String::new() };
        let day = |d: Option<Day>| d.map_or(String::new(), |d| d.to_string());
        let own = [
            ("q", self.words.clone()),
            ("place", self.place.clone()),
            ("party", self.party.clone()),
            ("type", self.kind.clone()),
            ("status", self.status.clone()),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("after", after),
            ("on", day(view.asked)),
            ("known", day(view.known)),
        ];
        let changed = own.map(|(n, v)| (n, if n == name { value.to_owned() } else { v }));
        let query: Vec<String> =
            changed.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", percent(v))).collect();
        if query.is_empty() { "/search".into() } else { format!("/search?{}", query.join("&")) }
    }
}

fn form(view: &View, search: &Search) -> Markup {
    let one = |name: &str, chosen: &str, label: &str, all: Vec<&'static str>| {
        html! {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    option value="" { "any" }
                    @for value in all { option value=(value) selected[value == chosen] { (value.replace('_', " ")) } }
                }
            }
        }
    };
    let kinds = EventKind::ALL.iter().map(|k| k.as_str()).chain(["figure", "statement"]).collect();
    html! {
        form.days role="search" action="/search" method="get" aria-label="Search" {
            (kept(view))
            @if !search.place.is_empty() { input type="hidden" name="place" value=(search.place); }
            @if !search.party.is_empty() { input type="hidden" name="party" value=(search.party); }
            div.field.wide { label for="q" { "Words" } input id="q" type="search" name="q" value=(clean(&search.words)); }
            (one("type", &search.kind, "Type", kinds))
            (one("status", &search.status, "Status", Status::ALL.iter().map(|s| s.as_str()).collect()))
            div.field { label for="from" { "From" } input id="from" type="date" name="from" value=[search.from]; }
            div.field { label for="to" { "to" } input id="to" type="date" name="to" value=[search.to]; }
            button type="submit" { "Search" }
        }
    }
}

/// The values that the claims found have, the commonest first.
fn facets(view: &View, search: &Search, claims: &[&Claim]) -> Markup {
    let all: Facets = vec![
        (
            "place",
            "Place",
            counted(claims, |c| c.place().map(|p| (p.id.clone(), p.name.clone())).into_iter().collect()),
        ),
        (
            "party",
            "Party",
            counted(claims, |c| {
                [c.actor(), c.target()].into_iter().flatten().map(|p| (p.id.clone(), p.name.clone())).collect()
            }),
        ),
        ("type", "Type", counted(claims, |c| vec![(kind(c).into(), kind(c).replace('_', " "))])),
        ("status", "Status", counted(claims, |c| vec![(c.status.as_str().into(), c.status.as_str().into())])),
    ];
    let chosen = |name: &str| match name {
        "place" => search.place.as_str(),
        "party" => &search.party,
        "type" => &search.kind,
        _ => &search.status,
    };
    html! {
        nav.facets aria-label="Narrow the results" {
            @for (name, title, values) in &all {
                @let set = chosen(name);
                h2 { (title) }
                @if !set.is_empty() {
                    @let shown = values.iter().find(|(id, ..)| id == set).map_or(set, |(_, shown, _)| shown);
                    p { strong { bdi { (clean(shown)) } } " " a href=(search.with(view, name, "")) { "any " (title.to_lowercase()) } }
                } @else {
                    ul { @for (id, shown, n) in values.iter().take(VALUES) {
                        li { a href=(search.with(view, name, id)) { bdi { (clean(shown)) } } " " span.count { (n) } }
                    } }
                }
            }
        }
    }
}

/// Each value once for a claim, with its name and how many claims have it.
fn counted(claims: &[&Claim], of: impl Fn(&Claim) -> Vec<(String, String)>) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for claim in claims {
        for (id, name) in of(claim).into_iter().collect::<BTreeSet<_>>() {
            counts.entry(id).or_insert((name, 0)).1 += 1;
        }
    }
    let mut all: Vec<(String, String, usize)> = counts.into_iter().map(|(id, (name, n))| (id, name, n)).collect();
    all.sort_by(|a, b| (b.2, &a.1, &a.0).cmp(&(a.2, &b.1, &b.0)));
    all
}

fn pages(view: &View, search: &Search, all: usize) -> Markup {
    let last = (search.after + CLAIMS).min(all);
    html! {
        @if all > CLAIMS {
            nav.pages aria-label="Pages of results" {
                @if search.after > 0 { a rel="prev" href=(search.with(view, "after", &search.after.saturating_sub(CLAIMS).to_string())) { "‹ earlier" } }
                " " (search.after + 1) " to " (last) " of " (count(all, "claim", "claims")) " "
                @if last < all { a rel="next" href=(search.with(view, "after", &last.to_string())) { "more ›" } }
            }
        }
    }
}
