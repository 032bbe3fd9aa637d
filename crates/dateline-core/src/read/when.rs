//! The day of an event: which expression of the sentence belongs to it, and what to do without one.

use super::place::NounClass;
use super::time::{Anchor, Expression, Meaning, Unit, resolve};
use super::view::View;
use crate::model::{Basis, Days, Published, When};
use dateline_tree::{Relation, Upos, Xpos};
use jiff::ToSpan;

/// The day a narrative stands at, with the sentence that set it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Narrative {
    /// The days.
    pub days: Option<Days>,
    /// Number of the sentence that set them.
    pub sentence: usize,
    /// They lie before the present crisis: only the very next words count from them.
    pub history: bool,
}

/// "Elsewhere, Orlen became the eighth town to fall": another story begins, and the day told before is not its day.
pub fn turns_elsewhere(view: View) -> bool {
    matches!(view.lower(0).as_str(), "elsewhere" | "separately")
}

/// A stretch of weeks is no day that the narrative stands at.
fn is_short(days: &Days) -> bool {
    days.from.until(days.to).is_ok_and(|length| length.get_days() <= 6)
}

/// What was found for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The days; `None` when they cannot be counted.
    pub when: Option<When>,
    /// The expression's first and last word.
    pub words: Option<(usize, usize)>,
    /// Before the present crisis, by the expression itself ("decades ago").
    pub long_ago: bool,
    /// How it was found, as a sentence.
    pub how: String,
}

/// The days of the event told by `trigger`; `ahead` when it is planned or foreseen, not told as done.
#[allow(clippy::too_many_arguments)]
pub fn when(
    view: View,
    trigger: usize,
    expressions: &[Expression],
    published: Published,
    narrative: Narrative,
    sentence: usize,
    result: bool,
    ahead: bool,
) -> Found {
    let future = ahead || is_future(view, trigger) || is_on_schedule(view, trigger, expressions);
    let reach = if narrative.history { 1 } else { 3 };
    let near = narrative.days.filter(|_| sentence <= narrative.sentence + reach);
    let anchor = Anchor { report: published.days, narrative: near, future };
    let seen: Vec<Expression> = expressions.iter().map(|e| if ahead { from_now(e) } else { e.clone() }).collect();
    let of_a_year = |e: &Expression| seen.iter().any(|year| names_the_year_of(year, e));
    let telling: Vec<Expression> =
        seen.iter().filter(|e| !is_sum(view, e) && tells_when(view, trigger, e) && !of_a_year(e)).cloned().collect();
    let expressions = telling.as_slice();
    if let Some(e) = told_by_when(view, trigger, expressions) {
        let bare = Expression { preposition: String::new(), ..e.clone() };
        if let Some(found) = counted(view, &bare, &anchor, result, false) {
            return found;
        }
    }
    if let Some(like) = told_without_unit(view, trigger, expressions)
        && let Some(found) = counted(view, &like, &anchor, result, false)
    {
        return found;
    }
    if let Some(found) = measured_before(view, trigger, expressions, &anchor) {
        return found;
    }
    let own: Vec<&Expression> = belonging(view, trigger, expressions, ahead);
    let long_ago = own.iter().any(|e| {
        e.meaning == Meaning::LongAgo
            || is_years_before(view, trigger, e)
            || is_years_later(e)
            || ended_long_ago(e, &anchor)
    });
    for expression in ranked(&own) {
        let measured = matches!(expression.meaning, Meaning::Within { .. });
        let report = said_on(view, trigger, expressions, &anchor).filter(|_| measured).or(anchor.report);
        let anchor = Anchor { report, future: anchor.future && !is_told_back(view, trigger, expression), ..anchor };
        if let Some(found) = counted(view, expression, &anchor, result, long_ago) {
            return found;
        }
    }
    let near = near.filter(is_short).filter(|_| {
        !is_now(view, trigger) && !narrative.history && !goes_on(view, trigger) && !is_before_that(view, trigger)
    });
    without_expression(view, published, near, result, long_ago, own.first())
}

