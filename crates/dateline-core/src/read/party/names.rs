//! Parties called by their own names.

use super::Parties;
use super::country::{country_of_word, forces, government};
use super::roster::{Roster, Run, country_of_unit, is_states_unit};
use super::words::{ENDINGS, UNITS};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::PlaceKind as Kind;
use crate::lexicon::parties::{Group, GroupKind, NamedParty, PartyLexicon, Side};
use crate::model::{Party, PartyRef};
use crate::read::view::View;
use dateline_tree::{Relation, Upos};

/// A party's own name found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// The party.
    pub party: PartyRef,
    /// It is no state's force and does not stand on its government's side.
    pub opposes: bool,
}

/// The parties that a sentence calls by their own names, listed or introduced by the report itself, in order. Of groups
/// that share a name the one at home in `country` is meant.
pub fn named_in(view: View, country: &str, lexicon: &PartyLexicon, roster: &Roster) -> Vec<Named> {
    let mut found = listed_in(view, country, lexicon);
    let own = roster.find(view);
    // The longer name is meant: "the Free Army of Umbra" is not "the Free Army".
    found.retain(|l| !own.iter().any(|o| overlap(l, o) && o.last - o.first >= l.last - l.first));
    let new: Vec<Named> = own.into_iter().filter(|o| !found.iter().any(|l| overlap(l, o))).collect();
    found.extend(new);
    found.sort_by_key(|n| n.first);
    found
}

fn overlap(a: &Named, b: &Named) -> bool {
    a.first <= b.last && b.first <= a.last
}

/// The listed parties that a sentence names.
pub(super) fn listed_in(view: View, country: &str, lexicon: &PartyLexicon) -> Vec<Named> {
    let words: Vec<&str> = (0..view.len()).map(|i| view.word(i)).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let capital =
            words[i].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(words[i], "al" | "the");
        match lexicon.longest(&words[i..]).filter(|_| capital) {
            Some((length, parties)) => {
                let text = view.span(i, i + length - 1).of(view.text).to_owned();
                let meant =
                    choose(&parties, country).filter(|p| is_at_home(p, country) || !goes_on(&words, i + length));
                found.extend(meant.map(|p| named(p, i, length, text, lexicon)));
                i += length;
            }
            None => i += 1,
        }
    }
    found
}

fn choose<'p>(parties: &[NamedParty<'p>], country: &str) -> Option<NamedParty<'p>> {
    parties.iter().find(|p| is_at_home(p, country)).or(parties.first()).copied()
}

fn is_at_home(party: &NamedParty, country: &str) -> bool {
    match party {
        NamedParty::Group(g) => g.countries.iter().any(|c| c == country),
        NamedParty::Army(a) => a.country == country,
    }
}

/// "The United Front for Change" of one country is not the United Front of another: the name goes on.
fn goes_on(words: &[&str], after: usize) -> bool {
    let next = words.get(after + 1).is_some_and(|w| w.starts_with(|c: char| c.is_uppercase()));
    next && words.get(after).is_some_and(|w| matches!(*w, "for" | "of"))
}

fn named(party: NamedParty, first: usize, length: usize, text: String, lexicon: &PartyLexicon) -> Named {
    let last = first + length - 1;
    match party {
        NamedParty::Group(g) => Named { first, last, party: group_party(g, text), opposes: opposes(g) },
        NamedParty::Army(a) => {
            let party =
                PartyRef::from(Party { name: a.name.clone(), ..Party::clone(&forces(&a.country, &text, lexicon)) });
            Named { first, last, party, opposes: false }
        }
    }
}

/// A listed group as a party.
pub(super) fn group_party(group: &Group, text: String) -> PartyRef {
    PartyRef::from(Party {
        id: format!("group:{}", fold(&group.name).replace(' ', "-")),
        name: group.name.clone(),
        text,
    })
}

/// No state's force, and not on its government's side.
pub(super) fn opposes(group: &Group) -> bool {
    group.side_of != Some(Side::Government)
        && !matches!(group.kind, GroupKind::Foreign | GroupKind::Coalition | GroupKind::Junta | GroupKind::Body)
}

