//! Which place a noun phrase means: a name, a description ("the Helmand capital") or a pronoun.

use super::place::{Geography, NounClass, PlaceMention, noun_class, reference};
use super::view::View;
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind as Kind};
use crate::model::{PlaceKind, PlaceRef};
use dateline_tree::{EntityKind, Relation, Upos};

/// A place that a noun phrase means.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The place.
    pub place: PlaceRef,
    /// The word that names or describes it.
    pub word: usize,
    /// Only a part of it is meant.
    pub partial: bool,
    /// How it was found, as a sentence.
    pub how: String,
}

/// Places the report spoke of before, the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    city: Option<PlaceRef>,
    province: Option<PlaceRef>,
    district: Option<PlaceRef>,
    facility: Option<PlaceRef>,
    last: Option<PlaceRef>,
}

impl Memory {
    /// Remembers a place.
    pub fn note(&mut self, place: &PlaceRef) {
        let slot = match place.kind {
            PlaceKind::City => &mut self.city,
            PlaceKind::Province => &mut self.province,
            PlaceKind::District => &mut self.district,
            PlaceKind::Facility => &mut self.facility,
            PlaceKind::Country | PlaceKind::Region => return,
        };
        *slot = Some(place.clone());
        if place.kind != PlaceKind::Facility {
            self.last = Some(place.clone());
        }
    }
    /// The town spoken of last.
    pub fn city(&self) -> Option<&PlaceRef> {
        self.city.as_ref()
    }
}

/// A sentence with what is needed to say where things are.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The sentence.
    pub view: View<'a>,
    /// The names in it.
    pub mentions: &'a [PlaceMention],
    /// The readings of the report's names.
    pub geography: &'a Geography,
    /// All places.
    pub gazetteer: &'a Gazetteer,
    /// What was spoken of before this sentence.
    pub memory: &'a Memory,
}

