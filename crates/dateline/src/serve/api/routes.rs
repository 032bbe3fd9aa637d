//! Everything that can be asked and written: where, what it takes, what it gives, and who answers.

use super::Result;
use super::document::{self, Shape, shape};
use super::forms::{BatchForm, BriefForm, StatusForm, WholeForm};
use super::reads::{self, Asked};
use crate::ask::{self, QUIET};
use crate::given::{Field, KNOWN, ON, Sort};
use crate::serve::desk::Desk;
use axum::http::Method;
use dateline_show::changes::ChangeForm;
use dateline_show::decisions::DecisionForm;
use dateline_show::json::{
    ClaimForm, DevelopmentForm, DisputeForm, ForecastForm, HoldingForm, NamedForm, PlaceForm, ReportForm, SeriesForm,
    StretchForm,
};
use dateline_show::recalls::RecallForm;
use dateline_show::why::WhyForm;

/// How many items a page has when nothing is said.
pub(super) const PAGE: usize = 100;
/// Where decisions are.
pub(super) const DECISIONS: &str = "/decisions";
/// Where it is told what became of reports that were sent.
pub(super) const BATCH: &str = "/batch";
/// The parameter that names a report.
pub(super) const NAME: &str = "name";

/// One thing that can be done at one address.
pub(super) struct Route {
    /// As in `/claims/{id}`, below the root.
    pub path: &'static str,
    /// What programs call it.
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
    pub does: Does,
}

/// What is done.
pub(super) enum Does {
    /// A picture is asked.
    Ask { gives: Gives, answer: fn(&Asked) -> Result<String> },
    /// The server tells of itself.
    Tell { gives: Gives, tell: fn(&Desk) -> Result<String> },
    /// A decision is kept.
    Decide,
    /// Reports are taken in.
    Add,
}

/// What an answer is.
pub(super) enum Gives {
    /// A page of such objects.
    Items(Shape),
    /// One object.
    One(Shape),
    /// The description of this door.
    Document,
}

impl Route {
    pub(super) fn writes(&self) -> bool {
        matches!(self.does, Does::Decide | Does::Add)
    }
    pub(super) fn method(&self) -> Method {
        if self.writes() { Method::POST } else { Method::GET }
    }
    pub(super) fn takes(&self, field: &str) -> bool {
        self.fields.iter().any(|f| f.name == field)
    }
    /// Whether a value stands in the path and not behind the question mark.
    pub(super) fn has_in_path(&self, field: &str) -> bool {
        self.path.split('/').any(|part| name(part) == Some(field))
    }

    /// The values in a path, when it is one of this route.
    fn names(&self, segments: &[String]) -> Option<Named> {
        let parts: Vec<&str> = self.path.trim_start_matches('/').split('/').collect();
        let fits = |(part, segment): (&&str, &String)| name(part).is_some() && !segment.is_empty() || part == segment;
        if parts.len() != segments.len() || !parts.iter().zip(segments).all(fits) {
            return None;
        }
        let named = parts.iter().zip(segments).filter_map(|(part, value)| Some((name(part)?.into(), value.clone())));
        Some(named.collect())
    }
}

/// Names and values that stand in a path.
pub(super) type Named = Vec<(String, String)>;

