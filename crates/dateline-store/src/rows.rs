//! What is on disk: the stored form of each thing, apart from the model so that the model stays free.
//!
//! Each form has `write`, which gives JSON, and `read`, which gives the model's value back or says what
//! is damaged. Fields are only ever added, with a default for older rows.

use crate::Result;
use crate::error::damaged;
use dateline_core::model::{
    Basis, Block, BlockKind, Bound, Claim, DateBasis, Day, Days, Event, EventKind, Extent, Figure, Lot, Manner, Mark,
    Notice, Party, PartyRef, PersonRef, PersonTold, Place, PlaceKind, PlaceRef, Published, Role, Says, SideOfSource,
    Source, Span, Statement, Status, TraceStep, When,
};
use dateline_core::picture::lineage::{Digest, Print};
use dateline_core::read::dating::Clues;
use jiff::civil::Weekday;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Publication days as three columns.
pub(crate) fn published_columns(published: Published) -> (Option<String>, Option<String>, &'static str) {
    let end = |pick: fn(Days) -> Day| published.days.map(|d| pick(d).to_string());
    (end(|d| d.from), end(|d| d.to), published.basis.as_str())
}

/// Publication days from three columns.
pub(crate) fn published(from: Option<&str>, to: Option<&str>, basis: &str) -> Result<Published> {
    let days = match (from, to) {
        (Some(from), Some(to)) => Some(Days { from: day(from)?, to: day(to)? }),
        _ => None,
    };
    let basis = DateBasis::parse(basis).ok_or_else(|| unknown("date basis", basis))?;
    Ok(Published { days, basis })
}

pub(crate) fn day(text: &str) -> Result<Day> {
    text.parse().map_err(|_| unknown("day", text))
}

fn unknown(what: &str, word: &str) -> crate::StoreError {
    damaged(format!("it has an unknown {what} {word:?}"))
}

/// JSON of a form. Forms hold only text, numbers and lists, so this cannot fail.
pub(crate) fn json<T: Serialize>(form: &T) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| damaged(format!("a row cannot be read ({e})")))
}

/// A span as two numbers.
type SpanRow = (u32, u32);

fn span_row(span: Span) -> SpanRow {
    (span.start, span.end)
}

fn span((start, end): SpanRow) -> Span {
    Span { start, end }
}

/// A part of a report: kind, start, end.
#[derive(Serialize, Deserialize)]
pub struct BlockRow(String, u32, u32);

impl BlockRow {
    /// The stored form of a report's parts.
    pub fn write(blocks: &[Block]) -> String {
        let row = |b: &Block| BlockRow(b.kind.as_str().into(), b.span.start, b.span.end);
        json(&blocks.iter().map(row).collect::<Vec<_>>())
    }
    /// The parts from their stored form.
    pub fn read(text: &str) -> Result<Vec<Block>> {
        parse::<Vec<BlockRow>>(text)?.into_iter().map(BlockRow::block).collect()
    }
    fn block(self) -> Result<Block> {
        let kind = BlockKind::parse(&self.0).ok_or_else(|| unknown("kind of block", &self.0))?;
        Ok(Block { kind, span: span((self.1, self.2)) })
    }
}

/// A remark.
#[derive(Serialize, Deserialize)]
pub struct NoticeRow {
    origin: String,
    what: String,
    hint: String,
    unread: bool,
}

impl NoticeRow {
    /// The stored form of remarks.
    pub fn write(notices: &[Notice]) -> String {
        let row = |n: &Notice| NoticeRow {
            origin: n.origin.clone(),
            what: n.what.clone(),
            hint: n.hint.clone(),
            unread: n.unread,
        };
        json(&notices.iter().map(row).collect::<Vec<_>>())
    }
    /// The remarks from their stored form.
    pub fn read(text: &str) -> Result<Vec<Notice>> {
        let notice = |n: NoticeRow| Notice { origin: n.origin, what: n.what, hint: n.hint, unread: n.unread };
        Ok(parse::<Vec<NoticeRow>>(text)?.into_iter().map(notice).collect())
    }
}

