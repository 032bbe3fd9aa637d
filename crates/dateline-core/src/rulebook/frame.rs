//! Frames: which words tell an event, and where its place and parties stand.

use super::lists::Lists;
use crate::model::{EventKind, Extent, Manner, Status};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where in the clause a role is found. Subject and object are those of the active voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Who acts.
    Subject,
    /// What is acted upon; for light verbs still the object of the verb.
    Object,
    /// A prepositional phrase of the trigger verb, or of the verb a trigger noun depends on.
    Oblique(Vec<String>),
    /// A prepositional phrase of the trigger noun, or of the object noun of a light verb.
    Nominal(Vec<String>),
    /// "its", "Kunduz's" before the noun.
    Possessor,
    /// Any word before the noun: possessor, compound or adjective ("in Taliban hands").
    Modifier,
    /// Subject of the clause that the noun is the predicate or an oblique of; object when that clause has one.
    Holder,
    /// The noun that the trigger modifies: "cities still in government hands".
    Modified,
    /// What the trigger noun is said to be: "the latest loss was Goma".
    Predicate,
    /// Any place that the clause names with in, at, near, around.
    Scene,
    /// The place the report spoke of last ("government forces drove out in a column").
    Origin,
    /// The party that speaks ("it is ours", said a Taliban commander).
    Speaker,
    /// Who is given something: "the offensive brought the rebels three towns".
    Recipient,
    /// The place that the subject is called after or stands in: "the garrison of Gao", "Vukovar's defenders".
    Home,
}

impl Slot {
    pub(super) fn parse(text: &str) -> Result<Slot, String> {
        let cases = |list: &str| list.split('|').map(|c| c.replace('_', " ")).collect();
        Ok(match text.split_once(':') {
            Some(("oblique", list)) => Slot::Oblique(cases(list)),
            Some(("nominal", list)) => Slot::Nominal(cases(list)),
            Some(_) => return Err(format!("unknown slot `{text}`")),
            None => match text {
                "subject" => Slot::Subject,
                "object" => Slot::Object,
                "of" => Slot::Nominal(vec!["of".to_owned()]),
                "possessor" => Slot::Possessor,
                "modifier" => Slot::Modifier,
                "holder" => Slot::Holder,
                "modified" => Slot::Modified,
                "predicate" => Slot::Predicate,
                "scene" => Slot::Scene,
                "origin" => Slot::Origin,
                "speaker" => Slot::Speaker,
                "recipient" => Slot::Recipient,
                "home" => Slot::Home,
                _ => return Err(format!("unknown slot `{text}`")),
            },
        })
    }
}

/// What a noun may be, for roles that more than armed parties can fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// A party to the war: a state, its forces, an armed group.
    Party,
    /// An armed group that is no state.
    Group,
    /// Any named body or office: an agency, a company, a ministry, an embassy.
    Body,
    /// People who fight for nobody: residents, students, the wounded, a number of them.
    People,
    /// A person by name.
    Person,
    /// A place, by name or description.
    Place,
    /// A country other than the one the report is set in.
    Abroad,
    /// One of a list of nouns.
    Words(Vec<String>),
}

impl Class {
    pub(super) fn parse(text: &str, lists: &Lists) -> Result<Class, String> {
        Ok(match text {
            "party" => Class::Party,
            "group" => Class::Group,
            "body" => Class::Body,
            "people" => Class::People,
            "person" => Class::Person,
            "place" => Class::Place,
            "abroad" => Class::Abroad,
            _ if text.starts_with('@') => Class::Words(lists.expand(vec![text.to_owned()])?),
            _ => return Err(format!("unknown class `{text}`")),
        })
    }
}

/// A sentence that a frame must read in a given way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Canonical names of the places claimed, in order of the text.
    #[serde(default)]
    pub place: Vec<String>,
    /// Canonical name of the actor.
    pub actor: Option<String>,
    /// Status of the claims; asserted when not given.
    pub status: Option<String>,
    /// Extent of the claims; full when not given.
    pub extent: Option<String>,
}

/// One frame, checked.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its name, unique in the rule book.
    pub name: String,
    /// Its file, as a person finds it.
    pub file: String,
    /// Whether it is the user's own.
    pub own: bool,
    /// What it tells.
    pub says: EventKind,
    /// Why the wording means that.
    pub why: String,
    /// Trigger verbs as lemmas, with particle where they have one ("take over").
    pub verb: Vec<String>,
    /// Trigger nouns as lemmas.
    pub noun: Vec<String>,
    /// Trigger adjectives as lemmas, used as predicates.
    pub adjective: Vec<String>,
    /// For light verbs: the object must be one of these nouns.
    pub object_noun: Vec<String>,
    /// For trigger nouns: the noun must have one of these case markers.
    pub case: Vec<String>,
    /// For trigger nouns: the clause verb must be one of these lemmas (the copula is `be`).
    pub under: Vec<String>,
    /// Where the acting party stands.
    pub actor: Vec<Slot>,
    /// What may act: parties to the war when nothing is given.
    pub actor_is: Vec<Class>,
    /// Where the party acted upon stands.
    pub target: Vec<Slot>,
    /// What may be acted upon: parties to the war when nothing is given.
    pub target_is: Vec<Class>,
    /// What must stand in a slot for the frame to match at all.
    pub fits: Vec<(Slot, Vec<Class>)>,
    /// Where the place stands.
    pub place: Vec<Slot>,
    /// Roles without which nothing is claimed.
    pub needs: Vec<String>,
    /// For learned frames: the margin from which the model's proposal of this event counts (logarithm of the odds against
    /// "no event"). They have no trigger words; they fill the roles of what the model finds and no other frame tells.
    pub margin: Option<f32>,
    /// The clause tells a state, so the change may lie before the day.
    pub result: bool,
    /// Only directly after a claim of the same kind ("Taloqan followed in the evening").
    pub after: bool,
    /// The wording itself is a negation ("not a soldier is left in the town"): told only where the clause is negated, and
    /// then it is no negation of the event.
    pub negated: bool,
    /// Extent when nothing else tells.
    pub extent: Extent,
    /// Manner when nothing else tells.
    pub manner: Option<Manner>,
    /// Status that the word itself carries ("claimed").
    pub status: Option<Status>,
    /// Lemmas one of which the clause must hold.
    pub with: Vec<String>,
    /// Lemmas that the clause must not hold.
    pub without: Vec<String>,
    /// Sentences it must read.
    pub examples: Vec<Example>,
    /// Sentences in which it must claim nothing.
    pub ignore: Vec<String>,
}

