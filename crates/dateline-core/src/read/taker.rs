//! Who takes a place where nobody is named as taking it: "Bambari fell on Monday", "the bridge was retaken".
//!
//! The side is told from what the report itself says, and every answer names its reason: the loser is named and fights one
//! side only; the sentences around tell of one side that takes places; a side speaks of its own success or loss. Where the
//! report gives no such reason the place is taken by somebody unknown. A capture with the wrong holder is worse than one
//! without.

use super::party::{Cast, forces, government};
use crate::lexicon::parties::PartyLexicon;
use crate::model::{Claim, EventKind, PartyRef, PlaceKind, PlaceRef, Role, Span, Status};

/// A capture by a side that the report names.
#[derive(Clone, Debug, PartialEq)]
struct Gain {
    place: String,
    party: PartyRef,
    /// Told as a recapture.
    back: bool,
    sentence: Span,
}

/// The captures of a report whose taker is named, on whoever's word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gains {
    taken: Vec<Gain>,
    /// Sides that are named as nearing or besieging places.
    moves: Vec<Gain>,
    /// Sides that are named as leaving or yielding places.
    left: Vec<Gain>,
}

/// Gathers from all claims of a report who takes places in it; `is_back` tells claims of recapture.
pub fn gains(claims: &[Claim], is_back: &dyn Fn(&Claim) -> bool) -> Gains {
    let told = |c: &&Claim| !c.headline && c.status.is_current() && c.marks.iter().any(|m| m.role == Role::Actor);
    let taken = claims.iter().filter(told).filter(|c| c.tells(EventKind::Takeover));
    let left = claims.iter().filter(told).filter(|c| {
        let town = c.place().is_some_and(|p| p.kind == PlaceKind::City && p.detail.is_none());
        // Whom a pronoun means is not sure enough to rule a side out.
        let named = c.actor().is_some_and(|a| !PRONOUNS.contains(&a.text.to_lowercase().as_str()));
        town && named && matches!(c.event_kind(), Some(EventKind::Withdrawal | EventKind::Surrender))
    });
    let gain = |c: &Claim| {
        Some(Gain {
            place: c.place()?.id.clone(),
            party: unwritten(c.actor()?),
            back: is_back(c),
            sentence: c.sentence,
        })
    };
    let moves = claims.iter().filter(told).filter(|c| c.tells(EventKind::Advance) || c.tells(EventKind::Siege));
    Gains {
        taken: taken.filter_map(gain).collect(),
        moves: moves.filter_map(gain).collect(),
        left: left.filter_map(gain).collect(),
    }
}

const PRONOUNS: &[&str] = &["it", "its", "itself", "they", "them", "their", "themselves", "who", "which"];

/// What is known of a capture whose taker is not named.
pub struct Asked<'a> {
    /// What is taken.
    pub place: &'a PlaceRef,
    /// Who loses it, where he is named.
    pub loser: Option<&'a PartyRef>,
    /// Whose words they are.
    pub speaker: Option<&'a PartyRef>,
    /// How far it is fact.
    pub status: Status,
    /// How the word tells it.
    pub tone: Tone,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The paragraph that sentence stands in.
    pub paragraph: Option<Span>,
    /// The claims told before it.
    pub past: &'a [&'a Claim],
}

/// How a word tells a change of hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// "Captured", "fell": whoever did it.
    Plain,
    /// "Retaken": by a side that had it before.
    Back,
    /// "Liberated", "secured": by the side of whoever says so.
    Glad,
    /// "Lost", "given up": by the side of whoever says so, when a side says so.
    Sorry,
    /// "Kandahar followed": by whoever took the place before it.
    GoesOn,
}

/// A side and why it is believed to be the taker.
pub type Answer = Option<(PartyRef, &'static str)>;

/// Everything that a report tells of who takes places.
#[derive(Clone, Copy)]
pub struct Takers<'a> {
    /// The named ones.
    pub gains: &'a Gains,
    /// Who is in the report.
    pub cast: &'a Cast,
    /// Governments and forces.
    pub lexicon: &'a PartyLexicon,
}

