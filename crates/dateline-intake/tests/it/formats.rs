//! Every format that is read.

use crate::{folder, gz, published, run, run_with, shape};
use dateline_intake::{Mapping, Options};
use std::path::PathBuf;

const BODY: &str = "The rebels captured the northern town on Saturday, its deputy governor said.\\n\\nThe garrison had pulled back to the airport, he said.";

/// A report of the bundled example: the pages and the feed there are the ones a stranger reads first.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/afghanistan-2021/reports").join(name)
}

#[test]
fn plain_text_is_stored_as_it_is() {
    let text = " date 2021-08-11 KABUL, Aug 11 (Agency) - The president flew to the city on Wednesday.\r\n\r\nHe left. Ünal said so.\n";
    let run = run(folder(&[("north/a.txt", text.as_bytes())]).path());
    let report = run.report("north/a.txt");
    assert_eq!(report.text, text);
    assert_eq!(published(report), "2021-08-11 date line");
    assert_eq!(report.original_sha256, report.text_sha256);
    assert_eq!(
        shape(report),
        [
            ("dateline", "date 2021-08-11"),
            ("dateline", "KABUL, Aug 11 (Agency) -"),
            ("paragraph", "The president flew to the city on Wednesday."),
            ("paragraph", "He left. Ünal said so."),
        ]
    );
    assert!(run.notices.is_empty());
}

#[test]
fn a_month_stays_a_month_unless_a_date_line_sharpens_it() {
    let run = run(folder(&[
        ("a.txt", b"date 2021-08 The town fell on Friday, officials said."),
        ("b.txt", b"date 2021-08 KABUL, Aug 13 (Agency) - The town fell on Friday, officials said."),
        ("c.txt", b"KABUL, Aug 13 (Agency) - The town fell on Friday, officials said."),
        ("d.txt", b"KABUL, Aug 13, 2021 (Agency) - The town fell on Friday, officials said."),
    ])
    .path());
    let days: Vec<_> = run.reports.iter().map(published).collect();
    assert_eq!(days, ["2021-08-01/2021-08-31 date line", "2021-08-13 date line", "none", "2021-08-13 date line"]);
}

#[test]
fn the_article_is_cut_out_of_its_page() {
    let run = run(&fixture("d03_sheberghan_falls.html"));
    let report = run.report("d03_sheberghan_falls.html");
    assert_eq!(report.outlet.as_deref(), Some("Meridian Wire"));
    assert_eq!(published(report), "2021-08-07 metadata");
    assert_eq!(report.blocks.iter().filter(|b| b.kind.as_str() == "paragraph").count(), 6);
    for furniture in ["cookies", "Advertisement", "Kunduz braces", "Copyright", "Home", "Read more"] {
        assert!(!report.text.contains(furniture), "{furniture}");
    }
}

#[test]
fn a_page_without_metadata_is_dated_by_its_own_line() {
    for (name, words) in [("d24_kandahar_herat_reprint.html", "Arsenal"), ("d28_live_embassies.html", "TV guide")] {
        let run = run(&fixture(name));
        assert_eq!(published(&run.reports[0]), "2021-08-13 date line", "{name}");
        assert!(!run.reports[0].text.contains(words), "{name}");
    }
}

#[test]
fn json_ld_goes_before_other_metadata() {
    let page = r#"<html lang=en><head><title>Town falls | The Wire</title><link rel=canonical href="https://wire.example/1">
        <meta property="article:published_time" content="2021-08-14T01:00:00Z">
        <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Town falls","datePublished":
        "2021-08-13T23:30:00+04:30","author":[{"name":"A. Writer"}],"publisher":{"name":"The Wire"}}]}</script></head>
        <body><article><h1>Town falls</h1><figure><img><figcaption>A tank on the square (Photo by B. Name)</figcaption></figure>
        <p>The rebels captured the northern town on Friday, its deputy governor said on the radio.</p>
        <p>The garrison had pulled back to the airport, he said, and was waiting there.</p></article></body></html>"#;
    let run = run(folder(&[("a.html", page.as_bytes())]).path());
    let report = &run.reports[0];
    assert_eq!(published(report), "2021-08-13 metadata");
    assert_eq!(
        (report.outlet.as_deref(), report.author.as_deref(), report.url.as_deref(), report.title.as_deref()),
        (Some("The Wire"), Some("A. Writer"), Some("https://wire.example/1"), Some("Town falls"))
    );
    let kinds: Vec<_> = shape(report).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["headline", "caption", "paragraph", "paragraph"]);
}

