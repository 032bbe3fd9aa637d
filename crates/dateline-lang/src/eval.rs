//! Scores the engine against treebanks in CoNLL-U, from raw text or on the treebank's own words.
//!
//! Words and sentences are compared by the characters they cover, white space left out, as the CoNLL shared tasks do.
//! A relation counts without its subtype. `examples/evaluate.rs` prints the table.

use std::collections::HashMap;

use dateline_tree::{Sentence, Span};

use crate::{Engine, Kernel};

/// One word of a treebank.
#[derive(Clone, Debug)]
pub struct GoldWord {
    /// As written.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// Number of the governor; 0 is the root.
    pub head: usize,
    /// Relation, with its subtype.
    pub relation: String,
}

/// One sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct GoldSentence {
    /// Document it belongs to.
    pub document: String,
    /// Whether a paragraph begins with it.
    pub paragraph: bool,
    /// As written.
    pub text: String,
    /// Syntactic words.
    pub words: Vec<GoldWord>,
}

/// Reads CoNLL-U: syntactic words only, neither ranges nor empty nodes. Lines that are no rows are skipped.
pub fn read_conllu(text: &str) -> Vec<GoldSentence> {
    let mut sentences = Vec::new();
    let mut current = GoldSentence::default();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            note(comment.trim(), &mut current);
        } else if !line.is_empty() {
            current.words.extend(gold_word(line));
        } else if !current.words.is_empty() {
            let next = GoldSentence { document: current.document.clone(), ..GoldSentence::default() };
            sentences.push(std::mem::replace(&mut current, next));
        }
    }
    sentences
}

fn note(comment: &str, sentence: &mut GoldSentence) {
    if let Some(id) = comment.strip_prefix("newdoc id =") {
        sentence.document = id.trim().to_owned();
        sentence.paragraph = true;
    } else if let Some(text) = comment.strip_prefix("text =") {
        sentence.text = text.trim().to_owned();
    } else if comment == "newpar" || comment.starts_with("newpar id") {
        sentence.paragraph = true;
    }
}

fn gold_word(line: &str) -> Option<GoldWord> {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.first()?.parse::<usize>().ok()?;
    let column = |i: usize| columns.get(i).copied().unwrap_or("_").to_owned();
    let head = column(6).parse().ok()?;
    Some(GoldWord { form: column(1), lemma: column(2), upos: column(3), xpos: column(4), head, relation: column(7) })
}

/// Counts of what was right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Words of the treebank.
    pub gold_words: usize,
    /// Words that the engine made.
    pub words: usize,
    /// Words that cover the same characters.
    pub same_words: usize,
    /// Sentences of the treebank.
    pub gold_sentences: usize,
    /// Sentences that the engine made.
    pub sentences: usize,
    /// Sentences that cover the same characters.
    pub same_sentences: usize,
    /// Right universal parts of speech.
    pub upos: usize,
    /// Right Penn tags.
    pub xpos: usize,
    /// Right lemmas, in lower case.
    pub lemma: usize,
    /// Right lemmas of verbs, in lower case.
    pub verb_lemma: usize,
    /// Verbs of the treebank among the same words.
    pub verbs: usize,
    /// Right governors.
    pub heads: usize,
    /// Right governors and relations.
    pub labelled: usize,
}

impl Score {
    /// F1 in percent of a count over words.
    pub fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold_words + self.words).max(1) as f64
    }

    /// F1 in percent of the sentences.
    pub fn sentence_f1(&self) -> f64 {
        200.0 * self.same_sentences as f64 / (self.gold_sentences + self.sentences).max(1) as f64
    }
}

/// What is compared of a word: its characters, tags, and the characters of its governor.
struct Word<'a> {
    place: (usize, usize),
    upos: &'a str,
    xpos: &'a str,
    lemma: String,
    head: Option<(usize, usize)>,
    relation: &'a str,
}