/// "On this day in 1941": the year is the one that is meant, and not today's.
fn names_the_year_of(year: &Expression, e: &Expression) -> bool {
    let follows = year.preposition == "in" && year.first > e.last && year.first <= e.last + 2;
    follows
        && matches!(year.meaning, Meaning::Years { .. })
        && matches!(e.meaning, Meaning::FromReport { days: 0 } | Meaning::SameDay | Meaning::Calendar(_))
}

/// "Might fall in 90 days": of what is to come a length tells by when, not for how long.
fn from_now(e: &Expression) -> Expression {
    let meaning = match e.meaning {
        Meaning::Lasting { days, until_now: false } if e.preposition == "in" => Meaning::Within { days },
        told => told,
    };
    Expression { meaning, ..e.clone() }
}

/// "the first town taken since 2016", "the fifth capital to fall since Friday": it says how rare or how many they are, not when
/// this one was.
fn is_sum(view: View, e: &Expression) -> bool {
    let rare = |i: usize| {
        let word = view.lower(i);
        matches!(word.as_str(), "largest" | "biggest" | "worst" | "deadliest" | "heaviest" | "fiercest" | "most")
            || crate::time::ordinal_named(&word).is_some()
    };
    e.preposition == "since" && (e.first.saturating_sub(14)..e.first).any(rare)
}

/// A length of time tells when only of what goes on that long: "has been fought over for ten days", "a siege of three months"; not
/// "held it for two weeks", "the sixth to fall in four days".
fn tells_when(view: View, trigger: usize, e: &Expression) -> bool {
    let Meaning::Lasting { until_now, .. } = e.meaning else { return true };
    let goes_on = matches!(
        view.lemma(trigger).as_str(),
        "fight"
            | "fighting"
            | "battle"
            | "surround"
            | "besiege"
            | "encircle"
            | "siege"
            | "blockade"
            | "rage"
            | "shell"
            | "shelling"
            | "bombard"
            | "bombardment"
            | "pound"
            | "clash"
    );
    // "killed in three days of fighting".
    let of = e.last + 1 < view.len() && view.lower(e.last + 1) == "of" && e.preposition == "in";
    until_now || of || goes_on && matches!(e.preposition.as_str(), "for" | "of" | "in" | "after" | "")
}

/// "its withdrawal was ordered on Monday", "on Monday they thought that it would fall": the verb that has the day is past, whatever
/// is to come of the event.
fn is_told_back(view: View, trigger: usize, e: &Expression) -> bool {
    let verb = event_above(view, head_of(view, e));
    let past = view.token(verb).xpos == Xpos::Vbd
        || view.token(verb).xpos == Xpos::Vbn
            && view.children(verb).any(|c| matches!(view.lower(c).as_str(), "was" | "were" | "had" | "has" | "have"));
    verb != trigger && past && !is_future(view, verb)
}

/// "Fighting was reported to be continuing", "the battle still rages": what goes on is of the report's day, not of the day
/// told before.
fn goes_on(view: View, trigger: usize) -> bool {
    let lasts = |i: usize| matches!(view.lemma(i).as_str(), "continue" | "rage" | "persist");
    let above = view.ancestors(trigger).into_iter().take(2);
    above.flat_map(|i| view.children(i).chain([i])).any(lasts)
}

/// "its forces are advancing", "the town is now free", "it has not fallen": what is so, or is not, when the report is written.
fn is_now(view: View, trigger: usize) -> bool {
    let present = matches!(view.token(trigger).xpos, Xpos::Vbz | Xpos::Vbp);
    let says = |word: &str| matches!(word, "is" | "are" | "not" | "n't" | "n’t" | "never");
    let verbal = matches!(view.token(trigger).upos, Upos::Verb | Upos::Aux);
    verbal && (present || view.children(trigger).any(|c| says(view.lower(c).as_str())))
}

