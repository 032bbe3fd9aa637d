//! Acts of speech: where a sentence says that somebody says something, who it is, and which words are what is said.
//!
//! The content is a run of words beside the reporting words. The tree finds it; commas, colons, semicolons and quotation
//! marks bound it, since parsers err most often where a report steps out of its own voice.

use super::super::view::{SUBJECTS, View};
use super::phrase::{is_person, range};
use super::through::{Passed, passed_on};
use crate::lexicon::outlets::OutletLexicon;
use crate::rulebook::{Cues, Saying};
use dateline_tree::{EntityKind, Relation, Upos, Xpos};

/// Somebody says something in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// The noun or pronoun that speaks.
    pub speaker: usize,
    /// The reporting word.
    pub word: usize,
    /// The reporting word or words as they stand in the text.
    pub verb: String,
    /// How the word stands to what is said.
    pub saying: Saying,
    /// Through whom it came, the nearest first.
    pub via: Vec<String>,
    /// First and last word of what is said.
    pub content: (usize, usize),
    /// In the speaker's own words.
    pub direct: bool,
}

impl Speech {
    /// Whether a word is part of what is said.
    pub fn covers(&self, word: usize) -> bool {
        self.content.0 <= word && word <= self.content.1
    }
}

/// All acts of speech of a sentence, in order.
pub fn speeches(view: View, cues: &Cues, outlets: &OutletLexicon) -> Vec<Speech> {
    let finder = Finder { view, cues, outlets };
    let mut found: Vec<Speech> = (0..view.len()).filter_map(|i| finder.at(i)).collect();
    if found.is_empty() {
        found.extend(finder.colon());
    }
    found
}

struct Finder<'a> {
    view: View<'a>,
    cues: &'a Cues,
    outlets: &'a OutletLexicon,
}

