//! Whose they are: "his men", "Tigrayan control", "Interior Ministry units".

use super::Parties;
use super::country::forces;
use super::names::{group_party, people_in_arms};
use crate::lexicon::parties::{NamedParty, PartyLexicon, WordKind};
use crate::model::PartyRef;
use crate::read::view::{SUBJECTS, View};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

impl Parties<'_> {
    /// "His men", "her fighters": those of the person named before in the sentence, else of who speaks.
    pub(super) fn his_people(&self, view: View, head: usize) -> Option<PartyRef> {
        let his = view.child(head, &[Relation::NmodPoss])?;
        if !matches!(view.lower(his).as_str(), "his" | "her") || !is_following(&view.lemma(head)) {
            return None;
        }
        let person = (0..his).rev().find(|&i| self.is_one_person(view, i));
        // Of several who speak in a sentence the one who says this.
        let says = || view.ancestors(head).into_iter().skip(1).find_map(|c| view.child(c, SUBJECTS));
        let owner = match person.or_else(says).filter(|&p| p < his && !view.sentence.dominates(p, head)) {
            Some(person) => self.side_of_person(view, person),
            None => self.voice.cloned(),
        }?;
        Some(self.in_arms(owner))
    }

    /// "Under Amhara control", "in federal hands": an adjective that stands for a people's or a state's armed side.
    pub fn by_adjective(&self, view: View, word: usize) -> Option<PartyRef> {
        if view.lower(word) == "federal" && !self.cast.state.is_empty() {
            return Some(forces(&self.cast.state, view.word(word), self.lexicon));
        }
        let people = self.lexicon.people(view.word(word))?;
        Some(self.people_party(people).written(view.word(word)))
    }

    /// The armed side of a people: the group that is listed as its forces, else its forces.
    pub(super) fn people_party(&self, people: &str) -> PartyRef {
        people_party(people, self.lexicon)
    }

    /// "Interior Ministry units": units that a ministry sends are the state's.
    pub(super) fn ministry_units(&self, view: View, head: usize) -> Option<PartyRef> {
        let unit = matches!(view.lemma(head).as_str(), "unit" | "troop" | "man" | "detachment" | "force" | "column");
        let ministry = view.children(head).any(|c| {
            c < head
                && matches!(view.relation(c), Relation::Compound | Relation::NmodPoss | Relation::NmodDesc)
                && self.word_kind(view, c) == Some(WordKind::Ministry)
        });
        (unit && ministry && !self.cast.state.is_empty()).then(|| forces(&self.cast.state, "", self.lexicon))
    }

    /// A government's men are its forces.
    fn in_arms(&self, owner: PartyRef) -> PartyRef {
        match owner.id.strip_prefix("gov:") {
            Some(iso) => forces(iso, &owner.text, self.lexicon),
            None => owner,
        }
    }

    /// A man by name or office, to whom "his" may refer.
    fn is_one_person(&self, view: View, i: usize) -> bool {
        let token = view.token(i);
        match token.upos {
            Upos::Propn => {
                let titled = || {
                    let title = view.child(i, &[Relation::NmodDesc, Relation::Compound]);
                    title.is_some_and(|t| self.is_official(view, t) || leads(&view.lemma(t)))
                };
                view.relation(i) != Relation::Flat && (token.entity == Some(EntityKind::Person) || titled())
            }
            Upos::Noun if token.xpos == Xpos::Nn => {
                let titles = matches!(view.relation(i), Relation::NmodDesc | Relation::Compound | Relation::Appos);
                !titles && (leads(&view.lemma(i)) || self.is_official(view, i))
            }
            _ => false,
        }
    }

    pub(super) fn side_of_person(&self, view: View, person: usize) -> Option<PartyRef> {
        let parts = view.children(person).filter(|&c| view.relation(c) == Relation::Flat);
        let last = parts.chain([person]).max().unwrap_or(person);
        let known = self.cast.people.get(&view.lower(last)).cloned();
        let titled = || {
            let title = view.child(person, &[Relation::NmodDesc, Relation::Appos, Relation::Compound])?;
            self.of_within(view, title, 2)
        };
        known.or_else(|| self.of_within(view, person, 2)).or_else(titled)
    }
}

/// The armed side of a people: the group that is listed as its forces, rebels or fighters, else its forces.
pub(super) fn people_party(people: &str, lexicon: &PartyLexicon) -> PartyRef {
    let listed = |men: &str| match lexicon.longest(&[people, men])? {
        (2, parties) => match parties.as_slice() {
            [NamedParty::Group(group)] => Some(group_party(group, String::new())),
            _ => None,
        },
        _ => None,
    };
    let group = ["forces", "rebels", "fighters", "separatists"].iter().find_map(|men| listed(men));
    group.unwrap_or_else(|| people_in_arms(people))
}

/// Who speaks for or commands those who are "his".
fn leads(lemma: &str) -> bool {
    matches!(lemma, "leader" | "commander" | "warlord" | "chief" | "spokesman" | "spokeswoman" | "spokesperson")
}

/// Nouns for those who follow somebody.
fn is_following(lemma: &str) -> bool {
    matches!(
        lemma,
        "man" | "fighter" | "soldier" | "force" | "troop" | "unit" | "army" | "follower" | "gunman" | "militiaman"
    )
}
