//! The JSON of the output contract: one form type for each object, one object a line.
//!
//! Field names and meanings are promised in `output-contract.md`; fields may be added, never renamed.
//! The model is not serialised itself, so that it stays free to change.

pub use crate::forms::{DevelopmentForm, ForecastForm, NamedForm, SeriesForm, TallyForm};
use crate::offsets::Offsets;
use crate::pile::Card;
use crate::schema::{any_of, any_or_null};
use dateline_core::model::{
    Basis, Bound, Claim, DateBasis, Days, EventKind, Extent, Figure, Lot, Manner, PartyRef, PersonTold, PlaceKind,
    PlaceRef, Published, SideOfSource, Source, Statement, Status, When,
};
use dateline_core::picture::lineage::{CopyGroup, Lineage};
use dateline_core::picture::{Answer, Dispute, DisputeKind, Holder, Holding, Quote, Standing, Stretch};
use schemars::JsonSchema;
use serde::Serialize;

/// One object as one line, with its line end. Line ends inside text are escaped by JSON itself.
pub fn line(form: &impl Serialize) -> String {
    let mut text = serde_json::to_string(form).unwrap_or_default();
    text.push('\n');
    text
}

/// Days from and to.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[schemars(rename = "Days")]
pub struct DaysForm {
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day.
    #[schemars(extend("format" = "date"))]
    pub to: String,
}

impl From<Days> for DaysForm {
    fn from(days: Days) -> DaysForm {
        DaysForm { from: days.from.to_string(), to: days.to.to_string() }
    }
}

/// A party as a claim names it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Party")]
pub struct PartyForm {
    name: String,
    text: String,
    id: String,
}

impl From<&PartyRef> for PartyForm {
    fn from(party: &PartyRef) -> PartyForm {
        PartyForm { name: party.name.clone(), text: party.text.clone(), id: party.id.clone() }
    }
}

/// A place as a claim names it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Place")]
pub struct PlaceForm {
    name: String,
    text: String,
    id: String,
    #[schemars(extend("enum" = any_of(&PlaceKind::ALL, PlaceKind::as_str)))]
    kind: &'static str,
    detail: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    within: Option<String>,
    country: Option<String>,
    also: Vec<String>,
}

impl From<&PlaceRef> for PlaceForm {
    fn from(place: &PlaceRef) -> PlaceForm {
        PlaceForm {
            name: place.name.clone(),
            text: place.text.clone(),
            id: place.id.clone(),
            kind: place.kind.as_str(),
            detail: place.detail.clone(),
            lat: place.lat,
            lon: place.lon,
            within: place.within.clone(),
            country: Some(place.country.clone()).filter(|c| !c.is_empty()),
            also: place.also.clone(),
        }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "When")]
struct WhenForm {
    #[schemars(extend("format" = "date"))]
    from: String,
    #[schemars(extend("format" = "date"))]
    to: String,
    #[schemars(extend("enum" = any_of(Basis::ALL, Basis::as_str)))]
    basis: &'static str,
    text: Option<String>,
    no_later: bool,
}

