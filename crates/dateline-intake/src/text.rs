//! Plain text: the decoded file is the stored text, so every offset is an offset in the file.

use crate::report::{Facts, absurd_date, from_text, nothing_to_read};
use crate::{RawItem, charset};
use dateline_core::model::{Notice, Report};
use dateline_core::text::{blocks, date_mark, dates::DateText};

/// Makes the report of a plain text.
pub(crate) fn report(item: &RawItem, notices: &mut Vec<Notice>) -> Option<Report> {
    let text = charset::decode(item, notices);
    if text.trim().is_empty() {
        notices.push(nothing_to_read(&item.id()));
        return None;
    }
    if let Some(mark) = date_mark(&text).filter(|mark| mark.date == DateText::Absurd) {
        notices.push(absurd_date(&item.id(), mark.span.of(&text)));
    }
    let blocks = blocks(&text);
    let facts = Facts { id: item.id(), url: item.url.clone(), ..Facts::default() };
    Some(from_text(facts, &item.bytes, text, blocks))
}