impl Finder<'_> {
    fn at(&self, i: usize) -> Option<Speech> {
        match self.view.token(i).upos {
            Upos::Verb => self.verb(i),
            Upos::Noun => self.noun(i),
            _ => None,
        }
        .or_else(|| self.according(i))
    }

    /// "officials said that …", "…, officials said", "state media quoted the ministry as saying …".
    fn verb(&self, verb: usize) -> Option<Speech> {
        let view = self.view;
        let saying = self.saying(verb)?;
        if self.is_unsaid(verb) {
            return None;
        }
        let (speaker, passed) = self.who(verb)?;
        let content = self.content(verb, speaker)?;
        if !self.can_speak(speaker, verb, content.clause) {
            return None;
        }
        let mut via = passed.via;
        via.extend(passed_on(view, verb, passed.speaker.unwrap_or(speaker), self.cues, self.outlets));
        let speaker = passed.speaker.unwrap_or(speaker);
        let (first, last) = self.trimmed(content.first, content.last)?;
        let direct = self.is_quoted(first, last);
        Some(Speech {
            speaker,
            word: verb,
            verb: view.word(verb).to_owned(),
            saying,
            via,
            content: (first, last),
            direct,
        })
    }

    fn saying(&self, verb: usize) -> Option<Saying> {
        self.cues.saying(&self.view.verb_with_particle(verb)).or_else(|| self.cues.saying(&self.view.lemma(verb)))
    }

    /// "did not say", "declined to comment", "was expected to announce", "would confirm".
    fn is_unsaid(&self, verb: usize) -> bool {
        let view = self.view;
        let negated = view.children(verb).any(|c| {
            matches!(view.relation(c), Relation::Advmod | Relation::Det)
                && matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "never")
        });
        let modal = view.children(verb).any(|c| {
            view.relation(c) == Relation::Aux
                && matches!(
                    view.lower(c).as_str(),
                    "will" | "would" | "could" | "may" | "might" | "should" | "must" | "shall"
                )
        });
        let infinitive = view.token(verb).xpos == Xpos::Vb
            && view.children(verb).any(|c| view.lower(c) == "to" && view.relation(c) == Relation::Mark);
        let goes_on = view.head(verb).is_some_and(|h| matches!(view.lemma(h).as_str(), "go" | "continue" | "hasten"));
        // "said to be", "reported missing": a participle at a noun tells nobody's word.
        let loose = view.token(verb).xpos == Xpos::Vbn && matches!(view.relation(verb), Relation::Acl | Relation::Amod);
        // "who asked not to be named".
        let unnamed = view.children(verb).any(|c| {
            view.relation(c) == Relation::Xcomp && matches!(view.lemma(c).as_str(), "name" | "identify" | "quote")
        });
        unnamed || negated || modal || infinitive && !goes_on || loose
    }

    /// Who speaks, and who only passes it on.
    fn who(&self, verb: usize) -> Option<(usize, Passed)> {
        let view = self.view;
        // "quoted the ministry as saying", "was quoted by Interfax as saying".
        if let Some(above) = view.head(verb).filter(|&h| self.quotes(h) && view.lower(verb).ends_with("ing")) {
            let passive = view.is_passive(above);
            let speaker = if passive {
                view.surface_subject(above)?
            } else {
                view.child(above, &[Relation::Obj, Relation::Iobj])?
            };
            let through = if passive { view.agent(above) } else { view.surface_subject(above) };
            let via = through.map(|t| self.words_of(t)).into_iter().collect();
            return Some((speaker, Passed { speaker: None, via }));
        }
        if self.quotes(verb) {
            return None;
        }
        let speaker = self.teller(verb)?;
        let inner = self.cited(verb, speaker);
        Some((speaker, inner))
    }

    fn quotes(&self, verb: usize) -> bool {
        let word = self.view.lower(verb);
        matches!(self.view.lemma(verb).as_str(), "quote" | "cite") || matches!(word.as_str(), "citing" | "quoting")
    }

    /// "Reuters reported, citing residents": the residents say it, through Reuters.
    fn cited(&self, verb: usize, speaker: usize) -> Passed {
        let view = self.view;
        let citing = view.children(verb).find(|&c| {
            self.quotes(c)
                && matches!(view.relation(c), Relation::Advcl | Relation::Acl | Relation::Conj)
                && view.lower(c).ends_with("ing")
        });
        let source =
            citing.and_then(|c| view.child(c, &[Relation::Obj, Relation::Obl])).filter(|&o| is_person(view, o));
        match source {
            Some(o) => Passed { speaker: Some(o), via: vec![self.words_of(speaker)] },
            None => Passed::default(),
        }
    }

    /// The subject, unless a person stands right beside the verb and the tree's subject belongs to another clause.
    fn teller(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let subject = view.subject(verb).filter(|&s| s != verb);
        let passive = view.child(verb, &[Relation::AuxPass]).is_some() || view.token(verb).xpos == Xpos::Vbg;
        if passive {
            return subject;
        }
        // "…, swore a woman": what the verb would inherit from the clause before it is no speaker of its own.
        let behind = self.after(verb).filter(|&a| !view.has_own_subject(verb) && is_voice(view, a));
        if behind.is_some() {
            return behind;
        }
        if let Some(between) = self.between_commas(verb) {
            return Some(between);
        }
        let before = self.before(verb);
        match (subject, before) {
            (Some(s), Some(b)) if s < verb && self.is_astray(s, b, verb) => Some(b),
            (Some(s), _) => Some(s),
            (None, _) => self.after(verb).or(before),
        }
    }

    /// A parser's slip: the subject of what is said is taken for who says it.
    fn is_astray(&self, subject: usize, beside: usize, verb: usize) -> bool {
        let view = self.view;
        let finite = |i: usize| {
            matches!(view.token(i).xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md)
                && !view.sentence.dominates(subject, i)
        };
        subject != beside
            && is_voice(view, beside)
            && (!is_voice(view, subject)
                || subject < beside && !view.sentence.dominates(subject, beside) && (subject + 1..verb).any(finite))
    }

    /// A parser's slip: in "The invaders, Radio Havana reported, had been thrown back" the name is no name of theirs.
    fn between_commas(&self, verb: usize) -> Option<usize> {
        let subject = self.view.head(verb)?;
        self.view.children(subject).find(|&c| super::phrase::speaks_between(self.view, c) == Some(verb))
    }

    /// The noun phrase that ends right before the verb, over adverbs and what stands between commas: "councillor X said",
    /// "the mayor, reached by telephone, said".
    fn before(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let mut at = verb.checked_sub(1)?;
        while at > 0 && matches!(view.token(at).upos, Upos::Adv | Upos::Aux) {
            at -= 1;
        }
        if view.word(at) == "," {
            let open = (1..at).rev().find(|&i| view.word(i) == ",")?;
            let noun = open.checked_sub(1).filter(|&n| nominal(view, n))?;
            return Some(self.top(noun, |h| h < verb)).filter(|&n| is_voice(view, n));
        }
        let noun = nominal(view, at).then(|| self.top(at, |h| h < verb))?;
        // "fighting for the town claimed": what a preposition governs does not speak.
        view.case(noun).is_empty().then_some(noun)
    }

    /// The noun phrase that begins right after the verb: ", said councillor X".
    fn after(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let opens = |i: usize| {
            matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num)
                || view.token(i).upos == Upos::Pron && matches!(view.token(i).xpos, Xpos::Prp | Xpos::PrpS)
        };
        let stopped = verb > 0 && view.token(verb - 1).upos == Upos::Punct;
        let told = matches!(view.lemma(verb).as_str(), "tell" | "inform" | "assure");
        if !stopped || told || verb + 1 >= view.len() || !opens(verb + 1) {
            return None;
        }
        let noun = (verb + 1..view.len().min(verb + 7)).find(|&i| nominal(view, i))?;
        let noun = self.top(noun, |h| h > verb);
        // "the mayor, in tears, said Goma had fallen": a subject of what follows.
        let own_clause = SUBJECTS.contains(&view.relation(noun)) && view.head(noun).is_some_and(|h| h > noun);
        (!own_clause).then_some(noun)
    }

    /// The head of the noun phrase that a noun stands in, as long as it lies on the right side.
    fn top(&self, noun: usize, fits: impl Fn(usize) -> bool) -> usize {
        let view = self.view;
        let mut at = noun;
        for _ in 0..view.len() {
            let inside = match view.relation(at) {
                Relation::Appos => view.token(at).upos == Upos::Propn,
                Relation::Flat
                | Relation::Compound
                | Relation::Nmod
                | Relation::NmodDesc
                | Relation::NmodPoss
                | Relation::Conj => true,
                _ => false,
            };
            match view.head(at) {
                Some(h) if inside && fits(h) && nominal(view, h) => at = h,
                _ => break,
            }
        }
        at
    }

    /// Whether a noun can speak. What is no person may still "say" a clause: a report, a hospital, a town.
    fn can_speak(&self, noun: usize, verb: usize, clause: bool) -> bool {
        let view = self.view;
        match view.token(noun).upos {
            Upos::Pron => is_people(&view.lower(noun)) || clause && view.lower(noun) == "it",
            Upos::Num | Upos::Det | Upos::Propn => true,
            _ if is_own_text(view, noun) => false,
            _ if is_voice(view, noun) => true,
            _ => {
                let lifeless = matches!(
                    view.token(noun).entity,
                    Some(
                        EntityKind::Event
                            | EntityKind::Time
                            | EntityKind::Animal
                            | EntityKind::Plant
                            | EntityKind::Substance
                    )
                );
                clause && !lifeless && is_plain(&view.lemma(verb))
            }
        }
    }

    fn words_of(&self, noun: usize) -> String {
        super::phrase::phrase(self.view, noun)
    }

    /// The words that are said, as far as the tree and the punctuation tell.
    fn content(&self, verb: usize, speaker: usize) -> Option<Content> {
        let view = self.view;
        let talks = matches!(view.lemma(verb).as_str(), "speak" | "talk");
        if talks {
            return self.object(verb);
        }
        let tag = self.tag(verb, speaker);
        let that =
            (verb + 1..view.len().min(verb + 3)).any(|i| view.lower(i) == "that" && view.relation(i) == Relation::Mark);
        let tagged = view.relation(verb) != Relation::Conj && !that && self.stands_beside(tag);
        let first =
            if tagged { self.clause_before(verb, speaker).or_else(|| self.stands_before(verb, tag)) } else { None };
        first
            .or_else(|| self.clause_after(verb, speaker))
            .or_else(|| self.clause_before(verb, speaker))
            .or_else(|| self.quoted_beside(verb))
            .or_else(|| self.wish(verb))
            .or_else(|| self.object(verb))
            .or_else(|| self.stands_before(verb, tag))
            .or_else(|| self.follows(verb))
    }

    /// Where the tree fails: what stands before reporting words set off by a comma.
    fn stands_before(&self, verb: usize, tag: (usize, usize)) -> Option<Content> {
        let view = self.view;
        let start = (0..tag.0).rev().find(|&i| view.word(i) == ";").map_or(0, |i| i + 1);
        // "When the city fell, officials said": what a conjunction opens is not what is said.
        let opened = matches!(view.token(start).upos, Upos::Sconj | Upos::Adp | Upos::Adv);
        if !self.takes_clause(verb) || tag.0 < start + 2 || !self.stands_beside(tag) {
            return None;
        }
        let end = (tag.1 + 1..view.len()).find(|&i| view.word(i) == ";").unwrap_or(view.len());
        if self.is_finite(start, tag.0 - 1) {
            return (!opened).then(|| Content { first: start, last: tag.0 - 1, clause: true });
        }
        // "the barracks, a sergeant said, had gone over".
        let goes_on = tag.1 + 2 < end && view.word(tag.1 + 1) == "," && self.is_finite(tag.1 + 2, end - 1);
        goes_on.then(|| Content { first: if opened { tag.1 + 2 } else { start }, last: end - 1, clause: true })
    }

    /// Whether a verb of saying takes a clause: "put" and "accuse" do not.
    fn takes_clause(&self, verb: usize) -> bool {
        let lemma = self.view.lemma(verb);
        let names = matches!(
            lemma.as_str(),
            "call"
                | "put"
                | "describe"
                | "accuse"
                | "blame"
                | "condemn"
                | "hail"
                | "praise"
                | "welcome"
                | "count"
                | "speak"
                | "talk"
        );
        let vows = matches!(lemma.as_str(), "promise" | "vow" | "pledge");
        !names && (vows || self.saying(verb).is_some_and(|s| !matches!(s, Saying::Demanding | Saying::Denying)))
    }

    /// Where the tree fails: what follows the verb up to a semicolon.
    fn follows(&self, verb: usize) -> Option<Content> {
        let view = self.view;
        let end = (verb + 1..view.len()).find(|&i| view.word(i) == ";").unwrap_or(view.len());
        let follows = is_plain(&view.lemma(verb))
            && verb + 3 < end
            && view.word(verb + 1) != ","
            && self.is_finite(verb + 1, end - 1);
        follows.then(|| Content { first: verb + 1, last: end - 1, clause: true })
    }

    fn is_finite(&self, first: usize, last: usize) -> bool {
        (first..=last).any(|i| matches!(self.view.token(i).xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md))
    }

    /// "said that …", "said: …".
    fn clause_after(&self, verb: usize, speaker: usize) -> Option<Content> {
        let view = self.view;
        let parted = |c: usize| (verb..view.sentence.extent(c).0.max(verb)).any(|i| view.word(i) == ";");
        let opened = |c: usize| (verb + 1..c).any(|i| matches!(view.word(i), ":" | "\"" | "“" | "``"));
        let below = |c: &usize| {
            *c > verb
                && !view.sentence.dominates(*c, speaker)
                && match view.relation(*c) {
                    Relation::Ccomp => !parted(*c),
                    Relation::Parataxis | Relation::Dep => opened(*c) && !parted(*c),
                    _ => false,
                }
        };
        let clause = view.children(verb).find(below)?;
        let (first, last) = view.sentence.extent(clause);
        let first = first.max(verb + 1);
        let last = self.before_next_voice(clause, first, last);
        Some(Content { first, last, clause: true })
    }

    /// A clause ends where a coordinated verb of saying has a subject of its own, or goes on with the speaker's.
    fn before_next_voice(&self, clause: usize, first: usize, last: usize) -> usize {
        let view = self.view;
        let mut end = last;
        for c in (first..=last)
            .filter(|&c| c != clause && view.relation(c) == Relation::Conj && view.head(c) == Some(clause))
        {
            let from = view.sentence.extent(c).0;
            if self.saying(c).is_some()
                && view.child(c, &[Relation::Ccomp, Relation::Xcomp]).is_some()
                && from > first + 1
            {
                end = end.min(from - 1);
            }
        }
        end
    }

    /// "…, officials said", "… are, he says, in rebel hands".
    fn clause_before(&self, verb: usize, speaker: usize) -> Option<Content> {
        let view = self.view;
        let tag = self.tag(verb, speaker);
        let own = view.children(verb).filter(|&c| {
            c < tag.0
                && matches!(
                    view.relation(c),
                    Relation::Ccomp
                        | Relation::Parataxis
                        | Relation::Dislocated
                        | Relation::Csubj
                        | Relation::Xcomp
                        | Relation::Advcl
                )
        });
        let own = own
            .filter(|&c| !matches!(view.relation(c), Relation::Advcl) || view.child(c, &[Relation::Mark]).is_none())
            .min();
        let host = match view.relation(verb) {
            Relation::Parataxis | Relation::Dep => view.head(verb).filter(|_| self.stands_beside(tag)),
            Relation::Conj => view.head(verb).filter(|_| self.stands_beside(tag) && view.has_own_subject(verb)),
            Relation::Advcl => view.head(verb).filter(|_| self.is_as(verb, tag)),
            _ => None,
        };
        // "The harvest, people say, has never been so good": the words stand inside what is said.
        if let Some(around) = host.filter(|&h| h > tag.1 && view.word(tag.1 + 1) == ",") {
            let (first, last) = view.sentence.extent(around);
            return Some(Content { first, last, clause: true });
        }
        let clause = own.or(host)?;
        let (mut first, mut last) = view.sentence.extent(clause);
        // The part between semicolons that the tag stands in.
        let near =
            (first..tag.0).rev().find(|&i| view.word(i) == ";" && i + 1 < tag.0.saturating_sub(1)).map(|i| i + 1);
        if own.is_none() || near.is_some_and(|n| n > first) {
            first = near.unwrap_or(first);
        }
        first = self.after_contrast(first.min(tag.0), tag.0);
        if let Some(close) = tag.0.checked_sub(1).filter(|&i| is_quote(view.word(i))) {
            first = (0..close).rev().find(|&i| is_quote(view.word(i))).map_or(0, |open| open + 1);
        }
        if tag.0 > first + 1 {
            // What follows the tag goes on with it only inside quotation marks.
            last = self.goes_on(tag).unwrap_or(tag.0 - 1);
        }
        (first < tag.0 || last > tag.1).then_some(Content { first, last, clause: true })
    }

    /// "The centre is lost, but the airport holds out, he said": the speaker is given for what the report sets against its
    /// own words.
    fn after_contrast(&self, first: usize, end: usize) -> usize {
        let view = self.view;
        let contrast =
            |&i: &usize| view.lower(i) == "but" && view.token(i).upos == Upos::Cconj && view.word(i - 1) == ",";
        let quoted = (first..end).any(|i| is_quote(view.word(i)));
        (first + 3..end.saturating_sub(2)).rev().find(contrast).filter(|_| !quoted).map_or(first, |i| i + 1)
    }

    /// The end of a quotation that is taken up again after the reporting words: “…,” he said, “…”.
    fn goes_on(&self, tag: (usize, usize)) -> Option<usize> {
        let view = self.view;
        let before = tag.0.checked_sub(1).filter(|&i| is_closing(view.word(i)) || is_quote(view.word(i)))?;
        let open = (tag.1 + 1..view.len().min(tag.1 + 4)).find(|&i| is_quote(view.word(i)))?;
        let _ = before;
        Some((open + 1..view.len()).find(|&i| is_quote(view.word(i))).unwrap_or(view.len() - 1))
    }

    /// The reporting words with their subject: "a provincial councillor insisted", "said councillor X".
    fn tag(&self, verb: usize, speaker: usize) -> (usize, usize) {
        let view = self.view;
        let (a, b) = range(view, speaker);
        let near = |c: &usize| {
            matches!(
                view.relation(*c),
                Relation::Aux
                    | Relation::Advmod
                    | Relation::Mark
                    | Relation::Cc
                    | Relation::CompoundPrt
                    | Relation::Iobj
            ) && c.abs_diff(verb) <= 4
        };
        let extra: Vec<usize> = view.children(verb).filter(near).collect();
        let first = extra.iter().copied().chain([a, verb]).filter(|&i| i + 20 > verb).min().unwrap_or(verb);
        let last = extra.iter().copied().chain([b, verb]).max().unwrap_or(verb);
        (first.min(verb), last.max(verb))
    }

    /// A tag is set off by punctuation, or stands at the sentence's end.
    fn stands_beside(&self, tag: (usize, usize)) -> bool {
        let view = self.view;
        let stop = |i: usize| view.token(i).upos == Upos::Punct;
        tag.0 > 0 && stop(tag.0 - 1) && view.word(tag.0 - 1) != ";"
    }

    fn is_as(&self, verb: usize, tag: (usize, usize)) -> bool {
        let view = self.view;
        view.children(verb).any(|c| matches!(view.lower(c).as_str(), "as" | "so"))
            && tag.0 > 0
            && view.child(verb, &[Relation::Ccomp]).is_none()
            || view.child(verb, SUBJECTS).is_some()
                && view.child(verb, &[Relation::Mark, Relation::Ccomp, Relation::Obj]).is_none()
                && self.stands_beside(tag)
    }

    /// A quotation right before or after the verb that the tree hangs elsewhere.
    fn quoted_beside(&self, verb: usize) -> Option<Content> {
        let view = self.view;
        let open = (verb + 1..view.len().min(verb + 12)).find(|&i| is_quote(view.word(i)))?;
        let close = (open + 1..view.len()).find(|&i| is_quote(view.word(i))).unwrap_or(view.len());
        (close > open + 3).then_some(Content { first: open, last: close - 1, clause: true })
    }

    /// "urged townspeople to stay indoors", "claimed to have captured", "asked whether".
    fn wish(&self, verb: usize) -> Option<Content> {
        let view = self.view;
        let binds = matches!(self.saying(verb)?, Saying::Demanding | Saying::Doubtful | Saying::Predicting)
            || view.lemma(verb) == "swear";
        let wished = binds.then_some(view)?.children(verb).find(|&c| {
            c > verb && matches!(view.relation(c), Relation::Xcomp | Relation::Advcl) && self.is_infinitive(c)
        })?;
        let (first, last) = view.sentence.extent(wished);
        let told = view.child(verb, &[Relation::Obj, Relation::Iobj]).filter(|&o| o > verb && o < wished);
        let first = told.map_or(first, |o| view.sentence.extent(o).0.max(verb + 1)).min(first);
        Some(Content { first: first.max(verb + 1), last, clause: false })
    }

    fn is_infinitive(&self, i: usize) -> bool {
        self.view.children(i).any(|c| self.view.relation(c) == Relation::Mark && self.view.lower(c) == "to")
    }

    /// "announced the capture of Goma", "spoke of clashes", "called it conquered".
    fn object(&self, verb: usize) -> Option<Content> {
        let view = self.view;
        let about = self.cues.speaks_about(&view.verb_with_particle(verb)) || self.cues.speaks_about(&view.lemma(verb));
        if !about || view.is_passive(verb) {
            return None;
        }
        let of = |c: &usize| {
            view.relation(*c) == Relation::Obl
                && matches!(view.case(*c).as_str(), "of" | "on" | "for" | "at" | "against" | "about" | "as")
                && view.token(*c).entity != Some(EntityKind::Time)
        };
        let lemma = view.lemma(verb);
        let vague = matches!(lemma.as_str(), "speak" | "talk" | "tell" | "complain" | "boast" | "warn");
        let object = view.child(verb, &[Relation::Obj, Relation::Xcomp]).filter(|&o| o > verb && !vague);
        let first = object.or_else(|| view.children(verb).find(|c| *c > verb && of(c)))?;
        let result = view.children(verb).any(|c| {
            c > verb
                && (view.relation(c) == Relation::Xcomp
                    || view.relation(c) == Relation::Obl && matches!(view.case(c).as_str(), "as" | "at"))
        });
        // "claimed the lives of", "called the commander": what is called or put needs what it is called.
        let pointing = (verb + 1..view.len().min(verb + 2)).any(|i| matches!(view.lower(i).as_str(), "that" | "this"));
        let complete = result
            || if matches!(lemma.as_str(), "call" | "put") {
                pointing && first > verb + 1
            } else {
                view.token(first).upos != Upos::Pron
            };
        let reflexive = (verb + 1..view.len().min(verb + 2))
            .any(|i| view.lower(i).ends_with("selves") || view.lower(i).ends_with("self"));
        let start = if pointing { verb + 1 } else { view.sentence.extent(first).0.max(verb + 1) };
        (complete && !reflexive).then(|| Content { first: start, last: self.end_of_clause(verb), clause: false })
    }

    /// The last word of a verb's own clause, before what is coordinated with it.
    fn end_of_clause(&self, verb: usize) -> usize {
        let view = self.view;
        let (_, last) = view.sentence.extent(verb);
        let other = |c: &usize| {
            let apart = || view.sentence.extent(*c).0.checked_sub(1).is_some_and(|i| view.word(i) == ",");
            *c > verb
                && view.token(*c).upos != Upos::Noun
                && match view.relation(*c) {
                    Relation::Conj | Relation::Parataxis => true,
                    Relation::Advcl => apart(),
                    _ => false,
                }
        };
        let next = view.children(verb).filter(other).map(|c| view.sentence.extent(c).0).filter(|&f| f > verb + 1).min();
        let stop = (verb + 1..=last).find(|&i| view.word(i) == ";");
        last.min(next.map_or(last, |n| n - 1)).min(stop.map_or(last, |s| s - 1))
    }

    /// "the ministry's claim that …", "by the army's account, …", "in the words of an elder, …".
    fn noun(&self, noun: usize) -> Option<Speech> {
        let view = self.view;
        if !self.cues.is_speech(&view.lemma(noun)) {
            return None;
        }
        let of =
            |c: &usize| view.relation(*c) == Relation::Nmod && matches!(view.case(*c).as_str(), "of" | "by" | "from");
        let owner = view.child(noun, &[Relation::NmodPoss]).or_else(|| view.children(noun).find(of)).filter(|&s| {
            (is_voice(view, s) || matches!(view.lower(s).as_str(), "his" | "her" | "their"))
                && !matches!(view.lower(s).as_str(), "our" | "my" | "its" | "your")
        });
        let speaker = owner.or_else(|| giver(view, noun))?;
        let that = view.children(noun).find(|&c| {
            c > noun
                && matches!(view.relation(c), Relation::Acl | Relation::Ccomp)
                && view.children(c).any(|m| view.relation(m) == Relation::Mark && view.lower(m) == "that")
        });
        let by = match view.case(noun).as_str() {
            "by" => matches!(
                view.lemma(noun).as_str(),
                "account" | "count" | "estimate" | "reckoning" | "tally" | "version" | "admission"
            ),
            "in" => matches!(
                view.lemma(noun).as_str(),
                "word"
                    | "view"
                    | "opinion"
                    | "telling"
                    | "version"
                    | "account"
                    | "judgment"
                    | "judgement"
                    | "assessment"
                    | "description"
            ),
            "on" => matches!(view.lemma(noun).as_str(), "account" | "word"),
            _ => false,
        } && view.relation(noun).base() == "obl";
        let (first, last) = match that {
            Some(clause) => view.sentence.extent(clause),
            None if by => self.around(noun)?,
            None => return None,
        };
        let (first, last) = self.trimmed(first, last)?;
        let verb = if by { format!("{} {}", view.case(noun), view.word(noun)) } else { view.word(noun).to_owned() };
        let saying = self.cues.saying(&view.lemma(noun)).unwrap_or(Saying::Neutral);
        let direct = self.is_quoted(first, last);
        Some(Speech { speaker, word: noun, verb, saying, via: Vec::new(), content: (first, last), direct })
    }

    /// "according to residents".
    fn according(&self, noun: usize) -> Option<Speech> {
        let view = self.view;
        let speaks = matches!(view.relation(noun).base(), "obl" | "nmod" | "advcl" | "parataxis")
            && matches!(view.case(noun).as_str(), "according to" | "according");
        if !speaks {
            return None;
        }
        let (first, last) = self.around(noun)?;
        let (first, last) = self.trimmed(first, last)?;
        let via = passed_on(view, noun, noun, self.cues, self.outlets);
        let direct = self.is_quoted(first, last);
        let saying = Saying::Neutral;
        Some(Speech {
            speaker: noun,
            word: noun,
            verb: "according to".into(),
            saying,
            via,
            content: (first, last),
            direct,
        })
    }

    /// The clause that a phrase qualifies, without the phrase: what stands before it, else what follows.
    fn around(&self, noun: usize) -> Option<(usize, usize)> {
        let view = self.view;
        let head = view.head(noun)?;
        let (first, last) = view.sentence.extent(view.clause(head));
        let (from, to) = view.sentence.extent(noun);
        let stop = (first..from).rev().find(|&i| view.word(i) == ";");
        let first = stop.map_or(first, |s| s + 1);
        if from > first + 2 {
            return Some((first, from - 1));
        }
        let stop = (to + 1..=last).find(|&i| view.word(i) == ";");
        (to < last).then(|| (to + 1, stop.map_or(last, |s| s - 1)))
    }

    /// "Hemedti owned up: “We lost Madani today.”": whoever acts before a colon and a quotation speaks it.
    fn colon(&self) -> Option<Speech> {
        let view = self.view;
        let colon = (1..view.len().saturating_sub(2)).find(|&i| view.word(i) == ":" && is_quote(view.word(i + 1)))?;
        let verb = view.sentence.root().filter(|&r| r < colon && view.token(r).upos == Upos::Verb)?;
        let speaker = view.subject(verb).filter(|&s| is_person(view, s) || view.token(s).upos == Upos::Pron)?;
        let close = (colon + 2..view.len()).find(|&i| is_quote(view.word(i))).unwrap_or(view.len());
        let content = self.trimmed(colon + 2, close - 1)?;
        Some(Speech {
            speaker,
            word: verb,
            verb: view.word(verb).to_owned(),
            saying: self.saying(verb).unwrap_or(Saying::Neutral),
            via: Vec::new(),
            content,
            direct: true,
        })
    }

    /// A run of words without the punctuation and the "that" at its edges.
    fn trimmed(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        let view = self.view;
        let (mut first, mut last) = (first, last);
        let edge = |i: usize| view.token(i).upos == Upos::Punct || is_quote(view.word(i));
        while first <= last && (edge(first) || is_joint(view, first)) {
            first += 1;
        }
        while last > first
            && (edge(last)
                || matches!(view.lower(last).as_str(), "and" | "but") && view.token(last).upos == Upos::Cconj)
        {
            last -= 1;
        }
        if first > last || last >= view.len() {
            return None;
        }
        // Words quoted at the end keep their closing mark: he had left "for good".
        let open = (first..=last).filter(|&i| is_quote(view.word(i))).count() % 2 == 1;
        let close = (last + 1..view.len().min(last + 3)).find(|&i| is_quote(view.word(i)));
        Some((first, close.filter(|_| open).unwrap_or(last)))
    }

    /// Between quotation marks, either of which may stand in a neighbouring sentence.
    fn is_quoted(&self, first: usize, last: usize) -> bool {
        let view = self.view;
        let quote = |i: usize| is_quote(view.word(i));
        let before = first.checked_sub(1).is_some_and(quote);
        let after = (last + 1..view.len().min(last + 3)).any(quote);
        match (before, after) {
            (true, true) => true,
            (true, false) => !(first..view.len()).any(quote),
            (false, true) => !(0..=last).any(quote),
            (false, false) => false,
        }
    }
}