impl Takers<'_> {
    /// The side that takes a place, where the report gives a reason to name one.
    pub fn of(&self, asked: &Asked) -> Answer {
        let leaves = |p: &PartyRef| {
            let left = self.gains.left.iter().any(|g| g.place == asked.place.id && g.party.side() == p.side());
            let takes = self.gains.taken.iter().any(|g| g.place == asked.place.id && g.party.side() == p.side());
            left && !takes
        };
        self.likely(asked).filter(|(party, _)| !leaves(party))
    }

    fn likely(&self, asked: &Asked) -> Answer {
        if let Some(loser) = asked.loser {
            return self.from(loser, asked).map(|p| (p, "the other side is the only one that it is told to fight"));
        }
        if asked.tone == Tone::GoesOn
            && let Some(last) = asked.past.iter().rev().find(|c| c.tells(EventKind::Takeover) && c.status.is_current())
        {
            return last.actor().map(|p| (unwritten(p), "the side that took the place told of just before"));
        }
        self.by_speaker(asked)
            .or_else(|| self.by_place(asked))
            .or_else(|| self.by_advance(asked))
            .or_else(|| self.by_paragraph(asked))
            .or_else(|| self.by_report(asked))
    }

    /// The side that takes places or closes in on them in the report, where it is the only one that does.
    pub fn attacker(&self, country: &str) -> Answer {
        let not_at_home = |p: &PartyRef| p.side() != format!("state:{country}");
        match alone(&self.gains.taken.iter().collect::<Vec<_>>()) {
            Some(party) => Some((party, "no other side is named as taking places in the report")),
            None => {
                let party = self.intruder()?;
                not_at_home(&party).then_some((party, "no other side fights this one in the report"))
            }
        }
    }

    /// A side that denies a capture denies the other side's, and a side that tells of a loss lost it.
    fn by_speaker(&self, asked: &Asked) -> Answer {
        let speaker = asked.speaker.filter(|p| self.is_warring(p))?;
        let denies = matches!(asked.status, Status::Denied | Status::Negated);
        if denies || asked.tone == Tone::Sorry {
            let why = "whoever says so speaks of his own side's loss";
            return self.from(speaker, asked).map(|p| (p, why));
        }
        let boasts = matches!(asked.tone, Tone::Glad | Tone::Back);
        boasts.then(|| (self.in_arms(speaker), "whoever says so speaks of his own side's success"))
    }

    /// The side that the report elsewhere names as taking the same place. What one side takes back the other has taken.
    fn by_place(&self, asked: &Asked) -> Answer {
        let back = asked.tone == Tone::Back;
        let here: Vec<&Gain> = self.gains.taken.iter().filter(|g| g.place == asked.place.id).collect();
        let (alike, before): (Vec<&Gain>, Vec<&Gain>) = here.into_iter().partition(|g| g.back == back);
        if let Some(party) = alone(&alike) {
            return Some((party, "the report names this side as taking the same place"));
        }
        let other = alone(&before).filter(|_| alike.is_empty())?;
        self.from(&other, asked)
            .map(|p| (p, "the report names the other side for the turn of the same place before or after"))
    }

    /// The only side that the sentence tells to advance, or that the report tells to close in on the place.
    fn by_advance(&self, asked: &Asked) -> Answer {
        let moves = self.gains.moves.iter().filter(|_| asked.tone != Tone::Back);
        let (here, others): (Vec<&Gain>, Vec<&Gain>) = moves.partition(|g| g.sentence == asked.sentence);
        if !here.is_empty() {
            return alone(&here).map(|p| (p, "the sentence tells no other side to advance"));
        }
        let near: Vec<&Gain> = others.into_iter().filter(|g| g.place == asked.place.id).collect();
        alone(&near).map(|p| (p, "the report names this side as closing in on the place"))
    }

    /// The only side that the sentences of the same paragraph name as taking places.
    fn by_paragraph(&self, asked: &Asked) -> Answer {
        let block = asked.paragraph.filter(|_| asked.tone != Tone::Back)?;
        let near: Vec<&Gain> = self.gains.taken.iter().filter(|g| block.contains(g.sentence)).collect();
        let party = alone(&near).filter(|_| near.iter().any(|g| !g.back))?;
        Some((party, "the paragraph names no other side as taking places"))
    }

    /// The only side that the report names as taking places; where it names none, the one that came to take them.
    fn by_report(&self, asked: &Asked) -> Answer {
        let home = format!("state:{}", asked.place.country);
        let all: Vec<&Gain> = self.gains.taken.iter().collect();
        if asked.tone == Tone::Back {
            let back: Vec<&Gain> = all.into_iter().filter(|g| g.back).collect();
            let again = alone(&back).map(|p| (p, "the report names no other side as taking places back"));
            return again.or_else(|| self.owner(&home));
        }
        if all.is_empty() {
            let party = self.intruder().filter(|p| p.side() != home)?;
            return Some((party, "no other side fights this one in the report"));
        }
        // One warlord's men who take one place are no ground for who took another.
        let known = |p: &PartyRef| self.cast.is_named(p) || p.side() == home || all.len() > 1;
        let party = alone(&all).filter(|p| known(p) && all.iter().any(|g| !g.back))?;
        Some((party, "no other side is named as taking places in the report"))
    }

    /// Who takes a place back that a side came to take: the state it lies in, where that side is the only other one.
    fn owner(&self, home: &str) -> Answer {
        let iso = home.strip_prefix("state:").filter(|iso| !iso.is_empty())?;
        let others = self.gains.taken.iter().filter(|g| g.party.side() != home);
        let sides: Vec<String> = others.map(|g| g.party.side()).collect();
        let lone = sides.windows(2).all(|w| w[0] == w[1]);
        (lone && self.intruder().is_some_and(|p| p.side() != home)).then(|| {
            (forces(iso, "", self.lexicon), "the state it lies in had it before, and one side fights that state")
        })
    }

    /// Whoever takes a place from a side: the one that the report names as taking that place or any, else its only foe.
    fn from(&self, loser: &PartyRef, asked: &Asked) -> Option<PartyRef> {
        let others: Vec<&Gain> = self.gains.taken.iter().filter(|g| g.party.side() != loser.side()).collect();
        let here: Vec<&Gain> = others.iter().copied().filter(|g| g.place == asked.place.id).collect();
        if let Some(party) = alone(&here).or_else(|| alone(&others)) {
            return Some(party);
        }
        let settled = others.is_empty() || !self.cast.foes(loser).is_empty();
        self.cast.sole_opponent(loser, self.lexicon).filter(|_| settled)
    }

    /// The group or foreign state that alone fights the state of the report. Where somebody else than the state is told to
    /// leave towns, it is not plain that the state loses them.
    fn intruder(&self) -> Option<PartyRef> {
        let home = government(&self.cast.state, "", self.lexicon);
        let party = self.cast.sole_opponent(&home, self.lexicon)?;
        let leaves = self.gains.left.iter().any(|g| g.party.side() != home.side());
        (!leaves).then_some(party)
    }

    /// Whether somebody speaks for a side that fights in the report.
    fn is_warring(&self, party: &PartyRef) -> bool {
        let side = party.side();
        side == format!("state:{}", self.cast.state)
            || self.gains.taken.iter().any(|g| g.party.side() == side)
            || self.cast.is_named(party)
    }

    /// A government takes places by its forces.
    fn in_arms(&self, speaker: &PartyRef) -> PartyRef {
        match speaker.id.strip_prefix("gov:") {
            Some(iso) => forces(iso, "", self.lexicon),
            None => unwritten(speaker),
        }
    }
}

