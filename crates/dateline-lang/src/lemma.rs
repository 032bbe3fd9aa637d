//! Lemmas: a table learnt from the treebanks, irregular forms with their prefixes, then rules for endings.
//!
//! The rule book matches on lemmas of verbs, so verbs matter most: "overran" must give "overrun" although no treebank
//! has it. Where an ending allows two stems ("seiz", "seize"), the vocabulary of the word pieces decides.

use std::collections::HashMap;

use dateline_tree::{Upos, Xpos};

use crate::wordpiece::WordPiece;

const IRREGULAR: &str = include_str!("../data/irregular.txt");
const PREFIXES: &[&str] =
    &["over", "under", "out", "with", "re", "un", "mis", "fore", "up", "pre", "inter", "co-", "re-"];

/// Past forms that have no other reading behind a prefix, so that a wrong tag does no harm.
const TAKEN_FOR_PRESENT: &[&str] = &["took", "ran", "won", "drew", "held", "gained", "threw", "came", "stood", "went"];

/// A form as a part of speech.
type Key = (Upos, Box<str>);

/// Forms and their lemmas.
pub(crate) struct Lemmas {
    learnt: HashMap<Key, Box<str>>,
    irregular: HashMap<(Upos, &'static str), &'static str>,
}

impl Lemmas {
    /// Reads the learnt table; lines that make no sense are skipped.
    pub fn new(table: &str) -> Lemmas {
        Lemmas { learnt: table.lines().filter_map(learnt).collect(), irregular: irregular() }
    }

    /// The lemma of a word.
    pub fn of(&self, form: &str, upos: Upos, xpos: Xpos, known: &WordPiece) -> String {
        if matches!(upos, Upos::Propn | Upos::Num | Upos::Punct | Upos::Sym | Upos::X) {
            return form.to_owned();
        }
        let lower = form.to_lowercase().replace('’', "'");
        if let Some(lemma) = self.exception(upos, xpos, &lower) {
            return lemma;
        }
        match (upos, xpos) {
            (Upos::Verb | Upos::Aux, _) => verb(&lower, xpos, known),
            (Upos::Noun, Xpos::Nns) => plural(&lower, known),
            (Upos::Adj | Upos::Adv, Xpos::Jjr | Xpos::Rbr) => compared(&lower, "er", known),
            (Upos::Adj | Upos::Adv, Xpos::Jjs | Xpos::Rbs) => compared(&lower, "est", known),
            _ => lower,
        }
    }

