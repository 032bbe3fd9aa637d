//! Finding place names in running text.
//!
//! A capitalised run that the gazetteer knows is a place unless something says otherwise: it is part
//! of a person's or an organisation's name, an adjective of nationality, or an everyday word. Surnames,
//! newspapers and months are the usual false friends (Leidner 2007, "Toponym resolution in text").

use super::nouns::{NounClass, noun_class};
use crate::lexicon::gazetteer::{Gazetteer, PlaceKind as Kind};
use crate::places::cues::cues;
use crate::read::view::View;
use dateline_tree::{EntityKind, Relation, Upos};

/// A place name in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Number of the sentence in the report.
    pub sentence: usize,
    /// First word of the name.
    pub first: usize,
    /// Last word of the name.
    pub last: usize,
    /// The name as written.
    pub text: String,
    /// Gazetteer records it can mean, the most important first.
    pub candidates: Vec<u32>,
    /// What a noun beside it says it is: "Kunduz province", "the city of Kunduz".
    pub class: Option<NounClass>,
    /// The name that follows after a comma: "Kunduz, Afghanistan".
    pub within: Option<String>,
    /// Whether a preposition of place stands before it.
    pub located: bool,
    /// It may be a person's name: believed only in a country that the report is about.
    pub doubtful: bool,
    /// It only tells where something else lies: "50 kilometres from Kabul", "to the east of Mazar".
    pub landmark: bool,
    /// Somebody speaks there: "a spokesman in Colombo", "officials in Belgrade said".
    pub speaking: bool,
}

impl PlaceMention {
    /// Whether a word belongs to the name.
    pub fn covers(&self, token: usize) -> bool {
        self.first <= token && token <= self.last
    }
}

/// What is known of a report's names before its places are looked for.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Last words of full names of persons, in lower case.
    pub surnames: std::collections::BTreeSet<String>,
    /// For each sentence the words that name a party.
    pub parties: Vec<Vec<(usize, usize)>>,
    /// The country that the report is mainly about, as far as adjectives and named groups tell.
    pub country: String,
}

impl Names {
    fn is_party(&self, sentence: usize, word: usize) -> bool {
        self.parties.get(sentence).is_some_and(|list| list.iter().any(|(a, b)| *a <= word && word <= *b))
    }
}

/// Last words of the full names of persons in a sentence: "Dawa Khan Menapal", "Gen. Sami Sadat".
pub fn surnames(view: View, gazetteer: &Gazetteer) -> Vec<String> {
    let proper = |i: usize| view.token(i).upos == Upos::Propn && starts_upper(view.word(i));
    let mut found = Vec::new();
    let mut i = 0;
    while i < view.len() {
        let first = i;
        while i < view.len() && proper(i) {
            i += 1;
        }
        let last = i.saturating_sub(1);
        let length = i - first;
        let called = length >= 2 && gazetteer.is_first_name(view.word(first));
        let titled = length >= 1 && is_titled(view, first) && noun_class(&view.lower(last)).is_none();
        if (called || titled)
            && gazetteer.longest(&(first..i).map(|w| view.word(w)).collect::<Vec<_>>()).is_none_or(|(n, _)| n < length)
        {
            found.push(view.lower(last));
        }
        i = i.max(first + 1);
    }
    found
}

/// The place names of a sentence, in order, without overlaps.
pub fn find(view: View, sentence: usize, names: &Names, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut found: Vec<PlaceMention> = Vec::new();
    let words: Vec<&str> = (0..view.len()).map(|i| view.word(i)).collect();
    let mut i = 0;
    while i < view.len() {
        let party = names.is_party(sentence, i);
        let surname = names.surnames.contains(&view.lower(i));
        let exact = name_at(view, &words, i, gazetteer).filter(|(n, _)| !(party || surname && *n == 1));
        // A longer name in another spelling is meant before a shorter one that happens to be listed.
        let longer = spelled_otherwise(view, i, names, gazetteer)
            .filter(|(n, _)| !party && !surname && exact.as_ref().is_none_or(|(e, _)| n > e));
        let step = match longer.or(exact) {
            Some((length, candidates)) if !is_false_friend(view, i, i + length - 1, &candidates, gazetteer) => {
                found.push(mention(view, sentence, i, i + length - 1, candidates));
                length
            }
            _ => 1,
        };
        i += step;
    }
    note_containers(view, &mut found);
    found
}

