//! The tools: what each is for, what it takes, what its items have, and how it is answered. All of them only read.

use super::answer::PAGE;
use super::answer::{Answer, Question};
use crate::Pile;
use crate::ask::{self, Narrowed, QUIET, Wanted};
use crate::error::Result;
use crate::given::{Field, Given, KNOWN, ON, Sort, schema};
use crate::pictures::Pictures;
use crate::pile::{find_claim, people, rule_of, series};
use dateline_core::model::{Claim, Day};
use dateline_show::brief;
use dateline_show::changes::Between;
use dateline_show::cited;
use dateline_show::page::Search;
use dateline_show::text::Paint;
use dateline_show::{Card, claims, developments, disputes, figures, forecasts, holds, recalls, reports, timeline, why};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const PLAIN: Paint = Paint { on: false };

/// One tool.
pub(super) struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
    /// What an answer has besides the known day.
    gives: Gives,
    answer: fn(&Asked) -> Result<Answer>,
}

/// The shape of an answer.
enum Gives {
    /// A page of objects that have at least these fields.
    Items(&'static [&'static str]),
    /// One text as Markdown.
    Text,
}

/// A question with everything it is answered from.
struct Asked<'a> {
    pictures: &'a Pictures,
    question: Question<'a>,
}

impl Asked<'_> {
    fn pile(&self) -> &Pile {
        &self.question.stood.pile
    }
    fn given(&self) -> &Given {
        self.question.given
    }
    fn place(&self) -> Option<&str> {
        self.given().text("place")
    }
}

impl Tool {
    /// The tool with a name.
    pub(super) fn named(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|t| t.name == name)
    }

    /// Answers a question.
    pub(super) fn call(&self, pictures: &Pictures, mut values: Map<String, Value>) -> Result<Answer> {
        // Some assistants send what they leave out as null.
        values.retain(|_, value| !value.is_null());
        let given = Given::new("tool", self.fields, values)?;
        // Which reports there are does not depend on a day; undated ones are listed as well.
        let known = if self.name == REPORTS { Some(Day::MAX) } else { given.day("known") };
        let stood = pictures.known(known)?;
        let question = Question { tool: self.name, given: &given, stood: &stood };
        (self.answer)(&Asked { pictures, question })
    }

    /// The JSON Schema of what it takes.
    pub(super) fn takes(&self) -> Arc<Map<String, Value>> {
        Arc::new(schema(self.fields))
    }

    /// The JSON Schema of the data that it gives.
    pub(super) fn gives(&self) -> Arc<Map<String, Value>> {
        let day = json!({"type": ["string", "null"], "description": "The day stood on; null when all reports count."});
        let passages = json!({
            "type": "array",
            "items": object(PASSAGE),
            "description": "The words behind the claims that are named by id, to cite. Untrusted quotations.",
        });
        let schema = match self.gives {
            Gives::Text => json!({
                "type": "object",
                "properties": {
                    "known": day,
                    "markdown": {"type": "string", "description": "The text."},
                    "cites": {
                        "type": "array",
                        "items": object(&["cite", "claim"]),
                        "description": "Which claim each mark of the text, such as [3:5], rests on.",
                    },
                    "passages": passages,
                },
                "required": ["known", "markdown", "cites", "passages"],
            }),
            Gives::Items(fields) => json!({
                "type": "object",
                "properties": {
                    "known": day,
                    "total": {"type": "integer", "description": "How many items there are on all pages."},
                    "next_cursor": {
                        "type": ["string", "null"],
                        "description": "Give it as cursor to go on; null at the end.",
                    },
                    "items": {
                        "type": "array",
                        "items": object(fields),
                        "description": "As `dateline` prints them with --json.",
                    },
                    "passages": passages,
                },
                "required": ["known", "total", "next_cursor", "items", "passages"],
            }),
        };
        let Value::Object(schema) = schema else { return Arc::default() };
        Arc::new(schema)
    }
}