    /// Irregular past forms (the treebanks have slips: "fled" as "flead"), what the treebanks have, other irregular
    /// forms, and those behind a prefix: "overran".
    fn exception(&self, upos: Upos, xpos: Xpos, form: &str) -> Option<String> {
        let past = upos == Upos::Verb && matches!(xpos, Xpos::Vbd | Xpos::Vbn);
        let class = if upos == Upos::Aux { Upos::Verb } else { upos };
        let irregular = self.irregular.get(&(class, form)).map(|lemma| (*lemma).to_owned());
        // Of the lemmas of "bases" reports of war mean one.
        if past && irregular.is_some() || (class, form) == (Upos::Noun, "bases") {
            return irregular;
        }
        let learnt = self.learnt.get(&(upos, Box::from(form))).map(|lemma| lemma.to_string());
        if learnt.is_some() || irregular.is_some() {
            return learnt.or(irregular);
        }
        PREFIXES.iter().find_map(|prefix| {
            let base = form.strip_prefix(prefix)?;
            let lemma = self.irregular.get(&(class, base))?;
            // A past form gives itself away whatever the tagger says ("retook", "overran"), but "present" is not "presend".
            if upos == Upos::Verb && !past && (base == *lemma || !TAKEN_FOR_PRESENT.contains(&base)) {
                return None;
            }
            (lemma.len() > 2 || *lemma == "do" || *lemma == "go").then(|| format!("{prefix}{lemma}"))
        })
    }
}

/// A line "form UPOS lemma" of the learnt table.
fn learnt(line: &str) -> Option<(Key, Box<str>)> {
    let mut fields = line.split(' ');
    let (form, upos, lemma) = (fields.next()?, fields.next()?, fields.next()?);
    Some(((Upos::parse(upos)?, form.into()), lemma.into()))
}

fn irregular() -> HashMap<(Upos, &'static str), &'static str> {
    let mut class = Upos::Verb;
    let mut table = HashMap::new();
    for line in IRREGULAR.lines().filter(|l| !l.starts_with('#')) {
        match line {
            "verbs" => class = Upos::Verb,
            "nouns" => class = Upos::Noun,
            "adjectives" => class = Upos::Adj,
            "adverbs" => class = Upos::Adv,
            _ => {
                let lemma = line.split(' ').next().unwrap_or(line);
                for form in line.split(' ') {
                    // The first lemma that has a form keeps it: "lay" stays "lay", "saw" stays "saw" only as a base.
                    table.entry((class, form)).or_insert(lemma);
                }
            }
        }
    }
    table.insert((Upos::Verb, "saw"), "see");
    table.insert((Upos::Verb, "fell"), "fall");
    table.insert((Upos::Verb, "found"), "find");
    table
}

fn verb(form: &str, xpos: Xpos, known: &WordPiece) -> String {
    match xpos {
        Xpos::Vbz => third_person(form, known),
        Xpos::Vbd | Xpos::Vbn => ending(form, "ed", known).unwrap_or_else(|| form.to_owned()),
        Xpos::Vbg => ending(form, "ing", known).unwrap_or_else(|| form.to_owned()),
        Xpos::Vb | Xpos::Vbp | Xpos::Md => form.to_owned(),
        _ => ["ed", "ing"].iter().find_map(|e| ending(form, e, known)).unwrap_or_else(|| form.to_owned()),
    }
}

fn third_person(form: &str, known: &WordPiece) -> String {
    let Some(stem) = form.strip_suffix('s').filter(|s| s.len() > 1) else {
        return form.to_owned();
    };
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = stem.strip_suffix('e').filter(|s| ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| s.ends_with(e)));
    match hissing {
        Some(short) if short.ends_with("ss") || short.ends_with("zz") => short.to_owned(),
        Some(short) if known.knows(short) && !known.knows(stem) => short.to_owned(),
        // "condens" wants its "e", "torch" does not.
        Some(short) if !known.knows(stem) && !short.ends_with(['s', 'z']) => short.to_owned(),
        _ => stem.to_owned(),
    }
}

fn plural(form: &str, known: &WordPiece) -> String {
    if form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") || form.len() < 3 {
        return form.to_owned();
    }
    if let Some(stem) = form.strip_suffix("men").filter(|s| !s.is_empty()) {
        return format!("{stem}man");
    }
    third_person(form, known)
}

/// Takes off "ed" or "ing" and mends the stem: "seiz" gives "seize", "stopp" gives "stop", "carri" gives "carry".
fn ending(form: &str, suffix: &str, known: &WordPiece) -> Option<String> {
    let stem = form.strip_suffix(suffix).filter(|s| s.chars().any(|c| "aeiouy".contains(c)))?;
    // "freed", "agreed": only the "d" was added.
    if suffix == "ed" && stem.ends_with('e') {
        return Some(format!("{stem}e"));
    }
    if let Some(short) = stem.strip_suffix('i').filter(|_| suffix == "ed") {
        return Some(format!("{short}y"));
    }
    let with_e = format!("{stem}e");
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next().unwrap_or(' '));
    if last == before && !"aeiou".contains(last) {
        let short = &stem[..stem.len() - last.len_utf8()];
        let keeps = "lsfz".contains(last) && known.knows(stem);
        return Some(if keeps { stem.to_owned() } else { short.to_owned() });
    }
    Some(match (known.knows(stem), known.knows(&with_e)) {
        (true, false) => stem.to_owned(),
        (false, true) => with_e,
        (true, true) if wants_e(stem) => with_e,
        (true, true) => stem.to_owned(),
        (false, false) if wants_e(stem) => with_e,
        (false, false) => stem.to_owned(),
    })
}

