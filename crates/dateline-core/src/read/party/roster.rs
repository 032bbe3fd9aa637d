//! Armed groups that nobody listed, recognised from how a report uses their names.
//!
//! "JNV fighters", "fighters of the JNV", "JNV, a rebel group", "the rebel group JNV", "the Sons of Umbra", "the Yarrow
//! Liberation Front (YLF)": a name is a group's when a word for armed people stands beside it, when it is built like
//! one, or when it is the acronym of one. A town, a state, a newspaper, a company or a club is never one, whoever stands
//! beside it ("Goma fighters", "the Reuters bureau").

use super::country::country_of_word;
use super::names::{Named, listed_in};
use super::words::{CIVIL, ENDINGS, NO_GROUP, OPENINGS, UNITS, is_armed_noun, is_group_noun};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::outlets::OutletLexicon;
use crate::lexicon::parties::{PartyLexicon, WordKind};
use crate::model::{Party, PartyRef};
use crate::read::view::View;
use dateline_tree::{EntityKind, Relation, Upos};

/// The groups that a report itself introduces, each with every spelling that the report uses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// In the order of their first mention.
    groups: Vec<Newcomer>,
}

/// A group known from the report alone, or a listed group under a name that only this report uses.
#[derive(Clone, Debug, PartialEq)]
struct Newcomer {
    party: PartyRef,
    /// A listed group keeps its place among the listed.
    listed: bool,
    /// It stands with its government.
    loyal: bool,
    /// The words of each spelling.
    spellings: Vec<Vec<String>>,
}

/// What is needed to tell a group's name from other names.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Listed groups and words for forces.
    pub lexicon: &'a PartyLexicon,
    /// Places and first names.
    pub gazetteer: &'a Gazetteer,
    /// Newspapers and agencies.
    pub outlets: &'a OutletLexicon,
}

/// A run of words that may be a group's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub first: usize,
    pub last: usize,
}

/// Gathers the groups that a report introduces, from all its sentences.
pub fn roster(views: &[View], known: Known) -> Roster {
    let mut roster = Roster::default();
    for view in views {
        for run in runs(*view).into_iter().filter(|r| is_group(*view, *r, known)) {
            roster.add(*view, run);
        }
    }
    for view in views {
        roster.take_acronyms(*view, known);
    }
    roster
}

impl Roster {
    /// The groups of the roster that a sentence names.
    pub fn find(&self, view: View) -> Vec<Named> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < view.len() {
            let longest = self
                .groups
                .iter()
                .flat_map(|g| g.spellings.iter().map(move |s| (s.len(), g, s)))
                .filter(|(n, _, s)| at + n <= view.len() && (0..*n).all(|k| view.word(at + k) == s[k]))
                .max_by_key(|(n, _, _)| *n);
            let Some((length, group, _)) = longest else {
                at += 1;
                continue;
            };
            let last = at + length - 1;
            let text = view.span(at, last).of(view.text).to_owned();
            let party = group.party.written(text);
            found.push(Named { first: at, last, party, opposes: !group.loyal && !group.listed });
            at += length;
        }
        found
    }

    /// Adds a name that the sentence uses as a group's.
    fn add(&mut self, view: View, run: Run) {
        let spelling: Vec<String> = (run.first..=run.last).map(|i| view.word(i).to_owned()).collect();
        if self.groups.iter().any(|g| g.spellings.contains(&spelling)) {
            return;
        }
        let name = view.span(run.first, run.last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let party = PartyRef::from(Party { id: format!("name:{}", fold(&name)), name, text: String::new() });
        let loyal = is_loyal(view, run);
        self.groups.push(Newcomer { party, listed: false, loyal, spellings: vec![spelling] });
    }

    /// "the Yarrow Liberation Front (YLF)", "the YLF (Yarrow Liberation Front)": both are one group, under its full name.
    fn take_acronyms(&mut self, view: View, known: Known) {
        for open in (1..view.len()).filter(|&i| view.word(i) == "(" && i + 2 < view.len()) {
            let Some(close) = (open + 1..view.len().min(open + 8)).find(|&i| view.word(i) == ")") else { continue };
            let inside = Run { first: open + 1, last: close - 1 };
            let Some(before) = name_ending_at(view, open - 1) else { continue };
            let (full, short) = if is_acronym(view, inside) { (before, inside) } else { (inside, before) };
            if is_acronym(view, short) && !is_acronym(view, full) {
                self.join(view, full, short, known);
            }
        }
    }

    /// Makes an acronym a spelling of the group of a full name.
    fn join(&mut self, view: View, full: Run, short: Run, known: Known) {
        let spelling: Vec<String> = (short.first..=short.last).map(|i| view.word(i).to_owned()).collect();
        let listed = listed_in(view, "", known.lexicon).into_iter().find(|n| n.last == full.last);
        let own = self.find(view).into_iter().find(|n| n.last == full.last);
        let party = match (own, listed) {
            (Some(own), _) => own.party,
            // The lexicon may know the acronym as well, then there is nothing to learn.
            (None, Some(listed)) if known.lexicon.named(&spelling.join(" ")).is_empty() => listed.party,
            _ => return,
        };
        // The acronym may have been taken for a group of its own.
        self.groups.retain(|g| !g.spellings.contains(&spelling) || g.party.id == party.id);
        match self.groups.iter_mut().find(|g| g.party.id == party.id) {
            Some(known) if !known.spellings.contains(&spelling) => known.spellings.push(spelling),
            Some(_) => {}
            None => {
                let party = party.written("");
                self.groups.push(Newcomer { party, listed: true, loyal: false, spellings: vec![spelling] });
            }
        }
    }
}

