//! RSS 2.0, RSS 1.0 and Atom, read as a stream of XML events.
//!
//! Nothing outside the file is ever opened and no entity that the file declares is expanded, so neither external
//! entities nor a billion laughs can do anything. A broken feed gives the items before the break.

use crate::json::{parts, plain};
use crate::report::{Facts, from_parts, metadata_days, nothing_to_read, sha256};
use crate::{RawItem, charset, html};
use dateline_core::model::{BlockKind, Notice, Report};
use dateline_core::text::dates::Order;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// No honest feed has more items.
const MAX_ITEMS: usize = 100_000;

/// Makes the reports of a feed.
pub(crate) fn reports(item: &RawItem, notices: &mut Vec<Notice>) -> Vec<Report> {
    let xml = charset::decode(item, notices);
    let mut feed = Feed::default();
    if let Err(error) = feed.read(&xml) {
        notices.push(Notice::unread(
            item.id(),
            format!("The feed breaks off after {} items: {error}.", feed.entries.len()),
            "Fetch the feed again; what stands before the break was read.",
        ));
    }
    if feed.entries.len() >= MAX_ITEMS {
        notices.push(Notice::unread(
            item.id(),
            format!("The feed has more than {MAX_ITEMS} items, of which only these were read."),
            "Split the feed, or give it as JSON lines.",
        ));
    }
    if feed.entries.is_empty() {
        notices.push(nothing_to_read(&item.id()));
    }
    let entries = std::mem::take(&mut feed.entries);
    entries.into_iter().filter_map(|entry| feed.report(item, entry, &xml, notices)).collect()
}

/// A feed: what it says of itself, and its items.
#[derive(Default)]
struct Feed {
    title: String,
    language: String,
    entries: Vec<Entry>,
}

/// One item as written.
#[derive(Default)]
struct Entry {
    span: (usize, usize),
    id: String,
    title: String,
    link: String,
    published: String,
    updated: String,
    author: String,
    summary: String,
    content: String,
    captions: Vec<String>,
    source: String,
}

/// The place in the feed that is being read.
struct Place {
    entry: Option<Entry>,
    /// The field being collected: its name and how deep inside it we are.
    field: Option<(String, usize)>,
    words: String,
    /// Inline mark-up is kept as it is.
    xhtml: bool,
    /// Elements such as `image` and `source` have titles of their own.
    aside: usize,
    /// Inside an Atom author.
    person: bool,
    /// How many words there were when the innermost element began.
    mark: usize,
}

