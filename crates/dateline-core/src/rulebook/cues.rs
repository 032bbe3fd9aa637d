//! Cues: words that decide whether a claim is a fact, a plan, a fear or a denial, and who makes it.

use crate::model::Status;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Verbs of saying, with how far they vouch for it.
    saying: BTreeMap<String, Saying>,
    /// Verbs that tell whose view something is, though it is not told as said: "believe".
    opinion: BTreeSet<String>,
    /// Verbs whose object, or phrase with "of", is what is said: "announced the capture of".
    about: BTreeSet<String>,
    /// Nouns for what somebody says: "claim", "account".
    speech_noun: BTreeSet<String>,
    /// Nouns for those who pass on what others say: "newspaper".
    carrier: BTreeSet<String>,
    /// Names of services on which people post.
    platform: BTreeSet<String>,
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

/// How a verb of saying stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Saying {
    /// It only passes on: "said".
    Neutral,
    /// It keeps its distance: "claimed".
    Doubtful,
    /// The speaker yields it: "conceded".
    Admitting,
    /// The speaker says that it is not so: "denied".
    Denying,
    /// The speaker speaks of what may come: "warned".
    Predicting,
    /// The speaker wants it done, binds himself to it, or asks: "urged", "vowed".
    Demanding,
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
    admitting: Vec<String>,
    #[serde(default)]
    denying: Vec<String>,
    #[serde(default)]
    predicting: Vec<String>,
    #[serde(default)]
    demanding: Vec<String>,
    #[serde(default)]
    opinion: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    speech_noun: Vec<String>,
    #[serde(default)]
    carrier: Vec<String>,
    #[serde(default)]
    platform: Vec<String>,
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
        // The more telling class decides for a word that stands in two.
        for (words, saying) in [
            (file.doubtful, Saying::Doubtful),
            (file.admitting, Saying::Admitting),
            (file.denying, Saying::Denying),
            (file.predicting, Saying::Predicting),
            (file.demanding, Saying::Demanding),
            (file.report, Saying::Neutral),
        ] {
            for word in words {
                self.saying.entry(word).or_insert(saying);
            }
        }
        self.opinion.extend(file.opinion);
        self.about.extend(file.about);
        self.speech_noun.extend(file.speech_noun);
        self.carrier.extend(file.carrier);
        self.platform.extend(file.platform);
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
    /// Whether a lemma reports what somebody says or thinks; what somebody only wants is not reported.
    pub fn reports(&self, lemma: &str) -> bool {
        self.opinion.contains(lemma) || self.saying(lemma).is_some_and(|s| s != Saying::Demanding)
    }
    /// How a verb of saying stands to what is said; `None` for other words.
    pub fn saying(&self, lemma: &str) -> Option<Saying> {
        self.saying.get(lemma).copied()
    }
    /// Whether a reporting word marks hearsay or an unproved boast: "claim", "boast".
    pub fn keeps_distance(&self, lemma: &str) -> bool {
        self.saying(lemma) == Some(Saying::Doubtful)
    }
    /// Whether the object of a verb of saying is what is said.
    pub fn speaks_about(&self, lemma: &str) -> bool {
        self.about.contains(lemma)
    }
    /// Whether a noun means what somebody says.
    pub fn is_speech(&self, lemma: &str) -> bool {
        self.speech_noun.contains(lemma)
    }
    /// Whether a noun means somebody who passes on what others say.
    pub fn is_carrier(&self, lemma: &str) -> bool {
        self.carrier.contains(lemma)
    }
    /// Whether a name is that of a service on which people post.
    pub fn is_platform(&self, name: &str) -> bool {
        self.platform.contains(name)
    }
}

fn fill(map: &mut BTreeMap<String, StatusCue>, words: Vec<String>, cue: &StatusCue) {
    for word in words {
        map.entry(word).or_insert_with(|| cue.clone());
    }
}