/// Whether a run of capitals is used as a group's name here.
fn is_group(view: View, run: Run, known: Known) -> bool {
    if is_something_else(view, run, known) {
        return false;
    }
    is_built_like_one(view, run)
        || is_called_one(view, run, known)
        || before_its_people(view, run, known)
        || after_its_people(view, run, known)
}

/// A listed party, a place, a person, a newspaper, an organisation of states.
fn is_something_else(view: View, run: Run, known: Known) -> bool {
    let words: Vec<&str> = (run.first..=run.last).map(|i| view.word(i)).collect();
    let lone = run.first == run.last;
    let place = known.gazetteer.longest(&words).is_some_and(|(n, found)| n == words.len() && !found.is_empty());
    let people = lone
        && (!known.gazetteer.country_of_adjective(words[0]).is_empty() || known.lexicon.people(words[0]).is_some());
    let first_name = known.gazetteer.is_first_name(words[0]) && !is_built_like_one(view, run);
    let outlet = (0..words.len()).filter_map(|i| known.outlets.longest(&words[i..]).map(|(n, _)| i + n)).any(|end| {
        // "the Yarrow Liberation Front" is not of the paper that is called by its middle.
        end == words.len() || !is_built_like_one(view, run)
    });
    let listed = listed_in(view, "", known.lexicon).iter().any(|n| n.first <= run.last && run.first <= n.last);
    let never = words.iter().any(|w| NO_GROUP.contains(&w.to_lowercase().as_str()));
    let civil = words.iter().any(|w| CIVIL.contains(&w.to_lowercase().as_str()))
        && !(is_built_like_one(view, run) || is_called_one(view, run, known));
    let states_own = country_of_unit(view, run, known.gazetteer).is_some() || is_states_unit(view, run);
    let everyday = lone
        && (known.lexicon.word(words[0]).is_some()
            || crate::read::place::is_calendar_word(words[0])
            || run.first == 0 && !is_acronym(view, run) && known.gazetteer.is_common_word(words[0]));
    let titled = run.first > 0 && is_title(&view.lower(run.first - 1));
    // "Soldiers of Zaire" are the country's, whatever else such names belong to.
    let troops = known.lexicon.word(&words[0].to_lowercase()) == Some(WordKind::Force)
        && words.last().is_some_and(|w| country_of_word(w, known.gazetteer).is_some());
    troops || place || people || first_name || outlet || listed || never || civil || states_own || everyday || titled
}

/// "Kenyan Defence Forces": a unit under its country's adjective.
pub(super) fn country_of_unit(view: View, run: Run, gazetteer: &Gazetteer) -> Option<String> {
    let unit = UNITS.contains(&view.lower(run.last).as_str()) || view.lower(run.last) == "army";
    let adjective = gazetteer.country_of_adjective(view.word(run.first)).first().map(|iso| (*iso).to_owned());
    adjective.filter(|_| unit && run.last > run.first)
}

