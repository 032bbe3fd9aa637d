//! Parties: governments and their forces, named groups, and the words that stand for them.
//!
//! A party is recognised from a list of named groups, from a country's name or adjective beside a word
//! for forces or government, or from the way the text uses a name nobody listed ("the Yarrow Front").
//! "The insurgents", "the army", "they" are resolved inside the report.

use super::place::Focus;
use super::view::View;
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind as Kind};
use crate::lexicon::parties::{Group, GroupKind, NamedParty, PartyLexicon, Side, WordKind};
use crate::model::PartyRef;
use dateline_tree::{EntityKind, Relation, Upos};
use std::cmp::Reverse;
use std::collections::BTreeMap;

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
}

/// Everything needed to say which party a noun means.
#[derive(Clone, Copy)]
pub struct Parties<'a> {
    /// Named groups and words for forces.
    pub lexicon: &'a PartyLexicon,
    /// Countries and adjectives.
    pub gazetteer: &'a Gazetteer,
    /// What the report told so far.
    pub cast: &'a Cast,
    /// The party that "they" means here.
    pub last: Option<&'a PartyRef>,
    /// The party that speaks in this sentence, which "we" and "our" mean.
    pub voice: Option<&'a PartyRef>,
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
pub fn cast(views: &[View], focus: &Focus, lexicon: &PartyLexicon, gazetteer: &Gazetteer) -> Cast {
    let state = focus.main().unwrap_or_default().to_owned();
    let mut groups: Vec<CastGroup> = Vec::new();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut forces_named = 0;
    for view in views {
        for named in named_in(*view, &state, lexicon) {
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
    let mut cast = Cast { state, group: None, groups, unnamed, invader, people: BTreeMap::new(), armed };
    let leading = cast.groups.iter().find(|g| g.home && g.count >= 2).map(|g| g.party.clone());
    cast.group = leading.or_else(|| cast.rebels(words.first().map_or("fighter", String::as_str)));
    cast
}

fn newcomer(named: Named, state: &str, lexicon: &PartyLexicon) -> CastGroup {
    let group = lexicon.group(&named.party.name);
    CastGroup {
        home: group.is_some_and(|g| g.countries.iter().any(|c| c == state)),
        words: group.map(|g| g.fighters.clone()).unwrap_or_default(),
        count: 1,
        opposes: named.opposes,
        party: named.party,
    }
}

impl Cast {
    /// Whom a common word for fighters means: the group of the country that the report names most and that such a
    /// word fits. A group named once in passing does not own "the rebels" of a whole report.
    fn rebels(&self, word: &str) -> Option<PartyRef> {
        const OF_ANY: &[&str] =
            &["fighter", "gunman", "attacker", "group", "movement", "militant", "insurgent", "invader", "assailant"];
        let fits = |g: &CastGroup| {
            OF_ANY.contains(&word)
                || g.words.is_empty()
                || g.words.iter().any(|w| w == word || w.strip_suffix('s') == Some(word))
        };
        let settled = |g: &CastGroup| {
            g.count >= 2
                || self.groups.len() == 1 && self.unnamed.is_none()
                || g.count == 1 && self.groups.iter().all(|o| o.count <= 1)
        };
        let home = self.groups.iter().filter(|g| g.home || g.count >= 3);
        home.clone().find(|g| fits(g) && settled(g)).map(|g| g.party.clone()).or_else(|| self.unnamed.clone())
    }
}

/// Common words for fighters of no state, the most frequent first.
fn rebel_words(views: &[View], lexicon: &PartyLexicon) -> Vec<String> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for view in views {
        for i in (0..view.len()).filter(|&i| view.token(i).upos == Upos::Noun) {
            let vague = matches!(
                view.lemma(i).as_str(),
                "resistance"
                    | "insurgency"
                    | "militia"
                    | "militiaman"
                    | "warlord"
                    | "gang"
                    | "tribesman"
                    | "vigilante"
                    | "terrorist"
                    | "bandit"
            );
            if !vague && lexicon.word(&view.lower(i)) == Some(WordKind::Fighters) {
                *words.entry(view.lemma(i)).or_default() += 1;
            }
        }
    }
    let mut sorted: Vec<(String, usize)> = words.into_iter().collect();
    sorted.sort_by_key(|(_, n)| Reverse(*n));
    sorted.into_iter().map(|(word, _)| word).collect()
}

/// "The rebels" of a country, where no named group is meant.
fn rebels(word: &str, state: &str, lexicon: &PartyLexicon) -> PartyRef {
    let plural = word.strip_suffix('y').map_or(format!("{word}s"), |stem| format!("{stem}ies"));
    let plural = plural.strip_suffix("mans").map_or(plural.clone(), |stem| format!("{stem}men"));
    let adjective = lexicon.country(state).and_then(|c| c.adjectives.first()).cloned();
    let name = adjective.map_or(plural.clone(), |a| format!("{a} {plural}"));
    PartyRef { id: format!("rebels:{state}"), name, text: word.to_owned() }
}

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

/// The parties that a sentence calls by their own names. Of groups that share a name the one at home in `country`
/// is meant.
pub fn named_in(view: View, country: &str, lexicon: &PartyLexicon) -> Vec<Named> {
    let words: Vec<&str> = (0..view.len()).map(|i| view.word(i)).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let capital =
            words[i].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(words[i], "al" | "the");
        match lexicon.longest(&words[i..]).filter(|_| capital) {
            Some((length, parties)) => {
                let text = view.span(i, i + length - 1).of(view.text).to_owned();
                found.extend(choose(&parties, country).map(|p| named(p, i, length, text, lexicon)));
                i += length;
            }
            None => i += 1,
        }
    }
    found
}

