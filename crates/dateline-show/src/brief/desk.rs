//! Where citations are made: reports get their numbers, passages their paragraph and their words.

use super::model::{Cite, Locus, Passage, Word};
use super::{Ask, LONGEST};
use crate::passages;
use crate::pile::Pile;
use crate::words;
use dateline_core::model::{BlockKind, Claim, Day, PartyRef, Report, Span, Status};
use dateline_core::picture::{Development, Dispute, Holder, Holding, Standing, Stretch};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// How many days after a change reports of it may still differ.
const AGREED: i64 = 7;

/// The pile on the desk of whoever writes the brief, and the sources cited so far.
pub(super) struct Desk<'a> {
    pub pile: &'a Pile,
    pub ask: &'a Ask<'a>,
    /// Reports in order of first citation.
    pub cited: Vec<String>,
    /// The day asked about.
    pub on: Day,
    /// The open disputes.
    pub open: Vec<Dispute>,
    /// Claims that are an answer of an open dispute.
    disputed: BTreeSet<String>,
    /// How many reports tell of each place.
    told: BTreeMap<String, usize>,
    /// Parties that reports write with an article.
    articles: BTreeSet<String>,
}

impl<'a> Desk<'a> {
    pub fn new(pile: &'a Pile, ask: &'a Ask<'a>) -> Desk<'a> {
        let open: Vec<Dispute> = pile.picture.disputes().into_iter().filter(|d| d.open).collect();
        let disputed = open.iter().flat_map(|d| &d.answers).flat_map(|a| a.claims.iter().cloned()).collect();
        let on = ask.on.unwrap_or(pile.known);
        let parties = pile.known_claims().flat_map(|c| c.actor().into_iter().chain(c.target()));
        let articles = parties.filter(|p| p.has_article()).map(|p| p.name.clone()).collect();
        Desk { pile, ask, cited: Vec::new(), on, open, disputed, told: told(pile), articles }
    }

    /// The party inside a sentence.
    pub fn party(&self, party: &PartyRef) -> String {
        crate::text::clean(&party.in_words(self.articles.contains(&party.name)))
    }

    /// How many reports tell of the place: how much it matters to those who write.
    pub fn told(&self, place: &str) -> usize {
        self.told.get(place).copied().unwrap_or(0)
    }

    /// Who has the place on the day asked about, where the reports of an earlier day differed and do so no longer, with
    /// the first day on which they agree.
    pub fn cleared(&self, place: &str, from: Day) -> Option<(Day, Holding)> {
        let now = self.pile.picture.holding(place, self.on).filter(is_clear)?;
        let days = (0..=AGREED).filter_map(|n| from.checked_add(n.days()).ok()).take_while(|d| *d <= self.on);
        let same = |h: &Holding| is_clear(h) && h.holder == now.holder && h.since == now.since;
        let since = days.into_iter().find(|d| self.pile.picture.holding(place, *d).as_ref().is_some_and(same))?;
        Some((since, now))
    }

    /// Whether one of the claims is an answer of an open dispute.
    pub fn is_disputed(&self, claims: &[String]) -> bool {
        claims.iter().any(|id| self.disputed.contains(id))
    }

    /// The best passages of some claims, one for each origin.
    pub fn cites(&mut self, ids: &[String], most: usize) -> Vec<Cite> {
        let pile = self.pile;
        self.cites_in(pile, ids, most)
    }
    /// The same for claims that may stand in another pile, as what is withdrawn does.
    pub fn cites_in(&mut self, pile: &Pile, ids: &[String], most: usize) -> Vec<Cite> {
        let claims = pile.claims_of(ids);
        let best: Vec<Claim> = passages::best(pile, &claims, most).into_iter().cloned().collect();
        let mut cites: Vec<Cite> = best.iter().filter_map(|c| self.cite(c)).collect();
        cites.sort_by_key(|c| c.source);
        cites
    }

    fn cite(&mut self, claim: &Claim) -> Option<Cite> {
        let report = &self.pile.card(&claim.report)?.report;
        let passage = passage(report, claim)?;
        Some(Cite { source: self.number(&claim.report), passage: Some(passage) })
    }

    /// A report as a whole.
    pub fn cite_report(&mut self, report: &str) -> Cite {
        Cite { source: self.number(report), passage: None }
    }

    fn number(&mut self, report: &str) -> usize {
        let known = self.cited.iter().position(|r| r == report);
        known.unwrap_or_else(|| {
            self.cited.push(report.to_owned());
            self.cited.len() - 1
        }) + 1
    }

    /// How far a holding is supported.
    pub fn word_of(&self, holding: &Holding) -> Word {
        match holding.disputed || self.is_disputed(&holding.support) && holding.standing == Standing::Disputed {
            true => Word::Disputed,
            false => self.word(holding.standing, holding.origins, &holding.support),
        }
    }
    /// How far a change of hands is supported.
    pub fn word_of_stretch(&self, stretch: &Stretch) -> Word {
        match stretch.disputed {
            true => Word::Disputed,
            false => self.word(stretch.standing, stretch.origins, &stretch.support),
        }
    }

    fn word(&self, standing: Standing, origins: usize, support: &[String]) -> Word {
        let support = self.pile.claims_of(support);
        match standing {
            Standing::Disputed => Word::Disputed,
            Standing::Confirmed => match origins.min(self.firm(&support)) {
                n if n > 1 => Word::Confirmed(n),
                _ => Word::Admitted,
            },
            Standing::Reported => words::sayer(&support, Status::Asserted).map_or(Word::Reported, Word::Said),
            Standing::Claimed => Word::Claimed(words::sayer(&support, Status::Claimed)),
        }
    }

    /// How many origins tell it as a fact; what is only claimed does not confirm.
    fn firm(&self, support: &[&Claim]) -> usize {
        let firm = support.iter().filter(|c| c.status == Status::Asserted && !c.headline);
        firm.map(|c| self.pile.picture.lineage().origin_of(&c.report)).collect::<BTreeSet<_>>().len()
    }

    /// How far a development is supported.
    pub fn word_of_development(&self, told: &Development) -> Word {
        self.word(told.standing, told.origins, &told.support)
    }
}

/// Held by somebody, and nobody contradicts.
pub(super) fn is_clear(holding: &Holding) -> bool {
    matches!(holding.holder, Holder::Party(_)) && !holding.disputed
}

fn told(pile: &Pile) -> BTreeMap<String, usize> {
    let mut reports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in pile.known_claims() {
        let Some(place) = claim.place() else { continue };
        reports.entry(&place.id).or_default().insert(&claim.report);
    }
    reports.into_iter().map(|(place, told)| (place.to_owned(), told.len())).collect()
}

/// A line that says what is left out and how to see it.
pub(super) fn more(left: usize, command: &str) -> String {
    if left == 0 { String::new() } else { format!("and {left} more: {command}") }
}

/// The first of some lines, and how many are left out.
pub(super) fn first<T>(mut all: Vec<T>, most: usize) -> (Vec<T>, usize) {
    let left = all.len().saturating_sub(most);
    all.truncate(most);
    (all, left)
}

/// The words to quote for a claim: its sentence when it is short, else the part of it around the passage.
fn passage(report: &Report, claim: &Claim) -> Option<Passage> {
    let text = &report.text;
    let within = if fits(text, claim.sentence) { claim.sentence } else { window(text, claim) };
    let quote = text.get(within.start as usize..within.end as usize)?.to_owned();
    let cut = (claim.sentence.start < within.start, within.end < claim.sentence.end);
    Some(Passage { part: locus(report, within), span: within, quote, cut, claim: claim.id.clone() })
}

fn fits(text: &str, span: Span) -> bool {
    let words = text.get(span.start as usize..span.end as usize).map_or(0, |t| t.split_whitespace().count());
    (1..=LONGEST).contains(&words)
}

/// As many words of a long sentence as may be quoted: the passage with what stands before and after it.
fn window(text: &str, claim: &Claim) -> Span {
    let whole = if claim.sentence.start < claim.sentence.end { claim.sentence } else { claim.span };
    let from = whole.start as usize;
    let sentence = text.get(from..whole.end as usize).unwrap_or_default();
    let at = |word: &str| from + (word.as_ptr() as usize - sentence.as_ptr() as usize);
    let all: Vec<&str> = sentence.split_whitespace().collect();
    let inside = |w: &&&str| at(w) + w.len() > claim.span.start as usize && at(w) < claim.span.end as usize;
    let before = all.iter().take_while(|w| at(w) + w.len() <= claim.span.start as usize).count();
    let spare = LONGEST.saturating_sub(all.iter().filter(inside).count());
    let first = before.saturating_sub(spare / 2).min(all.len().saturating_sub(LONGEST));
    let chosen = &all[first..(first + LONGEST).min(all.len())];
    match (chosen.first(), chosen.last()) {
        (Some(one), Some(last)) => Span::new(at(one), at(last) + last.len()),
        _ => whole,
    }
}

/// Which paragraph or caption a passage begins in; a report without blocks is one paragraph.
pub(super) fn locus(report: &Report, span: Span) -> Locus {
    let mut counts: BTreeMap<BlockKind, usize> = BTreeMap::new();
    let mut found = Locus::Paragraph(1);
    for block in &report.blocks {
        let n = counts.entry(block.kind).or_default();
        *n += 1;
        if block.span.start > span.start {
            break;
        }
        found = match block.kind {
            BlockKind::Headline => Locus::Headline,
            BlockKind::Caption => Locus::Caption(*n),
            BlockKind::Paragraph => Locus::Paragraph(*n),
            BlockKind::Dateline | BlockKind::Byline | BlockKind::Furniture => found,
        };
    }
    found
}