/// Parses raw paragraphs and compares with the treebank. Sentences of a paragraph are joined with a space.
pub fn raw(engine: &Engine, kernel: Kernel, gold: &[GoldSentence]) -> Score {
    let mut score = Score::default();
    for paragraph in gold.chunk_by(|a, b| !b.paragraph && a.document == b.document) {
        let texts: Vec<&str> = paragraph.iter().map(|s| s.text.as_str()).collect();
        let text = texts.join(" ");
        let found = engine.parse_with(kernel, &text, Span::new(0, text.len()));
        compare(paragraph, &text, &found, &mut score);
    }
    score
}

/// Parses the treebank's own words and compares.
pub fn given_words(engine: &Engine, kernel: Kernel, gold: &[GoldSentence]) -> Score {
    let mut score = Score::default();
    for sentence in gold {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let text = forms.join(" ");
        let mut at = 0;
        let mut spans = Vec::new();
        for form in forms {
            spans.push(Span::new(at, at + form.len()));
            at += form.len() + 1;
        }
        let own = GoldSentence { text: text.clone(), ..sentence.clone() };
        compare(&[own], &text, &engine.parse_words(kernel, &text, &spans), &mut score);
    }
    score
}

fn compare(gold: &[GoldSentence], text: &str, found: &[Sentence], score: &mut Score) {
    let mut begun = 0;
    let mut known: HashMap<(usize, usize), Word> = HashMap::new();
    let mut gold_places = Vec::new();
    for sentence in gold {
        score.gold_words += sentence.words.len();
        let length = letters(&sentence.text);
        gold_places.push((begun, begun + length));
        known.extend(gold_places_of(sentence, begun, length).into_iter().map(|w| (w.place, w)));
        begun += length;
    }
    score.gold_sentences += gold.len();
    score.sentences += found.len();
    let places = Places::new(text);
    for sentence in found {
        score.same_sentences += usize::from(gold_places.contains(&places.of(sentence.span)));
        score.words += sentence.tokens.len();
        for token in &sentence.tokens {
            let head = token.head.map(|h| places.of(sentence.tokens[h as usize].span));
            let Some(word) = known.get(&places.of(token.span)) else {
                continue;
            };
            score.same_words += 1;
            score.upos += usize::from(word.upos == token.upos.as_str());
            score.xpos += usize::from(word.xpos == token.xpos.as_str());
            let lemma = usize::from(word.lemma == token.lemma.to_lowercase());
            score.lemma += lemma;
            if word.upos == "VERB" {
                score.verbs += 1;
                score.verb_lemma += lemma;
            }
            if word.head == head {
                score.heads += 1;
                score.labelled += usize::from(word.relation == token.relation.base());
            }
        }
    }
}

/// Words with their places; none when the forms do not make up the text.
fn gold_places_of(sentence: &GoldSentence, begun: usize, length: usize) -> Vec<Word<'_>> {
    let mut at = begun;
    let mut places = Vec::new();
    for word in &sentence.words {
        let end = at + letters(&word.form);
        places.push((at, end));
        at = end;
    }
    if at != begun + length {
        return Vec::new();
    }
    let word = |(w, place): (&'_ GoldWord, &(usize, usize))| -> (usize, usize, Option<(usize, usize)>) {
        (place.0, place.1, w.head.checked_sub(1).and_then(|h| places.get(h).copied()))
    };
    let spots: Vec<_> = sentence.words.iter().zip(&places).map(word).collect();
    sentence
        .words
        .iter()
        .zip(spots)
        .map(|(w, (start, end, head))| Word {
            place: (start, end),
            upos: &w.upos,
            xpos: &w.xpos,
            lemma: w.lemma.to_lowercase(),
            head,
            relation: w.relation.split(':').next().unwrap_or(&w.relation),
        })
        .collect()
}

/// Characters other than white space.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// From byte offsets to numbers of characters without white space.
struct Places(Vec<usize>);

impl Places {
    fn new(text: &str) -> Places {
        let mut count = 0;
        let mut table = vec![0; text.len() + 1];
        for (at, c) in text.char_indices() {
            table[at] = count;
            count += usize::from(!c.is_whitespace());
        }
        table[text.len()] = count;
        Places(table)
    }

    fn of(&self, span: Span) -> (usize, usize) {
        (self.0[span.start as usize], self.0[span.end as usize])
    }
}
