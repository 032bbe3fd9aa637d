//! What a page says about itself: JSON-LD first, then meta elements, then `time` elements.

use super::dom::{Dom, Id};
use crate::report::{clip, metadata_days};
use dateline_core::model::{Days, Notice};
use dateline_core::text::dates::Order;
use serde_json::Value;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub days: Option<Days>,
    /// The whole article as JSON-LD gives it, for pages whose body is made by scripts.
    pub body: Option<String>,
}

/// Gathers what the page says about itself.
pub(crate) fn meta(dom: &Dom, origin: &str, notices: &mut Vec<Notice>) -> Meta {
    let ld = json_ld(dom);
    let ld_text = |key: &str| ld.as_ref().and_then(|v| text_of(v.get(key)?));
    let named = |names: &[&str]| names.iter().find_map(|name| meta_named(dom, name));
    let title = page_title(dom);
    Meta {
        outlet: ld_text("publisher")
            .or_else(|| named(&["og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher"]))
            .or_else(|| outlet_of_title(dom, title.as_deref()?)),
        author: ld_text("author").or_else(|| {
            author(named(&["author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"]))
        }),
        url: canonical(dom).or_else(|| named(&["og:url"])).filter(|u| u.starts_with("http")),
        language: dom.lang.clone().or_else(|| named(&["og:locale", "language", "content-language"])),
        days: dates(dom, ld.as_ref()).iter().find_map(|value| metadata_days(value, Order::Unknown, origin, notices)),
        body: ld_text("articleBody"),
        title: ld_text("headline").or_else(|| named(&["og:title", "twitter:title", "dc.title"])).or(title),
    }
}

/// Every value that may be the publication date, the most trustworthy first.
fn dates(dom: &Dom, ld: Option<&Value>) -> Vec<String> {
    const NAMES: [&str; 24] = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "og:published_time",
        "article:published",
        "parsely-pub-date",
        "sailthru.date",
        "dcterms.created",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "pubdate",
        "published_at",
        "date_published",
        "cxenseparse:recs:publishtime",
        "article_date_original",
        "article.published",
        "displaydate",
        "date",
    ];
    let mut found: Vec<String> = Vec::new();
    found.extend(ld.and_then(|v| ["datePublished", "dateCreated"].iter().find_map(|k| text_of(v.get(k)?))));
    found.extend(NAMES.iter().filter_map(|name| meta_named(dom, name)));
    let marked = |id: &Id| {
        let node = &dom.nodes[*id];
        node.attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished")) || node.attr("pubdate").is_some()
    };
    let value = |id: Id| {
        let node = &dom.nodes[id];
        node.attr("datetime").or_else(|| node.attr("content")).map(String::from).unwrap_or_else(|| dom.words(id))
    };
    found.extend(dom.ids().filter(marked).map(value));
    found.retain(|v| !v.trim().is_empty());
    found
}

/// Content of `<meta name=… content=…>`, by name, property or itemprop.
fn meta_named(dom: &Dom, name: &str) -> Option<String> {
    let hit = |id: &Id| {
        let node = &dom.nodes[*id];
        node.name == "meta"
            && ["name", "property", "itemprop", "http-equiv"]
                .iter()
                .any(|a| node.attr(a).is_some_and(|v| v.trim().eq_ignore_ascii_case(name)))
    };
    dom.ids().filter(hit).find_map(|id| filled(dom.nodes[id].attr("content")?))
}

fn filled(text: &str) -> Option<String> {
    Some(clip(text, 500)).filter(|t| !t.is_empty())
}

fn canonical(dom: &Dom) -> Option<String> {
    let link = dom.nodes.iter().find(|n| n.name == "link" && n.attr("rel") == Some("canonical"))?;
    filled(link.attr("href")?)
}

fn page_title(dom: &Dom) -> Option<String> {
    let in_svg = |id: Id| dom.ancestors(id).any(|a| dom.nodes[a].name == "svg");
    let id = dom.ids().find(|id| dom.nodes[*id].name == "title" && !in_svg(*id))?;
    filled(&dom.words(id))
}

/// "Headline | Outlet" names the outlet when the page's first heading is the headline.
fn outlet_of_title(dom: &Dom, title: &str) -> Option<String> {
    let heads = dom.ids().filter(|id| dom.nodes[*id].name == "h1").take(5);
    heads.map(|id| dom.words(id)).filter(|h| h.len() > 8).find_map(|heading| {
        let rest = title.strip_prefix(heading.as_str())?.trim_start();
        let rest = rest.strip_prefix(['|', '-', '–', '—', '»', '·', ':'])?.trim();
        let name = last_piece(rest).trim();
        (!name.is_empty() && name.len() <= 60).then(|| name.to_string())
    })
}

/// The last piece of "World | Outlet".
fn last_piece(text: &str) -> &str {
    let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|s| text.rfind(s).map(|at| at + s.len())).max();
    &text[cut.unwrap_or(0)..]
}

/// Addresses in author fields are profile pages, not names.
fn author(name: Option<String>) -> Option<String> {
    name.filter(|n| !n.starts_with("http") && n.len() <= 200)
}

/// The JSON-LD object that describes the article.
fn json_ld(dom: &Dom) -> Option<Value> {
    let scripts = dom.ids().filter(|id| {
        dom.nodes[*id].name == "script" && dom.nodes[*id].attr("type").is_some_and(|t| t.contains("ld+json"))
    });
    let mut best: Option<(usize, Value)> = None;
    for id in scripts.take(50) {
        let raw: String = dom.nodes[id].children.iter().map(|c| dom.nodes[*c].text.as_str()).collect();
        let clean = raw.trim().trim_start_matches("<!--").trim_end_matches("-->").replace(['\n', '\r', '\t'], " ");
        let Ok(value) = serde_json::from_str::<Value>(&clean) else { continue };
        find_article(&value, 0, &mut best);
    }
    best.map(|(_, value)| value)
}

fn find_article(value: &Value, depth: usize, best: &mut Option<(usize, Value)>) {
    match value {
        Value::Array(items) if depth < 6 => items.iter().take(200).for_each(|v| find_article(v, depth + 1, best)),
        Value::Object(fields) if depth < 6 => {
            let rank = rank(fields.get("@type"));
            if rank > best.as_ref().map_or(0, |(r, _)| *r) {
                *best = Some((rank, value.clone()));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                fields.get(key).into_iter().for_each(|v| find_article(v, depth + 1, best));
            }
        }
        _ => {}
    }
}

/// How much the type is that of an article.
fn rank(kind: Option<&Value>) -> usize {
    let one = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or("") {
        "NewsArticle" | "ReportageNewsArticle" | "AnalysisNewsArticle" | "LiveBlogPosting" => 3,
        "Article" | "BlogPosting" | "Report" | "BackgroundNewsArticle" | "OpinionNewsArticle" => 2,
        "WebPage" => 1,
        _ => 0,
    };
    match kind {
        Some(Value::String(kind)) => one(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(one).max().unwrap_or(0),
        _ => 0,
    }
}

/// Text of a JSON-LD value: a string, an object with a name, or a list of these.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_string()).filter(|t| !t.is_empty()),
        Value::Object(fields) => {
            fields.get("name").or_else(|| fields.get("@value")).filter(|v| v.is_string()).and_then(text_of)
        }
        Value::Array(items) => {
            let names: Vec<_> = items.iter().take(20).filter(|v| !v.is_array()).filter_map(text_of).collect();
            Some(names.join(", ")).filter(|t| !t.is_empty())
        }
        _ => None,
    }
}
