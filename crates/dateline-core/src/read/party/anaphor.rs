//! "The group", "the front", "the rebels", "the enemy": nouns that take up a party the report named before.

use super::Parties;
use super::country::{forces, government};
use super::names::named_in;
use crate::lexicon::fold::fold;
use crate::lexicon::parties::GroupKind;
use crate::model::{Party, PartyRef};
use crate::read::view::View;
use dateline_tree::{Relation, Upos, Xpos};

impl Parties<'_> {
    /// A singular noun for an armed group with an article: "the group", "the movement", "the militia's".
    pub(super) fn group_again(&self, view: View, head: usize) -> Option<PartyRef> {
        const ANY: &[&str] = &[
            "group",
            "movement",
            "militia",
            "organisation",
            "organization",
            "faction",
            "outfit",
            "insurgency",
            "gang",
            "cartel",
            "network",
        ];
        const IN_NAMES: &[&str] = &["front", "alliance", "league", "coalition", "legion", "brotherhood", "union"];
        let lemma = view.lemma(head);
        let any = ANY.contains(&lemma.as_str());
        if any && sets_apart(view, head) {
            return self.rival(view, head, &lemma);
        }
        if !(any || IN_NAMES.contains(&lemma.as_str())) || !is_definite(view, head) || sets_apart(view, head) {
            return None;
        }
        // A foreign mission is called a force, and not a group.
        let may_be = |p: &PartyRef| self.lexicon.group(&p.name).is_none_or(|g| !is_a_mission(g.kind));
        let before: Vec<PartyRef> = self.before(view, head).into_iter().filter(may_be).collect();
        let bears = |p: &&PartyRef| fold(&p.name).split(' ').any(|w| w == lemma);
        before.iter().find(bears).or_else(|| before.first().filter(|_| any)).cloned()
    }

    /// "A rival group", "another faction": not one that was named, and the report does not say which.
    fn rival(&self, view: View, head: usize, lemma: &str) -> Option<PartyRef> {
        let other = view.children(head).find(|&c| {
            matches!(view.lower(c).as_str(), "rival" | "splinter" | "competing" | "opposing" | "another" | "other")
        })?;
        let one = !matches!(view.token(head).xpos, Xpos::Nns | Xpos::Nnps) && self.cast.names().next().is_some();
        let name = format!("{} {lemma}", view.lower(other));
        one.then(|| PartyRef::from(Party { id: format!("name:{name} {}", self.cast.state), name, text: String::new() }))
    }

    /// Plural fighters, "the rebels": of several groups that the word fits the one named last.
    pub(super) fn fighters_again(&self, view: View, head: usize) -> Option<PartyRef> {
        let word = view.lemma(head);
        let settled = self.cast.rebels(&word);
        if !is_definite(view, head) || sets_apart(view, head) {
            return settled;
        }
        let fitting = self.cast.fitting(&word);
        if fitting.len() < 2 {
            return settled;
        }
        let near = self.before(view, head).into_iter().find(|p| fitting.iter().any(|f| f.id == p.id));
        near.or(settled)
    }

    /// Attackers and defenders by who takes places in the report; "the enemy" by who speaks.
    pub(super) fn by_role(&self, view: View, head: usize) -> Option<PartyRef> {
        let home = format!("state:{}", self.cast.state);
        let state_takes = self.taker.is_some_and(|t| t.side() == home);
        match view.lemma(head).as_str() {
            "attacker" | "besieger" | "assailant" | "invader" => self.taker.cloned(),
            "defender" | "garrison" if state_takes => self.cast.group.clone(),
            "defender" => self.foe_of_who_enters(view, head),
            "enemy" => self.voice.and_then(|v| self.cast.opponent(v, self.lexicon)),
            _ => None,
        }
    }

    /// "The army had entered the town and said the defenders had left": who defends it against the side that comes in.
    fn foe_of_who_enters(&self, view: View, head: usize) -> Option<PartyRef> {
        const COMES: &[&str] = &["enter", "take", "capture", "seize", "storm", "assault", "overrun", "reach", "attack"];
        let comes = (0..head).rev().filter(|&i| COMES.contains(&view.lemma(i).as_str()));
        let subjects = comes.filter_map(|v| view.surface_subject(v)).filter(|&s| s < head);
        let enters = subjects.filter_map(|s| self.of_within(view, s, 2)).next()?;
        self.cast.opponent(&enters, self.lexicon)
    }

    /// "the Front" after "the Yarrow Front", "the Sash" after "the Yellow Sash": one capital word of a name.
    pub(super) fn short_form(&self, view: View, head: usize) -> Option<PartyRef> {
        let alone = head > 0
            && view.lower(head - 1) == "the"
            && (head + 1 >= view.len() || view.token(head + 1).upos != Upos::Propn);
        if !alone || !view.word(head).starts_with(char::is_uppercase) {
            return None;
        }
        let word = fold(view.word(head));
        let mut owners = self.cast.names().filter(|p| {
            let name = fold(&p.name);
            let words: Vec<&str> = name.split(' ').collect();
            words.len() > 1 && (words.last() == Some(&word.as_str()) || words.first() == Some(&word.as_str()))
        });
        let owner = owners.next().cloned();
        owner.filter(|_| owners.next().is_none())
    }

    /// "Kyiv denied", "Tripoli sent troops": a seat of government that acts as only governments do.
    pub(super) fn metonym(&self, view: View, head: usize) -> Option<PartyRef> {
        const ACTS: &[&str] = &[
            "say",
            "deny",
            "claim",
            "accuse",
            "announce",
            "insist",
            "admit",
            "concede",
            "confirm",
            "declare",
            "reject",
            "agree",
            "order",
            "deploy",
            "send",
            "vow",
            "warn",
            "threaten",
            "dismiss",
            "acknowledge",
            "blame",
            "recall",
            "promise",
            "demand",
            "propose",
            "dispute",
            "maintain",
            "call",
            "back",
            "arm",
            "recognise",
            "recognize",
            "want",
            "hope",
            "refuse",
            "respond",
            "condemn",
            "report",
            "boast",
            "expel",
            "summon",
            "withdraw",
            "pledge",
        ];
        let verb = view.head(head).filter(|_| matches!(view.relation(head).base(), "nsubj"))?;
        if !ACTS.contains(&view.lemma(verb).as_str()) || !view.case(head).is_empty() {
            return None;
        }
        let seats = self.lexicon.metonym(view.word(head));
        let iso = seats.iter().find(|iso| **iso == self.cast.state).or(seats.first())?;
        Some(government(iso, view.word(head), self.lexicon))
    }

    /// A name that is no known party but acts as one: "Patton took Palermo", "Umbra's men" of a report that does not
    /// say more. Better his name than the wrong party.
    pub fn stranger(&self, view: View, head: usize) -> Option<PartyRef> {
        if view.token(head).upos != Upos::Propn || !self.cast.armed {
            return None;
        }
        let (first, last) = self.name_around(view, head);
        let words: Vec<&str> = (first..=last).map(|i| view.word(i)).collect();
        let capital = words.iter().all(|w| w.starts_with(char::is_uppercase));
        if !capital || !self.gazetteer.country_of_adjective(view.word(head)).is_empty() {
            return None;
        }
        let last_name = view.word(last);
        if let Some(known) = self.cast.people.get(&last_name.to_lowercase()) {
            return Some(match known.id.strip_prefix("gov:") {
                Some(iso) => forces(iso, last_name, self.lexicon),
                None => known.clone(),
            });
        }
        let called = self.gazetteer.is_first_name(words[0]);
        // "Sebastian" alone is anybody.
        let named = view.token(head).entity == Some(dateline_tree::EntityKind::Person);
        let person = if last > first { called || named } else { named && !called };
        let one = view.token(head).xpos == Xpos::Nnp;
        (person && one && commands(view.text, last_name)).then(|| leaders_forces(last_name))
    }

    /// The groups named before a word, the nearest first: in its own sentence, then in those before.
    fn before(&self, view: View, head: usize) -> Vec<PartyRef> {
        let here = named_in(view, &self.cast.state, self.lexicon, &self.cast.roster);
        let here = here.into_iter().rev().filter(|n| n.last < head).map(|n| n.party);
        let all = here.chain(self.recent.iter().cloned());
        all.filter(|p| !matches!(p.id.split_once(':'), Some(("gov" | "forces", _)))).collect()
    }
}

