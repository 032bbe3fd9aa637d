//! Numbers that contradict each other: how many places a side has on a day, how many died, how many live there.
//!
//! A dispute of a daily number is of one day, of any other of the whole series. Every number of it is an answer, what is
//! only compatible, from an old caption or told on a condition included and marked. Our own count stands beside it and is
//! called ours. What merely differs in scope is shown side by side and is not open.

use super::super::Picture;
use super::super::figures::{Change, Group, Number, Series, agree, groups, same, stem, tally};
use super::{Answer, Dispute, DisputeKind};
use crate::model::{Day, Days};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Numbers that differ in scope are shown beside each other when their reports are no further apart than this, in days.
const ONE_STORY: i64 = 7;

/// The disputes about numbers, by what is counted.
pub(super) fn disputes(picture: &Picture, articles: &BTreeSet<&str>) -> Vec<Dispute> {
    let groups = groups(&picture.numbers);
    let mut all: Vec<Dispute> = groups.iter().flat_map(|g| of_group(picture, g, articles)).collect();
    all.extend(scopes(&groups));
    all
}

fn of_group(picture: &Picture, group: &Group, articles: &BTreeSet<&str>) -> Vec<Dispute> {
    match group.change {
        Change::Loose => Vec::new(),
        Change::Daily => {
            let days: BTreeSet<Day> = group.numbers.iter().map(|n| n.day).collect();
            let shown = LazyCell::new(|| group.show());
            days.into_iter().filter_map(|day| of_day(picture, group, &shown, day, articles)).collect()
        }
        Change::Fixed | Change::Toll => over_all(group, articles).into_iter().collect(),
    }
}

/// Numbers of one day, with those of days before that they contradict.
fn of_day<S: Deref<Target = Series>>(
    picture: &Picture,
    group: &Group,
    series: &S,
    day: Day,
    articles: &BTreeSet<&str>,
) -> Option<Dispute> {
    let heard = || group.compared(day).iter().copied().filter(|n| n.change == group.change && is_heard(n));
    let told = || heard().filter(|n| n.day == day);
    let before = heard().filter(|n| n.day < day);
    let contradicted = before.filter(|b| told().any(|n| n.is_told() && group.conflict(b, n)));
    let numbers: Vec<&Number> = contradicted.chain(told()).collect();
    open(group, &numbers)?;
    let question = format!("{} on {day}?", question(group.change, &numbers, articles));
    let kind = if series.places { DisputeKind::Count } else { DisputeKind::Figure };
    Some(Dispute { counted: tally(picture, series, day), ..dispute(kind, question, Days::on(day), &numbers, None) })
}

/// A toll or a fixed number over the whole series: in conflict, or vague beside exact.
fn over_all(group: &Group, articles: &BTreeSet<&str>) -> Option<Dispute> {
    let heard: Vec<&Number> = group.numbers.iter().copied().filter(|n| is_heard(n)).collect();
    let in_conflict = |n: &&Number| group.compared(n.day).iter().any(|o| is_heard(o) && group.conflict(n, o));
    let numbers: Vec<&Number> = heard.iter().copied().filter(in_conflict).collect();
    let question = |numbers: &[&Number]| format!("{}?", question(group.change, numbers, articles));
    if open(group, &numbers).is_some() {
        let days = days(&numbers);
        return Some(dispute(DisputeKind::Figure, question(&numbers), days, &numbers, None));
    }
    let told: Vec<&Number> = heard.iter().copied().filter(|n| n.is_told()).collect();
    let vague = |a: &Number, b: &Number| {
        let apart = a.passage.origin != b.passage.origin;
        apart && a.figure.value != b.figure.value && agree(&a.figure, &b.figure, group.whole)
    };
    let merged = group.change == Change::Fixed && told.iter().any(|a| told.iter().any(|b| vague(a, b)));
    let by = "The numbers agree: one leaves room for the other.";
    merged.then(|| dispute(DisputeKind::Figure, question(&told), days(&told), &told, Some(by.into())))
}

/// Whether two of the numbers that are told as so, in running text, contradict each other.
fn open(group: &Group, numbers: &[&Number]) -> Option<()> {
    let told: Vec<&&Number> = numbers.iter().filter(|n| n.is_told()).collect();
    told.iter().any(|a| told.iter().any(|b| group.conflict(a, b))).then_some(())
}

/// What is an answer at all: told as so, on a condition, or in a caption.
fn is_heard(n: &Number) -> bool {
    n.passage.claim.status.is_current() || n.conditional
}

/// Tolls of one thing of which one has a place and another has none, or another one's: they are not of the same.
fn scopes(groups: &[Group]) -> Vec<Dispute> {
    let mut by_stem: BTreeMap<(String, &str), Vec<&Number>> = BTreeMap::new();
    for group in groups.iter().filter(|g| g.change == Change::Toll) {
        let numbers = group.numbers.iter().copied().filter(|n| n.is_told() && !n.key.party.is_empty());
        numbers.for_each(|n| by_stem.entry((stem(&n.figure), &n.key.party)).or_default().push(n));
    }
    by_stem.into_values().filter_map(|numbers| scope(&numbers)).collect()
}