fn is_negated(view: View, trigger: usize) -> bool {
    view.children(trigger).any(|c| matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "never"))
}

/// "Goma was captured before that": not on the day told before.
fn is_before_that(view: View, trigger: usize) -> bool {
    view.children(trigger).any(|c| matches!(view.lower(c).as_str(), "that" | "then") && view.case(c) == "before")
}

/// "recaptured Kunduz on Thursday, three days after it fell": counted back from the day of the clause above.
fn measured_before(view: View, trigger: usize, expressions: &[Expression], anchor: &Anchor) -> Option<Found> {
    let clause =
        if matches!(view.token(trigger).upos, Upos::Verb | Upos::Aux) { trigger } else { view.clause(trigger) };
    let measure = expressions.iter().find(|e| {
        view.lower(e.last) == "after"
            && e.last < trigger
            && trigger - e.last <= 9
            && (e.last + 1..trigger).all(|i| !matches!(view.word(i), "," | ";" | "and" | "but"))
    })?;
    let back = match measure.meaning {
        Meaning::FromNarrative { days } => days,
        Meaning::SameDay => 1,
        Meaning::Ago { unit: Unit::Year | Unit::Decade | Unit::Month, .. } => 400,
        _ => return None,
    };
    if back >= 180 {
        let how = "it lies as long before what the sentence tells".to_owned();
        return Some(Found { when: None, words: Some((measure.first, measure.last)), long_ago: true, how });
    }
    let above =
        expressions.iter().filter(|e| e.first != measure.first && event_above(view, head_of(view, e)) != clause);
    let main = above
        .filter_map(|e| resolve(e.meaning, anchor))
        .map(|(days, _)| days)
        .find(|d| d.is_one_day())
        .or(anchor.report)?;
    let vague = view.lower(measure.first).ends_with('s');
    let (far, near) = if measure.meaning == Meaning::SameDay {
        (1, 0)
    } else if vague {
        (7, 1)
    } else {
        (back, back)
    };
    let days = Days {
        from: main.from.checked_sub(i64::from(far).days()).ok()?,
        to: main.to.checked_sub(i64::from(near).days()).ok()?,
    };
    let text = view.span(measure.first, measure.last).of(view.text).to_owned();
    let how = format!("“{text}” counted back from {}", main.to);
    let when = When { days, basis: Basis::Relative, text: Some(text), no_later: false };
    Some(Found { when: Some(when), words: Some((measure.first, measure.last)), long_ago: false, how })
}

/// "Twelve years after the rebels captured it": the event lies that long before what is told.
fn is_years_before(view: View, trigger: usize, e: &Expression) -> bool {
    let open = e.last + 1 < view.len() && view.token(e.last + 1).upos != Upos::Punct;
    let far = matches!(e.meaning, Meaning::FromNarrative { days } if days >= 180)
        || matches!(e.meaning, Meaning::Ago { unit: Unit::Year | Unit::Decade, .. });
    open && far && view.lower(e.last) == "after" && e.last < trigger
}

/// "Goma surrendered in 1992; the rebels marched in four years later": what is counted in years from something told before
/// is counted from the past.
fn is_years_later(e: &Expression) -> bool {
    matches!(e.meaning, Meaning::FromNarrative { days } if days >= 360)
}

/// "had held it until 2013": a state that ended long before the report.
fn ended_long_ago(e: &Expression, anchor: &Anchor) -> bool {
    let ends = matches!(e.preposition.as_str(), "until" | "till" | "before");
    let limit = anchor.report.and_then(|r| r.from.checked_sub(180.days()).ok());
    ends && resolve(e.meaning, anchor).zip(limit).is_some_and(|((days, _), limit)| days.to < limit)
}

