//! What befalls named persons: captured, killed, fled, appointed; where they are said to be.
//!
//! The words are data in `rules/en/person/`. Only somebody with a name is told of, and a pronoun or an office counts for a
//! name only where nobody else can be meant; else nothing is claimed. Status, day and speaker are found as for events.

use super::attribution::{Persons, Speaker, full_name, name_head, phrase, role, speaker_party};
use super::claims::is_history;
use super::figure::Desk;
use super::passage::{identity, mark, passage, step};
use super::peace;
use super::scene::Spot;
use super::status::{Decided, decide, is_left_open, is_of_correction, takes_back_a_word};
use super::view::{SUBJECTS, View};
use super::when::{Found, when};
use crate::model::{
    BlockKind, Claim, Lot, Mark, PartyRef, PersonRef, PersonTold, PlaceRef, Role, Says, SideOfSource, Source, Status,
};
use crate::rulebook::PersonRule;
use dateline_tree::{EntityKind, Relation, Upos};

/// What a sentence tells of named persons, in the order of its words.
pub fn lots(desk: &Desk, persons: &Persons) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for trigger in 0..desk.scene.view.len() {
        for rule in &desk.rules.persons {
            let Some(head) = who(desk, rule, trigger) else { continue };
            for word in desk.scene.view.coordinated(head) {
                let claim = named(desk, persons, word).and_then(|person| claim(desk, rule, trigger, word, person));
                claims.extend(claim.filter(|new| claims.iter().all(|c| c.id != new.id)));
            }
        }
    }
    claims
}

/// The word for the person, where a word tells what the rule is about.
fn who(desk: &Desk, rule: &PersonRule, i: usize) -> Option<usize> {
    let view = desk.scene.view;
    let has = |list: &[String], word: &str| list.iter().any(|w| w == word);
    match view.token(i).upos {
        Upos::Verb => {
            let (verb, bare) = (view.verb_with_particle(i), view.lemma(i));
            let told = |list: &[String]| has(list, &verb) || verb == bare && has(list, &bare);
            let dead = i + 1 < view.len() && view.lower(i + 1) == "dead";
            if told(&rule.object) || dead && has(&rule.object, &format!("{bare} dead")) {
                return view.object(i);
            }
            let acts = told(&rule.subject) && !view.is_passive(i);
            acts.then(|| view.surface_subject(i)).flatten()
        }
        Upos::Adj if has(&rule.adjective, &view.lemma(i)) => {
            view.child(i, &[Relation::Cop]).and_then(|_| view.child(i, SUBJECTS))
        }
        Upos::Noun if has(&rule.noun, &view.lemma(i)) => view
            .child(i, &[Relation::NmodPoss])
            .or_else(|| view.children(i).find(|&c| view.relation(c) == Relation::Nmod && view.case(c) == "of")),
        Upos::Propn | Upos::Noun if rule.being && has(&rule.place, &view.case(i)) => {
            view.child(i, &[Relation::Cop]).and_then(|_| view.child(i, SUBJECTS))
        }
        _ => None,
    }
}

/// The person that a word means, by name; nobody where the name is not certain.
fn named(desk: &Desk, persons: &Persons, word: usize) -> Option<PersonRef> {
    let view = desk.scene.view;
    let word = speaker_of(desk, word).unwrap_or(word);
    let known = persons.resolve_surely(view, word, desk.number);
    let proper = name_head(view, word).or_else(|| Some(word).filter(|&w| view.token(w).upos == Upos::Propn));
    // What the model does not take for a person, or what may be a place, is nobody.
    let is_person = |n: usize| view.token(n).entity == Some(EntityKind::Person) && !is_place(desk, n);
    if proper.is_some_and(|n| !is_person(n)) {
        return None;
    }
    let own = proper.map(|n| full_name(view, n));
    let person = known.filter(|k| !k.body);
    let name = match (&own, person.and_then(|k| k.name.clone())) {
        (Some(own), Some(known)) if known.ends_with(own.as_str()) => known,
        (Some(own), _) => own.clone(),
        (None, known) => known.filter(|name| name.contains(' '))?,
    };
    let here = || own.as_ref().and_then(|_| role(view, word));
    Some(PersonRef {
        name,
        text: phrase(view, word),
        role: here().or_else(|| person.and_then(|k| k.role.clone())),
        party: person.and_then(|k| k.party.clone()).or_else(|| speaker_party(view, word, &desk.parties)),
    })
}

