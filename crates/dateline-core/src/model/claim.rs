//! A claim: what one passage of one report says.

use super::days::When;
use super::place::{PartyRef, PlaceRef};
use super::shared::Shared;
use dateline_tree::{Span, words};

pub use dateline_tree::{EventKind, Status};

words!(
    /// Whether the whole place is meant.
    Extent {
        /// The whole place.
        Full = "full",
        /// Only a part: some districts, the prison, the outskirts.
        Partial = "partial",
    }
);

words!(
    /// How a takeover came about.
    Manner {
        /// After fighting.
        Fighting = "fighting",
        /// Negotiated or surrendered.
        HandedOver = "handed_over",
        /// Left by its defenders.
        Abandoned = "abandoned",
    }
);

words!(
    /// Where the source stands with regard to what it says.
    #[derive(Default)]
    SideOfSource {
        /// The source belongs to the side that gains by the event.
        Gains = "gains",
        /// The source belongs to the side that loses by it: an admission.
        Loses = "loses",
        /// Neither, or not known.
        #[default]
        Neither = "neither",
    }
);

words!(
    /// The open end of a number.
    Bound {
        /// At least so much: "more than", "no fewer than".
        Min = "min",
        /// At most so much: "up to", "almost".
        Max = "max",
    }
);

words!(
    /// What a marked stretch of words contributes to a claim.
    Role {
        /// The word the frame hangs on.
        Trigger = "trigger",
        /// The acting party.
        Actor = "actor",
        /// The party acted upon.
        Target = "target",
        /// The place.
        Place = "place",
        /// The expression of time.
        When = "when",
        /// Who says it.
        Source = "source",
        /// A word that decided the status: "not", "could", "denied".
        Cue = "cue",
        /// The clause that a status cue governs.
        Scope = "scope",
        /// The number of a figure.
        Number = "number",
        /// What a figure counts.
        Subject = "subject",
    }
);

/// Words of the report that contributed to a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where they stand.
    pub span: Span,
    /// What they contributed.
    pub role: Role,
}

/// Who says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Source {
    /// As written: "a local lawmaker", "the defence ministry", "he".
    pub text: String,
    /// The speaker's name where the report tells it, here or before: "Zabihullah Mujahid" for "he".
    pub name: Option<String>,
    /// Office or role as written: "deputy governor", "spokesman".
    pub role: Option<String>,
    /// Through whom it came, the nearest first: "AFP" in "told AFP", "state media" in "state media quoted him".
    pub via: Vec<String>,
    /// The party the source speaks for, when that is known.
    pub party: Option<PartyRef>,
    /// The reporting word as it stands in the text ("said", "according to").
    pub verb: String,
    /// Whether the source gains or loses by what it says.
    pub side: SideOfSource,
}

/// One step of how a claim was made, for `dateline why`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep {
    /// What was decided: `place`, `when`, `actor`, `status`.
    pub what: String,
    /// How, as a sentence a reader can check against the passage.
    pub how: String,
}

/// Something that happened at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What sort of event.
    pub kind: EventKind,
    /// For takeover the side that gains, for withdrawal and surrender the side that leaves or yields, for hold
    /// the side that has the place.
    pub actor: Option<PartyRef>,
    /// The side acted upon.
    pub target: Option<PartyRef>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Whether the whole place is meant.
    pub extent: Extent,
    /// How a takeover came about.
    pub manner: Option<Manner>,
    /// When.
    pub when: Option<When>,
}

/// A number that a report gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// What is counted or measured, as a normalised label: "provincial capitals held by Taliban", "people killed".
    pub subject: String,
    /// The number; the lower end of a range. Shares are in percent.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// The whole that it is a part of: 34 in "12 of 34".
    pub of: Option<f64>,
    /// Of what it is a number: "people", "troops", "percent", "kilometres", "USD".
    pub unit: String,
    /// Said to be rough: "about", "some", "dozens".
    pub approx: bool,
    /// An open end.
    pub bound: Option<Bound>,
    /// Whose they are or who did it to them.
    pub party: Option<PartyRef>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// When.
    pub when: Option<When>,
}

impl Figure {
    /// The number in words: "at least 20", "12 of 34", "200 to 400", "about 65 percent".
    pub fn told(&self) -> String {
        let bound = match self.bound {
            Some(Bound::Min) => "at least ",
            Some(Bound::Max) => "at most ",
            None if self.approx => "about ",
            None => "",
        };
        let range = self.max.map_or(String::new(), |m| format!(" to {m}"));
        let of = self.of.map_or(String::new(), |of| format!(" of {of}"));
        let unit = if self.unit == "percent" { " percent" } else { "" };
        format!("{bound}{}{range}{of}{unit}", self.value)
    }
}

/// What somebody is reported as saying; the passage is what is said, [`Claim::source`] who says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Whether the speaker's own words are quoted.
    pub direct: bool,
    /// When it was said, as far as the passage tells.
    pub when: Option<When>,
}

words!(
    /// What a named person did, or what was done to them.
    Lot {
        /// Taken prisoner, arrested or abducted.
        Captured = "captured",
        /// Killed, or dead.
        Killed = "killed",
        /// Wounded.
        Wounded = "wounded",
        /// Fled.
        Fled = "fled",
        /// Left, without a word of flight.
        Left = "left",
        /// Gave up or gave themselves in.
        Surrendered = "surrendered",
        /// Put into an office.
        Appointed = "appointed",
        /// Put out of an office.
        Dismissed = "dismissed",
        /// Gave up an office.
        Resigned = "resigned",
        /// Said to be at a place.
        Located = "at",
    }
);

