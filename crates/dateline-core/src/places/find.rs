//! Names of places in a text: what the gazetteer has, with what stands beside it.
//!
//! Nothing is decided here for good. A name is kept with the signs for and against it; whether it is
//! believed is decided when it is known what the report is about (`believe`).

mod beside;
mod called;

use super::cues::{Needs, cues, is_family_name, short_forms};
use super::near::{Near, near};
use super::persons::{Persons, persons};
use super::words::{Shape, Word, words};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind};
use crate::lexicon::outlets::OutletLexicon;
use crate::lexicon::parties::PartyLexicon;
use dateline_tree::Span;
use std::collections::BTreeSet;

/// What the words beside a name say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A first-level part of a country: "Kunduz province".
    Division,
    /// A smaller part: "Laurel County", "Kang district".
    District,
    /// A town: "the city of Kunduz".
    Town,
    /// River, lake, valley, mountain.
    Nature,
    /// A street or road.
    Street,
    /// An airport, a base, a park.
    Site,
}

impl Class {
    /// Whether it is a part of a country of any level.
    pub fn is_division(self) -> bool {
        matches!(self, Class::Division | Class::District)
    }
}

/// Signs for and against a name being a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// A preposition of place before it.
    pub located: bool,
    /// "Of", "to", "from" before it.
    pub loosely: bool,
    /// A verb of capturing beside it.
    pub taken: bool,
    /// The gazetteer has it in another spelling.
    pub loose: bool,
    /// It is a short form: "W.Va.".
    pub short: bool,
    /// It stands in a line as "KABUL, Aug. 13 (Agency) -".
    pub dateline: bool,
    /// A word of the town's own behind it: "Dublin police".
    pub civic: bool,
    /// A paper, firm or school behind it.
    pub body: bool,
    /// Another capitalised word before it.
    pub before: bool,
    /// Another capitalised word behind it.
    pub after: bool,
    /// A verb of saying beside it.
    pub speaks: bool,
    /// An ordinary word.
    pub common: bool,
    /// A given name.
    pub first_name: bool,
    /// The last name of a person of the text.
    pub surname: bool,
    /// A common family name.
    pub family: bool,
    /// It occurs in small letters in the text.
    pub lower: bool,
    /// The first word of a sentence.
    pub opens: bool,
    /// In a line of capitals.
    pub headline: bool,
    /// All in capitals.
    pub upper: bool,
    /// Of several words, all of them ordinary: "White House".
    pub plain: bool,
    /// "Bank of America", "University of Texas".
    pub body_of: bool,
    /// The 's of possession behind it.
    pub owns: bool,
    /// Joined by a comma or "and" to another place.
    pub listed: bool,
}

/// A name in a text that may be a place.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Where it stands.
    pub span: Span,
    /// The name alone, folded: what tells one name from another.
    pub key: String,
    /// Gazetteer records it can mean.
    pub candidates: Vec<u32>,
    /// For "Kunduz Airport" the name that it begins with, folded, and what that can mean.
    pub base: Option<(String, Vec<u32>)>,
    /// What the words beside it say it is.
    pub class: Option<Class>,
    /// The name that it is said to lie in, as record numbers.
    pub within: Vec<u32>,
    /// Signs for and against.
    pub signs: Signs,
    /// Number of words.
    pub length: usize,
    /// How far and which way from it something is told to be.
    pub near: Option<Near>,
}

/// What a text holds for the reader of places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The names, in order, without overlaps.
    pub mentions: Vec<Mention>,
    /// Adjectives and peoples: where they stand, and the record of their country.
    pub peoples: Vec<(Span, u32)>,
    /// Capitalised words, folded: what tells whether two reports are about the same things.
    pub terms: Vec<String>,
}

/// What is known before a text is looked at.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// Newspapers and agencies, whose names hold names of towns.
    pub outlets: &'a OutletLexicon,
    /// Parties, whose names are no places.
    pub parties: &'a PartyLexicon,
}

/// Finds the names of a text.
pub(crate) fn find(text: &str, known: &Known) -> Found {
    let gazetteer = known.gazetteer;
    let words = words(text);
    let persons = persons(text, &words, gazetteer);
    let lower = words.iter().filter(|w| w.shape == Shape::Lower).map(|w| text[w.start..w.end].to_lowercase()).collect();
    let finder = Finder { text, words: &words, persons: &persons, lower, known, gazetteer };
    finder.run()
}

