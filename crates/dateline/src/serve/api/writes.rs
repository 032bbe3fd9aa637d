//! What is written through this door: decisions and reports, as the command line and the pages write them.

use super::routes::{BATCH, DECISIONS, NAME};
use super::{ROOT, Result, apart, reply};
use crate::deciding::{self, Said, merge, passage, place, text};
use crate::demo::Folder;
use crate::error::Error;
use crate::given::{Field, Given, Sort};
use crate::serve::desk::Desk;
use crate::serve::{FILES, FORM, intake};
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use dateline_core::model::Days;
use dateline_core::picture::decisions::{Deed, Grade};
use dateline_show::decisions;
use dateline_show::page::{Trouble, percent};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Something that can be decided: its word, what it means, and what has to be said with it.
pub(super) struct Choice {
    pub word: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
}

const BY: Field = Field::new("by", Sort::Text, "Who decides.").needed();
const REASON: Field = Field::new("reason", Sort::Text, "Why.").needed();
const AT: Field = Field::new("at", Sort::Day, "On which day it was decided, for the record; nothing asks a clock.");
const CLAIM: Field = Field::new("claim", Sort::Text, "The claim's id, or its beginning.").needed();
const REPORT: Field = Field::new("report", Sort::Text, "The report's id.").needed();
const ABOUT_CLAIM: &[Field] = &[CLAIM, BY, REASON, AT];

fn grades() -> Vec<&'static str> {
    Grade::ALL.iter().map(|g| g.as_str()).collect()
}

/// Everything that can be decided, as `dateline decide` and `dateline decisions undo` have it.
pub(super) static CHOICES: &[Choice] = &[
    Choice { word: "accept", about: "The passage is right and counts as told.", fields: ABOUT_CLAIM },
    Choice { word: "reject", about: "The passage does not count.", fields: ABOUT_CLAIM },
    Choice { word: "pin", about: "The passage outweighs whatever contradicts it.", fields: ABOUT_CLAIM },
    Choice { word: "note", about: "A remark on the passage; changes nothing.", fields: ABOUT_CLAIM },
    Choice {
        word: "set-place",
        about: "The passage is about another place, one that some report names.",
        fields: &[CLAIM, Field::new("place", Sort::Text, "The place: its name, or its id.").needed(), BY, REASON, AT],
    },
    Choice {
        word: "set-day",
        about: "The passage is of another day.",
        fields: &[
            CLAIM,
            Field::new("day", Sort::Day, "The day, or the first of several.").needed(),
            Field::new("to", Sort::Day, "The last of several days."),
            BY,
            REASON,
            AT,
        ],
    },
    Choice {
        word: "merge",
        about: "Two reports go back to one origin and count once.",
        fields: &[REPORT, Field::new("other", Sort::Text, "The other report's id.").needed(), BY, REASON, AT],
    },
    Choice { word: "split", about: "A report is no copy but an origin by itself.", fields: &[REPORT, BY, REASON, AT] },
    Choice {
        word: "grade",
        about: "How far an outlet is to be trusted, from A to F.",
        fields: &[
            Field::new("outlet", Sort::Text, "The outlet.").needed(),
            Field::new("grade", Sort::Word(grades), "The letter.").needed(),
            BY,
            REASON,
            AT,
        ],
    },
    Choice {
        word: "undo",
        about: "A decision counts no longer; of an undoing, what it undid counts again. Nothing is deleted.",
        fields: &[Field::new("id", Sort::Text, "The decision's id, or its beginning.").needed(), BY, REASON, AT],
    },
];

/// The kinds of content that a report may be sent as by itself, each with the ending of its file.
pub(super) const CONTENTS: [(&str, &str); 3] =
    [("text/plain", ".txt"), ("text/html", ".html"), ("application/json", ".json")];
/// The kind of content that has several files.
pub(super) const SEVERAL: &str = "multipart/form-data";

/// Takes a decision.
pub(super) async fn decide(desk: Arc<Desk>, request: Request) -> Result<Response> {
    if media(request.headers()) != "application/json" {
        return Err(Trouble::new(415, "A decision is a JSON object.", "Send it with Content-Type: application/json."));
    }
    let body = body(request, FORM).await?;
    apart(move || decided(&desk, &body)).await
}

fn decided(desk: &Desk, body: &[u8]) -> Result<Response> {
    let shelf = &desk.opened.shelf;
    if shelf.without_decisions {
        let hint = "Start it without --without-decisions.";
        return Err(Trouble::new(409, "This server leaves decisions out, so none can be made.", hint));
    }
    let (choice, given) = understood(body)?;
    let said = Said { by: given.text("by"), at: given.day("at"), reason: given.text("reason") };
    let deed = deed(desk, choice, &given).map_err(cannot)?;
    let decision = deciding::keep(deed, said, &shelf.decisions)?;
    let all = shelf.decided()?;
    let kept = all.iter().find(|(one, _)| one.id == decision.id).map(|(one, state)| decisions::json(&[(one, state)]));
    let location = format!("{ROOT}{DECISIONS}/{}", percent(&decision.id));
    Ok(reply::written(201, &location, kept.ok_or_else(|| Error::Broken("a decision was not kept".into()))?))
}

