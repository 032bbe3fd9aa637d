//! What the picture room makes of perfect reading: takes the annotation of a gold corpus as claims and writes
//! `claims`, `holds`, `disputes` and `copies` as JSON lines for `score_picture.py`.
//!
//! usage: picture_gold CORPUS_DIR OUT_DIR < QUERIES, where QUERIES are the lines of `score_picture.py --queries`.
//! It measures the picture alone: whatever it gets wrong is not the reader's fault.

use dateline_core::model::*;
use dateline_core::picture::lineage::{Digest, Source as Witness};
use dateline_core::picture::{Holding, Picture};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let (corpus, out) = (args.next().expect("CORPUS_DIR"), args.next().expect("OUT_DIR"));
    let corpus = Path::new(&corpus);
    let gold = Gold::read(corpus);
    let (claims, mut sources) = gold.claims();
    sources.sort_by(|a, b| a.report.cmp(&b.report));
    let write = |name: &str, lines: Vec<Value>| {
        let mut file = std::fs::File::create(Path::new(&out).join(name)).expect("output file");
        lines.iter().for_each(|l| writeln!(file, "{l}").expect("write"));
    };
    let mut queries = String::new();
    std::io::stdin().read_to_string(&mut queries).expect("queries");
    let mut pictures: BTreeMap<Day, Picture> = BTreeMap::new();
    let mut holds = Vec::new();
    for line in queries.lines() {
        let (on, known) = line.split_once(' ').expect("on known");
        let known: Day = known.parse().expect("day");
        let picture = pictures.entry(known).or_insert_with(|| Picture::assemble(&claims, &sources, known));
        holds.extend(picture.holdings(on.parse().expect("day")).iter().map(holding));
    }
    let last = Picture::assemble(&claims, &sources, jiff::civil::date(9999, 1, 1));
    write("claims.jsonl", claims.iter().map(claim).collect());
    write("holds.jsonl", holds);
    write(
        "copies.jsonl",
        last.lineage()
            .copies()
            .iter()
            .map(|g| json!({"original": g.original, "copies": g.copies.iter().map(|c| &c.report).collect::<Vec<_>>()}))
            .collect(),
    );
    write("disputes.jsonl", last.disputes().iter().map(|d| {
        let answer = |a: &dateline_core::picture::Answer| json!({"value": a.value, "claims": a.claims,
            "quotes": a.quotes.iter().map(|q| json!({"report": q.report, "quote": q.quote})).collect::<Vec<_>>()});
        json!({"id": d.id, "type": d.kind.as_str(), "question": d.question, "open": d.open, "settled_by": d.settled_by,
            "place": d.place.as_ref().map(|p| json!({"name": p.name})), "answers": d.answers.iter().map(answer).collect::<Vec<_>>()})
    }).collect());
    for place in last.places() {
        println!("## {}", place.name);
        for s in last.stretches(&place.id) {
            println!(
                "  {:?} {:?} {} disputed={} {} since={:?} for={:?} against={:?} {:?}",
                s.from.map(|d| d.to_string()),
                s.to.map(|d| d.to_string()),
                s.holder.as_str(),
                s.disputed,
                s.standing.as_str(),
                s.since.map(|d| format!("{}/{}", d.from, d.to)),
                s.support,
                s.against,
                s.inferred
            );
        }
    }
}

struct Gold {
    events: Vec<Value>,
    reports: BTreeMap<String, Value>,
    kinds: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("gold file");
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("json")).collect()
}

impl Gold {
    fn read(corpus: &Path) -> Gold {
        let gold = corpus.join("gold");
        let name = |v: &Value, k: &str| v[k].as_str().unwrap_or("").to_owned();
        let reports: BTreeMap<String, Value> =
            lines(&gold.join("reports.jsonl")).into_iter().map(|r| (name(&r, "report"), r)).collect();
        let places = std::fs::read_to_string(gold.join("places.json")).expect("places");
        let places: Value = serde_json::from_str(&places).expect("json");
        let kinds = places["places"].as_array().into_iter().flatten().map(|p| (name(p, "canonical"), name(p, "kind")));
        let text = |r: &String| std::fs::read_to_string(corpus.join("reports").join(r)).expect("report");
        let file = ["events.jsonl", "claims.jsonl"].into_iter().map(|f| gold.join(f)).find(|f| f.exists());
        Gold {
            events: lines(&file.expect("events.jsonl or claims.jsonl")),
            texts: reports.keys().map(|r| (r.clone(), text(r))).collect(),
            kinds: kinds.collect(),
            reports,
        }
    }

    fn claims(&self) -> (Vec<Claim>, Vec<Witness>) {
        let mut sources: BTreeMap<String, Witness> = BTreeMap::new();
        let mut claims = Vec::new();
        for (report, row) in &self.reports {
            let published = row["publication_date_pile"].as_str().expect("day").parse().expect("day");
            sources.insert(report.clone(), self.witness(report, report, published));
        }
        for (n, row) in self.events.iter().enumerate() {
            let file = row["report"].as_str().expect("report");
            let (id, published) =
                self.item(file, row).unwrap_or((file.to_owned(), sources[file].published.expect("day").to));
            sources.entry(id.clone()).or_insert_with(|| self.witness(file, &id, published));
            claims.extend(self.claim(n, &id, row));
        }
        (claims, sources.into_values().collect())
    }