fn choose<'p>(parties: &[NamedParty<'p>], country: &str) -> Option<NamedParty<'p>> {
    let at_home = |p: &&NamedParty| match p {
        NamedParty::Group(g) => g.countries.iter().any(|c| c == country),
        NamedParty::Army(a) => a.country == country,
    };
    parties.iter().find(at_home).or(parties.first()).copied()
}

fn named(party: NamedParty, first: usize, length: usize, text: String, lexicon: &PartyLexicon) -> Named {
    let last = first + length - 1;
    match party {
        NamedParty::Group(g) => {
            let party =
                PartyRef { id: format!("group:{}", fold(&g.name).replace(' ', "-")), name: g.name.clone(), text };
            Named { first, last, party, opposes: opposes(g) }
        }
        NamedParty::Army(a) => {
            let party = PartyRef { name: a.name.clone(), ..forces(&a.country, &text, lexicon) };
            Named { first, last, party, opposes: false }
        }
    }
}

fn opposes(group: &Group) -> bool {
    group.side_of != Some(Side::Government)
        && !matches!(group.kind, GroupKind::Foreign | GroupKind::Coalition | GroupKind::Junta)
}

impl<'a> Parties<'a> {
    /// The party a noun or pronoun means; `None` when it means none.
    pub fn of(&self, view: View, head: usize) -> Option<PartyRef> {
        self.of_within(view, head, 4)
    }

    /// Words that belong to a party's own name.
    pub fn names(&self, view: View) -> Vec<(usize, usize)> {
        named_in(view, &self.cast.state, self.lexicon).into_iter().map(|n| (n.first, n.last)).collect()
    }

    /// Whether a noun means a person in office: minister, governor, envoy.
    pub fn is_official(&self, view: View, head: usize) -> bool {
        self.word_kind(view, head) == Some(WordKind::Official)
    }

    fn of_within(&self, view: View, head: usize, depth: usize) -> Option<PartyRef> {
        if depth == 0 {
            return None;
        }
        let token = view.token(head);
        let text = self.phrase(view, head);
        let found = match token.upos {
            Upos::Pron => self.pronoun(view, head),
            Upos::Propn => self.named(view, head).or_else(|| self.by_modifier(view, head, &text, depth)),
            Upos::Noun | Upos::Adj | Upos::Num | Upos::Det | Upos::X => {
                self.named(view, head).or_else(|| self.by_modifier(view, head, &text, depth))
            }
            _ => None,
        }?;
        Some(PartyRef { text, ..found })
    }