/// The same with the spans of the names given instead of found.
pub(crate) fn given(text: &str, spans: &[Span], known: &Known) -> Found {
    let gazetteer = known.gazetteer;
    let words = words(text);
    let persons = persons(text, &words, gazetteer);
    let finder = Finder { text, words: &words, persons: &persons, lower: BTreeSet::new(), known, gazetteer };
    let mut found = Found { terms: finder.terms(), ..Found::default() };
    let mut spots = Vec::new();
    for span in spans {
        let inside = |w: &&Word| w.start < span.end as usize && span.start as usize <= w.start;
        let Some(first) = words.iter().position(|w| inside(&w)) else { continue };
        let last = first + words[first..].iter().take_while(|w| inside(w)).count() - 1;
        let m = finder.given_match(first, last);
        let mention = finder.mention(m);
        spots.push((first, last));
        found.mentions.push(Mention { span: *span, signs: Signs { located: true, ..Signs::default() }, ..mention });
    }
    finder.note_lists(&spots, &mut found.mentions);
    (0..words.len()).for_each(|at| finder.note_people(at, &mut found));
    found
}

struct Finder<'a> {
    text: &'a str,
    words: &'a [Word],
    persons: &'a Persons,
    lower: BTreeSet<String>,
    known: &'a Known<'a>,
    gazetteer: &'a Gazetteer,
}

/// A match: first and last word, and what it can mean.
struct Match {
    first: usize,
    last: usize,
    /// Last word of the bare name, without "County" and the like.
    bare: usize,
    candidates: Vec<u32>,
    class: Option<Class>,
    short: bool,
    /// What the bare name can mean, when the whole has a meaning of its own.
    base: Vec<u32>,
}

