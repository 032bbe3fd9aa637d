//! From an address to a page.

use super::ask::{Asked, Ending, ending, segments};
use super::desk::Desk;
use super::intake;
use super::reply::{Answer, Keep, seen, trouble};
use crate::pictures::Known;
use crate::pile::{find_claim, report, rule_of};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::Response;
use dateline_core::model::Day;
use dateline_show::page::{self, Leaf, Trouble, View};
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use std::sync::Arc;

type Given<T> = Result<T, Trouble>;

/// After how many days without a report a place is gone quiet, as `dateline diff` has it.
const QUIET: i64 = 7;
/// How many reports a search finds at most.
const FOUND: usize = 10_000;

/// Any address that has no form of its own.
pub(super) async fn any(method: Method, desk: State<Arc<Desk>>, uri: Uri, headers: HeaderMap) -> Response {
    match method {
        Method::GET | Method::HEAD => get(desk, uri, headers).await,
        _ => trouble(
            &desk,
            uri.path(),
            &Trouble::new(405, "Nothing can be written at this address.", "Open the page instead."),
        ),
    }
}

/// A page, made by a thread that may take its time.
pub(super) async fn get(State(desk): State<Arc<Desk>>, uri: Uri, headers: HeaderMap) -> Response {
    let has = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let work = move || match answer(&desk, &uri) {
        Ok(answer) => answer.sent(has.as_deref()),
        Err(told) => trouble(&desk, uri.path(), &told),
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Response::new("The page failed.".into()))
}

fn answer(desk: &Desk, uri: &Uri) -> Given<Answer> {
    let path = uri.path();
    if let Some(name) = path.strip_prefix("/assets/") {
        let asset = page::asset(name).ok_or_else(nothing)?;
        return Ok(Answer { media: asset.media, body: asset.text.into(), keep: Keep::Always });
    }
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| unread())?.0;
    let asked = Asked::new(pairs);
    let known = desk.pictures.known(asked.day("known")?)?;
    // A report may be called `a.json`: what is there under the whole name is no twin.
    let whole = at(desk, &known, &asked, path, Ending::Html);
    match (whole, ending(path)) {
        (Err(told), Some((stem, twin))) if told.status == 404 => at(desk, &known, &asked, stem, twin),
        (whole, _) => whole,
    }
}

fn nothing() -> Trouble {
    Trouble::new(404, "Nothing is at this address.", "The pages above lead to everything that there is.")
}

fn unread() -> Trouble {
    Trouble::new(400, "The address cannot be read.", "Follow a link of a page instead of typing it.")
}

/// The page at a path.
fn at(desk: &Desk, known: &Known, asked: &Asked, path: &str, ending: Ending) -> Given<Answer> {
    let parts = segments(path).ok_or_else(unread)?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let rest = asked.rest();
    let (on, out_by, from, to) = (asked.day("on")?, asked.day("known")?, asked.day("from")?, asked.day("to")?);
    let view = View { asked: on, known: out_by, from, to, rest: &rest, ..seen(desk, known, path) };
    let pile = view.pile;
    let give = |leaf: Leaf| Ok(Answer::marked(ending, given(leaf, ending), mark(known, path, ending, asked)));
    match parts.as_slice() {
        [""] if ending == Ending::Html => give(page::overview(view)),
        ["overview"] => give(page::overview(View { path: "/", ..view })),
        ["map"] => give(page::map(view)),
        ["map.svg"] => Ok(picture("image/svg+xml", drawn(view).into_bytes(), mark(known, path, ending, asked))),
        #[cfg(feature = "png")]
        ["map.png"] => {
            let bytes = dateline_show::map::png(&drawn(view)).map_err(crate::Error::Broken)?;
            Ok(picture("image/png", bytes, mark(known, path, ending, asked)))
        }
        ["timeline"] => give(page::timeline(view)),
        ["place", id] => give(page::place(view, place(&view, id)?)),
        ["report", id] => give(page::report(view, report(pile, id)?)),
        ["claim", id] => {
            let claim = find_claim(pile, id)?;
            give(page::claim(view, claim, rule_of(&claim.rule, &desk.opened.shelf.knowledge)))
        }
        ["dispute", id] => {
            let found = page::dispute_of(&view, id).ok_or_else(|| gone("dispute", id))?;
            give(page::dispute(view, found))
        }
        ["developments"] => give(page::developments(view, &asked.happened()?)),
        ["development", id] => {
            let found = page::development_of(&view, id).ok_or_else(|| gone("development", id))?;
            give(page::development(view, found))
        }
        ["people"] => give(page::people(view)),
        ["person", id] => give(page::person(view, page::person_of(&view, id).ok_or_else(|| gone("person", id))?)),
        ["forecast", id] => {
            let found = page::forecast_of(&view, id).ok_or_else(|| gone("forecast", id))?;
            give(page::forecast(view, found))
        }
        ["disputes"] => give(page::board(view)),
        ["figures"] => give(page::all_figures(view)),
        ["figures", id] => give(page::some_figures(view, &series(&view, id)?)),
        ["forecasts"] => give(page::forecasts(view)),
        ["brief"] => give(page::brief(view)),
        ["reports"] => give(page::reports(view)),
        ["changes"] => {
            let before = desk.pictures.known(Some(since(asked, pile.known)?))?;
            let changes = pile.picture.changes_since(&before.pile.picture, QUIET);
            give(page::changes(view, &before.pile, &changes))
        }
        ["search"] => {
            let search = asked.search()?;
            let words = search.words.trim();
            let found = if words.is_empty() {
                Vec::new()
            } else {
                desk.opened.shelf.open()?.search(words, FOUND).map_err(crate::Error::from)?
            };
            give(page::found(view, &search, &found))
        }
        ["review"] => review(desk, view, asked, ending),
        ["decisions"] if ending != Ending::Html => {
            let decisions = desk.pictures.decided()?;
            let twin = page::decisions(&page::Desk { token: "", by: "", decisions: &decisions, after: 0, told: None });
            Ok(Answer::passing(ending, if ending == Ending::Csv { twin.csv() } else { twin.json }))
        }
        ["add"] if ending == Ending::Html => intake::page(desk, view),
        _ => Err(nothing()),
    }
}

