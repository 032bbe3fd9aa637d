//! The tidy tables: one row is one report, claim, passage of evidence, state of a place, number, answer or decision.
//!
//! Long tables with the same names for the same things, joined by ids. Everything that a known report says is here, with
//! its status; nothing is left out but what later reports say.

use super::table::{Cell, Column, Kind, Row, Table, col, day, list, maybe, number, place, text, whole};
use super::{Asked, ids};
use crate::offsets::Offsets;
use crate::pile::Pile;
use dateline_core::model::{Claim, Manner, Source};
use dateline_core::picture::decisions::State;
use dateline_core::picture::{Dispute, Fate, Holder, Reported, Series, Stretch};

/// All tables of a pile, in a fixed order.
pub(super) fn all<'a>(pile: &'a Pile, asked: &'a Asked) -> Vec<Table<'a>> {
    vec![
        reports(pile),
        claims(pile),
        holdings(pile, asked),
        figures(pile),
        disputes(pile),
        decisions(asked),
        evidence(pile, asked),
    ]
}

/// One table by its name.
#[cfg(feature = "parquet")]
pub(super) fn one<'a>(pile: &'a Pile, asked: &'a Asked, name: &str) -> Option<Table<'a>> {
    Some(match name {
        "reports" => reports(pile),
        "claims" => claims(pile),
        "holdings" => holdings(pile, asked),
        "figures" => figures(pile),
        "disputes" => disputes(pile),
        "decisions" => decisions(asked),
        "evidence" => evidence(pile, asked),
        _ => return None,
    })
}

/// The columns of all tables, for the test of the documents.
#[cfg(test)]
pub(super) static COLUMNS: std::sync::LazyLock<Vec<Column>> =
    std::sync::LazyLock::new(|| [REPORTS, CLAIMS, HOLDINGS, FIGURES, DISPUTES, DECISIONS, EVIDENCE].concat());

const REPORTS: &[Column] = &[
    col("report", Kind::Text, "#meta+report+id", "Id of the report"),
    col("outlet", Kind::Text, "#meta+source", "Who published it"),
    col("title", Kind::Text, "#meta+title", "Headline"),
    col("url", Kind::Text, "#meta+url", "Address"),
    col("author", Kind::Text, "", "Author as written"),
    col("published_from", Kind::Day, "#date+reported+start", "First day on which it may have been published"),
    col("published_to", Kind::Day, "#date+reported+end", "Last day on which it may have been published"),
    col("published_basis", Kind::Word, "", "How that is known: metadata, date line, text, pile, none"),
    col("language", Kind::Word, "", "ISO 639 code"),
    col("status", Kind::Word, "#status", "read, copy or skipped"),
    col("copy_of", Kind::Text, "", "The report whose text it repeats"),
    col("reason", Kind::Text, "#meta+warning", "Why it was not read"),
    col("sha256", Kind::Text, "", "SHA-256 of the bytes as they came"),
    col("text_sha256", Kind::Text, "", "SHA-256 of the text that start and end of claims count in"),
];

fn reports(pile: &Pile) -> Table<'_> {
    let row = |card: &crate::Card| {
        let report = &card.report;
        let origin = Some(pile.picture.lineage().origin_of(&report.id)).filter(|o| *o != report.id);
        let status = if card.skipped.is_some() { "skipped" } else { origin.map_or("read", |_| "copy") };
        vec![
            text(&report.id),
            maybe(report.outlet.as_ref()),
            maybe(report.title.as_ref()),
            maybe(report.url.as_ref()),
            maybe(report.author.as_ref()),
            day(card.published.days.map(|d| d.from)),
            day(card.published.days.map(|d| d.to)),
            text(card.published.basis.as_str()),
            text(&report.language),
            text(status),
            maybe(origin),
            maybe(card.skipped.as_ref()),
            text(&report.original_sha256),
            text(&report.text_sha256),
        ]
    };
    let rows = Box::new(pile.out().map(row));
    Table { name: "reports", columns: REPORTS, key: &["report"], points: &[("copy_of", "reports", "report")], rows }
}