impl Parties<'_> {
    /// A listed group, a country, or an unlisted name that the text uses as a group.
    pub(super) fn named(&self, view: View, head: usize) -> Option<PartyRef> {
        if let Some(party) = self.own_name(view, head) {
            return Some(party);
        }
        let token = view.token(head);
        if token.upos != Upos::Propn {
            return None;
        }
        if let Some(iso) = self.country_named(view, head) {
            return Some(government(&iso, view.word(head), self.lexicon));
        }
        // "the Serbs", "the Russians": a people in arms.
        if token.xpos == dateline_tree::Xpos::Nnps
            && let Some(iso) = country_of_word(view.word(head), self.gazetteer)
        {
            return Some(forces(&iso, view.word(head), self.lexicon));
        }
        if token.xpos == dateline_tree::Xpos::Nnps
            && let Some(people) = self.lexicon.people(view.word(head))
        {
            return Some(self.people_party(people));
        }
        if let Some(party) = self.cast.people.get(&view.lower(head)) {
            return Some(party.clone());
        }
        if let Some(party) = self.short_form(view, head).or_else(|| self.metonym(view, head)) {
            return Some(party);
        }
        self.unlisted(view, head)
    }

    pub(super) fn own_name(&self, view: View, word: usize) -> Option<PartyRef> {
        let all = named_in(view, &self.cast.state, self.lexicon, &self.cast.roster);
        all.into_iter().find(|n| n.first <= word && word <= n.last).map(|n| n.party)
    }

    pub(super) fn country_named(&self, view: View, head: usize) -> Option<String> {
        let joined = view.children(head).any(|c| view.relation(c) == Relation::Flat);
        self.country_in_words(view, head).or_else(|| self.country(view.word(head)).filter(|_| !joined))
    }

    /// "The United States", "Saudi Arabia", "Burkina Faso": a country whose name has two or three words, one of them the
    /// head. "South Sudan's army" is no country, but its name is.
    fn country_in_words(&self, view: View, head: usize) -> Option<String> {
        let capital = |i: usize| view.word(i).starts_with(char::is_uppercase);
        let spans = (2..=3).rev().flat_map(|n| (0..n).map(move |back| (back, n)));
        spans
            .filter_map(|(back, n)| Some((head.checked_sub(back)?, n)))
            .filter(|(first, n)| first + n <= view.len() && (*first..first + n).all(capital))
            .find_map(|(first, n)| self.country(view.span(first, first + n - 1).of(view.text)))
    }

    fn country(&self, name: &str) -> Option<String> {
        let record = self.gazetteer.record(*self.gazetteer.candidates(name).first()?);
        (record.kind == Kind::Country).then_some(record.country)
    }

    /// "the Yarrow Front": a name that ends in a word for an organised armed group.
    pub(super) fn unlisted(&self, view: View, head: usize) -> Option<PartyRef> {
        let (first, last) = self.name_around(view, head);
        let run = Run { first, last };
        if let Some(iso) = country_of_unit(view, run, self.gazetteer) {
            return Some(forces(&iso, "", self.lexicon));
        }
        if is_states_unit(view, run) {
            return (!self.cast.state.is_empty()).then(|| forces(&self.cast.state, "", self.lexicon));
        }
        let ending = view.lower(last);
        let organised = ENDINGS.contains(&ending.as_str()) || UNITS.contains(&ending.as_str());
        if last == first || !(organised || ending == "council") {
            return None;
        }
        let name = view.span(first, last).of(view.text);
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        Some(PartyRef::from(Party { id: format!("name:{}", fold(name)), name: name.to_owned(), text: name.to_owned() }))
    }

    pub(super) fn name_around(&self, view: View, head: usize) -> (usize, usize) {
        let proper = |i: usize| view.token(i).upos == Upos::Propn;
        let (mut first, mut last) = (head, head);
        while first > 0 && proper(first - 1) {
            first -= 1;
        }
        while last + 1 < view.len() && proper(last + 1) {
            last += 1;
        }
        (first, last)
    }
}

/// A people that is no country's: "Kurdish forces", also for "the Kurds".
pub(super) fn people_in_arms(adjective: &str) -> PartyRef {
    let name = format!("{adjective} forces");
    PartyRef::from(Party { id: format!("name:{}", fold(&name)), name, text: String::new() })
}