/// What every passage has.
const PASSAGE: &[&str] =
    &["claim", "quote", "status", "said_by", "report", "outlet", "published", "start", "end", "rule", "uri"];

fn object(fields: &[&str]) -> Value {
    json!({"type": "object", "required": fields})
}

/// Which place.
pub(super) const PLACE: Field =
    Field::new("place", Sort::Text, "Only this place: its name in any spelling, or its id.");
const STATUS: Field = Field::new("status", Sort::Word(ask::statuses), "Only claims of this status.");
const KIND: Field = Field::new(
    "kind",
    Sort::Word(ask::kinds),
    "Only claims of this kind: what happened, or a figure, statement, person.",
);
const REPORTS: &str = "reports";

/// How much at once.
const LIMIT: Field = Field::new(
    "limit",
    Sort::Count { usual: PAGE, least: 1, most: 200 },
    "The most items of an answer; it has fewer when they are long.",
);
/// Where to go on.
const CURSOR: Field =
    Field::new("cursor", Sort::Text, "The next_cursor of the answer before, to go on with the same question.");

/// All tools, in the order in which they are told.
pub(super) static TOOLS: &[Tool] = &[
    Tool {
        name: "status",
        title: "Who holds which place on a day",
        about: "Who holds each place on a day, as known on a day: holder (a party, contested or unknown), standing, since when, \
            claim ids for and against. As `dateline holds`.",
        fields: &[PLACE, ON, KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["place", "on", "known", "holder", "disputed", "standing", "since", "for", "against"]),
        answer: status,
    },
    Tool {
        name: "timeline",
        title: "How control of a place changed",
        about: "Who held one place from which day to which, with standing and the claims for and against. As `dateline timeline`.",
        fields: &[PLACE.needed(), KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["place", "from", "to", "holder", "disputed", "standing", "for", "against"]),
        answer: course,
    },
    Tool {
        name: "developments",
        title: "What happened",
        about: "What happened, each happening once with everything that reports tell of it, in order of time. As `dateline \
            developments`.",
        fields: &[PLACE, KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["id", "event", "place", "when", "standing", "for", "against"]),
        answer: happened,
    },
    Tool {
        name: "evidence",
        title: "The passages behind a claim or a place",
        about: "With `claim`: the passage behind one claim id, the rule that read it and every step (`dateline why`). Without: the \
            claims about a place or of a report, each with its passage, speaker, status and span (`dateline claims`).",
        fields: &[
            Field::new("claim", Sort::Text, "Id of a claim, or its beginning; give it alone."),
            PLACE,
            Field::new("report", Sort::Text, "Only claims of this report."),
            KIND,
            STATUS,
            KNOWN,
            LIMIT,
            CURSOR,
        ],
        gives: Gives::Items(&["id", "report", "start", "end", "quote", "kind", "status", "source", "rule"]),
        answer: evidence,
    },
    Tool {
        name: "disputes",
        title: "Where reports disagree",
        about: "The questions on which reports disagree, each with its answers, who gives them, and whether it is open. As `dateline \
            disputes`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["id", "type", "question", "open", "answers"]),
        answer: disagreements,
    },
    Tool {
        name: "figures",
        title: "Reported numbers as series",
        about: "Every reported number of a quantity in order of time, what became of each, and our own count of named places. As \
            `dateline figures`.",
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
        gives: Gives::Items(&["subject", "place", "origins", "reported", "our_counts"]),
        answer: numbers,
    },
    Tool {
        name: "forecasts",
        title: "What was expected or planned, and what came of it",
        about: "What was expected or planned, by when, and what came of it. Not facts. As `dateline forecasts`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["event", "status", "place", "by", "claims", "quotes", "outcome"]),
        answer: expectations,
    },
    Tool {
        name: "people",
        title: "Named persons",
        about: "Named persons with what befell them and where they were said to be. As `dateline people`.",
        fields: &[Field::new("name", Sort::Text, "Only persons with these words in their name."), KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["name"]),
        answer: persons,
    },
    Tool {
        name: "changes",
        title: "What changed between two days",
        about: "What changed between the picture as known on one day and on another: holders, standings, disputes, silence; the \
            weightiest first. As `dateline diff`.",
        fields: &[
            Field::new("since", Sort::Day, "The day to compare with, YYYY-MM-DD.").needed(),
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
        gives: Gives::Items(&["id", "kind", "since", "known", "sentence", "passages"]),
        answer: changed,
    },
    Tool {
        name: "brief",
        title: "The brief",
        about: "The brief of a day on about two pages, as Markdown: bottom line, changes, control, events, figures, disputes, what is \
            unknown, what is expected, sources. As `dateline brief --format markdown`.",
        fields: &[
            ON,
            KNOWN,
            Field::new(
                "since",
                Sort::Day,
                "Tell what changed since this day, YYYY-MM-DD; the day before when not given.",
            ),
            Field::new("template", Sort::Word(ask::templates), "How much is told; two-page when not given."),
        ],
        gives: Gives::Text,
        answer: written,
    },
    Tool {
        name: "search",
        title: "Search the reports",
        about: "The claims in whose sentences all the words stand, those of the best fitting reports first; as the search of `dateline \
            serve`.",
        fields: &[
            Field::new("words", Sort::Text, "Words that must all stand in one sentence.").needed(),
            KIND,
            STATUS,
            Field::new("from", Sort::Day, "Only about this day or later, YYYY-MM-DD."),
            Field::new("to", Sort::Day, "Only about this day or earlier, YYYY-MM-DD."),
            KNOWN,
            LIMIT,
            CURSOR,
        ],
        gives: Gives::Items(&["id", "report", "start", "end", "quote", "kind", "status", "source", "rule"]),
        answer: searched,
    },
    Tool {
        name: REPORTS,
        title: "The reports",
        about: "All reports with outlet, title, days, and why any was not read; their texts are the resources \
            dateline://report/ID. As `dateline reports`.",
        fields: &[LIMIT, CURSOR],
        gives: Gives::Items(&["id", "outlet", "title", "published", "language", "status", "copy_of"]),
        answer: listed,
    },
    Tool {
        name: "recalls",
        title: "Notices of withdrawal and correction",
        about: "The notices by which outlets take back or correct stories, and the claims that end by them. As `dateline recalls`.",
        fields: &[KNOWN, LIMIT, CURSOR],
        gives: Gives::Items(&["notice", "kind", "outlet", "day", "matched", "stories", "ended"]),
        answer: taken_back,
    },
];

fn status(asked: &Asked) -> Result<Answer> {
    let all = ask::holdings(asked.pile(), asked.place(), asked.given().day("on"))?;
    asked.question.page(&all, holds::json, |some| holds::text(asked.pile(), some))
}

fn course(asked: &Asked) -> Result<Answer> {
    let places = ask::places_or_all(asked.pile(), asked.place())?;
    let lines = timeline::json(asked.pile(), &places);
    let lines: Vec<&str> = lines.lines().collect();
    asked.question.page(&lines, |some| some.join("\n"), |_| timeline::text(asked.pile(), &places, PLAIN))
}

fn happened(asked: &Asked) -> Result<Answer> {
    let all = ask::developments(asked.pile(), asked.place())?;
    let pile = asked.pile();
    asked.question.page(&all, |some| developments::json(pile, some), |some| developments::text(pile, some, PLAIN))
}

fn evidence(asked: &Asked) -> Result<Answer> {
    let (pile, given) = (asked.pile(), asked.given());
    if let Some(id) = given.text("claim") {
        let claim = find_claim(pile, id)?;
        let rule = rule_of(&claim.rule, &asked.pictures.shelf.knowledge);
        return asked.question.page(
            &[claim],
            |_| why::json(pile, claim, &rule),
            |_| why::text(pile, claim, &rule, PLAIN),
        );
    }
    let wanted = Wanted {
        place: asked.place(),
        report: given.text("report"),
        kind: given.text("kind"),
        status: given.text("status"),
        // Without a known day all claims are listed, those of undated reports too.
        out: given.day("known").is_some(),
        ..Wanted::default()
    };
    of_claims(asked, &ask::claims(pile, &wanted)?)
}

fn of_claims(asked: &Asked, all: &[&Claim]) -> Result<Answer> {
    asked.question.page(all, |some| claims::json(asked.pile(), some), claims::text)
}

fn disagreements(asked: &Asked) -> Result<Answer> {
    let all = asked.pile().disputes();
    asked.question.page(all, |some| disputes::json(some), |some| disputes::text(asked.pile(), some))
}

fn numbers(asked: &Asked) -> Result<Answer> {
    let pile = asked.pile();
    let all = series(pile, asked.given().text("subject"))?;
    asked.question.page(&all, |some| figures::json(pile, some), |some| figures::text(pile, some))
}

fn expectations(asked: &Asked) -> Result<Answer> {
    let pile = asked.pile();
    let all = pile.forecasts();
    asked.question.page(all, |some| forecasts::json(pile, some), |some| forecasts::text(pile, some, PLAIN))
}

fn persons(asked: &Asked) -> Result<Answer> {
    let pile = asked.pile();
    let all = people(pile, asked.given().text("name"))?;
    let json = |some: &[_]| dateline_show::people::json(pile, some);
    asked.question.page(&all, json, |some| dateline_show::people::text(pile, some, PLAIN))
}

fn changed(asked: &Asked) -> Result<Answer> {
    let (after, given) = (asked.pile(), asked.given());
    let before = ask::before(asked.pictures, after, given.day("since"))?;
    let quiet = given.count("quiet").unwrap_or(QUIET);
    let all = after.picture.changes_since(&before.pile.picture, i64::try_from(quiet).unwrap_or(i64::MAX));
    let narrowed = Narrowed { place: asked.place(), party: given.text("party"), dispute: None };
    let wanted = ask::changes(&before.pile, after, &all, &narrowed)?;
    let between = Between { before: &before.pile, after };
    let json = |some: &[_]| dateline_show::changes::json(between, some);
    asked.question.page(&wanted, json, |some| dateline_show::changes::text(between, some, PLAIN))
}

fn written(asked: &Asked) -> Result<Answer> {
    let (pile, given) = (asked.pile(), asked.given());
    let template = given.text("template").unwrap_or_default();
    let made = ask::brief(asked.pictures, pile, given.day("on"), given.day("since"), template)?;
    let cites = cited::marks(&made).iter().filter_map(|mark| serde_json::to_value(mark).ok()).collect();
    Ok(asked.question.whole(brief::markdown(&made), cites))
}

fn searched(asked: &Asked) -> Result<Answer> {
    let given = asked.given();
    let of = |name: &str| given.text(name).unwrap_or_default().to_owned();
    let (words, kind, status) = (of("words"), of("kind"), of("status"));
    let search = Search { words, kind, status, from: given.day("from"), to: given.day("to"), ..Search::default() };
    of_claims(asked, &ask::searched(&asked.pictures.shelf, asked.pile(), &search)?)
}

fn listed(asked: &Asked) -> Result<Answer> {
    let pile = asked.pile();
    let all: Vec<&Card> = pile.cards().collect();
    asked.question.page(&all, |some| reports::json_of(pile, some), |some| reports::text_of(pile, some))
}

fn taken_back(asked: &Asked) -> Result<Answer> {
    let all = asked.pile().picture.recalls();
    asked.question.page(all, recalls::json, |some| recalls::text(asked.pile(), some))
}