impl From<&When> for WhenForm {
    fn from(when: &When) -> WhenForm {
        WhenForm {
            from: when.days.from.to_string(),
            to: when.days.to.to_string(),
            basis: when.basis.as_str(),
            text: when.text.clone(),
            no_later: when.no_later,
        }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct SourceForm {
    text: String,
    name: Option<String>,
    role: Option<String>,
    via: Vec<String>,
    party: Option<PartyForm>,
    verb: String,
    #[schemars(extend("enum" = any_of(SideOfSource::ALL, SideOfSource::as_str)))]
    side: &'static str,
}

impl From<&Source> for SourceForm {
    fn from(source: &Source) -> SourceForm {
        SourceForm {
            text: source.text.clone(),
            name: source.name.clone(),
            role: source.role.clone(),
            via: source.via.clone(),
            party: source.party.as_ref().map(PartyForm::from),
            verb: source.verb.clone(),
            side: source.side.as_str(),
        }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
pub(crate) struct FigureForm {
    subject: String,
    value: Number,
    max: Option<Number>,
    of: Option<Number>,
    unit: String,
    approx: bool,
    #[schemars(extend("enum" = any_or_null(Bound::ALL, Bound::as_str)))]
    bound: Option<&'static str>,
}

/// A number without a needless ".0".
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Number {
    Whole(i64),
    Part(f64),
}

impl From<f64> for Number {
    fn from(value: f64) -> Number {
        let whole = value.fract() == 0.0 && value.abs() < 9e15;
        if whole { Number::Whole(value as i64) } else { Number::Part(value) }
    }
}

impl From<&Figure> for FigureForm {
    fn from(figure: &Figure) -> FigureForm {
        FigureForm {
            subject: figure.subject.clone(),
            value: figure.value.into(),
            max: figure.max.map(Number::from),
            of: figure.of.map(Number::from),
            unit: figure.unit.clone(),
            approx: figure.approx,
            bound: figure.bound.map(|b| b.as_str()),
        }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
struct StatementForm {
    speaker: String,
    verb: String,
    direct: bool,
}

impl StatementForm {
    fn new(statement: &Statement, source: Option<&Source>) -> StatementForm {
        let speaker = source.map(|s| s.name.clone().unwrap_or_else(|| s.text.clone())).unwrap_or_default();
        let verb = source.map(|s| s.verb.clone()).unwrap_or_default();
        StatementForm { speaker, verb, direct: statement.direct }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "PersonTold")]
struct PersonForm {
    name: String,
    text: String,
    role: Option<String>,
    party: Option<PartyForm>,
    #[schemars(extend("enum" = any_of(Lot::ALL, Lot::as_str)))]
    what: &'static str,
    to: Option<PlaceForm>,
}

impl From<&PersonTold> for PersonForm {
    fn from(told: &PersonTold) -> PersonForm {
        PersonForm {
            name: told.person.name.clone(),
            text: told.person.text.clone(),
            role: told.person.role.clone(),
            party: told.person.party.as_ref().map(PartyForm::from),
            what: told.lot.as_str(),
            to: told.to.as_ref().map(PlaceForm::from),
        }
    }
}

/// What one passage of one report says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub struct ClaimForm {
    id: String,
    report: String,
    start: usize,
    end: usize,
    quote: String,
    #[schemars(extend("enum" = ["event", "figure", "statement", "person"]))]
    kind: &'static str,
    #[schemars(extend("enum" = any_or_null(EventKind::ALL, EventKind::as_str)))]
    event: Option<&'static str>,
    actor: Option<PartyForm>,
    target: Option<PartyForm>,
    place: Option<PlaceForm>,
    when: Option<WhenForm>,
    #[schemars(extend("enum" = any_or_null(Extent::ALL, Extent::as_str)))]
    extent: Option<&'static str>,
    #[schemars(extend("enum" = any_of(Status::ALL, Status::as_str)))]
    status: &'static str,
    source: Option<SourceForm>,
    #[schemars(extend("enum" = any_or_null(Manner::ALL, Manner::as_str)))]
    manner: Option<&'static str>,
    figure: Option<FigureForm>,
    statement: Option<StatementForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonForm>,
    rule: String,
    headline: bool,
    caption: bool,
}

impl ClaimForm {
    /// The form of a claim whose report has these offsets.
    pub fn new(claim: &Claim, offsets: &Offsets<'_>) -> ClaimForm {
        let (start, end) = offsets.code_points(claim.span);
        let event = claim.event();
        ClaimForm {
            id: claim.id.clone(),
            report: claim.report.clone(),
            start,
            end,
            quote: claim.quote.clone(),
            kind: claim.says.as_str(),
            event: event.map(|e| e.kind.as_str()),
            actor: claim.actor().map(PartyForm::from),
            target: claim.target().map(PartyForm::from),
            place: claim.place().map(PlaceForm::from),
            when: claim.when().map(WhenForm::from),
            extent: event.map(|e| e.extent.as_str()),
            status: claim.status.as_str(),
            source: claim.source.as_deref().map(SourceForm::from),
            manner: event.and_then(|e| e.manner).map(Manner::as_str),
            figure: claim.figure().map(FigureForm::from),
            statement: claim.statement().map(|s| StatementForm::new(s, claim.source.as_deref())),
            person: claim.person().map(PersonForm::from),
            rule: claim.rule.clone(),
            headline: claim.headline,
            caption: claim.caption,
        }
    }
}

/// When a report was published, with how that is known. Both days are null when nothing tells.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Published")]
pub struct PublishedForm {
    #[schemars(extend("format" = "date"))]
    from: Option<String>,
    #[schemars(extend("format" = "date"))]
    to: Option<String>,
    #[schemars(extend("enum" = any_of(DateBasis::ALL, DateBasis::as_str)))]
    basis: &'static str,
}

impl From<Published> for PublishedForm {
    fn from(published: Published) -> PublishedForm {
        PublishedForm {
            from: published.days.map(|d| d.from.to_string()),
            to: published.days.map(|d| d.to.to_string()),
            basis: published.basis.as_str(),
        }
    }
}

/// Who has a place on a day, as known on another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Holding")]
pub struct HoldingForm {
    place: PlaceForm,
    #[schemars(extend("format" = "date"))]
    on: String,
    #[schemars(extend("format" = "date"))]
    known: String,
    holder: String,
    holder_id: Option<String>,
    disputed: bool,
    #[schemars(extend("enum" = any_of(Standing::ALL, Standing::as_str)))]
    standing: &'static str,
    since: Option<DaysForm>,
    origins: usize,
    #[schemars(extend("format" = "date"))]
    last_report: Option<String>,
    #[serde(rename = "for")]
    support: Vec<String>,
    against: Vec<String>,
    inferred: Option<String>,
}

impl From<&Holding> for HoldingForm {
    fn from(holding: &Holding) -> HoldingForm {
        HoldingForm {
            place: PlaceForm::from(&holding.place),
            on: holding.on.to_string(),
            known: holding.known.to_string(),
            holder: holding.holder.as_str().to_string(),
            holder_id: holder_id(&holding.holder),
            disputed: holding.disputed,
            standing: holding.standing.as_str(),
            since: holding.since.map(DaysForm::from),
            origins: holding.origins,
            last_report: holding.last_report.map(|d| d.to_string()),
            support: holding.support.clone(),
            against: holding.against.clone(),
            inferred: holding.inferred.clone(),
        }
    }
}

fn holder_id(holder: &Holder) -> Option<String> {
    match holder {
        Holder::Party(party) => Some(party.id.clone()),
        Holder::Contested | Holder::Unknown => None,
    }
}

/// One state of a place from a day to a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Stretch")]
pub struct StretchForm {
    place: PlaceForm,
    #[schemars(extend("format" = "date"))]
    from: Option<String>,
    #[schemars(extend("format" = "date"))]
    to: Option<String>,
    holder: String,
    holder_id: Option<String>,
    disputed: bool,
    #[schemars(extend("enum" = any_of(Standing::ALL, Standing::as_str)))]
    standing: &'static str,
    since: Option<DaysForm>,
    origins: usize,
    #[serde(rename = "for")]
    support: Vec<String>,
    against: Vec<String>,
    inferred: Option<String>,
}

impl StretchForm {
    /// The form of a stretch of a place.
    pub fn new(place: &PlaceRef, stretch: &Stretch) -> StretchForm {
        StretchForm {
            place: PlaceForm::from(place),
            from: stretch.from.map(|d| d.to_string()),
            to: stretch.to.map(|d| d.to_string()),
            holder: stretch.holder.as_str().to_string(),
            holder_id: holder_id(&stretch.holder),
            disputed: stretch.disputed,
            standing: stretch.standing.as_str(),
            since: stretch.since.map(DaysForm::from),
            origins: stretch.origins,
            support: stretch.support.clone(),
            against: stretch.against.clone(),
            inferred: stretch.inferred.clone(),
        }
    }
}

/// A question on which reports disagree.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Dispute")]
pub struct DisputeForm {
    id: String,
    #[serde(rename = "type")]
    #[schemars(extend("enum" = any_of(DisputeKind::ALL, DisputeKind::as_str)))]
    kind: &'static str,
    question: String,
    place: Option<PlaceForm>,
    open: bool,
    settled_by: Option<String>,
    answers: Vec<AnswerForm>,
    our_count: Option<TallyForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
struct AnswerForm {
    value: String,
    origins: usize,
    claims: Vec<String>,
    quotes: Vec<QuoteForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Quote")]
pub(crate) struct QuoteForm {
    pub report: String,
    pub quote: String,
}

impl From<&Dispute> for DisputeForm {
    fn from(dispute: &Dispute) -> DisputeForm {
        let quote = |q: &Quote| QuoteForm { report: q.report.clone(), quote: q.quote.clone() };
        let answer = |a: &Answer| AnswerForm {
            value: a.value.clone(),
            origins: a.origins,
            claims: a.claims.clone(),
            quotes: a.quotes.iter().map(quote).collect(),
        };
        DisputeForm {
            id: dispute.id.clone(),
            kind: dispute.kind.as_str(),
            question: dispute.question.clone(),
            place: dispute.place.as_ref().map(PlaceForm::from),
            open: dispute.open,
            settled_by: dispute.settled_by.clone(),
            answers: dispute.answers.iter().map(answer).collect(),
            our_count: dispute.counted.as_ref().map(TallyForm::from),
        }
    }
}

/// Reports that carry the same underlying text.
#[derive(Clone, Debug, Serialize)]
pub struct CopiesForm {
    original: String,
    copies: Vec<String>,
}

impl From<&CopyGroup> for CopiesForm {
    fn from(group: &CopyGroup) -> CopiesForm {
        let copies = group.copies.iter().map(|c| c.report.clone()).collect();
        CopiesForm { original: group.original.clone(), copies }
    }
}

/// A report with its days and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct ReportForm {
    id: String,
    outlet: Option<String>,
    title: Option<String>,
    url: Option<String>,
    author: Option<String>,
    published: PublishedForm,
    language: String,
    #[schemars(extend("enum" = ["read", "copy", "skipped"]))]
    status: &'static str,
    reason: Option<String>,
    copy_of: Option<String>,
    sha256: String,
    text_sha256: String,
}

impl ReportForm {
    /// The form of a report among the copies of its pile.
    pub fn new(card: &Card, lineage: &Lineage) -> ReportForm {
        let report = &card.report;
        let origin = Some(lineage.origin_of(&report.id)).filter(|o| *o != report.id);
        let status = match (&card.skipped, origin) {
            (Some(_), _) => "skipped",
            (None, Some(_)) => "copy",
            (None, None) => "read",
        };
        ReportForm {
            id: report.id.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            url: report.url.clone(),
            author: report.author.clone(),
            published: card.published.into(),
            language: report.language.clone(),
            status,
            reason: card.skipped.clone().or_else(|| origin.map(|o| format!("It repeats {o}."))),
            copy_of: origin.map(str::to_string),
            sha256: report.original_sha256.clone(),
            text_sha256: report.text_sha256.clone(),
        }
    }
}