    /// The noun with its close modifiers, as written.
    fn phrase(&self, view: View, head: usize) -> String {
        let close = |c: &usize| {
            matches!(
                view.relation(*c),
                Relation::Det
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::NmodPoss
                    | Relation::Flat
                    | Relation::Nummod
            ) || view.relation(*c) == Relation::Punct && view.word(*c) == "-"
        };
        let mut first = head;
        let mut last = head;
        for c in view.children(head).filter(close) {
            let (a, b) = view.sentence.extent(c);
            if a < first && head - a <= 6 {
                first = a;
            }
            if b > last && b - head <= 3 && view.relation(c) == Relation::Flat {
                last = b;
            }
        }
        view.span(first, last).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn pronoun(&self, view: View, head: usize) -> Option<PartyRef> {
        match view.lower(head).as_str() {
            // Only who speaks can mean himself.
            "we" | "our" | "us" | "ours" => self.voice.cloned(),
            "they" | "them" | "their" | "theirs" | "it" | "its" | "themselves" => {
                self.in_sentence(view, head).or_else(|| self.last.cloned())
            }
            "who" | "which" | "that" => None,
            _ => None,
        }
    }

    /// The party that a pronoun takes up from a governing clause of its own sentence: "Azerbaijan said its troops",
    /// "the rebels will not stop until they". Officials who say "they" mean somebody else.
    fn in_sentence(&self, view: View, pronoun: usize) -> Option<PartyRef> {
        let owns = view.relation(pronoun) == Relation::NmodPoss;
        for clause in view.ancestors(pronoun).into_iter().skip(1) {
            let Some(subject) = view.child(clause, super::view::SUBJECTS) else { continue };
            if subject >= pronoun || view.sentence.dominates(subject, pronoun) || view.token(subject).upos == Upos::Pron
            {
                continue;
            }
            let named = view.token(subject).upos == Upos::Propn;
            match self.of_within(view, subject, 2) {
                // "officials said their forces": officials are not "they", but what is theirs is their side's.
                Some(party) if named || owns || !party.id.starts_with("gov:") => return Some(party),
                _ => {}
            }
        }
        None
    }

    /// A listed group, a country, or an unlisted name that the text uses as a group.
    fn named(&self, view: View, head: usize) -> Option<PartyRef> {
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
        if let Some(party) = self.cast.people.get(&view.lower(head)) {
            return Some(party.clone());
        }
        self.unlisted(view, head)
    }

    fn own_name(&self, view: View, word: usize) -> Option<PartyRef> {
        let all = named_in(view, &self.cast.state, self.lexicon);
        all.into_iter().find(|n| n.first <= word && word <= n.last).map(|n| n.party)
    }

    fn country_named(&self, view: View, head: usize) -> Option<String> {
        let names = self.gazetteer.candidates(view.word(head));
        let record = self.gazetteer.record(*names.first()?);
        (record.kind == Kind::Country && view.children(head).all(|c| view.relation(c) != Relation::Flat))
            .then_some(record.country)
    }

    /// "the Yarrow Front": a name that ends in a word for an organised armed group.
    fn unlisted(&self, view: View, head: usize) -> Option<PartyRef> {
        const ENDINGS: &[&str] = &[
            "front",
            "army",
            "brigade",
            "brigades",
            "movement",
            "militia",
            "battalion",
            "battalions",
            "corps",
            "guard",
            "guards",
            "legion",
            "mujahideen",
            "resistance",
            "alliance",
            "forces",
            "force",
            "faction",
            "fighters",
            "regiment",
            "division",
            "council",
            "coalition",
            "commandos",
            "guerrillas",
        ];
        let (first, last) = self.name_around(view, head);
        if last == first || !ENDINGS.contains(&view.lower(last).as_str()) {
            return None;
        }
        let name = view.span(first, last).of(view.text);
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        Some(PartyRef { id: format!("name:{}", fold(name)), name: name.to_owned(), text: name.to_owned() })
    }

    fn name_around(&self, view: View, head: usize) -> (usize, usize) {
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

    /// A common noun for forces, fighters or officials, made a party by its modifiers.
    fn by_modifier(&self, view: View, head: usize, text: &str, depth: usize) -> Option<PartyRef> {
        let word = if view.token(head).upos == Upos::Propn { view.lower(head) } else { view.lemma(head) };
        let counted = is_quantity(&word) || view.token(head).upos == Upos::Num;
        let of = view.children(head).find(|&c| view.relation(c) == Relation::Nmod && view.case(c) == "of");
        if counted && let Some(party) = of.and_then(|of| self.of_within(view, of, depth - 1)) {
            return Some(party);
        }
        let kind = self.word_kind(view, head);
        if let Some(party) = self.modifying_group(view, head, depth) {
            let counts = kind.is_some() || is_human_noun(&word);
            return counts.then_some(party);
        }
        let kind = kind?;
        // "his forces": whose, the sentence does not say.
        if view.child(head, &[Relation::NmodPoss]).is_some_and(|p| matches!(view.lower(p).as_str(), "his" | "her")) {
            return None;
        }
        let armed = matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either);
        if armed && let Some(leader) = self.leader(view, head) {
            // A president's forces are his country's.
            let known = leader.split(' ').next_back().and_then(|last| self.cast.people.get(&last.to_lowercase()));
            if let Some(iso) = known.and_then(|p| p.id.strip_prefix("gov:")) {
                return Some(forces(iso, text, self.lexicon));
            }
            let name = format!("{leader} militia");
            return Some(PartyRef { id: format!("name:{}", fold(&name)), name, text: text.to_owned() });
        }
        let countries = adjectives_of(view, head, self.gazetteer);
        if countries.is_empty()
            && matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either)
            && let Some(people) = self.people_before(view, head)
        {
            let name = format!("{people} forces");
            return Some(PartyRef { id: format!("name:{}", fold(&name)), name, text: text.to_owned() });
        }
        if let [first, second, ..] = &countries[..]
            && first != second
        {
            // "Bosnian Serb troops" are neither country's.
            let peoples = view
                .children(head)
                .filter(|&c| matches!(view.relation(c), Relation::Amod | Relation::Compound | Relation::NmodDesc));
            let adjectives: Vec<&str> = peoples
                .flat_map(|c| (view.sentence.extent(c).0..=c).collect::<Vec<usize>>())
                .map(|i| view.word(i))
                .filter(|w| w.starts_with(char::is_uppercase))
                .collect();
            let name = format!("{} forces", adjectives.join(" "));
            return Some(PartyRef { id: format!("name:{}", fold(&name)), name, text: text.to_owned() });
        }
        if let Some(iso) = countries.into_iter().next() {
            return Some(match kind {
                WordKind::Force | WordKind::Fighters | WordKind::Either => forces(&iso, text, self.lexicon),
                WordKind::Ministry | WordKind::Government | WordKind::Official => government(&iso, text, self.lexicon),
            });
        }
        if is_foreign(view, head) && matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either) {
            return Some(PartyRef {
                id: "name:foreign forces".into(),
                name: "foreign forces".into(),
                text: text.to_owned(),
            });
        }
        let opposing = view.children(head).any(|c| {
            matches!(view.relation(c), Relation::Amod | Relation::Compound)
                && self.lexicon.word(&view.lower(c)) == Some(WordKind::Fighters)
        });
        let kind = if kind == WordKind::Either { either(&word) } else { kind };
        match kind {
            WordKind::Fighters => self.cast.rebels(&view.lemma(head)).or_else(|| self.cast.invader.clone()),
            WordKind::Force if opposing => self.cast.group.clone(),
            WordKind::Force if !self.cast.state.is_empty() => Some(forces(&self.cast.state, text, self.lexicon)),
            WordKind::Ministry | WordKind::Government | WordKind::Official if !self.cast.state.is_empty() => {
                Some(government(&self.cast.state, text, self.lexicon))
            }
            _ => None,
        }
    }

    /// The kind of a word with what stands before it: "security forces", "defence ministry".
    fn word_kind(&self, view: View, head: usize) -> Option<WordKind> {
        let with_before = (1..=2).rev().filter(|&n| n <= head).find_map(|n| {
            let phrase = view.span(head - n, head).of(view.text).to_lowercase();
            self.lexicon.word(&phrase)
        });
        with_before.or_else(|| self.lexicon.word(&view.lower(head))).or_else(|| self.lexicon.word(&view.lemma(head)))
    }

    /// "Taliban fighters", "fighters of the group", "a Taliban spokesman", "RSF's forces".
    fn modifying_group(&self, view: View, head: usize, depth: usize) -> Option<PartyRef> {
        for c in view.children(head) {
            let near = matches!(
                view.relation(c),
                Relation::Compound | Relation::Amod | Relation::NmodPoss | Relation::NmodDesc | Relation::Flat
            ) || view.relation(c) == Relation::Nmod
                && matches!(view.case(c).as_str(), "of" | "from" | "for");
            if !near {
                continue;
            }
            if let Some(party) = self.own_name(view, c) {
                return Some(party);
            }
            if view.relation(c) == Relation::NmodPoss && view.token(c).upos == Upos::Pron && depth > 1 {
                // "its deputy governor": a town's, not a party's.
                if self.is_official(view, head) && view.lower(c) == "its" {
                    continue;
                }
                let owner = self.of_within(view, c, depth - 1)?;
                let armed =
                    matches!(self.word_kind(view, head), Some(WordKind::Force | WordKind::Fighters | WordKind::Either));
                return Some(match owner.id.strip_prefix("gov:") {
                    Some(iso) if armed => forces(iso, &owner.text, self.lexicon),
                    _ => owner,
                });
            }
        }
        None
    }

    /// "Kurdish forces", "Tamil rebels": a people that is no country's.
    fn people_before(&self, view: View, head: usize) -> Option<String> {
        let named = |c: &usize| {
            view.relation(*c) == Relation::Amod
                && *c > 0
                && view.token(*c).upos == Upos::Adj
                && view.word(*c).starts_with(char::is_uppercase)
                && !self.gazetteer.is_common_word(view.word(*c))
        };
        view.children(head).find(named).map(|c| view.word(c).to_owned())
    }

    /// The person whose men they are: "militiamen loyal to Dostum", "Dostum's fighters".
    fn leader(&self, view: View, head: usize) -> Option<String> {
        let person = |i: usize| {
            view.token(i).upos == Upos::Propn && matches!(view.token(i).entity, Some(EntityKind::Person) | None)
        };
        for c in view.children(head) {
            if view.relation(c) == Relation::NmodPoss && person(c) {
                return Some(self.full_name(view, c));
            }
            let loyal = matches!(view.lemma(c).as_str(), "loyal" | "command" | "lead")
                && matches!(view.relation(c), Relation::Amod | Relation::Acl);
            if loyal
                && let Some(o) = view.children(c).find(|&o| matches!(view.case(o).as_str(), "to" | "by") && person(o))
            {
                return Some(self.full_name(view, o));
            }
        }
        None
    }

    fn full_name(&self, view: View, head: usize) -> String {
        let last = view.children(head).filter(|&c| view.relation(c) == Relation::Flat).max().unwrap_or(head);
        view.span(head.min(last), head.max(last)).of(view.text).to_owned()
    }
}

