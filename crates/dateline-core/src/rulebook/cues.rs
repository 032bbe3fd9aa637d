//! Cues: words that decide whether a claim is a fact, a plan, a fear or a denial, and who makes it.

use crate::model::Status;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A word that gives the clauses it governs a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCue {
    /// The status it gives.
    pub status: Status,
    /// Why, for `dateline why`.
    pub why: String,
}

/// Cue words by lemma.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    /// Verbs, adjectives and nouns that govern a clause or noun: "fear", "deny", "plan", "attempt".
    pub governor: BTreeMap<String, StatusCue>,
    /// The same with an object or clause as what they govern, but only with `to` and an infinitive.
    pub infinitive: BTreeMap<String, StatusCue>,
    /// Modal auxiliaries.
    pub modal: BTreeMap<String, StatusCue>,
    /// Adverbs inside the clause: "nearly", "reportedly".
    pub adverb: BTreeMap<String, StatusCue>,
    /// Subordinating conjunctions: "if", "unless".
    pub mark: BTreeMap<String, StatusCue>,
    /// Words of several tokens anywhere in the clause, lower case: "on the verge of".
    pub phrase: BTreeMap<String, StatusCue>,
    /// Reporting verbs: what follows is somebody's word, not denied.
    pub report: Vec<String>,
    /// Reporting verbs and nouns that mark hearsay or an unproved boast: "claim", "boast".
    pub doubtful: Vec<String>,
    /// Verbs that bind their infinitive to fact: "manage to", "begin to".
    pub factual: Vec<String>,
    /// Sentences that show what the cues do, by cue.
    pub examples: Vec<CueExamples>,
}

/// Sentences that show what one cue does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueExamples {
    /// The file, as a person finds it.
    pub file: String,
    /// The status that the cue gives, and why.
    pub cue: StatusCue,
    /// Sentences to whose claims it gives that status.
    pub examples: Vec<String>,
    /// Sentences with one of its words whose claims it must leave alone.
    pub ignore: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cue: Vec<Spec>,
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    doubtful: Vec<String>,
    #[serde(default)]
    factual: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    status: String,
    why: String,
    #[serde(default)]
    governor: Vec<String>,
    #[serde(default)]
    infinitive: Vec<String>,
    #[serde(default)]
    modal: Vec<String>,
    #[serde(default)]
    adverb: Vec<String>,
    #[serde(default)]
    mark: Vec<String>,
    #[serde(default)]
    phrase: Vec<String>,
    #[serde(default, rename = "match")]
    examples: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
}

impl Cues {
    /// Adds the cues of one file; the first file that names a word decides.
    pub(super) fn add(&mut self, text: &str) -> Result<(), String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        self.report.extend(file.report);
        self.doubtful.extend(file.doubtful);
        self.factual.extend(file.factual);
        for spec in file.cue {
            let status = Status::parse(&spec.status).ok_or_else(|| format!("unknown status `{}`", spec.status))?;
            let cue = StatusCue { status, why: spec.why };
            fill(&mut self.governor, spec.governor, &cue);
            fill(&mut self.infinitive, spec.infinitive, &cue);
            fill(&mut self.modal, spec.modal, &cue);
            fill(&mut self.adverb, spec.adverb, &cue);
            fill(&mut self.mark, spec.mark, &cue);
            fill(&mut self.phrase, spec.phrase, &cue);
            let (examples, ignore) = (spec.examples, spec.ignore);
            self.examples.push(CueExamples { file: String::new(), cue, examples, ignore });
        }
        Ok(())
    }
    /// Whether a lemma reports what somebody says.
    pub fn reports(&self, lemma: &str) -> bool {
        self.report.iter().chain(&self.doubtful).any(|w| w == lemma)
    }
}

fn fill(map: &mut BTreeMap<String, StatusCue>, words: Vec<String>, cue: &StatusCue) {
    for word in words {
        map.entry(word).or_insert_with(|| cue.clone());
    }
}