impl Frame {
    /// Lemmas that can trigger the frame.
    pub fn heads(&self) -> Vec<String> {
        let first = |verb: &String| verb.split(' ').next().unwrap_or_default().to_owned();
        let mut all: Vec<String> = self.verb.iter().map(first).collect();
        all.extend(self.noun.iter().cloned());
        all.extend(self.adjective.iter().cloned());
        all.sort();
        all.dedup();
        all
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    frame: Vec<Spec>,
    /// Read by `layers`, named here so that it is a known key.
    #[serde(default, rename = "disable")]
    _disable: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    name: String,
    says: String,
    why: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    object_noun: Vec<String>,
    #[serde(default)]
    case: Vec<String>,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    actor_is: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    target_is: Vec<String>,
    #[serde(default)]
    fits: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    place: Vec<String>,
    needs: Option<Vec<String>>,
    margin: Option<f32>,
    #[serde(default)]
    result: bool,
    #[serde(default)]
    after: bool,
    #[serde(default)]
    negated: bool,
    extent: Option<String>,
    manner: Option<String>,
    status: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(rename = "match")]
    examples: Vec<Example>,
    #[serde(default)]
    ignore: Vec<String>,
}

/// The frames of one file.
pub(super) fn parse(path: &str, text: &str, lists: &Lists) -> Result<Vec<Frame>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    file.frame.into_iter().map(|spec| check(path, spec, lists)).collect()
}

fn check(path: &str, spec: Spec, lists: &Lists) -> Result<Frame, String> {
    let name = spec.name.clone();
    let slots = |list: &[String]| list.iter().map(|s| Slot::parse(s)).collect::<Result<Vec<_>, _>>();
    let of = |what: &str, e: String| format!("frame `{name}`, {what}: {e}");
    let words = |what: &str, given: Vec<String>| lists.expand(given).map_err(|e| of(what, e));
    let classes = |what: &str, given: &[String]| {
        let all: Result<Vec<Class>, String> = given.iter().map(|c| Class::parse(c, lists)).collect();
        all.map_err(|e| of(what, e))
    };
    let kinds = |what: &str, given: &[String]| {
        if given.is_empty() { Ok(vec![Class::Party]) } else { classes(what, given) }
    };
    let fits = spec
        .fits
        .iter()
        .map(|(slot, given)| Ok((Slot::parse(slot).map_err(|e| of("fits", e))?, classes("fits", given)?)));
    let fits = fits.collect::<Result<Vec<_>, String>>()?;
    if spec.margin.is_none() && spec.verb.is_empty() && spec.noun.is_empty() && spec.adjective.is_empty() {
        return Err(format!("frame `{name}` has neither verb, noun nor adjective, nor a margin"));
    }
    Ok(Frame {
        file: path.to_owned(),
        own: false,
        says: word(EventKind::parse, &spec.says).map_err(|e| of("says", e))?,
        actor: slots(&spec.actor).map_err(|e| of("actor", e))?,
        actor_is: kinds("actor_is", &spec.actor_is)?,
        target: slots(&spec.target).map_err(|e| of("target", e))?,
        target_is: kinds("target_is", &spec.target_is)?,
        fits,
        place: slots(&spec.place).map_err(|e| of("place", e))?,
        extent: optional(Extent::parse, spec.extent).map_err(|e| of("extent", e))?.unwrap_or(Extent::Full),
        manner: optional(Manner::parse, spec.manner).map_err(|e| of("manner", e))?,
        status: optional(Status::parse, spec.status).map_err(|e| of("status", e))?,
        needs: spec.needs.unwrap_or_else(|| vec!["place".to_owned()]),
        name: spec.name,
        why: spec.why,
        verb: words("verb", spec.verb)?,
        noun: words("noun", spec.noun)?,
        adjective: words("adjective", spec.adjective)?,
        object_noun: words("object_noun", spec.object_noun)?,
        case: spec.case,
        under: words("under", spec.under)?,
        margin: spec.margin,
        result: spec.result,
        after: spec.after,
        negated: spec.negated,
        with: words("with", spec.with)?,
        without: words("without", spec.without)?,
        examples: spec.examples,
        ignore: spec.ignore,
    })
}

fn word<T>(parse: impl Fn(&str) -> Option<T>, text: &str) -> Result<T, String> {
    parse(text).ok_or_else(|| format!("unknown word `{text}`"))
}

fn optional<T>(parse: impl Fn(&str) -> Option<T>, text: Option<String>) -> Result<Option<T>, String> {
    text.map(|t| word(parse, &t)).transpose()
}
