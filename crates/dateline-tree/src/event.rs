//! The words for events and their status, and what the heads for events propose.

/// Declares a closed set of words with their spelling in the output contract.
#[macro_export]
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
            pub fn parse(word: &str) -> ::std::option::Option<$name> {
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
        /// Fire from afar: air strike, shelling, missile, drone, bomb. Actor strikes.
        Strike = "strike",
        /// Violence against people who do not fight. Actor does it.
        AttackOnCivilians = "attack_on_civilians",
        /// People are arrested or taken captive. Actor detains.
        Detention = "detention",
        /// Captives go free. Actor frees them.
        Release = "release",
        /// Troops, ships or aircraft are sent. Actor sends.
        Deployment = "deployment",
        /// People are brought or flee out of danger. Actor evacuates or flees.
        Evacuation = "evacuation",
        /// An embassy, border, airport, road, school or service is shut. Actor closes.
        Closure = "closure",
        /// The sides or envoys negotiate, meet or agree. Actor talks.
        Talks = "talks",
        /// People demonstrate, strike or riot. Actor protests.
        Protest = "protest",
        /// Relief is delivered, promised or blocked. Actor gives.
        Aid = "aid",
    }
);

impl EventKind {
    /// Whether the event tells who has a place, gains it, leaves it or fights for it. Only these make a history of control.
    pub fn is_about_control(self) -> bool {
        use EventKind::{Advance, Clash, Hold, Siege, Surrender, Takeover, Withdrawal};
        matches!(self, Takeover | Withdrawal | Surrender | Clash | Siege | Advance | Hold)
    }
}

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

/// What the model takes a word for: an event, how far to rely on it, and the words that stand for its parts.
///
/// A proposal is an opinion of one sentence, learned from examples: no rule stands behind it, and it knows neither the
/// report nor the day. Whoever makes claims of proposals decides which margin is enough; a word also gets one when "no
/// event" is likelier, unless it is very much so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposal {
    /// Index of the word that tells the event.
    pub word: u32,
    /// What sort of event.
    pub event: EventKind,
    /// By how much the event's score is above that of "no event" (logarithm of their odds).
    pub margin: f32,
    /// How far to rely on it.
    pub status: Status,
    /// By how much the status's score is above the next best.
    pub status_margin: f32,
    /// Head word of the acting party. One word, here and below; what is coordinated with it the tree tells.
    pub actor: Option<u32>,
    /// Head word of the place.
    pub place: Option<u32>,
    /// Head word of the source.
    pub source: Option<u32>,
}