fn given(leaf: Leaf, ending: Ending) -> String {
    match ending {
        Ending::Html => (leaf.html)(),
        Ending::Json => (leaf.twin)().json,
        Ending::Csv => (leaf.twin)().csv(),
    }
}

/// The map as `dateline map` draws it.
fn drawn(view: View) -> String {
    dateline_show::map::svg(view.pile, view.on(), &dateline_show::map::Options::default())
}

fn picture(media: &'static str, body: Vec<u8>, mark: String) -> Answer {
    Answer { media, body, keep: Keep::WhileMarked(mark) }
}

/// What tells a page from itself at another time: the picture and the address.
fn mark(known: &Known, path: &str, ending: Ending, asked: &Asked) -> String {
    let hash = Sha256::digest(format!("{} {path} {ending:?} {asked:?}", known.tag));
    format!("\"{}\"", hash[..12].iter().map(|b| format!("{b:02x}")).collect::<String>())
}

fn place<'a>(view: &View<'a>, id: &str) -> Given<&'a dateline_core::model::PlaceRef> {
    match page::place_of(view, id) {
        Some(place) => Ok(place),
        // A name is enough where it means one place.
        None => match crate::pile::places(view.pile, id)?.as_slice() {
            [one] => Ok(one),
            several => {
                let ids: Vec<&str> = several.iter().map(|p| p.id.as_str()).collect();
                Err(Trouble::new(
                    404,
                    format!("Several places are called {id:?}."),
                    format!("Open one by its id: {}.", ids.join(", ")),
                ))
            }
        },
    }
}

fn gone(what: &str, id: &str) -> Trouble {
    let hint =
        "Reports that came since, a decision, or another known day may have changed it; the lists above have all.";
    Trouble::new(404, format!("There is no {what} {id:?} as known on this day."), hint)
}

fn series(view: &View, id: &str) -> Given<Vec<dateline_core::picture::Series>> {
    match page::series_of(view, id) {
        found if found.is_empty() => {
            let hint = "The page of figures lists everything that known reports give numbers of.";
            Err(Trouble::new(404, format!("No known report gives a number of {id:?}."), hint))
        }
        found => Ok(found),
    }
}

/// The day to compare with: the day before the known one when none is named.
fn since(asked: &Asked, known: Day) -> Given<Day> {
    let since = asked.day("since")?.unwrap_or_else(|| known.saturating_sub(1.day()));
    match since > known {
        true => Err(Trouble::new(
            400,
            format!("{since} is after {known}, the day that counts as known."),
            "Choose an earlier day.",
        )),
        false => Ok(since),
    }
}

fn review(desk: &Desk, view: View, asked: &Asked, ending: Ending) -> Given<Answer> {
    let decisions = desk.pictures.decided()?;
    let told = if ending == Ending::Html { desk.told().take() } else { None };
    let by = decisions.last().map_or(desk.opened.by.as_str(), |(d, _)| d.by.as_str());
    let form = page::Desk {
        token: desk.form.as_str(),
        by,
        decisions: &decisions,
        after: asked.number("after"),
        told: told.as_deref(),
    };
    let leaf = page::review(view, &form);
    Ok(Answer::passing(ending, given(leaf, ending)))
}
