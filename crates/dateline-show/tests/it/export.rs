//! Exports of a small made-up war: golden rows, and what must hold of any export.

use dateline_core::lexicon::parties::PartyLexicon;
use dateline_core::model::*;
use dateline_core::picture::Picture;
use dateline_core::picture::lineage::{Digest, Source as Witness};
use dateline_show::export::{Asked, Export, Format, Out, Sink, export};
use dateline_show::text::clean;
use dateline_show::{Card, Pile};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Reports: id, day, text. The third is hostile to spreadsheets and pages.
const REPORTS: [(&str, &str, &str); 4] = [
    (
        "a.txt",
        "2031-03-04",
        "The Yarrow Front captured Alderford on Monday after heavy fighting. Army shelling killed several civilians in \
         Brackwell on Monday. Rebels may attack Brackwell next. The army denied that Brackwell had fallen.",
    ),
    (
        "b.txt",
        "2031-03-05",
        "Alderford fell to the Yarrow Front on Monday. Army shelling hit Brackwell on Monday and killed 4 civilians.",
    ),
    (
        "c.txt",
        "2031-03-05",
        "=HYPERLINK(\"x\") <script>alert(1)</script> elders gave Brackwell's fort up. The army claimed 90 rebels killed in Brackwell.",
    ),
    (
        "d.txt",
        "2031-03-06",
        "Marchers filled Brackwell on Wednesday. Nobody knows when a bridge at Brackwell was shelled.",
    ),
];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn party(id: &str, name: &str) -> Option<PartyRef> {
    Some(PartyRef::from(Party { id: id.into(), name: name.into(), text: name.into() }))
}

fn army() -> Option<PartyRef> {
    party("forces:CD", "Congolese government forces")
}

fn rebels() -> Option<PartyRef> {
    party("rebels:CD", "Yarrow Front")
}

fn place(name: &str) -> Option<PlaceRef> {
    Some(PlaceRef::from(Place {
        id: format!("own:{}", name.to_lowercase()),
        name: name.into(),
        text: name.into(),
        kind: PlaceKind::City,
        detail: None,
        lat: Some(-1.25),
        lon: Some(if name == "Alderford" { 29.5 } else { -29.75 }),
        within: Some("North Kivu".into()),
        country: "CD".into(),
        also: Vec::new(),
    }))
}

fn when(on: &str, basis: Basis) -> Option<When> {
    Some(When { days: Days::on(day(on)), basis, text: None, no_later: false })
}

fn event(kind: EventKind, actor: Option<PartyRef>, target: Option<PartyRef>, at: &str, when: Option<When>) -> Says {
    let manner = (kind == EventKind::Takeover).then_some(Manner::Fighting);
    Says::Event(Event { kind, actor, target, place: place(at), extent: Extent::Full, manner, when })
}

fn dead(value: f64, who: &str) -> Says {
    Says::Figure(
        Figure {
            subject: format!("{who} killed in Brackwell"),
            value,
            unit: "people".into(),
            place: place("Brackwell"),
            when: when("2031-03-03", Basis::Weekday),
            ..Figure::default()
        }
        .into(),
    )
}

/// A claim about words of a report; `number` are the words of its number.
fn claim(id: &str, report: usize, quote: &str, says: Says, status: Status, number: Option<&str>) -> Claim {
    let text = REPORTS[report].2;
    let find = |words: &str| {
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        Span::new(start, start + words.len())
    };
    let span = find(quote);
    let end = text[span.start as usize..].find(". ").map_or(text.len(), |n| span.start as usize + n + 1);
    let start = text[..span.start as usize].rfind(". ").map_or(0, |n| n + 2);
    Claim {
        id: id.into(),
        report: REPORTS[report].0.into(),
        span,
        sentence: Span::new(start, end),
        quote: quote.into(),
        says,
        status,
        source: None,
        rule: "made-up".into(),
        headline: false,
        caption: false,
        marks: number.map(|n| Mark { span: find(n), role: Role::Number }).into_iter().collect(),
        trace: Vec::new(),
    }
}

