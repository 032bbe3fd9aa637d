//! Who plays a part in a report, gathered before its claims are read.

use super::country::{adjectives_of, forces, government};
use super::names::{Named, named_in, opposes};
use super::owned::people_party;
use super::roster::Roster;
use super::words::{is_force_noun, is_of_any_side};
use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::parties::{Group, PartyLexicon, WordKind};
use crate::model::{Party, PartyRef};
use crate::read::place::Focus;
use crate::read::view::View;
use dateline_tree::{Upos, Xpos};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a report says about who is who, gathered before its claims are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// Country code of the state whose forces "the army" means; empty when unknown.
    pub state: String,
    /// The armed opponent that "the insurgents" means.
    pub group: Option<PartyRef>,
    /// The groups that the report names and that fight its government, the most likely first.
    pub groups: Vec<CastGroup>,
    /// "The rebels" where no named group is meant.
    pub unnamed: Option<PartyRef>,
    /// Another state that fights in the report ("Russian forces" in Ukraine).
    pub invader: Option<PartyRef>,
    /// Persons whose side the report has told, by last name.
    pub people: BTreeMap<String, PartyRef>,
    /// Whether any armed party is named at all.
    pub armed: bool,
    /// States whose forces are named.
    pub states_in_arms: BTreeSet<String>,
    /// Groups that the report itself introduces.
    pub roster: Roster,
    /// Who fights whom, as far as single sentences name both: pairs of sides, once for each such sentence.
    pub fights: Vec<(PartyRef, PartyRef)>,
}

/// A group that a report names.
#[derive(Clone, Debug, PartialEq)]
pub struct CastGroup {
    party: PartyRef,
    /// How often it is named.
    count: usize,
    /// It fights the government of the report's country.
    opposes: bool,
    /// It is at home in the report's country.
    home: bool,
    /// Common words that reports use for its fighters.
    words: Vec<String>,
}

/// Gathers the cast of a report from all its sentences.
pub fn cast(views: &[View], focus: &Focus, lexicon: &PartyLexicon, gazetteer: &Gazetteer, roster: Roster) -> Cast {
    let state = focus.main().unwrap_or_default().to_owned();
    let mut groups: Vec<CastGroup> = Vec::new();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut forces_named = 0;
    for view in views {
        for named in named_in(*view, &state, lexicon, &roster).into_iter().chain(peoples_in(*view, lexicon)) {
            match groups.iter_mut().find(|g| g.party.id == named.party.id) {
                Some(known) => known.count += 1,
                None => groups.push(newcomer(named, &state, lexicon)),
            }
        }
        for i in (0..view.len()).filter(|&i| is_force_noun(*view, i, lexicon)) {
            forces_named += 1;
            for iso in adjectives_of(*view, i, gazetteer) {
                *states.entry(iso).or_default() += 1;
            }
        }
    }
    let armed = !groups.is_empty() || !states.is_empty() || forces_named >= 2;
    groups.retain(|g| g.opposes && g.party.side() != format!("state:{state}"));
    groups.sort_by_key(|g| (!g.home, Reverse(g.count)));
    let words = rebel_words(views, lexicon);
    let unnamed = words.first().map(|word| rebels(word, &state, lexicon));
    let foreign = states.iter().filter(|(iso, _)| **iso != state).max_by_key(|(_, n)| **n);
    let invader = foreign.map(|(iso, _)| forces(iso, "", lexicon));
    let mut cast = Cast {
        state,
        group: None,
        groups,
        unnamed,
        invader,
        people: BTreeMap::new(),
        armed,
        states_in_arms: states.into_keys().collect(),
        roster,
        fights: Vec::new(),
    };
    let leading = cast.groups.iter().find(|g| g.home && g.count >= 2).map(|g| g.party.clone());
    cast.group = leading.or_else(|| cast.rebels(words.first().map_or("fighter", String::as_str)));
    cast
}