impl Finder<'_> {
    fn run(&self) -> Found {
        let mut found = Found { terms: self.terms(), ..Found::default() };
        let mut spots: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if let Some(length) = self.outlet_at(at).or_else(|| self.party_at(at)) {
                // "The Syrian army" is no place, but says what the report is about.
                (at..at + length).for_each(|i| self.note_people(i, &mut found));
                at += length;
                continue;
            }
            match self.match_at(at) {
                Some(m) => {
                    spots.push((m.first, m.last));
                    at = m.last + 1;
                    found.mentions.push(self.mention(m));
                }
                None => {
                    self.note_people(at, &mut found);
                    at += 1;
                }
            }
        }
        self.note_lists(&spots, &mut found.mentions);
        found
    }

    fn note_people(&self, at: usize, found: &mut Found) {
        let word = &self.words[at];
        found.peoples.extend(self.people_at(at).map(|country| (Span::new(word.start, word.end), country)));
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| &self.text[w.start..w.end])
    }

    fn bare_lower(&self, at: usize) -> String {
        self.word(at).trim_end_matches('.').to_lowercase()
    }

    fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(Word::is_capital)
    }

    fn terms(&self) -> Vec<String> {
        let capital = |w: &&Word| w.is_capital() && !w.opens && !w.headline && w.end - w.start > 2;
        let words = self.words.iter().filter(capital).map(|w| fold(&self.text[w.start..w.end]));
        let unique: BTreeSet<String> = words.filter(|w| !cues().never.contains(w)).collect();
        unique.into_iter().collect()
    }

    /// The length of a newspaper's or agency's name: no places in it.
    fn outlet_at(&self, at: usize) -> Option<usize> {
        if !self.is_capital(at) {
            return None;
        }
        let end = self.run_end(at).min(at + 6);
        let words: Vec<&str> = (at..=end).map(|i| self.word(i)).collect();
        let (length, _) = self.known.outlets.longest(&words)?;
        // A name of one word may be a town as well.
        (length > 1 || self.gazetteer.candidates(self.word(at)).is_empty()).then_some(length)
    }

    /// The length of a party's name that is no place's: "Islamic State", "Hamas".
    fn party_at(&self, at: usize) -> Option<usize> {
        if !self.is_capital(at) {
            return None;
        }
        let end = self.run_end(at).min(at + 6);
        let words: Vec<&str> = (at..=end).map(|i| self.word(i)).collect();
        let (length, _) = self.known.parties.longest(&words)?;
        let place = self.gazetteer.longest(&words).filter(|(n, _)| *n >= length);
        let famous = place.is_some_and(|(_, c)| self.gazetteer.point(c[0]).kind <= PlaceKind::Admin1);
        (!famous).then_some(length)
    }

    /// The last word that can belong to a name from `at`: no marks between.
    fn run_end(&self, at: usize) -> usize {
        let mut end = at;
        while end + 1 < self.words.len() && end - at < 8 {
            let next = &self.words[end + 1];
            if !(next.is_word() || next.shape == Shape::Hyphen) || next.opens {
                break;
            }
            end += 1;
        }
        end
    }

    fn match_at(&self, at: usize) -> Option<Match> {
        let word = &self.words[at];
        if !word.is_capital() && !self.is_article(at) {
            return self.numbered_street(at);
        }
        if let Some(m) = self.short_form(at) {
            return Some(m);
        }
        let listed = self.listed(at);
        if self.persons.named[at] && listed.as_ref().is_none_or(|m| m.last == at) {
            return None;
        }
        let unlisted = self.unlisted(at);
        match (listed, unlisted) {
            (Some(l), u) => {
                // A longer name in another spelling is meant before a shorter one that happens to be listed.
                let longer = self.is_linked(l.last + 1).then(|| self.loosely_spelled(at)).flatten();
                if let Some(longer) = longer.filter(|m| m.last > l.last) {
                    return Some(longer);
                }
                let l = self.extended(l);
                Some(u.filter(|u| u.last > l.last).unwrap_or(l))
            }
            (None, u) => u.or_else(|| self.loosely_spelled(at)),
        }
    }

    /// "al-Bab", "el-Fasher": a small article joined to a capital.
    fn is_article(&self, at: usize) -> bool {
        const ARTICLES: &[&str] = &["al", "el", "ar", "as", "ash", "an", "at", "az", "ez", "ed", "es", "ad"];
        ARTICLES.contains(&self.word(at))
            && self.words.get(at + 1).is_some_and(|w| w.shape == Shape::Hyphen)
            && self.is_capital(at + 2)
    }

    /// "Ind.", "W.Va.", ", OH".
    fn short_form(&self, at: usize) -> Option<Match> {
        let written = self.word(at);
        let forms = short_forms().get(written.trim_end_matches('.'))?;
        let comma = at > 1 && self.word(at - 1) == "," && self.is_capital(at - 2);
        let fits = |needs: Needs| match needs {
            Needs::Nothing => true,
            Needs::Stop => written.ends_with('.') || comma,
            Needs::Comma => comma,
        };
        let form = forms.iter().find(|f| fits(f.needs))?;
        let home = |c: &u32| self.gazetteer.point(*c).country == code(&form.country);
        let candidates: Vec<u32> = self.gazetteer.candidates(&form.name).into_iter().filter(home).take(1).collect();
        // The sentence's own full stop is no part of "Fla" and the like.
        (!candidates.is_empty()).then_some(Match {
            first: at,
            last: at,
            bare: at,
            candidates,
            class: None,
            short: true,
            base: Vec::new(),
        })
    }

    /// A span that is known to be a name.
    fn given_match(&self, first: usize, last: usize) -> Match {
        if let Some(m) = self.short_form(first).filter(|_| first == last) {
            return m;
        }
        let name = &self.text[self.words[first].start..self.words[last].end];
        let exact = self.gazetteer.candidates(name);
        let class = (last > first).then(|| self.class_of(last)).flatten();
        let bare = if class.is_some() { last - 1 } else { last };
        let plain = || self.gazetteer.candidates(&self.text[self.words[first].start..self.words[bare].end]);
        let candidates = match class {
            _ if !exact.is_empty() => exact,
            Some(class) if class.is_division() => self.divisions(&plain()),
            _ => {
                let people = self.people_at(first);
                people.map(|c| vec![c]).unwrap_or_else(|| self.gazetteer.similar(name).into_iter().take(5).collect())
            }
        };
        let m = Match { first, last, bare, candidates, class, short: false, base: Vec::new() };
        Match { class: m.class.or_else(|| self.class_beside(&m)), ..m }
    }

    fn listed(&self, at: usize) -> Option<Match> {
        let end = self.run_end(at);
        let run: Vec<&str> = (at..=end).map(|i| self.word(i)).collect();
        let (mut length, mut candidates) = self.gazetteer.longest(&run)?;
        // A name does not end in a small word or a mark that happens to fold away.
        while length > 1 && !self.is_capital(at + length - 1) && self.words[at + length - 1].shape != Shape::Number {
            let (shorter, fewer) = self.gazetteer.longest(&run[..length - 1])?;
            if shorter >= length {
                return None;
            }
            (length, candidates) = (shorter, fewer);
        }
        let last = at + length - 1;
        let phrase = run[..length].join("_").to_lowercase();
        if length == 1 && !self.may_stand_alone(at) || cues().never_phrase.contains(&phrase) {
            return None;
        }
        Some(Match { first: at, last, bare: last, candidates, class: None, short: false, base: Vec::new() })
    }

    /// A name that the gazetteer has in another spelling, where the words beside it say that it is a place.
    fn loosely_spelled(&self, at: usize) -> Option<Match> {
        let mut last = at;
        let linker = |i: usize| self.is_linker(i);
        while self.words.get(last + 1).is_some_and(|w| w.shape == Shape::Title && !w.opens)
            || last + 2 < self.words.len() && linker(last + 1) && (self.is_capital(last + 2) || linker(last + 2))
        {
            last += 1;
        }
        let written = &self.text[self.words[at].start..self.words[last].end];
        let long = written.chars().filter(|l| l.is_alphabetic()).count() >= 5;
        let plain = self.words[at].shape != Shape::Title || self.words[at].headline || self.persons.named[at];
        let known = self.gazetteer.is_common_word(self.word(at))
            || self.gazetteer.is_first_name(self.word(at))
            || is_family_name(self.word(at));
        let people = !self.gazetteer.country_of_adjective(self.word(at)).is_empty();
        let opens = self.words[at].opens && last == at;
        if !long || plain || known || people || opens || cues().never.contains(&self.bare_lower(at)) || last > at + 5 {
            return None;
        }
        let m =
            Match { first: at, last, bare: last, candidates: Vec::new(), class: None, short: false, base: Vec::new() };
        let signs = self.signs(&m);
        let class = self.class_beside(&m);
        let inside = at > 0 && matches!(self.word(at - 1), "in" | "near" | "at" | "outside");
        if !(inside || signs.taken || class.is_some() || last > at + 1) || signs.before {
            return None;
        }
        let settled =
            |c: &u32| matches!(self.gazetteer.point(*c).kind, PlaceKind::City | PlaceKind::Admin1 | PlaceKind::Admin2);
        let candidates: Vec<u32> = self.gazetteer.similar(written).into_iter().filter(settled).take(4).collect();
        (!candidates.is_empty()).then_some(Match { candidates, class, ..m })
    }

    /// The small words and marks that join the parts of a name: "Qala-e Naw".
    fn is_linker(&self, at: usize) -> bool {
        matches!(self.word(at), "e" | "i" | "ye" | "al" | "el" | "ez" | "es" | "ul")
            || self.words[at].shape == Shape::Hyphen
    }

    /// A linker of letters stands here, behind a hyphen or not.
    fn is_linked(&self, at: usize) -> bool {
        let letters = |i: usize| i < self.words.len() && self.is_linker(i) && self.words[i].shape == Shape::Lower;
        letters(at) || self.words.get(at).is_some_and(|w| w.shape == Shape::Hyphen) && letters(at + 1)
    }

    fn may_stand_alone(&self, at: usize) -> bool {
        let word = self.word(at);
        let letters = word.chars().filter(|l| l.is_alphabetic()).count();
        let upper = self.words[at].shape == Shape::Upper;
        let adjective = !self.gazetteer.country_of_adjective(word).is_empty() && !self.is_large(word);
        let acronym = upper && letters < 4 && !self.is_large(word);
        let stem = word.split(['\'', '’']).next().unwrap_or(word).to_lowercase();
        !cues().never.contains(&self.bare_lower(at))
            && !cues().never.contains(&stem)
            && !adjective
            && !acronym
            && (letters > 2 || upper && self.is_large(word))
    }

    fn is_large(&self, name: &str) -> bool {
        let top = self.gazetteer.candidates(name);
        top.first().is_some_and(|&c| self.gazetteer.point(c).kind <= PlaceKind::Region)
    }

    /// The country of an adjective or people: "Afghan", "Russians".
    fn people_at(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        if !self.is_capital(at) {
            return None;
        }
        let found = self.gazetteer.country_of_adjective(word);
        let name = self.gazetteer.country_of_adjective(word.trim_end_matches('s'));
        found.first().or(name.first()).and_then(|c| self.gazetteer.country(c))
    }

    fn mention(&self, m: Match) -> Mention {
        let span = Span::new(self.words[m.first].start, self.words[m.last].end);
        let name = &self.text[self.words[m.first].start..self.words[m.bare].end];
        let loose = m.class.is_none_or(|c| c == Class::Town) && !m.short && self.gazetteer.candidates(name).is_empty();
        let signs = Signs { loose, ..self.signs(&m) };
        Mention {
            span,
            key: fold(if m.class.is_some_and(Class::is_division) { name } else { span.of(self.text) }),
            class: m.class,
            within: Vec::new(),
            signs,
            length: m.last + 1 - m.first,
            near: near(self.text, self.words, m.first),
            base: (!m.base.is_empty()).then(|| (fold(name), m.base)),
            candidates: m.candidates,
        }
    }
}

/// A country's code as the gazetteer's points have it.
pub(crate) fn code(country: &str) -> [u8; 2] {
    let bytes = country.as_bytes();
    [bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]
}