fn claims() -> Vec<Claim> {
    use EventKind::*;
    use Status::*;
    let monday = || when("2031-03-03", Basis::Weekday);
    let none = || None::<&str>;
    let taken = |at| event(Takeover, rebels(), army(), at, monday());
    let shelled = || event(Strike, army(), None, "Brackwell", monday());
    vec![
        claim(
            "k1",
            0,
            "The Yarrow Front captured Alderford on Monday after heavy fighting",
            taken("Alderford"),
            Asserted,
            none(),
        ),
        claim("k2", 0, "Army shelling killed several civilians in Brackwell on Monday", shelled(), Asserted, none()),
        claim("k3", 0, "several civilians", dead(2.0, "civilians"), Asserted, Some("several")),
        claim(
            "k4",
            0,
            "Rebels may attack Brackwell next",
            event(Clash, rebels(), army(), "Brackwell", None),
            Forecast,
            none(),
        ),
        claim("k5", 0, "Brackwell had fallen", taken("Brackwell"), Denied, none()),
        claim("k6", 1, "Alderford fell to the Yarrow Front on Monday", taken("Alderford"), Asserted, none()),
        claim("k7", 1, "Army shelling hit Brackwell on Monday", shelled(), Asserted, none()),
        claim("k8", 1, "killed 4 civilians", dead(4.0, "civilians"), Asserted, Some("4")),
        claim(
            "k9",
            2,
            "=HYPERLINK(\"x\") <script>alert(1)</script> elders gave Brackwell's fort up",
            event(Talks, None, None, "Brackwell", when("2031-03-05", Basis::Weekday)),
            Asserted,
            none(),
        ),
        claim("l1", 2, "90 rebels killed in Brackwell", dead(90.0, "rebels"), Claimed, Some("90")),
        claim(
            "l2",
            3,
            "Marchers filled Brackwell on Wednesday",
            event(Protest, None, None, "Brackwell", when("2031-03-05", Basis::Weekday)),
            Asserted,
            none(),
        ),
        claim(
            "l3",
            3,
            "a bridge at Brackwell was shelled",
            event(Strike, None, None, "Brackwell", when("2031-03-06", Basis::Publication)),
            Asserted,
            none(),
        ),
    ]
}

fn pile(known: &str) -> Pile {
    let cards: Vec<Card> = REPORTS.iter().map(|(id, out, text)| card(id, out, text)).collect();
    let witness = |c: &Card| Witness {
        url: None,
        report: c.report.id.clone(),
        published: c.published.days,
        outlet: None,
        agency: None,
        digest: Digest::default(),
        title: None,
        recall: None,
    };
    let witnesses: Vec<Witness> = cards.iter().map(witness).collect();
    let picture = Picture::assemble(&claims(), &witnesses, day(known));
    Pile::new(cards, claims(), picture)
}

fn card(id: &str, out: &str, text: &str) -> Card {
    let published = Published { days: Some(Days::on(day(out))), basis: DateBasis::Metadata };
    let report = Report {
        id: id.into(),
        outlet: Some(format!("Outlet {id}")),
        title: Some("<b>News</b>".into()),
        url: Some("javascript:alert(1)".into()),
        author: None,
        language: "en".into(),
        published,
        original_sha256: "0".repeat(64),
        text_sha256: "1".repeat(64),
        text: text.into(),
        blocks: Vec::new(),
    };
    Card { published, report, skipped: None, notices: Vec::new() }
}

/// The files of an export in memory, by name.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Sink for Files {
    fn file<T>(&mut self, name: &str, write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> io::Result<T> {
        let mut bytes = Vec::new();
        let done = write(&mut bytes)?;
        assert!(self.0.insert(name.into(), bytes).is_none(), "{name} is written once");
        Ok(done)
    }
}

/// A disk with room for so many bytes.
struct Disk(usize);

impl Sink for Disk {
    fn file<T>(&mut self, _: &str, write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> io::Result<T> {
        write(self)
    }
}

impl io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 && !bytes.is_empty() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn made(pile: &Pile, format: Format, on: Option<&str>, hxl: bool) -> Made {
    let mut files = Files::default();
    let export = into(pile, format, on, hxl, &mut files).unwrap();
    Made { files: files.0, export }
}

struct Made {
    files: BTreeMap<String, Vec<u8>>,
    export: Export,
}

impl Made {
    /// The text of the only file.
    fn text(&self) -> &str {
        assert_eq!(self.files.len(), 1);
        std::str::from_utf8(self.files.values().next().unwrap()).unwrap()
    }
}

fn into(pile: &Pile, format: Format, on: Option<&str>, hxl: bool, sink: &mut impl Sink) -> io::Result<Export> {
    let parties = PartyLexicon::embedded().unwrap();
    let asked = Asked { format, on: on.map(day), hxl, parties: &parties, decisions: &[] };
    export(pile, &asked, sink)
}

/// A CSV as records by column; understands the quoting that spreadsheets use.
fn records(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => row.last_mut().unwrap().push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().unwrap().push(c),
        }
    }
    assert_eq!(rows.pop().unwrap(), [""]);
    let head = rows.remove(0);
    assert!(rows.iter().all(|r| r.len() == head.len()), "every row has every column");
    rows.into_iter().map(|r| head.iter().cloned().zip(r).collect()).collect()
}

fn file(made: &Made, name: &str) -> Vec<BTreeMap<String, String>> {
    records(&made.files[name])
}