/// Nouns of people that a group's name before them assigns to the group: "Taliban spokesman".
fn is_human_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "commander"
            | "leader"
            | "leadership"
            | "member"
            | "man"
            | "official"
            | "fighter"
            | "source"
            | "chief"
            | "delegation"
            | "negotiator"
            | "statement"
            | "video"
            | "convoy"
            | "column"
            | "patrol"
            | "unit"
            | "advance"
            | "offensive"
            | "attack"
            | "group"
            | "movement"
            | "hand"
            | "control"
            | "rule"
            | "channel"
            | "media"
            | "account"
            | "envoy"
            | "figure"
            | "militant"
            | "insurgent"
            | "gunman"
            | "flag"
            | "assault"
            | "militia"
    )
}

/// Words of quantity and formation that pass on the party after "of": "hundreds of fighters".
fn is_quantity(lemma: &str) -> bool {
    matches!(
        lemma,
        "hundred"
            | "dozen"
            | "score"
            | "thousand"
            | "number"
            | "column"
            | "convoy"
            | "wave"
            | "band"
            | "handful"
            | "most"
            | "some"
            | "many"
            | "member"
            | "unit"
            | "remnant"
            | "group"
            | "contingent"
            | "rest"
            | "ten"
            | "majority"
            | "coalition"
            | "hundreds"
            | "dozens"
            | "scores"
            | "thousands"
            | "tens"
            | "alliance"
            | "what"
    )
}

