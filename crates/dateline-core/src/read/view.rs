//! A sentence seen as clauses: who does what to whom, whatever the voice.
//!
//! Frames are written once, for the active clause. This view undoes passives, relative clauses,
//! participles, control and coordination, so that "captured by", "who captured" and "to capture"
//! all give the same subject and object.

use dateline_tree::{EntityKind, Relation, Sentence, Span, Token, Upos, Xpos};

/// A sentence with the text it points into.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The report's text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: &'a Sentence,
}

impl<'a> View<'a> {
    /// The word at an index.
    pub fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }
    /// Number of words.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }
    /// Lemma in lower case.
    pub fn lemma(&self, i: usize) -> String {
        let token = self.token(i);
        let lemma = token.lemma.to_lowercase();
        // A tagger's slip: "Jets pounded …" begins with a plural that it takes for a name and leaves as it is.
        let plural = token.upos == Upos::Propn && token.xpos == Xpos::Nns && lemma.chars().count() > 3;
        match lemma.strip_suffix("ies").map(|stem| format!("{stem}y")) {
            Some(one) if plural => one,
            _ if plural && !lemma.ends_with("ss") => lemma.strip_suffix('s').unwrap_or(&lemma).to_owned(),
            _ => lemma,
        }
    }
    /// The word as written.
    pub fn word(&self, i: usize) -> &'a str {
        self.token(i).span.of(self.text)
    }
    /// The word as written, in lower case.
    pub fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }
    /// The words from `a` to `b`, both included, as one span.
    pub fn span(&self, a: usize, b: usize) -> Span {
        self.token(a).span.cover(self.token(b).span)
    }
    /// Governor of a word.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.token(i).head.map(|h| h as usize)
    }
    /// Relation of a word to its governor.
    pub fn relation(&self, i: usize) -> Relation {
        self.token(i).relation
    }
    /// Words governed by `i`, in order.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + 'a {
        self.sentence.children(i)
    }
    /// First child with one of the relations.
    pub fn child(&self, i: usize, relations: &[Relation]) -> Option<usize> {
        self.children(i).find(|&c| relations.contains(&self.relation(c)))
    }
    /// The case markers of a noun joined by spaces: "in", "according to", "out of"; empty when there are none.
    pub fn case(&self, i: usize) -> String {
        let mut words = Vec::new();
        // In a name of several words the marker may hang from any of them ("of Wad Madani").
        let parts = self.children(i).filter(|&c| self.relation(c) == Relation::Flat);
        let holders: Vec<usize> = std::iter::once(i).chain(parts).collect();
        let markers =
            holders.into_iter().flat_map(|h| self.children(h)).filter(|&c| self.relation(c) == Relation::Case);
        for c in markers {
            if self.lower(c) == "'s" || self.lower(c) == "’s" || self.lower(c) == "'" || self.lower(c) == "’" {
                continue;
            }
            words.push(self.lower(c));
            words.extend(self.children(c).filter(|&f| self.relation(f) == Relation::Fixed).map(|f| self.lower(f)));
        }
        words.join(" ")
    }
    /// Whether a clause is passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        let object = self.child(verb, &[Relation::Obj]).is_some();
        self.children(verb).any(|c| match self.relation(c) {
            Relation::AuxPass => true,
            Relation::NsubjPass | Relation::CsubjPass => !object,
            _ => false,
        }) || self.is_reduced_passive(verb)
            || self.is_controlled_passive(verb)
    }
    /// A participle that hangs from a noun or clause without a subject: "the city captured on Friday".
    fn is_reduced_passive(&self, verb: usize) -> bool {
        self.token(verb).xpos == Xpos::Vbn
            && matches!(self.relation(verb), Relation::Acl | Relation::Advcl | Relation::Amod | Relation::Parataxis)
            && !self.has_own_subject(verb)
            && self.child(verb, &[Relation::Obj]).is_none()
            && !self.children(verb).any(|c| self.relation(c) == Relation::Aux && self.lemma(c) == "have")
    }
    /// A conjoined participle that shares the passive auxiliary of the first: "was encircled and captured".
    fn is_controlled_passive(&self, verb: usize) -> bool {
        // "Had been stormed and lost again": who loses loses something.
        let lost = self.token(verb).xpos == Xpos::Vbd && self.lemma(verb) == "lose";
        self.relation(verb) == Relation::Conj
            && (self.token(verb).xpos == Xpos::Vbn || lost)
            && !self.has_own_subject(verb)
            && self.child(verb, &[Relation::Obj]).is_none()
            && self.head(verb).is_some_and(|h| {
                self.token(h).xpos == Xpos::Vbn
                    && (self.children(h).any(|c| matches!(self.relation(c), Relation::AuxPass | Relation::NsubjPass))
                        || lost && self.is_controlled_passive(h))
            })
    }
    /// Whether the clause has a subject of its own.
    pub fn has_own_subject(&self, verb: usize) -> bool {
        self.child(verb, SUBJECTS).is_some()
    }
    /// The grammatical subject, its own or inherited through control, relative clauses, participles and
    /// coordination. For passives this is still the surface subject.
    pub fn surface_subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, 6)
    }
    fn subject_within(&self, verb: usize, depth: usize) -> Option<usize> {
        if depth == 0 {
            return None;
        }
        if let Some(s) = self.child(verb, SUBJECTS) {
            return Some(self.antecedent(s, verb));
        }
        let head = self.head(verb)?;
        match self.relation(verb) {
            Relation::Conj => self.subject_within(head, depth - 1),
            Relation::Xcomp => self.controller(verb, head, depth),
            Relation::AclRelcl if !self.has_gap_elsewhere(verb) => Some(head),
            Relation::Acl if self.token(verb).xpos == Xpos::Vb => self.attempter(head, depth),
            Relation::Acl | Relation::Amod => Some(head),
            Relation::Advcl if self.is_prevented(verb, head) || self.is_accused(verb, head) => {
                self.child(head, &[Relation::Obj])
            }
            Relation::Advcl | Relation::Parataxis if self.token(verb).xpos != Xpos::Vbd => {
                self.subject_within(head, depth - 1)
            }
            Relation::Ccomp => self.stray_subject(verb, head),
            _ => None,
        }
    }
    /// Who makes an attempt, bid or plan: "an attempt by the rebels to", "the rebels' bid to", else the clause's subject.
    fn attempter(&self, noun: usize, depth: usize) -> Option<usize> {
        // "gave all forces 24 hours to surrender": who is given the time.
        let given = self.head(noun).and_then(|v| self.child(v, &[Relation::Iobj]));
        if given.is_some() && self.relation(noun) == Relation::Obj {
            return given;
        }
        let by = self.children(noun).find(|&c| self.relation(c) == Relation::Nmod && self.case(c) == "by");
        by.or_else(|| self.child(noun, &[Relation::NmodPoss, Relation::Compound]))
            .or_else(|| self.subject_within(self.clause(noun), depth - 1))
    }
    /// "prevented the rebels from capturing it": the object is who would have acted.
    fn is_prevented(&self, verb: usize, head: usize) -> bool {
        matches!(self.lemma(head).as_str(), "prevent" | "stop" | "keep" | "bar" | "block" | "deter" | "halt" | "hinder")
            && self
                .children(verb)
                .any(|c| matches!(self.relation(c), Relation::Mark | Relation::Case) && self.lower(c) == "from")
    }
    /// "accused the neighbour of having taken it": the object is who acted.
    fn is_accused(&self, verb: usize, head: usize) -> bool {
        matches!(self.lemma(head).as_str(), "accuse" | "suspect" | "convict" | "acquit" | "absolve" | "clear")
            && self
                .children(verb)
                .any(|c| matches!(self.relation(c), Relation::Mark | Relation::Case) && self.lower(c) == "of")
    }
    /// A parser's slip: of two subjects before "said" the first belongs to the clause between them.
    fn stray_subject(&self, verb: usize, head: usize) -> Option<usize> {
        let subjects: Vec<usize> = self.children(head).filter(|&c| self.relation(c).base() == "nsubj").collect();
        subjects.first().copied().filter(|&s| subjects.len() > 1 && s < verb)
    }
    /// The subject of an infinitive or small clause: the object of its governor, else its subject.
    fn controller(&self, verb: usize, head: usize, depth: usize) -> Option<usize> {
        let object = self.child(head, &[Relation::Obj, Relation::Iobj]).filter(|&o| o < verb);
        object.or_else(|| self.subject_within(head, depth - 1))
    }
    /// A relative clause whose gap is its object ("the city they captured").
    fn has_gap_elsewhere(&self, verb: usize) -> bool {
        self.has_own_subject(verb)
    }
    /// Follows a relative pronoun to the noun it stands for.
    fn antecedent(&self, word: usize, verb: usize) -> usize {
        let relative = matches!(self.token(word).xpos, Xpos::Wdt | Xpos::Wp)
            || (self.lower(word) == "that" && self.token(word).upos == Upos::Pron);
        if relative && let Some(clause) = self.relative_clause_above(verb) {
            return self.head(clause).unwrap_or(word);
        }
        word
    }
    /// The relative clause that a verb is, or is conjoined into.
    pub fn relative_clause_above(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..6 {
            match self.relation(at) {
                Relation::AclRelcl => return Some(at),
                Relation::Conj | Relation::Xcomp | Relation::Ccomp => at = self.head(at)?,
                _ => return None,
            }
        }
        None
    }
    /// The noun that acts: subject of the active, agent of the passive.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb) }
    }
    /// The noun acted upon: object of the active, subject of the passive.
    pub fn object(&self, verb: usize) -> Option<usize> {
        if let Some(o) = self.child(verb, &[Relation::Obj]) {
            return Some(self.antecedent(o, verb));
        }
        if self.is_passive(verb) {
            return self.surface_subject(verb);
        }
        // A parser's slip: after a particle the object may be called an oblique ("handed over Bukavu").
        let bare = self.children(verb).find(|&c| {
            self.relation(c) == Relation::Obl
                && c > verb
                && self.case(c).is_empty()
                && self.token(c).entity != Some(EntityKind::Time)
        });
        if bare.is_some() && self.child(verb, &[Relation::CompoundPrt]).is_some() {
            return bare;
        }
        // "the city (that) they captured": the gap is the object.
        let relative = |s: usize| matches!(self.token(s).xpos, Xpos::Wdt | Xpos::Wp);
        if self.relation(verb) == Relation::AclRelcl && self.child(verb, SUBJECTS).is_some_and(|s| !relative(s)) {
            return self.head(verb);
        }
        None
    }

    /// The agent of a passive.
    pub fn agent(&self, verb: usize) -> Option<usize> {
        // "by mid-morning", "by contrast", "by force" are no agents.
        let acts = |c: &usize| {
            matches!(self.token(*c).entity, Some(EntityKind::Person | EntityKind::Organization))
                || matches!(self.token(*c).upos, Upos::Propn | Upos::Pron)
                    && self.token(*c).entity != Some(EntityKind::Time)
        };
        let agent =
            |c: &usize| self.relation(*c) == Relation::OblAgent && self.token(*c).entity != Some(EntityKind::Time);
        self.children(verb).find(agent).or_else(|| {
            self.children(verb).find(|&c| self.relation(c) == Relation::Obl && self.case(c) == "by" && acts(&c))
        })
    }
    /// Obliques of a verb with one of the given case markers.
    pub fn obliques(&self, verb: usize, cases: &[&str]) -> Vec<usize> {
        self.children(verb)
            .filter(|&c| matches!(self.relation(c).base(), "obl" | "nmod" | "advmod"))
            .filter(|&c| cases.contains(&self.case(c).as_str()))
            .collect()
    }
    /// A noun and what is coordinated with it.
    pub fn coordinated(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut at = 0;
        while at < all.len() {
            let more: Vec<usize> = self
                .children(all[at])
                .filter(|&c| self.relation(c) == Relation::Conj && !self.is_excepted(c))
                .collect();
            all.extend(more);
            at += 1;
        }
        all
    }
    /// "the airport but not the town", "all but the airport": what is named as the exception.
    pub fn is_excepted(&self, i: usize) -> bool {
        self.children(i).any(|c| {
            let word = self.lower(c);
            let except = matches!(word.as_str(), "but" | "except" | "bar" | "excluding");
            except && matches!(self.relation(c), Relation::Cc | Relation::Case)
                || word == "not" && matches!(self.relation(c), Relation::Advmod | Relation::Cc)
        })
    }
    /// The word that heads the clause a word stands in.
    pub fn clause(&self, i: usize) -> usize {
        let mut at = i;
        for _ in 0..=self.len() {
            if self.heads_clause(at) {
                return at;
            }
            match self.head(at) {
                Some(h) => at = h,
                None => return at,
            }
        }
        at
    }
    /// Whether a word heads a clause of its own.
    pub fn heads_clause(&self, i: usize) -> bool {
        match self.relation(i) {
            Relation::Root
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::AdvclRelcl
            | Relation::AclRelcl
            | Relation::Acl
            | Relation::Csubj
            | Relation::CsubjPass
            | Relation::Parataxis
            | Relation::Xcomp => true,
            Relation::Conj => {
                matches!(self.token(i).upos, Upos::Verb | Upos::Aux)
                    || self.has_own_subject(i)
                    || self.child(i, &[Relation::Cop]).is_some()
            }
            _ => false,
        }
    }
    /// From the word up to the root, the word first.
    pub fn ancestors(&self, i: usize) -> Vec<usize> {
        let mut path = vec![i];
        let mut at = i;
        while let Some(h) = self.head(at) {
            if path.len() > self.len() {
                break;
            }
            path.push(h);
            at = h;
        }
        path
    }
    /// Verb with its particle: "take over", or the bare lemma.
    pub fn verb_with_particle(&self, i: usize) -> String {
        let lemma = self.lemma(i);
        // A parser may call the particle of "take it back" an adverb.
        let back = || self.children(i).find(|&c| c > i && self.lower(c) == "back");
        match self.child(i, &[Relation::CompoundPrt]).or_else(back) {
            Some(p) => format!("{lemma} {}", self.lower(p)),
            None => lemma,
        }
    }
}

/// Relations of subjects.
pub const SUBJECTS: &[Relation] =
    &[Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter, Relation::Csubj, Relation::CsubjPass];