fn cells<'a>(row: &'a BTreeMap<String, String>, columns: &str) -> Vec<&'a str> {
    columns.split_whitespace().map(|c| row[c].as_str()).collect()
}

#[test]
fn acled_has_the_right_events_each_once_and_nothing_that_is_no_fact() {
    let rows = file(&made(&pile("2031-03-06"), Format::Acled, None, false), "acled.csv");
    let told: Vec<Vec<&str>> = rows
        .iter()
        .map(|r| cells(r, "event_date sub_event_type location actor1 fatalities dl_rule dl_claims"))
        .collect();
    let expected = [
        [
            "2031-03-03",
            "Non-state actor overtakes territory",
            "Alderford",
            "Yarrow Front",
            "0",
            "takeover-after-fighting",
            "k1; k6",
        ],
        // "Several" counts as three outside battles, and three is less than four.
        [
            "2031-03-03",
            "Shelling/artillery/missile attack",
            "Brackwell",
            "Congolese government forces",
            "3",
            "strike-by-shell-or-missile",
            "k2; k7; k3; k8; l1",
        ],
        [
            "2031-03-05",
            "Peaceful protest",
            "Brackwell",
            "Protesters (Democratic Republic of the Congo)",
            "0",
            "protest-peaceful",
            "l2",
        ],
    ];
    assert_eq!(told, expected);
    assert_eq!(
        cells(&rows[0], "iso country admin1 latitude longitude time_precision geo_precision interaction"),
        [
            "180",
            "Democratic Republic of the Congo",
            "North Kivu",
            "-1.25",
            "29.5",
            "1",
            "1",
            "State forces-Rebel group"
        ]
    );
    assert!(rows.iter().all(|r| r["event_id_cnty"].starts_with("DL-")));
}

#[test]
fn ged_has_only_what_somebody_died_of_and_a_sides_own_word_only_raises_the_high() {
    let rows = file(&made(&pile("2031-03-06"), Format::Ged, None, false), "ged.csv");
    assert_eq!(rows.len(), 1);
    let told =
        cells(&rows[0], "type_of_violence side_a low best high deaths_civilians date_start date_prec where_prec");
    assert_eq!(told, ["1", "Congolese government forces", "2", "2", "94", "2", "2031-03-03", "1", "1"]);
    assert_eq!(rows[0]["conflict_new_id"], "");
}

#[test]
fn every_claim_is_in_a_row_or_counted() {
    let pile = pile("2031-03-06");
    for (format, name) in [(Format::Acled, "acled.csv"), (Format::Ged, "ged.csv")] {
        let made = made(&pile, format, None, false);
        let (rows, left) = (file(&made, name), &made.export.left);
        let in_rows: Vec<&str> = rows.iter().flat_map(|r| r["dl_claims"].split("; ")).collect();
        assert_eq!(in_rows.len(), in_rows.iter().collect::<BTreeSet<_>>().len(), "no claim is in two rows");
        assert_eq!(in_rows.len() + left.total(), claims().len(), "{}: {left:?}", format.as_str());
    }
    let plover = made(&pile, Format::Plover, None, false).export;
    assert_eq!(plover.written + plover.left.total(), claims().len());
}

#[test]
fn every_row_leads_to_a_stored_passage() {
    let pile = pile("2031-03-06");
    let quote = |id: &str| clean(&pile.claim(id).unwrap_or_else(|| panic!("there is no claim {id}")).quote);
    for (format, name) in [(Format::Acled, "acled.csv"), (Format::Ged, "ged.csv")] {
        for row in file(&made(&pile, format, None, false), name) {
            let quotes: Vec<String> = row["dl_claims"].split("; ").map(quote).collect();
            assert!(quotes.contains(&row["dl_quote"]), "{row:?}");
        }
    }
    let tidy = made(&pile, Format::Csv, None, false);
    for row in file(&tidy, "claims.csv").iter().chain(&file(&tidy, "evidence.csv")) {
        let text: Vec<char> = pile.card(&row["report"]).unwrap().report.text.chars().collect();
        let at = |edge: &str| row[edge].parse::<usize>().unwrap();
        let stored: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(row["quote"].trim_start_matches('\''), clean(&stored));
    }
}

