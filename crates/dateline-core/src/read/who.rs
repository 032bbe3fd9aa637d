//! Who takes part in what is no fight for a place: agencies, embassies, residents, prisoners, a minister by name.
//!
//! A takeover needs a party to the war. An evacuation, an arrest or a march has other people in it, so a frame
//! says which classes of nouns its roles accept, and this file says what a noun is.

use super::party::{Parties, adjectives_of, forces, government};
use super::scene::Scene;
use super::view::View;
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::Capital;
use crate::model::{Party, PartyRef};
use crate::rulebook::{Class, Lists};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// A sentence with everything that tells what its nouns are.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    /// The sentence with its places.
    pub scene: Scene<'a>,
    /// The parties to the war.
    pub parties: Parties<'a>,
    /// Lists of nouns.
    pub lists: &'a Lists,
}

impl Who<'_> {
    /// What a noun of one of the classes is called as somebody who acts or suffers; `None` when it is of none.
    pub fn named(&self, head: usize, classes: &[Class]) -> Option<PartyRef> {
        let class = classes.iter().find(|c| self.is(head, c))?;
        let party = self.party(head);
        if party.is_some() || *class == Class::Party {
            return party;
        }
        let text = self.called(head);
        let (kind, name) = if self.is(head, &Class::People) || self.is(head, &Class::Person) {
            ("people", self.people_name(head, &text))
        } else if self.is(head, &Class::Body) {
            ("body", without_article(&text).to_owned())
        } else {
            ("thing", without_article(&text).to_owned())
        };
        (!name.is_empty()).then(|| PartyRef::from(Party { id: format!("{kind}:{}", fold(&name)), name, text }))
    }

    /// A noun that the model points at as who acts, by whatever name, where it is of none of the classes that are
    /// known: "trucks with flour", "Sikh demonstrators". A pronoun or a place tells nobody.
    pub fn pointed_at(&self, head: usize) -> Option<PartyRef> {
        let noun = matches!(self.view().token(head).upos, Upos::Noun | Upos::Propn | Upos::Num);
        let text = self.called(head);
        let name = without_article(&text).to_owned();
        let known = self.party(head).filter(|_| noun);
        known.or_else(|| {
            let somebody = noun && !name.is_empty() && self.scene.spots(head).is_empty();
            somebody.then(|| PartyRef::from(Party { id: format!("thing:{}", fold(&name)), name, text }))
        })
    }

    /// Residents, families and villagers are civilians by whatever name; others keep theirs.
    fn people_name(&self, head: usize, text: &str) -> String {
        let view = self.view();
        let told = self.counted(head).unwrap_or(head);
        let bare = view
            .children(told)
            .all(|c| !matches!(view.relation(c), Relation::Amod | Relation::Compound | Relation::NmodPoss));
        let anybody = self.listed(told, "anybody") || self.listed(head, "quantity") && told == head;
        if bare && anybody { "civilians".to_owned() } else { without_article(text).to_owned() }
    }

    /// Whether a noun belongs to a class.
    pub fn is(&self, head: usize, class: &Class) -> bool {
        match class {
            Class::Party => self.party(head).is_some(),
            // "It was in Goma that …" speaks of nobody.
            Class::Group if self.view().lower(head) == "it" => false,
            Class::Group => self.party(head).is_some_and(|p| p.id.starts_with("group:") || p.id.starts_with("name:")),
            Class::Body => self.is_body(head),
            Class::People => self.is_people(head),
            Class::Person => self.is_person(head),
            Class::Place => !self.scene.spots(head).is_empty(),
            Class::Abroad => self.scene.is_abroad(head),
            Class::Words(words) => self.is_word(head, words),
        }
    }

    /// The noun with what stands close before it, and with what it counts, as written: "hundreds of local staff".
    fn called(&self, head: usize) -> String {
        let view = self.view();
        let close = |c: &usize| {
            matches!(
                view.relation(*c),
                Relation::Det
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::NmodPoss
                    | Relation::Nummod
                    | Relation::Flat
            )
        };
        let first = |i: usize| view.children(i).filter(close).map(|c| view.sentence.extent(c).0).fold(i, usize::min);
        let counted =
            self.counted(head).filter(|_| self.listed(head, "quantity") || view.token(head).upos == Upos::Num);
        let end = counted.unwrap_or(head);
        let last = view.children(end).filter(|&c| view.relation(c) == Relation::Flat).fold(end, usize::max);
        let start = first(head).max(head.saturating_sub(8));
        view.span(start, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A listed noun, or a number of them ("hundreds of inmates").
    fn is_word(&self, head: usize, words: &[String]) -> bool {
        let view = self.view();
        let one = |i: usize| {
            matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron | Upos::Det)
                && self.forms(i).iter().any(|form| words.contains(form))
        };
        // "Dozens of houses" are houses.
        let counted =
            self.counted(head).filter(|_| self.listed(head, "quantity") || view.token(head).upos == Upos::Num);
        one(counted.unwrap_or(head))
    }

    /// The spellings a word may be listed under. Plurals taken for names keep their ending ("Dockers went on strike").
    fn forms(&self, i: usize) -> [String; 4] {
        let view = self.view();
        let lower = view.lower(i);
        let one = lower.strip_suffix('s').filter(|_| view.token(i).upos == Upos::Propn).unwrap_or(&lower).to_owned();
        [view.lemma(i), one, self.joined(i), lower]
    }

    /// A name in pieces as one word: "f-16s".
    fn joined(&self, i: usize) -> String {
        let view = self.view();
        let last = view.children(i).filter(|&c| view.relation(c) == Relation::Flat).max().unwrap_or(i);
        if last > i && last - i <= 3 { view.span(i, last).of(view.text).to_lowercase() } else { view.lower(i) }
    }

    /// What a number counts: the inmates of "hundreds of inmates".
    fn counted(&self, head: usize) -> Option<usize> {
        let view = self.view();
        view.children(head).find(|&c| view.relation(c) == Relation::Nmod && view.case(c) == "of")
    }

    /// A party to the war, or the government that a capital's name stands for ("Manila flew in two battalions").
    fn party(&self, head: usize) -> Option<PartyRef> {
        self.parties.of(self.view(), head).or_else(|| self.seat(head)).or_else(|| self.owner(head))
    }

    /// Whose ships, aircraft and guns they are: "Israeli jets".
    fn owner(&self, head: usize) -> Option<PartyRef> {
        let view = self.view();
        let machine = ["aircraft", "gunner", "troops"].iter().any(|list| self.listed(head, list));
        let country = adjectives_of(view, head, self.parties.gazetteer).into_iter().next().filter(|_| machine)?;
        Some(forces(&country, &self.called(head), self.parties.lexicon))
    }

    fn listed(&self, head: usize, list: &str) -> bool {
        let view = self.view();
        self.lists.words(list).iter().any(|w| *w == view.lemma(head) || *w == view.lower(head))
    }

    fn seat(&self, head: usize) -> Option<PartyRef> {
        let view = self.view();
        // Only who acts or owns; "in Manila" is a place.
        if !matches!(view.relation(head).base(), "nsubj" | "conj") || !view.case(head).is_empty() {
            return None;
        }
        let mention = self.scene.mentions.iter().find(|m| m.covers(head))?;
        let record = self.scene.gazetteer.record(self.scene.geography.reading(mention)?);
        let speaks = record.capital == Capital::Country && mention.class.is_none();
        speaks.then(|| government(&record.country, view.word(head), self.parties.lexicon))
    }

    fn is_body(&self, head: usize) -> bool {
        let view = self.view();
        let token = view.token(head);
        let listed = |i: usize| self.listed(i, "body");
        match token.upos {
            Upos::Noun => listed(head),
            Upos::Propn if self.scene.mentions.iter().any(|m| m.covers(head) && m.class.is_none()) => listed(head),
            Upos::Propn => {
                let named = token.entity == Some(EntityKind::Organization);
                named || listed(head) || is_acronym(view.word(head))
            }
            _ => false,
        }
    }

    fn is_people(&self, head: usize) -> bool {
        let view = self.view();
        let token = view.token(head);
        match token.upos {
            Upos::Noun | Upos::Adj => self.listed(head, "people") || self.counts_people(head),
            // "Britons", "Kurds"; not "Humvees".
            Upos::Propn => {
                let people = matches!(token.entity, None | Some(EntityKind::Person | EntityKind::Organization));
                people && token.xpos == Xpos::Nnps && view.children(head).all(|c| view.relation(c) != Relation::Flat)
            }
            Upos::Num => self.counts_people(head),
            Upos::Pron | Upos::Det => {
                SOMEBODY.contains(&view.lower(head).as_str()) && self.counted(head).is_none_or(|o| self.is_people(o))
            }
            _ => false,
        }
    }

    /// "Hundreds", "at least 40", "half of the residents", "dozens of men": a number that counts people, or nothing.
    fn counts_people(&self, head: usize) -> bool {
        let view = self.view();
        let number = view.token(head).upos == Upos::Num || self.listed(head, "quantity");
        number
            && self.counted(head).is_none_or(|o| self.is_people(o) || self.is_person(o) || self.party(o).is_some())
            && view.child(head, &[Relation::Cop]).is_none()
    }

    fn is_person(&self, head: usize) -> bool {
        let view = self.view();
        let token = view.token(head);
        token.upos == Upos::Propn
            && token.entity == Some(EntityKind::Person)
            && !self.scene.mentions.iter().any(|m| m.covers(head))
    }

    fn view(&self) -> View<'_> {
        self.scene.view
    }
}

/// Pronouns that may mean people.
const SOMEBODY: &[&str] = &[
    "they",
    "them",
    "we",
    "us",
    "he",
    "she",
    "him",
    "her",
    "i",
    "me",
    "those",
    "these",
    "everyone",
    "everybody",
    "nobody",
    "anyone",
    "anybody",
    "somebody",
    "someone",
    "who",
    "whom",
    "most",
    "many",
    "some",
    "others",
    "all",
    "both",
    "none",
    "several",
    "few",
    "another",
];

/// "UNHCR", "MSF": capitals throughout.
fn is_acronym(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase())
}

fn without_article(text: &str) -> &str {
    ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text)
}