fn counted(view: View, expression: &Expression, anchor: &Anchor, result: bool, long_ago: bool) -> Option<Found> {
    // "a day after it was captured" is counted from that event, which has no day here.
    let measured = matches!(view.lower(expression.last).as_str(), "after" | "before");
    let open = expression.last + 1 >= view.len() || view.token(expression.last + 1).upos == Upos::Punct;
    if measured && !open {
        return None;
    }
    let (mut days, basis) = resolve(expression.meaning, anchor)?;
    // What is told as having happened does not lie after the report.
    if !anchor.future && anchor.report.is_some_and(|r| days.from > r.to) {
        return None;
    }
    let text = view.span(expression.first, expression.last).of(view.text).to_owned();
    // The day somebody speaks is the last day it can have happened, not the day it did.
    let spoken = event_above(view, head_of(view, expression));
    let reported = matches!(
        view.lemma(spoken).as_str(),
        "say"
            | "tell"
            | "announce"
            | "report"
            | "confirm"
            | "claim"
            | "declare"
            | "add"
            | "circulate"
            | "publish"
            | "spread"
    );
    let mut no_later = result || reported;
    match expression.preposition.as_str() {
        // "in rebel hands since Tuesday": it was on Tuesday that they took it.
        "since" if result && is_of_late(days, anchor) => {}
        "since" | "from" if !has_an_end(expression.meaning) => {
            days = Days::between(days.from, anchor.report.map_or(days.to, |r| r.to))
        }
        "by" => no_later = true,
        "until" | "till" | "before" => return None,
        _ => {}
    }
    let how = format!(
        "“{text}” counted from {}",
        match (expression.meaning, anchor.narrative) {
            (Meaning::SameDay | Meaning::FromNarrative { .. }, Some(n)) => format!("the day told before, {}", n.to),
            (Meaning::Years { .. }, _)
            | (Meaning::MonthDay { year: Some(_), .. } | Meaning::Month { year: Some(_), .. }, _) =>
                "nothing: it names its year".to_owned(),
            _ => anchor.report.map_or("an unknown day".to_owned(), |r| format!("the report's day, {}", r.to)),
        }
    );
    Some(Found {
        when: Some(When { days, basis, text: Some(text), no_later }),
        words: Some((expression.first, expression.last)),
        long_ago,
        how,
    })
}

/// Within the last months; what is so since long ago goes on now.
fn is_of_late(days: Days, anchor: &Anchor) -> bool {
    anchor.report.and_then(|r| r.from.checked_sub(120.days()).ok()).is_some_and(|limit| days.to >= limit)
}

/// "from 1942 to 1945" has its end.
fn has_an_end(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Range { .. }) || matches!(meaning, Meaning::Years { from, to } if from < to)
}

fn without_expression(
    view: View,
    published: Published,
    near: Option<Days>,
    result: bool,
    long_ago: bool,
    vague: Option<&&Expression>,
) -> Found {
    let none = |how: &str| Found { when: None, words: None, long_ago, how: how.to_owned() };
    if let Some(expression) = vague {
        let text = view.span(expression.first, expression.last).of(view.text);
        if matches!(expression.meaning, Meaning::Ahead | Meaning::Within { .. } | Meaning::LongAgo)
            || published.days.is_none()
        {
            return none(&format!("“{text}” cannot be counted in days"));
        }
    }
    if let Some(days) = near.filter(|_| !result) {
        let when = When { days, basis: Basis::Context, text: None, no_later: true };
        return Found {
            when: Some(when),
            words: None,
            long_ago,
            how: format!("no expression of time; the day told just before, {}", days.to),
        };
    }
    match published.days {
        Some(days) => Found {
            when: Some(When { days, basis: Basis::Publication, text: None, no_later: true }),
            words: None,
            long_ago,
            how: format!("no expression of time; the report's day, {}", days.to),
        },
        None => none("neither the sentence nor the report tells a day"),
    }
}

