//! Trees that English does not have, put right before anything is read off them.
//!
//! The parser scores each word's governor by itself, so a verb may get two subjects. "A spokesman, on the other hand, said
//! Goma had fallen" then has the spokesman fall. Whoever stands before a verb of speech that is left without a subject is
//! that verb's subject. And a town cannot speak: in "denied that Goma had fallen, saying its men …" it is the denier who
//! says so. Nor do officials take what they tell of.

use dateline_tree::{EntityKind, Relation, Sentence, Upos, Xpos};

/// Puts a sentence's tree right where it gives a verb two subjects and the verb above it none, or lets a thing speak.
pub fn mend(sentence: &mut Sentence) {
    for word in 0..sentence.tokens.len() {
        let above = who_goes_on(sentence, word).or_else(|| before_who_says_so(sentence, word));
        if let Some(above) = above {
            sentence.tokens[word].head = Some(above as u32);
        }
    }
    for verb in 0..sentence.tokens.len() {
        if let Some((subject, speaks)) = misplaced(sentence, verb) {
            sentence.tokens[subject].head = Some(speaks as u32);
            sentence.tokens[subject].relation = Relation::Nsubj;
        }
    }
}

/// For ", saying …" that hangs from what is said of a thing: the verb above whose subject goes on to speak.
fn who_goes_on(sentence: &Sentence, word: usize) -> Option<usize> {
    const GOES_ON: &[&str] = &["saying", "adding", "insisting", "claiming", "stating", "arguing", "maintaining"];
    let (token, text) = (&sentence.tokens[word], sentence.tokens[word].lemma.as_str());
    let participle =
        token.xpos == Xpos::Vbg && GOES_ON.contains(&format!("{}ing", text.trim_end_matches('e')).as_str());
    let after_comma = word > 0 && sentence.tokens[word - 1].upos == Upos::Punct;
    let below =
        token.head.map(|h| h as usize).filter(|_| token.relation == Relation::Advcl && participle && after_comma)?;
    let speaks = |&s: &usize| {
        let subject = &sentence.tokens[s];
        matches!(subject.entity, Some(EntityKind::Person)) || subject.upos == Upos::Pron
    };
    let embedded = |r: Relation| matches!(r, Relation::Ccomp | Relation::Acl | Relation::AclRelcl);
    if !embedded(sentence.tokens[below].relation) || subjects(sentence, below).any(|s| speaks(&s)) {
        return None;
    }
    let up = std::iter::successors(Some(below), |&at| {
        let head = sentence.tokens[at].head? as usize;
        (embedded(sentence.tokens[at].relation) || sentence.tokens[at].upos != Upos::Verb).then_some(head)
    });
    up.skip(1)
        .take(8)
        .filter(|&at| sentence.tokens[at].upos == Upos::Verb)
        .find(|&at| !embedded(sentence.tokens[at].relation))
}

/// For "X took Goma, hours after sweeping through Sake, officials said" with the gerund hung on "said": what is said.
fn before_who_says_so(sentence: &Sentence, word: usize) -> Option<usize> {
    let token = &sentence.tokens[word];
    let gerund = token.relation == Relation::Advcl && token.xpos == Xpos::Vbg;
    let says = token.head.map(|h| h as usize).filter(|&h| gerund && h > word)?;
    let after = sentence.tokens[says].relation == Relation::Parataxis;
    let subject_between = subjects(sentence, says).any(|s| word < s && s < says);
    let said = sentence.tokens[says].head.map(|h| h as usize).filter(|&h| h < word)?;
    (after && subject_between).then_some(said)
}

/// The first of two subjects of a verb, with the verb between them that it belongs to.
fn misplaced(sentence: &Sentence, verb: usize) -> Option<(usize, usize)> {
    let own: Vec<usize> = subjects(sentence, verb).filter(|&s| s < verb).collect();
    let (&first, &second) = (own.first()?, own.get(1)?);
    let above = sentence.tokens[verb].head? as usize;
    let between = first < above && above < second && sentence.tokens[above].upos == Upos::Verb;
    let clause = matches!(sentence.tokens[verb].relation, Relation::Ccomp | Relation::Parataxis);
    (between && clause && subjects(sentence, above).next().is_none()).then_some((first, above))
}

fn subjects(sentence: &Sentence, verb: usize) -> impl Iterator<Item = usize> + '_ {
    let subject = |&i: &usize| matches!(sentence.tokens[i].relation, Relation::Nsubj | Relation::NsubjPass);
    sentence.children(verb).filter(subject)
}