/// A claim.
#[derive(Serialize, Deserialize)]
pub struct ClaimRow {
    id: String,
    report: String,
    span: SpanRow,
    sentence: SpanRow,
    quote: String,
    kind: String,
    actor: Option<PartyRow>,
    target: Option<PartyRow>,
    place: Option<PlaceRow>,
    extent: String,
    manner: Option<String>,
    when: Option<WhenRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    figure: Option<FigureRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<PersonRow>,
    /// Only of statements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direct: Option<bool>,
    status: String,
    source: Option<SourceRow>,
    rule: String,
    headline: bool,
    caption: bool,
    marks: Vec<(String, u32, u32)>,
    trace: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
struct PartyRow {
    id: String,
    name: String,
    text: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PlaceRow {
    id: String,
    name: String,
    text: String,
    kind: String,
    detail: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    within: Option<String>,
    country: String,
    also: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct WhenRow {
    from: String,
    to: String,
    basis: String,
    text: Option<String>,
    no_later: bool,
}

#[derive(Serialize, Deserialize)]
struct SourceRow {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    via: Vec<String>,
    party: Option<PartyRow>,
    verb: String,
    side: String,
}

impl ClaimRow {
    /// The stored form of a claim.
    pub fn write(claim: &Claim) -> String {
        json(&ClaimRow {
            id: claim.id.clone(),
            report: claim.report.clone(),
            span: span_row(claim.span),
            sentence: span_row(claim.sentence),
            quote: claim.quote.clone(),
            kind: claim.event_kind().map_or(claim.says.as_str(), EventKind::as_str).into(),
            actor: claim.actor().map(party_row),
            target: claim.target().map(party_row),
            place: claim.place().map(place_row),
            extent: claim.event().map_or("", |e| e.extent.as_str()).into(),
            manner: claim.event().and_then(|e| e.manner).map(|m| m.as_str().into()),
            when: claim.when().map(when_row),
            figure: claim.figure().map(figure_row),
            person: claim.person().map(person_row),
            direct: claim.statement().map(|s| s.direct),
            status: claim.status.as_str().into(),
            source: claim.source.as_deref().map(source_row),
            rule: claim.rule.clone(),
            headline: claim.headline,
            caption: claim.caption,
            marks: claim.marks.iter().map(|m| (m.role.as_str().into(), m.span.start, m.span.end)).collect(),
            trace: claim.trace.iter().map(|t| (t.what.clone(), t.how.clone())).collect(),
        })
    }

    /// A claim from its stored form.
    pub fn read(text: &str) -> Result<Claim> {
        let mut row: ClaimRow = parse(text)?;
        Ok(Claim {
            says: row.says()?,
            id: row.id,
            report: row.report,
            span: span(row.span),
            sentence: span(row.sentence),
            quote: row.quote,
            status: word(&row.status, "status", Status::parse)?,
            source: row.source.map(source).transpose()?.map(Into::into),
            rule: row.rule,
            headline: row.headline,
            caption: row.caption,
            marks: row.marks.into_iter().map(mark).collect::<Result<_>>()?,
            trace: row.trace.into_iter().map(|(what, how)| TraceStep { what, how }).collect(),
        })
    }

    /// Takes what the claim says out of the row.
    fn says(&mut self) -> Result<Says> {
        let (actor, target) = (self.actor.take().map(party), self.target.take().map(party));
        let place = self.place.take().map(place).transpose()?;
        let when = self.when.take().map(when).transpose()?;
        match (self.kind.as_str(), self.figure.take()) {
            ("figure", Some(row)) => Ok(Says::Figure(figure(row, actor, place, when)?.into())),
            ("person", _) => {
                let row = self.person.take().ok_or_else(|| damaged("a claim about a person names nobody"))?;
                Ok(Says::Person(person(row, place, when)?.into()))
            }
            ("statement", _) => Ok(Says::Statement(Statement { direct: self.direct.unwrap_or(false), when })),
            (kind, _) => Ok(Says::Event(Event {
                kind: word(kind, "kind of event", EventKind::parse)?,
                actor,
                target,
                place,
                extent: word(&self.extent, "extent", Extent::parse)?,
                manner: self.manner.take().map(|m| word(&m, "manner", Manner::parse)).transpose()?,
                when,
            })),
        }
    }
}

/// A number with what it counts.
#[derive(Serialize, Deserialize)]
struct FigureRow {
    subject: String,
    value: f64,
    max: Option<f64>,
    of: Option<f64>,
    unit: String,
    approx: bool,
    bound: Option<String>,
}

fn figure_row(figure: &Figure) -> FigureRow {
    FigureRow {
        subject: figure.subject.clone(),
        value: figure.value,
        max: figure.max,
        of: figure.of,
        unit: figure.unit.clone(),
        approx: figure.approx,
        bound: figure.bound.map(|b| b.as_str().into()),
    }
}

fn figure(row: FigureRow, party: Option<PartyRef>, place: Option<PlaceRef>, when: Option<When>) -> Result<Figure> {
    Ok(Figure {
        bound: row.bound.map(|b| word(&b, "bound", Bound::parse)).transpose()?,
        subject: row.subject,
        value: row.value,
        max: row.max,
        of: row.of,
        unit: row.unit,
        approx: row.approx,
        party,
        place,
        when,
    })
}

/// A person with what befell them; place and day are the claim's.
#[derive(Serialize, Deserialize)]
struct PersonRow {
    name: String,
    text: String,
    role: Option<String>,
    party: Option<PartyRow>,
    lot: String,
    to: Option<PlaceRow>,
}

fn person_row(told: &PersonTold) -> PersonRow {
    PersonRow {
        name: told.person.name.clone(),
        text: told.person.text.clone(),
        role: told.person.role.clone(),
        party: told.person.party.as_ref().map(party_row),
        lot: told.lot.as_str().into(),
        to: told.to.as_ref().map(place_row),
    }
}

fn person(row: PersonRow, at: Option<PlaceRef>, when: Option<When>) -> Result<PersonTold> {
    Ok(PersonTold {
        lot: word(&row.lot, "lot of a person", Lot::parse)?,
        person: PersonRef { name: row.name, text: row.text, role: row.role, party: row.party.map(party) },
        place: at,
        to: row.to.map(place).transpose()?,
        when,
    })
}

fn word<T>(text: &str, what: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| unknown(what, text))
}

fn party_row(party: &PartyRef) -> PartyRow {
    PartyRow { id: party.id.clone(), name: party.name.clone(), text: party.text.clone() }
}

fn party(row: PartyRow) -> PartyRef {
    PartyRef::from(Party { id: row.id, name: row.name, text: row.text })
}

pub(crate) fn place_row(place: &PlaceRef) -> PlaceRow {
    PlaceRow {
        id: place.id.clone(),
        name: place.name.clone(),
        text: place.text.clone(),
        kind: place.kind.as_str().into(),
        detail: place.detail.clone(),
        lat: place.lat,
        lon: place.lon,
        within: place.within.clone(),
        country: place.country.clone(),
        also: place.also.clone(),
    }
}

pub(crate) fn place(row: PlaceRow) -> Result<PlaceRef> {
    Ok(PlaceRef::from(Place {
        kind: word(&row.kind, "kind of place", PlaceKind::parse)?,
        id: row.id,
        name: row.name,
        text: row.text,
        detail: row.detail,
        lat: row.lat,
        lon: row.lon,
        within: row.within,
        country: row.country,
        also: row.also,
    }))
}

fn when_row(when: &When) -> WhenRow {
    WhenRow {
        from: when.days.from.to_string(),
        to: when.days.to.to_string(),
        basis: when.basis.as_str().into(),
        text: when.text.clone(),
        no_later: when.no_later,
    }
}

fn when(row: WhenRow) -> Result<When> {
    Ok(When {
        days: Days { from: day(&row.from)?, to: day(&row.to)? },
        basis: word(&row.basis, "basis", Basis::parse)?,
        text: row.text,
        no_later: row.no_later,
    })
}

fn source_row(source: &Source) -> SourceRow {
    SourceRow {
        text: source.text.clone(),
        name: source.name.clone(),
        role: source.role.clone(),
        via: source.via.clone(),
        party: source.party.as_ref().map(party_row),
        verb: source.verb.clone(),
        side: source.side.as_str().into(),
    }
}

fn source(row: SourceRow) -> Result<Source> {
    Ok(Source {
        side: word(&row.side, "side", SideOfSource::parse)?,
        text: row.text,
        name: row.name,
        role: row.role,
        via: row.via,
        party: row.party.map(party),
        verb: row.verb,
    })
}

fn mark((role, start, end): (String, u32, u32)) -> Result<Mark> {
    Ok(Mark { role: word(&role, "role", Role::parse)?, span: span((start, end)) })
}

/// The fingerprint of one sentence: hash with digits masked, hash, start, end, whether quoted.
#[derive(Serialize, Deserialize)]
pub struct PrintRow(u64, u64, u32, u32, bool);

impl PrintRow {
    /// The stored form of fingerprints.
    pub fn write(digest: &Digest) -> String {
        let row = |p: &Print| PrintRow(p.masked, p.exact, p.span.start, p.span.end, p.quoted);
        json(&digest.prints.iter().map(row).collect::<Vec<_>>())
    }
    /// Fingerprints from their stored form.
    pub fn read(text: &str) -> Result<Digest> {
        let print = |p: PrintRow| Print { masked: p.0, exact: p.1, span: span((p.2, p.3)), quoted: p.4 };
        Ok(Digest { prints: parse::<Vec<PrintRow>>(text)?.into_iter().map(print).collect() })
    }
}

/// What a report's own words say about its day. Weekdays are counted from Monday as 1.
#[derive(Serialize, Deserialize)]
pub struct CluesRow {
    weekdays: Vec<i8>,
    leads: bool,
    dates: Vec<(i8, i8, Option<i16>)>,
    #[serde(default)]
    dateline: Option<(i8, i8)>,
    changes: Vec<(String, Option<i8>)>,
    #[serde(default)]
    ago: Vec<(String, i32)>,
}

impl CluesRow {
    /// The stored form of clues.
    pub fn write(clues: &Clues) -> String {
        json(&CluesRow {
            weekdays: clues.weekdays.iter().map(|w| w.to_monday_one_offset()).collect(),
            leads: clues.leads,
            dates: clues.dates.clone(),
            dateline: clues.dateline,
            changes: clues.changes.iter().map(|(p, w)| (p.clone(), w.map(|w| w.to_monday_one_offset()))).collect(),
            ago: clues.ago.clone(),
        })
    }
    /// Clues from their stored form.
    pub fn read(text: &str) -> Result<Clues> {
        let row: CluesRow = parse(text)?;
        let change = |(place, day): (String, Option<i8>)| Ok((place, day.map(weekday).transpose()?));
        Ok(Clues {
            weekdays: row.weekdays.into_iter().map(weekday).collect::<Result<_>>()?,
            leads: row.leads,
            dates: row.dates,
            dateline: row.dateline,
            changes: row.changes.into_iter().map(change).collect::<Result<_>>()?,
            ago: row.ago,
        })
    }
}

fn weekday(number: i8) -> Result<Weekday> {
    Weekday::from_monday_one_offset(number).map_err(|_| damaged(format!("it has an unknown weekday {number}")))
}