fn is_a_mission(kind: GroupKind) -> bool {
    matches!(kind, GroupKind::Foreign | GroupKind::Coalition | GroupKind::Body)
}

/// Whether the report somewhere gives a name a military rank or men of its own: "General Patton", "Umbra's men".
fn commands(text: &str, name: &str) -> bool {
    const RANKS: &[&str] = &[
        "general",
        "gen",
        "colonel",
        "col",
        "marshal",
        "commander",
        "commandant",
        "captain",
        "major",
        "admiral",
        "brigadier",
        "lieutenant",
        "warlord",
        "leader",
        "chief",
        "emir",
        "sheikh",
        "mullah",
        "president",
        "caudillo",
        "chieftain",
    ];
    const MEN: &[&str] = &[
        "men",
        "forces",
        "troops",
        "fighters",
        "soldiers",
        "army",
        "militia",
        "rebels",
        "tanks",
        "guerrillas",
        "gunmen",
        "columns",
        "divisions",
        "guards",
        "riders",
        "cavalry",
        "militiamen",
        "followers",
    ];
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].split_whitespace().rev().take(2).map(word).any(|w| RANKS.contains(&w.as_str()));
        let after = &text[at + name.len()..];
        let own = after.strip_prefix("'s").or_else(|| after.strip_prefix("’s")).or_else(|| after.strip_prefix('\''));
        let men = own.is_some_and(|a| a.split_whitespace().take(2).map(word).any(|w| MEN.contains(&w.as_str())));
        before || men
    })
}

/// A leader's own forces, whose name the report does not tell.
pub(super) fn leaders_forces(leader: &str) -> PartyRef {
    let last = leader.split_whitespace().next_back().unwrap_or(leader);
    PartyRef::from(Party {
        id: format!("name:{} forces", fold(last)),
        name: format!("{last}'s forces"),
        text: leader.to_owned(),
    })
}

/// "the rebels", "that group", "these fighters".
fn is_definite(view: View, head: usize) -> bool {
    view.children(head).any(|c| {
        view.relation(c) == Relation::Det
            && matches!(view.lower(c).as_str(), "the" | "this" | "that" | "these" | "those")
    })
}

/// "a rival group", "the other faction", "the largest group": not the one spoken of.
fn sets_apart(view: View, head: usize) -> bool {
    view.children(head).any(|c| {
        view.token(c).xpos == Xpos::Jjs
            || matches!(
                view.lower(c).as_str(),
                "rival"
                    | "other"
                    | "another"
                    | "second"
                    | "splinter"
                    | "competing"
                    | "different"
                    | "opposing"
                    | "two"
                    | "three"
                    | "several"
                    | "both"
            )
    })
}
