//! Web pages: the article without its page.
//!
//! Whether a stretch is article or page is judged by structure (elements, class names, share of links), never by
//! topic. Captions stay apart from running text, because they are often older than the report around them.

mod article;
mod dom;
mod meta;

use crate::report::{Facts, from_parts, nothing_to_read};
use crate::{RawItem, charset};
use dateline_core::model::{BlockKind, Notice, Report};
use dom::Dom;

/// Makes the report of a page.
pub(crate) fn report(item: &RawItem, notices: &mut Vec<Notice>) -> Option<Report> {
    let html = charset::decode(item, notices);
    let id = item.id();
    let Some(dom) = Dom::parse(&html) else {
        notices.push(Notice::unread(
            id,
            "The page was not read because it has a million elements or a tag with thousands of attributes.",
            "Save the words of the report as plain text.",
        ));
        return None;
    };
    let meta = meta::meta(&dom, &id, notices);
    let mut parts = article::article(&dom, meta.title.as_deref());
    let read: usize = parts.iter().filter(|(k, _)| *k == BlockKind::Paragraph).map(|(_, w)| w.len()).sum();
    if let Some(body) = meta.body.as_ref().filter(|body| read < 250 && body.len() > 2 * read) {
        parts.retain(|(kind, _)| *kind != BlockKind::Paragraph);
        parts.extend(paragraphs(body));
    }
    let facts = Facts {
        id: id.clone(),
        outlet: meta.outlet.or_else(|| host(meta.url.as_deref().or(item.url.as_deref())?)),
        title: parts.iter().find(|(k, _)| *k == BlockKind::Headline).map(|(_, w)| w.clone()).or(meta.title),
        url: meta.url.or_else(|| item.url.clone()),
        author: meta.author,
        language: meta.language,
        days: meta.days,
    };
    let report = from_parts(facts, &item.bytes, &parts);
    if report.is_none() {
        notices.push(nothing_to_read(&id));
    }
    report
}

/// Parts of a piece of HTML that is all article: the description of a feed item, a field of a JSON record.
pub(crate) fn fragment(html: &str) -> Vec<(BlockKind, String)> {
    Dom::parse(html).map_or_else(Vec::new, |dom| article::everything(&dom))
}

/// Whether the text carries mark-up.
pub(crate) fn has_markup(text: &str) -> bool {
    const TAGS: [&str; 13] =
        ["<p>", "<p ", "</p>", "<br", "<div", "<a ", "<img", "<strong", "<em>", "<span", "<h2", "<figure", "<ul"];
    text.contains('<') && TAGS.iter().any(|tag| text.contains(tag))
}

/// Plain text cut into parts.
pub(crate) fn paragraphs(text: &str) -> Vec<(BlockKind, String)> {
    let blocks = dateline_core::text::body_blocks(text, 0);
    blocks.into_iter().map(|b| (b.kind, b.span.of(text).to_string())).collect()
}

/// Host name of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.");
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}