/// Whether a stem looks as if it had lost a silent "e".
fn wants_e(stem: &str) -> bool {
    let ends = |e: &[&str]| e.iter().any(|e| stem.ends_with(e));
    let consonant = |c: char| !"aeiouwxy".contains(c);
    let letters: Vec<char> = stem.chars().rev().take(3).collect();
    let short = matches!(letters[..], [c, v, ..] if consonant(c) && "aeiou".contains(v))
        && stem.chars().filter(|c| "aeiouy".contains(*c)).count() == 1
        && letters.get(2).is_none_or(|c| !"aeiou".contains(*c));
    short
        || ends(&[
            "v", "c", "cl", "dg", "ieg", "leg", "rg", "ng", "u", "iz", "yz", "ris", "at", "uat", "iat", "pl", "bl",
            "tl", "dl", "gl", "ir", "ur", "or", "os", "us", "uc", "as", "ls", "rs", "ns", "ps", "is", "zl", "id", "ad",
            "ud", "lod", "rod",
        ]) && !ends(&[
            "ing", "oot", "eat", "reat", "loat", "oat", "our", "air", "oor", "eir", "cus", "ong", "ang", "oid", "aid",
            "oad", "ead", "aud",
        ])
}

fn compared(form: &str, suffix: &str, known: &WordPiece) -> String {
    let Some(stem) = form.strip_suffix(suffix).filter(|s| s.len() > 1) else {
        return form.to_owned();
    };
    if let Some(short) = stem.strip_suffix('i') {
        return format!("{short}y");
    }
    let with_e = format!("{stem}e");
    if known.knows(stem) {
        return stem.to_owned();
    }
    if known.knows(&with_e) {
        return with_e;
    }
    let mut letters = stem.chars().rev();
    let doubled = matches!((letters.next(), letters.next()), (Some(a), Some(b)) if a == b && a.is_ascii());
    if doubled { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() }
}

#[cfg(all(test, feature = "weights"))]
mod tests {
    use super::*;
    use crate::Engine;

    fn check(xpos: Xpos, cases: &[(&str, &str)]) {
        let engine = Engine::embedded();
        let upos = if xpos == Xpos::Nns { Upos::Noun } else { Upos::Verb };
        for (form, lemma) in cases {
            assert_eq!(engine.lemmas.of(form, upos, xpos, &engine.pieces), *lemma, "{form}");
        }
    }

    #[test]
    fn verbs() {
        check(
            Xpos::Vbd,
            &[("fell", "fall"), ("seized", "seize"), ("overran", "overrun"), ("fled", "flee"), ("held", "hold")],
        );
        check(Xpos::Vbd, &[("withdrew", "withdraw"), ("captured", "capture"), ("stopped", "stop"), ("denied", "deny")]);
        check(Xpos::Vbd, &[("retook", "retake"), ("shelled", "shell"), ("killed", "kill"), ("besieged", "besiege")]);
        check(
            Xpos::Vbd,
            &[("airlifted", "airlift"), ("claimed", "claim"), ("were", "be"), ("said", "say"), ("led", "lead")],
        );
        check(
            Xpos::Vbn,
            &[
                ("taken", "take"),
                ("lost", "lose"),
                ("overrun", "overrun"),
                ("besieged", "besiege"),
                ("retaken", "retake"),
            ],
        );
        check(
            Xpos::Vbg,
            &[
                ("advancing", "advance"),
                ("fleeing", "flee"),
                ("controlling", "control"),
                ("taking", "take"),
                ("dying", "die"),
            ],
        );
        check(
            Xpos::Vbz,
            &[("controls", "control"), ("seizes", "seize"), ("denies", "deny"), ("launches", "launch"), ("goes", "go")],
        );
        check(Xpos::Vb, &[("present", "present"), ("retake", "retake")]);
    }

    #[test]
    fn plurals() {
        check(
            Xpos::Nns,
            &[
                ("children", "child"),
                ("cities", "city"),
                ("gunmen", "gunman"),
                ("clashes", "clash"),
                ("forces", "force"),
            ],
        );
        check(
            Xpos::Nns,
            &[("casualties", "casualty"), ("insurgents", "insurgent"), ("houses", "house"), ("buses", "bus")],
        );
    }
}