fn name_at(view: View, words: &[&str], i: usize, gazetteer: &Gazetteer) -> Option<(usize, Vec<u32>)> {
    let token = view.token(i);
    if !starts_upper(words[i])
        || !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Verb | Upos::Num | Upos::Adv)
    {
        return None;
    }
    let article = |w: &str| {
        matches!(
            w.to_lowercase().as_str(),
            "al" | "el" | "ar" | "as" | "la" | "las" | "los" | "le" | "san" | "new" | "the"
        )
    };
    if words[i].chars().count() < 3 && !article(words[i]) {
        return None;
    }
    let (mut length, mut candidates) = gazetteer.longest(&words[i..])?;
    // A name does not end in a lower-case word or a mark that happens to fold away.
    while length > 1
        && !starts_upper(words[i + length - 1])
        && !words[i + length - 1].starts_with(|c: char| c.is_ascii_digit())
    {
        let shorter = gazetteer.longest(&words[i..i + length - 1])?;
        if shorter.0 >= length {
            return None;
        }
        (length, candidates) = shorter;
    }
    (!candidates.is_empty()).then_some((length, candidates))
}

/// A name of several words that the gazetteer has in another spelling, in the report's country: "Qala-e Naw".
fn spelled_otherwise(view: View, i: usize, names: &Names, gazetteer: &Gazetteer) -> Option<(usize, Vec<u32>)> {
    let proper = |j: usize| view.token(j).upos == Upos::Propn && starts_upper(view.word(j));
    let before = i > 0 && proper(i - 1) && view.token(i - 1).span.end + 1 >= view.token(i).span.start;
    if names.country.is_empty() || before || !proper(i) || gazetteer.is_first_name(view.word(i)) || is_titled(view, i) {
        return None;
    }
    let mut last = i;
    // After a linker any capital goes on with the name, whatever the tag ("Qala-e Naw").
    let goes_on = |j: usize| proper(j) || is_linker(view, j) || is_linker(view, j - 1) && starts_upper(view.word(j));
    while last + 1 < view.len() && goes_on(last + 1) {
        last += 1;
    }
    while last > i && !starts_upper(view.word(last)) {
        last -= 1;
    }
    let spoken = view
        .children(head_of(view, i, last))
        .any(|c| view.relation(c) == Relation::Appos && view.token(c).entity == Some(EntityKind::Person));
    if last == i || spoken || noun_class(&view.lower(last)).is_some() {
        return None;
    }
    let home = |c: &u32| {
        let record = gazetteer.record(*c);
        record.country == names.country && matches!(record.kind, Kind::City | Kind::Admin1 | Kind::Admin2)
    };
    let found: Vec<u32> =
        gazetteer.similar(view.span(i, last).of(view.text)).into_iter().filter(home).take(1).collect();
    (!found.is_empty()).then_some((last + 1 - i, found))
}