/// Specific days first, then parts of a day, then wider stretches; the order of the text among equals.
fn ranked<'e>(own: &[&'e Expression]) -> Vec<&'e Expression> {
    let rank = |e: &Expression| match e.meaning {
        Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::FromReport { .. } | Meaning::Overnight => 0,
        Meaning::Range { .. } => 0,
        Meaning::Years { .. } | Meaning::Month { .. } | Meaning::Weekend | Meaning::Calendar(_) => 1,
        Meaning::FromNarrative { .. } => 2,
        Meaning::SameDay => 3,
        Meaning::Ago { .. } | Meaning::Lasting { .. } => 4,
        Meaning::Within { .. } => 4,
        Meaning::Ahead | Meaning::LongAgo => 5,
    };
    let mut sorted = own.to_vec();
    sorted.sort_by_key(|e| (rank(e), e.preposition == "since", e.first));
    sorted
}

/// The expressions that belong to the event: those of its own clause, else those of the clauses that govern it
/// without a subject change, else one that opens the sentence.
fn belonging<'e>(view: View, trigger: usize, expressions: &'e [Expression], ahead: bool) -> Vec<&'e Expression> {
    let home = |e: &Expression| event_above(view, head_of(view, e));
    let own: Vec<&Expression> =
        expressions.iter().filter(|e| home(e) == trigger || dominated_nominal(view, trigger, e)).collect();
    if !own.is_empty() {
        return own;
    }
    let mut at = trigger;
    for _ in 0..8 {
        let Some(head) = view.head(at) else { break };
        let relation = view.relation(at);
        // "in 2016, when insurgents broke in": the clause hangs from its own date.
        let dated: Vec<&Expression> = expressions
            .iter()
            .filter(|e| relation == Relation::AclRelcl && (e.first..=e.last).contains(&head))
            .collect();
        if !dated.is_empty() {
            return dated;
        }
        // "captured Hama on Thursday, days after seizing Aleppo": Thursday is not Aleppo's day.
        let earlier = relation == Relation::Advcl
            && view.children(at).any(|c| {
                matches!(view.relation(c), Relation::Mark | Relation::Case)
                    && matches!(view.lower(c).as_str(), "after" | "since" | "following")
            });
        if earlier {
            return Vec::new();
        }
        // "On Wednesday they had thought that it might fall": the day of the thought.
        if ahead && relation == Relation::Ccomp {
            let spoken = view.ancestors(at);
            let opens = |e: &&Expression| e.first <= 2 && e.preposition != "since" && !spoken.contains(&home(e));
            return expressions.iter().filter(opens).collect();
        }
        let crosses = matches!(relation, Relation::AclRelcl | Relation::Parataxis)
            // "took Lalibela on 23 July, but Woldia has not been taken".
            || relation == Relation::Conj && is_negated(view, trigger);
        if crosses {
            break;
        }
        let there: Vec<&Expression> = expressions
            .iter()
            .filter(|e| home(e) == head && (relation != Relation::Conj || e.first < trigger))
            .collect();
        if !there.is_empty() {
            return there;
        }
        at = head;
    }
    expressions.iter().filter(|e| e.first <= 2 && e.preposition != "since").collect()
}

/// The day on which somebody said or thought what the clause of an event tells: "on Wednesday they had thought that …".
fn said_on(view: View, trigger: usize, expressions: &[Expression], anchor: &Anchor) -> Option<Days> {
    let clause = view.clause(trigger);
    let verb = view.head(clause).filter(|_| view.relation(clause) == Relation::Ccomp)?;
    let told = expressions.iter().find(|e| event_above(view, head_of(view, e)) == verb)?;
    let (days, _) = resolve(told.meaning, &Anchor { future: false, ..*anchor })?;
    anchor.report.is_some_and(|r| days.to <= r.to && days.is_one_day()).then_some(days)
}

/// "in 2016, when insurgents broke in": the clause happens at the date just before its "when".
fn told_by_when<'e>(view: View, trigger: usize, expressions: &'e [Expression]) -> Option<&'e Expression> {
    let when = view.children(trigger).find(|&c| view.lower(c) == "when")?;
    expressions.iter().find(|e| e.last < when && (e.last + 1..when).all(|i| view.word(i) == ","))
}

