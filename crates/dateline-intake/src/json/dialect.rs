//! What the fields of a record mean: the habits of the usual news crawlers, or a mapping that the person gives.
//!
//! A dialect is recognised by fields that only it has. Fields that hold the time of crawling are known as such and
//! never taken for a day of publication.

use dateline_core::text::dates::Order;
use serde_json::Value;
use std::fmt;

/// Which field holds what. Fields inside fields are written with dots: `fields.body`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Pairs of what and path.
    pairs: Vec<(Part, String)>,
}

/// What a mapping can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Text,
    Title,
    Date,
    Url,
    Outlet,
    Author,
    Id,
    Language,
}

/// Why a mapping could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError(String);

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
    /// Reads `text=body,date=pub_date,title=headline`.
    ///
    /// ```
    /// use dateline_intake::Mapping;
    /// assert!(Mapping::parse("text=body,date=meta.pub_date").is_ok());
    /// assert!(Mapping::parse("txet=body").unwrap_err().to_string().contains("txet"));
    /// ```
    pub fn parse(text: &str) -> Result<Mapping, MappingError> {
        let mut mapping = Mapping::default();
        for pair in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let Some((what, path)) = pair.split_once('=').filter(|(_, path)| !path.trim().is_empty()) else {
                return Err(MappingError(format!("`{pair}` names no field; write it as `text=body`.")));
            };
            mapping.pairs.push((part(what.trim())?, path.trim().to_string()));
        }
        match mapping.pairs.iter().any(|(part, _)| *part == Part::Text) {
            true => Ok(mapping),
            false => Err(MappingError("The mapping does not say where the text is; add `text=FIELD`.".into())),
        }
    }

    fn paths(&self, part: Part) -> Vec<&str> {
        self.pairs.iter().filter(|(p, _)| *p == part).map(|(_, path)| path.as_str()).collect()
    }

    /// Reads a record with the mapping.
    pub(crate) fn fields(&self, value: &Value) -> Fields {
        let get = |part, join| first(value, &self.paths(part), join);
        let (text, title, date) = (get(Part::Text, "\n\n"), get(Part::Title, " "), get(Part::Date, " "));
        Fields {
            dialect: "the mapping says",
            note: None,
            order: Order::Unknown,
            text_path: text.as_ref().map(|t| t.0.clone()),
            title_path: title.as_ref().map(|t| t.0.clone()),
            date_path: date.as_ref().map(|t| t.0.clone()),
            text: text.map(|t| t.1),
            title: title.map(|t| t.1),
            date: date.map(|t| t.1),
            url: get(Part::Url, " ").map(|t| t.1),
            outlet: get(Part::Outlet, ", ").map(|t| t.1),
            author: get(Part::Author, ", ").map(|t| t.1),
            id: get(Part::Id, " ").map(|t| t.1),
            language: get(Part::Language, " ").map(|t| t.1),
        }
    }
}

fn part(word: &str) -> Result<Part, MappingError> {
    Ok(match word {
        "text" => Part::Text,
        "title" => Part::Title,
        "date" => Part::Date,
        "url" => Part::Url,
        "outlet" => Part::Outlet,
        "author" => Part::Author,
        "id" => Part::Id,
        "language" => Part::Language,
        _ => {
            let known = "text, title, date, url, outlet, author, id or language";
            return Err(MappingError(format!("`{word}` cannot be mapped; name {known}.")));
        }
    })
}

/// The fields of one record, and where they were found.
pub(crate) struct Fields {
    pub dialect: &'static str,
    pub note: Option<&'static str>,
    pub order: Order,
    pub text: Option<String>,
    pub text_path: Option<String>,
    pub title: Option<String>,
    pub title_path: Option<String>,
    pub date: Option<String>,
    pub date_path: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub id: Option<String>,
    pub language: Option<String>,
}

/// The habits of one crawler or service.
struct Dialect {
    name: &'static str,
    /// Fields that must all be there.
    sign: &'static [&'static str],
    text: &'static [&'static str],
    title: &'static [&'static str],
    date: &'static [&'static str],
    outlet: &'static [&'static str],
    id: &'static [&'static str],
    order: Order,
    note: Option<&'static str>,
}

const CRAWLED: Option<&str> = Some("Its date is the day of crawling and was not taken for the day of publication.");
const TITLES: &[&str] = &["title", "headline", "webTitle", "head", "name", "title.rendered"];
const IDS: &[&str] = &["id", "uuid", "guid", "_id", "article_id", "doc_id", "docid", "uid", "stories_id"];
const URLS: &[&str] =
    &["url", "link", "canonical_url", "canonicalUrl", "webUrl", "web_url", "uri", "href", "DocumentIdentifier"];