/// What an act of speech says: first and last word, and whether they make a clause.
struct Content {
    first: usize,
    last: usize,
    clause: bool,
}

/// "The president gave no hint that …", "the army issued a warning that …".
pub fn giver(view: View, noun: usize) -> Option<usize> {
    let verb = view.head(noun).filter(|_| view.relation(noun) == Relation::Obj)?;
    let gives = matches!(view.lemma(verb).as_str(), "give" | "issue" | "make" | "repeat" | "drop" | "offer");
    view.subject(verb).filter(|&s| gives && is_voice(view, s))
}

fn nominal(view: View, i: usize) -> bool {
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// A noun for somebody who can speak, whatever kind of thing the model sees in it.
fn is_voice(view: View, i: usize) -> bool {
    is_person(view, i)
        || is_people(&view.lower(i))
        || matches!(
            view.lemma(i).as_str(),
            "source"
                | "official"
                | "ministry"
                | "government"
                | "command"
                | "agency"
                | "embassy"
                | "consulate"
                | "office"
                | "staff"
                | "headquarters"
                | "police"
        )
}

/// "A previous version of this article said": a text that speaks of itself is nobody's word.
pub fn is_own_text(view: View, noun: usize) -> bool {
    matches!(view.lemma(noun).as_str(), "version" | "article" | "edition" | "correction")
}

fn is_people(pronoun: &str) -> bool {
    matches!(
        pronoun,
        "he" | "she" | "they" | "we" | "i" | "one" | "both" | "some" | "others" | "another" | "many" | "most" | "who"
    )
}

/// Verbs that pass on a whole clause and need no person: "the hospital said".
fn is_plain(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "report"
            | "state"
            | "confirm"
            | "claim"
            | "deny"
            | "add"
            | "warn"
            | "announce"
            | "insist"
            | "write"
            | "note"
    )
}

/// A word that only joins what is said to what stands before: "that", "and", "of".
fn is_joint(view: View, i: usize) -> bool {
    match view.lower(i).as_str() {
        "that" | "and" | "but" | "as" | "so" => {
            matches!(view.relation(i), Relation::Mark | Relation::Cc | Relation::Advmod)
        }
        "of" | "about" => view.relation(i) == Relation::Case,
        _ => false,
    }
}

/// Whether a word is a quotation mark, whichever way it opens.
pub fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "``" | "''" | "«" | "»" | "„" | "‟")
}

fn is_closing(word: &str) -> bool {
    matches!(word, "," | "." | "!" | "?")
}
