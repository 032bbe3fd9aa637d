//! A claim: what one passage of one report says.

use super::days::When;
use super::place::{PartyRef, PlaceRef};
use dateline_tree::Span;

/// Declares a closed set of words with their spelling in the output contract.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vm:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vm])* $variant),* }
        impl $name {
            /// Every word of the set.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The word of the output contract.
            pub fn as_str(self) -> &'static str { match self { $($name::$variant => $text),* } }
            /// The variant with this word.
            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|v| v.as_str() == word)
            }
        }
    };
}

words!(
    /// What sort of event a claim tells.
    EventKind {
        /// A side gains a place. Actor gains, target loses.
        Takeover = "takeover",
        /// A side leaves a place.
        Withdrawal = "withdrawal",
        /// A side yields itself or a place.
        Surrender = "surrender",
        /// Fighting at a place.
        Clash = "clash",
        /// A place is surrounded or besieged.
        Siege = "siege",
        /// A side moves towards or into the outskirts of a place.
        Advance = "advance",
        /// A side still holds a place.
        Hold = "hold",
    }
);

words!(
    /// How far a reader may rely on the claim as current fact.
    Status {
        /// In the narrator's voice, by a neutral source, or admitted by the losing side.
        Asserted = "asserted",
        /// A belligerent's word for its own success, or hearsay.
        Claimed = "claimed",
        /// Somebody says that it did not happen.
        Denied = "denied",
        /// The narrator says that it did not happen, or has not yet.
        Negated = "negated",
        /// Intended or ordered.
        Planned = "planned",
        /// Predicted, feared, possible or conditional.
        Forecast = "forecast",
        /// Before the present crisis.
        Background = "background",
    }
);

impl Status {
    /// Whether the claim speaks of something that has happened now, on whoever's word.
    pub fn is_current(self) -> bool {
        matches!(self, Status::Asserted | Status::Claimed)
    }
}

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
    SideOfSource {
        /// The source belongs to the side that gains by the event.
        Gains = "gains",
        /// The source belongs to the side that loses by it: an admission.
        Loses = "loses",
        /// Neither, or not known.
        Neither = "neither",
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As written: "a local lawmaker", "the defence ministry".
    pub text: String,
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
    /// What happened.
    pub event: Event,
    /// How far to rely on it.
    pub status: Status,
    /// Who says it; `None` when the narrator does.
    pub source: Option<Source>,
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