fn newcomer(named: Named, state: &str, lexicon: &PartyLexicon) -> CastGroup {
    let group = lexicon.group(&named.party.name);
    CastGroup {
        // A group that only this report knows fights where the report is set.
        home: group.map_or(named.party.id.starts_with("name:"), |g| g.countries.iter().any(|c| c == state)),
        words: group.map(|g| g.fighters.clone()).unwrap_or_default(),
        count: 1,
        opposes: named.opposes,
        party: named.party,
    }
}

/// "The Chechens", where a listed group is that people's armed side.
fn peoples_in(view: View, lexicon: &PartyLexicon) -> Vec<Named> {
    let plural = (0..view.len()).filter(|&i| view.token(i).xpos == Xpos::Nnps);
    let armed = plural.filter_map(|i| Some((i, people_party(lexicon.people(view.word(i))?, lexicon))));
    let listed = armed.filter_map(|(i, party)| Some((i, lexicon.group(&party.name).map(opposes)?, party)));
    listed.map(|(i, opposes, party)| Named { first: i, last: i, party, opposes }).collect()
}

impl Cast {
    /// The side that fights this one: by the sentences that name both, else the state and its main opponent.
    pub fn opponent(&self, party: &PartyRef, lexicon: &PartyLexicon) -> Option<PartyRef> {
        let home = format!("state:{}", self.state);
        if party.side() == home {
            return self.group.clone().or_else(|| self.invader.clone()).filter(|p| p.side() != home);
        }
        if let Some(foe) = self.foe(party) {
            return Some(foe);
        }
        // A group of another country fights its own state, of which the report may tell little.
        let guest = self.groups.iter().any(|g| !g.home && g.party.id == party.id);
        (!self.state.is_empty() && !guest).then(|| government(&self.state, "", lexicon))
    }

    /// Whether one of two is a state and the other a group that fights that state.
    pub fn are_at_odds(&self, one: &PartyRef, other: &PartyRef, lexicon: &PartyLexicon) -> bool {
        let against = |group: &PartyRef, state: &PartyRef| {
            let side = state.side();
            let of = |g: &Group| opposes(g) && g.countries.iter().any(|c| side == format!("state:{c}"));
            lexicon.group(&group.name).is_some_and(of)
        };
        against(one, other) || against(other, one)
    }

    /// The side that fights this one, where the report leaves no choice: it names one only, or its sentences name one only
    /// together with this one.
    pub fn sole_opponent(&self, party: &PartyRef, lexicon: &PartyLexicon) -> Option<PartyRef> {
        let foes = self.foes(party);
        let alone = foes.windows(2).all(|w| w[0].side() == w[1].side());
        if let Some(foe) = foes.first() {
            return alone.then(|| (*foe).written(""));
        }
        let home = party.side() == format!("state:{}", self.state);
        if home && self.group.as_ref().is_some_and(|g| self.has_rival(g)) {
            return None;
        }
        self.opponent(party, lexicon).filter(|_| home || self.is_named(party))
    }

    /// Whether the report names a side as fighting: a group, its rebels or a foreign state.
    pub fn is_named(&self, party: &PartyRef) -> bool {
        let known = self.groups.iter().map(|g| &g.party).chain(&self.group).chain(&self.unnamed).chain(&self.invader);
        known.into_iter().any(|p| p.side() == party.side())
    }

    /// Whether another group is named about as often as this one.
    fn has_rival(&self, group: &PartyRef) -> bool {
        let count = |g: &&CastGroup| g.count;
        let own = self.groups.iter().find(|g| g.party.side() == group.side()).as_ref().map_or(0, count);
        self.groups.iter().any(|g| g.party.side() != group.side() && g.count >= 2 && g.count * 3 > own)
    }

    /// Everybody named in a sentence as fighting this side.
    pub fn foes(&self, party: &PartyRef) -> Vec<&PartyRef> {
        let other = |(a, b): &'_ (PartyRef, PartyRef)| (a.side() == party.side(), b.side() == party.side());
        let pairs = self.fights.iter().filter_map(|pair| match other(pair) {
            (true, _) => Some(&pair.1),
            (_, true) => Some(&pair.0),
            _ => None,
        });
        pairs.collect()
    }