/// "the Ninth Division", "the Presidential Guard", "the 217th Corps": a unit that only a state has.
pub(super) fn is_states_unit(view: View, run: Run) -> bool {
    let unit = UNITS.contains(&view.lower(run.last).as_str()) || view.lower(run.last) == "army";
    // "The Wa State Army": of a land of that name, which is no state.
    let of_land = |i: usize| view.lower(i) == "state" && i > run.first;
    unit && run.last > run.first && (run.first..run.last).any(|i| is_of_state(&view.lower(i)) && !of_land(i))
}

/// Words before a unit that say that it is a state's: "presidential", "ninth".
pub(super) fn is_of_state(lower: &str) -> bool {
    const OF_STATE: &[&str] = &[
        "national",
        "presidential",
        "republican",
        "royal",
        "federal",
        "border",
        "civil",
        "state",
        "special",
        "security",
        "armed",
        "police",
        "defence",
        "defense",
        "air",
        "coast",
        "home",
        "imperial",
        "rapid",
        "interior",
        "mobile",
    ];
    OF_STATE.contains(&lower)
        || crate::read::status::is_ordinal(lower)
        || lower.starts_with(|c: char| c.is_ascii_digit())
}

fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "general",
        "col",
        "colonel",
        "maj",
        "major",
        "capt",
        "captain",
        "lt",
        "lieutenant",
        "sgt",
        "president",
        "minister",
        "sheikh",
        "mullah",
        "commander",
        "king",
        "queen",
        "prince",
        "emir",
        "marshal",
        "warlord",
        "spokesman",
        "spokeswoman",
        "governor",
        "ambassador",
        "brigadier",
    ];
    TITLES.contains(&word.trim_end_matches('.'))
}

/// "the Sons of Umbra", "Harakat al-Fajr", "the Yarrow Liberation Front": the name itself says what it is.
fn is_built_like_one(view: View, run: Run) -> bool {
    let several = run.last > run.first;
    let ending = ENDINGS.contains(&view.lower(run.last).as_str());
    let opening = OPENINGS.contains(&view.lower(run.first).as_str());
    several && (ending || opening)
}

/// "JNV, a rebel group", "the rebel group JNV", "a militia called the Leopards".
fn is_called_one(view: View, run: Run, known: Known) -> bool {
    let head = head_of(view, run);
    let group = |i: usize| is_group_noun(view, i, known.lexicon);
    let beside = view.children(head).any(|c| view.relation(c) == Relation::Appos && group(c));
    let above = view.head(head).is_some_and(|h| match view.relation(head) {
        Relation::Appos | Relation::Flat | Relation::Compound | Relation::NmodDesc => h < run.first && group(h),
        Relation::Xcomp | Relation::Obj => {
            matches!(view.lemma(h).as_str(), "call" | "name" | "dub" | "know") && view.head(h).is_some_and(group)
        }
        _ => false,
    });
    // "a militia known as the Leopards".
    let known_as = view.head(head).is_some_and(|h| {
        matches!(view.lemma(h).as_str(), "know") && view.case(head) == "as" && view.head(h).is_some_and(group)
    });
    beside || above || known_as
}

/// "JNV fighters", "a JNV commander": an armed noun stands right behind the name.
fn before_its_people(view: View, run: Run, known: Known) -> bool {
    let Some(noun) = (run.last + 1 < view.len()).then_some(run.last + 1) else { return false };
    let tied = view.head(head_of(view, run)) == Some(noun)
        && matches!(
            view.relation(head_of(view, run)),
            Relation::Compound | Relation::NmodDesc | Relation::Amod | Relation::Flat
        );
    // A common noun with a capital name before it; a person's name has no people before it.
    let personal = view.token(head_of(view, run)).entity == Some(EntityKind::Person) && run.first == run.last;
    tied && !personal && view.token(noun).upos == Upos::Noun && is_armed_noun(view, noun, known.lexicon)
}

/// "fighters of the JNV", "militants from Ansar al-Haq".
fn after_its_people(view: View, run: Run, known: Known) -> bool {
    let head = head_of(view, run);
    let Some(noun) = view.head(head).filter(|&h| h < run.first) else { return false };
    let tied = view.relation(head) == Relation::Nmod && matches!(view.case(head).as_str(), "of" | "from" | "with");
    let article = view.children(head).any(|c| view.lower(c) == "the");
    // "fighters from Umbra" come from a town; a group has an article or is an acronym.
    tied && (article || is_acronym(view, run)) && is_armed_noun(view, noun, known.lexicon)
}

