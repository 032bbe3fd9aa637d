//! Which side takes a place where the sentence names none: what the reader knows, laid before [`Takers`].

use super::Reader;
use crate::model::{Claim, EventKind, PartyRef, Role};
use crate::read::attribution::Speaker;
use crate::read::frames::Match;
use crate::read::scene::Spot;
use crate::read::status::Decided;
use crate::read::taker::{Answer, Asked, Takers, Tone};
use crate::read::unreal::turns;
use crate::read::view::View;
use crate::rulebook::Saying;

impl Reader<'_> {
    /// The side that takes or nears a place where the sentence names none, with the reason to name it.
    pub(super) fn guess(
        &self,
        view: View,
        found: &Match,
        spot: &Spot,
        decided: &Decided,
        speaker: Option<&Speaker>,
        here: &[Claim],
    ) -> Answer {
        if found.actor.is_some() || found.somebody.is_some() || turns(view, found.trigger).is_some() {
            return None;
        }
        match self.kind(view, found, None) {
            EventKind::Siege | EventKind::Advance => self.attacker(&spot.place.country),
            EventKind::Takeover => self.takers().of(&Asked {
                place: &spot.place,
                loser: found.target.as_ref().map(|(_, party)| party),
                speaker: speaker.and_then(|s| s.source.party.as_ref()),
                status: decided.status,
                tone: self.tone(view, found, speaker),
                sentence: view.sentence.span,
                paragraph: self.report.blocks.iter().map(|b| b.span).find(|b| b.contains(view.sentence.span)),
                past: &self.claims.iter().chain(here).collect::<Vec<_>>(),
            }),
            _ => None,
        }
    }

    /// Whom an actor acts against where the sentence does not say it.
    pub(super) fn opposed(&self, view: View, found: &Match, kind: EventKind, actor: &PartyRef) -> Option<PartyRef> {
        // "French and Malian troops entered": who acts together is not each other's target.
        let together = self.acting(view, found);
        let odds = |p: &&PartyRef| self.cast.are_at_odds(actor, p, &self.brain.parties);
        // "The rebels and the army fought near Goma": each the other.
        let each_other = together.iter().find(odds).filter(|_| kind == EventKind::Clash).cloned();
        let allied = |t: &PartyRef| together.iter().any(|p| p.side() == t.side());
        each_other.or_else(|| self.opponent(actor).filter(|t| !allied(t)))
    }

    /// Everybody coordinated with the actor.
    fn acting(&self, view: View, found: &Match) -> Vec<PartyRef> {
        let parties = self.parties();
        let words = found.actor.iter().filter(|(w, _)| *w < view.len()).flat_map(|(w, _)| view.coordinated(*w));
        words.filter_map(|w| parties.of(view, w)).collect()
    }

    pub(super) fn attacker(&self, country: &str) -> Answer {
        self.takers().attacker(country)
    }

    fn takers(&self) -> Takers<'_> {
        Takers { gains: &self.gains, cast: &self.cast, lexicon: &self.brain.parties }
    }

    fn tone(&self, view: View, found: &Match, speaker: Option<&Speaker>) -> Tone {
        let admits = |i: usize| self.brain.rules.cues.saying(&view.lemma(i)) == Some(Saying::Admitting);
        let admitted = speaker.is_some_and(|s| (0..view.len()).any(|i| view.word(i) == s.source.verb && admits(i)));
        let (lists, word) = (&self.brain.rules.lists, view.verb_with_particle(found.trigger));
        let has = |list: &str| lists.words(list).contains(&word);
        if found.frame.after {
            Tone::GoesOn
        } else if admitted {
            Tone::Sorry
        } else if self.takes_back(view, found.trigger) {
            Tone::Back
        } else if has("glad") {
            Tone::Glad
        } else if has("sorry") {
            Tone::Sorry
        } else {
            Tone::Plain
        }
    }

    pub(super) fn tells_of_return(&self, view: View, claim: &Claim) -> bool {
        let trigger = claim.marks.iter().find(|m| m.role == Role::Trigger).map(|m| m.span);
        let word = (0..view.len()).find(|&i| Some(view.token(i).span) == trigger);
        claim.tells(EventKind::Takeover) && word.is_some_and(|w| self.takes_back(view, w))
    }

    /// "Retaken", "won back".
    fn takes_back(&self, view: View, trigger: usize) -> bool {
        let back = |c: usize| c > trigger && view.lower(c) == "back";
        self.brain.rules.lists.words("taken_back").contains(&view.lemma(trigger)) || view.children(trigger).any(back)
    }
}