    /// Sentences cut naively, since nothing parses here.
    fn witness(&self, file: &str, id: &str, published: Day) -> Witness {
        let text = if id == file { &self.texts[file][..] } else { "" };
        let mut spans = Vec::new();
        let mut at = 0;
        let marked_up = file.ends_with(".html");
        for line in text.split_inclusive('\n') {
            for piece in line.split_inclusive(['.', '?', '!', '<', '>']) {
                if !marked_up || line.trim_start().starts_with("<p>") {
                    spans.push(Span::new(at, at + piece.len()));
                }
                at += piece.len();
            }
        }
        Witness {
            report: id.to_owned(),
            published: Some(Days::on(published)),
            outlet: self.reports[file]["outlet"].as_str().map(str::to_owned),
            agency: None,
            digest: Digest::of_sentences(text, spans),
            title: None,
            recall: None,
            url: None,
        }
    }

    /// An item of a feed is a report of its own, with a day of its own.
    fn item(&self, file: &str, row: &Value) -> Option<(String, Day)> {
        let guid = row["item"].as_str()?;
        let text = &self.texts[file];
        let item = text.split("<item>").find(|i| i.contains(guid))?;
        let date = item.split("<pubDate>").nth(1)?;
        let words: Vec<&str> = date.split_whitespace().take(4).collect();
        let month = "JanFebMarAprMayJunJulAugSepOctNovDec".find(words[2])? / 3 + 1;
        let day = jiff::civil::date(words[3].parse().ok()?, month as i8, words[1].parse().ok()?);
        Some((format!("{file}#{guid}"), day))
    }

    fn claim(&self, n: usize, report: &str, row: &Value) -> Option<Claim> {
        let text = |k: &str| row[k].as_str();
        let place = text("place_canonical").map(|name| self.place(name, text("place").unwrap_or("")));
        let days = text("when").map(days);
        let basis = match text("date_basis").unwrap_or("none") {
            "pile" => Basis::Weekday,
            word => Basis::parse(word).unwrap_or(Basis::None),
        };
        let when = days.map(|days| When { days, basis, text: None, no_later: text("when_is") == Some("by") });
        let caption = text("source").is_some_and(|s| s.contains("caption"));
        let source = text("source").filter(|_| !caption).map(|s| Source { text: s.into(), ..Source::default() });
        Some(Claim {
            id: format!("{}-{n}", report.split('_').next().unwrap_or("")),
            report: report.to_owned(),
            span: Span::new(row["start"].as_u64()? as usize, row["start"].as_u64()? as usize + 1),
            sentence: Span::default(),
            quote: text("quote")?.to_owned(),
            says: Says::Event(Event {
                kind: EventKind::parse(text("event")?)?,
                actor: text("actor").and_then(party),
                target: text("target").and_then(party),
                place,
                extent: Extent::parse(text("extent").unwrap_or("full"))?,
                manner: None,
                when,
            }),
            status: Status::parse(text("status")?)?,
            source: source.map(Into::into),
            rule: "gold".into(),
            headline: false,
            caption,
            marks: Vec::new(),
            trace: Vec::new(),
        })
    }

    fn place(&self, name: &str, text: &str) -> PlaceRef {
        let kind = match self.kinds.get(name).map(String::as_str) {
            Some("airport" | "prison" | "border_crossing" | "bridge" | "base") => PlaceKind::Facility,
            Some(kind) => PlaceKind::parse(kind).unwrap_or(PlaceKind::City),
            None => PlaceKind::City,
        };
        PlaceRef::from(Place {
            id: format!("name:{name}"),
            name: name.into(),
            text: text.into(),
            kind,
            detail: None,
            lat: None,
            lon: None,
            within: None,
            country: String::new(),
            also: Vec::new(),
        })
    }
}

/// Governments and their forces by the words of the corpora; everybody else is a group.
fn party(name: &str) -> Option<PartyRef> {
    if ["unspecified", "unknown", "nobody"].contains(&name) {
        return None;
    }
    let first = name.split_whitespace().next()?;
    let id = match name {
        n if n.ends_with("government") => format!("gov:{first}"),
        n if n.ends_with("government forces") || n.ends_with(" army") || n.ends_with(" forces") => {
            format!("forces:{first}")
        }
        n => format!("group:{}", n.to_lowercase()),
    };
    Some(PartyRef::from(Party { id, name: name.into(), text: name.into() }))
}

fn days(text: &str) -> Days {
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    let first = |t: &str| -> Day { format!("{t}{}", ["", "-01", "-01-01"][(10 - t.len()) / 3]).parse().expect("day") };
    let last = |t: &str| match t.len() {
        10 => first(t),
        7 => first(t).last_of_month(),
        _ => first(t).last_of_year(),
    };
    Days::between(first(from), last(to))
}

fn claim(c: &Claim) -> Value {
    let party = |p: Option<&PartyRef>| p.map(|p| json!({"name": p.name, "text": p.text}));
    json!({"id": c.id, "report": c.report, "quote": c.quote, "start": c.span.start, "kind": "event",
        "event": c.event_kind().map(|k| k.as_str()), "actor": party(c.actor()), "target": party(c.target()),
        "place": c.place().map(|p| json!({"name": p.name, "text": p.text})),
        "when": c.when().map(|w| json!({"from": w.days.from.to_string(), "to": w.days.to.to_string()})),
        "extent": c.event().map(|e| e.extent.as_str()), "status": c.status.as_str()})
}

fn holding(h: &Holding) -> Value {
    json!({"place": {"name": h.place.name}, "on": h.on.to_string(), "known": h.known.to_string(),
        "holder": h.holder.as_str(), "disputed": h.disputed, "standing": h.standing.as_str(), "origins": h.origins,
        "since": h.since.map(|s| json!({"from": s.from.to_string(), "to": s.to.to_string()})),
        "for": h.support, "against": h.against})
}
