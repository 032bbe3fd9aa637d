//! The brief as one HTML page: no script, nothing fetched, made to be printed. Everything from a report is text.

use super::markdown::{anchor, passages};
use super::model::{Brief, Cite, Kind, Line, Part, Row, Section};
use super::plain::{TITLES, heading, quoted};
use super::{LEGEND, METHOD};
use crate::atom::escaped;

const STYLE: &str = "body{font:15px/1.4 serif;max-width:46em;margin:1.5em auto;padding:0 1em;color:#111}\
h1{font-size:1.4em}h2{font-size:1.05em;border-bottom:1px solid #999;margin:1.2em 0 .3em}\
dl{display:grid;grid-template-columns:max-content auto;gap:0 1em;margin:0}dt{font-weight:bold}dd{margin:0}\
ul{margin:.2em 0;padding-left:1.2em}.h{list-style:none;font-weight:bold;margin-left:-1.2em}.u{margin-left:1.2em}\
table{border-collapse:collapse;font-size:.92em}td,th{border-bottom:1px solid #ccc;padding:.1em .5em;text-align:left;vertical-align:top}\
figure{margin:.8em 0}figure svg{width:100%;height:auto;border:1px solid #ccc}a{color:inherit;text-decoration:none;border-bottom:1px dotted}.w{font-style:italic}q{quotes:none}.s{font-size:.85em}\
li:target,div:target{background:#ffd}@media print{body{font-size:10pt;max-width:none;margin:0}a{border:0}h2{break-after:avoid}li,tr,figure{break-inside:avoid}}";

/// The brief as a page of its own.
pub fn html(brief: &Brief) -> String {
    let title = escaped(&brief.title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{}</body>\n</html>\n",
        body(brief)
    )
}

/// What stands under the title, for a page of others.
pub fn body(brief: &Brief) -> String {
    let mut out = String::from("<dl>\n");
    for (label, words) in &brief.head {
        out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(label), escaped(words)));
    }
    out.push_str("</dl>\n");
    for one in &brief.sections {
        section(&mut out, one, brief.quotes(one.number));
        map(&mut out, brief.map.as_deref().filter(|_| one.number == 1));
    }
    sources(&mut out, brief);
    out.push_str(&format!("<p class=\"s\"><b>Method.</b> {}</p>\n<ul class=\"s\">\n", escaped(METHOD)));
    LEGEND.iter().for_each(|(word, meaning)| out.push_str(&format!("<li><i>{word}</i>: {}</li>\n", escaped(meaning))));
    out.push_str("</ul>\n");
    out
}

fn section(out: &mut String, section: &Section, quotes: bool) {
    out.push_str(&format!("<h2>{}</h2>\n", escaped(&heading(section))));
    table(out, &section.rows, quotes);
    out.push_str("<ul>\n");
    for line in &section.lines {
        let class = match line.kind {
            Kind::Heading => " class=\"h\"",
            Kind::Under => " class=\"u\"",
            Kind::Told | Kind::Absent => "",
        };
        let sign = line.sign.map_or(String::new(), |sign| format!("<b>{}</b> ", escaped(&sign.to_string())));
        out.push_str(&format!("<li{class}>{sign}{}</li>\n", told(line, quotes)));
    }
    if !section.more.is_empty() {
        out.push_str(&format!("<li>… {}</li>\n", escaped(&section.more)));
    }
    out.push_str("</ul>\n");
}

fn told(line: &Line, quotes: bool) -> String {
    let mut text = String::new();
    for part in &line.parts {
        match part {
            Part::Words(words) => super::plain::glue(&mut text, &escaped(words)),
            Part::Cites(cites) => super::plain::glue(&mut text, &links(cites, quotes)),
        }
    }
    text + &line
        .word
        .as_ref()
        .map_or(String::new(), |w| format!(" — <span class=\"w\">{}</span>", escaped(&w.to_string())))
}

/// The map, whose title and description are its text for those who do not see it; the table below says the same.
fn map(out: &mut String, svg: Option<&str>) {
    let Some(svg) = svg else { return };
    let caption = "The map shows what section 3 says in words; the name and holder of each mark are in its title.";
    out.push_str(&format!("<figure>\n{svg}<figcaption class=\"s\">{}</figcaption>\n</figure>\n", escaped(caption)));
}

/// Each leads to its words, or to its source where the words are not printed.
fn links(cites: &[Cite], quotes: bool) -> String {
    let link = |c: &Cite| match &c.passage {
        Some(p) => {
            let to = if quotes { anchor(c.source, &p.part.to_string()) } else { format!("s{}", c.source) };
            format!("<a href=\"#{to}\" title=\"{}\">{}</a>", escaped(&quoted(p)), escaped(&c.to_string()))
        }
        None => format!("<a href=\"#s{}\">{}</a>", c.source, escaped(&c.to_string())),
    };
    cites.iter().map(link).collect::<Vec<_>>().join(" ")
}

fn table(out: &mut String, rows: &[Row], quotes: bool) {
    if rows.is_empty() {
        return;
    }
    let titles: String = TITLES.iter().chain([&"sources"]).map(|t| format!("<th>{t}</th>")).collect();
    out.push_str(&format!("<table>\n<tr>{titles}</tr>\n"));
    for row in rows {
        let cells: String = row.cells.iter().map(|c| format!("<td>{}</td>", escaped(c))).collect();
        out.push_str(&format!("<tr>{cells}<td>{}</td></tr>\n", links(&row.cites, quotes)));
    }
    out.push_str("</table>\n");
}

fn sources(out: &mut String, brief: &Brief) {
    out.push_str("<h2>10 SOURCES</h2>\n<ul class=\"s\">\n");
    for (n, source) in brief.sources.iter().enumerate() {
        let words = Brief::of_source(source);
        out.push_str(&format!("<li id=\"s{0}\">[{0}] {1}\n", n + 1, escaped(&words)));
        for (place, quotes) in passages(brief, n + 1) {
            let told: Vec<String> = quotes.iter().map(|q| format!("<q>{}</q>", escaped(q))).collect();
            let id = anchor(n + 1, &place);
            out.push_str(&format!("<div id=\"{id}\">[{}:{place}] {}</div>\n", n + 1, told.join(" / ")));
        }
        out.push_str("</li>\n");
    }
    if !brief.uncited.is_empty() {
        out.push_str(&format!("<li>… {}</li>\n", escaped(&brief.uncited)));
    }
    out.push_str("</ul>\n");
}
