//! The JSON of figures as series and of the ledger of expectations; the rest is in [`crate::json`].

use crate::figures::tallies;
use crate::json::{DaysForm, FigureForm, Number, PartyForm, PlaceForm, QuoteForm};
use crate::pile::Pile;
use crate::schema::any_of;
use dateline_core::model::{Day, EventKind, Extent, Lot, Status};
use dateline_core::picture::{
    Change, Counted, Development, Fate, Forecast, Named, Outcome, Part, Reported, Series, Standing, Tally, Told,
};
use schemars::JsonSchema;
use serde::Serialize;

/// Our own count on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Tally")]
pub struct TallyForm {
    #[schemars(extend("format" = "date"))]
    day: String,
    count: usize,
    places: Vec<CountedForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Counted")]
struct CountedForm {
    name: String,
    id: String,
    #[schemars(extend("enum" = any_of(Standing::ALL, Standing::as_str)))]
    standing: &'static str,
    claims: Vec<String>,
}

impl From<&Tally> for TallyForm {
    fn from(tally: &Tally) -> TallyForm {
        let counted = |c: &Counted| CountedForm {
            name: c.place.name.clone(),
            id: c.place.id.clone(),
            standing: c.standing.as_str(),
            claims: c.support.clone(),
        };
        let places: Vec<CountedForm> = tally.places.iter().map(counted).collect();
        TallyForm { day: tally.day.to_string(), count: places.len(), places }
    }
}

/// What reports say of one quantity, in order of time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Series")]
pub struct SeriesForm {
    subject: String,
    place: Option<PlaceForm>,
    party: Option<PartyForm>,
    #[schemars(extend("enum" = ["fixed", "daily", "toll", "not compared"]))]
    change: &'static str,
    of: Option<Number>,
    origins: usize,
    reported: Vec<ReportedForm>,
    our_counts: Vec<TallyForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Reported")]
struct ReportedForm {
    claim: String,
    report: String,
    outlet: Option<String>,
    #[schemars(extend("format" = "date"))]
    published: Option<String>,
    #[schemars(extend("format" = "date"))]
    day: Option<String>,
    figure: FigureForm,
    quote: String,
    origin: usize,
    #[schemars(extend("enum" = ["stands", "superseded", "disputed", "old caption", "conditional", "expected", "denied", "past"]))]
    fate: &'static str,
    others: Vec<String>,
    placed_by_report: bool,
}

impl SeriesForm {
    /// The form of a series with our counts beside it.
    pub fn new(pile: &Pile, series: &Series) -> SeriesForm {
        let change = match series.change {
            Change::Fixed => "fixed",
            Change::Daily => "daily",
            Change::Toll => "toll",
            Change::Loose => "not compared",
        };
        SeriesForm {
            subject: series.subject.clone(),
            place: series.place.as_ref().map(PlaceForm::from),
            party: series.party.as_ref().map(PartyForm::from),
            change,
            of: series.whole.map(Number::from),
            origins: series.origins,
            reported: series.reported.iter().map(|r| reported(pile, r)).collect(),
            our_counts: tallies(pile, series).iter().map(TallyForm::from).collect(),
        }
    }
}

fn reported(pile: &Pile, reported: &Reported) -> ReportedForm {
    let others = match &reported.fate {
        Fate::Superseded(by) => vec![by.clone()],
        Fate::Disputed(with) => with.clone(),
        _ => Vec::new(),
    };
    ReportedForm {
        claim: reported.claim.clone(),
        report: reported.report.clone(),
        outlet: reported.outlet.clone(),
        published: known(reported.published),
        day: known(reported.day),
        figure: FigureForm::from(&*reported.figure),
        quote: quote(pile, &reported.claim),
        origin: reported.origin,
        fate: reported.fate.as_str(),
        others,
        placed_by_report: reported.placed_by_report,
    }
}

/// Something that was expected or planned, with what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Forecast")]
pub struct ForecastForm {
    id: String,
    #[schemars(extend("enum" = any_of(EventKind::ALL, EventKind::as_str)))]
    event: &'static str,
    #[schemars(extend("enum" = any_of(Status::ALL, Status::as_str)))]
    status: &'static str,
    actor: Option<PartyForm>,
    target: Option<PartyForm>,
    place: Option<PlaceForm>,
    #[schemars(extend("format" = "date"))]
    published: Option<String>,
    by: Option<DaysForm>,
    origins: usize,
    claims: Vec<String>,
    quotes: Vec<QuoteForm>,
    #[schemars(extend("enum" = ["came", "claimed", "already so", "failed", "overdue", "open", "cannot be told"]))]
    outcome: &'static str,
    when: Option<DaysForm>,
    reason: Option<String>,
    outcome_claims: Vec<String>,
    against: Vec<String>,
}

impl ForecastForm {
    /// The form of an entry of the ledger.
    pub fn new(pile: &Pile, forecast: &Forecast) -> ForecastForm {
        let cited = pile.claims_of(&forecast.claims).into_iter();
        let reason = match &forecast.outcome {
            Outcome::CannotTell(why) => Some(why.clone()),
            _ => None,
        };
        ForecastForm {
            id: forecast.id.clone(),
            event: forecast.kind.as_str(),
            status: forecast.status.as_str(),
            actor: forecast.actor.as_ref().map(PartyForm::from),
            target: forecast.target.as_ref().map(PartyForm::from),
            place: forecast.place.as_ref().map(PlaceForm::from),
            published: known(forecast.published),
            by: forecast.horizon.map(DaysForm::from),
            origins: forecast.origins,
            claims: forecast.claims.clone(),
            quotes: cited.map(|c| QuoteForm { report: c.report.clone(), quote: c.quote.clone() }).collect(),
            outcome: forecast.outcome.as_str(),
            when: forecast.outcome.days().map(DaysForm::from),
            reason,
            outcome_claims: forecast.outcome.claims().to_vec(),
            against: forecast.against.clone(),
        }
    }
}

/// One happening with everything that is told of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Development")]
pub struct DevelopmentForm {
    id: String,
    #[schemars(extend("enum" = any_of(EventKind::ALL, EventKind::as_str)))]
    event: &'static str,
    place: PlaceForm,
    #[schemars(extend("enum" = any_of(Extent::ALL, Extent::as_str)))]
    extent: &'static str,
    actor: Option<PartyForm>,
    target: Option<PartyForm>,
    gainer: Option<String>,
    loser: Option<String>,
    when: Option<DaysForm>,
    day_disputed: bool,
    #[schemars(extend("format" = "date"))]
    first_report: Option<String>,
    #[schemars(extend("format" = "date"))]
    last_report: Option<String>,
    #[schemars(extend("enum" = any_of(Standing::ALL, Standing::as_str)))]
    standing: &'static str,
    admitted: bool,
    origins: usize,
    #[serde(rename = "for")]
    support: Vec<String>,
    against: Vec<String>,
    expected_before: Vec<String>,
    parts: Vec<PartForm>,
    quotes: Vec<QuoteForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Part")]
struct PartForm {
    place: PlaceForm,
    #[serde(rename = "for")]
    support: Vec<String>,
    against: Vec<String>,
}

impl From<&Part> for PartForm {
    fn from(part: &Part) -> PartForm {
        let place = PlaceForm::from(&part.place);
        PartForm { place, support: part.support.clone(), against: part.against.clone() }
    }
}

impl DevelopmentForm {
    /// The form of a development, with the words of the claims for and against it.
    pub fn new(pile: &Pile, told: &Development) -> DevelopmentForm {
        let cited = told.support.iter().chain(&told.against).filter_map(|id| pile.claim(id));
        let extent = if told.full { Extent::Full } else { Extent::Partial };
        DevelopmentForm {
            id: told.id.clone(),
            event: told.kind.as_str(),
            place: PlaceForm::from(&told.place),
            extent: extent.as_str(),
            actor: told.actor.as_ref().map(PartyForm::from),
            target: told.target.as_ref().map(PartyForm::from),
            gainer: told.gainer().map(|p| p.name.clone()),
            loser: told.loser().map(|p| p.name.clone()),
            when: told.days.map(DaysForm::from),
            day_disputed: told.day_disputed,
            first_report: told.first_report.and_then(known),
            last_report: told.last_report.and_then(known),
            standing: told.standing.as_str(),
            admitted: told.admitted,
            origins: told.origins,
            support: told.support.clone(),
            against: told.against.clone(),
            expected_before: told.expected.clone(),
            parts: told.parts.iter().map(PartForm::from).collect(),
            quotes: cited.map(|c| QuoteForm { report: c.report.clone(), quote: c.quote.clone() }).collect(),
        }
    }
}

/// A named person with what befell them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Person")]
pub struct NamedForm {
    id: String,
    name: String,
    also: Vec<String>,
    roles: Vec<String>,
    told: Vec<ToldForm>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Told")]
struct ToldForm {
    #[schemars(extend("enum" = any_of(Lot::ALL, Lot::as_str)))]
    what: &'static str,
    #[schemars(extend("enum" = any_of(Status::ALL, Status::as_str)))]
    status: &'static str,
    place: Option<PlaceForm>,
    to: Option<PlaceForm>,
    when: Option<DaysForm>,
    origins: usize,
    claims: Vec<String>,
    quotes: Vec<QuoteForm>,
}

impl NamedForm {
    /// The form of a person, with the words of the claims.
    pub fn new(pile: &Pile, named: &Named) -> NamedForm {
        let told = |t: &Told| ToldForm {
            what: t.lot.as_str(),
            status: t.status.as_str(),
            place: t.place.as_ref().map(PlaceForm::from),
            to: t.to.as_ref().map(PlaceForm::from),
            when: t.days.map(DaysForm::from),
            origins: t.origins,
            claims: t.claims.clone(),
            quotes: quotes(pile, &t.claims),
        };
        NamedForm {
            id: named.id.clone(),
            name: named.name.clone(),
            also: named.also.clone(),
            roles: named.roles.clone(),
            told: named.lots.iter().map(told).collect(),
        }
    }
}

fn quotes(pile: &Pile, claims: &[String]) -> Vec<QuoteForm> {
    let cited = pile.claims_of(claims).into_iter();
    cited.map(|c| QuoteForm { report: c.report.clone(), quote: c.quote.clone() }).collect()
}

fn known(day: Day) -> Option<String> {
    (day < Day::MAX).then(|| day.to_string())
}

fn quote(pile: &Pile, claim: &str) -> String {
    pile.claim(claim).map_or(String::new(), |c| c.quote.clone())
}
