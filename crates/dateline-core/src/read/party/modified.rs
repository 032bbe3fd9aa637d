//! Common nouns that their modifiers make a party: "Taliban fighters", "militiamen loyal to Dostum", "the army".

use super::Parties;
use super::anaphor::leaders_forces;
use super::cast::rebels;
use super::country::{adjectives_of, forces, government};
use super::roster::is_of_state;
use super::words::{either, is_foreign, is_human_noun, is_of_any_side, is_part_of_a_force, is_quantity};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::PlaceKind as Kind;
use crate::lexicon::parties::WordKind;
use crate::model::{Party, PartyRef};
use crate::read::view::View;
use dateline_tree::{EntityKind, Relation, Upos};

impl Parties<'_> {
    /// A common noun for forces, fighters or officials, made a party by its modifiers.
    pub(super) fn by_modifier(&self, view: View, head: usize, text: &str, depth: usize) -> Option<PartyRef> {
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
        if let Some(party) = self.group_again(view, head) {
            return Some(party);
        }
        let his = |p| matches!(view.lower(p).as_str(), "his" | "her");
        if view.child(head, &[Relation::NmodPoss]).is_some_and(his) {
            return self.his_people(view, head);
        }
        if let Some(party) = self.ministry_units(view, head) {
            return Some(party);
        }
        if kind.is_none()
            && let Some(party) = self.whose_part(view, head, depth)
        {
            return Some(party);
        }
        // "Raduyev's men", "the rival's side".
        let men = matches!(view.lower(head).as_str(), "men" | "side" | "camp").then_some(WordKind::Fighters);
        let led = men.filter(|_| self.leader(view, head).is_some());
        let kind = kind.or(led)?;
        let armed = matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either | WordKind::Arms);
        if armed && let Some(leader) = self.leader(view, head) {
            // A president's forces are his country's, a rebel leader's are his group's.
            let known = leader.split(' ').next_back().and_then(|last| self.cast.people.get(&last.to_lowercase()));
            return Some(match known.map(|p| (p, p.id.strip_prefix("gov:"))) {
                Some((_, Some(iso))) => forces(iso, text, self.lexicon),
                Some((party, None)) => party.clone(),
                None => leaders_forces(&leader),
            });
        }
        let countries = adjectives_of(view, head, self.gazetteer);
        if countries.is_empty()
            && matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either)
            && let Some(people) = self.people_before(view, head)
        {
            return Some(self.people_party(self.lexicon.people(&people).unwrap_or(&people)));
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
            return Some(PartyRef::from(Party { id: format!("name:{}", fold(&name)), name, text: text.to_owned() }));
        }
        if let Some(iso) = countries.into_iter().next() {
            return Some(match kind {
                // "Syrian rebels" fight Syria.
                WordKind::Fighters => self.rebels_of(&iso, &view.lemma(head)),
                WordKind::Force | WordKind::Either | WordKind::Arms => forces(&iso, text, self.lexicon),
                WordKind::Ministry | WordKind::Government | WordKind::Official => government(&iso, text, self.lexicon),
            });
        }
        if let Some(party) = self.of_a_land(view, head, kind) {
            return Some(party);
        }
        let fights = matches!(kind, WordKind::Fighters | WordKind::Either | WordKind::Force);
        if fights && self.is_called_loyal(view, head) {
            return Some(forces(&self.cast.state, text, self.lexicon));
        }
        if is_foreign(view, head) && matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either) {
            return Some(PartyRef::from(Party {
                id: "name:foreign forces".into(),
                name: "foreign forces".into(),
                text: text.to_owned(),
            }));
        }
        let opposing = view.children(head).any(|c| {
            matches!(view.relation(c), Relation::Amod | Relation::Compound)
                && self.lexicon.word(&view.lower(c)) == Some(WordKind::Fighters)
        });
        if let Some(party) = self.by_role(view, head) {
            return Some(party);
        }
        if word == "enemy" {
            return None;
        }
        let either_side = kind == WordKind::Either;
        let kind = if either_side { either(&word) } else { kind };
        match kind {
            WordKind::Fighters => {
                // An invader's men may be fighters; no state calls its own men militants.
                let invader = self.cast.invader.clone().filter(|_| either_side);
                self.fighters_again(view, head).or(invader).or_else(|| self.unnamed(view, head))
            }
            WordKind::Force if opposing => self.cast.group.clone(),
            WordKind::Force if !self.cast.state.is_empty() => Some(forces(&self.cast.state, text, self.lexicon)),
            WordKind::Official if is_another(view, head) => self.governing_voice(text),
            WordKind::Official if self.is_of_a_body(view, head) => None,
            WordKind::Official | WordKind::Ministry | WordKind::Government => {
                let other = self.other_government(view, head).filter(|_| kind == WordKind::Official);
                let state = other.unwrap_or_else(|| self.cast.state.clone());
                (!state.is_empty()).then(|| government(&state, text, self.lexicon))
            }
            _ => None,
        }
    }

    /// "Government fighters", "pro-government militiamen".
    fn is_called_loyal(&self, view: View, head: usize) -> bool {
        let near = |c: &usize| *c < head && matches!(view.relation(*c), Relation::Amod | Relation::Compound);
        let words = (head.saturating_sub(3)..head).map(|i| view.lower(i)).collect::<Vec<_>>();
        let against = words.iter().any(|w| w.starts_with("anti") || w.starts_with("ex-") || w == "former");
        let loyal = |w: &str| matches!(w, "government" | "pro-government" | "progovernment" | "loyalist" | "regime");
        let called = view.children(head).filter(near).any(|c| loyal(&view.lower(c)));
        called && !against && !self.cast.state.is_empty()
    }

    /// "A Red Cross official", "an African Union envoy": of whatever bears that name, unless it is a town or a
    /// division of the country.
    fn is_of_a_body(&self, view: View, head: usize) -> bool {
        let before = view.children(head).filter(|&c| {
            c < head
                && view.token(c).upos == Upos::Propn
                && matches!(view.relation(c), Relation::Compound | Relation::NmodDesc | Relation::NmodPoss)
        });
        let before: Vec<usize> = before.collect();
        let body =
            |c: usize| view.token(c).entity == Some(EntityKind::Organization) && self.word_kind(view, c).is_none();
        if before.iter().any(|&c| body(c)) {
            return true;
        }
        let capital = |i: usize| view.word(i).starts_with(char::is_uppercase) && view.token(i).upos != Upos::Det;
        let begins = |c: usize| (0..c).rev().take_while(|&i| capital(i)).last().unwrap_or(c);
        let named = before.into_iter().map(|c| view.span(begins(c), c).of(view.text));
        let ground = |name: &str| {
            let read = self.gazetteer.candidates(name).into_iter().map(|c| self.gazetteer.record(c));
            let here = read.into_iter().filter(|r| r.country == self.cast.state || r.kind == Kind::Country);
            here.into_iter().any(|r| matches!(r.kind, Kind::City | Kind::Admin1 | Kind::Admin2 | Kind::Country))
        };
        named.into_iter().any(|name| !ground(name))
    }

    /// "Another official": of the government whose official spoke before, if one did.
    fn governing_voice(&self, text: &str) -> Option<PartyRef> {
        let spoken = self.voice.into_iter().chain(self.last).find(|p| p.id.starts_with("gov:"))?;
        Some(spoken.written(text))
    }

    /// "A US intelligence assessment sees it so, a defence official said": whose paper an official speaks of is his own
    /// government's, where the sentence names just one.
    fn other_government(&self, view: View, head: usize) -> Option<String> {
        const PAPERS: &[&str] = &["assessment", "estimate", "intelligence", "administration", "briefing", "cable"];
        let papers = (0..view.len()).filter(|&i| i != head && PAPERS.contains(&view.lemma(i).as_str()));
        let mut owners: Vec<String> = papers.flat_map(|i| adjectives_of(view, i, self.gazetteer)).collect();
        owners.dedup();
        match &owners[..] {
            [one] if *one != self.cast.state => Some(one.clone()),
            _ => None,
        }
    }

    /// "Rebel columns", "army lorries", "Soviet tanks": a part of a force is named after whose it is.
    fn whose_part(&self, view: View, head: usize, depth: usize) -> Option<PartyRef> {
        if !is_part_of_a_force(&view.lemma(head)) || depth < 2 {
            return None;
        }
        let armed = |c: &usize| {
            let close = matches!(view.relation(*c), Relation::Compound | Relation::Amod | Relation::NmodPoss);
            let kind = self.lexicon.word(&view.lower(*c));
            close && matches!(kind, Some(WordKind::Fighters | WordKind::Force | WordKind::Government))
        };
        if let Some(owner) = view.children(head).find(armed) {
            let fights = self.lexicon.word(&view.lower(owner)) == Some(WordKind::Fighters);
            // The first word of a sentence may be taken for a name.
            let theirs = || fights.then(|| self.rebels_of(&self.cast.state, &view.lower(owner)));
            let owner = self.of_within(view, owner, depth - 1).or_else(theirs)?;
            return Some(match owner.id.strip_prefix("gov:") {
                Some(iso) => forces(iso, &owner.text, self.lexicon),
                None => owner,
            });
        }
        let country = adjectives_of(view, head, self.gazetteer).into_iter().next()?;
        Some(forces(&country, "", self.lexicon))
    }

    /// "The army of Rwanda", "the forces of Katanga": a country's, or of a land that is none, and then not the state's.
    fn of_a_land(&self, view: View, head: usize, kind: WordKind) -> Option<PartyRef> {
        if !matches!(view.lemma(head).as_str(), "army" | "force" | "military" | "militia" | "government" | "authority")
        {
            return None;
        }
        let land = view.children(head).find(|&c| {
            let bare = view.child(c, &[Relation::Det, Relation::Nummod, Relation::Compound]).is_none();
            view.relation(c) == Relation::Nmod && view.case(c) == "of" && view.token(c).upos == Upos::Propn && bare
        })?;
        let rules = !matches!(kind, WordKind::Force | WordKind::Fighters | WordKind::Either | WordKind::Arms);
        if let Some(iso) = self.country_named(view, land) {
            return Some(if rules { government(&iso, "", self.lexicon) } else { forces(&iso, "", self.lexicon) });
        }
        let name = format!("{} of {}", view.lower(head), view.word(land));
        Some(PartyRef::from(Party { id: format!("name:{}", fold(&name)), name, text: String::new() }))
    }

    /// "Gunmen", "a militia": armed people of the country, whose name the report does not tell. Militiamen may be on
    /// the government's side; "a militia" that was not spoken of is a side of its own.
    fn unnamed(&self, view: View, head: usize) -> Option<PartyRef> {
        let (state, lemma) = (&self.cast.state, view.lemma(head));
        let party = rebels(&lemma, state, self.lexicon);
        let new = lemma == "militia" && view.children(head).any(|c| matches!(view.lower(c).as_str(), "a" | "an"));
        if state.is_empty() || is_of_any_side(&lemma) && !new {
            return None;
        }
        Some(if new {
            PartyRef::from(Party { id: format!("name:{}", fold(&party.name)), ..Party::clone(&party) })
        } else {
            party
        })
    }

    /// "Congolese rebels": whoever they are in a report of their own country, else some of that country.
    fn rebels_of(&self, iso: &str, word: &str) -> PartyRef {
        let at_home = self.cast.rebels(word).filter(|_| iso == self.cast.state);
        at_home.unwrap_or_else(|| rebels(word, iso, self.lexicon))
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
            // "the front's military wing".
            let own = if view.token(c).upos == Upos::Noun { self.group_again(view, c) } else { None };
            if own.is_some() {
                return own;
            }
            if view.relation(c) == Relation::NmodPoss && view.token(c).upos == Upos::Pron && depth > 1 {
                // "its deputy governor": a town's, not a party's.
                if self.is_official(view, head) && view.lower(c) == "its" {
                    continue;
                }
                let owner = self.of_within(view, c, depth - 1)?;
                let armed = matches!(
                    self.word_kind(view, head),
                    Some(WordKind::Force | WordKind::Fighters | WordKind::Either | WordKind::Arms)
                );
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
            let listed = self.lexicon.people(view.word(*c)).is_some();
            (listed || view.relation(*c) == Relation::Amod && view.token(*c).upos == Upos::Adj)
                && matches!(view.relation(*c), Relation::Amod | Relation::Compound | Relation::NmodDesc)
                && view.word(*c).starts_with(char::is_uppercase)
                && (listed || *c > 0 && !self.gazetteer.is_common_word(view.word(*c)) && !is_of_state(&view.lower(*c)))
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
            let close = matches!(view.relation(c), Relation::Amod | Relation::Acl);
            let loyal = close && matches!(view.lemma(c).as_str(), "loyal" | "allied" | "ally" | "command" | "lead");
            let backs = close && matches!(view.lower(c).as_str(), "backing" | "supporting" | "following");
            let to = |o: &usize| loyal && matches!(view.case(*o).as_str(), "to" | "with" | "by");
            let whom = view.children(c).find(to).or_else(|| view.object(c).filter(|_| backs));
            // "Loyal to incumbent Laurent Gbagbo": the title may come first.
            let named = |o: usize| std::iter::once(o).chain(view.children(o)).find(|&n| person(n));
            if let Some(leader) = whom.and_then(named) {
                return Some(self.full_name(view, leader));
            }
        }
        None
    }

    fn full_name(&self, view: View, head: usize) -> String {
        let last = view.children(head).filter(|&c| view.relation(c) == Relation::Flat).max().unwrap_or(head);
        view.span(head.min(last), head.max(last)).of(view.text).to_owned()
    }
}

/// "Another official", "a second minister": one more of those who spoke before.
fn is_another(view: View, head: usize) -> bool {
    view.children(head).any(|c| c < head && matches!(view.lower(c).as_str(), "another" | "second" | "third"))
}