pub(super) const CLAIMS: &[Column] = &[
    col("claim", Kind::Text, "#meta+claim+id", "Id of the claim, for `dateline why`"),
    col("report", Kind::Text, "#meta+report+id", "The report it stands in"),
    col("start", Kind::Whole, "", "Where the passage begins, in Unicode code points of the report's text"),
    col("end", Kind::Whole, "", "Where it ends, half open"),
    col("quote", Kind::Text, "#meta+quote", "The passage; line ends are blanks, and what acts on a screen is left out"),
    col("kind", Kind::Word, "", "event, figure or statement"),
    col("event", Kind::Word, "#event+type", "Kind of event"),
    col("status", Kind::Word, "#status", "asserted, claimed, denied, negated, planned, forecast or background"),
    col("actor", Kind::Text, "#x_actor", "The acting party"),
    col("actor_id", Kind::Text, "", "Its id"),
    col("target", Kind::Text, "#x_target", "The party acted upon"),
    col("target_id", Kind::Text, "", "Its id"),
    col("place_id", Kind::Text, "#loc+code", "Id of the place"),
    col("place", Kind::Text, "#loc+name", "Its name"),
    col("place_kind", Kind::Word, "#loc+type", "city, facility, district, province, country or region"),
    col("lat", Kind::Number, "#geo+lat", "Latitude, WGS 84"),
    col("lon", Kind::Number, "#geo+lon", "Longitude, WGS 84"),
    col("within", Kind::Text, "#adm1+name", "What it lies in"),
    col("country", Kind::Word, "#country+code", "ISO 3166-1, two letters"),
    col("day_from", Kind::Day, "#date+occurred+start", "First day on which it may have been"),
    col("day_to", Kind::Day, "#date+occurred+end", "Last day on which it may have been"),
    col("day_basis", Kind::Word, "", "How the day is known"),
    col("day_text", Kind::Text, "", "The expression of time as written"),
    col("extent", Kind::Word, "", "full or partial"),
    col("manner", Kind::Word, "", "Of a takeover: fighting, handed_over, abandoned"),
    col("speaker", Kind::Text, "#x_speaker", "Who says it; empty when the report does"),
    col("speaker_role", Kind::Text, "", "Office or role as written"),
    col("speaker_party", Kind::Text, "", "The party that the speaker speaks for"),
    col("via", Kind::Text, "", "Through whom it came"),
    col("rule", Kind::Text, "", "What read it; learned-… where only the model found it"),
    col("headline", Kind::Flag, "", "From a headline"),
    col("caption", Kind::Flag, "", "From a caption"),
    col("set_aside", Kind::Text, "#meta+warning", "Why it does not count, when it does not"),
];

fn claims(pile: &Pile) -> Table<'_> {
    let rows = pile.out().flat_map(move |card| {
        let offsets = Offsets::new(&card.report.text);
        pile.claims_in(&card.report.id).iter().map(move |claim| claim_row(pile, claim, &offsets))
    });
    let points = &[("report", "reports", "report")];
    Table { name: "claims", columns: CLAIMS, key: &["claim"], points, rows: Box::new(rows) }
}

fn claim_row(pile: &Pile, claim: &Claim, offsets: &Offsets) -> Row {
    let mut row = claim_cells(claim, offsets);
    row.push(maybe(pile.picture.set_aside(&claim.id)));
    row
}

/// What a claim says by itself: every column of `claims` but the last.
pub(super) fn claim_cells(claim: &Claim, offsets: &Offsets) -> Row {
    let (start, end) = offsets.code_points(claim.span);
    let event = claim.event();
    let when = claim.when();
    let speaker = claim.source.as_deref();
    let mut row = vec![
        text(&claim.id),
        text(&claim.report),
        whole(start),
        whole(end),
        text(&claim.quote),
        text(claim.says.as_str()),
        maybe(event.map(|e| e.kind.as_str())),
        text(claim.status.as_str()),
        maybe(claim.actor().map(|p| &p.name)),
        maybe(claim.actor().map(|p| &p.id)),
        maybe(claim.target().map(|p| &p.name)),
        maybe(claim.target().map(|p| &p.id)),
    ];
    row.extend(place(claim.place()));
    row.extend([
        day(when.map(|w| w.days.from)),
        day(when.map(|w| w.days.to)),
        maybe(when.map(|w| w.basis.as_str())),
        maybe(when.and_then(|w| w.text.as_ref())),
        maybe(event.map(|e| e.extent.as_str())),
        maybe(event.and_then(|e| e.manner).map(Manner::as_str)),
        maybe(speaker.map(said_by)),
        maybe(speaker.and_then(|s| s.role.as_ref())),
        maybe(speaker.and_then(|s| s.party.as_ref()).map(|p| &p.name)),
        list(speaker.map_or(&[][..], |s| &s.via).iter().map(String::as_str)),
        text(&claim.rule),
        Cell::Flag(claim.headline),
        Cell::Flag(claim.caption),
    ]);
    row
}

