//! OPML: the list of feeds that every feed reader can write.
//!
//! Only the addresses are taken, from however deep they stand. Read as a stream of XML events like the feeds themselves,
//! so a hostile list can do nothing either.

use crate::{Media, RawItem, charset};
use dateline_core::model::Notice;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// No honest list has more feeds.
const MAX_FEEDS: usize = 10_000;

/// The addresses of the feeds in a list, each once, in the order of the list. `None` when it is no list of feeds.
pub fn feeds(name: &str, bytes: Vec<u8>, notices: &mut Vec<Notice>) -> Option<Vec<String>> {
    let item = RawItem::whole(name, Media::Feed, bytes);
    let xml = charset::decode(&item, notices);
    let mut list = List::default();
    if let Err(error) = list.read(&xml) {
        let what = format!("The list breaks off after {} feeds: {error}.", list.feeds.len());
        notices.push(Notice::unread(name, what, "Export it again; the feeds before the break are taken."));
    }
    if list.feeds.len() >= MAX_FEEDS {
        let what = format!("The list has more than {MAX_FEEDS} feeds, of which only these are taken.");
        notices.push(Notice::unread(name, what, "Split the list."));
    }
    list.is_opml.then_some(list.feeds)
}

#[derive(Default)]
struct List {
    is_opml: bool,
    feeds: Vec<String>,
}

impl List {
    fn read(&mut self, xml: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        while self.feeds.len() < MAX_FEEDS {
            match reader.read_event()? {
                Event::Start(tag) | Event::Empty(tag) => self.open(&tag),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart) {
        match tag.name().as_ref().to_ascii_lowercase().as_str() {
            "opml" => self.is_opml = true,
            "outline" if self.is_opml => self.feeds.extend(address(tag).filter(|a| !self.feeds.contains(a))),
            _ => {}
        }
    }
}

/// The address of an outline; outlines that only group others have none.
fn address(tag: &BytesStart) -> Option<String> {
    let mut attributes = tag.attributes();
    let value = attributes
        .with_checks(false)
        .flatten()
        .take(100)
        .find(|a| a.key.as_ref().eq_ignore_ascii_case("xmlUrl"))?
        .value;
    Some(value.replace("&amp;", "&").trim().to_owned()).filter(|a| !a.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: Option<&[&str]>) -> Vec<Notice> {
        let mut notices = Vec::new();
        let got = feeds("l.opml", xml.as_bytes().to_vec(), &mut notices);
        let expected = expected.map(|e| e.iter().map(|a| a.to_string()).collect::<Vec<_>>());
        assert_eq!(got, expected, "{xml}");
        notices
    }

    #[test]
    fn feeds_are_found_however_deep_and_each_once() {
        let list = "<?xml version='1.0'?><opml version='2.0'><head><title>Mine</title></head><body>\
            <outline text='War'><outline text='North'><outline type='rss' xmlUrl='http://a.test/f?x=1&amp;y=2'/></outline>\
            <outline TYPE='rss' XMLURL=' https://b.test/rss '></outline></outline>\
            <outline text='again' xmlUrl='https://b.test/rss'/><outline text='a page' htmlUrl='https://c.test'/></body></opml>";
        assert_eq!(check(list, Some(&["http://a.test/f?x=1&y=2", "https://b.test/rss"])), []);
        assert_eq!(check("<opml><body></body></opml>", Some(&[])), []);
    }

    #[test]
    fn what_is_no_list_is_told_apart_and_a_broken_one_gives_what_it_has() {
        check("<rss><channel><outline xmlUrl='http://a.test'/></channel></rss>", None);
        check("feeds: a, b", None);
        let notices = check("<opml><body><outline xmlUrl='http://a.test'/><outline <<", Some(&["http://a.test"]));
        assert!(notices[0].what.contains("breaks off after 1 feeds") && notices[0].unread, "{notices:?}");
        let bomb =
            "<!DOCTYPE o [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml><outline xmlUrl='http://&b;.test'/></opml>";
        check(bomb, Some(&["http://&b;.test"]));
    }
}
