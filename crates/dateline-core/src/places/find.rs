//! Names of places in a text: what the gazetteer has, with what stands beside it.
//!
//! Nothing is decided here for good. A name is kept with the signs for and against it; whether it is
//! believed is decided when it is known what the report is about (`believe`).

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
    for at in 0..words.len() {
        found.peoples.extend(finder.people_at(at).map(|c| (Span::new(words[at].start, words[at].end), c)));
    }
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

    /// A listed name with the word that says what it is: "Kunduz Province", "Jordan River", "Madison Avenue".
    fn extended(&self, m: Match) -> Match {
        let m = self.without_office(m);
        let next = m.last + 1;
        if !self.is_capital(next) || self.words[next].opens {
            return Match { class: m.class.or_else(|| self.class_beside(&m)), ..m };
        }
        let Some(class) = self.class_of(next) else { return m };
        let goes_on = self.is_capital(next + 1) && !self.words[next + 1].opens || self.word(next + 1) == "of";
        let sure = matches!(self.word(next), "County" | "Parish" | "Province" | "Oblast" | "Governorate" | "Township");
        if goes_on && !self.words[next].headline && !(class.is_division() && sure) && class != Class::Nature {
            return m;
        }
        if !self.can_be_called(&m, self.word(next)) {
            return m;
        }
        let whole: Vec<&str> = (m.first..=next).map(|i| self.word(i)).collect();
        let exact = self.gazetteer.candidates(&whole.join(" "));
        let candidates = match class {
            _ if !exact.is_empty() => exact,
            _ if class.is_division() => self.divisions(&m.candidates),
            _ => Vec::new(),
        };
        let base = if candidates.is_empty() { m.candidates } else { Vec::new() };
        Match { last: next, candidates, class: Some(class), base, ..m }
    }

    /// "Morazán Department", "Borno State", but not "Justice Department" and "Ohio State".
    fn can_be_called(&self, m: &Match, word: &str) -> bool {
        let home = super::resolve::code("US");
        let divides = |c: &u32| {
            let point = self.gazetteer.point(*c);
            let state = word == "State" && point.country == home;
            matches!(point.kind, PlaceKind::Admin1 | PlaceKind::Admin2) && !state
        };
        !matches!(word, "Department" | "District" | "State" | "Region" | "Republic" | "Municipality" | "Territory")
            || m.candidates.iter().any(divides)
    }

    /// Candidates that are divisions; all when there are none.
    fn divisions(&self, candidates: &[u32]) -> Vec<u32> {
        let is = |c: &u32| {
            matches!(self.gazetteer.point(*c).kind, PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Country)
        };
        let found: Vec<u32> = candidates.iter().copied().filter(is).collect();
        if found.is_empty() { candidates.to_vec() } else { found }
    }

    /// What a capitalised word behind a name makes of it.
    fn class_of(&self, at: usize) -> Option<Class> {
        let word = self.bare_lower(at);
        let lists = cues();
        if lists.division.contains(&word) {
            Some(division(&word))
        } else if lists.nature.contains(&word) {
            Some(Class::Nature)
        } else if lists.street.contains(&word) {
            Some(Class::Street)
        } else if lists.site.contains(&word) {
            Some(Class::Site)
        } else {
            None
        }
    }

    /// What small words beside a name say: "Kunduz province", "the city of Kunduz", "the town Kunduz".
    fn class_beside(&self, m: &Match) -> Option<Class> {
        let next = self.bare_lower(m.last + 1);
        let small = self.words.get(m.last + 1).is_some_and(|w| w.shape == Shape::Lower);
        if small && cues().division.contains(&next) {
            return Some(division(&next));
        }
        if small && matches!(next.as_str(), "city" | "town" | "village") {
            return Some(Class::Town);
        }
        let of = m.first > 1 && self.word(m.first - 1) == "of";
        let before = m.first.checked_sub(if of { 2 } else { 1 })?;
        match self.word(before) {
            "city" | "town" | "village" | "port" | "suburb" | "hamlet" => Some(Class::Town),
            "province" | "state" | "governorate" | "oblast" if of => Some(Class::Division),
            "district" | "county" if of => Some(Class::District),
            _ => None,
        }
    }

    /// "Dublin City Council": the town and not "Dublin City"; the words behind belong to the office.
    fn without_office(&self, m: Match) -> Match {
        let city = m.last > m.first && matches!(self.word(m.last), "City" | "Town" | "Village");
        let office = self.is_capital(m.last + 1)
            && !self.words[m.last + 1].opens
            && cues().civic.contains(&self.bare_lower(m.last + 1));
        if !(city && office) {
            return m;
        }
        let run: Vec<&str> = (m.first..m.last).map(|i| self.word(i)).collect();
        match self.gazetteer.longest(&run) {
            Some((length, candidates)) if length == run.len() => {
                Match { last: m.last - 1, bare: m.last - 1, candidates, ..m }
            }
            _ => m,
        }
    }

    /// A name that the gazetteer has not, called a river, county or street by its last word.
    fn unlisted(&self, at: usize) -> Option<Match> {
        if !self.is_capital(at) || self.words[at].headline || self.words[at].shape == Shape::Upper {
            return None;
        }
        if let Some(m) = self.lake(at).or_else(|| self.numbered_street(at)) {
            return Some(m);
        }
        let begins = at == 0 || !self.is_capital(at - 1) || self.words[at - 1].opens;
        let lower = self.bare_lower(at);
        if !begins || self.class_of(at).is_some() || cues().never.contains(&lower) && !is_ordinal(&lower) {
            return None;
        }
        let last = (at + 1..=self.run_end(at).min(at + 3))
            .take_while(|&i| self.is_capital(i) || self.words[i].shape == Shape::Hyphen)
            .find(|&i| self.class_of(i).is_some())?;
        let class = self.class_of(last).filter(|c| *c != Class::Site)?;
        if matches!(self.word(last), "Department" | "District" | "State" | "Division" | "Republic" | "Region" | "Co.") {
            return None;
        }
        let goes_on = self.is_capital(last + 1) && !self.words[last + 1].opens && !self.word(last + 1).ends_with('.');
        if goes_on && !class.is_division() {
            return None;
        }
        // "Public Works Department", "Eastern District": what is made of ordinary words is mostly an office.
        let plain = (at..last).all(|i| self.gazetteer.is_common_word(self.word(i)));
        let office = class.is_division() && plain;
        (!office).then_some(Match {
            first: at,
            last,
            bare: last,
            candidates: Vec::new(),
            class: Some(class),
            short: false,
            base: Vec::new(),
        })
    }

    /// "Lake Lanier", "Mount Kenya".
    fn lake(&self, at: usize) -> Option<Match> {
        let lake = cues().nature_before.contains(&self.bare_lower(at)) && self.words[at].shape == Shape::Title;
        let named = self.words.get(at + 1).is_some_and(|w| w.shape == Shape::Title && !w.opens);
        let alone = lake && named && !self.is_capital(at + 2);
        alone.then_some(Match {
            first: at,
            last: at + 1,
            bare: at + 1,
            candidates: Vec::new(),
            class: Some(Class::Nature),
            short: false,
            base: Vec::new(),
        })
    }

    /// "Highway 19", "Interstate 45", "42nd Street".
    fn numbered_street(&self, at: usize) -> Option<Match> {
        let shape = |i: usize| self.words.get(i).map(|w| w.shape);
        let road =
            |i: usize| matches!(self.bare_lower(i).as_str(), "highway" | "route" | "interstate" | "hwy" | "road");
        let behind = self.is_capital(at) && road(at) && shape(at + 1) == Some(Shape::Number);
        let before = shape(at) == Some(Shape::Number)
            && self.word(at).ends_with(|c: char| c.is_ascii_lowercase())
            && self.is_capital(at + 1)
            && cues().street.contains(&self.bare_lower(at + 1));
        (behind || before).then_some(Match {
            first: at,
            last: at + 1,
            bare: at + 1,
            candidates: Vec::new(),
            class: Some(Class::Street),
            short: false,
            base: Vec::new(),
        })
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

    fn signs(&self, m: &Match) -> Signs {
        let (first, last) = (m.first, m.last);
        let single = first == last;
        let lower = self.bare_lower(first);
        let before = first.checked_sub(1).map(|i| self.bare_lower(i)).unwrap_or_default();
        let after = self.bare_lower(last + 1);
        let word = &self.words[first];
        let lists = cues();
        let next_capital = self.is_capital(last + 1) && !self.words[last + 1].opens;
        let joined = next_capital && !word.headline;
        let acronym =
            word.shape == Shape::Upper && last == first && lower.chars().filter(|l| l.is_alphabetic()).count() < 4;
        let next_civic = lists.civic.contains(&after);
        Signs {
            located: lists.locative.contains(&before),
            loosely: matches!(before.as_str(), "of" | "to" | "for" | "and" | "on" | "by"),
            taken: lists.taking.contains(&before) || lists.taking.contains(&after),
            short: m.short,
            loose: false,
            dateline: self.is_dateline(last) && (first == 0 || self.words[first].opens),
            civic: next_civic && single,
            body: next_capital && lists.body.contains(&after) && !next_civic,
            before: (self.has_capital_before(first) || self.is_joined_before(first)) && m.class.is_none(),
            after: self.is_joined_behind(last)
                || joined && !lists.body.contains(&after) && !next_civic && m.class.is_none(),
            speaks: lists.saying.contains(&after) || lists.saying.contains(&before),
            common: single && !acronym && self.gazetteer.is_common_word(self.word(first)),
            first_name: single && self.gazetteer.is_first_name(self.word(first)),
            surname: single && self.persons.surnames.contains(&lower),
            family: single && is_family_name(self.word(first)),
            lower: single && !acronym && self.lower.contains(&lower),
            opens: word.opens,
            headline: word.headline,
            upper: single && word.shape == Shape::Upper,
            plain: !single && m.class.is_none() && (first..=last).all(|i| self.gazetteer.is_common_word(self.word(i))),
            body_of: before == "of"
                && first > 1
                && self.is_capital(first - 2)
                && lists.body.contains(&self.bare_lower(first - 2)),
            owns: self.words.get(last + 1).is_some_and(|w| w.shape == Shape::Possessive),
            listed: false,
        }
    }

    /// "KABUL, Aug. 13", "GOMA (Reuters) -", "PARIS — ".
    fn is_dateline(&self, last: usize) -> bool {
        let next = self.word(last + 1);
        let after = self.word(last + 2);
        matches!(next, "—" | "–" | "--") || next == "(" && self.is_capital(last + 2) || next == "-" && after == "-"
    }

    /// Whether a capitalised word before makes the name part of a longer one.
    fn has_capital_before(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        let word = &self.words[before];
        let lower = self.bare_lower(before);
        let lists = cues();
        let free = lists.direction.contains(&lower)
            || lists.never.contains(&lower)
            || lists.civic.contains(&lower)
            || lists.division.contains(&lower)
            || lists.locative.contains(&lower)
            || !self.gazetteer.country_of_adjective(self.word(before)).is_empty()
            || word.opens && self.gazetteer.is_common_word(self.word(before));
        word.is_capital() && !word.headline && !free
    }

    /// "K-State", "Logan-Rogersville": joined by a hyphen to a capital that is no place.
    fn is_joined_before(&self, first: usize) -> bool {
        first > 1
            && self.words[first - 1].shape == Shape::Hyphen
            && self.is_capital(first - 2)
            && !self.is_known(first - 2)
    }

    /// "Wal-Mart".
    fn is_joined_behind(&self, last: usize) -> bool {
        self.words.get(last + 1).is_some_and(|w| w.shape == Shape::Hyphen)
            && self.is_capital(last + 2)
            && !self.is_known(last + 2)
    }

    /// Whether a word alone names a place or people.
    fn is_known(&self, at: usize) -> bool {
        !self.gazetteer.candidates(self.word(at)).is_empty()
            || !self.gazetteer.country_of_adjective(self.word(at)).is_empty()
    }

    /// Notes "X, Y" where Y can hold X, and lists of places.
    fn note_lists(&self, spots: &[(usize, usize)], mentions: &mut [Mention]) {
        for at in 1..spots.len() {
            let gap: Vec<&str> = (spots[at - 1].1 + 1..spots[at].0).map(|i| self.word(i)).collect();
            let holds = matches!(gap[..], [","] | ["in"] | [",", "in"] | ["of"] | ["("] | []);
            if holds {
                let (head, tail) = mentions.split_at_mut(at);
                let (inner, outer) = (&mut head[at - 1], &tail[0]);
                let containers: Vec<u32> =
                    outer.candidates.iter().copied().filter(|&c| self.can_hold(c, &inner.candidates)).collect();
                inner.within = containers;
            }
            if matches!(gap[..], [","] | ["and"] | [",", "and"] | ["or"] | ["/"]) {
                mentions[at - 1].signs.listed = true;
                mentions[at].signs.listed = true;
            }
        }
    }

    /// Whether a division or country holds one of the places.
    fn can_hold(&self, outer: u32, inner: &[u32]) -> bool {
        let container = self.gazetteer.point(outer);
        inner.iter().any(|&c| super::resolve::lies_in(&self.gazetteer.point(c), &container))
    }
}

/// Of which level a division is that is called by a word.
fn division(word: &str) -> Class {
    const SMALL: &[&str] = &[
        "county",
        "co",
        "parish",
        "district",
        "raion",
        "rayon",
        "township",
        "twp",
        "borough",
        "commune",
        "municipality",
        "subdistrict",
        "woreda",
    ];
    if SMALL.contains(&word) { Class::District } else { Class::Division }
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "main" | "high" | "center" | "centre" | "park" | "old" | "new")
}

/// A country's code as the gazetteer's points have it.
pub(crate) fn code(country: &str) -> [u8; 2] {
    let bytes = country.as_bytes();
    [bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]
}