/// Every dialect gives one report with a text, and its day when it has one.
#[test]
fn dialects_are_recognised() {
    for (name, record, expected) in [
        (
            "news-please",
            r#"{"maintext":"BODY","date_publish":"2021-08-13 10:00:00","title":"T","source_domain":"wire.example","language":"en","authors":["A"]}"#,
            "2021-08-13 metadata",
        ),
        (
            "Grover",
            r#"{"text":"BODY","publish_date":"08-05-2021","warc_date":"20190101","domain":"wire.example","title":"T"}"#,
            "2021-08-05 metadata",
        ),
        (
            "FineWeb",
            r#"{"text":"BODY","dump":"CC-MAIN-2021","url":"https://wire.example/1","date":"2021-09-30T00:00:00Z"}"#,
            "none",
        ),
        ("C4", r#"{"text":"BODY","timestamp":"2021-09-30T00:00:00Z","url":"https://wire.example/1"}"#, "none"),
        (
            "Webhose",
            r#"{"uuid":"u1","text":"BODY","published":"2021-08-13T23:30:00.000+03:00","thread":{"site":"wire.example"},"language":"english"}"#,
            "2021-08-13 metadata",
        ),
        (
            "Guardian",
            r#"{"id":"world/1","webPublicationDate":"2021-08-13T23:30:00Z","webTitle":"T","fields":{"body":"<p>BODY</p>"}}"#,
            "2021-08-13 metadata",
        ),
        (
            "NewsAPI",
            r#"{"source":{"id":null,"name":"The Wire"},"publishedAt":"2021-08-13T10:00:00Z","title":"T","content":"BODY… [+2345 chars]"}"#,
            "2021-08-13 metadata",
        ),
        (
            "Media Cloud",
            r#"{"stories_id":7,"publish_date":"2021-08-13 10:00:00","media_name":"The Wire","title":"T","text":"BODY"}"#,
            "2021-08-13 metadata",
        ),
        (
            "GDELT",
            r#"{"url":"https://wire.example/1","title":"The town fell to the rebels on Friday","seendate":"20210813T103000Z","domain":"wire.example"}"#,
            "none",
        ),
        (
            "trafilatura",
            r#"{"text":"BODY","hostname":"wire.example","date":"2021-08-13","title":"T","fingerprint":"x"}"#,
            "2021-08-13 metadata",
        ),
        (
            "newspaper",
            r#"{"text":"BODY","publish_date":"2021-08-13 00:00:00","authors":["A","B"],"top_image":"","title":"T"}"#,
            "2021-08-13 metadata",
        ),
        ("schema.org", r#"{"articleBody":"BODY","headline":"T","datePublished":"2021-08-13"}"#, "2021-08-13 metadata"),
        (
            "CC-News",
            r#"{"text":"BODY","date":"2021-08-13 10:00","domain":"wire.example","title":"T"}"#,
            "2021-08-13 metadata",
        ),
        ("plain", r#"{"id":"x1","published":"2021-08-13","title":"T","text":"BODY"}"#, "2021-08-13 metadata"),
        (
            "plain",
            r#"{"title":"T","text":["BODY","More was said."],"date":{"$date":"2021-08-13T00:00:00Z"}}"#,
            "2021-08-13 metadata",
        ),
    ] {
        let line = record.replace("BODY", BODY);
        let run = run(folder(&[("a.jsonl", format!("{line}\n").as_bytes())]).path());
        assert_eq!(run.reports.len(), 1, "{name}: {:?}", run.notices);
        assert_eq!(published(&run.reports[0]), expected, "{name}");
        assert!(run.says("a.jsonl", name), "{name}: {:?}", run.notices);
        assert!(!run.reports[0].text.contains("chars]") && !run.reports[0].text.contains("<p>"), "{name}");
        assert_eq!(run.reports[0].language, "en", "{name}");
    }
}

#[test]
fn lines_lists_envelopes_and_single_objects_are_told_apart() {
    let one = format!(r#"{{"id":"x1","published":"2021-08-13","title":"T","text":"{BODY}"}}"#);
    let two = one.replace("x1", "x 2");
    let list = format!("[\n{one},\n{two}]");
    let envelope = format!(r#"{{"status":"ok","articles":{list}}}"#);
    let pretty = one.replace(",\"", ",\n  \"");
    let dir = folder(&[
        ("a.jsonl", format!("{one}\n\n{two}\n").as_bytes()),
        ("b.json", list.as_bytes()),
        ("c.json", envelope.as_bytes()),
        ("d.json", pretty.as_bytes()),
        ("e.jsonl.gz", &gz(format!("{one}\n").as_bytes())),
        ("f.json", format!("{pretty}\n{pretty}").as_bytes()),
    ]);
    let run = run(dir.path());
    assert_eq!(
        run.ids(),
        [
            "a.jsonl#x1",
            "a.jsonl#x_2",
            "b.json#x1",
            "b.json#x_2",
            "c.json#x1",
            "c.json#x_2",
            "d.json",
            "e.jsonl#x1",
            "f.json#x1",
            "f.json#x1~2"
        ]
    );
    assert_eq!(run.unread(), 0);
    assert!(run.reports.iter().all(|r| r.blocks.len() == 3), "{:?}", shape(&run.reports[0]));
}

#[test]
fn a_mapping_goes_before_recognition() {
    let record = format!(r#"{{"text":"not this","meta":{{"body":"{BODY}"}},"day":"2021-08-13","when":"2021-08-14"}}"#);
    let mapping = Mapping::parse("text=meta.body,date=when").unwrap();
    let options = Options { mapping: Some(mapping), ..Options::default() };
    let run = run_with(&[folder(&[("a.json", record.as_bytes())]).keep()], &options);
    assert_eq!(published(&run.reports[0]), "2021-08-14 metadata");
    assert!(run.reports[0].text.starts_with("The rebels"));
}

#[test]
fn feeds_of_every_kind_give_their_items() {
    let run = run(&fixture("d33_afghanistan_feed.xml"));
    assert_eq!(run.reports.len(), 4);
    let report = run.report("d33_afghanistan_feed.xml#cd-4471");
    assert_eq!(published(report), "2021-08-14 metadata");
    assert_eq!(report.outlet.as_deref(), Some("Capital Daily - Afghanistan"));
    assert_eq!(report.url.as_deref(), Some("https://capital-daily.example/a/4471"));

    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire &amp; Co</title>
        <entry><title type="html">Town &lt;b&gt;falls&lt;/b&gt;</title><id>tag:1</id><link href="https://wire.example/1"/>
        <author><name>A. Writer</name><email>a@b.c</email></author><published>2021-08-13T23:30:00+04:30</published>
        <updated>2021-08-15T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The town fell, he said. R&amp;D.</p><p>It held.</p></div></content></entry>
        <entry><title>Two</title><id>tag:2</id><updated>2021-08-15T00:00:00Z</updated><summary type="html">&lt;p&gt;The town held &amp;amp; fought, she said.&lt;/p&gt;</summary></entry></feed>"#;
    let rdf = r#"<rdf:RDF xmlns:rdf="x" xmlns="y" xmlns:dc="z"><channel rdf:about="c"><title>Old Wire</title></channel>
        <item rdf:about="https://wire.example/9"><title>Town falls</title><link>https://wire.example/9</link>
        <description><![CDATA[<p>The town fell to the army, he said.</p><script>x</script>]]></description><dc:date>2021-08-13</dc:date></item></rdf:RDF>"#;
    let run = crate::run(folder(&[("a.atom", atom.as_bytes()), ("b.rdf", rdf.as_bytes())]).path());
    let first = run.report("a.atom#tag:1");
    assert_eq!(published(first), "2021-08-13 metadata");
    assert_eq!(
        (first.title.as_deref(), first.author.as_deref(), first.outlet.as_deref()),
        (Some("Town falls"), Some("A. Writer"), Some("Wire & Co"))
    );
    assert_eq!(shape(first)[1..], [("paragraph", "The town fell, he said. R&D."), ("paragraph", "It held.")]);
    assert_eq!(published(run.report("a.atom#tag:2")), "2021-08-15 metadata");
    assert!(run.report("a.atom#tag:2").text.ends_with("held & fought, she said."));
    let old = run.report("b.rdf#https://wire.example/9");
    assert_eq!(shape(old)[1..], [("paragraph", "The town fell to the army, he said.")]);
}

/// An archive record with its length.
fn record(kind: &str, id: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://wire.example/{id}\r\nWARC-Date: 2021-09-01T00:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

#[test]
fn archives_are_read_record_by_record() {
    let page = "<html><body><h1>The town has fallen</h1><p>The town fell to the army on Friday, the governor said.</p></body></html>";
    let plain = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let chunked =
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let moved = "HTTP/1.1 301 Moved\r\n\r\n";
    let records = [
        record("warcinfo", "w", "software: x"),
        record("response", "a", &plain),
        record("response", "m", moved),
        record("response", "b", &chunked),
        record("conversion", "c", "The town held out, the governor said on Friday."),
    ];
    let members: Vec<u8> = records.iter().flat_map(|r| gz(r.as_bytes())).collect();
    let dir = folder(&[("a.warc", records.concat().as_bytes()), ("b.warc.gz", &members)]);
    let run = run(dir.path());
    assert_eq!(run.ids(), ["a.warc#a", "a.warc#b", "a.warc#c", "b.warc#a", "b.warc#b", "b.warc#c"]);
    let report = run.report("b.warc#b");
    assert_eq!(
        (report.url.as_deref(), report.outlet.as_deref()),
        (Some("https://wire.example/b"), Some("wire.example"))
    );
    assert_eq!(published(report), "none", "the day of crawling is not the day of publication");
    assert!(run.says("a.warc", "1 record was passed over"));
}

#[test]
fn other_languages_are_counted_and_named() {
    let french = "Les talibans ont pris vendredi plusieurs grandes villes du pays alors que les forces gouvernementales se retiraient vers la capitale. Le président a déclaré que les négociations allaient continuer dans les prochains jours avec les partenaires.";
    let run = run(folder(&[("a.txt", french.as_bytes()), ("b.txt", french.as_bytes())]).path());
    assert!(run.reports.iter().all(|r| r.language == "fr"));
    assert!(run.says("a.txt", "2 reports were set aside because the language is French (fr)."));
}

#[test]
fn order_does_not_depend_on_the_disk() {
    let text = b"The town fell on Friday, officials said.";
    let dir = folder(&[
        ("b/2.txt", text),
        ("b/1.txt", text),
        ("a.txt", text),
        ("c.txt", text),
        (".hidden/x.txt", text),
        ("page_files/x.css", b"p{}"),
    ]);
    let run = run(dir.path());
    assert_eq!(run.ids(), ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]);
    assert!(run.says("page_files", "1 file was passed over"));
}