/// "Thirty days until it is cut off, perhaps 90 until it falls": the unit is that of the length before.
fn told_without_unit(view: View, trigger: usize, expressions: &[Expression]) -> Option<Expression> {
    let count = |i: usize| {
        let word = view.lower(i);
        word.parse::<i32>().ok().or_else(|| crate::time::cardinal_named(&word)).filter(|n| (1..1000).contains(n))
    };
    let until = view.children(trigger).find(|&c| view.relation(c) == Relation::Mark && view.lower(c) == "until")?;
    let number = view.head(trigger).filter(|&h| h + 1 == until && view.token(h).upos == Upos::Num)?;
    let before = expressions.iter().rfind(|e| e.last < number)?;
    let Meaning::Within { days } = before.meaning else { return None };
    let unit = days.checked_div(count(before.first)?)?;
    let meaning = Meaning::Within { days: unit.checked_mul(count(number)?)? };
    Some(Expression { first: number, last: number, meaning, preposition: String::new() })
}

/// For trigger nouns: "the capture of Ghazni on Thursday".
fn dominated_nominal(view: View, trigger: usize, e: &Expression) -> bool {
    let noun = !matches!(view.token(trigger).upos, Upos::Verb | Upos::Aux);
    noun && view.sentence.dominates(trigger, head_of(view, e))
}

fn head_of(view: View, e: &Expression) -> usize {
    (e.first..=e.last).find(|&i| view.head(i).is_none_or(|h| h < e.first || h > e.last)).unwrap_or(e.last)
}

/// The verb or predicate that a phrase modifies, passing through place nouns ("the city on Friday").
fn event_above(view: View, word: usize) -> usize {
    let mut at = word;
    for _ in 0..=view.len() {
        let Some(head) = view.head(at) else { return at };
        at = head;
        let verbal = matches!(view.token(at).upos, Upos::Verb | Upos::Aux) || view.heads_clause(at);
        let duration = view.token(at).entity == Some(dateline_tree::EntityKind::Time);
        // "Croatian forces on Sunday captured": troops have no date, what they do has.
        let thing = matches!(
            view.token(at).entity,
            Some(
                dateline_tree::EntityKind::Person
                    | dateline_tree::EntityKind::Organization
                    | dateline_tree::EntityKind::Place
                    | dateline_tree::EntityKind::Object
            )
        );
        let plain_noun = duration
            // "ceded without a struggle in recent hours".
            || view.case(at) == "without"
            || thing
            || matches!(view.token(at).upos, Upos::Propn | Upos::Pron | Upos::Num)
            || super::place::noun_class(&view.lemma(at)) == Some(NounClass::Town);
        if verbal || (!plain_noun && view.token(at).upos == Upos::Noun) {
            return at;
        }
    }
    at
}

/// "The last soldiers leave by August 31": a deadline of the present tense.
fn is_on_schedule(view: View, trigger: usize, expressions: &[Expression]) -> bool {
    let present = matches!(view.token(trigger).xpos, Xpos::Vbz | Xpos::Vbp) && view.lemma(trigger) != "have";
    let own = |e: &Expression| view.sentence.dominates(trigger, head_of(view, e));
    present && expressions.iter().any(|e| e.preposition == "by" && own(e))
}

/// Whether the clause speaks of what is to come.
fn is_future(view: View, trigger: usize) -> bool {
    let will = |at: usize| {
        view.children(at).any(|c| {
            view.relation(c) == Relation::Aux
                && matches!(view.lower(c).as_str(), "will" | "'ll" | "’ll" | "shall" | "to")
        })
    };
    let infinitive = view.token(trigger).xpos == Xpos::Vb
        && view.head(trigger).is_some_and(|h| {
            matches!(
                view.lemma(h).as_str(),
                "set" | "due" | "plan" | "schedule" | "expect" | "likely" | "intend" | "agree"
            )
        });
    will(trigger) || infinitive
}
