//! Who is who among those who speak: "Khairzad", "the official" and "she" go back to whom the report introduced.

use super::super::party::Parties;
use super::super::view::{SUBJECTS, View};
use super::phrase::{full_name, is_person, name_head, phrase, range, role};
use super::speaker_party;
use super::speech::Speech;
use crate::model::PartyRef;
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// A person or body that the report has introduced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// As introduced: "a provincial councillor".
    pub text: String,
    /// By name.
    pub name: Option<String>,
    /// Office.
    pub role: Option<String>,
    /// The side spoken for.
    pub party: Option<PartyRef>,
    /// Lemmas of the common nouns that it was called by.
    nouns: Vec<String>,
    gender: Option<Gender>,
    many: bool,
    /// It is a body, not a person.
    pub body: bool,
}

impl Person {
    /// What to call it where the report only points back to it; "one" is one of those whom it introduced together.
    pub fn known_as(&self, pointer: &str) -> String {
        let whole = self.name.clone().unwrap_or_else(|| self.text.clone());
        match self.role.as_ref().filter(|_| self.many && pointer.eq_ignore_ascii_case("one")) {
            Some(role) => format!("one of the {role}"),
            None => whole,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    He,
    She,
}

/// A mention: who, in which sentence, and how prominent there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Turn {
    who: usize,
    sentence: usize,
    word: usize,
    weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Named,
    Subject,
    Spoke,
}

/// Everybody the report has introduced so far, and when it last spoke of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Persons {
    known: Vec<Person>,
    turns: Vec<Turn>,
}

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

impl Persons {
    /// Takes in the persons and bodies of a sentence, and those who speak in it.
    pub fn meet(&mut self, view: View, sentence: usize, speeches: &[Speech], parties: &Parties) {
        for word in (0..view.len())
            .filter(|&i| is_mention(view, i) || speeches.iter().any(|s| s.speaker == i && nominal(view, i)))
        {
            let who = match self.of(view, word, sentence) {
                Some(known) => known,
                None => self.introduce(describe(view, word, parties)),
            };
            let subject = SUBJECTS.contains(&view.relation(word)) && view.head(word) == view.sentence.root();
            let weight = if subject { Weight::Subject } else { Weight::Named };
            self.turns.push(Turn { who, sentence, word, weight });
        }
        self.follow_pronoun(view, sentence);
        for speech in speeches {
            if let Some(who) = self.of(view, speech.speaker, sentence) {
                self.turns.push(Turn { who, sentence, word: speech.speaker, weight: Weight::Spoke });
                self.note_gender(view, speech.speaker, who);
            }
        }
    }

    /// "He gave no figures": who is spoken of stays in mind.
    fn follow_pronoun(&mut self, view: View, sentence: usize) {
        let subject = view.sentence.root().and_then(|r| view.surface_subject(r));
        let pronoun = subject.filter(|&s| matches!(view.lower(s).as_str(), "he" | "she" | "they"));
        if let Some(word) = pronoun
            && let Some(who) = self.of(view, word, sentence)
        {
            self.turns.push(Turn { who, sentence, word, weight: Weight::Subject });
        }
    }

    fn note_gender(&mut self, view: View, word: usize, who: usize) {
        let told = match view.lower(word).as_str() {
            "he" => Some(Gender::He),
            "she" => Some(Gender::She),
            _ => None,
        };
        if let Some(person) = self.known.get_mut(who) {
            person.gender = person.gender.or(told);
        }
    }

    fn introduce(&mut self, new: Person) -> usize {
        let same = new.name.as_deref().and_then(|name| self.called(name));
        match same {
            Some(at) => {
                self.known[at].learn(new);
                at
            }
            None => {
                self.known.push(new);
                self.known.len() - 1
            }
        }
    }

    /// Whom a noun or pronoun of a sentence means, if the report has introduced them.
    pub fn resolve(&self, view: View, word: usize, sentence: usize) -> Option<&Person> {
        self.of(view, word, sentence).and_then(|at| self.known.get(at))
    }