impl Feed {
    fn read(&mut self, xml: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut place =
            Place { entry: None, field: None, words: String::new(), xhtml: false, aside: 0, person: false, mark: 0 };
        let mut before = 0;
        loop {
            let event = reader.read_event()?;
            let after = reader.buffer_position() as usize;
            match event {
                _ if self.entries.len() >= MAX_ITEMS => break,
                Event::Start(tag) => self.open(&tag, &mut place, before, false),
                Event::Empty(tag) => self.open(&tag, &mut place, before, true),
                Event::End(tag) => self.close(&name(tag.name().as_ref()), &mut place, after),
                Event::Text(text) => place.push(&text),
                Event::CData(text) => place.push_data(&text),
                Event::GeneralRef(entity) => place.push_entity(&entity),
                Event::Eof => break,
                _ => {}
            }
            before = after;
        }
        if let Some(mut entry) = place.entry.take() {
            entry.span.1 = xml.len();
            self.entries.push(entry);
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart, place: &mut Place, before: usize, empty: bool) {
        let name = name(tag.name().as_ref());
        if let Some((_, depth)) = &mut place.field {
            *depth += usize::from(!empty);
            place.mark = place.words.len();
            if place.xhtml {
                place.words.push_str(&format!("<{name}>"));
            }
            return;
        }
        match name.as_str() {
            "item" | "entry" if place.entry.is_none() => {
                let id = attr(tag, "rdf:about").unwrap_or_default();
                place.entry = Some(Entry { span: (before, before), id, ..Entry::default() });
                place.aside = 0;
            }
            "link" if attr(tag, "href").is_some() => place.link(tag),
            "author" | "contributor" if !empty => {
                place.person = true;
                place.begin("author", tag);
            }
            "image" | "textinput" | "source" if !empty => place.aside += 1,
            _ if !empty && place.aside == 0 && is_field(&name) => place.begin(&name, tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, place: &mut Place, after: usize) {
        if let Some((field, depth)) = place.field.take() {
            if depth > 0 {
                if place.xhtml {
                    place.words.push_str(&format!("</{name}>"));
                }
                if place.person && matches!(name, "email" | "uri") {
                    place.words.truncate(place.mark);
                }
                place.field = Some((field, depth - 1));
                return;
            }
            let words = std::mem::take(&mut place.words);
            place.person = false;
            return match &mut place.entry {
                Some(entry) => entry.set(&field, words.trim()),
                None => self.set(&field, words.trim()),
            };
        }
        match name {
            "item" | "entry" => {
                if let Some(mut entry) = place.entry.take() {
                    entry.span.1 = after;
                    self.entries.push(entry);
                }
            }
            "image" | "textinput" | "source" => place.aside = place.aside.saturating_sub(1),
            _ => {}
        }
    }

    fn set(&mut self, field: &str, words: &str) {
        match field {
            "title" if self.title.is_empty() => self.title = words.to_string(),
            "language" | "dc:language" => self.language = words.to_string(),
            _ => {}
        }
    }

    fn report(&self, item: &RawItem, entry: Entry, xml: &str, notices: &mut Vec<Notice>) -> Option<Report> {
        let original = xml.get(entry.span.0..entry.span.1).unwrap_or("");
        let own = [&entry.id, &entry.link].into_iter().find(|id| !id.is_empty()).cloned();
        // Not its place in the feed, which changes with every item that is put before it.
        let id = item.id_of(&own.unwrap_or_else(|| sha256(original.as_bytes())[..16].to_owned()));
        let date = [&entry.published, &entry.updated].into_iter().find(|d| !d.is_empty()).cloned().unwrap_or_default();
        let days = metadata_days(&date, Order::Unknown, &id, notices);
        let title = Some(plain(&entry.title)).filter(|t| !t.is_empty());
        let body = if entry.content.len() >= entry.summary.len() { &entry.content } else { &entry.summary };
        let mut parts = parts(title.clone(), body);
        for caption in entry.captions.iter().map(|c| plain(c)) {
            if !parts.iter().any(|(_, words)| words.contains(&caption)) {
                parts.push((BlockKind::Caption, caption));
            }
        }
        let link = Some(entry.link.clone()).filter(|l| l.starts_with("http"));
        let outlet = [&entry.source, &self.title].into_iter().map(|t| plain(t)).find(|t| !t.is_empty());
        let facts = Facts {
            id: id.clone(),
            outlet: outlet.or_else(|| html::host(link.as_deref()?)),
            title,
            url: link.or_else(|| item.url.clone()),
            author: Some(plain(&entry.author)).filter(|a| !a.is_empty()),
            language: Some(self.language.clone()).filter(|l| !l.is_empty()),
            days,
        };
        let report = from_parts(facts, original.as_bytes(), &parts);
        if report.is_none() {
            notices.push(nothing_to_read(&id));
        }
        report
    }
}

impl Place {
    fn begin(&mut self, field: &str, tag: &BytesStart) {
        self.xhtml = attr(tag, "type").is_some_and(|t| t == "xhtml");
        self.field = Some((field.to_string(), 0));
        self.words.clear();
    }

    fn push(&mut self, text: &str) {
        if self.field.is_some() {
            self.words.push_str(text);
        }
    }

    /// Character data is given as it is; inside mark-up it must be escaped to stay text.
    fn push_data(&mut self, text: &str) {
        let escaped = if self.xhtml { text.replace('<', "&lt;") } else { text.to_string() };
        self.push(&escaped);
    }

    /// The five entities of XML and character numbers; others are left for the HTML reader.
    fn push_entity(&mut self, name: &str) {
        let known = match name {
            _ if self.xhtml => None,
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number(name),
        };
        match known {
            Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
            None => self.push(&format!("&{name};")),
        }
    }

    fn link(&mut self, tag: &BytesStart) {
        let rel = attr(tag, "rel").unwrap_or_else(|| "alternate".into());
        if let (Some(entry), "alternate") = (&mut self.entry, rel.as_str())
            && entry.link.is_empty()
        {
            entry.link = attr(tag, "href").unwrap_or_default();
        }
    }
}

impl Entry {
    fn set(&mut self, field: &str, words: &str) {
        let slot = match field {
            "title" => &mut self.title,
            "guid" | "id" => &mut self.id,
            "link" => &mut self.link,
            "pubdate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => {
                &mut self.published
            }
            "updated" | "modified" | "dcterms:modified" => &mut self.updated,
            "author" | "dc:creator" => &mut self.author,
            "description" | "summary" => &mut self.summary,
            "content:encoded" | "content" => &mut self.content,
            "dc:source" | "dc:publisher" => &mut self.source,
            "media:description" | "media:caption" => return self.captions.push(words.to_string()),
            _ => return,
        };
        if slot.is_empty() || field == "guid" || field == "id" {
            *slot = words.to_string();
        }
    }
}

fn is_field(name: &str) -> bool {
    const FIELDS: [&str; 24] = [
        "title",
        "guid",
        "id",
        "link",
        "pubdate",
        "published",
        "issued",
        "dc:date",
        "dcterms:issued",
        "dcterms:created",
        "updated",
        "modified",
        "dcterms:modified",
        "dc:creator",
        "description",
        "summary",
        "content:encoded",
        "content",
        "dc:source",
        "dc:publisher",
        "media:description",
        "media:caption",
        "language",
        "dc:language",
    ];
    FIELDS.contains(&name)
}

/// Lower-case name; prefixes that only say "Atom" or "RSS" are dropped.
fn name(raw: &str) -> String {
    let name = raw.to_ascii_lowercase();
    ["atom:", "a10:", "rss:"].iter().find_map(|p| name.strip_prefix(p)).map(String::from).unwrap_or(name)
}

fn attr(tag: &BytesStart, name: &str) -> Option<String> {
    let value = tag.attributes().with_checks(false).flatten().take(100).find(|a| a.key.as_ref() == name)?.value;
    Some(value.replace("&amp;", "&").trim().to_string())
}

fn number(entity: &str) -> Option<char> {
    let digits = entity.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}