fn is_foreign(view: View, head: usize) -> bool {
    view.children(head).any(|c| {
        matches!(
            view.lower(c).as_str(),
            "foreign" | "international" | "western" | "coalition" | "allied" | "multinational"
        )
    })
}

/// Words for either side, taken alone: "fighters" and "attackers" are rarely a state's, "forces" usually are.
fn either(word: &str) -> WordKind {
    const OF_NO_STATE: &[&str] =
        &["fighter", "fighters", "attackers", "attacker", "invaders", "combatants", "occupiers"];
    if OF_NO_STATE.contains(&word) { WordKind::Fighters } else { WordKind::Force }
}

/// Whether a noun means armed people.
fn is_force_noun(view: View, i: usize, lexicon: &PartyLexicon) -> bool {
    let armed = matches!(lexicon.word(&view.lower(i)), Some(WordKind::Force | WordKind::Fighters | WordKind::Either));
    let vague = matches!(
        view.lemma(i).as_str(),
        "police"
            | "officer"
            | "guard"
            | "division"
            | "ally"
            | "enemy"
            | "marine"
            | "force"
            | "gang"
            | "coalition"
            | "volunteer"
            | "defender"
            | "attacker"
    );
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn) && armed && !vague
}

/// Countries named by the adjectives and names before a noun, in order.
pub fn adjectives_of(view: View, head: usize, gazetteer: &Gazetteer) -> Vec<String> {
    let mut found = Vec::new();
    for c in view.children(head) {
        if !matches!(view.relation(c), Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::NmodDesc) {
            continue;
        }
        // "Rwanda-backed rebels" are not Rwanda's.
        let hyphened = |w: &usize| (*w.min(&c)..*w.max(&c)).any(|i| matches!(view.word(i), "-" | "–"));
        for word in std::iter::once(c).chain(view.children(c).filter(|w| !hyphened(w))) {
            let pair = word.checked_sub(1).map(|b| format!("{} {}", view.word(b), view.word(word)));
            let two = pair.filter(|p| p.starts_with(char::is_uppercase)).and_then(|p| country_of_word(&p, gazetteer));
            if let Some(iso) = two.or_else(|| country_of_word(view.word(word), gazetteer)) {
                found.push(iso);
            }
        }
    }
    found
}

/// The country of an adjective ("Afghan") or of a country's own name ("US").
pub fn country_of_word(word: &str, gazetteer: &Gazetteer) -> Option<String> {
    if !word.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    if let Some(iso) = gazetteer.country_of_adjective(word).first() {
        return Some((*iso).to_owned());
    }
    let record = gazetteer.record(*gazetteer.candidates(word).first()?);
    (record.kind == Kind::Country).then_some(record.country)
}

/// The government of a country.
pub fn government(iso: &str, text: &str, lexicon: &PartyLexicon) -> PartyRef {
    let name = lexicon.government(iso).unwrap_or_else(|| format!("government of {iso}"));
    PartyRef { id: format!("gov:{iso}"), name, text: text.to_owned() }
}

/// The armed forces of a country.
pub fn forces(iso: &str, text: &str, lexicon: &PartyLexicon) -> PartyRef {
    let name = lexicon.forces(iso).unwrap_or_else(|| format!("government forces of {iso}"));
    PartyRef { id: format!("forces:{iso}"), name, text: text.to_owned() }
}
