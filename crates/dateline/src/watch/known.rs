//! What the store has already, however it is called now: nothing is added twice.
//!
//! The store itself knows a report by its id. A file that was renamed or copied and a story that a second feed of one
//! paper carries have other ids; they are known by their bytes, or by their text together with their address or the name
//! that their feed gives them.

use crate::error::Result;
use crate::take::Taken;
use dateline_core::model::Report;
use dateline_store::{Store, Traces};
use std::collections::HashSet;

/// Ids and traces of everything that was kept.
#[derive(Debug, Default)]
pub(super) struct Known {
    ids: HashSet<String>,
    traces: HashSet<String>,
}

impl Known {
    /// What a store has.
    pub fn of(store: &Store) -> Result<Known> {
        let mut known = Known::default();
        store.traces()?.iter().for_each(|t| known.note(t));
        Ok(known)
    }

    /// Whether it is there under another id. What is not is known from now on.
    pub fn has(&mut self, taken: &Taken) -> bool {
        let Taken::Report(report) = taken else { return false };
        let own = traces(report);
        // What becomes of another text under the same id is the store's to say.
        let there = !self.ids.contains(&own.id) && signs(&own).iter().any(|s| self.traces.contains(s));
        if !there {
            self.note(&own);
        }
        there
    }

    fn note(&mut self, traces: &Traces) {
        self.ids.insert(traces.id.clone());
        self.traces.extend(signs(traces));
    }
}

fn traces(report: &Report) -> Traces {
    Traces {
        id: report.id.clone(),
        original_sha256: report.original_sha256.clone(),
        text_sha256: report.text_sha256.clone(),
        url: report.url.clone(),
    }
}

/// Any of these shared means that two are the same.
fn signs(traces: &Traces) -> Vec<String> {
    let text = &traces.text_sha256;
    let name = traces.id.split_once('#').map(|(_, name)| format!("name {text} {name}"));
    let url = traces.url.as_ref().map(|url| format!("url {text} {url}"));
    let bytes = Some(format!("bytes {}", traces.original_sha256));
    [bytes, url, name].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(given: &[(&str, &str, &str, Option<&str>)]) -> Vec<bool> {
        let mut known = Known::default();
        let report = |(id, bytes, text, url): &(&str, &str, &str, Option<&str>)| {
            let mut report = dateline_intake::reports(
                &dateline_intake::RawItem::whole(*id, dateline_intake::Media::Text, b"The town fell.".to_vec()),
                &Default::default(),
            )
            .0
            .remove(0);
            (report.original_sha256, report.text_sha256) = (bytes.to_string(), text.to_string());
            report.url = url.map(str::to_owned);
            Taken::Report(report)
        };
        given.iter().map(|g| known.has(&report(g))).collect()
    }

    #[test]
    fn the_same_under_another_name_is_known_and_another_text_is_not() {
        let url = Some("http://a.test/1");
        let told = known(&[
            ("a.txt", "b1", "t1", None),
            ("renamed.txt", "b1", "t1", None),
            ("a.txt", "b1", "t1", None),
            ("a.txt", "b2", "t2", None),
            ("world.xml#g1", "b3", "t3", url),
            ("asia.xml#g1", "b4", "t3", None),
            ("asia.xml#g2", "b5", "t3", url),
            ("asia.xml#g3", "b6", "t6", url),
            ("other.txt", "b7", "t3", None),
        ]);
        assert_eq!(told, [false, true, false, false, false, true, true, false, false]);
    }
}