    /// The same, only where nobody else can be meant: one person of the sentences around for a pronoun, one bearer of the
    /// office or the surname for a noun.
    pub fn resolve_surely(&self, view: View, word: usize, sentence: usize) -> Option<&Person> {
        let found = self.of(view, word, sentence)?;
        let person = |p: &Person| !p.many && !p.body;
        let pronoun = view.token(word).upos == Upos::Pron;
        let rival = |at: usize| {
            let (own, other) = (&self.known[found], &self.known[at]);
            let near = self.turns.iter().any(|t| t.who == at && t.sentence + REACH >= sentence);
            let office = own.nouns.iter().any(|n| other.nouns.contains(n));
            let last = |p: &Person| p.name.as_deref().and_then(|n| n.split(' ').next_back().map(str::to_owned));
            person(other) && if pronoun { near } else { office || last(own).is_some() && last(own) == last(other) }
        };
        let alone = !(0..self.known.len()).any(|at| at != found && rival(at));
        self.known.get(found).filter(|p| person(p) && alone)
    }

    fn of(&self, view: View, word: usize, sentence: usize) -> Option<usize> {
        match view.token(word).upos {
            Upos::Pron | Upos::Num | Upos::Det => self.pronoun(view, word, sentence),
            Upos::Propn => self.called(&full_name(view, word)),
            Upos::Noun => match name_head(view, word) {
                Some(name) => self.called(&full_name(view, name)),
                None => self.described(view, word, sentence),
            },
            _ => None,
        }
    }

    /// A surname means whoever bears it; two full names are the same only as a whole.
    fn called(&self, name: &str) -> Option<usize> {
        let parts: Vec<&str> = name.split(' ').collect();
        let last = parts.last()?;
        self.known.iter().rposition(|p| {
            p.name.as_deref().is_some_and(|known| {
                let own: Vec<&str> = known.split(' ').collect();
                known == name || own.last() == Some(last) && (parts.len() == 1 || own.len() == 1)
            })
        })
    }

    /// "the official", "the ministry": whoever was last introduced as one.
    fn described(&self, view: View, word: usize, sentence: usize) -> Option<usize> {
        let definite = view
            .children(word)
            .any(|c| view.relation(c) == Relation::Det && matches!(view.lower(c).as_str(), "the" | "this" | "that"));
        // "the council head", "the minister of defence" name an office of their own.
        let plain = view.children(word).all(|c| {
            matches!(view.relation(c), Relation::Det | Relation::Punct | Relation::Appos | Relation::AclRelcl)
        });
        let (lemma, many) = (view.lemma(word), is_plural(view, word));
        if !definite || !plain {
            return None;
        }
        let fits = |p: &Person| p.many == many && p.nouns.contains(&lemma);
        let recent = self.turns.iter().rev().filter(|t| t.sentence <= sentence).find(|t| fits(&self.known[t.who]));
        recent.map(|t| t.who)
    }

    fn pronoun(&self, view: View, word: usize, sentence: usize) -> Option<usize> {
        let fits: Box<dyn Fn(&Person) -> bool> = match view.lower(word).as_str() {
            "he" | "him" | "his" => Box::new(|p| !p.many && !p.body && p.gender != Some(Gender::She)),
            "she" | "her" => Box::new(|p| !p.many && !p.body && p.gender != Some(Gender::He)),
            "they" | "both" | "their" => Box::new(|p| p.many || p.body),
            "it" | "its" => Box::new(|p| p.body && !p.many),
            "one" => Box::new(|p| p.many && !p.body),
            _ => return None,
        };
        // In its own sentence only the subject of a clause before it: whom a statement names rarely makes it.
        let here = self.turns.iter().rev().find(|t| {
            t.sentence == sentence && t.word < word && fits(&self.known[t.who]) && governs_before(view, t.word, word)
        });
        here.map(|t| t.who).or_else(|| {
            (1..=REACH.min(sentence)).find_map(|back| {
                let there = self.turns.iter().filter(|t| t.sentence + back == sentence && fits(&self.known[t.who]));
                // The most prominent, of equals the first.
                there.rev().max_by_key(|t| t.weight).map(|t| t.who)
            })
        })
    }