/// A person as a claim names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRef {
    /// The name, as fully as the report has told it by then.
    pub name: String,
    /// As written: "the governor, Daud Laghmani", "he".
    pub text: String,
    /// Office or role as written.
    pub role: Option<String>,
    /// The party the person belongs to, when that is known.
    pub party: Option<PartyRef>,
}

/// What befell a named person, or what they did.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonTold {
    /// Who.
    pub person: PersonRef,
    /// What.
    pub lot: Lot,
    /// Where it was, or from where they went.
    pub place: Option<PlaceRef>,
    /// Where they went.
    pub to: Option<PlaceRef>,
    /// When.
    pub when: Option<When>,
}

/// What a passage says: that something happened, how many, or that somebody said something.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// Something happened.
    Event(Event),
    /// A number.
    Figure(Shared<Figure>),
    /// Somebody's words.
    Statement(Statement),
    /// What befell a named person.
    Person(Shared<PersonTold>),
}

impl Says {
    /// The word of the output contract.
    pub fn as_str(&self) -> &'static str {
        match self {
            Says::Event(_) => "event",
            Says::Figure(_) => "figure",
            Says::Statement(_) => "statement",
            Says::Person(_) => "person",
        }
    }
}

/// What one passage of one report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Derived from report, passage and content: the same report read by the same version gives the same id.
    pub id: String,
    /// The report's id.
    pub report: String,
    /// The passage: the clause that makes the claim.
    pub span: Span,
    /// The whole sentence the passage stands in.
    pub sentence: Span,
    /// The words of the passage, exactly as they stand in the text.
    pub quote: String,
    /// What it says.
    pub says: Says,
    /// How far to rely on it.
    pub status: Status,
    /// Who says it; `None` when the narrator does.
    pub source: Option<Shared<Source>>,
    /// Name of the frame that matched.
    pub rule: String,
    /// From a headline: shown, but never the only ground of a finding.
    pub headline: bool,
    /// From a caption, which may be older than the report.
    pub caption: bool,
    /// The words that contributed.
    pub marks: Vec<Mark>,
    /// How place, day, parties and status were found.
    pub trace: Vec<TraceStep>,
}

/// How the names of frames begin that fill the roles of what the model proposes.
pub const LEARNED: &str = "learned-";

impl Claim {
    /// Whether only the model finds it, and no rule. Such a claim is listed and no part of the picture.
    pub fn is_learned(&self) -> bool {
        self.rule.starts_with(LEARNED)
    }

    /// The event, when the claim tells one.
    pub fn event(&self) -> Option<&Event> {
        match &self.says {
            Says::Event(event) => Some(event),
            Says::Figure(_) | Says::Statement(_) | Says::Person(_) => None,
        }
    }
    /// The event, to be changed.
    pub fn event_mut(&mut self) -> Option<&mut Event> {
        match &mut self.says {
            Says::Event(event) => Some(event),
            Says::Figure(_) | Says::Statement(_) | Says::Person(_) => None,
        }
    }
    /// The figure, when the claim gives one.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.says {
            Says::Figure(figure) => Some(figure),
            Says::Event(_) | Says::Statement(_) | Says::Person(_) => None,
        }
    }
    /// The statement, when the claim is one.
    pub fn statement(&self) -> Option<&Statement> {
        match &self.says {
            Says::Statement(statement) => Some(statement),
            Says::Event(_) | Says::Figure(_) | Says::Person(_) => None,
        }
    }
    /// The person with what befell them, when the claim tells that.
    pub fn person(&self) -> Option<&PersonTold> {
        match &self.says {
            Says::Person(told) => Some(told),
            _ => None,
        }
    }
    /// What sort of event it tells.
    pub fn event_kind(&self) -> Option<EventKind> {
        self.event().map(|e| e.kind)
    }
    /// Whether it tells an event of this sort.
    pub fn tells(&self, kind: EventKind) -> bool {
        self.event_kind() == Some(kind)
    }
    /// Where: of an event or a figure.
    pub fn place(&self) -> Option<&PlaceRef> {
        match &self.says {
            Says::Event(event) => event.place.as_ref(),
            Says::Figure(figure) => figure.place.as_ref(),
            Says::Person(told) => told.place.as_ref(),
            Says::Statement(_) => None,
        }
    }
    /// The place, to be changed.
    pub fn place_mut(&mut self) -> Option<&mut PlaceRef> {
        match &mut self.says {
            Says::Event(event) => event.place.as_mut(),
            Says::Figure(figure) => figure.place.as_mut(),
            Says::Person(told) => told.place.as_mut(),
            Says::Statement(_) => None,
        }
    }
    /// When.
    pub fn when(&self) -> Option<&When> {
        match &self.says {
            Says::Event(event) => event.when.as_ref(),
            Says::Figure(figure) => figure.when.as_ref(),
            Says::Statement(statement) => statement.when.as_ref(),
            Says::Person(told) => told.when.as_ref(),
        }
    }
    /// The acting party of an event, or the party of a figure.
    pub fn actor(&self) -> Option<&PartyRef> {
        match &self.says {
            Says::Event(event) => event.actor.as_ref(),
            Says::Figure(figure) => figure.party.as_ref(),
            Says::Statement(_) | Says::Person(_) => None,
        }
    }
    /// The party that an event is done to.
    pub fn target(&self) -> Option<&PartyRef> {
        self.event().and_then(|e| e.target.as_ref())
    }
}
