//! What the language model gives: sentences, tokens, tags, dependency trees and proposed events over spans of text.
//!
//! These types are a crate of their own so that the brain (`dateline-core`) can read trees without
//! seeing the engine or its weights: whoever can make a [`Sentence`] can feed the brain.
//!
//! Annotation follows Universal Dependencies 2 for English (<https://universaldependencies.org/en/>):
//! seventeen universal parts of speech, Penn Treebank tags for tense and number, and a single-rooted
//! dependency tree over syntactic words.
//!
//! ```
//! use dateline_tree::{Relation, Sentence, Span, Token, Upos, Xpos};
//!
//! let text = "Goma fell.";
//! let word = |start, end, lemma: &str, upos, xpos, head, relation| Token {
//!     span: Span::new(start, end),
//!     lemma: lemma.into(),
//!     upos,
//!     xpos,
//!     head,
//!     relation,
//!     entity: None,
//! };
//! let sentence = Sentence {
//!     span: Span::new(0, text.len()),
//!     tokens: vec![
//!         word(0, 4, "Goma", Upos::Propn, Xpos::Nnp, Some(1), Relation::Nsubj),
//!         word(5, 9, "fall", Upos::Verb, Xpos::Vbd, None, Relation::Root),
//!         word(9, 10, ".", Upos::Punct, Xpos::Period, Some(1), Relation::Punct),
//!     ],
//!     proposals: Vec::new(),
//! };
//! let verb = sentence.root().ok_or("no root")?;
//! let mut below = sentence.children(verb).map(|i| &sentence.tokens[i]);
//! let subject = below.find(|word| word.relation == Relation::Nsubj).ok_or("no subject")?;
//! assert_eq!(subject.span.of(text), "Goma");
//! # Ok::<(), &str>(())
//! ```

mod event;

use std::fmt;

pub use event::{EventKind, Proposal, Status};

/// A half-open range of bytes of a report's stored text, always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets; `start` must not lie after `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }
    /// The words of the span in the text it was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    /// Whether nothing is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Declares a closed set of tags with their treebank spelling.
macro_rules! tags {
    ($(#[$meta:meta])* $name:ident { $($(#[$vm:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$vm])* $variant),* }
        impl $name {
            /// Every tag, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The spelling used in treebanks.
            pub fn as_str(self) -> &'static str { match self { $($name::$variant => $text),* } }
            /// The tag with this spelling.
            pub fn parse(text: &str) -> Option<$name> { match text { $($text => Some($name::$variant),)* _ => None } }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

tags!(
    /// Universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
);

tags!(
    /// Penn Treebank tag as used in UD English (EWT, GUM).
    Xpos {
        Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH",
        In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP",
        Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpS = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
        Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$", Wrb = "WRB", Xx = "XX", Comma = ",",
        Period = ".", Colon = ":", OpenQuote = "``", CloseQuote = "''", OpenBracket = "-LRB-", CloseBracket = "-RRB-",
        Dollar = "$", Other = "_",
    }
);

tags!(
    /// Universal dependency relation, with the subtypes of the English treebanks.
    Relation {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj",
        Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det",
        DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed",
        Flat = "flat", FlatForeign = "flat:foreign", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
        Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", OblTmod = "obl:tmod",
        OblNpmod = "obl:npmod", NmodTmod = "nmod:tmod", NmodNpmod = "nmod:npmod", Orphan = "orphan",
        Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
        Xcomp = "xcomp",
    }
);

impl Relation {
    /// The relation without its subtype: `nsubj:pass` gives `nsubj`.
    pub fn base(self) -> &'static str {
        let text = self.as_str();
        text.split(':').next().unwrap_or(text)
    }
}

tags!(
    /// Kind of entity that a noun phrase headed by a word names (GUM's entity types).
    EntityKind {
        Abstract = "abstract", Animal = "animal", Event = "event", Object = "object", Organization = "organization",
        Person = "person", Place = "place", Plant = "plant", Substance = "substance", Time = "time",
    }
);

/// One syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the report's text; clitics ("n't", "'s") have spans of their own.
    pub span: Span,
    /// Lower-case lemma for common words; names keep their case.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag: tense, number, person.
    pub xpos: Xpos,
    /// Index of the governor in the same sentence; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the governor.
    pub relation: Relation,
    /// Kind of the entity this word heads, when the model sees one.
    pub entity: Option<EntityKind>,
}

/// One sentence with its tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Words in order; a tree with exactly one root when there is at least one token.
    pub tokens: Vec<Token>,
    /// Which words the model takes for events, in order of words; empty when its weights have no heads for events.
    pub proposals: Vec<Proposal>,
}

impl Sentence {
    /// Indices of the words directly governed by `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let head = Some(head as u32);
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == head)
    }
    /// Index of the root word; `None` only for an empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }
    /// Whether `below` is `above` or hangs from it; ends on malformed trees too.
    pub fn dominates(&self, above: usize, below: usize) -> bool {
        let mut at = below;
        for _ in 0..=self.tokens.len() {
            if at == above {
                return true;
            }
            match self.tokens[at].head {
                Some(h) => at = h as usize,
                None => return false,
            }
        }
        false
    }
    /// First and last index of the words under `head`, itself included.
    pub fn extent(&self, head: usize) -> (usize, usize) {
        let inside = |i: &usize| self.dominates(head, *i);
        let first = (0..self.tokens.len()).find(inside).unwrap_or(head);
        let last = (0..self.tokens.len()).rev().find(inside).unwrap_or(head);
        (first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_survive_a_round_trip() {
        assert!(Relation::ALL.iter().all(|r| Relation::parse(r.as_str()) == Some(*r)));
        assert!(Xpos::ALL.iter().all(|x| Xpos::parse(x.as_str()) == Some(*x)));
        assert_eq!(Relation::NsubjPass.base(), "nsubj");
    }
}
