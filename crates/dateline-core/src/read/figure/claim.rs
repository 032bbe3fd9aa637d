//! From what a number counts to a claim: place, day, status, speaker, label, passage, marks and trace.

use super::{Desk, Told};
use crate::model::BlockKind;
use crate::model::{
    Bound, Claim, Figure, Mark, PartyRef, PlaceKind, Role, Says, SideOfSource, Source, Status, TraceStep,
};
use crate::read::attribution::Speaker;
use crate::read::claims::is_history;
use crate::read::passage::identity;
use crate::read::scene::Spot;
use crate::read::status::{Decided, decide};
use crate::read::when::{Found, when};
use dateline_tree::{Span, Upos};

/// Prepositions of a place where something happens.
const SCENE: &[&str] = &[
    "in",
    "at",
    "near",
    "around",
    "inside",
    "outside",
    "across",
    "throughout",
    "within",
    "over",
    "on",
    "along",
    "of",
    "beside",
    "north of",
    "south of",
    "east of",
    "west of",
];

impl Desk<'_> {
    /// The claim that a figure makes.
    pub(super) fn claim(&self, told: &Told) -> Claim {
        let view = self.view();
        let decided = self.decided(told);
        let ahead = matches!(decided.status, Status::Planned | Status::Forecast);
        let found = when(view, told.trigger, self.times, self.published, self.narrative, self.number, false, ahead);
        let speaker = (self.source)(told.trigger).filter(|s| !self.is_light(told, s));
        // The population of "a town of 35,000" is that of the town and of no other place around.
        let bound = told.measure.is_some_and(|m| m.label == "population")
            && told.word.is_some_and(|w| !matches!(view.token(w).upos, Upos::Verb));
        let spot = told.spot.clone().or_else(|| if bound { None } else { self.spot(told) });
        let figure = self.figure(told, spot.as_ref(), &found);
        let side = self.side(told, speaker.as_ref());
        let (status, why) = self.status(&figure, &found, &decided, speaker.as_ref(), side);
        let figure = Figure { when: figure.when.clone().filter(|w| status.is_current() || w.text.is_some()), ..figure };
        let marks = self.marks(told, spot.as_ref(), &found, &decided, speaker.as_ref());
        let span = self.passage(told, &marks);
        let mut trace = vec![step("rule", self.reason(told))];
        trace.extend(spot.map(|s| step("place", s.how)));
        trace.push(step("when", found.how.clone()));
        trace.push(step("status", why));
        let mut claim = Claim {
            id: String::new(),
            report: self.report.id.clone(),
            span,
            sentence: view.sentence.span,
            quote: span.of(view.text).to_owned(),
            says: Says::Figure(figure.into()),
            status,
            source: speaker.map(|s| Source { side, ..s.source }.into()),
            rule: format!("figure-{}", told.rule),
            headline: self.kind == BlockKind::Headline,
            caption: self.kind == BlockKind::Caption,
            marks,
            trace,
        };
        claim.id = identity(&claim, &self.report.text_sha256);
        claim
    }

    /// The status of the clause; words of the number itself ("no fewer than", "an estimated") take nothing back.
    fn decided(&self, told: &Told) -> Decided {
        let q = &told.quantity;
        let decided = decide(self.view(), told.trigger, &self.rules.cues);
        match decided.cue {
            Some(cue) if (q.first..=q.last).contains(&cue) || self.at(q.first) == "no" && Some(cue) == told.noun => {
                let why = "nothing in the sentence takes it back".to_owned();
                Decided { status: Status::Asserted, cue: None, why }
            }
            _ => decided,
        }
    }

    /// "The fighting claimed 14 lives": nobody speaks.
    fn is_light(&self, told: &Told, speaker: &Speaker) -> bool {
        let view = self.view();
        let above = told.noun.into_iter().flat_map(|n| self.nodes(n)).filter_map(|n| view.head(n));
        above
            .filter(|&v| view.word(v) == speaker.source.verb)
            .any(|v| told.measure.is_some_and(|m| m.object.contains_key(&view.lemma(v))))
    }

    fn figure(&self, told: &Told, spot: Option<&Spot>, found: &Found) -> Figure {
        let q = &told.quantity;
        Figure {
            subject: told.subject.clone().unwrap_or_else(|| self.label(told, spot)),
            value: q.value,
            max: q.max,
            of: told.of,
            unit: told.unit.clone(),
            approx: q.approx,
            bound: q.bound,
            party: told.party.clone(),
            place: spot.map(|s| s.place.clone()),
            when: found.when.clone(),
        }
    }

    /// Where it was: phrases of the noun, of the word that says what happened, and of the clauses above.
    fn spot(&self, told: &Told) -> Option<Spot> {
        let view = self.view();
        let to = told.measure.map_or("in", |m| m.to.as_str());
        let first: &[&str] = match to {
            "from" => &["from", "out of"],
            "to" | "into" => &["to", "into", "for", "towards", "toward"],
            "at" => &["at", "on", "into", "towards"],
            _ => &[],
        };
        let mut homes: Vec<usize> = told.noun.into_iter().flat_map(|n| self.nodes(n)).collect();
        homes.extend(told.word);
        let coordinated = homes.iter().flat_map(|&h| view.coordinated(h)).collect::<Vec<usize>>();
        homes.extend(coordinated);
        homes.extend(view.ancestors(told.trigger));
        for cases in [first, SCENE] {
            for &home in &homes {
                let speaks = self.rules.cues.reports(&view.lemma(home)) && home != told.trigger;
                let found = self.spot_below(home, cases, speaks);
                if found.is_some() {
                    return found;
                }
            }
        }
        // "killed 12 and wounded 30 in Beni": the last verb's place is also the first one's.
        let after = view.coordinated(told.trigger).into_iter().skip(1);
        let shared = after
            .filter(|&v| !view.has_own_subject(v) || view.token(v).upos == Upos::Verb)
            .find_map(|v| self.spot_below(v, SCENE, false));
        if shared.is_some() {
            return shared;
        }
        // "the hospital in Sloviansk received"; "In Lashkar Gah the health director said".
        let subject = view.surface_subject(told.trigger).filter(|_| to == "in");
        let owner = subject.and_then(|s| self.spot_below(s, SCENE, false));
        let opening = || self.scene.mentions.iter().find(|m| m.first == 1 && SCENE.contains(&self.at(0).as_str()));
        let first_words =
            || opening().and_then(|m| (m.first..=m.last).find_map(|i| self.scene.spots(i).into_iter().next()));
        if let Some(found) = owner.or_else(first_words) {
            return Some(found);
        }
        // "displaced from" has no such phrase in "has fled El Fasher": the object is the place.
        let object = view.object(told.trigger).filter(|_| matches!(to, "from" | "to" | "into"))?;
        self.scene.spots(object).into_iter().next().filter(|_| Some(object) != told.noun)
    }

    /// A place in a phrase of a word, or of a phrase below it: "from the jail in Bukavu".
    fn spot_below(&self, home: usize, cases: &[&str], speaks: bool) -> Option<Spot> {
        let view = self.view();
        let phrase = |c: &usize| matches!(view.relation(*c).base(), "obl" | "nmod" | "obj" | "advmod");
        let under: Vec<usize> = view.children(home).filter(phrase).filter(|&c| !speaks || c < 4).collect();
        let near = under.iter().copied().filter(|&c| cases.contains(&view.case(c).as_str()));
        let found = near.flat_map(|c| self.scene.spots(c)).next();
        found.or_else(|| {
            let below = under.iter().flat_map(|&c| view.children(c)).filter(phrase);
            let inner = below.filter(|&c| SCENE.contains(&view.case(c).as_str()));
            inner.flat_map(|c| self.scene.spots(c)).next()
        })
    }

    /// Thing, measure, holder and place in words: "people killed in Kunduz".
    fn label(&self, told: &Told, spot: Option<&Spot>) -> String {
        let Some(measure) = told.measure else {
            let place = spot.map_or(String::new(), |s| format!(" in {}", s.place.name));
            return format!("{}{place}", told.thing);
        };
        let area = |s: &&Spot| matches!(s.place.kind, PlaceKind::Province | PlaceKind::District | PlaceKind::City);
        let narrow = spot.filter(|s| !measure.party || area(s));
        let place = narrow.map_or(String::new(), |s| format!(" {} {}", self.preposition(&measure.to, s), s.place.name));
        if measure.label == "population" {
            return format!("population{place}");
        }
        if measure.party {
            let holder = told.party.as_ref().map_or(String::new(), |p| format!(" by {}", p.name));
            return format!("{}{place} {}{holder}", told.thing, measure.label);
        }
        format!("{} {}{place}", told.thing, measure.label)
    }

    /// "from", "to" or "into" where the sentence says so, else "in": people displaced in Sudan may have left nothing else.
    fn preposition<'t>(&self, to: &'t str, spot: &Spot) -> &'t str {
        let view = self.view();
        let case = if spot.word < view.len() { view.case(spot.word) } else { String::new() };
        let inside = SCENE.contains(&case.as_str());
        if inside && !matches!(to, "of" | "at") { "in" } else { to }
    }

    /// Where the speaker stands: whose success the figure is.
    fn side(&self, told: &Told, speaker: Option<&Speaker>) -> SideOfSource {
        let own = speaker.and_then(|s| s.source.party.as_ref()).map(PartyRef::side);
        let (Some(own), Some(party)) = (own, told.party.as_ref().map(PartyRef::side)) else {
            return SideOfSource::Neither;
        };
        let success = told.measure.is_some_and(|m| m.success);
        let holds = told.measure.is_some_and(|m| m.party);
        match (holds, success, own == party) {
            (true, _, true) | (false, true, false) => SideOfSource::Gains,
            (true, _, false) | (false, true, true) => SideOfSource::Loses,
            _ => SideOfSource::Neither,
        }
    }

    fn status(
        &self,
        figure: &Figure,
        found: &Found,
        decided: &Decided,
        speaker: Option<&Speaker>,
        side: SideOfSource,
    ) -> (Status, String) {
        if matches!(decided.status, Status::Denied | Status::Negated) {
            return (decided.status, decided.why.clone());
        }
        if found.long_ago || figure.when.as_ref().is_some_and(|w| is_history(w, self.published)) {
            return (Status::Background, "it lies more than half a year before the report".to_owned());
        }
        if decided.status != Status::Asserted {
            return (decided.status, decided.why.clone());
        }
        match speaker {
            Some(s) if s.doubtful => (Status::Claimed, format!("“{}” rests on an unproved word", s.source.verb)),
            Some(s) if side == SideOfSource::Gains => {
                (Status::Claimed, format!("{} speaks for the side whose success it is", s.source.text))
            }
            _ => (Status::Asserted, decided.why.clone()),
        }
    }

    fn marks(
        &self,
        told: &Told,
        spot: Option<&Spot>,
        found: &Found,
        decided: &Decided,
        speaker: Option<&Speaker>,
    ) -> Vec<Mark> {
        let view = self.view();
        let one = |word: usize, role: Role| Mark { span: view.token(word).span, role };
        let q = &told.quantity;
        let mut marks = vec![Mark { span: view.span(q.first, q.last), role: Role::Number }];
        marks.extend(told.noun.map(|n| one(n, Role::Subject)));
        marks.extend(
            told.word
                .or(Some(told.trigger))
                .filter(|&t| Some(t) != told.noun && !(q.first..=q.last).contains(&t))
                .map(|t| one(t, Role::Trigger)),
        );
        marks.extend(spot.map(|s| s.word).filter(|&w| w < view.len()).map(|w| one(w, Role::Place)));
        marks.extend(found.words.map(|(a, b)| Mark { span: view.span(a, b), role: Role::When }));
        marks.extend(decided.cue.map(|c| one(c, Role::Cue)));
        let scope = decided.cue.and_then(|c| crate::read::scope::scope(view, told.trigger, c));
        marks.extend(scope.map(|(a, b)| Mark { span: view.span(a, b), role: Role::Scope }));
        marks.extend(speaker.and_then(|s| s.head).map(|h| one(h, Role::Source)));
        marks.sort();
        marks.dedup();
        marks
    }

    /// From the number to what says what it counts.
    fn passage(&self, told: &Told, marks: &[Mark]) -> Span {
        let view = self.view();
        let own = marks.iter().filter(|m| matches!(m.role, Role::Number | Role::Subject | Role::Trigger));
        let q = &told.quantity;
        own.fold(view.span(q.first, q.last), |span, m| span.cover(m.span))
    }

    fn reason(&self, told: &Told) -> String {
        let q = &told.quantity;
        let view = self.view();
        let number = view.span(q.first, q.last).of(view.text);
        let firm = match (q.bound, q.approx) {
            (Some(Bound::Min), _) => ", at least that",
            (Some(Bound::Max), _) => ", at most that",
            (None, true) => ", roughly",
            (None, false) => "",
        };
        let what = told.noun.map_or("what was counted before".to_owned(), |n| format!("“{}”", view.word(n)));
        let said = told.measure.map_or(String::new(), |m| {
            format!(", and “{}” says that they are {}", view.word(told.word.unwrap_or(told.trigger)), m.label)
        });
        format!("“{number}” is {}{firm}; it is a number of {what}{said}", q.value)
    }
}

fn step(what: &str, how: String) -> TraceStep {
    TraceStep { what: what.to_owned(), how }
}