impl Scene<'_> {
    /// The places a noun phrase means, one for each coordinated name; empty when it means none.
    pub fn spots(&self, head: usize) -> Vec<Spot> {
        let mut spots = Vec::new();
        // "all of Kosti but the airport": the exception is not what is spoken of.
        if self.view.is_excepted(head) {
            return spots;
        }
        // "evacuating citizens and …": what is coordinated with no place is no place.
        if self.one(head, 4).is_empty()
            && self.view.token(head).upos == Upos::Noun
            && noun_class(&self.view.lemma(head)).is_none()
        {
            return spots;
        }
        for noun in self.view.coordinated(head) {
            if noun != head && matches!(self.view.token(noun).upos, Upos::Verb | Upos::Aux) {
                continue;
            }
            for spot in self.one(noun, 4) {
                if !spots.iter().any(|s: &Spot| s.place.id == spot.place.id && s.partial == spot.partial) {
                    spots.push(spot);
                }
            }
        }
        self.add_neighbours(&mut spots);
        spots
    }

    /// A parser's slip: of "Kunduz and Taloqan" it may take the second only. A name joined to a found one by "and"
    /// or a comma goes with it.
    fn add_neighbours(&self, spots: &mut Vec<Spot>) {
        let mut at = 0;
        while at < spots.len() {
            let word = spots[at].word;
            let joined = self.mention_at(word).filter(|m| m.first >= 2 && at > 0).and_then(|m| {
                let link = self.view.lower(m.first - 1);
                let before = self.mention_at(m.first - 2).filter(|_| link == "and" || link == ",")?;
                (before.last + 2 == m.first && !before.located && !before.landmark && before.class.is_none())
                    .then_some(before)
            });
            let new = joined.and_then(|m| self.named(m, m.first));
            spots.extend(
                new.filter(|n| !spots.iter().any(|s| s.place.id == n.place.id)).into_iter().collect::<Vec<Spot>>(),
            );
            at += 1;
        }
    }

    fn one(&self, noun: usize, depth: usize) -> Vec<Spot> {
        if depth == 0 {
            return Vec::new();
        }
        if let Some(mention) = self.mention_at(noun) {
            return self.named(mention, noun).into_iter().collect();
        }
        let view = self.view;
        if matches!(view.lower(noun).as_str(), "where" | "which")
            && let Some(clause) = view.relative_clause_above(view.clause(noun))
        {
            return view.head(clause).map(|h| self.one(h, depth - 1)).unwrap_or_default();
        }
        if view.token(noun).upos == Upos::Pron || matches!(view.lower(noun).as_str(), "there" | "here") {
            return self.pronoun(noun).into_iter().collect();
        }
        if view.token(noun).upos == Upos::Num
            || matches!(view.lemma(noun).as_str(), "nine" | "some" | "several" | "one")
        {
            return self.part_of(noun, depth);
        }
        match noun_class(&view.lemma(noun)).or_else(|| noun_class(&view.lower(noun))) {
            Some(NounClass::Part) => self.part_of(noun, depth),
            Some(NounClass::Facility) => self.facility(noun, depth),
            // "the enclave of Srebrenica" is Srebrenica; "the north of Syria" is nothing that could be held.
            Some(NounClass::Region)
                if matches!(
                    view.lemma(noun).as_str(),
                    "area" | "enclave" | "territory" | "region" | "valley" | "island" | "peninsula"
                ) =>
            {
                let of = self
                    .names_under(noun)
                    .into_iter()
                    .filter(|(n, _)| view.relation(*n) == Relation::Nmod && view.case(*n) == "of");
                of.filter_map(|(n, m)| self.named(m, n)).collect()
            }
            Some(NounClass::Region) => Vec::new(),
            Some(class) => self.described(noun, class, depth),
            None if view.token(noun).upos == Upos::Propn => self.unlisted(noun, None).into_iter().collect(),
            // "the last pocket, the airport and the base beside it": what it is called next.
            None if is_remnant(&view.lemma(noun)) => self.sites_inside(noun, depth),
            None => view
                .children(noun)
                .filter(|&c| view.relation(c) == Relation::Appos)
                .flat_map(|c| self.spots_below(c, depth - 1))
                .collect(),
        }
    }

    /// The sites named inside a noun phrase.
    fn sites_inside(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let (_, last) = view.sentence.extent(noun);
        let sites = (noun + 1..=last)
            .filter(|&i| view.token(i).upos == Upos::Noun && noun_class(&view.lemma(i)) == Some(NounClass::Facility));
        sites.flat_map(|i| self.facility(i, depth - 1)).collect()
    }

    fn mention_at(&self, word: usize) -> Option<&PlaceMention> {
        self.mentions.iter().find(|m| m.covers(word))
    }

    fn named(&self, mention: &PlaceMention, word: usize) -> Option<Spot> {
        // "southern Afghanistan" is not Afghanistan.
        let direction = mention.first > 0 && is_direction(&self.view.lower(mention.first - 1));
        let wide = self
            .geography
            .reading(mention)
            .is_some_and(|r| matches!(self.gazetteer.record(r).kind, Kind::Country | Kind::Admin1));
        if direction && wide {
            return None;
        }
        let record = self.gazetteer.record(self.geography.reading(mention)?);
        let place = reference(&record, &mention.text, mention.class, self.gazetteer);
        let how = format!(
            "“{}” is {}{} in the gazetteer ({})",
            mention.text,
            record.name,
            place.within.as_ref().map(|w| format!(", {w}")).unwrap_or_default(),
            record.id
        );
        Some(Spot { place, word, partial: false, how })
    }

    fn pronoun(&self, word: usize) -> Option<Spot> {
        if !matches!(
            self.view.lower(word).as_str(),
            "it" | "its" | "there" | "here" | "which" | "that" | "where" | "itself"
        ) {
            return None;
        }
        let place = self.before(word, |_| true).or_else(|| self.memory.last.clone())?;
        Some(self.anaphor(place, word))
    }

    fn anaphor(&self, place: PlaceRef, word: usize) -> Spot {
        let text = self.view.word(word).to_owned();
        let how = format!("“{text}” stands for {}, the place spoken of before", place.name);
        Spot { place: PlaceRef { text, ..place }, word, partial: false, how }
    }

    /// The nearest place named before a word in the same sentence.
    fn before(&self, word: usize, fits: impl Fn(&PlaceRef) -> bool) -> Option<PlaceRef> {
        // The seat of the country's government is where things are said, not what is spoken of.
        let seat = |m: &PlaceMention| {
            let record = self.geography.reading(m).map(|r| self.gazetteer.record(r));
            record.is_some_and(|r| {
                r.capital == crate::lexicon::gazetteer::Capital::Country || m.speaking && r.population >= 500_000
            })
        };
        let earlier = self
            .mentions
            .iter()
            .rev()
            .filter(|m| m.last < word && !((m.located || m.speaking) && seat(m)) && !m.landmark);
        earlier
            .filter_map(|m| self.named(m, m.first))
            .map(|s| s.place)
            .find(|p| !matches!(p.kind, PlaceKind::Country | PlaceKind::Region) && fits(p))
    }

    /// "the outskirts of Kabul", "nine of the ten districts of Jawzjan".
    fn part_of(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let all = matches!(view.lemma(noun).as_str(), "all" | "whole" | "rest" | "entirety");
        let inner = view.children(noun).find(|&c| {
            view.relation(c).base() == "nmod" && matches!(view.case(c).as_str(), "of" | "in")
                || view.relation(c) == Relation::NmodPoss
                || view.relation(c) == Relation::Compound
        });
        let spots: Vec<Spot> = inner.map(|c| self.spots_below(c, depth - 1)).unwrap_or_default();
        spots.into_iter().map(|s| Spot { partial: s.partial || !all, ..s }).collect()
    }

    fn spots_below(&self, noun: usize, depth: usize) -> Vec<Spot> {
        self.view.coordinated(noun).into_iter().flat_map(|n| self.one(n, depth)).collect()
    }

    /// Place names that hang from a noun: "the city of X", "X city", "its capital, X".
    fn names_under(&self, noun: usize) -> Vec<(usize, &PlaceMention)> {
        let view = self.view;
        let mut found = Vec::new();
        for c in view.children(noun) {
            let relation = view.relation(c);
            let tied = matches!(
                relation,
                Relation::Compound
                    | Relation::Flat
                    | Relation::Appos
                    | Relation::NmodPoss
                    | Relation::NmodDesc
                    | Relation::Amod
                    | Relation::NmodUnmarked
            ) || relation == Relation::Nmod && matches!(view.case(c).as_str(), "of" | "in" | "at" | "");
            if !tied {
                continue;
            }
            for n in view.coordinated(c) {
                if let Some(m) = self.mention_at(n) {
                    found.push((n, m));
                }
            }
        }
        found
    }

    /// A common noun for a town, province or country.
    fn described(&self, noun: usize, class: NounClass, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let capital = class == NounClass::Capital || view.children(noun).any(|c| view.lower(c) == "capital");
        let names = self.names_under(noun);
        let exact = |m: &PlaceMention| self.geography.reading(m).map(|r| self.gazetteer.record(r));
        let own: Vec<Spot> = names
            .iter()
            .filter(|(_, m)| exact(m).is_some_and(|r| fits_class(r.kind, class)))
            .filter(|(n, _)| {
                !(capital
                    && matches!(view.relation(*n), Relation::Nmod | Relation::Compound | Relation::NmodPoss)
                    && self.is_container(*n))
            })
            .filter_map(|(n, m)| self.named(m, *n))
            .collect();
        let own: Vec<Spot> =
            if class == NounClass::District { own.into_iter().map(as_district).collect() } else { own };
        if !own.is_empty() {
            let several = class == NounClass::District
                && matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns)
                && names.iter().any(|(n, _)| view.relation(*n) == Relation::Nmod);
            if several {
                return names
                    .iter()
                    .filter_map(|(n, m)| self.named(m, *n))
                    .map(|s| Spot { partial: true, ..s })
                    .collect();
            }
            let partial = matches!(view.lemma(noun).as_str(), "suburb" | "quarter" | "neighbourhood" | "neighborhood");
            return own.into_iter().map(|s| Spot { partial: s.partial || partial, ..s }).collect();
        }
        if class == NounClass::Town
            && !capital
            && let Some(spot) = self.town_of_that_name(&names)
        {
            return vec![spot];
        }
        if capital {
            let seats: Vec<Spot> = names.iter().filter_map(|(n, m)| self.seat_of(&exact(m)?, *n, noun)).collect();
            if !seats.is_empty() {
                return seats;
            }
        }
        if class == NounClass::District && !names.is_empty() {
            // "districts of Jawzjan": parts of what is named.
            return names.iter().filter_map(|(n, m)| self.named(m, *n)).map(|s| Spot { partial: true, ..s }).collect();
        }
        // "the village of Kasharu", which the gazetteer does not have.
        let unlisted: Vec<Spot> = view
            .children(noun)
            .filter(|&c| view.token(c).upos == Upos::Propn && self.mention_at(c).is_none())
            .filter(|&c| {
                matches!(view.relation(c), Relation::Flat | Relation::Appos | Relation::Compound | Relation::NmodDesc)
                    || view.relation(c) == Relation::Nmod && matches!(view.case(c).as_str(), "of" | "")
            })
            .flat_map(|c| view.coordinated(c))
            .filter_map(|c| self.unlisted(c, Some(class)))
            .collect();
        if !unlisted.is_empty() {
            return unlisted;
        }
        let listed = self.listed(noun);
        if !listed.is_empty() {
            return listed;
        }
        // "the biggest city in the north, the bastion of Mazar-i-Sharif".
        let called = view.children(noun).filter(|&c| view.relation(c) == Relation::Appos && c > noun);
        let called: Vec<Spot> = called
            .flat_map(|c| self.names_under(c))
            .filter_map(|(n, m)| self.named(m, n))
            .filter(|s| s.place.kind == class.kind())
            .collect();
        if !called.is_empty() {
            return called;
        }
        self.predicate(noun, depth).unwrap_or_else(|| self.definite(noun, class, capital).into_iter().collect())
    }

    /// "three capitals: Zaranj; Sar-e-Pul, in the north; and Taloqan", "towns including X and Y".
    fn listed(&self, noun: usize) -> Vec<Spot> {
        let view = self.view;
        if !matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns) {
            return Vec::new();
        }
        let opens = |i: &usize| {
            matches!(view.lower(*i).as_str(), ":" | "including" | "among")
                || view.lower(*i) == "such" && *i + 1 < view.len() && view.lower(*i + 1) == "as"
        };
        let Some(start) = (noun + 1..view.len()).take(6).find(opens) else { return Vec::new() };
        let listed = self.mentions.iter().filter(|m| m.first > start && !m.located);
        listed
            .filter_map(|m| self.named(m, m.first))
            .filter(|s| s.place.kind == PlaceKind::City || s.place.kind == PlaceKind::District)
            .collect()
    }

    /// "the town of Masisi" where the name alone was read as the division around it.
    fn town_of_that_name(&self, names: &[(usize, &PlaceMention)]) -> Option<Spot> {
        let of = |n: usize| {
            matches!(self.view.relation(n), Relation::Nmod | Relation::Flat | Relation::Appos | Relation::NmodDesc)
        };
        let (word, mention) = names.iter().find(|(n, m)| of(*n) && !m.located).copied()?;
        let read = self.gazetteer.record(self.geography.reading(mention)?);
        let town = mention
            .candidates
            .iter()
            .map(|&c| self.gazetteer.record(c))
            .find(|r| r.kind == Kind::City && r.country == read.country);
        let record = town.unwrap_or(read.clone());
        let place = reference(&record, &mention.text, None, self.gazetteer);
        let own = if record.kind == Kind::City { place.id.clone() } else { format!("{}/town", place.id) };
        let how = format!("“{}” is called a town, so the town of that name is meant ({own})", mention.text);
        Some(Spot { place: PlaceRef { id: own, kind: PlaceKind::City, ..place }, word, partial: false, how })
    }

    fn is_container(&self, word: usize) -> bool {
        self.mention_at(word)
            .and_then(|m| self.geography.reading(m))
            .is_some_and(|r| matches!(self.gazetteer.record(r).kind, Kind::Admin1 | Kind::Country))
    }

    fn seat_of(&self, record: &crate::lexicon::gazetteer::PlaceRecord, word: usize, noun: usize) -> Option<Spot> {
        let seat = match record.kind {
            Kind::Admin1 => self.gazetteer.capital_of_admin1(record.index),
            Kind::Country => self.gazetteer.capital_of_country(&record.country),
            // A division often shares its seat's name, and the name was read as the town.
            Kind::City => Some(record.index),
            _ => None,
        }?;
        let seat = self.gazetteer.record(seat);
        let text = self.view.span(word.min(noun), word.max(noun)).of(self.view.text).to_owned();
        let how = format!("“{text}” is {}, the seat of {}", seat.name, record.name);
        let place = PlaceRef { text, ..reference(&seat, "", None, self.gazetteer) };
        Some(Spot { place, word: noun, partial: false, how })
    }

    /// "Pul-e-Alam was the latest city to fall": the noun is what the subject is.
    fn predicate(&self, noun: usize, depth: usize) -> Option<Vec<Spot>> {
        let view = self.view;
        // "became the ninth city", "making it the ninth city".
        if let Some(verb) = view.head(noun).filter(|&v| matches!(view.lemma(v).as_str(), "become" | "make")) {
            let made = view
                .object(verb)
                .filter(|&o| o != noun)
                .or_else(|| view.surface_subject(verb))
                .filter(|&s| s != noun)?;
            return Some(self.spots_below(made, depth - 1));
        }
        let subject = view.child(noun, &[Relation::Nsubj, Relation::NsubjOuter])?;
        view.child(noun, &[Relation::Cop])?;
        Some(self.spots_below(subject, depth - 1))
    }

    /// "the city", "that province": the last one of its kind.
    fn definite(&self, noun: usize, class: NounClass, capital: bool) -> Option<Spot> {
        let view = self.view;
        let plural = matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns | dateline_tree::Xpos::Nnps);
        let determined = view.children(noun).any(|c| {
            matches!(view.lower(c).as_str(), "the" | "that" | "this" | "whole" | "entire")
                || view.relation(c) == Relation::NmodPoss
        });
        let singled_out = view.children(noun).any(|c| view.token(c).xpos == dateline_tree::Xpos::Jjs);
        if plural || !determined || singled_out {
            return None;
        }
        let class = if class == NounClass::Capital && superlative(view, noun) { NounClass::Town } else { class };
        let provincial = view.children(noun).any(|c| {
            matches!(
                view.lower(c).as_str(),
                "provincial" | "regional" | "state" | "district" | "northern" | "southern" | "eastern" | "western"
            )
        });
        let place = match class {
            NounClass::Capital if !provincial => self.country_capital(),
            NounClass::Town | NounClass::Capital if capital || class == NounClass::Town => {
                self.before(noun, |p| p.kind == PlaceKind::City).or_else(|| self.memory.city.clone())
            }
            NounClass::Province => self
                .before(noun, |p| p.kind == PlaceKind::Province)
                .or_else(|| self.memory.province.clone())
                .or_else(|| self.division_of_city()),
            NounClass::District => {
                self.before(noun, |p| p.kind == PlaceKind::District).or_else(|| self.memory.district.clone())
            }
            NounClass::Country => self.country(),
            _ => None,
        }?;
        Some(self.anaphor(place, noun))
    }

    fn country(&self) -> Option<PlaceRef> {
        let index = self.gazetteer.country(self.geography.focus.main()?)?;
        Some(reference(&self.gazetteer.record(index), "", None, self.gazetteer))
    }

    fn country_capital(&self) -> Option<PlaceRef> {
        let index = self.gazetteer.capital_of_country(self.geography.focus.main()?)?;
        Some(reference(&self.gazetteer.record(index), "", None, self.gazetteer))
    }

    fn division_of_city(&self) -> Option<PlaceRef> {
        let city = self.memory.city.as_ref()?;
        let record = self
            .gazetteer
            .candidates(&city.name)
            .into_iter()
            .map(|c| self.gazetteer.record(c))
            .find(|r| r.id == city.id)?;
        Some(reference(&self.gazetteer.record(record.admin1?), "", None, self.gazetteer))
    }

    /// A site: "Kunduz airport", "the airport", "its prison". It lies in a place and is not that place.
    fn facility(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        if self.is_vague_site(noun) {
            // "their last two positions, the airport and the headquarters".
            return view
                .children(noun)
                .filter(|&c| view.relation(c) == Relation::Appos)
                .flat_map(|c| self.spots_below(c, depth - 1))
                .collect();
        }
        if let Some(spot) = self.site_of_its_own(noun) {
            return vec![spot];
        }
        // "every important building": many sites are a part of the town.
        let many = view.children(noun).any(|c| {
            matches!(
                view.lower(c).as_str(),
                "every" | "all" | "most" | "many" | "several" | "some" | "each" | "various"
            )
        });
        if many {
            let town = self.town_of_site(noun, depth).filter(|(t, _)| t.kind == PlaceKind::City);
            let spot = town.map(|(place, _)| Spot {
                how: format!("several sites of {}", place.name),
                place,
                word: noun,
                partial: true,
            });
            return spot.into_iter().collect();
        }
        let Some((town, how)) = self.town_of_site(noun, depth) else { return Vec::new() };
        let detail = self.site_name(noun);
        let name = format!("{} {detail}", town.name);
        let text = self.site_text(noun);
        let place = PlaceRef {
            id: format!("{}/{}", town.id, fold(&detail).replace(' ', "-")),
            name,
            text: text.clone(),
            kind: PlaceKind::Facility,
            detail: Some(detail),
            within: Some(town.name.clone()),
            also: Vec::new(),
            ..town
        };
        vec![Spot { place, word: noun, partial: false, how: format!("“{text}” is a site in {how}") }]
    }

    /// "the Albukamal crossing": a site whose own name the gazetteer lacks does not belong to the last town.
    fn site_of_its_own(&self, noun: usize) -> Option<Spot> {
        let view = self.view;
        let own = view.children(noun).find(|&c| {
            view.relation(c) == Relation::Compound
                && view.token(c).upos == Upos::Propn
                && self.mention_at(c).is_none()
                && view.word(c).starts_with(char::is_uppercase)
        })?;
        if self.mentions.iter().any(|m| m.first < noun && m.last > own) {
            return None;
        }
        let (first, _) = view.sentence.extent(own);
        let text = view.span(first, noun).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = text.strip_prefix("the ").unwrap_or(&text).to_owned();
        let how = format!("“{text}” is a site of its own name, not in the gazetteer");
        let place = PlaceRef {
            id: format!("name:{}", fold(&name)),
            name,
            text,
            kind: PlaceKind::Facility,
            detail: Some(view.lemma(noun)),
            lat: None,
            lon: None,
            within: self.before(noun, |p| p.kind == PlaceKind::City).map(|p| p.name),
            country: self.geography.focus.main().unwrap_or_default().to_owned(),
            also: Vec::new(),
        };
        Some(Spot { place, word: noun, partial: false, how })
    }

    /// "his house", "positions", "roads": no site that could be told from others.
    fn is_vague_site(&self, noun: usize) -> bool {
        let view = self.view;
        let lemma = view.lemma(noun);
        let personal = view
            .child(noun, &[Relation::NmodPoss])
            .is_some_and(|p| matches!(view.lower(p).as_str(), "his" | "her" | "their" | "my" | "our"));
        let several = matches!(view.token(noun).xpos, dateline_tree::Xpos::Nns);
        personal && matches!(lemma.as_str(), "house" | "office" | "residence" | "position" | "compound" | "building")
            || several
                && matches!(
                    lemma.as_str(),
                    "road"
                        | "highway"
                        | "street"
                        | "ministry"
                        | "post"
                        | "house"
                        | "office"
                        | "field"
                        | "position"
                        | "market"
                        | "site"
                        | "building"
                        | "facility"
                        | "installation"
                        | "checkpoint"
                        | "base"
                        | "camp"
                )
    }

    fn town_of_site(&self, noun: usize, depth: usize) -> Option<(PlaceRef, String)> {
        if let Some((n, m)) = self.names_under(noun).first() {
            let spot = self.named(m, *n)?;
            return matches!(spot.place.kind, PlaceKind::City | PlaceKind::District | PlaceKind::Province)
                .then(|| (spot.place.clone(), spot.place.name.clone()));
        }
        let view = self.view;
        for c in view.children(noun) {
            let of =
                view.relation(c) == Relation::Nmod && matches!(view.case(c).as_str(), "of" | "in" | "outside" | "near");
            if of || view.relation(c) == Relation::NmodPoss {
                let inner = self.one(c, depth - 1);
                if let Some(spot) = inner.into_iter().find(|s| s.place.kind == PlaceKind::City) {
                    return Some((spot.place.clone(), spot.place.name));
                }
            }
        }
        // "seized the airport in the eastern city of Goma": the town may hang from the verb.
        let verb = view.head(noun).filter(|&h| matches!(view.token(h).upos, Upos::Verb));
        let around = verb.map(|v| view.obliques(v, &["in", "at", "near", "outside"])).unwrap_or_default();
        if let Some(spot) = around
            .into_iter()
            .filter(|&o| o > noun)
            .flat_map(|o| self.one(o, depth - 1))
            .find(|s| s.place.kind == PlaceKind::City)
        {
            return Some((spot.place.clone(), spot.place.name));
        }
        // A site in the same sentence as a town, or the town spoken of before.
        let clause_town = self
            .mentions
            .iter()
            .filter(|m| m.located || m.last < noun)
            .filter_map(|m| self.named(m, m.first))
            .find(|s| s.place.kind == PlaceKind::City);
        let town = clause_town.map(|s| s.place).or_else(|| self.memory.city.clone())?;
        let name = town.name.clone();
        Some((town, format!("{name}, the town spoken of")))
    }

    /// "airport", "police headquarters", "governor's compound": the noun with what tells it from others.
    fn site_name(&self, noun: usize) -> String {
        let view = self.view;
        let mut words = Vec::new();
        for c in view.children(noun) {
            let kept = matches!(view.relation(c), Relation::Compound | Relation::NmodPoss | Relation::Amod)
                && self.mention_at(c).is_none()
                && c < noun
                && matches!(view.token(c).upos, Upos::Noun | Upos::Adj | Upos::Propn)
                && !matches!(
                    view.lower(c).as_str(),
                    "main" | "nearby" | "adjoining" | "local" | "international" | "last" | "central" | "whole"
                );
            if kept {
                words.push(view.lemma(c));
            }
        }
        words.push(view.lemma(noun));
        words.join(" ")
    }

    fn site_text(&self, noun: usize) -> String {
        let view = self.view;
        let first = view
            .children(noun)
            .filter(|&c| {
                c < noun
                    && matches!(
                        view.relation(c),
                        Relation::Compound | Relation::NmodPoss | Relation::Amod | Relation::Det
                    )
            })
            .map(|c| view.sentence.extent(c).0)
            .min()
            .unwrap_or(noun);
        view.span(first, noun).of(view.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A name the gazetteer does not have under this spelling.
    fn unlisted(&self, noun: usize, told: Option<NounClass>) -> Option<Spot> {
        let view = self.view;
        let (first, last) = self.name_around(noun);
        let text = view.span(first, last).of(view.text).to_owned();
        let head = view.token(noun);
        // "captured Humvees": a plural name is no place.
        if told.is_none() && head.xpos == dateline_tree::Xpos::Nnps {
            return None;
        }
        if !text.starts_with(char::is_uppercase) && !matches!(text.chars().next(), Some('‘' | '\'' | '’')) {
            return None;
        }
        if head.entity == Some(EntityKind::Time)
            || super::place::is_calendar_word(&text)
            || text.chars().any(|c| c.is_ascii_digit())
        {
            return None;
        }
        if text.chars().count() < 3 || self.gazetteer.is_first_name(view.word(first)) {
            return None;
        }
        let known = self.gazetteer.similar(&text).into_iter().map(|c| self.gazetteer.record(c)).find(|r| {
            self.geography.focus.share(&r.country) >= 0.25 && matches!(r.kind, Kind::City | Kind::Admin1 | Kind::Admin2)
        });
        if let Some(record) = known {
            let how = format!("“{text}” is read as a spelling of {} ({})", record.name, record.id);
            return Some(Spot {
                place: reference(&record, &text, None, self.gazetteer),
                word: noun,
                partial: false,
                how,
            });
        }
        if told.is_none()
            && matches!(head.entity, Some(EntityKind::Person | EntityKind::Organization | EntityKind::Object))
        {
            return None;
        }
        let class = told.or_else(|| {
            view.children(noun)
                .find_map(|c| (view.relation(c) == Relation::Appos).then(|| noun_class(&view.lemma(c))).flatten())
        });
        let said_place = head.entity == Some(EntityKind::Place) || class.is_some();
        let country = self.geography.focus.main().unwrap_or_default().to_owned();
        said_place.then(|| Spot {
            place: PlaceRef {
                id: format!("name:{}", fold(&text)),
                name: text.clone(),
                text: text.clone(),
                kind: class.map_or(PlaceKind::City, NounClass::kind),
                detail: None,
                lat: None,
                lon: None,
                within: None,
                country,
                also: Vec::new(),
            },
            word: noun,
            partial: false,
            how: format!("“{text}” is not in the gazetteer; the sentence uses it as a place"),
        })
    }

    fn name_around(&self, noun: usize) -> (usize, usize) {
        let view = self.view;
        let flat = |i: usize| view.relation(i) == Relation::Flat && view.sentence.dominates(noun, i);
        let part = |i: usize| view.token(i).upos == Upos::Propn || view.word(i) == "-" || flat(i);
        let (mut first, mut last) = (noun, noun);
        while first > 0 && part(first - 1) && self.mention_at(first - 1).is_none() {
            first -= 1;
        }
        while last + 1 < view.len() && part(last + 1) && self.mention_at(last + 1).is_none() {
            last += 1;
        }
        (first, last)
    }
}

/// What is left of a side's ground.
fn is_remnant(lemma: &str) -> bool {
    matches!(
        lemma,
        "scrap" | "pocket" | "foothold" | "toehold" | "patch" | "piece" | "remnant" | "sliver" | "position" | "strip"
    )
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "north-eastern"
            | "north-western"
            | "south-eastern"
            | "south-western"
    )
}

/// "the ninth capital": one of a row, so not the country's.
fn superlative(view: View, noun: usize) -> bool {
    view.children(noun).any(|c| super::status::is_ordinal(&view.lower(c)))
}

fn fits_class(kind: Kind, class: NounClass) -> bool {
    match class {
        NounClass::Town | NounClass::Capital => matches!(kind, Kind::City),
        NounClass::Province => matches!(kind, Kind::Admin1),
        NounClass::District => matches!(kind, Kind::City | Kind::Admin2),
        NounClass::Country => kind == Kind::Country,
        _ => true,
    }
}

fn as_district(spot: Spot) -> Spot {
    if spot.place.kind != PlaceKind::City {
        return spot;
    }
    let place = PlaceRef { id: format!("{}/district", spot.place.id), kind: PlaceKind::District, ..spot.place };
    Spot { place, ..spot }
}