/// What is decided, with what is said of it, checked.
fn understood(body: &[u8]) -> Result<(&'static Choice, Given)> {
    let wrong = |hint: String| Trouble::new(400, "The body is not a decision.", hint);
    let object = serde_json::from_slice::<Map<String, Value>>(body).map_err(|e| wrong(format!("Mind the JSON: {e}.")));
    let mut object = object?;
    let word = object.shift_remove("decision");
    let choice = CHOICES.iter().find(|c| word.as_ref().and_then(Value::as_str) == Some(c.word));
    let words: Vec<&str> = CHOICES.iter().map(|c| c.word).collect();
    let choice = choice.ok_or_else(|| wrong(format!("Its `decision` is one of: {}.", words.join(", "))))?;
    Ok((choice, Given::new("decision", choice.fields, object)?))
}

/// What is understood, and still cannot be decided of what there is.
fn cannot(told: Trouble) -> Trouble {
    if told.status == 400 { Trouble { status: 409, ..told } } else { told }
}

fn deed(desk: &Desk, choice: &Choice, given: &Given) -> Result<Deed> {
    let of = |name: &str| given.text(name).unwrap_or_default();
    if choice.word == "undo" {
        let (decisions, states): (Vec<_>, Vec<_>) = desk.opened.shelf.decided()?.into_iter().unzip();
        return Ok(deciding::undone(&decisions, &states, Some(of("id")))?);
    }
    let pile = desk.as_read()?;
    let bound = || passage(&pile, of("claim"));
    Ok(match choice.word {
        "accept" => Deed::Accept(bound()?),
        "reject" => Deed::Reject(bound()?),
        "pin" => Deed::Pin(bound()?),
        "note" => Deed::Note(bound()?),
        "set-place" => Deed::SetPlace(bound()?, place(&pile, of("place"))?),
        "set-day" => Deed::SetDay(bound()?, days(given)?),
        "merge" => merge(&pile, of("report"), of("other"))?,
        "split" => Deed::Split(text(&pile, of("report"))?),
        "grade" => Deed::Grade(of("outlet").to_owned(), Grade::parse(of("grade")).unwrap_or(Grade::F)),
        other => return Err(Error::Broken(format!("nothing is known of the decision {other:?}")).into()),
    })
}

fn days(given: &Given) -> Result<Days> {
    let missing = || Trouble::new(400, "It is not said on which day.", "Give a `day`.");
    let day = given.day("day").ok_or_else(missing)?;
    Ok(Days::between(day, given.day("to").unwrap_or(day)))
}

/// Takes reports; they are read while the answer is on its way.
pub(super) async fn add(desk: Arc<Desk>, given: &Given, request: Request) -> Result<Response> {
    let media = media(request.headers());
    let folder = match CONTENTS.iter().find(|(one, _)| *one == media) {
        Some((_, ending)) => one(given.text(NAME), ending, &body(request, FILES).await?)?,
        None if media == SEVERAL => intake::kept(&desk, several(request).await?, true).await?,
        None => {
            let hint = format!("Send one as text/plain, text/html or application/json, or several as {SEVERAL}.");
            return Err(Trouble::new(415, "Reports of this sort of content are not read.", hint));
        }
    };
    intake::begin(&desk, folder)?;
    Ok(reply::written(202, &format!("{ROOT}{BATCH}"), super::reads::batch(&desk)?))
}

async fn several(request: Request) -> Result<Multipart> {
    let unread = |_| Trouble::new(400, "The form cannot be read.", "Send it with its boundary, as clients do.");
    Multipart::from_request(request, &()).await.map_err(unread)
}

/// A folder with one report. One without a name is called by its content, so that the same one sent twice changes nothing.
fn one(name: Option<&str>, ending: &str, content: &[u8]) -> Result<Folder> {
    if content.is_empty() {
        return Err(Trouble::new(400, "The report is empty.", "Send its text as the body."));
    }
    if ending == ".json" && !is_json(content) {
        return Err(Trouble::new(
            400,
            "The body is no JSON object and no array.",
            "Mind the JSON, or send text/plain.",
        ));
    }
    let hash = || Sha256::digest(content).iter().take(6).map(|b| format!("{b:02x}")).collect::<String>();
    intake::one(&name.map_or_else(|| format!("{}{ending}", hash()), str::to_owned), content)
}

/// Whether this is one JSON document that can hold reports.
fn is_json(content: &[u8]) -> bool {
    let opens = content.iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'{' | b'['));
    opens && serde_json::from_slice::<serde::de::IgnoredAny>(content).is_ok()
}

/// The kind of content, without what is said about it.
fn media(headers: &HeaderMap) -> String {
    let told = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn body(request: Request, most: usize) -> Result<Bytes> {
    let too_much = || Trouble::new(413, format!("The body has more than {most} bytes."), "Send less at once.");
    let bytes = Bytes::from_request(request, &()).await.map_err(|refused| match refused.status().as_u16() {
        413 => too_much(),
        _ => Trouble::new(400, "The body did not come whole.", "Send it again."),
    })?;
    if bytes.len() > most { Err(too_much()) } else { Ok(bytes) }
}