/// The only side of some captures.
fn alone(taken: &[&Gain]) -> Option<PartyRef> {
    let first = taken.first()?;
    taken.iter().all(|g| g.party.side() == first.party.side()).then(|| first.party.clone())
}

/// A party that no word of this passage names.
fn unwritten(party: &PartyRef) -> PartyRef {
    party.written("")
}

#[cfg(test)]
mod tests {
    use super::{Asked, Gains, Takers, Tone, gains};
    use crate::lexicon::parties::PartyLexicon;
    use crate::model::{Claim, EventKind, Mark, PartyRef, PlaceKind, PlaceRef, Role, Span, Status};
    use crate::picture::testing::{But, claim, party, place};
    use crate::read::party::Cast;

    #[test]
    fn the_only_side_that_takes_places_takes_the_next_one() {
        let two = [took("reds", "tirel"), took("reds", "mun")];
        assert_eq!(taker(&two, asked("orlen", Tone::Plain)), Some("reds".to_owned()));
        let one = taker(&two[..1], asked("orlen", Tone::Plain));
        assert_eq!(one, None, "a single capture by somebody who is no side of the report is no ground");
    }

    #[test]
    fn where_both_sides_take_places_nobody_is_guessed() {
        let both = [took("reds", "tirel"), took("blues", "mun")];
        assert_eq!(taker(&both, asked("orlen", Tone::Plain)), None);
        assert_eq!(taker(&both, asked("mun", Tone::Plain)), Some("blues".to_owned()), "told of the same place");
    }