fn is_loyal(view: View, run: Run) -> bool {
    let words = run.first.saturating_sub(4)..(run.last + 5).min(view.len());
    words.into_iter().any(|i| matches!(view.lower(i).as_str(), "pro-government" | "loyalist" | "pro-regime"))
}

/// The runs of capitalised names in a sentence, joined over "of", "al-" and the like; longest first at each start.
fn runs(view: View) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if !starts_name(view, at) {
            at += 1;
            continue;
        }
        let mut last = at;
        loop {
            let next = last + 1;
            if next < view.len() && is_name_word(view, next) {
                last = next;
            } else if next + 1 < view.len()
                && is_name_word(view, next + 1)
                && (joins(view, at, next) || is_of_a_class(view, next))
            {
                last = next + 1;
            } else if next + 2 < view.len()
                && is_name_word(view, next + 2)
                && joins(view, at, next)
                && joins(view, at, next + 1)
            {
                // "Ansar al-Fajr" in four pieces.
                last = next + 2;
            } else if next + 2 < view.len()
                && OPENINGS.contains(&view.lower(at).as_str())
                && matches!(view.lower(next).as_str(), "of" | "for")
                && view.lower(next + 1) == "the"
                && is_name_word(view, next + 2)
            {
                last = next + 2;
            } else {
                break;
            }
        }
        found.push(Run { first: at, last });
        at = last + 1;
    }
    found
}

/// A word that a name may begin with: a capital, or the number of "the 14 October Movement".
fn starts_name(view: View, i: usize) -> bool {
    is_name_word(view, i)
        || view.word(i).chars().all(|c| c.is_ascii_digit()) && i + 1 < view.len() && is_name_word(view, i + 1)
}

fn is_name_word(view: View, i: usize) -> bool {
    let capital = view.word(i).starts_with(|c: char| c.is_uppercase());
    let first = i == 0 || view.word(i - 1).chars().all(|c| !c.is_alphanumeric() && c != '-' && c != '(' && c != ',');
    // At the head of a sentence only a word that the parser takes for a name.
    capital
        && (!first
            || view.token(i).upos == Upos::Propn
            || is_acronym(view, Run { first: i, last: i })
            || OPENINGS.contains(&view.lower(i).as_str()))
        && !matches!(
            view.lower(i).as_str(),
            "the" | "a" | "an" | "in" | "on" | "at" | "but" | "and" | "i" | "he" | "it" | "its"
        )
}

/// Small words inside a name: "Sons of Umbra" only after a word that such names begin with, "Harakat al-Fajr" always.
fn joins(view: View, first: usize, i: usize) -> bool {
    let lower = view.lower(i);
    match lower.as_str() {
        "-" | "–" => view.token(i).span.start == view.token(i - 1).span.end,
        "al" | "ul" | "ud" | "el" | "ar" | "as" | "ash" | "at" => {
            view.word(i).chars().next().is_some_and(char::is_lowercase)
        }
        "of" | "for" => OPENINGS.contains(&view.lower(first).as_str()),
        _ => false,
    }
}

/// "the People's Resistance Front", "the Workers' Brigade": a class of people that such a name belongs to.
fn is_of_a_class(view: View, possessive: usize) -> bool {
    const CLASSES: &[&str] =
        &["people", "peoples", "workers", "peasants", "farmers", "citizens", "students", "women", "nation", "patriots"];
    matches!(view.word(possessive), "'s" | "’s" | "'" | "’")
        && possessive > 0
        && CLASSES.contains(&view.lower(possessive - 1).as_str())
}

fn name_ending_at(view: View, last: usize) -> Option<Run> {
    runs(view).into_iter().find(|r| r.last == last)
}

/// "YLF", "M23", "FARC-EP": one word of capitals, perhaps with digits.
fn is_acronym(view: View, run: Run) -> bool {
    let text = view.span(run.first, run.last).of(view.text);
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    let plain = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    plain && (2..=8).contains(&capitals)
        || capitals == 1 && plain && text.chars().any(|c| c.is_ascii_digit()) && text.len() > 1
}

fn head_of(view: View, run: Run) -> usize {
    let outside = |i: &usize| view.head(*i).is_none_or(|h| h < run.first || h > run.last);
    (run.first..=run.last).find(outside).unwrap_or(run.last)
}