const AUTHORS: &[&str] = &["author", "authors", "byline", "creator", "fields.byline", "by"];
const LANGUAGES: &[&str] = &["language", "lang", "meta_lang"];
const OUTLETS: &[&str] = &[
    "outlet",
    "publisher",
    "site_name",
    "sitename",
    "media_name",
    "newspaper",
    "publication",
    "source.name",
    "source",
    "site",
    "source_domain",
    "domain",
    "hostname",
    "thread.site",
    "source_url",
    "SourceCommonName",
];
const TEXTS: &[&str] = &[
    "text",
    "body",
    "content",
    "maintext",
    "article",
    "article_text",
    "articleBody",
    "full_text",
    "fulltext",
    "story",
    "body_text",
    "bodyText",
    "content_text",
    "content_html",
    "content.rendered",
    "raw_text",
    "raw_content",
    "paragraphs",
    "html",
    "description",
    "summary",
    "excerpt",
    "snippet",
    "abstract",
];
const DATES: &[&str] = &[
    "published",
    "date_published",
    "datePublished",
    "publication_date",
    "publicationDate",
    "pub_date",
    "pubDate",
    "pubdate",
    "publish_date",
    "publishDate",
    "date_publish",
    "published_at",
    "publishedAt",
    "published_date",
    "publish_time",
    "published_time",
    "webPublicationDate",
    "date",
    "day",
];

/// Most particular first; the last fits everything.
const DIALECTS: &[Dialect] = &[
    dialect("news-please records", &["maintext", "date_publish"], &["maintext"], &["date_publish"], &["source_domain"]),
    Dialect {
        order: Order::MonthFirst,
        ..dialect(
            "RealNews (Grover) records",
            &["text", "publish_date", "warc_date"],
            &["text"],
            &["publish_date"],
            &["domain"],
        )
    },
    Dialect {
        order: Order::MonthFirst,
        ..dialect(
            "RealNews (Grover) records",
            &["text", "publish_date", "domain", "split"],
            &["text"],
            &["publish_date"],
            &["domain"],
        )
    },
    Dialect { note: CRAWLED, ..dialect("FineWeb records", &["text", "dump", "url"], &["text"], &[], &[]) },
    Dialect { note: CRAWLED, ..dialect("C4 records", &["text", "timestamp", "url"], &["text"], DATES, &[]) },
    dialect(
        "webz.io (Webhose) posts",
        &["text", "published", "thread"],
        &["text"],
        &["published", "thread.published"],
        &["thread.site_full", "thread.site"],
    ),
    dialect(
        "webz.io (Webhose) posts",
        &["text", "published", "uuid"],
        &["text"],
        &["published"],
        &["site_full", "site"],
    ),
    dialect(
        "Guardian API results",
        &["webPublicationDate", "webTitle"],
        &["fields.bodyText", "fields.body", "blocks.body.bodyTextSummary", "fields.trailText"],
        &["webPublicationDate"],
        &["fields.publication"],
    ),
    dialect(
        "NewsAPI articles",
        &["publishedAt", "source"],
        &["content", "description"],
        &["publishedAt"],
        &["source.name", "source"],
    ),
    dialect(
        "Media Cloud stories",
        &["stories_id"],
        &["text", "story_text", "article_text", "body"],
        &["publish_date"],
        &["media_name", "media_url"],
    ),
    dialect(
        "Media Cloud stories",
        &["media_name", "publish_date"],
        &["text", "story_text", "article_text", "body"],
        &["publish_date"],
        &["media_name"],
    ),
    Dialect {
        note: CRAWLED,
        ..dialect("GDELT article lists", &["seendate", "domain"], &["text", "body", "content"], &[], &["domain"])
    },
    dialect("GDELT records", &["DocumentIdentifier"], &["text", "body", "content"], &[], &["SourceCommonName"]),
    dialect(
        "trafilatura records",
        &["text", "fingerprint"],
        &["text", "raw_text"],
        &["date"],
        &["sitename", "source-hostname", "hostname"],
    ),
    dialect(
        "trafilatura records",
        &["text", "hostname", "date"],
        &["text", "raw_text"],
        &["date"],
        &["sitename", "source-hostname", "hostname"],
    ),
    dialect(
        "newspaper records",
        &["text", "publish_date"],
        &["text"],
        &["publish_date"],
        &["source_url", "meta_site_name", "domain"],
    ),
    dialect("schema.org articles", &["articleBody"], &["articleBody"], &["datePublished"], &["publisher", "isPartOf"]),
    dialect("CC-News records", &["text", "date", "domain"], &["text"], &["date"], &["domain"]),
    dialect("JSON Feed items", &["content_html"], &["content_html", "content_text"], &["date_published"], &[]),
    dialect("plain records", &[], TEXTS, DATES, OUTLETS),
];