/// The name in `{name}`.
fn name(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// What a path and a method mean.
pub(super) enum Met {
    /// This, with what the path names.
    Route(&'static Route, Named),
    /// Nothing by this method; by these something.
    Otherwise(Vec<&'static str>),
    /// There is nothing.
    Nothing,
}

/// Finds the route of a path and a method.
pub(super) fn meet(segments: &[String], method: &Method) -> Met {
    let there = || ROUTES.iter().filter_map(|route| Some((route, route.names(segments)?)));
    if let Some((route, named)) = there().find(|(route, _)| route.method() == *method) {
        return Met::Route(route, named);
    }
    let methods = |route: &Route| if route.writes() { vec!["POST"] } else { vec!["GET", "HEAD"] };
    match there().flat_map(|(route, _)| methods(route)).collect::<Vec<_>>() {
        none if none.is_empty() => Met::Nothing,
        some => Met::Otherwise(some),
    }
}

const LIMIT: Field =
    Field::new("limit", Sort::Count { usual: PAGE, least: 1, most: 1000 }, "The most items of a page.");
const CURSOR: Field = Field::new(
    "cursor",
    Sort::Cursor,
    "The `next` of the page before. It belongs to one question and one picture; another one's is answered with 409.",
);
const PLACE: Field = Field::new("place", Sort::Text, "Only this place: its name in any spelling, or its id.");
const KIND: Field = Field::new(
    "kind",
    Sort::Word(ask::kinds),
    "Only claims of this kind: what happened, or a figure, statement, person.",
);
const STATUS: Field = Field::new("status", Sort::Word(ask::statuses), "Only claims of this status.");
const FROM: Field = Field::new("from", Sort::Day, "Only about this day or later, YYYY-MM-DD.");
const TO: Field = Field::new("to", Sort::Day, "Only about this day or earlier, YYYY-MM-DD.");
const SINCE: Field =
    Field::new("since", Sort::Day, "The day to compare with, YYYY-MM-DD; the day before the known one when not given.");

/// All routes, in the order in which they are described.
pub(super) static ROUTES: &[Route] = &[
    Route {
        path: "/openapi.json",
        name: "describe",
        title: "This description",
        about: "The OpenAPI document of this door.",
        fields: &[],
        does: Does::Tell { gives: Gives::Document, tell: document::json },
    },
    Route {
        path: "/status",
        name: "status",
        title: "How much there is",
        about: "How many reports, claims, places and disputes there are as known on a day.",
        fields: &[KNOWN],
        does: Does::Ask { gives: Gives::One(shape::<StatusForm>), answer: reads::status },
    },
    Route {
        path: "/places",
        name: "listPlaces",
        title: "The places",
        about: "The places that known claims are about.",
        fields: &[PLACE, KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<PlaceForm>), answer: reads::places },
    },
    Route {
        path: "/holdings",
        name: "listHoldings",
        title: "Who holds which place on a day",
        about: "Who holds each place on a day, as known on a day: holder (a party, contested or unknown), standing, since when, \
            claim ids for and against. As `dateline holds --json`.",
        fields: &[PLACE, ON, KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<HoldingForm>), answer: reads::holdings },
    },
    Route {
        path: "/timeline",
        name: "listStretches",
        title: "How control changed",
        about: "Who held a place, or each place, from which day to which. As `dateline timeline --json`.",
        fields: &[PLACE, KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<StretchForm>), answer: reads::course },
    },
    Route {
        path: "/claims",
        name: "listClaims",
        title: "What single passages say",
        about: "The claims with their passages, by report and in the order of its text. Without `known` all of them, those of \
            undated reports too. As `dateline claims --json`.",
        fields: &[
            PLACE,
            Field::new("report", Sort::Text, "Only claims of this report."),
            KIND,
            STATUS,
            FROM,
            TO,
            KNOWN,
            LIMIT,
            CURSOR,
        ],
        does: Does::Ask { gives: Gives::Items(shape::<ClaimForm>), answer: reads::told },
    },
    Route {
        path: "/claims/{id}",
        name: "explainClaim",
        title: "How a claim was read",
        about: "One claim with its sentence, the words that count, the rule and every step. As `dateline why --json`.",
        fields: &[Field::new("id", Sort::Text, "The claim's id, or its beginning.").needed(), KNOWN],
        does: Does::Ask { gives: Gives::One(shape::<WhyForm>), answer: reads::explained },
    },
    Route {
        path: "/developments",
        name: "listDevelopments",
        title: "What happened",
        about: "Each happening once with everything that reports tell of it. As `dateline developments --json`.",
        fields: &[PLACE, KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<DevelopmentForm>), answer: reads::happened },
    },
    Route {
        path: "/disputes",
        name: "listDisputes",
        title: "Where reports disagree",
        about: "The questions on which reports disagree, each with its answers and who gives them. As `dateline disputes --json`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<DisputeForm>), answer: reads::disagreements },
    },
    Route {
        path: "/figures",
        name: "listFigures",
        title: "Reported numbers as series",
        about: "Every reported number of a quantity in order of time, and our own count of named places. As \
            `dateline figures --json`.",
        fields: &[
            Field::new(
                "subject",
                Sort::Text,
                "Only quantities with these words in their label, such as people killed.",
            ),
            KNOWN,
            LIMIT,
            CURSOR,
        ],
        does: Does::Ask { gives: Gives::Items(shape::<SeriesForm>), answer: reads::numbers },
    },
    Route {
        path: "/forecasts",
        name: "listForecasts",
        title: "What was expected or planned",
        about: "What was expected or planned, by when, and what came of it. As `dateline forecasts --json`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<ForecastForm>), answer: reads::expectations },
    },
    Route {
        path: "/people",
        name: "listPeople",
        title: "Named persons",
        about: "Named persons with what befell them and where they were said to be. As `dateline people --json`.",
        fields: &[Field::new("name", Sort::Text, "Only persons with these words in their name."), KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<NamedForm>), answer: reads::persons },
    },
    Route {
        path: "/recalls",
        name: "listRecalls",
        title: "Notices of withdrawal and correction",
        about: "The notices by which outlets take back or correct stories, and the claims that end by them. As `dateline recalls \
            --json`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<RecallForm>), answer: reads::taken_back },
    },
    Route {
        path: "/changes",
        name: "listChanges",
        title: "What changed between two days",
        about: "What changed between the picture as known on one day and on another, the weightiest first. As `dateline diff --json`.",
        fields: &[
            SINCE,
            KNOWN,
            PLACE,
            Field::new("party", Sort::Text, "Only changes in which this party has or had the place, or is an answer."),
            Field::new(
                "quiet",
                Sort::Count { usual: QUIET, least: 1, most: 3650 },
                "A place without a report for so many days has gone quiet.",
            ),
            LIMIT,
            CURSOR,
        ],
        does: Does::Ask { gives: Gives::Items(shape::<ChangeForm>), answer: reads::changed },
    },
    Route {
        path: "/brief",
        name: "brief",
        title: "The brief",
        about: "The brief of a day as Markdown, with the claim behind each of its marks. As `dateline brief --format markdown`.",
        fields: &[
            ON,
            KNOWN,
            SINCE,
            Field::new("template", Sort::Word(ask::templates), "How much is told; two-page when not given."),
        ],
        does: Does::Ask { gives: Gives::One(shape::<BriefForm>), answer: reads::written },
    },
    Route {
        path: "/search",
        name: "search",
        title: "Search the reports",
        about: "The known claims in whose sentences all the words stand, those of the best fitting reports first.",
        fields: &[
            Field::new("q", Sort::Text, "Words that must all stand in one sentence.").needed(),
            KIND,
            STATUS,
            FROM,
            TO,
            KNOWN,
            LIMIT,
            CURSOR,
        ],
        does: Does::Ask { gives: Gives::Items(shape::<ClaimForm>), answer: reads::searched },
    },
    Route {
        path: "/reports",
        name: "listReports",
        title: "The reports",
        about: "All reports with outlet, title, days, and why any was not read. As `dateline reports --json`.",
        fields: &[LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<ReportForm>), answer: reads::listed },
    },
    Route {
        path: "/reports/{id}",
        name: "readReport",
        title: "A report with its text",
        about: "One report with the stored text into which every span points.",
        fields: &[Field::new("id", Sort::Text, "The report's id, percent-encoded.").needed()],
        does: Does::Ask { gives: Gives::One(shape::<WholeForm>), answer: reads::whole },
    },
    Route {
        path: "/reports",
        name: "addReports",
        title: "Add reports",
        about: "Takes one report as the body, or several files as a form. They are read after the answer; `/batch` tells what became \
            of them. Nothing is overwritten, and the same report twice changes nothing.",
        fields: &[Field::new(
            NAME,
            Sort::Text,
            "What a report sent by itself is called, as a file name; made of its content when not given.",
        )],
        does: Does::Add,
    },
    Route {
        path: BATCH,
        name: "tellBatch",
        title: "What became of reports that were sent",
        about: "How far the reading of what was sent last is, and what became of it.",
        fields: &[],
        does: Does::Tell { gives: Gives::One(shape::<BatchForm>), tell: reads::batch },
    },
    Route {
        path: DECISIONS,
        name: "listDecisions",
        title: "What was decided",
        about: "All decisions in the order of their file, each with what became of it. As `dateline decisions --json`.",
        fields: &[LIMIT, CURSOR],
        does: Does::Ask { gives: Gives::Items(shape::<DecisionForm>), answer: reads::decided },
    },
    Route {
        path: "/decisions/{id}",
        name: "readDecision",
        title: "One decision",
        about: "One decision with what became of it.",
        fields: &[Field::new("id", Sort::Text, "The decision's id.").needed()],
        does: Does::Ask { gives: Gives::One(shape::<DecisionForm>), answer: reads::one_decided },
    },
    Route {
        path: DECISIONS,
        name: "decide",
        title: "Decide",
        about: "Keeps a decision about a passage, a report or an outlet, or undoes one. It is appended, never changed, and counts on \
            every known day. As `dateline decide` and `dateline decisions undo`.",
        fields: &[],
        does: Does::Decide,
    },
];