    #[test]
    fn nothing_is_known_of_a_report_that_names_no_side() {
        assert_eq!(taker(&[], asked("orlen", Tone::Plain)), None);
    }

    #[test]
    fn what_one_side_took_another_takes_back() {
        let told = [took("reds", "orlen"), took("blues", "tirel")];
        assert_eq!(taker(&told, asked("orlen", Tone::Back)), Some("blues".to_owned()));
    }

    #[test]
    fn who_leaves_a_place_does_not_take_it() {
        let left = claim("r", EventKind::Withdrawal, "reds", 2).but(marked);
        let told = [took("reds", "tirel"), left];
        assert_eq!(taker(&told, asked("orlen", Tone::Plain)), None);
    }

    #[test]
    fn a_side_that_tells_of_a_loss_lost_it_and_one_that_denies_a_fall_holds_it() {
        let both = [took("reds", "tirel"), took("blues", "mun")];
        let reds = party("reds");
        let lost = Asked { speaker: Some(&reds), ..asked("orlen", Tone::Sorry) };
        assert_eq!(taker(&both, lost), Some("blues".to_owned()));
        let denied = Asked { speaker: Some(&reds), status: Status::Denied, ..asked("orlen", Tone::Plain) };
        assert_eq!(taker(&both, denied), Some("blues".to_owned()));
        let freed = Asked { speaker: Some(&reds), ..asked("orlen", Tone::Glad) };
        assert_eq!(taker(&both, freed), Some("reds".to_owned()));
    }

    #[test]
    fn a_capture_in_a_headline_is_no_evidence() {
        let headline = took("reds", "tirel").but(|c| c.headline = true);
        assert_eq!(taker(&[headline], asked("orlen", Tone::Plain)), None);
    }

    fn taker(told: &[Claim], asked: Asked) -> Option<String> {
        let lexicon = PartyLexicon::embedded().unwrap();
        let gains: Gains = gains(told, &|_| false);
        let cast = Cast::default();
        let takers = Takers { gains: &gains, cast: &cast, lexicon: &lexicon };
        takers.of(&asked).map(|(party, _): (PartyRef, _)| party.name.clone())
    }

    fn took(side: &str, town: &str) -> Claim {
        let town = place(town, PlaceKind::City);
        claim("r", EventKind::Takeover, side, 1).but(marked).but(|c| c.event_mut().unwrap().place = Some(town))
    }

    fn marked(claim: &mut Claim) {
        claim.marks.push(Mark { span: Span::new(0, 1), role: Role::Actor });
    }

    fn asked(town: &str, tone: Tone) -> Asked<'static> {
        let place: &'static PlaceRef = Box::leak(Box::new(place(town, PlaceKind::City)));
        Asked {
            place,
            loser: None,
            speaker: None,
            status: Status::Asserted,
            tone,
            sentence: Span::new(90, 99),
            paragraph: None,
            past: &[],
        }
    }
}