#[test]
fn tidy_tables_have_unique_keys_that_point_somewhere() {
    let tidy = made(&pile("2031-03-06"), Format::Csv, None, false);
    let package: serde_json::Value = serde_json::from_slice(&tidy.files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 7);
    let words = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let mut rows = 0;
    for resource in resources {
        let path = words(&resource["path"]);
        let (table, bytes) = (file(&tidy, &path), &tidy.files[&path]);
        rows += table.len();
        assert_eq!(resource["rows"], table.len());
        assert_eq!(resource["bytes"], bytes.len());
        let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"));
        let key: Vec<String> = resource["schema"]["primaryKey"].as_array().unwrap().iter().map(words).collect();
        let keys: BTreeSet<Vec<&str>> =
            table.iter().map(|r| key.iter().map(|k| r[k.as_str()].as_str()).collect()).collect();
        assert_eq!(keys.len(), table.len(), "{}", resource["name"]);
        for pointer in resource["schema"]["foreignKeys"].as_array().unwrap() {
            let there = file(&tidy, &format!("{}.csv", words(&pointer["reference"]["resource"])));
            let field = words(&pointer["reference"]["fields"]);
            let known: BTreeSet<&str> = there.iter().map(|r| r[field.as_str()].as_str()).collect();
            let here = words(&pointer["fields"]);
            assert!(table.iter().all(|r| r[&here].is_empty() || known.contains(r[&here].as_str())), "{here}");
        }
    }
    assert_eq!(rows, tidy.export.written);
}

#[test]
fn nothing_of_a_report_is_a_formula_or_markup() {
    let pile = pile("2031-03-06");
    let claims = file(&made(&pile, Format::Csv, None, false), "claims.csv");
    assert!(claims.iter().any(|r| r["quote"].starts_with("'=HYPERLINK")));
    assert!(claims.iter().any(|r| r["lon"] == "-29.75"), "negative numbers stay numbers");
    for format in [Format::Kml, Format::Timelinejs, Format::Timemap] {
        for (name, bytes) in made(&pile, format, None, false).files {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("<script") && !text.contains("javascript:"), "{name}");
        }
    }
}

#[test]
fn a_state_of_a_place_is_a_feature_with_its_days() {
    let geo = made(&pile("2031-03-06"), Format::Geojson, None, false);
    let geo: serde_json::Value = serde_json::from_str(geo.text()).unwrap();
    let features = geo["features"].as_array().unwrap();
    let held = features.iter().find(|f| f["properties"]["holder"] == "Yarrow Front").unwrap();
    assert_eq!(held["geometry"]["coordinates"], serde_json::json!([29.5, -1.25]));
    assert_eq!(held["properties"]["start_date"], "2031-03-03");
    assert!(held["properties"].get("end_date").is_none(), "an open end has no property");
    let kml = made(&pile("2031-03-06"), Format::Kml, None, false);
    assert!(kml.text().contains("<TimeSpan><begin>2031-03-03</begin></TimeSpan>"), "{}", kml.text());
}

#[test]
fn plover_marks_what_is_no_fact() {
    let plover = made(&pile("2031-03-06"), Format::Plover, None, false);
    let lines: Vec<serde_json::Value> = plover.text().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let of = |claim: &str| lines.iter().find(|l| l["claim"] == claim).unwrap();
    assert_eq!(of("k5")["auxiliary"], serde_json::json!(["negation"]));
    assert_eq!(of("k4")["auxiliary"], serde_json::json!(["future", "hypothetical"]));
    assert_eq!((&of("k1")["type"], &of("k1")["mode"]), (&"COERCE".into(), &"seize".into()));
}

#[test]
fn what_was_not_known_is_in_no_export() {
    let early = pile("2031-03-04");
    for format in Format::ALL.iter().filter(|f| f.is_built() && **f != Format::Parquet) {
        for (name, bytes) in made(&early, *format, None, false).files {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("b.txt") && !text.contains("Marchers"), "{name} of {}", format.as_str());
        }
    }
}

#[test]
fn a_day_cuts_what_holds_and_happened_to_it() {
    let pile = pile("2031-03-06");
    let rows = file(&made(&pile, Format::Acled, Some("2031-03-05"), true), "acled.csv");
    assert_eq!(rows[0]["event_date"], "#date+occurred");
    assert_eq!(rows.len(), 2, "the tags and the protest");
    assert_eq!(rows[1]["dl_event"], "protest");
}

#[test]
fn the_same_pile_gives_the_same_bytes() {
    let bytes = |format| made(&pile("2031-03-06"), format, None, false).files;
    for format in Format::ALL.iter().filter(|f| f.is_built()) {
        assert_eq!(bytes(*format), bytes(*format), "{}", format.as_str());
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_comes() {
    let pile = pile("2031-03-06");
    for format in Format::ALL.iter().filter(|f| f.is_built()) {
        let whole: usize = made(&pile, *format, None, false).files.values().map(Vec::len).sum();
        for room in [0, 5, whole / 2, whole - 1] {
            let error = into(&pile, *format, None, false, &mut Disk(room)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{} of {whole} bytes of {}", room, format.as_str());
        }
        into(&pile, *format, None, false, &mut Disk(whole)).unwrap();
    }
}