/// The small words and marks that join the parts of a name: "Sar-e-Pul", "Deir ez-Zor", "Port-au-Prince".
fn is_linker(view: View, i: usize) -> bool {
    matches!(
        view.lower(i).as_str(),
        "-" | "–" | "e" | "i" | "ye" | "al" | "el" | "ez" | "es" | "ed" | "de" | "du" | "la" | "au" | "sur" | "ul"
    )
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn mention(view: View, sentence: usize, first: usize, last: usize, candidates: Vec<u32>) -> PlaceMention {
    let head = head_of(view, first, last);
    PlaceMention {
        sentence,
        first,
        last,
        text: view.span(first, last).of(view.text).to_owned(),
        candidates,
        class: class_beside(view, first, last, head),
        within: None,
        located: is_located(view, head),
        doubtful: view.token(head).entity == Some(EntityKind::Person)
            || view.token(head).entity == Some(EntityKind::Organization) && first == last,
        landmark: is_landmark(view, head),
        speaking: is_where_one_speaks(view, head) || is_spoken_to(view, head),
    }
}

/// The word of the run whose governor lies outside.
pub(super) fn head_of(view: View, first: usize, last: usize) -> usize {
    (first..=last).find(|&i| view.head(i).is_none_or(|h| h < first || h > last)).unwrap_or(last)
}

fn is_located(view: View, head: usize) -> bool {
    const LOCATIVE: &[&str] =
        &["in", "at", "near", "into", "outside", "around", "from", "inside", "toward", "towards", "across", "through"];
    if LOCATIVE.contains(&view.case(head).as_str()) {
        return true;
    }
    // "in Badakhshan's capital Faizabad": the preposition stands before the common noun.
    let bare = view.relation(head) == Relation::Nmod && view.case(head).is_empty();
    let beside = bare
        || matches!(view.relation(head), Relation::Appos | Relation::Flat | Relation::Compound | Relation::NmodDesc);
    let noun = view.head(head).filter(|&h| beside && noun_class(&view.lemma(h)).is_some());
    noun.is_some_and(|h| LOCATIVE.contains(&view.case(h).as_str()))
}

/// A place that only tells where another one lies.
fn is_landmark(view: View, head: usize) -> bool {
    const DIRECTIONS: &[&str] = &[
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "kilometre",
        "kilometer",
        "km",
        "kms",
        "mile",
        "metre",
        "meter",
        "road",
        "way",
        "hour",
        "minute",
    ];
    // "The Massakory road": named after where it leads.
    const WAYS: &[&str] = &["road", "highway", "route", "motorway", "railway", "turning", "direction"];
    let of = matches!(view.case(head).as_str(), "of" | "from" | "to");
    let lies = |h: usize| of && DIRECTIONS.contains(&view.lemma(h).as_str()) && view.relation(head).base() != "obl";
    let leads = |h: usize| view.relation(head) == Relation::Compound && WAYS.contains(&view.lemma(h).as_str());
    view.head(head).is_some_and(|h| lies(h) || leads(h))
}

/// Whether a name hangs from the subject of a verb of saying, or tells where the saying is done: "a spokesman in Colombo
/// said", "declared in Moscow that it was over".
fn is_where_one_speaks(view: View, head: usize) -> bool {
    let path = view.ancestors(head);
    let speakers = path.windows(2).any(|pair| view.relation(pair[0]).base() == "nsubj" && is_saying(view, pair[1]));
    let spoken = view.head(head).filter(|_| view.relation(head).base() == "obl" && view.case(head) == "in");
    speakers || spoken.is_some_and(|v| is_saying(view, v) && view.child(v, &[Relation::Ccomp]).is_some())
}

/// "Was talking to Kabul", "urged Juba to disarm": a government that somebody speaks with.
fn is_spoken_to(view: View, head: usize) -> bool {
    const WITH: &[&str] = &["talk", "speak", "negotiate", "appeal", "call", "complain", "write", "report"];
    const TO: &[&str] = &["urge", "press", "pressure", "accuse", "tell", "ask", "warn", "assure", "remind", "inform"];
    let verb = |list: &[&str]| view.head(head).is_some_and(|v| list.contains(&view.lemma(v).as_str()));
    match view.relation(head).base() {
        "obl" => matches!(view.case(head).as_str(), "to" | "with" | "on") && verb(WITH),
        "obj" | "iobj" => verb(TO),
        _ => false,
    }
}

fn is_saying(view: View, verb: usize) -> bool {
    const SAYING: &[&str] = &[
        "say",
        "tell",
        "announce",
        "deny",
        "confirm",
        "report",
        "claim",
        "add",
        "warn",
        "declare",
        "insist",
        "admit",
        "acknowledge",
        "concede",
        "maintain",
        "estimate",
        "complain",
        "boast",
        "hint",
        "believe",
    ];
    let lemma = view.lemma(verb);
    // "spoke of clashes", but not "spoke to the rebels".
    SAYING.contains(&lemma.as_str()) || lemma == "speak" && !view.obliques(verb, &["of", "about"]).is_empty()
}

/// What a noun says the name is: the next word ("Kunduz province"), or the noun before "of" ("the city of Kunduz"),
/// or the noun in apposition before it ("the town Kunduz").
fn class_beside(view: View, first: usize, last: usize, head: usize) -> Option<NounClass> {
    let settled = |class: NounClass| {
        matches!(class, NounClass::Town | NounClass::Province | NounClass::District | NounClass::Country)
    };
    if last + 1 < view.len() && view.head(head) == Some(last + 1) && view.relation(head) == Relation::Compound {
        return noun_class(&view.lemma(last + 1)).filter(|&c| settled(c));
    }
    if last + 1 < view.len() && view.token(last + 1).upos == Upos::Propn {
        let class = noun_class(&view.lower(last + 1)).filter(|&c| settled(c));
        if class.is_some() {
            return class;
        }
    }
    let above = view.head(head)?;
    let of = matches!(view.relation(head), Relation::Nmod | Relation::NmodDesc)
        && matches!(view.case(head).as_str(), "of" | "");
    let beside = matches!(view.relation(head), Relation::Appos | Relation::Flat | Relation::Compound) && above < first;
    // "districts of Jawzjan" are parts of what is named, "the district of Kang" is Kang.
    let one = !matches!(view.token(above).xpos, dateline_tree::Xpos::Nns | dateline_tree::Xpos::Nnps);
    if one && (of || beside) { noun_class(&view.lemma(above)).filter(|&c| settled(c)) } else { None }
}

fn is_false_friend(view: View, first: usize, last: usize, candidates: &[u32], gazetteer: &Gazetteer) -> bool {
    let head = head_of(view, first, last);
    let single = first == last;
    let word = view.word(first);
    let phrase = view.span(first, last).of(view.text).to_lowercase().replace(' ', "_");
    if cues().never_phrase.contains(&phrase) {
        return true;
    }
    if single && (is_calendar_word(word) || is_adjective_of_country(view, first, gazetteer, candidates)) {
        return true;
    }
    let top = gazetteer.record(candidates[0]);
    let famous = top.population >= 200_000 || top.kind <= Kind::Admin1;
    if single && view.token(first).upos != Upos::Propn && (gazetteer.is_common_word(word) || !famous) {
        return true;
    }
    let own_name = crate::lexicon::fold::fold(&top.name) == crate::lexicon::fold::fold(word);
    if single && gazetteer.is_common_word(word) && (!famous || !own_name) && !is_located(view, head) {
        return true;
    }
    if is_part_of_longer_name(view, first, last, gazetteer) {
        return true;
    }
    if single && !famous && (leads_men(view, head) || is_a_river(view, head)) {
        return true;
    }
    single && gazetteer.is_first_name(word) && !is_located(view, head) && !famous || is_titled(view, first)
}

/// "Umbra's soldiers": a little-known name that has men is rather their leader's.
fn leads_men(view: View, head: usize) -> bool {
    const MEN: &[&str] = &["man", "soldier", "troop", "force", "fighter", "supporter", "follower", "camp", "side"];
    let owned = view.head(head).filter(|_| view.relation(head) == Relation::NmodPoss);
    owned.is_some_and(|men| MEN.contains(&view.lemma(men).as_str()))
}

/// "Across the Sunzha", "the far bank of the Sunzha": rivers have an article, towns hardly ever.
fn is_a_river(view: View, head: usize) -> bool {
    let article = view.children(head).any(|c| c + 1 == head && view.lower(c) == "the");
    let bank = || view.head(head).is_some_and(|h| matches!(view.lemma(h).as_str(), "bank" | "mouth" | "ford"));
    article && (bank() || matches!(view.case(head).as_str(), "across" | "along" | "over" | "beyond"))
}

/// Names of days, months and feasts: never places.
pub fn is_calendar_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "God",
        "Islam",
        "Eid",
        "Ramadan",
        "Christmas",
        "Easter",
    ];
    WORDS.contains(&word)
}