/// The speaker's name where one is known, else the words for him.
pub(super) fn said_by(source: &Source) -> &str {
    source.name.as_deref().unwrap_or(&source.text)
}

const HOLDINGS: &[Column] = &[
    col("holding", Kind::Text, "#meta+id", "Id of the state: the place's and its first day"),
    col("place_id", Kind::Text, "#loc+code", "Id of the place"),
    col("place", Kind::Text, "#loc+name", "Its name"),
    col("place_kind", Kind::Word, "#loc+type", "city, facility, district, province, country or region"),
    col("lat", Kind::Number, "#geo+lat", "Latitude, WGS 84"),
    col("lon", Kind::Number, "#geo+lon", "Longitude, WGS 84"),
    col("within", Kind::Text, "#adm1+name", "What it lies in"),
    col("country", Kind::Word, "#country+code", "ISO 3166-1, two letters"),
    col("from", Kind::Day, "#date+start", "First day; empty when it was so before the first report"),
    col("to", Kind::Day, "#date+end", "Last day; empty while it lasts"),
    col("known", Kind::Day, "#date+reported", "The day as known on; empty when all reports count"),
    col("holder", Kind::Text, "#x_holder", "Party, contested or unknown"),
    col("holder_id", Kind::Text, "#x_holder+id", "Id of the party"),
    col("standing", Kind::Word, "#status", "confirmed, reported, claimed or disputed"),
    col("disputed", Kind::Flag, "#meta+warning", "Whether known reports disagree"),
    col("since_from", Kind::Day, "#date+occurred+start", "First day on which it may have begun"),
    col("since_to", Kind::Day, "#date+occurred+end", "Last day on which it may have begun"),
    col("since_edtf", Kind::Text, "", "The same as EDTF, level 1"),
    col("origins", Kind::Whole, "#meta+source+num", "Independent origins of the claims for it"),
    col("claims_for", Kind::Text, "", "Ids of the claims for it; also in `evidence`"),
    col("claims_against", Kind::Text, "", "Ids of the claims against it"),
    col("inferred", Kind::Text, "", "Why it is held although no claim says it outright"),
];

/// The id of a state of a place.
pub(super) fn holding_id(place: &str, stretch: &Stretch) -> String {
    format!("{place}@{}", stretch.from.map_or("before".into(), |d| d.to_string()))
}

fn holdings<'a>(pile: &'a Pile, asked: &'a Asked) -> Table<'a> {
    let rows = stretches(pile, asked).map(move |(at, stretch)| {
        let holder_id = match &stretch.holder {
            Holder::Party(party) => Some(&party.id),
            Holder::Contested | Holder::Unknown => None,
        };
        let mut row = vec![text(holding_id(&at.id, &stretch))];
        row.extend(place(Some(at)));
        row.extend([
            day(stretch.from),
            day(stretch.to),
            day(Some(pile.known)),
            text(stretch.holder.as_str()),
            maybe(holder_id),
            text(stretch.standing.as_str()),
            Cell::Flag(stretch.disputed),
            day(stretch.since.map(|d| d.from)),
            day(stretch.since.map(|d| d.to)),
            maybe(stretch.since.map(super::edtf)),
            whole(stretch.origins),
            list(ids(&stretch.support)),
            list(ids(&stretch.against)),
            maybe(stretch.inferred.as_ref()),
        ]);
        row
    });
    Table { name: "holdings", columns: HOLDINGS, key: &["holding"], points: &[], rows: Box::new(rows) }
}

/// Places with their states; only those of the day that was asked about, when there is one.
pub(super) fn stretches<'a>(
    pile: &'a Pile,
    asked: &'a Asked,
) -> impl Iterator<Item = (&'a dateline_core::model::PlaceRef, Stretch)> {
    pile.picture.places().flat_map(move |place| {
        let of_day =
            move |s: &Stretch| asked.on.is_none_or(|on| s.from.is_none_or(|d| d <= on) && s.to.is_none_or(|d| on <= d));
        pile.picture.stretches(&place.id).into_iter().filter(of_day).map(move |s| (place, s))
    })
}