    /// Whom a group fights in most of the sentences that name it with an opponent, where that is another group.
    fn foe(&self, party: &PartyRef) -> Option<PartyRef> {
        let mut counts: Vec<(&PartyRef, usize)> = Vec::new();
        for other in self.foes(party) {
            match counts.iter_mut().find(|(p, _)| p.side() == other.side()) {
                Some((_, n)) => *n += 1,
                None => counts.push((other, 1)),
            }
        }
        counts.sort_by_key(|(_, n)| Reverse(*n));
        counts.first().map(|(p, _)| (*p).written(""))
    }

    /// The groups at home that a common word for fighters fits.
    pub(super) fn fitting(&self, word: &str) -> Vec<&PartyRef> {
        let home = self.groups.iter().filter(|g| (g.home || g.count >= 3) && g.fits(word));
        home.map(|g| &g.party).collect()
    }

    /// All groups that the report names.
    pub(super) fn names(&self) -> impl Iterator<Item = &PartyRef> {
        self.groups.iter().map(|g| &g.party)
    }

    /// Whom a common word for fighters means: the group of the country that the report names most and that such a
    /// word fits. A group named once in passing does not own "the rebels" of a whole report.
    pub(super) fn rebels(&self, word: &str) -> Option<PartyRef> {
        let fits = |g: &CastGroup| g.fits(word);
        let settled = |g: &CastGroup| {
            g.count >= 2
                || self.groups.len() == 1 && self.unnamed.is_none()
                || g.count == 1 && self.groups.iter().all(|o| o.count <= 1)
        };
        let home = self.groups.iter().filter(|g| g.home || g.count >= 3);
        home.clone().find(|g| fits(g) && settled(g)).map(|g| g.party.clone()).or_else(|| self.unnamed.clone())
    }
}

impl CastGroup {
    /// Whether reports call its fighters by a word; of a group that only this report knows, every word may be its.
    fn fits(&self, word: &str) -> bool {
        const OF_ANY: &[&str] =
            &["fighter", "gunman", "attacker", "group", "movement", "militant", "insurgent", "invader", "assailant"];
        OF_ANY.contains(&word)
            || self.words.is_empty()
            || self.words.iter().any(|w| w == word || w.strip_suffix('s') == Some(word))
    }
}

/// Common words for fighters of no state, the most frequent first.
fn rebel_words(views: &[View], lexicon: &PartyLexicon) -> Vec<String> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for view in views {
        for i in (0..view.len()).filter(|&i| view.token(i).upos == Upos::Noun) {
            if !is_of_any_side(&view.lemma(i)) && lexicon.word(&view.lower(i)) == Some(WordKind::Fighters) {
                *words.entry(view.lemma(i)).or_default() += 1;
            }
        }
    }
    let mut sorted: Vec<(String, usize)> = words.into_iter().collect();
    sorted.sort_by_key(|(_, n)| Reverse(*n));
    sorted.into_iter().map(|(word, _)| word).collect()
}

/// "The rebels" of a country, where no named group is meant.
pub(super) fn rebels(word: &str, state: &str, lexicon: &PartyLexicon) -> PartyRef {
    let plural = word.strip_suffix('y').map_or(format!("{word}s"), |stem| format!("{stem}ies"));
    let plural = plural.strip_suffix("mans").map_or(plural.clone(), |stem| format!("{stem}men"));
    // Some plurals are their own lemma.
    let plural = if word.ends_with("men") || word.ends_with('s') { word.to_owned() } else { plural };
    let adjective = lexicon.country(state).and_then(|c| c.adjectives.first()).cloned();
    let name = adjective.map_or(plural.clone(), |a| format!("{a} {plural}"));
    PartyRef::from(Party { id: format!("rebels:{state}"), name, text: word.to_owned() })
}
