//! What the words beside a name say it is: "Kunduz Province", "Jordan River", "the city of Kunduz", "Lake Lanier".

use super::super::cues::cues;
use super::super::words::Shape;
use super::{Class, Finder, Match, code};
use crate::lexicon::gazetteer::PlaceKind;

impl Finder<'_> {
    /// A listed name with the word that says what it is: "Kunduz Province", "Jordan River", "Madison Avenue".
    pub(super) fn extended(&self, m: Match) -> Match {
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
    pub(super) fn can_be_called(&self, m: &Match, word: &str) -> bool {
        let home = code("US");
        let divides = |c: &u32| {
            let point = self.gazetteer.point(*c);
            let state = word == "State" && point.country == home;
            matches!(point.kind, PlaceKind::Admin1 | PlaceKind::Admin2) && !state
        };
        !matches!(word, "Department" | "District" | "State" | "Region" | "Republic" | "Municipality" | "Territory")
            || m.candidates.iter().any(divides)
    }

    /// Candidates that are divisions; all when there are none.
    pub(super) fn divisions(&self, candidates: &[u32]) -> Vec<u32> {
        let is = |c: &u32| {
            matches!(self.gazetteer.point(*c).kind, PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Country)
        };
        let found: Vec<u32> = candidates.iter().copied().filter(is).collect();
        if found.is_empty() { candidates.to_vec() } else { found }
    }

    /// What a capitalised word behind a name makes of it.
    pub(super) fn class_of(&self, at: usize) -> Option<Class> {
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
    pub(super) fn class_beside(&self, m: &Match) -> Option<Class> {
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
    pub(super) fn without_office(&self, m: Match) -> Match {
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
    pub(super) fn unlisted(&self, at: usize) -> Option<Match> {
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
    pub(super) fn lake(&self, at: usize) -> Option<Match> {
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
    pub(super) fn numbered_street(&self, at: usize) -> Option<Match> {
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