/// "Karim Daoud denied that he had fled": whoever speaks of "he" in what he says himself, where no other person is named.
fn speaker_of(desk: &Desk, pronoun: usize) -> Option<usize> {
    let view = desk.scene.view;
    let own = matches!(view.lower(pronoun).as_str(), "he" | "she").then(|| view.clause(pronoun))?;
    let says = view.head(own).filter(|_| view.relation(own) == Relation::Ccomp)?;
    let speaker = view.child(says, SUBJECTS)?;
    let person = |i: usize| view.token(i).entity == Some(EntityKind::Person) && view.token(i).upos == Upos::Propn;
    let own_name = |i: usize| view.sentence.dominates(speaker, i);
    (0..view.len()).all(|i| !person(i) || own_name(i)).then_some(speaker)
}

/// Whether a word stands in the name of a place.
fn is_place(desk: &Desk, word: usize) -> bool {
    desk.scene.mentions.iter().any(|m| (m.first..=m.last).contains(&word))
}

/// "He did not mention resigning", "it is not known whether he fled": whether it happened is not told.
fn is_unsaid(view: View, trigger: usize) -> bool {
    let mut at = trigger;
    while let Some(head) = view.head(at) {
        let apart = matches!(view.relation(at).base(), "advcl" | "parataxis" | "conj" | "acl");
        if apart || head == at {
            return false;
        }
        if view.children(head).any(|c| matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "never")) {
            return true;
        }
        at = head;
    }
    false
}

fn claim(desk: &Desk, rule: &PersonRule, trigger: usize, word: usize, person: PersonRef) -> Option<Claim> {
    let (view, cues) = (desk.scene.view, &desk.rules.cues);
    if is_left_open(view, trigger, cues)
        || takes_back_a_word(view, trigger, cues)
        || is_of_correction(view, trigger, cues)
    {
        return None;
    }
    let (place, to) = (spot(desk, trigger, &rule.place), spot(desk, trigger, &rule.to));
    if rule.needs_place && place.is_none() && to.is_none() {
        return None;
    }
    let decided = decide(view, trigger, cues);
    let decided = peace::made_up(view, trigger, &desk.rules.lists)
        .filter(|_| decided.status == Status::Asserted)
        .unwrap_or(decided);
    if decided.status.is_current() && is_unsaid(view, trigger) {
        return None;
    }
    let ahead = matches!(decided.status, Status::Planned | Status::Forecast);
    let found = when(view, trigger, desk.times, desk.published, desk.narrative, desk.number, false, ahead);
    let speaker = (desk.source)(trigger).filter(|s| !s.source.text.is_empty());
    let side = side(desk, rule, trigger, &person, speaker.as_ref());
    let (status, why) = status(desk, &decided, &found, speaker.as_ref(), side);
    let mut marks = vec![mark(view, trigger, Role::Trigger), mark(view, word, Role::Subject)];
    marks.extend(place.iter().chain(&to).filter(|s| s.word < view.len()).map(|s| mark(view, s.word, Role::Place)));
    marks.extend(found.words.map(|(a, b)| Mark { span: view.span(a, b), role: Role::When }));
    marks.extend(decided.cue.map(|c| mark(view, c, Role::Cue)));
    marks.extend(speaker.as_ref().and_then(|s| s.head).map(|h| mark(view, h, Role::Source)));
    marks.sort();
    marks.dedup();
    let span = passage(view, trigger, &marks);
    let who = format!("“{}” is {}", person.text, person.name);
    let at = |spot: Option<Spot>| -> Option<PlaceRef> { spot.map(|s| s.place) };
    let told = found.when.clone().filter(|w| status.is_current() || w.text.is_some());
    let trace = vec![
        step("rule", format!("{}: {}", rule.name, rule.why)),
        step("person", who),
        step("when", found.how.clone()),
        step("status", why),
    ];
    let mut claim = Claim {
        id: String::new(),
        report: desk.report.id.clone(),
        span,
        sentence: view.sentence.span,
        quote: span.of(view.text).to_owned(),
        says: Says::Person(PersonTold { person, lot: rule.lot(), place: at(place), to: at(to), when: told }.into()),
        status,
        source: speaker.map(|s| Source { side, ..s.source }.into()),
        rule: rule.name.clone(),
        headline: desk.kind == BlockKind::Headline,
        caption: desk.kind == BlockKind::Caption,
        marks,
        trace,
    };
    claim.id = identity(&claim, &desk.report.text_sha256);
    Some(claim)
}