    /// Persons with the side that their introduction gave them, by last name.
    pub fn sides(&self) -> impl Iterator<Item = (String, PartyRef)> + '_ {
        self.known.iter().filter(|p| !p.body && !p.many && !p.nouns.is_empty()).filter_map(|p| {
            let last = p.name.as_deref()?.split(' ').next_back()?.to_lowercase();
            Some((last, p.party.clone()?))
        })
    }
}

impl Person {
    /// What a further mention adds; the longer name is kept.
    fn learn(&mut self, more: Person) {
        if more.name.as_ref().map(String::len) > self.name.as_ref().map(String::len) {
            self.name = more.name;
        }
        self.role = self.role.take().or(more.role);
        self.party = self.party.take().or(more.party);
        self.gender = self.gender.or(more.gender);
        self.nouns.extend(more.nouns);
    }
}

/// A subject of a clause that stands before the pronoun's own clause and is not inside what is said.
fn governs_before(view: View, subject: usize, pronoun: usize) -> bool {
    let Some(clause) = view.head(subject).filter(|_| SUBJECTS.contains(&view.relation(subject))) else { return false };
    let own = view.clause(pronoun);
    let conjoined = view.relation(own) == Relation::Conj && view.sentence.dominates(clause, own);
    let semicolon = (subject..pronoun).any(|i| matches!(view.word(i), ";" | ":"));
    clause != own
        && (conjoined || semicolon || view.sentence.dominates(clause, own) && view.relation(own) == Relation::Advcl)
}

/// A person or body as a sentence introduces it.
fn describe(view: View, word: usize, parties: &Parties) -> Person {
    let text = phrase(view, word);
    let party = speaker_party(view, word, parties);
    let state = view.token(word).upos == Upos::Propn
        && party.as_ref().is_some_and(|p| p.id.starts_with("gov:"))
        && view.children(word).next().is_none();
    let body = state || matches!(view.token(word).entity, Some(EntityKind::Organization | EntityKind::Place));
    let name = match name_head(view, word) {
        Some(_) if body => Some(text.trim_start_matches("the ").trim_start_matches("The ").to_owned()),
        name => name.map(|n| full_name(view, n)),
    };
    let mut nouns: Vec<String> = Vec::new();
    let (first, last) = range(view, word);
    let titles = (first..=last).filter(|&i| {
        view.token(i).upos == Upos::Noun
            && (i == word
                || matches!(
                    view.relation(i),
                    Relation::Appos | Relation::NmodDesc | Relation::Compound | Relation::NmodUnmarked
                ) && view.head(i) == Some(word))
    });
    nouns.extend(titles.map(|i| view.lemma(i)));
    let words = (first..=last).map(|i| view.lower(i));
    let gender = words.filter_map(|w| gender_of(&w)).next();
    Person { text, name, role: role(view, word), party, nouns, gender, many: is_plural(view, word), body }
}

fn is_plural(view: View, word: usize) -> bool {
    matches!(view.token(word).xpos, Xpos::Nns | Xpos::Nnps)
        || view.children(word).any(|c| view.relation(c) == Relation::Conj && is_person(view, c))
}

fn gender_of(word: &str) -> Option<Gender> {
    match word {
        "mr" | "mr." | "sir" | "king" | "prince" | "father" | "lord" | "spokesman" | "man" | "boy" | "husband"
        | "son" | "brother" | "policeman" | "fisherman" | "businessman" | "imam" | "monk" | "emir" | "uncle"
        | "grandfather" => Some(Gender::He),
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "queen" | "princess" | "mother" | "lady" | "spokeswoman" | "woman"
        | "girl" | "wife" | "daughter" | "sister" | "policewoman" | "businesswoman" | "nun" | "widow" | "aunt"
        | "grandmother" => Some(Gender::She),
        _ => None,
    }
}

/// Words that head the mention of a person or body, once each.
fn is_mention(view: View, i: usize) -> bool {
    let part = matches!(
        view.relation(i),
        Relation::Flat | Relation::Compound | Relation::NmodDesc | Relation::Appos | Relation::Amod
    );
    nominal(view, i) && is_person(view, i) && !part
}

fn nominal(view: View, i: usize) -> bool {
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn)
}