fn scope(numbers: &[&Number]) -> Option<Dispute> {
    let wider = |n: &Number| n.figure.place.is_none();
    let beside = |a: &Number, b: &Number| {
        let near = super::super::fact::forth(a.day.min(b.day), ONE_STORY) >= a.day.max(b.day);
        wider(a) && !wider(b) && near && a.passage.claim.report != b.passage.claim.report && !same(&a.figure, &b.figure)
    };
    let paired = |n: &Number| numbers.iter().any(|o| beside(n, o) || beside(o, n));
    let chosen: Vec<&Number> = numbers.iter().copied().filter(|n| paired(n)).collect();
    let first = chosen.first()?;
    let by = "They are not numbers of the same thing: the places differ, or one names none.";
    let question = format!("How many {}?", asked(&stem(&first.figure)));
    Some(dispute(DisputeKind::Figure, question, days(&chosen), &chosen, Some(by.into())))
}

/// The question, without its end.
fn question(change: Change, numbers: &[&Number], articles: &BTreeSet<&str>) -> String {
    let counted = numbers.iter().find(|n| !n.figure.subject.starts_with("share of "));
    let said = subject(counted.unwrap_or(&numbers[0]), articles);
    match (change, counted) {
        (Change::Fixed, Some(_)) => format!("What is the {said}"),
        (_, Some(_)) if !said.starts_with("distance ") => format!("How many {}", asked(&said)),
        _ => format!("What {}", asked(&said)),
    }
}

/// What is counted, with the article of the party that stands last in it.
fn subject(number: &Number, articles: &BTreeSet<&str>) -> String {
    let subject = &number.figure.subject;
    let by = number.figure.party.as_ref().and_then(|p| Some((subject.strip_suffix(&format!(" by {}", p.name))?, p)));
    by.map_or(subject.clone(), |(rest, p)| format!("{rest} by {}", p.in_words(articles.contains(p.name.as_str()))))
}

/// What befalls those who are counted; what they do themselves needs no "were" in a question.
const BEFALLS: [&str; 13] = [
    "held",
    "killed",
    "wounded",
    "missing",
    "displaced",
    "evacuated",
    "detained",
    "abducted",
    "freed",
    "sent",
    "withdrawn",
    "captured",
    "destroyed",
];

/// "towns were held by R" for "towns held by R".
fn asked(subject: &str) -> String {
    let be = if subject.starts_with("share of ") { "was" } else { "were" };
    let mut words: Vec<&str> = subject.split(' ').collect();
    if let Some(at) = words.iter().skip(1).position(|w| BEFALLS.contains(w)) {
        words.insert(at + 1, be);
    }
    words.join(" ")
}

fn days(numbers: &[&Number]) -> Days {
    let of = |n: &&Number| Days::on(n.day);
    let span = numbers.iter().map(of).reduce(|a, b| Days { from: a.from.min(b.from), to: a.to.max(b.to) });
    span.expect("a dispute has numbers")
}

fn dispute(
    kind: DisputeKind,
    question: String,
    days: Days,
    numbers: &[&Number],
    settled_by: Option<String>,
) -> Dispute {
    let first = &numbers[0];
    Dispute {
        id: format!("{}/{}/{}/{}/{}", kind.as_str(), first.key.label, first.key.place, first.key.party, days.from),
        kind,
        question,
        place: first.figure.place.clone(),
        days,
        open: settled_by.is_none(),
        settled_by,
        answers: answers(numbers),
        counted: None,
    }
}

/// One answer for each number that is told, from the lowest to the highest.
fn answers(numbers: &[&Number]) -> Vec<Answer> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(|a, b| a.figure.value.total_cmp(&b.figure.value).then_with(|| order(a).cmp(&order(b))));
    let mut answers: Vec<(String, Vec<&Number>)> = Vec::new();
    for n in sorted {
        let mark = mark(n);
        let fits = |(m, told): &&mut (String, Vec<&Number>)| *m == mark && same(&told[0].figure, &n.figure);
        match answers.iter_mut().find(fits) {
            Some((_, told)) => told.push(n),
            None => answers.push((mark, vec![n])),
        }
    }
    let value = |mark: &str, told: &[&Number]| {
        let fullest = told.iter().find(|n| n.figure.of.is_some()).unwrap_or(&told[0]);
        format!("{}{mark}", fullest.figure.told())
    };
    answers
        .into_iter()
        .map(|(mark, told)| Answer::new(value(&mark, &told), told.iter().map(|n| n.passage.cited())))
        .collect()
}

fn order(n: &Number) -> (Day, Day, &str, &str) {
    (n.day, n.passage.published, &n.passage.claim.report, &n.passage.claim.id)
}

/// What keeps an answer apart: where it is a caption's, a condition's or a side's word for itself.
fn mark(n: &Number) -> String {
    match (n.passage.claim.caption, n.conditional) {
        (true, _) => " (caption, may be older than the report)".into(),
        (_, true) => format!(" (on a condition, of {})", n.day),
        _ => String::new(),
    }
}