const FIGURES: &[Column] = &[
    col("claim", Kind::Text, "#meta+claim+id", "The claim that gives the number"),
    col("report", Kind::Text, "#meta+report+id", "The report it stands in"),
    col("subject", Kind::Text, "#indicator+name", "What is counted or measured"),
    col("value", Kind::Number, "#indicator+value", "The number; the lower end of a range"),
    col("max", Kind::Number, "", "The upper end of a range"),
    col("of", Kind::Number, "", "The whole that it is a part of"),
    col("unit", Kind::Word, "", "Of what it is a number"),
    col("approx", Kind::Flag, "", "Said to be rough"),
    col("bound", Kind::Word, "", "min: at least; max: at most"),
    col("party", Kind::Text, "#x_party", "Whose they are or who did it"),
    col("place_id", Kind::Text, "#loc+code", "Id of the place"),
    col("place", Kind::Text, "#loc+name", "Its name"),
    col("place_kind", Kind::Word, "#loc+type", "city, facility, district, province, country or region"),
    col("lat", Kind::Number, "#geo+lat", "Latitude, WGS 84"),
    col("lon", Kind::Number, "#geo+lon", "Longitude, WGS 84"),
    col("within", Kind::Text, "#adm1+name", "What it lies in"),
    col("country", Kind::Word, "#country+code", "ISO 3166-1, two letters"),
    col("day", Kind::Day, "#date+occurred", "The day of which it is true"),
    col("published", Kind::Day, "#date+reported", "The day by which it was published"),
    col("status", Kind::Word, "#status", "asserted, claimed, denied, negated, planned, forecast or background"),
    col("fate", Kind::Word, "", "stands, superseded, disputed, old caption, conditional, expected, denied or past"),
    col("others", Kind::Text, "", "The claims that supersede or dispute it"),
    col("origin", Kind::Whole, "", "Number of the origin within its series: copies have the same"),
    col("quote", Kind::Text, "#meta+quote", "The passage"),
];

fn figures(pile: &Pile) -> Table<'_> {
    let rows = pile.figures().iter().flat_map(|s| s.reported.iter().filter_map(|r| figure_row(pile, s, r)));
    let points = &[("claim", "claims", "claim"), ("report", "reports", "report")];
    Table { name: "figures", columns: FIGURES, key: &["claim"], points, rows: Box::new(rows) }
}

fn figure_row(pile: &Pile, series: &Series, reported: &Reported) -> Option<Row> {
    let claim = pile.claim(&reported.claim)?;
    let figure = &reported.figure;
    let mut row = vec![
        text(&reported.claim),
        text(&reported.report),
        text(&series.subject),
        Cell::Number(figure.value),
        number(figure.max),
        number(figure.of),
        text(&figure.unit),
        Cell::Flag(figure.approx),
        maybe(figure.bound.map(|b| b.as_str())),
        maybe(figure.party.as_ref().map(|p| &p.name)),
    ];
    row.extend(place(figure.place.as_ref()));
    row.extend([
        day(Some(reported.day)),
        day(Some(reported.published)),
        text(claim.status.as_str()),
        text(reported.fate.as_str()),
        list(others(&reported.fate)),
        whole(reported.origin),
        text(&claim.quote),
    ]);
    Some(row)
}

fn others(fate: &Fate) -> Vec<&str> {
    match fate {
        Fate::Superseded(by) => vec![by],
        Fate::Disputed(with) => ids(with).collect(),
        _ => Vec::new(),
    }
}

const DISPUTES: &[Column] = &[
    col("dispute", Kind::Text, "#meta+dispute+id", "Id of the dispute"),
    col("answer", Kind::Whole, "", "Number of the answer, from 1"),
    col("type", Kind::Word, "", "control, denial, date, forecast, manner, time, correction, count or figure"),
    col("question", Kind::Text, "#x_question", "What reports disagree about"),
    col("place_id", Kind::Text, "#loc+code", "Id of the place, when it is about one"),
    col("place", Kind::Text, "#loc+name", "Its name"),
    col("open", Kind::Flag, "#status", "Whether nothing settles it"),
    col("settled_by", Kind::Text, "", "What settles it"),
    col("value", Kind::Text, "#x_answer", "The answer"),
    col("origins", Kind::Whole, "#meta+source+num", "Independent origins of the claims that give it"),
    col("claims", Kind::Text, "", "Ids of the claims that give it; also in `evidence`"),
];

fn disputes(pile: &Pile) -> Table<'_> {
    let rows = pile.disputes().iter().flat_map(answers);
    Table { name: "disputes", columns: DISPUTES, key: &["dispute", "answer"], points: &[], rows: Box::new(rows) }
}

fn answers(dispute: &Dispute) -> impl Iterator<Item = Row> {
    dispute.answers.iter().enumerate().map(|(n, answer)| {
        vec![
            text(&dispute.id),
            whole(n + 1),
            text(dispute.kind.as_str()),
            text(&dispute.question),
            maybe(dispute.place.as_ref().map(|p| &p.id)),
            maybe(dispute.place.as_ref().map(|p| &p.name)),
            Cell::Flag(dispute.open),
            maybe(dispute.settled_by.as_ref()),
            text(&answer.value),
            whole(answer.origins),
            list(ids(&answer.claims)),
        ]
    })
}