const fn dialect(
    name: &'static str,
    sign: &'static [&'static str],
    text: &'static [&'static str],
    date: &'static [&'static str],
    outlet: &'static [&'static str],
) -> Dialect {
    Dialect { name, sign, text, title: TITLES, date, outlet, id: IDS, order: Order::Unknown, note: None }
}

/// Reads a record in the dialect it is recognised by.
pub(crate) fn recognise(value: &Value) -> Fields {
    let fits = |d: &&Dialect| d.sign.iter().all(|key| value.get(key).is_some_and(|v| !v.is_null()));
    let dialect = DIALECTS.iter().find(fits).unwrap_or(&DIALECTS[DIALECTS.len() - 1]);
    let text = first(value, dialect.text, "\n\n").or_else(|| first(value, TEXTS, "\n\n"));
    let title = first(value, dialect.title, " ");
    let date = first(value, dialect.date, " ");
    Fields {
        dialect: dialect.name,
        note: dialect.note,
        order: dialect.order,
        text_path: text.as_ref().map(|t| t.0.clone()),
        title_path: title.as_ref().map(|t| t.0.clone()),
        date_path: date.as_ref().map(|t| t.0.clone()),
        text: text.map(|t| t.1),
        title: title.map(|t| t.1),
        date: date.map(|t| t.1),
        url: first(value, URLS, " ").map(|t| t.1).filter(|u| u.contains("://")),
        outlet: first(value, dialect.outlet, ", ").or_else(|| first(value, OUTLETS, ", ")).map(|t| t.1),
        author: first(value, AUTHORS, ", ").map(|t| t.1),
        id: first(value, dialect.id, " ").map(|t| t.1),
        language: first(value, LANGUAGES, " ").map(|t| t.1),
    }
}

/// The articles inside an envelope; `None` when the value is an article itself.
pub(crate) fn envelope<'a>(value: &'a Value, mapping: Option<&Mapping>) -> Option<&'a [Value]> {
    const PLACES: [&str; 16] = [
        "articles",
        "results",
        "response.results",
        "posts",
        "items",
        "data",
        "stories",
        "docs",
        "documents",
        "news",
        "hits.hits",
        "response.docs",
        "entries",
        "value",
        "reports",
        "records",
    ];
    let is_record = match mapping {
        Some(mapping) => mapping.fields(value).text.is_some(),
        None => first(value, &TEXTS[..17], " ").is_some(),
    };
    if is_record {
        return None;
    }
    PLACES
        .iter()
        .filter_map(|place| at(value, place)?.as_array())
        .find(|list| list.iter().any(Value::is_object))
        .map(Vec::as_slice)
}

/// The first path that leads to words, with the words.
fn first(value: &Value, paths: &[&str], join: &str) -> Option<(String, String)> {
    paths.iter().find_map(|path| {
        let words = words(at(value, path)?, join, 0)?;
        Some((path.to_string(), words)).filter(|(_, w)| !w.trim().is_empty())
    })
}

/// A field by its name, else by a path with dots; a list on the way is looked at as a whole.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    let (head, rest) = path.split_once('.')?;
    match value.get(head)? {
        Value::Array(items) => items.iter().find_map(|item| at(item, rest)),
        inner => at(inner, rest),
    }
}

/// Words of a value: text, number, list of these, or an object that names something.
fn words(value: &Value, join: &str, depth: usize) -> Option<String> {
    const NAMES: [&str; 9] = ["$date", "$oid", "$numberLong", "name", "title", "text", "rendered", "#text", "value"];
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) if depth < 3 => {
            let all: Vec<_> = items.iter().filter_map(|item| words(item, join, depth + 1)).collect();
            Some(all.join(join))
        }
        Value::Object(fields) if depth < 3 => NAMES.iter().find_map(|name| words(fields.get(*name)?, join, depth + 1)),
        _ => None,
    }
}