/// A place in a phrase of the trigger; the object's where the rule wants it, the trigger's own where it is the place.
fn spot(desk: &Desk, trigger: usize, cases: &[String]) -> Option<Spot> {
    let view = desk.scene.view;
    let is_place = view.token(trigger).upos != Upos::Verb && cases.contains(&view.case(trigger));
    let object = cases.iter().any(|c| c == "object").then(|| view.child(trigger, &[Relation::Obj])).flatten();
    let phrases = view
        .children(trigger)
        .filter(|&c| matches!(view.relation(c).base(), "obl" | "nmod") && cases.contains(&view.case(c)));
    let heads = is_place.then_some(trigger).into_iter().chain(object).chain(phrases);
    heads.flat_map(|h| desk.scene.spots(h)).next()
}

/// Whether the speaker gains or loses by it: harm to the other side is a success, harm to one's own an admission.
fn side(desk: &Desk, rule: &PersonRule, trigger: usize, person: &PersonRef, speaker: Option<&Speaker>) -> SideOfSource {
    let view = desk.scene.view;
    let harm = matches!(rule.lot(), Lot::Captured | Lot::Killed | Lot::Wounded | Lot::Fled | Lot::Surrendered);
    let Some(own) = speaker.and_then(|s| s.source.party.as_ref()).filter(|_| harm) else {
        return SideOfSource::Neither;
    };
    let doer = view.subject(trigger).filter(|_| rule.object.contains(&view.lemma(trigger)));
    let doer = doer.and_then(|d| desk.parties.of(view, d)).map(|p: PartyRef| p.side());
    match person.party.as_ref().map(PartyRef::side) {
        Some(side) if side == own.side() => SideOfSource::Loses,
        Some(_) => SideOfSource::Gains,
        None if doer == Some(own.side()) => SideOfSource::Gains,
        None => SideOfSource::Neither,
    }
}

fn status(
    desk: &Desk,
    decided: &Decided,
    found: &Found,
    speaker: Option<&Speaker>,
    side: SideOfSource,
) -> (Status, String) {
    if matches!(decided.status, Status::Denied | Status::Negated) {
        return (decided.status, decided.why.clone());
    }
    if found.long_ago || found.when.as_ref().is_some_and(|w| is_history(w, desk.published)) {
        return (Status::Background, "it lies more than half a year before the report".to_owned());
    }
    match speaker.filter(|_| decided.status == Status::Asserted) {
        Some(s) if s.doubtful => (Status::Claimed, format!("“{}” rests on an unproved word", s.source.verb)),
        Some(s) if side == SideOfSource::Gains => {
            (Status::Claimed, format!("{} speaks for the side whose success it is", s.source.text))
        }
        _ => (decided.status, decided.why.clone()),
    }
}
