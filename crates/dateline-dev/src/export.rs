//! Labelled sentences as JSON lines for `training/train_events.py`: the engine's own words, labels by word number.
//!
//! The engine cuts the words, so that training sees exactly what the heads will see. A phrase is told by its head: the
//! word whose governor, by the engine's tree, lies outside the phrase.

use crate::labels::{Label, Labelled};
use dateline_core::model::Span;
use dateline_lang::Engine;
use dateline_tree::Sentence;
use serde_json::{Value, json};

/// One line for each sentence of the reports, also for those without labels: they teach silence.
pub fn lines(engine: &Engine, reports: &[Labelled]) -> Vec<String> {
    let mut out = Vec::new();
    for report in reports {
        for (text, labels) in &report.sentences {
            for part in engine.parse(text, Span::new(0, text.len())) {
                let labels: Vec<Value> = labels.iter().filter_map(|l| numbered(text, &part, l)).collect();
                let words: Vec<&str> = part.tokens.iter().map(|t| t.span.of(text)).collect();
                out.push(json!({ "report": report.id, "words": words, "labels": labels }).to_string());
            }
        }
    }
    out
}

/// The label with numbers of words; `None` when its trigger stands in another part of a sentence that was cut.
fn numbered(text: &str, sentence: &Sentence, label: &Label) -> Option<Value> {
    let trigger = Span::new(label.trigger.0, label.trigger.1);
    let word = sentence.tokens.iter().position(|t| t.span.overlaps(trigger))?;
    let head = |phrase: &Option<String>| -> i64 {
        let span = phrase.as_deref().and_then(|p| nearest(text, p, trigger));
        span.and_then(|s| head_of(sentence, s)).map_or(-1, |i| i as i64)
    };
    Some(json!({
        "event": label.event.as_str(),
        "trigger": word,
        "status": label.status.as_str(),
        "actor": head(&label.actor),
        "place": head(&label.place),
        "source": head(&label.source),
    }))
}

/// Where the phrase stands as whole words, nearest to the trigger: "the town" may come twice.
fn nearest(text: &str, phrase: &str, trigger: Span) -> Option<Span> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let spans = text.match_indices(phrase).map(|(at, _)| Span::new(at, at + phrase.len()));
    let whole = spans.filter(|s| {
        !letter(text[..s.start as usize].chars().next_back()) && !letter(text[s.end as usize..].chars().next())
    });
    whole.min_by_key(|s| s.start.abs_diff(trigger.start))
}

/// The first word of the span whose governor lies outside.
fn head_of(sentence: &Sentence, span: Span) -> Option<usize> {
    let inside = |i: usize| sentence.tokens[i].span.overlaps(span);
    (0..sentence.tokens.len()).find(|&i| inside(i) && sentence.tokens[i].head.is_none_or(|h| !inside(h as usize)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::model::{EventKind, Status};

    #[test]
    fn phrases_are_told_by_their_heads() {
        let text = "The mayor said the old port of Saltmouth fell to marines from the fleet.";
        let at = text.find("fell").unwrap();
        let label = Label {
            event: EventKind::Takeover,
            trigger: (at, at + 4),
            status: Status::Asserted,
            actor: Some("marines from the fleet".into()),
            place: Some("the old port of Saltmouth".into()),
            source: None,
        };
        let sentences = vec![(text.to_owned(), vec![label]), ("Nobody wept.".to_owned(), Vec::new())];
        let report = Labelled { id: "a/1".into(), day: "2012-03-04".parse().unwrap(), sentences };
        let lines = lines(Engine::embedded(), &[report]);
        assert_eq!(lines.len(), 2);
        let first: Value = serde_json::from_str(&lines[0]).unwrap();
        let words: Vec<&str> = first["words"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let word = |role: &str| words[first["labels"][0][role].as_u64().unwrap() as usize];
        assert_eq!(["trigger", "actor", "place"].map(word), ["fell", "marines", "port"]);
        assert_eq!(first["labels"][0]["source"], -1);
        assert!(lines[1].ends_with(r#""labels":[]}"#), "{}", lines[1]);
    }

    #[test]
    fn a_phrase_is_looked_for_near_its_trigger() {
        let text = "The town wept when the town fell; downtown burned.";
        let trigger = Span::new(28, 32);
        assert_eq!(nearest(text, "town", trigger), Some(Span::new(23, 27)));
        assert_eq!(nearest(text, "burn", trigger), None);
    }
}
