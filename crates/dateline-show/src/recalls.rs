//! What outlets take back: the notice, the stories it means, the claims that end by it.

use crate::json::line;
use crate::passages;
use crate::pile::Pile;
use crate::schema::any_of;
use crate::text::{clean, count, paragraph};
use dateline_core::picture::Recall;
use dateline_core::text::recall::RecallKind;
use schemars::JsonSchema;
use serde::Serialize;

/// Notices as paragraphs, each with the passages that do not count any more.
pub fn text(pile: &Pile, recalls: &[Recall]) -> String {
    let mut out = String::new();
    for recall in recalls {
        paragraph(&mut out, "", "    ", &format!("{}.", sentence(recall)));
        passages::list(&mut out, pile, "    ended: ", &recall.ended, usize::MAX);
    }
    out
}

/// What a notice does, as a sentence without its end: "2021-08-13, Wire: a.txt is withdrawn by k.txt; 2 claims end".
pub(crate) fn sentence(recall: &Recall) -> String {
    let outlet = recall.outlet.as_deref().map_or("an outlet not named".into(), clean);
    let (notice, kind) = (clean(&recall.notice), recall.kind.as_str());
    if recall.stories.is_empty() {
        return format!("{}, {outlet}: no story here fits the notice {notice} (a story is {kind})", recall.day);
    }
    let stories: Vec<String> = recall.stories.iter().map(|s| clean(s)).collect();
    let ended = count(recall.ended.len(), "claim ends", "claims end");
    format!("{}, {outlet}: {} {kind} by the notice {notice}; {ended}", recall.day, stories.join(", "))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Recall")]
/// A notice by which an outlet takes back or corrects stories, and the claims that end by it.
pub struct RecallForm<'a> {
    notice: &'a str,
    #[schemars(extend("enum" = any_of(RecallKind::ALL, RecallKind::as_str)))]
    kind: &'static str,
    outlet: Option<&'a str>,
    #[schemars(extend("format" = "date"))]
    day: String,
    matched: bool,
    stories: &'a [String],
    ended: &'a [String],
}

/// Notices as JSON lines, by the notices' ids.
pub fn json(recalls: &[Recall]) -> String {
    let form = |recall: &Recall| {
        line(&RecallForm {
            notice: &recall.notice,
            kind: recall.kind.as_str(),
            outlet: recall.outlet.as_deref(),
            day: recall.day.to_string(),
            matched: !recall.stories.is_empty(),
            stories: &recall.stories,
            ended: &recall.ended,
        })
    };
    recalls.iter().map(form).collect()
}
