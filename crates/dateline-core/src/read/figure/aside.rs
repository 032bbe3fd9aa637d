//! Numbers that are no figures of a crisis: ages, dates, times of day, names of roads and units, spans of time.

use super::Desk;
use super::number::{Form, Quantity};
use crate::read::time::Meaning;
use crate::rulebook::Sort;
use dateline_tree::Upos;

impl Desk<'_> {
    /// Whether a number is left alone.
    pub(super) fn is_aside(&self, q: &Quantity) -> bool {
        self.is_date(q)
            || self.is_age(q)
            || self.is_name(q)
            || self.is_clock(q)
            || self.is_pronoun(q)
            || self.is_score(q)
            || self.is_corrected(q)
    }

    /// "August 12", "two days later", "in 48 hours": but "within 90 days" is a horizon.
    fn is_date(&self, q: &Quantity) -> bool {
        let lasts = self.unit(q).is_some_and(|(u, _)| u.sort == Sort::Duration);
        self.times.iter().any(|t| {
            let inside = t.first <= q.start && q.start <= t.last;
            let ahead = matches!(t.meaning, Meaning::Ahead | Meaning::Lasting { .. } | Meaning::Within { .. })
                || self.mark_of_horizon(q.last).is_some();
            inside && !(lasts && ahead)
        })
    }

    /// "42-year-old", "aged 42", "Amina, 34, said".
    fn is_age(&self, q: &Quantity) -> bool {
        let view = self.view();
        let word = |i: usize| if i < view.len() { view.lower(i) } else { String::new() };
        let old = (q.last + 1..q.last + 6).any(|i| word(i) == "old")
            && (q.last + 1..q.last + 3).any(|i| word(i).starts_with("year") || word(i).starts_with("month"));
        let aged = q.first > 0 && matches!(word(q.first - 1).as_str(), "aged" | "age");
        let between = q.start >= 2
            && word(q.start - 1) == ","
            && matches!(word(q.last + 1).as_str(), "," | "." | ")")
            && view.token(q.start - 2).upos == Upos::Propn
            && q.value < 110.0
            && q.form == Form::Cardinal;
        old || aged || between
    }

    /// "Route 7", "Brigade 400", "the 215th Corps", a piece of a party's own name.
    fn is_name(&self, q: &Quantity) -> bool {
        let view = self.view();
        let named = self.parties.names(view).iter().any(|(a, b)| *a <= q.start && q.start <= *b);
        let before = q.start.checked_sub(1).filter(|&b| b + 1 == q.first);
        let label = before.is_some_and(|b| {
            let capital = view.word(b).starts_with(|c: char| c.is_uppercase()) && b > 0;
            let word = view.lower(b);
            let counted = matches!(
                word.as_str(),
                "no" | "no." | "nr" | "number" | "article" | "resolution" | "route" | "highway" | "chapter"
            );
            (capital || counted) && self.words().aside.label.contains(&word)
        });
        let behind = before.is_some_and(|b| {
            view.token(b).upos == Upos::Propn
                && q.form == Form::Cardinal
                && self.noun(q).is_none()
                && !self.is_told_of(q)
        });
        named || label || behind
    }

    /// "at 5 a.m.".
    fn is_clock(&self, q: &Quantity) -> bool {
        let view = self.view();
        q.last + 1 < view.len() && self.words().aside.clock.contains(&view.lower(q.last + 1))
    }

    /// "one of them", "the one that fell", "one another", "no one".
    fn is_pronoun(&self, q: &Quantity) -> bool {
        let view = self.view();
        if view.lower(q.start) != "one" || q.start != q.last || q.max.is_some() {
            return false;
        }
        let next = if q.last + 1 < view.len() { view.lower(q.last + 1) } else { String::new() };
        let before = q.start.checked_sub(1).map(|b| view.lower(b)).unwrap_or_default();
        matches!(next.as_str(), "of" | "another" | "by" | "day" | "or" | "side" | "where" | "who" | "that")
            || matches!(before.as_str(), "the" | "no" | "this" | "that" | "any" | "every" | "each" | "another" | "only")
    }

    /// "25, not 28, towns".
    fn is_corrected(&self, q: &Quantity) -> bool {
        q.first >= 2 && self.at(q.first - 1) == "not" && self.at(q.first - 2) == ","
    }

    /// "won 3-1".
    fn is_score(&self, q: &Quantity) -> bool {
        let view = self.view();
        let dash = q.max.is_none() && q.last + 2 < view.len() && matches!(view.lower(q.last + 1).as_str(), "-" | "–");
        let next = if dash { view.word(q.last + 2) } else { "" };
        q.form == Form::Cardinal && next.chars().next().is_some_and(|c| c.is_ascii_digit())
    }
}