/// "Afghan", "Ukrainian": evidence of a country, not a place.
fn is_adjective_of_country(view: View, i: usize, gazetteer: &Gazetteer, candidates: &[u32]) -> bool {
    let word = view.word(i);
    let is_name = candidates.iter().any(|&c| {
        let record = gazetteer.record(c);
        record.kind == Kind::Country && record.name.eq_ignore_ascii_case(word)
    });
    !is_name && !gazetteer.country_of_adjective(word).is_empty()
}

fn is_titled(view: View, first: usize) -> bool {
    first > 0 && {
        let before = view.lower(first - 1);
        cues().title.contains(before.trim_end_matches('.'))
    }
}

/// Whether capitalised neighbours make the run part of a longer name: "Dawa Khan Menapal", "Boston Globe".
fn is_part_of_longer_name(view: View, first: usize, last: usize, gazetteer: &Gazetteer) -> bool {
    let proper = |i: usize| view.token(i).upos == Upos::Propn && starts_upper(view.word(i));
    let linked = |a: usize, b: usize| {
        view.head(a) == Some(b) || view.head(b) == Some(a) || (view.head(a).is_some() && view.head(a) == view.head(b))
    };
    if first > 0 && proper(first - 1) && linked(first - 1, first) {
        let before = view.lower(first - 1);
        let kind = cues().direction.contains(&before)
            || cues().nature_before.contains(&before)
            || matches!(before.as_str(), "downtown" | "city" | "camp" | "fort" | "port");
        if !kind && noun_class(&before).is_none() && gazetteer.country_of_adjective(&before).is_empty() {
            return true;
        }
    }
    if last + 1 < view.len() && proper(last + 1) && linked(last, last + 1) {
        let after = view.lower(last + 1);
        if cues().street.contains(&after)
            || cues().body.contains(&after) && noun_class(&after).is_none()
            || matches!(after.as_str(), "university" | "sea")
        {
            return true;
        }
        return noun_class(&after).is_none()
            && !matches!(
                after.as_str(),
                "river" | "lake" | "sea" | "mountains" | "desert" | "province" | "international"
            );
    }
    false
}

/// Notes "X, Y": the name that follows after a comma is where the first lies.
fn note_containers(view: View, found: &mut [PlaceMention]) {
    for i in 1..found.len() {
        let (a, b) = (&found[i - 1], &found[i]);
        let comma = a.last + 2 == b.first && view.word(a.last + 1) == ",";
        let closed =
            b.last + 1 >= view.len() || matches!(view.word(b.last + 1), "," | "." | ")" | "-" | ";" | "—" | "–");
        let tied = |i: usize| {
            let head = head_of(view, found[i].first, found[i].last);
            (view.head(head), view.relation(head))
        };
        let coordinated = tied(i).1 == Relation::Conj;
        let inside = a.last + 2 == b.first && matches!(view.word(a.last + 1), "in");
        if (comma && closed && !coordinated) || inside {
            found[i - 1].within = Some(found[i].text.clone());
        }
    }
}