const DECISIONS: &[Column] = &[
    col("decision", Kind::Text, "#meta+decision+id", "Id of the decision"),
    col("deed", Kind::Word, "", "accept, reject, pin, set-place, set-day, note, merge, split, grade or undo"),
    col("report", Kind::Text, "#meta+report+id", "The report as it was called then"),
    col("text_sha256", Kind::Text, "", "The text it is bound to"),
    col("quote", Kind::Text, "#meta+quote", "The passage it is about"),
    col("by", Kind::Text, "#x_by", "Who decided"),
    col("at", Kind::Day, "#date", "When, if that was said"),
    col("reason", Kind::Text, "#description", "Why"),
    col("state", Kind::Word, "#status", "in force, undone or orphan"),
];

fn decisions<'a>(asked: &'a Asked) -> Table<'a> {
    let row = |(decision, state): &(&dateline_core::picture::decisions::Decision, &State)| {
        let passage = decision.deed.passage();
        let state = match state {
            State::InForce => "in force",
            State::Undone(_) => "undone",
            State::Orphan(_) => "orphan",
        };
        vec![
            text(&decision.id),
            text(decision.deed.as_str()),
            maybe(passage.map(|p| &p.report)),
            maybe(passage.map(|p| &p.text)),
            maybe(passage.map(|p| &p.quote)),
            text(&decision.by),
            day(decision.at),
            text(&decision.reason),
            text(state),
        ]
    };
    let rows = Box::new(asked.decisions.iter().map(row));
    Table { name: "decisions", columns: DECISIONS, key: &["decision"], points: &[], rows }
}

const EVIDENCE: &[Column] = &[
    col("of", Kind::Word, "", "holding, dispute or figure"),
    col("id", Kind::Text, "#meta+id", "Its id; of a dispute with the answer's number"),
    col("role", Kind::Word, "", "for, against or answer"),
    col("claim", Kind::Text, "#meta+claim+id", "The claim"),
    col("report", Kind::Text, "#meta+report+id", "The report it stands in"),
    col("start", Kind::Whole, "", "Where the passage begins, in Unicode code points of the report's text"),
    col("end", Kind::Whole, "", "Where it ends, half open"),
    col("quote", Kind::Text, "#meta+quote", "The passage"),
];

/// Which passage speaks for or against what: the shape of a table of mentions.
fn evidence<'a>(pile: &'a Pile, asked: &'a Asked) -> Table<'a> {
    let holdings = stretches(pile, asked).flat_map(move |(place, stretch)| {
        let id = holding_id(&place.id, &stretch);
        let against = cited(pile, "holding", &id, "against", &stretch.against);
        [cited(pile, "holding", &id, "for", &stretch.support), against].concat()
    });
    let answers = pile.disputes().iter().flat_map(move |dispute| {
        let id = |n: usize| format!("{}/{}", dispute.id, n + 1);
        let answers = dispute.answers.iter().enumerate();
        answers.flat_map(move |(n, answer)| cited(pile, "dispute", &id(n), "answer", &answer.claims))
    });
    let figures = pile.figures().iter().flat_map(|series| &series.reported);
    let figures = figures.flat_map(move |r| cited(pile, "figure", &r.claim, "for", std::slice::from_ref(&r.claim)));
    let rows = Box::new(holdings.chain(answers).chain(figures));
    let points = &[("claim", "claims", "claim"), ("report", "reports", "report")];
    Table { name: "evidence", columns: EVIDENCE, key: &["of", "id", "role", "claim"], points, rows }
}

/// A row for each claim of a known report. Neighbours are of many reports, so a text is counted for each row and no counts
/// are kept.
fn cited(pile: &Pile, of: &str, id: &str, role: &str, claims: &[String]) -> Vec<Row> {
    let row = |claim: &Claim| {
        let card = pile.card(&claim.report).filter(|card| card.is_out(pile.known))?;
        let (start, end) = Offsets::new(&card.report.text).code_points(claim.span);
        let (claim_id, report, quote) = (text(&claim.id), text(&claim.report), text(&claim.quote));
        Some(vec![text(of), text(id), text(role), claim_id, report, whole(start), whole(end), quote])
    };
    pile.claims_of(claims).into_iter().filter_map(row).collect()
}
