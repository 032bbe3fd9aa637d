//! The brief as a typed document: sections of lines, each with the passages it rests on and one fixed word for how far.
//!
//! Writers turn it into text, Markdown or HTML; the check walks it. Nothing here knows how it will look.

use super::Template;
use dateline_core::model::{Day, Span};
use std::fmt;

/// A whole brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The region and the subject, as found from the pile.
    pub title: String,
    /// What it rests on: label and words.
    pub head: Vec<(&'static str, String)>,
    /// The sections that have something to say, in their fixed order.
    pub sections: Vec<Section>,
    /// The reports that are cited, in order of first citation; `[3:5]` is paragraph 5 of the third.
    pub sources: Vec<Source>,
    /// What stands below the sources, such as how many are not cited.
    pub uncited: String,
    /// The map of the day as SVG, for a page.
    pub map: Option<String>,
    /// How much is told: quotes stand behind every line of a full brief, else only behind the bottom line.
    pub template: Template,
}

/// One of the ten sections.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its fixed number.
    pub number: u8,
    /// Its fixed title.
    pub title: &'static str,
    /// What stands behind the title: a day, a comparison.
    pub about: String,
    /// Who holds what; only in the section on control.
    pub rows: Vec<Row>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What was left out and how to see it; empty when nothing was.
    pub more: String,
}

/// What sort of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading inside a section, such as a day.
    Heading,
    /// What reports tell; it has to cite.
    Told,
    /// An answer or a detail below the line before; it has to cite.
    Under,
    /// What no report tells, or a remark on the pile; there may be nothing to cite.
    Absent,
}

/// A sentence with its citations and its status word.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What sort of line.
    pub kind: Kind,
    /// `+` new, `-` withdrawn, `~` revised, `!` newly disputed and the like.
    pub sign: Option<char>,
    /// Words and citations in turn.
    pub parts: Vec<Part>,
    /// How far it is supported.
    pub word: Option<Word>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Words of ours.
    Words(String),
    /// The passages behind the words before.
    Cites(Vec<Cite>),
}

/// Who holds one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Place, holder, status word, since, last report.
    pub cells: [String; 5],
    /// The passages.
    pub cites: Vec<Cite>,
}

/// Which part of a report a passage stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locus {
    /// The headline.
    Headline,
    /// A paragraph, from 1.
    Paragraph(usize),
    /// A caption, from 1.
    Caption(usize),
}

impl fmt::Display for Locus {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Locus::Headline => write!(f, "h"),
            Locus::Paragraph(n) => write!(f, "{n}"),
            Locus::Caption(n) => write!(f, "c{n}"),
        }
    }
}

/// A citation: a source and, unless the report as a whole is meant, a passage of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// Number of the source, from 1.
    pub source: usize,
    /// The passage.
    pub passage: Option<Passage>,
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.passage {
            Some(passage) => write!(f, "[{}:{}]", self.source, passage.part),
            None => write!(f, "[{}]", self.source),
        }
    }
}

/// Words of a report, exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The part of the report it stands in.
    pub part: Locus,
    /// Where it stands in the stored text.
    pub span: Span,
    /// The words, exactly as stored; at most [`super::LONGEST`].
    pub quote: String,
    /// Whether the sentence goes on before and after it.
    pub cut: (bool, bool),
    /// The claim that rests on it.
    pub claim: String,
}

/// A report that is cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The report's id.
    pub report: String,
    /// Day, outlet and origin in words.
    pub words: String,
    /// Headline and author; may be empty.
    pub title: String,
    /// Hash of the stored text.
    pub sha256: String,
}

/// How far something is supported: a fixed list, in fixed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// One origin in its own voice.
    Reported,
    /// A side or hearsay, with its name where there is one.
    Claimed(Option<String>),
    /// A named or described speaker who does not gain by it.
    Said(String),
    /// So many independent origins, two or more.
    Confirmed(usize),
    /// One origin, in which the losing side says so itself.
    Admitted,
    /// Reports disagree.
    Disputed,
    /// Somebody says that it is not so.
    Denied(Option<String>),
    /// The outlet took it back.
    Withdrawn,
    /// Nobody has spoken of it since that day.
    Quiet(Day),
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Word::Reported => write!(f, "reported"),
            Word::Claimed(Some(who)) => write!(f, "claimed by {who}"),
            Word::Claimed(None) => write!(f, "claimed, by whom is not told"),
            Word::Said(who) => write!(f, "said by {who}"),
            Word::Confirmed(n) => write!(f, "confirmed by {n} origins"),
            Word::Admitted => write!(f, "confirmed by the losing side"),
            Word::Disputed => write!(f, "disputed"),
            Word::Denied(Some(who)) => write!(f, "denied by {who}"),
            Word::Denied(None) => write!(f, "denied"),
            Word::Withdrawn => write!(f, "withdrawn"),
            Word::Quiet(day) => write!(f, "no new report since {day}"),
        }
    }
}

impl Line {
    /// A line that has to cite.
    pub fn told(words: impl Into<String>) -> Line {
        Line { kind: Kind::Told, sign: None, parts: vec![Part::Words(words.into())], word: None }
    }
    /// A line below another one.
    pub fn under(words: impl Into<String>) -> Line {
        Line { kind: Kind::Under, ..Line::told(words) }
    }
    /// What no report tells.
    pub fn absent(words: impl Into<String>) -> Line {
        Line { kind: Kind::Absent, ..Line::told(words) }
    }
    /// A heading.
    pub fn heading(words: impl Into<String>) -> Line {
        Line { kind: Kind::Heading, ..Line::told(words) }
    }
    /// With more words.
    pub fn and(mut self, words: impl Into<String>) -> Line {
        self.parts.push(Part::Words(words.into()));
        self
    }
    /// With the passages behind the words so far.
    pub fn citing(mut self, cites: Vec<Cite>) -> Line {
        self.parts.push(Part::Cites(cites));
        self
    }
    /// With its status word.
    pub fn being(mut self, word: Word) -> Line {
        self.word = Some(word);
        self
    }
    /// Its citations.
    pub fn cites(&self) -> impl Iterator<Item = &Cite> {
        self.parts.iter().flat_map(|part| match part {
            Part::Cites(cites) => cites.as_slice(),
            Part::Words(_) => &[],
        })
    }
    /// Its words without citations, the status word last.
    pub fn words(&self) -> String {
        let words = self.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Cites(_) => None,
        });
        let said: Vec<&str> = words.collect();
        let word = self.word.as_ref().map_or(String::new(), |w| format!(" — {w}"));
        said.join(" ") + &word
    }
}

impl Brief {
    /// Whether the words behind the citations of a section are printed with them.
    pub fn quotes(&self, section: u8) -> bool {
        section == 1 || self.template == Template::Full
    }
    /// The words of a source: "d05.txt: 2021-08-08 (by date line); sha256 08fb7edea539; “Three towns fall”".
    pub fn of_source(source: &Source) -> String {
        let title = if source.title.is_empty() { String::new() } else { format!("; {}", source.title) };
        format!("{}: {}; sha256 {}{title}", source.report, source.words, source.sha256)
    }
    /// Every citation with the number of its section.
    pub fn cites(&self) -> impl Iterator<Item = (u8, &Cite)> {
        self.sections.iter().flat_map(|section| {
            let rows = section.rows.iter().flat_map(|r| &r.cites);
            rows.chain(section.lines.iter().flat_map(Line::cites)).map(|cite| (section.number, cite))
        })
    }
}
